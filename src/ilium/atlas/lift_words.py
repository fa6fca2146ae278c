"""What an entry was simulated with, in words: the load, the time that it took, and which leg."""

import re

from ilium.atlas.model import Entry
from ilium.exercises.model import Variant
from ilium.exercises.movement import Contact, Movement, Support

OWN_MAXIMUM = "The weight is the model's own ten-repetition maximum, no load for you."
OWN_MAXIMA = (
    "Weights of Ilium's exercises are the model's own ten-repetition maxima, no loads for you."
)

WEIGHED = re.compile(r"([\d.]+) kg (.+)")

FEET = ("foot", "heel", "ball")
LEG = (*FEET, "instep", "ankle", "calf", "knee", "thigh", "hip_l", "hip_r")
"""How the names of a leg's points begin."""

CARRIED = (Support.BODY, Support.MACHINE)
"""What a leg touches and moves along with: such a contact does not hold it in its place."""

SLOWED = 0.1
"""Seconds: as exactly as a time is shown."""


def kilograms(entry: Entry) -> float | None:
    """The kilograms of a catalogue's variant, which are the model's own maximum; None without."""
    found = WEIGHED.match(entry.load)
    return float(found[1]) if found and not entry.study else None


def load_text(entry: Entry) -> str:
    """The load as a person takes it, in half kilograms.

    A study's load is its own and stays: 2.25 kg may be a share of body weight.

    >>> load_text(Entry(valid=False, problem="It tips.", load="44.59 kg stack"))
    '44.5 kg stack'
    """
    found, known = WEIGHED.match(entry.load), kilograms(entry)
    if found is None or known is None:
        return entry.load
    return f"{round(2 * known) / 2 or known:g} kg {found[2]}"


def seconds_text(entry: Entry, variant: Variant | None = None) -> str:
    """How long a repetition takes, and what the tempo says where the model needs longer."""
    if not entry.seconds:
        return "held"
    shown = round(entry.seconds, 1)
    wanted = sum(map(float, variant.tempo.split("-"))) if variant else shown
    slowed = f", slowed from {wanted:g} s" if shown >= wanted + SLOWED / 2 else ""
    return f"{shown:g} s a repetition{slowed}"


def leg_text(entry: Entry, variant: Variant | None = None) -> str:
    """Whose muscles are shown, and what that leg does where the legs differ."""
    role = _role(variant.movement, entry.limb) if variant and variant.movement else ""
    return f"{entry.limb} leg" + (f" (the {role} one)" if role else "")


def _role(movement: Movement, limb: str) -> str:
    """What a leg does that the other does not; empty where both do the same."""
    lasting = [c for c in movement.contacts if c.phase is None and c.on not in CARRIED]
    held = {c.at.value[-1] for c in lasting if c.at.startswith(LEG)}
    if len(held) == 1:
        on_feet = all(map(_upright, lasting))
        return ("standing" if on_feet else "supporting") if limb[0] in held else "moving"
    return "working" if movement.side == limb else ""


def _upright(contact: Contact) -> bool:
    """Whether who has this contact may stand: on a foot, or with a hand on something to hold."""
    return contact.at.startswith(FEET) or contact.on is Support.RAIL
