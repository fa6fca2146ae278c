"""The shipped example files say what their programs meant, whatever the variant."""

# ruff: noqa: DTZ001 - files name no zone

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.reading import detect, needs_unit, read
from ilium.loads import Unit

FILES = Path(__file__).parent.parent / "foreign_files"

FIRST = datetime(2026, 4, 6, 17, 30)
SECOND = datetime(2026, 4, 8, 7, 15)
THRUST = {"exercise": "Hip Thrust (Barbell)", "started": FIRST, "duration_s": 3900}
GLUTES = THRUST | {"workout": "Glutes, heavy"}
MORNING = {"started": SECOND, "duration_s": 175_200, "workout": "Morning"}

HISTORY = [
    ForeignSet(line=0, **GLUTES, kind=ForeignKind.WARM_UP, weight=Decimal(40), reps=10),
    ForeignSet(line=0, **GLUTES, weight=Decimal("62.5"), reps=8, rpe=Decimal("8.5")),
    ForeignSet(
        line=0,
        **GLUTES,
        kind=ForeignKind.FAILURE,
        weight=Decimal("62.5"),
        reps=6,
        rpe=Decimal(10),
        note='slow, "really" slow\nlast one',
        workout_note="felt strong",
    ),
    ForeignSet(line=0, **GLUTES, kind=ForeignKind.DROP, weight=Decimal("6.804"), reps=12),
    ForeignSet(line=0, **GLUTES | {"exercise": "Side Plank"}, seconds=45),
    ForeignSet(line=0, **MORNING, exercise="Lateral Walk (Band)", reps=20),
    ForeignSet(line=0, **MORNING, exercise="Running", seconds=900, meters=Decimal(2500)),
]
"""What all three of Strong's variants say in their example files."""


def sets_in(name: str, unit: Unit | None = None, names: str | None = None) -> list[ForeignSet]:
    data = (FILES / name).read_bytes()
    more = None if names is None else (FILES / names).read_bytes()
    found = list(read(data, detect(data), unit, more))
    assert not [one for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, ForeignSet)]


def without_lines(sets: list[ForeignSet]) -> list[ForeignSet]:
    return [msgspec.structs.replace(one, line=0) for one in sets]


@pytest.mark.parametrize("name", ["strong_a.csv", "strong_b.csv", "strong_c.csv"])
def test_the_variants_of_strong_are_the_same_sets(name: str) -> None:
    unit = Unit.KILOGRAMS if name == "strong_a.csv" else None
    assert without_lines(sets_in(name, unit)) == HISTORY


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("strong_a.csv", [2, 3, 5, 7, 8, 10, 11]),
        ("strong_b.csv", [2, 3, 5, 7, 8, 11, 12]),
    ],
)
def test_lines_are_those_of_the_file(name: str, lines: list[int]) -> None:
    """A note over two lines and an empty line count as lines do in an editor."""
    assert [one.line for one in sets_in(name, Unit.KILOGRAMS)] == lines


@pytest.mark.parametrize(
    ("name", "source", "asks"),
    [
        ("strong_a.csv", Source.STRONG, True),
        ("strong_b.csv", Source.STRONG, False),
        ("strong_c.csv", Source.STRONG, False),
        ("strong_c_pounds.csv", Source.STRONG, False),
        ("strong_german.csv", Source.STRONG, True),
        ("hevy.csv", Source.HEVY, False),
        ("hevy_pounds.csv", Source.HEVY, False),
        ("fitnotes.csv", Source.FITNOTES, False),
        ("fitnotes_kilograms.csv", Source.FITNOTES, False),
        ("wger_log.json", Source.WGER, False),
    ],
)
def test_files_are_known_by_their_contents(name: str, source: Source, asks: bool) -> None:
    data = (FILES / name).read_bytes()
    assert detect(data) is source
    assert needs_unit(data, source) is asks


def test_a_file_without_a_unit_is_read_in_the_unit_given() -> None:
    pounds = sets_in("strong_a.csv", Unit.POUNDS)
    # 40, 62.5, 62.5 and 6.80388555 lb; 2.5 miles.
    weights = [str(one.weight) for one in pounds[:4]]
    assert weights == ["18.144", "28.35", "28.35", "3.086"]
    assert pounds[-1].meters == Decimal("4023.36")


def test_pounds_of_strong_become_kilograms() -> None:
    assert [(one.weight, one.reps) for one in sets_in("strong_c_pounds.csv")] == [
        (Decimal("61.235"), 8),
        (Decimal("20.412"), 15),
    ]


def test_german_headers_and_a_decimal_comma_are_read() -> None:
    first, second = sets_in("strong_german.csv", Unit.KILOGRAMS)
    assert (first.workout, first.exercise, first.reps) == ("Po", "Hip Thrust (Langhantel)", 8)
    assert (first.note, first.workout_note, first.rpe) == ("gut", "müde", Decimal(8))
    assert (second.weight, second.kind) == (Decimal("47.5"), ForeignKind.DROP)


def test_hevy_says_sets_with_notes_on_exercise_and_workout() -> None:
    walk, run, *thrusts, plank = sets_in("hevy.csv")
    assert walk.started == SECOND
    assert (walk.duration_s, walk.reps, walk.weight) == (3000, 20, None)
    assert walk.workout_note == "line one\nline two"
    assert (run.seconds, run.meters, run.reps) == (900, Decimal(2500), None)
    assert [one.kind.value for one in thrusts] == ["warm_up", "working", "failure", "drop"]
    assert [str(one.weight) for one in thrusts] == ["40", "62.5", "62.5", "40"]
    assert {one.exercise_note for one in thrusts} == {"belt"}
    assert (plank.seconds, plank.exercise_note, plank.note) == (45, "", "")


def test_hevy_in_pounds_and_miles_with_german_months() -> None:
    thrust, run, iso = sets_in("hevy_pounds.csv")
    assert (thrust.weight, thrust.started) == (Decimal("61.235"), datetime(2026, 5, 1, 18))
    assert run.meters == Decimal("1609.34")
    assert (iso.started, iso.duration_s) == (datetime(2026, 5, 3, 18), 2400)


def test_fitnotes_has_a_unit_a_row_and_only_days() -> None:
    first, second, plank, run, clam = sets_in("fitnotes.csv")
    assert [one.weight for one in (first, second)] == [Decimal("62.5"), Decimal("61.235")]
    assert second.note == 'heavy, "very"'
    assert first.started == datetime(2026, 4, 6, 12)
    assert (plank.seconds, plank.reps, plank.weight) == (90, None, None)
    assert (run.seconds, run.meters) == (900, Decimal(2500))
    assert (clam.reps, clam.weight) == (20, None)
    assert sets_in("fitnotes_kilograms.csv")[0].weight == Decimal("62.5")


def test_wger_says_sets_in_the_order_in_which_they_were_done() -> None:
    data = (FILES / "wger_log.json").read_bytes()
    found = list(read(data, Source.WGER, None, (FILES / "wger_names.json").read_bytes()))
    sets = [one for one in found if isinstance(one, ForeignSet)]
    began = datetime(2026, 4, 6, 17, 35, tzinfo=timezone(timedelta(hours=2)))
    assert [one.line for one in sets] == [3, 2, 4, 1, 5]
    assert [one.started for one in sets[:3]] == [began] * 3
    assert [one.exercise for one in sets] == ["Hip Thrust"] * 3 + [
        "wger exercise 900",
        "Seitstütz",
    ]
    assert [one.weight for one in sets] == [Decimal("62.5")] * 2 + [Decimal("61.235"), None, None]
    assert [one.rir for one in sets] == [Decimal("1.5"), Decimal(0), None, None, None]
    assert sets[1].kind is ForeignKind.FAILURE
    assert (sets[4].seconds, sets[4].reps) == (45, None)
    (plates,) = (one for one in found if isinstance(one, Problem))
    assert plates.line == 6
    assert "plates" in plates.sentence
