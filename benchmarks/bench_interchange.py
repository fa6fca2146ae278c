"""Files of other programs: how many rows a second are read, and what it takes of memory.

Each format is read from a file of 200,000 rows in a process of its own, so that the greatest memory
(peak RSS) is that format's. "Held" is what stays in memory of the reading itself: the peak without
the file and without Python and its modules, which are there before it.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from interchange.database import database

ROWS = 200_000
"""Thirty years of four sessions a week with 30 sets each."""

SETS_A_WORKOUT = 30
EXERCISES = ("Hip Thrust (Barbell)", "Hip Abduction (Machine)", "Side Plank", "Squat (Barbell)")


class Made:
    """Invented training: row `number` of a history, the same for every format."""

    def __init__(self, number: int) -> None:
        self.number = number
        workout, self.place = divmod(number, SETS_A_WORKOUT)
        self.start = datetime(2001, 1, 1, 17, 30) + timedelta(days=workout)  # noqa: DTZ001
        self.exercise = EXERCISES[self.place // 8 % len(EXERCISES)]
        self.order = self.place % 8 + 1
        self.weight = 20 + number % 160 * 0.5
        self.reps = 5 + number % 11
        self.note = "slow, and every rep held for a second" if number % 10 == 0 else ""


def strong_a(row: Made) -> str:
    """Strong's oldest format."""
    return (
        f'{row.start},"Glutes",1h 5m,"{row.exercise}",{row.order},{row.weight},{row.reps},0,0,'
        f'"{row.note}","",8'
    )


def strong_b(row: Made) -> str:
    """Strong's format with units."""
    return (
        f'{row.start};"Glutes";"{row.exercise}";{row.order};{row.weight};kg;{row.reps};8;;;0;'
        f'"{row.note}";"";1h 5m'
    )


def strong_c(row: Made) -> str:
    """Strong's newest format, in pounds."""
    return (
        f'"1";"{row.start}";"Glutes";"3900";"{row.exercise}";"{row.order}";"{row.weight}";'
        f'"{row.reps}";"8";"";"";"{row.note}";""'
    )


def hevy(row: Made) -> str:
    """Hevy's format."""
    start, end = (f"{when:%d %b %Y, %H:%M}" for when in (row.start, row.start + timedelta(hours=1)))
    return (
        f'"Glutes","{start}","{end}","","{row.exercise}",,"{row.note}",{row.order - 1},"normal",'
        f"{row.weight},{row.reps},,,8"
    )


def fitnotes(row: Made) -> str:
    """FitNotes' format."""
    return f'{row.start:%Y-%m-%d},{row.exercise},Legs,{row.weight},kgs,{row.reps},,,,"{row.note}"'


def wger(row: Made) -> str:
    """An entry of wger's log."""
    return (
        f'{{"id": {row.number}, "date": "{row.start:%Y-%m-%dT%H:%M:%SZ}", '
        f'"session": {row.number // SETS_A_WORKOUT}, "routine": 1, "iteration": 1, '
        f'"slot_entry": 1, "next_log": null, "exercise": {row.place // 8}, "repetitions_unit": 1, '
        f'"repetitions": "{row.reps}.00", "repetitions_target": "8.00", "weight_unit": 1, '
        f'"weight": "{row.weight:.2f}", "weight_target": null, "rir": "2.0", "rir_target": null, '
        f'"rest": 120, "rest_target": null}}'
    )


TABLES: dict[str, tuple[str, Callable[[Made], str]]] = {
    "Strong A": (
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
        "Workout Notes,RPE",
        strong_a,
    ),
    "Strong B": (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;"
        "Distance Unit;Seconds;Notes;Workout Notes;Workout Duration",
        strong_b,
    ),
    "Strong C": (
        '"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";'
        '"Weight (lbs)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"',
        strong_c,
    ),
    "Hevy": (
        '"title","start_time","end_time","description","exercise_title","superset_id",'
        '"exercise_notes","set_index","set_type","weight_kg","reps","distance_km",'
        '"duration_seconds","rpe"',
        hevy,
    ),
    "FitNotes": (
        "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment",
        fitnotes,
    ),
}
FORMATS = (*TABLES, "wger")


def lines_of(name: str, rows: int) -> Iterator[str]:
    """The lines of a file in that format."""
    if name == "wger":
        yield '{"count": 0, "next": null, "previous": null, "results": ['
        for number in range(rows):
            yield wger(Made(number)) + ("," if number < rows - 1 else "]}")
        return
    header, line = TABLES[name]
    yield header
    for number in range(rows):
        yield line(Made(number))


def write_file(path: Path, name: str, rows: int = ROWS) -> None:
    """A file with that many sets in that format."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines_of(name, rows))


def read_file(path: Path) -> None:
    """Read a file in this process; print rows, CPU seconds, and memory before and after in KB."""
    from ilium.interchange.foreign import ForeignSet
    from ilium.interchange.reading import detect, needs_unit, read
    from ilium.loads import Unit

    data = path.read_bytes()
    before = _peak()
    began = time.process_time()
    source = detect(data)
    unit = Unit.KILOGRAMS if needs_unit(data, source) else None
    count = sum(isinstance(found, ForeignSet) for found in read(data, source, unit))
    print(count, time.process_time() - began, before, _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def reading() -> None:
    """Print the table of reading."""
    print(f"reading {ROWS:,} rows, CPU time: from bytes to sets, nothing kept\n")
    print(f"{'format':<10} {'MB':>6} {'s':>6} {'rows/s':>9} {'peak MB':>8} {'held MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name in FORMATS:
            path = Path(folder) / name
            write_file(path, name)
            done = subprocess.run(
                [sys.executable, __file__, "read", str(path)],
                check=True,
                capture_output=True,
                text=True,
            )
            count, seconds, before, peak = map(float, done.stdout.split())
            assert count == ROWS, (name, count)
            print(
                f"{name:<10} {path.stat().st_size / 1e6:>6.1f} {seconds:>6.2f} "
                f"{count / seconds:>9,.0f} {peak / 1024:>8.0f} {(peak - before) / 1024:>8.0f}"
            )
            path.unlink()


def main() -> None:
    """Print the tables."""
    reading()
    database()


if __name__ == "__main__":
    if sys.argv[1:2] == ["read"]:
        read_file(Path(sys.argv[2]))
    else:
        main()
