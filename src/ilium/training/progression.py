"""What to do today: an item made concrete from the history of its variant.

`prescribe` sets the session up, `next_set` adapts it set by set. Both are pure: the same item,
history and day give the same answer. docs/progression.md explains the rules to users.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from ilium.exercises.model import Role, Setup, Variant
from ilium.loads import KILOGRAM_KINDS, Equipment, Inventory, Load, LoadKind, load_text
from ilium.planning.programme import Item, Range, Sides
from ilium.reasons import Reason
from ilium.training.adaptation import NextSet, next_set
from ilium.training.aim import Aim, aim_for, start_value, told_reserve
from ilium.training.akin import akin_move
from ilium.training.course import Course, run_course
from ilium.training.easing import LIGHT_CODES, pains_in_a_row, todays_move
from ilium.training.exposure import EXPOSURES_NEEDED, SETS_NEEDED, Exposure, exposures
from ilium.training.loadable import ladder
from ilium.training.moves import Move
from ilium.training.performed import SetKind, Side
from ilium.training.prediction import LEAST_REPS, spare_reps, straddled
from ilium.training.prescription import Day, History, Prescription, SetTarget
from ilium.training.strength import estimate
from ilium.training.wording import span

__all__ = ["NextSet", "is_light", "next_set", "prescribe"]

RAMP_SHARES = (Decimal("0.4"), Decimal("0.8"))
RAMP_REPS = 6
"""Lead-up sets: 6 reps at 40 % and 6 at 80 % of the working load (ribeiro_2014, ribeiro_2020)."""


def prescribe(
    item: Item,
    variant: Variant,
    history: History,
    inventory: Inventory,
    equipment: frozenset[Equipment],
    day: Day,
    *,
    role: Role | None = None,
) -> Prescription:
    """What to do today for one item, and why.

    Args:
        item: the programme's item: sets, range, reserve, tempo, rest.
        variant: its exercise with modifiers, from the catalogue.
        history: the sets of the variant before today's session, oldest first; the latest
            `SETS_NEEDED` are enough.
        inventory: the loads that can be put together.
        equipment: what is at hand today; it decides the set-up, and so the kind of load.
        day: the date, and what about it matters.
        role: the block that the item stands in; without it, the exercise's first role (heavy for
            the first heavy item).

    Raises:
        ValueError: item, variant and history are not of the same variant.

    >>> from datetime import date
    >>> from ilium.exercises import catalogue
    >>> thrust = Item(exercise="hip_thrust", sets=3, reps=(6, 10), rir=(1, 3), tempo="1-1-2",
    ...               rest_s=180, sides=Sides.BOTH, minutes=14)
    >>> today = prescribe(thrust, catalogue().variant("hip_thrust"), History(variant="hip_thrust"),
    ...                   Inventory(), frozenset({Equipment.BARBELL, Equipment.BENCH}),
    ...                   Day(on=date(2026, 3, 2), week=1, body_mass=Decimal(70)))
    >>> str(today.sets[0].load.kilograms), today.reasons[0].code
    ('27.5', 'calibration')
    """
    if not item.variant == variant.id == history.variant:
        raise ValueError(
            f"the item is {item.variant}, the variant {variant.id} and the history that of "
            f"{history.variant}; give all three for one variant"
        )
    role = role or (Role.HEAVY if day.first_heavy else variant.exercise.roles[0])
    setup = variant.setup_for(equipment)
    owned = ladder(setup.load, inventory, equipment) if setup else None
    if setup is None or owned is None or not owned.values:
        return _to_be_found(item, role, setup)
    aim = aim_for(item, role, setup, owned)
    past = exposures(history.sets[-SETS_NEEDED:], role, aim.timed, history.brought)
    start = start_value(setup, owned, role, day.body_mass)
    course = run_course(past, aim, start, len(past) < EXPOSURES_NEEDED)
    move = None if past else akin_move(history, variant, aim, day)
    move = move or todays_move(course, past, aim, day, start)
    counts = _counts(move, course, aim)
    ramp = _ramp(move.value, aim) if day.first_heavy else ()
    load = owned.load(move.value)
    sets = _sets(move, item)
    return Prescription(
        variant=item.variant,
        role=role,
        sets=(
            *(_ramp_target(lead, side) for lead in ramp for side in aim.lanes),
            *(_target(load, side, counts, item, role) for _ in range(sets) for side in aim.lanes),
        ),
        tempo=item.tempo,
        rest_s=item.rest_s,
        reasons=(
            move.reason,
            *_brought_notes(move, past),
            *_notes(move, course, past, counts, aim),
            *_ramp_notes(ramp),
            *item.reasons,
        ),
        estimates={side: estimate(found) for side, found in sorted(course.strengths.items())},
        suggest=_suggested(move, variant),
    )


def is_light(prescription: Prescription) -> bool:
    """Whether it is easier on purpose: mark the sets done for it with `deload`.

    Sets so marked stay out of trends and decide nothing.
    """
    return prescription.reasons[0].code in LIGHT_CODES


def _counts(move: Move, course: Course, aim: Aim) -> Range:
    """The reps (or seconds) to do: the range, from the reps that the 1RM estimate predicts.

    Its top stays: not a count but the reserve ends a set before that. Where the range lies between
    two loads, the bottom may be below it.
    """
    known = course.strength
    if known is None or not (move.predicts and aim.weighed and move.value > 0):
        return aim.low, move.top
    shown = course.judged.demonstrated if course.judged is not None else None
    maximum = max(known.kilograms, shown or 0.0)
    bottom = LEAST_REPS if straddled(maximum, move.value, aim) else aim.low
    expected = round(spare_reps(maximum, move.value, aim.reserve))
    return min(max(expected, bottom), move.top), move.top


def _sets(move: Move, item: Item) -> int:
    """The working sets: one fewer after pain, half in a light session that keeps its load."""
    if move.reason.code == "pain_lighter":
        return max(item.sets - 1, 1)
    if move.reason.code == "stall_shorter":
        return (item.sets + 1) // 2
    return item.sets


def _target(load: Load, side: Side, counts: Range, item: Item, role: Role) -> SetTarget:
    """One working set."""
    timed = item.seconds is not None
    return SetTarget(
        kind=SetKind.WORKING,
        side=side,
        load=load,
        reps=None if timed else counts,
        seconds=counts if timed else None,
        rir=told_reserve(item, role, counts),
    )


def _ramp(value: Decimal, aim: Aim) -> tuple[Load, ...]:
    """The loads of the lead-up sets: none that is the working load or that nobody can load."""
    if aim.ladder.kind not in KILOGRAM_KINDS or aim.timed:
        return ()
    snapped = (aim.ladder.nearest_at_most(value * share) for share in RAMP_SHARES)
    rungs = sorted({rung for rung in snapped if rung})
    return tuple(aim.ladder.load(rung) for rung in rungs)


def _ramp_target(load: Load, side: Side) -> SetTarget:
    """One lead-up set, without a target of effort."""
    return SetTarget(kind=SetKind.RAMP, side=side, load=load, reps=(RAMP_REPS, RAMP_REPS))


def _notes(
    move: Move, course: Course, past: Sequence[Exposure], counts: Range, aim: Aim
) -> Iterator[Reason]:
    """The reasons after the load's own: what else the day asks for."""
    if move.reason.code == "pain_lighter":
        if aim.sets > 1:
            yield Reason("pain_fewer_sets")
        yield Reason("pain_again" if pains_in_a_row(past) > 1 else "pain_advice")
    weaker = course.judged.weaker if course.judged is not None else None
    if weaker is not None and move.reason.code not in LIGHT_CODES:
        yield Reason("weaker_side", {"side": weaker.value})
    narrowed = counts not in ((aim.low, aim.high), (aim.low, move.top))
    code = "reps_predicted" if narrowed else "reps_asked"
    yield Reason(code, {"reps": span(counts, aim.timed), "rir": span(aim.rir)})
    yield _effort(aim)


def _brought_notes(move: Move, past: Sequence[Exposure]) -> Iterator[Reason]:
    """Where the latest sets come from, unless the load's own reason says so."""
    if past and past[-1].program and move.reason.code != "brought":
        yield Reason("brought_from", {"program": past[-1].program})


def _effort(aim: Aim) -> Reason:
    """Where to stop, and why that is closer to failure than what is aimed at."""
    if aim.timed:
        return Reason("effort_hold")
    if aim.felt == aim.rir:
        return Reason("effort_reserve", {"rir": span(aim.rir)})
    return Reason("effort_felt", {"felt": span(aim.felt), "rir": span(aim.rir)})


def _ramp_notes(ramp: Sequence[Load]) -> Iterator[Reason]:
    """Why there are lead-up sets."""
    if ramp:
        loads = " and ".join(load_text(load) for load in ramp)
        yield Reason("ramp_sets", {"loads": loads, "reps": span((RAMP_REPS, RAMP_REPS))})


def _suggested(move: Move, variant: Variant) -> str | None:
    """The first harder exercise once this one is outgrown."""
    harder = variant.exercise.harder
    return harder[0] if move.outgrown and harder else None


def _to_be_found(item: Item, role: Role, setup: Setup | None) -> Prescription:
    """The item without a load, where nothing at hand can load it."""
    code = "equipment_missing" if setup is None else "loads_missing"
    sides = (Side.LEFT, Side.RIGHT) if item.sides is Sides.EACH else (Side.BOTH,)
    counts = item.reps or item.seconds or (0, 0)
    target = _target(Load(LoadKind.NONE), Side.BOTH, counts, item, role)
    return Prescription(
        variant=item.variant,
        role=role,
        sets=tuple(
            msgspec.structs.replace(target, side=side, load=None)
            for _ in range(item.sets)
            for side in sides
        ),
        tempo=item.tempo,
        rest_s=item.rest_s,
        reasons=(Reason(code), *item.reasons),
    )
