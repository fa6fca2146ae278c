"""`ilium atlas credits`, and `ilium explain` where a simulation decides what a set counts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ilium.anatomy import Region
from ilium.atlas import atlas, deciding, encoded, files
from ilium.atlas.deciding import verdicts
from ilium.cli.app import app
from ilium.exercises import catalogue, simulated
from ilium.exercises.simulated import simulated_credits
from made_up_atlas import ACTIVATION, agreeing, held

PLANK = {"side_plank": ACTIVATION[0.0]}
CACHES = (atlas, verdicts, simulated_credits, catalogue)


def ilium(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments], catch_exceptions=False)


def document(*arguments: str) -> Any:
    return json.loads(ilium(*arguments, "--json").stdout)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A made-up atlas that holds for gluteus medius, and finds little of it in the side plank."""
    path = tmp_path / "other.json.gz"
    path.write_bytes(encoded(agreeing(**PLANK)))
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder like that of Ilium's source."""
    folder = tmp_path / "ilium"
    (folder / "exercises").mkdir(parents=True)
    (folder / "atlas/data").mkdir(parents=True)
    return folder


@pytest.fixture
def doubtful(file: Path) -> None:
    """The same atlas, but a comparison of gluteus medius does not come out as published."""
    file.write_bytes(encoded(agreeing(held(True, True, False), **PLANK)))


@pytest.fixture
def installed(file: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """That atlas, and what it decides, in the place of Ilium's own."""
    assert ilium("atlas", "credits", "--atlas", str(file), "--into", str(source)).exit_code == 0
    monkeypatch.setattr(files, "SHIPPED", file)
    monkeypatch.setattr(deciding, "SHIPPED", source / "atlas/data/verdicts.json")
    monkeypatch.setattr(simulated, "SHIPPED", source / "exercises/simulated.json")
    for cached in CACHES:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in CACHES:
        cached.cache_clear()


def test_every_region_of_the_shipped_atlas_says_whether_it_decides_and_why() -> None:
    found = document("atlas", "credits")
    assert set(found["regions"]) == set(Region)
    for name, region in found["regions"].items():
        assert region["decides"] == verdicts().regions[Region(name)].speaks
        stays = region["verdict"].endswith("so the catalogue's reasoning stays.")
        assert stays is not region["decides"]
        assert name.replace("_", " ") in region["verdict"]
    said = " ".join(ilium("atlas", "credits").stdout.split())
    trust = verdicts().regions[Region.GLUTEUS_MEDIUS].trust
    assert f"gluteus medius {trust.held} of {trust.asked} comparisons hold" in said


def test_an_atlas_that_holds_decides_what_was_only_reasoned(file: Path) -> None:
    found = document("atlas", "credits", "--atlas", str(file))
    assert [name for name, region in found["regions"].items() if region["decides"]] == [
        "gluteus_medius"
    ]
    assert found["variants"]["side_plank"]["gluteus_medius"]["credit"] == 0
    assert "side_lying_abduction" not in found["variants"]
    said = " ".join(ilium("atlas", "credits", "--atlas", str(file)).stdout.split())
    assert "The simulation decides what is only reasoned for gluteus medius" in said
    assert "- side_plank gluteus medius 0. In the simulation it works at 4 % on average" in said


def test_it_writes_only_into_ilium_s_source(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no folder"):
        ilium("atlas", "credits", "--into", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_written_files_are_those_that_ship(source: Path) -> None:
    assert ilium("atlas", "credits", "--into", str(source)).exit_code == 0
    for ours, shipped in (
        (source / "exercises/simulated.json", simulated.SHIPPED),
        (source / "atlas/data/verdicts.json", deciding.SHIPPED),
    ):
        assert ours.read_bytes() == shipped.read_bytes()


@pytest.mark.usefixtures("installed")
def test_explain_and_the_list_count_what_the_simulation_decides() -> None:
    medius = document("explain", "side_plank")["regions"]["gluteus_medius"]
    assert (medius["credit"], medius["basis"], medius["from"]) == (0, "simulated", "simulation")
    assert (
        medius["source"]
        == medius["why"]
        == ("In the simulation it works at 4 % on average (2 to 6 %).")
    )
    said = " ".join(ilium("explain", "side_plank").stdout.split())
    assert "gluteus medius 0 simulated" in said
    assert "In the simulation it works at 4 % on average (2 to 6 %)." in said
    listed = {one["id"]: one for one in document("exercises")["exercises"]}
    assert listed["side_plank"]["regions"]["gluteus_medius"] == 0


@pytest.mark.usefixtures("doubtful", "installed")
def test_explain_says_that_the_catalogue_counts_and_why() -> None:
    medius = document("explain", "side_plank")["regions"]["gluteus_medius"]
    assert (medius["credit"], medius["basis"], medius["from"]) == (1, "reasoned", "catalogue")
    assert medius["why"] == (
        "Of the published comparisons of gluteus medius the simulation reproduces 2 of 3 hard and "
        "0 of 0 soft ones: too few to go by, so the catalogue's reasoning stays."
    )
    assert medius["why"] in " ".join(ilium("explain", "side_plank").stdout.split())
    measured = document("explain", "clamshell")["regions"]["gluteus_medius"]
    assert measured["why"] == "Measured in people, which goes before any simulation."
