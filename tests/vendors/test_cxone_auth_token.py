"""`/auth/token`: its grants, who may use them, and the order of its checks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import BASE, CLIENT_ID, KEYS, T1, U2, CxoneClient
from tests.vendors.cxone_auth import FORM, K2, PASSWORD, basic, claims, exchange, forged, grant, login, refusal, refused, works

IMPERSONATION = ("associated-user", "role-impersonation", "user-impersonation", "impersonate-configure", "impersonate-support")
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"

MISSING_GRANT = refusal(400, "invalid_request", "Missing parameter: grant_type", "grant-missing")
WRONG_KEY = refusal(401, "invalid_grant", "Invalid access key or secret", "key-invalid")
WRONG_SUBJECT = refusal(401, "invalid_grant", "Invalid subject token", "subject-token-invalid")


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- Password -------------------------------------------------------------------------------------------------------


def test_the_grant_password_gives_tokens_for_an_access_key(cxone: CxoneClient) -> None:
    response = grant(cxone, **PASSWORD)
    body = response.json()
    assert response.status_code == 200
    assert list(body) == ["access_token", "token_type", "expires_in", "refresh_token", "id_token", "issued_token_type"]
    assert (body["token_type"], body["expires_in"], body["issued_token_type"]) == ("Bearer", 3600, ACCESS_TOKEN)
    assert claims(body["access_token"])["sub"] == f"user:{U2}"
    assert claims(body["refresh_token"])["sbx_client"] == CLIENT_ID
    assert works(cxone, body["access_token"])
    assert (response.headers["Cache-Control"], response.headers["Pragma"]) == ("no-store", "no-cache")
    assert cxone.state["accessKeys"][K2.id]["lastUsed"] == "2026-03-10T16:01:00Z"


def test_the_sample_of_the_vendors_guide_works(cxone: CxoneClient) -> None:
    body = b"grant_type=password&username=qwer%3D%3D%3D%3D&password=asdf%3D%3D%3D%3D"
    response = cxone.http.post(f"{BASE}/auth/token", content=body, headers={**FORM, "Authorization": "Basic TklDRTpDWG9uZQ=="})
    assert response.status_code == 200
    assert claims(response.json()["refresh_token"])["sbx_client"] == "NICE"


def test_an_equals_sign_in_the_form_need_not_be_encoded(cxone: CxoneClient) -> None:
    body = b"grant_type=password&username=qwer====&password=asdf===="
    assert cxone.http.post(f"{BASE}/auth/token", content=body, headers={**FORM, **basic("foo:bar")}).status_code == 200


@pytest.mark.parametrize("label", ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=UTF-8", ""])
def test_the_body_is_read_as_a_form_whatever_its_content_type(cxone: CxoneClient, label: str) -> None:
    body = b"grant_type=password&username=qwer====&password=asdf===="
    response = cxone.http.post(f"{BASE}/auth/token", content=body, headers={"Content-Type": label, **basic()})
    assert response.status_code == 200


def test_the_scope_is_ignored_and_of_a_repeated_field_the_first_counts(cxone: CxoneClient) -> None:
    body = b"grant_type=password&grant_type=x&scope=all&username=qwer====&password=asdf====&password=wrong"
    assert cxone.http.post(f"{BASE}/auth/token", content=body, headers={**FORM, **basic()}).status_code == 200


@pytest.mark.rule("nice_cxone.auth.key-invalid")
@pytest.mark.parametrize(
    ("username", "password"),
    [
        (K2.id, "wrong"),
        ("unknown", K2.secret),
        (K2.id, KEYS["K1"].secret),
        KEYS["K4"][:2],
        ("\N{KEY}", "\N{KEY}"),
        (K2.id, "\N{KEY}"),
        (f" {K2.id}", K2.secret),
    ],
)
def test_an_unknown_key_a_wrong_secret_and_a_revoked_key_are_refused(cxone: CxoneClient, username: str, password: str) -> None:
    response = grant(cxone, grant_type="password", username=username, password=password)
    assert refused(response) == WRONG_KEY
    assert response.headers["Cache-Control"] == "no-store"
    assert "Pragma" not in response.headers
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.rule("nice_cxone.auth.key-invalid")
def test_the_key_of_an_inactive_user_gets_nothing(cxone: CxoneClient) -> None:
    state = cxone.state
    state["users"][U2]["active"] = False
    cxone.change(state)
    assert refused(grant(cxone, **PASSWORD)) == WRONG_KEY


@pytest.mark.parametrize(
    "form",
    [
        {**PASSWORD, "password": "x"},
        {"grant_type": "refresh_token", "refresh_token": "x"},
        {"grant_type": "token-exchange", "subject_token": "x", "subject_token_type": "access_token"},
        {"grant_type": "authorization_code", "code": "x", "redirect_uri": "x"},
    ],
)
@pytest.mark.parametrize("option", ["401", "400"])
def test_the_status_of_a_wrong_credential_can_be_switched(cxone: CxoneClient, form: dict[str, str], option: str) -> None:
    cxone.switch(invalid_grant_status=option)
    response = grant(cxone, **form)
    assert (response.status_code, response.json()["error"]) == (int(option), "invalid_grant")
    assert "WWW-Authenticate" not in response.headers


# --- Grants that are not played -------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.grant-missing")
@pytest.mark.parametrize(
    "body", [b"", b"grant_type", b"grant_type=", b"grant_type=&grant_type=password", b'{"grant_type": "password"}', b"{", b"\xff", b"a=b"]
)
def test_a_body_without_a_grant_is_refused(cxone: CxoneClient, body: bytes) -> None:
    response = cxone.http.post(f"{BASE}/auth/token", content=body, headers={**FORM, **basic()})
    assert refused(response) == MISSING_GRANT
    assert response.headers["Cache-Control"] == "no-store"
    assert "Pragma" not in response.headers


@pytest.mark.rule("nice_cxone.auth.grant-missing")
def test_a_grant_in_the_query_is_none(cxone: CxoneClient) -> None:
    response = cxone.http.post(f"{BASE}/auth/token?grant_type=password", headers=basic())
    assert refused(response) == MISSING_GRANT


@pytest.mark.rule("nice_cxone.auth.grant-unsupported")
@pytest.mark.parametrize("value", ["client_credentials", "implicit", "Password", "ключ", "urn:ietf:params:oauth:grant-type:jwt-bearer"])
def test_a_grant_that_the_vendor_does_not_have_is_refused(cxone: CxoneClient, value: str) -> None:
    response = grant(cxone, grant_type=value)
    assert refused(response) == refusal(400, "unsupported_grant_type", f"Unsupported grant type: {value}", "grant-unsupported")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.rule("nice_cxone.auth.grant-impersonation")
@pytest.mark.parametrize("kind", IMPERSONATION)
def test_impersonation_is_not_enabled(cxone: CxoneClient, kind: str) -> None:
    response = grant(cxone, grant_type=f"urn:ietf:params:oauth:grant-type:{kind}-token-exchange")
    assert refused(response) == refusal(400, "unauthorized_client", "Grant type not enabled for this client", "grant-impersonation")


# --- Required fields ------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.param-missing")
@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"grant_type": "password"}, "username"),
        ({"grant_type": "password", "password": "x"}, "username"),
        ({"grant_type": "password", "username": "", "password": "x"}, "username"),
        ({"grant_type": "password", "username": "x"}, "password"),
        ({"grant_type": "password", "username": "x", "password": ""}, "password"),
        ({"grant_type": "refresh_token"}, "refresh_token"),
        ({"grant_type": "refresh_token", "refresh_token": ""}, "refresh_token"),
        ({"grant_type": "authorization_code"}, "code"),
        ({"grant_type": "authorization_code", "redirect_uri": "x"}, "code"),
        ({"grant_type": "authorization_code", "code": "x"}, "redirect_uri"),
        ({"grant_type": "token-exchange"}, "subject_token"),
        ({"grant_type": "token-exchange", "subject_token_type": "access_token"}, "subject_token"),
        ({"grant_type": "token-exchange", "subject_token": "x"}, "subject_token_type"),
        ({"grant_type": EXCHANGE, "subject_token": "x"}, "subject_token_type"),
    ],
)
def test_the_first_required_field_that_is_missing_is_named(cxone: CxoneClient, form: dict[str, str], name: str) -> None:
    response = grant(cxone, **form)
    assert refused(response) == refusal(400, "invalid_request", f"Missing parameter: {name}", "param-missing")
    assert response.headers["Cache-Control"] == "no-store"


# --- Token exchange -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", ["access_token", "id_token"])
@pytest.mark.parametrize("grant_type", ["token-exchange", EXCHANGE])
@pytest.mark.parametrize("token_type", ["access_token", ACCESS_TOKEN])
def test_a_token_can_be_exchanged_for_new_ones_of_the_same_user(cxone: CxoneClient, of: str, grant_type: str, token_type: str) -> None:
    tokens = login(cxone, "K5")
    response = grant(cxone, {}, **{**exchange(tokens[of], token_type), "grant_type": grant_type}, scope="openid")
    body = response.json()
    assert response.status_code == 200
    assert claims(body["access_token"])["sub"] == f"user:{KEYS['K5'].user_id}"
    assert body["access_token"] != tokens["access_token"]
    assert claims(body["refresh_token"])["sessionId"] != claims(tokens["refresh_token"])["sessionId"]


@pytest.mark.rule("nice_cxone.auth.subject-token-invalid")
def test_what_is_no_valid_token_cannot_be_exchanged(cxone: CxoneClient) -> None:
    tokens = login(cxone)
    access = tokens["access_token"]
    bad = ["x", "a.b.c", "\N{KEY}", tokens["refresh_token"], access[:-4], forged(access, "x" * 32, "HS256"), forged(access, sub="user:x")]
    for token in bad:
        assert refused(grant(cxone, **exchange(token))) == WRONG_SUBJECT
    for token_type in ("id_token", "urn:ietf:params:oauth:token-type:id_token", "ACCESS_TOKEN", "x"):
        assert refused(grant(cxone, **exchange(access, token_type))) == WRONG_SUBJECT
    cxone.advance(3600)
    assert refused(grant(cxone, **exchange(access))) == WRONG_SUBJECT


# --- Order ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.grant-missing", "nice_cxone.auth.grant-unsupported", "nice_cxone.auth.client-invalid")
@pytest.mark.rule("nice_cxone.auth.param-missing", "nice_cxone.auth.key-invalid")
def test_the_checks_come_in_their_order(cxone: CxoneClient) -> None:
    wrong = basic("nobody:nothing")
    steps: list[tuple[dict[str, str], dict[str, Any], str]] = [
        (wrong, {}, "grant-missing"),
        (wrong, {"grant_type": "x"}, "grant-unsupported"),
        (wrong, {"grant_type": "password"}, "client-invalid"),
        (basic(), {"grant_type": "password"}, "param-missing"),
        (basic(), {"grant_type": "password", "username": "x", "password": "x"}, "key-invalid"),
    ]
    for client, form, rule in steps:
        assert refused(grant(cxone, client, **form))[2] == f"nice_cxone.auth.{rule}"


@pytest.mark.rule("nice_cxone.auth.any-host")
def test_a_token_is_accepted_on_every_host_and_brings_its_tenant(cxone: CxoneClient) -> None:
    token = cxone.token("K2")
    for host in ("eu1.nice-incontact.com", "api-au1.niceincontact.com", "incontact.com"):
        response = cxone.http.get(
            "/.well-known/cxone-configuration", params={"tenantId": T1}, headers={"Host": host, "Authorization": f"Bearer {token}"}
        )
        assert response.json()["ui_endpoint"] == f"http://{host}"
        listed = cxone.http.get("/account-access/v1/associations", headers={"Host": host, "Authorization": f"Bearer {token}"})
        assert listed.json() == [{"userId": U2, "username": "integration@summitpayments.example", "tenantName": "summit_payments"}]
