"""What grows is bounded, and times are written to the ends of the calendar."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest

from sandbox.vendors.xima.dips.grading import MOST_TOLD
from sandbox.vendors.xima.dips.results import DipResult
from sandbox.vendors.xima.events import Delivery
from sandbox.vendors.xima.state import MOST_KEPT, Xima
from sandbox.vendors.xima.times import read_time, write_time
from tests.vendors.xima import FULL, XimaClient
from tests.vendors.xima_grading import found, graded
from tests.vendors.xima_replies import GOOD_ITEM

# --- The past -------------------------------------------------------------------------------------------------------


def a_dip() -> DipResult:
    """Return a data dip."""
    return DipResult(5001, None, "strict", "pass", "matched", None, {}, None)


def a_delivery() -> Delivery:
    """Return what became of an event."""
    return Delivery("p", None, True, {}, 204, "delivered", None, 0)


def test_the_latest_data_dips_are_kept_and_numbered_on() -> None:
    state = Xima()
    assert state.next_dip == "dip-0001"
    for _ in range(MOST_KEPT + 2):
        state.add_dip(a_dip())
    assert (len(state.dips), next(iter(state.dips)), list(state.dips)[-1]) == (MOST_KEPT, "dip-0003", "dip-1002")
    again = Xima.model_validate_json(state.model_dump_json())
    assert again.next_dip == "dip-1003"


def test_the_latest_events_are_kept_and_numbered_on() -> None:
    state = Xima()
    assert [state.add_delivery(a_delivery()) for _ in range(MOST_KEPT + 2)][-2:] == ["ev-1001", "ev-1002"]
    assert (len(state.deliveries), next(iter(state.deliveries))) == (MOST_KEPT, "ev-0003")
    again = Xima.model_validate_json(state.model_dump_json())
    assert again.add_delivery(a_delivery()) == "ev-1003"


def test_the_latest_reports_are_kept() -> None:
    state = Xima()
    for number in range(MOST_KEPT + 1):
        state.add_report(str(number), "{}")
    assert (len(state.report_cache), "0" in state.report_cache, "1" in state.report_cache) == (MOST_KEPT, False, True)


def test_data_dips_and_events_are_numbered_on_after_the_highest_in_a_state(xima: XimaClient) -> None:
    xima.dip()
    xima.console("POST", "/web-service-profiles/crm-call-finished/test")
    state = xima.state
    state["dips"] = {"dip-0041": state["dips"]["dip-0001"], "dip-0007": state["dips"]["dip-0001"]}
    state["deliveries"] = {"ev-12345": state["deliveries"]["ev-0001"]}
    xima.change(state)
    assert xima.dip()["id"] == "dip-0042"
    assert xima.console("POST", "/web-service-profiles/crm-call-finished/test").json()["id"] == "ev-12346"
    assert [one["id"] for one in xima.console("GET", "/dips").json()] == ["dip-0041", "dip-0007", "dip-0042"]


@pytest.mark.parametrize(("name", "good", "bad"), [("dips", "dip-0001", "dip-x"), ("deliveries", "ev-0001", "0001")])
def test_an_id_without_a_number_is_no_state(xima: XimaClient, name: str, good: str, bad: str) -> None:
    xima.dip()
    xima.console("POST", "/web-service-profiles/crm-call-finished/test")
    state = xima.state
    state[name] = {bad: state[name][good]}
    assert xima.http.put("/_sandbox/state/xima", json=state).status_code == 400


# --- Findings -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.reply.extra-member", "xima.dip.reply.flag-type")
def test_a_long_key_with_many_members_costs_no_more_than_its_reply() -> None:
    key = "k" * 100_000
    members = {**GOOD_ITEM, "displayToAgent": 1, **{f"m{number}": [] for number in range(2_000)}}
    tracemalloc.start()
    result = graded({"parameters": {key: members}})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found(result) == [("warning", "body-too-large"), ("violation", "flag-type"), ("warning", "extra-member")]
    assert result.verdict == "fail"
    assert peak < 40_000_000


@pytest.mark.rule("xima.dip.reply.extra-top-level", "xima.dip.reply.value-type")
def test_of_very_many_findings_the_first_are_told_and_of_others_each_kind_once() -> None:
    bare = {"value": 1, "displayToAgent": False, "saveToDatabase": False}
    extra: dict[str, Any] = {f"m{number}": 1 for number in range(10_000)}
    result = graded({**extra, "parameters": {"a": GOOD_ITEM, "b": bare, "c": bare}})
    kinds = found(result)
    assert kinds[0] == ("warning", "body-too-large")
    assert kinds[-1] == ("violation", "value-type")
    assert set(kinds[1:-1]) == {("warning", "extra-top-level")}
    told = [len(one.path) + len(one.message) for one in result.findings]
    assert sum(told[:-2]) <= MOST_TOLD < sum(told[:-1])
    assert [one.name for one in result.returned] == ["a"]


# --- The ends of the calendar ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "offset", "written"),
    [
        ("0001-01-01T00:00:00Z", "-07:00", "0001-01-01T00:00:00.000Z"),
        ("0001-01-01T07:00:00Z", "-07:00", "0001-01-01T00:00:00.000-07:00"),
        ("9999-12-31T23:59:59.999Z", "+00:01", "9999-12-31T23:59:59.999Z"),
        ("9999-12-31T23:58:59.999Z", "+00:01", "9999-12-31T23:59:59.999+00:01"),
    ],
)
def test_a_time_whose_date_cannot_be_written_in_an_offset_is_written_in_utc(moment: str, offset: str, written: str) -> None:
    time = read_time(moment)
    assert time is not None
    assert write_time(time, offset) == written
    assert read_time(written) == time


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("1969-12-31T23:59:59.999Z", "1969-12-31T16:59:59.999-07:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T16:59:59.000-07:00"),
    ],
)
def test_calls_begin_and_end_at_any_time_of_the_calendar(xima: XimaClient, now: str, shown: str) -> None:
    xima.freeze(now)
    call_id = xima.dip()["callId"]
    answer = xima.console("POST", f"/calls/{call_id}/finish")
    assert answer.json()["call"]["endTime"] == read_time(now)
    starts = {row["callId"]: row["startTime"] for row in xima.console("GET", "/cradle-to-grave").json()}
    assert starts[call_id] == shown
    frame = {"type": "REPORT_TIMEFRAME", "start": "0001-01-01T00:00:00+14:00", "end": "9999-12-31T23:59:59-14:00"}
    body = {"format": "json", "parameters": [{"name": "x", "valueType": "REPORT_TIMEFRAME", "value": frame}]}
    rows = xima.post("/historic-data/SP7Q2M4X", body, token=FULL).json()["rows"]
    assert str(call_id) in [row["0"] for row in rows]
