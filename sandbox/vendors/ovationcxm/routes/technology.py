"""Technology: the devices of customers, and those of organisations themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists, of_org, owned_customer, owned_location
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import TECHNOLOGY_TYPES
from sandbox.vendors.ovationcxm.envelope import Listed, Minimal, listed, minimal
from sandbox.vendors.ovationcxm.errors import Refusal, invalid_fields, not_found
from sandbox.vendors.ovationcxm.inputs import Parameters, Required, Text, changed, store
from sandbox.vendors.ovationcxm.models.technology import TechnologyIn, TechnologyPut
from sandbox.vendors.ovationcxm.operations import operation, wrapped
from sandbox.vendors.ovationcxm.own import revise, target_at, target_in
from sandbox.vendors.ovationcxm.references import Reference, check_references
from sandbox.vendors.ovationcxm.rows.technology import TechnologyRow, technology_row
from sandbox.vendors.ovationcxm.state import Customer, Technology
from sandbox.vendors.ovationcxm.values import new_id

Technologies = Annotated[Reply, Listed[list[TechnologyRow]]]


class AtLocation(Parameters):
    """Where, and which if not all are wanted."""

    customer_location_id: Required
    customers_technology_id: Text = None


def own_technology(call: OvationCall, id: str) -> Technology:
    """Return technology that the call may work on. Raises `Refusal`."""
    return _owned(call, call.state.technology.get(id), not_found("members_devices", id))


def _owned(call: OvationCall, technology: Technology | None, absent: Refusal) -> Technology:
    """Return technology that the call may work on: its customer's organisation owns it, or its own. Raises `Refusal`."""
    if technology and technology.customer_id:
        owned_customer(call, call.state.customers[technology.customer_id], absent)
    else:
        of_org(call, technology.org_id if technology else None, absent)
    assert technology is not None
    return technology


def own_customer(call: OvationCall, id: str) -> Customer:
    """Return a customer that the call may work on. Raises `Refusal`."""
    return owned_customer(call, call.state.customers.get(id), not_found("members", id))


def list_customer_technology(call: OvationCall, query: AtLocation) -> Technologies:
    """List technology for a customer.

    What is at one of the customer's locations; nothing at a location that is not the customer's.
    """
    found = [
        technology
        for technology in call.state.technology_index.all("at", query.customer_location_id)
        if technology.customer_id == call.target.id and query.customers_technology_id in (None, technology.id)
    ]
    return listed(call, [technology_row(technology) for technology in found], pages=1)


def get_technology(call: OvationCall) -> Technologies:
    """Get technology by ID."""
    return listed(call, [technology_row(own_technology(call, call.path["technology_id"]))], pages=1)


def remove_technology(call: OvationCall) -> Annotated[Reply, Minimal]:
    """Delete technology.

    It is removed at once.
    """
    technology = own_technology(call, call.path["technology_id"])
    call.state.technology_index.remove(technology)
    del call.state.technology[technology.id]
    return minimal(call)


def technology_types(call: OvationCall) -> Annotated[Reply, Listed[dict[str, str]]]:
    """List technology types.

    A dictionary from key to name.
    """
    lists(call)
    return listed(call, {str(key): label for key, label in TECHNOLOGY_TYPES.labels.items()}, pages=1)


def technology_templates(call: OvationCall) -> Technologies:
    """List technology templates.

    Technology to begin with: type, make, model and label.
    """
    lists(call)
    return listed(call, [technology_row(call.state.templates[id]) for id in sorted(call.state.templates)], pages=1)


# --- Put ------------------------------------------------------------------------------------------------------------


def put_technology(call: OvationCall, body: TechnologyPut) -> Technologies:
    """Create or update a technology object.

    A location alone brings its customer. Without either it is the organisation's own.
    """
    given: TechnologyIn = body.technology
    technology: Technology | None = call.target
    changes = changed(given, "id", "metadata_values") | _place(call, given, technology)
    if "metadata_values" in given.model_fields_set:
        changes["metadata_values"] = _metadata(given, technology)

    if technology is None:
        technology = Technology(new_id(call, call.state.technology), call.org.id, created=call.now, updated=call.now)
        store(technology, changes)
        call.state.technology[technology.id] = technology
        call.state.technology_index.add(technology)
    else:
        with call.state.technology_index.changing(technology):
            revise(call, technology, changes)
    return listed(call, [technology_row(technology)], pages=0)


_PLACE = ("customer_id", "customer_location_id")


def _place(call: OvationCall, given: TechnologyIn, current: Technology | None) -> dict[str, str]:
    """Return the customer and the location that technology gets, which must exist, be one's own and belong together.

    So must its parent. Raises `Refusal`.
    """
    before = {name: getattr(current, name, "") for name in _PLACE}
    sent = {name: getattr(given, name) or "" for name in _PLACE if name in given.model_fields_set}
    after = before | sent
    is_moved = after != before
    check_references(call, list(_references(call, given, current, after if is_moved else {})))
    if not is_moved:
        return after
    customer_id, location_id = sent.get("customer_id"), after["customer_location_id"]
    if location_id:
        location = call.state.locations[location_id]
        if customer_id and location.customer_id != customer_id:
            raise invalid_fields("input-wrong-parent", "customer_location_id")
        after["customer_id"] = location.customer_id
    return after


def _references(call: OvationCall, given: TechnologyIn, current: Technology | None, place: dict[str, str]) -> Iterator[Reference]:
    """Yield what technology is to refer to; what it refers to already is not looked at again."""
    state, parent_id = call.state, given.parent_id
    if parent_id and (current is None or current.parent_id != parent_id):
        yield Reference(state.technology.get(parent_id), _owned, not_found("members_devices", parent_id))
    if place and given.customer_id:
        yield Reference(state.customers.get(given.customer_id), owned_customer, not_found("members", given.customer_id))
    if location_id := place.get("customer_location_id"):
        yield Reference(state.locations.get(location_id), owned_location, not_found("members_locations", location_id))


def _metadata(given: TechnologyIn, current: Technology | None) -> dict[str, Any]:
    """Return what is known then: what is given, and of the rest what was known before; `None` takes all away."""
    if given.metadata_values is None:
        return {}
    known = {**(current.metadata_values if current else {}), **changed(given.metadata_values)}
    return {name: value for name, value in known.items() if value is not None}


_PUT = (wrapped("technology"), target_in("technology", own_technology))
_CUSTOMER = (target_at("customer_id", own_customer),)

# fmt: off
OPERATIONS = (
    operation("customers.technology.get", "GET", "/customers/technology/get/{customer_id}", list_customer_technology, "S", "404 422",
              checks=_CUSTOMER),
    operation("technology.delete", "POST", "/technology/delete/{technology_id}", remove_technology, "S", "404"),
    operation("technology.get", "GET", "/technology/get/{technology_id}", get_technology, "S", "404"),
    operation("technology.meta.dictionary", "GET", "/technology/meta/dictionary", technology_types, "M"),
    operation("technology.meta.templates", "GET", "/technology/meta/templates", technology_templates, "M"),
    operation("technology.put", "POST", "/technology/put", put_technology, "S", "400 404 422", checks=_PUT),
)
# fmt: on
