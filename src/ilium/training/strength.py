"""Strength behind the sets: the one-repetition maximum (1RM) with its uncertainty.

Epley (1985): lifting w kilograms for r repetitions to failure predicts

    1RM = w (1 + r / 30)

and a set that stops short counts the reps done plus the reps in reserve (RIR). One set is a weak
measurement, so sets are combined by inverse variance, and exposures by a scalar Kalman filter
over the logarithm of the 1RM (a local-level model: strength drifts, each day measures it).

Every variance depends on what was *asked for* and on whether RIR was said, never on the reps that
came out: a weight that follows the outcome would bias the mean, and more reps could then predict
less strength.

Limits: Epley describes two-leg barbell lifts of up to about 10 reps; other lifts and longer sets
may be off by several per cent, which `FORMULA_DEVIATION` stands for. It errs alike from day to
day, so comparing a person with themselves is better than the number itself. Reserve is understated
by 0.95 reps on average, but people differ widely (halperin_2022): who judges it well is credited
with up to a rep too much.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from ilium.loads import KILOGRAM_KINDS, Load
from ilium.planning.programme import Range
from ilium.training.prescription import Estimate

EPLEY = 30.0
"""Reps after which a lift is half the maximum: the constant of Epley's formula."""

RIR_DEVIATION = 1.0
"""Reps. Error of a said RIR in sets of up to 12 reps: about one rep (halperin_2022, secondary)."""

UNDERSTATED = 0.95
"""Reps by which people have more left than they say, on average (halperin_2022, secondary)."""

RELIABLE_REPS = 12
ERROR_PER_REP = 0.47
"""Growth of both errors for each rep to failure past `RELIABLE_REPS` (halperin_2022, secondary)."""

MOST_RIR_DEVIATION = 5.0
"""Reps. Beyond this the slope is extrapolated further than its data; reasoned."""

UNSAID_DEVIATION = 2.0
"""Reps. Error of a RIR taken as asked for because none was said; reasoned: twice a said one."""

FAR_FROM_FAILURE = 5
"""RIR above which a said one is only a lower bound: estimates worsen away from failure."""

DAY_DEVIATION = 0.03
"""Share of the 1RM by which days differ. Retests of 1RM vary by a median of 4.2 % (Grgic 2020,
32 studies), which holds two days' variation: 4.2 / sqrt(2) = 3."""

WEEKLY_DRIFT = 0.02
"""Share of the 1RM by which strength may change in a week; reasoned: beginners gain 1-2 %."""

FORMULA_DEVIATION = 0.05
"""Share of the 1RM by which Epley's formula is off for a person and a lift; reasoned, as most
published comparisons in sets of up to 10 reps lie within 5 %."""


class Strength(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The natural logarithm of a 1RM in kilograms, and the variance of that logarithm.

    `bound` marks a measurement from sets far from failure: strength is at least this.
    """

    log: float
    variance: float
    bound: bool = False

    @property
    def kilograms(self) -> float:
        """The best guess of the 1RM, in kilograms."""
        return math.exp(self.log)


class Lifted(Protocol):
    """What a set says about strength: a performed set, or sets that came out alike."""

    @property
    def load(self) -> Load:
        """What was moved."""
        ...

    @property
    def reps(self) -> int | None:
        """How often, None for a hold."""
        ...

    @property
    def rir(self) -> int | None:
        """The reps that could still have been done, as felt."""
        ...

    @property
    def target_reps(self) -> Range | None:
        """The reps that were asked for."""
        ...

    @property
    def target_rir(self) -> Range | None:
        """The reserve that was asked for."""
        ...


def one_rep_max(kilograms: float, reps: float) -> float:
    """Epley's 1RM in kilograms, for `reps` that could be done to failure.

    >>> one_rep_max(60, 10 + 2)
    84.0
    """
    return kilograms * (1 + reps / EPLEY)


def reps_to_failure(maximum: float, kilograms: float) -> float:
    """The reps to failure that a 1RM predicts; negative above the maximum.

    >>> round(reps_to_failure(84.0, 60), 6)
    12.0
    """
    return EPLEY * (maximum / kilograms - 1)


def measure(sets: Sequence[Lifted], reps: Range, rir: Range) -> Strength | None:
    """What one exposure's sets of one side say, combined by inverse variance.

    `reps` and `rir` are what was asked for, used where a set does not remember it. None without
    a weighed set of reps.

    >>> measure((), (8, 12), (1, 3)) is None
    True
    """
    weights: list[float] = []
    logs: list[float] = []
    far = True
    for done in sets:
        kilograms = done.load.kilograms
        if done.reps is None or done.load.kind not in KILOGRAM_KINDS or not kilograms:
            continue
        asked = done.target_rir or rir
        reserve = sum(asked) / 2 if done.rir is None else believed_reserve(done.reps, done.rir)
        far = far and done.rir is not None and done.rir > FAR_FROM_FAILURE
        length = sum(done.target_reps or reps) / 2
        spread = _rir_deviation(length, done.rir) / (EPLEY + length + sum(asked) / 2)
        weights.append(spread**-2)
        logs.append(math.log(one_rep_max(float(kilograms), done.reps + reserve)))
    if not weights:
        return None
    total = math.fsum(weights)
    mean = math.fsum(w * log for w, log in zip(weights, logs, strict=True)) / total
    return Strength(log=mean, variance=1 / total + DAY_DEVIATION**2, bound=far)


def follow(known: Strength | None, measured: Strength, days: int) -> Strength:
    """The strength known after one more exposure, `days` after the one before (Kalman update).

    A measurement that is only a lower bound never lowers what is known.
    """
    if known is None:
        return measured
    variance = known.variance + WEEKLY_DRIFT**2 * max(days, 0) / 7
    if measured.bound and measured.log <= known.log:
        return Strength(log=known.log, variance=variance)
    gain = variance / (variance + measured.variance)
    return Strength(
        log=known.log + gain * (measured.log - known.log), variance=(1 - gain) * variance
    )


def estimate(strength: Strength) -> Estimate:
    """The 1RM in kilograms with its standard deviation, the formula's own error included."""
    deviation = math.sqrt(strength.variance + FORMULA_DEVIATION**2)
    return Estimate(kilograms=strength.kilograms, deviation=strength.kilograms * deviation)


def believed_reserve(reps: int, said: int) -> float:
    """The reps in reserve to expect where some were said: people have more left than they say.

    What is added is bounded by what was said, since failure itself is felt well and the slope for
    long sets comes from predictions at any point of a set; the bound is reasoned.

    >>> believed_reserve(9, 2), believed_reserve(8, 0), believed_reserve(20, 2)
    (2.95, 0.0, 4.0)
    """
    past = max(reps + said - RELIABLE_REPS, 0)
    return said + min(UNDERSTATED + ERROR_PER_REP * past, float(said))


def felt_reserve(rir: Range, reps: float) -> Range:
    """The reserve to stop at, as felt, so that `rir` is what is likely left after about `reps`.

    People have more left than they feel (halperin_2022, secondary), in long sets much more. Both
    ends stay at 1 or more unless less was asked for: nobody who judges well is sent to failure.

    >>> felt_reserve((1, 3), 9), felt_reserve((2, 3), 9), felt_reserve((1, 3), 14)
    ((1, 2), (1, 2), (1, 1))
    """

    def likely(said: int) -> float:
        return said + UNDERSTATED + ERROR_PER_REP * max(reps + said - RELIABLE_REPS, 0)

    low, high = (
        min(range(min(true, 1), true + 1), key=lambda said: abs(likely(said) - true))
        for true in rir
    )
    return low, max(high, low)


def weakest(strengths: Iterable[Strength]) -> Strength | None:
    """The lowest of the sides' strengths, None without any."""
    return min(strengths, key=lambda strength: strength.log, default=None)


def _rir_deviation(length: float, said: int | None) -> float:
    """Standard deviation, in reps, of the reps to failure of a set of `length` reps."""
    base = UNSAID_DEVIATION if said is None else RIR_DEVIATION
    if said is not None and said > FAR_FROM_FAILURE:
        base *= 2
    past = max(length - RELIABLE_REPS, 0)
    return min(base + ERROR_PER_REP * past, MOST_RIR_DEVIATION)
