"""What stands before progression on a given day: pain, time off, a deload, a stall.

Each makes the day lighter or keeps it as it was, and none counts as success or as miss. Shares of
the load are reasoned unless they name a source: there is hardly any trial of how to come back.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ilium.loads import LoadKind
from ilium.reasons import Reason
from ilium.training.aim import Aim
from ilium.training.course import HOLD_AFTER_DAYS, RESTART_AFTER_DAYS, Course, first_move
from ilium.training.exposure import Exposure, Judged, lifted
from ilium.training.moves import Move, Turn
from ilium.training.predicted_moves import translated
from ilium.training.prediction import fits_bottom
from ilium.training.prescription import Day
from ilium.training.strength import weakest
from ilium.training.wording import named, named_near, span

PAIN_SHARE = Decimal("0.8")
"""Of the load that hurt: lighter beyond what days differ by; reasoned."""

COMEBACKS = (
    (RESTART_AFTER_DAYS, Decimal("0.7")),
    (42, Decimal("0.8")),
    (21, Decimal("0.9")),
)
"""Days off, and the share of the last load to come back with. Losses are small up to two or three
weeks and grow with the break (Bosquet 2013, 103 studies); the shares are on the safe side of them
and reasoned, as soreness returns sooner than strength goes."""

DELOAD_SHARE = Decimal("0.9")
"""A planned deload cuts sets and effort (bell_2023, secondary); the load gives way only as far as
the eased effort needs in the same rep range, and at most to this share; reasoned."""

STALL_SHARE = Decimal("0.9")
STALL_EXPOSURES = 8
"""Exposures over which neither load nor 1RM rose, at full effort: four weeks at two a
week, the short end of the usual cadence of light weeks (bell_2023, secondary). The means of the
two halves then differ by chance with a standard error of 2 % for days that differ by 3 %; fewer
would take chance for a stall; reasoned."""

COARSE_SHARE = Decimal("0.85")
"""Where 10 % less would mean less than this share, a light session keeps the load and halves its
sets instead; reasoned."""

LIGHT_CODES = frozenset(
    {"pain_lighter", "planned_deload", "planned_deload_lighter", "stall_lighter", "stall_shorter"}
)
"""First reasons of prescriptions that are easier on purpose: see `is_light`."""

CALIBRATION_CODES = frozenset(
    {
        "akin",
        "brought",
        "calibration",
        "calibration_bare",
        "calibrated",
        "comeback_restart",
        "no_load",
    }
)
"""First reasons of prescriptions whose load is still being found."""


def todays_move(
    course: Course, past: Sequence[Exposure], aim: Aim, day: Day, start: Decimal
) -> Move:
    """The move of the day: the course's own, unless something stands before it.

    `past` holds every exposure, with whatever load; `start` is the first-time load.
    """
    usual = _usual(course, past, aim, start)
    if not past:
        return usual
    if past[-1].painful:
        return _after_pain(past, usual, aim)
    away = days_away(past[-1], day)
    comeback = share_after(away)
    if comeback is not None:
        return _comeback(usual, course, comeback, away, aim)
    if day.deload:
        return _planned_deload(_no_rise(usual, course, aim), course, aim)
    if _pain_before(past):
        return _no_rise(usual, course, aim, "after_pain")
    if away >= HOLD_AFTER_DAYS and usual.turn is Turn.RISE:
        return _no_rise(usual, course, aim, "comeback_hold", days=away)
    if usual.turn is Turn.HOLD and _stalled(course.run, aim):
        return _light_session(usual, aim)
    return usual


def share_after(days_off: int) -> Decimal | None:
    """The share of the load to come back with after so many days off; None for the whole."""
    return next((share for days, share in COMEBACKS if days_off >= days), None)


def days_away(last: Exposure, day: Day) -> int:
    """Days off that count: all of them without any training, half of them with other training."""
    own = (day.on - last.day).days
    every = own if day.last_trained is None else (day.on - day.last_trained).days
    return max(min(every, own), own // 2)


def pains_in_a_row(past: Sequence[Exposure]) -> int:
    """How many of the latest exposures hurt, one after the other."""
    number = 0
    for exposure in reversed(past):
        if not exposure.painful:
            break
        number += 1
    return number


def _usual(course: Course, past: Sequence[Exposure], aim: Aim, start: Decimal) -> Move:
    """What the course asks for, or the best start where it has none yet."""
    if course.move is not None:
        return course.move
    if course.strength is not None:
        return translated(course.strength, aim)
    known = [value for exposure in past if (value := lifted(exposure, aim.ladder)) is not None]
    return first_move(aim, aim.ladder.settle(known[-1]) if known else start)


def _after_pain(past: Sequence[Exposure], usual: Move, aim: Aim) -> Move:
    """Less of the load that hurt, and never more than the usual one."""
    hurt = lifted(past[-1], aim.ladder)
    value = usual.value if hurt is None else min(hurt, usual.value)
    return _lighter(usual, PAIN_SHARE, aim, "pain_lighter", of=value)


def _pain_before(past: Sequence[Exposure]) -> bool:
    """Whether the latest exposures were light ones after a painful one."""
    for exposure in reversed(past):
        if exposure.painful:
            return exposure is not past[-1]
        if not exposure.light:
            return False
    return False


def _comeback(usual: Move, course: Course, share: Decimal, away: int, aim: Aim) -> Move:
    """A lighter load after weeks off, found anew after many."""
    restart = away >= RESTART_AFTER_DAYS
    move = _lighter(
        _no_rise(usual, course, aim),
        share,
        aim,
        "comeback_restart" if restart else "comeback_lighter",
        weeks=away // 7,
    )
    return msgspec.structs.replace(move, calibrating=restart)


def _planned_deload(usual: Move, course: Course, aim: Aim) -> Move:
    """The same load as far as the eased effort allows, down to `DELOAD_SHARE`."""
    value = usual.value
    known = course.strength
    if known is not None and aim.weighed and not fits_bottom(known.kilograms, value, aim):
        options = aim.ladder.between(value * DELOAD_SHARE, value)
        fits = [v for v in options if fits_bottom(known.kilograms, v, aim)]
        value = fits[-1] if fits else options[0]
    code = "planned_deload" if value == usual.value else "planned_deload_lighter"
    return msgspec.structs.replace(
        usual,
        value=value,
        turn=Turn.HOLD,
        top=aim.high,
        outgrown=False,
        reason=Reason(code, {"load": named(aim.ladder, value), "rir": span(aim.felt)}),
    )


def _light_session(usual: Move, aim: Aim) -> Move:
    """10 % less, or half of the sets where the loads are too coarse for that."""
    light = _share_of(usual.value, STALL_SHARE, aim)
    if light >= usual.value * COARSE_SHARE:
        return _lighter(usual, STALL_SHARE, aim, "stall_lighter", sessions=STALL_EXPOSURES)
    return msgspec.structs.replace(
        usual,
        reason=Reason(
            "stall_shorter",
            {"load": named(aim.ladder, usual.value), "sessions": STALL_EXPOSURES},
        ),
    )


def _no_rise(usual: Move, course: Course, aim: Aim, code: str | None = None, **inputs: int) -> Move:
    """The usual move without its rise: the load lifted last, if that is less."""
    last = course.judged
    value = usual.value if last is None else aim.ladder.settle(min(usual.value, last.base))
    load = named(aim.ladder, value)
    reason = usual.reason if code is None else Reason(code, {"load": load, **inputs})
    return msgspec.structs.replace(
        usual, value=value, turn=Turn.HOLD, top=aim.high, reason=reason, outgrown=False
    )


def _lighter(
    usual: Move,
    share: Decimal,
    aim: Aim,
    code: str,
    *,
    of: Decimal | None = None,
    **inputs: int,
) -> Move:
    """A share of the load, snapped down; rungs down for bands."""
    before = usual.value if of is None else of
    value = _share_of(before, share, aim)
    return msgspec.structs.replace(
        usual,
        value=value,
        turn=Turn.REDUCE,
        top=aim.high,
        predicts=False,
        outgrown=False,
        reason=Reason(code, {"load": named_near(aim.ladder, value), **inputs}),
    )


def _share_of(value: Decimal, share: Decimal, aim: Aim) -> Decimal:
    """A share of a value as a load: 10 % off keeps a band, each 10 % more is a rung down."""
    if aim.ladder.kind is not LoadKind.BAND:
        return aim.ladder.settle(value * share)
    rungs = int((1 - share) * 10) - 1
    return aim.ladder.settle(max(value - rungs, aim.ladder.values[0]))


def _stalled(run: Sequence[Judged], aim: Aim) -> bool:
    """Whether full effort brought neither load nor strength over the latest exposures."""
    latest = run[-STALL_EXPOSURES:]
    if len(latest) < STALL_EXPOSURES or not aim.weighed:
        return False
    if any(judged.unsaid for judged in latest):
        return False
    reserves = [rir for judged in latest for rir in judged.reserves]
    if sum(reserves) / len(reserves) > aim.reserve:
        return False
    half = STALL_EXPOSURES // 2
    before, after = latest[:half], latest[half:]
    if max(judged.base for judged in after) > max(judged.base for judged in before):
        return False
    return _mean_strength(after) <= _mean_strength(before)


def _mean_strength(judged: Sequence[Judged]) -> float:
    """The mean logarithm of the weaker side's 1RM."""
    logs = [found.log for one in judged if (found := weakest(one.strengths.values())) is not None]
    return sum(logs) / len(logs) if logs else 0.0
