"""Framing: which paths and methods MXO has, its versions, and whose space a path names."""

from __future__ import annotations

from typing import Any, NamedTuple

import httpx
import pytest

from tests.vendors.mxo import (
    ATM_DEMO,
    CEDAR,
    DANA,
    NOBODY,
    NORTHWIND,
    OMAR,
    SITE_KEY,
    Json,
    MxoClient,
    activity,
    customer_context,
    error,
    identifier,
    rule_of,
)

CUSTOMER = "/one/oauth2/rt/api/3.1.0/customer"
CUSTOMER_300 = "/one/oauth2/rt/api/3.0.0/customer"
UNKNOWN_SITE = "The specified site key does not exist"


class Request(NamedTuple):
    """A good request of the Customer API."""

    method: str
    version: str
    behind: str
    body: Json

    def send(self, mxo: MxoClient, suffix: str = "", *, sk: str = SITE_KEY, version: str = "") -> httpx.Response:
        path = mxo.customer_path(self.behind, sk=sk, version=version or self.version)
        return mxo.send(self.method, path + suffix, json=self.body)

    def outcome(self, mxo: MxoClient, suffix: str = "") -> tuple[int, bytes, list[str], Json]:
        """Send it to a session that starts anew; returns all that it did."""
        mxo.freeze()
        response = self.send(mxo, suffix)
        return response.status_code, response.content, [name for name, _ in response.headers.items()], mxo.state


ACTIVITY = Request("POST", "3.1.0", "/activity", {"customerContext": customer_context(), "activities": [activity()]})
STRUCTURE = Request("POST", "3.1.0", "/structure", {"customerContext": customer_context(), "structureApiName": "membership"})
DELETE = Request("DELETE", "3.1.0", "", {"identifier": identifier("HCR-1001")})
ACTIVITY_300 = ACTIVITY._replace(version="3.0.0")
REQUESTS = {"activity": ACTIVITY, "structure": STRUCTURE, "delete": DELETE, "activity-3.0.0": ACTIVITY_300}

every_call = pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


def assert_bare(response: httpx.Response, status: int, rule: str) -> None:
    """A refusal that has nothing but its status."""
    assert (response.status_code, response.content, rule_of(response)) == (status, b"", rule)
    assert response.headers["Content-Length"] == "0"
    assert "Content-Type" not in response.headers
    assert "Location" not in response.headers


# --- Paths and methods ----------------------------------------------------------------------------------------------

UNKNOWN_PATHS = [
    "",
    "/",
    "/one",
    "/one/oauth2/token",
    "/one/oauth2token/x",
    "/one/OAuth2Token",
    "/one%2Foauth2token",
    "/one/oauth1x/rt",
    "/one/oauth2/services/apix",
    "/one/oauth2/rt/api/3.1.0",
    CUSTOMER,
    f"{CUSTOMER}s/{SITE_KEY}",
    f"{CUSTOMER}/{SITE_KEY}/nothing",
    f"{CUSTOMER}/{SITE_KEY}/Activity",
    f"{CUSTOMER}/{SITE_KEY}/activity/1",
    f"{CUSTOMER_300}/{SITE_KEY}/nothing",
    "/one/oauth2/rt/api/2.0/interactions",
    "/one/oauth2/rt/api/2.0/interaction/online",
    "/one/oauth2/rt/api/3.1.0/interaction",
    f"/one/rt/track/{SITE_KEY}",
    "/batchv2",
    "/batchv2/interactions",
    f"/batchv2/interactions/{SITE_KEY}/b/errors",
    f"/batchv1/interactions/{SITE_KEY}",
    "/datastores/1.0.0",
    "/datastores/2.0.0/MTIyMg",
    "/datastores/1.0.0/MTIyMg/merchants/live/reference/x",
]


@pytest.mark.rule("mxo.path-unknown")
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", UNKNOWN_PATHS)
def test_a_path_that_no_operation_has_is_answered_404_without_a_body_and_without_asking_for_a_token(
    mxo: MxoClient, path: str, method: str
) -> None:
    mxo.token = None
    assert_bare(mxo.send(method, f"/mxo{path}"), 404, "mxo.path-unknown")


EMPTY_SEGMENTS = [
    f"{CUSTOMER}/",
    f"{CUSTOMER}//",
    f"{CUSTOMER}//activity",
    f"{CUSTOMER}//activity/",
    f"{CUSTOMER}//structure",
    f"{CUSTOMER_300}//activity",
    f"{CUSTOMER}/{SITE_KEY}//",
    f"{CUSTOMER}/{SITE_KEY}//activity",
    f"{CUSTOMER}/{SITE_KEY}/activity//",
    "/one/oauth2/rt/api/3.1.0//customer/x/activity",
    "/one//oauth2token",
    "/one/rt/track//events",
    "/batchv2/interactions//b",
    "/datastores/1.0.0//merchants",
    "/datastores/1.0.0/MTIyMg//live",
]


@pytest.mark.rule("mxo.empty-sitekey-segment")
@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("path", EMPTY_SEGMENTS)
def test_a_path_with_an_empty_segment_is_answered_404_and_not_redirected(mxo: MxoClient, path: str, method: str) -> None:
    assert_bare(mxo.send(method, f"/mxo{path}", json=ACTIVITY.body), 404, "mxo.empty-sitekey-segment")


METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "BREW")


@pytest.mark.rule("mxo.method-not-allowed")
@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("method", METHODS)
@every_call
def test_a_known_path_under_another_method_is_answered_405_with_its_methods_and_without_asking_for_a_token(
    mxo: MxoClient, request_: Request, method: str, slash: str
) -> None:
    path = mxo.customer_path(request_.behind, version=request_.version) + slash
    mxo.token = None
    response = mxo.send(method, path, json=request_.body)
    if method == request_.method:
        assert response.status_code == 401
    else:
        has_delete = request_.behind == "" and request_.version == "3.1.0"
        assert_bare(response, 405, "mxo.method-not-allowed")
        assert response.headers["Allow"] == ("DELETE" if has_delete else "POST")


NOT_EMULATED = [
    "/one/oauth2/services/api/workspaces",
    "/one/oauth2/services/api/workspaces/1222/touchpoints",
    "/one/oauth2/services/api/x/",
]


@pytest.mark.rule("mxo.not-emulated")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", NOT_EMULATED)
def test_the_administration_functions_are_answered_with_the_sandboxs_own_501_naming_why(mxo: MxoClient, path: str, method: str) -> None:
    response = mxo.send(method, f"/mxo{path}")
    assert (response.status_code, rule_of(response), response.headers["X-Sandbox-Error"]) == (501, "mxo.not-emulated", "not-emulated")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == "The sandbox does not play this part of the vendor: " + (
        "the administration and preview functions are no published API\n"
    )
    assert mxo.http.get("/_sandbox/journal").json()[-1]["unmatched"] is True


@pytest.mark.rule("mxo.oauth1-off")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["interaction", "interaction/", "interaction/offline", "nothing"])
def test_the_oauth1_paths_are_answered_404_whatever_the_method(mxo: MxoClient, path: str, method: str) -> None:
    assert_bare(mxo.send(method, f"/mxo/one/oauth1/rt/api/2.0/{path}"), 404, "mxo.oauth1-off")


@pytest.mark.rule("mxo.trailing-slash")
@every_call
def test_a_slash_at_the_end_changes_nothing_and_is_not_redirected(mxo: MxoClient, request_: Request) -> None:
    plain = request_.outcome(mxo)
    assert plain[0] == 200
    assert request_.outcome(mxo, "/") == plain


@pytest.mark.rule("mxo.query-ignored")
@pytest.mark.parametrize("query", [f"?tid={OMAR}&sk={CEDAR}&structureApiName=history", "?", "?%ff=%zz&=&x", "/?tid=not-a-uuid"])
@every_call
def test_query_parameters_are_ignored(mxo: MxoClient, request_: Request, query: str) -> None:
    plain = request_.outcome(mxo)
    assert plain[0] == 200
    assert request_.outcome(mxo, query) == plain


# --- Versions -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.v300-scope")
@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("request_", [STRUCTURE, DELETE], ids=["structure", "delete"])
def test_version_300_has_the_activity_call_alone(mxo: MxoClient, request_: Request, slash: str) -> None:
    assert_bare(request_.send(mxo, slash, version="3.0.0"), 404, "mxo.v300-scope")
    assert ACTIVITY.send(mxo, slash, version="3.0.0").json() == {"tid": DANA, "errors": []}


@pytest.mark.rule("mxo.v300-scope")
@pytest.mark.parametrize("version", ["3.2.0", "3.1", "3", "03.1.0", "2.0", "v3.1.0", "latest"])
@every_call
def test_any_other_version_is_answered_404(mxo: MxoClient, request_: Request, version: str) -> None:
    assert_bare(request_.send(mxo, version=version), 404, "mxo.v300-scope")


@pytest.mark.rule("mxo.v300-codes")
def test_version_300_says_general_for_a_site_key_that_does_not_exist(mxo: MxoClient) -> None:
    assert error(mxo.activity(sk="ONE-NOSUCHKEY0-0000", version="3.0.0")) == (400, "GENERAL", UNKNOWN_SITE)
    assert mxo.last_rules() == ["mxo.v300-codes", "mxo.sitekey-unknown"]


@pytest.mark.rule("mxo.v300-codes")
@pytest.mark.parametrize(("version", "code"), [("3.0.0", "GENERAL"), ("3.1.0", "CUSTOMER_NOT_FOUND")])
def test_version_300_says_general_for_a_customer_that_does_not_exist(mxo: MxoClient, version: str, code: str) -> None:
    mxo.switch(unknown_tid="reject-400")
    refused = mxo.activity(version=version, context={"tid": NOBODY})
    assert error(refused) == (400, code, "The specified customer does not exist")
    assert ("mxo.v300-codes" in mxo.last_rules()) == (version == "3.0.0")


@pytest.mark.parametrize(
    ("members", "context", "code"),
    [
        ({"dynamicPropositionCode": "x" * 256}, {}, "INVALID_PROPOSITION_CODE"),
        ({"timestamp": "yesterday"}, {}, "INVALID_DATE_TIME"),
        ({}, {"identifiers": [identifier("1", "loyaltyid")]}, "INVALID_API_NAME"),
    ],
)
def test_version_300_keeps_the_codes_that_it_has(mxo: MxoClient, members: Json, context: Json, code: str) -> None:
    assert error(mxo.activity(version="3.0.0", context=context, **members))[:2] == (400, code)
    assert "mxo.v300-codes" not in mxo.last_rules()


# --- Site keys ------------------------------------------------------------------------------------------------------

SITE_KEYS = [
    ("ONE-NOSUCHKEY0-0000", "mxo.sitekey-unknown"),
    (SITE_KEY.lower(), "mxo.sitekey-unknown"),
    (f"{SITE_KEY}%20", "mxo.sitekey-unknown"),
    ("%C3%A9", "mxo.sitekey-unknown"),
    ("%FF", "mxo.sitekey-unknown"),
    (CEDAR, "mxo.sitekey-other-tenant"),
    (NORTHWIND, "mxo.sitekey-other-tenant"),
]


@pytest.mark.rule("mxo.sitekey-unknown", "mxo.sitekey-other-tenant")
@pytest.mark.parametrize(("option", "status"), [(None, 400), ("reject-400", 400), ("not-found-404", 404), ("unauthorized-401", 401)])
@pytest.mark.parametrize(("sk", "rule"), SITE_KEYS)
@every_call
def test_a_site_key_that_is_unknown_or_another_tenancys_is_refused(
    mxo: MxoClient, request_: Request, sk: str, rule: str, option: str | None, status: int
) -> None:
    if option:
        mxo.switch(sitekey_unknown=option)
    response = request_.send(mxo, sk=sk)
    if status == 401:
        assert_bare(response, 401, rule)
        return
    wanted: dict[str, Any] = {"errorCode": "GENERAL" if request_ is ACTIVITY_300 else "INVALID_SITEKEY", "errorMessage": UNKNOWN_SITE}
    if request_ is STRUCTURE:
        wanted["structureApiName"] = "membership"
    assert (response.status_code, response.json(), rule_of(response)) == (status, wanted, rule)


def test_a_site_key_is_percent_decoded_once(mxo: MxoClient) -> None:
    assert ACTIVITY.send(mxo, sk=SITE_KEY.replace("-", "%2D")).json() == {"tid": DANA, "errors": []}
    assert rule_of(ACTIVITY.send(mxo, sk=SITE_KEY.replace("-", "%252D"))) == "mxo.sitekey-unknown"


@pytest.mark.rule("mxo.token-tenancy-wide")
@pytest.mark.parametrize("is_issued", [False, True])
def test_one_token_reaches_every_space_of_its_tenancy(mxo: MxoClient, is_issued: bool) -> None:
    mxo.token = mxo.new_token().json()["access_token"] if is_issued else "sbx-summit"
    for sk in (SITE_KEY, ATM_DEMO):
        tid = mxo.activity(sk=sk, context={"identifiers": [identifier("WIDE-1")]}).json()["tid"]
        assert [held["propositionCode"] for held in mxo.customer(tid, sk=sk)["activities"]] == ["card-terminal"]
