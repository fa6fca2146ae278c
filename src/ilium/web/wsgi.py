"""The application that a WSGI server runs."""

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ilium.web.settings.single")
django.setup()

from ilium.store import connect  # noqa: E402 - needs the settings

connect()
application = get_wsgi_application()
