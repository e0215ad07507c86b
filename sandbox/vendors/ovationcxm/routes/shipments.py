"""Shipments: list, read and put."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import CARRIERS, SHIPMENT_STATUSES
from sandbox.vendors.ovationcxm.envelope import Enumeration, Listed, PageParameters, enumeration, listed, paged
from sandbox.vendors.ovationcxm.inputs import changed, store
from sandbox.vendors.ovationcxm.models.organisations import ShipmentPut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.own import own_shipment, revise, target_in
from sandbox.vendors.ovationcxm.rows.organisations import ShipmentRow, shipment_row
from sandbox.vendors.ovationcxm.state import Shipment
from sandbox.vendors.ovationcxm.values import new_id

Shipments = Annotated[Reply, Listed[list[ShipmentRow]]]

DEFAULT_PAGE = 10
"""Rows on a page of shipments. Source: sdk2018."""


def list_shipments(call: OvationCall, query: PageParameters) -> Shipments:
    """List shipments."""
    lists(call)
    ids = call.state.shipment_index.ids("of", call.org.id)
    return paged(call, ids, lambda id: shipment_row(call.state.shipments[id]), query, DEFAULT_PAGE)


def get_shipment(call: OvationCall) -> Shipments:
    """Get a shipment."""
    return listed(call, [shipment_row(own_shipment(call, call.path["shipment_id"]))], pages=1)


def put_shipment(call: OvationCall, body: ShipmentPut) -> Shipments:
    """Create a shipment for a customer.

    With an id it is updated.
    """
    shipment: Shipment | None = call.target
    changes = changed(body.shipments, "id")
    if shipment is None:
        shipment = Shipment(new_id(call, call.state.shipments), call.org.id, created=call.now, updated=call.now)
        store(shipment, changes)
        call.state.shipments[shipment.id] = shipment
        call.state.shipment_index.add(shipment)
    else:
        revise(call, shipment, changes)
    return listed(call, [shipment_row(shipment)], pages=0)


def carriers(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of carriers."""
    lists(call)
    return enumeration(call, CARRIERS)


def shipment_statuses(call: OvationCall) -> Annotated[Reply, Enumeration]:
    """Get the dictionary of shipments' statuses."""
    lists(call)
    return enumeration(call, SHIPMENT_STATUSES)


_PUT = (wrapped("shipments"), target_in("shipments", own_shipment))

OPERATIONS = (
    operation("shipments.put", "POST", "/shipments/put", put_shipment, "X", "400 404 422", checks=_PUT),
    operation("shipments.get", "GET", "/shipments/get/{shipment_id}", get_shipment, "X", "404"),
    operation("shipments.meta.carriers", "GET", "/shipments/meta/carriers", carriers, "M"),
    operation("shipments.meta.statuses", "GET", "/shipments/meta/statuses", shipment_statuses, "M"),
    operation("shipments.list", "GET", "/shipments/get", list_shipments, "X"),
)
