"""Secret addresses at which calendars read a person's programme.

A token is never kept, only its digest: whoever reads the database can open no calendar with it.
A person has one address at most; a new one ends the one before.
"""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

import msgspec

from ilium.interchange.planned import CalendarSettings, parse_time
from ilium.store import models
from ilium.store.errors import NotFound
from ilium.store.transactions import utc, writing

LONGEST_TOKEN = 100
"""More characters than a token has; longer ones are not even looked up."""


class CalendarLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of an address: how sessions lie in it, and when that was last chosen."""

    settings: CalendarSettings
    created: datetime


def calendar_link(person: UUID) -> CalendarLink | None:
    """The person's address, None if they have none."""
    row = models.CalendarLink.objects.filter(person=person).first()
    return None if row is None else _record(row)


def new_calendar_link(person: UUID, settings: CalendarSettings, *, at: datetime) -> str:
    """The token of a new address, which is told only now; the address before it is ended.

    Raises:
        NotFound: the person does not exist.
    """
    token = secrets.token_urlsafe(32)
    columns = {**_columns(settings), "created": utc(at), "digest": _digest(token)}
    with writing(person):
        models.CalendarLink.objects.filter(person=person).delete()
        models.CalendarLink.objects.create(person_id=person, **columns)
    return token


def change_calendar_link(person: UUID, settings: CalendarSettings, *, at: datetime) -> None:
    """Lay the sessions otherwise; the address stays as it is.

    Raises:
        NotFound: the person has no address.
    """
    columns = {**_columns(settings), "created": utc(at)}
    with writing(person):
        if not models.CalendarLink.objects.filter(person=person).update(**columns):
            raise NotFound("There is no calendar address; make one first.")


def end_calendar_link(person: UUID) -> bool:
    """End the address; whether there was one."""
    with writing(person):
        ended, _ = models.CalendarLink.objects.filter(person=person).delete()
    return bool(ended)


def calendar_of(token: str) -> tuple[UUID, CalendarLink] | None:
    """Whose calendar a token opens, and how it looks; None if it opens none. One query.

    A token has 256 bits, so a plain hash keeps it: there is nothing to guess.
    """
    if len(token) > LONGEST_TOKEN:
        return None
    row = models.CalendarLink.objects.filter(digest=_digest(token)).first()
    return None if row is None else (row.person_id, _record(row))


def _columns(settings: CalendarSettings) -> dict[str, str | int | None]:
    return {
        "at": f"{settings.at:%H:%M}",
        "alarm": settings.alarm,
        "zone": settings.zone,
    }


def _record(row: models.CalendarLink) -> CalendarLink:
    return CalendarLink(
        settings=CalendarSettings(at=parse_time(row.at), alarm=row.alarm, zone=row.zone),
        created=row.created,
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
