"""Hypothesis strategies for programmes as planners and people make them, with real variants."""

from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID

from hypothesis import strategies as st

from ilium.exercises import catalogue
from ilium.exercises.model import Measure, Role
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Equipment
from ilium.planning import Athlete, plan
from ilium.planning.programme import Block, Item, Programme, Session, Sides, Week, Weekday
from ilium.training.schedule import Position

ZONES = ("Europe/Berlin", "America/Chicago", "Pacific/Auckland", "Asia/Kolkata", "UTC")
VARIANTS = [variant.id for variant in catalogue().planner_variants()]
GYM = Athlete(equipment=frozenset(Equipment))
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
START = date(2026, 11, 23)  # a Monday

ranges = st.tuples(st.integers(1, 30), st.integers(0, 10)).map(lambda two: (two[0], sum(two)))


def revision(
    programme: Programme, athlete: Athlete = GYM, start: date = START
) -> ProgrammeRevision:
    """A programme that was made on a known day."""
    id = UUID(int=7)
    return ProgrammeRevision(
        id=id, origin=id, created=NOW, start=start, programme=programme, athlete=athlete
    )


@cache
def planned(days: int = 3, minutes: int = 60) -> ProgrammeRevision:
    """The plan for a gym."""
    athlete = Athlete(days=days, minutes=minutes, equipment=frozenset(Equipment))
    return revision(plan(athlete), athlete)


@st.composite
def items(draw: st.DrawFn) -> Item:
    variant = catalogue().variant(draw(st.sampled_from(VARIANTS)))
    timed = variant.exercise.measure is Measure.SECONDS
    counted = {"seconds" if timed else "reps": draw(ranges)}
    exercise, *modifiers = variant.id.split("+")
    return Item(
        exercise=exercise,
        modifiers=tuple(modifiers),
        sets=draw(st.integers(1, 6)),
        rir=draw(ranges),
        tempo=variant.tempo,
        rest_s=draw(st.sampled_from([0, 20, 60, 90, 180])),
        sides=draw(st.sampled_from(Sides)),
        minutes=5,
        **counted,
    )


@st.composite
def revisions(draw: st.DrawFn) -> ProgrammeRevision:
    """Weeks of the same days, in the order of the calendar, whatever numbers they have."""
    weekdays = sorted(
        draw(st.sets(st.sampled_from(Weekday), min_size=1, max_size=4)), key=list(Weekday).index
    )
    numbers = draw(st.permutations(range(1, len(weekdays) + 1)))
    blocks = st.builds(
        Block,
        role=st.sampled_from(Role),
        minutes=st.just(5.0),
        items=st.lists(items(), min_size=1, max_size=3).map(tuple),
    )
    sessions = tuple(
        Session(
            day=number,
            weekday=weekday,
            minutes=draw(st.floats(0, 400)),
            blocks=tuple(draw(st.lists(blocks, min_size=1, max_size=3))),
        )
        for number, weekday in zip(numbers, weekdays, strict=True)
    )
    weeks = draw(st.integers(1, 5))
    programme = Programme(
        weeks=tuple(
            Week(week=week, deload=week == 5, sessions=sessions) for week in range(1, weeks + 1)
        ),
        weekly_sets={},
        weekly_hard_sets={},
        band={},
    )
    return revision(programme, start=draw(st.dates(date(2020, 1, 1), date(2040, 1, 1))))


@st.composite
def begun(draw: st.DrawFn, made: ProgrammeRevision) -> dict[Position, datetime]:
    """The first sessions of a programme, done at some time."""
    places = [(w.week, s.day) for w in made.programme.weeks for s in w.sessions]
    count = draw(st.integers(0, len(places)))
    times = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    found = sorted(draw(st.lists(times, min_size=count, max_size=count)))
    return dict(zip(places, found, strict=False))
