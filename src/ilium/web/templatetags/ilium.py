"""Template tags and filters: the small parts of pages that need more than HTML.

Every region is drawn in its hue through `data-region`; docs/design.md lists the classes.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ilium import anatomy, loads, reasons
from ilium.evidence import Verdict
from ilium.web.access import served

register = template.Library()

ICON_PIXELS = {"small": 20, "medium": 24, "large": 40}
SPRITE = "ilium/icons/sprite.svg"

THEME_COOKIE = "ilium_theme"
THEMES = ("light", "dark")

PLACES = (
    ("today", "Today"),
    ("plan", "Plan"),
    ("progress", "Progress"),
    ("learn", "Learn"),
    ("you", "You"),
)
"""The main navigation: URL name, which is the icon's name too, and label."""

WITHIN = {"session": "today", "start": "plan", "history": "progress"}
"""Pages that belong to a place under another name."""

VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.SUPPORTED: ("Supported", "verdict-supported"),
    Verdict.MIXED: ("Mixed", "verdict-mixed"),
    Verdict.WEAK: ("Weak", "verdict-weak"),
    Verdict.UNTESTED: ("Untested", "verdict-untested"),
    Verdict.NOT_SUPPORTED: ("Not supported", "verdict-not-supported"),
}
"""How each verdict is named, and the icon that marks it."""


@register.simple_tag(takes_context=True)
def open_command(context: Mapping[str, Any]) -> str:
    """What to type for a new link here; for pages of a person on their own machine.

    The port is the server's own, not the address': a proxy may have another one.
    """
    request: HttpRequest = context["request"]
    return served.open_command(int(request.META["SERVER_PORT"]))


@register.simple_tag
def icon(name: str, label: str = "", size: str = "medium") -> SafeString:
    """An icon of the sprite, `small` (20 px), `medium` (24) or `large` (40).

    Without a label it is decoration, for the text beside it says the same.
    """
    pixels = ICON_PIXELS[size]
    return format_html(
        '<svg class="icon icon-{}" width="{}" height="{}"{}><use href="{}#{}"></use></svg>',
        size,
        pixels,
        pixels,
        _spoken(label),
        static(SPRITE),
        name,
    )


def _spoken(label: str) -> SafeString:
    if label:
        return format_html(' role="img" aria-label="{}"', label)
    return SafeString(' aria-hidden="true"')


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> SafeString:
    """The attribute for a theme chosen by hand, known before the first paint; else nothing."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return format_html(' data-theme="{}"', chosen) if chosen in THEMES else SafeString("")


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:
    """The main navigation, with the place that the page belongs to marked."""
    current = current_place(context.get("request"))
    return {"places": PLACES, "current": current}


def current_place(request: HttpRequest | None) -> str:
    """The place of the navigation that a request is in; empty where it is in none."""
    match = getattr(request, "resolver_match", None)
    section = (match.url_name or "").partition("-")[0] if match else ""
    return WITHIN.get(section, section)


@register.simple_tag
def region_chip(region: str, detail: str = "") -> SafeString:
    """A region's name behind a dot in its hue, and a detail such as `0.5 sets`."""
    return format_html(
        '<span class="chip" data-region="{}">{}{}</span>',
        anatomy.Region(region),
        region_name(region),
        format_html(' <span class="number">{}</span>', detail) if detail else "",
    )


@register.inclusion_tag("components/band_meter.html")
def band_meter(region: str, value: float, low: int, high: int) -> dict[str, Any]:
    """Weekly sets of a region against their target range, as a line from zero over a soft area.

    The scale ends a quarter past the range, or at the value where that is larger; positions are
    in percent of the width.
    """
    top = max(high * 1.25, value, 1)
    return {
        "region": anatomy.Region(region),
        "value": f"{value:g}",
        "low": low,
        "high": high,
        "standing": _standing(value, low, high),
        "value_at": _percent(value, top),
        "low_at": _percent(low, top),
        "high_at": _percent(high, top),
        "band_width": _percent(high - low, top),
    }


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}%"


def _standing(value: float, low: int, high: int) -> str:
    if value < low:
        return f"{low - value:g} to go"
    return "in range" if value <= high else "above range"


@register.simple_tag
def verdict(value: str) -> SafeString:
    """A verdict in words, with its mark."""
    name, mark = VERDICTS[Verdict(value)]
    return format_html('<span class="verdict">{} {}</span>', icon(mark), name)


@register.simple_block_tag
def why(content: str, label: str = "Why?") -> str:
    """What opens under "Why?": the reason and its source."""
    return render_to_string("components/why.html", {"content": content, "label": label})


@register.simple_block_tag
def message(content: str, kind: str = "note") -> str:
    """A message of kind `note`, `done` or `warning`; a warning carries its sign."""
    return render_to_string("components/message.html", {"content": content, "kind": kind})


@register.simple_block_tag
def state(content: str, kind: str, title: str) -> str:
    """Stands in for what is `empty`, `offline`, in `error` or `too-much`; the content says what
    to do."""
    return render_to_string(
        "components/state.html", {"content": content, "kind": kind, "title": title}
    )


@register.filter
def region_name(region: str) -> str:
    """`gluteus_medius` as a person reads it."""
    return anatomy.region_name(anatomy.Region(region))


@register.filter
def plain_name(slug: str) -> str:
    """An id as words: `smith_machine` is "smith machine"."""
    return slug.replace("_", " ").replace("+", " + ")


@register.filter
def load(value: loads.Load, unit: str = "kg") -> str:
    """A load in the person's unit."""
    return loads.load_text(value, loads.Unit(unit))


@register.filter
def weight(kilograms: Decimal, unit: str = "kg") -> str:
    """Kilograms in the person's unit."""
    return loads.weight_text(kilograms, loads.Unit(unit))


@register.filter
def sentence(reason: reasons.Reason, unit: str = "kg") -> str:
    """A reason as one sentence, its weights in the person's unit."""
    return reasons.sentence(reason, loads.Unit(unit))


@register.filter
def minutes(seconds: float) -> str:
    """Seconds as minutes, rounded up: nobody plans for a part of one."""
    return f"{-(-seconds // 60):.0f} min"


@register.filter
def clock(seconds: float) -> str:
    """Seconds as `1:30`, as a countdown shows them."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


@register.filter
def styled(field: BoundField) -> SafeString:
    """A form's field in our look; its help and errors are tied to it by Django."""
    if field.widget_type in ("checkbox", "radioselect"):
        return field.as_widget()
    return field.as_widget(attrs={"class": "input"})
