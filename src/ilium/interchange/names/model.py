"""What a foreign exercise name means, how sure that is, and what else it may mean."""

from enum import StrEnum

import msgspec

from ilium.loads import LoadKind


class Certainty(StrEnum):
    """How it is known what a name means."""

    CHOSEN = "chosen"  # the person said so
    KNOWN = "known"  # it stands in the catalogue or in a table, but for spelling
    LIKELY = "likely"  # misspelled or with words that change nothing, and nothing else comes near
    UNCLEAR = "unclear"  # the person has to decide
    OTHER = "other"  # known as other training


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a name stands for: a variant, or other training if `variant` is None.

    `load` is the kind of load that the name speaks of, None where it says nothing of it.
    """

    variant: str | None = None
    load: LoadKind | None = None


class Alternative(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that a name may mean: `name` is how a person reads it, `confidence` 0 to 1."""

    choice: Choice
    name: str
    confidence: float


class NameMatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is made of one foreign name, as the file has it.

    `choice` is None if and only if it is unclear. `confidence` is 1 for what is known and lower
    for what is guessed. `alternatives` are other meanings, best first, at most five.
    """

    name: str
    certainty: Certainty
    choice: Choice | None
    confidence: float
    alternatives: tuple[Alternative, ...] = ()
