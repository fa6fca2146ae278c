"""The player's rules in TypeScript give what `ilium.training` gives, in thousands of situations.

The player works out the next set without a network. Its rules are the same as those here, written
twice; whatever one of them answers in another way than the other fails this test.
"""

import json
import subprocess
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from front_end import front_end
from rule_situations import Situation, situations
from rule_worlds import World, worlds

from ilium.exercises import catalogue
from ilium.loads import KILOGRAM_KINDS, Load, LoadKind, Unit, load_text, parse_weight, weight_text
from ilium.phrases import at_text, effort_text, target_text
from ilium.reasons import sentence, templates
from ilium.training.aim import Aim, aim_for
from ilium.training.loadable import ladder
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prediction import between_loads, fitting, spare_reps
from ilium.training.progression import next_set
from ilium.training.session import next_step, sets_at
from ilium.training.strength import believed_reserve, one_rep_max
from ilium.web.player.making import RULE_CODES
from ilium.web.player.shelf import grams, weight
from ilium.web.player.stations import Writer

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
SEED = 20261123
WORLDS, MOMENTS = 220, 18


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the TypeScript answers to every question."""
    folder = tmp_path_factory.mktemp("rules")
    questions = folder / "questions.json"
    questions.write_bytes(msgspec.json.encode(_questions()))
    bundle = _bundled(folder)
    done = subprocess.run(
        [front_end().node(), bundle, questions], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _bundled(folder: Path) -> Path:
    """The rules and what asks them, as one script for Node.js."""
    built = front_end()
    built.install_packages()
    script = folder / "rules.mjs"
    esbuild = built.MODULES / "esbuild" / "bin" / "esbuild"
    subprocess.run(
        [
            *(built.node(), esbuild, Path(__file__).with_name("rules_agree.mjs")),
            *("--bundle", "--platform=node", "--format=esm", "--log-level=warning"),
            f"--outfile={script}",
        ],
        check=True,
    )
    return script


@pytest.fixture(scope="module")
def asked() -> list[Situation]:
    """The situations, in the order in which they are asked about."""
    return _situations()


@cache
def _worlds() -> list[World]:
    return worlds(Random(SEED), WORLDS)


@cache
def _situations() -> list[Situation]:
    return [
        one
        for number, world in enumerate(_worlds())
        for one in situations(Random(SEED + number), world, MOMENTS)
    ]


def _questions() -> dict[str, Any]:
    return {
        "packets": [_packet(world) for world in _worlds()],
        "situations": [
            {"packet": number // MOMENTS, "versions": one.versions, "skipped": one.skipped}
            for number, one in enumerate(_situations())
        ],
        "said": _said(),
        "maxima": [one[0] for one in _maxima()],
        "loads": [{"load": weight(load), "unit": unit} for load, unit in _loads()],
        "typed": [{"text": text, "unit": unit} for text, unit in _typed()],
    }


def _packet(world: World) -> dict[str, Any]:
    """The parts of a packet that the rules read, as they are sent."""
    writer = Writer(world.athlete, ZoneInfo("UTC"), catalogue())
    return {
        "stations": tuple(map(writer.station, world.stations)),
        "ladders": writer.ladders,
        "sentences": {code: templates()[code] for code in RULE_CODES},
    }


def test_the_same_sets_count(answers: dict[str, Any], asked: list[Situation]) -> None:
    for one, answer in zip(asked, answers["situations"], strict=True):
        counted = msgspec.convert(answer["sets"], tuple[PerformedSet, ...])
        assert counted == one.done


def test_the_same_set_comes_next(answers: dict[str, Any], asked: list[Situation]) -> None:
    assert len(asked) >= 3000
    ended = 0
    for one, answer in zip(asked, answers["situations"], strict=True):
        step = next_step(one.world.stations, one.done, one.skipped, one.world.athlete)
        if step is None:
            ended += 1
            assert answer["step"] is None
            continue
        assert answer["step"] == {
            "station": step.station,
            "target": _target(step.target),
            "code": step.reason.code,
            "text": sentence(step.reason, one.world.athlete.unit),
            "number": step.number,
            "total": step.total,
            "rest_until_us": _microseconds(step.rest_until),
        }
    assert ended > 30


def test_every_item_goes_on_alike(answers: dict[str, Any], asked: list[Situation]) -> None:
    """Also the items whose turn it is not; together they come across every rule."""
    codes: Counter[str] = Counter()
    kinds: Counter[tuple[LoadKind, str]] = Counter()
    for one, answer in zip(asked, answers["situations"], strict=True):
        athlete = one.world.athlete
        for station, given in zip(one.world.stations, answer["following"], strict=True):
            following = next_set(
                station.prescription,
                sets_at(station, one.done),
                station.item,
                station.variant,
                athlete.inventory,
                athlete.equipment,
            )
            target = following.target
            assert given == {
                "target": _target(target),
                "code": following.reason.code,
                "text": sentence(following.reason, athlete.unit),
                "asked": target and f"{target_text(target)}, {effort_text(station.role, target)}",
            }
            codes[following.reason.code] += 1
            if target is not None and target.load is not None and following.reason.inputs:
                kinds[target.load.kind, following.reason.code] += 1
    assert {code for code in RULE_CODES if codes[code] < 30} == set(), codes
    assert {kind for kind, _ in kinds} == set(LoadKind)
    assert {kind for kind, code in kinds if code == "set_fewer_reps"} <= KILOGRAM_KINDS


def test_the_situations_are_of_every_kind(asked: list[Situation]) -> None:
    sets = [one for situation in asked for one in situation.done]
    assert {one.side for one in sets} == set(Side)
    assert {one.kind for one in sets} == set(SetKind) - {SetKind.DROP}  # only imports bring those
    assert {one.load.kind for one in sets} == set(LoadKind)
    for some in (
        [one for one in sets if one.seconds is not None],
        [one for one in sets if one.reps == 0],
        [one for one in sets if one.pain is not None],
        [one for one in sets if one.deload],
        [one for one in sets if one.rir is None],
    ):
        assert len(some) > 100
    stations = [station for world in _worlds() for station in world.stations]
    first = Counter(station.prescription.reasons[0].code for station in stations)
    assert {"calibration", "load_up", "pain_lighter", "planned_deload", "loads_missing"} <= set(
        first
    ), first


def _said() -> list[tuple[int, int]]:
    return [(reps, rir) for reps in range(41) for rir in range(11)]


def test_a_said_reserve_is_believed_alike(answers: dict[str, Any]) -> None:
    for (reps, rir), given in zip(_said(), answers["said"], strict=True):
        reserve = believed_reserve(reps, rir)
        assert given == [reserve, one_rep_max(62.5, reps + reserve)]


@cache
def _maxima() -> list[tuple[dict[str, Any], Aim]]:
    """Maxima near to and exactly at what a load of the ladder needs, for every weighed aim."""
    rng = Random(SEED)
    found: list[tuple[dict[str, Any], Aim]] = []
    for packet, world in enumerate(_worlds()):
        athlete = world.athlete
        for place, station in enumerate(world.stations):
            setup = station.variant.setup_for(athlete.equipment)
            owned = setup and ladder(setup.load, athlete.inventory, athlete.equipment)
            if not setup or not owned or not owned.values:
                continue
            aim = aim_for(station.item, station.role, setup, owned)
            if aim.weighed:
                value = rng.choice(owned.values)
                exact = one_rep_max(float(value), aim.middle + aim.reserve)
                for maximum in (exact, exact * rng.uniform(0.5, 1.5)):
                    where = {"packet": packet, "station": place}
                    asked = {"maximum": maximum, "value": grams(value)}
                    found.append(({**where, **asked}, aim))
    return found


def test_a_maximum_predicts_the_same_loads_and_reps(answers: dict[str, Any]) -> None:
    assert len(_maxima()) > 500
    for (asked, aim), given in zip(_maxima(), answers["maxima"], strict=True):
        maximum, value = asked["maximum"], Decimal(asked["value"]) / 1000
        spare = spare_reps(maximum, value, 1.5)
        assert given == [
            grams(fitting(maximum, aim)),
            between_loads(maximum, value, aim),
            spare if isfinite(spare) else None,
        ]


def _target(target: Any) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "kind": target.kind,
        "side": target.side,
        "load": msgspec.to_builtins(weight(target.load)) if target.load else None,
        "reps": list(target.reps) if target.reps else None,
        "seconds": list(target.seconds) if target.seconds else None,
        "rir": list(target.rir) if target.rir else None,
    }


def _microseconds(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - EPOCH) // timedelta(microseconds=1)


def _loads() -> list[tuple[Load, Unit]]:
    rng = Random(SEED)
    heavy = [
        Decimal(rng.choice((rng.randint(0, 10**6), rng.randint(1, 400) * 500))) / 1000
        for _ in range(2000)
    ]
    found = [
        Load(rng.choice(sorted(KILOGRAM_KINDS | {LoadKind.BODYWEIGHT})), weight) for weight in heavy
    ]
    found += [Load(LoadKind.NONE), Load(LoadKind.BODYWEIGHT), Load(LoadKind.BAND, band="light")]
    return [(load, unit) for load in found for unit in Unit]


def test_loads_read_alike(answers: dict[str, Any]) -> None:
    for (load, unit), given in zip(_loads(), answers["loads"], strict=True):
        kilograms = weight_text(load.kilograms or Decimal(0), unit)
        assert given == [load_text(load, unit), at_text(load, unit), kilograms]


def _typed() -> list[tuple[str, Unit]]:
    rng = Random(SEED)
    numbers = [
        f"{rng.randint(0, 2300)}{rng.choice(('', '.5', ',25', '.125', '.0005', '.1234567'))}"
        for _ in range(1000)
    ]
    written = [
        number + rng.choice(("", "kg", " kg", "lb", " lb", "lbs", " KG")) for number in numbers
    ]
    odd = ["", "kg", "-5", "abc", "1e3", "5 stone", "1000", "1000.0001", "2204.62", "2204.623", "."]
    return [(text, unit) for text in (*written, *odd) for unit in Unit]


def test_what_is_typed_is_read_alike(answers: dict[str, Any]) -> None:
    """But for powers of ten, which nobody types into a weight."""
    for (text, unit), given in zip(_typed(), answers["typed"], strict=True):
        try:
            expected = None if "e" in text else int(parse_weight(text, unit) * 1000)
        except ValueError:
            expected = None
        assert given == expected, text
