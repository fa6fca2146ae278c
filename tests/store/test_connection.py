"""Opening the store: where, how, how quickly, and what is said when it does not work."""

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from tests.conftest import environment

from ilium.planning.athlete import Athlete
from ilium.store import StoreUnavailable, connect, disconnect, people
from ilium.store.home import FILE
from ilium.store.home import home as home_folder


def run(script: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A Python process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def says(script: str, home: Path, **more: str) -> str:
    """What such a process prints."""
    done = run(script, home, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


CONNECT = "from ilium.store import connect; connect(); "
REFUSED = """
from ilium.store import StoreError, connect
try:
    connect()
except StoreError as error:
    print(type(error).__name__, error)
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_data_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "ilium"
    script = CONNECT + (
        "from ilium.store import people; people.default_person(); import os;"
        "files = os.scandir(os.environ['ILIUM_HOME']);"
        "print(*sorted(f'{f.name} {f.stat().st_mode & 0o777:o}' for f in files))"
    )
    files = f"ilium.lock 600 {FILE} 600 {FILE}-shm 600 {FILE}-wal 600"
    assert says(f"import os; os.umask(0); {script}", home) == files
    assert mode(home) == 0o700


def test_a_folder_of_the_persons_own_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    says(CONNECT, tmp_path)
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / FILE) == 0o600


def test_the_folder_is_the_platforms_or_the_chosen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_data_path

    monkeypatch.setenv("ILIUM_HOME", "~/somewhere")
    assert home_folder() == Path.home() / "somewhere"
    monkeypatch.delenv("ILIUM_HOME")
    assert home_folder() == user_data_path("ilium", appauthor=False)


def test_commits_are_on_the_disk_and_rules_are_kept(home: Path) -> None:
    with connection.cursor() as cursor:
        for pragma, expected in (
            ("journal_mode", "wal"),
            ("synchronous", 2),  # FULL
            ("foreign_keys", 1),
            ("busy_timeout", 20_000),
            ("secure_delete", 1),
        ):
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone() == (expected,), pragma
    assert connection.transaction_mode == "IMMEDIATE"


def test_connecting_again_changes_nothing(home: Path) -> None:
    person = people.default_person()
    before = (home / FILE).stat()
    connect()
    connect()
    assert people.default_person() == person
    assert (home / FILE).stat() == before


def test_disconnecting_folds_the_log_into_the_file(home: Path) -> None:
    people.default_person()
    assert (home / f"{FILE}-wal").stat().st_size > 0
    disconnect()
    assert not (home / f"{FILE}-wal").exists()
    assert people.default_person() == people.DEFAULT_PERSON


def test_importing_the_store_loads_no_django(tmp_path: Path) -> None:
    script = "import sys, ilium.store; print([m for m in sys.modules if m.startswith('django')])"
    assert says(script, tmp_path) == "[]"
    assert list(tmp_path.iterdir()) == []


def test_connecting_loads_neither_the_web_nor_the_migrations(tmp_path: Path) -> None:
    says(CONNECT, tmp_path)
    script = CONNECT + (
        "import sys; print([m for m in ('django.urls', 'django.http', 'django.db.migrations',"
        "'django.core.management', 'django.contrib', 'logging.config') if m in sys.modules])"
    )
    assert says(script, tmp_path) == "[]"


def test_forms_can_be_deferred_and_still_work(tmp_path: Path) -> None:
    script = (
        "from ilium.store.startup import defer_forms; defer_forms(); defer_forms();"
        + CONNECT
        + "import sys; print('django.forms.models' in sys.modules);"
        "from ilium.store.models import Person;"
        "print(Person._meta.get_field('created').formfield().label);"
        "from django.forms import DateTimeField, Form; print(issubclass(DateTimeField, object));"
        "print('django.forms.models' in sys.modules)"
    )
    assert says(script, tmp_path).split() == ["False", "Created", "True", "True"]


def test_nothing_else_of_the_process_is_touched(tmp_path: Path) -> None:
    """Neither a Django project of the person's own, nor the time zone, nor the environment."""
    script = (
        "import os, time; before = dict(os.environ);" + CONNECT + "from datetime import datetime;"
        "assert dict(os.environ) == before;"
        "print(time.tzname[0], datetime.now().astimezone().tzname())"
    )
    printed = says(script, tmp_path, DJANGO_SETTINGS_MODULE="their.settings", TZ="Asia/Tokyo")
    assert printed == "JST JST"


def test_a_web_projects_own_settings_stand(tmp_path: Path) -> None:
    script = (
        "from django.conf import settings; from pathlib import Path; import os;"
        "settings.configure(INSTALLED_APPS=['django.contrib.contenttypes', 'ilium.store'],"
        "DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3',"
        "'NAME': Path(os.environ['ILIUM_HOME']) / 'web.sqlite3'}}, USE_TZ=True);"
        "import django; django.setup();" + CONNECT + "from ilium.store import people;"
        "print(people.default_person() == people.DEFAULT_PERSON)"
    )
    assert says(script, tmp_path) == "True"
    assert (tmp_path / "web.sqlite3").exists()
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "contents", [b"not a database at all, but long enough" * 100, b"\0" * 5000]
)
def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / FILE).write_bytes(contents)
    said = says(REFUSED, tmp_path)
    assert said.startswith(f"StoreUnavailable {tmp_path / FILE} is damaged or is not an Ilium")
    assert (tmp_path / FILE).read_bytes() == contents


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = says(REFUSED, tmp_path / "file" / "ilium")
    assert "StoreUnavailable Ilium cannot use" in said
    assert "not a directory" in said
    assert "set ILIUM_HOME" in said


NOBODY = """
import os
if os.geteuid() == 0:
    from ilium.store.connection import _configure, database_file
    _configure()
    database_file()
    import django.core.files.locks, ilium.store.schema
    os.setgid(65534)
    os.setuid(65534)
"""
"""Root may write anywhere, so that a test that is run by root becomes someone else: one who may
not even read Python's own files, which are therefore imported first."""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("existing", [False, True])
def test_a_read_only_folder_is_said(existing: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if existing:
            says(CONNECT, folder)
            (folder / FILE).chmod(0o444)
        folder.chmod(0o555)
        try:
            said = says(NOBODY + REFUSED, folder)
        finally:
            folder.chmod(0o755)
    assert "StoreUnavailable Ilium cannot use" in said
    assert "permission denied" in said
    assert "Make its folder readable and writable, or set ILIUM_HOME" in said


def test_a_database_that_is_held_is_said(home: Path) -> None:
    other = sqlite3.connect(home / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StoreUnavailable, match=r"Another program holds .*; nothing was saved"):
            people.default_person()
    finally:
        other.close()
    assert people.default_person() == people.DEFAULT_PERSON


def _save_until_it_fails(person: UUID) -> None:
    for n in range(1000):
        people.save_athlete(person, Athlete(days=n % 2 + 1))


def test_a_full_disk_is_said_and_nothing_is_kept(home: Path) -> None:
    person = people.default_person()

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreUnavailable, match=r"is full; nothing was saved\. Make room"):
        _save_until_it_fails(person)
    assert 0 < len(people.athlete_revisions(person)) < 1000
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 100000")
    people.save_athlete(person, Athlete(days=4))
    assert people.current_athlete(person) == Athlete(days=4)
