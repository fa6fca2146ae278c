"""What `--json` answers is what docs/command-line.md says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from running import run

from ilium.cli.app import COMMANDS, app

ROOT = Path(__file__).parents[2]
SCHEMA = r"ilium\.[a-z_-]+/\d+"


def documented() -> dict[str, list[str]]:
    """The schemas of each command, the usual one first."""
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    rows = re.findall(rf"^\| (`.+?`) \| (.*{SCHEMA}.*) \|$", text, re.MULTILINE)
    return {
        command: re.findall(SCHEMA, schemas)
        for commands, schemas in rows
        for command in re.findall(r"`(.+?)`", commands)
    }


def with_json(command: Any, name: str) -> set[str]:
    """The names of a command and of those within it that take `--json`."""
    own = {name} if any("--json" in one.opts for one in command.params) else set()
    within = getattr(command, "commands", {}).items()
    return own.union(*(with_json(one, f"{name} {word}") for word, one in within))


def test_every_command_with_json_is_documented() -> None:
    group: Any = typer.main.get_command(app)
    found = (with_json(group.get_command(None, name), name) for name in COMMANDS)
    assert set().union(*found) == set(documented()) - {"plan --compare"}


def test_every_schema_of_the_command_line_is_documented() -> None:
    files = (ROOT / "src" / "ilium" / "cli").glob("*.py")
    written = {one for file in files for one in re.findall(SCHEMA, file.read_text("utf-8"))}
    assert written <= {schema for schemas in documented().values() for schema in schemas}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of someone who has a programme."""
    folder = tmp_path_factory.mktemp("answers")
    assert run(folder, "plan", "--equipment", "all", "--adopt").returncode == 0
    return folder


def asked(home: Path, command: str) -> Any:
    done = run(home, *command.split(), "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "command",
    [
        *("plan", "today", "history", "progress", "records", "measure", "exercises", "athlete"),
        *("imports", "backup", "doctor", "atlas show", "atlas credits"),
    ],
)
def test_answers_have_the_documented_schema(home: Path, command: str) -> None:
    assert asked(home, command)["schema"] == documented()[command][0]


def test_what_is_kept_and_removed_is_told_as_json(home: Path) -> None:
    kinds = {"log hip_thrust --reps 8 --load 60": "log", "measure --waist 70": "measure"}
    for command, name in kinds.items():
        kept = asked(home, command)
        assert kept["schema"] in documented()[name]
        removed = asked(home, f"{name} --remove {kept['id']}")
        assert removed == {"schema": "ilium.removed/1", "id": kept["id"]}
        assert asked(home, f"{name} --restore {kept['id']}")["schema"] == kept["schema"]
