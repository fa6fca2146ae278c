"""Files of other programs, through the diary: looked at, taken in, seen in the history, undone."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import environment

from ilium.anatomy import Region
from ilium.diary import Diary
from ilium.interchange.foreign import Source
from ilium.interchange.incoming import FaultyLines, Tally, UndecidedNames, UnitMissing
from ilium.interchange.names import Choice, match
from ilium.loads import LoadKind, Unit
from ilium.store.people import add_person
from ilium.training.analytics import weekly_volume

NOW = datetime(2026, 11, 19, 20, tzinfo=UTC)

HEADER_A = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE"
)
HEADER_B = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;"
    "Seconds;Notes;Workout Notes;Workout Duration"
)
HEADER_C = (
    '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";'
    '"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"'
)
UNKNOWN = "Zorbl of the third kind"
CHOICES = {UNKNOWN: Choice(variant="clamshell")}

Row = tuple[str, str, str, int, str]
"""Day, exercise, kilograms, reps, RPE."""

ROWS: list[Row] = [
    ("2026-11-16", "Hip Thrust (Barbell)", "60.5", 8, "8"),
    ("2026-11-16", "Hip Thrust (Barbell)", "60.5", 8, "8.5"),
    ("2026-11-16", "Bench Press (Barbell)", "40", 10, ""),
    ("2026-11-18", "Bench Press (Barbell)", "42.5", 10, "9"),
]


def strong_a(rows: list[Row]) -> bytes:
    lines = (
        f"{day} 18:30:00,Legs,55m,{name},{number},{weight},{reps},0,0,,,{rpe}"
        for number, (day, name, weight, reps, rpe) in enumerate(rows, start=1)
    )
    return "\n".join((HEADER_A, *lines)).encode()


def strong_b(rows: list[Row]) -> bytes:
    lines = (
        f"{day} 18:30:00;Legs;{name};{number};{weight};kg;{reps};{rpe};0;m;0;;;55m"
        for number, (day, name, weight, reps, rpe) in enumerate(rows, start=1)
    )
    return "\n".join((HEADER_B, *lines)).encode()


def strong_c(rows: list[Row]) -> bytes:
    lines = (
        f'"1";"{day} 18:30:00";"Legs";"3300";"{name}";"{number}";"{weight}";"{reps}";"{rpe}";'
        '"";"0";"";""'
        for number, (day, name, weight, reps, rpe) in enumerate(rows, start=1)
    )
    return "\n".join((HEADER_C, *lines)).encode()


@pytest.fixture
def diary(home: object) -> Diary:
    return Diary(add_person(), now=lambda: NOW, zone="Europe/Berlin")


def test_looking_and_taking_in_agree(diary: Diary) -> None:
    before = diary.export()
    proposal = diary.look_at(strong_b(ROWS))
    assert diary.export() == before
    assert proposal.source is Source.STRONG
    assert (str(proposal.first), str(proposal.last)) == ("2026-11-16", "2026-11-18")
    assert [(use.match.name, use.sets) for use in proposal.names] == [
        ("Bench Press (Barbell)", 2),
        ("Hip Thrust (Barbell)", 2),
    ]
    heard: list[int] = []
    taken = diary.take_in(strong_b(ROWS), file_name="strong.csv", progress=heard.append)
    assert taken.tally == proposal.tally == Tally(sessions=2, sets=2, others=2)
    assert heard[-1] == 4
    assert taken.skipped == 0


def test_names_count_what_comes_in_and_sets_with_no_reps_are_told(diary: Diary) -> None:
    thrusts = [("2026-11-16", "Hip Thrust (Barbell)", "60", reps, "") for reps in (8, 0, 8, 8)]
    lines = strong_b(thrusts).decode().splitlines()
    lines[4] = lines[4].replace(";8;;0;m;", ";0;;5;m;")  # five metres, and nothing else
    data = "\n".join(lines).encode()
    proposal = diary.look_at(data)
    assert [(use.match.name, use.sets) for use in proposal.names] == [("Hip Thrust (Barbell)", 2)]
    assert (proposal.tally.sets, proposal.faults, proposal.undone) == (2, 1, 1)
    taken = diary.take_in(data, file_name="strong.csv", skip_bad=True)
    assert taken.tally == proposal.tally


def test_what_came_in_counts_and_is_in_the_history(diary: Diary) -> None:
    diary.take_in(strong_b(ROWS), file_name="strong.csv")
    newest, older = diary.visits().visits
    assert (older.title, older.source, older.week) == ("Legs", "strong", None)
    assert [one.exercise for one in newest.others] == ["Bench Press (Barbell)"]
    assert [one.rir for one in older.sets] == [2, 1]
    assert older.sets[0].load.kilograms == Decimal("60.5")
    (week,) = weekly_volume(
        diary.sets_since(NOW.date() - timedelta(days=7)), diary.catalogue, diary.zone
    )
    credit = diary.catalogue.variant("hip_thrust").credits[Region.GLUTEUS_MAXIMUS_SUPERIOR]
    assert week.all[Region.GLUTEUS_MAXIMUS_SUPERIOR] == 2 * credit


def test_strong_a_needs_the_unit(diary: Diary) -> None:
    assert diary.look_at(strong_a(ROWS)).unit_missing
    with pytest.raises(UnitMissing, match="kilograms or pounds"):
        diary.take_in(strong_a(ROWS), file_name="strong.csv")
    taken = diary.take_in(strong_a(ROWS), file_name="strong.csv", unit=Unit.POUNDS)
    assert taken.tally.sets == 2
    (_, older) = diary.visits().visits
    assert older.sets[0].load.kilograms == Decimal("27.442")


row = st.tuples(
    st.sampled_from(["2026-11-16", "2026-11-18"]),
    st.sampled_from(["Hip Thrust (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)"]),
    st.integers(1, 4000).map(lambda quarters: f"{Decimal(quarters) / 4}"),
    st.integers(1, 30),
    st.sampled_from(["", "8", "9.5"]),
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(row, min_size=1, max_size=12))
def test_the_ages_of_strongs_file_are_the_same_history(home: object, rows: list[Row]) -> None:
    exports = set()
    for first in (strong_a, strong_b, strong_c):
        diary = Diary(add_person(), now=lambda: NOW, zone="Europe/Berlin")
        wanted = diary.take_in(first(rows), file_name="a", unit=Unit.KILOGRAMS).tally
        assert wanted.sets + wanted.others == len(rows)
        before = diary.export()
        for again in (strong_a, strong_b, strong_c):
            taken = diary.take_in(again(rows), file_name="b", unit=Unit.KILOGRAMS)
            assert taken.intake is None
            assert taken.tally == Tally(here=len(rows))
        assert diary.export() == before
        diary.undo_intake(diary.intakes()[0].id)
        exports.add(diary.export())
    assert len(exports) == 1


def test_nothing_of_a_file_with_faults_comes_in_unless_they_are_skipped(diary: Diary) -> None:
    data = strong_b([*ROWS, ("2026-11-18", "Hip Thrust (Barbell)", "9999", 8, "")])
    proposal = diary.look_at(data)
    assert proposal.faults == 1
    assert [problem.line for problem in proposal.problems] == [6]
    before = diary.export()
    with pytest.raises(
        FaultyLines, match=r"1 line is at fault, and nothing was taken in\. Line 6:"
    ):
        diary.take_in(data, file_name="strong.csv", choices=CHOICES)
    assert diary.export() == before
    taken = diary.take_in(data, file_name="strong.csv", skip_bad=True)
    assert (taken.skipped, taken.tally.sets) == (1, 2)


def test_a_name_is_asked_for_once(diary: Diary) -> None:
    data = strong_b([*ROWS, ("2026-11-18", UNKNOWN, "0", 15, "")])
    proposal = diary.look_at(data)
    assert [use.match.name for use in proposal.undecided] == [UNKNOWN]
    before = diary.export()
    with pytest.raises(UndecidedNames, match=f"Say first what these exercises are: {UNKNOWN}."):
        diary.take_in(data, file_name="strong.csv")
    assert diary.export() == before
    first = diary.take_in(data, file_name="strong.csv", skip_bad=True)
    assert (first.tally.sets, first.skipped) == (2, 1)
    second = diary.take_in(data, file_name="strong.csv", choices=CHOICES)
    assert (second.tally, second.skipped) == (Tally(sets=1, here=4), 0)
    (kept,) = diary.choices()
    assert (kept.variant, kept.at) == ("clamshell", NOW)
    assert not diary.look_at(data).undecided
    for intake in diary.intakes():
        diary.undo_intake(intake.id)
    assert diary.visits().visits == ()
    assert diary.take_in(data, file_name="strong.csv").tally.sets == 3


def test_a_choice_goes_over_what_is_known(diary: Diary) -> None:
    name = "Bench Press (Barbell)"
    chosen = {name: Choice(variant="hip_thrust", load=LoadKind.BARBELL)}
    assert diary.look_at(strong_b(ROWS), choices=chosen).tally == Tally(sessions=2, sets=4)
    assert diary.take_in(strong_b(ROWS), file_name="x", choices=chosen).tally.sets == 4


def test_other_training_of_the_last_weeks(diary: Diary) -> None:
    name = "Deadlift (Barbell)"
    days = [f"2026-{day}" for day in ("11-18", "11-17", "11-01", "10-23", "10-20")]
    rows = [(day, name, "80", 5, "") for day in days]
    known = match([name], diary.catalogue, {})[name]
    chosen = {} if known.choice == Choice() else {name: Choice()}
    diary.take_in(strong_b(rows), file_name="strong.csv", choices=chosen)
    assert diary.elsewhere()[Region.ERECTOR_SPINAE] == 4 / 4
    assert diary.elsewhere(weeks=1)[Region.ERECTOR_SPINAE] == 2
    assert set(diary.elsewhere()) <= {Region.ERECTOR_SPINAE, Region.HAMSTRINGS}
    proposal = diary.look_at(strong_b(rows), choices=chosen)
    assert proposal.elsewhere[Region.ERECTOR_SPINAE] == 4 / 4


def test_iliums_own_export_comes_in_the_same_way(diary: Diary) -> None:
    diary.take_in(strong_b(ROWS), file_name="strong.csv")
    document = diary.export()
    proposal = diary.look_at(document)
    assert proposal.source is Source.ILIUM
    assert proposal.tally == Tally(here=4)
    assert diary.take_in(document, file_name="ilium.json").intake is None
    diary.undo_intake(diary.intakes()[0].id)
    assert diary.visits().visits == ()
    taken = diary.take_in(document, file_name="ilium.json")
    assert taken.tally == Tally(sessions=2, sets=2, others=2)
    (record,) = diary.intakes()
    assert (record.source, record.file_name, record.at) == (Source.ILIUM, "ilium.json", NOW)
    diary.undo_intake(record.id)
    assert diary.visits().visits == ()


FIRST = """
import sys
from ilium.diary import Diary
with Diary() as diary:
    print(diary.take_in(open(sys.argv[1], "rb").read(), file_name="strong.csv").tally.sets)
"""


def test_it_can_be_the_first_that_a_process_does(tmp_path: Path) -> None:
    file = tmp_path / "strong.csv"
    file.write_bytes(strong_b(ROWS))
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(file)],
        env=environment(tmp_path / "home"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == b"2\n", done.stderr.decode()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from ilium.diary import Diary, taking_in
from ilium.interchange import arriving
diary = Diary(now=lambda: datetime(2026, 11, 19, 20, tzinfo=UTC), zone="UTC")
diary.person
from ilium.store import intakes
intakes.TOGETHER = arriving.TOGETHER = 50
taking_in.TOLD_EVERY = 1
def die(rows):
    if rows >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
diary.take_in(open(sys.argv[1], "rb").read(), file_name="x", progress=die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("rows", [1, 120, 299, 300, 301])
def test_a_process_that_is_killed_leaves_all_or_nothing(
    home: Path, tmp_path: Path, rows: int
) -> None:
    start = datetime(2026, 1, 1)  # noqa: DTZ001
    days = [f"{start + timedelta(days=number // 3):%Y-%m-%d}" for number in range(300)]
    file = tmp_path / "strong.csv"
    file.write_bytes(strong_b([(day, "Hip Thrust (Barbell)", "60", 8, "") for day in days]))
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(file), str(rows)],
        env=environment(home),
        capture_output=True,
        check=False,
        timeout=60,
    )
    diary = Diary(now=lambda: NOW, zone="UTC")
    kept = len(diary.sets_since(NOW.date().replace(month=1, day=1)))
    if rows > 300:
        assert done.returncode == 0, done.stderr.decode()
        assert (kept, len(diary.intakes())) == (300, 1)
    else:
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        assert (kept, len(diary.intakes())) == (0, 0)
        assert diary.take_in(file.read_bytes(), file_name="x").tally.sets == 300
