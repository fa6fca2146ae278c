"""A mixed-integer linear programme as plain data, built term by term.

minimise    c' v
subject to  low <= A v <= high,  lower <= v <= upper,  v integer where it says so
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

INFINITY = float("inf")

Term = tuple[int, int]
"""A variable's number and its coefficient: whole numbers, so that optima are exact."""


@dataclass(kw_only=True)
class Linear:
    """The programme under construction. Variables and rows are numbered from 0."""

    costs: list[int] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)

    def variable(
        self, *, upper: float = INFINITY, cost: int = 0, lower: float = 0, integer: bool = False
    ) -> int:
        """Add a variable; its number."""
        self.costs.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.costs) - 1

    def row(self, terms: Iterable[Term], *, low: float = -INFINITY, high: float = INFINITY) -> None:
        """Add low <= sum of the terms <= high. Terms of one variable are added up."""
        summed: dict[int, int] = {}
        for column, value in terms:
            summed[column] = summed.get(column, 0) + value
        self.columns.extend(column for column, value in summed.items() if value)
        self.values.extend(value for value in summed.values() if value)
        self.starts.append(len(self.columns))
        self.row_low.append(low)
        self.row_high.append(high)
