"""`ilium today` on a long history: process time, and that it stays flat.

A person who has trained three years has about 10,000 sets; the second home has ten times as many.
"First" is the first call after a change of the database, which reads it through Django; "again" is
every call after that, which finds the copy of the outlook beside the database. The last column is
what reading every set would take instead, in the same process.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

RUNS = 9
SIZES = (10_000, 100_000)
TODAY = [sys.executable, "-c", "from ilium.cli.app import main; main()", "today"]

FILL = """
import sys
from benchmarks.bench_today import fill
fill(int(sys.argv[1]))
"""


def fill(count: int) -> None:
    """Adopt a common gym's programme and remember `count` sets of its variants over three years."""
    from decimal import Decimal

    from ilium.diary import Diary
    from ilium.interchange.records import SetEvent
    from ilium.loads import Equipment, Load, LoadKind
    from ilium.planning import Athlete, plan
    from ilium.training.performed import PerformedSet, Side

    with Diary() as diary:
        athlete = Athlete(equipment=frozenset(Equipment))
        active = diary.adopt(plan(athlete), athlete)
        from ilium.exercises.model import Role
        from ilium.store.models import SetEvent as Row
        from ilium.store.rows import event_row

        items = [
            (block.role, item.variant)
            for session in active.programme.weeks[0].sessions
            for block in session.blocks
            for item in block.items
        ]
        now = datetime.now(UTC)
        rows = []
        for number in range(count):
            role, variant = items[number // 3 % len(items)]
            at = now - timedelta(days=3 * 365) * (1 - number / count) - timedelta(days=2)
            performed = PerformedSet(
                id=uuid4(),
                variant=variant,
                side=Side.BOTH,
                load=Load(LoadKind.BARBELL, Decimal(40 + number % 40)),
                reps=8 + number % 4,
                rir=2,
                at=at,
                role=Role(role),
            )
            rows.append(
                event_row(diary.person, SetEvent(id=uuid4(), recorded_at=at, performed=performed))
            )
        Row.objects.bulk_create(rows, batch_size=1000)


def measure(home: Path, *, first: bool) -> float:
    """Process time (user and system) of one `ilium today`, in seconds."""
    if first:
        (home / "outlook.json").unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(TODAY, env=environment(home), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def environment(home: Path) -> dict[str, str]:
    """This environment with another home for Ilium."""
    return {**os.environ, "ILIUM_HOME": str(home), "COLUMNS": "80"}


def read_everything(home: Path) -> float:
    """Process time of turning every set of the home into values."""
    code = (
        "from time import process_time; from datetime import date; from ilium.diary import Diary;"
        "diary = Diary(); diary.programme(); t = process_time();"
        "diary.sets_since(date(2000, 1, 1)); print(process_time() - t)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    print(f"ilium today, process time in ms, median of {RUNS} (python alone: {_python():.0f} ms)\n")
    print(f"{'sets':>8} {'first':>8} {'again':>8} {'reading every set':>20}")
    medians: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            home = Path(folder) / str(size)
            subprocess.run(
                [sys.executable, "-c", FILL, str(size)],
                env={**environment(home), "PYTHONPATH": str(Path(__file__).parent.parent)},
                check=True,
            )
            first = statistics.median(measure(home, first=True) for _ in range(RUNS))
            measure(home, first=False)
            again = statistics.median(measure(home, first=False) for _ in range(RUNS))
            medians[size] = first
            every = read_everything(home)
            print(f"{size:>8,} {first * 1e3:>8.0f} {again * 1e3:>8.0f} {every * 1e3:>20.0f}")
    small, large = SIZES
    print(f"\nTen times the history costs {medians[large] / medians[small]:.2f} times as much.")


def _python() -> float:
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime)


if __name__ == "__main__":
    main()
