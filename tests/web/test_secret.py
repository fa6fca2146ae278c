"""The signing key: one for a data folder, its owner's alone."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ilium.web.secret import FILE, secret_key


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ILIUM_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_it_is_made_once_and_kept(data: Path) -> None:
    assert secret_key() == secret_key()
    assert len(secret_key()) >= 50
    assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600
    assert [file.name for file in data.iterdir()] == [FILE]


def test_servers_that_start_together_agree(data: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: secret_key(), range(64)))) == 1
