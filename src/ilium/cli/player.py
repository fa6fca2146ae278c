"""The guided session at the terminal: one set at a time, every one kept before the next."""

import select
import sys
import time
from collections.abc import Callable
from datetime import datetime

from rich.live import Live
from rich.text import Text

from ilium.cli.screen import console

TICK_SECONDS = 0.2


def rest_until(deadline: datetime, now: Callable[[], datetime], label: str) -> None:
    """Count down to a deadline; Enter goes on at once.

    A deadline rather than ticks: a machine that slept comes back to the right second.
    """
    if (deadline - now()).total_seconds() <= 0:
        return
    total = (deadline - now()).total_seconds()
    with Live(console=console, refresh_per_second=5, transient=True) as live:
        while (left := (deadline - now()).total_seconds()) > 0:
            live.update(_countdown(left, total, label))
            if _enter_pressed(min(TICK_SECONDS, left)):
                break
    if console.is_terminal:
        console.bell()


def _countdown(left: float, total: float, label: str) -> Text:
    filled = round(24 * left / total)
    minutes, seconds = divmod(int(left + 0.999), 60)
    return Text.assemble(
        (f"{label} {minutes}:{seconds:02d} ", "bold"),
        ("█" * filled + "·" * (24 - filled), "quiet"),
        ("  Enter goes on", "quiet"),
    )


def _enter_pressed(seconds: float) -> bool:
    """Whether a line came in within that time. Where waiting on the keyboard is not possible
    (a console without select), it only waits."""
    try:
        ready, _, _ = select.select([sys.stdin], [], [], seconds)
    except (OSError, ValueError):
        time.sleep(seconds)
        return False
    if ready:
        sys.stdin.readline()
    return bool(ready)


def pace(tempo: str, reps: int) -> None:
    """Count a set at its tempo: lift, hold, lower, for each rep. Enter ends it."""
    phases = [
        (word, int(seconds))
        for word, seconds in zip(("lift", "hold", "lower"), tempo.split("-"), strict=True)
        if int(seconds)
    ]
    started = time.monotonic()
    with Live(console=console, refresh_per_second=10, transient=True) as live:
        elapsed = 0
        for rep in range(1, reps + 1):
            for word, seconds in phases:
                elapsed += seconds
                while (left := started + elapsed - time.monotonic()) > 0:
                    count = seconds - int(left)
                    live.update(Text.assemble((f"{rep:>3}  ", "bold"), f"{word:<6}", f"{count}"))
                    if _enter_pressed(min(0.1, left)):
                        return
