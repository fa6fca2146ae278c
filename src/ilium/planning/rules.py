"""Whether a week keeps the rules: asked after a change that the planner did not make."""

from collections.abc import Iterable

from ilium.anatomy import TARGETS, JointAction, Region, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.planning.athlete import Athlete
from ilium.planning.dose import Doses
from ilium.planning.programme import Item, Session, Week, Weekday
from ilium.planning.words import number
from ilium.reasons import Reason


def sets_by_region(items: Iterable[Item], catalogue: Catalogue) -> dict[Region, float]:
    """Sets x credit of every region."""
    counts = dict.fromkeys(Region, 0.0)
    for item in items:
        for region, credit in catalogue.variant(item.variant).credits.items():
            counts[region] += item.sets * credit
    return counts


DAYS_A_WEEK = 7


def neighbours(week: Week) -> tuple[tuple[Session, Session], ...]:
    """Every session with the one after it, the last one with the first of the next week.

    The first of a pair comes before the second; none for a single session.
    """
    sessions = week.sessions
    if len(sessions) < 2:
        return ()
    return tuple(zip(sessions, (*sessions[1:], sessions[0]), strict=True))


def days_between(first: Session, second: Session) -> int:
    """Days from a session to the next time that the other one comes, 1 to 7."""
    order = list(Weekday)
    days = order.index(second.weekday) - order.index(first.weekday)
    return days % DAYS_A_WEEK or DAYS_A_WEEK


def hard_items(session: Session) -> list[Item]:
    """The items behind the drills."""
    return [
        item
        for block in session.blocks
        if block.role is not Role.ACTIVATION
        for item in block.items
    ]


def broken_rules(
    week: Week, athlete: Athlete, catalogue: Catalogue, doses: Doses
) -> tuple[Reason, ...]:
    """The rules about time and sets that a full week breaks; none if it keeps them all."""
    return (
        *_times(week, athlete, doses),
        *_weekly(week, athlete, catalogue, doses),
        *_sessions(week, catalogue, doses),
        *_purposes(week, athlete, catalogue),
    )


def _times(week: Week, athlete: Athlete, doses: Doses) -> Iterable[Reason]:
    for session in week.sessions:
        if session.minutes > athlete.minutes:
            yield Reason(
                "broken_minutes",
                {"minutes": number(session.minutes), "asked": athlete.minutes},
            )
        for block in session.blocks:
            bounds = doses.blocks[block.role].minutes
            if bounds is not None and not bounds[0] <= block.minutes <= bounds[1]:
                low, high = bounds
                yield Reason(
                    "broken_drill_minutes",
                    {"minutes": number(block.minutes), "low": low, "high": high},
                )


def _weekly(week: Week, athlete: Athlete, catalogue: Catalogue, doses: Doses) -> Iterable[Reason]:
    items = [item for session in week.sessions for item in session.items]
    behind = [item for session in week.sessions for item in hard_items(session)]
    total, behind_drills = sets_by_region(items, catalogue), sets_by_region(behind, catalogue)
    least = doses.limits.minimum_hard_sets
    for region, (low, high) in doses.band(athlete).items():
        name = region_name(region)
        if not low <= total[region] <= high:
            inputs = {"region": name, "sets": number(total[region]), "low": low, "high": high}
            yield Reason("broken_band", inputs)
        if behind_drills[region] < least:
            sets = number(behind_drills[region])
            yield Reason("broken_hard_sets", {"region": name, "sets": sets, "least": least})
    for region, cap in doses.weekly_caps(athlete).items():
        if total[region] > cap:
            sets = number(total[region])
            yield Reason("broken_cap", {"region": region_name(region), "sets": sets, "cap": cap})


def _sessions(week: Week, catalogue: Catalogue, doses: Doses) -> Iterable[Reason]:
    cap = doses.limits.session_sets
    counts = {one.day: sets_by_region(one.items, catalogue) for one in week.sessions}
    pairs = [(one, other) for one, other in neighbours(week) if days_between(one, other) == 1]
    for region in Region:
        most = [count[region] for count in counts.values()]
        if region in TARGETS:
            most += [counts[one.day][region] + counts[other.day][region] for one, other in pairs]
        if max(most) > cap:
            sets = number(max(most))
            yield Reason(
                "broken_session", {"region": region_name(region), "sets": sets, "cap": cap}
            )


def _purposes(week: Week, athlete: Athlete, catalogue: Catalogue) -> Iterable[Reason]:
    behind = {item.exercise for session in week.sessions for item in hard_items(session)}
    actions = {action for one in behind for action in catalogue.exercise(one).joint_actions}
    if JointAction.HIP_ABDUCTION not in actions:
        yield Reason("broken_abduction")
    if JointAction.SINGLE_LEG_STABILITY not in actions:
        yield Reason("broken_single_leg")
    done = {item.exercise for session in week.sessions for item in session.items}
    for missing in sorted(athlete.insist - done):
        yield Reason("broken_insist", {"exercise": catalogue.exercise(missing).name})
