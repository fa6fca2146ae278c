"""Building the atlas: one job an entry, finished ones kept, done here or by a cluster.

A job's key is the hash of all that its entry follows from: the movement, the load, the cases, the
engine's own code and data, and the software under it. A build that was interrupted goes on where
it stopped, and after a change only what follows from it is computed again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import Path

import msgspec

from ilium.atlas import SCHEMA, Atlas, Entry
from ilium.exercises import Catalogue, UnknownVariant, resolve
from ilium.exercises.model import Variant
from ilium.version import __version__

SOFTWARE = ("mujoco", "myo-sim", "numba", "numpy", "scipy")
"""What the engine stands on, named in the atlas with its version."""

ENGINE = ("ilium.biomechanics", "ilium.figures")
"""The packages whose code and data the figures follow from."""

MOVEMENTS = ("ilium.exercises", "movement.py")
"""So do postures, and this makes them of a movement's data."""

WITHOUT_EFFECT = frozenset(
    {
        "studies",
        "questions.py",
        "orderings.py",
        "orderings.toml",
        "further_orderings.toml",
        "science.py",
        "validation.py",
        "workers.py",
        "path_fitting.py",
        "path_fit.csv",
        "strength.py",
        "strength.toml",
        "dynamometry.py",
        "passive_torque.py",
        "passive_torque.toml",
    }
)
"""Of these, what no figure follows from; a condition's own text is part of its job."""

KINDS = (".py", ".toml", ".npz", ".csv")


class BuildFailed(RuntimeError):  # noqa: N818 - reads as what happened
    """Some jobs ended in an error, which is a fault of the engine's; the others are kept."""


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry to compute: a variant of the catalogue, or a study's condition."""

    id: str
    study: bool = False
    description: str = ""
    inputs: str  # hash of all that the entry follows from


Run = Callable[[Job], Entry]
Outcome = tuple[Job, Entry | Exception]
Work = Callable[[Run, Sequence[Job]], Iterator[Outcome]]
"""Something that runs jobs and gives each back as it is done, in any order."""


def hashed(*parts: object) -> str:
    """A hash of values that msgspec can write, the same on every machine."""
    found = hashlib.sha256()
    for part in parts:
        found.update(msgspec.json.encode(part, order="deterministic") + b"\n")
    return found.hexdigest()


@cache
def engine_hash() -> str:
    """A hash of the engine's code and data, and of the versions of the software under it."""
    found = hashlib.sha256(json.dumps(versions()).encode())
    for package in ENGINE:
        for name, file in sorted(_files(files(package), package)):
            found.update(name.encode() + file.read_bytes())
    package, name = MOVEMENTS
    found.update(files(package).joinpath(name).read_bytes())
    return found.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.name in WITHOUT_EFFECT:
            continue
        if item.is_dir():
            yield from _files(item, f"{name}/{item.name}")
        elif item.name.endswith(KINDS):
            yield f"{name}/{item.name}", item


@cache
def versions() -> dict[str, str]:
    """The software that makes the atlas, with its versions."""
    return {"ilium": __version__, **{name: version(name) for name in SOFTWARE}}


def every_variant(catalogue: Catalogue) -> Iterator[Variant]:
    """All variants that exist: each exercise with every set of modifiers that may go together."""
    for exercise in catalogue.exercises:
        modifiers = [modifier.id for modifier in exercise.modifiers]
        for count in range(len(modifiers) + 1):
            for chosen in combinations(modifiers, count):
                try:
                    yield resolve(exercise, chosen)
                except UnknownVariant:  # they exclude each other
                    continue


def unfinished(jobs: Iterable[Job], folder: Path) -> tuple[Job, ...]:
    """The jobs whose entry is not in the folder yet."""
    return tuple(job for job in jobs if _finished(job, folder) is None)


def build(
    jobs: Sequence[Job],
    folder: Path,
    work: Work,
    run: Run,
    done: Callable[[Job], None],
) -> dict[str, Entry]:
    """Every job's entry; those that the folder has already are not computed again.

    Args:
        jobs: what is wanted, with unique ids.
        folder: where finished entries are kept; made if need be.
        work: who runs the jobs (`in_processes`, `on_cluster`).
        run: what makes an entry of a job; a function of a module, so that it can be sent.
        done: told of each job as its entry is there.

    Raises:
        BuildFailed: some jobs ended in an error; the first one is its cause.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = {job.id: kept for job in jobs if (kept := _finished(job, folder)) is not None}
    left = []
    for job in jobs:
        if job.id in entries:
            done(job)
        else:
            left.append(job)
    failed: list[tuple[Job, Exception]] = []
    for job, outcome in work(run, left):
        if isinstance(outcome, Exception):
            failed.append((job, outcome))
            continue
        entries[job.id] = outcome
        _keep(job, outcome, folder)
        done(job)
    if failed:
        first, error = failed[0]
        raise BuildFailed(
            f"{len(failed)} of {len(jobs)} could not be computed, first {first.id}: {error}"
        ) from error
    return {job.id: entries[job.id] for job in jobs}


def assembled(jobs: Sequence[Job], entries: dict[str, Entry]) -> Atlas:
    """The entries as an atlas, in alphabetical order."""
    return Atlas(
        versions=versions(),
        inputs=hashed(SCHEMA, sorted((job.id, job.inputs) for job in jobs)),
        variants=dict(sorted(entries.items())),
    )


def _place(job: Job, folder: Path) -> Path:
    return folder / f"{job.inputs}.json"


def _finished(job: Job, folder: Path) -> Entry | None:
    try:
        return msgspec.json.decode(_place(job, folder).read_bytes(), type=Entry)
    except (FileNotFoundError, msgspec.DecodeError):  # never begun, or not of this shape
        return None


def _keep(job: Job, entry: Entry, folder: Path) -> None:
    """Write an entry whole or not at all."""
    place = _place(job, folder)
    written = place.with_suffix(f".{os.getpid()}")
    written.write_bytes(msgspec.json.encode(entry))
    written.replace(place)
