"""kill -9 of the guided session: nothing that was confirmed is lost, nothing is doubled."""

import contextlib
import json
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from running import COMMAND, environment

KILLS = 100
HOMES = 2  # as many at a time as the smallest machine has cores
LONGEST_LIFE_SECONDS = 1.5

KEPT = re.compile(r"Kept: (?:left |right )?(\d+)(?: s)? × .*?(?:, (\d+) in reserve)")


def test_nothing_confirmed_is_lost_and_nothing_is_doubled(tmp_path: Path) -> None:
    homes = [tmp_path / str(number) for number in range(HOMES)]
    with ThreadPoolExecutor(HOMES) as pool:
        confirmed = list(pool.map(lambda home: _torment(home, KILLS // HOMES), homes))
    assert sum(map(len, confirmed)) > KILLS, "the sessions were killed before they did anything"
    for home, tokens in zip(homes, confirmed, strict=True):
        stored = _stored(home)
        assert not [token for token, times in stored.items() if times > 1]
        assert set(tokens) <= set(stored)
        # What is stored and was never confirmed was cut off between the disk and the screen.
        assert len(stored) - len(tokens) <= KILLS // HOMES


def _torment(home: Path, kills: int) -> list[tuple[int, int]]:
    """Train in sessions that are killed; the (reps, reserve) pairs that were confirmed."""
    home.mkdir()
    moments = random.Random(home.name)
    # Long enough that the programme does not end before the last kill.
    plan = ["plan", "--weeks", "16", "--days", "4", "--equipment", "all", "--adopt", "--json"]
    subprocess.run([*COMMAND, *plan], env=environment(home), check=True, capture_output=True)
    numbers = count()
    confirmed: list[tuple[int, int]] = []
    for _ in range(kills):
        confirmed += _train_until_killed(home, moments, numbers)
    return confirmed


def _train_until_killed(
    home: Path, moments: random.Random, numbers: "count[int]"
) -> list[tuple[int, int]]:
    process = subprocess.Popen(
        [*COMMAND, "session", "--no-rests"],
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
    reader.start()
    _wait_for_prompt(lines, process)
    deadline = time.monotonic() + moments.uniform(0, LONGEST_LIFE_SECONDS)
    try:
        while time.monotonic() < deadline and process.poll() is None:
            number = next(numbers)
            # Every set that is typed is one of a kind, so that it can be told apart later.
            process.stdin.write(f"{number % 190 + 1} {number // 190}\n")
            process.stdin.flush()
            time.sleep(moments.uniform(0, 0.05))
    except BrokenPipeError:
        pass  # the session came to its end
    process.kill()
    # A session that came to its end before it was killed ended well.
    assert process.wait(30) in (0, -signal.SIGKILL)
    reader.join(30)
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    process.stdout.close()
    found = (KEPT.search(line) for line in lines)
    return [(int(f[1]), int(f[2])) for f in found if f]


def _wait_for_prompt(lines: list[str], process: "subprocess.Popen[str]") -> None:
    """Until the session has greeted: start-up is killed too, but not every time."""
    limit = time.monotonic() + 20
    while not lines and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.01)
    assert lines or process.poll() is not None, "the session waits without a word"


def _stored(home: Path) -> Counter[tuple[int, int]]:
    done = subprocess.run(
        [*COMMAND, "history", "--json"],
        env=environment(home),
        check=True,
        capture_output=True,
        text=True,
    )
    sets = json.loads(done.stdout)["sets"]
    return Counter((s["reps"] or s.get("seconds"), s["rir"]) for s in sets)
