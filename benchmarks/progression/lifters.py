"""The simulated lifters: who they are, what they can do on a day, and how they answer.

Every rule meets the same lifters with the same good and bad days. A number below is either
sourced or says that it is an assumption; docs/progression-benchmark.md gives the sources in full.
None of it was chosen with a rule's result in view.
"""

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import numpy as np

WEEKS = 24
SETS = 3
TARGET_RIR = 2
"""The effort that every rule is after: inside the 0-3 reps in reserve of Refalo 2023."""

MOST_REPS = 60
"""Nobody is asked for more; the tables of what a lifter can do end here."""

READINESS_SD = 0.035
"""Good and bad days, as a share of strength: under the 4.2 % test-retest variation of a
one-repetition maximum (Grgic 2020, median), which holds errors of testing too."""

RIR_BIAS, RIR_BIAS_SD = 0.95, 0.5
"""People have 0.95 more reps left than they say (Halperin 2022). Spread over people: assumption."""

BIAS_PER_REP, SD_PER_REP, RELIABLE_REPS = 0.25, 0.10, 12
"""Past 12 reps the estimate gets worse: by 0.47 a rep in Halperin 2022, over predictions made at
any point of a set; about half of that at a set's end, and 10 % more spread a rep: assumptions."""

SET_FATIGUE, SET_FATIGUE_SD, RECOVERY_S = 0.15, 0.25, 100.0
"""Share of strength gone right after a set to failure, and the time constant of its return.
10 reps to failure are followed by about 8 after 2 minutes and 9 after 3, and by 6 or 7 after 1:
the pattern of Willardson and Burkett 2005 and Senna 2011. Spread over people: assumption."""

HARD_RIR, IDLE_RIR = 4, 7
"""Sets with up to 4 in reserve count in full for growth, from 7 on not at all; linear between.
Strength gains hardly depend on effort among hard sets (Robinson 2024); the ends: assumption."""

REFERENCE_SETS = 7.5
"""Weekly hard sets at which the growth rates below hold; others go with the square root
(Pelland 2025)."""

IDLE_WEEK_LOSS = 0.01
"""Share of strength lost in a week without training: the loss grows with the time off
(Bosquet 2013), and is small at first. The figure: assumption."""

COACH_ERROR, COACH_ERROR_SD = -0.05, 0.05
"""The first load, as a share off the right one: cautious, and not exact. Assumption."""

MISSED_SESSIONS = 0.08
LAY_OFF_SHARE = 0.30
"""Single sessions missed; lifters with one lay-off of 1 to 3 weeks. Assumptions."""


@dataclass(frozen=True)
class Lift:
    """An exercise as it is trained: its loads in kilograms, and the programme's numbers."""

    variant: str
    kind: str
    loads: tuple[float, ...]
    step: float
    low: int
    high: int
    rest_s: int

    @property
    def reps(self) -> int:
        """The fixed number of reps that rules without a range ask for: the middle."""
        return (self.low + self.high) // 2

    def nearest(self, kilograms: float) -> float:
        """The loadable weight nearest to a wish, the lighter one when it lies between."""
        return min(self.loads, key=lambda load: (abs(load - kilograms), load))

    def not_above(self, kilograms: float) -> float:
        """The heaviest loadable weight that is not above the wish, or the lightest there is."""
        index = bisect_right(self.loads, kilograms + 1e-9)
        return self.loads[max(0, index - 1)]


def _steps(first: float, step: float, last: float) -> tuple[float, ...]:
    return tuple(first + step * n for n in range(int((last - first) / step) + 1))


HIP_THRUST = Lift("hip_thrust", "barbell", _steps(20, 2.5, 300), 2.5, 6, 10, 180)
GOBLET_SQUAT = Lift("goblet_squat", "dumbbell", _steps(2, 2, 80), 2, 8, 12, 150)
MACHINE = "machine_hip_abduction"
FINE_STACK = Lift(MACHINE, "stack", _steps(5, 5, 200), 5, 10, 15, 90)
COARSE_STACK = Lift(MACHINE, "stack", _steps(10, 10, 200), 10, 10, 15, 90)


@dataclass(frozen=True)
class Experience:
    """How strong people come, and how fast they grow.

    `one_rm` is the mean one-repetition maximum in kilograms of a lift (assumption, with 20 %
    spread); `weekly` the first weeks' growth as a share of it, `ceiling` the range of what can
    be reached, as multiples of it.
    """

    one_rm: dict[str, float]
    weekly: float
    ceiling: tuple[float, float]


NOVICE = Experience({"barbell": 70, "dumbbell": 30, "stack": 60}, 0.025, (1.5, 2.2))
TRAINED = Experience({"barbell": 140, "dumbbell": 48, "stack": 90}, 0.005, (1.12, 1.35))
"""Half a year gives about 40 % and 9 %: ACSM 2009 has 40 % for untrained people and 10-16 % for
trained and advanced ones, over a month to two years."""


@dataclass(frozen=True)
class Population:
    """A kind of lifters, who take turns over `kinds`.

    `rir_sd` is the error of one RIR estimate in reps, `unsaid` the share of sets without one.
    """

    name: str
    kinds: tuple[tuple[Experience, Lift], ...]
    rir_sd: float = 1.0
    unsaid: float = 0.05


POPULATIONS = (
    Population("novice", ((NOVICE, HIP_THRUST), (NOVICE, GOBLET_SQUAT))),
    Population("trained", ((TRAINED, HIP_THRUST), (TRAINED, GOBLET_SQUAT))),
    Population(
        "noisy RIR",
        tuple((e, lift) for e in (NOVICE, TRAINED) for lift in (HIP_THRUST, GOBLET_SQUAT)),
        rir_sd=2.5,
        unsaid=0.30,
    ),
    Population(
        "coarse stack",
        tuple((e, lift) for e in (NOVICE, TRAINED) for lift in (FINE_STACK, COARSE_STACK)),
    ),
)


@dataclass(frozen=True)
class Visit:
    """A session that takes place: its day from the start, and what chance brings.

    `misjudged` are standard normal errors of the RIR estimate, `said` whether it is told.
    """

    day: int
    readiness: float
    misjudged: tuple[float, ...]
    said: tuple[bool, ...]

    @property
    def week(self) -> int:
        """Calendar week from 0."""
        return self.day // 7


@dataclass(frozen=True)
class Lifter:
    """A person: everything about them that is fixed before the first session.

    `brzycki` is the weight of Brzycki's formula against Lombardi's in what they can do, and
    `endurance` stretches its reps; `ceiling` and `start` are kilograms, `growth` kilograms a week.
    """

    lift: Lift
    start: float
    growth: float
    ceiling: float
    brzycki: float
    endurance: float
    fatigue: float
    rir_bias: float
    rir_sd: float
    coach_error: float
    visits: tuple[Visit, ...]

    @cached_property
    def falling_loads(self) -> list[float]:
        """Minus the load, as a share of strength, that allows 1, 2, 3 ... reps at most."""
        return [-relative_load(reps, self) for reps in range(1, MOST_REPS + 1)]

    @cached_property
    def first_load(self) -> float:
        """What a coach who knows them puts on for the first session, in kilograms."""
        right = self.start * relative_load(self.lift.reps + TARGET_RIR, self)
        return self.lift.nearest(right * (1 + self.coach_error))


def relative_load(reps: float, lifter: Lifter) -> float:
    """The share of the one-repetition maximum that can be lifted `reps` times, 1 for one rep.

    A personal blend of Brzycki 1993, (37 - r) / 36, and Lombardi 1989, r ** -0.1, over reps
    stretched by the person's endurance. Between them lie most people (Nuzzo 2024: large
    differences between people); neither is the formula of Ilium.
    """
    r = 1 + (reps - 1) / lifter.endurance
    return lifter.brzycki * (37 - r) / 36 + (1 - lifter.brzycki) * r**-0.1


def capacity(lifter: Lifter, strength: float, load: float) -> int:
    """Whole reps that can be done at a load with the strength of the moment (both kilograms)."""
    return bisect_right(lifter.falling_loads, -load / strength + 1e-12)


@dataclass(frozen=True)
class Ask:
    """What a lifter is told: a load in kilograms, reps, and perhaps when to stop."""

    load: float
    low: int
    high: int
    rir: float | None = None


@dataclass(frozen=True)
class Done:
    """A set that was done: what is logged (`reps`, `rir` as felt), and the truth (`true_rir`)."""

    ask: Ask
    reps: int
    rir: int | None
    true_rir: int

    @property
    def failed(self) -> bool:
        """Whether the least that was asked was not reached."""
        return self.reps < self.ask.low


def perform(able: int, ask: Ask, error: float) -> tuple[int, int]:
    """Reps done and reps felt to be left, by someone able to do `able` who feels `error` fewer.

    The one behaviour under every rule: the least that was asked is done if it can be; past it, a
    person told a RIR stops when they feel it, and a person told none goes on to the most asked.
    """
    wanted = ask.high
    if ask.rir is not None:
        feels_right = math.ceil(able - error - ask.rir - 0.5)
        wanted = min(max(feels_right, ask.low), ask.high)
    if wanted > able:
        return able, 0
    return wanted, min(10, max(0, round(able - wanted - error)))


class Body:
    """A lifter in time: strength in kilograms, tiredness within a session."""

    def __init__(self, lifter: Lifter) -> None:
        self.lifter = lifter
        self.strength = lifter.start
        self._week = 0
        self._hard_sets = 0.0
        self._loss = 0.0

    def arrive(self, visit: Visit) -> None:
        """Let the weeks since the last session pass."""
        while self._week < visit.week:
            self._pass_week()
        self._loss = 0.0

    def do(self, ask: Ask, visit: Visit, number: int) -> Done:
        """Do set `number` (from 0) of a session, then rest as long as the programme says."""
        lifter = self.lifter
        now = self.strength * (1 + visit.readiness) * (1 - self._loss)
        able = capacity(lifter, now, ask.load)
        beyond = max(0, able - RELIABLE_REPS)
        spread = lifter.rir_sd * (1 + SD_PER_REP * beyond)
        error = lifter.rir_bias + BIAS_PER_REP * beyond + spread * visit.misjudged[number]
        reps, felt = perform(able, ask, error)
        effort = reps / able if able else 1.0
        recovery = math.exp(-lifter.lift.rest_s / RECOVERY_S)
        self._loss = (self._loss + lifter.fatigue * effort**2) * recovery
        self._hard_sets += hardness(able - reps)
        return Done(ask, reps, felt if visit.said[number] else None, able - reps)

    def _pass_week(self) -> None:
        self.strength = next_week(self.lifter, self.strength, self._hard_sets)
        self._hard_sets = 0.0
        self._week += 1


def hardness(true_rir: float) -> float:
    """How much of a set counts for growth, 0 to 1."""
    return min(1.0, max(0.0, (IDLE_RIR - true_rir) / (IDLE_RIR - HARD_RIR)))


def next_week(lifter: Lifter, strength: float, hard_sets: float) -> float:
    """Strength a week later, kilograms: growth that wanes towards the ceiling, or a small loss."""
    if hard_sets == 0:
        return strength * (1 - IDLE_WEEK_LOSS)
    room = (lifter.ceiling - strength) / (lifter.ceiling - lifter.start)
    return strength + lifter.growth * room * math.sqrt(hard_sets / REFERENCE_SETS)


def recruit(population: Population, count: int, seed: int) -> list[Lifter]:
    """The first `count` lifters of a population; each is the same whatever the count."""
    place = POPULATIONS.index(population)
    return [_draw(population, n, np.random.default_rng([seed, place, n])) for n in range(count)]


def _draw(population: Population, number: int, rng: np.random.Generator) -> Lifter:
    experience, lift = population.kinds[number % len(population.kinds)]
    start = experience.one_rm[lift.kind] * _spread(rng, 0.20)
    return Lifter(
        lift=lift,
        start=start,
        growth=start * experience.weekly * _spread(rng, 0.30),
        ceiling=start * rng.uniform(*experience.ceiling),
        brzycki=rng.uniform(0.25, 0.75),
        endurance=_spread(rng, 0.20),
        fatigue=SET_FATIGUE * _spread(rng, SET_FATIGUE_SD),
        rir_bias=rng.normal(RIR_BIAS, RIR_BIAS_SD),
        rir_sd=population.rir_sd,
        coach_error=rng.normal(COACH_ERROR, COACH_ERROR_SD),
        visits=_visits(population, rng),
    )


def _spread(rng: np.random.Generator, sd: float) -> float:
    return float(rng.lognormal(0, sd))


def _visits(population: Population, rng: np.random.Generator) -> tuple[Visit, ...]:
    days = (0, 3) if rng.random() < 0.5 else (0, 2, 4)
    away = rng.random() < LAY_OFF_SHARE
    first_away, weeks_away = rng.integers(4, 20), rng.integers(1, 4)
    visits: list[Visit] = []
    for week in range(WEEKS):
        for day in days:
            visit = Visit(
                day=7 * week + day,
                readiness=float(rng.normal(0, READINESS_SD)),
                misjudged=tuple(rng.normal(size=SETS).tolist()),
                said=tuple((rng.random(SETS) >= population.unsaid).tolist()),
            )
            missed = rng.random() < MISSED_SESSIONS
            gone = away and first_away <= week < first_away + weeks_away
            if not gone and (not missed or not visits):
                visits.append(visit)
    return tuple(visits)
