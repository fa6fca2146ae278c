"""What a file of another program would bring, and what it brought: the values of an import."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from ilium.anatomy import Region
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import Problem, Source
from ilium.interchange.names import Certainty, NameMatch
from ilium.interchange.translating import Arrival, Undecided

PROBLEMS_SHOWN = 100
"""Lines at fault that are shown one by one; a file with more is the wrong file."""


class NameUse(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a file: what it is taken for, in how many sets that are sound, and when last."""

    match: NameMatch
    sets: int
    last: date


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How much is new: sessions, sets for the upper glutes, sets of other training.

    `here` are sets that were there already, `differing` those of them that have other numbers
    here, which are left as they are.
    """

    sessions: int = 0
    sets: int = 0
    others: int = 0
    here: int = 0
    differing: int = 0


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What taking a file in would do; nothing is written yet.

    `unit_missing` tells that the file does not say whether it is in kilograms or pounds, and that
    the person has to. `elsewhere` are the sets a week that other training gave to the muscles
    that the planner has a cap for, over the last four weeks of the file. Of the faults the first
    `PROBLEMS_SHOWN` are in `problems`, `faults` counts all. `undone` are the sets with 0 reps,
    which are left out and are no fault.
    """

    source: Source
    unit_missing: bool = False
    first: date | None = None
    last: date | None = None
    names: tuple[NameUse, ...] = ()
    tally: Tally = Tally()
    elsewhere: dict[Region, float] = {}
    problems: tuple[Problem, ...] = ()
    faults: int = 0
    undone: int = 0

    @property
    def undecided(self) -> tuple[NameUse, ...]:
        """The names that the person has to decide on."""
        return tuple(use for use in self.names if use.match.certainty is Certainty.UNCLEAR)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. `intake` undoes it; None if there was nothing to add."""

    intake: UUID | None
    tally: Tally
    skipped: int = 0
    """Lines, or sets of names that nobody decided on, that were left out."""


class IntakeRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An import that can be undone: what came in, from where and when, and how much was new."""

    id: UUID
    at: datetime
    source: Source
    file_name: str
    sessions: int
    sets: int
    others: int


class UnitMissing(InvalidDocument):
    """The file does not say whether its weights are kilograms or pounds."""

    def __init__(self) -> None:
        super().__init__(
            "The file does not say whether its weights are in kilograms or pounds; say which."
        )


class FaultyLines(InvalidDocument):
    """Lines of the file cannot be read; nothing was taken in. `problems` are the first of them."""

    def __init__(self, problems: Sequence[Problem], faults: int) -> None:
        self.problems = tuple(problems)
        self.faults = faults
        lines = "line is" if faults == 1 else "lines are"
        super().__init__(
            f"{faults} {lines} at fault, and nothing was taken in. Line {self.problems[0].line}: "
            f"{self.problems[0].sentence}"
        )


class UndecidedNames(InvalidDocument):
    """Nobody said yet what some exercises of the file are; nothing was taken in."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        shown = ", ".join(self.names[:NAMES_SHOWN])
        more = len(self.names) - NAMES_SHOWN
        rest = f" and {more} more" if more > 0 else ""
        super().__init__(f"Say first what these exercises are: {shown}{rest}.")


NAMES_SHOWN = 5
"""Names in one sentence."""


class Sorting:
    """Keeps what is sound of a file's rows, and remembers what is not.

    Args:
        skip_bad: whether lines at fault and undecided names are left out; else they are an error,
            which is raised when the whole file was read.
    """

    def __init__(self, *, skip_bad: bool) -> None:
        self._skip_bad = skip_bad
        self._names: dict[str, None] = {}
        self.problems: list[Problem] = []
        self.faults = 0
        self.skipped = 0

    def sound(self, arrived: Iterable[Arrival | Undecided | Problem]) -> Iterator[Arrival]:
        """The rows that became records, up to the first that did not if that is an error.

        Raises:
            FaultyLines: lines are at fault.
            UndecidedNames: no line is, but nobody decided on some names.
        """
        for one in arrived:
            if isinstance(one, Arrival):
                if self._skip_bad or not self.skipped:
                    yield one
                continue
            self.skipped += 1
            if isinstance(one, Undecided):
                self._names[one.exercise] = None
                continue
            self.faults += 1
            if len(self.problems) < PROBLEMS_SHOWN:
                self.problems.append(one)
        if self._skip_bad:
            return
        if self.problems:
            raise FaultyLines(self.problems, self.faults)
        if self._names:
            raise UndecidedNames(tuple(self._names))
