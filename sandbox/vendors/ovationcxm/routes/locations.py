"""Customers' locations: read, put and delete, and their users."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import creates, lists, owned_customer, owned_location
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import LOCATION_STATUSES
from sandbox.vendors.ovationcxm.envelope import Listed, Minimal, listed, minimal
from sandbox.vendors.ovationcxm.errors import lookup_miss, no_match
from sandbox.vendors.ovationcxm.inputs import Optional, Parameters, Required, named
from sandbox.vendors.ovationcxm.models.customers import LocationPut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.references import check_references
from sandbox.vendors.ovationcxm.removal import delete_location
from sandbox.vendors.ovationcxm.rows.customers import CustomerTuple, LocationRow, UserRow, customer_tuple, location_row, user_row
from sandbox.vendors.ovationcxm.state import Customer, Location
from sandbox.vendors.ovationcxm.writing import location_references, parent, write_location


class AnyLocation(Parameters):
    """Which location, if only one is wanted."""

    customer_location_id: Optional = None


class OneLocation(Parameters):
    """Which location."""

    customer_location_id: Required


def find_customer(call: OvationCall) -> None:
    """Find the customer that the path names, for what is read of its locations."""
    call.target = owned_customer(call, call.state.customers.get(call.path["customer_id"]), lookup_miss())


def get_locations(call: OvationCall, query: AnyLocation) -> Annotated[Reply, Listed[list[LocationRow]]]:
    """List locations for a customer.

    Those that are not deleted; or one, whatever its status.
    """
    customer: Customer = call.target
    if query.customer_location_id is None:
        found = call.state.location_index.all("of", customer.id)
    else:
        found = [_of(call, customer, query.customer_location_id)]
    return listed(call, [location_row(call, location) for location in found], pages=1)


def get_location_users(call: OvationCall, query: OneLocation) -> Annotated[Reply, Listed[list[UserRow]]]:
    """List users for a customer location."""
    location = _of(call, call.target, query.customer_location_id)
    users = call.state.user_index.all("at", location.id)
    return listed(call, [user_row(call, user) for user in users], pages=0)


def _of(call: OvationCall, customer: Customer, location_id: str) -> Location:
    """Return a location of the customer. Raises `Refusal`."""
    location = call.state.locations.get(location_id)
    if location is None or location.customer_id != customer.id:
        raise lookup_miss()
    return location


def location_statuses(call: OvationCall) -> Annotated[Reply, Listed[dict[str, str]]]:
    """Get the dictionary of locations' statuses."""
    lists(call)
    return listed(call, {str(key): label for key, label in LOCATION_STATUSES.labels.items()}, pages=1)


def find_target(call: OvationCall) -> None:
    """Find the location that a put changes; without an id it makes one."""
    if id := named(call.fields["customer_location"]):
        call.target = owned_location(call, call.state.locations.get(id), no_match())
    else:
        creates(call)


def put_location(call: OvationCall, body: LocationPut) -> Annotated[Reply, Listed[list[LocationRow] | CustomerTuple]]:
    """Create or update a customer location."""
    given, current = body.customer_location, call.target
    owner = parent(call, given, current)
    check_references(call, [owner, *location_references(call, given, current)])
    customer: Customer = owner.record
    location = write_location(call, given, current, customer)
    if call.variants.shape("location_put_shape") == "tuple":
        user = call.state.user_index.first("of", customer.id)
        return listed(call, customer_tuple(call, customer, user, location), pages=1, count=1)
    return listed(call, [location_row(call, location)], pages=0)


def remove_location(call: OvationCall) -> Annotated[Reply, Minimal]:
    """Delete a customer location.

    The first time it is marked as deleted, the second time removed.
    """
    location = owned_location(call, call.state.locations.get(call.path["customer_location_id"]), no_match())
    delete_location(call, location)
    return minimal(call)


_OF_CUSTOMER = (find_customer,)

# fmt: off
OPERATIONS = (
    operation("customers.location.get", "GET", "/customers/location/get/{customer_id}", get_locations, "S", "404", checks=_OF_CUSTOMER),
    operation("customers.location.users", "GET", "/customers/location/users/{customer_id}", get_location_users, "S", "404 422",
              checks=_OF_CUSTOMER),
    operation("customers.location.meta_statuses", "GET", "/customers/location/meta_statuses", location_statuses, "M", grade=OBSERVED),
    operation("customers.location.put", "POST", "/customers/location/put", put_location, "S", "400 404 422",
              checks=(wrapped("customer_location"), find_target)),
    operation("customers.location.delete", "POST", "/customers/location/delete/{customer_location_id}", remove_location, "S", "404",
              grade=OBSERVED),
)
# fmt: on
