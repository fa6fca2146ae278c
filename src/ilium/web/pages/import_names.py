"""The names of a waiting file as fields of a form, and what a person answered."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from ilium.exercises import Catalogue
from ilium.interchange.choosing import OTHER, choice_from, choice_key, choice_text, counted
from ilium.interchange.incoming import NameUse, Proposal
from ilium.interchange.names import Certainty, Choice

SHOWN = {Certainty.UNCLEAR: 50, Certainty.LIKELY: 50, Certainty.CHOSEN: 50}
"""Names with fields on one page, so that a file with thousands of names is still a page."""

SETTLED_SHOWN = 200
"""Names that need no decision, as text."""

LONGEST_TYPED = 200


class Field(msgspec.Struct, kw_only=True):
    """One name and its two fields: a choice among what it may be, and any exercise by its name."""

    token: str
    name: str
    detail: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    typed: str = ""
    error: str = ""


class Fields(msgspec.Struct, kw_only=True):
    """The names on one page, in the order in which a person needs them."""

    unclear: list[Field]
    likely: list[Field]
    chosen: list[Field]
    settled: list[tuple[str, str, str]]
    more_unclear: int
    more_settled: int

    @property
    def wrong(self) -> bool:
        """Whether something that was typed is no exercise."""
        return any(field.error for field in (*self.unclear, *self.likely, *self.chosen))


def token_of(name: str) -> str:
    """What a name is called in the form; a browser would change line ends in the name itself."""
    return hashlib.blake2s(name.encode(), digest_size=12).hexdigest()


def fields(proposal: Proposal, catalogue: Catalogue) -> Fields:
    """The form for a proposal, as it stands."""
    by_kind: dict[Certainty, list[NameUse]] = {one: [] for one in Certainty}
    for use in proposal.names:
        by_kind[use.match.certainty].append(use)
    shown = {
        kind: [_field(use, catalogue) for use in by_kind[kind][:most]]
        for kind, most in SHOWN.items()
    }
    settled = [
        *by_kind[Certainty.CHOSEN][SHOWN[Certainty.CHOSEN] :],
        *by_kind[Certainty.LIKELY][SHOWN[Certainty.LIKELY] :],
        *by_kind[Certainty.KNOWN],
        *by_kind[Certainty.OTHER],
    ]
    return Fields(
        unclear=shown[Certainty.UNCLEAR],
        likely=shown[Certainty.LIKELY],
        chosen=shown[Certainty.CHOSEN],
        settled=[
            (use.match.name, choice_text(use.match.choice, catalogue), counted(use.sets, "set"))
            for use in settled[:SETTLED_SHOWN]
        ],
        more_unclear=len(by_kind[Certainty.UNCLEAR]) - len(shown[Certainty.UNCLEAR]),
        more_settled=max(0, len(settled) - SETTLED_SHOWN),
    )


def answered(
    proposal: Proposal, form: Fields, posted: Mapping[str, Any], catalogue: Catalogue
) -> dict[str, Choice]:
    """What was decided otherwise than it stood; `form` is left with what was typed in vain."""
    stood = {use.match.name: use.match for use in proposal.names}
    found: dict[str, Choice] = {}
    for field in (*form.unclear, *form.likely, *form.chosen):
        choice = _answer(field, posted, catalogue)
        if choice is not None and choice != stood[field.name].choice:
            found[field.name] = choice
    if "rest" in posted and not form.wrong:
        for use in proposal.undecided:
            found.setdefault(use.match.name, Choice())
    return found


def _answer(field: Field, posted: Mapping[str, Any], catalogue: Catalogue) -> Choice | None:
    typed = str(posted.get(f"write-{field.token}", "")).strip()[:LONGEST_TYPED]
    picked = str(posted.get(f"name-{field.token}", ""))
    if picked in dict(field.options):
        field.chosen = picked
    if typed:
        try:
            return choice_from(typed, catalogue)
        except ValueError as error:
            field.typed, field.error = typed, str(error)
            return None
    return choice_from(field.chosen, catalogue) if field.chosen else None


def _field(use: NameUse, catalogue: Catalogue) -> Field:
    match = use.match
    offered = (match.choice, *(one.choice for one in match.alternatives))
    options = {
        choice_key(choice): choice_text(choice, catalogue)
        for choice in offered
        if choice is not None and choice.variant is not None
    }
    options[OTHER] = "Other training, not for the upper glutes"
    return Field(
        token=token_of(match.name),
        name=match.name,
        detail=f"{counted(use.sets, 'set')}, last {use.last.day} {use.last:%b %Y}",
        options=tuple(options.items()),
        chosen=choice_key(match.choice) if match.choice else "",
    )
