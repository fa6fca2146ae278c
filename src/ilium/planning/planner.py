"""The planner: from an athlete's wishes to the best programme that fulfils every rule."""

from ilium import exercises
from ilium.exercises import Catalogue
from ilium.planning.assemble import programme
from ilium.planning.athlete import Athlete
from ilium.planning.choice import choose
from ilium.planning.dose import doses
from ilium.planning.infeasible import diagnose
from ilium.planning.programme import Programme


def plan(athlete: Athlete, catalogue: Catalogue | None = None) -> Programme:
    """The best programme for an athlete, from the shipped catalogue if no other is given.

    "Best" is an optimum, proven: the rules are those of `ilium.planning.week`, the costs those of
    `ilium.planning.objective`. The same input gives the same programme.

    Raises:
        Infeasible: no programme fulfils every rule; it says why and holds the nearest one.
        UnknownVariant: `avoid` or `insist` names no exercise of the catalogue.
        NotSolved: the solver stopped without an answer, which is a fault to report.

    >>> from ilium.loads import Equipment
    >>> made = plan(Athlete(days=2, equipment=frozenset(Equipment)))
    >>> [session.weekday.value for session in made.weeks[0].sessions]
    ['mon', 'thu']
    """
    known = exercises.catalogue() if catalogue is None else catalogue
    for exercise_id in sorted(athlete.avoid | athlete.insist):
        known.exercise(exercise_id)
    choice = choose(athlete, known, doses())
    if choice is None:
        raise diagnose(athlete, known, doses())
    return programme(athlete, choice.sessions, known, doses())
