"""Files that go out in other programs' shapes: what they say, and that they say it back."""

# ruff: noqa: DTZ001, E501 - files name no zone, and have long lines

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interchange.reading.foreign_sets import foreign_sets

from ilium.interchange.foreign import ForeignKind, ForeignSet, Source
from ilium.interchange.reading import detect, needs_unit, read
from ilium.interchange.writing import hevy, strong
from ilium.loads import Unit

Write = Callable[[Iterable[ForeignSet], Unit], Iterator[bytes]]

DAY = datetime(2026, 4, 6, 17, 30, 59)
SETS = [
    ForeignSet(
        line=0,
        started=DAY,
        duration_s=3900,
        workout="Glutes",
        exercise="Hip Thrust (Barbell)",
        kind=ForeignKind.WARM_UP,
        weight=Decimal("20.412"),
        reps=10,
        workout_note="strong",
    ),
    ForeignSet(
        line=0,
        started=DAY,
        duration_s=3900,
        workout="Glutes",
        exercise="Hip Thrust (Barbell)",
        weight=Decimal("61.235"),
        reps=8,
        rpe=Decimal("8.5"),
        note="left side",
        exercise_note='belt, "new"',
        workout_note="strong",
    ),
    ForeignSet(
        line=0, started=DAY, duration_s=3900, workout="Glutes", exercise="Plank", seconds=45
    ),
    ForeignSet(line=0, started=DAY, exercise="Running", seconds=600, meters=Decimal("1609.34")),
]

STRONG_IN_POUNDS = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2026-04-06 17:30:59;"Glutes";"Hip Thrust (Barbell)";W;45;lbs;10;;;;0;-;"strong";1h 5m
2026-04-06 17:30:59;"Glutes";"Hip Thrust (Barbell)";2;135;lbs;8;8.5;;;0;"belt, ""new""
left side";"strong";1h 5m
2026-04-06 17:30:59;"Glutes";"Plank";1;0;lbs;0;;;;45;-;-;1h 5m
2026-04-06 17:30:59;"";"Running";1;0;lbs;0;;1;mi;600;-;-;0s
"""

HEVY_IN_KILOGRAMS = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Glutes","6 Apr 2026, 17:30","6 Apr 2026, 18:35","strong","Hip Thrust (Barbell)",,"",0,"warmup",20.412,10,,,
"Glutes","6 Apr 2026, 17:30","6 Apr 2026, 18:35","strong","Hip Thrust (Barbell)",,"belt, ""new""
left side",1,"normal",61.235,8,,,8.5
"Glutes","6 Apr 2026, 17:30","6 Apr 2026, 18:35","","Plank",,"",0,"normal",,,,45,
"","6 Apr 2026, 17:30","","","Running",,"",0,"normal",,,1.60934,600,
"""


def test_what_strong_would_write() -> None:
    assert b"".join(strong.write(SETS, Unit.POUNDS)).decode() == STRONG_IN_POUNDS


def test_what_hevy_would_write() -> None:
    assert b"".join(hevy.write(SETS, Unit.KILOGRAMS)).decode() == HEVY_IN_KILOGRAMS


def test_hevy_names_its_columns_by_the_unit() -> None:
    header = b"".join(hevy.write([], Unit.POUNDS)).decode()
    assert '"weight_lbs","reps","distance_miles"' in header
    assert "_k" not in header


def read_back(data: bytes, source: Source) -> list[ForeignSet]:
    assert detect(data) is source
    assert not needs_unit(data, source)
    found = list(read(data, source))
    assert all(isinstance(one, ForeignSet) for one in found), found
    return [msgspec.structs.replace(one, line=0) for one in found if isinstance(one, ForeignSet)]


def together(row: ForeignSet) -> str:
    return "\n".join(filter(None, (row.exercise_note, row.note)))


@settings(deadline=None)
@given(st.lists(foreign_sets(), max_size=5), st.sampled_from(Unit))
def test_strong_says_the_sets_back(sets: list[ForeignSet], unit: Unit) -> None:
    expected = [msgspec.structs.replace(one, note=together(one), exercise_note="") for one in sets]
    assert read_back(b"".join(strong.write(sets, unit)), Source.STRONG) == expected


@settings(deadline=None)
@given(st.lists(foreign_sets(), max_size=5), st.sampled_from(Unit))
def test_hevy_says_the_sets_back(sets: list[ForeignSet], unit: Unit) -> None:
    """Minutes are as fine as Hevy's clock is."""
    in_minutes = [
        msgspec.structs.replace(
            one,
            started=one.started.replace(second=0),
            duration_s=None if one.duration_s is None else one.duration_s // 60 * 60 or None,
            note="",
            exercise_note=together(one),
        )
        for one in sets
    ]
    assert read_back(b"".join(hevy.write(sets, unit)), Source.HEVY) == in_minutes


@pytest.mark.parametrize("write", [strong.write, hevy.write])
@settings(deadline=None)
@given(sets=st.lists(foreign_sets(), min_size=1, max_size=3))
def test_no_spreadsheet_takes_a_cell_for_a_formula(write: Write, sets: list[ForeignSet]) -> None:
    text = b"".join(write(sets, Unit.KILOGRAMS)).decode()
    delimiter = ";" if write is strong.write else ","
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        for cell in row:
            assert cell == "-" or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("write", [strong.write, hevy.write])
def test_places_count_within_exercise_and_workout(write: Write) -> None:
    def one(exercise: str, day: int) -> ForeignSet:
        return ForeignSet(line=0, started=datetime(2026, 4, day), exercise=exercise, reps=5)

    sets = [one(*which) for which in (("A", 1), ("B", 1), ("A", 1), ("A", 2), ("B", 1))]
    column = "Set Order" if write is strong.write else "set_index"
    text = b"".join(write(sets, Unit.KILOGRAMS)).decode()
    rows = csv.DictReader(StringIO(text), delimiter=";" if write is strong.write else ",")
    first = 1 if write is strong.write else 0
    assert [int(row[column]) - first for row in rows] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("write", [strong.write, hevy.write])
def test_a_long_file_comes_in_pieces(write: Write) -> None:
    pieces = write((SETS[0] for _ in range(100_000)), Unit.KILOGRAMS)
    sizes = [len(next(pieces)) for _ in range(10)]
    assert max(sizes) < 200_000


@pytest.mark.parametrize("write", [strong.write, hevy.write])
def test_half_a_character_does_not_stop_the_file(write: Write) -> None:
    sets = [msgspec.structs.replace(SETS[0], exercise="Squat \ud83c")]
    assert b'"Squat ?"' in b"".join(write(sets, Unit.KILOGRAMS))
