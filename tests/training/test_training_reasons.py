"""The sentences of progression: one for each code, and no code without one."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import ilium.training

SENTENCES = tomllib.loads(files("ilium.reasons").joinpath("training.toml").read_text("utf-8"))
SOURCES = "\n".join(
    file.read_text("utf-8") for file in sorted(Path(ilium.training.__path__[0]).glob("*.py"))
)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_used(code: str) -> None:
    stem = code.removesuffix("_unsaid")
    assert f'"{code}"' in SOURCES or (stem != code and f'"{stem}"' in SOURCES)


def test_every_code_has_a_sentence() -> None:
    used = set(re.findall(r'(?:Reason\(|\baim,|code=|code =)\s*"([a-z_]+)"', SOURCES))
    assert len(used) > 20
    assert used <= SENTENCES.keys()


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_are_plain(code: str) -> None:
    text = SENTENCES[code]
    assert text[0].isupper()
    assert text.endswith(".")
    assert "!" not in text
    assert not re.search(r"\b(fail|failed|lazy|amazing|great|bad)\b", text.lower())
    assert len(text) <= 170
