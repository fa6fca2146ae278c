"""Programs for which Ilium writes no file: a writer of the tests' own, read back."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.interchange.reading.foreign_sets import aware, foreign_sets

from ilium.interchange.foreign import ForeignKind, ForeignSet, Source
from ilium.interchange.reading import detect, needs_unit, read
from ilium.loads import Unit

POUND = Decimal("0.45359237")
LETTERS = {ForeignKind.WARM_UP: "W", ForeignKind.DROP: "D", ForeignKind.FAILURE: "F"}

units = st.sampled_from(Unit)
working = foreign_sets(st.just(ForeignKind.WORKING))


def in_unit(kilograms: Decimal | None, unit: Unit) -> str:
    """With noise, as programs that reckon in binary fractions write it."""
    if kilograms is None:
        return "0.0"
    return str(float(kilograms if unit is Unit.KILOGRAMS else kilograms / POUND))


def table(header: str, rows: Sequence[Sequence[object]], delimiter: str) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue().encode()


def guarded(text: str) -> str:
    """Programs do not guard their cells; what looks guarded would be read as if."""
    return text.lstrip("'")


def tidy(one: ForeignSet, **changes: object) -> ForeignSet:
    """Without what the format has no column for."""
    names = {key: guarded(getattr(one, key)).strip() or "x" for key in ("exercise", "workout")} | {
        key: guarded(getattr(one, key)).strip() for key in ("note", "workout_note")
    }
    for key in ("note", "workout_note"):
        names[key] = "" if names[key] == "-" else names[key]
    return msgspec.structs.replace(one, **(names | {"exercise_note": "", "rir": None} | changes))


def back(data: bytes, source: Source, unit: Unit | None = None) -> list[ForeignSet]:
    assert detect(data) is source
    found = list(read(data, source, unit))
    assert all(isinstance(one, ForeignSet) for one in found), found
    return [msgspec.structs.replace(one, line=0) for one in found if isinstance(one, ForeignSet)]


def hours(seconds: int | None) -> str:
    seconds = seconds or 0
    return f"{seconds // 3600}h {seconds // 60 % 60}m {seconds % 60}s"


@settings(deadline=None)
@given(st.lists(foreign_sets(), max_size=4), units)
def test_strong_a(sets: list[ForeignSet], unit: Unit) -> None:
    sets = [tidy(one, meters=None, reps=one.reps or 7) for one in sets]
    rows = [
        (
            one.started,
            one.workout,
            hours(one.duration_s),
            one.exercise,
            LETTERS.get(one.kind, 3),
            in_unit(one.weight, unit),
            f"{one.reps}.0",
            0,
            one.seconds or 0,
            one.note,
            one.workout_note,
            one.rpe,
        )
        for one in sets
    ]
    header = (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
        "Workout Notes,RPE"
    )
    data = table(header, rows, ",")
    assert needs_unit(data, Source.STRONG) is any(one.weight for one in sets)
    assert back(data, Source.STRONG, unit) == sets


@settings(deadline=None)
@given(st.lists(foreign_sets(), max_size=4), units)
def test_strong_c(sets: list[ForeignSet], unit: Unit) -> None:
    sets = [tidy(one) for one in sets]
    rows = [
        (
            1,
            one.started,
            one.workout,
            one.duration_s,
            one.exercise,
            LETTERS.get(one.kind, 1),
            in_unit(one.weight, unit),
            one.reps,
            one.rpe,
            one.meters,
            one.seconds,
            one.note,
            one.workout_note,
        )
        for one in sets
    ]
    weight = "Weight (kg)" if unit is Unit.KILOGRAMS else "Weight (lbs)"
    header = (
        f"Workout #,Date,Workout Name,Duration (sec),Exercise Name,Set Order,{weight},Reps,RPE,"
        "Distance (meters),Seconds,Notes,Workout Notes"
    )
    data = table(header, rows, ";")
    assert not needs_unit(data, Source.STRONG)
    assert back(data, Source.STRONG) == sets


@settings(deadline=None)
@given(st.lists(working, max_size=4), units)
def test_fitnotes(sets: list[ForeignSet], unit: Unit) -> None:
    noon = {"hour": 12, "minute": 0, "second": 0}
    sets = [
        tidy(
            one,
            started=one.started.replace(**noon),
            duration_s=None,
            workout="",
            workout_note="",
            rpe=None,
        )
        for one in sets
    ]
    rows = [
        (
            one.started.date(),
            one.exercise,
            "Legs",
            in_unit(one.weight, unit),
            f"{unit}s",
            one.reps or 0,
            one.meters,
            "m" if one.meters else "",
            _clock(one.seconds),
            one.note,
        )
        for one in sets
    ]
    header = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
    data = table(header, rows, ",")
    assert not needs_unit(data, Source.FITNOTES)
    assert back(data, Source.FITNOTES) == sets


def _clock(seconds: int | None) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds else ""


counts = st.one_of(
    st.tuples(st.just(1), st.integers(1, 200)),
    st.tuples(st.just(2), st.integers(1, 200)),
    st.tuples(st.just(3), st.integers(1, 86_400)),
    st.tuples(st.just(4), st.integers(1, 1440)),
    st.tuples(st.just(8), st.integers(1, 1_000_000)),
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            aware,
            counts,
            st.integers(1, 100_000).map(lambda steps: Decimal(steps) / 100),
            st.none() | st.integers(0, 9).map(lambda halves: Decimal(halves) / 2),
        ),
        max_size=6,
    ),
    units,
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_wger(log: list, unit: Unit, old: bool, shuffle) -> None:
    """In whatever order a server gives them, of whatever age it is."""
    log = sorted(log, key=lambda entry: entry[0])
    expected = []
    pages: list[dict[str, object]] = []
    for id, (when, (counted, count), weight, rir) in enumerate(log, start=1):
        expected.append(
            ForeignSet(
                line=0,
                started=when,
                exercise=f"wger exercise {id}",
                kind=ForeignKind.FAILURE if counted == 2 else ForeignKind.WORKING,
                weight=weight
                if unit is Unit.KILOGRAMS
                else (weight * POUND).quantize(Decimal("0.001")),
                reps=count if counted < 3 else None,
                seconds=count * {3: 1, 4: 60}[counted] if counted in (3, 4) else None,
                meters=Decimal(count) if counted == 8 else None,
                rir=rir,
            )
        )
        pages.append(
            {
                "id": id,
                "session": f"session {id}",
                "date": when.isoformat(),
                "exercise_base" if old else "exercise": id,
                "reps" if old else "repetitions": count if old else f"{count}.00",
                "repetition_unit" if old else "repetitions_unit": counted,
                "weight": f"{weight:.2f}",
                "weight_unit": 1 if unit is Unit.KILOGRAMS else 2,
                "rir": None if rir is None else str(rir),
                "moon": {"phase": [1, 2]},
            }
        )
    shuffle.shuffle(pages)
    half = len(pages) // 2
    document = [{"results": pages[:half]}, {"results": pages[half:]}]
    found = back(msgspec.json.encode(document), Source.WGER)
    assert sorted(found, key=lambda one: one.exercise) == sorted(
        expected, key=lambda one: one.exercise
    )
    assert [one.started for one in found] == sorted(one.started for one in found)
