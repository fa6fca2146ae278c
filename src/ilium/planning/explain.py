"""Why an item was chosen: what it brings, how that is known, what it replaces, what to mind."""

from collections.abc import Iterable, Sequence

from ilium import evidence
from ilium.anatomy import TARGETS, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import Basis, Role
from ilium.loads import Equipment
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate, candidates, credit_of, ruled_out
from ilium.planning.choice import Sessions
from ilium.planning.dose import Doses
from ilium.planning.likeness import likeness
from ilium.planning.words import EQUIPMENT_NAMES, LIMIT_NAMES, listed, number
from ilium.reasons import Reason

EVERYTHING = frozenset(Equipment)

Why = dict[tuple[str, str], tuple[Reason, ...]]
"""The reasons of each candidate, by its key."""


def item_reasons(athlete: Athlete, sessions: Sessions, catalogue: Catalogue, doses: Doses) -> Why:
    """The reasons of every chosen candidate, by its key, the most important first."""
    chosen = {pick.candidate.key: pick.candidate for picks in sessions for pick in picks}
    anything = Athlete(level=athlete.level, days=athlete.days, equipment=EVERYTHING)
    rivals = candidates(anything, catalogue, doses)
    return {
        key: (
            *_brings(one),
            *_asked_for(athlete, one),
            *_known(one),
            *_modifiers(one),
            *_in_place_of(athlete, one, rivals),
            *cautions(athlete, one),
        )
        for key, one in chosen.items()
    }


def _brings(one: Candidate) -> Iterable[Reason]:
    credited = [
        f"{number(one.halves[region] / HALVES)} for {region_name(region)}"
        for region in TARGETS
        if one.halves.get(region)
    ]
    if credited:
        yield Reason("item_brings", {"credits": listed(credited)})
    else:
        yield Reason("item_brings_nothing")
    if one.role is Role.ACTIVATION:
        yield Reason("item_drill")
    elif one.abducts:
        yield Reason("item_abducts", {"study": _cite(("plotkin_2023",))})
    elif one.steadies:
        yield Reason("item_steadies")


def _asked_for(athlete: Athlete, one: Candidate) -> Iterable[Reason]:
    if one.exercise.id in athlete.insist:
        yield Reason("item_insisted")


def _known(one: Candidate) -> Iterable[Reason]:
    """How the credits of the targets are known, one reason for each basis."""
    for basis in Basis:
        regions: list[str] = []
        studies: list[str] = []
        for region in TARGETS:
            credit = credit_of(one.variant, region)
            if credit is not None and credit.credit and credit.basis is basis:
                regions.append(region_name(region))
                studies.extend(credit.studies)
        if regions:
            inputs = {"regions": listed(regions)}
            if basis is not Basis.REASONED:
                inputs["studies"] = _cite(studies)
            yield Reason(f"item_{basis.value}", inputs)


def _modifiers(one: Candidate) -> Iterable[Reason]:
    for modifier in one.variant.modifiers:
        for claim_id in modifier.claims:
            claim = evidence.claim(claim_id)
            verdict = claim.verdict.value.replace("_", " ")
            inputs = {"modifier": modifier.name, "verdict": verdict}
            if claim.studies:
                inputs["studies"] = _cite(claim.studies)
                yield Reason("item_modifier_studied", inputs)
            else:
                yield Reason("item_modifier", inputs)


def _cite(studies: Iterable[str]) -> str:
    """Short citations, each once."""
    known = evidence.studies()
    return ", ".join(dict.fromkeys(known[study].citation for study in studies))


def _in_place_of(athlete: Athlete, one: Candidate, rivals: Sequence[Candidate]) -> Iterable[Reason]:
    """The likest better exercise for the role that the person's wishes rule out."""
    better = [
        (likeness(one, rival), rival.variant.id, rival, reason)
        for rival in rivals
        if rival.role is one.role
        and rival.exercise.id != one.exercise.id
        and (rival.leads, -rival.points) > (one.leads, -one.points)
        and rival.target_halves >= one.target_halves
        and (reason := _ruled_out_by(athlete, rival)) is not None
    ]
    if better:
        yield min(better, key=lambda rated: (-rated[0], rated[1]))[3]


def _ruled_out_by(athlete: Athlete, rival: Candidate) -> Reason | None:
    exercise = rival.exercise
    limit = ruled_out(athlete, exercise)
    if limit is not None:
        return Reason(
            "item_replaces_limit", {"exercise": exercise.name, "limit": LIMIT_NAMES[limit]}
        )
    if exercise.id in athlete.avoid:
        return Reason("item_replaces_avoided", {"exercise": exercise.name})
    if rival.variant.setup_for(athlete.equipment) is None:
        missing = fewest_missing(rival, athlete.equipment)
        return Reason(
            "item_replaces_equipment",
            {
                "exercise": exercise.name,
                "equipment": listed(EQUIPMENT_NAMES[thing] for thing in missing),
            },
        )
    return None


def fewest_missing(one: Candidate, equipment: frozenset[Equipment]) -> tuple[Equipment, ...]:
    """The fewest things whose lack keeps a person from doing it, in the order of `Equipment`."""
    order = list(Equipment)
    lacking = (sorted(set(s.needs) - equipment, key=order.index) for s in one.variant.setups)
    return tuple(min(lacking, key=lambda things: (len(things), [order.index(t) for t in things])))


def cautions(athlete: Athlete, one: Candidate) -> Iterable[Reason]:
    """What to mind with the person's limits."""
    for caution in one.exercise.cautions:
        if caution.limit in athlete.limits:
            yield Reason(
                "item_caution", {"limit": LIMIT_NAMES[caution.limit], "text": caution.text}
            )
