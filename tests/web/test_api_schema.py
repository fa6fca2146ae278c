"""Every call of the OpenAPI document with whatever fits it, and much that does not.

`API_EXAMPLES=500 pytest tests/web/test_api_schema.py` looks further.
"""

import os
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from full_diary import Everything, fill
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis import checks
from signed_in import client_of

EXAMPLES = int(os.environ.get("API_EXAMPLES", "10"))

pytestmark = pytest.mark.django_db(transaction=True)

SCHEMA = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", get_wsgi_application(), base_url="http://localhost"
)

UNSAID = checks.CHECKS.get_by_names(["positive_data_acceptance", "ignored_auth"])
"""What a schema cannot say: that a cursor was made here, that a set counts reps or seconds; and
who is not signed in, which test_api_access asks of every call."""


@pytest.fixture
def everything(person: UUID) -> Everything:
    return fill(person)


@SCHEMA.parametrize()
@seed(3)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
    database=None,
)
def test_every_call_answers_as_described(case: Any, everything: Everything) -> None:
    cookie = client_of(everything.person).cookies[django_settings.SESSION_COOKIE_NAME].value
    case.call_and_validate(
        cookies={django_settings.SESSION_COOKIE_NAME: cookie},
        headers={"Accept-Encoding": "identity"},
        excluded_checks=UNSAID,
    )
