"""What `ilium doctor` is told about the store."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.store.examples import MINUTE, NOW, thrust

from ilium.store import health, models, people, sets
from ilium.store.home import FILE


def faults() -> list[str]:
    return [finding.sentence for finding in health.check() if not finding.ok]


def test_a_sound_store_is_found_sound(home: Path) -> None:
    person = people.default_person()
    performed = thrust()
    for version in range(2):
        sets.record_set(person, performed, event=uuid4(), recorded_at=NOW + version * MINUTE)
    found = health.check()
    assert all(finding.ok for finding in found)
    said = " ".join(finding.sentence for finding in found)
    assert str(home / FILE) in said
    assert "The schema is current (0004_device_time)." in said
    assert "The database file is sound." in said
    assert "0 programmes, 0 sessions and 1 sets" in said


def test_in_memory_there_is_no_folder_to_look_at(person: object) -> None:
    assert all(finding.ok for finding in health.check())


def test_a_newer_schema_is_found(home: Path) -> None:
    MigrationRecorder(connection).record_applied("store", "9999_from_the_future")
    assert "newer Ilium" in faults()[0]


def test_an_older_schema_is_found(home: Path) -> None:
    MigrationRecorder(connection).record_unapplied("store", "0004_device_time")
    assert faults() == ["The schema is old; the next command brings it up."]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_others_can_read_is_found(home: Path) -> None:
    (home / FILE).chmod(0o644)
    assert "chmod 600" in faults()[0]


def test_a_row_without_its_person_is_found(home: Path) -> None:
    with connection.constraint_checks_disabled():
        models.AthleteRevision.objects.create(
            person_id=uuid4(), created=NOW, version=1, document="{}"
        )
    assert "refers to one that is not there" in faults()[0]


def test_a_damaged_file_is_found(home: Path) -> None:
    person = people.default_person()
    for n in range(200):
        sets.record_set(person, thrust(NOW + n * MINUTE), event=uuid4(), recorded_at=NOW)
    connection.close()
    file = home / FILE
    contents = bytearray(file.read_bytes())
    middle = len(contents) // 2 // 4096 * 4096
    contents[middle : middle + 4096] = os.urandom(4096)
    file.write_bytes(contents)
    assert any("damaged" in fault for fault in faults())
