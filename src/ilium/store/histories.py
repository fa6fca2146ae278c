"""What progression looks at of a variant: its last exposures, or those of a variant akin to it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import partial
from itertools import groupby, islice
from uuid import UUID

import msgspec
from django.db.models import F, OuterRef, Subquery

from ilium.interchange.foreign import SOURCE_NAMES, Source
from ilium.store import models
from ilium.store.rows import performed_set
from ilium.store.sets import current_sets
from ilium.training.performed import PerformedSet
from ilium.training.prescription import History

SETS_PER_EXPOSURE = 18
"""Rows read at most for one exposure: eight sets a side and two ramp sets."""

SOURCE = "source"
"""What the program of a row's session is called in the query."""


def history(
    person: UUID,
    variants: Sequence[str],
    exposures: int,
    akin: Mapping[str, Sequence[str]] | None = None,
    zone: tzinfo = UTC,
) -> dict[str, History]:
    """The last exposures to each variant: the sets of a session, or of a day without one.

    One query a variant, which walks an index from the newest set and stops; it reads at most
    `exposures` x 18 rows however long the history is. An exposure that this bound cuts is left
    out, unless it is the only one. (A window function would be one query for all variants, but
    it numbers their whole history first.)

    Args:
        person: whose history.
        variants: the ids to read.
        exposures: the most of each.
        akin: other variants that stand in for a variant that was never done. One more query finds
            which of them was done last, and one each reads it.
        zone: in which the times of the sets are given, and which so decides their days.
    """
    found = {one: _history(person, one, exposures, zone) for one in dict.fromkeys(variants)}
    new = [variant for variant, past in found.items() if not past.sets]
    for variant, other in _done_last(person, {one: (akin or {}).get(one, ()) for one in new}):
        past = _history(person, other, exposures, zone)
        if past.sets:
            found[variant] = History(variant=variant, akin=past)
    return found


def _history(person: UUID, variant: str, exposures: int, zone: tzinfo) -> History:
    limit = exposures * SETS_PER_EXPOSURE
    rows = current_sets(person).filter(variant=variant).order_by("-at", "-set_id")[:limit]
    # Streamed, since most exposures have far fewer sets than the bound allows.
    newest_first = rows.annotate(**{SOURCE: F("session__source")}).iterator(
        chunk_size=SETS_PER_EXPOSURE
    )
    brought: dict[UUID, str] = {}
    groups: list[list[PerformedSet]] = []
    for _, group in islice(groupby(newest_first, key=partial(_exposure, zone=zone)), exposures):
        groups.append([])
        for row in group:
            done = performed_set(row)
            groups[-1].append(msgspec.structs.replace(done, at=done.at.astimezone(zone)))
            source: str | None = getattr(row, SOURCE)
            if source and row.session_id is not None:
                brought[row.session_id] = SOURCE_NAMES[Source(source)]
    if len(groups) > 1 and sum(map(len, groups)) == limit:
        groups.pop()
    sets = [performed for group in groups for performed in group]
    return History(variant=variant, sets=tuple(reversed(sets)), brought=brought)


def _exposure(row: models.SetEvent, zone: tzinfo) -> object:
    return row.session_id or row.at.astimezone(zone).date()


def _done_last(person: UUID, akin: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each variant with that of its others which was done last; one query, or none."""
    others = sorted({other for some in akin.values() for other in some})
    if not others:
        return
    # One index entry is read for each, where grouping would read every set of theirs.
    sets = models.SetEvent.objects.filter(person=OuterRef("pk")).order_by("-at").values("at")
    newest = {
        f"at_{place}": Subquery(sets.filter(variant=other)[:1])
        for place, other in enumerate(others)
    }
    people = models.Person.objects.filter(pk=person).annotate(**newest)
    times = people.values_list(*newest).get()
    done = {other: at for other, at in zip(others, times, strict=True) if at is not None}
    for variant, some in akin.items():
        known = [other for other in some if other in done]
        if known:
            yield variant, max(known, key=lambda other: (done[other], other))
