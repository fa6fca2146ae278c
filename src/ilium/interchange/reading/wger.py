"""wger's training log, as `/api/v2/workoutlog/` gives it: JSON, exercises by number."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import msgspec

from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Undone
from ilium.interchange.reading import quantities
from ilium.interchange.reading.bounds import MAXIMUM_REPS, MAXIMUM_SECONDS
from ilium.interchange.reading.dates import moment
from ilium.interchange.reading.quantities import METERS, Fault, brief
from ilium.interchange.reading.text import as_utf8
from ilium.interchange.reading.wger_names import names_of
from ilium.interchange.reading.wger_pages import NOT_JSON, entries
from ilium.loads import Unit

_LARGEST_ENTRY = 100_000
"""Bytes; an entry has about 500."""

# What the repetitions of an entry count, by the numbers that a server comes with:
# wger/core/fixtures/setting_repetition_units.json in wger's repository.
_REPETITIONS, _UNTIL_FAILURE, _MOST_REPETITIONS = 1, 2, 7
_IN_REPS = (_REPETITIONS, _UNTIL_FAILURE, _MOST_REPETITIONS)
_SECONDS = {3: 1, 4: 60}
_DISTANCES = {5: METERS["mi"], 6: METERS["km"], 8: METERS["m"]}

# And what its weight is in: setting_weight_units.json there.
_WEIGHTS = {1: Unit.KILOGRAMS, 2: Unit.POUNDS}
_NO_LOAD = frozenset({3, 5, 6})
"""The body alone, and the speeds of a treadmill."""


class _When(msgspec.Struct, frozen=True):
    """What says when an entry was, and in which workout."""

    date: str
    id: int | str | None = None
    session: int | str | None = None


class _Entry(msgspec.Struct, frozen=True):
    """What was done; older servers call some of it otherwise."""

    exercise: int | None = None
    exercise_base: int | None = None
    repetitions: Decimal | None = None
    reps: Decimal | None = None
    repetitions_unit: int | None = None
    repetition_unit: int | None = None
    weight: Decimal | None = None
    weight_unit: int | None = None
    rir: Decimal | None = None


class _Placed(msgspec.Struct, frozen=True):
    """An entry's place in the document, its time and its workout."""

    when: datetime
    id: int
    place: int
    workout: int | str

    @property
    def order(self) -> tuple[datetime, int, int]:
        """Entries sorted by this are as they were done, with or without zones."""
        when = self.when if self.when.tzinfo is None else self.when.astimezone(UTC)
        return when.replace(tzinfo=None), self.id, self.place


def sets_of(
    data: bytes, unit: Unit | None, names: bytes | None, undone: Undone | None = None
) -> Iterator[ForeignSet | Problem]:
    """The sets of a log in the order in which they were done.

    `line` is the number of the entry in the document. A workout is a session of wger's, or a day
    where the log names none, and began with its first entry.

    Args:
        unit: of weights that have none; kilograms, as wger takes it, if it is None.
        names: the document with the names of the exercises.
        undone: told of the entries with 0 repetitions.

    Raises:
        InvalidDocument: one of the documents is none of wger's.
    """
    found = entries(as_utf8(data))
    known = {} if names is None else names_of(as_utf8(names))
    return _in_order(found, unit or Unit.KILOGRAMS, known, undone)


def _in_order(
    found: list[msgspec.Raw], unit: Unit, names: dict[int, str], undone: Undone | None
) -> Iterator[ForeignSet | Problem]:
    placed: list[_Placed] = []
    for place, raw in enumerate(found):
        one = _placed(raw, place)
        if isinstance(one, Problem):
            yield one
        else:
            placed.append(one)
    placed.sort(key=lambda one: one.order)
    starts: dict[int | str, datetime] = {}
    for one in placed:
        starts.setdefault(one.workout, one.when)
    decoder = msgspec.json.Decoder(_Entry)
    for one in placed:
        try:
            entry = decoder.decode(found[one.place])
            done = _set_of(entry, one.place + 1, starts[one.workout], unit, names)
        except (Fault, *NOT_JSON) as error:
            yield _problem(one.place, error)
            continue
        if done is not None:
            yield done
        elif undone is not None and _count(entry) is not None and _counted(entry) in _IN_REPS:
            undone(one.place + 1)


def _placed(raw: msgspec.Raw, place: int) -> _Placed | Problem:
    try:
        if len(memoryview(raw)) > _LARGEST_ENTRY:
            raise Fault("It is far longer than an entry of wger's.")
        one = msgspec.json.decode(raw, type=_When)
        when = moment(one.date)
    except (Fault, *NOT_JSON) as error:
        return _problem(place, error)
    workout = one.session if one.session is not None else when.date().isoformat()
    return _Placed(when, one.id if isinstance(one.id, int) else 0, place, workout)


def _problem(place: int, error: Exception) -> Problem:
    return Problem(line=place + 1, sentence=f"Entry {place + 1}: {str(error)[:300].rstrip('.')}.")


def _set_of(
    entry: _Entry, line: int, started: datetime, unit: Unit, names: dict[int, str]
) -> ForeignSet | None:
    """What was done in an entry, None if nothing."""
    reps, seconds, meters = _done(entry)
    if reps is None and seconds is None and meters is None:
        return None
    until_failure = _counted(entry) == _UNTIL_FAILURE
    return ForeignSet(
        line=line,
        started=started,
        exercise=_name(entry, names),
        kind=ForeignKind.FAILURE if until_failure else ForeignKind.WORKING,
        weight=_weight(entry, unit),
        reps=reps,
        seconds=seconds,
        meters=meters,
        rir=None if entry.rir is None else quantities.reserve(entry.rir),
    )


def _counted(entry: _Entry) -> int:
    """What the repetitions of an entry count."""
    return entry.repetitions_unit or entry.repetition_unit or _REPETITIONS


def _count(entry: _Entry) -> Decimal | None:
    """How many an entry counts."""
    return entry.repetitions if entry.repetitions is not None else entry.reps


def _done(entry: _Entry) -> tuple[int | None, int | None, Decimal | None]:
    """Reps, seconds and meters of an entry; one of them at most is there."""
    count, counted = _count(entry), _counted(entry)
    if count is None:
        return None, None, None
    if counted in _IN_REPS:
        return quantities.whole(count, MAXIMUM_REPS), None, None
    if counted in _SECONDS:
        # Looked at before it is multiplied: 1e999999 has no product.
        quantities.rounded(count, MAXIMUM_SECONDS)
        return None, quantities.rounded(count * _SECONDS[counted], MAXIMUM_SECONDS), None
    if counted in _DISTANCES:
        return None, None, quantities.distance(count, _DISTANCES[counted])
    raise Fault(
        f"Its repetitions are in unit {counted}, which no server of wger's has of itself. Write "
        "them as repetitions or seconds."
    )


def _weight(entry: _Entry, unit: Unit) -> Decimal | None:
    if not entry.weight or entry.weight_unit in _NO_LOAD:  # a NaN that signals cannot be compared
        return None
    of = unit if entry.weight_unit is None else _WEIGHTS.get(entry.weight_unit)
    if of is None:
        raise Fault(
            f"Its weight is {brief(entry.weight)} in unit {entry.weight_unit}, such as plates. "
            "Write it in kg or lb."
        )
    return quantities.kilograms(entry.weight, of)


def _name(entry: _Entry, names: dict[int, str]) -> str:
    number = entry.exercise if entry.exercise is not None else entry.exercise_base
    if number is None:
        raise Fault("It has no exercise.")
    return names.get(number, f"wger exercise {number}")
