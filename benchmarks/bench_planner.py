"""How long planning takes, and what solving for the sum of the week first is worth.

`python benchmarks/bench_planner.py [runs]`: for each case the median and the ninetieth percentile
of planning (wall time, catalogue already read), and the median of choosing the week in two ways:
by its sum and sharing that out, as the planner does, and as a whole at once. Both have the same
optimum. The ratio is what the first way saves.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from statistics import median, quantiles
from time import perf_counter

from ilium.exercises import catalogue
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning import Athlete, Infeasible, Level, plan
from ilium.planning.candidates import candidates, undominated
from ilium.planning.choice import choose
from ilium.planning.dose import doses
from ilium.planning.objective import wish_week
from ilium.planning.slots import slots_of
from ilium.planning.solver import solve
from ilium.planning.week import week

EVERYTHING = frozenset(Equipment)
CASES = {
    "3 days, all equipment": Athlete(equipment=EVERYTHING),
    "3 days, all equipment, advanced": Athlete(equipment=EVERYTHING, level=Level.ADVANCED),
    "2 days, all equipment": Athlete(equipment=EVERYTHING, days=2),
    "4 days, all equipment": Athlete(equipment=EVERYTHING, days=4),
    "1 day, all equipment": Athlete(equipment=EVERYTHING, days=1),
    "3 days, no equipment": Athlete(),
    "3 days, bands and dumbbells": Athlete(
        equipment=frozenset({Equipment.BANDS, Equipment.DUMBBELLS})
    ),
    "3 days, low back": Athlete(equipment=EVERYTHING, limits=frozenset({Limit.LOW_BACK})),
    "3 days, 30 minutes": Athlete(equipment=EVERYTHING, minutes=30),
    "4 days, 22 minutes": Athlete(equipment=EVERYTHING, minutes=22, days=4),
    "infeasible: 1 day, 20 minutes": Athlete(level=Level.BEGINNER, days=1, minutes=20),
    "infeasible: a thrust without a bench": Athlete(insist=frozenset({"hip_thrust"})),
    "infeasible: everything avoided": Athlete(avoid=frozenset(catalogue().ids), minutes=20),
}


def planning(athlete: Athlete) -> None:
    """What a person waits for."""
    with suppress(Infeasible):
        plan(athlete)


def by_its_sum(athlete: Athlete) -> None:
    """The planner's way."""
    choose(athlete, catalogue(), doses())


def as_a_whole(athlete: Athlete) -> None:
    """One model of all sessions."""
    found = undominated(candidates(athlete, catalogue(), doses()))
    slots, rooms = slots_of(found, athlete, doses())
    model = week(athlete, slots, rooms, doses(), sessions=athlete.days)
    wish_week(model)
    solve(model.linear)


def milliseconds(work: Callable[[Athlete], None], athlete: Athlete, runs: int) -> list[float]:
    """How long each of so many runs took, after one that is not counted."""
    work(athlete)
    spans: list[float] = []
    for _ in range(runs):
        begun = perf_counter()
        work(athlete)
        spans.append(1000 * (perf_counter() - begun))
    return spans


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"{'ms':38} {'plan':>7} {'p90':>7} {'by sum':>8} {'whole':>7} {'ratio':>6}")
    for name, athlete in CASES.items():
        planned = milliseconds(planning, athlete, runs)
        ways = [median(milliseconds(way, athlete, runs)) for way in (by_its_sum, as_a_whole)]
        worst = quantiles(planned, n=10)[-1] if runs > 1 else planned[0]
        print(
            f"{name:38} {median(planned):7.0f} {worst:7.0f} "
            f"{ways[0]:8.0f} {ways[1]:7.0f} {ways[1] / ways[0]:6.1f}"
        )


if __name__ == "__main__":
    main()
