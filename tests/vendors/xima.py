"""A client of Xima for tests: every argument has a good default, so that a test says only what matters to it."""

from __future__ import annotations

from typing import Any

import httpx

BASE = "/xima"
CONSOLE = "/_sandbox/xima"

FULL = "xima-full-access-token"
RECORDINGS_ONLY = "xima-recordings-only-token"
SUPPORT = "xima-support-scope-token"
EXPIRED = "xima-expired-token"
ABC = "xima-abc-medical-token"
ACME = "xima-acme-ns-token"
DIP = "summit-dip-service-token"

DANAS = "6f0b3d18-7a52-4f0e-8c1d-93a2be57c611-1772471742000"
"""A recording of Dana's call; so is the next, the others are not."""
DANAS_SECOND = "0d9e4c73-1b86-4e2f-a7f5-5c40e6d21b38-1772471870000"
OMARS = "9b7d24e1-3c58-4f96-b0a2-8e1d6c47f935-1772474720000"
PENDING = "4c1e8f57-d206-4a93-9b7e-35f80a6ce2d1-1772483405000"
DELETED = "b36a05df-49c8-4712-8f2d-e70d914c5a68-1762099210000"
VENDORS = "91a1e1e8-08p8-427b-bd04-da43c2a1db7d-1707770449131"
"""Of acme-ns."""
DANAS_CALL = "c4a7d0b2-5f1e-4c38-9a6d-2e8b7f314d90-1772471700000-1772472090000"

NOT_FOUND = "The requested resource does not exist."
FORBIDDEN = "The service user does not have permission to access this resource."
UNAUTHORIZED = "The authentication token is missing, expired, or invalid."

FROZEN = "2026-03-03T16:30:00Z"
"""Half an hour after call 5004 began."""

CONTEXT = {
    "externalNumber": "8015550142", "callerId": "WHITFIELD DANA", "dnis": "8015550100", "tag": "Default", "location": "Utah",
    "sipHeaders": {"From": '"Dana" <sip:801@carrier.example;x=1>', "X-Custom": "yes"}, "sessionParameters": {"pin": "1234"},
}  # fmt: skip
"""What is known of a call when a data dip runs."""

Json = dict[str, Any]


class XimaClient:
    """Calls Xima, and asks the sandbox about it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    # --- Requests ---

    def send(
        self, method: str, path: str, *, token: str | None = FULL, headers: dict[str, str] | None = None, **rest: Any
    ) -> httpx.Response:
        """Send anything, `path` being Xima's own."""
        sent = {} if token is None else {"Authorization": f"Bearer {token}"}
        return self.http.request(method, BASE + path, headers={**sent, **(headers or {})}, **rest)

    def get(self, path: str, *, token: str | None = FULL, **rest: Any) -> httpx.Response:
        """Get something of the REST API, `path` being what follows the version 1."""
        return self.send("GET", f"/rest/api/v1{path}", token=token, **rest)

    def post(self, path: str, body: Any = None, *, token: str | None = FULL, **rest: Any) -> httpx.Response:
        """Post something to the REST API."""
        return self.send("POST", f"/rest/api/v1{path}", token=token, json=body, **rest)

    def audio(self, key: str = DANAS, *, token: str = FULL, version: str = "v1", **query: str) -> httpx.Response:
        """Get the audio of a recording."""
        return self.send("GET", f"/rest/api/{version}/recordings/{key}/audio", token=token, params=query)

    def recordings(self, *, token: str = FULL, start: str | None = "2026-01-01T00:00:00Z", end: str | None = "2027-01-01T00:00:00Z") -> Any:
        """List recordings."""
        params = {name: text for name, text in (("startTime", start), ("endTime", end)) if text is not None}
        return self.send("GET", "/rest/api/v2/recordings", token=token, params=params)

    def dial(self, extension: str = "271", *, token: str = FULL, **body: Any) -> httpx.Response:
        """Click to dial; members in Python's spelling, `...` for one that is left out."""
        wanted = {"numberToDial": "8015552800", **body}
        return self.post(
            f"/agents/{extension}/click-to-dial", {name: value for name, value in wanted.items() if value is not ...}, token=token
        )

    def look_up(self, body: Any = None, *, token: str | None = DIP, **keys: Any) -> httpx.Response:
        """Ask the reference web service: `account_num="1"` for `account-num`."""
        sent = {name.replace("_", "-"): value for name, value in keys.items()} if body is None else body
        return self.send("POST", "/data-dip", token=token, json=sent)

    # --- The console ---

    def console(self, method: str, path: str, body: Any = None, **rest: Any) -> httpx.Response:
        """Do something in Xima's own pages."""
        return self.http.request(method, CONSOLE + path, json=body, **rest)

    def dip(self, url: str = "/data-dip", *, values: dict[str, str] | None = None, token: str = DIP, **run: Any) -> Json:
        """Run a data dip with a profile of its own, and return the result."""
        response = self.console("POST", "/dips", {"profile": profile(url, values, token=token), **run})
        assert response.status_code == 201, response.text
        result: Json = response.json()
        return result

    # --- The sandbox ---

    def switch(self, **variants: str) -> None:
        """Switch variants: `switch(error_body="empty")`."""
        wanted = {f"xima.{name.replace('_', '-')}": option for name, option in variants.items()}
        assert self.http.patch("/_sandbox/variants", json=wanted).status_code == 200

    def freeze(self, now: str = FROZEN) -> None:
        """Stop the clock, and start the session anew at that time."""
        assert self.http.put("/_sandbox/clock", json={"now": now, "mode": "frozen"}).status_code == 200
        assert self.http.post("/_sandbox/reset").status_code == 204

    def advance(self, seconds: float) -> None:
        """Move the clock on."""
        assert self.http.post("/_sandbox/clock/advance", json={"seconds": seconds}).status_code == 200

    @property
    def state(self) -> Json:
        """The state of Xima in this session."""
        found: Json = self.http.get("/_sandbox/state/xima").json()
        return found

    def change(self, state: Json) -> None:
        """Replace the state of Xima in this session."""
        response = self.http.put("/_sandbox/state/xima", json=state)
        assert response.is_success, response.text

    def answered(self, rule: str) -> int:
        """How often a rule shaped an answer in this session."""
        rules = {one["id"]: one["answered"] for one in self.http.get("/_sandbox/rules", params={"vendor": "xima"}).json()}
        count: int = rules[rule]
        return count

    def last_rules(self) -> list[str]:
        """The rules that shaped the last answer, as the journal says."""
        rules: list[str] = self.http.get("/_sandbox/journal").json()[-1]["rules"]
        return rules


def profile(url: str = "/data-dip", values: dict[str, str] | None = None, *, token: str = DIP, timeout: float = 5) -> Json:
    """Return a Data Dip Profile that sends these values."""
    sent = {"account-num": "76541643", "phone-num": "8015550142"} if values is None else values
    keys = [{"key": name, "source": {"type": "literal", "name": value}} for name, value in sent.items()]
    return {"profileName": "Mine", "apiUrl": url, "apiToken": token, "requestParameters": keys, "timeoutSeconds": timeout}


def rule_of(response: httpx.Response) -> str:
    """Return the id of the rule that refused."""
    return response.headers["X-Sandbox-Rule"].partition(";")[0]


def refusal(response: httpx.Response) -> tuple[int, str, str]:
    """Return status, message and rule of a refusal by the REST API, whose body must be an error object."""
    body = response.json()
    names = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}
    names |= {429: "Too Many Requests", 509: "Bandwidth Limit Exceeded"}
    assert body == {"status": response.status_code, "error": names[response.status_code], "message": body["message"]}
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, body["message"], rule_of(response)
