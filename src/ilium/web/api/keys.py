"""Doing a thing once although it is asked for twice."""

from typing import Annotated
from uuid import UUID

from ninja.params.models import Header

IdempotencyKey = Annotated[
    UUID | None,
    Header(
        ...,
        alias="Idempotency-Key",
        description="The id of what this call records. The same call with the same key is done "
        "once; another call with it is a conflict.",
    ),
]
