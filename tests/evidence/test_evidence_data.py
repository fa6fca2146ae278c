"""The shipped evidence: every reference resolves, and nothing claims more than was measured."""

import re
from decimal import Decimal
from importlib.resources import files

import pytest

from ilium.evidence import (
    Claim,
    Dose,
    Measurement,
    Outcome,
    Spread,
    Status,
    Study,
    Unit,
    Verdict,
    claims,
    doses,
    measurements,
    orderings,
    studies,
)

EXERCISE_IDS = """
    glute_bridge clamshell lateral_band_walk hip_thrust single_leg_rdl reverse_lunge
    hyperextension_45 cable_hip_abduction

    side_lying_abduction side_plank side_plank_abduction single_leg_bridge b_stance_bridge
    single_leg_hip_thrust b_stance_hip_thrust frog_pump fire_hydrant quadruped_hip_extension
    reverse_clamshell standing_abduction seated_band_abduction machine_hip_abduction
    wall_press_abduction monster_walk hip_hike cable_abduction_extension

    step_up lateral_step_up split_squat rear_foot_elevated_split_squat curtsy_lunge lateral_lunge
    single_leg_squat cable_pull_through romanian_deadlift b_stance_rdl reverse_hyper
    single_leg_hyperextension cable_kickback goblet_squat back_squat sumo_deadlift walking_lunge
    banded_good_morning
"""
EXERCISES = frozenset(EXERCISE_IDS.split())

# Reported by others, or known in part only: nothing of these was read in the source.
SECOND_HAND = frozenset(
    {
        "boren_2011",
        "bolgla_uhl_2005",
        "cynn_2006",
        "ganderton_2017",
        "hoogenboom_2024",
        "kennedy_2023",
        "moore_2020",
        "willcox_burden_2013",
    }
)
# The direction was read in the source, the figures were not.
DIRECTION_ONLY = frozenset({"farrokhi_2008", "lewis_2018"})

GROWTH = re.compile(
    r"\b(grow\w*|hypertroph\w*|bigger|enlarg\w*|thicker|muscle size|build\w* muscle)\b",
    re.IGNORECASE,
)
SECOND_HAND_WORDS = re.compile(r"\bsecond(ary|-hand)\b")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

MEASUREMENTS = [pytest.param(m, id=f"row {n}") for n, m in enumerate(measurements(), 2)]
CLAIMS = [pytest.param(c, id=c.id) for c in claims().values()]
DOSES = [pytest.param(d, id=d.name) for d in doses().values()]


# References


def test_every_study_is_used_and_every_citation_is_known():
    cited = {m.study for m in measurements()}
    for entry in (*orderings(), *claims().values(), *doses().values()):
        cited.update(entry.studies)
    assert cited == set(studies())


@pytest.mark.parametrize("entry", MEASUREMENTS)
def test_measurement_names_exercises_that_exist(entry: Measurement):
    assert set(entry.exercise_ids) <= EXERCISES


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_names_exercises_and_sources_that_exist(claim: Claim):
    assert set(claim.exercises) <= EXERCISES
    cited = {f"{s.authors.removesuffix(' et al.')} {s.year}" for s in of(claim.studies)}
    cited |= {f"ACSM {s.year}" for s in of(claim.studies) if "College" in s.authors}
    cited |= {author.removeprefix("da ") for author in cited}
    named = set(re.findall(r"[A-Z][A-Za-z& ]*? (?:19|20)\d\d\b", claim.measured))
    assert named <= cited


@pytest.mark.parametrize("exercise", ["clamshell", "hip_thrust", "lateral_band_walk"])
def test_exercises_that_have_been_measured_have_measurements(exercise: str):
    assert measurements(exercise)


def test_ids_are_unique_and_studies_end_with_their_year():
    ids = [o.id for o in orderings()]
    assert len(set(ids)) == len(ids)
    assert all(re.search(rf"_{s.year}(_[a-z]+)?$", s.id) for s in studies().values())


def test_one_identifier_belongs_to_one_study():
    dois = [s.doi for s in studies().values() if s.doi]
    assert len(set(dois)) == len(dois)


def test_studies_with_integrity_concerns_are_left_out():
    for file in files("ilium.evidence").joinpath("data").iterdir():
        assert "barbalho" not in file.read_text("utf-8").lower(), file.name


# Measurements are consistent

LIMITS = {
    Unit.PERCENT_MVIC: (0, 400),
    Unit.CHANGE_IN_EMG: (-100, 200),
    Unit.CHANGE_IN_T2: (0, 50),
    Unit.INDEX: (0, 200),
    Unit.STANDARDISED_EFFECT: (-10, 10),
    Unit.CHANGE_IN_THICKNESS: (-50, 50),
    Unit.AREA: (-50, 50),
    Unit.VOLUME: (-1, 1),
}


@pytest.mark.parametrize("entry", MEASUREMENTS)
def test_measurement_is_plausible_in_its_unit(entry: Measurement):
    low, high = LIMITS[entry.unit]
    for value in (entry.value, entry.value_low, entry.value_high, entry.ci_low, entry.ci_high):
        assert value is None or low <= value <= high


@pytest.mark.parametrize("entry", MEASUREMENTS)
def test_interval_holds_the_value_and_fits_the_standard_error(entry: Measurement):
    if entry.ci_low is None or entry.ci_high is None or entry.value is None:
        return
    assert entry.ci_low <= entry.value <= entry.ci_high
    if entry.spread_kind is Spread.STANDARD_ERROR:
        # A 95 % interval is 2 x 1.96 standard errors wide; both are rounded to 0.1.
        assert (entry.ci_high - entry.ci_low) / Decimal("3.92") == pytest.approx(
            entry.spread, abs=Decimal("0.15")
        )


@pytest.mark.parametrize("entry", MEASUREMENTS)
def test_a_figure_of_size_comes_from_a_study_of_size(entry: Measurement):
    wanted = Outcome.SIZE if entry.is_size else Outcome.ACTIVITY
    assert wanted in studies()[entry.study].outcomes


def test_no_row_is_there_twice():
    facts = [
        (m.study, m.muscle, m.segment, m.exercise, m.conditions, m.statistic, m.unit)
        for m in measurements()
    ]
    assert len(set(facts)) == len(facts)


def test_known_values_came_over():
    found = {
        (m.study, m.exercise, m.conditions, m.muscle): (m.figure, m.spread, m.status)
        for m in measurements()
    }
    side, clam = "side-lying hip abduction", "clamshell"
    assert found["distefano_2009", side, "", "gluteus medius"] == ("81 %MVIC", 42, "measured")
    assert found["distefano_2009", side, "", "gluteus maximus"] == ("39 %MVIC", None, "secondary")
    assert found["kim_2025", clam, "one set of 40 repetitions", "gluteus medius"] == (
        "4.5 % change in T2",
        None,
        "measured",
    )


# Nothing is presented as measured that is not


@pytest.mark.parametrize("entry", MEASUREMENTS)
def test_second_hand_figures_are_secondary(entry: Measurement):
    if entry.study in SECOND_HAND | DIRECTION_ONLY:
        assert entry.status is Status.SECONDARY
        assert entry.direction_verified == (entry.study in DIRECTION_ONLY)


def test_second_hand_studies_make_no_measured_ordering():
    for ordering in orderings():
        if set(ordering.studies) <= SECOND_HAND:
            assert ordering.status is Status.SECONDARY, ordering.id


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_says_so_where_a_figure_is_secondary(claim: Claim):
    says_so = bool(SECOND_HAND_WORDS.search(claim.measured))
    assert says_so == (claim.status is Status.SECONDARY)
    if claim.status is Status.MEASURED:
        assert not SECOND_HAND.union(DIRECTION_ONLY).intersection(claim.studies)


@pytest.mark.parametrize("dose", DOSES)
def test_dose_says_so_where_it_is_secondary_or_nobodys(dose: Dose):
    assert bool(SECOND_HAND_WORDS.search(dose.sentence)) == (dose.status is Status.SECONDARY)
    assert ("guide's choice" in dose.sentence) == (dose.status is Status.NONE)


def of(ids: tuple[str, ...]) -> list[Study]:
    return [studies()[study] for study in ids]


def numbers(*texts: object) -> set[Decimal]:
    """The sizes of all numbers in the texts; a hyphen in `8-12` is no minus."""
    return {abs(Decimal(n)) for text in texts for n in NUMBER.findall(str(text))}


def known_numbers(ids: tuple[str, ...], measured_only: bool) -> set[Decimal]:
    """Every number that the record holds about these studies, whole and rounded."""
    known = {Decimal(95)}  # of "95 % interval"
    for s in of(ids):
        known |= numbers(s.year, s.method, s.about, s.notes, s.participants, s.pooled_studies)
    for m in measurements():
        if m.study in ids and not (measured_only and m.status is not Status.MEASURED):
            figures = (m.value, m.value_low, m.value_high, m.ci_low, m.ci_high)
            known |= numbers(*figures, m.conditions, m.load, m.note)
    for o in orderings():
        if set(ids).intersection(o.studies):
            known |= numbers(o.context, o.ratio)
    for d in doses().values():
        if set(ids).intersection(d.studies):
            known |= {Decimal(str(d.low)), Decimal(str(d.high))}
    return known | {number.quantize(Decimal(1)) for number in known}


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_figure_of_a_claim_is_in_the_record(claim: Claim):
    known = known_numbers(claim.studies, measured_only=claim.status is Status.MEASURED)
    assert numbers(claim.measured) <= known


@pytest.mark.parametrize("dose", DOSES)
def test_every_figure_of_a_dose_is_in_the_record(dose: Dose):
    own = {Decimal(str(dose.low)), Decimal(str(dose.high))}
    if dose.unit == "s":
        own |= {seconds / 60 for seconds in own}
    studies_beside = doses()["rep_range"].studies if dose.status is Status.NONE else dose.studies
    known = known_numbers(studies_beside, measured_only=dose.status is Status.MEASURED)
    assert numbers(dose.sentence) <= known | own


# Activity is never presented as growth


@pytest.mark.parametrize("claim", CLAIMS)
def test_growth_is_only_spoken_of_where_size_was_measured(claim: Claim):
    outcomes = {outcome for s in of(claim.studies) for outcome in s.outcomes}
    if GROWTH.search(f"{claim.measured} {claim.advice}"):
        assert Outcome.SIZE in outcomes


@pytest.mark.parametrize("claim", CLAIMS)
def test_advice_promises_no_growth(claim: Claim):
    promise = GROWTH.search(claim.advice)
    assert promise is None or "never" in claim.advice


def test_more_activity_is_not_said_to_be_more_growth():
    assert claims()["activity_is_growth"].verdict is Verdict.NOT_SUPPORTED


# Wording


@pytest.mark.parametrize("claim", CLAIMS)
def test_claim_is_written_in_plain_sentences(claim: Claim):
    for text in (claim.guide, claim.measured, claim.advice):
        assert text.endswith(".")
        assert "!" not in text
    assert len(re.findall(r"\.(?: |$)", claim.measured)) <= 2
    assert len(re.findall(r"\.(?: |$)", claim.advice)) == 1


@pytest.mark.parametrize("dose", DOSES)
def test_dose_is_one_sentence(dose: Dose):
    assert re.findall(r"\.(?: |$)", dose.sentence) == ["."]
    assert "!" not in dose.sentence
