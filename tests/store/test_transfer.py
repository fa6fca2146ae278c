"""Export and import: nothing is lost, nothing is doubled, and it is all or nothing."""

from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from tests import strategies
from tests.store.bringing import bring_a_workout
from tests.store.examples import DAY, MINUTE, MONDAY, NOW, measured, programme, skip, thrust, visit

from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.own import Export
from ilium.interchange.records import NameChoice, SetEvent
from ilium.planning.athlete import Athlete
from ilium.store import (
    Conflict,
    NotFound,
    Unstorable,
    measurements,
    name_choices,
    people,
    programmes,
    sessions,
    sets,
)
from ilium.store.people import add_person
from ilium.store.transfer import BATCH, Imported, export, import_

NOTHING = Imported()


def live(person: UUID) -> None:
    """Some training, with edits."""
    people.save_athlete(person, Athlete(days=2), at=NOW)
    saved = programmes.save_programme(person, programme(), Athlete(days=2), MONDAY, at=NOW)
    programmes.save_programme(person, programme(4), Athlete(), MONDAY, origin=saved.id, at=NOW)
    begun = sessions.start_session(person, visit(programme=saved.id, week=1, day=1))
    sessions.add_change(person, skip(begun.id))
    kept = [thrust(NOW + n * MINUTE, session=begun.id) for n in range(3)]
    for performed in kept:
        sets.record_set(person, performed, event=uuid4(), recorded_at=performed.at)
    better = msgspec.structs.replace(kept[0], reps=9)
    sets.correct_set(person, better, event=uuid4(), recorded_at=NOW + DAY)
    sets.remove_set(person, kept[1].id, event=uuid4(), recorded_at=NOW + DAY)
    measurements.add_measurement(person, measured(body_mass=Decimal("61.4"), hip=Decimal(97)))
    name_choices.keep_choices(person, [NameChoice(name="bridges", variant="glute_bridge", at=NOW)])
    bring_a_workout(person)


def empty_everything() -> None:
    """As in an empty home: no rows of anyone."""
    from ilium.store import models

    models.Person.objects.all().delete()


def test_into_an_empty_home_and_out_again_are_the_same_bytes(person: UUID) -> None:
    live(person)
    document = export(person)
    empty_everything()
    other = add_person()
    added = import_(other, document)
    assert added == Imported(
        athletes=1, programmes=2, sessions=2, changes=1, sets=6, measurements=1, others=1, names=1
    )
    assert export(other) == document


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(contents=strategies.exports())
@pytest.mark.usefixtures("db")
def test_any_export_goes_in_and_comes_out(contents: Export) -> None:
    empty_everything()
    person, document = add_person(), own.encode(contents)
    added = import_(person, document)
    assert msgspec.structs.asdict(added) == {
        part: len(getattr(contents, part)) for part in contents.__struct_fields__
    }
    assert export(person) == document
    assert import_(person, document) == NOTHING
    assert export(person) == document


def test_the_same_file_twice_adds_nothing(person: UUID) -> None:
    live(person)
    document = export(person)
    assert import_(person, document) == NOTHING
    assert export(person) == document


def test_two_devices_come_together_in_either_order(person: UUID) -> None:
    live(person)
    base = own.decode(export(person))
    edited = base.sets[0].performed
    devices = [
        own.encode(
            msgspec.structs.replace(
                base,
                sets=(
                    *base.sets,
                    SetEvent(
                        id=uuid4(),
                        recorded_at=NOW + 2 * DAY,
                        performed=msgspec.structs.replace(edited, reps=reps),
                    ),
                ),
            )
        )
        for reps in (11, 12)
    ]
    results = []
    for order in (devices, devices[::-1]):
        empty_everything()
        other = add_person()
        for document in order:
            import_(other, document)
        results.append((export(other), sets.find_set(other, edited.id)))
    assert results[0] == results[1]
    assert len(own.decode(results[0][0]).sets) == len(base.sets) + 2


def test_a_session_that_was_finished_elsewhere_is_finished_here(person: UUID) -> None:
    begun = sessions.start_session(person, visit())
    while_open = export(person)
    sessions.finish_session(person, begun.id, NOW + MINUTE)
    finished = export(person)
    assert import_(person, while_open) == NOTHING
    assert export(person) == finished
    empty_everything()
    other = add_person()
    import_(other, while_open)
    import_(other, finished)
    assert export(other) == finished


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"reps":8', b'"reps":7'),
        (b'"kind":"skip"', b'"kind":"swap"'),
        (b'"week":1,"day":1,"started_at"', b'"week":1,"day":2,"started_at"'),
        (b'"start":"2026-11-23"', b'"start":"2026-11-30"'),
        (b'"days":2,', b'"days":4,'),
        (b'"hip":"97"', b'"hip":"96"'),
        (b'"title":"Legs"', b'"title":"Arms"'),
        (b'"kilograms":"40"', b'"kilograms":"41"'),
    ],
)
def test_the_same_id_with_other_contents_is_refused_whole(
    person: UUID, old: bytes, new: bytes
) -> None:
    live(person)
    before = export(person)
    assert old in before
    contents = own.decode(before.replace(old, new))
    extra = SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust())
    changed = msgspec.structs.replace(contents, sets=(*contents.sets, extra))
    with pytest.raises(Conflict, match="already used for something else; nothing was saved"):
        import_(person, own.encode(changed))
    assert export(person) == before


def test_a_session_that_ended_at_another_time_is_refused(person: UUID) -> None:
    begun = sessions.start_session(person, visit())
    sessions.finish_session(person, begun.id, NOW + MINUTE)
    before = export(person)
    with pytest.raises(Conflict):
        import_(person, before.replace(b"18:31:00", b"18:32:00"))
    assert export(person) == before


def test_a_planned_session_that_was_begun_on_both_sides_is_one(person: UUID) -> None:
    live(person)
    here = export(person)
    there = here.replace(b'"started_at":"2026-11-23T18:30', b'"started_at":"2026-11-23T18:20')
    assert there != here
    assert import_(person, there) == NOTHING
    assert export(person) == there
    assert import_(person, here) == NOTHING
    assert export(person) == there


def test_a_measurement_that_was_brought_back_outlives_the_news_of_its_removal(person: UUID) -> None:
    kept = measurements.add_measurement(person, measured())
    measurements.remove_measurement(person, kept.id)
    removed = export(person)
    back = measurements.restore_measurement(person, kept.id)
    import_(person, removed)
    assert measurements.measurements(person, limit=9) == (back,)


def test_a_measurement_removed_on_either_side_stays_removed(person: UUID) -> None:
    kept = measurements.add_measurement(person, measured())
    before = export(person)
    measurements.remove_measurement(person, kept.id)
    removed = export(person)
    assert import_(person, before) == NOTHING
    assert export(person) == removed
    empty_everything()
    other = add_person()
    import_(other, before)
    import_(other, removed)
    assert export(other) == removed


def test_of_two_ends_of_a_planned_session_the_earlier_counts(person: UUID) -> None:
    live(person)
    (begun,) = (one for one in sessions.sessions(person, limit=9) if one.programme is not None)
    sessions.finish_session(person, begun.id, NOW + 2 * MINUTE)
    here = export(person)
    for there, kept in ((b"18:33:00", b"18:32:00"), (b"18:31:00", b"18:31:00")):
        other = here.replace(
            b'"finished_at":"2026-11-23T18:32:00', b'"finished_at":"2026-11-23T' + there
        )
        assert import_(person, other) == NOTHING
        assert b'"finished_at":"2026-11-23T' + kept in export(person)


def test_what_cannot_be_kept_undoes_all_of_the_import(person: UUID) -> None:
    """The fault is in the last of more records than are written at a time."""
    good = [SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust()) for _ in range(BATCH + 1)]
    bad = SetEvent(id=uuid4(), recorded_at=NOW + DAY, performed=thrust(note="\0"))
    with pytest.raises(Unstorable, match="note has characters"):
        import_(person, own.encode(Export(sets=(*good, bad))))
    assert list(sets.all_events(person)) == []
    assert import_(person, own.encode(Export(sets=tuple(good)))).sets == BATCH + 1


def test_a_file_that_is_none_changes_nothing(person: UUID) -> None:
    live(person)
    before = export(person)
    for data in (b"", b"{}", before[:-10], before.replace(b"ilium.export/4", b"ilium.export/5")):
        with pytest.raises(InvalidDocument):
            import_(person, data)
    assert export(person) == before


def test_an_unknown_person_takes_in_nothing(home: Path) -> None:
    live(people.default_person())
    document = export(people.default_person())
    empty_everything()
    with pytest.raises(NotFound, match="There is no person"):
        import_(uuid4(), document)


def test_the_statements_of_an_import_grow_by_the_batch(
    person: UUID, django_assert_max_num_queries
) -> None:
    events = tuple(
        SetEvent(id=uuid4(), recorded_at=NOW, performed=thrust()) for _ in range(2 * BATCH)
    )
    with django_assert_max_num_queries(100):
        import_(person, own.encode(Export(sets=events)))
