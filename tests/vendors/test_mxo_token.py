"""The token endpoint: who gets a token, what it is made of, and what is refused in which words."""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64decode
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, CEDAR, NORTHWIND, SITE_KEY, Json, MxoClient, rule_of

TOKEN = "/mxo/one/oauth2token"
CLIENT, SECRET = "c0ffee00-0000-4000-8000-000000000001", "5ec0de00-0000-4000-8000-000000000001"
GRANT = {"grant_type": "client_credentials"}
CHALLENGE = 'Basic realm="oauth2/client"'
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NOON = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp())

Refusal = tuple[int, Json, str, str | None]


@pytest.fixture(autouse=True)
def _frozen(mxo: MxoClient) -> None:
    mxo.freeze()
    assert mxo.state


def basic(text: str | bytes) -> str:
    return b64encode(text.encode() if isinstance(text, str) else text).decode()


def ask(mxo: MxoClient, authorization: str | bytes | None = f"Basic {basic(f'{CLIENT}:{SECRET}')}", **request: Any) -> httpx.Response:
    """Ask for a token; without `data` or `content` the request is a good one."""
    if not request.keys() & {"data", "content", "json"}:
        request["data"] = GRANT
    headers: dict[str, str | bytes] = {} if authorization is None else {"Authorization": authorization}
    return mxo.http.post(TOKEN + request.pop("query", ""), headers={**headers, **request.pop("headers", {})}, **request)


def refusal(response: httpx.Response) -> Refusal:
    """Return all of a refusal: status, body, rule and challenge."""
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json(), rule_of(response), response.headers.get("WWW-Authenticate")


def oauth(status: int, error: str, description: str, rule: str) -> Refusal:
    return status, {"error": error, "error_description": description}, rule, CHALLENGE if status == 401 else None


def decoded(part: str) -> bytes:
    """Decode a part of a token, which must be base64url without padding."""
    assert re.fullmatch(r"[A-Za-z0-9_-]+", part)
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def works(mxo: MxoClient, token: str, sk: str = SITE_KEY) -> bool:
    mxo.token = token
    return mxo.activities([], sk=sk, tid="00000000-0000-4000-8000-000000000001").status_code == 200


# --- What a token is ------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.token-issued")
def test_a_good_request_gets_a_token_of_three_parts_that_is_kept_with_its_client_and_expiry(mxo: MxoClient) -> None:
    before = mxo.state["tokens"]
    response = ask(mxo)
    body = response.json()
    token = body["access_token"]
    assert response.status_code == 200
    assert response.text == json.dumps(
        {"access_token": token, "token_type": "bearer", "expires_in": 3600, "jti": body["jti"]}, separators=(",", ":")
    )
    assert UUID.fullmatch(body["jti"])
    header, payload, signature = token.split(".")
    assert json.loads(decoded(header)) == {"alg": "HS256", "typ": "JWT"}
    assert json.loads(decoded(payload)) == {"client_id": CLIENT, "exp": NOON + 3600, "jti": body["jti"]}
    assert len(decoded(signature)) == 32
    assert mxo.state["tokens"] == {**before, token: {"clientId": CLIENT, "expiresAt": "2026-11-21T13:00:00Z"}}
    assert response.headers["Content-Type"] == "application/json"
    assert (response.headers["Cache-Control"], response.headers["Pragma"]) == ("no-store", "no-cache")


@pytest.mark.parametrize(("number", "spaces"), [(1, {SITE_KEY, ATM_DEMO}), (2, {SITE_KEY, ATM_DEMO}), (3, {NORTHWIND}), (4, {CEDAR})])
def test_a_token_works_on_the_spaces_of_its_clients_tenancy(mxo: MxoClient, number: int, spaces: set[str]) -> None:
    token = mxo.new_token(number).json()["access_token"]
    assert {sk for sk in (SITE_KEY, ATM_DEMO, NORTHWIND, CEDAR) if works(mxo, token, sk)} == spaces


@pytest.mark.rule("mxo.token-issued")
def test_every_request_gets_a_new_token_and_older_ones_stay_valid(mxo: MxoClient) -> None:
    bodies = [ask(mxo).json() for _ in range(3)]
    assert len({body["access_token"] for body in bodies}) == len({body["jti"] for body in bodies}) == 3
    assert all(works(mxo, body["access_token"]) for body in bodies)


@pytest.mark.parametrize("path", ["", "/"])
def test_with_a_frozen_clock_a_session_that_starts_anew_gives_the_same_bytes(mxo: MxoClient, path: str) -> None:
    first = [ask(mxo).content for _ in range(2)]
    mxo.freeze()
    assert [ask(mxo, query=path).content for _ in range(2)] == first


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.token-method")
@pytest.mark.parametrize("path", ["/one/oauth2token", "/one/oauth2token/", "/one/oauth2t%6Fken"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_another_method_than_post_is_refused_before_the_client_is_asked_for(mxo: MxoClient, method: str, path: str) -> None:
    response = mxo.http.request(method, f"/mxo{path}")
    assert refusal(response) == oauth(405, "method_not_allowed", f"Request method '{method}' not supported", "mxo.token-method")
    assert response.headers["Allow"] == "POST"


@pytest.mark.rule("mxo.token-basic-required")
@pytest.mark.parametrize("authorization", [None, "", "Bearer sbx-summit", f"Basic{basic(f'{CLIENT}:{SECRET}')}", "Digest x", "Basi c"])
def test_without_a_basic_header_a_request_is_refused_and_credentials_in_the_form_are_not_read(
    mxo: MxoClient, authorization: str | None
) -> None:
    before = mxo.state
    refused = ask(mxo, authorization, data={**GRANT, "client_id": CLIENT, "client_secret": SECRET})
    wanted = oauth(401, "unauthorized", "Full authentication is required to access this resource", "mxo.token-basic-required")
    assert (refusal(refused), mxo.state) == (wanted, before)


BAD_CLIENTS: dict[str, str | bytes] = {
    "nothing": "Basic",
    "blank": "Basic ",
    "no-base64": "Basic !!!!",
    "no-padding": f"Basic {basic(f'{CLIENT}:{SECRET}').rstrip('=')}",
    "rubbish-behind": f"Basic {basic(f'{CLIENT}:{SECRET}')} x",
    "not-encoded": f"Basic {CLIENT}:{SECRET}",
    "no-ascii": "Basic é".encode(),
    "no-utf-8": f"Basic {basic(bytes([255, 58, 255]))}",
    "no-colon": f"Basic {basic(CLIENT)}",
    "colon-only": f"Basic {basic(':')}",
    "unknown-client": f"Basic {basic(f'c0ffee00-0000-4000-8000-000000000009:{SECRET}')}",
    "upper-case-client": f"Basic {basic(f'{CLIENT.upper()}:{SECRET}')}",
    "unknown-client-of-other-letters": f"Basic {basic('Zoë:ü')}",
    "client-of-another-session": f"Basic {basic(f'{CLIENT}~ann:{SECRET}')}",
    "wrong-secret": f"Basic {basic(f'{CLIENT}:nope')}",
    "empty-secret": f"Basic {basic(f'{CLIENT}:')}",
    "secret-of-another": f"Basic {basic(f'{CLIENT}:{SECRET[:-1]}2')}",
    "secret-of-other-letters": f"Basic {basic(f'{CLIENT}:ü')}",
    "secret-and-more": f"Basic {basic(f'{CLIENT}:{SECRET}:x')}",
}


@pytest.mark.rule("mxo.token-bad-client")
@pytest.mark.parametrize("authorization", BAD_CLIENTS.values(), ids=BAD_CLIENTS)
def test_a_basic_header_that_cannot_be_decoded_or_names_no_client_or_a_wrong_secret_is_refused(
    mxo: MxoClient, authorization: str | bytes
) -> None:
    before = mxo.state
    refused = ask(mxo, authorization, data={**GRANT, "client_id": CLIENT, "client_secret": SECRET})
    wanted = oauth(401, "invalid_client", "Bad client credentials", "mxo.token-bad-client")
    assert (refusal(refused), mxo.state) == (wanted, before)


@pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC", "bAsIc"])
def test_the_scheme_of_the_basic_header_is_compared_without_regard_to_case(mxo: MxoClient, scheme: str) -> None:
    assert ask(mxo, f"{scheme} {basic(f'{CLIENT}:{SECRET}')}").status_code == 200


MISSING_GRANTS: dict[str, Json] = {
    "empty-body": {"content": b""},
    "other-field": {"data": {"scope": "read"}},
    "empty": {"data": {"grant_type": ""}},
    "other-name": {"data": {"Grant_Type": "client_credentials"}},
    "empty-everywhere": {"data": {"grant_type": ""}, "query": "?grant_type="},
    "json": {"json": GRANT},
    "no-content-type": {"content": b"grant_type=client_credentials"},
    "text": {"content": b"grant_type=client_credentials", "headers": {"Content-Type": "text/plain"}},
    "no-utf-8": {"content": b"\xff\xfe=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
}


@pytest.mark.rule("mxo.token-grant-missing")
@pytest.mark.parametrize("request_", MISSING_GRANTS.values(), ids=MISSING_GRANTS)
def test_without_a_grant_type_in_a_form_or_the_query_a_request_is_refused(mxo: MxoClient, request_: Json) -> None:
    before = mxo.state
    wanted = oauth(400, "invalid_request", "Missing grant type", "mxo.token-grant-missing")
    assert (refusal(ask(mxo, **request_)), mxo.state) == (wanted, before)


@pytest.mark.rule("mxo.token-grant-unsupported")
@pytest.mark.parametrize("grant", ["password", "refresh_token", "CLIENT_CREDENTIALS", "client_credentials ", 'a"\\b', "größe", "x\ny"])
@pytest.mark.parametrize("part", ["data", "query"])
def test_another_grant_type_is_refused_by_name(mxo: MxoClient, grant: str, part: str) -> None:
    before = mxo.state
    request: Json = {"data": {"grant_type": grant}}
    if part == "query":
        request = {"content": b"", "query": f"?{httpx.QueryParams({'grant_type': grant})}"}
    wanted = oauth(400, "unsupported_grant_type", f"Unsupported grant type: {grant}", "mxo.token-grant-unsupported")
    assert (refusal(ask(mxo, **request)), mxo.state) == (wanted, before)


@pytest.mark.rule("mxo.token-issued")
@pytest.mark.parametrize("request_", [{"content": b""}, {"data": {"scope": "x"}}, {"json": {"grant_type": "password"}}])
def test_the_grant_type_of_the_query_counts_when_the_form_has_none(mxo: MxoClient, request_: Json) -> None:
    assert ask(mxo, query="?grant_type=client_credentials", **request_).status_code == 200


def test_the_grant_type_of_the_form_counts_before_that_of_the_query(mxo: MxoClient) -> None:
    refused = ask(mxo, query="?grant_type=client_credentials", data={"grant_type": "password"})
    assert rule_of(refused) == "mxo.token-grant-unsupported"
    assert ask(mxo, query="?grant_type=password").status_code == 200


@pytest.mark.rule("mxo.token-issued")
@pytest.mark.parametrize("unknown_fields", ["ignore", "reject-400"])
def test_other_form_fields_are_ignored_whatever_the_variant_for_json_members(mxo: MxoClient, unknown_fields: str) -> None:
    mxo.switch(unknown_fields=unknown_fields)
    response = ask(mxo, data={**GRANT, "scope": "read write", "client_id": "x", "resource": ""})
    assert (response.status_code, set(response.json())) == (200, {"access_token", "token_type", "expires_in", "jti"})


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded; charset=UTF-8", "APPLICATION/X-WWW-FORM-URLENCODED"])
def test_the_content_type_of_the_form_may_have_parameters_and_be_in_upper_case(mxo: MxoClient, content_type: str) -> None:
    response = ask(mxo, content=b"x&grant%5Ftype=client%5Fcredentials&=", headers={"Content-Type": content_type})
    assert response.status_code == 200


def test_method_header_client_and_grant_are_checked_in_this_order(mxo: MxoClient) -> None:
    mxo.switch(unauthorized_body="empty")
    assert rule_of(mxo.http.get(TOKEN, headers={"Authorization": "Basic !"})) == "mxo.token-method"
    assert rule_of(ask(mxo, None, content=b"")) == "mxo.token-basic-required"
    assert rule_of(ask(mxo, "Basic !", content=b"")) == "mxo.token-bad-client"
    assert ask(mxo, "Basic !").json()["error"] == "invalid_client"
