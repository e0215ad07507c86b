"""The console: users, their access keys, and user tokens."""

from __future__ import annotations

from base64 import b32decode
from typing import Any

import httpx
import pytest
from jwt import decode

from tests.vendors.cxone import T1, T3, U2, U3, U6, CxoneClient, Json
from tests.vendors.cxone_business_data import CALL, CONSOLE

ITEMS = [{"CaseId": "7"}]
PRIYA: Json = {
    "userId": U3,
    "tenantId": T1,
    "givenName": "Priya",
    "familyName": "Nair",
    "login": "priya.nair@summitpayments.example",
    "role": "Agent",
    "agentId": 20011,
    "teamId": 700,
    "permissions": ["accessKeyOwn"],
    "active": True,
}


def update(cxone: CxoneClient, user: str, **body: Any) -> httpx.Response:
    """Change a user."""
    return cxone.http.patch(f"{CONSOLE}/users/{user}", json=body)


def test_a_user_can_get_other_permissions(cxone: CxoneClient) -> None:
    answer = update(cxone, U3, permissions=["playAny", "updateBusinessData"])
    assert (answer.status_code, answer.json()) == (200, {**PRIYA, "permissions": ["playAny", "updateBusinessData"]})
    assert cxone.put(CALL, ITEMS, key="K3").status_code == 204
    assert update(cxone, U3.upper(), permissions=[]).json() == {**PRIYA, "permissions": []}
    assert cxone.put(CALL, ITEMS, key="K3").status_code == 403


def test_a_user_can_be_deactivated_and_activated_again(cxone: CxoneClient) -> None:
    cxone.token("K2")
    for active, status in ((False, 401), (True, 204)):
        assert update(cxone, U2, active=active).json()["active"] is active
        assert cxone.put(CALL, ITEMS).status_code == status


@pytest.mark.parametrize("body", [{}, {"permissions": None, "active": None}])
def test_a_change_of_nothing_is_none(cxone: CxoneClient, body: Json) -> None:
    before = cxone.state
    assert update(cxone, U3, **body).json() == PRIYA
    assert cxone.state == before


@pytest.mark.parametrize(
    ("body", "where", "reason"),
    [
        ({"permissions": ["playAny", "all"]}, "permissions[1]", "literal_error"),
        ({"permissions": "playAny"}, "permissions", "list_type"),
        ({"active": "no"}, "active", "bool_type"),
        ({"tenantId": T3}, "tenantId", "extra_forbidden"),
    ],
)
def test_a_bad_change_is_refused_with_its_field(cxone: CxoneClient, body: Json, where: str, reason: str) -> None:
    before = cxone.state
    answer = update(cxone, U3, **body)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid body", "detail": {"field": where, "reason": reason}})
    assert cxone.state == before


@pytest.mark.parametrize("name", ["access-keys", "user-tokens"])
def test_an_unknown_user_is_not_found(cxone: CxoneClient, name: str) -> None:
    unknown = {"error": "unknown user", "detail": {"userId": "nobody"}}
    for answer in (update(cxone, "nobody", active=False), cxone.http.post(f"{CONSOLE}/{name}", json={"userId": "nobody"})):
        assert (answer.status_code, answer.json()) == (404, unknown)
    answer = cxone.http.post(f"{CONSOLE}/{name}", json={})
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid body", "detail": {"field": "userId", "reason": "missing"}})


def test_a_new_access_key_gets_tokens(cxone: CxoneClient) -> None:
    answer = cxone.http.post(f"{CONSOLE}/access-keys", json={"userId": U6})
    made = answer.json()
    assert answer.status_code == 201
    assert made == {
        "accessKeyId": made["accessKeyId"],
        "accessKeySecret": made["accessKeySecret"],
        "userId": U6,
        "tenantId": T3,
        "agentId": 40001,
        "billingId": 4599003,
        "isActive": True,
    }
    assert b32decode(made["accessKeyId"]).startswith(b"sbx~default~")
    assert (len(made["accessKeyId"]), len(made["accessKeySecret"])) == (56, 56)
    assert list(cxone.state["accessKeys"])[-1] == made["accessKeyId"]
    assert cxone.access_key_token(made["accessKeyId"], made["accessKeySecret"]).status_code == 200
    assert cxone.access_key_token(made["accessKeyId"], "wrong").status_code == 401
    again = cxone.http.post(f"{CONSOLE}/access-keys", json={"userId": U6}).json()
    assert again["accessKeyId"] != made["accessKeyId"]


def test_a_key_made_in_a_session_tells_the_session_and_is_its_own(cxone: CxoneClient) -> None:
    made = cxone.http.post(f"/~mine{CONSOLE}/access-keys", json={"userId": U2}).json()
    assert b32decode(made["accessKeyId"]).startswith(b"sbx~mine~")
    assert made["accessKeyId"] not in cxone.state["accessKeys"]
    body = {"accessKeyId": made["accessKeyId"], "accessKeySecret": made["accessKeySecret"]}
    assert cxone.http.post("/~mine/nice_cxone/authentication/v1/token/access-key", json=body).status_code == 200


@pytest.mark.parametrize(("prefix", "session"), [("", "default"), ("/~mine", "mine")])
def test_a_user_token_is_exchanged_for_an_access_token(cxone: CxoneClient, prefix: str, session: str) -> None:
    answer = cxone.http.post(f"{prefix}{CONSOLE}/user-tokens", json={"userId": U2})
    assert (answer.status_code, list(answer.json())) == (201, ["token"])
    claims = decode(answer.json()["token"], options={"verify_signature": False, "verify_exp": False})
    assert (claims["id"], claims["iss"], claims["sbx_session"]) == (U2, f"http://sandbox{prefix}/nice_cxone", session)
    refreshed = cxone.http.post(f"{prefix}/nice_cxone/public/user/refresh", json=answer.json())
    assert refreshed.status_code == 200
    path = f"{prefix}/nice_cxone/business-data-manager/v1/business-data/contact/{CALL}"
    answer = cxone.http.put(path, json=ITEMS, headers={"Authorization": f"Bearer {refreshed.json()['token']}"})
    assert (answer.status_code, answer.headers["X-Sandbox-Session"]) == (204, session)


def test_what_the_console_makes_comes_from_the_sessions_seed(cxone: CxoneClient) -> None:
    made = []
    for _ in range(2):
        cxone.freeze()
        key = cxone.http.post(f"{CONSOLE}/access-keys", json={"userId": U2}).json()
        token = cxone.http.post(f"{CONSOLE}/user-tokens", json={"userId": U2}).json()
        contact = cxone.http.post(f"{CONSOLE}/contacts", json={"userId": U3}).json()
        made.append((key, token, contact))
    assert made[0] == made[1]
