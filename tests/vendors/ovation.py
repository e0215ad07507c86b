"""A client of OvationCXM for the tests: it signs every call as the vendor's SDKs do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import orjson

from sandbox.vendors.ovationcxm.signature import sign

Json = dict[str, Any]

SMT = ("A1B2C3D4E5F60718293A", "summit-sandbox-secret")
"""Token and secret of Summit Payments, a standard organisation; then those of the others."""
UZT = ("C3D4E5F60718293A4B5C", "boomtown-sandbox-secret")
NWF = ("B2C3D4E5F60718293A4B", "northwind-sandbox-secret")
CDR = ("D4E5F60718293A4B5C6D", "cedar-sandbox-secret")

DANAS_CASE = "5f0c2d1e-7a43-4b8e-9c1d-2e6a4f98c3b7"
UNKNOWN_ISSUE = "ffffffff-0000-4000-8000-000000000000"
JSON = "application/json; charset=utf-8"


class Ovation:
    """Calls `/ovationcxm/api/v3/...` with the key of an organisation, and for another one if `obo` names it."""

    def __init__(self, client: httpx.Client, key: tuple[str, str] = SMT, obo: str | None = None) -> None:
        self.client = client
        self.key = key
        self.obo = obo

    def on_behalf_of(self, org_id: str) -> Ovation:
        """Return the same client with another `X-Boomtown-OBO`."""
        return Ovation(self.client, self.key, org_id)

    def headers(self, target: str, date: str | None = None) -> dict[str, str]:
        """Return the headers that sign a target; `date` is now unless it is given."""
        token, secret = self.key
        date = date or datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        signed = {"X-Boomtown-Token": token, "X-Boomtown-Date": date, "X-Boomtown-Signature": sign(secret, target, date)}
        return signed | ({"X-Boomtown-OBO": self.obo} if self.obo is not None else {})

    def send(
        self, method: str, target: str, content: bytes | str = b"", headers: Mapping[str, str] | None = None, date: str | None = None
    ) -> httpx.Response:
        """Send a request whose target (`/api/v3/...`, with its query) is signed as it stands."""
        return self.client.request(
            method, f"/ovationcxm{target}", content=content, headers={**self.headers(target, date), **(headers or {})}
        )

    def get(self, path: str, **query: Any) -> httpx.Response:
        """GET a path below `/api/v3`."""
        return self.send("GET", _target(path, query))

    def post(self, path: str, json: Any = None, form: Mapping[str, Any] | None = None, **query: Any) -> httpx.Response:
        """POST JSON, a form or nothing to a path below `/api/v3`."""
        if form is not None:
            return self.send("POST", _target(path, query), urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
        content = b"" if json is None else orjson.dumps(json)
        return self.send("POST", _target(path, query), content, {"Content-Type": "application/json"})

    # --- The control plane ---

    def switch(self, **variants: str) -> None:
        """Switch variants: `profile="2018"`."""
        wanted = {f"ovationcxm.{name.replace('_', '-')}": option for name, option in variants.items()}
        assert self.client.patch("/_sandbox/variants", json=wanted).status_code == 200

    def freeze(self, now: str = "2022-02-10T05:03:27Z") -> None:
        """Stop the session's clock at a moment."""
        assert self.client.put("/_sandbox/clock", json={"now": now, "mode": "frozen"}).status_code == 200

    def advance(self, seconds: float) -> None:
        """Move the session's clock on."""
        assert self.client.post("/_sandbox/clock/advance", json={"seconds": seconds}).status_code == 200

    def state(self) -> Any:
        """Return the vendor's state."""
        return self.client.get("/_sandbox/state/ovationcxm").json()

    def replace_state(self, state: Json) -> None:
        """Put another state in the place of the present one."""
        response = self.client.put("/_sandbox/state/ovationcxm", json=state)
        assert response.status_code < 300, response.text

    def last_exchange(self) -> Any:
        """Return the latest exchange of the journal."""
        return self.client.get("/_sandbox/journal").json()[-1]

    def console(self, method: str, path: str, json: Any = None) -> httpx.Response:
        """Call a console operation."""
        return self.client.request(method, f"/_sandbox/ovationcxm{path}", json=json)


def _target(path: str, query: Mapping[str, Any]) -> str:
    return f"/api/v3{path}" + (f"?{urlencode(query, quote_via=quote)}" if query else "")


def fresh_date(seconds: float = 0) -> str:
    """Return the date of a request that is signed `seconds` from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# --- What answers hold ----------------------------------------------------------------------------------------------


def refused(response: httpx.Response, status: int, message: str, rule: str, fields: list[str] | None = None) -> None:
    """Hold an answer against a refusal: status, whole body but for the time, and the rule behind it."""
    kinds = {400: "UserInputException", 404: "FileNotFoundException", 422: "UserInputException", 500: "Error"}
    body = response.json()
    assert response.status_code == status, body
    assert response.headers["Content-Type"] == JSON
    time = body.pop("current_server_time")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000", time)
    expected: Json = {"success": False, "errorType": kinds.get(status, "AccessDeniedException"), "message": message}
    assert body == expected | ({"fields": fields} if fields else {})
    assert response.headers["X-Sandbox-Rule"].partition(";")[0] == f"ovationcxm.{rule}"


def denied(response: httpx.Response, rule: str) -> None:
    """Hold an answer against the one that all denials have."""
    refused(response, 403, "Access Denied", rule)


def results(response: httpx.Response) -> Any:
    """Return the results of a success."""
    assert response.status_code == 200, response.text
    return response.json()["results"]
