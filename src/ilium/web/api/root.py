"""The API: its calls put together."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from ilium.version import __version__
from ilium.web.api import (
    athlete,
    events,
    imports,
    library,
    me,
    measurements,
    programme,
    progress,
    sessions,
    sets,
    today,
    transfer,
)
from ilium.web.api.access import SessionCookie, Token
from ilium.web.api.description import DescribedAPI
from ilium.web.api.failures import handle_failures
from ilium.web.api.public import shared
from ilium.web.api.values import BytesParser, Renderer

DESCRIPTION = """\
Everything that the pages of Ilium do. Weights are kilograms, written as text so that no reader
rounds them; times are RFC 3339 with their zone. Errors are problem documents (RFC 9457).
"""

api = DescribedAPI(
    title="Ilium",
    version=__version__,
    description=DESCRIPTION,
    openapi_url=None,  # ninja makes the document anew for each request; see below
    docs_url=None,  # ninja's page loads scripts from another host
    urls_namespace="api",
    auth=[SessionCookie(), Token()],
    parser=BytesParser(),
    renderer=Renderer(),
)
handle_failures(api)
for part in (
    events,
    today,
    sessions,
    sets,
    athlete,
    programme,
    progress,
    measurements,
    library,
    transfer,
    imports,
    me,
):
    api.add_router("", part.router)


def _document() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


@api.get("/openapi.json", auth=None, include_in_schema=False)
def get_openapi_document(request: HttpRequest) -> HttpResponse:
    """The description of the API, as OpenAPI 3.1."""
    return shared(request, _document)
