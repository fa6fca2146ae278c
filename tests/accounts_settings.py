"""The settings of accounts mode, without hashed static names and with a quick password hash."""

from ilium.web.settings.accounts import *  # noqa: F403

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver"]
STATIC_ROOT = None
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "limits")
}
