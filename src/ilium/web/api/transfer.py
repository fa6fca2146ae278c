"""Everything of a person, out and in."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ilium.interchange import own
from ilium.store import transfer as store
from ilium.store.transfer import Imported
from ilium.web.access import diary_of
from ilium.web.api.access import person_of
from ilium.web.api.values import TooLarge, Value, sends

router = Router(tags=["Export"])

LARGEST_IMPORT = 32_000_000
"""Bytes: some ten years of training, held in memory while it is read."""


@router.get("/export", response=Value[own.Document])
def get_export(request: HttpRequest) -> HttpResponse:
    """Everything that is remembered of the person, as one file."""
    name = f"ilium-{datetime.now(UTC):%Y-%m-%d}.json"
    return HttpResponse(
        store.export(person_of(request)),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/import", response=Value[Imported], openapi_extra=sends(own.Document))
def add_import(request: HttpRequest) -> Imported:
    """Take in an export: what is not here yet is added, nothing is overwritten, all or nothing."""
    data = request.read(LARGEST_IMPORT + 1)
    if len(data) > LARGEST_IMPORT:
        raise TooLarge(LARGEST_IMPORT)
    with diary_of(request) as diary:
        return diary.import_document(data)
