"""The simulator at the command line: what to say where it is not installed."""

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS: dict[str, tuple[str, ...]] = {
    "biomechanics": ("mujoco", "myo_sim", "numba", "numpy", "scipy"),
    "cluster": ("distributed",),
}
"""Ilium's extras, and what they bring."""


@contextmanager
def engine_needed(command: str) -> Iterator[None]:
    """Turn the lack of a package of an extra into the sentence that says what to install.

    Raises:
        ValueError: a package is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0].replace("-", "_")
        for extra, brought in EXTRAS.items():
            if missing in brought:
                raise ValueError(
                    f"{command} needs {missing}, which is not installed: "
                    f'pip install "ilium[{extra}]"'
                ) from None
        raise
