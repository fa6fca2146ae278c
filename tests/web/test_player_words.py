"""What the player says about pain is what is prescribed after it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest

from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.loads import KILOGRAM_KINDS, Equipment, Inventory, Load, LoadKind, load_text
from ilium.planning.programme import Item, Sides
from ilium.training.performed import Pain, PerformedSet, Side
from ilium.training.prescription import Day, History, Prescription
from ilium.training.progression import prescribe
from ilium.web.player.words import after_pain


@pytest.mark.parametrize("kind", list(LoadKind))
@pytest.mark.parametrize("sets", [1, 3])
def test_what_is_said_about_pain_is_what_is_prescribed(kind: LoadKind, sets: int) -> None:
    before, after = _before_and_after_pain(kind, sets)
    said = after_pain(sets, kind)
    assert ("one set fewer" in said) == (len(after.sets) == len(before.sets) - 1)
    assert after.reasons[0].code == "pain_lighter"
    old, new = before.sets[-1].load, after.sets[-1].load
    assert old is not None
    assert new is not None
    if kind is LoadKind.BAND:
        assert "a lighter band" in said
        assert (old.band, new.band) == ("medium", "light")
    elif kind is LoadKind.NONE:
        assert "nothing added" in said
        assert load_text(new) == load_text(old)
    else:
        assert "at most 80 %" in said
        assert (new.kilograms or 0) <= (old.kilograms or 0) * Decimal("0.8")
        assert (new.kilograms or 0) < (old.kilograms or 0)


def _before_and_after_pain(kind: LoadKind, sets: int) -> tuple[Prescription, Prescription]:
    """A prescription, and the one after its first set hurt."""
    variant = catalogue().variant("hip_thrust")
    setup = msgspec.structs.replace(variant.setups[0], needs=(), load=kind)
    variant = msgspec.structs.replace(variant, setups=(setup,))
    item = Item(
        exercise="hip_thrust",
        sets=sets,
        reps=(8, 12),
        rir=(1, 3),
        tempo="1-1-2",
        rest_s=120,
        sides=Sides.BOTH,
        minutes=10,
    )

    def prescribed(*past: PerformedSet) -> Prescription:
        return prescribe(
            item,
            variant,
            History(variant="hip_thrust", sets=past),
            Inventory(),
            frozenset(Equipment),
            Day(on=date(2026, 11, 24), week=1),
            role=Role.HEAVY,
        )

    good = tuple(_thrust(kind, 1) for _ in range(sets))
    return prescribed(*good), prescribed(*good, _thrust(kind, 2, pain=Pain.KNEE))


def _thrust(kind: LoadKind, day: int, pain: Pain | None = None) -> PerformedSet:
    """A set in the middle of the range, with 30 kg or the middle band."""
    weighed = kind in KILOGRAM_KINDS or kind is LoadKind.BODYWEIGHT
    return PerformedSet(
        id=uuid4(),
        variant="hip_thrust",
        side=Side.BOTH,
        load=Load(
            kind,
            kilograms=Decimal(30) if weighed else None,
            band="medium" if kind is LoadKind.BAND else None,
        ),
        reps=9,
        rir=2,
        pain=pain,
        at=datetime(2026, 11, 20 + day, 17, tzinfo=UTC),
        role=Role.HEAVY,
        session=UUID(int=day),
        target_reps=(8, 12),
        target_rir=(1, 3),
    )
