"""The list of recordings."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.xima import (
    ABC,
    ACME,
    DANAS,
    DANAS_SECOND,
    DELETED,
    FORBIDDEN,
    OMARS,
    PENDING,
    SUPPORT,
    VENDORS,
    XimaClient,
    refusal,
)  # fmt: skip


def keys(answer: Any) -> list[str]:
    """Return the keys that a list has."""
    assert answer.status_code == 200
    return [one["recordingKey"] for one in answer.json()]


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_list_holds_the_tenants_recordings_of_every_status_oldest_first(xima: XimaClient) -> None:
    assert keys(xima.recordings(start="2020-01-01T00:00:00Z")) == [DELETED, DANAS, DANAS_SECOND, OMARS, PENDING]
    assert keys(xima.recordings(start="2020-01-01T00:00:00Z", token=ACME))[-1] == VENDORS
    assert keys(xima.recordings(start="2026-12-01T00:00:00Z")) == []


def test_recordings_of_one_moment_are_in_order_of_their_keys(xima: XimaClient) -> None:
    state = xima.state
    state["recordings"]["a"] = {**state["recordings"][DANAS], "recordingKey": "a"}
    xima.change(state)
    assert keys(xima.recordings())[:2] == [DANAS, "a"]


def test_a_member_is_as_the_vendors_sample_has_it(xima: XimaClient) -> None:
    sample = xima.recordings(start="2024-01-01T00:00:00Z", token=ACME).json()[0]
    assert list(sample) == [
        "recordingKey", "callKey", "startTime", "duration", "size", "eventId", "recordingSystemId", "status", "callingParty",
        "receivingParty", "tenantName", "tagData", "callDirection", "skill", "agent",
    ]  # fmt: skip
    assert list(sample.values()) == [
        VENDORS, "1dd0gg18-9c63-41de-a386-4f21ba0086f2-1707770438499-1707770497510", 1707770449131, 3606, 9111, 99181, 0, "SAVED",
        "18885553794", "Priya Raman(253)", "acme-ns", "Default", "INBOUND", "CC Sales", "Priya Raman(253)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-03-02T10:15:42.000-07:00", "2026-03-02T10:15:42.000-07:00", [DANAS]),
        ("2026-03-02T17:15:42Z", "2026-03-02T17:17:50.000Z", [DANAS, DANAS_SECOND]),
        ("2026-03-02T17:15:42.001Z", "2026-03-02T17:17:49.999999999Z", []),
        ("2026-03-02T17:15:41.999Z", "2026-03-02T17:15:42.0009Z", [DANAS]),
    ],
)
def test_both_bounds_are_included_to_the_millisecond(xima: XimaClient, start: str, end: str, found: list[str]) -> None:
    assert keys(xima.recordings(start=start, end=end)) == found


def test_the_list_may_stand_in_an_object(xima: XimaClient) -> None:
    bare = xima.recordings().json()
    xima.switch(recordings_container="object")
    assert xima.recordings().json() == {"recordings": bare}


@pytest.mark.rule("xima.recordings.approved")
def test_only_approved_tenants_may_list(xima: XimaClient) -> None:
    assert refusal(xima.recordings(token=ABC, start=None)) == (403, FORBIDDEN, "xima.recordings.approved")


@pytest.mark.rule("xima.recordings.times")
@pytest.mark.parametrize("name", ["startTime", "endTime"])
@pytest.mark.parametrize("text", [None, ""])
def test_both_times_are_required(xima: XimaClient, name: str, text: str | None) -> None:
    given: dict[str, Any] = {name.removesuffix("Time"): text}
    answer = xima.recordings(**given)
    assert refusal(answer) == (400, f"The query parameter '{name}' is required.", "xima.recordings.times")


@pytest.mark.rule("xima.recordings.times")
@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02", "2026-03-02T10:15:42", "2026-03-02 10:15:42Z", "2026-03-02T10:15:42z", "2026-03-02t10:15:42Z", "2026-02-30T10:15:42Z",
        "2026-03-02T24:00:00Z", "2026-03-02T10:15:60Z", "2026-03-02T10:15Z", "2026-03-02T10:15:42.Z", "2026-03-02T10:15:42.1234567890Z",
        "2026-03-02T10:15:42,5Z", "2026-03-02T10:15:42-0700", "2026-03-02T10:15:42-07", "2026-03-02T10:15:42-24:00",
        "2026-03-02T10:15:42-07:60", "0000-03-02T10:15:42Z", "20260302T101542Z", "1772471742000", " 2026-03-02T10:15:42Z",
        "２026-03-02T10:15:42Z", "now",
    ],
)  # fmt: skip
def test_a_time_is_iso_8601_with_an_offset_and_nothing_else(xima: XimaClient, text: str) -> None:
    message = "The query parameter '{}' must be an ISO 8601 time with an offset."
    assert refusal(xima.recordings(start=text, end=None)) == (400, message.format("startTime"), "xima.recordings.times")
    assert refusal(xima.recordings(end=text)) == (400, message.format("endTime"), "xima.recordings.times")


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-03-02T10:15:42.5+00:00"])
def test_every_real_time_is_read(xima: XimaClient, text: str) -> None:
    assert xima.recordings(start=text, end=text).status_code == 200


@pytest.mark.rule("xima.recordings.plus-offset")
def test_a_bare_plus_is_a_space(xima: XimaClient) -> None:
    path = "/rest/api/v2/recordings?startTime=2026-03-02T10:15:42{}02:00&endTime=2027-01-01T00:00:00Z"
    answer = xima.send("GET", path.format("+"))
    text = "The query parameter 'startTime' must be an ISO 8601 time with an offset."
    assert refusal(answer) == (400, text, "xima.recordings.plus-offset")
    assert keys(xima.send("GET", path.format("%2B")))[0] == DANAS


@pytest.mark.rule("xima.recordings.order")
def test_the_end_is_not_before_the_start(xima: XimaClient) -> None:
    answer = xima.recordings(start="2026-03-02T00:00:00.001Z", end="2026-03-02T00:00:00.000Z")
    assert refusal(answer) == (400, "endTime is before startTime.", "xima.recordings.order")
    assert xima.recordings(start="2026-03-02T00:00:00Z", end="2026-03-01T17:00:00-07:00").status_code == 200


def test_of_a_repeated_parameter_the_first_counts(xima: XimaClient) -> None:
    query = "startTime=2026-01-01T00:00:00Z&startTime=x&endTime=2027-01-01T00:00:00Z&endTime="
    assert len(keys(xima.send("GET", f"/rest/api/v2/recordings?{query}"))) == 4


@pytest.mark.rule("xima.recordings.scope")
def test_recordings_outside_of_the_scope_are_left_out(xima: XimaClient) -> None:
    assert keys(xima.recordings(token=SUPPORT, start="2020-01-01T00:00:00Z")) == [DANAS]
    assert xima.last_rules() == ["xima.recordings.scope"]
    xima.recordings()
    assert xima.last_rules() == []
