"""Refresh tokens, at `/auth/token` and at the doors that take JSON."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.vendors.cxone import BASE, CLIENT_ID, CLIENT_SECRET, U2, CxoneClient, Json
from tests.vendors.cxone_auth import FORM, PASSWORD, basic, claims, forged, grant, login, refusal, refused, works

INVALID = refusal(401, "invalid_grant", "Invalid or expired refresh token", "refresh-invalid")
USER_REFRESH = "/public/user/refresh"
REGIONAL_TOKEN = "/public/authentication/v1/token"
REGIONAL_REFRESH = "/public/authentication/v1/refresh"
SDK = basic(f"{CLIENT_ID}@cxone")


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def at_token(cxone: CxoneClient, token: str) -> httpx.Response:
    return grant(cxone, {}, grant_type="refresh_token", refresh_token=token)


def at_user_refresh(cxone: CxoneClient, token: str) -> httpx.Response:
    return cxone.send("POST", USER_REFRESH, key=None, json={"token": token})


def at_regional_refresh(cxone: CxoneClient, token: str) -> httpx.Response:
    return cxone.send("POST", REGIONAL_REFRESH, key=None, json={"token": token}, headers=SDK)


Door = Callable[[CxoneClient, str], httpx.Response]
DOORS = [
    pytest.param(at_token, "refresh-invalid", id="token"),
    pytest.param(at_user_refresh, "user-refresh-invalid", id="user-refresh"),
    pytest.param(at_regional_refresh, "regional-invalid", id="regional-refresh"),
]
JUST_DOORS = [pytest.param(door.values[0], id=door.id) for door in DOORS]


# --- Every door -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.auth.refresh-invalid", "nice_cxone.auth.user-refresh-invalid", "nice_cxone.auth.regional-invalid")
@pytest.mark.parametrize(("door", "rule"), DOORS)
def test_what_is_no_valid_refresh_token_is_refused(cxone: CxoneClient, door: Door, rule: str) -> None:
    tokens = login(cxone)
    good = tokens["refresh_token"]
    bad = [
        "x",
        "a.b.c",
        "\N{KEY}",
        tokens["access_token"],
        tokens["id_token"],
        good[:-4],
        f"{good}x",
        good * 20,
        forged(good, "x" * 32, "HS256"),
        forged(good, None, "none"),
        forged(good, exp=...),
        forged(good, exp="tomorrow"),
        forged(good, exp=253402300800),
        forged(good, id="00000000-0000-4000-8000-000000000000"),
        forged(good, sbx_use=...),
        forged(good, sessionId=None),
        forged(good, sbx_client=7),
    ]
    expected = refusal(401, "invalid_grant", "Invalid or expired refresh token", rule)
    assert [refused(door(cxone, token)) for token in bad] == [expected] * len(bad)


@pytest.mark.parametrize(("door", "rule"), DOORS)
def test_a_refresh_token_lives_for_two_hours_to_the_second(cxone: CxoneClient, door: Door, rule: str) -> None:
    token = login(cxone)["refresh_token"]
    cxone.advance(7199)
    assert door(cxone, token).status_code == 200
    cxone.advance(1)
    assert refused(door(cxone, token))[2] == f"nice_cxone.auth.{rule}"


@pytest.mark.parametrize(("door", "rule"), DOORS)
def test_an_inactive_user_gets_no_new_tokens(cxone: CxoneClient, door: Door, rule: str) -> None:
    token = login(cxone)["refresh_token"]
    state = cxone.state
    state["users"][U2]["active"] = False
    cxone.change(state)
    assert refused(door(cxone, token))[2] == f"nice_cxone.auth.{rule}"


@pytest.mark.parametrize("door", JUST_DOORS)
def test_a_refresh_token_can_be_used_again_by_default(cxone: CxoneClient, door: Door) -> None:
    token = login(cxone)["refresh_token"]
    assert [door(cxone, token).status_code for _ in range(3)] == [200, 200, 200]
    assert cxone.state["usedRefreshTokens"] == {}


@pytest.mark.parametrize(("door", "rule"), DOORS)
def test_a_refresh_token_can_be_made_good_for_one_use(cxone: CxoneClient, door: Door, rule: str) -> None:
    cxone.switch(refresh_rotation="single-use")
    token = login(cxone)["refresh_token"]
    body = door(cxone, token).json()
    assert cxone.state["usedRefreshTokens"] == {claims(token)["jti"]: "2026-03-10T18:01:00Z"}
    for other in (at_token, at_user_refresh, at_regional_refresh):
        assert other(cxone, token).status_code == 401
    assert refused(door(cxone, token))[2] == f"nice_cxone.auth.{rule}"
    assert door(cxone, body.get("refresh_token") or body["refreshToken"]).status_code == 200


def test_used_refresh_tokens_are_forgotten_when_they_have_expired(cxone: CxoneClient) -> None:
    cxone.switch(refresh_rotation="single-use")
    at_token(cxone, login(cxone)["refresh_token"])
    cxone.advance(7200)
    token = login(cxone)["refresh_token"]
    at_token(cxone, token)
    assert list(cxone.state["usedRefreshTokens"]) == [claims(token)["jti"]]


# --- /auth/token ----------------------------------------------------------------------------------------------------


def test_a_refresh_gives_new_tokens_of_the_same_login(cxone: CxoneClient) -> None:
    tokens = grant(cxone, **PASSWORD).json()
    cxone.advance(60)
    response = at_token(cxone, tokens["refresh_token"])
    body = response.json()
    assert response.status_code == 200
    assert list(body) == ["access_token", "token_type", "expires_in", "refresh_token", "id_token", "issued_token_type"]
    assert body["refresh_token"] != tokens["refresh_token"]
    old, new = claims(tokens["refresh_token"]), claims(body["refresh_token"])
    assert (new["sessionId"], new["id"], new["sbx_client"]) == (old["sessionId"], U2, CLIENT_ID)
    assert new["exp"] == old["exp"] + 60
    assert works(cxone, body["access_token"])
    assert (response.headers["Cache-Control"], response.headers["Pragma"]) == ("no-store", "no-cache")


def test_the_refresh_of_the_vendors_sdk_works(cxone: CxoneClient) -> None:
    body = f"grant_type=refresh_token&scope=openid&refresh_token={login(cxone)['refresh_token']}"
    headers = {"Content-Type": "application/json", "Originating-Service-Identifier": "CMA_SDK"}
    response = cxone.http.post(f"{BASE}/auth/token", content=body, headers=headers)
    assert response.status_code == 200
    assert response.json()["token_type"] == "Bearer"


@pytest.mark.rule("nice_cxone.auth.refresh-invalid")
def test_a_refresh_token_belongs_to_the_client_that_got_it(cxone: CxoneClient) -> None:
    token = grant(cxone, **PASSWORD).json()["refresh_token"]
    fields = {"grant_type": "refresh_token", "refresh_token": token}
    assert refused(grant(cxone, basic("NICE:CXone"), **fields)) == INVALID
    assert refused(grant(cxone, {}, **fields, client_id="NICE")) == INVALID
    assert grant(cxone, {}, **fields, client_id=CLIENT_ID).status_code == 200
    assert grant(cxone, {}, **fields, client_id=CLIENT_ID, client_secret=CLIENT_SECRET).status_code == 200
    assert grant(cxone, {}, **fields).status_code == 200


def test_a_refresh_token_of_a_door_without_client_goes_with_any_client(cxone: CxoneClient) -> None:
    token = login(cxone)["refresh_token"]
    assert claims(token)["sbx_client"] is None
    response = grant(cxone, basic("NICE:CXone"), grant_type="refresh_token", refresh_token=token)
    assert claims(response.json()["refresh_token"])["sbx_client"] == "NICE"


# --- /public/user/refresh -------------------------------------------------------------------------------------------


def test_the_door_for_users_gives_an_access_and_a_refresh_token(cxone: CxoneClient) -> None:
    token = login(cxone)["refresh_token"]
    response = at_user_refresh(cxone, token)
    body = response.json()
    assert response.status_code == 200
    assert list(body) == ["token", "refreshToken", "tokenExpirationTimeSec", "refreshTokenExpirationTimeSec"]
    assert (body["tokenExpirationTimeSec"], body["refreshTokenExpirationTimeSec"]) == (3600, 7200)
    assert claims(body["refreshToken"])["sessionId"] == claims(token)["sessionId"]
    assert works(cxone, body["token"])
    assert "Cache-Control" not in response.headers


def test_a_token_of_the_door_for_users_may_make_an_access_key(cxone: CxoneClient) -> None:
    body = at_user_refresh(cxone, login(cxone)["refresh_token"]).json()
    headers = {"Authorization": f"Bearer {body['token']}"}
    made = cxone.send("POST", "/access-key-management/v1/access-keys", headers=headers, json={}).json()["resultSet"]
    assert cxone.access_key_token(made["accessKeyId"], made["accessKeySecret"]).status_code == 200


BODIES_WITHOUT = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"x"',
    b"{}",
    b'{"x": "y"}',
    b'{"token": null}',
    b'{"token": 1}',
    b'{"token": ["x"]}',
    b"\xff",
]


@pytest.mark.rule("nice_cxone.auth.user-refresh-body")
@pytest.mark.parametrize("body", BODIES_WITHOUT)
def test_the_door_for_users_wants_a_token(cxone: CxoneClient, body: bytes) -> None:
    response = cxone.send("POST", USER_REFRESH, key=None, body=body)
    assert refused(response) == refusal(400, "invalid_request", "Missing parameter: token", "user-refresh-body")
    assert "Cache-Control" not in response.headers


def test_the_json_doors_read_json_whatever_its_content_type(cxone: CxoneClient) -> None:
    body = f'{{"token": "{login(cxone)["refresh_token"]}"}}'
    assert cxone.send("POST", USER_REFRESH, key=None, body=body, headers=FORM).status_code == 200
    assert cxone.send("POST", REGIONAL_REFRESH, key=None, body=body, headers=FORM).status_code == 200


# --- Regional doors -------------------------------------------------------------------------------------------------


def regional(response: httpx.Response) -> Json:
    """Return the answer of a regional door, which must be a good one."""
    body: Json = response.json()
    assert response.status_code == 200
    assert list(body) == ["accessToken", "tokenType", "refreshToken", "accessTokenExpiry", "idToken"]
    assert (body["tokenType"], body["accessTokenExpiry"]) == ("Bearer", 3600)
    return body


def test_an_access_token_gets_tokens_of_a_region(cxone: CxoneClient) -> None:
    body = regional(cxone.send("POST", REGIONAL_TOKEN, key=None, json={"accessToken": cxone.token("K5")}, headers=SDK))
    assert claims(body["idToken"])["tenant"] == "northwind_field"
    assert works(cxone, body["accessToken"])


def test_a_refresh_token_gets_new_tokens_of_a_region(cxone: CxoneClient) -> None:
    token = login(cxone)["refresh_token"]
    body = regional(at_regional_refresh(cxone, token))
    assert claims(body["refreshToken"])["sessionId"] == claims(token)["sessionId"]


@pytest.mark.parametrize("headers", [{}, basic("nobody@cxone"), basic("nobody:nothing"), {"Authorization": "Basic !"}])
def test_the_regional_doors_do_not_look_at_the_basic_header(cxone: CxoneClient, headers: dict[str, str]) -> None:
    tokens = login(cxone)
    for path, body in ((REGIONAL_TOKEN, {"accessToken": tokens["access_token"]}), (REGIONAL_REFRESH, {"token": tokens["refresh_token"]})):
        assert cxone.send("POST", path, key=None, json=body, headers=headers).status_code == 200


@pytest.mark.rule("nice_cxone.auth.regional-body")
@pytest.mark.parametrize("body", [*BODIES_WITHOUT, b'{"accessToken": 1}'])
def test_the_regional_doors_want_a_token(cxone: CxoneClient, body: bytes) -> None:
    for path, name in ((REGIONAL_TOKEN, "accessToken"), (REGIONAL_REFRESH, "token")):
        response = cxone.send("POST", path, key=None, body=body)
        assert refused(response) == refusal(400, "invalid_request", f"Missing parameter: {name}", "regional-body")


@pytest.mark.rule("nice_cxone.auth.regional-invalid")
def test_what_is_no_valid_access_token_gets_none_of_a_region(cxone: CxoneClient) -> None:
    tokens = login(cxone)
    access = tokens["access_token"]
    for bad in ("", "x", tokens["refresh_token"], tokens["id_token"], access[:-4], forged(access, tenantId="x")):
        response = cxone.send("POST", REGIONAL_TOKEN, key=None, json={"accessToken": bad})
        assert refused(response) == refusal(401, "invalid_grant", "Invalid subject token", "regional-invalid")
    cxone.advance(3600)
    assert cxone.send("POST", REGIONAL_TOKEN, key=None, json={"accessToken": access}).status_code == 401


@pytest.mark.parametrize("option", ["401", "400"])
def test_the_status_of_the_json_doors_has_no_variant(cxone: CxoneClient, option: str) -> None:
    cxone.switch(invalid_grant_status=option)
    assert at_user_refresh(cxone, "x").status_code == 401
    assert at_regional_refresh(cxone, "x").status_code == 401


def test_the_words_of_the_json_doors_can_be_switched(cxone: CxoneClient) -> None:
    cxone.switch(auth_error_body="rfc6749")
    expected = {"error": "invalid_grant", "error_description": "Invalid or expired refresh token"}
    assert at_user_refresh(cxone, "x").json() == expected
    assert at_regional_refresh(cxone, "x").json() == expected
