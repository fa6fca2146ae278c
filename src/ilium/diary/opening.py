"""How a diary is opened: the person, the clock, the zone, and the store behind them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from ilium import store
from ilium.exercises import Catalogue, catalogue


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Opened:
    """A diary that its parts ask things of; see `ilium.diary.Diary`."""

    def __init__(
        self,
        person: UUID | None = None,
        now: Callable[[], datetime] = _utc_now,
        zone: str | None = None,
    ) -> None:
        self.now = now
        self.zone_name = zone or local_zone()
        self.catalogue: Catalogue = catalogue()
        self._person = person
        self._named = person is not None
        self._opened = False
        self._wrote = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._wrote and not self._named:
            self._renew_copy()

    @property
    def zone(self) -> tzinfo:
        """The zone that decides which day it is."""
        return ZoneInfo(self.zone_name)

    @property
    def today(self) -> date:
        """The person's date."""
        return self.now().astimezone(self.zone).date()

    @property
    def person(self) -> UUID:
        """Whose diary it is.

        Raises:
            StoreError: the store cannot be opened.
        """
        if self._person is None:
            self._person = self._open().people.default_person()
        return self._person

    def _open(self) -> Any:
        """The store, connected once: importing Django is most of a short command's time."""
        if not self._opened:
            if not self._named:
                store.connect()
            from ilium.store import (  # noqa: F401
                clock,
                events,
                histories,
                measurements,
                name_choices,
                others,
                people,
                programmes,
                sessions,
                sets,
            )

            self._opened = True
        return store

    def _exchanging(self) -> Any:
        """The store with what takes in and gives out whole files, which is seldom asked for."""
        opened = self._open()
        from ilium.store import intakes, transfer  # noqa: F401

        return opened

    def _writing(self) -> Any:
        """The store, about to be written.

        Raises:
            StoreUnavailable: the clock cannot be right.
        """
        opened = self._open()
        opened.clock.require_clock(self.now())
        self._wrote = True
        return opened

    def _renew_copy(self) -> None:
        """Keep a copy of what the next call will ask first; the part that asks it does."""


def local_zone() -> str:
    """The IANA name of this machine's time zone; UTC where it has none."""
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
