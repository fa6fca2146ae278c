"""The science page: what was measured, what the simulation says, and whether they agree.

The page is written from the atlas and the questions that it was asked, so it cannot say anything
else. Disagreement is shown as plainly as agreement.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ilium.atlas import Atlas, Judged
from ilium.atlas.lift_words import kilograms
from ilium.biomechanics.orderings import Answer, apart, tally
from ilium.biomechanics.passive_torque import passive_torque_section
from ilium.biomechanics.questions import GuideClaim
from ilium.biomechanics.strength import strength_section
from ilium.evidence import Claim, Strength, Verdict

HARD_GOAL, SOFT_GOAL = 0.85, 0.65
"""The shares of orderings about muscle effort that the engine is built to reproduce."""


class Picture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Entries of the atlas that are drawn beside each other."""

    name: str  # of the file, without .png
    caption: str
    entries: tuple[str, ...]


PICTURES = (
    Picture(
        name="hip-thrust-band",
        caption="Hip thrust without and with a band round the knees",
        entries=("hip_thrust", "hip_thrust+knee_band"),
    ),
    Picture(
        name="single-leg-deadlift-pelvis",
        caption="Single-leg Romanian deadlift with the pelvis level and with one side dropped",
        entries=("single_leg_deadlift_pelvis_level", "single_leg_deadlift_pelvis_dropped"),
    ),
    Picture(
        name="lunge-lean",
        caption="Split-stance lunge with the trunk upright and inclined",
        entries=("split_stance_lunge_upright_30_percent", "split_stance_lunge_inclined_30_percent"),
    ),
)


def drawn(atlas: Atlas) -> tuple[Picture, ...]:
    """The pictures whose entries the atlas has figures for."""
    return tuple(
        picture
        for picture in PICTURES
        if all((entry := atlas.get(name)) is not None and entry.valid for name in picture.entries)
    )


def page(
    atlas: Atlas,
    judged: Sequence[Judged],
    claims: Mapping[GuideClaim, Answer],
    known: Mapping[str, Claim],
) -> str:
    """The whole page as Markdown.

    Args:
        atlas: what was simulated.
        judged: every published ordering with the atlas' answer, the further ones too.
        claims: what the guide claims, with the atlas' answer.
        known: the claims of the evidence by id, with what was measured.
    """
    published, further = apart(judged)
    parts = (
        _opening(atlas),
        _result(published, further),
        _pictures(atlas),
        _orderings(published),
        _misses(published),
        _further(further),
        _claims(claims, known),
        strength_section(),
        passive_torque_section(),
        _bands(atlas),
        _limits(atlas),
        _invalid(atlas),
        _versions(atlas),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _opening(atlas: Atlas) -> Iterator[str]:
    entries = atlas.variants.values()
    variants = sum(not entry.study for entry in entries)
    yield "# What the simulation says, and how far it holds"
    yield ""
    yield "<!-- Written by `ilium atlas validate --docs docs`. Change what it is made from. -->"
    yield ""
    yield (
        f"Ilium computes what each hip muscle does in {variants} exercise variants and"
        f" {len(atlas.variants) - variants} conditions of published studies, from posture, load and"
        " the laws of motion. The model's body and muscles are public research; the postures and"
        " loads were chosen from descriptions, not from the results below. Here is what was"
        " measured in people beside what the simulation says, the misses too."
    )
    yield ""


def _result(judged: Sequence[Judged], further: Sequence[Judged]) -> Iterator[str]:
    yield "## In short"
    yield ""
    for strength, goal in ((Strength.HARD, HARD_GOAL), (Strength.SOFT, SOFT_GOAL)):
        found = tally(judged, strength)
        if not found.asked:
            yield f"- No {strength} ordering about muscle effort could be asked."
            continue
        reached = "reached" if found.share >= goal else "missed"
        yield (
            f"- {found.held} of {found.asked} {strength} orderings about muscle effort are"
            f" reproduced ({found.share:.0%}; the goal of {goal:.0%} is {reached})."
        )
    silent = sum(not one.askable for one in judged)
    yield f"- {silent} of {len(judged)} published orderings cannot be asked; they say why."
    for strength in Strength if further else ():
        found = tally(further, strength)
        yield (
            f"- {found.held} of {found.asked} further {strength} comparisons are reproduced"
            f" ({found.share:.0%}). They were written down from publications before the simulation"
            " was asked."
        )
    if further:
        yield f"- Together: {_together(judged, further)}."
    yield ""
    yield (
        "A *hard* ordering was found clearly or by several laboratories; a *soft* one is small,"
        " second-hand or from one. Ratios are not compared: activity of a model and electrical"
        " activity of a person do not share a scale."
    )
    yield ""


def _together(judged: Sequence[Judged], further: Sequence[Judged]) -> str:
    found = [(strength, tally((*judged, *further), strength)) for strength in Strength]
    return ", ".join(
        f"{one.held} of {one.asked} {strength} ({one.share:.0%})" for strength, one in found
    )


def _pictures(atlas: Atlas) -> Iterator[str]:
    for picture in drawn(atlas):
        yield f"![{picture.caption}](pictures/science/{picture.name}.png)"
        yield ""
        yield f"*{picture.caption}. Bars at the right: the peak, lowest to highest of all cases.*"
        yield ""


def _orderings(judged: Sequence[Judged]) -> Iterator[str]:
    yield "## Published orderings"
    yield ""
    yield from _table(judged)


def _table(judged: Sequence[Judged]) -> Iterator[str]:
    yield "| | what was found | | source | simulated (activation, 0 to 1) | agrees |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for one in judged:
        cells = (one.id, one.statement, one.strength, one.source, one.found, said(one))
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""


def said(one: Judged) -> str:
    """Whether an ordering is reproduced, in a word."""
    if not one.askable:
        return "cannot be asked"
    return "**no answer**" if one.holds is None else "yes" if one.holds else "**no**"


def _misses(judged: Sequence[Judged]) -> Iterator[str]:
    missed = [one for one in judged if one.askable and not one.holds]
    if not missed:
        return
    yield "### Where it disagrees, and why"
    yield ""
    for one in missed:
        unknown = "" if one.holds is None else "We have no explanation."
        why = one.explanation or unknown
        yield f"- **{one.id}** {one.statement} Simulated: {_sentence(one.found)} {why}".rstrip()
    yield ""


def _further(further: Sequence[Judged]) -> Iterator[str]:
    if not further:
        return
    yield "## Further comparisons"
    yield ""
    yield (
        "The orderings above were known while the engine was built. These were taken from"
        " publications afterwards, by a rule and before anyone had seen what the simulation says,"
        " and none was changed since. The rule and the publications stand in"
        " `src/ilium/biomechanics/data/further_orderings.toml`. *Hard* means significant, at least"
        " 1.3 times as much and read at first hand; *soft* is what is smaller, of unknown size,"
        ' second-hand, or "no difference".'
    )
    yield ""
    yield from _table(further)
    explained = [one for one in further if one.explanation]
    for one in explained:
        yield f"- **{one.id}** {one.explanation}"
    if explained:
        yield ""


def _claims(claims: Mapping[GuideClaim, Answer], known: Mapping[str, Claim]) -> Iterator[str]:
    yield "## What the training guide claims"
    yield ""
    asked = {claim: answer for claim, answer in claims.items() if answer.holds is not None}
    for claim, answer in asked.items():
        published = known[claim.id]
        yield f"### {published.guide}"
        yield ""
        yield f"- Measured: {_verdict(published.verdict)}. {published.measured}"
        yield f"- Asked of the simulation: {_sentence(claim.statement)}"
        yield f"- Simulated: {'yes' if answer.holds else 'no'} ({answer.found})."
        yield f"- {agreement(published.verdict, answer.holds is True)}"
        if answer.holds is False and claim.miss:
            yield f"- Why: {claim.miss}"
        yield ""
    silent = {claim: answer for claim, answer in claims.items() if answer.holds is None}
    if silent:
        yield "### Claims that the simulation cannot speak to"
        yield ""
        for claim, answer in silent.items():
            yield f"- {known[claim.id].guide} *{_sentence(answer.found)}*"
        yield ""


def _verdict(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def agreement(verdict: Verdict, holds: bool) -> str:
    """How the simulation stands to the measurements on a claim.

    >>> agreement(Verdict.NOT_SUPPORTED, False)
    'Simulation and measurement agree: against the claim.'
    """
    if verdict is Verdict.SUPPORTED or verdict is Verdict.NOT_SUPPORTED:
        if holds == (verdict is Verdict.SUPPORTED):
            return f"Simulation and measurement agree: {'for' if holds else 'against'} the claim."
        return "Simulation and measurement disagree. The measurement counts."
    return f"{OPEN[verdict]}; the simulation speaks {'for' if holds else 'against'} it."


OPEN: dict[Verdict, str] = {
    Verdict.UNTESTED: "Nobody measured it",
    Verdict.WEAK: "Less was measured than is claimed",
    Verdict.MIXED: "Measurements are divided",
}
"""Verdicts that a simulation can neither confirm nor contradict."""


def _bands(atlas: Atlas) -> Iterator[str]:
    cases = next((entry.cases for _, entry in atlas.valid()), ())
    yield "## How sure a figure is"
    yield ""
    yield (
        "Each figure comes with a band: the lowest and the highest value over cases that change"
        " one assumption each. A band says how much hangs on what nobody knows, not how people"
        " differ. The cases: " + "; ".join(cases) + "."
    )
    yield ""


def _limits(atlas: Atlas) -> Iterator[str]:
    yield "## What it cannot show"
    yield ""
    yield from LIMITS
    yield from _maxima(atlas)
    yield ""


def _maxima(atlas: Atlas) -> Iterator[str]:
    lifted = [found for _, entry in atlas.valid() if (found := kilograms(entry)) is not None]
    if lifted:
        least, most = (float(f"{end:.2g}") for end in (min(lifted), max(lifted)))
        yield (
            "- **Weights are the model's own.** Each weighed exercise is done with the model's own"
            f" ten-repetition maximum, and these run from about {least:g} to about {most:g} kg."
            " Some are too light for a person, some too heavy; none is a load for you."
        )


LIMITS = (
    "- **Activity is not growth.** The simulation says who works, not who grows. Nine weeks of hip"
    " thrusts and squats built gluteus maximus alike, though recordings differ twofold (Plotkin"
    " 2023).",
    "- **Co-contraction and intent.** The muscles of the model share the load with the least"
    " effort. People stiffen joints, think of a muscle, learn and tire; the model does not.",
    "- **Broad muscles are a few lines.** Gluteus medius, minimus and maximus are three lines each."
    " What happens between them is not resolved.",
    "- **One body, scaled.** Muscle strengths are those of one model, scaled to height and mass."
    " Bones differ between people, and so do moment arms.",
    "- **Postures are typical.** Each exercise is done as its description says. Yours may differ;"
    " the band covers 5 deg of lean, of how far apart the thighs are, and of how they are turned.",
    "- **Skin recordings have limits too.** Neighbouring muscles are heard, and percentages of a"
    " maximum depend on how the maximum was found.",
)


def _invalid(atlas: Atlas) -> Iterator[str]:
    refused = {name: entry for name, entry in atlas.variants.items() if not entry.valid}
    if not refused:
        return
    yield "## Without figures"
    yield ""
    yield "The model finds no answer for these, so none is shown:"
    yield ""
    for name, entry in refused.items():
        yield f"- `{name}`: {entry.problem}"
    yield ""


def _versions(atlas: Atlas) -> Iterator[str]:
    yield "## Made with"
    yield ""
    listed = ", ".join(f"{name} {version}" for name, version in atlas.versions.items())
    yield f"{listed}. Inputs `{atlas.inputs[:16]}`, schema `{atlas.schema}`."


def _cell(text: str) -> str:
    """Text as it may stand in a table."""
    return text.replace("|", "\\|").replace("\n", " ")


def _sentence(text: str) -> str:
    return text if text.endswith((".", ":")) else f"{text}."
