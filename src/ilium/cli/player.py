"""The guided session at the terminal: one set at a time, every one kept before the next."""

from collections.abc import Callable, Sequence
from uuid import uuid4

import msgspec
from rich.padding import Padding
from rich.text import Text

from ilium.anatomy import TARGETS, region_name
from ilium.cli.ask import Named, pick
from ilium.cli.clock import pace, rest_until
from ilium.cli.prescription_view import station_line
from ilium.cli.screen import COLOURS, bullet, console, indented
from ilium.cli.set_entry import Entry, parse_entry
from ilium.diary import Diary
from ilium.exercises.model import Limit, Role
from ilium.loads import Equipment, Load, LoadKind
from ilium.outlook import Outlook, Visit
from ilium.phrases import (
    FELT,
    PAIN_NAMES,
    at_text,
    effort_text,
    plates_for,
    set_text,
    target_text,
)
from ilium.planning import Athlete, Programme, swap
from ilium.planning.words import WEEKDAY_NAMES
from ilium.reasons import sentence
from ilium.training import is_light
from ilium.training.performed import Pain, PerformedSet, SetKind, Side
from ilium.training.session import Station, Step, as_it_stands, next_step, sets_at

HELP = """\
Type what you did, then Enter: reps, and how many you could still have done.
  10 2         10 reps, 2 more would have been possible
  10 2 15kg    the same with another load (a band by its name: 10 2 medium)
Or one of these:
  why   the reasons    cues  how to do it    tempo  count the set for you
  swap  other exercise  pain  it hurts        skip   leave the rest of it out
  undo  take back the last set   back  take back the last swap or skip
  quit  stop here, go on later"""

GREETING = "In reserve: reps you could still have done. Type [bold]help[/bold] at any prompt."

EXPECTED_CODES = frozenset({"as_planned", "same_as_other_side"})
"""Reasons of a set that need no words: nothing has changed."""

SUBSTITUTES = 4
"""Offered at once: more than can be weighed up between two sets helps nobody."""


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The person stops here and goes on later."""


class Player:
    """Takes a person through a visit. All that it knows is in the diary, so it can die any time."""

    def __init__(self, diary: Diary, outlook: Outlook, visit: Visit, *, rests: bool) -> None:
        self.diary, self.visit, self.rests = diary, visit, rests
        self.athlete = outlook.athlete or Athlete()
        self.unit = self.athlete.unit
        self._introduced: tuple[Role | None, str | None] = (None, None)

    def run(self) -> None:
        """Go through the session to its end, or until the person stops."""
        console.print(GREETING, style="quiet")
        try:
            while (step := self._next()) is not None:
                self._do(step)
            self.finish()
        except (Quit, EOFError):
            done = len(self.visit.done)
            kept = "1 set is" if done == 1 else f"{done} sets are"
            console.print(f"\nStopped here; {kept} kept. [bold]ilium session[/bold] goes on.")

    def finish(self) -> None:
        """End the session and say what comes next time."""
        self.diary.finish(self.visit)
        if not self.visit.done:
            console.print(f"\n[bold]Nothing was done[/bold]{self._waits()}.")
            return
        working = [s for s in self.visit.done if s.kind is SetKind.WORKING]
        console.print(f"\n[bold]Session done[/bold]: {len(working)} working sets.")
        for station in self._after():
            console.print(Padding(Text(station.variant.name, style="bold"), (0, 0, 0, 2)))
            console.print(Padding(station_line(station, self.unit), (0, 0, 0, 4)))
            for reason in station.prescription.reasons[:1]:
                text = Text(sentence(reason, self.unit), style="quiet")
                console.print(Padding(text, (0, 0, 0, 4)))

    def _waits(self) -> str:
        """What becomes of a session in which nothing was done: its place is still the next."""
        planned = self.diary.outlook().next_up(self.diary.today, self.diary.zone)
        place = (self.visit.week.week, self.visit.session.day)
        if planned is None or (planned.week.week, planned.session.day) != place:
            return ", so it does not count"
        return f"; {WEEKDAY_NAMES[planned.session.weekday]} stays next"

    def _after(self) -> tuple[Station, ...]:
        """The next session with the same items, as it stands after today."""
        planned = self.diary.outlook().after(self.visit)
        if planned is None:
            return ()
        console.print("Next time:")
        day = max(planned.planned, self.diary.today)
        outlook = self.diary.outlook_for(planned.session)
        return outlook.preview(planned, day, self.diary.zone, self.diary.catalogue)

    def _next(self) -> Step | None:
        return next_step(self.visit.stations, self.visit.done, self.visit.skipped, self.athlete)

    def _do(self, step: Step) -> None:
        station = self.visit.stations[step.station]
        self._introduce(station)
        if step.rest_until is not None and self.rests:
            label = "Change sides" if self._changes_side(step, station) else "Rest"
            rest_until(step.rest_until, self.diary.now, label)
        if step.reason.code not in EXPECTED_CODES:
            self._say(sentence(step.reason, self.unit))
        console.print(self._target_line(step, station))
        self._enter(step, station)

    def _changes_side(self, step: Step, station: Station) -> bool:
        own = sets_at(station, self.visit.done)
        return bool(own) and own[-1].side is Side.LEFT and step.target.side is Side.RIGHT

    def _introduce(self, station: Station) -> None:
        """The block's and the item's heading, once each."""
        role, name = self._introduced
        if station.role is not role:
            place = list(Role).index(station.role) + 1
            console.rule(f"{station.role.value.capitalize()}  {place} of 3", align="left")
        if (station.role, station.variant.id) != (role, name):
            self._card(station)
        self._introduced = (station.role, station.variant.id)

    def _card(self, station: Station) -> None:
        console.print(f"\n[bold]{station.variant.name}[/bold]")
        console.print(Padding(station_line(station, self.unit), (0, 0, 0, 2)))
        for reason in station.prescription.reasons[:1]:
            self._say(sentence(reason, self.unit))
        last = station.history.sets[-1:]
        if last:
            day = last[0].at.astimezone(self.diary.zone).date()
            before = [s for s in station.history.sets if s.session == last[0].session]
            before = [s for s in before if s.kind is SetKind.WORKING]
            self._say(
                f"Last time ({day:%d %b}): " + "; ".join(set_text(s, self.unit) for s in before)
            )
        self._cues(station, brief=True)

    def _say(self, text: str) -> None:
        indented(text, style="quiet")

    def _cues(self, station: Station, brief: bool = False) -> None:
        cues = station.variant.exercise.cues
        lines = (
            (*cues.setup, *cues.execution) if not brief else (*cues.setup[:1], *cues.execution[:2])
        )
        for line in (*lines, *(m.cue for m in station.variant.modifiers)):
            bullet(line)
        if not brief:
            for fault in cues.faults:
                bullet(f"{fault.fault} {fault.fix}", mark="!")

    def _target_line(self, step: Step, station: Station) -> Text:
        target = step.target
        side = "" if target.side is Side.BOTH else f" {target.side.value}"
        what = "Ramp set" if target.kind is SetKind.RAMP else f"Set {step.number} of {step.total}"
        line = Text(f"\n{what}{side}: ", style="bold")
        line.append(f"{target_text(target)}", style="bold")
        if target.load is not None:
            line.append(f" {at_text(target.load, self.unit)}")
        if target.kind is SetKind.WORKING:
            line.append(f", {effort_text(station.role, target)}", style="quiet")
        plates = plates_for(target.load, self.athlete.inventory, self.unit)
        line.append(f"\n  {plates}" if plates else "", style="quiet")
        return line

    def _enter(self, step: Step, station: Station) -> None:
        """Ask until a set is kept or the plan of the session has changed."""
        while True:
            said = console.input("  > ").strip()
            word, place = [*said.split(maxsplit=1), "", ""][:2]
            if word.lower() == "pain" and place:
                done = self._pain(step, station, place)
            else:
                command = self._commands.get(said.lower())
                done = command(step, station) if command else self._keep(said, step, station)
            if done:
                return

    @property
    def _commands(self) -> dict[str, Callable[[Step, Station], bool]]:
        """What can be typed in place of a set. True means: find anew what comes next."""
        return {
            "help": self._help,
            "?": self._help,
            "why": self._why,
            "cues": self._all_cues,
            "tempo": self._tempo,
            "skip": self._skip,
            "undo": self._undo,
            "back": self._back,
            "swap": self._swap,
            "pain": self._pain,
            "quit": self._quit,
            "q": self._quit,
        }

    def _keep(self, said: str, step: Step, station: Station) -> bool:
        """Keep the set that was typed; False, with a word why, if it cannot be read."""
        try:
            entry = parse_entry(said, step.target, self.athlete)
            performed = self._performed(entry, step, station)
        except ValueError as error:
            console.print(f"  {error}")
            return False
        kept = self.diary.record(performed)
        console.print(Text(f"  Kept: {set_text(kept, self.unit)}", style="quiet"))
        self.visit = self.diary.refreshed(self.visit)
        if station.role is Role.ACTIVATION and self._is_last(station):
            self._felt(kept)
        return True

    def _performed(
        self, entry: Entry, step: Step, station: Station, pain: Pain | None = None
    ) -> PerformedSet:
        target = step.target
        return PerformedSet(
            id=uuid4(),
            variant=station.variant.id,
            side=target.side,
            load=entry.load,
            reps=entry.reps,
            seconds=entry.seconds,
            rir=entry.rir,
            pain=pain,
            at=self.diary.now(),
            role=station.role,
            kind=target.kind,
            deload=self.visit.week.deload or is_light(station.prescription),
            session=self.visit.record.id,
            target_reps=target.reps,
            target_rir=target.rir,
        )

    def _is_last(self, station: Station) -> bool:
        """Whether the station is done."""
        step = self._next()
        return step is None or self.visit.stations[step.station].variant.id != station.variant.id

    def _felt(self, kept: PerformedSet) -> None:
        """Where the drill was felt: the point of a drill is to find the muscle."""
        console.print("  Where did you feel it most? Enter leaves it open.")
        for number, (region, place) in enumerate(FELT.items(), 1):
            line = Text(f"    {number}  {place} ")
            line.append(f"({region_name(region)})", style=COLOURS.get(region, "quiet"))
            console.print(line)
        answer = console.input("  > ").strip()
        if not answer.isdigit() or not 1 <= int(answer) <= len(FELT):
            return
        region = list(FELT)[int(answer) - 1]
        self._correct(kept, felt=region)
        if region not in TARGETS:
            self._say("Then go slower with less load, and read the cues once more.")

    def _correct(self, performed: PerformedSet, **changes: object) -> None:
        self.diary.correct(msgspec.structs.replace(performed, **changes))
        self.visit = self.diary.refreshed(self.visit)

    def _help(self, _step: Step, _station: Station) -> bool:
        console.print(HELP, markup=False)
        return False

    def _why(self, _step: Step, station: Station) -> bool:
        for reason in station.prescription.reasons:
            self._say(sentence(reason, self.unit))
        return False

    def _all_cues(self, _step: Step, station: Station) -> bool:
        self._cues(station)
        return False

    def _tempo(self, step: Step, station: Station) -> bool:
        _, most = step.target.reps or (1, 1)
        pace(station.prescription.tempo, most)
        return False

    def _quit(self, _step: Step, _station: Station) -> bool:
        raise Quit

    def _skip(self, _step: Step, station: Station) -> bool:
        self.visit = self.diary.skip(self.visit, station.variant.id)
        console.print(f"  Left out for today: {station.variant.name}.")
        return True

    def _undo(self, _step: Step, _station: Station) -> bool:
        if not self.visit.done:
            console.print("  There is no set to take back.")
            return False
        last = max(self.visit.done, key=lambda s: s.at)
        self.diary.remove(last.id)
        self.visit = self.diary.refreshed(self.visit)
        console.print(f"  Taken back: {set_text(last, self.unit)}")
        return True

    def _back(self, _step: Step, _station: Station) -> bool:
        visit = self.diary.take_back(self.visit)
        if visit is None:
            console.print("  There is no swap or skip to take back.")
            return False
        self.visit = visit
        console.print("  Taken back. Your sets stay as they are.")
        return True

    def _swap(self, _step: Step, station: Station) -> bool:
        needs = station.variant.setup_for(self.athlete.equipment)
        busy = frozenset(needs.needs) if needs else frozenset[Equipment]()
        return self._exchange(station, busy=busy)

    def _pain(self, step: Step, station: Station, said: str = "") -> bool:
        """Note where it hurts and end the exercise; `said` is what was typed of it already."""
        console.print("  Stop this exercise.")
        place = self._place(said)
        if place is None:
            console.print("  Nothing noted.")
            return False
        self._note_pain(step, station, place)
        if place.limit is None:
            console.print("  Noted. Ilium cannot judge this pain. See a doctor or physiotherapist.")
        else:
            noted = f"Noted: {PAIN_NAMES[place]}."
            indented(f"{noted} If it lasts or comes back, see a doctor or physiotherapist.")
        if place.limit is None or not self._exchange(station, pain=place.limit):
            self.visit = self.diary.skip(self.visit, station.variant.id)
            console.print("  The rest of it is left out for today.")
        return True

    def _place(self, said: str) -> Pain | None:
        """Where it hurts; None if it does not. A report is never dropped for how it is typed."""
        places = tuple(PAIN_NAMES.items())
        if said:
            try:
                return places[pick(said, places)][0]
            except ValueError:
                pass  # the places are shown and asked for below
        console.print("  Where does it hurt?")
        for number, (_, name) in enumerate(places, 1):
            console.print(f"    {number}  {name}")
        chosen = _picked(places)
        return None if chosen is None else places[chosen][0]

    def _note_pain(self, step: Step, station: Station, place: Pain) -> None:
        """Mark the last set of the exercise, or keep a set of 0 reps if there is none yet."""
        own = sets_at(station, self.visit.done)
        if own:
            self._correct(own[-1], pain=place)
            return
        load = step.target.load or Load(LoadKind.NONE)
        timed = step.target.seconds is not None
        entry = Entry(load=load, reps=None if timed else 0, seconds=0 if timed else None, rir=None)
        self.diary.record(self._performed(entry, step, station, pain=place))
        self.visit = self.diary.refreshed(self.visit)

    def _exchange(
        self,
        station: Station,
        busy: frozenset[Equipment] = frozenset(),
        pain: Limit | None = None,
    ) -> bool:
        """Offer substitutes for the item, in today's session only."""
        found = swap(
            self._programme_today(),
            self.athlete,
            self.visit.session.day,
            station.variant.id,
            busy=busy,
            pain=pain,
            week=self.visit.week.week,
        )[:SUBSTITUTES]
        if not found:
            console.print("  Nothing suitable stands in for it with what you have.")
            return False
        console.print("  In its place, best first (Enter keeps things as they are):")
        ids = [substitute.item.variant for substitute in found]
        options = [(id, self.diary.catalogue.variant(id).name) for id in ids]
        for number, substitute in enumerate(found, 1):
            console.print(f"    {number}  {options[number - 1][1]}")
            for reason in substitute.reasons[:1]:
                indented(sentence(reason, self.unit), 7, style="quiet")
        chosen = _picked(options)
        if chosen is None:
            return False
        new = found[chosen].item
        self.visit = self.diary.swap_today(self.visit, station.variant.id, new)
        return True

    def _programme_today(self) -> Programme:
        """The programme with this session as it stands after today's swaps."""
        revision = self.diary.outlook().under_way_programme
        assert revision is not None, "a visit has its programme"
        return as_it_stands(revision.programme, self.visit.week.week, self.visit.session)


def _picked(options: Sequence[Named]) -> int | None:
    """The place of the option that is answered, asked for until it is clear; None for Enter."""
    while answer := console.input("  > ").strip():
        try:
            return pick(answer, options)
        except ValueError as error:
            indented(str(error))
    return None
