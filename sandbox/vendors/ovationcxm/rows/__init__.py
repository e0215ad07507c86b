"""Rows: what the objects of the API look like in answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.vendors.ovationcxm.call import OvationCall


def of_profile(call: OvationCall, row: Any, newer: frozenset[str], renamed: Mapping[str, str] | None = None) -> Any:
    """Return a row as the profile has it: that of 2018 has none of the `newer` members, and others under another name."""
    if call.variants.profile == "2022":
        return row
    names = renamed or {}
    return {names.get(name, name): value for name, value in row.items() if name not in newer}
