"""The first load of a variant whose exercise has been done in another variant."""

from decimal import Decimal

from ilium.exercises import UnknownVariant
from ilium.exercises.model import MODIFIER_SIGN, Variant
from ilium.exercises.variants import resolve
from ilium.reasons import Reason
from ilium.training.aim import Aim
from ilium.training.course import RESTART_AFTER_DAYS, run_course
from ilium.training.easing import days_away, share_after
from ilium.training.exposure import SETS_NEEDED, exposures
from ilium.training.moves import Move, Turn
from ilium.training.prediction import fitting
from ilium.training.prescription import Day, History
from ilium.training.wording import named

AKIN_SHARE = Decimal("0.9")
"""Of the strength in the other variant, what is counted on at first: less by as much as one rise
may go, so that the first sets lie on the safe side; reasoned."""


def akin_move(history: History, variant: Variant, aim: Aim, day: Day) -> Move | None:
    """The start that the other variant's 1RM predicts; None where it says nothing.

    What hurt the last time, or is too long ago, is no ground for something new.
    """
    other = history.akin
    if other is None:
        return None
    past = exposures(other.sets[-SETS_NEEDED:], aim.role, aim.timed, other.brought)
    if not past or past[-1].painful:
        return None
    away = days_away(past[-1], day)
    strength = run_course(past, aim, None, complete=False).strength
    if strength is None or away >= RESTART_AFTER_DAYS:
        return None
    share = AKIN_SHARE * (share_after(away) or 1)
    value = fitting(strength.kilograms * float(share), aim)
    inputs = {"load": named(aim.ladder, value), "variant": _name(variant, other.variant)}
    return Move(
        value=value,
        turn=Turn.HOLD,
        top=aim.high,
        calibrating=True,
        predicts=False,
        reason=Reason("akin", inputs),
    )


def _name(variant: Variant, other: str) -> str:
    """The name of another variant of the same exercise."""
    _, *modifiers = other.split(MODIFIER_SIGN)
    try:
        return resolve(variant.exercise, modifiers).name
    except UnknownVariant:  # from a catalogue that had other modifiers
        return variant.exercise.name
