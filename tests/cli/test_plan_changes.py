"""What a change costs, moving a session and undoing, at the command line."""

import json
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from running import run

Ilium = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def ilium(tmp_path: Path) -> Ilium:
    command = partial(run, tmp_path)
    assert command("plan", "--equipment", "all", "--adopt").returncode == 0
    return command


def test_a_comparison_says_what_comes_and_goes_and_changes_nothing(ilium: Ilium) -> None:
    before = ilium("plan", "--json").stdout
    said = json.loads(ilium("plan", "--minutes", "30", "--compare", "--json").stdout)
    assert said["schema"] == "ilium.difference/1"
    assert {item["change"] for item in said["items"]} >= {"comes", "goes"}
    assert said["longest"][1] <= 30 < said["longest"][0]
    told = " ".join(ilium("plan", "--minutes", "30", "--compare").stdout.split())
    assert all(" ".join(sentence.split()) in told for sentence in said["why"])
    assert ilium("plan", "--json").stdout == before


def test_other_lengths_are_compared(ilium: Ilium) -> None:
    said = json.loads(ilium("plan", "--compare", "--json").stdout)
    assert [one["minutes"] for one in said["lengths"]] == [30, 45, 75, 90]
    assert [one["difference"]["nothing"] for one in said["lengths"]] == [False, True, True, True]
    table = ilium("plan", "--compare").stdout
    assert "In place of 60 min a session" in table
    assert "come" in table


def test_what_cannot_be_planned_cannot_be_compared(ilium: Ilium) -> None:
    options = ("--days", "1", "--minutes", "20", "--equipment", "none", "--compare")
    done = ilium("plan", *options, "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["status"] == "infeasible"


@pytest.mark.parametrize(
    ("command", "schema"),
    [
        (("today",), "ilium.today/1"),
        (("swap", "hip_thrust"), "ilium.swap/1"),
        (("move", "mon", "tue"), "ilium.programme/1"),
        (("plan", "--undo"), "ilium.programme/1"),
    ],
)
def test_no_programme_is_a_state_and_not_a_mistake(
    tmp_path: Path, command: tuple[str, ...], schema: str
) -> None:
    done = run(tmp_path, *command)
    assert (done.returncode, done.stderr) == (1, "")
    assert "ilium start makes one" in done.stdout
    done = run(tmp_path, *command, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {"schema": schema, "status": "no_programme"}


def test_a_session_moves_and_undo_moves_it_back(ilium: Ilium) -> None:
    before = json.loads(ilium("plan", "--json").stdout)
    dry = ilium("move", "friday", "sat", "--dry-run")
    assert "You would train on Monday, Wednesday, Saturday." in dry.stdout
    assert json.loads(ilium("plan", "--json").stdout) == before
    said = json.loads(ilium("move", "wed", "tue", "--json").stdout)
    assert [s["weekday"] for s in said["weeks"][0]["sessions"]] == ["mon", "tue", "fri"]
    assert said["remarks"][0].startswith("From Monday to Tuesday there are 24 h of rest.")
    assert ilium("plan", "--undo").returncode == 0
    assert json.loads(ilium("plan", "--json").stdout) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("move", "sun", "mon"), "no session is on 'sun'"),
        (("move", "mon", "someday"), "someday"),
        (("plan", "--undo"), "no programme before this one"),
    ],
)
def test_a_mistake_is_one_sentence(ilium: Ilium, arguments: tuple[str, ...], said: str) -> None:
    done = ilium(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_pounds_bring_the_loads_that_are_common_there_unless_they_were_changed(
    ilium: Ilium,
) -> None:
    assert "45 lb" in ilium("athlete", "--unit", "lb").stdout
    assert "20 kg" in ilium("athlete", "--unit", "kg").stdout
    ilium("athlete", "--bar", "15")
    assert "33.1 lb" in ilium("athlete", "--unit", "lb").stdout
