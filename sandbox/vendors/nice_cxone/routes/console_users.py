"""What an administrator does with users: permissions, access keys, and the user token of the Downloads page."""

from __future__ import annotations

from pydantic import BaseModel

from sandbox.vendor import RECORD
from sandbox.vendors.nice_cxone import keys
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.routes.console_contacts import known_user
from sandbox.vendors.nice_cxone.routes.console_fields import WIRE
from sandbox.vendors.nice_cxone.state import Permission, User
from sandbox.vendors.nice_cxone.tokens import issue


class UserChanges(BaseModel):
    """What is to change in a user."""

    model_config = WIRE

    permissions: list[Permission] | None = None
    active: bool | None = None


class OfUser(BaseModel):
    """Whose."""

    model_config = WIRE

    user_id: str


class UserShown(BaseModel):
    """A user."""

    model_config = RECORD

    user_id: str
    tenant_id: str
    given_name: str
    family_name: str
    login: str
    role: str
    agent_id: int
    team_id: int
    permissions: list[Permission]
    active: bool


class KeyShown(BaseModel):
    """An access key, with the secret: it is shown this once."""

    model_config = RECORD

    access_key_id: str
    access_key_secret: str
    user_id: str
    tenant_id: str
    agent_id: int
    billing_id: int
    is_active: bool


class UserToken(BaseModel):
    """A refresh token, to be exchanged at `/public/user/refresh`."""

    model_config = RECORD

    token: str


def update_user(call: CxoneCall, body: UserChanges) -> UserShown:
    """Give a user other permissions, deactivate them, or activate them again."""
    user_id, user = known_user(call.state, call.path["userId"])
    if body.permissions is not None:
        user.permissions = body.permissions
    if body.active is not None:
        user.active = body.active
    return _shown(user_id, user)


def create_access_key(call: CxoneCall, body: OfUser) -> KeyShown:
    """Create an access key of a user."""
    user_id, user = known_user(call.state, body.user_id)
    key_id, key = keys.create(call, user_id)
    return KeyShown(
        access_key_id=key_id,
        access_key_secret=key.secret,
        user_id=user_id,
        tenant_id=user.tenant_id,
        agent_id=user.agent_id,
        billing_id=call.state.tenants[user.tenant_id].business_unit_id,
        is_active=True,
    )


def create_user_token(call: CxoneCall, body: OfUser) -> UserToken:
    """Create a user token, as on the Downloads page."""
    user_id, _ = known_user(call.state, body.user_id)
    # The console stands below the control plane, and the issuer is the API.
    issuer = call.base_url.replace("/_sandbox/", "/")
    return UserToken(token=issue(call, user_id, iss=issuer).refresh)


def _shown(user_id: str, user: User) -> UserShown:
    return UserShown(
        user_id=user_id,
        tenant_id=user.tenant_id,
        given_name=user.given_name,
        family_name=user.family_name,
        login=user.login,
        role=user.role,
        agent_id=user.agent_id,
        team_id=user.team_id,
        permissions=user.permissions,
        active=user.active,
    )
