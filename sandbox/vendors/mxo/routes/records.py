"""Records: the rows of a datastore's live and staging table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

import orjson
from pydantic import SkipValidation

from sandbox.vendor import Reply
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.datastore import Datastore, Row, Type
from sandbox.vendors.mxo.datastore_models import InsertRecord, InsertRecords, Record, RecordQuery
from sandbox.vendors.mxo.routes.datastores import touch

Body = list[SkipValidation[Record]]
"""What the records should be; what is wrong with one is told in its own result."""

URL = "http://api.thunderhead.com/datastores"


def query_records(call: MxoCall, query: RecordQuery) -> Annotated[Reply, list[Record]]:
    """Get the records of a primary key and, if one is given, of a secondary key, in the order in which they were inserted."""
    column = call.datastore.secondary_key
    found = call.datastore.table(call.target).find(query.pk, _secondary(call, query), column)
    if not found:
        call.applies("mxo.record-empty-result")
    return Reply(200, orjson.dumps(found))


def insert_records(call: MxoCall, body: Body) -> InsertRecords:
    """Insert records, each with a result of its own.

    A record with the keys of a stored one takes its place. Columns are named in any case.
    """
    append = call.variants.datastore_insert_mode == "append"
    table = call.datastore.table(call.target)
    columns = _Columns(call.datastore)
    results = []
    for record in body:
        row, primary, secondary = columns.read(record)
        if row is None:
            call.applies("mxo.record-bad")
            results.append(InsertRecord(primary_key=primary, secondary_key=secondary, result="400", url=""))
            continue
        if table.put(primary, secondary, row, call.datastore.secondary_key, append=append):
            call.applies("mxo.record-upsert")
        call.applies("mxo.record-ok")
        results.append(InsertRecord(primary_key=primary, secondary_key=secondary, result="204", url=_url(call, primary, secondary)))
    if any(result.result == "204" for result in results):
        touch(call)
    call.apply_once()
    return InsertRecords.model_construct(results)


def delete_records(call: MxoCall, query: RecordQuery) -> None:
    """Delete the records of a primary key and, if one is given, of a secondary key. It is no error if there are none."""
    column = call.datastore.secondary_key
    if call.datastore.table(call.target).remove(query.pk, _secondary(call, query), column):
        touch(call)
    else:
        call.applies("mxo.record-delete-none")


def _secondary(call: MxoCall, query: RecordQuery) -> str | None:
    """Return the secondary key that is asked for; a datastore without one ignores it."""
    return query.sk or None if call.datastore.secondary_key else None


def _url(call: MxoCall, primary: str, secondary: str) -> str:
    url = f"{URL}/{_quoted(call.path['datastoreApiName'])}/{call.target}?pk={_quoted(primary)}"
    return f"{url}&sk={_quoted(secondary)}" if secondary else url


def _quoted(text: str) -> str:
    return quote(text, safe="@")


# --- Reading a record -----------------------------------------------------------------------------------------------

FITS: dict[Type, Callable[[object], bool]] = {
    "TEXT": lambda value: isinstance(value, str) and len(value) <= 500,
    "LARGE_TEXT": lambda value: isinstance(value, str) and len(value) <= 4096,
    "BOOLEAN": lambda value: isinstance(value, bool),
    "NUMERIC": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "NUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "DATETIME": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "TEXT_LIST": lambda value: isinstance(value, str),
}
"""What a column of a type holds."""


class _Columns:
    """The columns of a datastore, ready to read records."""

    def __init__(self, datastore: Datastore) -> None:
        self._types = {column.name.lower(): column.type for column in datastore.definitions}
        self._keys = [key.lower() for key in (datastore.primary_key, datastore.secondary_key) if key is not None]

    def read(self, record: object) -> tuple[Row | None, str, str]:
        """Return the row of a record, `None` if it is a bad one, and its primary and secondary key as far as they are known.

        A member that is `null` is left out; of two that name the same column the last counts.
        """
        given: Row = {name: value for name, value in record.items() if value is not None} if isinstance(record, dict) else {}
        by_column = {name.lower(): name for name in given}
        keys = [given.get(by_column.get(key, "")) for key in self._keys]
        primary, secondary = ([key if isinstance(key, str) else "" for key in keys] + [""])[:2]
        is_good = all(keys) and all(name in self._types and FITS[self._types[name]](given[written]) for name, written in by_column.items())
        row = {name: value for name, value in given.items() if by_column[name.lower()] == name}
        return row if is_good else None, primary, secondary
