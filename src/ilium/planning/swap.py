"""Swapping an item: what else does its work when the equipment is taken or something hurts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from ilium import exercises
from ilium.anatomy import TARGETS, Region, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import Limit, Role
from ilium.loads import Equipment
from ilium.planning import timing
from ilium.planning.assemble import item_of
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate, candidate, candidates
from ilium.planning.choice import Pick
from ilium.planning.dose import doses
from ilium.planning.explain import cautions
from ilium.planning.likeness import JOINT_ACTION, likeness
from ilium.planning.programme import Block, Item, Programme, Session, Week
from ilium.planning.rules import broken_rules, hard_items, sets_by_region
from ilium.planning.words import LIMIT_NAMES, listed, number
from ilium.reasons import Reason


class NotPlanned(LookupError):  # noqa: N818 - reads as what is wrong
    """The day has no such item."""


class Substitute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item that may take another's place.

    `likeness` is 100 for the same training and less for every difference. `set_minutes` is what
    one set of it takes. `session_minutes` and the weekly sets are those of a full week after the
    swap; `fits` is whether that week keeps every rule of the plan, `broken` which it does not.
    """

    item: Item
    likeness: int
    set_minutes: float
    session_minutes: float
    weekly_sets: dict[Region, float]
    weekly_hard_sets: dict[Region, float]
    fits: bool
    broken: tuple[Reason, ...]
    reasons: tuple[Reason, ...]


def swap(
    programme: Programme,
    athlete: Athlete,
    day: int,
    old: str,
    busy: frozenset[Equipment] = frozenset(),
    pain: Limit | None = None,
    catalogue: Catalogue | None = None,
    *,
    week: int = 1,
) -> tuple[Substitute, ...]:
    """What may take the place of an item, best first: at most one variant of each exercise.

    Args:
        programme: the programme that holds the item.
        athlete: whose equipment, limits and wishes hold.
        day: the day of the item's session, counted from 1.
        old: the item's variant id or exercise id.
        busy: equipment that is taken.
        pain: where the item hurts. Exercises with any caution for that place are left out, and
            those that move like the item come later.
        catalogue: the shipped one if none is given.
        week: the week of the session, counted from 1: in a deload the substitute has the
            item's halved sets.

    Substitutes have the item's role, need nothing that is busy and are not in the session yet.
    Those that keep the plan's rules come first, the likest first.

    Raises:
        NotPlanned: the session has no such item.
        UnknownVariant: the catalogue does not know an item of the session.

    >>> from ilium.planning import plan
    >>> someone = Athlete(days=2, equipment=frozenset(Equipment))
    >>> made = plan(someone)
    >>> first = swap(made, someone, 1, "hip_thrust", busy=frozenset({Equipment.BARBELL}))[0]
    >>> first.item.exercise != "hip_thrust", first.fits
    (True, True)
    """
    known = exercises.catalogue() if catalogue is None else catalogue
    role, item = _find(_week(programme, week), day, old)
    place = _Place(
        programme=programme,
        athlete=athlete,
        day=day,
        role=role,
        item=item,
        own=_as_candidate(item, role, athlete, known),
        pain=pain,
        catalogue=known,
    )
    free = replace(athlete, equipment=athlete.equipment - busy)
    found = [_substitute(place, one) for one in _likest(place, free)]
    # The sort is stable: among those that fit, and among the others, the order of likeness stays.
    return tuple(sorted(found, key=lambda substitute: not substitute.fits))


def apply_swap(
    programme: Programme,
    day: int,
    old: str,
    substitute: Substitute,
    catalogue: Catalogue | None = None,
) -> Programme:
    """The programme with a substitute in an item's place, on that day of every week.

    Every week keeps its own sets and effort, so a deload stays one. The weekly sets are counted
    anew, so that swaps on several days add up.

    Raises:
        NotPlanned: the day has no such item.
    """
    known = exercises.catalogue() if catalogue is None else catalogue
    item, set_minutes = substitute.item, substitute.set_minutes
    weeks = tuple(_exchanged(week, day, old, item, set_minutes) for week in programme.weeks)
    items = [planned for session in weeks[0].sessions for planned in session.items]
    behind = [planned for session in weeks[0].sessions for planned in hard_items(session)]
    return replace(
        programme,
        weeks=weeks,
        weekly_sets=sets_by_region(items, known),
        weekly_hard_sets=sets_by_region(behind, known),
    )


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a substitute is to go."""

    programme: Programme
    athlete: Athlete
    day: int
    role: Role
    item: Item
    own: Candidate
    pain: Limit | None
    catalogue: Catalogue

    @property
    def session(self) -> Session:
        """The session in a full week."""
        return _session(self.programme.weeks[0], self.day)

    @property
    def first_heavy(self) -> bool:
        """Whether the item starts the heavy block, after its ramp sets."""
        heavy = (block for block in self.session.blocks if block.role is Role.HEAVY)
        return any(block.items[0].variant == self.item.variant for block in heavy)


def _session(week: Week, day: int) -> Session:
    for session in week.sessions:
        if session.day == day:
            return session
    raise NotPlanned(f"week {week.week} has no day {day}; its days are 1 to {len(week.sessions)}")


def _is(item: Item, wanted: str) -> bool:
    return wanted in (item.variant, item.exercise)


def _week(programme: Programme, number: int) -> Week:
    if not 1 <= number <= len(programme.weeks):
        raise NotPlanned(f"the programme has no week {number}; it has {len(programme.weeks)}")
    return programme.weeks[number - 1]


def _find(week: Week, day: int, wanted: str) -> tuple[Role, Item]:
    session = _session(week, day)
    for block in session.blocks:
        for item in block.items:
            if _is(item, wanted):
                return block.role, item
    planned = ", ".join(item.variant for item in session.items)
    raise NotPlanned(f"day {day} has no {wanted}; it has {planned}")


def _as_candidate(item: Item, role: Role, athlete: Athlete, catalogue: Catalogue) -> Candidate:
    """The item as a candidate, also where its equipment is no longer at hand."""
    variant = catalogue.variant(item.variant)
    anywhere = replace(athlete, equipment=frozenset(Equipment))
    own = candidate(athlete, variant, role, doses()) or candidate(anywhere, variant, role, doses())
    if own is None:
        raise NotPlanned(f"{item.variant} can no longer be done as {role} work")
    return own


def _likest(place: _Place, free: Athlete) -> list[Candidate]:
    """The best variant of every exercise that may take the place, the likest first."""

    def rank(one: Candidate) -> tuple[int, int, str]:
        return (_overlap(place, one) - likeness(place.own, one), one.points, one.variant.id)

    taken = {item.exercise for item in place.session.items} | {place.item.exercise}
    best: dict[str, Candidate] = {}
    for one in sorted(_possible(free, place.catalogue), key=rank):
        if one.role is not place.role or one.exercise.id in taken:
            continue
        if _as_prescribed(place, one) and not _hurts(place, one):
            best.setdefault(one.exercise.id, one)
    return list(best.values())


@lru_cache(maxsize=16)
def _possible(athlete: Athlete, catalogue: Catalogue) -> tuple[Candidate, ...]:
    """What a person can do; one session's swaps ask for it many times."""
    return candidates(athlete, catalogue, doses())


def _as_prescribed(place: _Place, one: Candidate) -> bool:
    """Whether it will be loaded like this: a prescription does not know what is busy.

    It uses the first way to load that the person's equipment allows.
    """
    return one.variant.setup_for(place.athlete.equipment) == one.setup


def _hurts(place: _Place, one: Candidate) -> bool:
    return any(caution.limit is place.pain for caution in one.exercise.cautions)


def _overlap(place: _Place, one: Candidate) -> int:
    """Where it hurts, moving alike is no merit: what it costs to share joint actions then."""
    if place.pain is None:
        return 0
    shared = set(place.own.exercise.joint_actions) & set(one.exercise.joint_actions)
    return 2 * JOINT_ACTION * len(shared)


def _substitute(place: _Place, one: Candidate) -> Substitute:
    pick = Pick(candidate=one, sets=place.item.sets, first_heavy=place.first_heavy)
    reasons = (*_alike(place, one), *_keeps(place, one))
    item = item_of(pick, place.item.rir, reasons)
    span = timing.minutes(one.set_tenths)
    week = _exchanged(place.programme.weeks[0], place.day, place.item.variant, item, span)
    items = [planned for session in week.sessions for planned in session.items]
    behind = [planned for session in week.sessions for planned in hard_items(session)]
    broken = broken_rules(week, place.athlete, place.catalogue, doses())
    return Substitute(
        item=item,
        likeness=likeness(place.own, one),
        set_minutes=span,
        session_minutes=_session(week, place.day).minutes,
        weekly_sets=sets_by_region(items, place.catalogue),
        weekly_hard_sets=sets_by_region(behind, place.catalogue),
        fits=not broken,
        broken=broken,
        reasons=(*reasons, *broken),
    )


def _alike(place: _Place, one: Candidate) -> Iterable[Reason]:
    """What a set of it counts, beside what one of the other counts."""
    name = place.own.exercise.name
    if all(one.halves.get(r, 0) == place.own.halves.get(r, 0) for r in TARGETS):
        yield Reason("swap_same", {"exercise": name, "credits": _credits(one)})
    else:
        inputs = {"exercise": name, "credits": _credits(one), "instead": _credits(place.own)}
        yield Reason("swap_other", inputs)


def _credits(one: Candidate) -> str:
    counts = [
        f"{number(one.halves[region] / HALVES)} for {region_name(region)}"
        for region in TARGETS
        if one.halves.get(region)
    ]
    return listed(counts) if counts else "nothing for the upper glutes"


def _keeps(place: _Place, one: Candidate) -> Iterable[Reason]:
    if place.own.abducts and one.abducts:
        yield Reason("swap_abducts")
    if place.own.steadies and one.steadies:
        yield Reason("swap_steadies")
    if place.pain is not None:
        yield Reason("swap_pain", {"limit": LIMIT_NAMES[place.pain]})
    yield from cautions(place.athlete, one)


def _exchanged(week: Week, day: int, old: str, new: Item, set_minutes: float) -> Week:
    """The week with another item, which takes over the sets and the effort of the old one."""
    _find(week, day, old)

    def renewed(item: Item) -> Item:
        if not _is(item, old):
            return item
        span = new.minutes + (item.sets - new.sets) * set_minutes
        return replace(new, sets=item.sets, rir=item.rir, minutes=_tenth(span))

    def of_that_day(session: Session) -> Session:
        blocks = tuple(
            _timed(replace(block, items=tuple(renewed(item) for item in block.items)))
            for block in session.blocks
        )
        minutes = _tenth(sum(block.minutes for block in blocks))
        return replace(session, blocks=blocks, minutes=minutes)

    return replace(
        week,
        sessions=tuple(
            of_that_day(session) if session.day == day else session for session in week.sessions
        ),
    )


def _timed(block: Block) -> Block:
    return replace(block, minutes=_tenth(sum(item.minutes for item in block.items)))


def _tenth(minutes: float) -> float:
    """Minutes that are tenths but for the noise of adding them up."""
    return round(minutes, 1)
