"""Historical call data: reports."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.xima import ABC, FORBIDDEN, NOT_FOUND, SUPPORT, Json, XimaClient, refusal

TALKING = "LT39K5C5"
DIPS = "SP7Q2M4X"
FIRST_EXECUTION = "3eb08a9a-0f05-44b8-a0b0-ba7338a1d2e5"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def timeframe(start: Any = "2026-03-02T00:00:00.000-07:00", end: Any = "2026-03-02T23:59:59.000-07:00", **more: Any) -> Json:
    """Return the parameter of a timeframe."""
    value = {"type": "REPORT_TIMEFRAME", "start": start, "end": end}
    return {"name": "Report Timeframe", "valueType": "REPORT_TIMEFRAME", "value": value, **more}


def users(*labels: Any, **more: Any) -> Json:
    """Return the parameter of agents."""
    value = {"type": "PBX_USERS", "pbxUsers": [{"key": label} for label in labels]}
    return {"name": "Rows (Agent)", "valueType": "PBX_USERS", "value": value, **more}


def run(xima: XimaClient, *parameters: Any, report: str = TALKING, token: str = ABC, **body: Any) -> httpx.Response:
    """Run a report."""
    return xima.post(f"/historic-data/{report}", {"format": "json", "parameters": parameters or (timeframe(),), **body}, token=token)


# --- The report -----------------------------------------------------------------------------------------------------


def test_a_fixed_report_is_told_whole(xima: XimaClient) -> None:
    answer = run(xima)
    assert (answer.status_code, answer.headers["X-Sandbox-Operation"]) == (200, "xima.historic-data.run; documented")
    assert answer.json() == {
        "reportId": 48,
        "executionId": FIRST_EXECUTION,
        "title": "Agent Talking Summary",
        "timeframe": {"type": "REPORT_TIMEFRAME", "start": "2026-03-02T00:00:00-07:00", "end": "2026-03-02T23:59:59-07:00"},
        "skin": "Avaya Default",
        "columns": [
            {"key": "0", "title": "Agent", "format": "STRING"},
            {"key": "1", "title": "Talking Duration", "format": "DURATION"},
            {"key": "2", "title": "Calls", "format": "COUNT"},
        ],
        "rows": [{"0": "Agent1(200)", "1": "01:12:09", "2": "14"}, {"0": "Agent2(201)", "1": "00:47:30", "2": "9"}],
    }


def test_rows_may_be_arrays(xima: XimaClient) -> None:
    xima.switch(historic_rows="arrays")
    assert run(xima).json()["rows"] == [["Agent1(200)", "01:12:09", "14"], ["Agent2(201)", "00:47:30", "9"]]


@pytest.mark.parametrize(
    ("labels", "rows"), [(("Agent2(201)",), ["Agent2(201)"]), (("Agent1(200)", "Agent2(201)"), ["Agent1(200)", "Agent2(201)"]), ((), [])]
)
def test_pbx_users_keep_the_rows_of_their_agents(xima: XimaClient, labels: tuple[str, ...], rows: list[str]) -> None:
    assert [row["0"] for row in run(xima, users(*labels), timeframe()).json()["rows"]] == rows


def test_other_parameters_are_accepted_and_have_no_effect(xima: XimaClient) -> None:
    other = {"name": "x", "valueType": "SKILLS", "value": {"type": "SKILLS", "skills": 1}}
    assert len(run(xima, timeframe(), other, x=1).json()["rows"]) == 2


def test_each_execution_has_an_id_of_its_own(xima: XimaClient) -> None:
    ids = [run(xima).json()["executionId"] for _ in range(3)]
    assert ids[0] == FIRST_EXECUTION
    assert len(set(ids)) == 3
    assert all(re.fullmatch(UUID, one) for one in ids[1:])


@pytest.mark.rule("xima.historic.timeframe-echo")
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("2026-03-02T00:00:00.000-07:00", "2026-03-02T00:00:00-07:00"),
        ("2026-03-02T00:00:00.000000000Z", "2026-03-02T00:00:00Z"),
        ("2026-03-02T00:00:00+01:00", "2026-03-02T00:00:00+01:00"),
        ("2026-03-02T00:00:00.500-07:00", "2026-03-02T00:00:00.500-07:00"),
        ("2026-03-02T00:00:00.001Z", "2026-03-02T00:00:00.001Z"),
    ],
)
def test_the_timeframe_is_told_without_a_zero_fraction(xima: XimaClient, sent: str, told: str) -> None:
    assert run(xima, timeframe(sent, sent)).json()["timeframe"] == {"type": "REPORT_TIMEFRAME", "start": told, "end": told}
    assert xima.last_rules() == ["xima.historic.timeframe-echo"]


# --- Saved dip values -----------------------------------------------------------------------------------------------


def dips(xima: XimaClient, start: str, end: str) -> list[Json]:
    """Return the rows of the report of saved dip values."""
    rows: list[Json] = run(xima, timeframe(start, end), report=DIPS, token="xima-full-access-token").json()["rows"]
    return rows


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-03-02T10:15:00.000-07:00", "2026-03-02T10:15:00.000-07:00", 1),
        ("2026-03-02T17:15:00.001Z", "2026-03-02T23:00:00Z", 0),
        ("2026-03-02T00:00:00Z", "2026-03-02T17:14:59.999Z", 0),
    ],
)
def test_calls_count_that_began_within_the_bounds(xima: XimaClient, start: str, end: str, count: int) -> None:
    assert len(dips(xima, start, end)) == count


@pytest.mark.rule("xima.dip.view.database")
def test_the_calls_of_several_dips_are_in_order_with_a_column_for_every_key(xima: XimaClient) -> None:
    def saved(name: str, save: bool = True) -> Json:
        return {"name": name, "value": f"{name}!", "displayToAgent": False, "saveToDatabase": save, "origin": "dip"}

    state = xima.state
    state["calls"]["5002"]["sessionParameters"] = [saved("zone"), saved("secret", False)]
    state["calls"]["5003"] |= {"startTime": 1772400000000, "externalNumber": None, "sessionParameters": [saved("age")]}
    state["calls"]["5004"]["tenant"] = "acme-ns"
    state["calls"]["5004"]["sessionParameters"] = [saved("other")]
    xima.change(state)
    answer = run(xima, timeframe("2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z"), users("Alan Jones(271)"), report=DIPS,
                 token="xima-full-access-token").json()  # fmt: skip
    titles = [column["title"] for column in answer["columns"]]
    assert titles == [
        "Call ID",
        "Start Time",
        "External Party",
        "account-num",
        "age",
        "company",
        "customer-key",
        "email",
        "is-vip",
        "name",
        "zone",
    ]
    assert [column["key"] for column in answer["columns"]] == [str(number) for number in range(11)]
    assert [column["format"] for column in answer["columns"]] == ["STRING", "TIME", *["STRING"] * 9]
    rows = [[row[str(number)] for number in range(11)] for row in answer["rows"]]
    assert rows[0] == ["5003", "2026-03-01T21:20:00.000Z", "", "", "age!", "", "", "", "", "", ""]
    assert (rows[1][0], rows[1][1], rows[1][4]) == ("5001", "2026-03-02T17:15:00.000Z", "41")
    assert rows[2] == ["5002", "2026-03-02T18:05:00.000Z", "8015550177", *[""] * 7, "zone!"]
    assert len(rows) == 3


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.historic.report")
@pytest.mark.parametrize(("report", "token"), [("ZZZZZZZZ", ABC), (DIPS, ABC), (TALKING.lower(), ABC), (TALKING, SUPPORT)])
def test_a_report_that_the_tenant_does_not_have_is_answered_404(xima: XimaClient, report: str, token: str) -> None:
    assert refusal(run(xima, report=report, token=token, format=1)) == (404, NOT_FOUND, "xima.historic.report")


@pytest.mark.rule("xima.historic.service-account")
def test_a_report_is_its_service_users_alone(xima: XimaClient) -> None:
    assert refusal(run(xima, report=DIPS, token=SUPPORT, format=1)) == (403, FORBIDDEN, "xima.historic.service-account")


FORMATS = [
    (None, "The field 'format' is required."),
    (1, "The field 'format' must be a string."),
    (["json"], "The field 'format' must be a string."),
    ("xml", "The format 'xml' is not supported."),
    ("csv", "The format 'csv' is not supported."),
    ("JSON", "The format 'JSON' is not supported."),
    ("", "The format '' is not supported."),
]


@pytest.mark.rule("xima.historic.format")
@pytest.mark.parametrize(("wanted", "message"), FORMATS)
def test_the_format_is_json(xima: XimaClient, wanted: Any, message: str) -> None:
    assert refusal(run(xima, format=wanted, parameters=None)) == (400, message, "xima.historic.format")


@pytest.mark.rule("xima.historic.format")
def test_the_format_is_required(xima: XimaClient) -> None:
    answer = xima.post(f"/historic-data/{TALKING}", {}, token=ABC)
    assert refusal(answer) == (400, "The field 'format' is required.", "xima.historic.format")


INCOMPLETE = "parameters[{}] must have 'name', 'valueType' and 'value'."


@pytest.mark.rule("xima.historic.parameters")
@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (None, "The field 'parameters' is required."),
        ({}, "The field 'parameters' must be an array."),
        ("x", "The field 'parameters' must be an array."),
        ([timeframe(), "x"], INCOMPLETE.format(1)),
        ([None], INCOMPLETE.format(0)),
        ([timeframe(name=None)], INCOMPLETE.format(0)),
        ([timeframe(name=1)], INCOMPLETE.format(0)),
        ([timeframe(valueType=1)], INCOMPLETE.format(0)),
        ([timeframe(value=[])], INCOMPLETE.format(0)),
        ([timeframe(value="x")], INCOMPLETE.format(0)),
        ([{"name": "x", "valueType": "y", "value": {}}, {"name": "x", "valueType": "y"}], INCOMPLETE.format(1)),
        ([{"name": "x", "value": {}}], INCOMPLETE.format(0)),
        ([{"valueType": "x", "value": {}}], INCOMPLETE.format(0)),
    ],
)
def test_parameters_are_whole(xima: XimaClient, parameters: Any, message: str) -> None:
    assert refusal(run(xima, parameters=parameters)) == (400, message, "xima.historic.parameters")


@pytest.mark.rule("xima.historic.parameters")
def test_parameters_are_required(xima: XimaClient) -> None:
    answer = xima.post(f"/historic-data/{TALKING}", {"format": "json"}, token=ABC)
    assert refusal(answer) == (400, "The field 'parameters' is required.", "xima.historic.parameters")


@pytest.mark.rule("xima.historic.value-type")
@pytest.mark.parametrize("value", [{}, {"type": None}, {"type": "report_timeframe"}, {"type": 1}])
def test_the_type_of_a_value_equals_its_value_type(xima: XimaClient, value: Json) -> None:
    answer = run(xima, users(), {"name": "x", "valueType": "REPORT_TIMEFRAME", "value": value})
    message = "parameters[1].value.type must equal parameters[1].valueType."
    assert refusal(answer) == (400, message, "xima.historic.value-type")


@pytest.mark.rule("xima.historic.timeframe")
def test_there_is_exactly_one_timeframe(xima: XimaClient) -> None:
    rule = "xima.historic.timeframe"
    assert refusal(run(xima, users("?"))) == (400, "A parameter of valueType REPORT_TIMEFRAME is required.", rule)
    assert refusal(run(xima, parameters=[])) == (400, "A parameter of valueType REPORT_TIMEFRAME is required.", rule)
    twice = run(xima, timeframe(), timeframe("x"))
    assert refusal(twice) == (400, "Only one parameter of valueType REPORT_TIMEFRAME is allowed.", rule)


@pytest.mark.rule("xima.historic.time")
@pytest.mark.parametrize("text", [None, 1772471700000, "", "2019-09-09", "2019-09-09T00:00:00", "2019-02-29T00:00:00Z"])
def test_the_times_of_a_timeframe_are_iso_8601_with_an_offset(xima: XimaClient, text: Any) -> None:
    message = "parameters[1].value.{} must be an ISO 8601 time with an offset."
    assert refusal(run(xima, users(), timeframe(text, text))) == (400, message.format("start"), "xima.historic.time")
    assert refusal(run(xima, users(), timeframe(end=text))) == (400, message.format("end"), "xima.historic.time")


@pytest.mark.rule("xima.historic.order")
def test_a_timeframe_does_not_end_before_it_starts(xima: XimaClient) -> None:
    answer = run(xima, timeframe("2026-03-02T00:00:00.001Z", "2026-03-02T00:00:00Z"), users(1))
    assert refusal(answer) == (400, "The timeframe ends before it starts.", "xima.historic.order")
    assert run(xima, timeframe("2026-03-02T00:00:00Z", "2026-03-01T17:00:00-07:00")).status_code == 200


@pytest.mark.rule("xima.historic.pbx-users")
@pytest.mark.parametrize("listed", [None, {}, "x", ["Agent1(200)"], [{}], [{"key": None}], [{"key": 200}], [{"key": "Agent9(999)"}, {}]])
def test_pbx_users_are_objects_with_a_key(xima: XimaClient, listed: Any) -> None:
    parameter = users(value={"type": "PBX_USERS", "pbxUsers": listed})
    message = "parameters[2].value.pbxUsers must be an array of objects with 'key'."
    assert refusal(run(xima, timeframe(), users("Agent9(999)"), parameter)) == (400, message, "xima.historic.pbx-users")


@pytest.mark.rule("xima.historic.agent")
@pytest.mark.parametrize("label", ["Agent9(999)", "Agent9(200)", "Agent1", "200", "Agent1 (200)", "Priya Raman(253)", ""])
def test_an_agent_must_be_the_tenants(xima: XimaClient, label: str) -> None:
    answer = run(xima, timeframe(), users("Agent1(200)", label))
    assert refusal(answer) == (400, f"The agent '{label}' does not exist.", "xima.historic.agent")


@pytest.mark.rule("xima.historic.agent")
def test_an_agent_must_be_within_the_scope(xima: XimaClient) -> None:
    assert xima.console("PATCH", "/service-users/su-abc", {"agentExtensions": ["200"]}).status_code == 200
    assert run(xima, timeframe(), users("Agent1(200)")).status_code == 200
    answer = run(xima, timeframe(), users("Agent1(200)", "Agent2(201)", "Agent9(999)"))
    assert refusal(answer) == (403, FORBIDDEN, "xima.historic.agent")
    assert len(run(xima).json()["rows"]) == 2, "the scope does not filter rows"
