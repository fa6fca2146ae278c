"""Vectors of three numbers as tuples: quick for the few hundred that a figure needs."""

from collections.abc import Iterable
from math import hypot

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]  # rows

IDENTITY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def plus(first: Vector, second: Vector) -> Vector:
    """The sum."""
    return (first[0] + second[0], first[1] + second[1], first[2] + second[2])


def minus(first: Vector, second: Vector) -> Vector:
    """The difference."""
    return (first[0] - second[0], first[1] - second[1], first[2] - second[2])


def times(vector: Vector, by: float) -> Vector:
    """The vector, `by` times as long."""
    return (vector[0] * by, vector[1] * by, vector[2] * by)


def dot(first: Vector, second: Vector) -> float:
    """The scalar product."""
    return first[0] * second[0] + first[1] * second[1] + first[2] * second[2]


def turned(matrix: Matrix, vector: Vector) -> Vector:
    """The matrix times the vector."""
    first, second, third = matrix
    return (dot(first, vector), dot(second, vector), dot(third, vector))


def unit(vector: Vector) -> Vector:
    """The vector with length 1; the null vector stays."""
    return times(vector, 1 / (hypot(*vector) or 1.0))


def across(vector: Vector, along: Vector) -> Vector:
    """What a vector has at right angles to a unit vector, with length 1."""
    return unit(minus(vector, times(along, dot(vector, along))))


def middle(places: Iterable[Vector]) -> Vector:
    """The mean of some places."""
    known = tuple(places)
    x, y, z = (sum(parts) / len(known) for parts in zip(*known, strict=True))
    return (x, y, z)
