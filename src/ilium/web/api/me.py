"""Who is signed in."""

from enum import StrEnum
from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from ilium.loads import Unit
from ilium.planning.athlete import Athlete
from ilium.web.access import diary_of
from ilium.web.api.values import Value

router = Router(tags=["Me"])


class Mode(StrEnum):
    """How Ilium is served: for one person on their own machine, or with accounts."""

    SINGLE = "single"
    ACCOUNTS = "accounts"


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who is signed in, the unit that they read weights in, and the zone that decides their day."""

    person: UUID
    unit: Unit
    zone: str
    mode: Mode


@router.get("/me", response=Value[Me])
def get_me(request: HttpRequest) -> Me:
    """Who is signed in."""
    diary = diary_of(request)
    return Me(
        person=diary.person,
        unit=(diary.athlete() or Athlete()).unit,
        zone=diary.zone_name,
        mode=Mode.ACCOUNTS if settings.ACCOUNTS else Mode.SINGLE,
    )
