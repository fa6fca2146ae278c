"""What an import added, small enough to be kept beside it: sixteen bytes a row."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec

from ilium.interchange.records import BodyMeasurement, TrainingSession

SIZE = 16
"""Bytes of an id."""


class Ids:
    """Many ids, packed."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes = b"") -> None:
        self._packed = bytearray(packed)

    def extend(self, ids: Iterable[UUID]) -> None:
        """Add ids at the end."""
        for id in ids:
            self._packed += id.bytes

    def batches(self, size: int) -> Iterator[list[UUID]]:
        """All of them, at most `size` at a time."""
        step = size * SIZE
        for start in range(0, len(self._packed), step):
            some = bytes(self._packed[start : start + step])
            yield [UUID(bytes=some[at : at + SIZE]) for at in range(0, len(some), SIZE)]

    def __iter__(self) -> Iterator[UUID]:
        for batch in self.batches(1000):
            yield from batch

    def __len__(self) -> int:
        return len(self._packed) // SIZE

    def __bytes__(self) -> bytes:
        return bytes(self._packed)


class SessionChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A session that was here, before and after an import."""

    before: TrainingSession
    after: TrainingSession


class MeasurementChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A measurement that was here, before and after an import."""

    before: BodyMeasurement
    after: BodyMeasurement


class _Packed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As it is kept. What an older Ilium did not know is nothing."""

    athletes: bytes = b""
    programmes: bytes = b""
    sessions: bytes = b""
    changes: bytes = b""
    sets: bytes = b""
    versions: bytes = b""
    measurements: bytes = b""
    others: bytes = b""
    changed_sessions: tuple[SessionChanged, ...] = ()
    changed_measurements: tuple[MeasurementChanged, ...] = ()


TABLES = (
    "athletes",
    "programmes",
    "sessions",
    "changes",
    "sets",
    "versions",
    "measurements",
    "others",
)


class Additions:
    """The ids of what an import added, by table, and what it changed.

    `sets` are ids of sets that were not here at all, with every version that they will have;
    `versions` are ids of newer versions of sets that were here.
    """

    def __init__(self, packed: bytes | memoryview | None = None) -> None:
        kept = msgspec.msgpack.decode(packed, type=_Packed) if packed else _Packed()
        self.athletes = Ids(kept.athletes)
        self.programmes = Ids(kept.programmes)
        self.sessions = Ids(kept.sessions)
        self.changes = Ids(kept.changes)
        self.sets = Ids(kept.sets)
        self.versions = Ids(kept.versions)
        self.measurements = Ids(kept.measurements)
        self.others = Ids(kept.others)
        self.changed_sessions = list(kept.changed_sessions)
        self.changed_measurements = list(kept.changed_measurements)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to undo."""
        changed = self.changed_sessions or self.changed_measurements
        return not changed and not any(len(getattr(self, table)) for table in TABLES)

    def pack(self) -> bytes:
        """As it is kept."""
        return msgspec.msgpack.encode(
            _Packed(
                **{table: bytes(getattr(self, table)) for table in TABLES},
                changed_sessions=tuple(self.changed_sessions),
                changed_measurements=tuple(self.changed_measurements),
            )
        )
