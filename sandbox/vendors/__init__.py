"""The vendors: every folder here that holds a manifest. A new vendor is a new folder; nothing else names it."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sandbox.installed import Installed

if TYPE_CHECKING:
    from sandbox.vendor import Vendor


def discover() -> dict[str, Installed]:
    """Return every vendor by name, in alphabetical order."""
    folders = sorted(file.parent for file in Path(__file__).parent.glob("*/manifest.py"))
    return {folder.name: Installed(_manifest(folder).manifest, partial(_vendor, folder.name)) for folder in folders}


def _manifest(folder: Path) -> ModuleType:
    """Import a vendor's manifest without the vendor, which importing it the usual way would import first."""
    name = f"{__name__}.{folder.name}.manifest"
    if name not in sys.modules:
        spec = spec_from_file_location(name, folder / "manifest.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _vendor(name: str) -> Vendor[Any, Any]:
    vendor: Vendor[Any, Any] = import_module(f"{__name__}.{name}").vendor
    return vendor
