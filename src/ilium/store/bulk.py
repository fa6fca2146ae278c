"""Many rows at once: one prepared statement, and values that are turned for the database once.

Django's `bulk_create` makes an object of every row and a statement of every few dozen of them,
which takes twice as long (benchmarks/bench_interchange.py). This is the same INSERT, given to the
database's own `executemany` through Django's cursor, so that it works on every database alike.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField, Field, ForeignKey, Model, Q, QuerySet, UUIDField
from django.db.models.sql import InsertQuery

from ilium.store.rows import Columns

REMEMBERED = 4096
"""Values of a column whose database form is kept: people and sessions come again and again."""

Row = TypeVar("Row", bound=Model)


def by_key(rows: QuerySet[Row], person: UUID, ids: Sequence[UUID]) -> QuerySet[Row]:
    """Those of the rows that have one of the ids and belong to the person.

    The person is asked for by a double negation. Asked for plainly, SQLite takes the index by
    person, and reads everything of the person instead of a few hundred keys.
    """
    return rows.filter(pk__in=ids).exclude(~Q(person=person))


class Inserter:
    """Adds rows of one table, given as columns; for use within a transaction."""

    def __init__(self, model: type[Model]) -> None:
        self._connection = connections[DEFAULT_DB_ALIAS]
        fields = model._meta.concrete_fields
        query = InsertQuery(model)
        query.insert_values(fields, [model()], raw=True)
        # One row's statement, as Django writes it for this database.
        ((self._statement, _),) = query.get_compiler(connection=self._connection).as_sql()
        self._columns_of = itemgetter(*(field.attname for field in fields))
        turned = {field: self._turn(field) for field in fields}
        self._turns = tuple(
            (place, turn) for place, field in enumerate(fields) if (turn := turned[field])
        )

    def insert(self, rows: Iterable[Columns]) -> None:
        """Add the rows. A row that is there already breaks the transaction."""
        values = [self._values(row) for row in rows]
        if not values:
            return
        # In the order of the key, neighbours in its index are written together.
        values.sort(key=lambda row: row[0])
        with self._connection.cursor() as cursor:
            cursor.executemany(self._statement, values)

    def _values(self, row: Columns) -> list[Any]:
        values = list(self._columns_of(row))
        for place, turn in self._turns:
            values[place] = turn(values[place])
        return values

    def _turn(self, field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
        """What turns a value for the database; None where it goes in as it is."""
        of = field.target_field if isinstance(field, ForeignKey) else field
        if not isinstance(of, UUIDField | DateTimeField):
            return None
        turn = partial(of.get_db_prep_save, connection=self._connection)
        return lru_cache(REMEMBERED)(turn)
