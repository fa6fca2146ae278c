"""wger's JSON in its shapes and ages, and what is wrong with single entries of it."""

# ruff: noqa: DTZ001 - files name no zone

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.reading import detect, read
from ilium.loads import Unit


def entry(**fields: object) -> dict[str, object]:
    good = {
        "id": 1,
        "date": "2026-04-06T17:35:00Z",
        "session": 3,
        "exercise": 345,
        "repetitions": "8.00",
        "repetitions_unit": 1,
        "weight": "60.00",
        "weight_unit": 1,
        "rir": None,
    }
    return good | fields


def found_in(
    document: object, names: object = None, unit: Unit | None = None
) -> list[ForeignSet | Problem]:
    more = None if names is None else json.dumps(names).encode()
    return list(read(json.dumps(document).encode(), Source.WGER, unit, more))


def one_in(**fields: object) -> ForeignSet | Problem:
    (found,) = found_in([entry(**fields)])
    return found


@pytest.mark.parametrize(
    "document",
    [
        [entry(), entry(id=2)],
        {"count": 2, "results": [entry(), entry(id=2)]},
        [{"results": [entry()]}, {"results": [entry(id=2)]}],
        [{"results": []}, {"results": [entry(), entry(id=2)]}],
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_pages_a_page_and_a_bare_list(document: object, encoding: str) -> None:
    data = json.dumps(document).encode(encoding)
    assert detect(data) is Source.WGER
    first, second = read(data, Source.WGER)
    assert isinstance(first, ForeignSet)
    assert (first.exercise, first.weight, first.reps) == ("wger exercise 345", Decimal(60), 8)
    assert (first.line, second.line) == (1, 2)


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        (1, 8, (8, None, None)),
        (2, 8, (8, None, None)),
        (7, 8, (8, None, None)),
        (None, 8, (8, None, None)),
        (3, 45, (None, 45, None)),
        (4, "1.5", (None, 90, None)),
        (5, 2, (None, None, Decimal("3218.69"))),
        (6, "2.5", (None, None, Decimal(2500))),
        (8, 400, (None, None, Decimal(400))),
    ],
)
def test_what_repetitions_count(unit: int | None, count: object, expected: object) -> None:
    found = one_in(repetitions_unit=unit, repetitions=count)
    assert isinstance(found, ForeignSet)
    assert (found.reps, found.seconds, found.meters) == expected
    assert (found.kind is ForeignKind.FAILURE) == (unit == 2)


@pytest.mark.parametrize(
    ("unit", "weight", "kilograms"),
    [
        (1, "62.50", Decimal("62.5")),
        (2, 135, Decimal("61.235")),
        (1, 0, None),
        (3, "1.00", None),
        (5, "12.00", None),
        (6, "7.50", None),
        (1, None, None),
        (None, "62.50", Decimal("62.5")),
    ],
)
def test_what_a_weight_is_in(unit: int | None, weight: object, kilograms: Decimal | None) -> None:
    found = one_in(weight_unit=unit, weight=weight)
    assert isinstance(found, ForeignSet)
    assert found.weight == kilograms


def test_a_weight_without_a_unit_is_in_the_one_given() -> None:
    (found,) = found_in([entry(weight_unit=None, weight=100)], unit=Unit.POUNDS)
    assert isinstance(found, ForeignSet)
    assert found.weight == Decimal("45.359")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": None}, "date"),
        ({"date": "soon"}, "“soon” is no date"),
        ({"date": "1970-01-01"}, "no day of training"),
        ({"exercise": None}, "It has no exercise"),
        ({"repetitions": "8.5"}, "not a whole number"),
        ({"repetitions": -1}, "not a whole number"),
        ({"repetitions": 1e300}, "not a whole number"),
        ({"repetitions": "NaN"}, "not a whole number"),
        ({"repetitions": "sNaN"}, "not a whole number"),
        ({"repetitions": "1e999999", "repetitions_unit": 4}, "not a number of seconds"),
        ({"repetitions": [8]}, "Expected"),
        ({"repetitions_unit": 99}, "unit 99"),
        ({"weight": "Infinity"}, "is not a weight"),
        ({"weight": "1e999999"}, "is not a weight"),
        ({"weight": "sNaN"}, "is not a weight"),
        ({"weight": "-sNaN", "weight_unit": 4}, "plates"),
        ({"rir": "sNaN"}, "reps in reserve"),
        ({"weight": 2000}, "2000 kg is not a weight from 0 to 1000 kg"),
        ({"weight_unit": 4}, "plates"),
        ({"rir": -1}, "reps in reserve"),
        ({"session": {"deep": []}}, "session"),
        ({"moon": "x" * 200_000}, "far longer"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_and_loses_no_other(
    fields: dict[str, object], said: str
) -> None:
    found = found_in([entry(), entry(id=2, **fields), entry(id=3)])
    (problem,) = (one for one in found if isinstance(one, Problem))
    assert problem.line == 2
    assert problem.sentence.startswith("Entry 2: ")
    assert said in problem.sentence
    assert [one.line for one in found if isinstance(one, ForeignSet)] == [1, 3]


@pytest.mark.parametrize(
    "fields", [{"repetitions": None}, {"repetitions": 0}, {"repetitions": "0.00"}]
)
def test_entries_in_which_nothing_was_done_are_passed_over(fields: dict[str, object]) -> None:
    assert found_in([entry(**fields)]) == []


def test_a_session_is_one_workout_that_began_with_its_first_entry() -> None:
    log = [
        entry(id=4, date="2026-04-07T00:10:00+00:00", session=3),
        entry(id=2, date="2026-04-06T23:50:00+00:00", session=3),
        entry(id=9, date="2026-04-07T18:00:00Z", session=None),
        entry(id=8, date="2026-04-07T19:00:00Z", session=None),
        entry(id=1, date="2020-05-10", session=None),
    ]
    found = found_in(log)
    assert [one.line for one in found] == [5, 2, 1, 3, 4]
    starts = [one.started for one in found if isinstance(one, ForeignSet)]
    late = datetime(2026, 4, 6, 23, 50, tzinfo=UTC)
    evening = datetime(2026, 4, 7, 18, tzinfo=UTC)
    assert starts == [datetime(2020, 5, 10, 12), late, late, evening, evening]


def test_names_of_both_documents_and_ages() -> None:
    names = [
        {"id": 345, "translations": [{"language": 2, "name": " Hip\tThrust "}]},
        {"id": 7, "exercise": 346, "language": 1, "name": "Seitstütz"},
        {"id": 8, "exercise": 346, "language": 2, "name": "Side plank"},
        {
            "id": 9,
            "exercise_base": 347,
            "language": {"id": 13, "short_name": "it"},
            "name": "Ponte",
        },
        {"id": 10, "exercise": 348, "language": 2, "name": "x" * 300},
        {"name": "nobody's"},
    ]
    log = [entry(id=number, exercise=345 + number) for number in range(4)]
    found = found_in(log, {"results": names})
    assert [one.exercise for one in found if isinstance(one, ForeignSet)] == [
        "Hip Thrust",
        "Side plank",
        "Ponte",
        "wger exercise 348",
    ]


@pytest.mark.parametrize("names", [b"[1]", b"{}", b'{"results": [{"id": "x"}]}', b"<html>", b""])
def test_a_document_that_holds_no_names_is_refused(names: bytes) -> None:
    with pytest.raises(InvalidDocument):
        read(json.dumps([entry()]).encode(), Source.WGER, None, names)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"results": 5}',
        b'{"results": [',
        b'{"results": [NaN]}',
        b'{"result": []}',
        b"[" * 100_000,
        b'{"results": [' * 10_000,
        b'{"results": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'[{"date": Infinity}]',
        b'[{"exercise": 1}]',
        b"[1, 2]",
        b'["text"]',
    ],
)
def test_other_json_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(InvalidDocument) as refused:
        detect(data)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 300


def test_an_empty_log_has_no_sets() -> None:
    assert detect(b'{"count": 0, "results": []}') is Source.WGER
    assert found_in({"results": []}) == []
    assert found_in([]) == []


def test_millions_of_values_are_refused_before_they_are_held() -> None:
    with pytest.raises(InvalidDocument, match="more than 6,000,000 values"):
        detect(b"[" + b"0," * 7_000_000 + b"0]")
