"""People for the browser tests, in the data folder that ILIUM_HOME names.

Run as a program: Django is set up once a process, and the tests have theirs.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
FILE = "population.json"

NEWCOMERS, HOLDERS, UNDECIDED = 40, 2, 12
YEARS = 0.3


@dataclass(frozen=True)
class Population:
    """The ids of who lives in a data folder."""

    newcomers: list[str]
    """With a programme of short sessions, and nothing trained."""
    holders: list[str]
    """As newcomers, but their first session ends with a hold for a time."""
    undecided: list[str]
    """Without a programme."""
    veterans: list[str]
    """With months of training."""
    owners: list[str]
    """The one whom a one-time link signs in: with a programme, and nothing trained."""

    @classmethod
    def of(cls, home: Path) -> "Population":
        """Who lives there."""
        return cls(**json.loads((home / FILE).read_text()))


def main() -> None:
    """Make them all."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests/web")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "ilium.web.settings.single"
    import django

    django.setup()
    from ilium.store import connect
    from ilium.store.home import home
    from ilium.store.people import add_person, default_person
    from ilium.web.secret import secret_key

    connect()
    newcomers, holders, undecided = (
        [add_person() for _ in range(count)] for count in (NEWCOMERS, HOLDERS, UNDECIDED)
    )
    owner, veteran = default_person(), add_person()
    _plan([owner, *newcomers])
    _plan(holders, "side_plank")
    from three_years import train

    train(veteran, YEARS)
    kinds = (newcomers, holders, undecided, [veteran], [owner])
    found = Population(*([str(person) for person in kind] for kind in kinds))
    (home() / FILE).write_text(json.dumps(asdict(found)))
    secret_key()


def _plan(people: list[UUID], *insist: str) -> None:
    """Everyone trains by the same plan: drills, a barbell with lead-up sets, one side at a time."""
    from ilium.diary import Diary
    from ilium.loads import Equipment
    from ilium.planning import plan
    from ilium.planning.athlete import Athlete

    athlete = Athlete(days=3, minutes=30, equipment=frozenset(Equipment), insist=frozenset(insist))
    programme = plan(athlete)
    for person in people:
        with Diary(person, zone="UTC") as diary:
            diary.adopt(programme, athlete)


if __name__ == "__main__":
    main()
