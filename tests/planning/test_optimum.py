"""On small catalogues the planner's optimum is that of trying every week."""

from collections import Counter

import pytest
from enumeration import Done, Enumeration, Session
from msgspec.structs import replace

from ilium.anatomy import Region
from ilium.exercises import Catalogue, catalogue
from ilium.exercises.model import Exercise, Limit
from ilium.loads import Equipment
from ilium.planning import Athlete, Infeasible, Level, Programme, choice, plan, slots, week
from ilium.planning.assemble import programme
from ilium.planning.choice import choose
from ilium.planning.dose import doses
from ilium.planning.linear import Linear
from ilium.planning.solver import solve

EVERYTHING = frozenset(Equipment)


def small(*exercises: str, variants: int = 1) -> Catalogue:
    """A catalogue of a few exercises, with only the first variants of each."""

    def cut(exercise: Exercise) -> Exercise:
        return replace(exercise, variants=exercise.variants[:variants])

    return Catalogue(cut(catalogue().exercise(exercise)) for exercise in exercises)


def week_of(programme: Programme) -> tuple[Session, ...]:
    return tuple(
        tuple(
            Done(item.variant, item.exercise, block.role.value, item.sets, heavy and place == 0)
            for block in session.blocks
            for heavy in (block.role.value == "heavy",)
            for place, item in enumerate(block.items)
        )
        for session in programme.weeks[0].sessions
    )


MANY_SESSIONS = small(
    "glute_bridge",
    "lateral_band_walk",
    "frog_pump",
    "hip_thrust",
    "single_leg_squat",
    "side_lying_abduction",
    "cable_hip_abduction",
    variants=2,
)

FEW_SESSIONS = small(
    "glute_bridge",
    "lateral_band_walk",
    "frog_pump",
    "hip_thrust",
    "single_leg_bridge",
    "cable_abduction_extension",
)


def gym(minutes: int, days: int, level: Level = Level.BEGINNER) -> Athlete:
    return Athlete(days=days, minutes=minutes, level=level, equipment=EVERYTHING)


CASES = {
    "one day": (MANY_SESSIONS, gym(45, 1)),
    "one day, in a hurry": (MANY_SESSIONS, gym(35, 1)),
    "one day, emphasis": (
        MANY_SESSIONS,
        replace(gym(45, 1), emphasis=Region.GLUTEUS_MINIMUS),
    ),
    "one day, low back": (
        MANY_SESSIONS,
        replace(gym(40, 1), limits=frozenset({Limit.LOW_BACK})),
    ),
    "two days": (FEW_SESSIONS, gym(40, 2)),
    "two days, in a hurry": (FEW_SESSIONS, gym(32, 2)),
    "two days, more sets": (FEW_SESSIONS, gym(40, 2, Level.INTERMEDIATE)),
    "three days": (FEW_SESSIONS, gym(33, 3, Level.INTERMEDIATE)),
    "three days, more sets": (FEW_SESSIONS, gym(31, 3, Level.ADVANCED)),
}
SOLVED_AS_A_WHOLE = {"two days, in a hurry", "two days, more sets", "three days, more sets"}
"""The cases in which the best sum of a week cannot be shared out over its days."""


@pytest.mark.parametrize("case", CASES)
def test_no_week_is_better_than_the_plan(case: str) -> None:
    known, athlete = CASES[case]
    every = Enumeration(athlete, known)
    weeks = list(every.weeks())
    assert len(set(map(every.cost, weeks))) > 10, "too few weeks for this to show anything"
    best = min(map(every.cost, weeks))
    planned = week_of(plan(athlete, known))
    assert every.keeps(planned)
    assert every.cost(planned) == best
    chosen = choose(athlete, known, doses())
    assert chosen is not None
    assert chosen.points == best


def test_both_ways_of_solving_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[Linear] = []

    def counting(linear: Linear) -> list[int] | None:
        solved.append(linear)
        return solve(linear)

    monkeypatch.setattr(choice, "solve", counting)
    for case, (known, athlete) in CASES.items():
        solved.clear()
        choose(athlete, known, doses())
        # The sum and its sharing out; the whole week and its sharing out, if that fails.
        assert len(solved) == (4 if case in SOLVED_AS_A_WHOLE else 2), case


@pytest.mark.parametrize("case", [case for case in CASES if not case.startswith("one")])
def test_no_way_to_share_the_week_out_is_more_even(case: str) -> None:
    known, athlete = CASES[case]
    every = Enumeration(athlete, known)
    planned = week_of(plan(athlete, known))

    def content(week: tuple[Session, ...]) -> tuple[Counter[object], Counter[object]]:
        items = [done for session in week for done in session]
        uses = Counter((done.variant, done.role, done.first) for done in items)
        sets: Counter[object] = Counter()
        for done in items:
            sets[done.variant, done.role, done.first] += done.sets
        return uses, sets

    same = [
        week
        for week in every.weeks()
        if content(week) == content(planned) and every.cost(week) == every.cost(planned)
    ]
    assert every.unevenness(planned) == min(map(every.unevenness, same))


def test_the_minutes_that_are_said_to_be_enough_are_the_fewest() -> None:
    athlete = gym(20, 1)
    with pytest.raises(Infeasible) as caught:
        plan(athlete, MANY_SESSIONS)
    (said,) = (c.reason.inputs["fits"] for c in caught.value.conflicts if c.wish == "minutes")
    possible = (
        minutes
        for minutes in range(20, 60)
        if any(Enumeration(replace(athlete, minutes=minutes), MANY_SESSIONS).weeks())
    )
    assert said == next(possible)


@pytest.mark.parametrize("case", CASES)
def test_where_the_planner_finds_nothing_there_is_nothing(case: str) -> None:
    known, athlete = CASES[case]
    for minutes in range(21, 36, 2):
        hurried = replace(athlete, minutes=minutes)
        exists = any(Enumeration(hurried, known).weeks())
        assert (choose(hurried, known, doses(), any_will_do=True) is not None) == exists


ATHLETES = [
    Athlete(days=days, minutes=minutes, level=level, equipment=equipment)
    for days in (2, 3)
    for minutes in (28, 60)
    for level in Level
    for equipment in (EVERYTHING, frozenset({Equipment.BANDS, Equipment.BENCH}))
]


@pytest.mark.parametrize("athlete", ATHLETES)
def test_a_plan_costs_what_the_solver_says(athlete: Athlete) -> None:
    chosen = choose(athlete, catalogue(), doses())
    if chosen is not None:
        planned = week_of(programme(athlete, chosen.sessions, catalogue(), doses()))
        assert Enumeration(athlete, catalogue()).cost(planned) == chosen.points


def test_what_sharpens_the_model_takes_no_week_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def optima() -> list[int | None]:
        chosen = (choose(athlete, catalogue(), doses()) for athlete in ATHLETES[::4])
        return [None if one is None else one.points for one in chosen]

    sharpened = optima()
    monkeypatch.setattr(week, "_sharpen", lambda _model, _session: None)
    monkeypatch.setattr(slots, "_fitting", lambda found, _rooms, _doses: found)
    assert optima() == sharpened
