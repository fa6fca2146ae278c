"""The settings of one person's server, without the step that gives static files hashed names."""

from ilium.web.settings.single import *  # noqa: F403

SECRET_KEY = "only for tests"
STATIC_ROOT = None
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
