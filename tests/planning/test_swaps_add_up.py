"""The same swap on several days: every day counts in the weekly sets."""

import pytest

from ilium.exercises import catalogue
from ilium.loads import Equipment
from ilium.planning import Athlete, apply_swap, plan, swap
from ilium.planning.rules import sets_by_region

GYM = Athlete(days=4, equipment=frozenset(Equipment))


@pytest.mark.parametrize("place", range(4))
def test_the_weekly_sets_are_those_of_the_week_that_remains(place: int) -> None:
    made = plan(GYM)
    repeated = [
        (item.variant, days)
        for session in made.weeks[0].sessions
        for item in session.items
        if len(
            days := [
                s.day
                for s in made.weeks[0].sessions
                if item.variant in {i.variant for i in s.items}
            ]
        )
        > 1
    ]
    variant, days = repeated[place % len(repeated)]
    swapped = made
    for day in days:
        swapped = apply_swap(swapped, day, variant, swap(made, GYM, day, variant)[0])
    items = [item for session in swapped.weeks[0].sessions for item in session.items]
    assert variant not in {item.variant for item in items}
    assert swapped.weekly_sets == sets_by_region(items, catalogue())
    assert swapped.weekly_hard_sets != {}
