"""What `ilium doctor` looks at."""

import platform
import sys

import msgspec

from ilium.version import __version__


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    what: str
    well: bool
    said: str


def examine() -> tuple[Finding, ...]:
    """Look at software, catalogue, planner and data; finds fault, raises nothing."""
    return (_software(), _catalogue(), _planner(), *_store())


def _software() -> Finding:
    python = f"Python {platform.python_version()} on {platform.system()}"
    return Finding(
        what="software", well=sys.version_info >= (3, 11), said=f"Ilium {__version__}, {python}"
    )


def _catalogue() -> Finding:
    from ilium.exercises import catalogue, problems
    from ilium.exercises.catalogue import SHIPPED

    found = problems(SHIPPED)
    if found:
        return Finding(what="catalogue", well=False, said="; ".join(map(str, found)))
    count = len(catalogue().exercises)
    return Finding(what="catalogue", well=True, said=f"{count} exercises, every one complete")


def _planner() -> Finding:
    from time import perf_counter

    from ilium.loads import Equipment
    from ilium.planning import Athlete, Infeasible, plan

    began = perf_counter()
    try:
        plan(Athlete(equipment=frozenset(Equipment)))
    except (Infeasible, ImportError, RuntimeError) as error:
        return Finding(what="planner", well=False, said=f"no plan for a common gym: {error}")
    seconds = perf_counter() - began
    return Finding(what="planner", well=True, said=f"planned a common gym in {seconds:.1f} s")


def _store() -> tuple[Finding, ...]:
    from ilium import store

    try:
        store.connect()
    except store.StoreError as error:
        return (Finding(what="data", well=False, said=str(error)),)
    from ilium.store import health

    return tuple(
        Finding(what="data", well=found.ok, said=found.sentence) for found in health.check()
    )
