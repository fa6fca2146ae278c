"""A file of 200,000 sets on its way into the database and out again.

Half of the sets are for the upper glutes and half are other training. Every step runs in a process
of its own, from the start of Python to its end, on a data folder of its own. Beside it stand what
Python needs to split the same file into cells and do nothing else, and what Django needs to insert
as many rows of the same tables with `bulk_create`, without reading any file.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

ROWS = 200_000
SETS_A_WORKOUT = 20
EXERCISES = (
    "Hip Thrust (Barbell)",
    "Bench Press (Barbell)",
    "Romanian Deadlift (Barbell)",
    "Bicep Curl (Dumbbell)",
)
HEADER = (
    "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;"
    "Seconds;Notes;Workout Notes;Workout Duration"
)
STEPS = {
    "split": "cells of the file, by csv alone",
    "bulk": "rows by bulk_create alone",
    "look": "look at it",
    "take": "take it in",
    "again": "take it in again",
    "undo": "undo",
}


def lines(rows: int = ROWS) -> Iterator[str]:
    """Strong's file, two workouts a day."""
    yield HEADER
    for number in range(rows):
        workout, place = divmod(number, SETS_A_WORKOUT)
        start = datetime(2008, 1, 1, 7, 30) + timedelta(hours=12 * workout)  # noqa: DTZ001
        exercise = EXERCISES[place // 5]
        yield (
            f"{start};Legs;{exercise};{place % 5 + 1};{20 + number % 160 * 0.5};kg;"
            f"{5 + number % 11};{8 if number % 3 else ''};0;m;0;;;1h 5m"
        )


def split(path: Path) -> int:
    """Split the file into cells, and forget them."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file, delimiter=";")) - 1


def bulk() -> int:
    """Insert rows of the three tables as an import would, by Django's `bulk_create`."""
    from ilium.store import connect

    connect()
    from django.db import transaction

    from ilium.store import models
    from ilium.store.people import default_person

    person, start = default_person(), datetime(2008, 1, 1, tzinfo=UTC)
    begun = [start + timedelta(hours=12 * number) for number in range(ROWS // SETS_A_WORKOUT)]
    ids = [uuid4() for _ in begun]
    plain = {"person_id": person, "kind": "working", "grams": 60_000, "reps": 8, "note": ""}
    ours = {
        "removed": False,
        "variant": "hip_thrust",
        "side": "both",
        "load_kind": "barbell",
        "role": "heavy",
        "deload": False,
    }
    with transaction.atomic():
        models.TrainingSession.objects.bulk_create(
            models.TrainingSession(id=id, person_id=person, started_at=at, zone="UTC")
            for id, at in zip(ids, begun, strict=True)
        )
        for number in range(0, len(ids), 100):
            some = list(zip(ids[number : number + 100], begun[number : number + 100], strict=True))
            half = range(SETS_A_WORKOUT // 2)
            models.SetEvent.objects.bulk_create(
                models.SetEvent(
                    set_id=uuid4(), session_id=id, recorded_at=at, at=at, **plain, **ours
                )
                for id, at in some
                for _ in half
            )
            models.OtherSet.objects.bulk_create(
                models.OtherSet(session_id=id, exercise="Bench Press (Barbell)", at=at, **plain)
                for id, at in some
                for _ in half
            )
    return ROWS


def through_the_diary(name: str, path: Path) -> int:
    """One step as the command line does it; the rows that it was about."""
    from ilium.diary import Diary

    with Diary(zone="Europe/Berlin") as diary:
        if name == "undo":
            (intake,) = diary.intakes()
            undone = diary.undo_intake(intake.id)
            return undone.sets + undone.others
        data = path.read_bytes()
        if name == "look":
            tally = diary.look_at(data).tally
        else:
            tally = diary.take_in(data, file_name=path.name).tally
        return tally.here if name == "again" else tally.sets + tally.others


def step(name: str, path: Path) -> None:
    """Do one step; print its rows, the seconds of CPU, and the greatest memory in KB."""
    if name == "split":
        rows = split(path)
    else:
        rows = bulk() if name == "bulk" else through_the_diary(name, path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(rows, used.ru_utime + used.ru_stime, used.ru_maxrss)


def database() -> None:
    """Print the table."""
    print(f"\n{ROWS:,} sets of Strong into the database and out again, whole processes\n")
    print(f"{'step':<34} {'rows':>8} {'s':>6} {'CPU s':>6} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "strong.csv"
        path.write_text("\n".join(lines()) + "\n", encoding="utf-8")
        for name, words in STEPS.items():
            home = Path(folder) / ("bulk" if name == "bulk" else "home")
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, __file__, name, str(path)],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "ILIUM_HOME": str(home)},
            )
            seconds = time.perf_counter() - began
            rows, cpu, peak = map(float, done.stdout.split())
            assert rows == ROWS, (name, rows)
            print(f"{words:<34} {rows:>8,.0f} {seconds:>6.1f} {cpu:>6.1f} {peak / 1024:>8.0f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        step(sys.argv[1], Path(sys.argv[2]))
    else:
        database()
