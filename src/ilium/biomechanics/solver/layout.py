"""Columns in the order in which the compiled solver likes to meet them.

Muscles that cross the same joints, and contacts of the same limb, have entries in the same rows.
Put side by side they are small dense matrices, whose products run over neighbouring numbers:
several at once in the processor's vector registers, with no index to look up.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.solver.problem import Columns, Floats, Integers, Terms


class Layout(NamedTuple):
    """The n columns as G groups of one pattern each; those with a cubic cost come last."""

    order: Integers  # (n,) the column that stands at each place
    squares: int  # how many columns stand before the first with a cubic cost
    columns: Integers  # (G + 1,) the place at which each group begins
    row_starts: Integers  # (G + 1,) where the rows of each group begin in `rows`
    rows: Integers  # the rows of each group, ascending
    packed: Integers  # (G + 1,) where the entries of each group begin, row after row of the group
    source: Integers  # (entries,) the entry of `Columns.values` that stands at each place


class Bounded(NamedTuple):
    """The terms of the cost in the layout's order, as the solver uses them."""

    inverse: Floats  # (n,) 1 / weight
    lower: Floats  # (n,)
    upper: Floats  # (n,)
    stiffness: Floats  # (m,) reserve**2


def layout_of(columns: Columns, cubic: NDArray[np.bool_]) -> Layout:
    """Groups the columns by their cost and pattern."""
    begins, ends = columns.starts[:-1], columns.starts[1:]
    pattern = _patterns(columns)
    order = np.lexsort((pattern, cubic))
    changes = np.diff(pattern[order]).astype(bool) | np.diff(cubic[order].astype(int)).astype(bool)
    first = np.flatnonzero(np.concatenate(([True], changes)))[: order.size]
    starts = begins[order]
    heights = (ends - begins)[order[first]]
    widths = np.diff(np.append(first, order.size))
    return Layout(
        order=order,
        squares=int((~cubic).sum()),
        columns=_sums(widths),
        row_starts=_sums(heights),
        rows=_joined(
            columns.rows[starts[at] : starts[at] + height]
            for at, height in zip(first, heights, strict=True)
        ),
        packed=_sums(heights * widths),
        source=_joined(
            (np.arange(height)[:, None] + starts[at : at + width]).ravel()
            for at, height, width in zip(first, heights, widths, strict=True)
        ),
    )


def bounded(terms: Terms, layout: Layout) -> Bounded:
    """The terms in the layout's order."""
    return Bounded(
        inverse=1 / terms.weight[layout.order],
        lower=terms.lower[layout.order],
        upper=terms.upper[layout.order],
        stiffness=terms.reserve**2,
    )


def _patterns(columns: Columns) -> Integers:
    """A number for each column, the same for columns with entries in the same rows."""
    highest = columns.rows.max(initial=0)
    words = np.zeros((columns.count, highest // 62 + 1), dtype=np.int64)
    column = np.repeat(np.arange(columns.count), np.diff(columns.starts))
    np.bitwise_or.at(words, (column, columns.rows // 62), 1 << (columns.rows % 62))
    if words.shape[1] == 1:
        return words[:, 0]
    return np.unique(words, axis=0, return_inverse=True)[1].ravel()


def _sums(lengths: Integers) -> Integers:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def _joined(parts: Iterable[Integers]) -> Integers:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts])
