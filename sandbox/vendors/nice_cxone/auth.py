"""Who is calling: the bearer checks of CXone's APIs, and what a caller may do."""

from __future__ import annotations

from pydantic import BaseModel

from sandbox.vendor import DOCUMENTED, Answers
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import AcdRefusal, Refusal
from sandbox.vendors.nice_cxone.state import Permission, User
from sandbox.vendors.nice_cxone.tokens import Token, Use, read

CHALLENGE = {"WWW-Authenticate": "Bearer"}


class Message(BaseModel):
    """How most of CXone's APIs say no."""

    message: str


UNAUTHORIZED = Answers(Message | None, DOCUMENTED)
"""What a UserHub API answers without a valid bearer token."""

_API_ERROR = {
    "code": "UNAUTHORIZED",
    "details": "Authentication failed. Incorrect credentials.",
    "hostName": "business-data-manager.sandbox.invalid",
    "entityType": "BusinessData",
}


def authenticate(call: CxoneCall) -> None:
    """Check the bearer token of a UserHub API."""
    if not identify(call):
        raise Refusal("nice_cxone.auth.bearer-required", 401, _unauthorized(call), CHALLENGE)


def authenticate_acd(call: CxoneCall) -> None:
    """Check the bearer token of the ACD API."""
    if not identify(call):
        raise AcdRefusal("nice_cxone.auth.bearer-required-acd", 401, "Invalid or expired token", CHALLENGE)


def identify(call: CxoneCall) -> bool:
    """Find the user and tenant that the bearer token stands for; say whether there are any."""
    scheme, _, presented = call.header("authorization").partition(" ")
    if scheme != "Bearer":
        if scheme.lower() != "bearer":
            return False
        call.applies("nice_cxone.auth.bearer-scheme-case")
    token = owner(call, presented.strip())
    if token is None:
        return False
    if token.use == "id":
        call.applies("nice_cxone.auth.id-token-as-bearer")
    call.user_id, call.tenant_id = token.user_id, token.tenant_id
    call.user = call.state.users[token.user_id]
    call.tenant = call.state.tenants[token.tenant_id]
    return True


def owner(call: CxoneCall, text: str, *uses: Use) -> Token | None:
    """Return an access or id token (or one of `uses`), if it is valid and its user and tenant are known and active."""
    token = read(call, text, *(uses or ("access", "id")))
    if token is None:
        return None
    user = active_user(call, token.user_id)
    return token if user is not None and user.tenant_id == token.tenant_id else None


def active_user(call: CxoneCall, user_id: str) -> User | None:
    """Return the user with that id, who may be called and logged in as."""
    user = call.state.users.get(user_id)
    return user if user is not None and user.active else None


def holds(call: CxoneCall, *permissions: Permission) -> bool:
    """Say whether the caller has one of the permissions."""
    return any(permission in call.user.permissions for permission in permissions)


def _unauthorized(call: CxoneCall) -> dict[str, str] | None:
    match call.variants.unauthorized_body:
        case "empty":
            return None
        case "api-error" if call.operation is not None and call.operation.id.startswith("business-data."):
            return _API_ERROR
        case _:
            return {"message": "Unauthorized"}
