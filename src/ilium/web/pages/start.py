"""`/start`: from a few taps to a programme, shown as it takes shape."""

from decimal import Decimal
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from ilium.diary import Diary
from ilium.loads import Equipment, Unit, common_inventory, parse_weight
from ilium.planning import Athlete, Infeasible
from ilium.planning.solver import OutOfTime
from ilium.web.access import PersonRequest, diary_of
from ilium.web.pages.owned_form import OwnedForm
from ilium.web.pages.programme_view import infeasible_view, programme_view
from ilium.web.pages.wishes_form import WishesForm, choices, plannable, with_preset
from ilium.web.planning import plan_to_keep, planned

UNPROCESSABLE = 422
PURPOSE = "start"

USUAL_BODY_MASS = {
    Unit.KILOGRAMS: Decimal(70),
    Unit.POUNDS: parse_weight("155", Unit.POUNDS),
}
"""What stands in the field before a person says theirs: round in either unit."""


class Answers:
    """The two forms of the page, and the athlete that they describe."""

    def __init__(self, known: Athlete, data: MultiValueDict[str, str] | None = None) -> None:
        self.known = known
        self.wishes = WishesForm(known, data)
        self.owned = OwnedForm(known, data)

    def valid(self) -> bool:
        """Whether every field can be read; both forms say what is wrong with theirs."""
        return all([self.wishes.is_valid(), self.owned.is_valid()])

    def athlete(self) -> Athlete:
        """The athlete that the valid forms describe."""
        owner = self.owned.athlete()
        return msgspec.structs.replace(owner, **self.wishes.changes())

    @property
    def other_unit(self) -> bool:
        """Whether the weights are to be shown in another unit than they were."""
        return self.owned.cleaned_data["unit"] != self.owned.read_unit

    def context(self) -> dict[str, Any]:
        """What the fields' templates need."""
        return {**choices(self.wishes), "owned": self.owned, "unit": self.known.unit.value}


@require_http_methods(["GET", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """The questions with the plan that follows from them; or taking that plan."""
    with diary_of(request) as diary:
        said = diary.athlete()
        known, filled = (plannable(said), False) if said is not None else remembered(request, diary)
        replaces = diary.programme() is not None
        if request.method == "GET":
            return _page(request, diary, Answers(known), replaces, filled=filled)
        answers = Answers(known, with_preset(request.POST))
        if not answers.valid():
            return _page(request, diary, answers, replaces, status=UNPROCESSABLE)
        take = request.POST.get("take")
        if take in ("plan", "nearest"):
            taken = plan_to_keep(request.person, answers.athlete(), nearest=take == "nearest")
            if taken is not None:
                diary.adopt(*taken)
                return redirect("today")
        shown = Answers(answers.athlete()) if answers.other_unit else answers
        return _page(request, diary, shown, replaces)


@require_POST
def preview(request: PersonRequest) -> HttpResponse:
    """The plan that the answers so far lead to, and what is wrong with them: parts of the page."""
    with diary_of(request) as diary:
        answers = Answers(described(request, diary), with_preset(request.POST))
        context = {
            **answers.context(),
            "apart": True,
            "preset": "preset" in request.POST,
        }
        if answers.valid() and answers.other_unit:
            context |= Answers(answers.athlete()).context()
            context["converted"] = True
        context |= _preview(request, diary, answers)
        return render(request, "start/preview.html", context)


def described(request: HttpRequest, diary: Diary) -> Athlete:
    """The person as they last described themselves, else as their history does, or a newcomer."""
    known = diary.athlete()
    return plannable(known) if known is not None else remembered(request, diary)[0]


def remembered(request: HttpRequest, diary: Diary) -> tuple[Athlete, bool]:
    """A person who was not asked yet, and whether their history says anything of them."""
    background, new = diary.background(), newcomer(request)
    return (new, False) if background is None else (background.of(new), True)


def newcomer(request: HttpRequest) -> Athlete:
    """Who is asked, before anything was said: a common gym, in the unit of their language."""
    language = request.headers.get("Accept-Language", "")[:5].lower()
    unit = Unit.POUNDS if language == "en-us" else Unit.KILOGRAMS
    return Athlete(
        equipment=frozenset(Equipment),
        unit=unit,
        inventory=common_inventory(unit),
        body_mass=USUAL_BODY_MASS[unit],
    )


def _page(
    request: PersonRequest,
    diary: Diary,
    answers: Answers,
    replaces: bool,
    *,
    filled: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {**answers.context(), "replaces": replaces, **_preview(request, diary, answers)}
    context["filled"] = filled
    return render(request, "start/start.html", context, status=status)


def _preview(request: PersonRequest, diary: Diary, answers: Answers) -> dict[str, Any]:
    """The plan, or why there is none."""
    if answers.wishes.is_bound and not answers.valid():
        return {"state": "invalid"}
    athlete = answers.athlete() if answers.wishes.is_bound else answers.known
    known = diary.catalogue
    try:
        programme = planned(request.person, athlete, PURPOSE)
    except Infeasible as error:
        return {"state": "infeasible", **infeasible_view(error, athlete.equipment, known)}
    except OutOfTime:
        return {"state": "slow"}
    return {"state": "ready", "plan": programme_view(programme, athlete.equipment, known)}
