"""What the pages of Learn show, from the catalogue and the evidence: no request, no database."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import msgspec
from django.urls import reverse

from ilium.anatomy import TARGETS, Region, region_name
from ilium.evidence import Claim, Measurement, Status, Study, claims, measurements, studies
from ilium.exercises import catalogue
from ilium.exercises.grounds import claims_about
from ilium.exercises.model import Basis, Exercise, Modifier, Setup, Variant, variant_id
from ilium.figures.hip import hip
from ilium.loads import Equipment, LoadKind
from ilium.planning.words import EQUIPMENT_NAMES, LIMIT_NAMES, listed, number
from ilium.web.pages.learn_search import counts_for

BASIS_NAMES = {
    Basis.MEASURED: "measured",
    Basis.SECONDARY: "reported by others",
    Basis.SIMULATED: "simulated",
    Basis.REASONED: "reasoned",
}

LOAD_NAMES = {
    LoadKind.BARBELL: "a barbell",
    LoadKind.DUMBBELL: "a dumbbell",
    LoadKind.KETTLEBELL: "a kettlebell",
    LoadKind.STACK: "a stack of weights",
    LoadKind.PLATE: "a plate",
    LoadKind.BAND: "a band",
    LoadKind.BODYWEIGHT: "your body",
    LoadKind.NONE: "nothing",
}

WHOLE_MAXIMUS = "gluteus maximus"
"""How studies name it that recorded the muscle without telling its parts apart."""


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a region's page says of it; see learn_regions.toml."""

    short: str
    where: str
    does: tuple[str, ...]
    find: str


class Trained(NamedTuple):
    """A region's line in the table of what an exercise trains."""

    region: Region
    sets: str
    basis: str
    source: str
    studies: tuple[Study, ...]


class Trainer(NamedTuple):
    """An exercise's line in the table of what trains a region."""

    exercise: Exercise
    sets: str
    basis: str
    source: str


class Change(NamedTuple):
    """A modifier, what it changes besides the posture, and the claims it rests on."""

    modifier: Modifier
    applied: bool
    effects: tuple[str, ...]
    claims: tuple[Claim, ...]


class Figures(NamedTuple):
    """What one study measured."""

    study: Study
    rows: tuple[Measurement, ...]
    second_hand: bool  # whether a row was not read in the study itself


class ClaimCard(NamedTuple):
    """A claim with the studies that it was checked against."""

    claim: Claim
    studies: tuple[Study, ...]


@cache
def about(region: Region) -> About:
    """What is said about a region."""
    text = files("ilium.web.pages").joinpath("learn_regions.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[Region, About])[region]


def drawing(
    shades: Mapping[Region, float], *, linked: bool = False, labels: bool = True
) -> dict[str, str]:
    """The hip from behind and from the side, by view; linked, each region leads to its page."""
    links = {region: reverse("learn-region", args=(region,)) for region in Region} if linked else {}
    behind, side = "The hip from behind", "The left hip from the side"
    return {
        "behind": hip("behind", shades, title=behind, labels=labels, links=links),
        "side": hip("side", shades, title=side, labels=labels, links=links),
    }


def trained(variant: Variant) -> tuple[Trained, ...]:
    """What a set of the variant counts for, region by region."""
    return tuple(
        Trained(
            region,
            number(credit.credit),
            BASIS_NAMES[credit.basis],
            credit.source,
            tuple(studies()[study] for study in credit.studies),
        )
        for region, credit in variant.grounds.items()
    )


def trainers(region: Region) -> tuple[Trainer, ...]:
    """The exercises that count for a region: the direct first, measured before reasoned."""
    known = [
        (exercise, catalogue().variant(exercise.id).grounds[region])
        for exercise in catalogue().exercises
        if counts_for(exercise, region)
    ]
    order = list(Basis)
    known.sort(key=lambda one: (-one[1].credit, order.index(one[1].basis), one[0].name))
    return tuple(
        Trainer(exercise, number(credit.credit), BASIS_NAMES[credit.basis], credit.source)
        for exercise, credit in known
    )


def changes(variant: Variant) -> tuple[Change, ...]:
    """The modifiers of the variant's exercise."""
    return tuple(
        Change(
            modifier,
            modifier in variant.modifiers,
            tuple(_effects(variant.exercise, modifier)),
            tuple(claims()[name] for name in modifier.claims),
        )
        for modifier in variant.exercise.modifiers
    )


def _effects(exercise: Exercise, modifier: Modifier) -> Iterable[str]:
    if modifier.needs:
        yield f"Needs {needed(modifier.needs)}."
    if modifier.load:
        yield f"You load it with {LOAD_NAMES[modifier.load]}."
    if modifier.tempo:
        yield f"Tempo: {tempo_text(modifier.tempo)}."
    plain = catalogue().variant(exercise.id)
    changed = catalogue().variant(variant_id(exercise.id, (modifier.id,)))
    for region, credit in changed.grounds.items():
        before = plain.credits.get(region, 0)
        if region in modifier.regions or credit.credit != before:
            yield (
                f"A set counts {number(credit.credit)} for {region_name(region)} instead of"
                f" {number(before)} ({BASIS_NAMES[credit.basis]}): {credit.source}"
            )


def tempo_text(tempo: str) -> str:
    """A tempo in words.

    >>> tempo_text("1-3-2")
    'lift 1 s, hold 3 s, lower 2 s'
    >>> tempo_text("0-1-0")
    'hold'
    """
    lift, hold, lower = tempo.split("-")
    if lift == lower == "0":
        return "hold"
    return f"lift {lift} s, " + (f"hold {hold} s, " if hold != "0" else "") + f"lower {lower} s"


def needed(equipment: Iterable[Equipment]) -> str:
    """Equipment as a person lists it.

    >>> needed(())
    'nothing'
    """
    names = [EQUIPMENT_NAMES[one] for one in equipment]
    return listed(names) if names else "nothing"


def ways(setups: Iterable[Setup]) -> tuple[str, ...]:
    """The ways to set an exercise up, each once."""
    return tuple(dict.fromkeys(needed(setup.needs) for setup in setups))


def cautions(exercise: Exercise) -> tuple[tuple[str, str, str], ...]:
    """For each limit: its name, what it asks, and the advice."""
    asks = {"avoid": "leave it out", "care": "take care"}
    return tuple((LIMIT_NAMES[c.limit], asks[c.severity], c.text) for c in exercise.cautions)


def relatives(ids: Iterable[str]) -> tuple[Exercise, ...]:
    """The exercises of those ids."""
    return tuple(catalogue().exercise(exercise_id) for exercise_id in ids)


def claims_shown(variant: Variant) -> tuple[Claim, ...]:
    """The claims about a variant, then those about the modifiers that it could have."""
    found = [*claims_about(variant)]
    found += (claims()[name] for m in variant.exercise.modifiers for name in m.claims)
    return tuple({claim.id: claim for claim in found}.values())


def cards(chosen: Iterable[Claim]) -> tuple[ClaimCard, ...]:
    """Claims with their studies."""
    return tuple(ClaimCard(c, tuple(studies()[study] for study in c.studies)) for c in chosen)


def figures_of(rows: Iterable[Measurement]) -> tuple[Figures, ...]:
    """Measurements by study, within one the highest first: between studies they do not compare."""
    ordered = sorted(rows, key=lambda row: (row.study, row.unit, -_height(row)))
    return tuple(
        Figures(studies()[study], tuple(group), any(r.status is not Status.MEASURED for r in group))
        for study, group in ((s, list(g)) for s, g in groupby(ordered, key=lambda row: row.study))
    )


def _height(row: Measurement) -> float:
    return float(row.value if row.value is not None else row.value_high or 0)


def measured_in(region: Region) -> tuple[Measurement, ...]:
    """Figures of a region; for a part of gluteus maximus also those of the muscle as a whole."""
    whole = region.value.startswith("gluteus_maximus")
    return tuple(
        row
        for row in measurements()
        if row.region is region
        or (whole and row.region is None and row.muscle.startswith(WHOLE_MAXIMUS))
    )


def target_credits(exercise: Exercise) -> list[tuple[Region, str]]:
    """The upper-glute regions that a set counts for, and how much."""
    return [
        (region, number(credit))
        for region, credit in catalogue().variant(exercise.id).credits.items()
        if region in TARGETS
    ]
