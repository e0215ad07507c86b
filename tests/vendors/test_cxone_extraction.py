"""Data Extraction: starting jobs, and what is refused."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.cxone import T1, T2, CxoneClient, Json, rule_of

JOBS = "/data-extraction/v1/jobs"
GOOD: Json = {"entityName": "recording-interaction-metadata", "version": "7", "startDate": "2026-03-10", "endDate": "2026-03-10"}
OLD = "5f0e2c1a-7b3d-4a86-9c55-2d1e8f704b63"
THROTTLED = {"message": "Only one call per tenant is allowed in a 30 second period."}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def create(cxone: CxoneClient, key: str | None = "K2", **members: Any) -> httpx.Response:
    """Start a job; `members` replaces members of a good request, and one given as `...` is left out."""
    body = {name: value for name, value in {**GOOD, **members}.items() if value is not ...}
    return cxone.send("POST", JOBS, json=body, key=key)


def bad(response: httpx.Response) -> tuple[str, str]:
    """Check that a response is a 400; return its rule and message."""
    assert response.status_code == 400, response.text
    assert response.json().keys() == {"message"}
    return rule_of(response), response.json()["message"]


# --- Who calls, and how often ---


@pytest.mark.parametrize(("method", "path"), [("POST", JOBS), ("GET", JOBS), ("GET", f"{JOBS}/{OLD}")])
def test_data_extraction_needs_a_bearer(cxone: CxoneClient, method: str, path: str) -> None:
    response = cxone.send(method, path, key=None, json=GOOD if method == "POST" else None)
    assert (rule_of(response), response.status_code) == ("nice_cxone.auth.bearer-required", 401)
    assert response.json() == {"message": "Unauthorized"}


@pytest.mark.rule("nice_cxone.de.throttle")
@pytest.mark.parametrize("key", ["K1", "K2", "K3"])
def test_a_tenant_starts_one_job_in_30_seconds_whoever_asks(cxone: CxoneClient, key: str) -> None:
    assert create(cxone).status_code == 202
    cxone.advance(29.999)
    for response in (create(cxone, key), cxone.send("POST", JOBS, body=b"nonsense", key=key)):
        assert (rule_of(response), response.status_code, response.json()) == ("nice_cxone.de.throttle", 403, THROTTLED)
        assert "Retry-After" not in response.headers
    assert create(cxone, "K5").status_code == 202
    cxone.advance(0.001)
    assert create(cxone).status_code == 202


@pytest.mark.rule("nice_cxone.de.throttle")
def test_reading_is_never_throttled_and_a_refused_post_starts_no_period(cxone: CxoneClient) -> None:
    assert bad(create(cxone, version="x"))[0] == "nice_cxone.de.version"
    job = create(cxone).json()
    for _ in range(5):
        assert cxone.send("GET", JOBS).status_code == 200
        assert cxone.send("GET", f"{JOBS}/{job}").status_code == 200
    cxone.advance(15)
    assert create(cxone).status_code == 403
    cxone.advance(15)
    assert create(cxone).status_code == 202


@pytest.mark.rule("nice_cxone.de.throttle")
def test_the_throttle_can_answer_429(cxone: CxoneClient) -> None:
    cxone.switch(extraction_throttle="on-429")
    assert create(cxone).status_code == 202
    response = create(cxone)
    assert (rule_of(response), response.status_code, response.json()) == ("nice_cxone.de.throttle", 429, THROTTLED)
    assert response.headers["Retry-After"] == "30"


def test_the_throttle_can_be_off(cxone: CxoneClient) -> None:
    cxone.switch(extraction_throttle="off")
    assert [create(cxone).status_code for _ in range(3)] == [202, 202, 202]


def test_a_clock_that_was_put_back_throttles_nothing(cxone: CxoneClient) -> None:
    assert create(cxone).status_code == 202
    cxone.http.put("/_sandbox/clock", json={"now": "2026-03-10T16:00:00Z"})
    assert create(cxone).status_code == 202


# --- The body ---


@pytest.mark.rule("nice_cxone.de.body")
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"null", b"7", b"\xff", b'{"entityName": NaN}', b'\xef\xbb\xbf{"version": "7"}']
)
def test_a_body_must_be_a_json_object(cxone: CxoneClient, body: bytes) -> None:
    assert bad(cxone.send("POST", JOBS, body=body)) == ("nice_cxone.de.body", "Invalid request body.")


@pytest.mark.rule("nice_cxone.de.body")
@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [True, [], {}, 7])
def test_a_member_is_a_string_and_the_version_may_be_a_number(cxone: CxoneClient, name: str, value: Any) -> None:
    response = create(cxone, **{name: value})
    if name == "version" and value == 7:
        assert response.status_code == 202
    else:
        assert bad(response) == ("nice_cxone.de.body", "Invalid request body.")


@pytest.mark.rule("nice_cxone.de.body")
def test_types_are_looked_at_before_anything_else(cxone: CxoneClient) -> None:
    assert bad(create(cxone, entityName=..., endDate=5)) == ("nice_cxone.de.body", "Invalid request body.")


@pytest.mark.rule("nice_cxone.de.field-missing")
@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [..., None, ""])
def test_every_member_is_needed(cxone: CxoneClient, name: str, value: Any) -> None:
    assert bad(create(cxone, **{name: value})) == ("nice_cxone.de.field-missing", f"Missing required field: {name}.")


@pytest.mark.rule("nice_cxone.de.field-missing")
def test_the_first_missing_member_is_named(cxone: CxoneClient) -> None:
    names = list(GOOD)
    for index, name in enumerate(names):
        left_out: Json = dict.fromkeys(names[index:], ...)
        assert bad(create(cxone, **left_out)) == ("nice_cxone.de.field-missing", f"Missing required field: {name}.")
    wrong = {"entityName": "x", "version": "x", "startDate": "x"}
    assert bad(create(cxone, **wrong, endDate=...)) == ("nice_cxone.de.field-missing", "Missing required field: endDate.")


@pytest.mark.rule("nice_cxone.de.entity-unknown")
@pytest.mark.parametrize("value", ["wfm-payroll", "Recording-Interaction-Metadata", " qm-workflows", "é☎"])
def test_an_entity_is_one_of_two(cxone: CxoneClient, value: str) -> None:
    assert bad(create(cxone, entityName=value)) == ("nice_cxone.de.entity-unknown", f"Unknown entityName: {value}.")


@pytest.mark.rule("nice_cxone.de.version")
@pytest.mark.parametrize(
    ("value", "shown"), [("v7", "v7"), ("7.0", "7.0"), ("-1", "-1"), (" 7", " 7"), ("٧", "٧"), (7.5, "7.5"), (-1, "-1")]
)
def test_a_version_is_a_whole_number(cxone: CxoneClient, value: Any, shown: str) -> None:
    assert bad(create(cxone, version=value)) == ("nice_cxone.de.version", f"Invalid version: {shown}.")


@pytest.mark.rule("nice_cxone.de.version")
@pytest.mark.parametrize("value", ["7", "10", "0", "007", "9" * 5000, 10, 10**30])
def test_any_whole_number_is_a_version(cxone: CxoneClient, value: Any) -> None:
    assert create(cxone, version=value).status_code == 202


@pytest.mark.rule("nice_cxone.de.date-format")
@pytest.mark.parametrize("name", ["startDate", "endDate"])
@pytest.mark.parametrize(
    "value",
    [
        *("10.03.2026", "2026-3-10", "20260310", "2026-02-30", "0000-01-01", "٢٠٢٦-03-10", "2026-03-10Z", "now"),
        *("2026-03-10 10:00:00", "2026-03-10T", "2026-03-10T10", "2026-03-10T25:00:00Z", "0001-01-01T00:00:00+05:00"),
    ],
)
def test_a_date_is_a_day_or_a_date_time(cxone: CxoneClient, name: str, value: str) -> None:
    assert bad(create(cxone, **{name: value})) == ("nice_cxone.de.date-format", f"Invalid date: {name}.")


@pytest.mark.parametrize(
    "value",
    [
        *("2026-03-10T15:00Z", "2026-03-10T15:00:00", "2026-03-10T15:00:00.123456789Z"),
        *("2026-03-10T10:00:00-05:00", "2026-03-10T15:00:00+0000", "2026-03-10t15:00:00z"),
    ],
)
def test_a_date_time_may_have_any_iso_form(cxone: CxoneClient, value: str) -> None:
    job = create(cxone, startDate=value).json()
    assert len(cxone.state["jobs"][job]["rows"]) == 2


@pytest.mark.rule("nice_cxone.de.date-order")
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-03-11", "2026-03-10"),
        ("2026-03-10T12:00:00Z", "2026-03-10T11:59:59.999Z"),
        ("2026-03-10T12:00:00Z", "2026-03-10T12:00:00+01:00"),
        ("2026-03-11T00:00:00Z", "2026-03-10"),
    ],
)
def test_a_range_does_not_end_before_it_starts(cxone: CxoneClient, start: str, end: str) -> None:
    response = create(cxone, startDate=start, endDate=end)
    assert bad(response) == ("nice_cxone.de.date-order", "endDate must not be before startDate.")


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-03-10T23:59:00Z", "2026-03-10"), ("2026-03-10T12:00:00", "2026-03-10T12:00:00Z"), ("2026-03-10", "9999-12-31")],
)
def test_an_end_without_time_includes_its_day(cxone: CxoneClient, start: str, end: str) -> None:
    assert create(cxone, startDate=start, endDate=end).status_code == 202


@pytest.mark.rule("nice_cxone.de.range")
@pytest.mark.parametrize(("end", "is_long"), [("2026-03-14", False), ("2026-03-15", True), ("2027-03-15", True)])
def test_a_range_of_more_than_14_days_is_accepted(cxone: CxoneClient, end: str, is_long: bool) -> None:
    assert create(cxone, startDate="2026-03-01", endDate=end).status_code == 202
    assert ("nice_cxone.de.range" in cxone.last_rules()) == is_long


# --- Who may extract what ---


@pytest.mark.rule("nice_cxone.de.permission")
@pytest.mark.parametrize(("key", "entity"), [("K3", "recording-interaction-metadata"), ("K2", "qm-workflows"), ("K3", "qm-workflows")])
def test_each_entity_needs_its_permission_and_a_refusal_starts_no_period(cxone: CxoneClient, key: str, entity: str) -> None:
    response = create(cxone, key, entityName=entity)
    assert (rule_of(response), response.status_code) == ("nice_cxone.de.permission", 403)
    assert response.json() == {"message": "Permissions required."}
    assert list(cxone.state["jobs"]) == [OLD]
    assert create(cxone, "K1", entityName=entity).status_code == 202


@pytest.mark.rule("nice_cxone.de.permission")
def test_the_body_is_checked_before_the_permission(cxone: CxoneClient) -> None:
    assert rule_of(create(cxone, "K3", endDate="x")) == "nice_cxone.de.date-format"


# --- Accepted ---


@pytest.mark.rule("nice_cxone.de.accepted")
def test_a_good_request_is_answered_202_with_the_jobs_id_in_quotes(cxone: CxoneClient) -> None:
    response = create(cxone, extra="ignored")
    assert (response.status_code, response.headers["Content-Type"]) == (202, "application/json")
    assert re.fullmatch('"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"', response.text)
    job = response.json()
    stored = cxone.state["jobs"][job]
    assert (stored["tenantId"], stored["status"], stored["createdAt"]) == (T1, "RUNNING", "2026-03-10T16:01:00Z")
    assert cxone.state["tenants"][T1]["lastExtraction"] == "2026-03-10T16:01:00Z"
    assert cxone.state["tenants"][T2]["lastExtraction"] is None


@pytest.mark.rule("nice_cxone.de.accepted")
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8"])
def test_any_content_type_is_taken(cxone: CxoneClient, content_type: str) -> None:
    body = b'{"entityName":"recording-interaction-metadata","version":"7","startDate":"2026-03-10","endDate":"2026-03-10"}'
    assert cxone.send("POST", JOBS, body=body, headers={"Content-Type": content_type}).status_code == 202


@pytest.mark.rule("nice_cxone.de.sync")
@pytest.mark.parametrize("key", ["K2", None])
def test_the_synchronous_door_is_gone(cxone: CxoneClient, key: str | None) -> None:
    response = cxone.send("POST", f"{JOBS}/sync", json=GOOD, key=key)
    assert (rule_of(response), response.status_code, response.json()) == ("nice_cxone.de.sync", 404, {"message": "Not Found"})


def test_no_job_is_named_sync(cxone: CxoneClient) -> None:
    response = cxone.send("GET", f"{JOBS}/sync")
    assert (rule_of(response), response.json()) == ("nice_cxone.de.job-unknown", {"message": "Job not found."})
