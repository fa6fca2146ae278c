"""The template tags: what they draw, what they say, and that nothing gets through unescaped."""

import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import ResolverMatch, path
from django.utils.safestring import mark_safe

from ilium.anatomy import Region
from ilium.evidence import Verdict
from ilium.loads import Equipment, Load, LoadKind
from ilium.reasons import Reason
from ilium.web.templatetags import ilium as tags

WEB = Path(str(files("ilium.web")))
SPRITE = (WEB / "static" / tags.SPRITE).read_text("utf-8")
DRAWN = set(re.findall(r'<symbol id="([^"]+)"', SPRITE))

urlpatterns = [path(name, HttpResponse, name=name) for name, _ in tags.PLACES]


def render(text: str, **context: object) -> str:
    return Template("{% load ilium %}" + text).render(Context(context))


def request_to(url_name: str, **cookies: str):
    request = RequestFactory().get("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name=url_name)
    request.COOKIES.update(cookies)
    return request


def test_an_icon_beside_text_is_decoration() -> None:
    drawn = render('{% icon "barbell" size="large" %}')
    assert 'aria-hidden="true"' in drawn
    assert 'width="40"' in drawn
    assert drawn.endswith('#barbell"></use></svg>')


def test_an_icon_on_its_own_says_what_it_is() -> None:
    drawn = render('{% icon "more" label=label %}', label='"><script>')
    assert 'role="img" aria-label="&quot;&gt;&lt;script&gt;"' in drawn
    assert "aria-hidden" not in drawn


def test_every_icon_is_drawn_that_code_names() -> None:
    assert {str(one) for one in Equipment} <= DRAWN
    assert {name for name, _ in tags.PLACES} <= DRAWN
    assert {mark for _, mark in tags.VERDICTS.values()} <= DRAWN


def test_every_icon_is_drawn_that_a_template_names() -> None:
    named = {
        name
        for template in (WEB / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text("utf-8"))
    }
    assert "warning" in named
    assert named <= DRAWN


def test_every_verdict_has_its_own_mark() -> None:
    marks = {verdict: tags.VERDICTS[verdict] for verdict in Verdict}
    assert len(set(marks.values())) == len(Verdict)
    assert "Not supported" in render('{% verdict "not_supported" %}')


def attributes(drawn: str, element: str) -> dict[str, str]:
    found = re.search(rf'<\w+ class="{element}"([^>]*)>', drawn)
    assert found is not None
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))


@pytest.mark.parametrize(
    ("value", "at", "standing"),
    [
        (0, "0.00%", "10 to go"),
        (9.5, "47.50%", "0.5 to go"),
        (10, "50.00%", "in range"),
        (16, "80.00%", "in range"),
        (17, "85.00%", "above range"),
        (40, "100.00%", "above range"),
    ],
)
def test_a_band_meter_puts_the_value_to_scale(value: float, at: str, standing: str) -> None:
    drawn = render("{% band_meter region value 10 16 %}", region="gluteus_medius", value=value)
    top = max(20, value)
    band = attributes(drawn, "meter-band")
    assert attributes(drawn, "meter-dot")["cx"] == at
    assert attributes(drawn, "meter-line")["x2"] == at
    assert band["x"] == f"{1000 / top:.2f}%"
    assert band["width"] == f"{600 / top:.2f}%"
    assert standing in drawn
    assert f"{value:g} of 10-16 sets" in drawn
    assert 'data-region="gluteus_medius"' in drawn


def test_a_band_meter_of_nothing_is_drawn() -> None:
    assert "0 of 0-0 sets" in render("{% band_meter region 0 0 0 %}", region="adductors")


def test_a_region_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="biceps"):
        render("{% region_chip region %}", region="biceps")


@pytest.mark.parametrize("region", Region)
def test_a_chip_names_its_region(region: Region) -> None:
    drawn = render('{% region_chip region "0.5 sets" %}', region=region)
    assert f'data-region="{region}"' in drawn
    assert region.replace("_", " ") in drawn
    assert "0.5 sets" in drawn


def test_blocks_escape_what_they_hold() -> None:
    hostile = "<img onerror=x>"
    for text in (
        "{% why %}{{ typed }}{% endwhy %}",
        "{% message %}{{ typed }}{% endmessage %}",
        '{% message kind="warning" %}{{ typed }}{% endmessage %}',
        '{% state kind="empty" title=typed %}{{ typed }}{% endstate %}',
    ):
        drawn = render(text, typed=hostile)
        assert "<img" not in drawn
        assert "&lt;img" in drawn


def test_a_warning_has_its_sign_and_is_announced() -> None:
    drawn = render('{% message kind="warning" %}<p>Stop.</p>{% endmessage %}')
    assert 'role="alert"' in drawn
    assert 'aria-label="Warning"' in drawn
    assert "<p>Stop.</p>" in drawn
    assert "alert" not in render("{% message %}Kept.{% endmessage %}")


@pytest.mark.parametrize(
    ("url_name", "place"),
    [
        ("today", "today"),
        ("session", "today"),
        ("history", "progress"),
        ("learn-exercise", "learn"),
        ("start", "plan"),
        (None, ""),
    ],
)
def test_a_page_belongs_to_a_place(url_name: str, place: str) -> None:
    assert tags.current_place(request_to(url_name)) == place


def test_a_page_without_an_address_is_in_no_place() -> None:
    assert tags.current_place(None) == ""
    assert tags.current_place(RequestFactory().get("/nowhere")) == ""


@pytest.mark.parametrize(
    ("cookie", "attribute"),
    [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("device", ""), ('"x', "")],
)
def test_the_theme_is_one_of_two_or_the_devices(cookie: str, attribute: str) -> None:
    assert render("{% theme %}", request=request_to("today", ilium_theme=cookie)) == attribute


def test_no_theme_is_chosen_without_a_cookie() -> None:
    assert render("{% theme %}", request=request_to("today")) == ""
    assert render("{% theme %}") == ""


def test_weights_come_in_the_persons_unit() -> None:
    bar = Load(LoadKind.BARBELL, Decimal("20"))
    assert render("{{ load|load }}", load=bar) == "20 kg"
    assert render("{{ load|load:unit }}", load=bar, unit="lb") == "44.1 lb"
    assert render('{{ kilograms|weight:"lb" }}', kilograms=Decimal("20.412")) == "45 lb"
    reason = Reason("load_up", {"change": "2.5 kg", "done": "10, 10, 10", "reserve": 2})
    assert render("{{ reason|sentence }}", reason=reason) == (
        "Add 2.5 kg: you did 10, 10, 10 with 2 in reserve."
    )
    assert "Add 5.5 lb" in render('{{ reason|sentence:"lb" }}', reason=reason)


@pytest.mark.parametrize(
    ("seconds", "minutes", "clock"),
    [(0, "0 min", "0:00"), (1, "1 min", "0:01"), (90, "2 min", "1:30"), (3600, "60 min", "60:00")],
)
def test_times_read_as_minutes_and_as_a_clock(seconds: int, minutes: str, clock: str) -> None:
    assert render("{{ seconds|minutes }}", seconds=seconds) == minutes
    assert render("{{ seconds|clock }}", seconds=seconds) == clock


def test_ids_read_as_words() -> None:
    assert render("{{ region|region_name }}", region="gluteus_minimus") == "gluteus minimus"
    assert render("{{ slug|plain_name }}", slug="hip_thrust+knee_band") == "hip thrust + knee band"


def test_no_template_styles_or_scripts_inline() -> None:
    """The Content-Security-Policy would refuse it."""
    inline = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    for template in (WEB / "templates").rglob("*.html"):
        if template.name == "print_file.html":  # is written to a file, never served
            continue
        text = re.sub(r"{#.*?#}", "", template.read_text("utf-8"))
        assert not inline.search(text), template.name


def test_a_chart_has_its_answer_and_its_table() -> None:
    drawn = render(
        '{% include "components/chart.html" %}',
        answer="Gluteus medius: 9 of 10-16 sets.",
        region="gluteus_medius",
        plot=mark_safe("<svg></svg>"),
        caption="Sets by week",
        head=["Week of", "sets"],
        rows=[["3 March", 12], ["<b>", 9]],
    )
    assert '<figcaption class="chart-answer">Gluteus medius: 9 of 10-16 sets.' in drawn
    assert "<svg></svg>" in drawn
    assert '<th scope="col">Week of</th><th scope="col" class="number">sets</th>' in drawn
    assert '<th scope="row">3 March</th><td class="number">12</td>' in drawn
    assert "&lt;b&gt;" in drawn


def test_a_chart_without_a_drawing_leaves_room_for_the_script() -> None:
    drawn = render(
        '{% include "components/chart.html" %}', id="e1rm", kind="trend", data_id="e1rm-data"
    )
    assert 'id="e1rm" data-chart="trend" data-points="e1rm-data"' in drawn


@pytest.mark.urls(__name__)
def test_the_navigation_marks_the_place() -> None:
    drawn = render("{% navigation %}", request=request_to("learn-region"))
    assert drawn.count("aria-current") == 1
    assert re.search(r'aria-current="page"><svg[^>]*><use href="[^"]*#learn">', drawn)
