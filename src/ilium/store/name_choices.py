"""What a person said that the exercises of other programs are; the newest of a name counts."""

from collections.abc import Iterable
from uuid import UUID

from ilium.interchange.records import NameChoice
from ilium.loads import LoadKind
from ilium.store import models
from ilium.store.transactions import text, utc, writing


def name_choices(person: UUID) -> tuple[NameChoice, ...]:
    """Everything that the person said of names, by name."""
    rows = models.NameChoice.objects.filter(person=person).order_by("name")
    return tuple(map(choice_record, rows))


def keep_choices(person: UUID, records: Iterable[NameChoice]) -> int:
    """Keeps what was said of names, and says of how many for the first time.

    What was said last of a name counts, in whatever order it arrives.

    Raises:
        NotFound: the person does not exist.
        Unstorable: a name has characters that are no text.
    """
    added = 0
    with writing(person):
        kept = {row.name: row for row in models.NameChoice.objects.filter(person=person)}
        for record in records:
            row = kept.get(record.name)
            if row is None:
                row = kept[record.name] = choice_row(person, record)
                row.save(force_insert=True)
                added += 1
            elif _order(choice_record(row)) < _order(record):
                given = choice_row(person, record)
                row.variant, row.load_kind, row.at = given.variant, given.load_kind, given.at
                row.save(update_fields=("variant", "load_kind", "at"))
    return added


def choice_row(person: UUID, record: NameChoice) -> models.NameChoice:
    """The row of a choice."""
    variant = record.variant
    return models.NameChoice(
        person_id=person,
        name=text(record.name, "name of an exercise", models.NAME),
        variant=None if variant is None else text(variant, "variant", models.VARIANT),
        load_kind=None if record.load is None else record.load.value,
        at=utc(record.at),
    )


def choice_record(row: models.NameChoice) -> NameChoice:
    """The choice of a row."""
    return NameChoice(
        name=row.name,
        variant=row.variant,
        load=None if row.load_kind is None else LoadKind(row.load_kind),
        at=row.at,
    )


def _order(record: NameChoice) -> tuple[object, ...]:
    """What two choices of one name are compared by: the time, and for a tie anything fixed."""
    return record.at, record.variant or "", record.load or ""
