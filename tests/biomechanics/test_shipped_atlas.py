"""The atlas that ships: whole, of this engine, and what docs/science.md says of it."""

from pathlib import Path

import pytest

from ilium.atlas import atlas
from ilium.biomechanics import simulate, simulate_condition
from ilium.biomechanics.cases import jobs
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.science import drawn, page
from ilium.biomechanics.studies import study_conditions
from ilium.biomechanics.summary import entry
from ilium.biomechanics.validation import validated
from ilium.evidence import claims

DOCS = Path(__file__).parents[2] / "docs"

SAME = 0.002
"""Activations: rounding in the atlas, and what compilers do with the last digits."""

SPOT_CHECKS = (
    "hip_thrust+knee_band",
    "side_lying_abduction",
    "clamshell",
    "reverse_lunge",
    "lateral_band_walk+band_ankles+squat_posture",
    "bridge_knees_90",
    "side_step_band_feet_squat_stance_leg",
    "standing_abduction_standing_leg",
)


def test_it_has_every_variant_and_every_condition() -> None:
    assert set(atlas().variants) == {job.id for job in jobs()}


def test_few_are_without_figures_and_each_says_why() -> None:
    without = [one for one in atlas().variants.values() if not one.valid]
    assert all(one.problem.endswith(".") for one in without)
    assert len(without) < 0.1 * len(atlas().variants)


@pytest.mark.parametrize("name", SPOT_CHECKS)
def test_its_figures_are_those_of_this_engine(name: str) -> None:
    """A change of the engine that changes figures asks for `ilium atlas build`."""
    run = simulate_condition if name in study_conditions() else simulate
    found = entry(run(name), {}, muscles(), study=False, description="", inputs="")
    shipped = atlas().entry(name)
    assert found.valid
    assert shipped.valid
    for region, figures in found.regions.items():
        assert shipped.regions[region].mean == pytest.approx(figures.mean, abs=SAME), region
        assert shipped.regions[region].peak == pytest.approx(figures.peak, abs=5 * SAME), region


def test_the_science_page_is_of_this_atlas() -> None:
    """`ilium atlas validate --docs docs` writes it again."""
    found = validated(atlas())
    written = page(found.atlas, found.orderings, found.claims, claims())
    assert DOCS.joinpath("science.md").read_text("utf-8") == written
    for picture in drawn(found.atlas):
        assert DOCS.joinpath(f"pictures/science/{picture.name}.png").is_file()
