"""Stand-ins for a simulation, in a module that other processes can import."""

import os
import time

import made_up_atlas
from ilium.anatomy import Region
from ilium.atlas import Entry
from ilium.biomechanics.building import Job


def quick(job: Job) -> Entry:
    """An entry that says which job it is of, and in which process it was made."""
    return made_up_atlas.entry(
        {Region.GLUTEUS_MEDIUS: 0.2}, inputs=job.inputs, load=f"{job.id} by {os.getpid()}"
    )


def slow(job: Job) -> Entry:
    """The same, slow enough for every process to get its share."""
    time.sleep(0.2)
    return quick(job)


def failing(job: Job) -> Entry:
    """An engine with a fault in one job."""
    if job.id == "b":
        raise ZeroDivisionError("no muscle at all")
    return quick(job)


def never(job: Job) -> Entry:
    """What must not be run."""
    raise AssertionError(f"{job.id} is there already")
