"""Business Data: what a PUT does, who may send one, and in which order it is checked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import U2, CxoneClient, Json, rule_of
from tests.vendors.cxone_business_data import (
    AT_FIRST,
    AT_SECOND,
    CALL,
    DOCUMENTED,
    FIRST,
    NO_CONTACT,
    NO_PERMISSION,
    SECOND,
    UNKNOWN_SEGMENT,
    bad_field,
    bad_input,
    path,
    read_back,
    values,
)

STORED = {"business_data_name1": "string of text", "business_data_name2": "true", "business_data_name3": "1234"}


# --- What it does ---


@pytest.mark.rule("nice_cxone.bd.update-contact", "nice_cxone.bd.merge")
def test_the_documented_body_goes_to_every_segment_of_the_contact_and_to_nothing_else(cxone: CxoneClient) -> None:
    cxone.freeze()
    cxone.token()
    expected = cxone.state
    answer = cxone.put(CALL, DOCUMENTED)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Type" not in answer.headers
    assert "Content-Length" not in answer.headers
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.business-data.update-contact; documented"
    assert cxone.last_rules() == ["nice_cxone.bd.update-contact"]
    for segment in (FIRST, SECOND):
        expected["segments"][segment]["values"] |= STORED
    assert cxone.state == expected


@pytest.mark.rule("nice_cxone.bd.update-segment", "nice_cxone.bd.merge")
def test_the_segment_form_updates_that_segment_alone(cxone: CxoneClient) -> None:
    assert cxone.put(CALL, DOCUMENTED).status_code == 204
    sent = [{"business_data_name3": 8675309}, {"Escalated": "TRUE"}, {"InvoiceTotal": "129.50"}, {"CaseId": "CASE-HCR-1"}]
    answer = cxone.put(CALL, sent, FIRST)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.business-data.update-segment; documented"
    assert values(cxone, FIRST) == {
        **AT_FIRST,
        **STORED,
        "business_data_name3": "8675309",
        "CaseId": "CASE-HCR-1",
        "InvoiceTotal": "129.50",
        "Escalated": "true",
    }
    assert values(cxone, SECOND) == {**AT_SECOND, **STORED}


@pytest.mark.rule("nice_cxone.bd.visibility")
def test_new_values_are_read_back_at_once_in_the_tenants_order(cxone: CxoneClient) -> None:
    assert cxone.put(CALL, DOCUMENTED).status_code == 204
    shown = read_back(cxone)
    assert shown == {**STORED, **AT_SECOND}
    assert list(shown) == [*STORED, "AccountNumber", "CustomerKey", "IssueType", "Escalated"]


@pytest.mark.rule("nice_cxone.bd.update-contact")
def test_a_repeated_put_changes_nothing_more(cxone: CxoneClient) -> None:
    cxone.freeze()
    assert cxone.put(CALL, DOCUMENTED).status_code == 204
    before = cxone.state
    assert cxone.put(CALL, DOCUMENTED).status_code == 204
    assert cxone.state == before


@pytest.mark.rule("nice_cxone.bd.query-ignored")
@pytest.mark.parametrize("query", ["?a=1", "?segmentId=x&b", "?%ff=%00"])
def test_a_query_string_is_ignored(cxone: CxoneClient, query: str) -> None:
    answer = cxone.send("PUT", path() + query, json=[{"CaseId": "7"}])
    assert answer.status_code == 204
    assert values(cxone)["CaseId"] == "7"
    assert "nice_cxone.bd.query-ignored" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.bd.segment-id-case")
@pytest.mark.parametrize("written", [FIRST.upper(), FIRST.title()])
def test_a_segment_id_is_found_in_any_letter_case(cxone: CxoneClient, written: str) -> None:
    assert cxone.put(CALL, [{"CaseId": "7"}], written).status_code == 204
    assert values(cxone) == {**AT_FIRST, "CaseId": "7"}
    assert cxone.last_rules() == ["nice_cxone.bd.segment-id-case", "nice_cxone.bd.update-segment"]


# --- Who ---


@pytest.mark.rule("nice_cxone.bd.permission")
@pytest.mark.parametrize("segment", [None, FIRST])
@pytest.mark.parametrize("body", [b"[]", b"", b"no json", b'[{"CaseId": "7"}]'])
def test_a_caller_without_the_permission_is_refused_whatever_the_body(cxone: CxoneClient, body: bytes, segment: str | None) -> None:
    answer = cxone.send("PUT", path(segment=segment), key="K3", body=body, headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()) == (403, NO_PERMISSION)
    assert rule_of(answer) == "nice_cxone.bd.permission"


@pytest.mark.rule("nice_cxone.bd.permission")
def test_the_permission_counts_as_it_is_when_the_call_is_made(cxone: CxoneClient) -> None:
    cxone.token("K2")
    for permissions, status in (([], 403), (["playAny"], 403), (["playAny", "updateBusinessData"], 204)):
        changed = cxone.http.patch(f"/_sandbox/nice_cxone/users/{U2}", json={"permissions": permissions})
        assert changed.status_code == 200
        assert cxone.put(CALL, DOCUMENTED).status_code == status


@pytest.mark.rule("nice_cxone.auth.bearer-required")
@pytest.mark.parametrize("segment", [None, FIRST])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x.y.z"}])
def test_a_call_without_a_token_is_refused_before_all_else(cxone: CxoneClient, headers: dict[str, str], segment: str | None) -> None:
    answer = cxone.send("PUT", path(contact="abc", segment=segment), key=None, body=b"", headers={"Content-Type": "text/plain", **headers})
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert rule_of(answer) == "nice_cxone.auth.bearer-required"


@pytest.mark.rule("nice_cxone.auth.bearer-required")
def test_an_expired_token_is_refused(cxone: CxoneClient) -> None:
    cxone.freeze()
    token = {"Authorization": f"Bearer {cxone.token()}"}
    cxone.advance(3599)
    assert cxone.send("PUT", path(), json=DOCUMENTED, headers=token).status_code == 204
    cxone.advance(1)
    answer = cxone.send("PUT", path(), json=DOCUMENTED, headers=token)
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})


@pytest.mark.rule("nice_cxone.gen.wrong-method")
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE", "HEAD"])
@pytest.mark.parametrize("segment", [None, FIRST])
def test_there_is_no_other_method(cxone: CxoneClient, method: str, segment: str | None) -> None:
    answer = cxone.send(method, path(segment=segment), json=DOCUMENTED)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "PUT"
    assert rule_of(answer) == "nice_cxone.gen.wrong-method"
    if method != "HEAD":
        assert answer.json() == {"message": "Method Not Allowed"}


# --- The order of the checks ---

TEXT = {"Content-Type": "text/plain"}
LADDER: list[tuple[str, Any, dict[str, str], int | str, str | None, int, Json]] = [
    ("K3", b"nothing", TEXT, "abc", None, 403, NO_PERMISSION),
    ("K2", b"nothing", TEXT, "abc", None, 400, bad_input("Content-Type must be application/json.")),
    ("K2", b"nothing", {}, "abc", None, 400, bad_input("Body is not valid JSON.")),
    ("K2", b"{}", {}, "abc", None, 400, bad_input("Body must be a JSON array.")),
    ("K2", b'[{"No": 1}, 2]', {}, "abc", None, 400, bad_input("Item 1 must be a JSON object.")),
    ("K2", b'[{"No": 1}]', {}, "abc", "x", 404, NO_CONTACT),
    ("K2", b'[{"No": 1}]', {}, CALL, "x", 404, UNKNOWN_SEGMENT),
    ("K2", b'[{"No": 1}]', {}, CALL, FIRST, 400, bad_field("FIELD_NOT_FOUND", "No", "does not exist")),
]


@pytest.mark.rule("nice_cxone.bd.permission", "nice_cxone.bd.content-type", "nice_cxone.bd.body-not-json", "nice_cxone.bd.body-not-array")
@pytest.mark.parametrize(("key", "body", "headers", "contact", "segment", "status", "told"), LADDER)
def test_of_several_faults_the_first_in_the_order_of_checks_is_told(
    cxone: CxoneClient, key: str, body: bytes, headers: dict[str, str], contact: int | str, segment: str | None, status: int, told: Json
) -> None:
    answer = cxone.send("PUT", path(contact, segment), key=key, body=body, headers=headers)
    assert (answer.status_code, answer.json()) == (status, told)
