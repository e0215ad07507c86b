"""Datastores: look-up tables that structures read, with a live table and one to prepare the next in."""

from __future__ import annotations

from typing import cast

from sandbox.vendors.mxo import dates, errors
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.datastore import Column, Datastore, Table, Type
from sandbox.vendors.mxo.datastore_models import DatastoreReference, DatastoreRequest, ShownDatastore, ShownDatastores, ShownDefinition

M_KEY = "Invalid primary key or secondary key"
M_KEY_TYPE = "Invalid type of primary key or secondary key"


def list_datastores(call: MxoCall) -> ShownDatastores:
    """List the datastores of a workspace, oldest first."""
    return ShownDatastores([_shown(api_name, datastore) for api_name, datastore in call.space.datastores.items()])


def create_datastore(call: MxoCall, body: DatastoreRequest) -> None:
    """Define a datastore, with an empty live and an empty staging table.

    At most 40 columns, of which at most 5 are LARGE_TEXT; the keys are TEXT columns.
    """
    _check_keys(body)
    if body.api_name in call.space.datastores:
        raise errors.Refusal("mxo.datastore-duplicate", 400, errors.GENERAL, "The specified datastore already exists")
    now = dates.milliseconds(call.now)
    call.space.datastores[body.api_name] = Datastore(
        name=body.name,
        created=now,
        last_modified=now,
        primary_key=body.primary_key,
        secondary_key=body.secondary_key,
        definitions=[Column(column.name, cast("Type", column.type)) for column in body.definitions],
        live=Table(reference=_new_reference(call)),
        staging=Table(reference=_new_reference(call)),
    )
    call.applies("mxo.datastore-created")


def get_datastore(call: MxoCall) -> ShownDatastore:
    """Get the definition of a datastore."""
    return _shown(call.path["datastoreApiName"], call.datastore)


def delete_datastore(call: MxoCall) -> None:
    """Delete a datastore: its definition, its tables and their records."""
    del call.space.datastores[call.path["datastoreApiName"]]


def get_reference(call: MxoCall) -> DatastoreReference:
    """Get the current reference of the live or the staging table."""
    return DatastoreReference(reference_id=call.datastore.table(call.target).reference)


def go_live(call: MxoCall) -> None:
    """Make the staging table live.

    References belong to tables: the old live table becomes the staging one, with its records.
    """
    datastore = call.datastore
    if call.path["stagingReference"] != datastore.staging.reference:
        raise errors.Refusal("mxo.datastore-staging-reference", 404, errors.GENERAL, "Invalid staging reference")
    if call.variants.datastore_go_live == "swap":
        datastore.live, datastore.staging = datastore.staging, datastore.live
    else:
        datastore.live.take_over(datastore.staging.rows)
        if call.variants.datastore_go_live == "move":
            datastore.staging.clear()
    touch(call)


def clear_table(call: MxoCall) -> None:
    """Remove every record of the table with this reference."""
    tables = (call.datastore.live, call.datastore.staging)
    table = next((table for table in tables if table.reference == call.path["tableReference"]), None)
    if table is None:
        raise errors.Refusal("mxo.datastore-table-reference", 404, errors.GENERAL, "Invalid table reference")
    table.clear()
    touch(call)


def touch(call: MxoCall) -> None:
    """Note that records of the datastore changed."""
    call.datastore.last_modified = dates.milliseconds(call.now)


def _check_keys(body: DatastoreRequest) -> None:
    """Refuse keys that are no columns of their own, then columns that are no keys."""
    types = {column.name.lower(): column.type for column in body.definitions}
    keys = [key.lower() for key in (body.primary_key, body.secondary_key) if key is not None]
    if len(set(keys)) < len(keys) or not all(key in types for key in keys):
        raise errors.Refusal("mxo.datastore-key-column", 400, errors.GENERAL, M_KEY)
    if any(types[key] != "TEXT" for key in keys):
        raise errors.Refusal("mxo.datastore-key-type", 400, errors.GENERAL, M_KEY_TYPE)


def _new_reference(call: MxoCall) -> str:
    return f"ds{call.chance.bytes(16).hex()}"


def _shown(api_name: str, datastore: Datastore) -> ShownDatastore:
    shown = ShownDatastore(
        name=datastore.name,
        api_name=api_name,
        created=datastore.created,
        last_modified=datastore.last_modified,
        primary_key=datastore.primary_key,
        definitions=[ShownDefinition(name=column.name, type=column.type) for column in datastore.definitions],
    )
    if datastore.secondary_key is not None:
        shown.secondary_key = datastore.secondary_key
    return shown
