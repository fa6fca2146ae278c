"""Which tests belong to which way of serving.

`pytest` runs all but the tests of accounts mode, whose apps are not installed otherwise;
`pytest --ds=tests.accounts_settings` runs those.
"""

from pathlib import Path

ROOT = Path(__file__).parent
OF_ACCOUNTS = (ROOT / "tests/accounts", ROOT / "src/ilium/web/accounts")
SETTINGS = (ROOT / "src/ilium/web/settings", ROOT / "src/ilium/web/wsgi.py")
"""Modules that are imported once a process, by Django."""


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leaves out what the current settings cannot run."""
    from django.conf import settings

    if collection_path.name == "conftest.py":  # loaded by pytest itself; holds no doctest
        return True
    if any(collection_path.is_relative_to(path) for path in SETTINGS):
        return True
    own = any(
        collection_path.is_relative_to(path) or path.is_relative_to(collection_path)
        for path in OF_ACCOUNTS
    )
    if settings.ACCOUNTS:
        return None if own else True
    return True if any(collection_path.is_relative_to(path) for path in OF_ACCOUNTS) else None
