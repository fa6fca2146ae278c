"""What Learn shows of the simulation: one variant's figures, what ranks by them, how far they hold.

Read from the atlas, which a process opens once; no request, no database.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ilium.anatomy import TARGETS, Region, region_name
from ilium.atlas import Atlas, Band, Entry, Judged, NoAtlas, atlas
from ilium.atlas.credits import HARD_SHARE, SOFT_SHARE, Trust, verdict
from ilium.atlas.deciding import settled_by_atlas, simulated, verdicts
from ilium.atlas.lift_words import OWN_MAXIMUM, kilograms, leg_text, load_text, seconds_text
from ilium.atlas.words import facts, percent, place, problem_text
from ilium.evidence import Strength
from ilium.exercises import catalogue
from ilium.exercises.model import CITED, Variant
from ilium.planning.words import listed
from ilium.reasons import sentence
from ilium.web.pages.progress_charts import unbroken

RANKED = 20
"""Variants in the list of a region: those below work it less."""

SILENT = 0.005
"""Peak activation below which a muscle reads 0 %."""


class Mark(NamedTuple):
    """A share with its band, in words and as places along a line from 0 to full activation.

    `narrow` says that the band cannot be seen in whole percent.
    """

    text: str
    between: str
    narrow: bool
    at: str
    low: str
    width: str


class Line(NamedTuple):
    """One region in the drawing of a variant."""

    region: Region
    mean: Mark
    peak: Mark


class Simulation(NamedTuple):
    """What the page of a variant shows: `problem` in the place of figures where there are none."""

    problem: str
    answer: str = ""
    about: str = ""
    lines: tuple[Line, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    spared: str = ""
    facts: tuple[str, ...] = ()
    holds: str = ""
    decides: tuple[str, ...] = ()


class Ranked(NamedTuple):
    """A variant in the list of a region."""

    variant: Variant
    mean: Mark


class Ranking(NamedTuple):
    """What the page of a region shows: a list only where the simulation has earned it."""

    holds: str
    ranked: tuple[Ranked, ...]


class Comparisons(NamedTuple):
    """Published comparisons that belong together, and how many of them are reproduced."""

    title: str
    lead: str
    scores: tuple["Score", ...]
    orderings: tuple[Judged, ...]


class Score(NamedTuple):
    """Of the orderings of one strength: reproduced, asked, and the share that is wanted."""

    strength: Strength
    held: int
    asked: int
    wanted: str


def simulation(variant: Variant) -> Simulation | None:
    """What the simulation says of a variant; None where there is no atlas, or nothing in it."""
    found = simulated(variant)
    if found is None:
        return None
    if not found.valid:
        return Simulation(problem=problem_text(found))
    spared = _spared(found, variant)
    return Simulation(
        problem="",
        answer=_answer(found),
        about=_about(found, variant),
        lines=tuple(
            Line(region, mark(one.mean, one.mean_band), mark(one.peak, one.peak_band))
            for region, one in found.regions.items()
        ),
        head=("Muscle", "Mean", "Peak", "Where", "Comparisons reproduced"),
        rows=tuple(_rows(found)),
        spared=_spared_text(spared),
        facts=tuple(facts(found)),
        # A muscle that the model spares here is not what those comparisons were of.
        holds=_holds(verdicts().regions[one].trust for one in TARGETS if one not in spared),
        decides=tuple(_decides(variant)),
    )


def mark(share: float, band: Band) -> Mark:
    """A share of full activation with its band.

    >>> mark(0.5, (0.25, 0.75))
    Mark(text='50 %', between='25 to 75 %', narrow=False, at='50.0%', low='25.0%', width='50.0%')
    """
    low, high = band
    return Mark(
        text=percent(share),
        between=f"{100 * low:.0f} to {percent(high)}",
        narrow=percent(low) == percent(high),
        at=f"{100 * share:.1f}%",
        low=f"{100 * low:.1f}%",
        width=f"{100 * (high - low):.1f}%",
    )


def _about(found: Entry, variant: Variant) -> str:
    """What was simulated, as the end of a sentence, and whose weight that is."""
    said = (load_text(found), seconds_text(found, variant), leg_text(found, variant))
    whose = f" {OWN_MAXIMUM}" if kilograms(found) else ""
    return unbroken(f"{', '.join(said)}.{whose}")


def _spared(found: Entry, variant: Variant) -> Sequence[Region]:
    """The regions that a set counts for, and that the model does without."""
    return [
        region
        for region, one in found.regions.items()
        if one.peak < SILENT and (known := variant.grounds.get(region)) and known.credit > 0
    ]


def _spared_text(spared: Sequence[Region]) -> str:
    if not spared:
        return ""
    return (
        f"The model does this without {listed(map(region_name, spared))}: other muscles do it"
        " alone. You may well use what it spares, and the bands do not cover that."
    )


def _answer(found: Entry) -> str:
    targets = [region for region in TARGETS if region in found.regions]
    targets.sort(key=lambda region: -found.regions[region].mean)
    said = [f"{region_name(one)} {percent(found.regions[one].mean)}" for one in targets]
    return unbroken(f"Activation on average: {listed(said)}.")


def _rows(found: Entry) -> Iterable[tuple[str, ...]]:
    for region, one in found.regions.items():
        mean, peak = mark(one.mean, one.mean_band), mark(one.peak, one.peak_band)
        trust = verdicts().regions[region].trust
        yield (
            region_name(region),
            _bracketed(mean),
            _bracketed(peak),
            place(one),
            f"{trust.held} of {trust.asked}" if trust.asked else "none",
        )


def _bracketed(one: Mark) -> str:
    return one.text if one.narrow else f"{one.text} ({one.between})"


def _holds(trusts: Iterable[Trust]) -> str:
    known = [one for one in trusts if one.asked]
    if not known:
        return "No published comparison could be put to the simulation."
    counted = [f"{one.held} of {one.asked} of {region_name(one.region)}" for one in known]
    return f"Of published comparisons the simulation reproduces {listed(counted)}."


def _decides(variant: Variant) -> Iterable[str]:
    """For each target that no study speaks for: whose word the count is, and why."""
    settled = settled_by_atlas(variant)
    for region in TARGETS:
        known = variant.grounds.get(region)
        if known is None or known.basis not in CITED:
            whose = "the simulation" if settled[region].from_atlas else "the catalogue"
            name = region_name(region).capitalize()
            yield f"{name}: counted by {whose}. {sentence(settled[region].why)}"


def ranking(region: Region) -> Ranking | None:
    """The variants that work a region most, if the simulation holds for it; None without atlas."""
    try:
        known = atlas()
    except NoAtlas:
        return None
    trust = verdicts().regions[region].trust
    return Ranking(_holds([trust]), tuple(_ranked(known, region)) if trust.enough else ())


def _ranked(known: Atlas, region: Region) -> Sequence[Ranked]:
    found = [
        (entry.regions[region], variant)
        for variant in catalogue().planner_variants()
        if (entry := known.get(variant.id)) is not None and region in entry.regions
    ]
    found.sort(key=lambda one: (-one[0].mean, one[1].name))
    return [Ranked(variant, mark(one.mean, one.mean_band)) for one, variant in found[:RANKED]]


def comparisons() -> tuple[Comparisons, ...]:
    """Every published comparison with what the simulation says; none without an atlas.

    Those come first that the model could not have been made to agree with.
    """
    try:
        asked = atlas().orderings
    except NoAtlas:
        return ()
    further = tuple(one for one in asked if one.further)
    known = tuple(one for one in asked if not one.further)
    return tuple(
        Comparisons(title, lead, scores(group), group)
        for title, lead, group in (
            (
                "Written down before asking",
                "Taken from publications before anyone had seen what the model says. The model "
                "was mended since, for faults of its own and not to fit them.",
                further,
            ),
            (
                "Known while the model was built",
                "They were at hand as the model was made. Postures and loads come from what the "
                "studies describe.",
                known,
            ),
        )
        if group
    )


def scores(asked: Iterable[Judged]) -> tuple[Score, ...]:
    """How many orderings about muscle effort are reproduced, by strength."""
    counted = [one for one in asked if one.about_effort and one.askable]
    return tuple(
        Score(
            strength,
            sum(one.holds is True for one in counted if one.strength is strength),
            sum(one.strength is strength for one in counted),
            unbroken(percent(wanted)),
        )
        for strength, wanted in ((Strength.HARD, HARD_SHARE), (Strength.SOFT, SOFT_SHARE))
    )


def by_region() -> tuple[tuple[Region, Trust, str], ...]:
    """For every region the comparisons asked and reproduced, and what follows for its counts."""
    return tuple(
        (region, rule.trust, sentence(verdict(rule))) for region, rule in verdicts().regions.items()
    )
