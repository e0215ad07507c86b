"""The live update: business data of a call that is running."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.cxone import U1, U3, U4, U5, CxoneClient, Json, rule_of
from tests.vendors.cxone_business_data import CALL, CONSOLE, LIVE, LIVE_INTERACTION, LIVE_SEGMENT, NO_SEGMENT, read_back, values

BASE = "/interaction-recording-management-service/v1/interactions"
UPDATE = f"{BASE}/business-data-update"
IDS = {"contactId": "8675310", "segmentId": LIVE_SEGMENT, "interactionId": LIVE_INTERACTION}
UPDATED = {"contactId": "8675310", "description": "Business data updated", **IDS, "httpStatus": "OK"}
NO_CALL = {"description": "No active interaction for this user", "httpStatus": "NOT_FOUND"}
ITEMS = [{"AccountNumber": "76541650"}]


def update(cxone: CxoneClient, items: Any, user: str = U3, *, key: str | None = "K2") -> httpx.Response:
    """Update the call that a user is in."""
    return cxone.send("POST", UPDATE, params={"userId": user}, json=items, key=key)


def bad_request(description: str, **ids: str) -> Json:
    """Return what a 400 says."""
    return {**ids, "description": description, "httpStatus": "BAD_REQUEST"}


# --- What it does ---


@pytest.mark.rule("nice_cxone.live.updated")
def test_the_values_are_stored_on_the_running_segment_of_the_user(cxone: CxoneClient) -> None:
    cxone.freeze()
    cxone.token()
    expected = cxone.state
    answer = update(cxone, ITEMS)
    assert (answer.status_code, answer.json()) == (200, UPDATED)
    assert list(answer.json()) == ["contactId", "description", "segmentId", "interactionId", "httpStatus"]
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.live.business-data-update; documented"
    assert cxone.last_rules() == ["nice_cxone.live.updated"]
    expected["segments"][LIVE_SEGMENT] |= {"values": {"AccountNumber": "76541650"}, "statusReason": "BusinessData"}
    assert cxone.state == expected


@pytest.mark.rule("nice_cxone.live.updated")
def test_the_values_stay_when_the_call_ends_and_the_put_applies_from_then_on(cxone: CxoneClient) -> None:
    assert update(cxone, [*ITEMS, {"Escalated": "TRUE"}]).status_code == 200
    assert cxone.put(LIVE, [{"CaseId": "7"}]).status_code == 404
    assert cxone.http.post(f"{CONSOLE}/contacts/{LIVE}/close").status_code == 200
    assert read_back(cxone, LIVE) == {"AccountNumber": "76541650", "Escalated": "true"}
    answer = update(cxone, [{"AccountNumber": "1"}])
    assert (answer.status_code, answer.json()) == (404, NO_CALL)
    assert cxone.put(LIVE, [{"CaseId": "7"}]).status_code == 204
    assert read_back(cxone, LIVE) == {"AccountNumber": "76541650", "CaseId": "7", "Escalated": "true"}


@pytest.mark.rule("nice_cxone.live.updated")
def test_after_a_transfer_the_call_is_the_next_agents(cxone: CxoneClient) -> None:
    added = cxone.http.post(f"{CONSOLE}/contacts/{LIVE}/segments", json={"userId": U4, "segmentId": NO_SEGMENT})
    assert added.status_code == 201
    assert update(cxone, ITEMS, U3).status_code == 404
    answer = update(cxone, ITEMS, U4.upper())
    assert (answer.status_code, answer.json()) == (200, {**UPDATED, "segmentId": NO_SEGMENT})
    assert (values(cxone, LIVE_SEGMENT), values(cxone, NO_SEGMENT)) == ({}, {"AccountNumber": "76541650"})


@pytest.mark.rule("nice_cxone.live.updated")
def test_a_new_call_of_the_user_is_found_and_has_an_interaction_id(cxone: CxoneClient) -> None:
    opened = cxone.http.post(f"{CONSOLE}/contacts", json={"userId": U5, "contactId": 9900077}).json()
    answer = update(cxone, [{"Billable": True}], U5, key="K5")
    assert answer.status_code == 200
    assert answer.json() == {
        "contactId": "9900077",
        "description": "Business data updated",
        "segmentId": opened["segments"][0],
        "interactionId": "03d0c76a-2d44-51ad-8838-61577ae26166",
        "httpStatus": "OK",
    }
    assert values(cxone, opened["segments"][0]) == {"Billable": "true"}


def test_no_permission_is_needed(cxone: CxoneClient) -> None:
    assert update(cxone, ITEMS, key="K3").status_code == 200


def test_the_content_type_is_not_looked_at(cxone: CxoneClient) -> None:
    answer = cxone.send("POST", f"{UPDATE}?userId={U3}", body=b'[{"CaseId": 1.50}]', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 200
    assert values(cxone, LIVE_SEGMENT) == {"CaseId": "1.50"}


# --- Refusals ---


@pytest.mark.rule("nice_cxone.auth.bearer-required")
def test_a_token_is_needed(cxone: CxoneClient) -> None:
    answer = cxone.send("POST", UPDATE, key=None, json=ITEMS)
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    cxone.switch(unauthorized_body="api-error")
    assert cxone.send("POST", UPDATE, key=None, json=ITEMS).json() == {"message": "Unauthorized"}
    cxone.switch(unauthorized_body="empty")
    assert cxone.send("POST", UPDATE, key=None, json=ITEMS).content == b""


@pytest.mark.rule("nice_cxone.live.user-required", "nice_cxone.live.order")
@pytest.mark.parametrize("query", ["", "?userId=", "?userid=x", "?userId", f"?userId=&userId={U3}"])
@pytest.mark.parametrize("body", [b"", b'[{"CaseId": "7"}]'])
def test_the_query_must_name_a_user(cxone: CxoneClient, query: str, body: bytes) -> None:
    answer = cxone.send("POST", UPDATE + query, body=body)
    assert (answer.status_code, answer.json()) == (400, bad_request("Missing parameter userId"))
    assert rule_of(answer) == "nice_cxone.live.user-required"


@pytest.mark.rule("nice_cxone.live.user-required")
def test_of_a_repeated_parameter_the_first_counts(cxone: CxoneClient) -> None:
    assert cxone.send("POST", f"{UPDATE}?userId={U3}&userId={U4}", json=ITEMS).status_code == 200
    assert cxone.send("POST", f"{UPDATE}?userId={U4}&userId={U3}", json=ITEMS).status_code == 404
    assert cxone.send("POST", f"{UPDATE}?x=1", json=ITEMS).status_code == 400


@pytest.mark.rule("nice_cxone.live.body", "nice_cxone.live.order")
@pytest.mark.parametrize("user", [U3, "nobody"])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Body is missing."),
        (b"nothing", "Body is not valid JSON."),
        (b'[{"CaseId": "\\ud800"}]', "Body is not valid JSON."),
        (b"[" * 100_000, "Body is not valid JSON."),
        (b"{}", "Body must be a JSON array."),
        (b"[]", "Body must contain at least one item."),
        (b'[{"No": 1}, 2]', "Item 1 must be a JSON object."),
        (b"[{}]", "Item 0 is empty."),
    ],
)
def test_a_body_is_refused_before_the_call_is_looked_for(cxone: CxoneClient, body: bytes, reason: str, user: str) -> None:
    answer = cxone.send("POST", f"{UPDATE}?userId={user}", body=body)
    assert (answer.status_code, answer.json()) == (400, bad_request(reason))
    assert rule_of(answer) == "nice_cxone.live.body"


@pytest.mark.rule("nice_cxone.live.body")
def test_items_of_several_fields_follow_the_variant(cxone: CxoneClient) -> None:
    items = [{"CaseId": "7", "AccountNumber": "1"}]
    assert update(cxone, items).status_code == 200
    cxone.switch(multi_key_item="reject")
    answer = update(cxone, items)
    assert (answer.status_code, answer.json()) == (400, bad_request("Item 0 has more than one field."))


@pytest.mark.rule("nice_cxone.live.no-call", "nice_cxone.live.order", "nice_cxone.gen.tenant-isolation")
@pytest.mark.parametrize(("user", "key"), [(U4, "K2"), (U1, "K2"), ("nobody", "K2"), (U5, "K2"), (U3, "K5"), ("Ünïcode", "K2")])
def test_a_user_who_is_in_no_call_is_not_found_whatever_the_fields(cxone: CxoneClient, user: str, key: str) -> None:
    answer = update(cxone, [{"No": None}], user, key=key)
    assert (answer.status_code, answer.json()) == (404, NO_CALL)
    assert rule_of(answer) == "nice_cxone.live.no-call"


@pytest.mark.rule("nice_cxone.live.field", "nice_cxone.bd.all-or-nothing")
@pytest.mark.parametrize("unknown_field", ["reject", "ignore"])
@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("No", "x", "does not exist"),
        ("accountnumber", "x", "does not exist"),
        ("LegacyCampaign", "x", "is not active"),
        ("CaseId", None, "does not accept null"),
        ("CaseId", {}, "does not accept an object or array"),
        ("InvoiceTotal", "x", "expects a numeric value"),
        ("Escalated", 1, "expects a true/false value"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_stored(cxone: CxoneClient, name: str, value: Any, problem: str, unknown_field: str) -> None:
    cxone.switch(unknown_field=unknown_field)
    answer = update(cxone, [*ITEMS, {name: value}])
    assert (answer.status_code, answer.json()) == (400, bad_request(f"Business data field '{name}' {problem}.", **IDS))
    assert list(answer.json()) == [*IDS, "description", "httpStatus"]
    assert rule_of(answer) == "nice_cxone.live.field"
    assert values(cxone, LIVE_SEGMENT) == {}


@pytest.mark.rule("nice_cxone.live.field")
def test_typing_and_null_follow_the_variants(cxone: CxoneClient) -> None:
    assert update(cxone, [{"CaseId": 1}, {"InvoiceTotal": "2"}]).status_code == 200
    cxone.switch(null_value="clear", value_typing="strict")
    assert update(cxone, [{"CaseId": None}]).status_code == 200
    assert values(cxone, LIVE_SEGMENT) == {"InvoiceTotal": "2"}
    answer = update(cxone, [{"CaseId": 1}])
    assert answer.json() == bad_request("Business data field 'CaseId' expects a text value.", **IDS)


@pytest.mark.rule("nice_cxone.live.field")
@pytest.mark.parametrize(("option", "status"), [("good-items-then-204", 200), ("good-items-then-400", 400)])
def test_good_items_can_be_stored_beside_bad_ones(app: Starlette, option: str, status: int) -> None:
    # Without the contract's checks: with one option a refusal changes the state.
    plain = CxoneClient(httpx.Client(transport=InProcess(app), base_url="http://sandbox"))
    plain.switch(partial_write=option)
    answer = update(plain, [{"No": 1}, *ITEMS])
    assert answer.status_code == status
    assert answer.json() == (UPDATED if status == 200 else bad_request("Business data field 'No' does not exist.", **IDS))
    assert values(plain, LIVE_SEGMENT) == {"AccountNumber": "76541650"}


def test_put_semantics_and_throttle_do_not_concern_the_live_update(cxone: CxoneClient) -> None:
    cxone.switch(put_semantics="replace-segment", business_data_throttle="one-call-30s", open_contact="bad-request")
    assert update(cxone, [{"CaseId": "7"}]).status_code == 200
    assert update(cxone, ITEMS).status_code == 200
    assert values(cxone, LIVE_SEGMENT) == {"CaseId": "7", "AccountNumber": "76541650"}
    assert cxone.put(CALL, ITEMS).status_code == 204
