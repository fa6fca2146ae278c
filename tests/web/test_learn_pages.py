"""Learn: open to anyone, without a query (no test here may touch the database), and complete."""

from collections import Counter
from html import unescape
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from signed_in import client_of

from ilium.anatomy import TARGETS, Region
from ilium.evidence import Verdict, claims, studies
from ilium.exercises import catalogue
from ilium.exercises.grounds import claims_about
from ilium.exercises.model import Basis, Role
from ilium.web.pages import learn_content as content
from ilium.web.pages import learn_search as searching
from ilium.web.templatetags.ilium import VERDICTS

EXERCISES = catalogue().exercises
VARIANTS = [variant.id for variant in catalogue().planner_variants()]
PAGES = [
    "/learn",
    *(f"/learn/regions/{region}" for region in Region),
    *(f"/learn/exercises/{name}" for name in dict.fromkeys([*catalogue().ids, *VARIANTS])),
]


class Page(HTMLParser):
    """What a test asks of a page: its elements with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def visitor() -> Client:
    return Client(SERVER_NAME="localhost")


def page(client: Client, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status
    return Page(answer.content.decode())


def exercise_links(found: Page) -> list[str]:
    prefix = "/learn/exercises/"
    links = [a["href"] or "" for a in found.all("a")]
    return [link.removeprefix(prefix) for link in links if link.startswith(prefix)]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_keeps_to_the_content_security_policy_and_its_links_lead_somewhere(
    visitor: Client, address: str
) -> None:
    found = page(visitor, address)
    ids = Counter(attributes["id"] for _, attributes in found.elements if "id" in attributes)
    assert all(times == 1 for times in ids.values()), ids
    for tag, attributes in found.elements:
        assert tag != "style"
        assert tag != "script" or "src" in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert not (attributes.get("src") or "").startswith(("http", "//"))
        target = attributes.get("href") or ""
        if target.startswith("#"):
            assert target[1:] in ids
        if target.startswith("http"):
            assert (tag, attributes.get("rel")) == ("a", "noopener")


@pytest.mark.parametrize("address", PAGES[:1] + PAGES[1:12:5])
def test_a_page_looks_alike_signed_in_and_costs_no_query_then_either(address: str) -> None:
    assert client_of(uuid4()).get(address).status_code == 200


def test_a_page_that_has_not_changed_is_not_sent_again(visitor: Client) -> None:
    first = visitor.get("/learn/exercises/hip_thrust")
    assert {"private", "no-cache"} <= set(first.headers["Cache-Control"].split(", "))
    again = visitor.get("/learn/exercises/hip_thrust", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = visitor.get("/learn/exercises/clamshell", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_learn_only_answers_to_reading(visitor: Client) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=False)
    assert client.post("/learn").status_code == 405
    assert visitor.head("/learn").status_code == 200


def test_the_index_leads_to_every_region_and_exercise_and_names_every_claim(
    visitor: Client,
) -> None:
    found = page(visitor, "/learn")
    links = {a["href"] for a in found.all("a")}
    assert {reverse("learn-region", args=(region,)) for region in Region} <= links
    assert Counter(exercise_links(found)) == Counter(catalogue().ids)
    for claim in claims().values():
        assert claim.guide in found.text
    for role in Role:
        assert role.value.capitalize() in found.text


@pytest.mark.parametrize("search", ["barbell hip thrust", "HIP-THRUST", "thrust  barbell", "bht"])
def test_an_exercise_is_found_by_any_of_its_names(visitor: Client, search: str) -> None:
    answer = visitor.get("/learn", {"q": search})
    assert "hip_thrust" in exercise_links(Page(answer.content.decode()))
    assert "clamshell" not in exercise_links(Page(answer.content.decode()))


def test_filters_by_region_and_equipment_hold_together(visitor: Client) -> None:
    answer = visitor.get("/learn", {"region": "gluteus_minimus", "equipment": "cable"})
    shown = exercise_links(Page(answer.content.decode()))
    assert "cable_hip_abduction" in shown
    for name in shown:
        exercise = catalogue().exercise(name)
        assert exercise.regions[Region.GLUTEUS_MINIMUS].credit > 0
        assert any("cable" in setup.needs for setup in exercise.setups)


def test_what_needs_nothing_can_be_asked_for() -> None:
    bare = searching.found_exercises("", None, "none")
    assert "clamshell" in {e.id for e in bare}
    assert "hip_thrust" not in {e.id for e in bare}


def test_a_choice_that_no_form_sends_is_no_choice(visitor: Client) -> None:
    found = page(visitor, "/learn?region=elbow&equipment=rocket")
    assert len(exercise_links(found)) == len(EXERCISES)


def test_nothing_found_names_what_may_have_been_meant(visitor: Client) -> None:
    found = page(visitor, "/learn?q=hip+trust")
    assert "No exercise fits" in found.text
    assert "hip_thrust" in exercise_links(found)
    assert "Take a word or a choice away" in page(visitor, "/learn?q=zzzzzz").text


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/learn/exercises/hip_trust", "/learn/exercises/hip_thrust"),
        ("/learn/exercises/barbell glute thrust", "/learn/exercises/hip_thrust"),
        ("/learn/exercises/hip_thrust+nonsense", "/learn/exercises/hip_thrust"),
        ("/learn/regions/medius", "/learn/regions/gluteus_medius"),
        ("/learn/regions/gluteus_maximus", "/learn/regions/gluteus_maximus_superior"),
    ],
)
def test_an_unknown_name_gets_a_page_that_names_near_ones(
    visitor: Client, address: str, near: str
) -> None:
    found = page(visitor, address, 404)
    assert near in {a["href"] for a in found.all("a")}


@pytest.mark.parametrize("kind", ["exercises", "regions"])
def test_a_name_is_shown_as_text_and_cut_short(visitor: Client, kind: str) -> None:
    answer = visitor.get(f"/learn/{kind}/<script>alert(1)" + "x" * 200)
    assert answer.status_code == 404
    body = answer.content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert" in body
    assert "x" * 100 not in body
    assert "<script>alert" not in visitor.get("/learn", {"q": "<script>alert"}).content.decode()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_an_exercises_page_says_all_that_is_known(visitor: Client, exercise) -> None:
    text = page(visitor, f"/learn/exercises/{exercise.id}").text
    said = [exercise.summary, *exercise.cues.setup, *exercise.cues.execution]
    said += [words for fault in exercise.cues.faults for words in (fault.fault, fault.fix)]
    said += [caution.text for caution in exercise.cautions]
    said += [modifier.cue for modifier in exercise.modifiers]
    said += [credit.source for credit in exercise.regions.values()]
    said += [catalogue().exercise(i).name for i in (*exercise.easier, *exercise.harder)]
    related = {claim.id: claim for claim in claims_about(catalogue().variant(exercise.id))}
    related |= {name: claims()[name] for m in exercise.modifiers for name in m.claims}
    for claim in related.values():
        said += [claim.guide, claim.measured, claim.advice, VERDICTS[claim.verdict][0]]
        said += [studies()[study].citation for study in claim.studies]
    assert not [words for words in said if " ".join(words.split()) not in text]


def test_a_verdict_is_a_word_beside_its_mark(visitor: Client) -> None:
    found = page(visitor, "/learn")
    shown = {claim.verdict for claim in claims().values()}
    marks = {(use["href"] or "").rpartition("#")[2] for use in found.all("use")}
    for verdict in Verdict:
        name, mark = VERDICTS[verdict]
        assert (mark in marks) == (verdict in shown)
        assert verdict not in shown or name in found.text


def test_the_drawing_of_an_exercise_is_shaded_by_its_credits(visitor: Client) -> None:
    found = page(visitor, "/learn/exercises/hip_thrust")
    labels = [svg.get("aria-label") or "" for svg in found.all("svg")]
    (behind,) = (label for label in labels if label.startswith("The hip from behind"))
    assert "gluteus maximus superior 100 %" in behind
    assert "hamstrings 50 %" in behind
    assert "gluteus medius" not in behind


def test_a_variant_has_a_page_with_its_own_credits(visitor: Client) -> None:
    variant = next(v for v in catalogue().planner_variants() if any(m.regions for m in v.modifiers))
    found = page(visitor, f"/learn/exercises/{variant.id}")
    assert variant.name in found.text
    changed = next(m for m in variant.modifiers if m.regions)
    assert all(credit.source in found.text for credit in changed.regions.values())
    assert "in this one" in found.text
    assert {line.region: line.sets for line in content.trained(variant)} == {
        region: f"{credit.credit:g}" for region, credit in variant.grounds.items()
    }


@pytest.mark.parametrize("region", list(Region))
def test_a_regions_page_says_where_it_is_what_trains_it_and_what_is_claimed(
    visitor: Client, region: Region
) -> None:
    found = page(visitor, f"/learn/regions/{region}")
    about = content.about(region)
    assert about.where in found.text
    assert all(line in found.text for line in about.does)
    counting = {e.id for e in EXERCISES if region in e.regions and e.regions[region].credit}
    assert counting <= set(exercise_links(found))
    for claim in claims().values():
        assert (claim.guide in found.text) == (region in claim.regions)
    labels = " ".join(svg.get("aria-label") or "" for svg in found.all("svg"))
    assert "100 %" in labels


def test_what_trains_a_region_most_and_best_known_comes_first() -> None:
    lines = content.trainers(Region.GLUTEUS_MEDIUS)
    order = [content.BASIS_NAMES[basis] for basis in Basis]
    keys = [(-float(line.sets), order.index(line.basis)) for line in lines]
    assert keys == sorted(keys)


@pytest.mark.parametrize("region", TARGETS)
def test_figures_stand_by_study_with_their_source(visitor: Client, region: Region) -> None:
    groups = content.figures_of(content.measured_in(region))
    assert groups
    body = unescape(visitor.get(f"/learn/regions/{region}").content.decode())
    for group in groups:
        assert {row.study for row in group.rows} == {group.study.id}
        assert group.study.url is None or f'href="{group.study.url}"' in body
        assert all(row.figure in body for row in group.rows)
        assert group.second_hand == any(row.status.value == "secondary" for row in group.rows)


def test_figures_of_the_whole_maximus_are_shown_with_both_its_parts() -> None:
    whole = [m for m in content.measured_in(Region.GLUTEUS_MAXIMUS_SUPERIOR) if m.region is None]
    assert whole
    assert set(whole) <= set(content.measured_in(Region.GLUTEUS_MAXIMUS_INFERIOR))
    assert all(m.region for m in content.measured_in(Region.GLUTEUS_MEDIUS))
