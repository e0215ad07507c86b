"""How customers, locations and users are written: everything is checked first, then stored together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.vendors.ovationcxm.access import owned_customer, owned_location, partner_team
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import invalid_fields, no_match, not_found
from sandbox.vendors.ovationcxm.inputs import changed, store
from sandbox.vendors.ovationcxm.models.customers import CustomerIn, LocationIn, UserIn
from sandbox.vendors.ovationcxm.references import Reference
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Location
from sandbox.vendors.ovationcxm.values import new_id

# --- Checks ---------------------------------------------------------------------------------------------------------


def location_references(call: OvationCall, given: LocationIn, current: Location | None) -> Iterator[Reference]:
    """Yield the teams that a location gets. It may keep what it has."""
    for team_id in given.org_team_ids or ():
        if current is None or team_id not in current.org_team_ids:
            yield Reference(call.state.teams.get(team_id), partner_team, not_found("partners_teams", team_id))


def user_references(call: OvationCall, given: UserIn, current: CustomerUser | None) -> Iterator[Reference]:
    """Yield the location that a user gets. It may keep the one it has."""
    if (location_id := given.customer_location_id) and not (current and current.customer_location_id == location_id):
        yield Reference(call.state.locations.get(location_id), owned_location, not_found("members_locations", location_id))


def check_parent(call: OvationCall, given: UserIn, current: CustomerUser | None, customer: Customer | None, part: str = "") -> None:
    """Refuse a location of another customer. `part` stands before the member's name."""
    for reference in user_references(call, given, current):
        if customer is None or reference.record.customer_id != customer.id:
            raise invalid_fields("input-wrong-parent", f"{part}customer_location_id")


def parent(call: OvationCall, given: LocationIn | UserIn, current: Location | CustomerUser | None) -> Reference:
    """Return the customer of a location or user; a new one names it, by its id or else by its external id."""
    state, name = call.state, current.customer_id if current else str(given.customer_id)
    customer = state.customers.get(name) or state.customer_index.first("external_id", call.org.id, name)
    return Reference(customer, owned_customer, no_match())


# --- Writes ---------------------------------------------------------------------------------------------------------


def write_customer(call: OvationCall, given: CustomerIn, current: Customer | None) -> Customer:
    """Store a new or a changed customer."""
    changes = changed(given, "id")
    if current is not None:
        with call.state.customer_index.changing(current):
            store(current, changes)
        return current
    if "status" not in changes:
        call.applies("ovationcxm.customer-create-status")
    return add_customer(call, changes)


def add_customer(call: OvationCall, changes: dict[str, Any]) -> Customer:
    """Store a new customer of the effective organisation."""
    customer = Customer(new_id(call, call.state.customers), call.org.id, call.now)
    store(customer, changes)
    call.state.customers[customer.id] = customer
    call.state.customer_index.add(customer)
    return customer


def write_location(call: OvationCall, given: LocationIn, current: Location | None, customer: Customer) -> Location:
    """Store a new or a changed location of a customer."""
    changes = changed(given, "id", "customer_id", "metadata_values", "custom_forms")
    if "custom_forms" in given.model_fields_set:
        forms = given.custom_forms or {}
        changes["custom_forms"] = {form: {name: value or "" for name, value in values.items()} for form, values in forms.items()}
    if current is None:
        location = add_location(call, customer, changes)
    else:
        location = current
        with call.state.location_index.changing(location):
            store(location, changes)
    if given.metadata_values is not None:
        for name in given.metadata_values.model_fields_set:
            location.metadata_values[name] = getattr(given.metadata_values, name) or ""
    elif "metadata_values" in given.model_fields_set:
        location.metadata_values = {}
    return location


def add_location(call: OvationCall, customer: Customer, changes: dict[str, Any]) -> Location:
    """Store a new location of a customer, which is of the organisation's default team unless it says otherwise."""
    location = Location(new_id(call, call.state.locations, 3, customer.id), customer.id)
    store(location, {"org_team_ids": [call.state.orgs[customer.org_id].default_org_team_id], **changes})
    call.state.locations[location.id] = location
    call.state.location_index.add(location)
    return location


def write_user(
    call: OvationCall, given: UserIn, current: CustomerUser | None, customer: Customer, location: Location | None
) -> CustomerUser:
    """Store a new or a changed user of a customer; a new one is at `location` unless it says otherwise."""
    changes = changed(given, "id", "customer_id")
    if changes.get("lang"):
        changes["lang"] = str(changes["lang"]).upper()
    if current is not None:
        with call.state.user_index.changing(current):
            store(current, changes)
        return current
    return add_user(call, customer, {"customer_location_id": location.id if location else None, **changes})


def add_user(call: OvationCall, customer: Customer, changes: dict[str, Any]) -> CustomerUser:
    """Store a new user of a customer."""
    user = CustomerUser(new_id(call, call.state.users, 3, customer.id), customer.id)
    store(user, changes)
    call.state.users[user.id] = user
    call.state.user_index.add(user)
    return user
