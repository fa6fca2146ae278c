"""Who the person is, and the programme that they follow."""

from uuid import UUID

from ilium.diary.opening import Opened
from ilium.interchange.records import (
    ProgrammeRevision,
)
from ilium.interchange.records import session_id as session_id
from ilium.planning.athlete import Athlete, with_wishes_of
from ilium.planning.programme import Programme
from ilium.training.schedule import Position, first_start, goes_on


class Following(Opened):
    """The part of a diary behind the plan."""

    def athlete(self) -> Athlete | None:
        """The person as they last described themselves."""
        return self._open().people.current_athlete(self.person)

    def save_athlete(self, athlete: Athlete) -> None:
        """Keep a new description; older ones stay in the diary."""
        self._writing().people.save_athlete(self.person, athlete, at=self.now())

    def programme(self) -> ProgrammeRevision | None:
        """The programme that the person trains by."""
        return self._open().programmes.active_programme(self.person)

    def adopt(
        self, programme: Programme, athlete: Athlete, *, id: UUID | None = None
    ) -> ProgrammeRevision:
        """Train by a new programme from its first day on. `id` is its own, made if not given."""
        if athlete != self.athlete():
            self.save_athlete(athlete)
        start = first_start(programme, self.today)
        return self._writing().programmes.save_programme(
            self.person, programme, athlete, start, at=self.now(), id=id
        )

    def change(
        self, programme: Programme, athlete: Athlete, *, id: UUID | None = None
    ) -> ProgrammeRevision:
        """Train by another programme: at the same place if it goes on, else from its first day."""
        active = self.programme()
        if active is None or not goes_on(active.programme, programme, self.finished(active)):
            return self.adopt(programme, athlete, id=id)
        if athlete != self.athlete():
            self.save_athlete(athlete)
        return self.revise(active, programme, athlete, id=id)

    def former(self, active: ProgrammeRevision) -> ProgrammeRevision | None:
        """The programme before the active one, None if it is the first."""
        return self._open().programmes.programme_before(self.person, active)

    def undo(
        self, active: ProgrammeRevision, *, id: UUID | None = None
    ) -> ProgrammeRevision | None:
        """Go back to the programme before the active one, at the place that it was at.

        The wishes become those that it was planned from. None if there is none before it.
        """
        former = self.former(active)
        if former is None:
            return None
        known = self.athlete()
        if known is not None:
            wished = with_wishes_of(known, former.athlete)
            if wished != known:
                self.save_athlete(wished)
        return self.revise(former, former.programme, id=id)

    def revise(
        self,
        active: ProgrammeRevision,
        programme: Programme,
        athlete: Athlete | None = None,
        *,
        id: UUID | None = None,
    ) -> ProgrammeRevision:
        """Put a changed programme in the place of the active one, at the same place in it."""
        return self._writing().programmes.save_programme(
            self.person,
            programme,
            athlete or active.athlete,
            active.start,
            at=self.now(),
            origin=active.origin,
            id=id,
        )

    def finished(self, active: ProgrammeRevision) -> frozenset[Position]:
        """The positions of the programme that are done."""
        return self._open().sessions.finished_positions(self.person, active.origin)
