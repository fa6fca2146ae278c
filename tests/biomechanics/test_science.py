"""The science page says what was found, the misses first of all."""

from typing import Any

import pytest

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Atlas, Entry, Judged
from ilium.biomechanics.orderings import Answer, Tally, apart, tally
from ilium.biomechanics.questions import GuideClaim
from ilium.biomechanics.science import PICTURES, agreement, drawn, page
from ilium.evidence import Strength, Verdict, claims

MEDIUS = Region.GLUTEUS_MEDIUS

JUDGED = (
    made_up_atlas.judged("R01", True, MEDIUS),
    made_up_atlas.judged("R02", False, MEDIUS, explanation="The model has no | bursa."),
    made_up_atlas.judged("R03", None, MEDIUS, found="It has no such muscle.", askable=False),
    made_up_atlas.judged("R04", True, MEDIUS, strength=Strength.SOFT),
    made_up_atlas.judged("R05", False, MEDIUS, about_effort=False),
    made_up_atlas.judged("R06", None, MEDIUS, found="The posture tips over."),
)


def guide_claim(name: str) -> GuideClaim:
    return GuideClaim(id=name, statement="A band raises medius.", silent="", miss="Bands are soft.")


CLAIMS = {
    guide_claim("hip_thrust_knee_band_medius"): Answer(holds=False, found="0.12 against 0.13"),
    guide_claim("band_placement"): Answer(holds=True, found="0.40 against 0.30"),
    guide_claim("rep_range"): Answer(holds=None, found="A repetition says nothing about it."),
}


def written(atlas: Atlas | None = None, judged: tuple[Judged, ...] = JUDGED) -> str:
    return page(atlas or made_up_atlas.atlas(), judged, CLAIMS, claims())


def test_an_ordering_without_an_answer_counts_as_missed_unless_it_cannot_be_asked() -> None:
    assert tally(JUDGED, Strength.HARD) == Tally(asked=3, held=1)
    assert tally(JUDGED, Strength.SOFT) == Tally(asked=1, held=1)
    assert tally((), Strength.HARD).share == 0


def test_the_result_stands_at_the_top_whether_the_goal_is_reached_or_not() -> None:
    text = written()
    assert "1 of 3 hard orderings about muscle effort are reproduced (33%; " in text
    assert "the goal of 85% is missed" in text
    assert "the goal of 65% is reached" in text
    assert "1 of 6 published orderings cannot be asked" in text
    assert text.index("## In short") < text.index("## Published orderings")


FURTHER = (
    made_up_atlas.judged("F01", True, MEDIUS),
    made_up_atlas.judged("F02", False, MEDIUS),
    made_up_atlas.judged("F03", False, MEDIUS, strength=Strength.SOFT, explanation="It slips."),
)


def test_further_orderings_are_told_apart_by_their_ids() -> None:
    assert apart((*FURTHER, *JUDGED)) == (JUDGED, FURTHER)


def test_further_comparisons_are_counted_and_listed_apart() -> None:
    text = written(judged=(*JUDGED, *FURTHER))
    assert "1 of 3 hard orderings about muscle effort are reproduced (33%; " in text
    assert "1 of 6 published orderings cannot be asked" in text
    assert "- 1 of 2 further hard comparisons are reproduced (50%). They were written down" in text
    assert "- 0 of 1 further soft comparisons are reproduced (0%)." in text
    assert "- Together: 2 of 5 hard (40%), " in text
    _, section = text.split("## Further comparisons\n")
    rows = [line for line in section.splitlines() if line.startswith("| F0")]
    assert [row.split(" | ")[-1] for row in rows] == ["yes |", "**no** |", "**no** |"]
    assert "- **F03** It slips." in section
    assert "- **F02**" not in text, "a miss of theirs is explained only where that was written down"
    assert "| R01" not in section
    assert "| F0" not in text.split("## Further comparisons\n")[0]


def test_without_further_orderings_the_page_says_nothing_of_them() -> None:
    assert "urther" not in written()


def test_every_ordering_is_in_the_table_and_every_miss_is_explained() -> None:
    text = written()
    rows = [line for line in text.splitlines() if line.startswith("| R0")]
    assert [row.split(" | ")[-1] for row in rows] == [
        *("yes |", "**no** |", "cannot be asked |", "yes |", "**no** |"),
        "**no answer** |",
    ]
    assert "The model has no | bursa." in text
    assert "We have no explanation." in text
    assert "- **R06** R06 is higher. Simulated: The posture tips over." in text


def test_a_bar_in_a_text_does_not_break_the_table() -> None:
    odd = made_up_atlas.judged("R09", True, MEDIUS, found="a | b")
    row = next(line for line in written(judged=(odd,)).splitlines() if line.startswith("| R09"))
    assert "a \\| b" in row


def test_a_claim_shows_what_was_measured_and_what_was_simulated() -> None:
    text = written()
    guide = claims()["hip_thrust_knee_band_medius"]
    part = text[text.index(f"### {guide.guide}") :]
    assert guide.measured in part
    assert "- Simulated: no (0.12 against 0.13)." in part
    assert "- Simulation and measurement agree: against the claim." in part
    assert "- Why: Bands are soft." in part
    silent = text[text.index("### Claims that the simulation cannot speak to") :]
    assert claims()["rep_range"].guide in silent
    assert "A repetition says nothing about it." in silent


@pytest.mark.parametrize(
    ("verdict", "holds", "words"),
    [
        (Verdict.SUPPORTED, True, "agree: for"),
        (Verdict.SUPPORTED, False, "disagree. The measurement counts"),
        (Verdict.NOT_SUPPORTED, True, "disagree. The measurement counts"),
        (Verdict.UNTESTED, True, "Nobody measured it; the simulation speaks for"),
        (Verdict.MIXED, False, "divided; the simulation speaks against"),
        (Verdict.WEAK, True, "Less was measured than is claimed; the simulation speaks for"),
    ],
)
def test_how_a_simulation_stands_to_a_measurement(
    verdict: Verdict, holds: bool, words: str
) -> None:
    assert words in agreement(verdict, holds)


def test_what_has_no_figures_is_listed_with_its_reason() -> None:
    assert "- `clamshell`: The posture does not balance." in written()


def test_the_cases_the_versions_and_the_limits_are_named() -> None:
    text = written()
    assert "The cases: reference; power 3." in text
    assert "schema `ilium.atlas/1`" in text
    assert "**Activity is not growth.**" in text


def test_the_range_of_the_models_own_maxima_is_that_of_the_atlas() -> None:
    def lifting(load: str, **own: Any) -> Entry:
        return made_up_atlas.entry(made_up_atlas.MEANS, load=load, **own)

    lifted = {
        "cable_hip_abduction": lifting("1.007 kg stack"),
        "hip_thrust": lifting("173.8 kg barbell"),
        "clamshell": lifting("medium band"),
        "of_a_study": lifting("221.2 kg barbell", study=True, description="Its own load."),
    }
    text = written(made_up_atlas.atlas(variants=lifted))
    limits = text[text.index("## What it cannot show") : text.index("## Made with")]
    assert "these run from about 1 to about 170 kg." in limits
    unweighed = {"clamshell": lifted["clamshell"]}
    assert "ten-repetition" not in written(made_up_atlas.atlas(variants=unweighed))


def test_pictures_are_only_of_what_there_is() -> None:
    atlas = made_up_atlas.atlas()
    assert [picture.name for picture in drawn(atlas)] == ["hip-thrust-band"]
    text = written(atlas)
    assert "(pictures/science/hip-thrust-band.png)" in text
    assert "lunge-lean" not in text


def test_every_picture_is_of_entries_that_an_atlas_has() -> None:
    from ilium.biomechanics.studies import study_conditions
    from ilium.exercises import catalogue

    for picture in PICTURES:
        for name in picture.entries:
            assert name in study_conditions() or catalogue().variant(name)
