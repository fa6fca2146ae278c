"""Sets and visits in words, as the terminal and the pages share them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ilium.loads import Unit
from ilium.phrases import brought_text, other_set_text
from ilium.training.performed import OtherSet, SetKind
from ilium.training.visits import PastVisit

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ({"reps": 5, "kilograms": Decimal(100), "rir": 2}, "5 × 100 kg, 2 in reserve"),
        ({"reps": 12}, "12 reps"),
        ({"reps": 12, "kilograms": Decimal(0)}, "12 reps"),
        ({"seconds": 45}, "45 s"),
        ({"seconds": 90, "kilograms": Decimal(20)}, "90 s × 20 kg"),
        ({"meters": Decimal(2500), "seconds": 900}, "2.5 km in 15 min"),
        ({"meters": Decimal(40), "kilograms": Decimal("62.5")}, "40 m × 62.5 kg"),
        ({"meters": Decimal(10000), "seconds": 3001}, "10 km in 50 min 1 s"),
        ({"reps": 8, "kind": SetKind.DROP}, "8 reps, drop set"),
    ],
)
def test_a_set_of_other_training(done: dict[str, Any], said: str) -> None:
    one = OtherSet(id=UUID(int=1), session=UUID(int=2), exercise="Deadlift", at=AT, **done)
    assert other_set_text(one, Unit.KILOGRAMS) == said


@pytest.mark.parametrize(
    ("source", "title", "said"),
    [("strong", "Legs", "Legs, from Strong"), ("hevy", "", "From Hevy"), ("else", "", "From else")],
)
def test_where_a_visit_comes_from(source: str, title: str, said: str) -> None:
    visit = PastVisit(session=UUID(int=1), started_at=AT, source=source, title=title)
    assert brought_text(visit) == said
