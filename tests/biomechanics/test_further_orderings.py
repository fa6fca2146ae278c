"""The further orderings: taken in by their rule, apart from those that were known before."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from made_up_questions import ONE_ORDERING

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Atlas
from ilium.atlas.credits import trust
from ilium.atlas.model import FURTHER
from ilium.biomechanics.building import hashed
from ilium.biomechanics.muscles import muscle_data
from ilium.biomechanics.orderings import Tally
from ilium.biomechanics.questions import (
    SHIPPED_FURTHER,
    WHOLE,
    Comparison,
    Figure,
    InvalidOrderings,
    Kind,
    PublishedOrdering,
    load_questions,
    questions,
)
from ilium.biomechanics.studies import study_conditions
from ilium.biomechanics.validation import validated
from ilium.evidence import Strength, studies
from ilium.exercises import catalogue
from ilium.loads import KILOGRAM_KINDS

SET = questions().further

LEAST_HARD = 1.3
"""How many times as much a hard difference is at least."""

WRITTEN_DOWN = "b601ab1c2b80cdd16d707289a29dfeb6042a5788cfb4f22767860eee82bc83b5"
"""What was asked, and how firmly, when it was written down. The simulation was asked afterwards: an
ordering is not changed any more because of what it answers, only mended where a publication was
misread."""

each = pytest.mark.parametrize("one", SET, ids=lambda one: one.id)


def test_there_are_enough_to_say_how_far_the_simulation_holds() -> None:
    assert len(SET) >= 25
    assert {one.strength for one in SET} == set(Strength)


def test_ids_are_counted_up_and_in_no_other_file() -> None:
    assert [one.id for one in SET] == [f"{FURTHER}{n:02d}" for n in range(1, len(SET) + 1)]
    others = {one.id for one in (*questions().orderings, *questions().claims)}
    assert others.isdisjoint(one.id for one in SET)


@each
def test_each_asks_about_effort_in_conditions_that_there_are(one: PublishedOrdering) -> None:
    assert one.kind is Kind.EFFORT
    assert one.comparisons
    for comparison in one.comparisons:
        for name in (*comparison.higher, *comparison.lower):
            if name not in study_conditions():
                assert catalogue().variant(name).movement is not None


@each
def test_each_names_its_study(one: PublishedOrdering) -> None:
    assert set(one.sources) <= set(studies())
    assert one.sources or one.described_in
    for reference in one.described_in:
        assert re.search(r"doi:10\.|https://|\d+\(\d+\): \d+", reference), reference
    assert re.search(r"(19|20)\d\d|PMC\d+", one.source)
    assert one.statement.endswith(".")


@each
def test_a_side_is_not_asked_against_itself(one: PublishedOrdering) -> None:
    for comparison in one.comparisons:
        assert not comparison.against, "one muscle against another is not in the rule"
        assert set(comparison.higher).isdisjoint(comparison.lower)
        assert bool(comparison.lower) == (comparison.tolerance is None)


@each
def test_no_difference_is_soft_and_has_the_tolerance_of_the_rule(one: PublishedOrdering) -> None:
    alike = [c.tolerance for c in one.comparisons if c.tolerance is not None]
    assert set(alike) <= {0.25}
    assert not (alike and one.strength is Strength.HARD)


@each
def test_a_hard_one_says_that_it_is_large(one: PublishedOrdering) -> None:
    if one.strength is Strength.HARD:
        sizes = [float(size) for size in re.findall(r"\d+\.\d+", one.ratio)]
        assert sizes
        assert min(sizes) >= LEAST_HARD
        assert "second-hand" not in one.ratio


@each
def test_the_regions_are_those_of_the_muscles(one: PublishedOrdering) -> None:
    asked = {region for comparison in one.comparisons for of in comparison.of for region in of_(of)}
    assert set(one.regions) == asked


def of_(name: str) -> set[Region]:
    """The regions of a muscle, of a muscle's parts, or of a region's own name."""
    if name in set(Region):
        return {Region(name)}
    data = muscle_data()
    regions = {line.id: line.region for line in data.legs}
    regions |= {group.id: group.region for group in data.trunk_groups}
    return {Region(found) for part in WHOLE.get(name, (name,)) if (found := regions[part])}


@each
def test_weights_are_repetition_maxima_on_both_sides_or_on_none(one: PublishedOrdering) -> None:
    for comparison in one.comparisons:
        weighed = {name: maximum(name) for name in (*comparison.higher, *comparison.lower)}
        lifted = [most for most in weighed.values() if most is not None]
        assert len(lifted) in (0, len(weighed)), weighed
        assert not lifted or max(lifted) - min(lifted) <= 2, weighed


def maximum(name: str) -> int | None:
    """How often the weight of a condition or variant can be lifted, if it is so chosen."""
    if name in study_conditions():
        return study_conditions().condition(name).load.repetition_maximum
    first = catalogue().variant(name).setups[0].load
    return 10 if first in KILOGRAM_KINDS else None


def pairs(orderings: tuple[PublishedOrdering, ...]) -> Iterator[tuple[str, str, str, Figure]]:
    """Every muscle with two conditions, the higher first."""
    for one in orderings:
        for comparison in one.comparisons:
            for of in comparison.of:
                for higher in comparison.higher:
                    yield from ((of, higher, low, comparison.figure) for low in comparison.lower)


def test_the_orderings_are_those_that_were_written_down() -> None:
    words = {"statement": "", "source": "", "ratio": "", "miss": ""}
    assert hashed(*(msgspec.structs.replace(one, **words) for one in SET)) == WRITTEN_DOWN


def test_nothing_is_asked_twice() -> None:
    asked = list(pairs(SET))
    assert len(asked) == len(set(asked))
    assert set(asked).isdisjoint(pairs(questions().orderings))


def test_no_two_of_them_point_in_opposite_directions() -> None:
    asked = set(pairs(SET))
    assert asked.isdisjoint((of, low, high, figure) for of, high, low, figure in asked)


def test_the_file_says_the_rule() -> None:
    head = SHIPPED_FURTHER.read_text("utf-8").split("[[orderings]]")[0]
    assert "before the simulation was asked" in head
    assert "at least 1.3 times" in head


# --- the loader ---

MORE = """
[[orderings]]
id = "F01"
statement = "The hip thrust works the hamstrings harder than the squat."
strength = "soft"
source = "Nobody 1900"
sources = []
described_in = ["Nobody 1900, doi:10.1/1"]

[[orderings.comparisons]]
of = ["hamstrings"]
higher = ["hip_thrust_10rm"]
lower = ["back_squat"]
"""


def loaded(
    folder: Path, known: str = ONE_ORDERING, more: str = MORE
) -> tuple[PublishedOrdering, ...]:
    (folder / "orderings.toml").write_text(known, "utf-8")
    (folder / "further_orderings.toml").write_text(more, "utf-8")
    return load_questions(folder / "orderings.toml", folder / "further_orderings.toml").further


def test_further_orderings_are_read_beside_the_known_ones(tmp_path: Path) -> None:
    (one,) = loaded(tmp_path)
    assert one.comparisons == (
        Comparison(of=("hamstrings",), higher=("hip_thrust_10rm",), lower=("back_squat",)),
    )
    assert load_questions(tmp_path / "orderings.toml").further == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"F01"', '"R13"', "F01|R13: ids of further orderings begin with 'F'"),
        ('"F01"', '"R12"', "R12: is there twice"),
        ("sources = []", 'sources = ["nobody_1900"]', "no study 'nobody_1900'"),
        ('described_in = ["Nobody 1900, doi:10.1/1"]', "", "name a study that found it"),
        ("hip_thrust_10rm", "hip_thrust_11rm", "'hip_thrust_11rm' is no condition"),
        ('"hamstrings"', '"hamstring"', "no muscle is called 'hamstring'"),
        ("sources", 'kind = "growth"\nsources', "is about muscle effort and has comparisons"),
        ('lower = ["back_squat"]', "", "a higher and a lower side"),
        ("[[orderings]]", "claims = []\n[[orderings]]", "unknown field `claims`"),
        ('strength = "soft"', "", "missing required field `strength`"),
    ],
)
def test_the_loader_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InvalidOrderings, match=rf"further_orderings\.toml: .*({said})"):
        loaded(tmp_path, more=MORE.replace(old, new, 1))


def test_the_loader_refuses_a_known_ordering_with_the_id_of_a_further_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidOrderings, match=r"(?m)^orderings\.toml: F12: ids of further"):
        loaded(tmp_path, known=ONE_ORDERING.replace("R12", "F12"))


def test_the_loader_refuses_a_further_ordering_that_is_silent(tmp_path: Path) -> None:
    silent = MORE.split("[[orderings.comparisons]]")[0] + 'silent = "It is not asked."\n'
    with pytest.raises(InvalidOrderings, match="is about muscle effort and has comparisons"):
        loaded(tmp_path, more=silent)


# --- what is made of them ---


def test_they_are_answered_after_the_known_ones_and_counted_apart() -> None:
    found = validated(Atlas(versions={}, inputs="", variants={}))
    known = questions().orderings
    assert [one.id for one in found.orderings] == [one.id for one in (*known, *SET)]
    hard = sum(one.strength is Strength.HARD for one in SET)
    assert found.further_hard == Tally(asked=hard, held=0)
    assert found.further_soft == Tally(asked=len(SET) - hard, held=0)
    assert found.hard.asked + found.soft.asked <= len(known)


def test_they_count_for_the_trust_of_their_regions() -> None:
    medius, hamstrings = Region.GLUTEUS_MEDIUS, Region.HAMSTRINGS
    asked = (
        made_up_atlas.judged("R01", True, medius),
        made_up_atlas.judged("F01", False, medius),
        made_up_atlas.judged("F02", True, medius, hamstrings, strength=Strength.SOFT),
    )
    found = trust(Atlas(versions={}, inputs="", variants={}, orderings=asked), medius)
    assert (found.hard_held, found.hard_asked) == (1, 2)
    assert (found.soft_held, found.soft_asked) == (1, 1)
