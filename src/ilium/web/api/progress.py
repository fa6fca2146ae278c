"""What the last weeks add up to."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.params.models import Query

from ilium.progress import Bests, best_of, gather, progress_document
from ilium.web.access import diary_of
from ilium.web.api.shapes import ProgressDocument
from ilium.web.api.values import Value, VariantId

router = Router(tags=["Progress"])

USUAL_WEEKS = 8
MOST_WEEKS = 520


@router.get("/progress", response=Value[ProgressDocument])
def get_progress(
    request: HttpRequest,
    weeks: Annotated[
        int, Query(..., ge=1, le=MOST_WEEKS, description="How far back, this week included.")
    ] = USUAL_WEEKS,
) -> ProgressDocument:
    """Weekly sets by region against the band, estimated strength, left and right, adherence."""
    with diary_of(request) as diary:
        return ProgressDocument(**progress_document(gather(diary, weeks)))


@router.get("/progress/records", response=Value[Bests])
def get_records(
    request: HttpRequest,
    variant: Annotated[
        list[VariantId],
        Query(..., max_length=100, description="Only of these variants; all if left out."),
    ] = [],  # noqa: B006 - read, never changed
) -> Bests:
    """The best of each variant and side, and every day on which something became better."""
    with diary_of(request) as diary:
        return best_of(diary, variant or None)
