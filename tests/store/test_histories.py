"""What progression reads of a variant: its latest exposures, whose they are, and what is akin."""

from datetime import timedelta, timezone
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.examples import DAY, MINUTE, NOW, thrust, visit

from ilium.store.histories import SETS_PER_EXPOSURE, history
from ilium.store.people import add_person
from ilium.store.sessions import start_session
from ilium.store.sets import record_set, remove_set
from ilium.training.performed import PerformedSet
from ilium.training.prescription import History

HOUR = timedelta(hours=1)

BANDED = "hip_thrust+knee_band"
AKIN = {BANDED: ("hip_thrust", "hip_thrust+hold_top")}


def keep(person: UUID, performed: PerformedSet) -> PerformedSet:
    return record_set(person, performed, event=uuid4(), recorded_at=performed.at)


def test_a_session_over_midnight_is_one_exposure(person: UUID) -> None:
    night = start_session(person, visit(NOW))
    before = keep(person, thrust(NOW - DAY))
    midnight = NOW.replace(hour=23, minute=59)
    kept = [keep(person, thrust(midnight + n * MINUTE, session=night.id)) for n in range(3)]
    assert history(person, ["hip_thrust"], 1)["hip_thrust"].sets == tuple(kept)
    assert history(person, ["hip_thrust"], 2)["hip_thrust"].sets == (before, *kept)


def test_an_evening_is_one_exposure_where_the_person_lives(person: UUID) -> None:
    west = timezone(timedelta(hours=-8))  # midnight there is 8:00 UTC
    morning = NOW.replace(hour=8, minute=0)
    before = keep(person, thrust(morning - MINUTE))
    after = [keep(person, thrust(at)) for at in (morning, morning + 15 * HOUR, morning + 17 * HOUR)]
    found = history(person, ["hip_thrust"], 1, zone=west)["hip_thrust"].sets
    assert found == tuple(after)
    assert {done.at.date() for done in found} == {NOW.date()}
    assert history(person, ["hip_thrust"], 2, zone=west)["hip_thrust"].sets == (before, *after)


def test_an_exposure_that_the_bound_cuts_is_left_out(person: UUID) -> None:
    most = 2 * SETS_PER_EXPOSURE
    old = [keep(person, thrust(NOW + n * MINUTE)) for n in range(most)]
    assert history(person, ["hip_thrust"], 2)["hip_thrust"].sets == tuple(old)
    new = keep(person, thrust(NOW + DAY))
    assert history(person, ["hip_thrust"], 2)["hip_thrust"].sets == (new,)


def test_sets_of_another_program_name_it(person: UUID) -> None:
    ours = start_session(person, visit(NOW))
    theirs = start_session(person, visit(NOW - DAY, source="fitnotes", title="Legs"))
    keep(person, thrust(NOW - DAY, session=theirs.id))
    keep(person, thrust(NOW, session=ours.id))
    keep(person, thrust(NOW + DAY))
    assert history(person, ["hip_thrust"], 3)["hip_thrust"].brought == {theirs.id: "FitNotes"}


def test_a_new_variant_has_the_history_of_the_one_that_was_done_last(person: UUID) -> None:
    plain = keep(person, thrust(NOW - DAY))
    assert history(person, [BANDED], 3, AKIN)[BANDED] == History(
        variant=BANDED, akin=History(variant="hip_thrust", sets=(plain,))
    )
    held = keep(person, thrust(NOW, variant="hip_thrust+hold_top"))
    assert history(person, [BANDED], 3, AKIN)[BANDED].akin == History(
        variant="hip_thrust+hold_top", sets=(held,)
    )


def test_what_was_done_needs_nothing_akin(person: UUID) -> None:
    keep(person, thrust(NOW - DAY))
    own = keep(person, thrust(NOW, variant=BANDED))
    assert history(person, [BANDED], 3, AKIN)[BANDED] == History(variant=BANDED, sets=(own,))


def test_what_others_did_and_what_was_removed_is_not_akin(person: UUID) -> None:
    keep(add_person(), thrust())
    gone = keep(person, thrust())
    remove_set(person, gone.id, event=uuid4(), recorded_at=NOW)
    assert history(person, [BANDED], 3, AKIN)[BANDED] == History(variant=BANDED)


@pytest.mark.parametrize("days", [2, 40])
def test_what_is_akin_costs_two_queries_more(person: UUID, days: int) -> None:
    for day in range(days):
        for number in range(4):
            keep(person, thrust(NOW - day * DAY + number * MINUTE))
    with CaptureQueriesContext(connection) as asked:
        assert history(person, [BANDED], 3, AKIN)[BANDED].akin is not None
    assert len(asked) == 3
