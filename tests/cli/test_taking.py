"""`ilium plan calendar`, `fit` and `print`: the plan as files, whole or not at all."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from garmin_fit_sdk import Decoder, Stream
from icalendar import Calendar
from running import run

Ilium = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of someone who trains twice a week."""
    folder = tmp_path_factory.mktemp("taking")
    assert run(folder, "plan", "--days", "2", "--weeks", "4", "--adopt").returncode == 0
    return folder


@pytest.fixture
def ilium(home: Path) -> Ilium:
    """Runs `ilium` for them."""
    return partial(run, home)


def steps(file: Path) -> list[dict]:
    messages, errors = Decoder(Stream.from_file(str(file))).read()
    assert errors == []
    return messages["workout_step_mesgs"]


def test_the_calendar_is_in_the_zone_of_the_machine(ilium: Ilium, tmp_path: Path) -> None:
    file = tmp_path / "new" / "plan.ics"
    done = ilium("plan", "calendar", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Wrote {file.stat().st_size:,} bytes to ")
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len(events) == 8
    assert {(str(e.start.tzinfo), e.start.hour) for e in events} == {("Pacific/Auckland", 18)}
    assert [path.name for path in file.parent.iterdir()] == ["plan.ics"]


def test_the_calendar_as_it_is_asked_for(ilium: Ilium) -> None:
    done = ilium(
        *("plan", "calendar", "-", "--at", "6:15", "--no-alarm", "--zone", "Europe/Berlin")
    )
    assert done.returncode == 0
    found = Calendar.from_ical(done.stdout)
    assert not found.walk("VALARM")
    starts = {f"{event.start:%H:%M} {event.start.tzinfo}" for event in found.walk("VEVENT")}
    assert starts == {"06:15 Europe/Berlin"}


def test_a_week_for_the_watch(ilium: Ilium, tmp_path: Path) -> None:
    assert ilium("plan", "fit", str(tmp_path / "watch"), "--week", "3").returncode == 0
    files = sorted((tmp_path / "watch").iterdir())
    assert [file.name for file in files] == [f"ilium-week-03-session-0{n}.fit" for n in (1, 2)]
    assert not any("exercise_weight" in step for file in files for step in steps(file))


def test_the_next_session_for_the_watch(ilium: Ilium, tmp_path: Path) -> None:
    file = tmp_path / "next.FIT"
    assert ilium("plan", "fit", str(file)).returncode == 0
    assert any("exercise_weight" in step for step in steps(file))


def test_a_week_for_paper(ilium: Ilium, tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    assert ilium("plan", "print", str(file)).returncode == 0
    text = file.read_text("utf-8")
    assert text.count('<section class="sheet"') == 2
    assert "Week 1 of 4, session 1" in text
    assert ilium("plan", "print", "-", "--week", "1").stdout == text


def test_what_is_there_stays_unless_it_is_to_be_replaced(ilium: Ilium, tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    folder.mkdir()
    there = folder / "ilium-week-02-session-02.fit"
    there.write_text("mine")
    done = ilium("plan", "fit", str(folder), "--week", "2")
    assert done.returncode == 2
    assert "exists already; say --replace" in done.stderr
    assert [file.name for file in folder.iterdir()] == [there.name]
    assert there.read_text() == "mine"
    assert ilium("plan", "fit", str(folder), "--week", "2", "--replace").returncode == 0
    assert steps(there)


def test_nothing_is_left_where_nothing_can_be_written(ilium: Ilium, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = ilium("plan", "calendar", str(tmp_path / "file" / "plan.ics"))
    assert done.returncode == 2
    (tmp_path / "there").mkdir()
    done = ilium("plan", "calendar", str(tmp_path / "there"), "--replace")
    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan", "calendar", "-", "--at", "25:00"), "write it like 18:00"),
        (("plan", "calendar", "-", "--alarm", "-5"), "0 to 1440 minutes"),
        (("plan", "calendar", "-", "--zone", "Nowhere"), "no time zone 'Nowhere'"),
        (("plan", "calendar", "-", "--zone", "../../etc/passwd"), "no time zone"),
        (("plan", "print", "-", "--week", "9"), "weeks 1 to 4"),
        (("plan", "print", "-", "--week", "0"), "weeks 1 to 4"),
        (("plan", "fit", "x.fit", "--week", "2"), "name a folder"),
        (("plan", "fit", "-"), "name a folder"),
        (("plan", "--days", "3", "calendar", "-"), "adopt it first"),
        (("plan", "--why", "print", "-"), "adopt it first"),
    ],
)
def test_mistakes_are_one_sentence(ilium: Ilium, arguments: tuple[str, ...], said: str) -> None:
    done = ilium(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_programme_there_is_nothing_to_take(tmp_path: Path) -> None:
    for command in (("calendar", "-"), ("print", "-"), ("fit", str(tmp_path / "watch"))):
        done = run(tmp_path, "plan", *command)
        assert (done.returncode, done.stdout) == (1, "")
        assert "ilium start makes one" in done.stderr
    assert not (tmp_path / "watch").exists()


def test_the_plan_itself_is_shown_as_before(ilium: Ilium) -> None:
    done = ilium("plan")
    assert done.stdout.startswith("Your programme: 4 weeks")
    for command in ("calendar", "fit", "print"):
        assert command in ilium("plan", "--help").stdout
