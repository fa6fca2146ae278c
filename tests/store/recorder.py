"""A program that records sets as fast as it can, and says so after each: `recorder.py LABEL`.

It runs until it is killed. Its sets carry the label as their note.
"""

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from ilium.store import connect


def main(label: str) -> None:
    """Records until stopped; each line printed is the id of a set that is kept for good."""
    connect()
    from tests.store.examples import NOW, thrust

    from ilium.store.people import default_person
    from ilium.store.sets import record_set

    person = default_person()
    for number in count():
        performed = thrust(NOW + timedelta(seconds=number), note=label)
        record_set(person, performed, event=uuid4(), recorded_at=datetime.now(UTC))
        print(performed.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
