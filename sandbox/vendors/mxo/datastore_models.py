"""What the Datastores API accepts and answers, in the order in which the vendor's checks find faults."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, Field, JsonValue, RootModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from sandbox.vendor import rule
from sandbox.vendors.mxo.datastore import LARGE_TEXTS, Type
from sandbox.vendors.mxo.interaction_models import Lenient
from sandbox.vendors.mxo.models import Result

LARGE_TEXT = "mxo_large_text"
"""Name of the problem that a definition has too many large texts."""

NAMED = rule("mxo.datastore-name-length", ("missing", "value"))
DEFINED = rule("mxo.datastore-definitions", ("missing", "value"))
TYPES = frozenset(get_args(Type))


class Definition(Lenient):
    """A column: `type` is TEXT, LARGE_TEXT, BOOLEAN, NUMERIC (or NUMBER), DATETIME or TEXT_LIST."""

    name: Annotated[str, Field(min_length=1), DEFINED]
    type: Annotated[
        str,
        Field(min_length=1, json_schema_extra={"enum": list(get_args(Type))}),
        rule("mxo.datastore-definitions", ("missing",)),
        rule("mxo.datastore-column-type"),
    ]


def _table(definitions: list[Definition]) -> list[Definition]:
    """Refuse columns of one name, then unknown types, then too many large texts."""
    names = [definition.name.lower() for definition in definitions]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise _at(index, "name", definitions[index].name)
    for index, definition in enumerate(definitions):
        if definition.type not in TYPES:
            raise _at(index, "type", definition.type)
    if sum(definition.type == "LARGE_TEXT" for definition in definitions) > LARGE_TEXTS:
        raise PydanticCustomError(LARGE_TEXT, "too many large texts")
    return definitions


def _at(index: int, member: str, value: str) -> ValidationError:
    """Say which member of which column is wrong."""
    error = PydanticCustomError("mxo_column", "no such column can be")
    return ValidationError.from_exception_data("definitions", [InitErrorDetails(type=error, loc=(index, member), input=value)])


class DatastoreRequest(Lenient):
    """A new datastore. `created` and `lastModified` are not looked at."""

    name: Annotated[str, Field(min_length=1, max_length=50), NAMED]
    api_name: Annotated[str, Field(min_length=1, pattern="^[^/]*$"), NAMED]
    definitions: Annotated[list[Definition], Field(min_length=1, max_length=40), AfterValidator(_table), DEFINED]
    primary_key: Annotated[str, Field(min_length=1)]
    secondary_key: str | None = None


class ShownDefinition(Result):
    """A column."""

    name: str
    type: Type


class ShownDatastore(Result):
    """A datastore; times are epoch milliseconds."""

    name: str
    api_name: str
    created: int
    last_modified: int
    primary_key: str
    secondary_key: str | None = None
    definitions: list[ShownDefinition]


class ShownDatastores(RootModel[list[ShownDatastore]]):
    """Datastores, oldest first."""


class DatastoreReference(Result):
    """By what a table is named when it goes live or is cleared."""

    reference_id: str


class DatastoreError(Result):
    """A problem, as the Datastores API words it."""

    error_code: str
    error_message: str


class RecordQuery(BaseModel):
    """Which records: those of a primary key and, if one is given, of a secondary key."""

    pk: str
    sk: str | None = None


class InsertRecord(Result):
    """What became of one record: `204` stored, `400` refused."""

    primary_key: str
    secondary_key: str
    result: str
    url: str
    """Where the record can be read; empty if it was refused."""


class InsertRecords(RootModel[list[InsertRecord]]):
    """What became of each record, in their order."""


Record = dict[str, JsonValue]
"""A record: its values by column."""
