"""The access-key door: the way to a token that the Business Data page tells users to go."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import BASE, KEYS, CxoneClient, Json
from tests.vendors.cxone_auth import FORM, K2, claims, refusal, refused, works

DOOR = "/authentication/v1/token/access-key"
CREDENTIALS = {"accessKeyId": K2.id, "accessKeySecret": K2.secret}
INVALID = refusal(401, "invalid_grant", "Invalid access key or secret", "access-key-invalid")
WITHOUT_KEY = refusal(400, "invalid_request", "accessKeyId and accessKeySecret are required", "access-key-body")


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def key_in_state(cxone: CxoneClient, key: str = "K2") -> Json:
    found: Json = cxone.state["accessKeys"][KEYS[key].id]
    return found


def test_an_access_key_gets_tokens(cxone: CxoneClient) -> None:
    response = cxone.access_key_token(K2.id, K2.secret)
    body = response.json()
    assert response.status_code == 200
    assert list(body) == ["access_token", "token_type", "expires_in", "refresh_token", "id_token"]
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert {claims(body[f"{use}_token"])["sbx_use"] for use in ("access", "id", "refresh")} == {"access", "id", "refresh"}
    assert works(cxone, body["access_token"])
    assert response.headers["Content-Type"] == "application/json"
    assert (response.headers["Cache-Control"], response.headers["Pragma"]) == ("no-store", "no-cache")


@pytest.mark.parametrize("key", ["K1", "K2", "K3", "K5", "K6", "K7"])
def test_every_active_key_of_the_fixture_gets_tokens_of_its_user(cxone: CxoneClient, key: str) -> None:
    assert claims(cxone.token(key))["sub"] == f"user:{KEYS[key].user_id}"


@pytest.mark.rule("nice_cxone.akm.last-used")
def test_a_key_tells_when_it_last_got_tokens(cxone: CxoneClient) -> None:
    assert key_in_state(cxone)["lastUsed"] is None
    cxone.access_key_token(K2.id, K2.secret)
    assert key_in_state(cxone)["lastUsed"] == "2026-03-10T16:01:00Z"
    cxone.advance(90.5)
    cxone.access_key_token(K2.id, K2.secret)
    assert key_in_state(cxone)["lastUsed"] == "2026-03-10T16:02:30.500000Z"


def test_members_that_clients_send_beside_the_key_are_ignored(cxone: CxoneClient) -> None:
    beside = {"client_id": "x", "client_secret": 1, "grant_type": None, "refresh_token": []}
    assert cxone.send("POST", DOOR, key=None, json={**CREDENTIALS, **beside}).status_code == 200


@pytest.mark.parametrize("label", ["application/json", "text/plain", FORM["Content-Type"], ""])
def test_the_body_is_read_as_json_whatever_its_content_type(cxone: CxoneClient, label: str) -> None:
    body = f'{{"accessKeyId": "{K2.id}", "accessKeySecret": "{K2.secret}"}}'
    assert cxone.send("POST", DOOR, key=None, body=body, headers={"Content-Type": label}).status_code == 200


def test_a_bearer_token_at_the_door_is_not_looked_at(cxone: CxoneClient) -> None:
    response = cxone.send("POST", DOOR, json=CREDENTIALS, headers={"Authorization": "Bearer nonsense"})
    assert response.status_code == 200


@pytest.mark.rule("nice_cxone.auth.access-key-body")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b'"text"',
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"accessKeyId=a&accessKeySecret=b",
        b'{"accessKeyId": "a"}',
        b'{"accessKeySecret": "a"}',
        b'{"accessKeyId": null, "accessKeySecret": "a"}',
        b'{"accessKeyId": 1, "accessKeySecret": "a"}',
        b'{"accessKeyId": "a", "accessKeySecret": true}',
        b'{"accessKeyId": "a", "accessKeySecret": ["a"]}',
        b'{"accesskeyid": "a", "accesskeysecret": "a"}',
        b'{"access_key_id": "a", "access_key_secret": "a"}',
    ],
)
def test_a_body_without_an_access_key_is_refused(cxone: CxoneClient, body: bytes) -> None:
    response = cxone.send("POST", DOOR, key=None, body=body)
    assert refused(response) == WITHOUT_KEY
    assert response.headers["Cache-Control"] == "no-store"
    assert "Pragma" not in response.headers
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.rule("nice_cxone.auth.access-key-invalid")
@pytest.mark.parametrize(
    ("key_id", "secret"),
    [
        (K2.id, "wrong"),
        (K2.id, ""),
        (K2.id, K2.secret.lower()),
        (K2.id, KEYS["K1"].secret),
        (K2.id.lower(), K2.secret),
        (K2.id.rstrip("="), K2.secret),
        ("unknown", K2.secret),
        ("", ""),
        ("ключ", "\N{KEY}"),
        (K2.id, "\N{KEY}"),
    ],
)
def test_an_unknown_key_and_a_wrong_secret_are_refused(cxone: CxoneClient, key_id: str, secret: str) -> None:
    response = cxone.access_key_token(key_id, secret)
    assert refused(response) == INVALID
    assert response.headers["Cache-Control"] == "no-store"
    assert "Pragma" not in response.headers
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.rule("nice_cxone.auth.access-key-invalid", "nice_cxone.akm.inactive")
def test_a_revoked_key_is_refused(cxone: CxoneClient) -> None:
    assert refused(cxone.access_key_token(KEYS["K4"].id, KEYS["K4"].secret)) == INVALID
    assert "nice_cxone.akm.inactive" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.auth.access-key-invalid")
def test_the_key_of_an_inactive_user_is_refused(cxone: CxoneClient) -> None:
    state = cxone.state
    state["users"][K2.user_id]["active"] = False
    cxone.change(state)
    assert refused(cxone.access_key_token(K2.id, K2.secret)) == INVALID


@pytest.mark.parametrize("option", ["401", "400"])
def test_the_status_of_the_access_key_door_has_no_variant(cxone: CxoneClient, option: str) -> None:
    cxone.switch(invalid_grant_status=option)
    assert refused(cxone.access_key_token(K2.id, "wrong")) == INVALID


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("spec", ["error", "errorDescription"]),
        ("tolerant", ["error", "errorDescription", "error_description", "message"]),
        ("rfc6749", ["error", "error_description"]),
    ],
)
def test_the_members_of_a_refusal_can_be_switched(cxone: CxoneClient, option: str, expected: list[str]) -> None:
    cxone.switch(auth_error_body=option)
    body: dict[str, Any] = cxone.access_key_token(K2.id, "wrong").json()
    assert list(body) == expected
    assert body["error"] == "invalid_grant"
    assert {text for name, text in body.items() if name != "error"} == {"Invalid access key or secret"}


def test_the_door_has_no_other_method(cxone: CxoneClient) -> None:
    response = cxone.http.get(BASE + DOOR)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
