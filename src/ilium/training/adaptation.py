"""Within a session: the sets that remain follow from what was done today.

A load that turns out too heavy is lowered at once, a load that is still being found moves both
ways, and any other rises only when a set ended far above the reserve asked for.

The session player has the same rules in TypeScript (frontend/src/training/adaptation.ts), as it
works without a network; tests/web/test_rules_agree.py holds the two together.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ilium.exercises.model import Variant
from ilium.loads import Equipment, Inventory, Load
from ilium.planning.programme import Item, Range
from ilium.reasons import Reason
from ilium.training.aim import Aim, aim_for
from ilium.training.easing import CALIBRATION_CODES, LIGHT_CODES
from ilium.training.exposure import count, in_lane
from ilium.training.loadable import ladder
from ilium.training.moves import LARGEST_RISE, SMALLEST_RISE
from ilium.training.performed import PerformedSet, SetKind
from ilium.training.prediction import between_loads, fits_bottom, fitting, spare_reps
from ilium.training.prescription import Prescription, SetTarget
from ilium.training.strength import believed_reserve, one_rep_max
from ilium.training.wording import named, span

FAR_ABOVE = 2
"""Reps of reserve above the range at which a load rises within the session: twice the error of a
said reserve (halperin_2022, secondary)."""

CALIBRATING_ABOVE = 1
"""The same while the load is still being found: any reserve clearly above the range."""


class NextSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next set, and why it is as it is; `target` is None when none is left."""

    target: SetTarget | None
    reason: Reason


class _Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A load for the next set, as a ladder value, and the code of its reason."""

    value: Decimal
    code: str
    seen: PerformedSet


def next_set(
    prescription: Prescription,
    done: Sequence[PerformedSet],
    item: Item,
    variant: Variant,
    inventory: Inventory,
    equipment: frozenset[Equipment],
) -> NextSet:
    """The next set of an item, adapted to the sets of it done today.

    Args:
        prescription: what `prescribe` gave for today.
        done: today's sets of this item, in any order, ramp sets included.
        item: the programme's item.
        variant: its exercise with modifiers.
        inventory: the loads that can be put together.
        equipment: what is at hand, the same as was prescribed with.

    >>> from ilium.exercises.model import Role
    >>> plan = Prescription(variant="clamshell", role=Role.ACTIVATION, sets=(), tempo="2-1-1",
    ...                     rest_s=30, reasons=(Reason("no_load"),))
    >>> from ilium.exercises import catalogue
    >>> from ilium.planning.programme import Sides
    >>> drill = Item(exercise="clamshell", sets=0, reps=(15, 20), rir=(3, 4), tempo="2-1-1",
    ...              rest_s=30, sides=Sides.EACH, minutes=0)
    >>> clamshell = catalogue().variant("clamshell")
    >>> next_set(plan, (), drill, clamshell, Inventory(), frozenset()).reason.code
    'item_done'
    """
    ordered = sorted(done, key=lambda one: (one.at, one.id))
    if any(one.pain is not None for one in ordered):
        return NextSet(target=None, reason=Reason("pain_stop"))
    target = _planned(prescription, ordered)
    if target is None:
        return NextSet(target=None, reason=Reason("item_done"))
    today = [one for one in ordered if one.kind is SetKind.WORKING]
    setup = variant.setup_for(equipment)
    owned = ladder(setup.load, inventory, equipment) if setup else None
    if target.kind is SetKind.RAMP or not today:
        return NextSet(target=target, reason=Reason("as_planned"))
    if setup is None or owned is None or not owned.values:
        return _as_lifted(target, today[-1])
    aim = aim_for(item, prescription.role, setup, owned)
    low = min(aim.low, target.reps[0]) if target.reps else aim.low
    aim = msgspec.structs.replace(aim, low=low, felt=target.rir or aim.felt)
    partner = _partner(target, today, aim)
    if partner is not None:
        return _as_partner(target, partner, aim)
    return _adapted(prescription, target, today, aim)


def _planned(prescription: Prescription, done: Sequence[PerformedSet]) -> SetTarget | None:
    """The first planned set that is not done yet; ramp sets are over once a working set is."""
    left = [(one.kind, one.side) for one in done]
    working = any(one.kind is SetKind.WORKING for one in done)
    for target in prescription.sets:
        if target.kind is SetKind.RAMP and working:
            continue
        if (target.kind, target.side) in left:
            left.remove((target.kind, target.side))
            continue
        return target
    return None


def _partner(target: SetTarget, today: Sequence[PerformedSet], aim: Aim) -> PerformedSet | None:
    """The other side's set of the same round, if it is done."""
    if len(aim.lanes) < 2:
        return None
    other = next(lane for lane in aim.lanes if lane is not target.side)
    rounds = sum(one.side is target.side for one in today)
    others = [one for one in today if one.side is other]
    return others[rounds] if len(others) > rounds else None


def _as_partner(target: SetTarget, partner: PerformedSet, aim: Aim) -> NextSet:
    """Both sides of a round get the same load."""
    value = aim.ladder.value_of(partner.load)
    if value is None or target.load == partner.load:
        return NextSet(target=target, reason=Reason("as_planned"))
    value = aim.ladder.settle(value)
    reason = Reason("same_as_other_side", {"load": named(aim.ladder, value)})
    return NextSet(target=_with(target, aim.ladder.load(value), aim), reason=reason)


def _as_lifted(target: SetTarget, last: PerformedSet) -> NextSet:
    """The load that the person found, where none could be prescribed."""
    return NextSet(
        target=msgspec.structs.replace(target, load=last.load), reason=Reason("as_lifted")
    )


def _adapted(
    prescription: Prescription, target: SetTarget, today: Sequence[PerformedSet], aim: Aim
) -> NextSet:
    """The next round: each side's last set proposes a load, and the lightest is taken."""
    latest = [[one for one in today if in_lane(one, lane)][-1:] for lane in aim.lanes]
    changes = [
        change for sets in latest for one in sets if (change := _change(prescription, one, aim))
    ]
    if not changes:
        return NextSet(target=target, reason=Reason("as_planned"))
    chosen = min(changes, key=lambda change: change.value)
    load = aim.ladder.load(chosen.value)
    if target.load == load and chosen.code == "keep_lifted":
        return NextSet(target=target, reason=Reason("as_planned"))
    if chosen.code == "set_fewer_reps":
        # What was lifted may lie off the ladder, above the load that is kept.
        lifted = aim.ladder.value_of(chosen.seen.load) or chosen.value
        spare = spare_reps(_maximum(lifted, chosen.seen), chosen.value, aim.reserve)
        aim = msgspec.structs.replace(aim, low=min(aim.low, round(spare)))
    return NextSet(target=_with(target, load, aim), reason=_reason(chosen, aim))


def _change(prescription: Prescription, last: PerformedSet, aim: Aim) -> _Change | None:
    """What one side's last set asks for; None when its load is of another kind."""
    value = aim.ladder.value_of(last.load)
    if value is None:
        return None
    code = prescription.reasons[0].code
    current = aim.ladder.settle(value)
    if _too_heavy(last, aim):
        if aim.weighed and between_loads(_maximum(value, last), current, aim):
            return _Change(value=current, code="set_fewer_reps", seen=last)
        lighter = _lighter(value, last, aim)
        if lighter is None:
            return _Change(value=current, code="set_lightest", seen=last)
        return _Change(value=lighter, code="set_lighter", seen=last)
    calibrating = code in CALIBRATION_CODES
    if code not in LIGHT_CODES and _too_light(last, aim, calibrating):
        heavier = _heavier(value, last, aim, calibrating)
        if heavier is not None and heavier > current:
            return _Change(value=heavier, code="set_heavier", seen=last)
    return _Change(value=current, code="keep_lifted", seen=last)


def _too_heavy(last: PerformedSet, aim: Aim) -> bool:
    """Whether the bottom of the range was out of reach with the least reserve asked for."""
    if aim.timed or last.rir is None:
        return count(last) < aim.low
    return count(last) - max(aim.felt[0] - last.rir, 0) < aim.low


def _too_light(last: PerformedSet, aim: Aim, calibrating: bool) -> bool:
    """Whether a full set ended further from failure than asked for."""
    margin = CALIBRATING_ABOVE if calibrating else FAR_ABOVE
    return count(last) >= aim.high and last.rir is not None and last.rir > aim.rir[1] + margin


def _maximum(value: Decimal, last: PerformedSet) -> float:
    """The 1RM that one set shows, in kilograms."""
    return one_rep_max(float(value), count(last) + believed_reserve(count(last), last.rir or 0))


def _lighter(value: Decimal, last: PerformedSet, aim: Aim) -> Decimal | None:
    """The heaviest lighter load that brings the bottom of the range, else the lightest."""
    lighter = [rung for rung in aim.ladder.values if rung < value]
    if not lighter:
        return None
    if not aim.weighed:
        return lighter[-1]
    maximum = _maximum(value, last)
    fits = [rung for rung in lighter if fits_bottom(maximum, rung, aim)]
    return fits[-1] if fits else lighter[0]


def _heavier(value: Decimal, last: PerformedSet, aim: Aim, calibrating: bool) -> Decimal | None:
    """The load for the middle of the range: any while calibrating, else within a usual rise."""
    if not aim.weighed or value <= 0:
        return aim.ladder.next_above(value) if calibrating else None
    maximum = _maximum(value, last)
    if calibrating:
        return fitting(maximum, aim)
    options = aim.ladder.between(value * SMALLEST_RISE, value * LARGEST_RISE)
    fits = [rung for rung in options if spare_reps(maximum, rung, aim.reserve) >= aim.middle]
    return fits[-1] if fits else None


def _with(target: SetTarget, load: Load, aim: Aim) -> SetTarget:
    """The target with another load, and the whole range again, as nothing predicts it better."""
    counts: Range = (aim.low, aim.high)
    return msgspec.structs.replace(
        target,
        load=load,
        reps=None if aim.timed else counts,
        seconds=counts if aim.timed else None,
    )


def _reason(change: _Change, aim: Aim) -> Reason:
    """Why the load of the next set is another one."""
    seen = change.seen
    done = span((count(seen), count(seen)), aim.timed)
    if seen.rir is not None and not aim.timed:
        done += f" with {seen.rir} in reserve"
    return Reason(change.code, {"load": named(aim.ladder, change.value), "done": done})
