"""What may take an item's place: as the planner ranks it, and as the server would prescribe it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from training_days import GYM, Trainee, packet_of, substitutes_of

from ilium.exercises import catalogue
from ilium.exercises.model import Limit, Role
from ilium.planning import swap
from ilium.planning.athlete import Level
from ilium.planning.programme import Item
from ilium.web.player import PacketSubstitutes
from ilium.web.player.packet import PacketStation, PacketSubstitute


@pytest.fixture
def trainee(person: UUID) -> Trainee:
    return Trainee(person, GYM)


def complete(found: PacketSubstitutes, entry: PacketSubstitute) -> PacketStation:
    """A substitute's station as the player puts it together."""
    station = found.stations[entry.station]
    reasons = (*station.reasons, *entry.reasons)
    return msgspec.structs.replace(station, reasons=reasons, item=entry.item)


SEVERAL_HEAVY = {"level": Level.ADVANCED, "days": 2, "minutes": 90}


@pytest.mark.parametrize(
    ("wishes", "sessions"), [({}, 0), ({}, 3), ({"days": 1}, 3), (SEVERAL_HEAVY, 1)]
)
def test_a_substitute_is_the_station_that_the_server_makes_of_the_swap(
    person: UUID, wishes: dict[str, Any], sessions: int
) -> None:
    """So that what is done offline after a swap is what would have been asked for online.

    In the first session, once loads are known, in a deload, and with several heavy items, of which
    the first has ramp sets.
    """
    trainee = Trainee(person, msgspec.structs.replace(GYM, weeks=4, **wishes))
    for _ in range(sessions):
        trainee.train()
    sent = packet_of(trainee)
    assert sent.session.deload == (wishes == {"days": 1})
    heavy = [station for station in sent.stations if station.role is Role.HEAVY]
    assert len(heavy) == (2 if wishes is SEVERAL_HEAVY else 1)
    visit = trainee.begin()
    found = substitutes_of(trainee)
    assert found.session == visit.record.id
    for place, lists in enumerate(found.lists):
        assert lists.variant == visit.stations[place].variant.id
        for entry in (*lists.busy[:1], *lists.pain[Limit.KNEE][:1], *lists.busy[-1:]):
            item = msgspec.json.decode(entry.item, type=Item)
            outlook = trainee.diary.outlook()
            trainee.now += timedelta(seconds=1)
            swapped = trainee.diary.swap_today(visit, lists.variant, item)
            assert packet_of(trainee).stations[place] == complete(found, entry)
            back = outlook.visit(trainee.diary.zone, catalogue())
            assert back is not None
            trainee.now += timedelta(seconds=1)
            trainee.diary.swap_today(swapped, item.variant, back.stations[place].item)


@pytest.mark.parametrize("sessions", [0, 1, 3])
def test_what_was_swapped_in_can_be_swapped_again(person: UUID, sessions: int) -> None:
    """In the first week, in a later one and in a deload, where an item has half of its sets."""
    trainee = Trainee(person, msgspec.structs.replace(GYM, days=1, weeks=4))
    for _ in range(sessions):
        trainee.train()
    visit = trainee.begin()
    for place, lists in enumerate(substitutes_of(trainee).lists):
        trainee.now += timedelta(seconds=1)
        item = msgspec.json.decode(lists.busy[0].item, type=Item)
        visit = trainee.diary.swap_today(visit, lists.variant, item)
        again = substitutes_of(trainee).lists[place]
        assert again.variant == item.variant
        assert again.busy
        offered = msgspec.json.decode(again.busy[0].item, type=Item)
        assert (offered.sets, offered.rir) == (item.sets, item.rir)


def test_substitutes_are_those_of_the_planner_best_first(trainee: Trainee) -> None:
    found, sent = substitutes_of(trainee), packet_of(trainee)
    active = trainee.diary.programme()
    assert active is not None
    for station, lists in zip(sent.stations, found.lists, strict=True):
        variant = station.variant
        for wish, given in [
            ({"busy": frozenset(station.needs)}, lists.busy),
            *(({"pain": limit}, lists.pain[limit]) for limit in Limit),
        ]:
            best = swap(active.programme, trainee.athlete, 1, variant, **wish)[:4]
            assert [found.stations[one.station].variant for one in given] == [
                one.item.variant for one in best
            ]
            assert [not one.broken for one in given] == [one.fits for one in best]
        for entry in lists.busy:
            assert not set(found.stations[entry.station].needs) & set(station.needs)
        for limit in Limit:
            for entry in lists.pain[limit]:
                exercise = catalogue().exercise(
                    found.cards[found.stations[entry.station].variant].exercise
                )
                assert limit not in {caution.limit for caution in exercise.cautions}
    assert sum(len(lists.busy) for lists in found.lists) > 4
