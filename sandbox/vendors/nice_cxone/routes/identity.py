"""Who a token stands for."""

from __future__ import annotations

from pydantic import BaseModel, RootModel

from sandbox.vendor import CHOSEN, DOCUMENTED, OBSERVED, RECORD, Answers, Operation
from sandbox.vendors.nice_cxone.auth import CHALLENGE, UNAUTHORIZED, authenticate, identify, owner
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.oauth import AuthError, Wire, refusal
from sandbox.vendors.nice_cxone.paths import WHOAMI


class UserInfo(BaseModel):
    """The user behind a token."""

    sub: str
    name: str
    given_name: str
    family_name: str
    email: str


class WhoamiRequest(Wire):
    """A token."""

    token: str


class Whoami(BaseModel):
    """The agent behind a token, and where its business unit's API is."""

    agent_id: int
    bus_no: int
    expires_in: int
    iss: str
    refresh_token_server_uri: str
    resource_server_base_uri: str
    sub: str
    team_id: int


class Association(BaseModel):
    """A user that is linked to the caller."""

    model_config = RECORD

    user_id: str
    username: str
    tenant_name: str


class Associations(RootModel[list[Association]]):
    """Users that are linked to the caller."""


def has_bearer(call: CxoneCall) -> None:
    """Check the bearer token as the authentication service does."""
    if not identify(call):
        raise _unauthorized(call)


def userinfo(call: CxoneCall) -> UserInfo:
    """Tell who the bearer token stands for."""
    user = call.user
    return UserInfo(sub=f"user:{call.user_id}", name=user.login, given_name=user.given_name, family_name=user.family_name, email=user.login)


def has_token(call: CxoneCall) -> None:
    """Check that the body holds a token."""
    try:
        WhoamiRequest.model_validate(call.json)
    except ValueError:
        raise _unauthorized(call) from None


def whoami(call: CxoneCall, body: WhoamiRequest) -> Whoami:
    """Tell which agent a token stands for, and where its API is."""
    token = owner(call, body.token)
    if token is None:
        raise _unauthorized(call)
    user = call.state.users[token.user_id]
    base = call.base_url
    return Whoami(
        agent_id=user.agent_id,
        bus_no=call.state.tenants[user.tenant_id].business_unit_id,
        expires_in=int(token.expires_at - call.now.timestamp()),
        iss=base,
        refresh_token_server_uri=f"{base}/auth/token",
        resource_server_base_uri=f"{base}/incontactapi/",
        sub=f"user:{token.user_id}",
        team_id=user.team_id,
    )


def associations(call: CxoneCall) -> Associations:
    """List the users that are linked to the caller: in the sandbox the caller alone."""
    return Associations([Association(user_id=call.user_id, username=call.user.login, tenant_name=call.tenant.name)])


def _unauthorized(call: CxoneCall) -> Refusal:
    text = "The access token is missing, invalid or expired"
    return refusal(call, "userinfo-unauthorized", 401, "invalid_token", text, CHALLENGE)


ERRORS = {401: Answers(AuthError, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("auth.userinfo", "GET", "/auth/userinfo", userinfo, DOCUMENTED, (has_bearer,), ERRORS, "bearer"),
    Operation("auth.userinfo-post", "POST", "/auth/userinfo", userinfo, DOCUMENTED, (has_bearer,), ERRORS, "bearer"),
    Operation("auth.whoami", "POST", WHOAMI, whoami, OBSERVED, (has_token,), ERRORS),
    Operation("auth.associations", "GET", "/account-access/v1/associations", associations, DOCUMENTED, (authenticate,),
              {401: UNAUTHORIZED}, "bearer"),
)
