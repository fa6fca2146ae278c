"""How a region stands in the week that runs, and what would fill it.

The sets that were done and those that the rest of the week brings are held against the band. Where
both leave a region short, the answer is a kind of exercise: the hip action whose exercises count
most for the region in the catalogue, with one that the person can do.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from ilium.anatomy import TARGETS, JointAction, Region
from ilium.exercises import Catalogue
from ilium.exercises.model import Role, Variant
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import ruled_out
from ilium.planning.programme import Item, Programme, Range, Session, Sides, Week
from ilium.planning.rules import sets_by_region
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.schedule import Position, planned_date, spacing

HIP_ACTIONS = (
    JointAction.HIP_ABDUCTION,
    JointAction.HIP_EXTENSION,
    JointAction.HIP_EXTERNAL_ROTATION,
    JointAction.HIP_INTERNAL_ROTATION,
)
"""Movements that an exercise can be asked for by; holding the pelvis level comes with them."""


class Coming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the programme still brings in a calendar week; `deload` if the week is one."""

    sets: dict[Region, float] = {}
    deload: bool = False


class UnderWay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session that was begun and is not finished.

    `began` is the local day, `place` where it stands in the programme (None if it is of another
    one), `left` the sets x credit that it still asks for, `deload` whether its week is one.
    """

    began: date
    place: Position | None
    left: dict[Region, float]
    deload: bool = False


class RegionWeek(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A region in the week that runs.

    `sets` are done, `coming` planned for the rest of the week. `add` is how many sets of `action`
    would reach the band, 0 if none are needed; `example` is a variant id, None if the person can
    do none. In a deload the band is not the aim, and nothing is to be added.
    """

    region: Region
    sets: float
    coming: float
    band: Range | None
    deload: bool = False
    add: int = 0
    action: JointAction | None = None
    example: str | None = None


def coming(
    programme: Programme,
    start: date,
    done: Collection[Position],
    today: date,
    *,
    trained: Collection[date],
    catalogue: Catalogue,
    under_way: UnderWay | None = None,
) -> Coming:
    """What the rest of today's calendar week brings.

    What is left of a session under way, which takes today; and those of the sessions planned up to
    Sunday that are neither done nor begun, as many as fit with the plan's rest between them, and no
    more in the week than it has sessions. `trained` are the days with sets.
    """
    monday = today - timedelta(today.weekday())
    sunday = monday + timedelta(6)
    taken = {*trained, under_way.began} if under_way else {*trained}
    begun = {under_way.place} if under_way else set[Position | None]()
    first = today + timedelta(1) if under_way or today in taken else today
    usual = programme.weeks[0]
    left = len(usual.sessions) - sum(monday <= day <= sunday for day in taken)
    room = max(min(math.ceil(((sunday - first).days + 1) / spacing(usual)), left), 0)
    this_week = _done_in_week(programme, start, done, today)
    waiting: list[tuple[Week, Session]] = [
        (week, session)
        for week in programme.weeks
        for session in week.sessions
        if (week.week, session.day) not in done
        and (week.week, session.day) not in begun
        and planned_date(start, week.week, session.weekday) <= sunday
    ][:room]
    planned = sets_by_region((i for _, session in waiting for i in session.items), catalogue)
    rest = under_way.left if under_way else {}
    deloads = (under_way is not None and under_way.deload, *(w.deload for w, _ in waiting))
    return Coming(
        sets={region: sets + rest.get(region, 0.0) for region, sets in planned.items()},
        deload=any((*deloads, *(week.deload for week in this_week))),
    )


def left_over(
    session: Session,
    done: Collection[PerformedSet],
    skipped: Collection[str],
    catalogue: Catalogue,
) -> dict[Region, float]:
    """What a session under way still asks for, sets x credit; a set of one side is half of one.

    Args:
        session: as it stands after today's swaps.
        done: its sets so far. An exercise that hurt is over.
        skipped: the variants that are left out, or whose rest is.
        catalogue: where the credits come from.
    """
    counts = dict.fromkeys(Region, 0.0)
    for block in session.blocks:
        for item in block.items:
            own = [one for one in done if (one.variant, one.role) == (item.variant, block.role)]
            if item.variant in skipped or any(one.pain is not None for one in own):
                continue
            left = _sets_left(item, own)
            for region, credit in catalogue.variant(item.variant).credits.items():
                counts[region] += left * credit
    return counts


def _sets_left(item: Item, own: Collection[PerformedSet]) -> float:
    sides = (Side.BOTH,) if item.sides is Sides.BOTH else (Side.LEFT, Side.RIGHT)
    working = [one.side for one in own if one.kind is SetKind.WORKING]
    return sum(max(item.sets - working.count(side), 0) for side in sides) / len(sides)


def _done_in_week(
    programme: Programme, start: date, done: Collection[Position], today: date
) -> list[Week]:
    """The programme's week of every session that was planned for these days and is done."""
    monday = today - timedelta(today.weekday())
    return [
        week
        for week in programme.weeks
        for session in week.sessions
        if (week.week, session.day) in done
        and monday <= planned_date(start, week.week, session.weekday) <= monday + timedelta(6)
    ]


def region_weeks(
    sets: Mapping[Region, float],
    rest: Coming,
    band: Mapping[Region, Range],
    items: Sequence[Item],
    athlete: Athlete,
    catalogue: Catalogue,
) -> tuple[RegionWeek, ...]:
    """The three target regions in the week that runs.

    Args:
        sets: what was done, sets x credit.
        rest: what the programme still brings.
        band: the range of each region; none without a programme.
        items: the programme's items of one week, the first choice for what to add.
        athlete: whose equipment and limits hold.
        catalogue: where the credits come from.
    """
    return tuple(
        _region_week(region, sets, rest, band.get(region), items, athlete, catalogue)
        for region in TARGETS
    )


def _region_week(
    region: Region,
    sets: Mapping[Region, float],
    rest: Coming,
    band: Range | None,
    items: Sequence[Item],
    athlete: Athlete,
    catalogue: Catalogue,
) -> RegionWeek:
    found = RegionWeek(
        region=region,
        sets=sets.get(region, 0.0),
        coming=rest.sets.get(region, 0.0),
        band=band,
        deload=rest.deload,
    )
    missing = 0.0 if band is None or rest.deload else band[0] - found.sets - found.coming
    if missing <= 0:
        return found
    action = kind_for(region, catalogue)
    example = _example(region, action, items, athlete, catalogue)
    credit = example.credits[region] if example else 1.0
    return msgspec.structs.replace(
        found,
        add=math.ceil(missing / credit),
        action=action,
        example=example.id if example else None,
    )


def kind_for(region: Region, catalogue: Catalogue) -> JointAction:
    """The hip action whose exercises count most for the region, on average.

    >>> from ilium.exercises import catalogue
    >>> kind_for(Region.GLUTEUS_MEDIUS, catalogue()).value
    'hip_abduction'
    """

    def average(action: JointAction) -> float:
        credits = [
            variant.credits.get(region, 0.0)
            for variant in catalogue.planner_variants()
            if action in variant.exercise.joint_actions
        ]
        return sum(credits) / len(credits) if credits else 0.0

    return max(HIP_ACTIONS, key=average)


def _example(
    region: Region,
    action: JointAction,
    items: Iterable[Item],
    athlete: Athlete,
    catalogue: Catalogue,
) -> Variant | None:
    """What to do more of: the most direct exercise, from the programme where it has one."""
    own = [catalogue.variant(item.variant) for item in items]
    others = [
        variant
        for variant in catalogue.planner_variants()
        if variant.exercise.id not in athlete.avoid and ruled_out(athlete, variant.exercise) is None
    ]
    possible = [
        variant
        for variant in (*own, *others)
        if action in variant.exercise.joint_actions
        and variant.credits.get(region)
        and variant.setup_for(athlete.equipment) is not None
    ]
    return max(
        possible,
        key=lambda variant: (variant.credits[region], Role.ISOLATION in variant.exercise.roles),
        default=None,
    )
