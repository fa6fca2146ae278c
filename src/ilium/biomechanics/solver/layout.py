"""Columns in the order in which the compiled solver likes to meet them.

Muscles that cross the same joints, and contacts of the same limb, have entries in the same rows.
Put side by side they are small dense matrices, whose products run over neighbouring numbers:
several at once in the processor's vector registers, with no index to look up.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ilium.biomechanics.solver.problem import Columns, Floats, Integers, Terms

WIDEST = 64
"""Columns of a group: a pattern that more of them share comes in several groups."""

REGISTER = 8
"""Numbers in the widest vector register: groups are filled up to multiples with empty columns."""


class Layout(NamedTuple):
    """The n columns as G groups of one pattern and power each, in N places side by side.

    A group's entries fill one row of R for each row of its pattern, W numbers wide. Places that no
    column has hold zeros, and nothing comes of them.
    """

    place: Integers  # (n,) the place of each column
    squares: int  # the places of groups with a square cost; those of a cubic one come after them
    begins: Integers  # (G + 1,) the place at which each group begins
    row_starts: Integers  # (G + 1,) where the rows of each group begin in `rows`
    rows: Integers  # (R,) the rows of each group, ascending
    source: Integers  # (R, W) the entry of `Columns.values` that stands there, or -1


class Bounded(NamedTuple):
    """The terms of the cost in the layout's places, as the solver uses them."""

    inverse: Floats  # (N,) 1 / weight
    lower: Floats  # (N,)
    upper: Floats  # (N,)
    stiffness: Floats  # (m,) reserve**2


def layout_of(columns: Columns, cubic: NDArray[np.bool_]) -> Layout:
    """Groups the columns by their cost and pattern."""
    return Layout(*_grouped(columns.rows, columns.starts, cubic))


def bounded(terms: Terms, layout: Layout) -> Bounded:
    """The terms in the layout's places."""
    found = np.zeros((3, layout.begins[-1]))
    for values, given in zip(found, (1 / terms.weight, terms.lower, terms.upper), strict=True):
        values[layout.place] = given
    return Bounded(found[0], found[1], found[2], stiffness=terms.reserve**2)


@njit(cache=True)
def _grouped(
    rows: Integers, starts: Integers, cubic: NDArray[np.bool_]
) -> tuple[Integers, int, Integers, Integers, Integers, Integers]:
    """The fields of a `Layout`."""
    group, within, first, widths = _sorted_out(rows, starts, cubic)
    begins, row_starts = _sums(widths), _sums(starts[first + 1] - starts[first])
    own_rows = np.empty(row_starts[-1], np.int64)
    source = np.full((row_starts[-1], widths.max() if widths.size else 0), -1)
    for column in range(group.size):
        at = row_starts[group[column]]
        for entry in range(starts[column], starts[column + 1]):
            own_rows[at] = rows[entry]
            source[at, within[column]] = entry
            at += 1
    squares = int(begins[(~cubic[first]).sum()])
    return begins[group] + within, squares, begins, row_starts, own_rows, source


@njit(cache=True)
def _sorted_out(
    rows: Integers, starts: Integers, cubic: NDArray[np.bool_]
) -> tuple[Integers, Integers, Integers, Integers]:
    """The group of each column and its place there; the first column and the width of each group.

    The groups with a cubic cost come last.
    """
    count = cubic.size
    group, within = np.empty(count, np.int64), np.empty(count, np.int64)
    first, widths = np.empty(count, np.int64), np.zeros(count, np.int64)
    groups = 0
    for power in (False, True):
        since = groups
        for column in range(count):
            if cubic[column] != power:
                continue
            found = since
            while found < groups and (
                widths[found] == WIDEST or not _alike(rows, starts, first[found], column)
            ):
                found += 1
            if found == groups:
                first[found] = column
                groups += 1
            group[column], within[column] = found, widths[found]
            widths[found] += 1
    whole = (widths[:groups] + REGISTER - 1) // REGISTER * REGISTER
    return group, within, first[:groups], whole


@njit(cache=True)
def _sums(lengths: Integers) -> Integers:
    found = np.zeros(lengths.size + 1, np.int64)
    found[1:] = np.cumsum(lengths)
    return found


@njit(cache=True)
def _alike(rows: Integers, starts: Integers, one: int, other: int) -> bool:
    """Whether two columns have entries in the same rows."""
    height = starts[one + 1] - starts[one]
    if starts[other + 1] - starts[other] != height:
        return False
    for entry in range(height):  # noqa: SIM110 - not in Numba
        if rows[starts[one] + entry] != rows[starts[other] + entry]:
            return False
    return True
