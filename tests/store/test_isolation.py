"""No one sees or changes what is someone else's, through any function of the store."""

import contextlib
import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from tests.store.bringing import arrivals, bring_a_workout
from tests.store.bringing import note as bringing_note
from tests.store.examples import (
    DAY,
    MINUTE,
    MONDAY,
    NOW,
    measured,
    programme,
    record_one,
    skip,
    thrust,
    visit,
)

from ilium.exercises import catalogue
from ilium.interchange import own
from ilium.interchange.events import Event, SessionChanged, SessionFinished, SessionStarted
from ilium.interchange.records import NameChoice, SetEvent
from ilium.planning.athlete import Athlete
from ilium.store import (
    Conflict,
    NotFound,
    events,
    histories,
    intakes,
    measurements,
    name_choices,
    others,
    people,
    programmes,
    sessions,
    sets,
    transfer,
)


class Life:
    """Something of everything, kept for one person."""

    def __init__(self, person: UUID) -> None:
        self.athlete = people.save_athlete(person, Athlete(days=2))
        self.programme = programmes.save_programme(person, programme(), Athlete(days=2), MONDAY)
        begun = visit(programme=self.programme.id, week=1, day=1)
        self.finished = sessions.start_session(person, begun)
        sessions.finish_session(person, begun.id, NOW + MINUTE)
        record_one(person, begun.id)
        self.session = sessions.start_session(person, visit(NOW + DAY))
        self.change = sessions.add_change(person, skip(self.session.id))
        self.event = uuid4()
        self.set = sets.record_set(
            person, thrust(session=self.session.id), event=self.event, recorded_at=NOW
        )
        record_one(person)
        self.measurement = measurements.add_measurement(person, measured())
        self.intake = bring_a_workout(person)
        self.imported = arrivals(person)
        self.choice = NameChoice(name="leg curl", at=NOW)
        name_choices.keep_choices(person, [self.choice])
        self.document = transfer.export(person)


READS: dict[str, Callable[[UUID, Life], Any]] = {
    "current_athlete": lambda who, _: people.current_athlete(who),
    "athlete_revisions": lambda who, _: people.athlete_revisions(who),
    "active_programme": lambda who, _: programmes.active_programme(who),
    "programme": lambda who, life: programmes.programme(who, life.programme.id),
    "find_programme": lambda who, life: programmes.find_programme(who, life.programme.id),
    "programme_before": lambda who, life: programmes.programme_before(
        who, msgspec.structs.replace(life.programme, created=NOW.replace(year=2999))
    ),
    "programmes": lambda who, _: programmes.programmes(who),
    "open_session": lambda who, _: sessions.open_session(who),
    "session": lambda who, life: sessions.session(who, life.session.id),
    "find_session": lambda who, life: sessions.find_session(who, life.session.id),
    "sessions": lambda who, _: sessions.sessions(who, limit=9),
    "all_sessions": lambda who, _: sessions.all_sessions(who),
    "session_changes": lambda who, life: sessions.session_changes(who, life.session.id),
    "newest_in": lambda who, life: sessions.newest_in(who, life.session.id),
    "all_changes": lambda who, _: sessions.all_changes(who),
    "finished_positions": lambda who, life: sessions.finished_positions(who, life.programme.origin),
    "ended": lambda who, life: sessions.ended(who, life.programme.origin).done,
    "finished_at": lambda who, life: sessions.finished_at(who, life.programme.origin),
    "find_set": lambda who, life: sets.find_set(who, life.set.id),
    "set_history": lambda who, life: sets.set_history(who, life.set.id),
    "sets_of_session": lambda who, life: sets.sets_of_session(who, life.session.id),
    "sets_of_sessions": lambda who, life: sets.sets_of_sessions(who, [life.session.id])[
        life.session.id
    ],
    "loose_sets": lambda who, _: sets.loose_sets(who, limit=9),
    "marks": lambda who, _: sets.marks(who),
    "sets_between": lambda who, _: sets.sets_between(who, NOW - DAY, NOW + DAY),
    "last_trained": lambda who, _: sets.last_trained(who),
    "trained": lambda who, life: sets.trained(who, [life.set.variant]),
    "history": lambda who, life: histories.history(who, [thrust().variant], 3)["hip_thrust"].sets,
    "all_events": lambda who, _: tuple(sets.all_events(who)),
    "newest_versions": lambda who, _: tuple(sets.newest_versions(who)),
    "versions_of_session": lambda who, life: sets.versions_of_session(who, life.session.id),
    "current_sets": lambda who, _: tuple(sets.current_sets(who)),
    "measurements": lambda who, _: measurements.measurements(who, limit=9),
    "body_mass": lambda who, _: measurements.body_mass(who),
    "loads_since": lambda who, _: sets.loads_since(who, NOW - DAY),
    "starts_since": lambda who, _: sessions.starts_since(who, NOW - DAY),
    "all_measurements": lambda who, _: measurements.all_measurements(who),
    "all_others": lambda who, _: tuple(others.all_others(who)),
    "others_of_sessions": lambda who, life: _others(who, life)[life.imported[0].session.id],
    "other_work": lambda who, _: others.other_work(who, NOW - 99 * DAY, NOW + DAY),
    "name_choices": lambda who, _: name_choices.name_choices(who),
    "intakes": lambda who, _: intakes.intakes(who),
    "preview": lambda who, life: _here(who, life),
    "tally": lambda who, life: intakes.tally(who, life.imported).here,
    "contents": lambda who, _: any(msgspec.structs.astuple(transfer.contents(who))),
    "export": lambda who, _: None if b'"id"' not in transfer.export(who) else "something",
}


def _here(who: UUID, life: Life) -> list[str]:
    """The parts of an export of which the person has something."""
    new = msgspec.structs.asdict(transfer.preview(who, life.document))
    contents = own.decode(life.document)
    return [part for part, number in new.items() if number < len(getattr(contents, part))]


def _others(who: UUID, life: Life) -> dict[UUID, Any]:
    return others.others_of_sessions(who, [life.imported[0].session.id])


WRITES: dict[str, Callable[[UUID, Life], Any]] = {
    "require_session": lambda who, life: sessions.require_session(who, life.session.id),
    "start_session": lambda who, life: sessions.start_session(who, life.session),
    "finish_session": lambda who, life: sessions.finish_session(who, life.session.id, NOW + DAY),
    "add_change": lambda who, life: sessions.add_change(who, skip(life.session.id)),
    "save_programme": lambda who, life: programmes.save_programme(
        who, programme(), Athlete(), MONDAY, origin=life.programme.origin
    ),
    "record_set": lambda who, life: sets.record_set(
        who, life.set, event=uuid4(), recorded_at=NOW + MINUTE
    ),
    "record_set_again": lambda who, life: sets.record_set(
        who,
        msgspec.structs.replace(life.set, session=None),
        event=life.event,
        recorded_at=NOW,
    ),
    "merge_event": lambda who, life: sets.merge_event(
        who, SetEvent(id=uuid4(), recorded_at=NOW, performed=life.set), now=NOW
    ),
    "merge_event_again": lambda who, life: sets.merge_event(
        who,
        SetEvent(
            id=life.event,
            recorded_at=NOW,
            performed=msgspec.structs.replace(life.set, session=None),
        ),
        now=NOW,
    ),
    "merge": lambda who, life: _merge(
        who, SessionFinished(id=uuid4(), session=life.session.id, at=NOW + DAY)
    ),
    "merge_start": lambda who, life: _merge(who, SessionStarted(id=uuid4(), record=life.finished)),
    "merge_change": lambda who, life: _merge(
        who, SessionChanged(id=life.change.id, record=life.change)
    ),
    "correct_set": lambda who, life: sets.correct_set(
        who,
        msgspec.structs.replace(life.set, session=None),
        event=uuid4(),
        recorded_at=NOW + MINUTE,
    ),
    "remove_set": lambda who, life: sets.remove_set(
        who, life.set.id, event=uuid4(), recorded_at=NOW + MINUTE
    ),
    "add_measurement": lambda who, life: measurements.add_measurement(who, life.measurement),
    "remove_measurement": lambda who, life: measurements.remove_measurement(
        who, life.measurement.id
    ),
    "restore_measurement": lambda who, life: measurements.restore_measurement(
        who, life.measurement.id
    ),
    "undo_intake": lambda who, life: intakes.undo_intake(who, life.intake),
    "take_in": lambda who, life: intakes.take_in(who, life.imported, bringing_note()),
    "bring": lambda who, life: transfer.bring(
        who,
        life.exported,  # type: ignore[attr-defined]
        file_name="",
        at=NOW,
    ),
    "import_": lambda who, life: transfer.import_(who, life.exported),  # type: ignore[attr-defined]
}


def _merge(who: UUID, event: Event) -> None:
    events.merge(who, event, catalogue=catalogue(), now=NOW + DAY)


NOT_ABOUT_ANOTHERS = {"save_athlete", "keep_choices", "remember"}
"""Adds something new to the person that is named, and names nothing else."""


@pytest.mark.parametrize("name", READS)
def test_a_stranger_sees_nothing(person: UUID, stranger: UUID, name: str) -> None:
    life = Life(person)
    ask = READS[name]
    assert ask(person, life)
    with contextlib.suppress(NotFound):
        assert not ask(stranger, life)


@pytest.mark.parametrize("name", WRITES)
def test_a_stranger_changes_nothing(person: UUID, stranger: UUID, name: str) -> None:
    life = Life(person)
    life.exported = before = transfer.export(person)  # type: ignore[attr-defined]
    with pytest.raises((NotFound, Conflict)):
        WRITES[name](stranger, life)
    assert transfer.export(person) == before
    assert b'"id"' not in transfer.export(stranger)


def test_a_stranger_with_the_same_set_id_hides_nothing(person: UUID, stranger: UUID) -> None:
    """Ids of sets are made by devices; the newest version is looked for among the person's own."""
    life = Life(person)
    theirs = thrust(id=life.set.id, reps=1)
    sets.record_set(stranger, theirs, event=uuid4(), recorded_at=NOW + DAY)
    assert sets.find_set(person, life.set.id) == life.set
    assert sets.find_set(stranger, life.set.id) == theirs


@pytest.mark.parametrize(
    "module",
    [
        events,
        histories,
        intakes,
        measurements,
        name_choices,
        others,
        people,
        programmes,
        sessions,
        sets,
        transfer,
    ],
)
def test_every_function_about_a_person_is_here(module: ModuleType) -> None:
    """A new one has to join `READS` or `WRITES`."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ != module.__name__ or name.startswith("_"):
            continue
        if name.endswith(("_row", "_columns")):
            continue
        if "person" in inspect.signature(function).parameters:
            assert name in READS.keys() | WRITES.keys() | NOT_ABOUT_ANOTHERS, name
