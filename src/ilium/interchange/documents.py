"""Documents that outlive the program that wrote them: JSON with a version, and its upgrades.

To change a stored shape, write the function that turns the newest version's JSON objects into
those of the next, append it to the format's steps, and pin the new shape in
tests/interchange/shapes. Nothing else knows about old versions.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

from ilium.planning.athlete import Athlete
from ilium.planning.programme import Programme

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns a decoded document of one version into the next version's."""

Shape = TypeVar("Shape")

# The same value gives the same bytes: sets and mappings in a fixed order, decimals as text.
_ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="string")


class InvalidDocument(ValueError):  # noqa: N818 - it is the document that is at fault
    """A document is not what it should be; the message is a sentence for a person."""


class Format(Generic[Shape]):
    """A kind of document: its name, its newest shape, and the steps from version 1 to there."""

    def __init__(self, name: str, shape: type[Shape], steps: tuple[Step, ...] = ()) -> None:
        self.name = name
        self.shape = shape
        self.steps = steps
        self._decoder = msgspec.json.Decoder(shape)

    @property
    def version(self) -> int:
        """The newest version, in which documents are written."""
        return len(self.steps) + 1

    def encode(self, value: Shape) -> bytes:
        """The newest version's JSON, the same bytes for equal values.

        Raises:
            InvalidDocument: a text in it has characters that are no text (lone surrogates).
        """
        try:
            return _ENCODER.encode(value)
        except UnicodeEncodeError as error:
            raise InvalidDocument(
                f"The {self.name} has characters that are no text; remove them."
            ) from error

    def decode(self, version: int, data: bytes | msgspec.Raw) -> Shape:
        """The value of a document of any version up to the newest.

        Raises:
            InvalidDocument: the version is unknown, or the document does not have its shape.

        >>> ATHLETE.decode(1, b'{"days": 2, "minutes": 45}').days
        2
        """
        if version > self.version:
            raise InvalidDocument(
                f"This {self.name} was written by a newer Ilium (version {version}, this one reads "
                f"up to {self.version}). Update Ilium and try again."
            )
        if version < 1:
            raise InvalidDocument(f"{version} is not a version of the {self.name} format.")
        try:
            if version == self.version:
                return self._decoder.decode(data)
            document: dict[str, Any] = msgspec.json.decode(data, type=dict[str, Any])
            for step in self.steps[version - 1 :]:
                document = step(document)
            return self._decoder.decode(_ENCODER.encode(document))
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise InvalidDocument(f"The {self.name} cannot be read: {error}.") from error


def _without_other_training(document: dict[str, Any]) -> dict[str, Any]:
    """Version 1 did not ask about other training."""
    return document | {"other_training": {}}


ATHLETE: Format[Athlete] = Format("athlete", Athlete, (_without_other_training,))
PROGRAMME: Format[Programme] = Format("programme", Programme)
