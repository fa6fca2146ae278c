"""Other programs' files: in whole or not at all, once, and out again without a trace."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies
from tests.store.bringing import (
    WALL,
    WORKOUT,
    arrivals,
    bring,
    bring_a_workout,
    many,
    note,
    written,
)
from tests.store.examples import DAY, MINUTE, MONDAY, NOW, measured, programme, skip, thrust, visit

from ilium.interchange import own
from ilium.interchange.incoming import Tally
from ilium.interchange.own import Export
from ilium.interchange.records import NameChoice, TrainingSession
from ilium.interchange.translating import Arrival
from ilium.loads import LoadKind
from ilium.planning.athlete import Athlete
from ilium.store import (
    Conflict,
    NotFound,
    Unstorable,
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
from ilium.store.people import add_person


def session_of(person: UUID) -> TrainingSession:
    (found,) = sessions.all_sessions(person)
    return found


def test_a_file_comes_in(person: UUID) -> None:
    id, tally = bring(person)
    assert tally == Tally(sessions=1, sets=1, others=1)
    session = session_of(person)
    assert (session.title, session.source) == ("Legs", "strong")
    (done,) = sets.sets_of_session(person, session.id)
    assert (done.variant, done.reps, done.rir) == ("hip_thrust", 8, 1)
    (other,) = others.others_of_sessions(person, [session.id])[session.id]
    assert (other.exercise, other.kilograms) == ("Leg Curl", Decimal(40))
    (kept,) = intakes.intakes(person)
    assert (kept.id, kept.file_name, kept.sets, kept.others) == (id, "strong.csv", 1, 1)
    assert sessions.open_session(person) is None


def test_the_same_file_twice_adds_nothing(person: UUID) -> None:
    bring(person, many(3))
    before = transfer.export(person)
    assert bring(person, many(3)) == (None, Tally(here=30))
    assert transfer.export(person) == before
    assert len(intakes.intakes(person)) == 1


def test_a_longer_file_adds_what_is_new(person: UUID) -> None:
    bring(person, many(2))
    id, tally = bring(person, many(3))
    assert tally == Tally(sessions=1, sets=5, others=5, here=20)
    assert id is not None


def test_what_differs_stays_as_it_is(person: UUID) -> None:
    """Heavier in the file, corrected here, removed here, other training now."""
    rows = [written(), written(), written(), written(), written("Leg Curl"), written("Leg Curl")]
    bring(person, rows)
    done = sets.sets_of_session(person, session_of(person).id)
    better = msgspec.structs.replace(done[1], reps=11)
    sets.correct_set(person, better, event=uuid4(), recorded_at=NOW)
    sets.remove_set(person, done[2].id, event=uuid4(), recorded_at=NOW)
    before = transfer.export(person)
    again = [written(weight=Decimal(65)), *rows[1:5], written("Leg Curl", reps=9)]
    assert bring(person, again) == (None, Tally(here=6, differing=4))
    assert transfer.export(person) == before


def test_a_set_is_there_whichever_it_was_taken_for(person: UUID) -> None:
    bring(person, [written("Leg Curl")])
    (kept,) = others.all_others(person)
    (found,) = arrivals(person, [written()])
    assert not isinstance(found.record, type(kept))
    taken = msgspec.structs.replace(found, record=msgspec.structs.replace(found.record, id=kept.id))
    assert intakes.take_in(person, [taken], note()) == (None, Tally(here=1, differing=1))


def test_looking_says_what_taking_in_would_do(person: UUID) -> None:
    bring(person, many(2))
    before = transfer.export(person)
    would = intakes.tally(person, arrivals(person, many(4)))
    assert transfer.export(person) == before
    assert bring(person, many(4))[1] == would == Tally(sessions=2, sets=10, others=10, here=20)


def test_two_people_take_the_same_file_in(person: UUID, stranger: UUID) -> None:
    bring(person, many(2))
    before = transfer.export(person)
    id, tally = bring(stranger, many(2))
    assert tally == Tally(sessions=2, sets=10, others=10)
    assert id is not None
    intakes.undo_intake(stranger, id)
    assert transfer.export(person) == before


class Broken(Exception):  # noqa: N818 - only for a test
    """The file cannot be read on."""


def test_a_fault_in_the_middle_leaves_nothing(
    person: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intakes, "TOGETHER", 10)
    before = transfer.export(person)

    def cut_off() -> Iterator[Arrival]:
        yield from arrivals(person, many(5))
        raise Broken

    said = [NameChoice(name="leg curl", at=NOW)]
    with pytest.raises(Broken):
        intakes.take_in(person, cut_off(), note(), said)
    assert transfer.export(person) == before
    assert not intakes.intakes(person)


def test_what_cannot_be_kept_leaves_nothing(person: UUID) -> None:
    good, bad = arrivals(person)
    assert not isinstance(bad.record, type(good.record))
    fine = msgspec.structs.replace(bad.record, meters=Decimal("1.234"))
    with pytest.raises(Unstorable, match="kept to the centimetre"):
        intakes.take_in(person, [good, msgspec.structs.replace(bad, record=fine)], note())
    assert sessions.all_sessions(person) == ()


def test_batches_make_no_difference(person: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intakes, "TOGETHER", 7)
    monkeypatch.setattr(intakes, "LOOKED_UP", 2)
    assert bring(person, many(5))[1] == Tally(sessions=5, sets=25, others=25)
    assert bring(person, many(5))[1] == Tally(here=50)
    assert len(sessions.all_sessions(person)) == 5


def test_statements_grow_by_the_batch(person: UUID, django_assert_max_num_queries) -> None:
    rows = many(200)
    with django_assert_max_num_queries(20):
        bring(person, rows)
    with django_assert_max_num_queries(20):
        bring(person, rows)


# Choices of names


def said(variant: str | None = "glute_bridge", **other: object) -> NameChoice:
    return NameChoice(**({"name": "bridges", "variant": variant, "at": NOW} | other))


def test_what_was_said_of_names_is_kept_whatever_comes_in(person: UUID) -> None:
    bring(person)
    assert bring(person, said=[said()])[0] is None
    assert name_choices.name_choices(person) == (said(),)


def test_what_was_said_last_counts_in_either_order(person: UUID, stranger: UUID) -> None:
    early, late = said(), said(None, at=NOW + MINUTE)
    name_choices.keep_choices(person, [early, late])
    name_choices.keep_choices(stranger, [late, early])
    assert name_choices.name_choices(person) == name_choices.name_choices(stranger) == (late,)
    same = [said(load=LoadKind.BAND), said("clamshell"), said()]
    for who, order in ((person, same), (stranger, same[::-1])):
        later = [msgspec.structs.replace(one, at=NOW + DAY) for one in order]
        name_choices.keep_choices(who, later)
    assert name_choices.name_choices(person) == name_choices.name_choices(stranger)


# Undoing


def test_undoing_restores_the_export(person: UUID) -> None:
    sets.record_set(person, thrust(), event=uuid4(), recorded_at=NOW)
    bring(person, many(2))
    before = transfer.export(person)
    id, _ = bring(person, many(4))
    assert id is not None
    with_it = transfer.export(person)
    undone = intakes.undo_intake(person, id)
    assert (undone.id, undone.sessions, undone.sets, undone.others) == (id, 2, 10, 10)
    assert transfer.export(person) == before
    assert len(intakes.intakes(person)) == 1
    bring(person, many(4))
    assert transfer.export(person) == with_it


def test_corrections_and_removals_go_with_their_sets(person: UUID) -> None:
    before = transfer.export(person)
    id = bring_a_workout(person)
    (done,) = sets.sets_of_session(person, session_of(person).id)
    sets.correct_set(person, msgspec.structs.replace(done, reps=9), event=uuid4(), recorded_at=NOW)
    sets.remove_set(person, done.id, event=uuid4(), recorded_at=NOW + DAY)
    intakes.undo_intake(person, id)
    assert transfer.export(person) == before


def test_a_session_in_which_something_else_was_done_stays(person: UUID) -> None:
    id = bring_a_workout(person)
    session = session_of(person)
    added = thrust(session=session.id)
    sets.record_set(person, added, event=uuid4(), recorded_at=NOW)
    intakes.undo_intake(person, id)
    assert sessions.all_sessions(person) == (session,)
    assert sets.sets_of_session(person, session.id) == (added,)
    assert not list(others.all_others(person))


def test_a_session_of_two_imports_goes_with_the_last(person: UUID) -> None:
    """The second file has one more set of the same workout."""
    before = transfer.export(person)
    first = bring_a_workout(person)
    second, tally = bring(person, [*WORKOUT, written()])
    assert tally == Tally(sets=1, here=2)
    assert second is not None
    third, _ = bring(person, [written(started=WALL - timedelta(days=9))])
    assert third is not None
    intakes.undo_intake(person, first)
    assert len(sessions.all_sessions(person)) == 2
    intakes.undo_intake(person, second)
    assert len(sessions.all_sessions(person)) == 1
    intakes.undo_intake(person, third)
    assert transfer.export(person) == before


def test_names_stay_when_an_import_is_undone(person: UUID) -> None:
    id, _ = bring(person, said=[said()])
    assert id is not None
    intakes.undo_intake(person, id)
    assert name_choices.name_choices(person) == (said(),)


def test_what_is_undone_cannot_be_undone_again(person: UUID) -> None:
    id = bring_a_workout(person)
    intakes.undo_intake(person, id)
    with pytest.raises(NotFound, match="There is no import"):
        intakes.undo_intake(person, id)


# Ilium's own documents


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=40,
)
@given(contents=strategies.exports())
@pytest.mark.usefixtures("db")
def test_any_export_goes_in_and_out_again(contents: Export) -> None:
    from ilium.store import models

    models.Person.objects.all().delete()
    person = add_person()
    name_choices.keep_choices(person, contents.names)  # they would stay
    before = transfer.export(person)
    document = own.encode(contents)
    _, id = transfer.bring(person, document, file_name="export.json", at=NOW)
    inside = transfer.export(person)
    if id is None:
        assert inside == before
        return
    intakes.undo_intake(person, id)
    assert transfer.export(person) == before
    transfer.bring(person, document, file_name="export.json", at=NOW)
    assert transfer.export(person) == inside


def trained(person: UUID) -> bytes:
    """Some training by a programme, as an export."""
    saved = programmes.save_programme(person, programme(), Athlete(days=2), MONDAY, at=NOW)
    begun = sessions.start_session(person, visit(programme=saved.id, week=1, day=1))
    sets.record_set(person, thrust(session=begun.id), event=uuid4(), recorded_at=NOW)
    sessions.add_change(person, skip(begun.id))
    measurements.add_measurement(person, measured())
    return transfer.export(person)


def moved(person: UUID) -> tuple[UUID, bytes]:
    """An export of someone, brought to someone new, and what undoes it."""
    from ilium.store import models

    document = trained(person)
    models.Person.objects.all().delete()
    other = add_person()
    transfer.import_(other, document)
    return other, document


def the_intake(person: UUID) -> UUID:
    return intakes.intakes(person)[0].id


def test_newer_versions_of_sets_that_are_here_go_alone(person: UUID) -> None:
    other, document = moved(person)
    (kept,) = sets.all_events(other)
    newer = msgspec.structs.replace(
        kept,
        id=uuid4(),
        recorded_at=NOW + DAY,
        performed=msgspec.structs.replace(kept.performed, reps=12),
    )
    contents = own.decode(document)
    transfer.import_(
        other, own.encode(msgspec.structs.replace(contents, sets=(*contents.sets, newer)))
    )
    found = sets.find_set(other, kept.performed.id)
    assert found is not None
    assert found.reps == 12
    intakes.undo_intake(other, the_intake(other))
    assert sets.find_set(other, kept.performed.id) == kept.performed


def test_what_an_import_finished_and_removed_is_as_it_was(person: UUID) -> None:
    other, _ = moved(person)
    before = transfer.export(other)
    begun = session_of(other)
    (kept,) = measurements.all_measurements(other)
    sessions.finish_session(other, begun.id, NOW + MINUTE)
    measurements.remove_measurement(other, kept.id)
    after = transfer.export(other)
    third = _anew(before)
    transfer.import_(third, after)
    assert transfer.export(third) == after
    intakes.undo_intake(third, the_intake(third))
    assert transfer.export(third) == before


def brought_to_an_end(person: UUID) -> UUID:
    """Someone whose session an import ended, and whose measurement it removed."""
    before = trained(person)
    sessions.finish_session(person, session_of(person).id, NOW + 2 * MINUTE)
    (kept,) = measurements.all_measurements(person)
    measurements.remove_measurement(person, kept.id)
    after = transfer.export(person)
    other = _anew(before)
    transfer.import_(other, after)
    assert session_of(other).finished_at == NOW + 2 * MINUTE
    return other


def test_a_session_that_was_changed_since_keeps_its_change(person: UUID) -> None:
    other = brought_to_an_end(person)
    changed = sessions.finish_session(other, session_of(other).id, NOW + MINUTE)
    intakes.undo_intake(other, the_intake(other))
    assert session_of(other) == changed
    (kept,) = measurements.all_measurements(other)
    assert not kept.removed  # which was not changed since


def test_a_measurement_that_was_changed_since_keeps_its_change(person: UUID) -> None:
    """Nothing that there is today changes one but a removal; a later Ilium may have."""
    from ilium.store import models

    other = brought_to_an_end(person)
    models.BodyMeasurement.objects.filter(person=other).update(waist_mm=912)
    (changed,) = measurements.all_measurements(other)
    intakes.undo_intake(other, the_intake(other))
    assert measurements.all_measurements(other) == (changed,)
    assert session_of(other).finished_at is None  # which was not changed since


def _anew(document: bytes) -> UUID:
    from ilium.store import models

    models.Person.objects.all().delete()
    person = add_person()
    transfer.import_(person, document)
    models.Intake.objects.all().delete()
    return person


def test_a_programme_that_was_trained_by_since_is_not_taken_out(person: UUID) -> None:
    other, document = moved(person)
    (revision,) = programmes.programmes(other)
    since = visit(NOW + DAY, programme=revision.id, week=1, day=1)
    sessions.start_session(other, since)
    before = transfer.export(other)
    with pytest.raises(Conflict, match="Nothing was undone"):
        intakes.undo_intake(other, the_intake(other))
    assert transfer.export(other) == before != document


def test_a_programme_that_was_changed_since_is_not_taken_out(person: UUID) -> None:
    other, _ = moved(person)
    (revision,) = programmes.programmes(other)
    programmes.save_programme(other, programme(4), Athlete(), MONDAY, origin=revision.origin)
    before = transfer.export(other)
    with pytest.raises(Conflict, match="was changed since"):
        intakes.undo_intake(other, the_intake(other))
    assert transfer.export(other) == before


def test_an_athlete_described_since_stays(person: UUID) -> None:
    other, _ = moved(person)
    people.save_athlete(other, Athlete(days=4), at=NOW + DAY)
    intakes.undo_intake(other, the_intake(other))
    assert people.current_athlete(other) == Athlete(days=4)
