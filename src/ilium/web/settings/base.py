"""What both ways of serving share. Nothing is created on import."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from ilium.store import settings as store
from ilium.web.secret import secret_key

WEB = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = SimpleLazyObject(secret_key)  # kept beside the data, made when first needed

INSTALLED_APPS = ["ilium.store", "ilium.web", "django.contrib.staticfiles", "csp", "ninja"]

BEFORE_SIGN_IN = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ilium.web.middleware.other_sites_stay_out",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
AFTER_SIGN_IN = [
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ilium.web.middleware.problems_become_pages",
    "ilium.web.access.middleware.SignInRequired",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "ilium.web.context.shell",
]

ROOT_URLCONF = "ilium.web.urls"
WSGI_APPLICATION = "ilium.web.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {**store.DATABASES["default"], "CONN_MAX_AGE": None}
}
DEFAULT_AUTO_FIELD = store.DEFAULT_AUTO_FIELD
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"

STATIC_URL = "/static/"
STATIC_ROOT = WEB / "collected"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600  # files without a hash in their name; hashed ones are kept for ever

SESSION_COOKIE_NAME = "ilium_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 90 * 24 * 3600  # a training block and a holiday, without signing in again
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ilium.web.pages.errors.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes; an evening of events is a tenth of it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "ilium.web.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
