"""Made-up simulations: arrays with known answers, to test what is read from them."""

from typing import Any

import numpy as np

from ilium.anatomy import Region
from ilium.biomechanics.coordinates import COORDINATES
from ilium.biomechanics.muscles import Muscle
from ilium.biomechanics.simulation_result import Simulation

MUSCLES = tuple(
    Muscle(
        name=f"{name}_{side}",
        part=name if leg else "erector_spinae_iliocostalis",
        line=name,
        side=side,
        leg=leg,
        region=region,
        max_force=force,
        optimal_fibre_length=0.1,
        tendon_slack_length=0.1,
        pennation=0.0,
    )
    for name, region, leg, force in (
        ("gluteus_medius_anterior", Region.GLUTEUS_MEDIUS, True, 1000.0),
        ("gluteus_medius_posterior", Region.GLUTEUS_MEDIUS, True, 500.0),
        ("gluteus_maximus_superior", Region.GLUTEUS_MAXIMUS_SUPERIOR, True, 800.0),
        ("tensor_fasciae_latae", Region.TENSOR_FASCIAE_LATAE, True, 200.0),
        ("soleus", None, True, 3000.0),
        ("erector_spinae_iliocostalis_l1", Region.ERECTOR_SPINAE, False, 100.0),
        ("erector_spinae_iliocostalis_l2", Region.ERECTOR_SPINAE, False, 300.0),
    )
    for side in ("r", "l")
)

FRAMES = 41


def simulation(activation: dict[str, Any] | None = None, **own: Any) -> Simulation:
    """A repetition of 4 s, out and back, in which every muscle rests that is not named.

    `activation`: by the muscle's name, a number or (F,) numbers.
    """
    times = own.pop("times", np.linspace(0.0, 4.0, FRAMES))
    frames, count = len(times), len(MUSCLES)
    names = tuple(muscle.name for muscle in MUSCLES)
    activations = np.zeros((frames, count))
    for name, values in (activation or {}).items():
        activations[:, names.index(name)] = values
    strength = np.array([muscle.max_force for muscle in MUSCLES])
    given: dict[str, Any] = {
        "variant": "made_up",
        "load": "60 kg barbell",
        "kilograms": 60.0,
        "limb": "right",
        "times": times,
        "share": 1 - np.abs(np.linspace(-1, 1, frames)) if frames > 1 else np.zeros(1),
        "muscles": names,
        "activation": activations,
        "force": activations * strength,
        "passive_force": np.zeros((frames, count)),
        "fibre_length": np.ones((frames, count)),
        "path_length": np.full((frames, count), 0.2),
        "torque": np.zeros((frames, len(COORDINATES))),
        "reserve": np.zeros((frames, len(COORDINATES))),
        "contacts": ("foot_r on floor", "shoulder_blades on bench"),
        "contact_force": np.tile([[3.0, 400.0, 4.0], [0.0, 500.0, 0.0]], (frames, 1, 1)),
        "abdominal_pressure": np.full(frames, 12_000.0),
    }
    return Simulation(**(given | own))
