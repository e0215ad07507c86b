"""Where the shipped data is: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import settings
from sandbox.fixtures import scenarios
from sandbox.settings import Settings, data_folder

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["fixtures", "openapi"])
def test_in_a_checkout_the_data_is_beside_the_package(name: str) -> None:
    assert data_folder(name) == ROOT / name
    assert data_folder(name).is_dir()


def test_a_checkout_is_known_by_its_pyproject_even_before_there_is_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "__file__", str(tmp_path / "sandbox" / "settings.py"))
    (tmp_path / "pyproject.toml").touch()
    assert data_folder("openapi") == tmp_path / "openapi"


def test_when_installed_the_data_is_inside_the_package_whatever_lies_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "__file__", str(tmp_path / "sandbox" / "settings.py"))
    (tmp_path / "fixtures").mkdir()
    assert data_folder("fixtures") == tmp_path / "sandbox" / "_data" / "fixtures"


def test_the_package_works_in_an_installed_layout(tmp_path: Path) -> None:
    package = tmp_path / "site" / "sandbox"
    shutil.copytree(ROOT / "sandbox", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("fixtures", "openapi"):
        shutil.copytree(ROOT / name, package / "_data" / name)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    shown = {
        " ".join(words): subprocess.run(
            [sys.executable, "-m", "sandbox", *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        for words in (["fixtures", "check"], ["openapi", "--check"], ["fidelity", "--check"])
    }
    assert {words: run.returncode for words, run in shown.items()} == {"fixtures check": 0, "openapi --check": 0, "fidelity --check": 1}
    assert shown["fixtures check"].stdout == f"good: {', '.join(scenarios())}\n"
    assert "in a checkout only" in shown["fidelity --check"].stderr


def test_a_server_without_settings_plays_the_default_story_with_room_for_whole_states() -> None:
    assert (Settings().fixture, Settings().seed, Settings().variants, Settings().plain) == ("default", 0, {}, False)
    assert Settings().max_body == 10 * 1024 * 1024
    assert Settings().max_control_body > Settings().max_body
