"""Organizations and their users."""

from __future__ import annotations

from sandbox.vendor import DOCUMENTED, INFERRED, Answers, Operation
from sandbox.vendors.mspcentric.auth import authenticate, authorize, client_first, json_object, token_first
from sandbox.vendors.mspcentric.call import MspcentricCall
from sandbox.vendors.mspcentric.errors import EXISTS, NO_RESOURCE, NO_USER, ORGANIZATION_EXISTS, AnyError, Refusal
from sandbox.vendors.mspcentric.models import (
    Done,
    NewUser,
    OrganizationCreate,
    TokenReply,
    UserCreate,
    UserDelete,
    UserToDelete,
    UserToOpen,
)
from sandbox.vendors.mspcentric.parties import Client
from sandbox.vendors.mspcentric.paths import OEM
from sandbox.vendors.mspcentric.state import Organization, User


def create_organization(call: MspcentricCall, body: OrganizationCreate) -> TokenReply:
    """Create an organization and its Owner, and tell the Owner's token: keep it, it cannot be had again."""
    client = authenticate(call, body)
    data = body.data
    domain = _domain(data.email)
    if _is_taken(call, client, data, domain):
        raise Refusal("org-conflict", 409, ORGANIZATION_EXISTS)
    token = _next_token(call, client)
    organization = Organization(call.new_id(), client.client_id, data.name, data.vendor_organization_id, domain)
    organization.users.append(_user(call, data, token, "owner"))
    call.state.organizations.append(organization)
    call.state.tables.add_organization(organization)
    call.applies("mspcentric.org-create-required")
    return TokenReply(status=201, message="Successfully created organization", organization_oem_token=token)


def _is_taken(call: MspcentricCall, client: Client, data: NewUser, domain: str) -> bool:
    tables, scope = call.state.tables, client.client_id
    if data.vendor_organization_id is None:
        is_known = (scope, domain) in tables.by_domain
    else:
        is_known = (scope, data.vendor_organization_id) in tables.by_vendor_organization_id
    return is_known or _is_user_taken(call, scope, data)


def _is_user_taken(call: MspcentricCall, scope: str, data: NewUser) -> bool:
    live = call.state.tables.live
    return live[scope, "email", data.email.lower()] > 0 or live[scope, "vendorUserId", data.vendor_user_id] > 0


def create_user(call: MspcentricCall, body: UserCreate) -> TokenReply:
    """Add a Member to an organization, and tell the Member's token: keep it, it cannot be had again.

    The organization is that of `vendorOrganizationId`; without one, that of the e-mail's domain, among those that have none.
    """
    client = authenticate(call, body)
    organization = _target(call, client, body.data)
    if _is_user_taken(call, organization.id, body.data):
        raise Refusal("user-conflict", 409, EXISTS)
    is_shared = call.variants.oem_token == "per-organization" and organization.users
    token = organization.users[0].oem_token if is_shared else _next_token(call, client)
    user = _user(call, body.data, token, "member")
    organization.users.append(user)
    call.state.tables.add_user(organization, user)
    call.applies("mspcentric.user-token")
    return TokenReply(status=201, message="Successfully created a user for the organization", organization_oem_token=token)


def _target(call: MspcentricCall, client: Client, data: NewUser) -> Organization:
    tables = call.state.tables
    found = None
    if data.vendor_organization_id is not None:
        found = tables.by_vendor_organization_id.get((client.client_id, data.vendor_organization_id))
    if found is None and (data.vendor_organization_id is None or call.variants.user_target == "fall-through"):
        found = tables.by_domain.get((client.client_id, _domain(data.email)))
    if found is None:
        raise Refusal("user-target", 404, NO_RESOURCE)
    call.applies("mspcentric.user-target")
    return found


def delete_user(call: MspcentricCall, body: UserDelete) -> Done:
    """Delete a user: the one of the token, unless `data` names another one of the organization. It answers 201."""
    organization, holder = authorize(call, body)
    is_shared = call.variants.oem_token == "per-organization"
    if holder.removed and not is_shared:
        raise Refusal("user-delete", 404, NO_USER)
    selected = named_user(organization, body.data, "user-delete")
    if selected is None:
        selected = next(reversed(organization.live_users), None) if is_shared else holder
    if selected is None:
        raise Refusal("user-delete", 404, NO_USER)
    selected.removed = True
    call.state.tables.remove_user(organization, selected)
    call.applies("mspcentric.user-delete")
    if selected.role == "owner" or not organization.live_users:
        call.applies("mspcentric.user-delete-last")
    return Done(status=201, message="Success: User Deleted")


def named_user(organization: Organization, selector: UserToDelete | UserToOpen | None, rule: str) -> User | None:
    """Return the live user whom a request names; `None` if it names nobody. Raises the refusal of an unknown one."""
    if selector is None or (selector.vendor_user_id is None and selector.email is None):
        return None
    for user in organization.live_users:
        is_id = selector.vendor_user_id in (None, user.vendor_user_id)
        if is_id and (selector.email is None or selector.email.lower() == user.email.lower()):
            return user
    raise Refusal(rule, 404, NO_USER)


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


def _next_token(call: MspcentricCall, client: Client) -> str:
    queue = client.queues.oem_tokens
    return queue.pop(0) if queue else call.new_secret("oem")


def _user(call: MspcentricCall, data: NewUser, token: str, role: str) -> User:
    return User(
        id=call.new_id(),
        email=data.email,
        first_name=data.first_name,
        last_name=data.last_name,
        vendor_user_id=data.vendor_user_id,
        role="owner" if role == "owner" else "member",
        oem_token=token,
    )


# --- Table ----------------------------------------------------------------------------------------------------------

ENTRY = (json_object, client_first)
LISTED = Answers(AnyError, DOCUMENTED)
"""A status that the vendor lists for the operation."""
COMMON = Answers(AnyError, INFERRED)
"""One of the errors that the vendor calls common to all."""
CREATE = {400: LISTED, 401: LISTED, 409: LISTED}
CREATE_USER = {400: COMMON, 401: COMMON, 404: COMMON, 409: COMMON}
DELETE_USER = {400: LISTED, 401: LISTED, 403: LISTED, 404: LISTED}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("organization.create", "POST", f"{OEM}/organization", create_organization, DOCUMENTED, ENTRY, CREATE, status=201),
    Operation("user.create", "POST", f"{OEM}/user", create_user, DOCUMENTED, ENTRY, CREATE_USER, status=201),
    Operation("user.delete", "DELETE", f"{OEM}/user", delete_user, DOCUMENTED, (*ENTRY, token_first), DELETE_USER, status=201),
)
# fmt: on
