"""Every way in which a file can be wrong, and what is then said about it."""

import datetime
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ilium.exercises import InvalidCatalogue, load_catalogue, problems
from ilium.exercises.validation import MAXIMUM_BYTES

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text("utf-8")
PLAIN = (HERE / "plain.toml").read_text("utf-8")

# (what to replace in sample.toml, by what, the key named, part of the reason)
WRONG = [
    # shape
    ('name = "Side raise"', "name = ", "", "is not TOML"),
    ('name = "Side raise"', 'nam = "Side raise"', "nam", "did you mean name?"),
    ('name = "Side raise"', "", "name", "is missing"),
    ('name = "Side raise"', "name = 3", "name", "Expected `str`, got `int`"),
    ('name = "Side raise"', 'id = "raise"\nname = "Side raise"', "", "the file's name is the id"),
    ("multi_joint = true", "multi_joint = 1979-05-27", "multi_joint", "Expected `bool`"),
    ('laterality = "unilateral"', 'laterality = "one"', "laterality", "Invalid enum value 'one'"),
    ('"isolation", "heavy"', '"isolation", "warm"', "roles[1]", "Invalid enum value 'warm'"),
    ("[regions.gluteus_minimus]", "[regions.minimus]", "regions.minimus", "Invalid enum value"),
    ("credit = 0.5", "credit = 0.7", "regions.gluteus_minimus", "0, 0.5 or 1, not 0.7"),
    ("credit = 0.5", "credit = nan", "regions.gluteus_minimus", "0, 0.5 or 1"),
    ("credit = 0.5", 'credit = "half"', "regions.gluteus_minimus.credit", "Expected `float`"),
    ('studies = ["distefano_2009"]', "", "regions.gluteus_medius", "names its studies"),
    ('fix = "Raise it less."', "", "cues.faults[0].fix", "is missing"),
    ('needs = ["bands"]', 'need = ["bands"]', "modifiers[0].need", "did you mean needs?"),
    ('limit = "knee"', 'limit = "toe"', "cautions[0].limit", "Invalid enum value 'toe'"),
    # the exercise itself
    ('["isolation", "heavy"]', "[]", "roles", "at least one role"),
    ('["isolation", "heavy"]', '["heavy", "heavy"]', "roles", "lists heavy more than once"),
    ('["hip_abduction"]', "[]", "joint_actions", "at least one joint action"),
    ("multi_joint = true", "multi_joint = false", "roles", "heavy work is multi-joint"),
    ('tempo = "2-1-2"', 'tempo = "2-1-2"\nmeasure = "seconds"', "roles", "counts reps"),
    ('tempo = "2-1-2"', 'tempo = "2-1-2"\nmeasure = "seconds"', "tempo", "write 0-1-0"),
    ('tempo = "2-1-2"', 'tempo = "slow"', "tempo", "such as 2-1-2, not 'slow'"),
    ('tempo = "2-1-2"', 'tempo = "2-1-2-1"', "tempo", "such as 2-1-2"),
    ('tempo = "2-1-2"', 'tempo = "0-1-0"', "tempo", "takes time to lift and to lower"),
    ('tempo = "3-1-3"', 'tempo = "3-3"', "modifiers.slow.tempo", "such as 2-1-2"),
    # texts
    ('"Side raise"', '""', "name", "is a name"),
    ('"You raise one leg to the side."', '" "', "summary", "is empty"),
    ('"It only assists."', '""', "regions.gluteus_maximus_superior.source", "is empty"),
    ('"Its fibres come into line."', '""', "modifiers.lean.regions.", "is empty"),
    ('"Raise the leg."', '"Raise the leg!"', "cues.execution[0]", "exclamation"),
    ('"Raise it less."', '"Raise it less"', "cues.faults[0].fix", "full stop"),
    ('"Stand tall.", ', "", "cues.setup", "at least 2 cues"),
    ('"Raise the leg.", ', "", "cues.execution", "at least 2 cues"),
    (
        "[[modifiers]]",
        '[[cautions]]\nlimit = "knee"\nseverity = "avoid"\ntext = "Leave it."\n\n[[modifiers]]',
        "cautions",
        "lists knee more than once",
    ),
    # setups
    ('needs = ["cable"]', "needs = []", "setups[0].load", "needs abduction_machine or cable"),
    ('needs = ["cable"]', "needs = []", "setups[1].needs", "is never used"),
    ('needs = ["cable"]', 'needs = ["cable", "cable"]', "setups[0].needs", "more than once"),
    ("mass = 0.05", "mass = 1.5", "setups[0].start_share_of_body_mass", "at most 1"),
    ("mass = 0.05", "mass = nan", "setups[0].start_share_of_body_mass", "at most 1"),
    ("mass = 0.05", "mass = 0", "setups[0].start_share_of_body_mass", "above 0"),
    ("step_kg = 2.5", "step_kg = 0", "setups[0].step_kg", "above 0"),
    ("step_kg = 2.5", "step_kg = inf", "setups[0].step_kg", "at most 20 kg"),
    # evidence
    ("distefano_2009", "distefano_1909", "regions.gluteus_medius.studies", "'distefano_1909'"),
    ('"secondary"', '"measured"', "regions.gluteus_medius.basis", "has a measured figure"),
    ('"secondary"', '"simulated"', "regions.gluteus_medius.basis", "comes with the atlas"),
    ("band_placement", "band_colour", "modifiers.band.claims", "no claim 'band_colour'"),
    # modifiers and variants
    ('id = "slow"', 'id = "Slow"', "modifiers.Slow.id", "lower case"),
    ('id = "barefoot"', 'id = "slow"', "modifiers", "lists slow more than once"),
    ('excludes = ["lean"]', 'excludes = ["loan"]', "modifiers.band.excludes", "'loan' is no other"),
    ('excludes = ["lean"]', 'excludes = ["band"]', "modifiers.band.excludes", "no other modifier"),
    ('needs = ["bands"]', "", "modifiers.band.needs", "a band load needs bands or long_band"),
    ('"Take off your shoes."', '"Off."\ntempo = "4-1-4"', "modifiers.barefoot.excludes", "tempo"),
    ('"Take off your shoes."', '"Off."\nload = "plate"', "modifiers.barefoot.excludes", "load"),
    (
        '"Take off your shoes."',
        '"Off."\n[modifiers.regions.gluteus_maximus_superior]\n'
        'credit = 1\nbasis = "reasoned"\nsource = "Guessed."',
        "modifiers.barefoot.excludes",
        "lean sets another credit for gluteus_maximus_superior",
    ),
    ('[["band"], ["lean", "slow"], []]', "[]", "variants", "at least one"),
    ('[["band"]', '[["bend"]', "variants[0]", "no modifier 'bend'. Did you mean band?"),
    ('[["band"]', '[["band", "lean"]', "variants[0]", "cannot be combined"),
    ('[["band"]', '[["slow", "slow"]', "variants[0]", "named twice"),
    ('[["band"]', '[["slow", "lean"]', "variants", "more than once"),
    # neighbours
    ('easier = ["plain"]', 'easier = ["sample"]', "easier", "names the exercise itself"),
    ('easier = ["plain"]', 'easier = ["plane"]', "easier", "no exercise 'plane'"),
    ('easier = ["plain"]', 'easier = ["plain", "plain"]', "easier", "more than once"),
    ("harder = []", 'harder = ["plain"]', "harder", "plain is listed as easier too"),
    ('"leg raise"', '"plain-bridge"', "aliases", "is a name of plain already"),
    ('"Side raise"', '"Plain"', "name", "is a name of plain already"),
]


def folder_of(folder: Path, sample: str | bytes, plain: str = PLAIN) -> Path:
    data = sample.encode("utf-8") if isinstance(sample, str) else sample
    (folder / "sample.toml").write_bytes(data)
    (folder / "plain.toml").write_text(plain, "utf-8")
    return folder


@pytest.mark.parametrize(("old", "new", "key", "reason"), WRONG)
def test_a_wrong_file_is_named_with_key_and_reason(
    tmp_path: Path, old: str, new: str, key: str, reason: str
) -> None:
    assert old in SAMPLE
    found = problems(folder_of(tmp_path, SAMPLE.replace(old, new, 1)))
    assert any(
        problem.file == "sample.toml" and problem.key.startswith(key) and reason in problem.reason
        for problem in found
    ), "\n".join(map(str, found))


def test_measured_is_about_this_exercise_and_this_region(tmp_path: Path) -> None:
    raised = SAMPLE.replace('"secondary"', '"measured"').replace('easier = ["plain"]', "")
    raised = raised.replace(
        'basis = "reasoned"\nsource = "It only assists."',
        'basis = "measured"\nsource = "39 %MVIC."\nstudies = ["distefano_2009"]',
    )
    # Medius was measured in this exercise by this study, gluteus minimus and maximus were not.
    (tmp_path / "side_lying_abduction.toml").write_text(raised, "utf-8")
    (problem,) = problems(tmp_path)
    assert problem.key == "regions.gluteus_maximus_superior.basis"


def test_a_target_left_out_is_missed(tmp_path: Path) -> None:
    start, end = SAMPLE.index("[regions.gluteus_minimus]"), SAMPLE.index("[regions.gluteus_maximus")
    (problem,) = problems(folder_of(tmp_path, SAMPLE[:start] + SAMPLE[end:]))
    assert problem.key == "regions.gluteus_minimus"


@pytest.mark.parametrize("part", ["setups", "cues.faults"])
def test_a_part_that_is_empty_is_missed(tmp_path: Path, part: str) -> None:
    table = tomllib.loads(SAMPLE)
    if part == "setups":
        table["setups"] = []
    else:
        table["cues"]["faults"] = []
    assert part in [problem.key for problem in problems(folder_of(tmp_path, written(table)))]


def test_two_leg_extension_counts_nothing_for_the_abductors(tmp_path: Path) -> None:
    credited = PLAIN.replace("credit = 0", "credit = 0.5", 1)
    (problem,) = problems(folder_of(tmp_path, SAMPLE, credited))
    assert str(problem) == (
        "plain.toml: regions.gluteus_medius.credit: "
        "two-leg hip extension counts 0 for medius and minimus"
    )


def test_nor_does_a_modifier_of_it(tmp_path: Path) -> None:
    credited = PLAIN + (
        "\n[modifiers.regions.gluteus_minimus]\n"
        'credit = 1\nbasis = "reasoned"\nsource = "The band."\n'
    )
    (problem,) = problems(folder_of(tmp_path, SAMPLE, credited))
    assert problem.key == "modifiers.band.regions.gluteus_minimus.credit"


@pytest.mark.parametrize("action", ["hip_abduction", "single_leg_stability"])
def test_extension_with_work_for_the_abductors_may_count(tmp_path: Path, action: str) -> None:
    credited = PLAIN.replace("credit = 0", "credit = 0.5", 1)
    credited = credited.replace('["hip_extension"]', f'["hip_extension", "{action}"]')
    assert problems(folder_of(tmp_path, SAMPLE, credited)) == ()


@pytest.mark.parametrize("direction", ["easier", "harder"])
def test_two_exercises_cannot_both_be_the_easier_one(tmp_path: Path, direction: str) -> None:
    sample = SAMPLE.replace('easier = ["plain"]\nharder = []', f'{direction} = ["plain"]')
    plain = f'{direction} = ["sample"]\n' + PLAIN
    found = problems(folder_of(tmp_path, sample, plain))
    assert [(p.file, p.key) for p in found] == [
        ("plain.toml", direction),
        ("sample.toml", direction),
    ]


def test_a_file_is_named_by_a_slug(tmp_path: Path) -> None:
    (tmp_path / "Side Raise.toml").write_text(PLAIN)
    (problem,) = problems(tmp_path)
    assert (problem.file, problem.key) == ("Side Raise.toml", "id")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#" * (MAXIMUM_BYTES + 1), "is larger than 64 KiB"),
        (b"\xff", "is not UTF-8"),
        (b"name = " + b"[" * 20_000, "nested too deeply"),
        (b"name = " + b"1" * 10_000, "4300 digits"),
        (b"", "is missing"),
    ],
)
def test_a_file_that_is_no_exercise_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    found = problems(folder_of(tmp_path, content))
    assert {problem.file for problem in found} == {"sample.toml"}
    assert any(reason in problem.reason for problem in found), "\n".join(map(str, found))


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.toml").mkdir()
    (problem,) = problems(tmp_path)
    assert problem.reason.startswith("cannot be read")


def test_a_folder_without_exercises_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidCatalogue, match="is not a folder with exercise files"):
        load_catalogue(tmp_path)


def test_every_problem_is_listed_on_its_own_line(tmp_path: Path) -> None:
    wrong = SAMPLE.replace('"cable"', '"rope"').replace("credit = 0.5", "credit = 2")
    wrong = wrong.replace("multi_joint", "multijoint")
    with pytest.raises(InvalidCatalogue) as caught:
        load_catalogue(folder_of(tmp_path, wrong))
    lines = str(caught.value).splitlines()
    assert len(lines) == len(caught.value.problems) == 5
    assert "sample.toml: setups[0].needs[0]: Invalid enum value 'rope'" in lines
    assert "sample.toml: multijoint: is not a key; did you mean multi_joint?" in lines


# --- mutations: whatever is in a file, problems come back and nothing is raised ---


def written(value: object) -> str:
    """A TOML document, tables written inline."""
    assert isinstance(value, dict)
    return "\n".join(f"{json.dumps(key)} = {inline(item)}" for key, item in value.items())


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(v)}" for key, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, datetime.date) else repr(value)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a tree of tables and lists."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield value, key
        if isinstance(item, dict | list):
            yield from places(item)


text = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f"))
anything = st.recursive(
    st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | text | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
bounded = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def check(folder: Path) -> None:
    found = problems(folder)
    assert all(problem.file in ("sample.toml", "plain.toml") for problem in found)
    assert all(problem.reason for problem in found)
    if found:
        with pytest.raises(InvalidCatalogue):
            load_catalogue(folder)
    else:
        assert load_catalogue(folder).planner_variants()


@bounded
@given(data=st.data())
def test_any_value_may_stand_anywhere(tmp_path: Path, data: st.DataObject) -> None:
    table = tomllib.loads(SAMPLE)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(list(places(table))))
        container[key] = data.draw(anything)
    check(folder_of(tmp_path, written(table)))


@bounded
@given(data=st.data())
def test_any_part_may_be_missing_or_there_twice(tmp_path: Path, data: st.DataObject) -> None:
    table = tomllib.loads(SAMPLE)
    container, key = data.draw(st.sampled_from(list(places(table))))
    if isinstance(container, list) and data.draw(st.booleans()):
        container.append(container[key])
    else:
        del container[key]
    check(folder_of(tmp_path, written(table)))


@bounded
@given(start=st.integers(0, len(SAMPLE)), length=st.integers(0, 40), junk=st.binary(max_size=10))
def test_any_bytes_may_be_damaged(tmp_path: Path, start: int, length: int, junk: bytes) -> None:
    sample = SAMPLE.encode("utf-8")
    check(folder_of(tmp_path, sample[:start] + junk + sample[start + length :]))
