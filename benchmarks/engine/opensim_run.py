"""OpenSim's StaticOptimization on the body and the motion of `for_opensim`; prints JSON.

Run by an interpreter that has `opensim` 4.6 and NumPy, and nothing of Ilium:

    python opensim_run.py problem.json
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import opensim as osim
from opensim_model import Builder


def write_motion(problem: dict, names: list[str]) -> None:
    """The motion, and what acts on the body."""
    times = np.array(problem["times"])
    motion = {"time": times}
    for name in names:
        motion[name] = np.array(problem["motion"][name.replace("_beta", "")])
    _write("motion.sto", motion)
    table, loads = {"time": times}, osim.ExternalLoads()
    for index, load in enumerate(problem["loads"]):
        force = osim.ExternalForce()
        force.setName(f"load_{index}")
        force.set_applied_to_body(load["segment"])
        force.set_force_expressed_in_body("ground")
        force.set_point_expressed_in_body("ground")
        force.set_force_identifier(f"force_{index}_")
        force.set_point_identifier(f"place_{index}_")
        force.set_torque_identifier(f"moment_{index}_")
        loads.cloneAndAppend(force)
        for part in ("force", "place", "moment"):
            for axis, values in zip("xyz", np.array(load[part]).T, strict=True):
                table[f"{part}_{index}_{axis}"] = values
    _write("loads.sto", table)
    loads.setDataFileName("loads.sto")
    loads.printToXML("loads.xml")


def _write(file: str, columns: dict[str, np.ndarray]) -> None:
    rows = np.array(list(columns.values())).T
    head = (
        f"{file}\nversion=1\nnRows={len(rows)}\nnColumns={len(columns)}\ninDegrees=no\nendheader\n"
        + "\t".join(columns)
    )
    np.savetxt(file, rows, "%.12f", "\t", header=head, comments="")


def seconds(end: float) -> float:
    """Processor time of StaticOptimization up to a time, set-up and all."""
    analysis = osim.StaticOptimization()
    analysis.setName("StaticOptimization")
    analysis.setStartTime(0)
    analysis.setEndTime(end)
    analysis.setActivationExponent(2)
    tool = osim.AnalyzeTool()
    tool.setName("lift")
    tool.setModelFilename("model.osim")
    tool.setCoordinatesFileName("motion.sto")
    tool.setExternalLoadsFileName("loads.xml")
    tool.setInitialTime(0)
    tool.setFinalTime(end)
    tool.setResultsDir("results")
    tool.setSolveForEquilibrium(False)
    tool.updAnalysisSet().cloneAndAppend(analysis)
    tool.printToXML("setup.xml")
    tool = osim.AnalyzeTool("setup.xml")
    begun = time.process_time()
    assert tool.run()
    return time.process_time() - begun


def lengths(problem: dict, model, state) -> list[list[float]]:
    """Lengths of the lines in every frame, metres."""
    coordinates, muscles = model.getCoordinateSet(), model.getMuscles()
    moved = [coordinates.get(index) for index in range(coordinates.getSize())]
    found = []
    for frame in range(len(problem["times"])):
        for one in moved:
            value = problem["motion"][one.getName().replace("_beta", "")][frame]
            one.setValue(state, value, False)
        model.realizePosition(state)
        every = range(muscles.getSize())
        found.append([muscles.get(index).getLength(state) for index in every])
    return found


def main() -> None:
    """Make the model, run it, print what was measured."""
    problem = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    osim.Logger.setLevelString("error")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        model = Builder(problem).model
        state = model.initSystem()
        model.printToXML("model.osim")
        coordinates = model.getCoordinateSet()
        names = [coordinates.get(index).getName() for index in range(coordinates.getSize())]
        paths = lengths(problem, model, state)
        write_motion(problem, names)
        set_up = seconds(0.0)
        solving = seconds(problem["times"][-1]) - set_up
        table = osim.TimeSeriesTable("results/lift_StaticOptimization_activation.sto")
        muscles = model.getMuscles()
        measured = {
            "version": osim.GetVersion(),
            "coordinates": len(names),
            "muscles": [muscles.get(index).getName() for index in range(muscles.getSize())],
            "frames": table.getNumRows() - 1,
            "seconds": solving,
            "lengths": paths,
        }
        os.chdir(Path(folder).parent)
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
