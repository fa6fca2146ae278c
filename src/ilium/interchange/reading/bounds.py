"""How much is read of a file, and what a set can be: anything above is a slip or an attack."""

from decimal import Decimal

MAXIMUM_BYTES = 100_000_000
"""About 700 000 sets of Strong: two lifetimes' training."""

MAXIMUM_ROWS = 1_000_000
MAXIMUM_LINES = 3_000_000
"""Of a table, empty ones and those of notes too."""

MAXIMUM_COMMAS = 6_000_000
"""Of a JSON document: what stands between them is held in memory by number, 50 bytes each."""

MAXIMUM_COLUMNS = 200
MAXIMUM_LINE = 200_000
"""Characters between two ends of lines; ten notes of the greatest length fit."""

MAXIMUM_CELL = 10_000
MAXIMUM_NAME = 200

MAXIMUM_REPS = 200
MAXIMUM_SECONDS = 86_400
MAXIMUM_METERS = Decimal(1_000_000)
MAXIMUM_DURATION_S = 3_600_000
"""1000 hours: a workout that was never ended on the phone has been seen with 48."""

EFFORTS = (Decimal(1), Decimal(10))
"""The scale of perceived exertion by repetitions in reserve ends at 10."""

MAXIMUM_RESERVE = Decimal(50)
