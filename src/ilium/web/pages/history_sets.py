"""Single sets of the history: changed, removed, brought back, and forgotten ones added."""

from datetime import UTC, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ilium.diary import Diary
from ilium.exercises import UnknownVariant
from ilium.exercises.model import Laterality, Measure, Role, Variant
from ilium.interchange.records import TrainingSession
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item
from ilium.progress.words import side_text, variant_name
from ilium.store import NotFound, Unstorable
from ilium.training.performed import PerformedSet, Side
from ilium.training.visits import Cursor
from ilium.web.access import diary_of
from ilium.web.pages.progress_charts import day_text
from ilium.web.pages.set_form import LateSetForm, SetForm

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """One set; or putting what was typed in its place."""
    with diary_of(request) as diary:
        known = diary.find_set(set_id)
        if known is None:
            raise Http404
        form = _form(diary.athlete() or Athlete(), known, request)
        if request.method == "POST" and form.is_valid() and _keep(diary, known, form):
            return _to_history(request, said="changed")
        day = known.at.astimezone(diary.zone)
        context = {
            "form": form,
            "set": known,
            "name": variant_name(known.variant, diary.catalogue) + side_text(known.side),
            "day": f"{day_text(day.date())}, {day:%H:%M}",
            "back": _back(request),
        }
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "history/set.html", context, status=status)


def _form(athlete: Athlete, known: PerformedSet, request: HttpRequest) -> SetForm:
    timed = known.seconds is not None
    return SetForm(
        athlete,
        known.load.kind,
        timed=timed,
        known=known.load,
        data=request.POST if request.method == "POST" else None,
        initial={
            "count": known.seconds if timed else known.reps,
            "rir": known.rir,
            "note": known.note,
        },
    )


def _keep(diary: Diary, known: PerformedSet, form: SetForm) -> bool:
    """Puts the form's set in the place of the known one; false if it cannot be kept."""
    data = form.cleaned_data
    count = "seconds" if known.seconds is not None else "reps"
    changed = msgspec.structs.replace(
        known,
        load=data["load"],
        rir=data["rir"],
        note=data["note"].replace("\r\n", "\n"),
        **{count: data["count"]},
    )
    try:
        if changed != known:
            diary.correct(changed)
    except Unstorable as error:
        form.add_error(None, str(error))
        return False
    return True


@require_POST
def remove(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """Takes a set out of every sum; the history page offers to bring it back."""
    with diary_of(request) as diary:
        try:
            diary.remove(set_id)
        except NotFound:
            raise Http404 from None
        return _to_history(request, removed=str(set_id))


@require_POST
def restore(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """Brings a removed set back."""
    with diary_of(request) as diary:
        try:
            diary.restore(set_id)
        except NotFound:
            raise Http404 from None
        return _to_history(request, said="back")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Choosing the exercise, then the set; or keeping it."""
    with diary_of(request) as diary:
        given = request.POST if request.method == "POST" else request.GET
        session = _session(diary, given.get("session", ""))
        variant = _variant(diary, given.get("exercise", ""))
        context = {"session": session, "back": _back(request)}
        if variant is None:
            return render(request, "history/add.html", {**context, **_choices(diary)})
        form = _late_form(diary, variant, session, request)
        if request.method == "POST" and form.is_valid() and _record(diary, variant, session, form):
            return _to_history(request, said="added")
        status = UNPROCESSABLE if form.is_bound else 200
        return render(
            request,
            "history/add.html",
            {**context, "variant": variant, "form": form},
            status=status,
        )


def _session(diary: Diary, text: str) -> TrainingSession | None:
    """The session that a set belongs to.

    Raises:
        Http404: the person has no such session.
    """
    if not text:
        return None
    try:
        found = diary.find_session(UUID(text))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _variant(diary: Diary, text: str) -> Variant | None:
    try:
        return diary.catalogue.variant(text[:200]) if text else None
    except UnknownVariant:
        raise Http404 from None


def _choices(diary: Diary) -> dict[str, Any]:
    """What can be chosen: the programme's exercises first, then all."""
    active = diary.programme()
    sessions = active.programme.weeks[0].sessions if active else ()
    own = dict.fromkeys(item.variant for session in sessions for item in session.items)
    return {
        "own": [(variant, variant_name(variant, diary.catalogue)) for variant in own],
        "all": sorted(
            ((exercise.id, exercise.name) for exercise in diary.catalogue.exercises),
            key=lambda pair: pair[1],
        ),
    }


def _late_form(
    diary: Diary, variant: Variant, session: TrainingSession | None, request: HttpRequest
) -> LateSetForm:
    athlete = diary.athlete() or Athlete()
    setup = variant.setup_for(athlete.equipment) or variant.setups[0]
    return LateSetForm(
        athlete,
        setup.load,
        timed=variant.exercise.measure is Measure.SECONDS,
        sided=variant.exercise.laterality is Laterality.UNILATERAL,
        zone=diary.zone,
        now=diary.now(),
        data=request.POST if request.method == "POST" else None,
        initial={"at": _usual_time(diary, session), "once": uuid4()},
    )


def _usual_time(diary: Diary, session: TrainingSession | None) -> Any:
    """Just after the session's end, or its start while it is under way; now without one."""
    moment = diary.now() if session is None else session.finished_at or session.started_at
    return moment.astimezone(diary.zone).replace(tzinfo=None)


def _record(
    diary: Diary, variant: Variant, session: TrainingSession | None, form: LateSetForm
) -> bool:
    """Keeps the form's set, or one for each side; false if it cannot be kept."""
    active = diary.programme()
    found = active.programme.planned(variant.id) if active else None
    role, item = found or (variant.exercise.roles[0], None)
    try:
        for number, side in enumerate(form.sides):
            performed = _performed(diary, variant, session, role, item, side, number, form)
            if diary.find_set(performed.id) is None:  # kept already, and corrected since perhaps
                diary.record(performed)
    except Unstorable as error:
        form.add_error(None, str(error))
        return False
    return True


def _performed(
    diary: Diary,
    variant: Variant,
    session: TrainingSession | None,
    role: Role,
    item: Item | None,
    side: Side,
    number: int,
    form: LateSetForm,
) -> PerformedSet:
    data = form.cleaned_data
    timed = variant.exercise.measure is Measure.SECONDS
    return PerformedSet(
        id=form.id_for(side),
        variant=variant.id,
        side=side,
        load=data["load"],
        reps=None if timed else data["count"],
        seconds=data["count"] if timed else None,
        rir=data["rir"],
        at=data["at"].astimezone(UTC) + timedelta(microseconds=number),
        role=role,
        deload=session is not None and _in_deload(diary, session),
        session=session.id if session else None,
        target_reps=item.reps if item else None,
        target_rir=item.rir if item else None,
        note=data["note"].replace("\r\n", "\n"),
    )


def _in_deload(diary: Diary, session: TrainingSession) -> bool:
    """Whether the session was a deload: its other sets say so."""
    return any(done.deload for done in diary.sets_of(session.id))


def _back(request: HttpRequest) -> str:
    """The page of the history that was come from, as a place and never as an address."""
    text = (request.POST if request.method == "POST" else request.GET).get("before", "")
    try:
        return str(Cursor.read(text)) if text else ""
    except ValueError:
        return ""


def _to_history(request: HttpRequest, **said: str) -> HttpResponse:
    back = _back(request)
    return redirect(f"{reverse('history')}?{urlencode(({'before': back} if back else {}) | said)}")
