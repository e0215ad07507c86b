"""Authorization codes: logging in without a page, and PKCE."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.cxone import BASE, CLIENT_ID, CLIENT_SECRET, T2, T3, U1, U3, U5, U6, CxoneClient, rule_of
from tests.vendors.cxone_auth import basic, claims, grant, refusal, refused, works

BACK = "http://localhost:3000/callback"
GOOD = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": BACK, "scope": "openid"}
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
INVALID = refusal(401, "invalid_grant", "Invalid or expired authorization code", "code-invalid")
WRONG_CLIENT = refusal(401, "invalid_client", "Client authentication failed", "client-invalid")


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def ask(cxone: CxoneClient, method: str = "GET", **changes: str) -> httpx.Response:
    """Ask for a code; `changes` replaces members of a good request."""
    asked = {**GOOD, **changes}
    if method == "GET":
        return cxone.http.get(f"{BASE}/auth/authorize", params=asked)
    return cxone.http.post(f"{BASE}/auth/authorize", data=asked)


def answered(response: httpx.Response) -> dict[str, str]:
    """Return what the browser brings back to the client."""
    assert response.status_code == 302
    assert response.content == b""
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}


def code(cxone: CxoneClient, **changes: str) -> str:
    return answered(ask(cxone, **changes))["code"]


def redeem(cxone: CxoneClient, code: str, asks: dict[str, str] | None = None, **changes: str) -> httpx.Response:
    """Exchange a code for tokens; without `asks` the client proves itself by its secret."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **changes}
    return grant(cxone, basic() if asks is None else {}, **form, **(asks or {}))


# --- Logging in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_login_goes_back_to_the_client_with_a_code_and_the_state(cxone: CxoneClient, method: str) -> None:
    response = ask(cxone, method, state="a b&c=\N{KEY}")
    back = answered(response)
    assert response.headers["Location"].startswith(f"{BACK}?code=default~")
    assert list(back) == ["code", "state"]
    assert back["state"] == "a b&c=\N{KEY}"
    assert list(cxone.state["codes"]) == [back["code"]]


@pytest.mark.parametrize("state", [{}, {"state": ""}])
def test_no_state_comes_back_where_none_was_sent(cxone: CxoneClient, state: dict[str, str]) -> None:
    assert list(answered(ask(cxone, **state))) == ["code"]


def test_a_redirect_uri_with_a_query_keeps_it(cxone: CxoneClient) -> None:
    state = cxone.state
    state["clients"][CLIENT_ID]["redirectUris"].append(f"{BACK}?a=1")
    cxone.change(state)
    assert ask(cxone, redirect_uri=f"{BACK}?a=1").headers["Location"].startswith(f"{BACK}?a=1&code=")


@pytest.mark.parametrize(
    ("hints", "user_id"),
    [
        ({}, U1),
        ({"login_hint": "priya.nair@summitpayments.example"}, U3),
        ({"login_hint": "nobody@example.com"}, U1),
        ({"login_hint": ""}, U1),
        ({"tenantId": T2}, U5),
        ({"tenantId": T3.upper()}, U6),
        ({"tenantId": "unknown"}, U1),
        ({"login_hint": "nobody@example.com", "tenantId": T2}, U5),
        ({"login_hint": "priya.nair@summitpayments.example", "tenantId": T2}, U3),
    ],
)
def test_the_hint_else_the_tenant_says_who_logs_in(cxone: CxoneClient, hints: dict[str, str], user_id: str) -> None:
    response = redeem(cxone, code(cxone, **hints))
    assert claims(response.json()["access_token"])["sub"] == f"user:{user_id}"


def test_the_other_parameters_of_the_vendor_change_nothing(cxone: CxoneClient) -> None:
    others = {
        "display": "popup",
        "prompt": "none",
        "max_age": "0",
        "id_token_hint": "x",
        "acr_values": "x",
        "ui_locales": "de",
        "resellerId": "x",
        "code": "x",
    }
    assert redeem(cxone, code(cxone, **others)).status_code == 200


@pytest.mark.rule("nice_cxone.auth.authorize-invalid")
@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"client_id": "unknown", "redirect_uri": "x"}, "client_id"),
        ({"client_id": ""}, "client_id"),
        ({"client_id": "\N{KEY}"}, "client_id"),
        ({"redirect_uri": "http://localhost:3000/callback/", "response_type": "token"}, "redirect_uri"),
        ({"redirect_uri": ""}, "redirect_uri"),
        ({"client_id": "foo"}, "redirect_uri"),
        ({"client_id": "NICE", "redirect_uri": "https://app.summitpayments.example/callback"}, "redirect_uri"),
        ({"response_type": "token", "scope": "x"}, "response_type"),
        ({"response_type": ""}, "response_type"),
        ({"scope": "", "code_challenge_method": "plain"}, "scope"),
        ({"scope": "openidx profile"}, "scope"),
        ({"code_challenge_method": "plain"}, "code_challenge_method"),
        ({"code_challenge_method": "s256", "code_challenge": CHALLENGE}, "code_challenge_method"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_request_is_refused_and_never_redirected(cxone: CxoneClient, method: str, changes: dict[str, str], name: str) -> None:
    response = ask(cxone, method, **changes)
    assert refused(response) == refusal(400, "invalid_request", f"Invalid parameter: {name}", "authorize-invalid")
    assert "Location" not in response.headers
    assert "Cache-Control" not in response.headers


@pytest.mark.rule("nice_cxone.auth.authorize-invalid")
def test_a_request_without_parameters_is_refused(cxone: CxoneClient) -> None:
    assert refused(cxone.http.get(f"{BASE}/auth/authorize"))[2] == "nice_cxone.auth.authorize-invalid"
    assert refused(cxone.http.post(f"{BASE}/auth/authorize", json=GOOD))[2] == "nice_cxone.auth.authorize-invalid"


@pytest.mark.rule("nice_cxone.auth.authorize-invalid")
def test_nobody_logs_in_where_there_is_no_tenant(cxone: CxoneClient) -> None:
    cxone.change({"clients": cxone.state["clients"]})
    expected = refusal(400, "invalid_request", "Invalid parameter: tenantId", "authorize-invalid")
    assert refused(ask(cxone)) == expected


def test_the_step_of_the_login_page_is_not_emulated(app: Starlette) -> None:
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as http:
        response = http.post(f"{BASE}/auth/authorize", data={"tenantFQDN": "x", "state": "y"})
    assert (response.status_code, response.json()) == (501, {"message": "Not emulated by the sandbox: the login page"})
    assert rule_of(response) == "nice_cxone.gen.not-emulated"


# --- Codes ----------------------------------------------------------------------------------------------------------


def test_a_code_gives_tokens_of_the_client_and_is_used_up(cxone: CxoneClient) -> None:
    found = code(cxone, nonce="n-0S6_WzA2Mj")
    response = redeem(cxone, found)
    body = response.json()
    assert response.status_code == 200
    assert list(body) == ["access_token", "token_type", "expires_in", "refresh_token", "id_token", "issued_token_type"]
    assert claims(body["id_token"])["nonce"] == "n-0S6_WzA2Mj"
    assert "nonce" not in claims(body["access_token"])
    assert claims(body["refresh_token"])["sbx_client"] == CLIENT_ID
    assert works(cxone, body["access_token"])
    assert cxone.state["codes"] == {}


@pytest.mark.rule("nice_cxone.auth.code-invalid")
def test_a_code_can_be_used_once(cxone: CxoneClient) -> None:
    found = code(cxone)
    assert redeem(cxone, found).status_code == 200
    assert refused(redeem(cxone, found)) == INVALID


@pytest.mark.rule("nice_cxone.auth.code-invalid")
def test_a_code_lives_for_a_minute_to_the_second(cxone: CxoneClient) -> None:
    first, second = code(cxone), code(cxone)
    cxone.advance(59.999)
    assert redeem(cxone, first).status_code == 200
    cxone.advance(0.001)
    assert refused(redeem(cxone, second)) == INVALID


def test_expired_codes_are_forgotten_at_the_next_login(cxone: CxoneClient) -> None:
    code(cxone)
    cxone.advance(60)
    found = code(cxone)
    assert list(cxone.state["codes"]) == [found]


@pytest.mark.rule("nice_cxone.auth.code-invalid")
def test_a_code_is_refused_for_another_client_or_address(cxone: CxoneClient) -> None:
    found = code(cxone)
    nice = {"client_id": "NICE", "client_secret": "CXone"}
    for response in (
        redeem(cxone, found, nice),
        redeem(cxone, found, redirect_uri="https://app.summitpayments.example/callback"),
        redeem(cxone, "default~unknown"),
        redeem(cxone, "\N{KEY}"),
    ):
        assert refused(response) == INVALID
        assert response.headers["Cache-Control"] == "no-store"
    assert redeem(cxone, found).status_code == 200


@pytest.mark.rule("nice_cxone.auth.code-invalid")
def test_a_code_of_a_user_who_was_deactivated_is_refused(cxone: CxoneClient) -> None:
    found = code(cxone)
    state = cxone.state
    state["users"][U1]["active"] = False
    cxone.change(state)
    assert refused(redeem(cxone, found)) == INVALID


def test_an_inactive_user_is_not_logged_in_by_a_hint(cxone: CxoneClient) -> None:
    state = cxone.state
    state["users"][U3]["active"] = False
    cxone.change(state)
    found = code(cxone, login_hint="priya.nair@summitpayments.example")
    assert cxone.state["codes"][found]["userId"] == U1


# --- PKCE -----------------------------------------------------------------------------------------------------------

PUBLIC = {"client_id": CLIENT_ID}
SECRET = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@pytest.mark.parametrize("method", [{}, {"code_challenge_method": "S256"}])
@pytest.mark.parametrize("asks", [PUBLIC, SECRET, {}])
def test_a_verifier_proves_the_client(cxone: CxoneClient, method: dict[str, str], asks: dict[str, str]) -> None:
    found = code(cxone, code_challenge=CHALLENGE, **method)
    response = redeem(cxone, found, asks, code_verifier=VERIFIER)
    assert response.status_code == 200
    assert claims(response.json()["refresh_token"])["sbx_client"] == CLIENT_ID


@pytest.mark.rule("nice_cxone.auth.code-invalid")
def test_a_wrong_verifier_is_refused(cxone: CxoneClient) -> None:
    found = code(cxone, code_challenge=CHALLENGE)
    for asks in (PUBLIC, SECRET, {}):
        for verifier in ("x", CHALLENGE, "\N{KEY}"):
            assert refused(redeem(cxone, found, asks, code_verifier=verifier)) == INVALID
    assert refused(redeem(cxone, found, SECRET)) == INVALID
    assert refused(redeem(cxone, found, SECRET, code_verifier="")) == INVALID


@pytest.mark.rule("nice_cxone.auth.client-invalid")
def test_without_secret_a_code_needs_pkce(cxone: CxoneClient) -> None:
    with_challenge, without = code(cxone, code_challenge=CHALLENGE), code(cxone)
    for response in (
        redeem(cxone, with_challenge, PUBLIC),
        redeem(cxone, with_challenge, {}),
        redeem(cxone, with_challenge, {"client_id": "unknown"}, code_verifier=VERIFIER),
        redeem(cxone, with_challenge, {**PUBLIC, "client_secret": "wrong"}, code_verifier=VERIFIER),
        redeem(cxone, without, PUBLIC),
        redeem(cxone, without, PUBLIC, code_verifier=VERIFIER),
        redeem(cxone, "unknown", PUBLIC),
    ):
        assert refused(response) == WRONG_CLIENT
    assert refused(redeem(cxone, "unknown", PUBLIC, code_verifier=VERIFIER)) == INVALID


def test_a_verifier_for_a_code_without_challenge_is_not_looked_at(cxone: CxoneClient) -> None:
    assert redeem(cxone, code(cxone), SECRET, code_verifier=VERIFIER).status_code == 200
