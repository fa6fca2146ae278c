"""The player's fixed sentences: `words.toml`, and those filled for one item."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from ilium.loads import KILOGRAM_KINDS, LoadKind
from ilium.training.easing import PAIN_SHARE
from ilium.web.player.packet import Words


class AfterPain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What noting pain changes, in parts."""

    next: str
    weighed: str
    band: str
    added: str
    same: str
    found: str
    fewer_sets: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    player: Words
    after_pain: AfterPain


@cache
def _words() -> _File:
    text = files("ilium.web.player").joinpath("words.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _File)


def words() -> Words:
    """The sentences that are the same for everyone."""
    return _words().player


def after_pain(sets: int, kind: LoadKind | None) -> str:
    """What `prescribe` does next time to an item that hurt (`training.easing`).

    Args:
        sets: the item's working sets, of one side.
        kind: of its load, None where nothing at hand can load it.
    """
    said = _words().after_pain
    percent = int(PAIN_SHARE * 100)
    if kind is None:
        load = said.found
    elif kind in KILOGRAM_KINDS:
        load = said.weighed.format(percent=percent)
    elif kind is LoadKind.BAND:
        load = said.band
    elif kind is LoadKind.BODYWEIGHT:
        load = said.added.format(percent=percent)
    else:
        load = said.same
    return said.next.format(load=load, sets=said.fewer_sets if sets > 1 and kind else "")
