"""The deload: half the sets of each item, rounded so that the week keeps half of everything.

An item with an even number of sets is halved exactly. One with an odd number is off by half a set,
up or down: u_i is +1 or -1. The choice minimises

    |sum u_i| + sum over targets r of |sum h_ir u_i|

with h_ir the half sets that one set gives the region: how far the week's sets and the targets'
weekly sets are from half. Of equal choices the one that rounds earlier items up wins.
"""

from collections.abc import Sequence

from ilium.anatomy import TARGETS, Region
from ilium.planning.choice import Pick, Sessions

Halves = dict[Region, int]
Balance = tuple[int, ...]


def eased(sessions: Sessions) -> Sessions:
    """The sessions of the deload: the same exercises with about half the sets."""
    sets = iter(halved([(pick.sets, pick.candidate.halves) for one in sessions for pick in one]))
    return tuple(
        tuple(
            Pick(candidate=pick.candidate, sets=next(sets), first_heavy=pick.first_heavy)
            for pick in one
        )
        for one in sessions
    )


def halved(items: Sequence[tuple[int, Halves]]) -> tuple[int, ...]:
    """The sets that remain of each item, given its sets (at least 2) and half sets a set.

    >>> halved([(3, {Region.GLUTEUS_MEDIUS: 2}), (3, {Region.GLUTEUS_MEDIUS: 2}), (4, {})])
    (2, 1, 2)
    """
    nearest: dict[Balance, tuple[int, ...]] = {(0,) * (1 + len(TARGETS)): ()}
    for sets, halves in items:
        weights = (1, *(halves.get(region, 0) for region in TARGETS))
        reached: dict[Balance, tuple[int, ...]] = {}
        for balance, chosen in nearest.items():
            for up in (1, -1) if sets % 2 else (0,):
                shifted = tuple(b + up * w for b, w in zip(balance, weights, strict=True))
                reached[shifted] = max((*chosen, up), reached.get(shifted, ()))
        nearest = reached
    best = min(sum(map(abs, balance)) for balance in nearest)
    ups = max(chosen for balance, chosen in nearest.items() if sum(map(abs, balance)) == best)
    return tuple((sets + up) // 2 for (sets, _), up in zip(items, ups, strict=True))
