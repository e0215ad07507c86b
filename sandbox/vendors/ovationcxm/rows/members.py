"""Rows whose members are those of the record, in the order of the row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.vendors.ovationcxm.values import plain, shown


def members(kind: Any, record: object) -> Any:
    """Return the row of a record: `kind`, a `TypedDict`, names its members. Times and numbers are written as in all rows."""
    return {name: _written(getattr(record, name)) for name in kind.__annotations__}


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return shown(value)
    return plain(value) if isinstance(value, float) else value
