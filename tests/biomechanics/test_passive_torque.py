"""What stretched muscles do by themselves, against what was measured in relaxed people."""

import dataclasses
from math import exp

import numpy as np
import pytest

from ilium.biomechanics import force_length
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.passive_torque import (
    compared,
    measured_passive_torques,
    passive_torque_section,
    root_mean_square,
)

HAMSTRINGS = ("biceps_femoris_long_head", "semimembranosus", "semitendinosus")
PUBLISHED = 0.7
"""The strain at which theirs is the maximum in RajagopalLaiUhlrich2023.osim, to 0.01."""


def off_with(strain: float, monkeypatch: pytest.MonkeyPatch) -> float:
    """How far off the model is (N m) if the hamstrings are full at a strain."""
    shipped = force_length.strengths()
    full = shipped.passive_to.copy()
    full[[one.name.startswith(HAMSTRINGS) for one in muscles()]] = strain
    changed = dataclasses.replace(shipped, passive_to=full)
    with monkeypatch.context() as patch:
        patch.setattr(force_length, "strengths", lambda: changed)
        return root_mean_square(compared())


def test_the_hamstrings_are_as_stiff_as_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    strains = [round(0.1 * tenths, 1) for tenths in range(6, 19)]
    off = {strain: off_with(strain, monkeypatch) for strain in strains}
    best = min(off, key=lambda strain: off[strain])
    of_hamstrings = {one.passive_strain[1] for one in muscles() if one.name.startswith(HAMSTRINGS)}
    assert of_hamstrings == {best}
    assert root_mean_square(compared()) == off[best] < 8
    assert off[PUBLISHED] > 3 * off[best]


def test_measured_torques_are_the_published_ones() -> None:
    hip, knee = measured_passive_torques().torques
    by_hand = exp(1.4655 - 0.075 * 90 - 0.0034 * 30) - exp(1.3403 + 0.0305 * 90 - 0.0226 * 30)
    assert hip.at(90, 30) == pytest.approx(by_hand + 8.072)
    by_hand = exp(1.8 + 0.0217 * 90 - 0.0352 * 15) - exp(-3.971 - 0.0128 * 90 + 0.0495 * 15)
    assert knee.at(90, 15) == pytest.approx(by_hand - 4.82)
    # A bent hip is drawn straight, and most with a straight knee; so is a straight knee bent.
    assert hip.at(100, 0) < hip.at(100, 60) < 0 < knee.at(100, 15)


def test_the_model_resists_more_the_further_it_is_stretched() -> None:
    about = {
        (row.hip_flexion, row.knee_angle): row.model for row in compared() if row.joint == "hip"
    }
    bending = [about[hip, 0] for hip in range(40, 101, 10)]
    assert np.all(np.diff(bending) < 0)
    assert about[90, 60] > about[90, 0]


def test_the_page_shows_every_posture() -> None:
    text = "\n".join(passive_torque_section())
    for row in compared():
        assert f"{round(row.measured)} / {round(row.model)}" in text
    assert text.count("| knee ") == sum(
        len(one.knee_angle) for one in measured_passive_torques().torques
    )
    assert f"off by {root_mean_square(compared()):.0f} N m" in text
