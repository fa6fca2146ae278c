"""What an operator relies on: Django's deployment checks, and migrations that are complete."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = ("ilium.web.settings.single", "ilium.web.settings.accounts")


def django(tmp_path: Path, settings: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Django's command with the settings that are served with."""
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env={
            **os.environ,
            "ILIUM_HOME": str(tmp_path),
            "ILIUM_SITE": "https://train.example.org",
            "DJANGO_SETTINGS_MODULE": settings,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_checks_find_nothing(tmp_path: Path) -> None:
    done = django(tmp_path, SETTINGS[1], "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("settings", SETTINGS)
def test_no_migration_is_missing(tmp_path: Path, settings: str) -> None:
    made = django(tmp_path, settings, "migrate", "--verbosity", "0")
    assert made.returncode == 0, made.stderr
    done = django(tmp_path, settings, "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tables_of_accounts_can_be_taken_away_and_come_back(tmp_path: Path) -> None:
    for target in ("accounts", "accounts zero", "accounts"):
        done = django(tmp_path, SETTINGS[1], "migrate", *target.split(), "--verbosity", "0")
        assert done.returncode == 0, done.stderr
