"""The atlas as a file: compressed JSON, the same bytes for the same atlas."""

import gzip
import zlib
from functools import cache
from importlib.resources import files

import msgspec

from ilium.atlas.model import Atlas

SHIPPED = files("ilium.atlas").joinpath("data", "atlas.json.gz")
"""The atlas that comes with Ilium."""

GZIP = b"\x1f\x8b"


class NoAtlas(LookupError):  # noqa: N818 - reads as what is wrong
    """This copy of Ilium comes without an atlas."""


class InvalidAtlas(ValueError):  # noqa: N818 - reads as what is wrong
    """A file is no atlas; the message says what is wrong."""


def encoded(found: Atlas) -> bytes:
    """The atlas as compressed JSON, its entries in alphabetical order."""
    ordered = msgspec.structs.replace(found, variants=dict(sorted(found.variants.items())))
    return gzip.compress(msgspec.json.encode(ordered), compresslevel=9, mtime=0)


def decoded(content: bytes) -> Atlas:
    """The atlas in a file's content, compressed or plain JSON, checked.

    Raises:
        InvalidAtlas: it is none, or of another schema.
    """
    try:
        plain = gzip.decompress(content) if content.startswith(GZIP) else content
        return msgspec.json.decode(plain, type=Atlas)
    except (OSError, EOFError, zlib.error, msgspec.DecodeError) as error:
        raise InvalidAtlas(f"not an atlas: {error}") from None


@cache
def atlas() -> Atlas:
    """The atlas that comes with Ilium.

    Raises:
        NoAtlas: it is missing.
        InvalidAtlas: its file is damaged.
    """
    try:
        content = SHIPPED.read_bytes()
    except FileNotFoundError:
        raise NoAtlas(
            "Ilium has no atlas here. Make one with: ilium atlas build, and name it with --atlas."
        ) from None
    return decoded(content)
