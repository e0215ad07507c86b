"""Business Data: what can be switched, one by one."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.cxone import CxoneClient, rule_of
from tests.vendors.cxone_business_data import (
    AT_FIRST,
    AT_SECOND,
    CALL,
    ELSEWHERE,
    FIRST,
    INPUT,
    NO_CONTACT,
    NO_PERMISSION,
    OMARS,
    SECOND,
    api_error,
    bad_field,
    path,
    put_raw,
    values,
)

MIXED = [{"AccountNumber": "9"}, {"No": "x", "CaseId": "7"}, {"business_data_name3": "x"}, {"LegacyCampaign": "x"}, {"Escalated": 0}]
"""Two good updates among four bad ones."""
WRITTEN = {"AccountNumber": "9", "CaseId": "7"}


@pytest.fixture
def plain(app: Starlette) -> CxoneClient:
    """A client whose answers are not held against the contract: with one option a refusal changes the state."""
    return CxoneClient(httpx.Client(transport=InProcess(app), base_url="http://sandbox"))


# --- errors-key ---


def test_the_errors_can_name_every_bad_field(cxone: CxoneClient) -> None:
    cxone.switch(errors_key="field-name")
    answer = cxone.put(CALL, [*MIXED, {"No": None}, {"Escalated": {}}])
    errors = {
        "No": {"errorCode": "FIELD_NOT_FOUND", "message": "Business data field 'No' does not exist."},
        "business_data_name3": {
            "errorCode": "INVALID_TYPE",
            "message": "Business data field 'business_data_name3' expects a numeric value.",
        },
        "LegacyCampaign": {"errorCode": "FIELD_INACTIVE", "message": "Business data field 'LegacyCampaign' is not active."},
        "Escalated": {"errorCode": "INVALID_TYPE", "message": "Business data field 'Escalated' expects a true/false value."},
    }
    assert (answer.status_code, answer.json()) == (400, api_error("INVALID_INPUT", f"{INPUT} See errors.", errors=errors))
    assert list(answer.json()["errors"]) == list(errors)
    assert rule_of(answer) == "nice_cxone.bd.field-unknown"


# --- unknown-field ---


@pytest.mark.rule("nice_cxone.bd.field-unknown")
def test_unknown_fields_can_be_passed_over(cxone: CxoneClient) -> None:
    cxone.switch(unknown_field="ignore")
    assert cxone.put(CALL, [{"No": {}}, {"AccountNumber": "9", "accountnumber": None}]).status_code == 204
    assert values(cxone) == {**AT_FIRST, "AccountNumber": "9"}
    assert "nice_cxone.bd.field-unknown" in cxone.last_rules()
    before = cxone.state
    assert cxone.put(CALL, [{"No": 1}]).status_code == 204
    assert cxone.state == before


@pytest.mark.parametrize(("name", "code", "problem"), [("LegacyCampaign", "FIELD_INACTIVE", "is not active")])
def test_a_deactivated_field_is_refused_even_where_unknown_ones_are_passed_over(
    cxone: CxoneClient, name: str, code: str, problem: str
) -> None:
    cxone.switch(unknown_field="ignore")
    answer = cxone.put(CALL, [{"No": 1}, {name: "x"}])
    assert (answer.status_code, answer.json()) == (400, bad_field(code, name, problem))


# --- partial-write ---


@pytest.mark.rule("nice_cxone.bd.all-or-nothing")
def test_good_items_can_be_stored_before_the_bad_ones_are_refused(plain: CxoneClient) -> None:
    plain.switch(partial_write="good-items-then-400", business_data_throttle="one-call-30s")
    answer = plain.put(CALL, MIXED)
    assert (answer.status_code, answer.json()) == (400, bad_field("FIELD_NOT_FOUND", "No", "does not exist"))
    assert values(plain, FIRST) == {**AT_FIRST, **WRITTEN}
    assert values(plain, SECOND) == {**AT_SECOND, **WRITTEN}
    # It was not accepted, so that the next call need not wait.
    assert plain.put(CALL, [{"CaseId": "8"}], FIRST).status_code == 204
    assert values(plain, FIRST)["CaseId"] == "8"


@pytest.mark.rule("nice_cxone.bd.all-or-nothing")
def test_good_items_can_be_stored_and_the_bad_ones_be_passed_over(cxone: CxoneClient) -> None:
    cxone.switch(partial_write="good-items-then-204")
    assert cxone.put(CALL, MIXED, FIRST).status_code == 204
    assert (values(cxone, FIRST), values(cxone, SECOND)) == ({**AT_FIRST, **WRITTEN}, AT_SECOND)
    before = cxone.state
    assert cxone.put(CALL, [{"No": 1}, {"Escalated": None}]).status_code == 204
    assert cxone.state == before


@pytest.mark.parametrize("option", ["good-items-then-400", "good-items-then-204"])
@pytest.mark.parametrize("body", ["", "x", "{}", "[]", "[1]", '[{"CaseId": "7"}, {}]'])
def test_a_body_that_cannot_be_read_has_no_good_items(cxone: CxoneClient, option: str, body: str) -> None:
    cxone.switch(partial_write=option)
    assert put_raw(cxone, body).status_code == 400
    assert values(cxone) == AT_FIRST


# --- put-semantics ---


@pytest.mark.rule("nice_cxone.bd.merge")
def test_the_segment_form_can_replace_what_is_not_named(cxone: CxoneClient) -> None:
    cxone.switch(put_semantics="replace-segment")
    assert cxone.put(CALL, [{"CaseId": "7"}, {"Escalated": True}], FIRST).status_code == 204
    assert (values(cxone, FIRST), values(cxone, SECOND)) == ({"CaseId": "7", "Escalated": "true"}, AT_SECOND)
    assert cxone.put(CALL, [{"CaseId": "8"}]).status_code == 204
    assert values(cxone, FIRST) == {"CaseId": "8", "Escalated": "true"}
    assert values(cxone, SECOND) == {**AT_SECOND, "CaseId": "8"}


def test_a_field_that_is_named_badly_is_not_cleared(cxone: CxoneClient) -> None:
    cxone.switch(put_semantics="replace-segment", partial_write="good-items-then-204")
    assert cxone.put(CALL, [{"CaseId": "7"}, {"Escalated": 5}], FIRST).status_code == 204
    assert values(cxone, FIRST) == {"CaseId": "7", "Escalated": "false"}


@pytest.mark.rule("nice_cxone.bd.all-or-nothing")
def test_a_refused_put_replaces_nothing(cxone: CxoneClient) -> None:
    cxone.switch(put_semantics="replace-segment")
    assert cxone.put(CALL, MIXED, FIRST).status_code == 400
    assert values(cxone, FIRST) == AT_FIRST


# --- business-data-throttle ---


def check_throttled(answer: httpx.Response, seconds: int, route: str) -> None:
    """Check that a call was one too many."""
    assert (answer.status_code, answer.json()) == (429, {"message": "API rate limit exceeded", "route": route})
    assert answer.headers["Retry-After"] == str(seconds)
    assert rule_of(answer) == "nice_cxone.bd.throttle"


@pytest.mark.rule("nice_cxone.bd.throttle")
def test_a_tenant_can_have_one_accepted_call_in_30_seconds(cxone: CxoneClient) -> None:
    cxone.freeze()
    cxone.switch(business_data_throttle="one-call-30s")
    assert cxone.put(CALL, [{"CaseId": "1"}]).status_code == 204
    check_throttled(cxone.put(CALL, [{"CaseId": "2"}]), 30, path())
    cxone.advance(0.5)
    check_throttled(cxone.put(OMARS, [{"CaseId": "2"}], "x", key="K1"), 30, path(OMARS, "x"))
    cxone.advance(28.7)
    check_throttled(cxone.send("PUT", f"{path()}?a=1", json=[]), 1, path())
    # Another tenant has a call of its own.
    assert cxone.put(ELSEWHERE, [{"WorkOrder": "2"}], key="K5").status_code == 204
    cxone.advance(0.8)
    assert cxone.put(CALL, [{"CaseId": "2"}]).status_code == 204
    check_throttled(cxone.put(CALL, [{"CaseId": "3"}]), 30, path())
    assert values(cxone)["CaseId"] == "2"


@pytest.mark.rule("nice_cxone.bd.throttle")
def test_the_throttle_comes_after_the_token_and_before_all_else(cxone: CxoneClient) -> None:
    cxone.freeze()
    cxone.switch(business_data_throttle="one-call-30s")
    assert cxone.put(CALL, [{"CaseId": "1"}]).status_code == 204
    check_throttled(cxone.put("abc", {}, key="K3"), 30, path("abc"))
    assert cxone.put(CALL, [], key=None).status_code == 401


REFUSED: list[tuple[str, int | str, Any, int, Any]] = [
    ("K3", CALL, [{"CaseId": "1"}], 403, NO_PERMISSION),
    ("K2", 1111111, [{"CaseId": "1"}], 404, NO_CONTACT),
    ("K2", CALL, [{"No": 1}], 400, bad_field("FIELD_NOT_FOUND", "No", "does not exist")),
]


@pytest.mark.parametrize(("key", "contact", "items", "status", "told"), REFUSED)
def test_a_refused_call_does_not_count_for_the_throttle(
    cxone: CxoneClient, key: str, contact: int | str, items: Any, status: int, told: Any
) -> None:
    cxone.switch(business_data_throttle="one-call-30s")
    answer = cxone.put(contact, items, key=key)
    assert (answer.status_code, answer.json()) == (status, told)
    assert cxone.put(CALL, [{"CaseId": "1"}]).status_code == 204


def test_there_is_no_throttle_unless_it_is_switched_on(cxone: CxoneClient) -> None:
    for _ in range(5):
        assert cxone.put(CALL, [{"CaseId": "1"}]).status_code == 204


# --- unauthorized-body ---


@pytest.mark.rule("nice_cxone.auth.bearer-required")
@pytest.mark.parametrize("segment", [None, FIRST])
def test_the_401_can_have_the_apis_error_object_or_no_body(cxone: CxoneClient, segment: str | None) -> None:
    cxone.switch(unauthorized_body="api-error")
    answer = cxone.put(CALL, [], segment, key=None)
    assert (answer.status_code, answer.json()) == (401, api_error("UNAUTHORIZED", "Authentication failed. Incorrect credentials."))
    cxone.switch(unauthorized_body="empty")
    answer = cxone.put(CALL, [], segment, key=None)
    assert (answer.status_code, answer.content, answer.headers["WWW-Authenticate"]) == (401, b"", "Bearer")


# --- No 500 ---


@pytest.mark.rule("nice_cxone.bd.server-error")
@pytest.mark.parametrize(
    "body", [b"\xff" * 100, b"[" * 5000, b'[{"":""}]', b'[{"CaseId":' + b"9" * 20_000 + b"}]", b'[{"\\u0000": "\\u0000"}]']
)
def test_nothing_that_a_client_sends_is_answered_500(cxone: CxoneClient, body: bytes) -> None:
    assert put_raw(cxone, body).status_code in (204, 400)
