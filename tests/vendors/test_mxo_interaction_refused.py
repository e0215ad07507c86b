"""The Interaction API says no: order of checks, wording, and the variants of both."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.mxo import CEDAR, DANA, NOBODY, NORTHWIND, OMAR, SITE_KEY, Json, MxoClient, rule_of
from tests.vendors.mxo_around import INTERACTION, MANY, OFFLINE, PAST, REFUSED, answered, interact, interaction, many
from tests.vendors.mxo_states import LENA, VISITOR

CALLS = [("POST", INTERACTION), ("PUT", INTERACTION), ("PUT", OFFLINE), ("PUT", MANY)]
every_call = pytest.mark.parametrize(("method", "path"), CALLS)


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


def send(mxo: MxoClient, method: str, path: str, query: str = f"?sk={SITE_KEY}", **members: Any) -> httpx.Response:
    """Send a good interaction, with members replaced."""
    body = interaction(timestamp=PAST, **members)
    return mxo.send(method, path + query, json=[body] if path == MANY else body)


def refused(response: httpx.Response, rule: str, status: int = 400) -> None:
    """Hold a refusal against the usual one."""
    assert (response.status_code, response.json(), rule_of(response)) == (status, REFUSED | {"statusCode": status}, rule)


# --- Site key and TID -----------------------------------------------------------------------------------------------

QUERIES = ["", "?sk=", f"?SK={SITE_KEY}", "?sk=ONE-NOSUCHKEY0-0000", f"?sk={SITE_KEY.lower()}", f"?sk={CEDAR}", f"?sk={NORTHWIND}"]


@pytest.mark.rule("mxo.interaction-sitekey")
@pytest.mark.parametrize("query", QUERIES)
@every_call
def test_a_site_key_that_is_missing_unknown_or_anothers_is_refused(mxo: MxoClient, method: str, path: str, query: str) -> None:
    refused(send(mxo, method, path, query), "mxo.interaction-sitekey")
    mxo.switch(interaction_sitekey="not-found-404")
    refused(send(mxo, method, path, query), "mxo.interaction-sitekey", 404)


@pytest.mark.rule("mxo.interaction-tid-format")
@pytest.mark.parametrize("tid", ["not-a-uuid", DANA[:-1], f"{DANA}0", f"{{{DANA}}}", DANA.replace("-", ""), f"{DANA}%0A", "%20"])
@every_call
def test_a_tid_of_the_query_that_is_no_uuid_is_refused(mxo: MxoClient, method: str, path: str, tid: str) -> None:
    refused(send(mxo, method, path, f"?sk={SITE_KEY}&tid={tid}"), "mxo.interaction-tid-format")


@every_call
def test_an_empty_tid_of_the_query_counts_as_absent(mxo: MxoClient, method: str, path: str) -> None:
    assert send(mxo, method, path, f"?sk={SITE_KEY}&tid=").json()["tid"] == DANA


@pytest.mark.rule("mxo.interaction-tid-format")
@pytest.mark.parametrize(("tid", "rule"), [("not-a-uuid", "mxo.interaction-tid-format"), (5, "mxo.field-type"), ([DANA], "mxo.field-type")])
def test_a_tid_of_an_item_that_is_no_uuid_is_refused(mxo: MxoClient, tid: Any, rule: str) -> None:
    refused(many(mxo, [interaction(timestamp=PAST), interaction(timestamp=PAST, tid=tid)]), rule)


@pytest.mark.parametrize(("method", "path"), CALLS[:3])
def test_a_tid_in_the_body_of_another_call_is_not_looked_at(mxo: MxoClient, method: str, path: str) -> None:
    assert send(mxo, method, path, tid="not-a-uuid").json() == answered(DANA)


# --- Body -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.interaction-uri")
@pytest.mark.parametrize("uri", [..., None, ""])
@every_call
def test_an_interaction_without_a_uri_is_refused(mxo: MxoClient, method: str, path: str, uri: Any) -> None:
    refused(send(mxo, method, path, uri=uri), "mxo.interaction-uri")


@pytest.mark.rule("mxo.interaction-key-name")
@pytest.mark.parametrize("key", ["1", "", None, ...])
@pytest.mark.parametrize("name", ["loyaltyid", "", "customerkey "])
@every_call
def test_a_key_that_the_space_does_not_have_is_refused_whether_or_not_it_has_a_value(
    mxo: MxoClient, method: str, path: str, key: Any, name: str
) -> None:
    refused(send(mxo, method, path, customerKey=key, customerKeyName=name), "mxo.interaction-key-name")


@pytest.mark.rule("mxo.field-type")
@pytest.mark.parametrize("member", ["uri", "customerKey", "customerKeyName"])
@pytest.mark.parametrize("value", [5, True, ["x"], {}])
@every_call
def test_a_member_of_another_type_is_refused(mxo: MxoClient, method: str, path: str, member: str, value: Any) -> None:
    refused(send(mxo, method, path, **{member: value}), "mxo.field-type")


FAULTY_BODIES = [
    (b"", "application/json", 400, "mxo.body-required"),
    (b"", "text/plain", 400, "mxo.body-required"),
    (b"{}", "text/plain", 415, "mxo.content-type"),
    (b"{}", "", 415, "mxo.content-type"),
    (b"{", "application/json", 400, "mxo.malformed-json"),
    (b'{"uri":NaN}', "application/json", 400, "mxo.malformed-json"),
    (b'"text"', "application/json", 400, "mxo.body-object"),
    (b"null", "application/json", 400, "mxo.body-object"),
]


@pytest.mark.rule("mxo.body-required", "mxo.content-type", "mxo.malformed-json", "mxo.body-object")
@pytest.mark.parametrize(("body", "content_type", "status", "rule"), FAULTY_BODIES)
@every_call
def test_a_body_that_cannot_be_read_is_refused(
    mxo: MxoClient, method: str, path: str, body: bytes, content_type: str, status: int, rule: str
) -> None:
    response = mxo.send(method, f"{path}?sk={SITE_KEY}", body=body, headers={"Content-Type": content_type})
    assert (response.status_code, rule_of(response)) == (status, rule)
    assert response.content == b"" if status == 415 else response.json() == REFUSED


@pytest.mark.rule("mxo.body-object")
@pytest.mark.parametrize(
    ("path", "body"), [(INTERACTION, [interaction()]), (OFFLINE, [interaction(timestamp=PAST)]), (MANY, interaction())]
)
def test_one_interaction_is_an_object_and_several_are_an_array(mxo: MxoClient, path: str, body: Any) -> None:
    refused(mxo.send("PUT", f"{path}?sk={SITE_KEY}", json=body), "mxo.body-object")


@pytest.mark.rule("mxo.unknown-fields")
@every_call
def test_unknown_members_are_ignored_also_where_the_customer_api_refuses_them(mxo: MxoClient, method: str, path: str) -> None:
    mxo.switch(unknown_fields="reject-400")
    assert send(mxo, method, path, colour="red", customerContext={}).json() == answered(DANA)


# --- Order ----------------------------------------------------------------------------------------------------------


@every_call
def test_token_site_key_tid_body_type_json_and_kind_are_checked_in_this_order(mxo: MxoClient, method: str, path: str) -> None:
    query, headers, body = "?tid=x", {"Authorization": "Bearer nobody", "Content-Type": "text/plain"}, b""
    found = []
    steps: list[tuple[str, dict[str, str], bytes]] = [
        (query, headers, body),
        (query, headers := {**headers, "Authorization": "Bearer sbx-summit"}, body),
        (query := f"?tid=x&sk={SITE_KEY}", headers, body),
        (query := f"?sk={SITE_KEY}", headers, body),
        (query, headers, body := b"{"),
        (query, headers := {**headers, "Content-Type": "application/json"}, body),
        (query, headers, b"5"),
    ]
    for query, headers, body in steps:
        response = mxo.send(method, path + query, body=body, headers=headers)
        found.append((response.status_code, rule_of(response)))
    assert found == [
        (401, "mxo.auth-required"),
        (400, "mxo.interaction-sitekey"),
        (400, "mxo.interaction-tid-format"),
        (400, "mxo.body-required"),
        (415, "mxo.content-type"),
        (400, "mxo.malformed-json"),
        (400, "mxo.body-object"),
    ]


def test_the_members_of_an_item_are_checked_in_their_order_and_items_before_later_ones(mxo: MxoClient) -> None:
    faults = {"uri": "", "tid": "x", "customerKey": 5, "customerKeyName": "x", "timestamp": "x"}
    rules = ["mxo.interaction-uri", "mxo.interaction-tid-format", "mxo.field-type", "mxo.interaction-key-name", "mxo.offline-timestamp"]
    first: Json = dict(faults)
    for (member, _), rule in zip(faults.items(), rules, strict=True):
        refused(many(mxo, [first, {}]), rule)
        del first[member]
        first |= {"uri": "x"}
    refused(many(mxo, [interaction(timestamp=PAST), {}]), "mxo.interaction-uri")
    refused(many(mxo, [interaction(timestamp=PAST), 5]), "mxo.field-type")


@pytest.mark.rule("mxo.method-not-allowed")
@pytest.mark.parametrize(("path", "allowed"), [(INTERACTION, "POST, PUT"), (OFFLINE, "PUT"), (MANY, "PUT")])
def test_another_method_is_answered_405(mxo: MxoClient, path: str, allowed: str) -> None:
    for method in {"GET", "DELETE", "HEAD", "OPTIONS", "POST"} - set(allowed.split(", ")):
        response = mxo.send(method, path)
        assert (response.status_code, response.content, response.headers["Allow"]) == (405, b"", allowed)
        assert rule_of(response) == "mxo.method-not-allowed"


# --- Variants -------------------------------------------------------------------------------------------------------

WORDED = [
    ({"query": ""}, "GENERAL", "Missing required field: sk"),
    ({"query": "?sk=ONE-NOSUCHKEY0-0000"}, "INVALID_SITEKEY", "The specified site key does not exist"),
    ({"query": f"?sk={SITE_KEY}&tid=x"}, "GENERAL", "Invalid value for field: tid"),
    ({"uri": ...}, "GENERAL", "Missing required field: uri"),
    ({"uri": 5}, "GENERAL", "Invalid value for field: uri"),
    ({"customerKeyName": "x"}, "INVALID_API_NAME", "The specified key attribute API name does not exist"),
    ({"timestamp": ...}, "GENERAL", "Missing required field: timestamp"),
    ({"timestamp": None}, "GENERAL", "Missing required field: timestamp"),
    ({"timestamp": "yesterday"}, "INVALID_DATE_TIME", "The specified date-time is not valid"),
    ({"timestamp": "2099-01-01T00:00:00Z"}, "INVALID_DATE_TIME", "Future dates are not supported"),
]


@pytest.mark.parametrize(("fault", "code", "message"), WORDED)
def test_with_a_variant_a_refusal_has_the_error_object_of_the_customer_api(mxo: MxoClient, fault: Json, code: str, message: str) -> None:
    mxo.switch(interaction_error_body="api-error")
    query = fault.pop("query", f"?sk={SITE_KEY}")
    response = mxo.send("PUT", OFFLINE + query, json=interaction(**{"timestamp": PAST, **fault}))
    assert (response.status_code, response.json()) == (400, {"errorCode": code, "errorMessage": message})


@pytest.mark.parametrize("items", [[], [interaction(timestamp=PAST)] * 101])
def test_with_that_variant_too_many_or_no_interactions_are_told_so(mxo: MxoClient, items: list[Json]) -> None:
    mxo.switch(interaction_error_body="api-error")
    message = "Between 1 and 100 interactions are required"
    assert many(mxo, items).json() == {"errorCode": "GENERAL", "errorMessage": message}


def test_with_that_variant_several_interactions_must_be_an_array(mxo: MxoClient) -> None:
    mxo.switch(interaction_error_body="api-error")
    assert many(mxo, {}).json() == {"errorCode": "GENERAL", "errorMessage": "Request body must be a JSON array"}


@every_call
def test_with_a_variant_a_refusal_has_no_body(mxo: MxoClient, method: str, path: str) -> None:
    mxo.switch(interaction_error_body="empty")
    for response in (send(mxo, method, path, uri=""), send(mxo, method, path, "")):
        assert (response.status_code, response.content, response.headers["Content-Length"]) == (400, b"", "0")
        assert "Content-Type" not in response.headers


@pytest.mark.rule("mxo.unknown-tid-activity")
@every_call
def test_an_unknown_tid_is_refused_or_passed_over_with_a_variant(mxo: MxoClient, method: str, path: str) -> None:
    query = f"?sk={SITE_KEY}&tid={NOBODY}"
    mxo.switch(unknown_tid="reject-400")
    refused(send(mxo, method, path, query), "mxo.unknown-tid-activity")
    mxo.switch(unknown_tid="mint-new")
    assert send(mxo, method, path, query).json() == answered(DANA)
    assert NOBODY not in mxo.customer()["tids"]


@pytest.mark.rule("mxo.identity-other", "mxo.identity-switch", "mxo.identity-merge")
@pytest.mark.parametrize(
    ("tid", "key", "rule"),
    [(OMAR, "HCR-1001", "mxo.identity-other"), (OMAR, "NEW-1", "mxo.identity-switch"), (VISITOR, "HCR-1001", "mxo.identity-merge")],
)
@every_call
def test_a_conflict_of_identities_is_refused_or_the_tid_wins_with_a_variant(
    mxo: MxoClient, method: str, path: str, tid: str, key: str, rule: str
) -> None:
    query = f"?sk={SITE_KEY}&tid={tid}"
    mxo.switch(identity_conflict="reject-400")
    refused(send(mxo, method, path, query, customerKey=key), rule)
    mxo.switch(identity_conflict="tid-wins")
    assert send(mxo, method, path, query, customerKey=key).json() == answered(tid)


def test_a_conflict_in_a_later_item_refuses_the_whole_call(mxo: MxoClient) -> None:
    mxo.switch(identity_conflict="reject-400")
    items = [interaction(timestamp=PAST, customerKey="NEW-1"), interaction(timestamp=PAST, tid=OMAR)]
    refused(many(mxo, items), "mxo.identity-other")


def test_what_earlier_items_of_a_call_bring_about_refuses_no_later_one(mxo: MxoClient) -> None:
    mxo.switch(identity_conflict="reject-400")
    items = [interaction(timestamp=PAST, tid=LENA, customerKey=key) for key in ("NEW-1", "NEW-2")]
    assert many(mxo, items).json() == answered(LENA)
    assert mxo.customer(LENA)["identifiers"]["customerkey"] == "NEW-1"
    (other,) = (one for one in mxo.space()["customers"].values() if one["identifiers"] == {"customerkey": "NEW-2"})
    assert len(other["activities"]) == 1


def test_a_refused_interaction_of_the_optimizations_shows_none(mxo: MxoClient) -> None:
    refused(interact(mxo, uri="web://merchant-portal/home", customerKeyName="x"), "mxo.interaction-key-name")
