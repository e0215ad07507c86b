"""What the tests of CXone's authentication have in common: requests to the doors, and a look into tokens."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64decode
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import jwt

import sandbox.vendors.nice_cxone
from tests.vendors.cxone import BASE, CLIENT_ID, CLIENT_SECRET, FROZEN, KEYS, CxoneClient, Json, rule_of

NOW = int(datetime.fromisoformat(FROZEN).timestamp())
K2 = KEYS["K2"]
PASSWORD = {"grant_type": "password", "username": K2.id, "password": K2.secret}
PUBLISHED_KEY = (Path(sandbox.vendors.nice_cxone.__file__).parent / "signing_key.pem").read_bytes()
PUT = "/business-data-manager/v1/business-data/contact/8675309"

FORM = {"Content-Type": "application/x-www-form-urlencoded"}

Refused = tuple[int, Json, str]


def basic(text: str | bytes = f"{CLIENT_ID}:{CLIENT_SECRET}") -> dict[str, str]:
    """Return a Basic header."""
    return {"Authorization": f"Basic {b64encode(text.encode() if isinstance(text, str) else text).decode()}"}


def grant(cxone: CxoneClient, client: dict[str, str] | None = None, /, **form: str) -> httpx.Response:
    """Ask for tokens at `/auth/token`; the client is the fixture's first one, unless `client` is another header, or `{}`."""
    return cxone.http.post(f"{BASE}/auth/token", data=form, headers=basic() if client is None else client)


def exchange(token: str, token_type: str = "access_token") -> dict[str, str]:
    """Return the form of a token exchange."""
    return {"grant_type": "token-exchange", "subject_token": token, "subject_token_type": token_type}


def login(cxone: CxoneClient, key: str = "K2") -> Json:
    """Return the tokens that the access-key door gives."""
    response = cxone.access_key_token(KEYS[key].id, KEYS[key].secret)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def refused(response: httpx.Response) -> Refused:
    """Return status, body and rule of a refusal."""
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json(), rule_of(response)


def refusal(status: int, error: str, text: str, rule: str) -> Refused:
    """Return what a refusal of the authentication service is."""
    return status, {"error": error, "errorDescription": text}, f"nice_cxone.auth.{rule}"


def parts(token: str) -> tuple[Json, Json]:
    """Return header and claims of a token, unchecked."""
    header, claims, _ = token.split(".")
    return _decoded(header), _decoded(claims)


def claims(token: str) -> Json:
    """Return the claims of a token, unchecked."""
    return parts(token)[1]


def _decoded(part: str) -> Json:
    found: Json = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def forged(token: str, key: Any = PUBLISHED_KEY, algorithm: str = "RS256", **changes: Any) -> str:
    """Return a token with other claims, signed with a key; a claim given as `...` is left out."""
    found = {name: value for name, value in {**claims(token), **changes}.items() if value is not ...}
    return jwt.encode(found, key, algorithm=algorithm)


def works(cxone: CxoneClient, token: str) -> bool:
    """Say whether a token is accepted as bearer."""
    return userhub(cxone, f"Bearer {token}").status_code == 200


def userhub(cxone: CxoneClient, authorization: str | bytes | None) -> httpx.Response:
    """Call a UserHub API that asks for no permission."""
    headers: Json = {} if authorization is None else {"Authorization": authorization}
    return cxone.send("GET", "/account-access/v1/associations", key=None, headers=headers)
