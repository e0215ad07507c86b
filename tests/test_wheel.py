"""The wheel: what is installed has the data that the sandbox needs, and works without the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from sandbox import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this checkout, built without the network."""
    for needed in ("build", "hatchling"):
        if find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed, and the wheel cannot be built without it")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (file,) = folder.iterdir()
    assert file.name == f"vendor_sandbox-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(file) as wheel:
        yield wheel


def test_the_wheel_has_every_shipped_fixture_and_document(wheel: zipfile.ZipFile) -> None:
    data = [file for name in ("fixtures", "openapi") for file in (ROOT / name).rglob("*.json")]
    assert {f"{scenario}/mxo.json" for scenario in ("default", "empty")} <= {f"{file.parent.name}/{file.name}" for file in data}
    shipped = {f"sandbox/_data/{file.relative_to(ROOT).as_posix()}": file.read_bytes() for file in data}
    assert {name: wheel.read(name) for name in wheel.namelist() if name.startswith("sandbox/_data/")} == shipped


def test_the_wheel_has_every_file_of_the_package_and_nothing_else_of_the_repository(wheel: zipfile.ZipFile) -> None:
    files = [file for file in (ROOT / "sandbox").rglob("*") if file.is_file() and file.suffix != ".pyc"]
    code = {name for name in wheel.namelist() if not name.startswith(("sandbox/_data/", f"vendor_sandbox-{__version__}.dist-info/"))}
    assert code == {file.relative_to(ROOT).as_posix() for file in files}


def test_the_wheel_has_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    about = f"vendor_sandbox-{__version__}.dist-info"
    assert wheel.read(f"{about}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    assert "sandbox = sandbox.cli:main" in wheel.read(f"{about}/entry_points.txt").decode()


def test_what_is_installed_from_the_wheel_works_without_the_repository(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    site = tmp_path / "site"
    wheel.extractall(site)
    where = "import sandbox; print(sandbox.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    commands = [["-c", where], ["-m", "sandbox", "fixtures", "check"], ["-m", "sandbox", "openapi", "--check"]]
    ran = [
        subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        for command in commands
    ]
    assert [one.returncode for one in ran] == [0, 0, 0], [one.stderr for one in ran]
    assert Path(ran[0].stdout.strip()).is_relative_to(site)
