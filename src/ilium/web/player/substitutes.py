"""What may take the place of each item of a session, ready to be done without a network."""

from collections.abc import Iterable

import msgspec

from ilium.diary import Diary
from ilium.exercises.model import Limit, Role
from ilium.loads import Equipment
from ilium.outlook import without
from ilium.planning import swap
from ilium.planning.programme import Block, Item
from ilium.planning.swap import NotPlanned, Substitute
from ilium.training.prescription import History
from ilium.training.schedule import Upcoming
from ilium.training.session import Station, as_it_stands
from ilium.web.player.explained import explained
from ilium.web.player.making import Sitting, sitting
from ilium.web.player.packet import (
    PacketStation,
    PacketSubstitute,
    PacketSubstitutes,
    SubstituteLists,
)
from ilium.web.player.stations import Writer

MOST = 4
"""Offered at once: more than can be weighed up between two sets helps nobody."""

Ranked = dict[Limit | None, tuple[Substitute, ...]]
"""The substitutes of one item for each place that hurts; for None when its equipment is taken."""


def session_substitutes(diary: Diary) -> PacketSubstitutes | None:
    """The substitutes of every item of the session; None if there is none to do.

    Reads the outlook, and one query for each variant that may come in and was ever trained.
    """
    now = sitting(diary)
    if now is None:
        return None
    ranked = [_ranked(now, station) for station in now.stations]
    names = {one.item.variant for lists in ranked for found in lists.values() for one in found}
    histories = without(diary.histories(diary.trained(sorted(names))), now.outlook.under_way)
    keeper = _Keeper(diary, now, histories)
    lists = tuple(
        keeper.lists(station, found) for station, found in zip(now.stations, ranked, strict=True)
    )
    writer = keeper.writer
    return PacketSubstitutes(
        person=diary.person,
        session=now.id,
        made_at=diary.now(),
        lists=lists,
        stations=keeper.stations,
        cards=writer.cards,
        figures=writer.figures,
        ladders=writer.ladders,
    )


def _ranked(now: Sitting, station: Station) -> Ranked:
    """The best substitutes for an item, for each reason to swap it."""
    needs = station.variant.setup_for(now.athlete.equipment)
    busy = frozenset(needs.needs) if needs else frozenset[Equipment]()
    revision = now.outlook.under_way_programme if now.visit else now.outlook.active
    assert revision is not None, "a session is of a programme"
    programme = as_it_stands(revision.programme, now.week.week, now.session)

    def found(
        busy: frozenset[Equipment] = frozenset(), pain: Limit | None = None
    ) -> tuple[Substitute, ...]:
        try:
            substitutes = swap(
                programme,
                now.athlete,
                now.session.day,
                station.variant.id,
                busy=busy,
                pain=pain,
                week=now.week.week,
            )
        except NotPlanned:  # a device swapped it in, where Ilium would not
            return ()
        return substitutes[:MOST]

    return {None: found(busy=busy)} | {limit: found(pain=limit) for limit in Limit}


class _Keeper:
    """Writes each substitute's station once, however many lists it is in."""

    def __init__(self, diary: Diary, now: Sitting, histories: dict[str, History]) -> None:
        self.diary, self.now = diary, now
        self.outlook = msgspec.structs.replace(now.outlook, histories=histories)
        self.writer = Writer(now.athlete, diary.zone, diary.catalogue)
        self.stations: dict[str, PacketStation] = {}

    def lists(self, place: Station, ranked: Ranked) -> SubstituteLists:
        """The lists of one item."""
        return SubstituteLists(
            variant=place.variant.id,
            busy=self._list(place, ranked[None]),
            pain={limit: self._list(place, ranked[limit]) for limit in Limit},
        )

    def _list(self, place: Station, found: Iterable[Substitute]) -> tuple[PacketSubstitute, ...]:
        return tuple(self._entry(place, substitute) for substitute in found)

    def _entry(self, place: Station, substitute: Substitute) -> PacketSubstitute:
        item, unit = substitute.item, self.now.athlete.unit
        leads = place is next((s for s in self.now.stations if s.role is Role.HEAVY), None)
        low, high = item.rir
        key = f"{place.role}/{item.variant}/{item.sets}x{low}-{high}{'/first' if leads else ''}"
        if key not in self.stations:
            station = self._station(item, place, leads=leads)
            self.stations[key] = self.writer.station(station, apart=len(item.reasons))
        exercise = self.diary.catalogue.exercise(item.exercise)
        return PacketSubstitute(
            station=key,
            item=msgspec.json.encode(item).decode(),
            reasons=explained(item.reasons, exercise, unit),
            broken=explained(substitute.broken, exercise, unit),
        )

    def _station(self, item: Item, place: Station, *, leads: bool) -> Station:
        """The item prescribed as in the session: behind a heavy one where it is not the first."""
        ahead = (place.item,) if place.role is Role.HEAVY and not leads else ()
        block = Block(role=place.role, minutes=item.minutes, items=(*ahead, item))
        alone = Upcoming(
            week=self.now.week,
            session=msgspec.structs.replace(self.now.session, blocks=(block,)),
            planned=self.now.on,
            ready=self.now.on,
            due=True,
        )
        diary = self.diary
        return self.outlook.preview(alone, self.now.on, diary.zone, diary.catalogue)[-1]
