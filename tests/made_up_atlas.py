"""A made-up atlas: figures that nobody simulated, to test what is made of them."""

from collections.abc import Iterable
from typing import Any

from ilium.anatomy import Region
from ilium.atlas import CURVE_POINTS, Atlas, Entry, Judged, MuscleFigures, Phase, RegionFigures
from ilium.evidence import Strength
from ilium.exercises import catalogue
from ilium.exercises.variants import written_credits


def figures(mean: float, spread: float = 0.02, **own: Any) -> dict[str, Any]:
    """One region's or muscle's figures, its band so far to both sides."""
    peak = min(1.0, 1.5 * mean)

    def band(value: float) -> tuple[float, float]:
        return (round(max(0.0, value - spread), 3), round(min(1.0, value + spread), 3))

    return {
        "peak": peak,
        "mean": mean,
        "peak_force_n": round(1500 * peak),
        "passive_peak_force_n": 40.0,
        "work_share": 0.1,
        "peak_at": 0.4,
        "peak_share": 0.8,
        "peak_phase": Phase.OUT,
        "fibre_stretch": 1.1,
        "peak_band": band(peak),
        "mean_band": band(mean),
        **own,
    }


def region(mean: float, spread: float = 0.02) -> RegionFigures:
    """A region that rises to its peak at the middle of the repetition."""
    peak = min(1.0, 1.5 * mean)
    middle = CURVE_POINTS // 2
    curve = tuple(round(peak * (1 - abs(n - middle) / middle), 3) for n in range(CURVE_POINTS))
    return RegionFigures(**figures(mean, spread), curve=curve)


def entry(means: dict[Region, float], spread: float = 0.02, **own: Any) -> Entry:
    """A valid entry with these mean activations."""
    about: dict[str, Any] = {
        "load": "60 kg barbell",
        "limb": "right",
        "seconds": 3.5,
        "muscles": {"gluteus_medius_anterior": MuscleFigures(**figures(0.2))},
        "gluteal_to_tfl": 3.2,
        "gluteal_to_tfl_band": (2.5, 4.1),
        "lumbar_moment_nm": 82.4,
        "lumbar_moment_band_nm": (70.1, 101.0),
        "reserve_share": 0.001,
        "cases": ("reference", "power 3"),
        "inputs": "0" * 64,
    }
    return Entry(
        valid=True,
        regions={name: region(mean, spread) for name, mean in means.items()},
        **(about | own),
    )


MEANS = {
    Region.GLUTEUS_MEDIUS: 0.12,
    Region.GLUTEUS_MINIMUS: 0.08,
    Region.GLUTEUS_MAXIMUS_SUPERIOR: 0.55,
    Region.GLUTEUS_MAXIMUS_INFERIOR: 0.6,
    Region.HAMSTRINGS: 0.35,
    Region.ERECTOR_SPINAE: 0.3,
    Region.TENSOR_FASCIAE_LATAE: 0.02,
    Region.QUADRICEPS: 0.4,
    Region.ADDUCTORS: 0.25,
}


def judged(name: str, holds: bool | None, *regions: Region, **own: Any) -> Judged:
    """An ordering that holds, or not, or could not be asked."""
    about: dict[str, Any] = {
        "statement": f"{name} is higher.",
        "source": "Somebody 2020",
        "strength": Strength.HARD,
        "about_effort": True,
        "found": "12 % against 8 %",
    }
    return Judged(id=name, holds=holds, regions=regions, **(about | own))


def atlas(**own: Any) -> Atlas:
    """Two variants, one condition of a study, and one entry without figures."""
    about: dict[str, Any] = {
        "versions": {"ilium": "0"},
        "inputs": "0" * 64,
        "variants": {
            "hip_thrust": entry(MEANS),
            "hip_thrust+knee_band": entry(MEANS | {Region.GLUTEUS_MEDIUS: 0.3}),
            "clamshell": Entry(valid=False, problem="The posture does not balance."),
            "single_leg_deadlift_trunk_60": entry(
                MEANS, study=True, description="A held single-leg deadlift, trunk 60 deg forward."
            ),
        },
    }
    return Atlas(**(about | own))


ACTIVATION = {0.0: 0.04, 0.5: 0.2, 1.0: 0.5}
"""A mean activation for each credit, as an atlas would have that agrees with all measurements."""


def held(*outcomes: bool | None, strength: Strength = Strength.HARD) -> list[Judged]:
    """Orderings of gluteus medius that turned out so."""
    return [
        judged(f"{strength}{n}", outcome, Region.GLUTEUS_MEDIUS, strength=strength)
        for n, outcome in enumerate(outcomes)
    ]


def agreeing(orderings: Iterable[Judged] | None = None, **means: float) -> Atlas:
    """An atlas of every exercise with up to one modifier, for gluteus medius.

    Its activations are those of the written credits, but for the variants that `means` names.
    """
    names = [
        "+".join((exercise.id, *chosen))
        for exercise in catalogue().exercises
        for chosen in [(), *((modifier.id,) for modifier in exercise.modifiers)]
    ]
    variants = {}
    for name in names:
        variant = catalogue().variant(name)
        stated = written_credits(variant.exercise, variant.modifiers)[Region.GLUTEUS_MEDIUS]
        mean = means.get(name, ACTIVATION[stated.credit])
        variants[name] = entry({Region.GLUTEUS_MEDIUS: mean})
    asked = held(True, True, True) if orderings is None else orderings
    return atlas(variants=variants, orderings=tuple(asked))
