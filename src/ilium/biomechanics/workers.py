"""Who runs the jobs of a build: processes of this machine, or a Dask cluster."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

from ilium.biomechanics.building import Entry, Job, Outcome, Run, Work


def in_processes(count: int) -> Work:
    """So many processes of this machine, each with one thread."""

    def work(run: Run, jobs: Sequence[Job]) -> Iterator[Outcome]:
        if not jobs:
            return
        # Threads of Numba's do not survive a fork, so every process starts afresh.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(count, len(jobs)), context, initializer=one_thread)
        try:
            waiting = {pool.submit(run, job): job for job in jobs}
            for future in as_completed(waiting):
                yield waiting[future], _outcome(future)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return work


def on_cluster(address: str) -> Work:
    """A Dask cluster, by the address of its scheduler. Its workers need the same Ilium.

    Raises:
        ModuleNotFoundError: `distributed` is not installed.
        OSError: nobody answers there.
        ValueError: it is not an address.
    """
    from distributed import Client
    from distributed import as_completed as completed

    client = Client(address, timeout="10s", set_as_default=False)

    def work(run: Run, jobs: Sequence[Job]) -> Iterator[Outcome]:
        with client:
            waiting: dict[Any, Job] = {
                client.submit(run, job, key=f"ilium-{job.id}-{job.inputs}", pure=True): job
                for job in jobs
            }
            for future in completed(waiting, loop=client.loop):
                yield waiting[future], _outcome(future)

    return work


def one_thread() -> None:
    """Keep a process to one core: the jobs themselves are what runs side by side."""
    try:
        from numba import set_num_threads
    except ImportError:
        return
    set_num_threads(1)


def _outcome(future: Any) -> Entry | Exception:
    try:
        return future.result()
    except Exception as error:  # a job's error is its outcome; the other jobs go on
        return error
