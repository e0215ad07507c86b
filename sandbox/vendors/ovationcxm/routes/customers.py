"""Customers: list, read, put and delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeVar

from sandbox.vendor import OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import creates, lists, owned_customer
from sandbox.vendors.ovationcxm.call import OvationCall, is_blank
from sandbox.vendors.ovationcxm.dictionaries import CUSTOMER_STATUSES, INDUSTRIES
from sandbox.vendors.ovationcxm.envelope import Listed, Minimal, PageParameters, listed, minimal, paged
from sandbox.vendors.ovationcxm.errors import no_match, no_such_customer
from sandbox.vendors.ovationcxm.inputs import is_empty, named
from sandbox.vendors.ovationcxm.models.customers import PARTS, CustomersPut, LocationIn, UserIn, is_matched
from sandbox.vendors.ovationcxm.operations import no_object, operation, wrapped
from sandbox.vendors.ovationcxm.references import Reference, check_references
from sandbox.vendors.ovationcxm.removal import delete_customer
from sandbox.vendors.ovationcxm.rows.customers import CustomerRow, CustomerTuple, customer_row, customer_tuple
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Location
from sandbox.vendors.ovationcxm.writing import (
    add_location,
    add_user,
    check_parent,
    location_references,
    user_references,
    write_customer,
    write_location,
    write_user,
)

P = TypeVar("P", CustomerUser, Location)

DEFAULT_PAGE = 50
"""Rows on a page of customers. Source: rec2022."""


def list_customers(call: OvationCall, query: PageParameters) -> Annotated[Reply, Listed[list[CustomerRow]]]:
    """List customers.

    Those of the organisation that are not deleted, by ascending id.
    """
    lists(call)
    ids = call.state.customer_index.ids("of", call.org.id)
    return paged(call, ids, lambda id: customer_row(call, call.state.customers[id]), query, DEFAULT_PAGE)


def get_customer(call: OvationCall) -> Annotated[Reply, Listed[list[CustomerRow]]]:
    """Get a customer.

    A deleted one is found too.
    """
    id = call.path["customer_id"]
    customer = owned_customer(call, call.state.customers.get(id), no_such_customer(id))
    return listed(call, [customer_row(call, customer)], pages=1)


def remove_customer(call: OvationCall) -> Annotated[Reply, Minimal]:
    """Delete a customer.

    The first time it is marked as deleted, the second time removed.
    """
    id = call.path["customer_id"]
    customer = owned_customer(call, call.state.customers.get(id), no_such_customer(id))
    delete_customer(call, customer)
    return minimal(call)


def customer_statuses(call: OvationCall) -> Annotated[Reply, Listed[dict[str, str]]]:
    """Get the dictionary of customers' statuses."""
    lists(call)
    labels = {str(key): label for key, label in CUSTOMER_STATUSES.labels.items()}
    return listed(call, labels, pages=1)


def industries(call: OvationCall) -> Annotated[Reply, Listed[list[str] | dict[str, str]]]:
    """Get the dictionary of industries: the place of a label in the list is its key."""
    lists(call)
    labels = INDUSTRIES.labels
    if call.variants.industries_shape == "dictionary":
        return listed(call, {str(key): label for key, label in labels.items()}, pages=1)
    return listed(call, list(labels.values()), pages=1)


# --- Put ------------------------------------------------------------------------------------------------------------


def need_parts(call: OvationCall) -> None:
    """Refuse a put without user or location where the variant needs both."""
    if call.variants.put_sub_objects == "required":
        for part in PARTS:
            if is_blank(call.fields.get(part)):
                raise no_object(part, "put-sub-objects")


def find_target(call: OvationCall) -> None:
    """Find the customer that a put changes, by its id, or by its external id if that is asked for; else it makes one."""
    raw = call.fields["customer"]
    if id := named(raw):
        call.target = owned_customer(call, call.state.customers.get(id), no_match())
    elif not is_matched(call):
        creates(call)
    elif external_id := named(raw, "external_id"):
        _match(call, external_id)
    else:
        raw.setdefault("external_id", None)  # It is missing then, which is told with all else that is.
        return
    _find_part(call, "customer_user", call.state.users)
    _find_part(call, "customer_location", call.state.locations)


def _match(call: OvationCall, external_id: str) -> None:
    customer = call.state.customer_index.first("external_id", call.org.id, external_id)
    if customer is None and call.variants.match_external_id_miss == "create":
        call.applies("ovationcxm.customer-put-no-match")
        creates(call)
    else:
        call.target = owned_customer(call, customer, no_match())


def _find_part(call: OvationCall, part: str, records: Mapping[str, CustomerUser] | Mapping[str, Location]) -> None:
    """Refuse a user or location that is not the customer's, where the put names one."""
    raw = call.fields.get(part)
    is_left_out = is_empty(raw) and call.variants.put_sub_objects == "optional"
    if not is_left_out and (id := named(raw)):
        record = records.get(id)
        if record is None or call.target is None or record.customer_id != call.target.id:
            raise no_match()


def put_customer(call: OvationCall, body: CustomersPut) -> Annotated[Reply, Listed[CustomerTuple]]:
    """Create or update a customer, with a location and a user.

    They are written together: if one is refused, none is stored. A part that is empty or absent is left alone.
    """
    target: Customer | None = call.target
    user = _part(call.state.users, body.customer_user)
    location = _part(call.state.locations, body.customer_location)
    references: list[Reference] = []
    if body.customer_location:
        references += location_references(call, body.customer_location, location)
    if body.customer_user:
        references += user_references(call, body.customer_user, user)
    check_references(call, references)
    if body.customer_user:
        check_parent(call, body.customer_user, user, target, "customer_user.")

    customer = write_customer(call, body.customer, target)
    makes_blanks = target is None and call.variants.customers_put_missing_part == "create-blank"
    if body.customer_location:
        location = write_location(call, body.customer_location, location, customer)
    elif makes_blanks:
        location = add_location(call, customer, {})
    at = location or call.state.location_index.first("of", customer.id)
    if body.customer_user:
        user = write_user(call, body.customer_user, user, customer, at)
    elif makes_blanks:
        user = add_user(call, customer, {"customer_location_id": at.id if at else None})
    return listed(call, _written(call, customer, user, location), pages=1, count=1)


def _part(records: Mapping[str, P], given: LocationIn | UserIn | None) -> P | None:
    """Return the user or location that is to be changed; `None`: none is named."""
    return records[given.id] if given and given.id else None


def _written(call: OvationCall, customer: Customer, user: CustomerUser | None, location: Location | None) -> CustomerTuple:
    """Return what was written; how a missing part looks is not known."""
    found = customer_tuple(call, customer, user, location)
    for part in PARTS:
        if not found[part]:
            if call.variants.customers_put_missing_part == "null":
                found[part] = None
            elif call.variants.customers_put_missing_part == "omitted":
                del found[part]
    return found


OPERATIONS = (
    operation("customers.list", "GET", "/customers/get", list_customers, "S", grade=OBSERVED),
    operation("customers.get", "GET", "/customers/get/{customer_id}", get_customer, "S", "404"),
    operation("customers.meta.industries", "GET", "/customers/meta/industries", industries, "M"),
    operation("customers.meta.statuses", "GET", "/customers/meta/statuses", customer_statuses, "M"),
    operation(
        "customers.put",
        "POST",
        "/customers/put",
        put_customer,
        "S",
        "400 404 422",
        checks=(wrapped("customer", *PARTS), need_parts, find_target),
    ),
    operation("customers.delete", "POST", "/customers/delete/{customer_id}", remove_customer, "S", "404", grade=OBSERVED),
)
