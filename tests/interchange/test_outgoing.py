"""Sets go out as files of Strong and Hevy, and come back the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.exercises import catalogue
from ilium.exercises.model import Laterality, Measure, Role, Variant
from ilium.interchange import own
from ilium.interchange.arriving import Names, arrivals
from ilium.interchange.foreign import Source
from ilium.interchange.outgoing import current, outgoing, written
from ilium.interchange.reading import detect, needs_unit, read
from ilium.interchange.records import SetEvent, TrainingSession
from ilium.interchange.set_marks import marked, unmarked
from ilium.interchange.translating import Arrival, Translator, Whose
from ilium.loads import Load, LoadKind, Unit, parse_weight
from ilium.training.performed import OtherSet, PerformedSet, SetKind, Side

ZONE = "Europe/Berlin"
STARTED = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
PROGRAMS = (Source.STRONG, Source.HEVY)

Said = tuple[object, ...]
"""What both sides of a round trip have to agree on."""


def session(start: datetime = STARTED, **other: object) -> TrainingSession:
    values = {"id": uuid4(), "started_at": start, "zone": ZONE}
    return TrainingSession(**{"finished_at": start + timedelta(minutes=50), **values, **other})


def event(performed: PerformedSet, **other: object) -> SetEvent:
    values = {"id": uuid4(), "recorded_at": performed.at, "performed": performed}
    return SetEvent(**{**values, **other})


def done(variant: str = "hip_thrust", at: datetime = STARTED, **other: object) -> PerformedSet:
    load = Load(LoadKind.BARBELL, Decimal("62.5"))
    values = {"id": uuid4(), "variant": variant, "side": Side.BOTH, "load": load, "reps": 8}
    return PerformedSet(**{**values, "rir": 2, "at": at, "role": Role.HEAVY, **other})


def said(one: PerformedSet | OtherSet) -> Said:
    """What a file of another program can say of a set."""
    if isinstance(one, OtherSet):
        return one.exercise, one.kind, one.kilograms, one.reps, one.seconds, one.meters, one.note
    return one.variant, one.side, one.load, one.reps, one.seconds, one.rir, one.kind, one.note


def came_back(data: bytes, zone: str = ZONE) -> Iterator[Arrival]:
    """The records that Ilium makes of a file; every line of it becomes one."""
    source = detect(data)
    assert not needs_unit(data, source)
    until = datetime(2100, 1, 1, tzinfo=UTC)
    whose = Whose(person=UUID(int=1), zone=zone, source=source, until=until)
    for one in arrivals(read(data, source), Translator(whose, catalogue()), Names(catalogue(), {})):
        assert isinstance(one, Arrival), one
        yield one


def record_of(arrival: Arrival) -> PerformedSet | OtherSet:
    kept = arrival.record
    return kept.performed if isinstance(kept, SetEvent) else kept


def round_trip(contents: own.Export, program: Source, unit: Unit = Unit.KILOGRAMS) -> list[Said]:
    data = b"".join(written(contents, program, unit, ZONE))
    assert detect(data) is program
    return [said(record_of(one)) for one in came_back(data)]


def load_of(variant: Variant) -> Load:
    kind = variant.setups[0].load
    if kind is LoadKind.BAND:
        return Load(kind, band="extra heavy")
    if kind in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        return Load(kind)
    return Load(kind, Decimal("22.5"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_variant_comes_back(program: Source) -> None:
    visit = session()
    sets = []
    for number, variant in enumerate(catalogue().planner_variants()):
        each = variant.exercise.laterality is Laterality.UNILATERAL
        timed = variant.exercise.measure is Measure.SECONDS
        for side in (Side.LEFT, Side.RIGHT) if each else (Side.BOTH,):
            at = STARTED + timedelta(minutes=2 * number)
            count = {"reps": None, "seconds": 30} if timed else {"reps": 12}
            sets.append(
                done(variant.id, at, side=side, load=load_of(variant), session=visit.id, **count)
            )
    sets.sort(key=lambda one: (one.at, one.id))
    contents = own.Export(sessions=(visit,), sets=tuple(map(event, sets)))
    assert round_trip(contents, program) == [said(one) for one in sets]


@pytest.mark.parametrize("program", PROGRAMS)
def test_kinds_notes_and_other_training_come_back(program: Source) -> None:
    visit = session(title="Leg day; heavy", note='Said "no" to\nskipping.')
    sets = [
        done(kind=SetKind.RAMP, rir=None, session=visit.id),
        done(note="=1+1", at=STARTED + timedelta(seconds=1), session=visit.id, rir=0),
        done(kind=SetKind.DROP, at=STARTED + timedelta(seconds=2), session=visit.id, rir=9),
        done("single_leg_rdl", STARTED + timedelta(seconds=3), side=Side.LEFT, session=visit.id,
             load=Load(LoadKind.DUMBBELL, parse_weight("35 lb")), note="[left] is what I wrote"),
    ]  # fmt: skip
    others = [
        OtherSet(id=uuid4(), session=visit.id, exercise="Bench Press (Barbell)",
                 at=STARTED + timedelta(seconds=4), kilograms=Decimal(60), reps=5, rir=1),
        OtherSet(id=uuid4(), session=visit.id, exercise="Running",
                 at=STARTED + timedelta(seconds=5), seconds=1800, meters=Decimal(5000)),
    ]  # fmt: skip
    contents = own.Export(sessions=(visit,), sets=tuple(map(event, sets)), others=tuple(others))
    expected = [said(one) for one in (*sets, *others)]
    for unit in Unit:
        assert round_trip(contents, program, unit) == expected
    (first, *_) = came_back(b"".join(written(contents, program, Unit.KILOGRAMS, ZONE)))
    assert (first.session.started_at, first.session.title) == (STARTED, visit.title)
    assert first.session.finished_at == visit.finished_at
    assert first.session.note == visit.note


def test_the_newest_version_counts_and_what_was_removed_does_not() -> None:
    first, second = done(), done()
    better = done(id=first.id, reps=9)
    later = STARTED + timedelta(hours=1)
    versions = [
        event(better, recorded_at=later), event(first), event(second),
        event(second, recorded_at=later, removed=True),
    ]  # fmt: skip
    assert current(versions) == [better]


def test_what_other_programs_cannot_say_stays_behind() -> None:
    failed = done(reps=0, rir=None)
    easy = done(rir=10, at=STARTED + timedelta(minutes=1))
    contents = own.Export(sets=(event(failed), event(easy)))
    (row,) = outgoing(contents, Source.HEVY, ZONE)
    assert (row.reps, row.rpe) == (8, None)


def test_sets_of_a_day_without_a_session_are_a_workout() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # already the next day in Berlin
    contents = own.Export(sets=(event(done()), event(done(at=late))))
    rows = list(outgoing(contents, Source.STRONG, ZONE))
    assert [row.started for row in rows] == [
        datetime(2026, 3, 2, 18, 30),  # noqa: DTZ001 - by the clock on the wall
        datetime(2026, 3, 3, 0, 30),  # noqa: DTZ001
    ]


def test_workouts_of_the_same_minute_stay_apart() -> None:
    visits = [session(STARTED + timedelta(seconds=n)) for n in (1, 2)]
    sets = tuple(event(done(at=one.started_at, session=one.id)) for one in visits)
    contents = own.Export(sessions=tuple(visits), sets=sets)
    for program in PROGRAMS:
        data = b"".join(written(contents, program, Unit.KILOGRAMS, ZONE))
        assert len({one.session.id for one in came_back(data)}) == 2


def test_ilium_itself_is_no_table() -> None:
    with pytest.raises(ValueError, match="no files of Ilium"):
        written(own.Export(), Source.ILIUM, Unit.KILOGRAMS, ZONE)


NOTES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" ")).map(
    lambda text: " ".join(text.split())[:80]
)
BANDS = NOTES.filter(bool)


@given(NOTES, st.sampled_from(Side), st.none() | BANDS)
def test_marks_are_read_as_they_were_written(note: str, side: Side, band: str | None) -> None:
    assert unmarked(marked(note, side, band)) == (side, band, note)


VARIANTS = {
    "hip_thrust": LoadKind.BARBELL,
    "single_leg_rdl": LoadKind.DUMBBELL,
    "cable_hip_abduction": LoadKind.STACK,
    "clamshell+knee_band": LoadKind.BAND,
}


@st.composite
def histories(draw: st.DrawFn) -> own.Export:
    sessions, sets = [], []
    for day in range(draw(st.integers(1, 3))):
        visit = session(STARTED + timedelta(days=day))
        sessions.append(visit)
        for minute in range(draw(st.integers(1, 6))):
            variant = draw(st.sampled_from(sorted(VARIANTS)))
            kind = VARIANTS[variant]
            grams = draw(st.integers(1, 400_000))
            load = (
                Load(kind, band=draw(BANDS))
                if kind is LoadKind.BAND
                else Load(kind, Decimal(grams).scaleb(-3).normalize() + 0)
            )
            sets.append(
                done(
                    variant, visit.started_at + timedelta(minutes=minute), load=load,
                    side=draw(st.sampled_from(Side)), reps=draw(st.integers(1, 200)),
                    rir=draw(st.none() | st.integers(0, 9)), kind=draw(st.sampled_from(SetKind)),
                    note=draw(NOTES), session=visit.id,
                )
            )  # fmt: skip
    return own.Export(sessions=tuple(sessions), sets=tuple(map(event, sets)))


@given(histories(), st.sampled_from(PROGRAMS), st.sampled_from(Unit))
@settings(deadline=None)
def test_any_history_comes_back(contents: own.Export, program: Source, unit: Unit) -> None:
    expected = [said(one) for one in current(contents.sets)]
    assert round_trip(contents, program, unit) == expected


def test_times_are_those_of_the_wall() -> None:
    visit = session(datetime(2026, 7, 1, 4, 5, 6, tzinfo=UTC), zone="Pacific/Auckland")
    contents = own.Export(sessions=(visit,), sets=(event(done(session=visit.id)),))
    (row,) = outgoing(contents, Source.STRONG, ZONE)
    local = visit.started_at.astimezone(ZoneInfo("Pacific/Auckland"))
    assert row.started == local.replace(tzinfo=None)
