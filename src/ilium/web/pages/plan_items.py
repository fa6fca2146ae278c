"""`/plan/swap` and `/plan/move`: one exercise or one session of the plan in another's place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ilium.anatomy import TARGETS
from ilium.diary import Diary
from ilium.interchange.records import ProgrammeRevision
from ilium.planning import Programme, Substitute, apply_swap, move_session
from ilium.planning import swap as substitutes_for
from ilium.planning.athlete import Athlete
from ilium.planning.dose import doses
from ilium.planning.moving import rest_remarks
from ilium.planning.programme import Session, Weekday
from ilium.planning.rules import broken_rules
from ilium.planning.words import WEEKDAY_NAMES, listed
from ilium.web.access import diary_of
from ilium.web.pages.plan import to_plan, unchanged
from ilium.web.pages.programme_view import amount, whole_minutes

MOST_SHOWN = 12

ONE_DAY, EVERY_DAY = "one", "all"


@require_http_methods(["GET", "POST"])
def swap(request: HttpRequest) -> HttpResponse:
    """What may stand in for an exercise, best first; or taking one of them."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        given = request.POST if request.method == "POST" else request.GET
        session, item = _place(active, given.get("day", ""), given.get("item", ""))
        athlete = diary.athlete() or active.athlete
        if request.method == "POST":
            if unchanged(request, diary) is None:
                return to_plan("stale")
            days = _days(active, session, item, given.get("scope", ""))
            offers = _substitutes(active, athlete, days, item)
            if given.get("to", "") not in offers:
                raise Http404
            diary.revise(active, _swapped(active, item, offers[given["to"]]))
            return to_plan("swapped", session.day)
        context = _offers(diary, active, athlete, session, item, given.get("scope", ""))
        return render(request, "plan/swap.html", context)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """What each weekday would mean for the rest between sessions; or moving a session to one."""
    with diary_of(request) as diary:
        active = diary.programme()
        if active is None:
            return redirect("start")
        given = request.POST if request.method == "POST" else request.GET
        session = _session(active, given.get("day", ""))
        if request.method == "POST":
            if unchanged(request, diary) is None:
                return to_plan("stale")
            if given.get("to") not in list(Weekday):
                raise Http404
            moved = move_session(active.programme, session.day, Weekday(given["to"]))
            if moved != active.programme:
                diary.revise(active, moved)
            return to_plan("moved", session.day)
        context = {
            "of": active.id,
            "day": session.day,
            "weekday": WEEKDAY_NAMES[session.weekday],
            "unit": active.athlete.unit.value,
            "choices": [_weekday(active.programme, session, day) for day in Weekday],
        }
        return render(request, "plan/move.html", context)


def _session(active: ProgrammeRevision, day: str) -> Session:
    """The session of the full week with that number.

    Raises:
        Http404: there is none.
    """
    for session in active.programme.weeks[0].sessions:
        if str(session.day) == day:
            return session
    raise Http404


def _place(active: ProgrammeRevision, day: str, item: str) -> tuple[Session, str]:
    """The session and the variant that are asked for.

    Raises:
        Http404: the plan has no such item.
    """
    session = _session(active, day)
    if all(one.variant != item for one in session.items):
        raise Http404
    return session, item


Offer = list[tuple[int, Substitute]]
"""A substitute for each day on which it may stand in."""


def _days(active: ProgrammeRevision, session: Session, variant: str, scope: str) -> list[int]:
    """The days to swap on: every one that has the variant, unless only one is wanted."""
    sessions = active.programme.weeks[0].sessions
    there = [one.day for one in sessions if any(item.variant == variant for item in one.items)]
    return [session.day] if scope == ONE_DAY else there


def _substitutes(
    active: ProgrammeRevision, athlete: Athlete, days: list[int], variant: str
) -> dict[str, Offer]:
    """What may stand in on every one of the days, in the order of the first of them."""
    by_day = [
        {one.item.variant: one for one in substitutes_for(active.programme, athlete, day, variant)}
        for day in days
    ]
    return {
        name: [(day, found[name]) for day, found in zip(days, by_day, strict=True)]
        for name in by_day[0]
        if all(name in found for found in by_day)
    }


def _swapped(active: ProgrammeRevision, variant: str, offer: Offer) -> Programme:
    programme = active.programme
    for day, substitute in offer:
        programme = apply_swap(programme, day, variant, substitute)
    return programme


def _offers(
    diary: Diary,
    active: ProgrammeRevision,
    athlete: Athlete,
    session: Session,
    item: str,
    scope: str,
) -> dict[str, Any]:
    planned = next(one for one in session.items if one.variant == item)
    days = _days(active, session, item, scope)
    every = _days(active, session, item, EVERY_DAY)
    names = {one.day: WEEKDAY_NAMES[one.weekday] for one in active.programme.weeks[0].sessions}
    found = _substitutes(active, athlete, days, item).values()
    offers = [_offer(diary, active, athlete, session, item, one) for one in found]
    offers.sort(key=lambda one: bool(one["broken"]))  # stable: the likest come first
    return {
        "of": active.id,
        "day": session.day,
        "weekday": names[session.day],
        "item": item,
        "exercise": planned.exercise,
        "name": diary.catalogue.variant(item).name,
        "amount": amount(planned),
        "days": listed(names[day] for day in every),
        "several": len(every) > 1,
        "scope": ONE_DAY if scope == ONE_DAY else EVERY_DAY,
        "unit": athlete.unit.value,
        "offers": offers[:MOST_SHOWN],
    }


def _offer(
    diary: Diary,
    active: ProgrammeRevision,
    athlete: Athlete,
    session: Session,
    variant: str,
    offer: Offer,
) -> dict[str, Any]:
    """A substitute, with what the week becomes by it."""
    before, after = active.programme, _swapped(active, variant, offer)
    first = offer[0][1]
    alone = {reason.code for reason in first.broken}
    (then,) = [one for one in after.weeks[0].sessions if one.day == session.day]
    return {
        "variant": first.item.variant,
        "name": diary.catalogue.variant(first.item.variant).name,
        "amount": amount(next(i for i in then.items if i.variant == first.item.variant)),
        "broken": broken_rules(after.weeks[0], athlete, diary.catalogue, doses()),
        "reasons": [reason for reason in first.reasons if reason.code not in alone],
        "minutes": (whole_minutes(session.minutes), whole_minutes(then.minutes)),
        "regions": [
            (region.value, before.weekly_sets.get(region, 0), after.weekly_sets.get(region, 0))
            for region in TARGETS
            if before.weekly_sets.get(region, 0) != after.weekly_sets.get(region, 0)
        ],
    }


def _weekday(programme: Programme, session: Session, weekday: Weekday) -> dict[str, Any]:
    """What moving the session there would mean."""
    moved = move_session(programme, session.day, weekday)
    there = [
        one
        for one in programme.weeks[0].sessions
        if one.weekday is weekday and one.day != session.day
    ]
    return {
        "value": weekday.value,
        "name": WEEKDAY_NAMES[weekday],
        "current": weekday is session.weekday,
        "exchanged": WEEKDAY_NAMES[session.weekday] if there else "",
        "remarks": rest_remarks(moved.weeks[0]),
    }
