"""Why an item was chosen: what it brings, how that is known, what it replaces, what to mind."""

from collections.abc import Iterable, Sequence

from ilium import evidence
from ilium.anatomy import TARGETS, region_name
from ilium.exercises import Catalogue
from ilium.exercises.model import CITED, Basis, Role
from ilium.loads import Equipment
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import HALVES, Candidate, candidates, ruled_out
from ilium.planning.choice import Sessions
from ilium.planning.dose import Doses
from ilium.planning.likeness import likeness
from ilium.planning.words import EQUIPMENT_NAMES, LIMIT_NAMES, listed, number
from ilium.reasons import Reason

EVERYTHING = frozenset(Equipment)

ALIKE_ENOUGH = 50
"""From this likeness on, an item is said to stand in for an exercise that is ruled out."""

Why = dict[tuple[str, str], tuple[Reason, ...]]
"""The reasons of each candidate, by its key."""


def item_reasons(athlete: Athlete, sessions: Sessions, catalogue: Catalogue, doses: Doses) -> Why:
    """The reasons of every chosen candidate, by its key, the most important first."""
    chosen = {pick.candidate.key: pick.candidate for picks in sessions for pick in picks}
    lost = _ruled_out(athlete, catalogue, doses)
    return {
        key: (
            *_brings(one),
            *_asked_for(athlete, one),
            *_known(one),
            *_modifiers(one),
            *_in_place_of(athlete, one, lost),
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
            credit = one.variant.grounds.get(region)
            if credit is not None and credit.credit and credit.basis is basis:
                regions.append(region_name(region))
                studies.extend(credit.studies)
        if regions:
            inputs = {"regions": listed(regions)}
            if basis in CITED:
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


def _ruled_out(athlete: Athlete, catalogue: Catalogue, doses: Doses) -> list[Candidate]:
    """What the person's equipment, limits and wishes leave out altogether."""
    anyone = Athlete(level=athlete.level, days=athlete.days, equipment=EVERYTHING)
    possible = {(one.exercise.id, one.role) for one in candidates(athlete, catalogue, doses)}
    return [
        one
        for one in candidates(anyone, catalogue, doses)
        if (one.exercise.id, one.role) not in possible
    ]


def _in_place_of(athlete: Athlete, one: Candidate, lost: Sequence[Candidate]) -> Iterable[Reason]:
    """The likest exercise for the role that would have been better and is ruled out."""
    better = [
        (-likeness(one, rival), rival.variant.id, rival)
        for rival in lost
        if rival.role is one.role
        and (rival.leads, -rival.points) > (one.leads, -one.points)
        and likeness(one, rival) >= ALIKE_ENOUGH
    ]
    if better:
        yield _why_not(athlete, min(better, key=lambda rated: rated[:2])[2])


def _why_not(athlete: Athlete, rival: Candidate) -> Reason:
    exercise = rival.exercise
    limit = ruled_out(athlete, exercise)
    if limit is not None:
        inputs = {"exercise": exercise.name, "limit": LIMIT_NAMES[limit]}
        return Reason("item_replaces_limit", inputs)
    if exercise.id in athlete.avoid:
        return Reason("item_replaces_avoided", {"exercise": exercise.name})
    missing = _fewest_missing(rival, athlete.equipment)
    inputs = {
        "exercise": exercise.name,
        "equipment": listed(EQUIPMENT_NAMES[thing] for thing in missing),
    }
    return Reason("item_replaces_equipment", inputs)


def _fewest_missing(one: Candidate, equipment: frozenset[Equipment]) -> tuple[Equipment, ...]:
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
