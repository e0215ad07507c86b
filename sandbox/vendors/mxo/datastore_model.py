"""Datastores as the state keeps them: look-up tables, keyed by customer, which structures read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from sandbox.vendor import RECORD
from sandbox.vendors.mxo.profile import Code


@dataclass(slots=True)
class Column:
    """A column of a datastore."""

    __pydantic_config__ = RECORD

    name: Code
    type: Literal["TEXT", "LARGE_TEXT", "BOOLEAN", "NUMERIC", "NUMBER", "DATETIME", "TEXT_LIST"]


@dataclass(slots=True)
class Table:
    """One of the two tables of a datastore: its reference, and its rows by primary key in order of insertion."""

    __pydantic_config__ = RECORD

    reference: Annotated[str, Field(pattern=r"^ds[0-9a-f]{32}$")]
    rows: dict[str, list[dict[str, JsonValue]]] = field(default_factory=dict)


@dataclass(slots=True)
class Datastore:
    """A table of look-up data, keyed by customer. Structures read its live rows."""

    __pydantic_config__ = RECORD

    name: Annotated[str, Field(min_length=1, max_length=50)]
    created: int
    """Epoch milliseconds; likewise `last_modified`."""
    last_modified: int
    primary_key: Code
    definitions: Annotated[list[Column], Field(min_length=1, max_length=40)]
    live: Table
    staging: Table
    secondary_key: str | None = None

    def __post_init__(self) -> None:
        columns = {column.name.lower(): column.type for column in self.definitions}
        for key in filter(None, (self.primary_key, self.secondary_key)):
            if columns.get(key.lower()) != "TEXT":
                raise ValueError(f"{key}: a key is the name of a TEXT column")
