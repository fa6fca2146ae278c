"""Several processes at once, and processes that die."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from tests.conftest import environment
from tests.store.examples import DAY, NOW

from ilium.store import connect, health, models, people, sets

RECORDER = Path(__file__).with_name("recorder.py")
ROOT = Path(__file__).parents[2]
KILLS = 30
LONGEST_LIFE_SECONDS = 0.3
PATIENCE_SECONDS = 60


def start(*command: str, home: Path) -> subprocess.Popen[bytes]:
    """A Python process whose standard output is a pipe."""
    return subprocess.Popen(
        [sys.executable, *command],
        env=environment(home, PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[bytes]) -> bytes:
    """What the process printed; it has to end well."""
    printed, complaint = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, complaint.decode()
    return printed


def test_many_first_starts_at_once_make_one_database(tmp_path: Path) -> None:
    script = (
        "import sys; from ilium.store import connect; import django.core.management;"
        "import django.db.models, django.db.migrations.executor, django.db.backends.sqlite3.base;"
        "print('ready', flush=True); sys.stdin.readline(); connect();"
        "from ilium.store.people import default_person; print(default_person())"
    )
    for attempt in range(2):
        home = tmp_path / str(attempt)
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", script],
                env=environment(home),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(6)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.flush()
        assert {finish(process).decode().strip() for process in processes} == {
            str(people.DEFAULT_PERSON)
        }


WRITE = """
import sys
from uuid import uuid4
from datetime import timedelta
from ilium.store import connect
connect()
from ilium.store.people import default_person
from ilium.store.sets import record_set
from tests.store.examples import NOW, thrust
for number in range(100):
    record_set(default_person(), thrust(NOW + timedelta(seconds=number), note=sys.argv[1]),
               event=uuid4(), recorded_at=NOW)
"""


def test_writers_at_once_lose_nothing(home: Path) -> None:
    processes = [start("-c", WRITE, label, home=home) for label in ("a", "b", "c")]
    for process in processes:
        finish(process)
    kept = sets.sets_between(people.default_person(), NOW, NOW + DAY)
    assert Counter(performed.note for performed in kept) == {"a": 100, "b": 100, "c": 100}


def _record_until_killed(label: str, home: Path, moment: float) -> list[UUID]:
    """The ids that the recorder said were kept before it was killed."""
    process = start(str(RECORDER), label, home=home)
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
    assert ready, "the recorder did not start"
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    printed, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == -signal.SIGKILL
    whole_lines = printed.decode().split("\n")[:-1]
    return [UUID(line) for line in whole_lines]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_no_set_that_was_acknowledged_is_lost_when_the_process_is_killed(home: Path) -> None:
    moments = random.Random(20261123)
    acknowledged: list[UUID] = []
    for attempt in range(KILLS):
        moment = moments.uniform(0, LONGEST_LIFE_SECONDS)
        acknowledged += _record_until_killed(str(attempt), home, moment)
    assert len(acknowledged) > KILLS, "they were killed before they did anything"
    connect()
    kept = Counter(models.SetEvent.objects.values_list("set_id", flat=True))
    assert set(acknowledged) <= kept.keys()
    assert set(kept.values()) == {1}
    # Each process may have been killed between the disk and the pipe, once.
    assert len(kept) - len(acknowledged) <= KILLS
    assert len(sets.sets_between(people.default_person(), NOW, NOW + DAY)) == len(kept)
    assert all(finding.ok for finding in health.check())


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_first_start_that_is_killed_is_made_good_by_the_next(tmp_path: Path) -> None:
    moments = random.Random(7)
    for attempt in range(5):
        home = tmp_path / str(attempt)
        process = start("-c", "from ilium.store import connect; connect()", home=home)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not home.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(moments.uniform(0, 0.2))
        process.kill()
        process.communicate(timeout=PATIENCE_SECONDS)
        script = (
            "from ilium.store import connect; connect(); from ilium.store import health;"
            "print(all(finding.ok for finding in health.check()))"
        )
        assert finish(start("-c", script, home=home)).strip() == b"True"
