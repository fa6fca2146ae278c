"""Moves to a load that the 1RM predicts: one that is found, or found anew for another range."""

from decimal import Decimal

from ilium.reasons import Reason
from ilium.training.aim import Aim
from ilium.training.exposure import Judged, other_range
from ilium.training.moves import Move, Turn
from ilium.training.prediction import between_loads, fitting
from ilium.training.strength import Strength, estimate
from ilium.training.wording import counted, named, named_near, span


def calibrated(
    judged: Judged, found: Strength, asked: Decimal | None, settled: bool, aim: Aim
) -> Move:
    """The load that first sets predict for the middle of the range, whichever way it lies.

    Never more than was asked if less was lifted, nor than a load that was missed.
    """
    bounds = [limit for limit in (judged.missed_at,) if limit is not None]
    if asked is not None and judged.base < asked:
        bounds.append(asked)
    value = aim.ladder.settle(min((fitting(found.kilograms, aim), *bounds)))
    turn = Turn.RISE if value > judged.base else Turn.HOLD
    return Move(
        value=value,
        turn=turn,
        top=aim.high,
        calibrating=not settled,
        predicts=False,
        reason=_predicted("calibrated", judged, value, aim),
    )


def _predicted(code: str, judged: Judged, value: Decimal, aim: Aim, **more: str) -> Reason:
    """The reason for a load that the sets of an exposure predict."""
    inputs = {
        "load": named(aim.ladder, value),
        "done": counted(judged),
        "heaviest": named_near(aim.ladder, judged.heaviest),
    }
    return Reason(code, {**inputs, **more})


def brought(judged: Judged, strength: Strength, program: str, aim: Aim) -> Move:
    """The load that sets from another program predict; the first sets here show whether it fits.

    Across rep ranges from the 1RM less one standard deviation, as in `range_changed`. Within the
    range never more than was lifted, unless the reserve was said too.
    """
    across = other_range(judged, aim)
    maximum = strength.kilograms - (estimate(strength).deviation if across else 0.0)
    value = fitting(maximum, aim)
    if judged.unsaid and not across:
        value = min(value, aim.ladder.settle(judged.heaviest))
    return Move(
        value=value,
        turn=Turn.HOLD,
        top=aim.high,
        calibrating=True,
        predicts=False,
        reason=_predicted("brought", judged, value, aim, program=program),
    )


def range_changed(judged: Judged, strength: Strength | None, aim: Aim) -> Move | None:
    """The load for a rep range that has nothing in common with the last one, None if it has.

    Predicted from the 1RM less one standard deviation, since the formula is used across ranges.
    A range that lies between two loads is no other range.
    """
    if judged.asked is None or strength is None or not other_range(judged, aim):
        return None
    if between_loads(strength.kilograms, judged.base, aim):
        return None
    value = fitting(strength.kilograms - estimate(strength).deviation, aim)
    base = aim.ladder.settle(judged.base)
    shorter = (
        judged.asked[0] > aim.high
    )  # fewer reps now, so that more load is to be expected, never less
    if value == base or (value > base) is not shorter:
        return None
    if shorter and judged.missed_at is not None:
        return None
    return Move(
        value=value,
        turn=Turn.RISE if value > judged.base else Turn.HOLD,
        top=aim.high,
        reason=_range_reason(value, aim),
    )


def translated(strength: Strength, aim: Aim) -> Move:
    """The load for an item whose variant has so far been done in another role only."""
    value = fitting(strength.kilograms - estimate(strength).deviation, aim)
    return Move(value=value, turn=Turn.HOLD, top=aim.high, reason=_range_reason(value, aim))


def _range_reason(value: Decimal, aim: Aim) -> Reason:
    load, reps = named(aim.ladder, value), span((aim.low, aim.high))
    return Reason("range_changed", {"load": load, "reps": reps})
