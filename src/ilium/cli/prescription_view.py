"""A prescription on the terminal and as JSON: what to do, with what, and why."""

from typing import Any

from rich.padding import Padding
from rich.text import Text

from ilium.cli.screen import console
from ilium.exercises.model import Role
from ilium.loads import Inventory, Unit, load_text
from ilium.phrases import at_text, effort_text, plates_for, target_text
from ilium.planning.programme import Session, Sides, Week
from ilium.planning.words import WEEKDAY_NAMES
from ilium.reasons import sentence
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import SetTarget
from ilium.training.session import Station


def session_heading(week: Week, session: Session, weeks: int) -> Text:
    """`Week 2 of 6, Monday  57.5 min`, with a word when it is a deload."""
    light = ", deload" if week.deload else ""
    return Text.assemble(
        (f"Week {week.week} of {weeks}{light}, {WEEKDAY_NAMES[session.weekday]}", "bold"),
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
    """`3 × 8-10 a side at 12 kg, stop with 1-3 in reserve`."""
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
    line = Text(f"{count} × {target_text(first)}", style="bold")
    line.append(" a side" if each else "", style="bold")
    line.append(f" {at_text(first.load, unit)}" if first.load else ", find the load first")
    line.append(f", {effort_text(station.role, first)}", style="quiet")
    if ramps:
        up = ", ".join(f"{target_text(s)} × {load_text(s.load, unit)}" for s in ramps if s.load)
        line.append(f"; first {up}", style="quiet")
    return line


def plates_text(station: Station, inventory: Inventory, unit: Unit) -> str:
    """The plates on each end of the bar for the working sets; empty for other loads."""
    load = next((s.load for s in station.prescription.sets if s.kind is SetKind.WORKING), None)
    return plates_for(load, inventory, unit)


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
