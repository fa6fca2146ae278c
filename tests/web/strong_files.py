"""Files in Strong's shape, made for tests."""

from collections.abc import Iterable
from datetime import date, timedelta

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    "Notes,Workout Notes,RPE"
)
WITH_UNIT = HEADER.replace("Weight,", "Weight,Weight Unit,")

Row = tuple[str, float | str, int | str, str]
"""Exercise, weight, reps, RPE."""


def strong(days: Iterable[tuple[date, Iterable[Row]]], *, unit: str = "kg") -> bytes:
    """A file of workouts, one a day; it says its unit unless that is empty."""
    lines = [WITH_UNIT if unit else HEADER]
    said = f"{unit}," if unit else ""
    for day, rows in days:
        for number, (exercise, weight, reps, rpe) in enumerate(rows, 1):
            name = '"' + exercise.replace('"', '""') + '"'
            lines.append(
                f"{day} 18:00:00,Legs,1h 2m,{name},{number},{weight},{said}{reps},0,0,,,{rpe}"
            )
    return "\n".join([*lines, ""]).encode()


def hip_thrusts(last: date, *, sessions: int = 6, unit: str = "kg") -> bytes:
    """Weeks of hip thrusts, up to 90 kg on the last day, beside other training."""
    days = []
    for week in range(sessions):
        weight = max(20, 90 - 2.5 * (sessions - 1 - week))
        rows: list[Row] = [
            *[("Hip Thrust (Barbell)", weight, 8, "8")] * 3,
            ("Romanian Deadlift (Barbell)", 70, 10, "8"),
            *[("Hip Abduction (Machine)", 45, 15, "8")] * 2,
            ("Bench Press (Barbell)", 50, 8, ""),
            ("Leg Curl (Machine)", 40, 12, ""),
        ]
        days.append((last - timedelta(weeks=sessions - 1 - week), rows))
    return strong(days, unit=unit)


def many_names(names: Iterable[str], day: date = date(2026, 10, 5)) -> bytes:
    """One set of each."""
    return strong([(day, [(name, 20, 10, "") for name in names])])
