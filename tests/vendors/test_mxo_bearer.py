"""The bearer check: what counts as a token, what the 401 says, and who may do what."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, DANA, NOBODY, NORTHWIND, SITE_KEY, Json, MxoClient, identifier, rule_of

Send = Callable[[MxoClient], httpx.Response]

CALLS: dict[str, Send] = {
    "activity": lambda mxo: mxo.activity(),
    "structure": lambda mxo: mxo.structure(),
    "delete": lambda mxo: mxo.delete(identifier=identifier("HCR-1001")),
    "activity-3.0.0": lambda mxo: mxo.activity(version="3.0.0"),
}
every_call = pytest.mark.parametrize("send", CALLS.values(), ids=CALLS)

FULL = ("unauthorized", "Full authentication is required to access this resource")


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


def present(mxo: MxoClient, authorization: str | bytes | None) -> None:
    """Send that header with every call."""
    mxo.token = None
    if authorization is not None:
        value = authorization.encode() if isinstance(authorization, str) else authorization
        mxo.http.headers = httpx.Headers([*mxo.http.headers.raw, (b"Authorization", value)])


def assert_unauthorized(response: httpx.Response, error: str, description: str, *, is_empty: bool = False) -> None:
    """All of a 401 of the bearer check."""
    challenge = f'Bearer realm="oauth2-resource", error="{error}", error_description="{description}"'
    assert (response.status_code, rule_of(response)) == (401, "mxo.auth-required")
    assert response.headers.get_list("WWW-Authenticate") == [challenge]
    if is_empty:
        assert (response.content, response.headers["Content-Length"], "Content-Type" in response.headers) == (b"", "0", False)
    else:
        assert response.json() == {"error": error, "error_description": description}
        assert response.headers["Content-Type"] == "application/json"


WITHOUT = {
    "none": None,
    "empty": "",
    "scheme-alone": "Bearer",
    "nothing-behind": "Bearer ",
    "blanks-behind": "Bearer \t ",
    "basic": "Basic c2J4LXN1bW1pdDp4",
    "token-alone": "sbx-summit",
    "other-scheme": "Bearerx sbx-summit",
    "no-blank": "Bearer:sbx-summit",
    "oauth-1": 'OAuth oauth_token="sbx-summit"',
}


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize("authorization", WITHOUT.values(), ids=WITHOUT)
@every_call
def test_a_call_without_a_bearer_token_is_refused(mxo: MxoClient, send: Send, authorization: str | None) -> None:
    before = mxo.state
    present(mxo, authorization)
    assert_unauthorized(send(mxo), *FULL)
    assert mxo.state == before


SHOWN = ["nobody", "SBX-SUMMIT", "sbx-summit2", "AZaz09._~+/=-", "a.b.c", "=", "x" * 4096]


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize("token", SHOWN)
@every_call
def test_a_call_with_an_unknown_token_is_refused_and_the_token_is_named(mxo: MxoClient, send: Send, token: str) -> None:
    before = mxo.state
    present(mxo, f"Bearer {token}")
    assert_unauthorized(send(mxo), "invalid_token", f"Invalid access token: {token}")
    assert mxo.state == before


MALFORMED = [
    "sbx summit",
    "sbx-summit sbx-summit",
    'a"b',
    "a,b",
    "a\\b",
    "a:b",
    "a\tb",
    "<b>",
    "a%20b",
    "é".encode("latin-1"),
    "é".encode(),
]


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize("token", MALFORMED)
@every_call
def test_a_token_that_cannot_stand_in_a_header_is_called_malformed(mxo: MxoClient, send: Send, token: str | bytes) -> None:
    present(mxo, b"Bearer " + (token.encode() if isinstance(token, str) else token))
    assert_unauthorized(send(mxo), "invalid_token", "Invalid access token: (malformed)")


@pytest.mark.rule("mxo.auth-required")
@every_call
def test_a_call_with_an_expired_token_is_refused(mxo: MxoClient, send: Send) -> None:
    before = mxo.state
    present(mxo, "Bearer sbx-expired")
    assert_unauthorized(send(mxo), "invalid_token", "Access token expired: sbx-expired")
    assert mxo.state == before


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
@every_call
def test_the_scheme_is_compared_without_regard_to_case(mxo: MxoClient, send: Send, scheme: str) -> None:
    present(mxo, f"{scheme} sbx-summit")
    assert send(mxo).status_code == 200


@pytest.mark.parametrize("name", ["access_token", "token", "bearer_token", "Authorization"])
def test_a_token_in_the_query_or_in_a_form_is_not_accepted(mxo: MxoClient, name: str) -> None:
    before = mxo.state
    path = f"{mxo.customer_path('/activity')}?{name}=sbx-summit"
    mxo.token = None
    assert_unauthorized(mxo.send("POST", path, json={}), *FULL)
    assert_unauthorized(mxo.http.post(mxo.customer_path("/activity"), data={name: "sbx-summit"}), *FULL)
    assert_unauthorized(mxo.http.post(path, data={"access_token": "sbx-summit"}, headers={"Authorization": "Bearer"}), *FULL)
    assert mxo.state == before


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize(("option", "is_empty"), [("spring-json", False), ("empty", True)])
@pytest.mark.parametrize(
    ("authorization", "error", "description"),
    [
        (None, *FULL),
        ("Bearer nobody", "invalid_token", "Invalid access token: nobody"),
        ("Bearer sbx-expired", "invalid_token", "Access token expired: sbx-expired"),
    ],
)
@every_call
def test_the_variant_takes_the_body_away_and_leaves_status_and_challenge(
    mxo: MxoClient, send: Send, authorization: str | None, error: str, description: str, option: str, is_empty: bool
) -> None:
    mxo.switch(unauthorized_body=option)
    present(mxo, authorization)
    assert_unauthorized(send(mxo), error, description, is_empty=is_empty)


def test_the_variant_leaves_the_bodies_of_the_403_and_of_the_token_endpoint(mxo: MxoClient) -> None:
    mxo.switch(unauthorized_body="empty")
    assert mxo.new_token(secret="wrong").json() == {"error": "invalid_client", "error_description": "Bad client credentials"}
    assert mxo.http.post("/mxo/one/oauth2token").json()["error"] == "unauthorized"
    mxo.token = "sbx-summit-readonly"
    assert mxo.delete(tid=DANA).json() == {"error": "access_denied", "error_description": "Access is denied"}


# --- Permissions ----------------------------------------------------------------------------------------------------

BODIES: list[Json] = [{"tid": DANA}, {"identifier": identifier("HCR-1001")}, {"tid": NOBODY}, {"tid": "no-uuid"}, {}]


@pytest.mark.rule("mxo.delete-forbidden")
@pytest.mark.parametrize("is_issued", [False, True])
@pytest.mark.parametrize("sk", [SITE_KEY, CEDAR, "ONE-NONE"])
@pytest.mark.parametrize("body", BODIES)
def test_a_read_only_credential_may_not_delete_whatever_the_request_says(mxo: MxoClient, body: Json, sk: str, is_issued: bool) -> None:
    mxo.token = mxo.new_token(2).json()["access_token"] if is_issued else "sbx-summit-readonly"
    before = mxo.state
    response = mxo.delete(sk=sk, **body)
    assert (response.status_code, rule_of(response)) == (403, "mxo.delete-forbidden")
    assert response.json() == {"error": "access_denied", "error_description": "Access is denied"}
    assert mxo.state == before


def test_a_read_only_credential_may_do_everything_else(mxo: MxoClient) -> None:
    mxo.token = "sbx-summit-readonly"
    before = len(mxo.customer()["activities"])
    assert [CALLS[name](mxo).status_code for name in ("activity", "activity-3.0.0", "structure")] == [200, 200, 200]
    assert len(mxo.customer()["activities"]) == before + 2


def test_a_credential_that_is_not_read_only_may_delete(mxo: MxoClient) -> None:
    assert mxo.delete(tid=DANA).status_code == 200
    assert DANA not in mxo.space()["customers"]


OWNERS = {
    "sbx-summit": {SITE_KEY, ATM_DEMO},
    "sbx-summit-readonly": {SITE_KEY, ATM_DEMO},
    "sbx-northwind": {NORTHWIND},
    "sbx-cedar": {CEDAR},
}


@pytest.mark.parametrize("sk", [SITE_KEY, ATM_DEMO, NORTHWIND, CEDAR])
@pytest.mark.parametrize("token", OWNERS)
def test_a_token_reaches_the_spaces_of_its_own_tenancy_alone(mxo: MxoClient, token: str, sk: str) -> None:
    before = mxo.state
    mxo.token = token
    response = mxo.activity(sk=sk)
    if sk in OWNERS[token]:
        assert response.status_code == 200
        assert mxo.customer(response.json()["tid"], sk=sk)["identifiers"]["customerkey"] == "HCR-1001"
    else:
        assert (response.status_code, rule_of(response)) == (400, "mxo.sitekey-other-tenant")
        assert response.json() == {"errorCode": "INVALID_SITEKEY", "errorMessage": "The specified site key does not exist"}
        assert mxo.state == before
