"""The exercise catalogue: one TOML file an exercise, read, checked and resolved into variants."""

from ilium.exercises.catalogue import Catalogue, catalogue, load_catalogue
from ilium.exercises.validation import InvalidCatalogue, Problem, problems
from ilium.exercises.variants import UnknownVariant, resolve

__all__ = [
    "Catalogue",
    "InvalidCatalogue",
    "Problem",
    "UnknownVariant",
    "catalogue",
    "load_catalogue",
    "problems",
    "resolve",
]
