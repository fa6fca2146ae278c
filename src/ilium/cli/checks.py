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

    data = (Finding(what="data", well=found.ok, said=found.sentence) for found in health.check())
    return (*data, _backups())


def _backups() -> Finding:
    from datetime import UTC, datetime
    from pathlib import Path

    from ilium.cli.backing_up import age_text
    from ilium.store import backups, daily

    known = daily.state()
    if known is not None and known.problem:
        return Finding(
            what="backups", well=False, said=f"The last daily backup failed. {known.problem}"
        )
    folder = Path(known.folder) if known and known.folder else backups.default_folder()
    found = backups.found(folder)
    if not found:
        said = "There is none yet. `ilium backup` makes one, `ilium serve` one each day."
        return Finding(what="backups", well=True, said=said)
    age = age_text(found[0].made, datetime.now(UTC))
    said = f"The newest of {len(found)} in {folder} is {age} old."
    return Finding(what="backups", well=True, said=said)
