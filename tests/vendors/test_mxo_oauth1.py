"""The OAuth 1.0a paths of the mobile SDKs: off, taken at their word, or verified against an independent client's signatures."""

from __future__ import annotations

from time import process_time
from typing import Any

import httpx
import orjson
import pytest
from authlib.oauth1 import ClientAuth  # type: ignore[import-untyped]

from sandbox.vendors.mxo.oauth1 import parse
from tests.vendors.mxo import DANA, SITE_KEY, MxoClient, rule_of
from tests.vendors.mxo_around import PAST, answered, event, interaction
from tests.vendors.mxo_exchanges import FULL

PATH = "/mxo/one/oauth1/rt/api/2.0/interaction"
KEY = "a11ce000-0000-4000-8000-000000000001!mobile@summit.example"
SECRET = "5ec0de00-0000-4000-8000-0000000000a1"
GOOD = (
    'OAuth oauth_consumer_key="a11ce000-0000-4000-8000-000000000001%21mobile%40summit.example", oauth_nonce="n", oauth_timestamp="1", '
    'oauth_signature_method="HMAC-SHA1", oauth_version="1.0", oauth_signature="x"'
)
CALLS = [("POST", ""), ("PUT", ""), ("PUT", "/offline")]
every_call = pytest.mark.parametrize(("method", "behind"), CALLS)


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    mxo.token = None
    assert mxo.state


def send(mxo: MxoClient, method: str, target: str, authorization: str | None) -> httpx.Response:
    """Send an interaction with this Authorization header."""
    headers = {} if authorization is None else {"Authorization": authorization}
    return mxo.send(method, target, json=interaction(timestamp=PAST), headers=headers)


def signed(method: str, url: str, *, key: str = KEY, secret: str = SECRET, **options: Any) -> str:
    """Sign a request as another library does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # It would sign nothing for loopback.
        _, headers, _ = ClientAuth(key, client_secret=secret, **options).sign(method, url, {"Content-Type": "application/json"}, b"")
    header: str = headers["Authorization"]
    return header


def refused(response: httpx.Response) -> None:
    """Hold a refusal against that of a missing bearer token."""
    assert (response.status_code, rule_of(response)) == (401, "mxo.auth-required")
    assert response.json() == {"error": "unauthorized", "error_description": FULL}
    assert response.headers["WWW-Authenticate"] == (f'Bearer realm="oauth2-resource", error="unauthorized", error_description="{FULL}"')


# --- Off ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.oauth1-off")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("behind", ["", "/", "/offline", "s/offline", "/x"])
def test_while_they_are_off_the_paths_are_answered_404_even_with_a_good_signature(mxo: MxoClient, method: str, behind: str) -> None:
    target = f"{PATH}{behind}?sk={SITE_KEY}"
    answer = send(mxo, method, target, signed(method, f"http://sandbox{target}"))
    assert (answer.status_code, answer.content, rule_of(answer)) == (404, b"", "mxo.oauth1-off")


@pytest.mark.rule("mxo.oauth1-off")
@pytest.mark.parametrize("path", ["/mxo/one/oauth1", "/mxo/one/oauth1/", "/mxo/one/%6Fauth1/rt/api/2.0/interaction"])
def test_every_path_below_is_one_of_them(mxo: MxoClient, path: str) -> None:
    answer = mxo.send("GET", path)
    assert (answer.status_code, answer.content, rule_of(answer)) == (404, b"", "mxo.oauth1-off")


def test_once_they_are_on_an_unknown_path_and_method_are_what_they_are_elsewhere(mxo: MxoClient) -> None:
    mxo.switch(oauth1_paths="presence")
    unknown = mxo.send("PUT", "/mxo/one/oauth1/rt/api/2.0/interactions/offline")
    assert (unknown.status_code, rule_of(unknown)) == (404, "mxo.path-unknown")
    wrong = mxo.send("GET", PATH)
    assert (wrong.status_code, wrong.headers["Allow"], rule_of(wrong)) == (405, "POST, PUT", "mxo.method-not-allowed")


# --- Taken at their word --------------------------------------------------------------------------------------------


@every_call
def test_a_header_with_a_known_consumer_key_is_taken(mxo: MxoClient, method: str, behind: str) -> None:
    mxo.switch(oauth1_paths="presence")
    answer = send(mxo, method, f"{PATH}{behind}?sk={SITE_KEY}", GOOD)
    assert (answer.status_code, answer.json()) == (200, answered(DANA))
    expected = event(channel="offline", timestamp=PAST) if behind else event(channel="interaction" if method == "POST" else "update")
    assert expected in mxo.customer()["activities"]


@pytest.mark.parametrize(
    "header",
    [
        GOOD.replace("OAuth ", "oauth "),
        GOOD.replace(", ", ","),
        GOOD.replace("OAuth ", 'OAuth realm="a, b=c", '),
        GOOD.replace("OAuth ", 'OAuth realm="", '),
        GOOD.replace(', oauth_version="1.0"', ""),
        GOOD.replace("HMAC-SHA1", "PLAINTEXT"),
        GOOD.replace("%21", "!"),
    ],
)
def test_a_header_of_any_good_form_is_taken(mxo: MxoClient, header: str) -> None:
    mxo.switch(oauth1_paths="presence")
    assert send(mxo, "POST", f"{PATH}?sk={SITE_KEY}", header).status_code == 200


FAULTY = [
    None,
    "",
    "OAuth",
    "OAuth ",
    "Bearer sbx-summit",
    GOOD.replace("OAuth ", "OAuth2 "),
    GOOD.replace("OAuth ", ""),
    GOOD.replace("mobile%40", "nobody%40"),
    GOOD.replace("%21", "%2521"),
    GOOD.replace('"', ""),
    GOOD + ",",
    GOOD + ', oauth_nonce="n"',
    GOOD.replace('"x"', '"x'),
    GOOD.replace(", oauth_nonce", " oauth_nonce"),
    GOOD.replace('oauth_version="1.0"', 'oauth_version="2.0"'),
    GOOD.replace('oauth_version="1.0"', 'oauth_version="1.0a"'),
    *(GOOD.replace(f"oauth_{name}=", f"other_{name}=") for name in ("consumer_key", "nonce", "timestamp", "signature_method", "signature")),
    GOOD.replace('oauth_signature="x"', 'oauth_signature=""'),
]


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize("header", FAULTY)
@pytest.mark.parametrize("option", ["presence", "verify"])
def test_a_missing_or_malformed_header_and_an_unknown_key_are_refused(mxo: MxoClient, option: str, header: str | None) -> None:
    mxo.switch(oauth1_paths=option)
    refused(send(mxo, "POST", f"{PATH}?sk={SITE_KEY}", header))


def test_a_long_malformed_header_is_refused_at_once() -> None:
    before = process_time()
    assert parse(f"OAuth {' ' * 60_000}x") is None
    assert parse(f'OAuth a="b"{" " * 60_000}x') is None
    assert process_time() - before < 1


@pytest.mark.rule("mxo.auth-required")
@every_call
def test_a_bearer_token_opens_none_of_them(mxo: MxoClient, method: str, behind: str) -> None:
    mxo.switch(oauth1_paths="presence")
    refused(send(mxo, method, f"{PATH}{behind}?sk={SITE_KEY}", "Bearer sbx-summit"))


@every_call
def test_site_keys_are_those_of_the_consumers_tenancy_and_bodies_are_checked_as_elsewhere(mxo: MxoClient, method: str, behind: str) -> None:
    mxo.switch(oauth1_paths="presence")
    for query in ("", "?sk=ONE-CEDARIT0AA-3301"):
        assert rule_of(send(mxo, method, PATH + behind + query, GOOD)) == "mxo.interaction-sitekey"
    bare = mxo.send(method, f"{PATH}{behind}?sk={SITE_KEY}", body=b"{}", headers={"Authorization": GOOD, "Content-Type": "text/plain"})
    assert (bare.status_code, bare.content, rule_of(bare)) == (415, b"", "mxo.content-type")
    mxo.switch(interaction_sitekey="not-found-404")
    missing = send(mxo, method, PATH + behind, GOOD)
    assert (missing.status_code, missing.json()["statusCode"]) == (404, 404)


# --- Verified -------------------------------------------------------------------------------------------------------

TARGETS = [
    (f"http://sandbox{PATH}", f"?sk={SITE_KEY}"),
    (f"http://sandbox/~default{PATH}", f"?sk={SITE_KEY}&pv=LTE2MTAwNTI2Mjg2Mzc"),
    (f"https://eu2.thunderhead.com{PATH.removeprefix('/mxo')}", f"?sk={SITE_KEY}"),
    (f"http://127.0.0.1:4800{PATH}/", f"?tid={DANA}&sk={SITE_KEY}&b=%20x&a=%C3%A4&a="),
]


@pytest.mark.parametrize(("address", "query"), TARGETS)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_the_signature_of_an_independent_client_is_verified(mxo: MxoClient, address: str, query: str, method: str) -> None:
    mxo.switch(oauth1_paths="verify")
    answer = send(mxo, method, address + query, signed(method, address + query))
    assert (answer.status_code, answer.json()) == (200, answered(DANA))


@pytest.mark.rule("mxo.auth-required")
@pytest.mark.parametrize(
    ("method", "target", "header"),
    [
        pytest.param("POST", TARGETS[0], signed("POST", "".join(TARGETS[0]), secret="another"), id="another secret"),
        pytest.param("PUT", TARGETS[0], signed("POST", "".join(TARGETS[0])), id="another method"),
        pytest.param("POST", TARGETS[1], signed("POST", "".join(TARGETS[0])), id="another URL"),
        pytest.param("POST", TARGETS[0], signed("POST", TARGETS[0][0]), id="without the query"),
        pytest.param("POST", TARGETS[0], signed("POST", "".join(TARGETS[0]), signature_method="PLAINTEXT"), id="another way of signing"),
        pytest.param("POST", (TARGETS[0][0], f"?sk={SITE_KEY}&x=%zz"), signed("POST", "".join(TARGETS[0])), id="a query that is no form"),
        pytest.param("POST", TARGETS[0], GOOD, id="no signature at all"),
        pytest.param("POST", TARGETS[0], GOOD.replace('"x"', '"%C3%A9"'), id="a signature beyond ASCII"),
    ],
)
def test_a_wrong_signature_is_refused(mxo: MxoClient, method: str, target: tuple[str, str], header: str) -> None:
    mxo.switch(oauth1_paths="verify")
    refused(send(mxo, method, "".join(target), header))


def test_timestamp_and_nonce_are_not_compared_with_anything(mxo: MxoClient) -> None:
    mxo.switch(oauth1_paths="verify")
    header = signed("POST", "".join(TARGETS[0]))
    for _ in range(2):
        assert send(mxo, "POST", "".join(TARGETS[0]), header).status_code == 200
    mxo.advance(10_000_000)
    assert send(mxo, "POST", "".join(TARGETS[0]), header).status_code == 200


def test_a_json_body_is_no_part_of_the_signature(mxo: MxoClient) -> None:
    mxo.switch(oauth1_paths="verify")
    header = signed("POST", "".join(TARGETS[0]))
    body = orjson.dumps(interaction(uri="web://other/a&b=c"))
    assert mxo.send("POST", "".join(TARGETS[0]), body=body, headers={"Authorization": header}).status_code == 200


def test_the_secret_stands_in_no_journal(mxo: MxoClient) -> None:
    mxo.switch(oauth1_paths="verify")
    header = signed("POST", "".join(TARGETS[0]))
    assert send(mxo, "POST", "".join(TARGETS[0]), header).status_code == 200
    shown = mxo.http.get("/_sandbox/journal").text
    assert SECRET not in shown
    assert header not in shown
