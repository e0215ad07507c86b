"""A client of MXO for tests: every argument has a good default, so that a test says only what matters to it."""

from __future__ import annotations

from typing import Any

import httpx

SITE_KEY = "ONE-JY0AMQJQHQ-1290"
ATM_DEMO = "ONE-PFSPTU3IYX-5263"
NORTHWIND = "ONE-5BTO1FBU1O-1109"
CEDAR = "ONE-CEDARIT0AA-3301"

DANA = "5f0c1a6e-1001-4b1e-9c3a-7a5e00001001"
OMAR = "5f0c1a6e-1002-4b1e-9c3a-7a5e00001002"
NOBODY = "00000000-0000-4000-8000-00000000dead"
"""A TID that no customer of the fixture has."""

API = "/mxo/one/oauth2/rt/api"

Json = dict[str, Any]

NOT_SENT: Json = dict.fromkeys(("dynamicPropositionCode", "session", "completion", "lifecycleStage"))
"""What a stored activity shows of members that its request did not have, or could not."""


class MxoClient:
    """Calls MXO, and asks the sandbox about it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.token: str | None = "sbx-summit"

    # --- Requests ---

    def send(
        self, method: str, path: str, *, json: Any = None, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send anything; with the token, unless it is `None` or `headers` holds another."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            return self.http.request(method, path, content=body, headers={**sent, "Content-Type": "application/json", **(headers or {})})
        return self.http.request(method, path, json=json, headers={**sent, **(headers or {})})

    def customer_path(self, behind: str = "", *, sk: str = SITE_KEY, version: str = "3.1.0") -> str:
        """Return a path of the Customer API: `customer_path("/activity")`."""
        return f"{API}/{version}/customer/{sk}{behind}"

    def activities(self, activities: list[Any], *, sk: str = SITE_KEY, version: str = "3.1.0", **context: Any) -> httpx.Response:
        """Send activities; `context` replaces members of a good customer context (Dana Whitfield's)."""
        body = {"customerContext": customer_context(**context), "activities": activities}
        return self.send("POST", self.customer_path("/activity", sk=sk, version=version), json=body)

    def activity(self, *, sk: str = SITE_KEY, version: str = "3.1.0", context: Json | None = None, **members: Any) -> httpx.Response:
        """Send one activity; `members` replaces members of a good one, `context` of a good customer context."""
        return self.activities([activity(**members)], sk=sk, version=version, **(context or {}))

    def structure(self, name: Any = "membership", *, sk: str = SITE_KEY, **context: Any) -> httpx.Response:
        """Ask for a structure; `context` replaces members of a good customer context."""
        body = {"customerContext": customer_context(**context), "structureApiName": name}
        return self.send("POST", self.customer_path("/structure", sk=sk), json=body)

    def delete(self, *, sk: str = SITE_KEY, **body: Any) -> httpx.Response:
        """Delete a customer; `body` is the whole request."""
        return self.send("DELETE", self.customer_path(sk=sk), json=body)

    def new_token(self, client: int = 1, *, secret: str | None = None) -> httpx.Response:
        """Ask for a token with the credentials of one of the fixture's clients."""
        auth = (f"c0ffee00-0000-4000-8000-00000000000{client}", secret or f"5ec0de00-0000-4000-8000-00000000000{client}")
        return self.http.post("/mxo/one/oauth2token", data={"grant_type": "client_credentials"}, auth=auth)

    # --- The sandbox ---

    def switch(self, **variants: str) -> None:
        """Switch variants: `switch(code_validation="validate-codes")`."""
        wanted = {f"mxo.{name.replace('_', '-')}": option for name, option in variants.items()}
        assert self.http.patch("/_sandbox/variants", json=wanted).status_code == 200

    def freeze(self, now: str = "2026-11-21T12:00:00Z") -> None:
        """Stop the clock, and start the session anew at that time."""
        assert self.http.put("/_sandbox/clock", json={"now": now, "mode": "frozen"}).status_code == 200
        assert self.http.post("/_sandbox/reset").status_code == 204

    def advance(self, seconds: float) -> list[str]:
        """Move the clock on; returns what fell due."""
        ran: list[str] = self.http.post("/_sandbox/clock/advance", json={"seconds": seconds}).json()["ran"]
        return ran

    @property
    def state(self) -> Json:
        """The state of MXO in this session."""
        found: Json = self.http.get("/_sandbox/state/mxo").json()
        return found

    def space(self, sk: str = SITE_KEY) -> Json:
        """One space of the state."""
        found: Json = self.state["spaces"][sk]
        return found

    def customer(self, tid: str = DANA, *, sk: str = SITE_KEY) -> Json:
        """One customer of the state, by primary TID."""
        found: Json = self.space(sk)["customers"][tid]
        return found

    def last_rules(self) -> list[str]:
        """The rules that shaped the last answer, as the journal says."""
        rules: list[str] = self.http.get("/_sandbox/journal").json()[-1]["rules"]
        return rules


def customer_context(**members: Any) -> Json:
    """Return a good customer context, with members replaced; a member given as `...` is left out.

    Without `tid` and `identifiers` it names Dana Whitfield.
    """
    context: Json = {"baseTouchpointUri": "web://merchant-portal", **members}
    if "tid" not in members and "identifiers" not in members:
        context["identifiers"] = [identifier("HCR-1001")]
    return {name: value for name, value in context.items() if value is not ...}


def identifier(value: Any, api_name: Any = "customerkey") -> Json:
    """Return an identifier."""
    return {"apiName": api_name, "value": value}


def activity(**members: Any) -> Json:
    """Return a good activity, with members replaced; a member given as `...` is left out."""
    good = {"propositionCode": "card-terminal", "activityTypeCode": "detailview", **members}
    return {name: value for name, value in good.items() if value is not ...}


def rule_of(response: httpx.Response) -> str:
    """Return the id of the rule that refused."""
    return response.headers["X-Sandbox-Rule"].partition(";")[0]


def error(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, error code and message of an answer of the Customer API."""
    body = response.json()
    return response.status_code, body["errorCode"], body["errorMessage"]
