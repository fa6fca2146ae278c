"""The door to the store: one session on every device, one copy for the person of this machine."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from tests.store.examples import MONDAY, NOW, programme, thrust

from ilium.diary import Diary, session_id
from ilium.interchange.events import SessionStarted, SetRecorded
from ilium.interchange.records import ProgrammeRevision, SetEvent, TrainingSession
from ilium.planning.athlete import Athlete
from ilium.store import Conflict, StoreUnavailable, programmes
from ilium.store.outlook_copy import COPY
from ilium.store.people import add_person
from ilium.training.exposure import exposures
from ilium.training.performed import Pain
from ilium.training.schedule import Upcoming
from ilium.web.player import session_packet


def planned(diary: Diary) -> tuple[ProgrammeRevision, Upcoming]:
    active = diary.programme() or programmes.save_programme(
        diary.person, programme(), Athlete(), MONDAY, at=NOW
    )
    upcoming = diary.outlook().next_up(MONDAY, diary.zone)
    assert upcoming is not None
    return active, upcoming


@pytest.fixture
def someone(home: Path) -> UUID:
    return add_person()


def test_nothing_is_kept_while_the_clock_lost_its_time(someone: UUID) -> None:
    diary = Diary(someone, now=lambda: datetime(1970, 1, 1, 0, 5, tzinfo=UTC), zone="UTC")
    active, upcoming = planned(diary)
    for write in (
        lambda: diary.begin(active, upcoming),
        lambda: diary.record(thrust()),
        lambda: diary.adopt(programme(), Athlete()),
    ):
        with pytest.raises(StoreUnavailable, match="The clock of this machine says 1970-01-01"):
            write()
    assert diary.visits().visits == ()
    assert diary.programme() == active


def test_a_session_begun_on_two_devices_is_one(someone: UUID) -> None:
    later = Diary(someone, now=lambda: NOW + timedelta(minutes=5), zone="UTC")
    sooner = Diary(someone, now=lambda: NOW, zone="Europe/Berlin")
    active, upcoming = planned(later)
    for diary in (later, sooner, later):
        visit = diary.begin(active, upcoming)
    assert visit.record.id == session_id(active.origin, 1, 1)
    assert (visit.record.started_at, visit.record.zone) == (NOW, "Europe/Berlin")


def test_a_finished_session_is_not_begun_again(someone: UUID) -> None:
    diary = Diary(someone, now=lambda: NOW, zone="UTC")
    active, upcoming = planned(diary)
    visit = diary.begin(active, upcoming)
    diary.record(thrust(session=visit.record.id))
    diary.finish(visit)
    with pytest.raises(Conflict, match="finished already"):
        diary.begin(active, upcoming)
    assert diary.open_visit() is None


def test_a_session_without_a_set_is_begun_anew(someone: UUID) -> None:
    clock = iter(range(10_000))
    diary = Diary(someone, now=lambda: NOW + timedelta(minutes=next(clock)), zone="UTC")
    active, upcoming = planned(diary)
    for again in range(3):
        visit = diary.begin(active, upcoming)
        assert visit.record.id == session_id(active.origin, 1, 1, again)
        assert visit.skipped == frozenset(), "what was left out the last time comes again"
        diary.finish(diary.skip(visit, "hip_thrust"))
        assert diary.open_visit() is None
        assert diary.finished(active) == frozenset()
        assert diary.finished_days(active) == {}
        assert diary.outlook().next_up(MONDAY, diary.zone) == upcoming
    visit = diary.begin(active, upcoming)
    diary.record(thrust(session=visit.record.id, reps=0, pain=Pain.KNEE))
    diary.finish(visit)
    assert diary.finished(active) == {(1, 1)}
    assert diary.outlook().next_up(MONDAY, diary.zone) is None


def test_a_set_that_a_phone_sends_later_makes_a_session_count(someone: UUID) -> None:
    diary = Diary(someone, now=lambda: NOW, zone="UTC")
    active, upcoming = planned(diary)
    visit = diary.begin(active, upcoming)
    diary.finish(visit)
    done = SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust(session=visit.record.id))
    diary.merge(SetRecorded(id=done.id, record=done))
    assert diary.finished(active) == {(1, 1)}
    removed = msgspec.structs.replace(
        done, id=uuid4(), recorded_at=NOW + timedelta(seconds=1), removed=True
    )
    diary.merge(SetRecorded(id=removed.id, record=removed))
    assert diary.finished(active) == frozenset()


def test_a_phone_begins_anew_what_ended_without_a_set(someone: UUID) -> None:
    diary = Diary(someone, now=lambda: NOW, zone="UTC")
    active, upcoming = planned(diary)
    diary.finish(diary.begin(active, upcoming))
    packet = session_packet(diary)
    assert packet is not None
    assert packet.session.id == session_id(active.origin, 1, 1, 1)
    record = TrainingSession(
        id=packet.session.id, programme=active.id, week=1, day=1, started_at=NOW, zone="UTC"
    )
    diary.merge(SessionStarted(id=uuid4(), record=record))
    under_way = diary.open_visit()
    assert under_way is not None
    assert under_way.record == record


def test_what_another_device_did_is_in_the_diary(someone: UUID) -> None:
    diary = Diary(someone, now=lambda: NOW, zone="UTC")
    record = SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust())
    for _ in range(2):
        diary.merge(SetRecorded(id=record.id, record=record))
    assert diary.sets_since(MONDAY) == (record.performed,)


def test_an_evening_over_midnight_utc_is_one_day_where_the_person_lives(someone: UUID) -> None:
    """Sets that were noted without a session, from the CLI in Los Angeles."""
    diary = Diary(someone, now=lambda: NOW, zone="America/Los_Angeles")
    midnight = NOW.replace(hour=0, minute=0)
    for minutes in (-8, -4, 0):
        diary.record(thrust(midnight + timedelta(minutes=minutes)))
    (past,) = diary.histories(["hip_thrust"]).values()
    (evening,) = exposures(past.sets, thrust().role, timed=False)
    assert (evening.day, len(evening.sets)) == (NOW.date() - timedelta(days=1), 3)


def test_the_copy_is_of_the_person_of_this_machine(home: Path, someone: UUID) -> None:
    with Diary(someone, zone="UTC") as diary:
        diary.save_athlete(Athlete(days=2))
    assert not (home / COPY).exists()
    with Diary(zone="UTC") as diary:
        diary.save_athlete(Athlete(days=3))
    before = (home / COPY).read_bytes()
    with Diary(someone, zone="UTC") as diary:
        diary.save_athlete(Athlete(days=4))
    assert (home / COPY).read_bytes() == before


def test_what_was_swapped_and_left_out_is_taken_back_the_latest_first(someone: UUID) -> None:
    clock = iter(range(10_000))
    diary = Diary(someone, now=lambda: NOW + timedelta(seconds=next(clock)), zone="UTC")
    visit = diary.begin(*planned(diary))
    stations = [station.variant.id for station in visit.stations]
    old = visit.stations[-1].item
    other = msgspec.structs.replace(old, exercise="reverse_hyper", modifiers=())
    third = msgspec.structs.replace(old, exercise="hip_hike", modifiers=())
    visit = diary.swap_today(visit, old.variant, other)
    visit = diary.swap_today(visit, other.variant, third)
    assert [station.variant.id for station in visit.replaced] == [old.variant, other.variant]
    visit = diary.skip(visit, third.variant)
    assert visit.skipped == {third.variant}
    taken_back = diary.take_back(visit)
    assert taken_back is not None
    assert taken_back.skipped == frozenset()
    for last, replaced in ((other, [old, third]), (old, [other, third])):
        visit = diary.take_back(visit)
        assert visit is not None
        assert visit.stations[-1].item == last
        assert sorted(one.item.variant for one in visit.replaced) == sorted(
            item.variant for item in replaced
        )
    assert [station.variant.id for station in visit.stations] == stations
    assert diary.take_back(visit) is None
