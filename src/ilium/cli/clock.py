"""Waiting at the terminal: rests counted to a deadline, and a set counted at its tempo."""

import select
import sys
import time
from collections.abc import Callable
from datetime import datetime

from rich.live import Live
from rich.text import Text

from ilium.cli.screen import console

TICK_SECONDS = 0.2
BAR = 24


def rest_until(deadline: datetime, now: Callable[[], datetime], label: str) -> None:
    """Count down to a deadline; Enter goes on at once.

    A deadline rather than ticks: a machine that slept comes back to the right second.
    """
    total = (deadline - now()).total_seconds()
    if total <= 0:
        return
    with Live(console=console, refresh_per_second=5, transient=True) as live:
        while (left := (deadline - now()).total_seconds()) > 0:
            live.update(_countdown(left, total, label))
            if _enter_pressed(min(TICK_SECONDS, left)):
                break
    console.bell()


def _countdown(left: float, total: float, label: str) -> Text:
    filled = round(BAR * left / total)
    minutes, seconds = divmod(int(left + 0.999), 60)
    return Text.assemble(
        (f"  {label} {minutes}:{seconds:02d} ", "bold"),
        ("█" * filled + "·" * (BAR - filled), "quiet"),
        ("  Enter goes on", "quiet"),
    )


def pace(tempo: str, reps: int) -> None:
    """Count a set at its tempo: lift, hold, lower, for each rep. Enter ends it."""
    phases = [
        (word, int(seconds))
        for word, seconds in zip(("lift", "hold", "lower"), tempo.split("-"), strict=True)
        if int(seconds)
    ]
    began, elapsed = time.monotonic(), 0
    with Live(console=console, refresh_per_second=10, transient=True) as live:
        for rep in range(1, reps + 1):
            for word, seconds in phases:
                elapsed += seconds
                while (left := began + elapsed - time.monotonic()) > 0:
                    second = seconds - int(left)
                    live.update(Text.assemble((f"  {rep:>2}  ", "bold"), f"{word:<6}{second}"))
                    if _enter_pressed(min(0.1, left)):
                        return


def _enter_pressed(seconds: float) -> bool:
    """Whether a line was typed within that time.

    Where the keyboard cannot be waited for (a console without select), it only waits.
    """
    try:
        ready, _, _ = select.select([sys.stdin], [], [], seconds)
    except (OSError, ValueError):
        time.sleep(seconds)
        return False
    if ready:
        sys.stdin.readline()
    return bool(ready)
