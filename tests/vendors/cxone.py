"""A client of NICE CXone for tests: every argument has a good default, so that a test says only what matters to it."""

from __future__ import annotations

from typing import Any, NamedTuple

import httpx

BASE = "/nice_cxone"

T1 = "11eb660f-4c6d-34a0-8733-0242ac110002"
T2 = "22fc771a-5d7e-45b1-9844-1353bd221113"
T3 = "33ad882b-6e8f-46c2-a955-2464ce332224"

U1 = "11eb660f-4fdf-02d0-8f28-0242ac110002"
"""Avery Stone, administrator of T1: may do all."""
U2 = "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b01"
"""The integration of T1: may do all but extract workflows and touch others' keys."""
U3 = "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b11"
"""Priya Nair, agent of T1: may do nothing but touch her own keys."""
U4 = "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b12"
"""Marcus Lee, agent of T1."""
U5 = "8c2d9e74-3f6b-4a15-8d21-90ab7c4e5f01"
"""Teresa Voss, administrator of T2."""
U6 = "c1a5e3b7-6d84-4f92-a0b3-1e7d5c9f8a01"
"""Ilan Marsh, administrator of T3."""

CLIENT_ID = "5d0c8a52-7f1e-4b55-9a7c-2f3f8d1b6a01"
CLIENT_SECRET = "sandbox-client-secret-0001"


class Key(NamedTuple):
    """An access key of the fixture."""

    id: str
    secret: str
    user_id: str


def _key(middle: str, user_id: str) -> Key:
    return Key(f"ONQW4ZDCN54C223FPEWWSZBN{middle}", f"ONQW4ZDCN54C243FMNZGK5BN{middle}", user_id)


KEYS = {
    "K1": _key("ON2W23LJOQWWCZDNNFXC2MBQGAYQ====", U1),
    "K2": _key("ON2W23LJOQWWS3TUMVTXELJQGAYQ====", U2),
    "K3": _key("ON2W23LJOQWWCZ3FNZ2C2MBQGAYQ====", U3),
    "K4": _key("ON2W23LJOQWXEZLWN5VWKZBNGAYQ====", U2),  # revoked
    "K5": _key("NZXXE5DIO5UW4ZBNMFYGSLJQGAYQ====", U5),
    "K6": _key("MNSWIYLSFVUXILLBOBUS2MBQGAYQ====", U6),
    "K7": Key("qwer====", "asdf====", U2),
}

FROZEN = "2026-03-10T16:01:00Z"
"""The time of the worked exchanges."""

Json = dict[str, Any]


class CxoneClient:
    """Calls CXone, and asks the sandbox about it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self._tokens: dict[str, str] = {}

    # --- Requests ---

    def token(self, key: str = "K2") -> str:
        """Return an access token for a key of the fixture; the same one until the clock is set."""
        if key not in self._tokens:
            response = self.access_key_token(KEYS[key].id, KEYS[key].secret)
            assert response.status_code == 200, response.text
            self._tokens[key] = response.json()["access_token"]
        return self._tokens[key]

    def access_key_token(self, key_id: Any, secret: Any) -> httpx.Response:
        """Ask for tokens with an access key."""
        return self.http.post(f"{BASE}/authentication/v1/token/access-key", json={"accessKeyId": key_id, "accessKeySecret": secret})

    def send(
        self,
        method: str,
        path: str,
        *,
        key: str | None = "K2",
        json: Any = None,
        body: bytes | str | None = None,
        params: Any = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Send anything, `path` being CXone's own; with the token of `key`, unless that is `None` or `headers` holds another.

        `body` is sent as it is, labelled JSON unless `headers` says otherwise.
        """
        sent = dict(headers or {})
        names = {name.lower() for name in sent}
        if key is not None and "authorization" not in names:
            sent["Authorization"] = f"Bearer {self.token(key)}"
        if body is not None and "content-type" not in names:
            sent["Content-Type"] = "application/json"
        return self.http.request(method, BASE + path, json=json, content=body, params=params, headers=sent)

    def put(self, contact: int | str, items: Any, segment: str | None = None, *, key: str | None = "K2") -> httpx.Response:
        """Update business data of a contact, or of one segment."""
        behind = "" if segment is None else f"/segment/{segment}"
        return self.send("PUT", f"/business-data-manager/v1/business-data/contact/{contact}{behind}", json=items, key=key)

    def playback(self, contact: int | str, *, key: str | None = "K2", **query: Any) -> httpx.Response:
        """Ask Media Playback for a contact; `query` in Python's spelling: `media_type="all"` for `media-type`."""
        params = {"acd-call-id": contact, **{name.replace("_", "-"): value for name, value in query.items()}}
        return self.send("GET", "/media-playback/v1/contacts", params=params, key=key)

    # --- The sandbox ---

    def switch(self, **variants: str) -> None:
        """Switch variants: `switch(open_contact="accept")`."""
        wanted = {f"nice_cxone.{name.replace('_', '-')}": option for name, option in variants.items()}
        assert self.http.patch("/_sandbox/variants", json=wanted).status_code == 200

    def freeze(self, now: str = FROZEN) -> None:
        """Stop the clock, and start the session anew at that time."""
        assert self.http.put("/_sandbox/clock", json={"now": now, "mode": "frozen"}).status_code == 200
        assert self.http.post("/_sandbox/reset").status_code == 204
        self._tokens.clear()

    def advance(self, seconds: float) -> list[str]:
        """Move the clock on; returns what fell due."""
        ran: list[str] = self.http.post("/_sandbox/clock/advance", json={"seconds": seconds}).json()["ran"]
        self._tokens.clear()
        return ran

    @property
    def state(self) -> Json:
        """The state of CXone in this session."""
        found: Json = self.http.get("/_sandbox/state/nice_cxone").json()
        return found

    def change(self, state: Json) -> None:
        """Replace the state of CXone in this session."""
        response = self.http.put("/_sandbox/state/nice_cxone", json=state)
        assert response.is_success, response.text

    def last_rules(self) -> list[str]:
        """The rules that shaped the last answer, as the journal says."""
        rules: list[str] = self.http.get("/_sandbox/journal").json()[-1]["rules"]
        return rules


def rule_of(response: httpx.Response) -> str:
    """Return the id of the rule that refused."""
    return response.headers["X-Sandbox-Rule"].partition(";")[0]
