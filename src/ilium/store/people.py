"""People, and the athlete that each of them is described as."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from ilium.interchange.documents import ATHLETE
from ilium.interchange.records import AthleteRevision
from ilium.planning.athlete import Athlete
from ilium.store import models
from ilium.store.transactions import later, writing

DEFAULT_PERSON = UUID("1a5b8d1e-2f0c-4a57-9f0e-11b1d3c0a001")
"""The one person of the command line. Fixed, so that two first commands at once make one."""


def default_person() -> UUID:
    """The id of the person of this machine, who is made on the first call."""
    if not models.Person.objects.filter(pk=DEFAULT_PERSON).exists():
        with writing():
            models.Person.objects.get_or_create(
                pk=DEFAULT_PERSON, defaults={"created": datetime.now(UTC)}
            )
    return DEFAULT_PERSON


def add_person() -> UUID:
    """The id of a new person."""
    with writing():
        return models.Person.objects.create(created=datetime.now(UTC)).pk


def save_athlete(person: UUID, athlete: Athlete, *, at: datetime | None = None) -> AthleteRevision:
    """Keeps the athlete as the newest revision; saving what is current adds nothing.

    `at` is the time of saving, now if not given; it is moved past the last revision's.
    """
    with writing(person):
        newest = _newest(person)
        if newest is not None and athlete_record(newest).athlete == athlete:
            return athlete_record(newest)
        record = AthleteRevision(
            id=uuid4(), created=later(at, newest and newest.created), athlete=athlete
        )
        athlete_row(person, record).save(force_insert=True)
    return record


def current_athlete(person: UUID) -> Athlete | None:
    """The athlete as last saved, None if never."""
    newest = _newest(person)
    return None if newest is None else athlete_record(newest).athlete


def athlete_revisions(person: UUID) -> tuple[AthleteRevision, ...]:
    """Every revision, oldest first."""
    rows = models.AthleteRevision.objects.filter(person=person).order_by("created", "id")
    return tuple(map(athlete_record, rows))


def athlete_row(person: UUID, record: AthleteRevision) -> models.AthleteRevision:
    """The row of a revision."""
    return models.AthleteRevision(
        id=record.id,
        person_id=person,
        created=record.created,
        version=ATHLETE.version,
        document=ATHLETE.encode(record.athlete).decode(),
    )


def athlete_record(row: models.AthleteRevision) -> AthleteRevision:
    """The revision of a row."""
    return AthleteRevision(
        id=row.id,
        created=row.created,
        athlete=ATHLETE.decode(row.version, row.document.encode()),
    )


def _newest(person: UUID) -> models.AthleteRevision | None:
    rows = models.AthleteRevision.objects.filter(person=person)
    return rows.order_by("-created", "-id").first()
