"""The shape of the database: migrated forward and back, and never from the future."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.store.examples import NOW, thrust

from ilium.store import NewerDatabase, connect, people, schema, sets, transfer


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("store_")}


def test_the_migrations_make_the_models(db: None) -> None:
    said = StringIO()
    call_command("makemigrations", "store", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_down_to_nothing_and_up_again(home: Path) -> None:
    person = people.default_person()
    sets.record_set(person, thrust(), event=uuid4(), recorded_at=NOW)
    before = tables()
    call_command("migrate", "store", "zero", verbosity=0)
    assert tables() == set()
    assert schema.applied() == frozenset()
    connect()
    assert tables() == before
    assert schema.is_current()
    assert b'"id"' not in transfer.export(people.default_person())


def test_an_older_database_keeps_what_is_in_it(home: Path) -> None:
    person = people.default_person()
    sets.record_set(person, thrust(), event=uuid4(), recorded_at=NOW)
    before = transfer.export(person)
    call_command("migrate", "store", "0001", verbosity=0)
    assert not schema.is_current()
    connect()
    assert transfer.export(person) == before


def test_the_shipped_names_are_djangos(db: None) -> None:
    recorded = MigrationRecorder(connection).applied_migrations()
    assert schema.applied() == {name for app, name in recorded if app == "store"}
    assert schema.shipped() == schema.applied()


def test_a_newer_database_is_refused_and_left_alone(home: Path) -> None:
    MigrationRecorder(connection).record_applied("store", "9999_from_the_future")
    with pytest.raises(NewerDatabase) as raised:
        connect()
    assert "newer Ilium (schema 9999_from_the_future, this one knows up to 0004" in str(
        raised.value
    )
    assert "9999_from_the_future" in schema.applied()


def test_an_older_database_is_migrated(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrated: list[bool] = []
    migrate: Callable[[], None] = schema.migrate
    monkeypatch.setattr(schema, "migrate", lambda: (migrated.append(True), migrate()))
    connect()
    assert migrated == []
    call_command("migrate", "store", "zero", verbosity=0)
    connect()
    assert migrated == [True]


def test_a_migration_is_recorded_in_its_own_transaction(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a process that is killed in between leaves tables that no one knows of."""
    recorded: list[tuple[str, bool]] = []
    record = MigrationRecorder.record_applied

    def watch(recorder: MigrationRecorder, app: str, name: str) -> None:
        recorded.append((name, connection.in_atomic_block))
        record(recorder, app, name)

    call_command("migrate", "store", "zero", verbosity=0)
    monkeypatch.setattr(MigrationRecorder, "record_applied", watch)
    connect()
    assert recorded == [(name, True) for name in sorted(schema.shipped())]


def test_other_peoples_migrations_do_not_matter(home: Path) -> None:
    """A web project shares the table."""
    MigrationRecorder(connection).record_applied("auth", "0099_whatever")
    assert schema.is_current()


def test_the_check_costs_one_query(home: Path, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        connect()
