"""Ilium's own export: everything comes back, and nothing that is not right is taken."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from tests import strategies

from ilium.exercises.model import Role
from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.own import Export
from ilium.interchange.records import (
    AthleteRevision,
    BodyMeasurement,
    NameChoice,
    SessionChange,
    SetEvent,
    TrainingSession,
)
from ilium.loads import Load, LoadKind
from ilium.planning.athlete import Athlete
from ilium.training.performed import OtherSet, PerformedSet, Side

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
SESSION = TrainingSession(id=UUID(int=1), started_at=NOW, zone="Europe/Berlin")
CHANGE = SessionChange(id=UUID(int=2), session=SESSION.id, kind="skip", at=NOW)
SET = SetEvent(
    id=UUID(int=3),
    recorded_at=NOW,
    performed=PerformedSet(
        id=UUID(int=4),
        variant="clamshell",
        side=Side.LEFT,
        load=Load(LoadKind.NONE),
        reps=15,
        at=NOW,
        role=Role.ACTIVATION,
        session=SESSION.id,
    ),
)
MEASURED = BodyMeasurement(
    id=UUID(int=6), on=NOW.date(), recorded_at=NOW, body_mass=Decimal("61.4"), waist=Decimal(70)
)
ATHLETE = AthleteRevision(id=UUID(int=5), created=NOW, athlete=Athlete())
OTHER = OtherSet(
    id=UUID(int=7), session=SESSION.id, exercise="Deadlift", at=NOW, kilograms=Decimal(80), reps=5
)
NAME = NameChoice(name="deadlift", at=NOW)
SMALL = Export(
    athletes=(ATHLETE,),
    sessions=(SESSION,),
    changes=(CHANGE,),
    sets=(SET,),
    measurements=(MEASURED,),
    others=(OTHER,),
    names=(NAME,),
)


@given(strategies.exports())
def test_everything_comes_back(export: Export) -> None:
    written = own.encode(export)
    read = own.decode(written)
    for part in export.__struct_fields__:
        assert set_of(read, part) == set_of(export, part)
    assert own.encode(read) == written


def set_of(export: Export, part: str) -> dict[UUID | str, msgspec.Struct]:
    key = "name" if part == "names" else "id"
    return {getattr(record, key): record for record in getattr(export, part)}


@given(strategies.exports())
def test_the_order_of_the_contents_does_not_matter(export: Export) -> None:
    shuffled = msgspec.structs.replace(
        export,
        **{
            part: tuple(random.Random(1).sample(records, len(records)))
            for part in export.__struct_fields__
            if (records := getattr(export, part))
        },
    )
    assert own.encode(shuffled) == own.encode(export)


def test_one_record_a_line() -> None:
    lines = own.encode(SMALL).decode().splitlines()
    assert lines[:3] == ["{", '"schema": "ilium.export/4",', '"athletes": [']
    assert sum(line.startswith('{"id":') for line in lines) == 6
    assert sum(line.startswith('{"name":') for line in lines) == 1


def _with(**parts: tuple[msgspec.Struct, ...]) -> bytes:
    return own.encode(msgspec.structs.replace(SMALL, **parts))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cut off"),
        (b"date,reps\n", "cut off"),
        (b"\xff\xfe", "not an Ilium export"),
        (b"[]", "not an Ilium export"),
        (b'{"schema": "other/1"}', "not an Ilium export"),
        (b'{"schema": "ilium.export/one"}', "not an Ilium export"),
        ('{"schema": "ilium.export/²"}'.encode(), "not an Ilium export"),
        (b'{"schema": "ilium.export/5"}', "newer Ilium (version 5"),
        (b'{"schema": "ilium.export/0"}', "0 is not a version"),
        (b'{"schema": "ilium.export/1"}', "missing required field `athletes`"),
        (b'{"schema": "ilium.export/2"}', "missing required field `athletes`"),
        (b'{"schema": "ilium.export/3"}', "missing required field `athletes`"),
        (b'{"schema": "ilium.export/4"}', "missing required field `athletes`"),
        (b'{"schema": ' + b"[" * 100_000, "not an Ilium export"),
        (own.encode(SMALL)[:-20], "cut off"),
        (own.encode(SMALL).replace(b'"reps":15', b'"reps":1500'), "reps are 0 to 200, not 1500"),
        (own.encode(SMALL).replace(b'"reps":15', b'"reps":"15"'), "$.sets[0].performed.reps"),
        (own.encode(SMALL).replace(b'"rir":null', b'"rpe":null'), "unknown field `rpe`"),
        (own.encode(SMALL).replace(b'"days":3', b'"days":8'), "Entry 1 of athletes"),
        (own.encode(SMALL).replace(b'"version":2', b'"version":9'), "newer Ilium (version 9"),
        (_with(sets=(SET, SET)), "comes more than once among the sets"),
        (_with(others=(OTHER, OTHER)), "comes more than once among the others"),
        (_with(names=(NAME, NAME)), "The id deadlift comes more than once among the names"),
        (
            _with(sessions=(), changes=(), sets=()),
            f"other set {OTHER.id} belongs to the session {SESSION.id}, which is not",
        ),
        (_with(sessions=(), changes=()), f"belongs to the session {SESSION.id}, which is not"),
        (_with(sessions=(), sets=()), f"belongs to the session {SESSION.id}, which is not"),
        (
            _with(sessions=(msgspec.structs.replace(SESSION, programme=UUID(int=9)),)),
            "belongs to the programme",
        ),
    ],
)
def test_what_is_not_right_is_said(data: bytes, said: str) -> None:
    with pytest.raises(InvalidDocument) as raised:
        own.decode(data)
    assert said in str(raised.value)


def test_a_document_of_before_the_measurements_is_read() -> None:
    of_then = msgspec.structs.replace(SMALL, measurements=(), others=(), names=())
    old = _without_other_training(own.encode(of_then))
    old = old.replace(b"ilium.export/4", b"ilium.export/1").replace(b',\n"measurements": []', b"")
    assert b"measurements" not in old
    assert own.decode(old) == of_then


def test_a_document_of_before_pain_elsewhere_is_read() -> None:
    of_then = msgspec.structs.replace(SMALL, others=(), names=())
    old = _without_other_training(own.encode(of_then))
    assert own.decode(old.replace(b"ilium.export/4", b"ilium.export/2")) == of_then


def test_a_document_of_before_other_training_is_read() -> None:
    of_then = msgspec.structs.replace(SMALL, others=(), names=())
    old = _without_other_training(own.encode(of_then))
    assert b"others" not in old
    assert b"title" not in old
    assert own.decode(old.replace(b"ilium.export/4", b"ilium.export/3")) == of_then


def _without_other_training(document: bytes) -> bytes:
    """A document as it was written before sessions had titles and there was other training."""
    lines = document.replace(b',\n"others": []', b"").replace(b',\n"names": []', b"")
    return lines.replace(b',"source":"","title":"","note":""', b"")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "at least one number"),
        ({"body_mass": Decimal("29.9")}, "body mass is 30 to 300 kg, not 29.9"),
        ({"waist": Decimal("NaN")}, "waist is 20 to 250 cm"),
        ({"thigh_left": Decimal(251)}, "thigh left is 20 to 250 cm, not 251"),
    ],
)
def test_a_measurement_is_of_a_body(values: dict[str, Decimal], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        BodyMeasurement(id=UUID(int=1), on=NOW.date(), recorded_at=NOW, **values)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MAXIMUM_BYTES", 100)
    with pytest.raises(InvalidDocument, match="at most"):
        own.decode(own.encode(SMALL))


@pytest.mark.parametrize(
    "make",
    [
        lambda: msgspec.structs.replace(SESSION, started_at=NOW.replace(tzinfo=None)),
        lambda: msgspec.structs.replace(SESSION, finished_at=NOW.replace(year=2025)),
        lambda: msgspec.structs.replace(SESSION, week=0),
        lambda: msgspec.structs.replace(CHANGE, at=NOW.replace(tzinfo=None)),
        lambda: msgspec.structs.replace(SET, recorded_at=NOW.replace(tzinfo=None)),
        lambda: msgspec.structs.replace(MEASURED, recorded_at=NOW.replace(tzinfo=None)),
        lambda: msgspec.structs.replace(ATHLETE, created=NOW.replace(tzinfo=None)),
    ],
)
def test_a_record_that_makes_no_sense_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"needs a time zone|ends after|is 1 to 1000"):
        make()
