"""Files of other programs: looked at, taken in, listed, taken out again."""

from datetime import datetime
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from ilium.exercises import catalogue
from ilium.interchange.foreign import Source
from ilium.interchange.incoming import IntakeRecord, Proposal, Taken
from ilium.interchange.names import Choice
from ilium.interchange.sense import odd_variant
from ilium.loads import Unit
from ilium.web.access import diary_of
from ilium.web.api.paging import USUAL, Cursor, Limit, Page, page, read
from ilium.web.api.values import Invalid, TooLarge, Value, decode, sends
from ilium.web.turns import turn

router = Router(tags=["Import"])

LARGEST_FILE = 32_000_000
"""Bytes of a request: some ten years of training, held in memory while it is read."""

NAME_LENGTH = 200


class SentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text of a file of Strong, Hevy, FitNotes, wger or Ilium, and how it is to be read.

    `unit` is of its weights where the file does not say; `choices` what names in it are, by name;
    `names` the text of wger's second document, which names its exercises. With `skip_bad` lines at
    fault and names that nobody decided on are left out; without it they are an error.
    """

    text: str
    file_name: str = "file"
    unit: Unit | None = None
    choices: dict[str, Choice] = {}
    names: str | None = None
    skip_bad: bool = False


@router.post("/imports/proposal", response=Value[Proposal], openapi_extra=sends(SentFile))
def look_at_import(request: HttpRequest) -> Proposal:
    """What taking a file in would do; nothing is written."""
    sent = _sent(request)
    with diary_of(request) as diary, turn():
        return diary.look_at(
            _bytes(sent.text, "$.text"),
            unit=sent.unit,
            choices=sent.choices,
            names=_names(sent),
        )


@router.post("/imports", response={201: Value[Taken]}, openapi_extra=sends(SentFile))
def take_import(request: HttpRequest) -> Status[Taken]:
    """Take a file in, all of it or nothing; what is here already is left as it is."""
    sent = _sent(request)
    with diary_of(request) as diary, turn():
        taken = diary.take_in(
            _bytes(sent.text, "$.text"),
            file_name=sent.file_name,
            unit=sent.unit,
            choices=sent.choices,
            skip_bad=sent.skip_bad,
            names=_names(sent),
        )
    return Status(201, taken)


@router.get("/imports", response=Value[Page[IntakeRecord]])
def list_imports(
    request: HttpRequest, response: HttpResponse, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[IntakeRecord]:
    """What was taken in and can be undone, newest first."""
    after = read(cursor, datetime, UUID)
    with diary_of(request) as diary:
        found = diary.intakes()
    if after is not None:
        found = tuple(one for one in found if (one.at, one.id) < after)
    return page(request, response, found[: limit + 1], limit, lambda one: (one.at, one.id))


@router.delete("/imports/{uuid:import_id}", response=Value[IntakeRecord])
def undo_import(request: HttpRequest, import_id: UUID) -> IntakeRecord:
    """Take out exactly what an import added."""
    with diary_of(request) as diary:
        return diary.undo_intake(import_id)


CSV = {
    "responses": {
        200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string"}}}}
    }
}


@router.get("/export/strong", response=None, openapi_extra=CSV)
def get_strong_export(request: HttpRequest) -> HttpResponse:
    """Every set, as a CSV that other programs read as Strong's."""
    return _table(request, Source.STRONG)


@router.get("/export/hevy", response=None, openapi_extra=CSV)
def get_hevy_export(request: HttpRequest) -> HttpResponse:
    """Every set, as a CSV that other programs read as Hevy's."""
    return _table(request, Source.HEVY)


def _table(request: HttpRequest, program: Source) -> HttpResponse:
    with diary_of(request) as diary:
        return HttpResponse(
            diary.export_csv(program),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="ilium-{program}-{diary.today}.csv"'
            },
        )


def _sent(request: HttpRequest) -> SentFile:
    data = request.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise TooLarge(LARGEST_FILE)
    sent: SentFile = decode(data, SentFile)
    if not 1 <= len(sent.file_name) <= NAME_LENGTH:
        raise Invalid("$.file_name", f"The name of a file has 1 to {NAME_LENGTH} characters.")
    for name, choice in sent.choices.items():
        wrong = _odd(name, choice)
        if wrong is not None:
            raise Invalid("$.choices[...]", wrong)
    return sent


def _odd(name: str, choice: Choice) -> str | None:
    """What is wrong with a choice, None if nothing is."""
    if not 1 <= len(name) <= NAME_LENGTH:
        return f"The name of an exercise has 1 to {NAME_LENGTH} characters."
    if choice.variant is None:
        return "Other training has no kind of load." if choice.load else None
    return odd_variant(choice.variant, catalogue())


def _names(sent: SentFile) -> bytes | None:
    return None if sent.names is None else _bytes(sent.names, "$.names")


def _bytes(text: str, path: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Invalid(path, "There are characters in it that are no text.") from None
