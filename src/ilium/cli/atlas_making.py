"""Building an atlas from the command line: which entries, who computes them, how far it is."""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ilium.atlas import Atlas, UnknownEntry, encoded, proper
from ilium.biomechanics.building import Job, Work, assembled, build, unfinished
from ilium.biomechanics.cases import jobs, run
from ilium.biomechanics.validation import validated
from ilium.biomechanics.workers import in_processes, on_cluster
from ilium.cli.screen import console, errors


def build_atlas(
    only: Sequence[str], folder: Path | None, workers: int | None, scheduler: str | None
) -> Atlas:
    """The atlas, with what it says to the published orderings.

    Raises:
        UnknownEntry: `only` names no variant and no condition.
        BuildFailed: the engine failed on an entry.
        OSError: the cluster does not answer, or the folder cannot be written.
    """
    wanted = chosen(jobs(), only)
    kept = folder or _cache()
    kept.mkdir(parents=True, exist_ok=True)
    left = len(unfinished(wanted, kept))
    if left < len(wanted):
        console.print(f"{len(wanted) - left} of {len(wanted)} are there already, in {kept}.")
    work = _work(workers, scheduler) if left else in_processes(1)
    columns = (
        TextColumn("Simulating"),
        BarColumn(bar_width=40),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors) as bar:
        task = bar.add_task("", total=len(wanted))
        entries = build(wanted, kept, work, run, lambda _: bar.advance(task))
    made = assembled(wanted, entries)
    return msgspec.structs.replace(made, orderings=validated(made).orderings)


def chosen(every: Sequence[Job], only: Sequence[str]) -> tuple[Job, ...]:
    """The jobs of those ids; all of them where none is named."""
    known = {job.id: job for job in every}
    names = [proper(name) for name in only] or list(known)
    for name in names:
        if name not in known:
            raise UnknownEntry.among(f"There is no variant or condition {name!r}.", name, known)
    return tuple(known[name] for name in dict.fromkeys(names))


def _work(workers: int | None, scheduler: str | None) -> Work:
    if scheduler is None:
        return in_processes(workers or _cores())
    try:
        return on_cluster(scheduler)
    except (OSError, TimeoutError):
        raise ValueError(f"--scheduler {scheduler}: nobody answers there") from None
    except ValueError as error:
        raise ValueError(f"--scheduler {scheduler}: {error}") from None


def _cores() -> int:
    """The cores that this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("ilium", appauthor=False) / "atlas"


def write(made: Atlas, output: Path) -> int:
    """Write an atlas whole or not at all; its size in bytes."""
    content = encoded(made)
    part = output.with_name(output.name + ".part")
    part.write_bytes(content)
    part.replace(output)
    return len(content)
