"""Other programs' files: taken in whole or not at all, in little memory, and taken out again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

import msgspec
from django.db.models import Exists, F, OuterRef, Q

from ilium.interchange.foreign import Source
from ilium.interchange.incoming import IntakeRecord, Tally
from ilium.interchange.records import NameChoice, SetEvent, TrainingSession
from ilium.interchange.translating import Arrival
from ilium.store import models
from ilium.store.additions import Additions
from ilium.store.bulk import Inserter, by_key
from ilium.store.errors import NotFound
from ilium.store.name_choices import keep_choices
from ilium.store.others import other_columns
from ilium.store.rows import Columns, event_columns
from ilium.store.sessions import session_columns
from ilium.store.sets import current_sets
from ilium.store.transactions import text, utc, writing, writing_together
from ilium.store.undoing import take_out

TOGETHER = 5000
"""Rows that are inserted at a time."""

LOOKED_UP = 500
"""Ids in one question, below every database's limits."""

SET_NUMBERS = ("variant", "side", "load_kind", "grams", "band", "reps", "seconds", "rir", "kind")
OTHER_NUMBERS = ("exercise", "kind", "grams", "reps", "seconds", "centimeters", "rir")
"""What a set that is here already is compared by."""

Thing = TypeVar("Thing")


class IntakeNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an import is remembered by: where it came from, and the hash of its bytes."""

    source: Source
    file_name: str
    digest: str
    at: datetime


def take_in(
    person: UUID, arrivals: Iterable[Arrival], note: IntakeNote, said: Sequence[NameChoice] = ()
) -> tuple[UUID | None, Tally]:
    """Adds what is not there yet, all of it or nothing, and says how much that was.

    Whatever `arrivals` raises while they are read, nothing is kept. What is there already stays as
    it is.

    Args:
        person: whose training it is.
        arrivals: the records, in the order of the file; they are never in memory together.
        note: what the import is remembered by.
        said: what the person said of names, which is kept in the same transaction.

    Returns:
        The id that undoes it, None if nothing was new, and how much was.

    Raises:
        NotFound: the person does not exist.
        Unstorable: something cannot be kept exactly.
    """
    with writing_together(person):
        added = Additions()
        tally = Tally()
        into = _Tables(person, added)
        for batch in _batches(arrivals, TOGETHER):
            tally = _sum(tally, into.add(batch))
        keep_choices(person, said)
        return remember(person, note, added, tally), tally


def tally(person: UUID, arrivals: Iterable[Arrival]) -> Tally:
    """How much of it is new, without keeping any."""
    total = Tally()
    known = _Sessions(person)
    for batch in _batches(arrivals, TOGETHER):
        total = _sum(total, _Sifted(person, batch, known).tally)
    return total


def remember(person: UUID, note: IntakeNote, added: Additions, tally: Tally) -> UUID | None:
    """Keeps what an import added; None if it added nothing. Within a transaction."""
    if added.nothing:
        return None
    id = uuid4()
    models.Intake.objects.create(
        id=id,
        person_id=person,
        at=utc(note.at),
        source=note.source.value,
        file_name=text(note.file_name[-models.NAME :], "name of the file"),
        digest=note.digest,
        sessions=tally.sessions,
        sets=tally.sets,
        others=tally.others,
        added=added.pack(),
    )
    return id


def intakes(person: UUID) -> tuple[IntakeRecord, ...]:
    """Every import that can be undone, newest first."""
    return tuple(map(_record, _rows(person).defer("added").order_by("-at", "-id")))


def undo_intake(person: UUID, id: UUID) -> IntakeRecord:
    """Takes out exactly what an import added, later versions of its sets included, or nothing.

    A session in which something else was done stays, and so does what was said of names.

    Raises:
        NotFound: the person has no such import.
        Conflict: something that was made since stands on it.
    """
    with writing(person):
        row = _rows(person).select_for_update().filter(pk=id).first()
        if row is None:
            raise NotFound(f"There is no import {id}.")
        record = _record(row)
        take_out(person, row)
        return record


class _Tables:
    """The tables that an import adds to."""

    def __init__(self, person: UUID, added: Additions) -> None:
        self._person = person
        self._added = added
        self._sessions = Inserter(models.TrainingSession)
        self._sets = Inserter(models.SetEvent)
        self._others = Inserter(models.OtherSet)
        self._known = _Sessions(person)

    def add(self, batch: Sequence[Arrival]) -> Tally:
        """Adds what is new of some records, and says how much that is."""
        sifted = _Sifted(self._person, batch, self._known)
        self._sessions.insert(session_columns(self._person, one) for one in sifted.sessions)
        self._sets.insert(sifted.sets)
        self._others.insert(sifted.others)
        self._added.sessions.extend(session.id for session in sifted.sessions)
        self._added.sets.extend(columns["set_id"] for columns in sifted.sets)
        self._added.others.extend(columns["id"] for columns in sifted.others)
        return sifted.tally


class _Sessions:
    """Which sessions of a file were there before, asked for once."""

    def __init__(self, person: UUID) -> None:
        self._person = person
        self._were_there: dict[UUID, bool] = {}
        self._added: set[UUID] = set()

    def old(self, sessions: Iterable[UUID]) -> list[UUID]:
        """Those of the sessions that were there before the import."""
        wanted = dict.fromkeys(sessions)
        for some in _batches((id for id in wanted if id not in self._were_there), LOOKED_UP):
            rows = by_key(models.TrainingSession.objects.all(), self._person, some)
            there = set(rows.values_list("id", flat=True))
            self._were_there.update((id, id in there) for id in some)
        return [id for id in wanted if self._were_there[id]]

    def new(self, sessions: Mapping[UUID, TrainingSession]) -> list[TrainingSession]:
        """Those of the sessions that have to be added now; they are not new again."""
        new = [
            session
            for id, session in sessions.items()
            if not self._were_there[id] and id not in self._added
        ]
        self._added.update(session.id for session in new)
        return new


class _Sifted:
    """What of some records is new: sessions, and the columns of sets and other sets.

    A set that was brought as the one and is now said to be the other is there already.
    """

    def __init__(self, person: UUID, batch: Sequence[Arrival], known: _Sessions) -> None:
        # What belongs to a session that was not there is new itself.
        kept = _kept(person, known.old(arrival.session.id for arrival in batch))
        self.sets: list[Columns] = []
        self.others: list[Columns] = []
        needed: dict[UUID, TrainingSession] = {}
        differing = 0
        for arrival in batch:
            record = arrival.record
            ours = isinstance(record, SetEvent)
            columns = event_columns(person, record) if ours else other_columns(person, record)
            if record.id in kept:
                numbers = SET_NUMBERS if ours else OTHER_NUMBERS
                differing += kept[record.id] != tuple(columns[name] for name in numbers)
                continue
            (self.sets if ours else self.others).append(columns)
            needed[arrival.session.id] = arrival.session
        self.sessions = known.new(needed)
        self.tally = Tally(
            sessions=len(self.sessions),
            sets=len(self.sets),
            others=len(self.others),
            here=len(batch) - len(self.sets) - len(self.others),
            differing=differing,
        )


def _kept(person: UUID, sessions: Sequence[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """The numbers of the imported sets that are in some sessions; a removed set has none."""
    found: dict[UUID, tuple[Any, ...]] = {}
    for some in _batches(sessions, LOOKED_UP):
        # The first version of an imported set has the id of the set.
        first = models.SetEvent.objects.filter(person=person, session__in=some, set_id=F("id"))
        newer = Exists(first.model.objects.filter(VERSION_OF).exclude(id=OuterRef("id")))
        for id, corrected, *numbers in first.values_list("id", newer, *SET_NUMBERS):
            found[id] = _as_it_stands(person, id) if corrected else tuple(numbers)
        others = models.OtherSet.objects.filter(person=person, session__in=some)
        for id, *numbers in others.values_list("id", *OTHER_NUMBERS):
            found[id] = tuple(numbers)
    return found


VERSION_OF = Q(person=OuterRef("person"), set_id=OuterRef("set_id"))
"""Rows that are versions of the set of another row."""


def _as_it_stands(person: UUID, set_id: UUID) -> tuple[Any, ...]:
    """The numbers of a set that was corrected; none if it was removed."""
    return current_sets(person).filter(set_id=set_id).values_list(*SET_NUMBERS).first() or ()


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        **{name: getattr(one, name) + getattr(other, name) for name in Tally.__struct_fields__}
    )


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    waiting = iter(things)
    while batch := list(islice(waiting, size)):
        yield batch


def _record(row: models.Intake) -> IntakeRecord:
    return IntakeRecord(
        id=row.id,
        at=row.at,
        source=Source(row.source),
        file_name=row.file_name,
        sessions=row.sessions,
        sets=row.sets,
        others=row.others,
    )


def _rows(person: UUID):
    return models.Intake.objects.filter(person=person)
