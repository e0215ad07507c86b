"""Client applications at `/auth/token`: how they say who they are, and which grants ask."""

from __future__ import annotations

import pytest

from tests.vendors.cxone import CLIENT_ID, CLIENT_SECRET, CxoneClient
from tests.vendors.cxone_auth import PASSWORD, basic, exchange, grant, login, refusal, refused

WRONG_CLIENT = refusal(401, "invalid_client", "Client authentication failed", "client-invalid")
IN_FORM = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        (basic(), {}),
        (basic("NICE:CXone"), {}),
        (basic("foo:bar"), {}),
        ({"Authorization": basic()["Authorization"].replace("Basic", "bAsIc")}, {}),
        (basic("5d0c8a52%2D7f1e%2D4b55%2D9a7c%2D2f3f8d1b6a01:sandbox%2Dclient%2Dsecret%2D0001"), {}),
        (basic("NICE:CX%6Fne"), {}),
        ({}, IN_FORM),
        ({"Authorization": "Bearer nonsense"}, IN_FORM),
        (basic("NICE:CXone"), {"client_id": "unknown", "client_secret": "wrong"}),
    ],
)
def test_a_client_is_known_by_a_basic_header_or_by_the_form(cxone: CxoneClient, headers: dict[str, str], form: dict[str, str]) -> None:
    assert grant(cxone, headers, **PASSWORD, **form).status_code == 200


def test_a_secret_with_a_percent_sign_is_read_raw_and_encoded(cxone: CxoneClient) -> None:
    state = cxone.state
    state["clients"]["a b"] = {"secret": "100%41+"}
    cxone.change(state)
    assert grant(cxone, basic("a b:100%41+"), **PASSWORD).status_code == 200
    assert grant(cxone, basic("a%20b:100%2541%2B"), **PASSWORD).status_code == 200
    assert grant(cxone, basic("a+b:100%2541%2B"), **PASSWORD).status_code == 200
    assert refused(grant(cxone, basic("a b:100A+"), **PASSWORD)) == WRONG_CLIENT


@pytest.mark.rule("nice_cxone.auth.client-invalid")
@pytest.mark.parametrize(
    ("headers", "form"),
    [
        ({}, {}),
        ({}, {"client_id": CLIENT_ID}),
        ({}, {"client_id": CLIENT_ID, "client_secret": ""}),
        ({}, {"client_id": CLIENT_ID, "client_secret": "wrong"}),
        ({}, {"client_id": "unknown", "client_secret": CLIENT_SECRET}),
        ({}, {"client_secret": CLIENT_SECRET}),
        ({}, {"client_id": "\N{KEY}", "client_secret": "\N{KEY}"}),
        (basic(f"{CLIENT_ID}:wrong"), {}),
        (basic(f"{CLIENT_ID}:"), {}),
        (basic(f"{CLIENT_ID}:\N{KEY}"), {}),
        (basic("nobody:nothing"), {}),
        (basic(f"{CLIENT_ID}:wrong"), IN_FORM),
        (basic("no colon"), IN_FORM),
        (basic(":"), IN_FORM),
        (basic(b"\xff:\xff"), IN_FORM),
        ({"Authorization": "Basic !"}, IN_FORM),
        ({"Authorization": "Basic"}, IN_FORM),
        ({"Authorization": "Bearer nonsense"}, {}),
    ],
)
def test_the_grant_password_needs_a_known_client_with_its_secret(cxone: CxoneClient, headers: dict[str, str], form: dict[str, str]) -> None:
    response = grant(cxone, headers, **PASSWORD, **form)
    assert refused(response) == WRONG_CLIENT
    assert response.headers["WWW-Authenticate"] == 'Basic realm="cxone"'
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.rule("nice_cxone.auth.client-invalid")
@pytest.mark.parametrize(
    "who",
    [{"client_id": "unknown"}, {**IN_FORM, "client_secret": "wrong"}, {"client_secret": "x"}, {"client_id": "x", "client_secret": ""}],
)
@pytest.mark.parametrize("of", ["refresh_token", "token-exchange"])
def test_a_wrong_client_is_refused_even_where_none_is_needed(cxone: CxoneClient, who: dict[str, str], of: str) -> None:
    tokens = login(cxone)
    form = {"grant_type": of, "refresh_token": tokens["refresh_token"]} if of == "refresh_token" else exchange(tokens["access_token"])
    assert refused(grant(cxone, {}, **form, **who)) == WRONG_CLIENT


@pytest.mark.parametrize("who", [{}, {"client_id": CLIENT_ID}, IN_FORM])
def test_a_refresh_and_an_exchange_need_no_client_and_no_secret(cxone: CxoneClient, who: dict[str, str]) -> None:
    tokens = login(cxone)
    assert grant(cxone, {}, grant_type="refresh_token", refresh_token=tokens["refresh_token"], **who).status_code == 200
    assert grant(cxone, {}, **exchange(tokens["access_token"]), **who).status_code == 200
