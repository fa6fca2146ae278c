"""The rows of another program's file on their way in: named, translated, summed up.

A file is read once. Names are matched as they come up, many rows at a time, because matching
several names costs hardly more than matching one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from ilium.anatomy import Region
from ilium.exercises import Catalogue
from ilium.interchange.foreign import ForeignKind, ForeignSet, Problem, Source
from ilium.interchange.incoming import PROBLEMS_SHOWN, NameUse, Proposal, Tally
from ilium.interchange.names import Choice, NameMatch, match, other_credits
from ilium.interchange.translating import Arrival, Translator, Undecided
from ilium.planning.dose import doses

TOGETHER = 5000
"""Rows that are read before their names are matched: a megabyte or two."""

LAST_WEEKS = 4
"""Weeks at the end of a file that other training is told from."""

Arrived = Arrival | Undecided | Problem
Matcher = Callable[[Iterable[str], Catalogue, Mapping[str, Choice]], Mapping[str, NameMatch]]


class Names:
    """What the names of a file mean, and how often and when last they were used."""

    def __init__(
        self, catalogue: Catalogue, chosen: Mapping[str, Choice], matcher: Matcher = match
    ) -> None:
        self._catalogue = catalogue
        self._chosen = chosen
        self._matcher = matcher
        self._matches: dict[str, NameMatch] = {}

    def learn(self, names: Iterable[str]) -> None:
        """Find out what the names mean that were not heard before."""
        new = dict.fromkeys(name for name in names if name not in self._matches)
        if new:
            self._matches.update(self._matcher(new, self._catalogue, self._chosen))

    def match_of(self, name: str) -> NameMatch:
        """What a learnt name means."""
        return self._matches[name]

    def choice_of(self, name: str) -> Choice | None:
        """What a learnt name stands for, None if the person has to decide."""
        return self._matches[name].choice


def arrivals(
    rows: Iterable[ForeignSet | Problem],
    translator: Translator,
    names: Names,
    seen: Callable[[ForeignSet], None] | None = None,
) -> Iterator[Arrived]:
    """What becomes of each row, in their order. `seen` is told of every set that is sound."""
    waiting = iter(rows)
    while batch := list(islice(waiting, TOGETHER)):
        names.learn(row.exercise for row in batch if isinstance(row, ForeignSet))
        for row in batch:
            if isinstance(row, Problem):
                yield row
                continue
            arrived = translator.translate(row, names.choice_of(row.exercise))
            if seen is not None and not isinstance(arrived, Problem):
                seen(row)
            yield arrived


class Survey:
    """What a file holds, summed up row by row."""

    def __init__(self) -> None:
        self._sets: Counter[str] = Counter()
        self._last: dict[str, date] = {}
        self._work: dict[date, Counter[str]] = defaultdict(Counter)
        self._first: date | None = None
        self._undone = 0

    def pass_over(self, _line: int) -> None:
        """Count a set with 0 reps."""
        self._undone += 1

    def add(self, row: ForeignSet) -> None:
        """Count a set."""
        name, day = row.exercise, row.started.date()
        self._sets[name] += 1
        self._last[name] = max(self._last.get(name, day), day)
        self._first = day if self._first is None else min(self._first, day)
        if row.kind is not ForeignKind.WARM_UP:
            self._work[day][name] += 1

    def proposal(
        self, source: Source, names: Names, tally: Tally, problems: list[Problem], faults: int
    ) -> Proposal:
        """All of it; names by how often they are used."""
        last = max(self._last.values(), default=None)
        return Proposal(
            source=source,
            first=self._first,
            last=last,
            names=tuple(
                NameUse(match=names.match_of(name), sets=sets, last=self._last[name])
                for name, sets in sorted(self._sets.items(), key=lambda one: (-one[1], one[0]))
            ),
            tally=tally,
            elsewhere={} if last is None else self._elsewhere(names, last),
            problems=tuple(problems[:PROBLEMS_SHOWN]),
            faults=faults,
            undone=self._undone,
        )

    def _elsewhere(self, names: Names, last: date) -> dict[Region, float]:
        since = last - timedelta(weeks=LAST_WEEKS)
        counted: Counter[str] = Counter()
        for day, work in self._work.items():
            if day > since:
                counted.update(
                    {name: sets for name, sets in work.items() if _other(names.choice_of(name))}
                )
        return weekly_elsewhere(counted, LAST_WEEKS)


def weekly_elsewhere(sets: Mapping[str, int], weeks: int) -> dict[Region, float]:
    """Sets a week that other training gave to each region that the planner has a cap for.

    Args:
        sets: how many were done, by the name of the exercise.
        weeks: in how many weeks.

    >>> weekly_elsewhere({"Bench Press (Barbell)": 12}, 4)
    {}
    """
    capped = doses().caps
    found: dict[Region, float] = {}
    for name, number in sets.items():
        for region, credit in other_credits(name).items():
            if region in capped and credit:
                found[region] = found.get(region, 0.0) + credit * number / weeks
    return {region: found[region] for region in capped if region in found}


def _other(choice: Choice | None) -> bool:
    """Whether a name is other training; what nobody decided on is not counted."""
    return choice is not None and choice.variant is None
