"""What the pages of Learn and the API say of the simulation, by the atlas that ships and others."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from django.test import Client
from test_learn_pages import exercise_links, page

import made_up_atlas
from ilium.anatomy import TARGETS, Region
from ilium.atlas import Atlas, deciding, encoded, files
from ilium.atlas import atlas as shipped_atlas
from ilium.atlas.deciding import decided, verdicts, written
from ilium.atlas.lift_words import OWN_MAXIMUM, load_text
from ilium.atlas.words import problem_text
from ilium.exercises import catalogue
from ilium.exercises.model import Basis
from ilium.web.api import public
from ilium.web.pages import learn_simulation as simulated
from ilium.web.pages.learn_content import BASIS_NAMES

MEDIUS = Region.GLUTEUS_MEDIUS
REFUSED = [
    name for name, entry in shipped_atlas().variants.items() if not entry.valid and not entry.study
][:5]


@pytest.fixture
def visitor() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def instead(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Puts another atlas in the place of Ilium's own, with its verdicts; None takes it away."""

    def put(other: Atlas | None) -> None:
        atlas_file, verdicts_file = tmp_path / "atlas.json.gz", tmp_path / "verdicts.json"
        atlas_file.unlink(missing_ok=True)
        if other is not None:
            atlas_file.write_bytes(encoded(other))
            verdicts_file.write_bytes(written(decided(other, catalogue()).verdicts))
            monkeypatch.setattr(deciding, "SHIPPED", verdicts_file)
        monkeypatch.setattr(files, "SHIPPED", atlas_file)
        forget()

    def forget() -> None:
        for cached in (shipped_atlas, verdicts, public._made):
            cached.cache_clear()

    yield put
    monkeypatch.undo()
    forget()


def test_an_exercises_page_shows_the_figures_of_its_variant(visitor: Client) -> None:
    name = "hip_thrust+knee_band"
    found = page(visitor, f"/learn/exercises/{name}")
    entry = shipped_atlas().entry(name)
    for region, one in entry.regions.items():
        drawn = simulated.mark(one.mean, one.mean_band)
        assert f"{drawn.text}, peak {simulated.percent(one.peak)}" in found.text, region
    assert load_text(entry) in found.text
    assert "who works, not who grows" in found.text
    dots = [circle for circle in found.all("circle") if circle.get("class") == "chart-dot"]
    assert len(dots) == len(entry.regions)
    assert {"href": "/learn/science", "class": "learn-link"} in found.all("a")
    assert "0 of 0" not in found.text
    for region in TARGETS:
        trust = verdicts().regions[region].trust
        assert trust.asked
        assert f"{trust.held} of {trust.asked} of {region.value.replace('_', ' ')}" in found.text


def about(name: str) -> str:
    found = simulated.simulation(catalogue().variant(name))
    assert found is not None
    return " ".join(found.about.split())  # numbers are unbroken


def test_the_page_says_what_was_lifted_how_slowly_and_with_which_leg(
    visitor: Client, instead: Any
) -> None:
    means = dict.fromkeys(TARGETS, 0.3)
    weighed = made_up_atlas.entry(means, load="44.59 kg stack", seconds=5.0)
    banded = made_up_atlas.entry(means, load="medium band", seconds=4.0)
    instead(
        made_up_atlas.atlas(variants={"cable_hip_abduction": weighed, "lateral_band_walk": banded})
    )
    assert about("lateral_band_walk") == (
        "medium band, 4 s a repetition, right leg (the moving one)."
    )
    assert about("cable_hip_abduction") == (
        f"44.5 kg stack, 5 s a repetition, right leg (the moving one). {OWN_MAXIMUM}"
    )
    text = page(visitor, "/learn/exercises/lateral_band_walk").text
    assert "right leg (the moving one)." in text
    assert OWN_MAXIMUM not in text


def test_a_repetition_slower_than_the_tempo_says_from_what() -> None:
    assert "slowed from 3 s" in about("back_squat")
    assert "slowed" not in about("clamshell")


def test_what_a_set_counts_for_and_the_model_spares_is_said(visitor: Client, instead: Any) -> None:
    maximus, minimus = Region.GLUTEUS_MAXIMUS_SUPERIOR, Region.GLUTEUS_MINIMUS
    means = {MEDIUS: 0.0, minimus: 0.0, maximus: 0.5, Region.ADDUCTORS: 0.0}
    asked = [
        made_up_atlas.judged(f"R{n}", True, region) for n, region in enumerate((MEDIUS, maximus))
    ]
    entry = made_up_atlas.entry(means, 0.0)
    instead(made_up_atlas.atlas(variants={"machine_hip_abduction": entry}, orderings=tuple(asked)))
    found = simulated.simulation(catalogue().variant("machine_hip_abduction"))
    assert found is not None
    assert found.spared.startswith(
        "The model does this without gluteus medius and gluteus minimus: other muscles do it alone."
    )
    assert "adductors" not in found.spared, "nothing is counted for them"
    assert "gluteus medius" not in found.holds, "no comparison speaks for a muscle at rest"
    assert "1 of 1 of gluteus maximus" in found.holds
    assert found.spared in page(visitor, "/learn/exercises/machine_hip_abduction").text


def test_nothing_is_said_of_sparing_where_the_counted_muscles_work() -> None:
    found = simulated.simulation(catalogue().variant("clamshell"))
    assert found is not None
    assert found.spared == ""


def test_the_page_names_what_the_bands_are_over(visitor: Client, instead: Any) -> None:
    assert "held breath" in page(visitor, "/learn/exercises/clamshell").text
    means = dict.fromkeys(TARGETS, 0.3)
    entry = made_up_atlas.entry(means, left_out={"trunk back": "They lack 5 N m at hip_flexion_r."})
    instead(made_up_atlas.atlas(variants={"clamshell": entry}))
    text = page(visitor, "/learn/exercises/clamshell").text
    assert "The model failed in 1 of 3 cases, so the true band may be wider." in text


def test_the_table_holds_every_band_that_can_be_seen() -> None:
    found = simulated.simulation(catalogue().variant("hip_thrust"))
    assert found is not None
    entry = shipped_atlas().entry("hip_thrust")
    for row, one in zip(found.rows, entry.regions.values(), strict=True):
        low, high = (f"{100 * end:.0f}" for end in one.mean_band)
        assert row[1] == f"{100 * one.mean:.0f} %" + (
            f" ({low} to {high} %)" if low != high else ""
        )


def test_every_soft_area_lies_on_its_line_and_holds_its_dot() -> None:
    for variant in catalogue().planner_variants():
        found = simulated.simulation(variant)
        for line in found.lines if found else ():
            for one in (line.mean, line.peak):
                at, low, width = (float(x.rstrip("%")) for x in (one.at, one.low, one.width))
                assert 0 <= low <= at <= low + width + 0.1  # each is rounded to a tenth
                assert low + width <= 100.1


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_variant_says_why_and_shows_no_figure(visitor: Client, name: str) -> None:
    found = page(visitor, f"/learn/exercises/{name}")
    why = problem_text(shipped_atlas().entry(name))
    assert f"There are no figures for this one. {why}" in found.text
    assert "_" not in why
    assert not [circle for circle in found.all("circle") if circle.get("class") == "chart-dot"]


def test_without_an_atlas_the_pages_do_without(visitor: Client, instead: Any) -> None:
    instead(None)
    for address in ("/learn/exercises/hip_thrust", "/learn/regions/gluteus_medius"):
        assert "What a simulation says" not in page(visitor, address).text
    assert "No simulation here" in page(visitor, "/learn/science").text


def test_a_region_is_not_ranked_by_a_simulation_that_does_not_hold(visitor: Client) -> None:
    for region in Region:
        if verdicts().regions[region].trust.enough:
            continue
        found = page(visitor, f"/learn/regions/{region}")
        assert "too little to rank exercises by" in found.text
        assert simulated.ranking(region).ranked == ()


def test_a_region_is_ranked_where_it_holds(visitor: Client, instead: Any) -> None:
    instead(made_up_atlas.agreeing(monster_walk=0.9, fire_hydrant=0.8))
    found = page(visitor, "/learn/regions/gluteus_medius")
    assert "too little to rank" not in found.text
    links = exercise_links(found)
    assert [one for one in links if one in ("monster_walk", "fire_hydrant")][-2:] == [
        "monster_walk",
        "fire_hydrant",
    ]
    means = [float(one.mean.at.rstrip("%")) for one in simulated.ranking(MEDIUS).ranked]
    assert means == sorted(means, reverse=True)
    assert len(means) == simulated.RANKED


def test_it_says_whose_word_a_count_is_that_no_study_gives(instead: Any) -> None:
    plank = catalogue().variant("side_plank")
    instead(made_up_atlas.agreeing(made_up_atlas.held(True, True, False)))
    assert all("counted by the catalogue" in line for line in simulated.simulation(plank).decides)
    assert len(simulated.simulation(plank).decides) == len(TARGETS)
    instead(made_up_atlas.agreeing(side_plank=made_up_atlas.ACTIVATION[0.0]))
    first, *others = simulated.simulation(plank).decides
    assert first.startswith(
        "Gluteus medius: counted by the simulation. In the simulation it works at 4 %"
    )
    assert all("counted by the catalogue" in line for line in others)


def test_the_science_page_lists_every_comparison_with_its_outcome(visitor: Client) -> None:
    found = page(visitor, "/learn/science")
    asked = shipped_atlas().orderings
    for one in asked:
        assert one.statement in found.text
        assert " ".join(one.explanation.split()) in found.text
    assert found.text.count("Not reproduced.") == sum(one.holds is False for one in asked)
    assert found.text.count("Cannot be asked.") == sum(not one.askable for one in asked)
    groups = simulated.comparisons()
    assert [one for group in groups for one in group.orderings if one.further] == list(
        groups[0].orderings
    )
    assert sorted(one.id for group in groups for one in group.orderings) == sorted(
        one.id for one in asked
    )
    for group in groups:
        assert group.title in found.text
        for score in group.scores:
            assert f"{score.held} of {score.asked} {score.strength} comparisons" in found.text


def test_the_api_says_the_same_of_a_variant(visitor: Client) -> None:
    answer = visitor.get("/api/v1/variants/hip_thrust+knee_band").json()
    variant = catalogue().variant("hip_thrust+knee_band")
    assert {region: one["credit"] for region, one in answer["credits"].items()} == {
        region: known.credit for region, known in variant.grounds.items()
    }
    for one in answer["credits"].values():
        assert one["from_simulation"] == (one["basis"] == "simulated")
    assert all(one["why"] for one in answer["credits"].values())
    kept = msgspec.json.decode(msgspec.json.encode(shipped_atlas().entry(variant.id)))
    assert answer["simulation"] == kept


def test_the_api_knows_a_variant_by_any_order_of_its_modifiers(visitor: Client) -> None:
    name = next(v.id for v in catalogue().planner_variants() if len(v.modifiers) == 2)
    exercise, first, second = name.split("+")
    answer = visitor.get(f"/api/v1/variants/{exercise}+{second}+{first}").json()
    assert answer["id"] == name
    assert visitor.get(f"/api/v1/variants/{exercise}+{first}+{first}").status_code == 404
    unknown = visitor.get("/api/v1/variants/hip_trust")
    assert unknown.status_code == 404
    assert "Did you mean hip_thrust" in unknown.json()["detail"]


def test_a_refused_variant_is_in_the_api_with_its_reason(visitor: Client, instead: Any) -> None:
    instead(made_up_atlas.atlas())
    found = visitor.get("/api/v1/variants/clamshell").json()["simulation"]
    assert (found["valid"], found["problem"]) == (False, "The posture does not balance.")
    assert visitor.get("/api/v1/variants/side_plank").json()["simulation"] is None
    instead(None)
    answer = visitor.get("/api/v1/variants/side_plank").json()
    assert answer["simulation"] is None
    assert {one["why"] for one in answer["credits"].values()} == {None}


def test_every_basis_has_its_name_on_the_pages() -> None:
    assert set(BASIS_NAMES) == set(Basis)
