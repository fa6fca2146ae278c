"""Ilium's own document: everything remembered of a person, as one JSON file.

One record a line, in a fixed order, so that equal contents are equal bytes and two exports can be
compared with any text tool. Decimals are text, times are UTC. The athlete and the programme carry
their own versions, because the store keeps them in the same form.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from ilium.interchange.documents import ATHLETE, PROGRAMME, Format, InvalidDocument
from ilium.interchange.records import (
    AthleteRevision,
    BodyMeasurement,
    NameChoice,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
)
from ilium.training.performed import OtherSet

Id = TypeVar("Id", UUID, str)

SCHEMA = "ilium.export"
MAXIMUM_BYTES = 200_000_000
"""About 400 000 sets: more than a lifetime's, and still decoded in memory."""

NOT_AN_EXPORT = (
    "This is not an Ilium export: its first entry should be "
    f'"schema": "{SCHEMA}/4". Choose a file that `ilium export` wrote.'
)


class Export(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that is remembered of one person."""

    athletes: tuple[AthleteRevision, ...] = ()
    programmes: tuple[ProgrammeRevision, ...] = ()
    sessions: tuple[TrainingSession, ...] = ()
    changes: tuple[SessionChange, ...] = ()
    sets: tuple[SetEvent, ...] = ()
    measurements: tuple[BodyMeasurement, ...] = ()
    others: tuple[OtherSet, ...] = ()
    names: tuple[NameChoice, ...] = ()


class AthleteLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An athlete revision as the file has it."""

    id: UUID
    created: datetime
    version: int
    athlete: msgspec.Raw


class ProgrammeLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A programme revision as the file has it."""

    id: UUID
    origin: UUID
    created: datetime
    start: date
    programme_version: int
    programme: msgspec.Raw
    athlete_version: int
    athlete: msgspec.Raw


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as a whole."""

    schema: str
    athletes: tuple[AthleteLine, ...]
    programmes: tuple[ProgrammeLine, ...]
    sessions: tuple[TrainingSession, ...]
    changes: tuple[SessionChange, ...]
    sets: tuple[SetEvent, ...]
    measurements: tuple[BodyMeasurement, ...]
    others: tuple[OtherSet, ...]
    names: tuple[NameChoice, ...]


class _Head(msgspec.Struct, frozen=True):
    schema: str


def _with_measurements(document: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew no body measurements."""
    return document | {"measurements": []}


def _as_it_is(document: dict[str, Any]) -> dict[str, Any]:
    """Version 2 knew no pain elsewhere; what it knew is read as before."""
    return document


def _with_other_training(document: dict[str, Any]) -> dict[str, Any]:
    """Version 3 knew no other training, and no names of other programs."""
    return document | {"others": [], "names": []}


DOCUMENT: Format[Document] = Format(
    "Ilium export", Document, (_with_measurements, _as_it_is, _with_other_training)
)
_line = msgspec.json.Encoder(order="deterministic", decimal_format="string").encode


def encode(export: Export) -> bytes:
    """The export as a file's bytes: the same for equal contents in whatever order they come.

    >>> encode(Export()).decode().splitlines()[1]
    '"schema": "ilium.export/4",'
    """
    parts = (
        ("athletes", map(_athlete_line, sorted(export.athletes, key=lambda r: (r.created, r.id)))),
        (
            "programmes",
            map(_programme_line, sorted(export.programmes, key=lambda r: (r.created, r.id))),
        ),
        ("sessions", sorted(export.sessions, key=lambda r: (r.started_at, r.id))),
        ("changes", sorted(export.changes, key=lambda r: (r.at, r.id))),
        ("sets", sorted(export.sets, key=lambda r: (r.recorded_at, r.id))),
        ("measurements", sorted(export.measurements, key=lambda r: (r.on, r.recorded_at, r.id))),
        ("others", sorted(export.others, key=lambda r: (r.at, r.id))),
        ("names", sorted(export.names, key=lambda r: r.name)),
    )
    chunks = [f'{{\n"schema": "{SCHEMA}/{DOCUMENT.version}"'.encode()]
    for name, records in parts:
        lines = b",\n".join(map(_line, records))
        chunks.append(f'"{name}": ['.encode() + (b"\n" + lines + b"\n]" if lines else b"]"))
    return b",\n".join(chunks) + b"\n}\n"


def decode(data: bytes) -> Export:
    """The contents of an export, all of it validated.

    Raises:
        InvalidDocument: the file is too large, is not an export, comes from a newer Ilium, or one
            of its records is not valid; the message says which and why.

    >>> decode(encode(Export())) == Export()
    True
    """
    if len(data) > MAXIMUM_BYTES:
        raise InvalidDocument(
            f"The export has {len(data) // 1_000_000} MB; at most "
            f"{MAXIMUM_BYTES // 1_000_000} MB are read."
        )
    document = DOCUMENT.decode(_version(data), data)
    export = Export(
        athletes=tuple(_numbered("athletes", document.athletes, _athlete)),
        programmes=tuple(_numbered("programmes", document.programmes, _programme)),
        sessions=document.sessions,
        changes=document.changes,
        sets=document.sets,
        measurements=document.measurements,
        others=document.others,
        names=document.names,
    )
    _check_references(export)
    return export


def _version(data: bytes) -> int:
    try:
        schema = msgspec.json.decode(data, type=_Head).schema
    except (msgspec.ValidationError, UnicodeError) as error:
        raise InvalidDocument(NOT_AN_EXPORT) from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidDocument(
            f"This is not an Ilium export, or it was cut off: {error}."
        ) from error
    name, _, version = schema.partition("/")
    if name != SCHEMA or not (version.isascii() and version.isdigit() and len(version) < 10):
        raise InvalidDocument(NOT_AN_EXPORT)
    return int(version)


def _athlete_line(revision: AthleteRevision) -> AthleteLine:
    return AthleteLine(
        id=revision.id,
        created=revision.created,
        version=ATHLETE.version,
        athlete=msgspec.Raw(ATHLETE.encode(revision.athlete)),
    )


def _athlete(line: AthleteLine) -> AthleteRevision:
    return AthleteRevision(
        id=line.id, created=line.created, athlete=ATHLETE.decode(line.version, line.athlete)
    )


def _programme_line(revision: ProgrammeRevision) -> ProgrammeLine:
    return ProgrammeLine(
        id=revision.id,
        origin=revision.origin,
        created=revision.created,
        start=revision.start,
        programme_version=PROGRAMME.version,
        programme=msgspec.Raw(PROGRAMME.encode(revision.programme)),
        athlete_version=ATHLETE.version,
        athlete=msgspec.Raw(ATHLETE.encode(revision.athlete)),
    )


def _programme(line: ProgrammeLine) -> ProgrammeRevision:
    return ProgrammeRevision(
        id=line.id,
        origin=line.origin,
        created=line.created,
        start=line.start,
        programme=PROGRAMME.decode(line.programme_version, line.programme),
        athlete=ATHLETE.decode(line.athlete_version, line.athlete),
    )


def _numbered(part: str, lines: Iterable[Any], convert: Any) -> Iterator[Any]:
    for index, line in enumerate(lines):
        try:
            yield convert(line)
        except ValueError as error:
            raise InvalidDocument(f"Entry {index + 1} of {part}: {error}") from error


def _check_references(export: Export) -> None:
    """Refuses ids that come twice, and records that belong to something that is not there."""
    programmes = _unique("programmes", (r.id for r in export.programmes))
    sessions = _unique("sessions", (r.id for r in export.sessions))
    _unique("athletes", (r.id for r in export.athletes))
    _unique("changes", (r.id for r in export.changes))
    _unique("sets", (r.id for r in export.sets))
    _unique("measurements", (r.id for r in export.measurements))
    _unique("others", (r.id for r in export.others))
    _unique("names", (r.name for r in export.names))
    _known("programme", "programme", programmes, ((r.id, r.origin) for r in export.programmes))
    _known("session", "programme", programmes, ((r.id, r.programme) for r in export.sessions))
    _known("change", "session", sessions, ((r.id, r.session) for r in export.changes))
    _known("set", "session", sessions, ((r.id, r.performed.session) for r in export.sets))
    _known("other set", "session", sessions, ((r.id, r.session) for r in export.others))


def _unique(part: str, ids: Iterable[Id]) -> frozenset[Id]:
    counts = Counter(ids)
    repeated = next((id for id, count in counts.items() if count > 1), None)
    if repeated is not None:
        raise InvalidDocument(f"The id {repeated} comes more than once among the {part}.")
    return frozenset(counts)


def _known(
    what: str, whole: str, known: frozenset[UUID], links: Iterable[tuple[UUID, UUID | None]]
) -> None:
    for id, link in links:
        if link is not None and link not in known:
            raise InvalidDocument(
                f"The {what} {id} belongs to the {whole} {link}, which is not in the file."
            )
