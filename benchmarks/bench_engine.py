"""The musculoskeletal engine: its solver beside DAQP, and all of it beside OpenSim.

OpenSim 4.6 is no requirement of Ilium's. To compare, give it a place of its own, once:

    python3.11 -m venv opensim-venv
    opensim-venv/bin/pip install opensim==4.6 numpy
    python benchmarks/bench_engine.py --opensim-python opensim-venv/bin/python

The whole atlas takes minutes, so it is built only when asked for: `--atlas --workers 2`.

Times of one thread are processor time, so that what else the machine does counts little; how busy
it is is printed all the same.
"""

import argparse
import importlib.util
import os
import sys
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the ceiling is one core's
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests/biomechanics")]

from benchmarks.engine.solving import (  # noqa: E402
    Case,
    cases,
    ceiling,
    daqp_s,
    operations,
    ours,
)
from benchmarks.engine.whole import Known, atlas, opensim, seconds_of, together  # noqa: E402

from ilium.biomechanics.solver import solve  # noqa: E402

LIFTS = {"back_squat": 20, "romanian_deadlift": 30, "hip_thrust": 60}
FRAMES = (41, 401)
LENGTHS = (41, 81, 161, 321)
MIXED = (  # variants of every kind, so that ten of them cost what ten others do
    "hip_thrust",
    "side_lying_abduction",
    "goblet_squat",
    "clamshell",
    "romanian_deadlift",
    "glute_bridge",
    "reverse_lunge",
    "hip_hike",
    "hip_thrust+knee_band",
    "back_squat",
)
CORES = os.cpu_count() or 1
KNOWN = """\
Of a motion that is known: inverse dynamics, contacts, muscle paths, solving. Finding the balanced
posture is not in it, nor the other's reading of its files. OpenSim has the same body in the same
motion with the same forces at its contacts: segments, joints, points and wrapping surfaces of the
legs' lines. It has none of the trunk's lines, which are ours alone, and wraps paths anew in every
frame, where ours are polynomials fitted beforehand.
"""


def solver() -> None:
    """Print part 1: the solver alone."""
    print(f"The machine: {busy()}\n")
    print(
        "Solver alone, frames a second. Ours begins each frame from the one before; DAQP is shown"
    )
    print("anew and warm, begun from the one before, each as the quicker of two forms.\n")
    print(f"{'':24} {'columns':>7} {'steps':>6} {'1 thread':>9} {f'{CORES} threads':>10}", end="")
    print(f" {'DAQP':>7} {'ratio':>6} {'warm':>7} {'ratio':>6}")
    last = None
    for case in cases():
        solution = solve(case.columns, case.demand, case.cost)
        assert solution.converged.all()
        alone, shared = ours(case), ours(case, CORES)
        anew, warm = daqp_s(case, solution)
        print(
            f"{case.name:24} {case.columns.count:7} {solution.iterations.mean():6.1f} "
            f"{alone:9,.0f} {shared:10,.0f} {anew:7,.0f} {alone / anew:6.1f} "
            f"{warm:7,.0f} {alone / warm:6.1f}"
        )
        if case.frames == FRAMES[0]:
            last = case, alone, float(solution.iterations.mean())
    if last:
        floating_point(*last)


def floating_point(case: Case, rate: float, steps: float) -> None:
    """Print how many operations a step is, and how near the machine's ceiling they run."""
    counted = operations(case)
    total, top = sum(counted.values()), ceiling()
    print(f"\nFloating-point operations of a Newton step ({case.name})\n")
    for name, count in counted.items():
        print(f"{name:32} {count:7,}  {count / total:4.0%}")
    reached = rate * steps * total
    print(
        f"{'together':32} {total:7,}\n\n"
        f"{reached / 1e9:.1f} GFLOP/s reached of {top / 1e9:.1f} GFLOP/s that a matrix product of "
        f"1024 x 1024 reaches on the same core: {reached / top:.0%}"
    )


def end_to_end(opensim_python: str | None) -> None:
    """Print part 2: from a motion to the muscles' activations."""
    print(f"\n\nEnd to end, frames a second ({busy()})\n")
    print(KNOWN)
    head = ("muscles", f"{FRAMES[0]} frames", f"{FRAMES[1]} frames", f"{CORES} cores")
    print(f"{'':24} " + " ".join(f"{one:>10}" for one in head))
    rates = {}
    for lift, kilograms in LIFTS.items():
        known = [Known(lift, kilograms, frames) for frames in FRAMES]
        found = known[0].compute()
        if not found.valid:
            print(f"{lift} is left out: {found.problem}")
            continue
        few, many = (one.rate() for one in known)
        rates[lift] = many, together(lift, kilograms, FRAMES[1], CORES)
        print(
            f"{f'{lift}, {kilograms} kg':24} {len(found.muscles):10} {few:10,.0f} {many:10,.0f} "
            f"{rates[lift][1]:10,.0f}"
        )
    if opensim_python is None:
        print("\nOpenSim is left out, as it is not here; see the top of this file.")
        return
    print(f"\n{'StaticOptimization':24} {'muscles':>10} {'1 core':>10} {'ratio':>10} ", end="")
    print(f"{f'{CORES} cores to 1':>12} {'paths apart':>12}")
    for lift, (alone, all_cores) in rates.items():
        measured = opensim(opensim_python, lift, LIFTS[lift], FRAMES[0])
        rate = measured["frames"] / measured["seconds"]
        print(
            f"{lift:24} {len(measured['muscles']):10} {rate:10.1f} {alone / rate:10,.0f} "
            f"{all_cores / rate:12,.0f} {measured['apart']:9.2f} mm"
        )
    print(f"\nOpenSim {measured['version']}, {measured['coordinates']} coordinates, one thread.")


def growth() -> None:
    """Print part 3: how cost grows with frames and with variants."""
    print(f"\n\nCost by frames and by variants ({busy()})\n")
    lift, kilograms = next(iter(LIFTS.items()))
    for frames in LENGTHS:
        spent = frames / Known(lift, kilograms, frames).rate()
        each = 1e6 * spent / frames
        print(f"{lift}, {frames:4} frames {1000 * spent:9.1f} ms {each:8.0f} us a frame")
    seconds_of(list(MIXED))  # whatever compiles or is read once
    for times in (1, 2, 4):
        count = times * len(MIXED)
        spent = min(seconds_of(list(MIXED) * times) for _ in range(2))
        print(f"{count:4} variants, posture and load searched {spent:7.2f} s ", end="")
        print(f"{1000 * spent / count:8.0f} ms each")


def whole_atlas(workers: int) -> None:
    """Print part 4: the whole atlas, nothing of it there before."""
    print(f"\n\nThe whole atlas ({busy()})\n")
    entries, passed, spent = atlas(workers)
    print(f"{entries} entries of up to eight cases each, {workers} processes: {passed:.0f} s. They")
    print(
        f"had {spent:.0f} s of processor time: {spent / workers:.0f} s with the cores to themselves"
    )
    print(f"({busy()} at the end)")


def busy() -> str:
    """What else the machine does."""
    return f"load average {os.getloadavg()[0]:.1f} on {CORES} cores"


def main() -> None:
    """Print all parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--opensim-python", help="an interpreter that has opensim 4.6")
    parser.add_argument("--atlas", action="store_true", help="build the whole atlas too")
    parser.add_argument("--workers", type=int, default=CORES, help="processes that build it")
    options = parser.parse_args()
    here = sys.executable if importlib.util.find_spec("opensim") else None
    solver()
    end_to_end(options.opensim_python or here)
    growth()
    if options.atlas:
        whole_atlas(options.workers)


if __name__ == "__main__":
    main()
