"""One person's training diary: what the core asks of the store, and what it gives back.

The command line and the web both work through it. It reads the clock and the store; everything
that is decided, the core decides.
"""

from pathlib import Path
from typing import Any

from ilium.diary.opening import local_zone as local_zone
from ilium.diary.past import Past
from ilium.diary.sitting import Sitting
from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.records import session_id as session_id
from ilium.interchange.sense import odd_export


class Diary(Sitting, Past):
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
        return self._open().transfer.export(self.person)

    def import_file(self, file: Path) -> Any:
        """Take in an export; what is here already is left as it is. Says how much was added."""
        return self.import_document(self._open().transfer.read_file(file))

    def import_document(self, data: bytes) -> Any:
        """Take in the contents of an export, as `import_file` does.

        Raises:
            InvalidDocument: it is no export, or holds what cannot be meant.
        """
        wrong = odd_export(own.decode(data), self.catalogue)
        if wrong is not None:
            raise InvalidDocument(f"This export cannot be taken in. {wrong}")
        return self._writing().transfer.import_(self.person, data)
