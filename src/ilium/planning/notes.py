"""What is remarkable about a plan as a whole: its notes, as reasons."""

from collections.abc import Iterable

from ilium.anatomy import TARGETS, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import Severity
from ilium.planning import timing
from ilium.planning.athlete import OTHER_REGIONS, Athlete
from ilium.planning.choice import Sessions, hard, weekly_sets
from ilium.planning.deload import eased
from ilium.planning.dose import Doses
from ilium.planning.week import BACK_TO_BACK
from ilium.planning.words import LIMIT_NAMES, OTHER_REGION_NAMES, listed, number
from ilium.reasons import Reason


def plan_notes(
    athlete: Athlete, sessions: Sessions, catalogue: Catalogue, doses: Doses
) -> tuple[Reason, ...]:
    """The notes of a plan, the most important first."""
    return (
        *_band(athlete, doses),
        *_days(athlete, sessions, doses),
        *_drills(sessions),
        *_limits(athlete, sessions, catalogue),
        *_other_training(athlete, doses),
        *_deload(athlete, sessions, doses),
        *_time(athlete, sessions),
    )


def _band(athlete: Athlete, doses: Doses) -> Iterable[Reason]:
    if athlete.days == 1:
        low, high = doses.single_day.band
        yield Reason("note_single_day", {"low": low, "high": high})
    else:
        low, high = doses.bands[athlete.level]
        yield Reason("note_band", {"level": athlete.level.value, "low": low, "high": high})
    if athlete.emphasis is not None:
        more = doses.limits.emphasis_sets
        yield Reason(
            "note_emphasis",
            {"region": region_name(athlete.emphasis), "low": low + more, "sets": more},
        )


def _days(athlete: Athlete, sessions: Sessions, doses: Doses) -> Iterable[Reason]:
    for one, other in BACK_TO_BACK.get(athlete.days, ()):
        both = weekly_sets([*sessions[one], *sessions[other]])
        most = max(both[region] for region in TARGETS)
        yield Reason("note_four_days", {"cap": doses.limits.session_sets, "most": number(most)})


def _drills(sessions: Sessions) -> Iterable[Reason]:
    without = weekly_sets(pick for picks in sessions for pick in picks if hard(pick))
    counts = [f"{number(without[region])} for {region_name(region)}" for region in TARGETS]
    yield Reason("note_drills", {"sets": listed(counts)})


def _limits(athlete: Athlete, sessions: Sessions, catalogue: Catalogue) -> Iterable[Reason]:
    chosen = {pick.candidate.exercise.id: pick.candidate for picks in sessions for pick in picks}
    for limit in sorted(athlete.limits):
        avoided = [
            exercise.id
            for exercise in catalogue.exercises
            for caution in exercise.cautions
            if caution.limit is limit and caution.severity is Severity.AVOID
        ]
        careful = [
            exercise_id
            for exercise_id, one in chosen.items()
            for caution in one.exercise.cautions
            if caution.limit is limit
        ]
        yield Reason(
            "note_limit",
            {
                "limit": LIMIT_NAMES[limit],
                "avoided": len(avoided),
                "careful": len(careful),
            },
        )


def _other_training(athlete: Athlete, doses: Doses) -> Iterable[Reason]:
    meant, left = doses.caps_without(athlete), doses.weekly_caps(athlete)
    for region in OTHER_REGIONS:
        sets = athlete.other_training.sets(region)
        if sets and region in meant:
            inputs = {"region": OTHER_REGION_NAMES[region], "sets": sets, "left": left[region]}
            enough = sets + left[region] <= meant[region]
            code = "note_other_training" if enough else "note_other_training_much"
            yield Reason(code, {**inputs, "meant": meant[region]})


def _deload(athlete: Athlete, sessions: Sessions, doses: Doses) -> Iterable[Reason]:
    if not doses.has_deload(athlete.weeks):
        yield Reason("note_no_deload", {"weeks": doses.deload.minimum_weeks})
        return
    before = sum(pick.sets for picks in sessions for pick in picks)
    after = sum(pick.sets for picks in eased(sessions) for pick in picks)
    yield Reason(
        "note_deload",
        {
            "week": athlete.weeks,
            "before": before,
            "after": after,
            "easier": doses.deload.easier_rir,
        },
    )


def _time(athlete: Athlete, sessions: Sessions) -> Iterable[Reason]:
    longest = max(sum(pick.tenths for pick in picks) for picks in sessions)
    yield Reason(
        "note_time", {"longest": number(timing.minutes(longest)), "asked": athlete.minutes}
    )
