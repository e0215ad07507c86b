"""Fixtures: the states that sessions start with, one JSON file for each vendor and scenario."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.settings import data_folder

if TYPE_CHECKING:
    from sandbox.vendor import State, Vendor

CHECKED = "checked.json"
"""Digests of the shipped fixtures that passed their check: these need no vendor to be loaded at start."""

DEFAULT = "default"
"""The scenario with one story that runs through all vendors."""


class FixtureError(Exception):
    """A fixture that cannot be used; the message says file, field and reason."""


@cache
def read(scenario: str, vendor: str) -> bytes | None:
    """Return a vendor's part of a scenario as it stands in its file; `None` if there is no file for it."""
    found = file(scenario, vendor)
    return found.read_bytes() if found.exists() else None


def file(scenario: str, vendor: str) -> Path:
    """Return where a vendor's part of a scenario stands, or would stand. Raises `FixtureError` if there is no such scenario.

    A shipped scenario is the default one but for the vendors that it has a file for.
    """
    found = folder(scenario) / f"{vendor}.json"
    return found if found.exists() or scenario not in scenarios() else data_folder("fixtures") / DEFAULT / f"{vendor}.json"


def shipped_name(file: Path) -> str:
    """Return what a file is called among the shipped ones: `default/mxo.json`."""
    return f"{file.parent.name}/{file.name}"


def folder(scenario: str) -> Path:
    """Return the folder of a scenario: a shipped one by name, any other by path. Raises `FixtureError` if there is none."""
    shipped = data_folder("fixtures")
    found = shipped / scenario if scenario in scenarios() else Path(scenario)
    if not scenario or not found.is_dir():
        raise FixtureError(f"no fixture {scenario!r}: give one of {', '.join(scenarios())}, or the path of a folder")
    return found


def scenarios() -> list[str]:
    """List the shipped scenarios."""
    return sorted(entry.name for entry in data_folder("fixtures").iterdir() if entry.is_dir())


def build(vendor: Vendor[Any, Any], scenario: str, start: datetime) -> State:
    """Return the state with which a session starts. Raises `FixtureError`.

    Offsets in the file count from `start`. Where there is no file for the vendor, its state is empty.
    """
    from pydantic import ValidationError

    name = vendor.manifest.name
    raw = read(scenario, name)
    try:
        return vendor.state() if raw is None else read_state(vendor, raw, start)
    except ValidationError as refused:
        first = refused.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = first["msg"].removeprefix("Value error, ")
        raise FixtureError(": ".join(filter(None, (str(file(scenario, name)), where, reason)))) from None


def read_state(vendor: Vendor[Any, Any], raw: bytes, start: datetime) -> State:
    """Read a vendor's state from JSON; offsets count from `start`. Raises pydantic's `ValidationError`."""
    state: State = vendor.state.model_validate_json(raw, context={"start": start, "actions": vendor.actions})
    return state


def is_checked(scenario: str, vendor: str) -> bool:
    """Say whether the file is, to the byte, one that passed its check before it was shipped."""
    raw = read(scenario, vendor)
    return raw is None or digests().get(shipped_name(file(scenario, vendor))) == sha256(raw).hexdigest()


def digests() -> dict[str, str]:
    """Return the digests of the shipped fixtures, by scenario and file, as they were recorded."""
    file = data_folder("fixtures") / CHECKED
    recorded: dict[str, str] = json.loads(file.read_bytes()) if file.exists() else {}
    return recorded


def check(vendor: Vendor[Any, Any], scenario: str) -> None:
    """Validate a vendor's part of a scenario. Raises `FixtureError`."""
    build(vendor, scenario, datetime.now(UTC))


def record(vendors: list[str]) -> None:
    """Write the digests of the shipped fixtures, which must have passed their check."""
    files = {file(scenario, vendor) for scenario in scenarios() for vendor in vendors}
    found = {shipped_name(each): sha256(each.read_bytes()).hexdigest() for each in sorted(files) if each.exists()}
    (data_folder("fixtures") / CHECKED).write_text(json.dumps(found, indent=2) + "\n")
