"""A prescription on the terminal and as JSON: what to do, with what, and why."""

from typing import Any

from rich.padding import Padding
from rich.text import Text

from ilium.cli.programme_view import WEEKDAYS
from ilium.cli.screen import console
from ilium.exercises.model import Role
from ilium.loads import Inventory, Load, LoadKind, Unit, load_text, weight_text
from ilium.planning.programme import Session, Sides, Week
from ilium.reasons import sentence
from ilium.training.loadable import plates_per_side
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prescription import SetTarget
from ilium.training.session import Station

KINDS_IN_HAND = {LoadKind.DUMBBELL: "dumbbell", LoadKind.KETTLEBELL: "kettlebell"}


def session_heading(week: Week, session: Session, weeks: int) -> Text:
    """`Week 2 of 6, Monday  57.5 min`, with a word when it is a deload."""
    light = ", deload" if week.deload else ""
    return Text.assemble(
        (f"Week {week.week} of {weeks}{light}, {WEEKDAYS[session.weekday]}", "bold"),
        (f"  about {session.minutes:.0f} min", "quiet"),
    )


def show_stations(items: tuple[Station, ...], inventory: Inventory, unit: Unit, why: bool) -> None:
    """Every item of the session with today's target; the load's reason below it."""
    role: Role | None = None
    for station in items:
        if station.role is not role:
            role = station.role
            console.print(f"\n[bold]{role.value.capitalize()}[/bold]")
        console.print(Padding(Text(station.variant.name), (0, 0, 0, 2)))
        console.print(Padding(station_line(station, unit), (0, 0, 0, 4)))
        reasons = station.prescription.reasons if why else station.prescription.reasons[:1]
        for reason in reasons:
            console.print(Padding(Text(sentence(reason, unit), style="quiet"), (0, 0, 0, 4)))
        plates = plates_text(station, inventory, unit)
        if plates:
            console.print(Padding(Text(plates, style="quiet"), (0, 0, 0, 4)))


def station_line(station: Station, unit: Unit) -> Text:
    """`3 x 8-10 a side at 12 kg, stop with 1-3 in reserve`."""
    working = [s for s in station.prescription.sets if s.kind is SetKind.WORKING]
    ramps = [
        s
        for s in station.prescription.sets
        if s.kind is SetKind.RAMP and s.side is not Side.RIGHT  # the sides lead up alike
    ]
    if not working:
        return Text("left out today")
    first = working[0]
    each = station.item.sides is Sides.EACH
    count = len(working) // 2 if each else len(working)
    line = Text(f"{count} x {target_text(first)}", style="bold")
    line.append(" a side" if each else "", style="bold")
    line.append(f" {at_text(first.load, unit)}" if first.load else ", find the load first")
    line.append(f", {effort_text(station.role, first)}", style="quiet")
    if ramps:
        up = ", ".join(f"{target_text(s)} x {load_text(s.load, unit)}" for s in ramps if s.load)
        line.append(f"; first {up}", style="quiet")
    return line


def target_text(target: SetTarget) -> str:
    """`8-10`, or `20-40 s` for a hold; one number where both ends agree."""
    low, high = target.reps or target.seconds or (0, 0)
    unit = " s" if target.seconds else ""
    return f"{low}{unit}" if low == high else f"{low}-{high}{unit}"


def at_text(load: Load, unit: Unit) -> str:
    """How the load is taken: `at 60 kg`, `with a 12 kg dumbbell`, `with bodyweight`."""
    if load.kind in KINDS_IN_HAND:
        return f"with {load_text(load, unit)} ({KINDS_IN_HAND[load.kind]})"
    if load.kind is LoadKind.BAND:
        return f"with the {load_text(load, unit)}"
    if load.kind in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        return f"with {load_text(load, unit)}"
    return f"at {load_text(load, unit)}"


def effort_text(role: Role, target: SetTarget) -> str:
    """How hard: reps that could still be done at the end of the set."""
    if role is Role.ACTIVATION or target.rir is None:
        return "easy and slow"
    low, high = target.rir
    return (
        f"stop with {low}-{high} reps in reserve" if low != high else f"stop with {low} in reserve"
    )


def plates_text(station: Station, inventory: Inventory, unit: Unit) -> str:
    """The plates on each end of the bar for the working sets; empty for other loads."""
    load = next((s.load for s in station.prescription.sets if s.kind is SetKind.WORKING), None)
    return plates_for(load, inventory, unit)


def plates_for(load: Load | None, inventory: Inventory, unit: Unit) -> str:
    """`On each end: 20 + 10 kg`; empty unless the load is on a bar that these plates make."""
    if load is None or load.kind is not LoadKind.BARBELL:
        return ""
    try:
        plates = plates_per_side(load, inventory)
    except ValueError:
        return ""
    if not plates:
        return "The bar alone."
    return "On each end: " + " + ".join(weight_text(plate, unit) for plate in plates)


def set_text(performed: PerformedSet, unit: Unit) -> str:
    """A set that was done: `left 10 x 12 kg, 2 in reserve`."""
    side = "" if performed.side is Side.BOTH else f"{performed.side.value} "
    count = f"{performed.seconds} s" if performed.seconds is not None else f"{performed.reps}"
    reserve = "" if performed.rir is None else f", {performed.rir} in reserve"
    ramp = ", ramp" if performed.kind is SetKind.RAMP else ""
    hurt = f", hurt: {performed.pain.value.replace('_', ' ')}" if performed.pain else ""
    return f"{side}{count} x {load_text(performed.load, unit)}{reserve}{ramp}{hurt}"


def station_document(station: Station, inventory: Inventory, unit: Unit) -> dict[str, Any]:
    """A station as JSON; loads as data and as text, reasons with their inputs and sentence."""
    prescription = station.prescription
    return {
        "exercise": station.item.exercise,
        "modifiers": list(station.item.modifiers),
        "variant": station.variant.id,
        "name": station.variant.name,
        "sides": station.item.sides,
        "tempo": prescription.tempo,
        "rest_s": prescription.rest_s,
        "sets": [_target_document(target, unit) for target in prescription.sets],
        "plates_text": plates_text(station, inventory, unit) or None,
        "reasons": [
            {"code": r.code, "inputs": r.inputs, "text": sentence(r, unit)}
            for r in prescription.reasons
        ],
        "estimates": {
            side: {"e1rm_kg": round(e.kilograms, 1), "deviation_kg": round(e.deviation, 1)}
            for side, e in prescription.estimates.items()
        },
        "suggest": prescription.suggest,
    }


def _target_document(target: SetTarget, unit: Unit) -> dict[str, Any]:
    load = target.load
    return {
        "kind": target.kind,
        "side": target.side,
        "load": load,
        "load_text": load_text(load, unit) if load else None,
        "reps": target.reps,
        "seconds": target.seconds,
        "rir": target.rir,
    }
