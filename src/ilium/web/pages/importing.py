"""`/you/import`: a file of another program, looked at first, then taken in, and out again.

The server asks no other host for anything: what a wger server holds comes as a file, too.
"""

from typing import Any, cast
from uuid import UUID

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from ilium.diary import Diary
from ilium.interchange.choosing import here_text, tally_text, undone_text
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import SOURCE_NAMES, Source
from ilium.interchange.incoming import IntakeRecord, Proposal
from ilium.loads import Unit
from ilium.planning.words import number
from ilium.store import incoming
from ilium.store.errors import Conflict, NotFound, Unstorable
from ilium.store.incoming import Decisions, Waiting
from ilium.web.access import PersonRequest, diary_of
from ilium.web.pages.import_names import Fields, answered, fields
from ilium.web.pages.progress_charts import day_text
from ilium.web.turns import turn
from ilium.web.uploads import MAXIMUM_BYTES

UNPROCESSABLE = 422

FAULTS_SHOWN = 50
IMPORTS_SHOWN = 50

SAID = {
    "nothing": "Everything in it was here already.",
    "discarded": "The file is deleted. Nothing was taken in.",
    "undone": "The import is taken back.",
}


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """What was imported, and where a file is chosen; or keeping one until it is decided on."""
    if request.method == "GET":
        return _chooser(request)
    try:
        file, names = _upload(request, "file"), _upload(request, "names")
        if file is None:
            raise InvalidDocument("Choose the file.")
    except InvalidDocument as error:
        return _chooser(request, status=UNPROCESSABLE, file_problem=str(error))
    kept = incoming.keep(
        _person(request), file.name or "file", file.chunks(), names.chunks() if names else None
    )
    return redirect("you-import-preview", kept)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """What a waiting file would bring; or keeping decisions about it, and taking it in."""
    waiting = incoming.find(_person(request), incoming_id)
    if waiting is None:
        raise Http404
    try:
        with diary_of(request) as diary, turn():
            proposal = _looked_at(diary, waiting)
            form = fields(proposal, diary.catalogue)
            if request.method == "GET":
                return _preview(request, diary, waiting, proposal, form)
            waiting = _decided(request, diary, waiting, proposal, form)
            if form.wrong:
                return _preview(request, diary, waiting, proposal, form, status=UNPROCESSABLE)
            if "take" not in request.POST:
                return redirect("you-import-preview", waiting.id)
            return _take(request, diary, waiting)
    except InvalidDocument as error:
        context = {"id": incoming_id, "name": waiting.decisions.file_name, "problem": str(error)}
        return render(request, "you/import_refused.html", context, status=UNPROCESSABLE)


@require_POST
def discard(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Deletes a waiting file; nothing is taken in."""
    if incoming.find(_person(request), incoming_id) is None:
        raise Http404
    incoming.discard(_person(request))
    return _to_chooser("said=discarded")


@require_POST
def undo(request: HttpRequest, intake: UUID) -> HttpResponse:
    """Takes an import back."""
    with diary_of(request) as diary:
        try:
            diary.undo_intake(intake)
        except NotFound:
            raise Http404 from None
        except Conflict as error:
            return _chooser(request, status=UNPROCESSABLE, problem=str(error))
    return _to_chooser("said=undone")


# The steps of a preview


def _looked_at(diary: Diary, waiting: Waiting) -> Proposal:
    decided = waiting.decisions
    return diary.look_at(
        waiting.data, unit=decided.unit, choices=decided.choices, names=waiting.names
    )


def _decided(
    request: HttpRequest, diary: Diary, waiting: Waiting, proposal: Proposal, form: Fields
) -> Waiting:
    """The file with what was posted about it, which is kept."""
    before = waiting.decisions
    unit = request.POST.get("unit", "")
    choices = answered(proposal, form, request.POST, diary.catalogue)
    decisions = Decisions(
        file_name=before.file_name,
        unit=Unit(unit) if unit in {*Unit} else before.unit,
        skip_bad="skip_bad" in request.POST,
        choices=before.choices | choices,
    )
    incoming.decide(_person(request), waiting.id, decisions)
    return msgspec.structs.replace(waiting, decisions=decisions)


def _take(request: HttpRequest, diary: Diary, waiting: Waiting) -> HttpResponse:
    """Takes the file in, unless something is still to be decided."""
    decided = waiting.decisions
    proposal = _looked_at(diary, waiting)
    open_question = _open_question(proposal, decided)
    if open_question:
        form = fields(proposal, diary.catalogue)
        return _preview(
            request, diary, waiting, proposal, form, status=UNPROCESSABLE, problem=open_question
        )
    try:
        taken = diary.take_in(
            waiting.data,
            file_name=decided.file_name,
            unit=decided.unit,
            choices=decided.choices,
            skip_bad=decided.skip_bad,
            names=waiting.names,
        )
    except (Conflict, Unstorable) as error:
        raise InvalidDocument(str(error)) from error
    incoming.discard(_person(request))
    return _to_chooser(f"taken={taken.intake}" if taken.intake else "said=nothing")


def _open_question(proposal: Proposal, decided: Decisions) -> str:
    """What still has to be said before the file can be taken in; empty if nothing has."""
    if proposal.unit_missing:
        return "Say first whether the weights are in kilograms or pounds."
    if proposal.undecided:
        return "Say first what the exercises below are."
    if proposal.faults and not decided.skip_bad:
        return "Some lines are at fault. Mend them in the file, or leave them out."
    return ""


# What is shown


def _preview(
    request: HttpRequest,
    diary: Diary,
    waiting: Waiting,
    proposal: Proposal,
    form: Fields,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    tally = proposal.tally
    context = {
        "id": waiting.id,
        "name": waiting.decisions.file_name,
        "source": SOURCE_NAMES[proposal.source],
        "span": _span(proposal),
        "proposal": proposal,
        "here": here_text(tally),
        "undone": undone_text(proposal.undone),
        "nothing_new": _nothing_new(proposal),
        "ask_unit": proposal.unit_missing or waiting.decisions.unit is not None,
        "unit": waiting.decisions.unit,
        "units": [(Unit.KILOGRAMS, "Kilograms"), (Unit.POUNDS, "Pounds")],
        "skip_bad": waiting.decisions.skip_bad,
        "faults": proposal.problems[:FAULTS_SHOWN],
        "more_faults": proposal.faults - min(FAULTS_SHOWN, len(proposal.problems)),
        "form": form,
        "exercises": [variant.name for variant in diary.catalogue.planner_variants()],
        "elsewhere": [(region, number(sets)) for region, sets in proposal.elsewhere.items()],
        **more,
    }
    return render(request, "you/import_preview.html", context, status=status)


def _nothing_new(proposal: Proposal) -> bool:
    """Whether all of it is here; an Ilium export may hold answers and plans beside its sets."""
    tally = proposal.tally
    new = tally.sessions or tally.sets or tally.others or proposal.undecided
    return not new and proposal.source is not Source.ILIUM


def _span(proposal: Proposal) -> str:
    if proposal.first is None or proposal.last is None:
        return ""
    ends = dict.fromkeys((day_text(proposal.first), day_text(proposal.last)))
    return " to ".join(ends)


def _chooser(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    with diary_of(request) as diary:
        found = diary.intakes()
        taken = next((one for one in found if str(one.id) == request.GET.get("taken")), None)
        context = {
            "said": SAID.get(request.GET.get("said", ""), ""),
            "taken": None if taken is None else _row(taken, diary),
            "has_plan": taken is not None and diary.programme() is not None,
            "waiting": incoming.waiting(_person(request)),
            "imports": [_row(record, diary) for record in found[:IMPORTS_SHOWN]],
            "more_imports": len(found[IMPORTS_SHOWN:]),
            "largest": MAXIMUM_BYTES // 1_000_000,
            **more,
        }
        return render(request, "you/import.html", context, status=status)


def _row(record: IntakeRecord, diary: Diary) -> dict[str, Any]:
    return {
        "id": record.id,
        "source": SOURCE_NAMES[record.source],
        "file_name": record.file_name,
        "day": day_text(record.at.astimezone(diary.zone).date()),
        "said": tally_text(record),
        "glutes": record.sets > 0,
    }


def _upload(request: HttpRequest, name: str) -> UploadedFile | None:
    """A file that was sent, None if none was.

    Raises:
        InvalidDocument: it is empty or too large.
    """
    file = request.FILES.get(name)
    if not isinstance(file, UploadedFile):
        return None
    if not file.size:
        raise InvalidDocument("The file is empty.")
    if file.size > MAXIMUM_BYTES:
        raise InvalidDocument(f"The file is larger than {MAXIMUM_BYTES // 1_000_000} MB.")
    return file


def _to_chooser(said: str) -> HttpResponse:
    return redirect(f"{reverse('you-import')}?{said}")


def _person(request: HttpRequest) -> UUID:
    return cast(PersonRequest, request).person
