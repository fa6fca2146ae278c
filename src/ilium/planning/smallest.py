"""The least that has to be given up: smallest numbers and smallest sets under a yes-or-no test.

Both take a test that stays true once it is true: more minutes, or more things, never hurt.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def smallest_number(low: int, high: int, fits: Callable[[int], bool]) -> int | None:
    """The smallest number of low..high that fits, by bisection; None if `high` does not.

    >>> smallest_number(0, 100, lambda n: n * n >= 50)
    8
    """
    if low > high or not fits(high):
        return None
    while low < high:
        middle = (low + high) // 2
        if fits(middle):
            high = middle
        else:
            low = middle + 1
    return high


def smallest_set(
    things: Sequence[Thing], fits: Callable[[tuple[Thing, ...]], bool]
) -> tuple[Thing, ...] | None:
    """A set of things that fits and none of which can be left out; None if all do not fit.

    Earlier things are preferred. QuickXplain (Junker 2004): about k log(n / k) tests for k of n.

    >>> smallest_set("abcdef", lambda chosen: {"b", "e"} <= set(chosen))
    ('b', 'e')
    """
    if not fits(tuple(things)):
        return None
    return _needed((), True, tuple(things), fits)


def _needed(
    kept: tuple[Thing, ...],
    grown: bool,
    things: tuple[Thing, ...],
    fits: Callable[[tuple[Thing, ...]], bool],
) -> tuple[Thing, ...]:
    """What is needed of the things beside those that are kept. `grown`: those are untested."""
    if grown and fits(kept):
        return ()
    if len(things) <= 1:
        return things
    middle = len(things) // 2
    first, last = things[:middle], things[middle:]
    of_last = _needed((*kept, *first), bool(first), last, fits)
    of_first = _needed((*kept, *of_last), bool(of_last), first, fits)
    return (*of_first, *of_last)
