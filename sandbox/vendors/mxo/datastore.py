"""Datastores as the state keeps them: look-up tables with a live and a staging table, keyed by customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, JsonValue, PrivateAttr, model_validator

from sandbox.vendor import RECORD
from sandbox.vendors.mxo.profile import Code

Type = Literal["TEXT", "LARGE_TEXT", "BOOLEAN", "NUMERIC", "NUMBER", "DATETIME", "TEXT_LIST"]
"""A column's type. The vendor's prose says NUMBER for NUMERIC; both are kept as they were given."""

Target = Literal["live", "staging"]
Row = dict[str, JsonValue]

LARGE_TEXTS = 5
"""Columns of type LARGE_TEXT that a datastore has at most."""


@dataclass(slots=True)
class Column:
    """A column of a datastore."""

    __pydantic_config__ = RECORD

    name: Code
    type: Type


class Table(BaseModel):
    """One of the two tables of a datastore: its reference, and its rows by primary key in order of insertion."""

    model_config = RECORD

    reference: Annotated[str, Field(pattern=r"^ds[0-9a-f]{32}$")]
    rows: dict[str, list[Row]] = {}

    # Where a row stands among those of its primary key, by secondary key: found when it is first needed, and kept up to date by the verbs.
    _places: dict[str, dict[str, int]] = PrivateAttr(default_factory=dict)

    def find(self, primary: str, secondary: str | None, column: str | None) -> list[Row]:
        """Return the rows with a primary key and, if one is given, a secondary key, which stands in `column`."""
        rows = self.rows.get(primary, [])
        return rows if secondary is None else [row for row in rows if key_of(row, column) == secondary]

    def put(self, primary: str, secondary: str, row: Row, column: str | None, *, append: bool) -> bool:
        """Store a row: in the place of the first one with its keys, or, to `append`, behind all. Says whether it replaced one."""
        rows = self.rows.setdefault(primary, [])
        places = self._places.get(primary)
        if places is None:
            places = self._places[primary] = {}
            for index, stored in enumerate(rows):
                places.setdefault(key_of(stored, column), index)
        place = places.setdefault(secondary, len(rows))
        if place < len(rows) and not append:
            rows[place] = row
            return True
        rows.append(row)
        return False

    def remove(self, primary: str, secondary: str | None, column: str | None) -> bool:
        """Remove the rows that `find` would return; say whether there were any."""
        rows = self.rows.get(primary, [])
        kept = [] if secondary is None else [row for row in rows if key_of(row, column) != secondary]
        if len(kept) == len(rows):
            return False
        self._places.pop(primary, None)
        if kept:
            self.rows[primary] = kept
        else:
            del self.rows[primary]
        return True

    def clear(self) -> None:
        """Remove every row."""
        self.rows = {}
        self._places = {}

    def take_over(self, rows: dict[str, list[Row]]) -> None:
        """Hold copies of these rows, and no others."""
        self.clear()
        self.rows = {primary: [dict(row) for row in several] for primary, several in rows.items()}


def key_of(row: Row, column: str | None) -> str:
    """Return a row's value in a key column, whatever the case of the column's name; the empty text if there is no such column."""
    wanted = column and column.lower()
    return next((str(value) for name, value in row.items() if name.lower() == wanted), "")


class Datastore(BaseModel):
    """A table of look-up data, keyed by customer. Structures read its live rows."""

    model_config = RECORD

    name: Annotated[str, Field(min_length=1, max_length=50)]
    created: int
    """Epoch milliseconds; likewise `last_modified`."""
    last_modified: int
    primary_key: Code
    definitions: Annotated[list[Column], Field(min_length=1, max_length=40)]
    live: Table
    staging: Table
    secondary_key: str | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        """Refuse columns of one name, keys that are no TEXT columns, and rows that stand under another key than theirs."""
        if len({column.name.lower() for column in self.definitions}) < len(self.definitions):
            raise ValueError("definitions: two columns differ in nothing but case")
        for key in filter(None, (self.primary_key, self.secondary_key)):
            if (column := self.column(key)) is None or column.type != "TEXT":
                raise ValueError(f"{key}: a key is the name of a TEXT column")
        for table in (self.live, self.staging):
            for primary, rows in table.rows.items():
                if not rows or any(key_of(row, self.primary_key) != primary for row in rows):
                    raise ValueError(f"rows.{primary}: the rows there have this {self.primary_key}")
        return self

    def column(self, name: str) -> Column | None:
        """Return a column by its name, in any case."""
        return next((column for column in self.definitions if column.name.lower() == name.lower()), None)

    def table(self, target: Target) -> Table:
        """Return one of the two tables."""
        return self.live if target == "live" else self.staging
