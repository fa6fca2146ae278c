"""What other programs knew of the person, taken into the diary, and taken out again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ilium.anatomy import Region
from ilium.diary.opening import Opened
from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignSet, Problem, Source
from ilium.interchange.records import NameChoice
from ilium.interchange.sense import odd_export
from ilium.loads import Unit

if TYPE_CHECKING:
    from ilium.interchange.incoming import IntakeRecord, Proposal, Taken
    from ilium.interchange.names import Choice

ELSEWHERE_WEEKS = 4
"""Weeks of other training that an ordinary week is told from."""

TOLD_EVERY = 2000
"""Rows between two words on how far it is."""

Progress = Callable[[int], None]
"""Called now and then with the rows that were read so far."""


class TakingIn(Opened):
    """The part of a diary behind imports.

    What reads and names rows is imported when it is needed: it is no part of a short command.
    """

    def look_at(
        self,
        data: bytes,
        *,
        unit: Unit | None = None,
        choices: "Mapping[str, Choice] | None" = None,
        names: bytes | None = None,
        progress: Progress | None = None,
    ) -> "Proposal":
        """What taking a file in would do; nothing is written, the choices neither.

        Args:
            data: the contents of a file of any program that is known, or an Ilium export.
            unit: of its weights, where the file does not say; see `Proposal.unit_missing`.
            choices: what the person says that names in it are, by name.
            names: wger's second document, with the names of its exercises.
            progress: told how many rows were read.

        Raises:
            InvalidDocument: it is no such file; the message says what to do.
        """
        from ilium.interchange import reading
        from ilium.interchange.arriving import Survey
        from ilium.interchange.incoming import Proposal, Sorting

        source = reading.detect(data)
        if source is Source.ILIUM:
            return self._look_at_own(data)
        if unit is None and reading.needs_unit(data, source):
            return Proposal(source=source, unit_missing=True)
        survey, sorting = Survey(), Sorting(skip_bad=True)
        found = reading.read(data, source, unit or Unit.KILOGRAMS, names, survey.pass_over)
        rows = _told(found, progress)
        known, arrived = self._arrivals(source, rows, choices or {}, survey.add)
        tally = self._exchanging().intakes.tally(self.person, sorting.sound(arrived))
        return survey.proposal(source, known, tally, sorting.problems, sorting.faults)

    def take_in(
        self,
        data: bytes,
        *,
        file_name: str,
        unit: Unit | None = None,
        choices: "Mapping[str, Choice] | None" = None,
        skip_bad: bool = False,
        names: bytes | None = None,
        progress: Progress | None = None,
    ) -> "Taken":
        """Take a file in, all of it or nothing; what is here already is left as it is.

        The choices are kept for every later file. With `skip_bad` the lines at fault are left out,
        and the sets of names that nobody decided on.

        Raises:
            UnitMissing: the file has no unit, and none is given.
            FaultyLines: lines of it cannot be read; nothing was taken in.
            UndecidedNames: names in it are unclear; nothing was taken in.
            InvalidDocument: it is no such file.
            StoreError: it cannot be kept.
        """
        from ilium.interchange import reading
        from ilium.interchange.incoming import Sorting, Taken, UnitMissing

        source = reading.detect(data)
        if source is Source.ILIUM:
            return self._take_in_own(data, file_name)
        if unit is None and reading.needs_unit(data, source):
            raise UnitMissing
        sorting = Sorting(skip_bad=skip_bad)
        rows = _told(reading.read(data, source, unit or Unit.KILOGRAMS, names), progress)
        _, arrived = self._arrivals(source, rows, choices or {})
        self._wrote = True
        opened = self._exchanging()
        note = opened.intakes.IntakeNote(
            source=source,
            file_name=file_name,
            digest=sha256(data).hexdigest(),
            at=self.now(),
        )
        intake, tally = opened.intakes.take_in(
            self.person, sorting.sound(arrived), note, self._said(choices or {})
        )
        return Taken(intake=intake, tally=tally, skipped=sorting.skipped)

    def intakes(self) -> "tuple[IntakeRecord, ...]":
        """What was taken in and can be undone, newest first."""
        return self._exchanging().intakes.intakes(self.person)

    def undo_intake(self, id: UUID) -> "IntakeRecord":
        """Take out exactly what an import added, corrections of its sets included.

        A session in which other sets were done stays, and what the person said of names is kept.

        Raises:
            NotFound: there is no such import.
            Conflict: something that was made since stands on it; nothing was undone.
        """
        self._wrote = True
        return self._exchanging().intakes.undo_intake(self.person, id)

    def choices(self) -> tuple[NameChoice, ...]:
        """What the person said that names in other programs' files are, by name."""
        return self._open().name_choices.name_choices(self.person)

    def elsewhere(self, weeks: int = ELSEWHERE_WEEKS) -> dict[Region, float]:
        """Sets a week that other training gave to each muscle that the planner has a cap for.

        The mean of the last `weeks` weeks before today; regions with none are left out.
        """
        from ilium.interchange.arriving import weekly_elsewhere

        today = datetime.combine(self.today, datetime.min.time(), tzinfo=self.zone)
        worked = self._open().others.other_work(self.person, today - timedelta(weeks=weeks), today)
        return weekly_elsewhere(worked, weeks)

    def _arrivals(
        self,
        source: Source,
        rows: Iterable[ForeignSet | Problem],
        choices: "Mapping[str, Choice]",
        seen: Callable[[ForeignSet], None] | None = None,
    ) -> Any:
        """The names of a file, which are learnt on the way, and what becomes of its rows."""
        from ilium.interchange.arriving import Names, arrivals
        from ilium.interchange.names import Choice
        from ilium.interchange.translating import Translator, Whose

        whose = Whose(
            person=self.person,
            zone=self.zone_name,
            source=source,
            until=self.now() + timedelta(days=1),
        )
        kept = {one.name: Choice(variant=one.variant, load=one.load) for one in self.choices()}
        known = Names(self.catalogue, {**kept, **choices})
        return known, arrivals(rows, Translator(whose, self.catalogue), known, seen)

    def _said(self, choices: "Mapping[str, Choice]") -> tuple[NameChoice, ...]:
        """What the person says now, as it is kept."""
        from ilium.interchange.names import normalised

        return tuple(
            NameChoice(name=normalised(name), variant=one.variant, load=one.load, at=self.now())
            for name, one in choices.items()
        )

    def _look_at_own(self, data: bytes) -> "Proposal":
        from ilium.interchange.incoming import Proposal, Tally

        contents = self._sensible(data)
        new: Tally = self._exchanging().transfer.preview(self.person, data).tally
        days = [one.started_at.astimezone(self.zone).date() for one in contents.sessions]
        given = len(contents.sets) + len(contents.others)
        return Proposal(
            source=Source.ILIUM,
            first=min(days, default=None),
            last=max(days, default=None),
            tally=Tally(
                sessions=new.sessions,
                sets=new.sets,
                others=new.others,
                here=given - new.sets - new.others,
            ),
        )

    def _take_in_own(self, data: bytes, file_name: str) -> "Taken":
        from ilium.interchange.incoming import Taken, Tally

        contents = self._sensible(data)
        self._wrote = True
        imported, intake = self._exchanging().transfer.bring(
            self.person, data, file_name=file_name, at=self.now()
        )
        new: Tally = imported.tally
        here = len(contents.sets) + len(contents.others) - new.sets - new.others
        return Taken(
            intake=intake,
            tally=Tally(sessions=new.sessions, sets=new.sets, others=new.others, here=here),
        )

    def _sensible(self, data: bytes) -> own.Export:
        """The contents of an Ilium export, if all of it can be meant."""
        contents = own.decode(data)
        wrong = odd_export(contents, self.catalogue)
        if wrong is not None:
            raise InvalidDocument(f"This export cannot be taken in. {wrong}")
        return contents


def _told(
    rows: Iterable[ForeignSet | Problem], progress: Progress | None
) -> Iterator[ForeignSet | Problem]:
    """The rows, as they are; `progress` hears how many there were."""
    number = 0
    for number, row in enumerate(rows, start=1):
        if progress is not None and number % TOLD_EVERY == 0:
            progress(number)
        yield row
    if progress is not None:
        progress(number)
