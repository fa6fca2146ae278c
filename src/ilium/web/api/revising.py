"""Changes of a programme as they are asked for, and what they make of it."""

from collections.abc import Callable, Iterable

import msgspec

from ilium.exercises import catalogue
from ilium.interchange.records import ProgrammeRevision
from ilium.planning import Substitute, apply_swap, move_session, swap
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Programme, Weekday
from ilium.web.api.values import Invalid


class SwapItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="swap"):
    """Put the exercise or variant `to` in the place of `old`, on one day or wherever it is."""

    old: str
    to: str
    day: int | None = None


class Avoid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="avoid"):
    """Plan again without an exercise."""

    exercise: str


class Insist(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="insist"):
    """Plan again with an exercise in it."""

    exercise: str


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="move"):
    """Move a session to another weekday; one that is there changes places with it."""

    day: int
    weekday: Weekday


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="undo"):
    """Go back to the programme before this one."""


Revision = SwapItem | Avoid | Insist | Move | Undo


def revised(
    active: ProgrammeRevision,
    athlete: Athlete,
    revision: SwapItem | Avoid | Insist | Move,
    plan: Callable[[Athlete], Programme],
) -> tuple[Programme, Athlete]:
    """The programme after the change, and whom it is for; `plan` makes a new one.

    Raises:
        Invalid: the change cannot be made.
        NotPlanned: the programme has no such session or item.
        Infeasible: without or with that exercise there is no plan.
    """
    if isinstance(revision, SwapItem):
        return _swapped(active.programme, athlete, revision), athlete
    if isinstance(revision, Move):
        return move_session(active.programme, revision.day, revision.weekday), athlete
    exercise = frozenset({catalogue().exercise(revision.exercise).id})
    if isinstance(revision, Avoid):
        avoid, insist = athlete.avoid | exercise, athlete.insist - exercise
    else:
        avoid, insist = athlete.avoid - exercise, athlete.insist | exercise
    wished = msgspec.structs.replace(athlete, avoid=avoid, insist=insist)
    return plan(wished), wished


def shows(kept: ProgrammeRevision, revision: SwapItem | Avoid | Insist | Move) -> bool:
    """Whether a programme is as the change asks for."""
    if isinstance(revision, SwapItem):
        names = {name for one in _items(kept.programme, revision.day) for name in _names(one)}
        return revision.to in names and revision.old not in names
    if isinstance(revision, Avoid):
        return revision.exercise in kept.athlete.avoid
    if isinstance(revision, Insist):
        return revision.exercise in kept.athlete.insist
    sessions = kept.programme.weeks[0].sessions
    return any((s.day, s.weekday) == (revision.day, revision.weekday) for s in sessions)


def _swapped(programme: Programme, athlete: Athlete, revision: SwapItem) -> Programme:
    days = [
        session.day
        for session in programme.weeks[0].sessions
        if revision.day in (None, session.day)
        and any(revision.old in _names(item) for item in session.items)
    ]
    if not days:
        raise Invalid("$.old", f"{revision.old!r} is not in your programme there.")
    for day in days:
        found = swap(programme, athlete, day, revision.old)
        programme = apply_swap(programme, day, revision.old, _chosen(found, revision.to))
    return programme


def _chosen(found: Iterable[Substitute], to: str) -> Substitute:
    for substitute in found:
        if to in _names(substitute.item):
            return substitute
    raise Invalid(
        "$.to", f"{to!r} cannot stand in there; GET /programme/substitutes says what can."
    )


def _items(programme: Programme, day: int | None) -> Iterable[Item]:
    sessions = programme.weeks[0].sessions
    return (item for s in sessions if day in (None, s.day) for item in s.items)


def _names(item: Item) -> tuple[str, str]:
    return (item.variant, item.exercise)
