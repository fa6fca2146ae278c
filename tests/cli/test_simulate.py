"""`ilium simulate`: what is asked of the engine, and what is shown of its answer."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_atlas import without_extra
from typer.testing import CliRunner, Result

import made_up_simulation
from ilium import biomechanics
from ilium.biomechanics import Simulation
from ilium.biomechanics import muscles as muscle_module
from ilium.cli.app import app
from made_up_simulation import simulation

WORKING = {"gluteus_medius_anterior_r": 0.6, "gluteus_medius_posterior_r": 0.3}


class Engine:
    """Stands in for the engine: keeps what it was asked, and answers with a made-up repetition."""

    def __init__(self, **answer: Any) -> None:
        self.answer, self.asked = answer, {}

    def simulate(self, variant: str, **asked: Any) -> Simulation:
        self.asked = {"variant": variant, **asked}
        return simulation(WORKING, variant=variant, **self.answer)

    def simulate_condition(self, condition: str, **asked: Any) -> Simulation:
        return self.simulate(condition, **asked)


def stand_in(monkeypatch: pytest.MonkeyPatch, **answer: Any) -> Engine:
    engine = Engine(**answer)
    monkeypatch.setattr(biomechanics, "simulate", engine.simulate)
    monkeypatch.setattr(biomechanics, "simulate_condition", engine.simulate_condition)
    monkeypatch.setattr(muscle_module, "muscles", lambda: made_up_simulation.MUSCLES)
    return engine


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    return stand_in(monkeypatch)


def simulate(*arguments: str | Path) -> Result:
    """`ilium simulate …` in this process; errors come through."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(app, ["simulate", *words], catch_exceptions=False)


def test_it_shows_who_works_and_what_carries(engine: Engine) -> None:
    said = simulate("hip_thrust", "--with", "knee_band", "--load", "60").stdout
    assert "Hip thrust, band round the knees  hip_thrust+knee_band" in said
    medius = next(line for line in said.splitlines() if "gluteus medius" in line)
    assert medius.split()[2:4] == ["50", "50"]
    assert "(" not in medius  # one case has no band
    contact = next(line for line in said.splitlines() if "right foot on floor" in line)
    assert contact.split()[-3:] == ["400", "400", "400"]
    assert "Pressure in the abdomen: 12 to 12 kPa." in said
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ((), {"load": None}),
        (("--load", "60"), {"load": 60.0}),
        (("--load", "100 lb"), {"load": pytest.approx(45.359, abs=1e-3)}),
        (("--load", "Heavy"), {"load": None, "band": "heavy"}),
        (("--kind", "dumbbell"), {"kind": "dumbbell"}),
        (("--height", "1.6", "--mass", "55"), {"height": 1.6, "mass": 55.0}),
        (
            ("--height", "160cm", "--mass", "121.25lb"),
            {"height": 1.6, "mass": pytest.approx(55, abs=0.01)},
        ),
    ],
)
def test_what_is_asked_of_the_engine(
    engine: Engine, options: tuple[str, ...], asked: dict[str, Any]
) -> None:
    simulate("hip_thrust", *options)
    person = engine.asked.pop("person")
    known = {**engine.asked, "height": person.height, "mass": person.mass}
    assert {name: known[name] for name in asked} == asked


def test_a_condition_of_a_study_is_simulated_by_its_id(engine: Engine) -> None:
    said = simulate("hip_thrust_10rm", "--mass", "60").stdout
    assert engine.asked["variant"] == "hip_thrust_10rm"
    assert engine.asked["person"].mass == 60
    assert "ip thrust" in said.splitlines()[0]
    with pytest.raises(ValueError, match="a load of its own"):
        simulate("hip_thrust_10rm", "--load", "60")


def test_json_holds_the_figures_and_every_frame(engine: Engine) -> None:
    said = json.loads(simulate("hip_thrust", "--json").stdout)
    assert said["schema"] == "ilium.simulation/1"
    assert said["entry"]["regions"]["gluteus_medius"]["mean"] == 0.5
    frames = said["frames"]
    assert len(frames["times_s"]) == made_up_simulation.FRAMES
    assert set(frames["activation"]["gluteus_medius_anterior_r"]) == {0.6}
    assert frames["contact_force_n"]["foot_r on floor"][0] == [3.0, 400.0, 4.0]
    assert set(frames["abdominal_pressure_kpa"]) == {12.0}


def test_a_picture(engine: Engine, tmp_path: Path) -> None:
    picture = tmp_path / "thrust.png"
    assert f"Drawn into {picture}." in "".join(
        simulate("hip_thrust", "--plot", picture).stdout.split("\n")
    )
    assert picture.read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match=r"end its name in \.png"):
        simulate("hip_thrust", "--plot", tmp_path / "thrust.jpg")


def test_no_answer_is_a_reason_and_exit_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, problem="The posture cannot balance.")
    done = simulate("hip_thrust")
    assert done.exit_code == 1
    assert "No figures: The posture cannot balance." in done.stdout
    assert "%" not in done.stdout
    done = simulate("hip_thrust", "--json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert (said["entry"]["valid"], said["frames"]) == (False, {})


def test_a_posture_that_is_held_is_shown_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(monkeypatch, times=np.zeros(1))
    assert ", held, right leg" in simulate("hip_thrust_10rm").stdout
    assert simulate("hip_thrust", "--plot", tmp_path / "held.png").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("hip_thrst",), "Did you mean"),
        (("hip_thrust", "--with", "knee_bnd"), "no modifier 'knee_bnd'"),
        (("hip_thrust", "--load", "60 stone"), "--load: '60 stone' is not a weight"),
        (("hip_thrust", "--mass", "much"), "--mass: 'much' is not a weight"),
        (("hip_thrust", "--height", "tall"), "--height: 'tall' is not a height"),
        (("hip_thrust", "--height", "nan"), "--height: 'nan' is not a height"),
        (("hip_thrust", "--height", "12"), "height of 0.12 m cannot be simulated"),
    ],
)
def test_bad_words_are_sentences(engine: Engine, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises((ValueError, LookupError)) as raised:
        simulate(*arguments)
    assert words in str(raised.value)
    assert not engine.asked


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    done = without_extra(tmp_path, "simulate", "hip_thrust")
    assert done.returncode == 2
    assert 'pip install "ilium[biomechanics]"' in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout
