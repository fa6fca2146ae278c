"""Planning for pages: remembered, bounded in time, and only for the newest wish of a person.

Most plans take a tenth of a second, tight ones some seconds. Someone who drags a slider asks for
many of them and looks at the last one, so an older request gives up as soon as a newer one of
the same person is there, and no plan is waited for longer than `PATIENCE_SECONDS`.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import count
from uuid import UUID

from ilium.planning import Athlete, Infeasible, Programme
from ilium.planning import plan as make_plan
from ilium.planning.athlete import with_wishes_of
from ilium.planning.solver import OutOfTime, time_left

PATIENCE_SECONDS = 10.0
"""More than any plan takes on one free core, and less than a person waits without asking."""

SECONDS_TO_KEEP = 25.0
"""What is asked for in earnest may take longer than what is only looked at."""

AT_ONCE = 2
"""Plans that one process works on at the same time; the others wait their turn."""

REMEMBERED = 128
"""Plans that are kept for the next time; the same wishes always give the same plan."""

LOOK_SECONDS = 0.05
"""How often a waiting request looks whether anyone still waits for it."""

MOST_WAITING = 10_000
"""Purposes of persons whose newest request is known; forgetting one costs a plan in vain."""

Answer = Programme | Infeasible


class _Memory:
    """The plans that were asked for last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[Athlete, Answer] = OrderedDict()

    def get(self, wishes: Athlete) -> Answer | None:
        with self._lock:
            if wishes in self._answers:
                self._answers.move_to_end(wishes)
            return self._answers.get(wishes)

    def keep(self, wishes: Athlete, answer: Answer) -> None:
        with self._lock:
            self._answers[wishes] = answer
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()


memory = _Memory()
_turns = threading.BoundedSemaphore(AT_ONCE)
_tickets = count()
_newest: dict[tuple[UUID, str], int] = {}


def planned(
    person: UUID, athlete: Athlete, purpose: str, patience: float = PATIENCE_SECONDS
) -> Programme:
    """The programme for an athlete.

    Args:
        person: who waits for it.
        athlete: whom it is for.
        purpose: what it is for. A newer request of the person for the same purpose ends this one.
        patience: seconds after which it is given up.

    Raises:
        Infeasible: no programme fulfils every wish.
        OutOfTime: it took too long, or a newer request came.
    """
    wishes = with_wishes_of(Athlete(), athlete)
    answer = memory.get(wishes)
    if answer is None:
        left = _waiting(person, purpose, patience)
        with _turn(left), time_left(left):
            answer = memory.get(wishes) or _worked_out(wishes)
        memory.keep(wishes, answer)
    if isinstance(answer, Infeasible):
        raise _for(athlete, answer)
    return answer


def _worked_out(wishes: Athlete) -> Answer:
    try:
        return make_plan(wishes)
    except Infeasible as answer:
        return answer


def _for(athlete: Athlete, answer: Infeasible) -> Infeasible:
    """The remembered answer, told to this athlete: the nearest plan is for them."""
    wishes = answer.nearest_athlete
    return Infeasible(
        athlete,
        answer.conflicts,
        answer.nearest,
        None if wishes is None else with_wishes_of(athlete, wishes),
        answer.changes[: len(answer.changes) - len(answer.misses)],
        answer.misses,
    )


def _waiting(person: UUID, purpose: str, patience: float) -> Callable[[], float]:
    """Says how many seconds are left: none once a newer request has come."""
    key, ticket = (person, purpose), next(_tickets)
    if len(_newest) > MOST_WAITING:
        _newest.clear()
    _newest[key] = ticket
    until = time.monotonic() + patience

    def left() -> float:
        return until - time.monotonic() if _newest.get(key, ticket) == ticket else 0.0

    return left


@contextmanager
def _turn(left: Callable[[], float]) -> Generator[None]:
    """Waits until the process has room for another plan.

    Raises:
        OutOfTime: no time was left for it.
    """
    while not _turns.acquire(timeout=LOOK_SECONDS):
        if left() <= 0:
            raise OutOfTime("no turn to plan came in time")
    try:
        yield
    finally:
        _turns.release()


def plan_to_keep(
    person: UUID, athlete: Athlete, *, nearest: bool
) -> tuple[Programme, Athlete] | None:
    """The programme to train by and whom it is for; None where the page has to say more first.

    `nearest` takes the nearest programme that can be made, where the wishes allow none.
    """
    try:
        return planned(person, athlete, "keep", SECONDS_TO_KEEP), athlete
    except Infeasible as error:
        if nearest and error.nearest is not None and error.nearest_athlete is not None:
            return error.nearest, error.nearest_athlete
    except OutOfTime:
        pass
    return None
