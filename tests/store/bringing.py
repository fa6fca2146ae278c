"""What other programs wrote down, ready to be taken in, and taken in."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.store.examples import NOW

from ilium.exercises import catalogue
from ilium.interchange.foreign import ForeignSet, Source
from ilium.interchange.incoming import Tally
from ilium.interchange.names import Choice
from ilium.interchange.records import NameChoice
from ilium.interchange.translating import Arrival, Translator, Whose
from ilium.loads import LoadKind
from ilium.store import intakes
from ilium.store.intakes import IntakeNote

WALL = datetime(2026, 11, 2, 18, 30)  # noqa: DTZ001
"""When the workout began, by the clock on the wall."""

CHOICES = {
    "Hip Thrust (Barbell)": Choice(variant="hip_thrust", load=LoadKind.BARBELL),
    "Leg Curl": Choice(),
}


def written(exercise: str = "Hip Thrust (Barbell)", **other: Any) -> ForeignSet:
    """A set as another program has it."""
    values: dict[str, Any] = {
        "line": 2,
        "started": WALL,
        "duration_s": 3600,
        "workout": "Legs",
        "exercise": exercise,
        "weight": Decimal(60),
        "reps": 8,
    }
    return ForeignSet(**(values | other))


WORKOUT = (written(rpe=Decimal("8.5")), written("Leg Curl", weight=Decimal(40), reps=12))
"""One set for the upper glutes, and one that is not."""


def many(workouts: int, sets: int = 10) -> list[ForeignSet]:
    """Workouts of hip thrusts and leg curls in turns, one a day."""
    return [
        written(tuple(CHOICES)[number % 2], started=WALL - timedelta(days=day), reps=5 + number)
        for day in range(workouts)
        for number in range(sets)
    ]


def arrivals(
    person: UUID, rows: Iterable[ForeignSet] = WORKOUT, zone: str = "Europe/Berlin"
) -> list[Arrival]:
    """The rows as records of a person."""
    until = NOW + timedelta(days=1)
    whose = Whose(person=person, zone=zone, source=Source.STRONG, until=until)
    translator = Translator(whose, catalogue())
    found = [translator.translate(row, CHOICES[row.exercise]) for row in rows]
    assert all(isinstance(one, Arrival) for one in found), found
    return [one for one in found if isinstance(one, Arrival)]


def note(**other: Any) -> IntakeNote:
    """What an import is remembered by."""
    values: dict[str, Any] = {
        "source": Source.STRONG,
        "file_name": "strong.csv",
        "digest": "0" * 64,
        "at": NOW,
    }
    return IntakeNote(**(values | other))


def bring(
    person: UUID, rows: Iterable[ForeignSet] = WORKOUT, said: Sequence[NameChoice] = ()
) -> tuple[UUID | None, Tally]:
    """Takes the rows in."""
    return intakes.take_in(person, arrivals(person, rows), note(), said)


def bring_a_workout(person: UUID) -> UUID:
    """Takes a small workout in, and gives the id that undoes it."""
    id, _ = bring(person)
    assert id is not None
    return id
