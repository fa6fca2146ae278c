"""Documents come back as they were, in every version that there has been."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from tests import strategies

from ilium.interchange.documents import ATHLETE, PROGRAMME, Format, InvalidDocument
from ilium.interchange.own import DOCUMENT
from ilium.loads import Equipment
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme

SHAPES = Path(__file__).parent / "shapes"


@given(strategies.athletes())
def test_an_athlete_comes_back(athlete: Athlete) -> None:
    assert ATHLETE.decode(ATHLETE.version, ATHLETE.encode(athlete)) == athlete


@given(strategies.programmes)
def test_a_programme_comes_back(programme: Programme) -> None:
    assert PROGRAMME.decode(PROGRAMME.version, PROGRAMME.encode(programme)) == programme


def test_equal_values_are_equal_bytes_in_every_process() -> None:
    """Sets of text have another order in each process."""
    script = (
        "from ilium.interchange.documents import ATHLETE; from ilium.planning.athlete import "
        "Athlete; from ilium.loads import Equipment; import sys;"
        "sys.stdout.buffer.write(ATHLETE.encode(Athlete(equipment=frozenset(Equipment))))"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert written == {ATHLETE.encode(Athlete(equipment=frozenset(Equipment)))}


class Second(msgspec.Struct, forbid_unknown_fields=True):
    kilograms: str
    bands: int


def _rename(document: dict[str, Any]) -> dict[str, Any]:
    return {"kilograms": document["weight"]}


def _count_bands(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"bands": 0}


def test_old_documents_are_upgraded_step_by_step() -> None:
    kit = Format("kit", Second, (_rename, _count_bands))
    assert kit.version == 3
    newest = Second(kilograms="2.50", bands=0)
    assert kit.decode(1, b'{"weight": "2.50"}') == newest
    assert kit.decode(2, b'{"kilograms": "2.50"}') == newest
    assert kit.decode(3, kit.encode(newest)) == newest


@pytest.mark.parametrize(
    ("version", "data", "said"),
    [
        (3, b"{}", "newer Ilium (version 3, this one reads up to 2)"),
        (0, b"{}", "0 is not a version"),
        (1, b'{"days": 9}', "days is 1 to 4, not 9"),
        (1, b'{"legs": 2}', "unknown field `legs`"),
        (1, b'{"days": ', "truncated"),
        (1, b'{"note": "\xff"}', "cannot be read"),
        (1, b"[" * 100_000, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(version: int, data: bytes, said: str) -> None:
    with pytest.raises(InvalidDocument) as raised:
        ATHLETE.decode(version, data)
    assert said in str(raised.value)


def test_characters_that_are_no_text_are_refused() -> None:
    with pytest.raises(InvalidDocument, match="no text"):
        ATHLETE.encode(Athlete(avoid=frozenset({"\ud800"})))


@pytest.mark.parametrize("kind", [ATHLETE, PROGRAMME, DOCUMENT], ids=lambda kind: kind.name)
def test_a_changed_shape_has_a_new_version(kind: Format[Any]) -> None:
    """The shape of every released version is pinned in `shapes`.

    Documents of the old shape are on people's disks: a changed shape needs a step that upgrades
    them (`ilium.interchange.documents`), and then a pinned shape of its own.
    """
    pinned = SHAPES / f"{kind.name.replace(' ', '-').lower()}-{kind.version}.json"
    shape = json.dumps(_shape(kind.shape), indent=1, sort_keys=True) + "\n"
    assert pinned.exists(), f"pin version {kind.version} of the {kind.name} in {pinned}:\n{shape}"
    assert shape == pinned.read_text("utf-8"), (
        f"the shape of the {kind.name} has changed: add an upgrade step, then pin the new version"
    )


def _shape(kind: type) -> Any:
    """The JSON schema without the words and defaults, which no stored document depends on."""

    def bare(part: Any) -> Any:
        if isinstance(part, list):
            return [bare(entry) for entry in part]
        if not isinstance(part, dict):
            return part
        schema = "type" in part or "$ref" in part or "anyOf" in part or "enum" in part
        drop = {"description", "title", "default"} if schema else set()
        return {key: bare(value) for key, value in part.items() if key not in drop}

    return bare(msgspec.json.schema(kind))
