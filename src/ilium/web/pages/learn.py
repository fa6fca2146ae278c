"""`/learn`: the regions, the exercises, and what is claimed and measured about them.

Open to anyone and the same for everyone, without a query. A browser keeps each page and asks
whether it changed (ETag).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from ilium.anatomy import COMPENSATORS, TARGETS, Region, region_name
from ilium.evidence import claims, measurements
from ilium.exercises import UnknownVariant, catalogue
from ilium.exercises.model import Variant
from ilium.figures.figure import figure_pair
from ilium.loads import Equipment
from ilium.planning.words import EQUIPMENT_NAMES
from ilium.web.access.middleware import anonymous
from ilium.web.pages import learn_content as content
from ilium.web.pages import learn_search as searching
from ilium.web.pages import learn_simulation as simulated

Kind = TypeVar("Kind", Region, Equipment)


def _page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for anyone, kept by the browser until it changes. The theme's cookie is in it."""
    kept = conditional_page(cache_control(private=True, no_cache=True)(require_safe(view)))
    return anonymous(kept)


@_page
def index(request: HttpRequest) -> HttpResponse:
    """`/learn`: the drawing, the exercises by role with search and filters, the claims."""
    search = request.GET.get("q", "").strip()[: searching.LONGEST_SEARCH]
    region = _chosen(Region, request.GET.get("region", ""))
    equipment = request.GET.get("equipment", "")
    if equipment != "none":
        equipment = _chosen(Equipment, equipment) or ""
    found = searching.found_exercises(search, region, equipment)
    return render(
        request,
        "learn/index.html",
        {
            "drawing": content.drawing(dict.fromkeys(TARGETS, 1.0), linked=True),
            "targets": [(target, content.about(target)) for target in TARGETS],
            "compensators": COMPENSATORS,
            "regions": list(Region),
            "equipment": EQUIPMENT_NAMES,
            "search": search,
            "region": region,
            "chosen_equipment": equipment,
            "filtered": bool(search or region or equipment),
            "count": len(found),
            "groups": [
                (role, [(exercise, content.target_credits(exercise)) for exercise in group])
                for role, group in searching.by_role(found)
            ],
            "near": searching.near_exercises(search) if search and not found else (),
            "claims": content.cards(claims().values()),
        },
    )


def _chosen(kind: type[Kind], value: str) -> Kind | None:
    """The member of that value; what a form of ours never sends counts as no choice."""
    return kind(value) if value in set(kind) else None


@_page
def region(request: HttpRequest, region: str) -> HttpResponse:
    """`/learn/regions/<region>`: where it is, what it does, what trains it, what was measured."""
    chosen = _chosen(Region, region)
    if chosen is None:
        near = [
            (region_name(one), reverse("learn-region", args=(one,)))
            for one in searching.near_regions(region)
        ]
        return _nothing(request, "region", region, near)
    return render(
        request,
        "learn/region.html",
        {
            "region": chosen,
            "about": content.about(chosen),
            "target": chosen in TARGETS,
            "drawing": content.drawing({chosen: 1.0}),
            "trainers": content.trainers(chosen),
            "figures": content.figures_of(content.measured_in(chosen)),
            "ranking": simulated.ranking(chosen),
            "claims": content.cards(c for c in claims().values() if chosen in c.regions),
        },
    )


@_page
def exercise(request: HttpRequest, variant: str) -> HttpResponse:
    """`/learn/exercises/<id>`: an exercise, or a variant of it such as `hip_thrust+knee_band`."""
    try:
        chosen = catalogue().variant(variant)
    except UnknownVariant:
        near = [
            (one.name, reverse("learn-exercise", args=(one.id,)))
            for one in searching.near_exercises(variant)
        ]
        return _nothing(request, "exercise", variant, near)
    return render(request, "learn/exercise.html", _exercise(chosen))


def _exercise(variant: Variant) -> dict[str, Any]:
    known = variant.exercise
    return {
        "variant": variant,
        "exercise": known,
        "figure": figure_pair(variant) if variant.movement else None,
        "tempo": content.tempo_text(variant.tempo),
        "ways": content.ways(variant.setups),
        "trained": content.trained(variant),
        "drawing": content.drawing(variant.credits, labels=False),
        "simulation": simulated.simulation(variant),
        "cautions": content.cautions(known),
        "changes": content.changes(variant),
        "easier": content.relatives(known.easier),
        "harder": content.relatives(known.harder),
        "claims": content.cards(content.claims_shown(variant)),
        "figures": content.figures_of(measurements(known.id)),
    }


@_page
def science(request: HttpRequest) -> HttpResponse:
    """`/learn/science`: which published comparisons the simulation reproduces, and what follows."""
    context = {"comparisons": simulated.comparisons(), "regions": simulated.by_region()}
    return render(request, "learn/science.html", context)


def _nothing(
    request: HttpRequest, kind: str, asked: str, near: list[tuple[str, str]]
) -> HttpResponse:
    """No such region or exercise; `near` is the name and address of what may have been meant."""
    asked = asked[: searching.LONGEST_SEARCH]
    context = {"kind": kind, "asked": asked, "near": near}
    return render(request, "learn/nothing.html", context, status=404)
