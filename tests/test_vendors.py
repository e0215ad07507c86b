"""How vendors are found: every folder with a manifest, each held back until somebody needs it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import vendors
from sandbox.installed import Installed
from sandbox.serving import Service
from sandbox.vendors import discover
from tests.cli.common import vendor

MANIFEST = """
from sandbox.manifest import Manifest
manifest = Manifest("{name}", "The {name}", "1", ("{name}.example",), (), lambda _: {{}})
"""
VENDOR = """
from sandbox.vendors.{name}.manifest import manifest
from tests.cli.common import vendor as made
vendor = made("{name}", manifest=manifest)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of two vendors and of other things, in place of the package's own."""
    for name in ("zoo", "bakery"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.py").write_text(MANIFEST.format(name=name))
        (tmp_path / name / "__init__.py").write_text(VENDOR.format(name=name))
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "__init__.py").touch()
    (tmp_path / "manifest.py").touch()
    monkeypatch.setattr(vendors, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(vendors, "__path__", [str(tmp_path)])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(("sandbox.vendors.zoo", "sandbox.vendors.bakery")):
            del sys.modules[name]
    for name in ("zoo", "bakery"):
        vars(vendors).pop(name, None)


def test_a_new_vendor_is_a_new_folder_with_a_manifest(folder: Path) -> None:
    found = discover()
    assert list(found) == ["bakery", "zoo"]
    assert [one.manifest.title for one in found.values()] == ["The bakery", "The zoo"]


def test_a_vendor_is_imported_when_it_is_loaded_and_with_the_manifest_that_was_read_before(folder: Path) -> None:
    found = discover()
    assert "sandbox.vendors.zoo" not in sys.modules
    service = found["zoo"].load()
    assert "sandbox.vendors.zoo" in sys.modules
    assert "sandbox.vendors.bakery" not in sys.modules
    assert service.vendor.manifest is found["zoo"].manifest


def test_a_manifest_is_read_once(folder: Path) -> None:
    first = discover()
    (folder / "zoo" / "manifest.py").write_text("raise RuntimeError")
    again = discover()
    assert again["zoo"].manifest is first["zoo"].manifest
    assert again["zoo"] is not first["zoo"]


def test_a_vendor_that_is_imported_already_gives_the_same_manifest(folder: Path) -> None:
    first = discover()["zoo"].load().vendor
    assert discover()["zoo"].manifest is first.manifest
    assert discover()["zoo"].load().vendor is first


def test_the_installed_vendors_are_found_without_being_imported() -> None:
    script = """
import sys
from sandbox.vendors import discover
found = discover()
print("nice_cxone" in found, found["mxo"].manifest.serves_host("eu2.thunderhead.com"))
looked_for = ("mxo.manifest", "nice_cxone.manifest", "mxo", "nice_cxone")
print([name for name in looked_for if f"sandbox.vendors.{name}" in sys.modules], "pydantic" in sys.modules)
found["mxo"].load()
print([name for name in ("mxo", "nice_cxone") if f"sandbox.vendors.{name}" in sys.modules])
"""
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == [
        "True True",
        "['mxo.manifest', 'nice_cxone.manifest'] False",
        "['mxo']",
    ]


def test_every_installed_vendor_has_the_name_of_its_folder() -> None:
    assert {name: (one.manifest.name, one.load().vendor.manifest) for name, one in discover().items()} == {
        name: (name, one.manifest) for name, one in discover().items()
    }


# --- Held back ------------------------------------------------------------------------------------------------------


def test_a_vendor_is_looked_for_on_the_first_call_and_only_then() -> None:
    looked: list[str] = []
    cafe = vendor("cafe")

    def find() -> Any:
        looked.append("cafe")
        return cafe

    installed = Installed(cafe.manifest, find)
    assert (installed.manifest, looked) == (cafe.manifest, [])
    service = installed.load()
    assert isinstance(service, Service)
    assert service.vendor is cafe
    assert installed.load() is service
    assert looked == ["cafe"]


def test_a_vendor_that_could_not_be_loaded_is_tried_again() -> None:
    cafe = vendor("cafe")
    tries: list[Any] = [cafe, ImportError("not yet")]

    def find() -> Any:
        got = tries.pop()
        if isinstance(got, Exception):
            raise got
        return got

    installed = Installed(cafe.manifest, find)
    with pytest.raises(ImportError, match="not yet"):
        installed.load()
    assert installed.load().vendor is cafe
