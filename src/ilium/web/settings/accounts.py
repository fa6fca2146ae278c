"""Many people, each with their own diary: behind HTTPS, with allauth's sign-in.

The operator sets, in the environment:

    ILIUM_SITE        the address people use, such as https://train.example.org (needed)
    ILIUM_PROXY       1 if a proxy in front ends HTTPS, sets X-Forwarded-Proto itself, adds the
                      client to X-Forwarded-For, and drops headers with an underscore in their
                      name (X_Forwarded_For reads the same; nginx drops them on its own)
    ILIUM_MAIL        smtp://user:password@host:587, for password resets; without it none are sent
    ILIUM_MAIL_FROM   whom mail comes from
"""

import os
from urllib.parse import unquote, urlsplit

from ilium.web.settings.base import *  # noqa: F403
from ilium.web.settings.base import (
    AFTER_SIGN_IN,
    BEFORE_SIGN_IN,
    CONTEXT_PROCESSORS,
    INSTALLED_APPS,
    TEMPLATES,
)

ACCOUNTS = True

_site = urlsplit(os.environ.get("ILIUM_SITE", "https://localhost"))
ALLOWED_HOSTS = [_site.hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "ilium.web.accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    *BEFORE_SIGN_IN,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ilium.web.accounts.middleware.person_of_account",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    *AFTER_SIGN_IN,
]
TEMPLATES = [  # a new list: the settings of one person's server stay as they are
    {
        **TEMPLATES[0],
        "OPTIONS": {
            "context_processors": [
                *CONTEXT_PROCESSORS,
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # so that signing out ends it everywhere
CACHES = {
    # In the database: rate limits hold for all workers together.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ilium_cache",
    },
    "limits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"},
}

AUTHENTICATION_BACKENDS = ["ilium.web.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before a key, a password or an address is changed
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USERNAME_BLACKLIST = ["admin", "operator", "ilium"]
ACCOUNT_USERNAME_MIN_LENGTH = 2
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Ilium"
MFA_TOTP_TOLERANCE = 1  # half a minute either way, as clocks of phones go
USERSESSIONS_TRACK_ACTIVITY = False  # it would write on every request

_mail = urlsplit(os.environ.get("ILIUM_MAIL", ""))
if _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme != "smtps", _mail.scheme == "smtps"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("ILIUM_MAIL_FROM", f"ilium@{_site.hostname}")

if os.environ.get("ILIUM_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Limits are for whom the proxy names last: it cannot be forged, and the proxy is not everyone.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-ilium_session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
