"""One person on their own machine: loopback only, signed in by a one-time link.

There are no accounts and no tables for them; the session is a signed cookie.
"""

from ilium.web.settings.base import *  # noqa: F403
from ilium.web.settings.base import AFTER_SIGN_IN, BEFORE_SIGN_IN

ACCOUNTS = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]  # a name rebound to loopback is refused
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
MIDDLEWARE = [*BEFORE_SIGN_IN, "ilium.web.access.single.person_of_this_machine", *AFTER_SIGN_IN]
