"""The web on three years of one person's training, over HTTP, beside wger's figures.

A real server (`ilium serve`), a real database file, one client. "Cold" is right after a set was
posted, so nothing that was worked out before can be used again. The last part counts requests a
second with two workers; the clients share the machine's cores with them. wger's figures are those
of its 12-week routine with 432 logged sets on two cores; they were measured elsewhere, so the
ratio is the order of a difference, not the difference.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/web")]

from serving import Caller, Server  # noqa: E402

YEARS = 3
RUNS = 25
CLIENTS, SECONDS = 8, 8

WGER = {
    "session, cold": "1,200 ms, 247 queries",
    "post a set": "130-167 ms",
    "progress": "1,100-1,600 ms, 2,192 queries",
}

FILL = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "ilium.web.settings.single"
django.setup()
from ilium.store import connect
connect()
from ilium.store.people import default_person
from three_years import counts, train
train(default_person(), 3)
print(*counts(default_person()))
"""


def fill(home: Path) -> str:
    """Three years of training; the sessions and set rows that they are."""
    done = subprocess.run(
        [sys.executable, "-c", FILL],
        env={**os.environ, "ILIUM_HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path[:3])},
        capture_output=True,
        text=True,
        check=True,
    )
    return "{} sessions, {} set rows".format(*done.stdout.split())


def a_set() -> dict[str, Any]:
    """A new set, as the player sends it."""
    now, event = datetime.now(UTC).isoformat(), str(uuid4())
    performed = {
        "id": str(uuid4()),
        "variant": "hip_thrust",
        "side": "both",
        "load": {"kind": "barbell", "kilograms": "62.5"},
        "reps": 10,
        "rir": 2,
        "at": now,
        "role": "heavy",
    }
    record = {"id": event, "recorded_at": now, "performed": performed}
    return {"events": [{"type": "set", "id": event, "record": record}]}


def timed(work: Callable[[], object], before: Callable[[], object] | None = None) -> list[float]:
    """Milliseconds of each run; the first is left out, as it loads the server."""
    found = []
    for _ in range(RUNS + 1):
        if before is not None:
            before()
        begin = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - begin))
    return found[1:]


def page(caller: Caller, path: str) -> None:
    """Read a page."""
    status, _ = caller.ask("GET", path)
    assert status == 200, (path, status)


def latencies(caller: Caller) -> None:
    """Print the time of each kind of request."""

    def post() -> None:
        answer = caller.post("/api/v1/events", a_set())
        assert answer["results"][0]["status"] == "kept"

    rows = [
        ("session, cold", 50, timed(lambda: page(caller, "/session"), before=post)),
        ("session, warm", None, timed(lambda: page(caller, "/session"))),
        ("packet, cold", None, timed(lambda: page(caller, "/api/v1/session"), before=post)),
        ("today, cold", None, timed(lambda: page(caller, "/"), before=post)),
        ("post a set", 20, timed(post)),
        ("progress", 150, timed(lambda: page(caller, "/progress"), before=post)),
        ("plan", None, timed(lambda: page(caller, "/plan"))),
        ("history", None, timed(lambda: page(caller, "/history"))),
        ("exercise", None, timed(lambda: page(caller, "/learn/exercises/hip_thrust"))),
    ]
    print(f"{'':16} {'median':>9} {'p90':>9} {'target':>9}   wger")
    for name, target, times in rows:
        p90 = statistics.quantiles(times, n=10)[-1]
        goal = f"{target} ms" if target else "-"
        print(
            f"{name:16} {statistics.median(times):6.1f} ms {p90:6.1f} ms {goal:>9}   "
            f"{WGER.get(name, '-')}"
        )


def throughput(server: Server, caller: Caller) -> None:
    """Print requests a second: pages read, and sets posted."""
    kinds: list[tuple[str, Callable[[Caller], object]]] = [
        ("session pages", lambda one: page(one, "/session")),
        ("packets", lambda one: page(one, "/api/v1/session")),
        ("sets posted", lambda one: one.post("/api/v1/events", a_set())),
        ("exercise pages", lambda one: page(one, "/learn/exercises/hip_thrust")),
    ]
    print(f"\nRequests a second, two workers, {CLIENTS} clients on the same machine")
    for name, work in kinds:
        count = sum(_drive(server, caller, work))
        print(f"{name:16} {count / SECONDS:8.0f}")


def _drive(server: Server, signed_in: Caller, work: Callable[[Caller], object]) -> list[int]:
    counted = [0] * CLIENTS
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        caller = object.__new__(Caller)
        caller.server, caller.cookies = server, signed_in.cookies
        caller.connect()
        while time.monotonic() < end:
            work(caller)
            counted[number] += 1
        caller.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counted


def main() -> None:
    """Fill a data folder, serve it, ask."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        print(f"Three years of training: {fill(home)}\n")
        with Server(home) as server:
            caller = Caller(server)
            latencies(caller)
            caller.close()
        with Server(home, workers=2) as server:
            caller = Caller(server)
            throughput(server, caller)
            caller.close()


if __name__ == "__main__":
    main()
