"""Look-ups of customers, their locations and their users."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeVar

from typing_extensions import TypedDict

from sandbox.vendor import OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import lists, owned_customer, owned_location, owned_user, search
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import Listed, answer, listed
from sandbox.vendors.ovationcxm.errors import invalid_fields, lookup_miss
from sandbox.vendors.ovationcxm.inputs import Parameters, Required, Text
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.rows.customers import (
    CustomerRow,
    LocationRow,
    LookupTuple,
    UserRow,
    customer_row,
    location_row,
    lookup_tuple,
    user_row,
)
from sandbox.vendors.ovationcxm.state import EVERYWHERE, Customer, CustomerUser, Issue, Location
from sandbox.vendors.ovationcxm.state.index import Index

R = TypeVar("R", CustomerUser, Location)

# --- Parameters -----------------------------------------------------------------------------------------------------


class ByExternalId(Parameters):
    """An id in the caller's own system."""

    external_id: Required


class ByIssueId(Parameters):
    """An issue."""

    issueId: Required  # noqa: N815 - the vendor's own spelling


class ByEmail(Parameters):
    """An e-mail address."""

    email: Required


class ByUserEmail(Parameters):
    """The e-mail address of a customer user."""

    customerUserEmail: Required  # noqa: N815


class ByUserId(Parameters):
    """A customer user."""

    customerUserId: Required  # noqa: N815


class ByLogin(Parameters):
    """How a customer user signs in."""

    login: Required


class WithPassword(Parameters):
    """What only the user knows."""

    password: Required


# --- Customers ------------------------------------------------------------------------------------------------------

Found = Annotated[Reply, Listed[LookupTuple | list[CustomerRow]]]


def lookup_customer_by_external_id(call: OvationCall, query: ByExternalId) -> Found:
    """Get a customer by external_id."""
    customer = owned_customer(call, search(call, call.state.customer_index, "external_id", query.external_id), lookup_miss())
    return _found(call, customer, None)


def lookup_customer_by_issue(call: OvationCall, query: ByIssueId) -> Found:
    """Get a customer by issue id."""
    issue = _issue(call, query.issueId)
    customer = owned_customer(call, call.state.customers[issue.customer_id] if issue else None, lookup_miss())
    return _found(call, customer, call.state.users.get(issue.customer_user_id) if issue else None)


def lookup_customer_by_email(call: OvationCall, query: ByUserEmail) -> Found:
    """Get a customer by a user's e-mail."""
    user = owned_user(call, search(call, call.state.user_index, "email", query.customerUserEmail.lower()), lookup_miss())
    return _found(call, call.state.customers[user.customer_id], user)


def lookup_customer_by_user(call: OvationCall, query: ByUserId) -> Found:
    """Get a customer by a user id."""
    user = owned_user(call, call.state.users.get(query.customerUserId), lookup_miss())
    return _found(call, call.state.customers[user.customer_id], user)


def need_both(call: OvationCall) -> None:
    """Refuse a login without name or password: each belongs to another part of the request, so that neither part tells of both."""
    if missing := [name for name in ("login", "password") if name not in call.query]:
        raise invalid_fields("input-required", *missing)


def lookup_customer_by_login(call: OvationCall, query: ByLogin, form: WithPassword) -> Annotated[Reply, Listed[list[CustomerRow]]]:
    """Get a customer by their login info.

    `login` is the e-mail address of a customer user.
    """
    login = query.login.lower()
    who = (user for org_id in (call.org.id, EVERYWHERE) for user in call.state.user_index.all("email", org_id, login))
    user = owned_user(call, next((user for user in who if user.password == form.password), None), lookup_miss())
    return listed(call, [customer_row(call, call.state.customers[user.customer_id])], pages=0)


def _found(call: OvationCall, customer: Customer, user: CustomerUser | None) -> Reply:
    """Answer with a customer, the user that was found or else its first, and that user's location or else its first."""
    if call.variants.shape("lookup_shape") == "array":
        return listed(call, [customer_row(call, customer)], pages=0)
    user = user or call.state.user_index.first("of", customer.id)
    location = call.state.locations.get(user.customer_location_id or "") if user else None
    location = location or call.state.location_index.first("all", customer.id)
    return listed(call, lookup_tuple(call, customer, user, location), pages=0, count=1)


def _issue(call: OvationCall, id: str) -> Issue | None:
    """Return an issue that is not deleted."""
    issue = call.state.issues.get(id)
    return None if issue is None or issue.is_deleted else issue


# --- Locations ------------------------------------------------------------------------------------------------------

Locations = Annotated[Reply, Listed[list[LocationRow]]]


def lookup_location_by_external_id(call: OvationCall, query: ByExternalId) -> Locations:
    """Get a customer location by external_id."""
    return _locations(call, _all(call, call.state.location_index, "external_id", query.external_id))


def lookup_location_by_issue(call: OvationCall, query: ByIssueId) -> Locations:
    """Get a customer location by issue id."""
    issue = _issue(call, query.issueId)
    location = call.state.locations.get(issue.customer_location_id) if issue else None
    return _locations(call, [location] if location else [])


def lookup_location_by_email(call: OvationCall, query: ByEmail) -> Locations:
    """Get a customer location by e-mail address.

    The address is that of a user at the location, or else that of the customer.
    """
    email = query.email.lower()
    return _locations(call, _at(call, call.org.id, email) or _at(call, EVERYWHERE, email))


def _at(call: OvationCall, org_id: str, email: str) -> list[Location]:
    """Return the locations of an address in an organisation, by ascending id."""
    state = call.state
    ids = {user.customer_location_id for user in state.user_index.all("email", org_id, email)}
    if found := [state.locations[id] for id in sorted(id for id in ids if id in state.locations)]:
        return found
    customers = state.customer_index.all("email", org_id, email)
    return [location for customer in customers for location in state.location_index.all("all", customer.id)]


def _locations(call: OvationCall, found: Sequence[Location]) -> Reply:
    """Answer with locations of one organisation. Raises `Refusal` if there are none, or if they are another one's."""
    owned_location(call, found[0] if found else None, lookup_miss())
    return listed(call, [location_row(call, location) for location in found], pages=0)


# --- Users ----------------------------------------------------------------------------------------------------------

Users = Annotated[Reply, Listed[list[UserRow]]]


def lookup_user_by_external_id(call: OvationCall, query: ByExternalId) -> Users:
    """Get a customer user by external_id."""
    return _users(call, _all(call, call.state.user_index, "external_id", query.external_id))


def lookup_user_by_issue(call: OvationCall, query: ByIssueId) -> Users:
    """Get a customer user by issue id."""
    issue = _issue(call, query.issueId)
    user = call.state.users.get(issue.customer_user_id) if issue else None
    return _users(call, [user] if user else [])


def lookup_user_by_email(call: OvationCall, query: ByUserEmail) -> Users:
    """Get a customer user by a user's e-mail."""
    return _users(call, _all(call, call.state.user_index, "email", query.customerUserEmail.lower()))


def _users(call: OvationCall, found: Sequence[CustomerUser]) -> Reply:
    """Answer with users of one organisation. Raises `Refusal` if there are none, or if they are another one's."""
    owned_user(call, found[0] if found else None, lookup_miss())
    return listed(call, [user_row(call, user) for user in found], pages=0)


def _all(call: OvationCall, index: Index[R], kind: str, value: str) -> list[R]:
    """Find the records of the effective organisation, else those of any other, so that it can be told that there are some."""
    return index.all(kind, call.org.id, value) or index.all(kind, EVERYWHERE, value)


# --- Is an address in use? ------------------------------------------------------------------------------------------


class Exists(TypedDict):
    """Whether there is such a user."""

    success: Literal[True]
    exists: bool
    current_server_time: str


class AnyEmail(Parameters):
    """An e-mail address."""

    email: Text = None


def check_user(call: OvationCall, query: AnyEmail) -> Annotated[Reply, Exists]:
    """Is an e-mail in use by a customer user?"""
    if query.email is None and call.variants.user_check_no_email == "input-error":
        raise invalid_fields("input-required", "email")
    return _exists(call, query.email or "")


def check_user_by_path(call: OvationCall) -> Annotated[Reply, Exists]:
    """Is an e-mail in use by a customer user?"""
    return _exists(call, call.path["email"])


def _exists(call: OvationCall, email: str) -> Reply:
    """Answer whether a user of the organisation has the address; whether one elsewhere has it is not told."""
    lists(call)
    call.applies("ovationcxm.user-check")
    return answer(call, {"exists": bool(call.state.user_index.ids("email", call.org.id, email.lower()))})


# fmt: off
OPERATIONS = (
    operation("customers.user_check", "GET", "/customers/user_check", check_user, "S", "422"),
    operation("customers.location.lookupByIssueId", "GET", "/customers/location/lookupByIssueId", lookup_location_by_issue, "S", "404 422"),
    operation("customers.location.lookupByEmail", "GET", "/customers/location/lookupByEmail", lookup_location_by_email, "S", "404 422"),
    operation("customers.location.lookupByExternalId", "GET", "/customers/location/lookupByExternalId", lookup_location_by_external_id,
              "S", "404 422"),
    operation("customers.lookup", "GET", "/customers/lookup", lookup_customer_by_login, "S", "400 404 422", checks=(readable, need_both)),
    operation("customers.lookupByExternalId", "GET", "/customers/lookupByExternalId", lookup_customer_by_external_id, "S", "404 422"),
    operation("customers.lookupByIssueId", "GET", "/customers/lookupByIssueId", lookup_customer_by_issue, "S", "404 422"),
    operation("customers.lookupByEmail", "GET", "/customers/lookupByEmail", lookup_customer_by_email, "S", "404 422"),
    operation("customers.lookupById", "GET", "/customers/lookupById", lookup_customer_by_user, "S", "404 422"),
    operation("customers.users.lookupByIssueId", "GET", "/customers/users/lookupByIssueId", lookup_user_by_issue, "S", "404 422"),
    operation("customers.users.lookupByExternalId", "GET", "/customers/users/lookupByExternalId", lookup_user_by_external_id,
              "S", "404 422"),
    operation("customers.users.lookupByEmail", "GET", "/customers/users/lookupByEmail", lookup_user_by_email, "S", "404 422"),
    operation("customers.user_check.path", "GET", "/customers/user_check/{email}", check_user_by_path, "S", grade=OBSERVED),
    operation("customers.user.lookupByExternalId", "GET", "/customers/user/lookupByExternalId", lookup_user_by_external_id,
              "S", "404 422", OBSERVED),
)
# fmt: on
