"""A client of MSPCentric for tests: every argument has a good default, so that a test says only what matters to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx

BASE = "/mspcentric"
OEM = "/api/oem-api"
VAPI = "/api/vendor-api"

FROZEN = "2026-02-03T15:00:00Z"
"""The time of the worked exchanges."""

PAIR = {"grantType": "client_credentials", "scope": "vendor_manage"}
DOCS = {"clientId": "your-client-id", "clientSecret": "your-client-secret", **PAIR}
SUMMIT = {"clientId": "summit-payments-oem", "clientSecret": "summit-sandbox-secret", **PAIR}
CEDAR_TOKEN = "oem-cedar-owner-5d1f0c7be2934a68b0c7d5e1"
CEDAR = {**SUMMIT, "organizationOemToken": CEDAR_TOKEN}
BAYLINE = {**SUMMIT, "organizationOemToken": "oem-bayline-owner-2c7a9d10f6e548b3a1d4c8e7"}
DOCS_ORGANIZATION = {**DOCS, "organizationOemToken": "organization-oem-token"}

MSPC_TOKEN = "dnQtc3VtbWl0LXBheW1lbnRzLTNmOWE2MWMwZDJiODRlNzU6cGstY2VkYXItaXQtcGFydG5lcnMtOGIxZDQwZjdhOTZjMmU1Mw=="
UNKNOWN_KEY = "dnQtc3VtbWl0LXBheW1lbnRzLTNmOWE2MWMwZDJiODRlNzU6cGstdW5rbm93bi0wMDAwMDAwMDAwMDAwMDAw"
DOCS_MSPC_TOKEN = "dnQtZG9jcy1leHRlcm5hbC01MDdmMWY3N2JjZjg2Y2Q3OnBrLWRvY3MtZXh0ZXJuYWwtNjhjMjRjZDkyZGZlOWRkOQ=="
VENDOR_TOKEN = "vt-summit-payments-3f9a61c0d2b84e75"
PARTNER_KEY = "pk-cedar-it-partners-8b1d40f7a96c2e53"

CEDAR_ID = "66f1a9e0b7d3e94a10c5d101"
NORTHWIND, TIDEWATER, COPPERLINE, SUMMIT_VENDOR = (f"66f1a0c2b7d3e94a10c5d20{number}" for number in (1, 2, 3, 4))
HOSTED, PENDING, EXTERNAL, BAYLINES = (f"66f1b3d4b7d3e94a10c5d30{number}" for number in (1, 2, 3, 4))
"""Integrations: Cedar's with Northwind, with Tidewater and with Summit Payments; Bayline's with Tidewater."""

Json = dict[str, Any]

WISOZK: Json = {
    "name": "Wisozk Inc",
    "email": "ansley.parisian@wisozk.example",
    "firstName": "Ansley",
    "lastName": "Parisian",
    "vendorUserId": "1234",
    "vendorOrganizationId": "1234",
}
NEW_USER: Json = {"firstName": "New", "lastName": "Person", "vendorUserId": "u-new"}


def changed(body: Json, **members: Any) -> Json:
    """Return a body with members replaced; a member given as `...` is left out."""
    return {name: value for name, value in {**body, **members}.items() if value is not ...}


class MspcentricClient:
    """Calls MSPCentric, and asks the sandbox about it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    # --- Requests ---

    def send(
        self, method: str, path: str, *, json: Any = None, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """Send anything, `path` being MSPCentric's own; `body` is sent as it is, labelled JSON unless `headers` says otherwise."""
        if body is not None:
            return self.http.request(method, BASE + path, content=body, headers={"Content-Type": "application/json", **(headers or {})})
        return self.http.request(method, BASE + path, json=json, headers=headers)

    def oem(self, path: str, body: Any = None, *, method: str = "POST", **members: Any) -> httpx.Response:
        """Call the OEM API; `members` replaces members of the body, which is Cedar's by default."""
        return self.send(method, OEM + path, json=changed(CEDAR if body is None else body, **members))

    def create_organization(self, body: Json = DOCS, **data: Any) -> httpx.Response:
        """Create an organization; `data` replaces members of a good one (Wisozk Inc)."""
        return self.oem("/organization", body, data=changed(WISOZK, **data))

    def create_user(self, body: Json = SUMMIT, **data: Any) -> httpx.Response:
        """Create a user; `data` replaces members of a good one."""
        return self.oem("/user", body, data=changed(NEW_USER, **data))

    def delete_user(self, body: Json = CEDAR, **members: Any) -> httpx.Response:
        """Delete a user."""
        return self.oem("/user", body, method="DELETE", **members)

    def create_integration(self, vendor: Any = "vendor-id", credentials: Any = None, body: Json = DOCS_ORGANIZATION) -> httpx.Response:
        """Create a hosted integration, by default that of the vendor's documentation."""
        data = {"vendorId": vendor, "integrationCredentials": {"api user": "api-user", "api key": "api-key"}}
        return self.oem("/integration", body, data=data if credentials is None else changed(data, integrationCredentials=credentials))

    def update_integration(self, integration: str, credentials: Any, body: Json = CEDAR) -> httpx.Response:
        """Update the credentials of an integration."""
        return self.oem(f"/integration/{integration}", body, method="PATCH", data={"integrationCredentials": credentials})

    def create_external(self, token: str | None = "organization-oem-token", **members: Any) -> httpx.Response:
        """Create the external integration of the vendor's documentation; `token` stands in the header."""
        body = {"integrationType": "external", "organizationId": "507f1f77bcf86cd799439011", "vendorId": "507f1f77bcf86cd799439012"}
        headers = {"Authorization": f"Bearer {token}"} if token is not None else None
        return self.send("POST", f"{OEM}/integration", json=changed(body, **members), headers=headers)

    def integrations(self, body: Json = CEDAR) -> list[Json]:
        """List the integrations of an organization."""
        answer = self.oem("/integration/list", body)
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["integrations"]
        return found

    def vapi(self, method: str, path: str, json: Any = None, *, token: str = MSPC_TOKEN, body: bytes | None = None) -> httpx.Response:
        """Call the Vendor API."""
        return self.send(method, VAPI + path, json=json, body=body, headers={"Authorization": f"Bearer {token}"})

    def count(self, service: str = "svc-card-terminal", /, **body: Any) -> httpx.Response:
        """Report a unit count; `body` replaces members of a good one."""
        return self.vapi("POST", f"/service/{service}/count", changed({"accountId": "HCR-1001", "unitCount": 5}, **body))

    def alert(self, account: str = "HCR-1001", /, **body: Any) -> httpx.Response:
        """Report an alert; `body` replaces members of a good one."""
        good = {"title": "Card terminal offline", "description": "Second report", "alertId": "alert-2", "priority": 3, "status": 1}
        return self.vapi("POST", f"/alerting/{account}", changed(good, **body))

    def status(self) -> str:
        """The status of Cedar's external integration, as the Vendor API tells it."""
        found: str = self.vapi("GET", "/organization").json()["status"]
        return found

    # --- The sandbox ---

    def console(self, method: str, path: str, json: Any = None) -> httpx.Response:
        """Do what MSPCentric's staff or a user does."""
        return self.http.request(method, f"/_sandbox/mspcentric{path}", json=json)

    def switch(self, **variants: str) -> None:
        """Switch variants: `switch(check_order="auth-first")`."""
        wanted = {f"mspcentric.{name.replace('_', '-')}": option for name, option in variants.items()}
        assert self.http.patch("/_sandbox/variants", json=wanted).status_code == 200

    def freeze(self, now: str = FROZEN) -> None:
        """Stop the clock, and start the session anew at that time."""
        assert self.http.put("/_sandbox/clock", json={"now": now, "mode": "frozen"}).status_code == 200
        assert self.http.post("/_sandbox/reset").status_code == 204

    def advance(self, seconds: float) -> list[str]:
        """Move the clock on; returns what fell due."""
        ran: list[str] = self.http.post("/_sandbox/clock/advance", json={"seconds": seconds}).json()["ran"]
        return ran

    @property
    def state(self) -> Json:
        """The state of MSPCentric in this session."""
        found: Json = self.http.get("/_sandbox/state/mspcentric").json()
        return found

    def organization(self, name: str = "Cedar IT Partners") -> Json:
        """One organization of the state."""
        found: Json = next(one for one in self.state["organizations"] if one["name"] == name)
        return found

    def integration(self, known: str = EXTERNAL) -> Json:
        """One integration of the state."""
        every = [one for organization in self.state["organizations"] for one in organization["integrations"]]
        found: Json = next(one for one in every if one["id"] == known)
        return found

    def last_rules(self) -> list[str]:
        """The rules that shaped the last answer, as the journal says."""
        rules: list[str] = self.http.get("/_sandbox/journal?direction=in").json()[-1]["rules"]
        return rules


def rule_of(response: httpx.Response) -> str:
    """Return the id of the rule that refused, without the vendor's name."""
    return response.headers["X-Sandbox-Rule"].partition(";")[0].removeprefix("mspcentric.")


def refused(response: httpx.Response) -> tuple[str, int, str]:
    """Return the rule, status and message of a refusal in the usual form."""
    body = response.json()
    assert body["statusCode"] == response.status_code
    assert set(body) <= {"statusCode", "message", "error"}
    return rule_of(response), response.status_code, body["message"]


# --- Rows of calls --------------------------------------------------------------------------------------------------

Step = tuple[Callable[[MspcentricClient], httpx.Response], int, str]
"""A call, and status and body of its answer."""

FORMS = {"<24 hex>": "[0-9a-f]{24}", "<uuid>": "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"}


def check(mspc: MspcentricClient, rule: str, steps: list[Step]) -> None:
    """Make the calls of a row; hold each answer against its own, and a refusal at the end against its rule."""
    before = mspc.state
    answers = []
    for send, status, body in steps:
        answers.append(send(mspc))
        pattern = re.escape(body)
        for placeholder, form in FORMS.items():
            pattern = pattern.replace(re.escape(placeholder), form)
        assert answers[-1].status_code == status, answers[-1].text
        assert re.fullmatch(pattern, answers[-1].text), answers[-1].text
    if answers[-1].status_code >= 400:
        assert rule_of(answers[-1]) == rule
        assert mspc.state == before or len(steps) > 1
