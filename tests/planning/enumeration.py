"""Every week of a small catalogue, one by one: what the planner's optimum is held against.

Costs and rules are written out again from the documentation of the planner; only the weights are
read from its data file. Slow on purpose, and simple enough to be believed.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, combinations_with_replacement, permutations, product
from math import ceil
from pathlib import Path
from typing import Any

from ilium.exercises import Catalogue
from ilium.exercises.model import Variant
from ilium.planning import Athlete

DATA = Path(__file__).parents[2] / "src/ilium/planning/dose.toml"
NUMBERS: dict[str, Any] = tomllib.loads(DATA.read_text("utf-8"))
POINTS: dict[str, int] = NUMBERS["points"]
TARGETS = ("gluteus_medius", "gluteus_minimus", "gluteus_maximus_superior")
WEIGHED = {"barbell", "stack", "dumbbell", "kettlebell", "plate"}


@dataclass(frozen=True)
class Done:
    """An item: variant, role, sets, and whether it starts the heavy block."""

    variant: str
    exercise: str
    role: str
    sets: int
    first: bool


Session = tuple[Done, ...]


def by_time(timed: tuple[int, Session]) -> int:
    return timed[0]


class Enumeration:
    """All sessions and weeks that an athlete could be given from a catalogue."""

    def __init__(self, athlete: Athlete, catalogue: Catalogue) -> None:
        self.athlete = athlete
        self.variants = {
            variant.id: variant
            for variant in catalogue.planner_variants()
            if any(set(setup.needs) <= athlete.equipment for setup in variant.setups)
            and not any(
                caution.severity.value == "avoid" and caution.limit in athlete.limits
                for caution in variant.exercise.cautions
            )
        }

        self._credits = {
            variant.id: [(region.value, round(2 * c)) for region, c in variant.credits.items()]
            for variant in self.variants.values()
        }

    # --- sessions ---

    def sessions(self) -> Iterator[Session]:
        """Every session that keeps the rules of a session."""
        drills, heavy, isolation = (
            sorted(
                ((self.session_tenths(block), block) for block in self._block(role)), key=by_time
            )
            for role in ("activation", "heavy", "isolation")
        )
        for (first, one), (second, two) in product(drills, heavy):
            spare = 10 * self.athlete.minutes - first - second
            for third, three in isolation:
                if third > spare:
                    break
                session = (*one, *two, *three)
                exercises = {done.exercise for done in session}
                if len(exercises) == len(session) and self._light(session):
                    yield session

    def _block(self, role: str) -> Iterator[Session]:
        rules = NUMBERS["blocks"][role]
        able = [v for v in self.variants.values() if role in v.exercise.roles]
        for count in range(rules["items"][0], rules["items"][1] + 1):
            # The order counts for the heavy block only: its first item has ramp sets.
            orders = permutations(able, count) if role == "heavy" else combinations(able, count)
            for variants in orders:
                if role == "heavy" and list(variants[1:]) != sorted(
                    variants[1:], key=lambda v: v.id
                ):
                    continue
                if role == "heavy" and any(
                    self._class(variant) < self._class(variants[0]) for variant in variants
                ):
                    continue
                sets = range(rules["sets"][0], rules["sets"][1] + 1)
                for counts in product(sets, repeat=count):
                    block = tuple(
                        Done(v.id, v.exercise.id, role, n, role == "heavy" and place == 0)
                        for place, (v, n) in enumerate(zip(variants, counts, strict=True))
                    )
                    if role != "activation" or 50 <= sum(map(self.tenths, block)) <= 100:
                        yield block

    def _light(self, session: Session) -> bool:
        return all(count <= 22 for count in self.halves(session).values())

    def _class(self, variant: Variant) -> int:
        if self._load(variant) not in WEIGHED:
            return 2
        return int(variant.exercise.laterality.value == "unilateral")

    def _load(self, variant: Variant) -> str:
        setups = variant.setups
        return next(s.load.value for s in setups if set(s.needs) <= self.athlete.equipment)

    # --- what an item takes and brings ---

    def session_tenths(self, session: Session) -> int:
        return sum(map(self.tenths, session))

    @cache  # noqa: B019 - lives as long as a test
    def tenths(self, done: Done) -> int:
        """Tenths of a minute."""
        return self._fixed(done) + done.sets * self._each(done)

    def _fixed(self, done: Done) -> int:
        variant = self.variants[done.variant]
        load = self._load(variant)
        fixed = ceil(NUMBERS["set_up_s"][load] / 6)
        if done.first and load in WEIGHED:
            ramp = NUMBERS["ramp"]
            work = self._sides(variant, ramp["reps"] * self._repetition(variant))
            fixed += ramp["sets"] * ceil((work + ramp["rest_s"]) / 6)
        return fixed

    def _each(self, done: Done) -> int:
        variant = self.variants[done.variant]
        rules = NUMBERS["blocks"][done.role]
        one_sided = variant.exercise.laterality.value == "unilateral"
        if variant.exercise.measure.value == "seconds":
            work = rules["seconds"][1]
        else:
            reps = rules["reps"][1]
            if "work_s" in rules:
                longest = rules["work_s"] // (self._repetition(variant) * (1 + one_sided))
                reps = min(reps, max(rules["reps"][0], longest))
            work = reps * self._repetition(variant)
        kind = "each" if one_sided else "both"
        if done.role == "heavy" and not one_sided and self._load(variant) == "barbell":
            kind = "barbell"
        rest = NUMBERS["rest_s"][f"{done.role}_{kind}"]
        return ceil((self._sides(variant, work) + rest) / 6)

    def _repetition(self, variant: Variant) -> int:
        tempos = [m.tempo for m in variant.modifiers if m.tempo] or [variant.exercise.tempo]
        return sum(map(int, tempos[0].split("-")))

    def _sides(self, variant: Variant, seconds: int) -> int:
        one_sided = variant.exercise.laterality.value == "unilateral"
        return 2 * seconds + NUMBERS["sides"]["change_s"] if one_sided else seconds

    def halves(self, items: Session, *, drills: bool = True) -> Counter[str]:
        """Half sets of every region."""
        count: Counter[str] = Counter()
        for done in items:
            if drills or done.role != "activation":
                for region, halves in self._credits[done.variant]:
                    count[region] += halves * done.sets
        return count

    # --- weeks ---

    def keeps(self, week: tuple[Session, ...]) -> bool:
        """Whether the week keeps the weekly rules."""
        items = tuple(done for session in week for done in session)
        total, hard = self.halves(items), self.halves(items, drills=False)
        for region, (low, high) in self.bands().items():
            if not 2 * low <= total[region] <= 2 * high or hard[region] < 8:
                return False
        if total["erector_spinae"] > 20 or total["hamstrings"] > 24:
            return False
        behind = [self.variants[d.variant].exercise for d in items if d.role != "activation"]
        actions = {action.value for exercise in behind for action in exercise.joint_actions}
        return {"hip_abduction", "single_leg_stability"} <= actions

    def bands(self) -> dict[str, tuple[int, int]]:
        low, high = (
            NUMBERS["single_day"]["band"]
            if self.athlete.days == 1
            else NUMBERS["bands"][self.athlete.level.value]
        )
        return {region: (low + 2 * (region == self.athlete.emphasis), high) for region in TARGETS}

    def weeks(self) -> Iterator[tuple[Session, ...]]:
        """Every week that keeps every rule, sessions in any order counted once."""
        # The order of the sessions changes nothing for one to three days.
        every = list(self.sessions())
        for week in combinations_with_replacement(every, self.athlete.days):
            if self.keeps(week):
                yield week

    def cost(self, week: tuple[Session, ...]) -> int:
        """The points of a week, as `ilium.planning.objective` defines them."""
        items = [done for session in week for done in session]
        points = sum(self._item_points(done) for done in items)
        total, hard = self.halves(tuple(items)), self.halves(tuple(items), drills=False)
        width = 2 * POINTS["aim_width"]
        for region, (low, high) in self.bands().items():
            weight = POINTS["emphasis"] if region == self.athlete.emphasis else 1
            aim = low + high
            points += weight * POINTS["under_aim"] * max(0, aim - width - total[region])
            points += weight * POINTS["over_aim"] * max(0, total[region] - aim - width)
            points += weight * POINTS["under_hard"] * max(0, 2 * low - hard[region])
        uses = Counter((done.exercise, done.role) for done in items)
        for (_, role), often in uses.items():
            points += POINTS["repeat"] * max(0, often - NUMBERS["free_uses"][role])
        return points

    def _item_points(self, done: Done) -> int:
        variant = self.variants[done.variant]
        points = self.set_points(variant, done.role) * done.sets + self.tenths(done)
        if done.first:
            order = NUMBERS["order"]
            points += POINTS["short_lead"] * max(0, order["lead_sets"] - done.sets)
            points += POINTS["other_lead"] * (done.exercise not in order["leads"])
        return points

    def set_points(self, variant: Variant, role: str) -> int:
        """What a set costs apart from its time."""
        exercise = variant.exercise
        known = {region.value: credit for region, credit in exercise.regions.items()}
        for modifier in variant.modifiers:
            known |= {region.value: credit for region, credit in modifier.regions.items()}
        halves = {region: round(2 * known[region].credit) for region in TARGETS}
        bases = sum(n * POINTS[known[region].basis.value] for region, n in halves.items())
        places = ["+".join((exercise.id, *sorted(ids))) for ids in exercise.variants]
        cautions = [c for c in exercise.cautions if c.limit in self.athlete.limits]
        strain = sum(
            POINTS[region] * round(2 * credit.credit)
            for region, credit in known.items()
            if region in ("erector_spinae", "hamstrings", "tensor_fasciae_latae")
        )
        return (
            bases // max(1, sum(halves.values()))
            + POINTS["variant"] * places.index(variant.id)
            + POINTS["role"] * [own.value for own in exercise.roles].index(role)
            + POINTS["care"] * len(cautions)
            + strain
            + POINTS["other_drill"]
            * (role == "activation" and exercise.id not in NUMBERS["order"]["drills"])
        )

    def unevenness(self, week: tuple[Session, ...]) -> int:
        """The points of uneven sessions."""
        days = len(week)
        spans = [self.session_tenths(session) for session in week]
        points = POINTS["tenth"] * sum(max(0, span - ceil(sum(spans) / days)) for span in spans)
        counts = [self.halves(session) for session in week]
        for region in TARGETS:
            share = ceil(sum(count[region] for count in counts) / days)
            points += POINTS["spread"] * sum(max(0, count[region] - share) for count in counts)
        return points
