"""Rows of other programs as Ilium's records: what they become, and that it never changes."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.bringing import WALL, written

from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.foreign_loads import load
from ilium.interchange.names import Choice
from ilium.interchange.records import SetEvent
from ilium.interchange.set_marks import marked
from ilium.interchange.translating import Arrival, Translator, Undecided, Whose
from ilium.loads import Load, LoadKind
from ilium.training.performed import OtherSet, PerformedSet, SetKind, Side

ANNA, BEA = UUID(int=1), UUID(int=2)
THRUST = Choice(variant="hip_thrust", load=LoadKind.BARBELL)
OTHER = Choice()


def translator(person: UUID = ANNA, zone: str = "Europe/Berlin") -> Translator:
    until = datetime(2027, 1, 1, tzinfo=UTC)
    return Translator(
        Whose(person=person, zone=zone, source=Source.STRONG, until=until), catalogue()
    )


def arrived(row: ForeignSet, choice: Choice = THRUST, zone: str = "Europe/Berlin") -> Arrival:
    found = translator(zone=zone).translate(row, choice)
    assert isinstance(found, Arrival), found
    return found


def performed(row: ForeignSet, choice: Choice = THRUST) -> PerformedSet:
    record = arrived(row, choice).record
    assert isinstance(record, SetEvent)
    return record.performed


def other(row: ForeignSet) -> OtherSet:
    record = arrived(row, OTHER).record
    assert isinstance(record, OtherSet)
    return record


rows = st.builds(
    written,
    st.sampled_from(["Hip Thrust", "Leg Curl", "Plank"]),
    line=st.integers(2, 99),
    started=st.sampled_from([WALL, WALL + timedelta(days=2)]),
    duration_s=st.none() | st.integers(0, 200_000),
    kind=st.sampled_from(ForeignKind),
    weight=st.none() | st.integers(0, 1_000_000).map(lambda grams: Decimal(grams) / 1000),
    reps=st.integers(0, 200),
    seconds=st.none() | st.integers(0, 86_400),
    meters=st.none() | st.integers(1, 10_000_000).map(lambda mm: Decimal(mm) / 1000),
    rpe=st.none() | st.integers(10, 100).map(lambda tenths: Decimal(tenths) / 10),
    note=st.text(max_size=30),
    exercise_note=st.text(max_size=30),
    workout_note=st.text(max_size=30),
)
choices = st.sampled_from([THRUST, OTHER, Choice(variant="side_plank"), None])


def all_of(
    given: list[tuple[ForeignSet, Choice | None]], person: UUID = ANNA
) -> list[Arrival | Undecided | Problem]:
    own = translator(person)
    return [own.translate(row, choice) for row, choice in given]


@given(st.lists(st.tuples(rows, choices), max_size=30))
def test_the_same_rows_are_the_same_records(
    given: list[tuple[ForeignSet, Choice | None]],
) -> None:
    found = all_of(given)
    assert found == all_of(given)
    records = [one.record for one in found if isinstance(one, Arrival)]
    assert len({record.id for record in records}) == len(records)


@given(st.lists(st.tuples(rows, choices), max_size=30), st.data())
def test_ids_and_times_do_not_hang_on_what_becomes_of_other_rows(
    given: list[tuple[ForeignSet, Choice | None]], data: st.DataObject
) -> None:
    """A name that is decided on later brings its sets between those that are here."""
    later = [(row, data.draw(choices)) for row, _ in given]
    for before, after in zip(all_of(given), all_of(later), strict=True):
        if isinstance(before, Arrival) and isinstance(after, Arrival):
            assert before.record.id == after.record.id
            assert before.session.id == after.session.id
            assert _at(before) == _at(after)


def _at(arrival: Arrival) -> datetime:
    record = arrival.record
    return record.performed.at if isinstance(record, SetEvent) else record.at


@given(st.lists(st.tuples(rows, choices), max_size=20))
def test_two_people_share_no_id(given: list[tuple[ForeignSet, Choice | None]]) -> None:
    both = [*all_of(given, ANNA), *all_of(given, BEA)]
    ids = [one.record.id for one in both if isinstance(one, Arrival)]
    assert len(set(ids)) == len(ids)


@given(rows, choices)
def test_every_row_becomes_a_record_or_is_said_why_not(
    row: ForeignSet, choice: Choice | None
) -> None:
    found = translator().translate(row, choice)
    assert found.line == row.line
    if isinstance(found, Arrival):
        assert found.session.finished_at is not None, "it would count as under way"
        assert found.session.started_at <= _at(found)


def test_the_zone_changes_times_and_no_ids() -> None:
    """Who moves to another zone and imports again has the same sets."""
    here, there = arrived(written()), arrived(written(), zone="America/Chicago")
    assert (here.record.id, here.session.id) == (there.record.id, there.session.id)
    assert here.session.started_at == datetime(2026, 11, 2, 17, 30, tzinfo=UTC)
    assert there.session.started_at == datetime(2026, 11, 3, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        ("2026-03-29T02:30", "2026-03-29T01:30"),  # left out by the clocks
        ("2026-10-25T02:30", "2026-10-25T00:30"),  # comes twice
        ("2026-07-01T02:30", "2026-07-01T00:30"),
    ],
)
def test_clocks_that_are_changed(wall: str, utc: str) -> None:
    found = arrived(written(started=datetime.fromisoformat(wall)))
    assert found.session.started_at == datetime.fromisoformat(f"{utc}+00:00")


def test_a_time_with_a_zone_is_that_time() -> None:
    tokyo = datetime(2026, 11, 2, 18, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    same = tokyo.astimezone(UTC)
    assert arrived(written(started=tokyo)).session == arrived(written(started=same)).session


def test_a_workout_is_a_session() -> None:
    session = arrived(written(workout_note="Tired.")).session
    assert (session.title, session.note, session.source) == ("Legs", "Tired.", "strong")
    assert session.finished_at == session.started_at + timedelta(hours=1)
    never_ended = arrived(written(duration_s=48 * 3600)).session
    assert never_ended.finished_at == never_ended.started_at


def test_sets_follow_each_other_by_a_second() -> None:
    own = translator()
    found = [own.translate(written(), choice) for choice in (THRUST, None, THRUST, OTHER)]
    moments = [_at(one) - one.session.started_at for one in found if isinstance(one, Arrival)]
    assert [moment.seconds for moment in moments] == [0, 2, 3]


@pytest.mark.parametrize(
    ("values", "reserve"),
    [
        ({}, None),
        ({"rpe": Decimal(8)}, 2),
        ({"rpe": Decimal("8.5")}, 1),
        ({"rpe": Decimal(10)}, 0),
        ({"rpe": Decimal(1)}, 9),
        ({"rir": Decimal("2.5")}, 2),
        ({"rir": Decimal(40)}, 10),
        ({"rir": Decimal(-1)}, 0),
        ({"kind": ForeignKind.FAILURE}, 0),
        ({"kind": ForeignKind.FAILURE, "rpe": Decimal(8)}, 0),
    ],
)
def test_the_reserve_is_what_is_certain(values: dict[str, object], reserve: int | None) -> None:
    assert performed(written(**values)).rir == reserve
    assert other(written(**values)).rir == reserve


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        (ForeignKind.WORKING, SetKind.WORKING),
        (ForeignKind.FAILURE, SetKind.WORKING),
        (ForeignKind.WARM_UP, SetKind.RAMP),
        (ForeignKind.DROP, SetKind.DROP),
    ],
)
def test_kinds(kind: ForeignKind, ours: SetKind) -> None:
    assert performed(written(kind=kind)).kind is ours
    assert other(written(kind=kind)).kind is ours


KG = Decimal(20)


@pytest.mark.parametrize(
    ("variant", "kind", "weight", "loaded"),
    [
        ("hip_thrust", LoadKind.BARBELL, KG, Load(LoadKind.BARBELL, KG)),
        ("hip_thrust", None, KG, Load(LoadKind.BARBELL, KG)),
        ("hip_thrust", LoadKind.DUMBBELL, KG, Load(LoadKind.DUMBBELL, KG)),
        ("hip_thrust", LoadKind.BARBELL, None, Load(LoadKind.BODYWEIGHT)),
        ("hip_thrust", None, None, Load(LoadKind.BODYWEIGHT)),
        ("hip_thrust", LoadKind.BAND, KG, Load(LoadKind.BAND, band="20 kg")),
        ("hip_thrust", LoadKind.BAND, None, Load(LoadKind.BAND, band="unknown")),
        ("glute_bridge", None, None, Load(LoadKind.BODYWEIGHT)),
        ("glute_bridge", None, Decimal(0), Load(LoadKind.BODYWEIGHT)),
        ("glute_bridge", None, KG, Load(LoadKind.BODYWEIGHT, KG)),
        ("clamshell", None, None, Load(LoadKind.NONE)),
        ("clamshell", LoadKind.NONE, KG, Load(LoadKind.BODYWEIGHT, KG)),
        ("lateral_band_walk", None, None, Load(LoadKind.BAND, band="unknown")),
        ("lateral_band_walk", None, KG, Load(LoadKind.BAND, band="20 kg")),
        ("machine_hip_abduction", None, KG, Load(LoadKind.STACK, KG)),
        ("machine_hip_abduction", LoadKind.STACK, None, Load(LoadKind.STACK, Decimal(0))),
        ("cable_kickback", LoadKind.STACK, KG, Load(LoadKind.STACK, KG)),
    ],
)
def test_loads(variant: str, kind: LoadKind | None, weight: Decimal | None, loaded: Load) -> None:
    assert load(weight, None, kind, catalogue().variant(variant).setups) == loaded


def test_every_variant_can_be_loaded_in_every_way() -> None:
    for variant in catalogue().planner_variants():
        for kind in (None, *LoadKind):
            for weight in (None, Decimal(0), KG):
                assert load(weight, None, kind, variant.setups)
                assert load(weight, "light", kind, variant.setups).band == "light"


@pytest.mark.parametrize(
    ("variant", "role"),
    [
        ("clamshell", Role.ACTIVATION),
        ("fire_hydrant", Role.ISOLATION),
        ("hip_thrust", Role.HEAVY),
        ("cable_pull_through", Role.ISOLATION),
    ],
)
def test_the_role_is_no_drill_where_it_need_not_be(variant: str, role: Role) -> None:
    assert performed(written(), Choice(variant=variant)).role is role


def test_sides_and_bands_that_ilium_wrote_are_read_back() -> None:
    done = performed(written(note=marked("slow", Side.LEFT, "light"), weight=None))
    assert (done.side, done.load, done.note) == (
        Side.LEFT,
        Load(LoadKind.BAND, band="light"),
        "slow",
    )
    assert performed(written(exercise_note=marked("", Side.RIGHT))).side is Side.RIGHT
    assert performed(written(note="sore")).side is Side.BOTH


def test_notes_are_joined_and_cut() -> None:
    assert performed(written(note="a", exercise_note="b")).note == "b\na"
    assert performed(written(note="a\0b")).note == "ab"
    assert len(performed(written(note="a" * 9000)).note) == 2000
    assert len(arrived(written(workout="a" * 200, workout_note="b" * 9000)).session.note) == 2000


def test_a_hold_is_counted_in_seconds() -> None:
    plank = Choice(variant="side_plank")
    assert performed(written(reps=0, seconds=30), plank).seconds == 30
    assert performed(written(reps=2, seconds=30), plank).seconds == 30
    assert performed(written(reps=2, seconds=30)).reps == 2
    assert performed(written(reps=None, seconds=30)).seconds == 30
    assert performed(written(reps=0)).reps == 0


def test_other_training_keeps_its_numbers() -> None:
    run = other(written("Run", weight=None, reps=0, seconds=3600, meters=Decimal("5000.004")))
    assert (run.exercise, run.reps, run.seconds, run.meters) == ("Run", None, 3600, Decimal(5000))
    assert run.kilograms is None
    assert other(written("Curl", weight=Decimal("12.5"))).kilograms == Decimal("12.5")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reps": None, "seconds": 3601}, "takes at most 3600 seconds, not 3601"),
        ({"reps": None, "meters": Decimal(20)}, "is counted in reps or seconds"),
        ({"started": WALL.replace(year=2030)}, "2030-11-02 18:30 is still to come"),
    ],
)
def test_what_cannot_be_a_set_is_said_with_its_line(values: dict[str, object], said: str) -> None:
    found = translator().translate(written(line=7, **values), THRUST)
    assert isinstance(found, Problem)
    assert found.line == 7
    assert said in found.sentence


def test_a_name_that_nobody_decided_on() -> None:
    found = translator().translate(written("Pulse", line=9), None)
    assert found == Undecided(9, "Pulse")


def test_what_was_recorded_comes_before_every_correction() -> None:
    """Whoever takes a file in on two devices has the same rows on both."""
    record = arrived(written()).record
    assert isinstance(record, SetEvent)
    assert record.recorded_at == record.performed.at
    assert msgspec.structs.replace(record, id=record.performed.id) == record
