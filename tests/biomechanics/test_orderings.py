"""Published orderings and claims: all are asked, and the answers are judged as they should be."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from made_up_questions import ONE_ORDERING

from ilium.anatomy import Region
from ilium.atlas.model import CURVE_POINTS, Atlas, Entry, MuscleFigures, Phase, RegionFigures
from ilium.biomechanics.orderings import answer, judged
from ilium.biomechanics.questions import (
    Comparison,
    InvalidOrderings,
    Kind,
    MomentArms,
    Order,
    PublishedOrdering,
    Question,
    load_questions,
    questions,
)
from ilium.biomechanics.studies import study_conditions
from ilium.evidence import Relation, Strength, claims
from ilium.evidence import orderings as published

ASKED = {ordering.id: ordering for ordering in questions().orderings}
CLAIMS = {claim.id: claim for claim in questions().claims}


# --- what is asked ---


@pytest.mark.parametrize("row", published(), ids=lambda row: row.id)
def test_every_published_ordering_is_asked(row: object) -> None:
    ordering = next(one for one in published() if one is row)
    asked = ASKED[ordering.id]
    assert asked.strength is ordering.strength
    assert set(asked.sources) == set(ordering.studies)
    assert set(ordering.regions) <= set(asked.regions)
    if asked.kind is Kind.EFFORT and not asked.silent:
        similar = any(c.tolerance is not None for c in asked.comparisons)
        greater = any(c.lower for c in asked.comparisons)
        assert similar if ordering.relation is Relation.SIMILAR else greater


def test_nothing_is_asked_that_was_not_published() -> None:
    assert set(ASKED) == {ordering.id for ordering in published()}


def test_only_growth_is_not_asked() -> None:
    silent = {ordering.id for ordering in ASKED.values() if ordering.silent}
    assert silent == {"R14", "R15"}
    assert {one.id for one in ASKED.values() if one.kind is Kind.GROWTH} == {"R14", "R15"}


def test_every_claim_about_an_exercise_is_asked() -> None:
    about_exercises = {claim.id for claim in claims().values() if claim.exercises}
    assert about_exercises <= set(CLAIMS)


def test_conditions_of_every_group_that_studies_compared_are_asked_for() -> None:
    named = {
        name
        for question in (*ASKED.values(), *CLAIMS.values())
        for comparison in question.comparisons
        for name in (*comparison.higher, *comparison.lower)
    }
    groups = {c.group for c in study_conditions().values() if c.id in named}
    assert groups >= {"side_step", "bridge", "clamshell", "roman_chair", "lunge", "deadlift"}


# --- how answers are judged ---


def entry(muscles: Mapping[str, float], regions: Mapping[Region, float] | None = None) -> Entry:
    """An entry with these mean activations; peaks are twice as high."""

    def figures(mean: float) -> dict[str, object]:
        peak = min(1.0, 2 * mean)
        return {
            "peak": peak,
            "mean": mean,
            "peak_force_n": 1.0,
            "passive_peak_force_n": 0.0,
            "work_share": None,
            "peak_at": 0.5,
            "peak_share": 0.5,
            "peak_phase": Phase.HELD,
            "fibre_stretch": 1.0,
            "peak_band": (peak, peak),
            "mean_band": (mean, mean),
        }

    curve = (0.0,) * CURVE_POINTS
    return Entry(
        valid=True,
        muscles={name: MuscleFigures(**figures(mean)) for name, mean in muscles.items()},
        regions={
            region: RegionFigures(curve=curve, **figures(mean))
            for region, mean in (regions or {Region.HAMSTRINGS: 0.1}).items()
        },
    )


def atlas(**entries: Entry) -> Atlas:
    return Atlas(versions={}, inputs="", variants=entries)


def comparing(**fields: object) -> Question:
    comparison = {"of": ("vastus_lateralis",), "higher": ("a",), "lower": ("b",)} | fields
    return Question(id="x", statement="x", comparisons=(Comparison(**comparison),))


def two(a: float, b: float) -> Atlas:
    return atlas(a=entry({"vastus_lateralis": a}), b=entry({"vastus_lateralis": b}))


@pytest.mark.parametrize(
    ("a", "b", "fields", "holds"),
    [
        (0.5, 0.4, {}, True),
        (0.4, 0.5, {}, False),
        (0.4008, 0.4, {}, False),  # the same, as far as the atlas' figures can tell
        (0.5, 0.4, {"min_ratio": 1.3}, False),
        (0.53, 0.4, {"min_ratio": 1.3}, True),
        (0.5, 0.4, {"figure": "peak"}, True),
        (0.6, 0.55, {"figure": "peak"}, False),  # both peaks are at full activation
        (0.5, 0.4, {"tolerance": 0.25}, True),
        (0.5, 0.3, {"tolerance": 0.25}, False),
        (0.0008, 0.0, {"tolerance": 0.1}, True),  # both are nothing
    ],
)
def test_two_conditions_are_compared(
    a: float, b: float, fields: dict[str, object], holds: bool
) -> None:
    assert answer(comparing(**fields), two(a, b)).holds is holds


def test_every_pair_and_every_muscle_counts() -> None:
    names = ("vastus_lateralis", "vastus_medialis")
    found = {
        "a": entry({"vastus_lateralis": 0.5, "vastus_medialis": 0.5}),
        "b": entry({"vastus_lateralis": 0.4, "vastus_medialis": 0.6}),
        "c": entry({"vastus_lateralis": 0.3, "vastus_medialis": 0.3}),
    }
    both = comparing(of=names, higher=("a", "b"), lower=("c",))
    assert answer(both, atlas(**found)).holds is True
    assert answer(comparing(of=names), atlas(**found)).holds is False
    above = comparing(higher=("a",), lower=("b", "c"))
    assert answer(above, atlas(**found)).holds is True
    assert answer(comparing(higher=("a", "c"), lower=("b",)), atlas(**found)).holds is False


def test_pooled_conditions_are_compared_by_their_mean() -> None:
    found = {
        name: entry({"vastus_lateralis": mean})
        for name, mean in {"a": 0.6, "b": 0.2, "c": 0.3, "d": 0.4}.items()
    }
    sides = {"higher": ("a", "b"), "lower": ("c", "d")}
    assert answer(comparing(**sides), atlas(**found)).holds is False
    assert answer(comparing(**sides, pooled=True), atlas(**found)).holds is True


def test_one_muscle_is_compared_with_another() -> None:
    found = atlas(a=entry({"vastus_lateralis": 0.3, "rectus_femoris": 0.2}))
    said = answer(comparing(against="rectus_femoris", lower=("a",)), found)
    assert said.holds is True
    assert said.found == "vastus lateralis 0.30 against rectus femoris 0.20"


def test_a_whole_muscle_is_the_mean_of_its_parts_by_strength() -> None:
    parts = {f"gluteus_maximus_{part}": 0.2 for part in ("superior", "middle", "inferior")}
    found = atlas(a=entry(parts), b=entry(parts | {"gluteus_maximus_middle": 0.5}))
    said = answer(comparing(of=("gluteus_maximus",), higher=("b",), lower=("a",)), found)
    assert said.holds is True
    # Rajagopal 2016: 984, 1406 and 948 N
    mean = (0.2 * 984 + 0.5 * 1406 + 0.2 * 948) / (984 + 1406 + 948)
    assert said.found == f"gluteus maximus {mean:.2f} against 0.20"


def test_a_region_is_asked_for_where_no_muscle_has_the_name() -> None:
    found = atlas(
        a=entry({}, {Region.GLUTEUS_MEDIUS: 0.4}), b=entry({}, {Region.GLUTEUS_MEDIUS: 0.3})
    )
    assert answer(comparing(of=("gluteus_medius",)), found).holds is True


def test_what_the_atlas_lacks_is_said_and_not_judged() -> None:
    invalid = Entry(valid=False, problem="it falls over")
    there = entry({"vastus_lateralis": 0.5})
    for found, words in (
        (atlas(a=there), "The atlas has nothing on b."),
        (atlas(a=there, b=invalid), "b could not be simulated: it falls over"),
        (atlas(a=there, b=entry({})), "b has no figure for vastus_lateralis."),
    ):
        said = answer(comparing(), found)
        assert said.holds is None
        assert said.found == words


def ordered(*means: float) -> bool | None:
    muscles = ("vastus_lateralis", "vastus_medialis", "rectus_femoris", "semitendinosus")
    question = Question(id="x", statement="x", order=Order(condition="a", muscles=muscles))
    found = atlas(a=entry(dict(zip(muscles, means, strict=True))))
    return answer(question, found).holds


def test_an_order_holds_if_the_first_is_first_and_most_pairs_are_in_order() -> None:
    assert ordered(0.5, 0.4, 0.3, 0.2) is True
    assert ordered(0.5, 0.3, 0.4, 0.2) is True
    assert ordered(0.5, 0.2, 0.3, 0.4) is False, "three of six pairs"
    assert ordered(0.4, 0.5, 0.3, 0.2) is False, "another is first"


def test_moment_arms_are_asked_of_those_who_know_them() -> None:
    asked = MomentArms(
        muscles=("vastus_lateralis", "vastus_medialis"),
        about="hip_rotation",
        along="hip_flexion",
        start=0,
        end=90,
        least_share=0.5,
    )
    question = Question(id="x", statement="x", kind=Kind.MOMENT_ARM, moment_arms=asked)
    assert answer(question, atlas()).holds is None

    def arm(muscle: str, about: str, angles: Mapping[str, float]) -> float:
        assert about == "hip_rotation"
        slope = 1 if muscle == "vastus_lateralis" else -1
        return slope * angles["hip_flexion"] / 1000

    said = answer(question, atlas(), arm)
    assert said.holds is True
    assert said.found == "it grows in 1 of 2 parts"


def test_the_judgement_is_what_the_atlas_keeps() -> None:
    comparison = Comparison(of=("vastus_lateralis",), higher=("a",), lower=("b",))
    ordering = PublishedOrdering(
        id="R99",
        statement="A is higher than B.",
        comparisons=(comparison,),
        strength=Strength.SOFT,
        source="Nobody 1900",
        sources=(),
        regions=(Region.QUADRICEPS,),
        miss="A is harder to simulate.",
    )
    missed = judged(ordering, two(0.1, 0.2))
    assert (missed.holds, missed.explanation) == (False, "A is harder to simulate.")
    assert missed.found == "vastus lateralis 0.10 against 0.20"
    kept = judged(ordering, two(0.2, 0.1))
    assert (kept.holds, kept.explanation, kept.about_effort) == (True, "", True)
    growth = judged(ASKED["R14"], atlas())
    assert (growth.holds, growth.about_effort) == (None, False)
    assert growth.found == "The atlas holds effort, which does not predict growth."


# --- the loader ---


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("contreras_2015", "nobody_1900", "no study 'nobody_1900'"),
        ("gluteus_maximus", "gluteus_maximum", "no muscle is called 'gluteus_maximum'"),
        ("hip_thrust_10rm", "hip_thrust_11rm", "'hip_thrust_11rm' is no condition"),
        ("back_squat", "back_squad", "Did you mean back_squat"),
        ('lower = ["back_squat"]', "", "a higher and a lower side"),
        ('source = "C', 'silent = "Why"\nsource = "C', "is asked in one way"),
        ("of =", "off =", "unknown field `off`"),
        ("claims = []", "", "missing required field `claims`"),
        ("claims = []", "claims = [", "Invalid value"),
        (
            "claims = []",
            '[[claims]]\nid = "x"\nstatement = "x"\nsilent = "x"',
            "no claim has the id",
        ),
    ],
)
def test_the_loader_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "orderings.toml"
    file.write_text(ONE_ORDERING, "utf-8")
    assert load_questions(file).orderings[0].id == "R12"
    file.write_text(ONE_ORDERING.replace(old, new), "utf-8")
    with pytest.raises(InvalidOrderings, match=f"orderings.toml: .*{said}"):
        load_questions(file)


def test_the_loader_refuses_twice_the_same_and_no_file(tmp_path: Path) -> None:
    file = tmp_path / "orderings.toml"
    with pytest.raises(InvalidOrderings, match="No such file"):
        load_questions(file)
    file.write_text(ONE_ORDERING + ONE_ORDERING.replace("claims = []", ""), "utf-8")
    with pytest.raises(InvalidOrderings, match="R12: is there twice"):
        load_questions(file)
