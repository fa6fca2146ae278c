"""The programme: what it is, what another would be, and changes of it."""

from datetime import date, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Router
from ninja.params.models import Query
from ninja.responses import Status

from ilium.diary import Diary
from ilium.exercises.model import Limit as Place
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Equipment
from ilium.planning import Substitute, difference, document, swap
from ilium.planning.athlete import Athlete
from ilium.planning.difference import Difference, difference_reasons
from ilium.planning.programme import Programme
from ilium.reasons import sentence
from ilium.store.errors import Conflict, NotFound
from ilium.store.programmes import find_programme
from ilium.web.access import diary_of
from ilium.web.api.athlete import check_exercises
from ilium.web.api.keys import IdempotencyKey
from ilium.web.api.revising import Revision, Undo, revised, shows
from ilium.web.api.shapes import ProgrammeDocument
from ilium.web.api.throttle import PlanningThrottle
from ilium.web.api.values import Sent, Value, VariantId
from ilium.web.planning import SECONDS_TO_KEEP, planned

router = Router(tags=["Programme"])

PLANNING = PlanningThrottle()


class ActiveProgramme(msgspec.Struct, frozen=True, kw_only=True):
    """The programme that the person trains by.

    `start` is its first day, `origin` the id of the programme that it is a change of, or its own.
    `athlete` is whom it was planned for.
    """

    id: UUID
    origin: UUID
    created: datetime
    start: date
    athlete: Athlete
    programme: ProgrammeDocument


class PlannedProgramme(msgspec.Struct, frozen=True, kw_only=True):
    """A plan for an athlete. `kept` is the id under which it was kept, null for a trial.

    `difference` says what it changes against the programme before, `costs` the same in sentences;
    both are empty where there was none.
    """

    kept: UUID | None
    programme: ProgrammeDocument
    difference: Difference | None
    costs: tuple[str, ...]


class Substitutes(msgspec.Struct, frozen=True, kw_only=True):
    """What may take an item's place in the programme, best first, with the reasons in sentences."""

    day: int
    items: tuple[Substitute, ...]
    why: tuple[tuple[str, ...], ...]


@router.get("/programme", response=Value[ActiveProgramme])
def get_programme(request: HttpRequest) -> ActiveProgramme:
    """The programme that the person trains by, each item with its reasons."""
    return _described(_active(diary_of(request)))


@router.post(
    "/programme",
    response={200: Value[PlannedProgramme], 201: Value[PlannedProgramme]},
    throttle=PLANNING,
)
def plan_programme(
    request: HttpRequest,
    athlete: Sent[Athlete],
    keep: Annotated[bool, Query(..., description="Train by it from now on.")] = False,
    key: IdempotencyKey = None,
) -> Status[PlannedProgramme]:
    """Plan for an athlete: a trial, or with `keep` the programme from now on.

    The best programme that fulfils every rule and wish. If there is none, the answer is a problem
    of type `/problems/infeasible` with the wishes in conflict and the nearest plan.
    """
    check_exercises(athlete)
    with diary_of(request) as diary:
        if keep and key is not None and (kept := find_programme(diary.person, key)) is not None:
            if kept.athlete != athlete:
                raise Conflict(f"The key {key} was used for another plan.")
            return Status(201, _planned(kept.programme, diary.former(kept), kept.id, diary))
        active = diary.programme()
        programme = _plan(diary, athlete)
        if not keep:
            return Status(200, _planned(programme, active, None, diary))
        kept = diary.change(programme, athlete, id=key)
        return Status(201, _planned(programme, active, kept.id, diary))


@router.put("/programme", response=Value[ActiveProgramme], throttle=PLANNING)
def revise_programme(
    request: HttpRequest, revision: Sent[Revision], key: IdempotencyKey = None
) -> ActiveProgramme:
    """Change the programme: swap or avoid an exercise, insist on one, move a session, go back."""
    with diary_of(request) as diary:
        if key is not None and (kept := find_programme(diary.person, key)) is not None:
            if not _done_already(diary, kept, revision):
                raise Conflict(f"The key {key} was used for another change.")
            return _described(kept)
        active = _active(diary)
        if isinstance(revision, Undo):
            former = diary.undo(active, id=key)
            if former is None:
                raise NotFound("There is no programme before this one.")
            return _described(former)
        known = diary.athlete() or active.athlete
        programme, athlete = revised(active, known, revision, partial(_plan, diary))
        return _described(diary.change(programme, athlete, id=key))


@router.get("/programme/substitutes", response=Value[Substitutes])
def list_substitutes(
    request: HttpRequest,
    day: Annotated[
        int, Query(..., ge=1, le=7, description="The number of the session in its week.")
    ],
    exercise: Annotated[
        VariantId, Query(..., max_length=200, description="The exercise or variant to replace.")
    ],
    busy: Annotated[list[Equipment], Query(..., description="Equipment that is taken.")] = [],  # noqa: B006 - read, never changed
    pain: Annotated[Place | None, Query(..., description="Where it hurts.")] = None,
) -> Substitutes:
    """What may take the place of an item of the programme, best first."""
    diary = diary_of(request)
    active = _active(diary)
    athlete = diary.athlete() or active.athlete
    found = swap(active.programme, athlete, day, exercise, busy=frozenset(busy), pain=pain)
    return Substitutes(
        day=day,
        items=found,
        why=tuple(tuple(sentence(r, athlete.unit) for r in one.reasons) for one in found),
    )


def _plan(diary: Diary, athlete: Athlete) -> Programme:
    """Waits for its turn as the pages do: one person must not keep the server from all others."""
    return planned(diary.person, athlete, "api", SECONDS_TO_KEEP)


def _active(diary: Diary) -> ProgrammeRevision:
    active = diary.programme()
    if active is None:
        raise NotFound("You have no programme yet; plan one with POST.")
    return active


def _done_already(diary: Diary, kept: ProgrammeRevision, revision: Revision) -> bool:
    """Whether a programme that was kept is what this change leads to."""
    if not isinstance(revision, Undo):
        return shows(kept, revision)
    before = diary.former(kept)
    former = diary.former(before) if before else None
    return former is not None and former.programme == kept.programme


def _described(record: ProgrammeRevision) -> ActiveProgramme:
    return ActiveProgramme(
        id=record.id,
        origin=record.origin,
        created=record.created,
        start=record.start,
        athlete=record.athlete,
        programme=_document(record.programme),
    )


def _planned(
    programme: Programme, before: ProgrammeRevision | None, kept: UUID | None, diary: Diary
) -> PlannedProgramme:
    found = difference(before.programme, programme) if before else None
    reasons = difference_reasons(found, diary.catalogue) if found else ()
    return PlannedProgramme(
        kept=kept,
        programme=_document(programme),
        difference=found,
        costs=tuple(map(sentence, reasons)),
    )


def _document(programme: Programme) -> ProgrammeDocument:
    return ProgrammeDocument(**document(programme))
