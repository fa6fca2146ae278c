"""The moves that a load can make after an exposure, each with its size and its reason.

Sizes follow the 2-10 % of acsm_2009 (secondary), snapped to loads that exist. Within them the
1RM estimate chooses the load at which the reps and the reserve asked for are expected.
"""

from decimal import Decimal
from enum import StrEnum

import msgspec

from ilium.loads import LoadKind
from ilium.reasons import Reason, ReasonInput
from ilium.training.aim import Aim
from ilium.training.exposure import Judged
from ilium.training.prediction import (
    LEAST_REPS,
    MOST_REPS,
    between_loads,
    fits_bottom,
    reps_before,
    spare_reps,
)
from ilium.training.strength import Strength
from ilium.training.wording import (
    amount,
    counted,
    difference,
    named,
    named_near,
    percent,
    reserve,
)

SMALLEST_RISE, LARGEST_RISE = Decimal("1.02"), Decimal("1.10")
"""The load is raised by 2-10 % (acsm_2009, secondary)."""

LARGEST_RISE_UNSAID = Decimal("1.05")
"""The same where a reserve was not said: half of the usual rise; reasoned."""

SMALLEST_CUT, LARGEST_CUT = Decimal("0.95"), Decimal("0.90")
"""After repeated misses it is lowered by 5-10 %: as far as one rise may have gone; reasoned."""

EXTRA_REPS = 5
EXTRA_SECONDS = 15
"""How far past the top of the range a set goes before a far step is taken with reps below the
range. Longer sets would do as well for growth, but reserve is judged ever worse past 12 reps
(halperin_2022), and the session has its time; reasoned."""

TOPS_FOR_BIG_STEP = 2
"""Exposures in a row at the top before a big step on unsaid reserve: reps alone do not tell how
close to failure they were; reasoned."""


class Turn(StrEnum):
    """Which way a load goes."""

    RISE = "rise"
    HOLD = "hold"
    REDUCE = "reduce"


class Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next load, as a ladder value, and the most reps (or seconds) to do with it.

    `calibrating` says that the load is still being found, `predicts` that the 1RM estimate may
    narrow the reps asked for, `outgrown` that no heavier load is left to go to.
    """

    value: Decimal
    turn: Turn
    top: int
    reason: Reason
    calibrating: bool = False
    predicts: bool = True
    outgrown: bool = False


def hold(
    judged: Judged,
    aim: Aim,
    code: str,
    *,
    at: Decimal | None = None,
    top: int | None = None,
    **inputs: str | int,
) -> Move:
    """The load that was lifted, or the one `at`, once more."""
    value = aim.ladder.settle(judged.base if at is None else at)
    load = named(aim.ladder, value)
    done = counted(judged, aim.timed)
    return Move(
        value=value,
        turn=Turn.HOLD,
        top=aim.high if top is None else top,
        reason=Reason(code, {"load": load, "done": done, **inputs}),
    )


def reduce(judged: Judged, base: Decimal, strength: Strength | None, aim: Aim) -> Move:
    """A load lighter than `base` after repeated misses: 5-10 % less, or the next one down.

    Where that would be too light for the range, fewer reps with the same load.
    """
    if strength is not None and aim.weighed and between_loads(strength.kilograms, base, aim):
        return hold(judged, aim, "fewer_reps", at=base)
    options = aim.ladder.between(base * LARGEST_CUT, base * SMALLEST_CUT)
    if aim.ladder.kind is LoadKind.BAND or not options:
        below = aim.ladder.next_below(base)
    else:
        below = options[0]
        if strength is not None and aim.weighed:
            fits = [v for v in options if fits_bottom(strength.kilograms, v, aim)]
            below = fits[-1] if fits else options[0]
    if below is None:
        return hold(judged, aim, "lightest_missed")
    return Move(
        value=below,
        turn=Turn.REDUCE,
        top=aim.high,
        reason=Reason(
            "reduce_missed",
            {
                "load": named(aim.ladder, below),
                "done": counted(judged, aim.timed),
                "low": amount(aim, aim.low),
            },
        ),
    )


def onward(
    judged: Judged,
    strength: Strength | None,
    tops: int,
    retreat: Decimal | None,
    aim: Aim,
) -> Move:
    """After a full success: the next load, or more reps where that is too far off."""
    if aim.weighed and strength is not None and judged.base > 0:
        maximum = max(strength.kilograms, judged.demonstrated or 0.0)
        return _onward_weighed(judged, maximum, tops, aim)
    following = _next_rung(judged.base, aim)
    if following is None:
        return _outgrown(judged, aim)
    big = aim.ladder.kind is LoadKind.BAND or (
        aim.ladder.kind is not LoadKind.BODYWEIGHT and following > judged.base * LARGEST_RISE
    )
    if big and judged.unsaid and tops + 1 < TOPS_FOR_BIG_STEP:
        return _once_more(judged, following, aim)
    if retreat is not None and following >= retreat and judged.least < _extended(aim):
        top = _extended(aim)
        return hold(
            judged,
            aim,
            "earn_again",
            top=top,
            next=named(aim.ladder, following),
            top_reps=amount(aim, top),
        )
    return rise(judged, following, aim)


def _onward_weighed(judged: Judged, maximum: float, tops: int, aim: Aim) -> Move:
    """The load within 2-10 % that brings the middle of the range, or the way to a far one."""
    base = judged.base
    options = aim.ladder.between(base * SMALLEST_RISE, base * LARGEST_RISE)
    if not options:
        return _onward_coarse(judged, maximum, tops, aim)
    sensible = [value for value in options if value - base >= aim.step] or list(options)
    limit = base * (LARGEST_RISE_UNSAID if judged.unsaid else LARGEST_RISE)
    fits = [v for v in sensible if spare_reps(maximum, v, aim.reserve) >= aim.middle]
    within = [value for value in fits if value <= limit]
    if within:
        return rise(judged, within[-1], aim)
    for value in (sensible[0], options[0]):
        if spare_reps(maximum, value, aim.rir[0]) >= aim.low:
            return rise(judged, value, aim)
    return _earn(judged, options[0], aim)


def _onward_coarse(judged: Judged, maximum: float, tops: int, aim: Aim) -> Move:
    """A step of more than 10 %: taken once the bottom of the range is expected after it.

    Where `EXTRA_REPS` past the range do not lead there, the range lies between the two loads; then
    it is taken with fewer reps than the range has, down to `LEAST_REPS`.
    """
    far = aim.ladder.next_above(judged.base * LARGEST_RISE)
    if far is None:
        return _outgrown(judged, aim)
    if judged.unsaid and tops + 1 < TOPS_FOR_BIG_STEP:
        return _once_more(judged, far, aim)
    expected = spare_reps(maximum, far, aim.rir[0]) >= aim.low
    possible = spare_reps(maximum, far, aim.reserve) >= LEAST_REPS
    if not (expected or (possible and judged.least >= _extended(aim))):
        return _earn(judged, far, aim)
    return Move(
        value=far,
        turn=Turn.RISE,
        top=aim.high,
        reason=Reason(
            "load_up_coarse",
            {
                "load": named(aim.ladder, far),
                "percent": percent(judged.base, far),
                "done": counted(judged),
                "base": named_near(aim.ladder, judged.base),
            },
        ),
    )


def _next_rung(base: Decimal, aim: Aim) -> Decimal | None:
    """The next load up where no 1RM compares loads: a band, or the first sensible jump."""
    least = base if aim.ladder.kind is LoadKind.BAND else base + aim.step
    sensible = (value for value in aim.ladder.values if value > base and value >= least)
    return next(sensible, aim.ladder.next_above(base))


def rise(judged: Judged, value: Decimal, aim: Aim) -> Move:
    """The next load, with what earned it."""
    inputs: dict[str, ReasonInput] = {
        "load": named(aim.ladder, value),
        "done": counted(judged, aim.timed),
    }
    if aim.ladder.kind is LoadKind.BAND:
        code = "band_up"
    else:
        code = "load_up"
        inputs["change"] = difference(value, judged.base)
    if judged.unsaid:
        code += "_unsaid"
    else:
        inputs["reserve"] = reserve(judged)
    return Move(value=value, turn=Turn.RISE, top=aim.high, reason=Reason(code, inputs))


def _once_more(judged: Judged, following: Decimal, aim: Aim) -> Move:
    """A big step waits for a second success where no reserve was said."""
    return hold(judged, aim, "twice_first", next=named(aim.ladder, following))


def _earn(judged: Judged, following: Decimal, aim: Aim) -> Move:
    """More reps with the same load until the next one is within reach."""
    if judged.least >= MOST_REPS:
        return _outgrown(judged, aim)
    inside = reps_before(judged.base, following, aim.low, aim.rir[0], aim)
    below = reps_before(judged.base, following, LEAST_REPS, aim.reserve, aim)
    top = max(aim.high + 1, min(inside, max(_extended(aim), below), MOST_REPS))
    return hold(
        judged,
        aim,
        "earn_step",
        top=top,
        next=named(aim.ladder, following),
        percent=percent(judged.base, following),
        top_reps=amount(aim, top),
    )


def _outgrown(judged: Judged, aim: Aim) -> Move:
    """No heavier load is left, or none within reach: the exercise itself has to get harder."""
    top = max(aim.high, MOST_REPS) if aim.weighed else _extended(aim)
    stay = hold(judged, aim, "outgrown", top=top)
    return msgspec.structs.replace(stay, outgrown=True)


def _extended(aim: Aim) -> int:
    """A top beyond the range, for loads that no 1RM can compare."""
    if aim.timed:
        return aim.high + EXTRA_SECONDS
    return max(aim.high, min(aim.high + EXTRA_REPS, MOST_REPS))
