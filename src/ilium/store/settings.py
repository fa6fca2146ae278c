"""The Django settings of the store on its own: command line, tests, notebooks.

A web project has its own settings; it adds `ilium.store` to its apps and takes `DATABASES` from
here. Nothing is created on import.
"""

from ilium.store.home import FILE, home

INSTALLED_APPS = ["ilium.store"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home() / FILE,
        "OPTIONS": {
            # WAL: readers never wait. FULL: a commit is on the disk when it returns, which on
            # macOS takes a full fsync as well. What is deleted is overwritten.
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; "
                "PRAGMA secure_delete = ON"
            ),
            # Writers queue at the start of a transaction, instead of failing in its middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds that a writer waits for another
        },
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LOGGING_CONFIG = None  # a library leaves logging to the program
