"""Who is calling: the customer, location and user that a telephone call is matched with, or that are made for it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeVar

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import DELETED
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Location
from sandbox.vendors.ovationcxm.state.index import Index
from sandbox.vendors.ovationcxm.values import dialled, telephone
from sandbox.vendors.ovationcxm.writing import add_customer, add_location, add_user

Searched = Literal["customer", "customer_location", "customer_user"]
Found = Customer | Location | CustomerUser
R = TypeVar("R", Customer, Location, CustomerUser)

SEARCHED_BY: dict[Searched, tuple[str, ...]] = {
    "customer": ("external_id", "name", "email", "phone"),
    "customer_location": ("external_id", "name", "phone", "merchant_id"),
    "customer_user": ("external_id", "name", "email", "phone"),
}
"""What a search looks at after the id, in this order; `name` is the location's site name, and the user's full name."""


class Caller(NamedTuple):
    """Who is calling, from where."""

    customer: Customer
    location: Location
    user: CustomerUser


def search(call: OvationCall, searched: Searched, query: str) -> Found | None:
    """Find what a search query means among the objects of one kind: its id, or else the first of its other members that fits."""
    state = call.state
    if searched == "customer":
        return _search(call, state.customers, state.customer_index, searched, query)
    if searched == "customer_location":
        return _search(call, state.locations, state.location_index, searched, query)
    return _search(call, state.users, state.user_index, searched, query)


def _search(call: OvationCall, records: dict[str, R], index: Index[R], searched: Searched, query: str) -> R | None:
    named = records.get(query)
    if named is not None and _owner(call, named) == call.org.id:
        return named
    spellings = {"email": query.lower(), "phone": dialled(query)}
    for kind in SEARCHED_BY[searched]:
        # The external id of a deleted location still finds it elsewhere.
        found = [one for one in index.all(kind, call.org.id, spellings.get(kind, query)) if one.status != DELETED]
        if found:
            return found[0]
    return None


def _owner(call: OvationCall, record: Found) -> str:
    return record.org_id if isinstance(record, Customer) else call.state.owner_of(record)


def by_number(call: OvationCall, number: str) -> Found | None:
    """Find whose ten-digit number it is: a user's, a location's or a customer's."""
    state, key = call.state, ("phone", call.org.id, number)
    return state.user_index.first(*key) or state.location_index.first(*key) or state.customer_index.first(*key)


def caller_of(call: OvationCall, found: Found | None, number: str, name: str | None) -> Caller:
    """Return the caller whom a match stands for, with what is missing made: `number` is the caller's, ten digits, `name` its owner's.

    A customer or a location stands for its first user; a user calls from his location, or else from the customer's first.
    """
    state, printed = call.state, telephone(number)
    if found is None:
        call.applies("ovationcxm.customer-create-status")
        found = add_customer(call, {"name": name or f"Caller {printed}", "status": "Active"})
    location: Location | None = None
    user: CustomerUser | None
    if isinstance(found, CustomerUser):
        customer, user = state.customers[found.customer_id], found
    elif isinstance(found, Location):
        customer, user, location = state.customers[found.customer_id], state.user_index.first("at", found.id), found
    else:
        customer, user = found, state.user_index.first("of", found.id)
    if location is None and user is not None:
        location = state.locations.get(user.customer_location_id or "")
    location = location or state.location_index.first("all", customer.id) or add_location(call, customer, {})
    user = user or add_user(call, customer, {"sms_number": printed, "customer_location_id": location.id})
    return Caller(customer, location, user)
