"""One person's training diary: what the core asks of the store, and what it gives back.

The command line and the web both work through it. It reads the clock and the store; everything
that is decided, the core decides.
"""

from collections.abc import Iterator
from typing import Any

from ilium.diary.calendar import Calendars
from ilium.diary.newcomers import Newcomers
from ilium.diary.opening import local_zone as local_zone
from ilium.interchange.foreign import Source
from ilium.interchange.records import session_id as session_id
from ilium.loads import Unit
from ilium.planning.athlete import Athlete


class Diary(Calendars, Newcomers):
    """The diary of one person; of the only one on this machine if none is named.

    The store is opened by the first question that needs it. Use it in a `with` block: leaving it
    after a write renews the copy that makes the next `ilium today` quick. That copy is of the one
    person of this machine; the diary of a named person leaves it alone, and takes the store as
    connected, which a server does once.

    Args:
        person: whose diary it is.
        now: the clock, aware UTC.
        zone: the IANA name of the zone the person trains in; this machine's if not given.
    """

    def export(self) -> bytes:
        """Everything of the person, as Ilium's own document."""
        return self._exchanging().transfer.export(self.person)

    def export_csv(self, program: Source, unit: Unit | None = None) -> Iterator[bytes]:
        """Every set of the person as a file of Strong or Hevy, in parts.

        The weights are in the person's unit if none is named.
        """
        from ilium.interchange.outgoing import written  # seldom needed, and slow to import

        shown = unit or (self.athlete() or Athlete()).unit
        contents = self._exchanging().transfer.contents(self.person)
        return written(contents, program, shown, self.zone_name)

    def import_document(self, data: bytes, *, file_name: str = "") -> Any:
        """Take in an export; what is here already is left as it is. Says how much was added.

        Raises:
            InvalidDocument: it is no export, or holds what cannot be meant.
        """
        self._sensible(data)
        self._wrote = True
        return self._exchanging().transfer.import_(
            self.person, data, file_name=file_name, at=self.now()
        )
