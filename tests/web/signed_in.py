"""Clients of the web that are signed in as someone."""

from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client

from ilium.web.access.single import SESSION_KEY


def client_of(person: UUID, **options: object) -> Client:
    """A browser that holds the person's signed cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(person)
    client = Client(SERVER_NAME="localhost", **options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session._get_session_key()
    return client
