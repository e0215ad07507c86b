"""`make`: the one command that people start with."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile needs make")

# A stand-in for a Python: it says that it is of another version, or lacks a module, and runs what it is given all the same.
FAKE = """#!/bin/sh
exec {python} -I -c 'import sys
sys.version_info = {version}
{more}
exec(sys.argv[2])' "$@"
"""


def fake_python(file: Path, version: tuple[int, int, int], more: str = "") -> Path:
    """Write a stand-in for a Python of that version."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(FAKE.format(python=shlex.quote(sys.executable), version=version, more=more))
    file.chmod(0o755)
    return file


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `make` needs of a checkout, without a `.venv`."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(folder: Path, *arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `make` as a person does, even if `make` runs these tests; `path` is looked in for programs first."""
    inherited = ("MAKE", "MFLAGS", "PORT", "ARGS", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(inherited)}
    if path is not None:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        ["make", "-C", str(folder), "--no-print-directory", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def commands(folder: Path, *arguments: str, path: Path | None = None) -> list[str]:
    """Return the commands that `make` would run."""
    shown = make(folder, "-n", *arguments, path=path)
    assert (shown.returncode, shown.stderr) == (0, "")
    return shown.stdout.splitlines()


@pytest.mark.parametrize("arguments", [(), ("help",)])
def test_make_lists_its_targets(checkout: Path, arguments: tuple[str, ...]) -> None:
    shown = make(checkout, *arguments)
    assert (shown.returncode, shown.stderr) == (0, "")
    listed = re.findall(r"^make (\w+) +\S.*$", shown.stdout, re.MULTILINE)
    assert len(listed) == len(shown.stdout.splitlines())
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    assert listed == phony[1].split()
    assert listed == ["help", "install", "run", "test", "check", "coverage", "bench", "clean"]
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["run"], ".venv/bin/sandbox start --port 4800"),
        (["run", "PORT=5000"], ".venv/bin/sandbox start --port 5000"),
        (["run", "PORT=5000", "ARGS=--fixture empty"], ".venv/bin/sandbox start --port 5000 --fixture empty"),
    ],
)
def test_run_starts_the_server_at_the_port_that_is_asked_for(checkout: Path, arguments: list[str], command: str) -> None:
    assert commands(checkout, *arguments)[-1].strip() == command


def test_run_first_installs_what_the_server_needs_and_no_more(checkout: Path) -> None:
    shown = "\n".join(commands(checkout, "run", f"PYTHON={sys.executable}"))
    assert f"{sys.executable} -m venv --clear .venv" in shown
    assert "-c constraints.txt -e .\n" in shown
    assert ".[test]" not in shown


def test_test_checks_everything_and_asks_for_the_coverage_of_code_and_contract(checkout: Path) -> None:
    shown = commands(checkout, "test")
    for command in (
        "ruff check",
        "ruff format --check",
        "mypy",
        "sandbox openapi --check",
        "sandbox fidelity --check",
        "sandbox fixtures check",
    ):
        assert f".venv/bin/{command}" in shown
    assert ".venv/bin/coverage run -m pytest --contract-coverage" in [line.strip() for line in shown]
    assert shown[-1] == ".venv/bin/coverage report"


# --- The Python -----------------------------------------------------------------------------------------------------


def refused(checkout: Path, python: str | Path) -> str:
    """Return the line with which `make install` refuses that Python."""
    shown = make(checkout, "install", f"PYTHON={python}")
    said, made = shown.stderr.splitlines()
    assert (shown.returncode, shown.stdout) == (2, "")
    assert re.fullmatch(r"make: \*\*\* \[Makefile:\d+: \.venv/bin/pip\] Error 1", made)
    assert not (checkout / ".venv").exists()
    return said


@pytest.mark.parametrize("version", [(3, 10, 99), (2, 7, 18)])
def test_a_python_that_is_too_old_is_refused_in_one_line(checkout: Path, tmp_path: Path, version: tuple[int, int, int]) -> None:
    python = fake_python(tmp_path / "bin" / "python3", version)
    number = ".".join(map(str, version))
    assert refused(checkout, python) == f"Python 3.11 or newer is needed; found {number}. Set PYTHON=..."


def test_no_python_is_told_in_one_line(checkout: Path, tmp_path: Path) -> None:
    assert refused(checkout, tmp_path / "none") == "Python 3.11 or newer is needed; found none. Set PYTHON=..."


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_in_one_line(checkout: Path, tmp_path: Path, module: str) -> None:
    python = fake_python(tmp_path / "bin" / "python3", (3, 11, 0), f'sys.modules["{module}"] = None')
    assert refused(checkout, python) == "python3-venv is missing: apt-get install python3-venv"


def test_the_first_python_that_is_new_enough_is_taken(checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    for name, version in [("python3", (3, 9, 0)), ("python3.13", (3, 10, 0)), ("python3.12", (3, 12, 0)), ("python3.11", (3, 11, 0))]:
        fake_python(folder / name, version)
    assert "python3.12 -m venv --clear .venv" in commands(checkout, "install", path=folder)


def test_python3_is_taken_if_it_is_new_enough(checkout: Path, tmp_path: Path) -> None:
    for name in ("python3", "python3.13"):
        fake_python(tmp_path / "bin" / name, (3, 13, 0))
    assert "python3 -m venv --clear .venv" in commands(checkout, "install", path=tmp_path / "bin")


def test_clean_removes_what_was_made_and_nothing_else(checkout: Path) -> None:
    for name in (".venv/bin/python", ".coverage", ".coverage.1", "htmlcov/index.html", "sandbox/__pycache__/a.pyc", "sandbox/a.py"):
        file = checkout / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    assert make(checkout, "clean").returncode == 0
    left = {file.relative_to(checkout).as_posix() for file in checkout.rglob("*") if file.is_file()}
    assert left == {"Makefile", "pyproject.toml", "constraints.txt", "sandbox/a.py"}
