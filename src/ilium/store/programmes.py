"""Programmes: every one that was planned is kept, and the newest is the active one."""

from datetime import date, datetime
from uuid import UUID, uuid4

from ilium.interchange.documents import ATHLETE, PROGRAMME
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme
from ilium.store import models
from ilium.store.errors import NotFound
from ilium.store.transactions import later, writing


def save_programme(
    person: UUID,
    programme: Programme,
    athlete: Athlete,
    start: date,
    *,
    at: datetime | None = None,
    origin: UUID | None = None,
    id: UUID | None = None,
) -> ProgrammeRevision:
    """Keeps the programme and makes it the active one; `athlete` is whom it was planned for.

    `id` is made by whoever asks, or here. `start` is its first day. `at` is the time of saving,
    now if not given; it is moved past the last programme's. `origin` is the `origin` of the
    programme that it is a change of.

    Raises:
        NotFound: the person does not exist, or has no programme of that origin.
        Conflict: the id is taken.
    """
    id = id or uuid4()
    with writing(person):
        if origin is not None and not _rows(person).filter(origin=origin).exists():
            raise NotFound(f"There is no programme {origin}.")
        newest = _rows(person).order_by("-created", "-id").values_list("created", flat=True)
        record = ProgrammeRevision(
            id=id,
            origin=origin or id,
            created=later(at, newest.first()),
            start=start,
            programme=programme,
            athlete=athlete,
        )
        programme_row(person, record).save(force_insert=True)
    return record


def active_programme(person: UUID) -> ProgrammeRevision | None:
    """The programme that was saved last, None if there is none."""
    row = _rows(person).order_by("-created", "-id").first()
    return None if row is None else programme_record(row)


def programme_before(person: UUID, record: ProgrammeRevision) -> ProgrammeRevision | None:
    """The programme that was saved before this one, None if it is the first."""
    row = _rows(person).filter(created__lt=record.created).order_by("-created", "-id").first()
    return None if row is None else programme_record(row)


def programme(person: UUID, id: UUID) -> ProgrammeRevision:
    """One programme.

    Raises:
        NotFound: the person has no such programme.
    """
    found = find_programme(person, id)
    if found is None:
        raise NotFound(f"There is no programme {id}.")
    return found


def find_programme(person: UUID, id: UUID) -> ProgrammeRevision | None:
    """One programme, None if the person has no such programme."""
    row = _rows(person).filter(pk=id).first()
    return None if row is None else programme_record(row)


def programmes(person: UUID) -> tuple[ProgrammeRevision, ...]:
    """Every programme, oldest first."""
    return tuple(map(programme_record, _rows(person).order_by("created", "id")))


def programme_row(person: UUID, record: ProgrammeRevision) -> models.ProgrammeRevision:
    """The row of a programme."""
    return models.ProgrammeRevision(
        id=record.id,
        origin=record.origin,
        person_id=person,
        created=record.created,
        start=record.start,
        version=PROGRAMME.version,
        document=PROGRAMME.encode(record.programme).decode(),
        athlete_version=ATHLETE.version,
        athlete=ATHLETE.encode(record.athlete).decode(),
    )


def programme_record(row: models.ProgrammeRevision) -> ProgrammeRevision:
    """The programme of a row."""
    return ProgrammeRevision(
        id=row.id,
        origin=row.origin,
        created=row.created,
        start=row.start,
        programme=PROGRAMME.decode(row.version, row.document.encode()),
        athlete=ATHLETE.decode(row.athlete_version, row.athlete.encode()),
    )


def _rows(person: UUID):
    return models.ProgrammeRevision.objects.filter(person=person)
