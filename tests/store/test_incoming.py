"""Files that wait for a decision: closed to others, one a person, gone in time."""

import os
import time
from pathlib import Path
from uuid import uuid4

import pytest

from ilium.interchange.names import Choice
from ilium.loads import LoadKind, Unit
from ilium.store import deleting, incoming
from ilium.store.incoming import Decisions
from ilium.store.people import add_person, default_person

ADA, GRACE = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where they wait."""
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path / "ilium"))
    return tmp_path / "ilium" / "incoming"


def test_a_file_comes_back_to_its_person_alone() -> None:
    id = incoming.keep(ADA, "a" * 300, [b"one", b"two"], [b"names"])
    found = incoming.find(ADA, id)
    assert found is not None
    assert (found.data, found.names) == (b"onetwo", b"names")
    assert incoming.waiting(ADA) == (id, "a" * 200)
    assert incoming.find(GRACE, id) is None
    assert incoming.waiting(GRACE) is None
    assert incoming.find(ADA, uuid4()) is None


def test_decisions_are_kept_with_it() -> None:
    id = incoming.keep(ADA, "strong.csv", [b"x"])
    choices = {"Butt lift": Choice(variant="hip_thrust", load=LoadKind.BARBELL), "Curl": Choice()}
    said = Decisions(file_name="strong.csv", unit=Unit.POUNDS, skip_bad=True, choices=choices)
    incoming.decide(ADA, id, said)
    found = incoming.find(ADA, id)
    assert found is not None
    assert found.decisions == said
    assert found.names is None


def test_no_one_else_can_read_it(folder: Path) -> None:
    before = os.umask(0)
    try:
        incoming.keep(ADA, "strong.csv", [b"x"], [b"y"])
    finally:
        os.umask(before)
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    assert {one.stat().st_mode & 0o777 for one in (folder, folder / str(ADA))} == {0o700}
    assert len(files) == 3


def test_a_newer_one_takes_its_place_and_a_day_ends_it(folder: Path) -> None:
    first = incoming.keep(ADA, "first.csv", [b"x"])
    second = incoming.keep(ADA, "second.csv", [b"x"])
    assert incoming.find(ADA, first) is None
    assert incoming.find(ADA, second) is not None
    old = time.time() - incoming.LIFETIME_SECONDS - 1
    for one in (folder / str(ADA)).iterdir():
        os.utime(one, (old, old))
    assert incoming.find(ADA, second) is None
    assert incoming.waiting(ADA) is None
    incoming.keep(GRACE, "hers.csv", [b"x"])
    assert [one.name for one in folder.iterdir()] == [str(GRACE)]


def test_decisions_of_another_ilium_are_no_file(folder: Path) -> None:
    id = incoming.keep(ADA, "strong.csv", [b"x"])
    (folder / str(ADA) / f"{id}.json").write_text('{"unit": "stone"}')
    assert incoming.find(ADA, id) is None
    assert incoming.waiting(ADA) is None


def test_they_go_when_their_person_goes(home: Path) -> None:
    ada, grace = default_person(), add_person()
    incoming.keep(ada, "strong.csv", [b"x"])
    kept = incoming.keep(grace, "strong.csv", [b"x"])
    deleting.delete_person(ada)
    assert incoming.waiting(ada) is None
    assert incoming.find(grace, kept) is not None
    found = deleting.doomed()
    assert home / "incoming" / str(grace) / str(kept) in found.files
    assert not found.staying
    deleting.delete_everything(found)
    assert not (home / "incoming").exists()
