"""What a person takes along: the programme as a calendar, its secret address, sessions to carry."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from ilium.diary.sitting import Sitting
from ilium.interchange.planned import Appointment, CalendarSettings, agenda, current_week
from ilium.interchange.records import ProgrammeRevision
from ilium.outlook import Outlook
from ilium.training.prescription import SetTarget
from ilium.training.schedule import Position

if TYPE_CHECKING:
    from ilium.interchange.paper import Sheet  # what only some commands need is imported by them

NextSets = tuple[Position, dict[str, tuple[SetTarget, ...]]]
"""The place of the session that comes next, and the sets that are prescribed in it, by variant."""


class Calendars(Sitting):
    """The part of a diary behind calendar, watch and paper."""

    def agenda(self, active: ProgrammeRevision) -> tuple[Appointment, ...]:
        """Every session of the programme with its day."""
        return agenda(active, self._begun(active), self.today, self.zone)

    def calendar(self, settings: CalendarSettings) -> bytes:
        """The programme as an iCalendar document; one without events if there is no programme."""
        return self.dated_calendar(settings)[0]

    def dated_calendar(self, settings: CalendarSettings) -> tuple[bytes, datetime | None]:
        """The calendar, and when it last became another; None without a programme.

        It changes with the programme, with each session that is done, and with the day, because
        sessions that were missed wait.
        """
        from ilium.interchange import calendar  # its library is slow to import

        active = self.programme()
        if active is None:
            return calendar.written(calendar.empty_calendar()), None
        begun = self._begun(active)
        midnight = datetime.combine(self.today, time(), self.zone)
        found = calendar.calendar(active, begun, self.today, settings, self.catalogue)
        return found, max(active.created, midnight, *begun.values())

    def sheets(
        self, active: ProgrammeRevision, week: int | None = None
    ) -> tuple[int, "tuple[Sheet, ...]"]:
        """A week, the one that the person is in if none is named, and its sessions for paper."""
        from ilium.interchange.paper import sheet

        outlook = self.outlook()
        place, targets = self._next_sets(outlook) or (None, {})
        athlete = outlook.athlete or active.athlete
        sessions = self.agenda(active)
        week = week or current_week(sessions)
        return week, tuple(
            sheet(one, self.catalogue, athlete, targets if one.place == place else None)
            for one in sessions
            if one.week.week == week
        )

    def workouts(
        self, active: ProgrammeRevision, week: int, day: int | None = None
    ) -> dict[str, bytes]:
        """The sessions of a week as FIT files, by the names of the files; or one of them."""
        from ilium.interchange import fit  # its library is slow to import

        outlook = self.outlook()
        place, targets = self._next_sets(outlook) or (None, {})
        athlete = outlook.athlete or active.athlete
        return {
            fit.file_name(one): fit.workout(
                one,
                active.created,
                athlete,
                self.catalogue,
                targets if one.place == place else None,
            )
            for one in self.agenda(active)
            if one.week.week == week and day in (None, one.session.day)
        }

    def _next_sets(self, outlook: Outlook) -> NextSets | None:
        """What is prescribed for the session under way, or for the next one; None without one."""
        visit = outlook.visit(self.zone, self.catalogue)
        if visit is not None:
            place, found = (visit.week.week, visit.session.day), visit.stations
        else:
            planned = outlook.next_up(self.today, self.zone)
            if planned is None:
                return None
            place = (planned.week.week, planned.session.day)
            found = outlook.preview(planned, self.today, self.zone, self.catalogue)
        return place, {one.variant.id: one.prescription.sets for one in found}

    # The secret address

    def calendar_link(self) -> Any:
        """The address that calendars read, without its secret; None if there is none."""
        return self._calendars().calendar_link(self.person)

    def new_calendar_link(self, settings: CalendarSettings) -> str:
        """The secret of a new address, which is told only now; the address before it is ended."""
        return self._calendars(writing=True).new_calendar_link(self.person, settings, at=self.now())

    def change_calendar_link(self, settings: CalendarSettings) -> None:
        """Lay the sessions otherwise; the address stays as it is.

        Raises:
            NotFound: there is no address.
        """
        self._calendars(writing=True).change_calendar_link(self.person, settings, at=self.now())

    def end_calendar_link(self) -> bool:
        """End the address; whether there was one."""
        return self._calendars(writing=True).end_calendar_link(self.person)

    def _begun(self, active: ProgrammeRevision) -> dict[Position, datetime]:
        return self._open().sessions.finished_at(self.person, active.origin)

    def _calendars(self, *, writing: bool = False) -> Any:
        self._writing() if writing else self._open()
        from ilium.store import calendars

        return calendars
