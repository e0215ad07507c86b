"""WebService API events: which calls are told, to whom, and in which words."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.events import Criterion, meets
from tests.receivers import FAILED, SILENCE, TAKEN, free_port, receiving
from tests.vendors.xima import Json, XimaClient
from tests.vendors.xima_events import ALL, PATH, alone, event, finished, targets, values
from tests.vendors.xima_replies import dripping, http

# --- Which calls ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.event.trigger")
def test_a_call_that_meets_the_criteria_is_told_once_when_it_finishes(xima: XimaClient) -> None:
    with receiving() as receiver:
        alone(xima, event(receiver.url, criteria=[{"field": "callDirection", "operator": "equals", "value": "INBOUND"}]))
        assert receiver.requests == []
        deliveries = finished(xima)
        assert len(receiver.requests) == len(deliveries) == 1
        assert xima.console("POST", "/calls/5004/finish").status_code == 400
        assert len(receiver.requests) == 1
    assert xima.console("GET", "/deliveries").json() == deliveries
    assert deliveries == [
        {
            "id": "ev-0001", "profileId": "mine", "callId": 5004, "test": False,
            "request": {"method": "POST", "url": receiver.url, "body": ""},
            "status": 204, "outcome": "delivered", "reason": None, "elapsedMs": deliveries[0]["elapsedMs"],
        }
    ]  # fmt: skip


@pytest.mark.rule("xima.event.trigger")
@pytest.mark.parametrize(
    "change",
    [{"enabled": False}, {"tenant": "acme-ns"}, {"criteria": [{"field": "callDirection", "operator": "equals", "value": "OUTBOUND"}]}],
)
def test_a_call_that_does_not_concern_a_profile_is_not_told(xima: XimaClient, change: Json) -> None:
    with receiving() as receiver:
        alone(xima, event(receiver.url, **change))
        assert finished(xima) == []
        assert receiver.requests == []
    assert xima.console("GET", "/deliveries").json() == []


def test_an_outbound_call_of_the_default_scenario_delivers_nothing(xima: XimaClient) -> None:
    assert xima.dial().status_code == 204
    assert finished(xima, 5005) == []


CALL = CallRecord(
    "u",
    "t",
    1000,
    "INBOUND",
    "finished",
    61_000,
    "k",
    "8015550142",
    tag="Default",
    skill="Sales",
    agent_extension="112",
    account_codes=["A", "Bc"],
)


@pytest.mark.rule("xima.event.criteria-and")
@pytest.mark.parametrize(
    ("field", "operator", "value", "holds"),
    [
        ("callDirection", "equals", "INBOUND", True), ("callDirection", "equals", "inbound", False),
        ("callDirection", "contains", "IN", True),
        ("skill", "equals", "Sales", True), ("skill", "contains", "ale", True), ("skill", "contains", "x", False),
        ("agentExtension", "equals", "112", True), ("agentExtension", "equals", "11", False), ("tag", "equals", "Default", True),
        ("externalNumber", "contains", "555", True), ("accountCode", "equals", "Bc", True), ("accountCode", "equals", "B", False),
        ("accountCode", "contains", "B", True), ("accountCode", "contains", "A, B", False), ("durationSeconds", "at-least", 60, True),
        ("durationSeconds", "at-least", 60.001, False), ("durationSeconds", "at-most", 60, True),
        ("durationSeconds", "at-most", 59.999, False),
    ],
)  # fmt: skip
def test_a_criterion_holds_or_not(field: Any, operator: Any, value: Any, holds: bool) -> None:
    criterion = Criterion.model_validate({"field": field, "operator": operator, "value": value})
    always = Criterion.model_validate({"field": "tag", "operator": "contains", "value": ""})
    assert meets(CALL, [criterion]) is holds
    assert meets(CALL, [always, criterion]) is holds
    assert meets(CALL, [criterion, always]) is holds


@pytest.mark.rule("xima.event.criteria-and")
@pytest.mark.parametrize("field", ["skill", "agentExtension", "tag", "externalNumber", "accountCode"])
def test_what_is_absent_meets_no_criterion(field: Any) -> None:
    absent = CallRecord("u", "t", 1000, end_time=2000)
    assert meets(absent, [Criterion.model_validate({"field": field, "operator": "contains", "value": ""})]) is False
    assert meets(absent, []) is True


# --- What is said ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.event.last-agent")
def test_placeholders_stand_for_the_data_of_the_call(xima: XimaClient) -> None:
    xima.freeze()
    state = xima.state
    state["recordings"]["a"] = {**next(iter(state["recordings"].values())), "recordingKey": "a"}
    uuid = state["calls"]["5004"]["uuid"]
    state["recordings"]["a"]["callKey"] = f"{uuid}-1772553600000-1772555400000"
    xima.change(state)
    alone(xima, event("/event-sink", urlParameters=values(*((name, f"<{name}>") for name in ALL), ("mix", "a<Call ID>b<Tag>c"))))
    url = finished(xima)[0]["request"]["url"]
    link = f"https://summit-payments.xima.cloud/rest/api/v1/calls/{uuid}-1772553600000-1772555400000/audio?format=wav"
    assert dict(httpx.URL(f"http://x{url}").params) == {
        "Empty Value": "", "Account Codes": "Billing Question", "Agent": "Sam Whitecar (112)", "Agent Extension": "112",
        "Call Direction": "inbound", "Call ID": "5004", "External Number": "8015550142", "Skill": "Customer Support",
        "Start Time": "2026-03-03T09:00:00.000-07:00", "Tag": "Default", "Recording Listen Link": link, "mix": "a5004bDefaultc",
    }  # fmt: skip


def test_a_recording_that_is_not_saved_has_no_link(xima: XimaClient) -> None:
    xima.freeze()
    state = xima.state
    key = f"{state['calls']['5004']['uuid']}-1772553600000-1772555400000"
    state["recordings"]["a"] = {**next(iter(state["recordings"].values())), "recordingKey": "a", "callKey": key, "status": "PENDING"}
    xima.change(state)
    alone(xima, event("/event-sink", urlParameters=values(("link", "<Recording Listen Link>"))))
    assert finished(xima)[0]["request"]["url"] == "/event-sink?link="


def test_data_that_is_absent_is_empty(xima: XimaClient) -> None:
    xima.freeze()
    xima.console("POST", "/calls", {"callDirection": "OUTBOUND", "accountCodes": ["a", "b"]})
    alone(xima, event("/event-sink", urlParameters=values(*((name, f"<{name}>") for name in ALL))))
    found = dict(httpx.URL(f"http://x{finished(xima, 5005)[0]['request']['url']}").params)
    assert {name: value for name, value in found.items() if value} == {
        "Account Codes": "a, b", "Call Direction": "outbound", "Call ID": "5005", "Start Time": "2026-03-03T09:30:00.000-07:00",
    }  # fmt: skip


@pytest.mark.rule("xima.event.last-agent")
def test_the_agent_to_whom_a_dip_transferred_the_call_is_told(xima: XimaClient) -> None:
    xima.dip(callId=5004, values={"account-num": "76541650"}, then={"transferToAgentFrom": "account-manager"})
    url = finished(xima)[0]["request"]["url"]
    assert "agent=Alan%20Jones%20%28271%29&ext=271&" in url


ODD = "ä b+c&d=e/f~-._"


@pytest.mark.parametrize(
    ("space", "place", "method", "target", "body"),
    [
        ("percent", "query", "POST", "/in?n%20=%C3%A4%20b%2Bc%26d%3De%2Ff~-._&b=", b""),
        ("plus", "query", "GET", "/in?n+=%C3%A4+b%2Bc%26d%3De%2Ff~-._&b=", b""),
        ("percent", "form", "POST", "/in", b"n%20=%C3%A4%20b%2Bc%26d%3De%2Ff~-._&b="),
        ("plus", "form", "POST", "/in", b"n+=%C3%A4+b%2Bc%26d%3De%2Ff~-._&b="),
        ("percent", "form", "GET", "/in?n%20=%C3%A4%20b%2Bc%26d%3De%2Ff~-._&b=", b""),
    ],
)
def test_names_and_values_are_encoded_and_stand_in_query_or_form(
    xima: XimaClient, space: str, place: str, method: str, target: str, body: bytes
) -> None:
    xima.switch(event_space=space, event_parameters_place=place)
    with receiving() as receiver:
        alone(xima, event(f"{receiver.url}/in", httpMethod=method, urlParameters=values(("n ", ODD), ("b", ""))))
        assert finished(xima)[0]["request"]["body"] == body.decode()
        form = "Content-Type: application/x-www-form-urlencoded\r\n" if body else ""
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        assert receiver.requests == [
            f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\nAccept: */*\r\nUser-Agent: xima-sandbox\r\n{form}"
            f"Connection: close\r\n{length}\r\n".encode()
            + body
        ]


@pytest.mark.parametrize(
    ("target", "parameters", "sent"),
    [
        ("/in", [], "/in"), ("/in?x=%20&y", [], "/in?x=%20&y"), ("/in?x=1", [("a", "1")], "/in?x=1&a=1"), ("/in?", [("a", "1")], "/in?a=1"),
        ("/in?x&", [("a", "1")], "/in?x&a=1"), ("", [("a", "1")], "/?a=1"),
    ],
)  # fmt: skip
def test_the_query_of_the_target_comes_first(xima: XimaClient, target: str, parameters: list[tuple[str, str]], sent: str) -> None:
    with receiving() as receiver:
        alone(xima, event(receiver.url + target, urlParameters=values(*parameters)))
        finished(xima)
        assert targets(receiver) == [sent]


# --- Deliveries -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.event.no-retry")
@pytest.mark.parametrize(
    ("reply", "status", "outcome", "reason"),
    [
        (TAKEN, 204, "delivered", None), (http(b"x", 299), 299, "delivered", None), (http(b"x" * 100_000), 200, "delivered", None),
        (FAILED, 500, "failed", "http-status"), (http(b"", 302, "Location: http://127.0.0.1:1/"), 302, "failed", "http-status"),
        (http(b"", 404), 404, "failed", "http-status"), (lambda _: None, None, "failed", "connection-failed"),
        (b"SSH\r\n\r\n", None, "failed", "connection-failed"),
    ],
)  # fmt: skip
def test_an_event_is_sent_once_and_any_2xx_is_a_success(xima: XimaClient, reply: Any, status: Any, outcome: str, reason: Any) -> None:
    with receiving(reply) as receiver:
        alone(xima, event(receiver.url))
        (delivery,) = finished(xima)
        xima.advance(3600)
        assert len(receiver.requests) == 1
    assert (delivery["status"], delivery["outcome"], delivery["reason"]) == (status, outcome, reason)


@pytest.mark.rule("xima.event.no-retry")
def test_an_event_waits_ten_seconds(xima: XimaClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.vendors.xima.events import EventRequest
    from sandbox.vendors.xima.routes import console_calls

    sent = console_calls.outbound(EventRequest("POST", "http://a/"))
    assert (sent.timeout, sent.retries, sent.operation) == (10.0, (), "event.send")

    def short(request: EventRequest) -> Any:
        return type(sent)(**{name: getattr(sent, name) for name in ("operation", "method", "headers")}, url=request.url, timeout=0.2)

    monkeypatch.setattr(console_calls, "outbound", short)
    for reply in (SILENCE, dripping):
        with receiving(reply) as receiver:
            alone(xima, event(receiver.url, name=str(reply)))
            xima.console("POST", "/calls", {})
            delivery = finished(xima, max(map(int, xima.state["calls"])))[-1]
        assert (delivery["status"], delivery["reason"]) == (None, "timeout")


@pytest.mark.rule("xima.event.order")
def test_the_profiles_send_in_their_order_and_a_failure_stops_nothing(xima: XimaClient) -> None:
    with receiving(FAILED) as receiver:
        targets_ = [f"{receiver.url}/1", "http://crm.example/2", f"http://127.0.0.1:{free_port()}/3", f"{receiver.url}/4"]
        alone(xima, event(targets_[0], name="z"))
        for index, url in enumerate(targets_[1:]):
            assert xima.console("POST", PATH, event(url, name=f"y{index}")).status_code == 201
        deliveries = finished(xima)
        assert targets(receiver) == ["/1", "/4"]
    assert [(one["id"], one["profileId"], one["request"]["url"], one["reason"]) for one in deliveries] == [
        ("ev-0001", "z", targets_[0], "http-status"), ("ev-0002", "y0", targets_[1], "not-allowed"),
        ("ev-0003", "y1", targets_[2], "connection-failed"), ("ev-0004", "y2", targets_[3], None),
    ]  # fmt: skip
    assert xima.console("GET", "/deliveries").json() == deliveries


def test_a_test_sends_sample_data_whatever_the_criteria_say(xima: XimaClient) -> None:
    never = [{"field": "tag", "operator": "equals", "value": "never"}]
    alone(xima, event("/event-sink", enabled=False, criteria=never, urlParameters=values(*((name, f"<{name}>") for name in ALL))))
    answer = xima.console("POST", f"{PATH}/mine/test", {"any": "body"})
    delivery = answer.json()
    assert (answer.status_code, delivery["callId"], delivery["test"], delivery["id"], delivery["status"]) == (
        200,
        None,
        True,
        "ev-0001",
        204,
    )
    assert dict(httpx.URL(f"http://x{delivery['request']['url']}").params) == {
        "Empty Value": "", "Account Codes": "Opp Won, Large Sale, Processed in CRM", "Agent": "John Doe (154)", "Agent Extension": "154",
        "Call Direction": "inbound", "Call ID": "1", "External Number": "8015551234", "Skill": "Customer Support",
        "Start Time": "2026-01-01T09:00:00.000-07:00", "Tag": "Default", "Recording Listen Link": "",
    }  # fmt: skip
    assert xima.console("POST", f"{PATH}/nope/test").status_code == 404
