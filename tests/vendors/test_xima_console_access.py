"""What administrators and agents do: agents, metrics, reports."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.vendors.test_xima_historic import timeframe
from tests.vendors.xima import Json, XimaClient

INVALID = "invalid body"


def refused(answer: Any) -> tuple[int, str, Any]:
    """Return status, error and detail of a refusal by the console."""
    return answer.status_code, answer.json()["error"], answer.json()["detail"]


# --- Agents ---------------------------------------------------------------------------------------------------------


def test_an_agent_is_changed_member_by_member(xima: XimaClient) -> None:
    agent = {
        "extension": "271", "name": "Alan Jones", "login": "ajones", "type": "XIMA", "tenant": "summit-payments", "loggedIn": True,
        "outboundNumbers": ["3855551234", "8015550100"], "selectedOutboundNumber": "8015550100", "activeRecording": "NO_RECORDING",
    }  # fmt: skip
    steps: list[Json] = [
        {}, {"loggedIn": False}, {"activeRecording": "PAUSED"}, {"selectedOutboundNumber": "3855551234"}, {"selectedOutboundNumber": None},
        {"loggedIn": True, "activeRecording": "RECORDING"},
    ]  # fmt: skip
    for step in steps:
        agent |= step
        answer = xima.console("PATCH", "/agents/271", step)
        assert (answer.status_code, answer.json()) == (200, agent)
    assert xima.state["agents"]["271"] == agent


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/agents/999", {}, (404, "unknown agent", {"extension": "999"})),
        ("/agents/200", {}, (404, "unknown agent", {"extension": "200"})),
        ("/agents/271?tenant=x", {}, (400, INVALID, {"field": "tenant", "reason": "there is no such tenant"})),
        ("/agents/271", {"selectedOutboundNumber": "1"},
         (400, INVALID, {"field": "selectedOutboundNumber", "reason": "the agent has no such number"})),
        ("/agents/271", {"loggedIn": None}, (400, INVALID, {"field": "loggedIn", "reason": "bool_type"})),
        ("/agents/271", {"activeRecording": "ON"}, (400, INVALID, {"field": "activeRecording", "reason": "literal_error"})),
        ("/agents/271", {"name": "x"}, (400, INVALID, {"field": "name", "reason": "extra_forbidden"})),
    ],
)  # fmt: skip
def test_a_change_that_does_not_fit_is_refused(xima: XimaClient, path: str, body: Json, expected: Any) -> None:
    before = xima.state
    assert refused(xima.console("PATCH", path, {"loggedIn": False, **body})) == expected
    assert xima.state == before


# --- Metrics --------------------------------------------------------------------------------------------------------


def test_a_metric_is_made_and_not_ready(xima: XimaClient) -> None:
    answer = xima.console("POST", "/realtime-metrics", {"metricName": "Waiting", "categoryType": "NONE"})
    metric = answer.json()
    assert re.fullmatch("[A-Z0-9]{8}", metric["metricId"])
    assert (answer.status_code, metric) == (
        201,
        {
            "metricId": metric["metricId"], "tenant": "summit-payments", "metricName": "Waiting", "categoryType": "NONE",
            "categorySelection": [], "serviceUserIds": [], "ready": False, "values": {},
        },
    )  # fmt: skip


def test_a_metric_gives_its_values_the_second_time(xima: XimaClient) -> None:
    value = {"lastUpdateTime": "2026-03-02T13:35:00.000-07:00", "duration": 5, "type": "DURATION"}
    body = {
        "metricName": "Talk",
        "categoryType": "AGENT",
        "metricId": "m 1",
        "categorySelection": ["A", "B"],
        "serviceUserIds": ["su-full"],
    }
    assert xima.console("POST", "/realtime-metrics", {**body, "values": {"B": value}}).status_code == 201
    answers = [xima.get("/realtime/metrics/values", params={"id": "m 1"}).json() for _ in range(2)]
    assert answers == [
        {"results": [], "notReady": ["m 1"]},
        {"results": [{"key": {"metricId": "m 1", "categoryValue": "B"}, "value": value}], "notReady": []},
    ]


METRIC = {"metricName": "x", "categoryType": "AGENT"}


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "metricName"), ({**METRIC, "metricName": ""}, 400, "metricName"), ({**METRIC, "categoryType": "x"}, 400, "categoryType"),
        ({**METRIC, "tenant": "x"}, 400, "tenant"), ({**METRIC, "serviceUserIds": ["x"]}, 400, "serviceUserIds"),
        ({**METRIC, "serviceUserIds": ["su-abc"]}, 400, "serviceUserIds"), ({**METRIC, "metricId": "a,b"}, 400, "metricId"),
        ({**METRIC, "metricId": "101"}, 409, "metricId"), ({**METRIC, "values": {"a": 1}}, 400, "values.a"),
        ({**METRIC, "ready": True}, 400, "ready"),
    ],
)  # fmt: skip
def test_a_metric_that_does_not_fit_is_refused(xima: XimaClient, body: Json, status: int, field: str) -> None:
    before = xima.state
    answer = xima.console("POST", "/realtime-metrics", body)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (status, field)
    assert xima.state == before


# --- Reports --------------------------------------------------------------------------------------------------------


def test_a_report_is_made_for_a_service_user_and_run(xima: XimaClient) -> None:
    answer = xima.console("POST", "/reports", {"title": "Mine", "serviceUserId": "su-full"})
    report = answer.json()
    assert re.fullmatch("[A-Z0-9]{8}", report["reportKey"])
    assert (answer.status_code, report) == (
        201,
        {
            "reportKey": report["reportKey"], "tenant": "summit-payments", "reportId": 53, "title": "Mine", "serviceUserId": "su-full",
            "skin": "Avaya Default", "kind": "dip-calls", "columns": [], "rows": [], "executionIds": [],
        },
    )  # fmt: skip
    ran = xima.post(f"/historic-data/{report['reportKey']}", {"format": "json", "parameters": [timeframe()]}).json()
    assert (ran["reportId"], ran["title"], len(ran["rows"])) == (53, "Mine", 1)


def test_a_fixed_report_has_the_columns_and_rows_that_are_given(xima: XimaClient) -> None:
    columns = [{"key": "0", "title": "Agent", "format": "STRING"}, {"key": "1", "title": "Calls", "format": "COUNT"}]
    body = {"title": "Fixed", "serviceUserId": "su-abc", "reportKey": "ABC", "kind": "static", "skin": "Dark", "columns": columns,
            "rows": [{"0": "Agent1(200)", "1": "3"}, {"0": "x"}]}  # fmt: skip
    report = xima.console("POST", "/reports", body).json()
    assert (report["tenant"], report["reportKey"], report["skin"]) == ("abc-medical", "ABC", "Dark")
    ask = {"format": "json", "parameters": [timeframe()]}
    assert xima.post("/historic-data/ABC", ask, token="xima-abc-medical-token").json()["rows"] == body["rows"]
    xima.switch(historic_rows="arrays")
    assert xima.post("/historic-data/ABC", ask, token="xima-abc-medical-token").json()["rows"] == [["Agent1(200)", "3"], ["x", ""]]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 400, "title"), ({"title": "x"}, 400, "serviceUserId"), ({"title": "x", "serviceUserId": "nobody"}, 400, "serviceUserId"),
        ({"title": "", "serviceUserId": "su-full"}, 400, "title"), ({"title": "x", "serviceUserId": "su-full", "kind": "x"}, 400, "kind"),
        ({"title": "x", "serviceUserId": "su-full", "reportKey": "LT39K5C5"}, 409, "reportKey"),
        ({"title": "x", "serviceUserId": "su-full", "reportKey": "a/b"}, 400, "reportKey"),
        ({"title": "x", "serviceUserId": "su-full", "rows": [["x"]]}, 400, "rows[0]"),
        ({"title": "x", "serviceUserId": "su-full", "columns": [{"key": "0"}]}, 400, "columns[0].title"),
        ({"title": "x", "serviceUserId": "su-full", "reportId": 7}, 400, "reportId"),
    ],
)  # fmt: skip
def test_a_report_that_does_not_fit_is_refused(xima: XimaClient, body: Json, status: int, field: str) -> None:
    before = xima.state
    answer = xima.console("POST", "/reports", body)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (status, field)
    assert xima.state == before


def test_the_first_report_of_all_has_the_number_1(xima: XimaClient) -> None:
    xima.change({**xima.state, "reports": {}})
    assert xima.console("POST", "/reports", {"title": "x", "serviceUserId": "su-full"}).json()["reportId"] == 1
