"""A station of the session as the player is sent it."""

from datetime import tzinfo
from decimal import Decimal

import msgspec

from ilium.exercises import Catalogue
from ilium.loads import Unit, load_text, weight_text
from ilium.phrases import at_text, effort_text, set_text, target_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Sides
from ilium.training import is_light
from ilium.training.aim import Aim, aim_for
from ilium.training.easing import CALIBRATION_CODES
from ilium.training.loadable import ladder
from ilium.training.performed import PerformedSet, SetKind, Side
from ilium.training.prescription import Estimate, SetTarget
from ilium.training.session import Station
from ilium.web.player.explained import explained
from ilium.web.player.figures import figure
from ilium.web.player.packet import (
    Asked,
    Card,
    Figure,
    Harder,
    LastSet,
    LastTime,
    Loads,
    Maximum,
    PacketStation,
    Target,
)
from ilium.web.player.shelf import card, grams, loads, weight
from ilium.web.player.words import after_pain


class Writer:
    """Writes stations of one person, and gathers what they refer to, each thing once."""

    def __init__(self, athlete: Athlete, zone: tzinfo, catalogue: Catalogue) -> None:
        self.athlete, self.zone, self.catalogue = athlete, zone, catalogue
        self.cards: dict[str, Card] = {}
        self.figures: dict[str, Figure] = {}
        self.ladders: dict[str, Loads] = {}

    def station(self, station: Station, *, apart: int = 0) -> PacketStation:
        """A station; without the last `apart` of its reasons, which come with its place."""
        variant, prescription, item = station.variant, station.prescription, station.item
        aim = self._aim(station)
        if variant.id not in self.cards:
            self.cards[variant.id] = card(variant, self.athlete.limits)
        drawn = self.cards[variant.id].figure
        if drawn not in self.figures:
            self.figures[drawn] = figure(drawn)
        setup = variant.setup_for(self.athlete.equipment)
        reasons = prescription.reasons[: len(prescription.reasons) - apart]
        return PacketStation(
            role=station.role,
            variant=variant.id,
            sides=item.sides,
            needs=setup.needs if setup else (),
            tempo=prescription.tempo,
            rest_s=prescription.rest_s,
            minutes=item.minutes,
            line=line(station, self.unit),
            sets=tuple(map(_target, prescription.sets)),
            reasons=explained(reasons, variant.exercise, self.unit),
            last=self._last(station),
            estimates={
                side: _maximum(known, self.unit) for side, known in prescription.estimates.items()
            },
            aim=_asked(aim) if aim else None,
            ladder=aim.ladder.kind.value if aim else None,
            calibrating=prescription.reasons[0].code in CALIBRATION_CODES,
            light=is_light(prescription),
            after_pain=after_pain(item.sets, aim.ladder.kind if aim else None),
            suggest=self._harder(prescription.suggest),
            item="" if apart else msgspec.json.encode(item).decode(),
        )

    @property
    def unit(self) -> Unit:
        """The unit that weights are shown in."""
        return self.athlete.unit

    def _aim(self, station: Station) -> Aim | None:
        """The aim that `next_set` works with; the ladder goes on the shelf."""
        inventory, equipment = self.athlete.inventory, self.athlete.equipment
        setup = station.variant.setup_for(equipment)
        if setup is None:
            return None
        owned = ladder(setup.load, inventory, equipment)
        if not owned.values:
            return None
        self.ladders[setup.load.value] = loads(setup.load, inventory, equipment, self.unit)
        return aim_for(station.item, station.prescription.role, setup, owned)

    def _last(self, station: Station) -> LastTime | None:
        """The working sets of the last session with the variant."""
        past = station.history.sets
        latest = [one for one in past if _visit(one) == _visit(past[-1])]
        working = [one for one in latest if one.kind is SetKind.WORKING]
        if not working:
            return None
        return LastTime(
            date=working[-1].at.astimezone(self.zone).date(),
            sets=tuple(_last_set(one, self.unit) for one in working),
        )

    def _harder(self, exercise_id: str | None) -> Harder | None:
        if exercise_id is None:
            return None
        return Harder(exercise=exercise_id, name=self.catalogue.exercise(exercise_id).name)


def line(station: Station, unit: Unit) -> str:
    """`3 × 8-10 a side at 12 kg, stop with 1-3 in reserve`."""
    working = [s for s in station.prescription.sets if s.kind is SetKind.WORKING]
    if not working:
        return "left out today"
    first = working[0]
    each = station.item.sides is Sides.EACH
    number = len(working) // 2 if each else len(working)
    load = f" {at_text(first.load, unit)}" if first.load else ", find the load first"
    side = " a side" if each else ""
    effort = effort_text(station.role, first)
    return f"{number} × {target_text(first)}{side}{load}, {effort}{_lead(station, unit)}"


def _lead(station: Station, unit: Unit) -> str:
    """The ramp sets, once: the sides lead up alike."""
    ramps = [
        f"{target_text(one)} × {load_text(one.load, unit)}"
        for one in station.prescription.sets
        if one.kind is SetKind.RAMP and one.side is not Side.RIGHT and one.load
    ]
    return f"; first {', '.join(ramps)}" if ramps else ""


def _asked(aim: Aim) -> Asked:
    return Asked(
        low=aim.low, high=aim.high, rir=aim.rir, felt=aim.felt, lanes=aim.lanes, timed=aim.timed
    )


def _target(target: SetTarget) -> Target:
    return Target(
        kind=target.kind,
        side=target.side,
        load=weight(target.load) if target.load else None,
        reps=target.reps,
        seconds=target.seconds,
        rir=target.rir,
    )


def _maximum(known: Estimate, unit: Unit) -> Maximum:
    best, spread = (round(Decimal(n), 1) for n in (known.kilograms, known.deviation))
    return Maximum(
        grams=grams(best),
        deviation_grams=grams(spread),
        text=f"{weight_text(best, unit)}, give or take {weight_text(spread, unit)}",
    )


def _visit(done: PerformedSet) -> object:
    """What tells one exposure from another, as `training.exposure` gathers them."""
    return done.session or done.at.date()


def _last_set(done: PerformedSet, unit: Unit) -> LastSet:
    return LastSet(
        side=done.side,
        load=weight(done.load),
        reps=done.reps,
        seconds=done.seconds,
        rir=done.rir,
        text=set_text(done, unit),
    )
