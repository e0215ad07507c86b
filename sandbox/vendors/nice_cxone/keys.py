"""Access keys as both of their APIs see them: whose they are, and who may touch them."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.vendor import VendorError
from sandbox.vendors.nice_cxone.auth import holds
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.manifest import access_key
from sandbox.vendors.nice_cxone.state import AccessKey, User

Refuse = Callable[[str, int, str], VendorError]
"""How an API words a refusal: takes rule, status and text."""

OWN_OR_ANY = "nice_cxone.akm.own-or-any"
FORBIDDEN = "Permissions required."


def may_touch_some(call: CxoneCall, refuse: Refuse) -> None:
    """Check that the caller may touch access keys at all."""
    if not holds(call, "accessKeyOwn", "accessKeyAny"):
        raise refuse(OWN_OR_ANY, 403, FORBIDDEN)


def may_touch(call: CxoneCall, user_id: str, refuse: Refuse) -> None:
    """Check that the caller may touch the access keys of a user."""
    if not (holds(call, "accessKeyAny") or (user_id == call.user_id and holds(call, "accessKeyOwn"))):
        raise refuse(OWN_OR_ANY, 403, FORBIDDEN)


def known_user(call: CxoneCall, user_id: str, refuse: Refuse) -> User:
    """Return a user of the caller's tenant."""
    user = call.state.users.get(user_id)
    if user is None or user.tenant_id != call.tenant_id:
        raise refuse("nice_cxone.akm.user-unknown", 404, "User not found.")
    return user


def known_key(call: CxoneCall, key_id: str, refuse: Refuse) -> AccessKey:
    """Return an access key of the caller's tenant that the caller may touch."""
    key = call.state.access_keys.get(key_id)
    if key is None or call.state.users[key.user_id].tenant_id != call.tenant_id:
        raise refuse("nice_cxone.akm.key-unknown", 404, "Access key not found.")
    may_touch(call, key.user_id, refuse)
    return key


def visible(call: CxoneCall) -> list[tuple[str, AccessKey]]:
    """List the access keys that the caller sees, oldest first."""
    call.applies("nice_cxone.akm.list-scope")
    users = call.state.users
    sees_all = holds(call, "accessKeyAny")
    return [
        (key_id, key)
        for key_id, key in call.state.access_keys.items()
        if (users[key.user_id].tenant_id == call.tenant_id if sees_all else key.user_id == call.user_id)
    ]


def create(call: CxoneCall, user_id: str) -> tuple[str, AccessKey]:
    """Give a user a new access key."""
    key_id, secret = access_key(call.session, call.chance.bytes(32))
    key = call.state.access_keys[key_id] = AccessKey(secret, user_id)
    call.applies("nice_cxone.akm.create")
    return key_id, key


def delete(call: CxoneCall, key_id: str) -> None:
    """Forget an access key. Tokens that it got stay valid."""
    del call.state.access_keys[key_id]
    call.applies("nice_cxone.akm.delete")
