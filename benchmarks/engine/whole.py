"""All of a simulation: frames a second of a known motion, and how cost grows with frames."""

import json
import multiprocessing
import resource
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.engine.for_opensim import PERSON, problem
from benchmarks.engine.solving import least

from ilium.biomechanics import Options, Simulation, simulate
from ilium.biomechanics.body import Body
from ilium.biomechanics.building import build
from ilium.biomechanics.cases import jobs, run
from ilium.biomechanics.lifts import lift_of, variant_of
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.repetition import Repetition
from ilium.biomechanics.workers import in_processes, one_thread

OPENSIM = Path(__file__).parent / "opensim_run.py"
WINDOW = 2.0
"""Seconds in which all cores compute at once."""


class Known:
    """A lift whose motion is known already: what is left is what StaticOptimization does too."""

    def __init__(self, name: str, kilograms: float, frames: int) -> None:
        lift = lift_of(variant_of(name), kilograms=kilograms)
        self.repetition = Repetition(Body(PERSON), lift, Options(frames=frames))
        self.frames = frames

    def compute(self) -> Simulation:
        """Inverse dynamics, contacts, muscle paths and forces, solving: of every frame."""
        self.repetition._set_up()
        return self.repetition.simulation()

    def rate(self) -> float:
        """Frames a second of processor time."""
        return self.frames / least(self.compute, time.process_time)


def together(name: str, kilograms: float, frames: int, cores: int) -> float:
    """Frames a second of wall time, a process on each core."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, initializer=one_thread) as pool:
        begin = context.Manager().Barrier(cores)
        working = [pool.submit(_busy, name, kilograms, frames, begin) for _ in range(cores)]
        return sum(one.result() for one in working)


def _busy(name: str, kilograms: float, frames: int, begin: Any) -> float:
    known, done = Known(name, kilograms, frames), 0
    known.compute()
    begin.wait()
    begun = time.perf_counter()
    while time.perf_counter() < begun + WINDOW:
        known.compute()
        done += frames
    return done / (time.perf_counter() - begun)


def opensim(python: str, name: str, kilograms: float, frames: int) -> dict[str, Any]:
    """What OpenSim's run of the same motion measured, and how far its paths are from ours."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "problem.json"
        asked.write_text(json.dumps(problem(name, kilograms, frames)), "utf-8")
        done = subprocess.run(
            [python, str(OPENSIM), str(asked)], capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(f"OpenSim's run failed:\n{done.stderr}")
    measured = json.loads(done.stdout.splitlines()[-1])
    apart = np.array(measured["lengths"]) - _lengths(name, kilograms, frames, measured["muscles"])
    return measured | {"apart": 1000 * float(np.sqrt(np.mean(apart**2)))}


def _lengths(name: str, kilograms: float, frames: int, lines: list[str]) -> np.ndarray:
    found = Known(name, kilograms, frames).compute()
    ours = {f"{one.line}_{one.side}": one.name for one in muscles() if one.leg}
    return found.path_length[:, [found.muscles.index(ours[line]) for line in lines]]


def seconds_of(names: list[str]) -> float:
    """Processor time of simulating variants, each with its own load, seconds."""
    begun = time.process_time()
    for name in names:
        simulate(name)
    return time.process_time() - begun


def atlas(workers: int) -> tuple[int, float, float]:
    """How many entries the atlas has, and what building it takes: wall and processor seconds."""
    wanted, begun, spent = jobs(), time.perf_counter(), _of_children()
    with tempfile.TemporaryDirectory() as folder:
        build(wanted, Path(folder), in_processes(workers), run, lambda _: None)
    return len(wanted), time.perf_counter() - begun, _of_children() - spent


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
