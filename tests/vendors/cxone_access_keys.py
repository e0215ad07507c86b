"""What the tests of CXone's access keys have in common."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.cxone import KEYS, CxoneClient, Json, rule_of

PATH = "/access-key-management/v1/access-keys"
FORBIDDEN = (403, {"message": "Permissions required."}, "nice_cxone.akm.own-or-any")
UNKNOWN_KEY = (404, {"message": "Access key not found."}, "nice_cxone.akm.key-unknown")
UNKNOWN_USER = (404, {"message": "User not found."}, "nice_cxone.akm.user-unknown")
BAD_BODY = (400, {"message": "Invalid request body."}, "nice_cxone.akm.create-body")
BAD_UPDATE = (400, {"message": "accessKeyId and isActive are required."}, "nice_cxone.akm.update")
OF_NOBODY = "00000000-0000-4000-8000-000000000000"
K2 = KEYS["K2"]


def create(cxone: CxoneClient, key: str = "K2", **body: Any) -> httpx.Response:
    """Create an access key; `key` is that of the caller, likewise below."""
    return cxone.send("POST", PATH, key=key, json=body)


def update(cxone: CxoneClient, of: str, body: Any = None, key: str = "K2") -> httpx.Response:
    """Switch an access key off, or send another body."""
    return cxone.send("PATCH", PATH, key=key, params={"accessKeyId": of}, json={"isActive": False} if body is None else body)


def one(cxone: CxoneClient, of: str, key: str = "K2", method: str = "GET") -> httpx.Response:
    """Get an access key, or delete it."""
    return cxone.send(method, f"{PATH}/{of}", key=key)


def listed(cxone: CxoneClient, key: str = "K2", query: str = "") -> Json:
    """List access keys."""
    response = cxone.send("GET", PATH + query, key=key)
    assert response.status_code == 200
    found: Json = response.json()
    return found


def names(found: Json) -> list[str]:
    """Name the keys of a list as the fixture does."""
    known = {key.id: name for name, key in KEYS.items()}
    return [known.get(key["accessKeyId"], "new") for key in found["accessKeys"]]


def refused(response: httpx.Response) -> tuple[int, Json, str]:
    """Return status, body and rule of a refusal."""
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json(), rule_of(response)


def permit(cxone: CxoneClient, user_id: str, *permissions: str) -> None:
    """Give a user these permissions and no other."""
    state = cxone.state
    state["users"][user_id]["permissions"] = permissions
    cxone.change(state)
