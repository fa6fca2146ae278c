"""The guided session: which set comes next, and when.

The place in a session follows from the sets that were done, so a session that is cut off goes on
where it stopped, on this device or another, and nothing but the sets themselves is remembered.

`next_step` has a twin in the session player (frontend/src/training/session.ts), which works without
a network; tests/web/test_rules_agree.py holds the two together.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from ilium.exercises import Catalogue
from ilium.exercises.model import Role, Variant
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Programme, Session
from ilium.reasons import Reason
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prescription import Day, History, Prescription, SetTarget
from ilium.training.progression import next_set, prescribe

SIDE_CHANGE_SECONDS = 10
"""To turn round or change the leg; rest between limbs is the other limb's set."""


class Station(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of today's session, with what to do and how."""

    role: Role
    item: Item
    variant: Variant
    prescription: Prescription
    history: History


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next set of a session.

    `reason` says why this load for this set. `number` of `total` counts the working sets of that
    side; ramp sets are numbered among themselves. `rest_until` is when the rest before it ends,
    None if there is none.
    """

    station: int
    target: SetTarget
    reason: Reason
    number: int
    total: int
    rest_until: datetime | None


def stations(
    session: Session,
    athlete: Athlete,
    catalogue: Catalogue,
    histories: Mapping[str, History],
    day: Day,
) -> tuple[Station, ...]:
    """Every item of the session with its prescription for the day.

    `histories` holds the sets before today; a variant that is not in it has none.
    """
    found: list[Station] = []
    heavy_seen = False
    for block in session.blocks:
        for item in block.items:
            first_heavy = block.role is Role.HEAVY and not heavy_seen
            heavy_seen |= block.role is Role.HEAVY
            variant = catalogue.variant(item.variant)
            history = histories.get(variant.id, History(variant=variant.id))
            prescription = prescribe(
                item,
                variant,
                history,
                athlete.inventory,
                athlete.equipment,
                msgspec.structs.replace(day, first_heavy=first_heavy),
                role=block.role,
            )
            found.append(
                Station(
                    role=block.role,
                    item=item,
                    variant=variant,
                    prescription=prescription,
                    history=history,
                )
            )
    return tuple(found)


def next_step(
    items: Sequence[Station],
    done: Sequence[PerformedSet],
    skipped: Collection[str],
    athlete: Athlete,
) -> Step | None:
    """The next set to do, or None when the session is done.

    Args:
        items: the session's stations, in order.
        done: the sets of this session so far.
        skipped: the variants that are left out, or whose rest is.
        athlete: whose loads are used.
    """
    for index, station in enumerate(items):
        if station.variant.id in skipped:
            continue
        own = sets_at(station, done)
        following = next_set(
            station.prescription,
            own,
            station.item,
            station.variant,
            athlete.inventory,
            athlete.equipment,
        )
        if following.target is not None:
            return _step(items, index, following.target, following.reason, done)
    return None


def sets_at(station: Station, done: Sequence[PerformedSet]) -> tuple[PerformedSet, ...]:
    """The sets of this session that belong to a station."""
    return tuple(s for s in done if s.variant == station.variant.id and s.role is station.role)


def _step(
    items: Sequence[Station],
    index: int,
    target: SetTarget,
    reason: Reason,
    done: Sequence[PerformedSet],
) -> Step:
    own = sets_at(items[index], done)
    planned = items[index].prescription.sets
    alike = [s for s in planned if (s.kind, s.side) == (target.kind, target.side)]
    before = [s for s in own if (s.kind, s.side) == (target.kind, target.side)]
    return Step(
        station=index,
        target=target,
        reason=reason,
        number=len(before) + 1,
        total=max(len(alike), len(before) + 1),
        rest_until=_rest_until(items, index, target, done),
    )


def _rest_until(
    items: Sequence[Station], index: int, target: SetTarget, done: Sequence[PerformedSet]
) -> datetime | None:
    """The deadline of the rest before a set, from the set done last.

    Between the sides of one set only the side changes; after a ramp set the rest is short, as
    the load was light.
    """
    if not done:
        return None
    last = max(done, key=lambda s: s.at)
    here = items[index]
    same_item = last.variant == here.variant.id and last.role is here.role
    if same_item and last.side is Side.LEFT and target.side is Side.RIGHT:
        return last.at + timedelta(seconds=SIDE_CHANGE_SECONDS)
    if last.kind is SetKind.RAMP:
        return last.at + timedelta(seconds=RAMP_REST_SECONDS)
    rest = next(
        (s.item.rest_s for s in items if s.variant.id == last.variant and s.role is last.role),
        here.item.rest_s,
    )
    return last.at + timedelta(seconds=rest)


RAMP_REST_SECONDS = 60
"""The short end of the rest for isolation work (Singer 2024): ramp sets are far from failure."""


def exchanged(session: Session, old: str, new: Item) -> Session:
    """The session with the item of variant `old` replaced, minutes summed anew."""
    blocks = tuple(
        msgspec.structs.replace(
            block, items=tuple(new if item.variant == old else item for item in block.items)
        )
        for block in session.blocks
    )
    timed = tuple(
        msgspec.structs.replace(block, minutes=round(sum(i.minutes for i in block.items), 1))
        for block in blocks
    )
    return msgspec.structs.replace(
        session, blocks=timed, minutes=round(sum(block.minutes for block in timed), 1)
    )


def as_it_stands(programme: Programme, week: int, session: Session) -> Programme:
    """The programme in which a session is as it stands after today's swaps.

    Substitutes are judged in a full week, so the other weeks have the swapped items too, with
    their own sets and effort. `week` counts from 1.
    """

    def standing(number: int, planned: Session) -> Session:
        if planned.day != session.day:
            return planned
        return session if number == week else _with_items(planned, session)

    return msgspec.structs.replace(
        programme,
        weeks=tuple(
            msgspec.structs.replace(
                one, sessions=tuple(standing(one.week, planned) for planned in one.sessions)
            )
            for one in programme.weeks
        ),
    )


def _with_items(planned: Session, swapped: Session) -> Session:
    """The session with the items of another one in their places, as far as they differ."""
    for old, new in zip(planned.items, swapped.items, strict=True):
        if old.variant != new.variant:
            minutes = round(new.minutes * old.sets / new.sets, 1)
            item = msgspec.structs.replace(new, sets=old.sets, rir=old.rir, minutes=minutes)
            planned = exchanged(planned, old.variant, item)
    return planned
