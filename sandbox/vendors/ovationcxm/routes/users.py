"""Customers' users: read, put, delete, single sign-on and password reset."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from typing_extensions import TypedDict

from sandbox.vendor import OBSERVED, Reply
from sandbox.vendors.ovationcxm.access import creates, owned_customer, owned_user
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import Listed, Minimal, answer, listed, minimal
from sandbox.vendors.ovationcxm.errors import no_match, no_such_user, not_found
from sandbox.vendors.ovationcxm.inputs import Optional, Parameters, Required, named
from sandbox.vendors.ovationcxm.models.customers import UserPut
from sandbox.vendors.ovationcxm.operations import objects, operation, readable, wrapped
from sandbox.vendors.ovationcxm.references import check_references
from sandbox.vendors.ovationcxm.removal import delete_user
from sandbox.vendors.ovationcxm.rows.customers import CustomerTuple, UserRow, customer_tuple, user_row
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Message
from sandbox.vendors.ovationcxm.writing import check_parent, parent, user_references, write_user


class AnyUser(Parameters):
    """Which user, if only one is wanted."""

    user_id: Optional = None


def find_customer(call: OvationCall) -> None:
    """Find the customer that the path names, for what is read of its users."""
    id = call.path["customer_id"]
    call.target = owned_customer(call, call.state.customers.get(id), not_found("members", id))


def get_users(call: OvationCall, query: AnyUser) -> Annotated[Reply, Listed[list[UserRow]]]:
    """List users for a customer.

    Those that are not deleted; or one, whatever its status.
    """
    customer: Customer = call.target
    if query.user_id is None:
        found = call.state.user_index.all("of", customer.id)
    else:
        user = call.state.users.get(query.user_id)
        if user is None or user.customer_id != customer.id:
            raise no_such_user()
        found = [user]
    return listed(call, [user_row(call, user) for user in found], pages=1)


def find_target(call: OvationCall) -> None:
    """Find the user that a put changes; without an id it makes one."""
    if id := named(call.fields["customer_user"]):
        call.target = owned_user(call, call.state.users.get(id), no_match())
    else:
        creates(call)


def put_user(call: OvationCall, body: UserPut) -> Annotated[Reply, Listed[list[UserRow] | CustomerTuple]]:
    """Create or update a customer user."""
    given, current = body.customer_user, call.target
    owner = parent(call, given, current)
    check_references(call, [owner, *user_references(call, given, current)])
    customer: Customer = owner.record
    check_parent(call, given, current, customer)
    user = write_user(call, given, current, customer, None)
    if call.variants.shape("user_put_shape") == "tuple":
        location = call.state.locations.get(user.customer_location_id or "") or call.state.location_index.first("of", customer.id)
        return listed(call, customer_tuple(call, customer, user, location), pages=1, count=1)
    return listed(call, [user_row(call, user)], pages=0)


def remove_user(call: OvationCall) -> Annotated[Reply, Listed[list[UserRow]] | Minimal]:
    """Delete a customer user.

    The path names the user; or its customer, while `customer_user.id` of the body names the user.
    """
    id = call.path["id"]
    user: CustomerUser | None
    if "-" in id:
        user = call.state.users.get(id)
    else:
        user = call.state.users.get(named(call.fields.get("customer_user")) or "")
        if user is not None and user.customer_id != id:
            user = None
    user = owned_user(call, user, no_such_user())
    delete_user(call, user)
    if call.variants.user_delete_shape == "minimal":
        return minimal(call)
    return listed(call, [user_row(call, user)], pages=0)


# --- Single sign-on and passwords -----------------------------------------------------------------------------------


class Endpoint(Parameters):
    """Where the user wants to go."""

    endpoint: Optional = None


class SignOn(TypedDict):
    """A token for single sign-on, and where it is used."""

    success: Literal[True]
    authtoken: str
    url: str
    results: list[Any]
    current_server_time: str


def find_user(call: OvationCall) -> None:
    """Find the user that the path names."""
    call.target = owned_user(call, call.state.users.get(call.path["customer_user_id"]), no_such_user())


def sign_on(call: OvationCall, query: Endpoint) -> Annotated[Reply, SignOn]:
    """Get a single sign-on token for a customer user."""
    token = call.chance.bytes(20).hex()
    url = f"https://admin.sandbox.goboomtown.com/{query.endpoint or 'admin/v1'}/sso?authtoken={token}"
    return answer(call, {"authtoken": token, "url": url, "results": []})


class Login(Parameters):
    """Who."""

    login: Required
    """E-mail address of a customer user."""


def reset_password(call: OvationCall, form: Login) -> Annotated[Reply, Minimal]:
    """Reset a customer user's password.

    A password reset e-mail will be sent.
    """
    user = owned_user(call, call.state.user_index.first("email", call.org.id, form.login.lower()), no_such_user())
    call.state.outbox.append(Message("password_reset", str(user.email), user.id, call.now))
    return minimal(call)


# fmt: off
OPERATIONS = (
    operation("customers.user.get", "GET", "/customers/user/get/{customer_id}", get_users, "S", "404", checks=(find_customer,)),
    operation("customers.user.put", "POST", "/customers/user/put", put_user, "S", "400 404 422",
              checks=(wrapped("customer_user"), find_target)),
    operation("customers.user.delete", "POST", "/customers/user/delete/{id}", remove_user, "S", "400 404", OBSERVED,
              (objects("customer_user"),)),
    operation("customers.user.sso", "POST", "/customers/user/sso/{customer_user_id}", sign_on, "S", "404", OBSERVED, (find_user,)),
    operation("customers.password_reset", "POST", "/customers/password_reset", reset_password, "S", "400 404 422", checks=(readable,)),
)
# fmt: on
