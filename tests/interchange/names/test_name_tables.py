"""The tables of names: complete, consistent, honest about what they count."""

import msgspec
import pytest

from ilium.anatomy import Region
from ilium.exercises import catalogue
from ilium.interchange.foreign import Source
from ilium.interchange.names import Certainty, match, tables
from ilium.interchange.names.lexicon import Lexicon
from ilium.interchange.names.tables import COMPENSATORS, InvalidNames, read_table
from ilium.interchange.names.words import Words, singular

MEANT_BY_MORE = {"cable kickback", "glute kickback"}
"""Names of the catalogue that mean more elsewhere: Strong's cable kickback is for the triceps."""


def test_every_exercise_is_in_the_table():
    assert set(catalogue().ids) == {name.partition("+")[0] for name in tables.aliases()}


def test_every_name_in_a_table_means_what_the_table_says():
    names = {name: variant for variant, row in tables.aliases().items() for name in row.every}
    found = match(names, catalogue(), {})
    wrong = {
        name: found[name].choice
        for name, variant in names.items()
        if found[name].choice is None or found[name].choice.variant != variant
    }
    assert wrong == {}
    assert {found[name].certainty for name in names} == {Certainty.KNOWN}


def test_every_own_name_and_alias_is_known_but_those_that_mean_more_elsewhere():
    for exercise in catalogue().exercises:
        for name in (exercise.name, exercise.id, *exercise.aliases):
            found = match([name], catalogue(), {})[name]
            if name.lower().replace("_", " ") in MEANT_BY_MORE:
                assert found.certainty is Certainty.UNCLEAR
            else:
                assert found.certainty is Certainty.KNOWN, name
                assert found.choice is not None
                assert found.choice.variant == exercise.id, name


def test_every_variant_that_a_planner_may_choose_is_known_by_its_name_and_id():
    for variant in catalogue().planner_variants():
        if variant.id == "cable_kickback":
            continue
        for name in (variant.name, variant.id):
            choice = match([name], catalogue(), {})[name].choice
            assert choice is not None
            assert choice.variant == variant.id


def test_there_is_plenty_of_other_training_and_its_credits_have_their_grounds():
    training = tables.other().training
    names = [name for row in training for name in row.names]
    assert len(names) >= 250
    for row in training:
        assert row.ground.endswith(".")
        assert COMPENSATORS.issuperset(row.credits)
    found = match(names, catalogue(), {})
    assert [n for n in names if found[n].certainty is not Certainty.OTHER] == []


def test_every_unclear_name_is_unclear_and_offers_its_candidates():
    for row in tables.unclear():
        for name in row.names:
            found = match([name], catalogue(), {})[name]
            assert found.certainty is Certainty.UNCLEAR, name
            offered = [other.choice.variant or "" for other in found.alternatives]
            assert offered == list(row.candidates), name


@pytest.mark.parametrize("program", [Source.STRONG, Source.HEVY, Source.FITNOTES, Source.WGER])
def test_the_programs_names_stand_in_the_table(program):
    assert sum(len(row.of(program)) for row in tables.aliases().values()) >= 5
    assert all(row.of(Source.ILIUM) == () for row in tables.aliases().values())


def test_what_stands_for_words_is_not_itself_spelled_otherwise():
    table = tables.words()
    words = Words(table.same, table.equipment, table.words.filler)
    for meaning in table.same:
        for word in meaning.split():
            spelled = tuple(map(singular, word.replace("-", " ").split()))
            assert words.reading(spelled).words == {word}, word


@pytest.mark.parametrize(
    ("text", "shape", "message"),
    [
        ("x = ", dict[str, tables.Aliases], "Invalid value"),
        ("[hip_thrust]\nnames = 3", dict[str, tables.Aliases], "hip_thrust|array"),
        ("[a]\nnicknames = []", dict[str, tables.Aliases], "nicknames"),
        (
            '[[training]]\nnames = ["x"]\nground = "y"\ncredits = { gluteus_medius = 1 }\n'
            "[plain]\nwords = []\nhip = []",
            tables.OtherTraining,
            "compensators only",
        ),
        (
            '[[training]]\nnames = ["x"]\nground = "y"\ncredits = { hamstrings = 0.7 }\n'
            "[plain]\nwords = []\nhip = []",
            tables.OtherTraining,
            "0.5 or 1",
        ),
        (
            '[[training]]\nnames = ["x"]\ncredits = { hamstrings = 1 }\n'
            "[plain]\nwords = []\nhip = []",
            tables.OtherTraining,
            "ground",
        ),
    ],
)
def test_a_wrong_table_says_what_is_wrong(text, shape, message):
    with pytest.raises(InvalidNames, match=message):
        read_table(text, "some.toml", shape)


def test_names_that_read_alike_and_differ_are_refused(monkeypatch):
    row = tables.Aliases(names=("thrusts of the hip",))
    monkeypatch.setattr(tables, "aliases", lambda: {"clamshell": row})
    with pytest.raises(InvalidNames, match="read alike"):
        Lexicon(catalogue())


def test_other_training_that_reads_alike_and_counts_for_other_muscles_is_refused(monkeypatch):
    rows = (
        tables.Training(names=("moon walk",)),
        tables.Training(names=("Walk, moon",), ground="So.", credits={Region.HAMSTRINGS: 1}),
    )
    other = msgspec.structs.replace(tables.other(), training=rows)
    monkeypatch.setattr(tables, "other", lambda: other)
    with pytest.raises(InvalidNames, match="read alike"):
        Lexicon(catalogue())


@pytest.mark.parametrize(
    ("variant", "message"),
    [("moon_walk", "moon_walk"), ("hip_thrust+knee_band+hold_top", "is written")],
)
def test_a_table_that_names_an_unknown_variant_is_refused(monkeypatch, variant, message):
    monkeypatch.setattr(tables, "aliases", lambda: {variant: tables.Aliases(names=("moon",))})
    with pytest.raises(InvalidNames, match=message):
        Lexicon(catalogue())


def test_a_name_of_equipment_only_is_refused(monkeypatch):
    row = tables.Aliases(names=("(Barbell)",))
    monkeypatch.setattr(tables, "aliases", lambda: {"hip_thrust": row})
    with pytest.raises(InvalidNames, match="no word"):
        Lexicon(catalogue())


def test_a_spelling_cannot_stand_for_two_things():
    with pytest.raises(ValueError, match="two things"):
        Words({"a": ["x"], "b": ["x"]}, {}, ())
