"""The worked exchanges of Xima's fact sheet, replayed: status, headers, and the body's text with its member order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.settings import Settings
from tests.contract import INSTALLED, ContractTransport
from tests.receivers import SILENCE, free_port, receiving
from tests.vendors import xima_exchanges as sheet
from tests.vendors.xima import PENDING, Json, XimaClient
from tests.vendors.xima_replies import HINT, TEMPLATE, http, says


def replay(xima: XimaClient, request: str, expected: str) -> httpx.Response:
    """Send a request of the sheet as it stands there, and hold the answer against the sheet's."""
    head, _, body = request.partition("\n\n")
    line, *headers = head.splitlines()
    method, target, _ = line.split()
    made = xima.http.build_request(
        method, f"http://sandbox{target}", headers=dict(header.split(": ", 1) for header in headers), content=body.encode()
    )
    for name in {"Accept", "Accept-Encoding", "User-Agent", "Connection"} - set(headers):
        del made.headers[name]
    response = xima.http.send(made)
    head, _, body = expected.partition("\n\n")
    status, *headers = head.splitlines()
    assert response.status_code == int(status.split()[1]), response.text
    assert {name: response.headers.get(name) for name, _, _ in (header.partition(": ") for header in headers)} == dict(
        header.split(": ", 1) for header in headers
    )
    assert response.text == (json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False) if body else "")
    if not body:
        assert "Content-Type" not in response.headers
    return response


@pytest.mark.parametrize("name", sheet.EXCHANGES)
def test_a_worked_exchange_of_xima_gives_the_answer_of_the_sheet_to_the_letter(xima: XimaClient, name: str) -> None:
    replay(xima, *sheet.EXCHANGES[name])


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> Iterator[XimaClient]:
    """A client of a server that starts with another scenario."""
    app = create_app(Settings(fixture=request.param), INSTALLED)
    with httpx.Client(transport=ContractTransport(app), base_url="http://sandbox") as client:
        yield XimaClient(client)


# --- In order -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", ["documented-example"], indirect=True)
def test_10_1_the_documented_request_gets_the_documented_reply_value_for_value(scenario: XimaClient) -> None:
    replay(scenario, sheet.DOCUMENTED_REQUEST, sheet.reply(sheet.OK, sheet.DOCUMENTED_REPLY))
    assert scenario.console("GET", "/cradle-to-grave?parameter=name&value=Dana%20Whitfield").json()[0]["callId"] == 5001


def run_10_3(url: str) -> Json:
    """Return the run of 10.3."""
    keys = [
        {"key": "account-num", "source": {"type": "session-parameter", "name": "account-num"}},
        {"key": "phone-num", "source": {"type": "standard", "name": "External Number"}},
    ]
    profile = {"profileName": "My service", "apiUrl": url, "apiToken": "dev-service-token-0001", "requestParameters": keys}
    return {"profile": profile, "callId": 5004, "then": {"transferToAgentFrom": "account-manager"}}


def test_10_3_a_dip_against_a_service_of_ones_own(xima: XimaClient) -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + sheet.REPLY_10_3.encode()
    with receiving(reply) as receiver:
        url = f"{receiver.url}/xima/lookup"
        answer = xima.console("POST", "/dips", run_10_3(url))
        request = receiver.requests[0].decode()
    assert request == (
        f"POST /xima/lookup HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\nAuthorization: Bearer dev-service-token-0001\r\n"
        "Content-Type: application/json\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: xima-sandbox\r\n"
        'Connection: close\r\nContent-Length: 54\r\n\r\n{"account-num": "76541643", "phone-num": "8015550142"}'
    )
    expected = sheet.RESULT_10_3.replace("{URL}", url).replace("{BODY}", json.dumps(sheet.REPLY_10_3))
    result = answer.json()
    assert isinstance(result["response"]["elapsedMs"], int)
    result["response"]["elapsedMs"] = 14
    assert (answer.status_code, json.dumps(result)) == (201, json.dumps(json.loads(expected)))
    assert xima.console("GET", "/calls/5004").json()["agentExtension"] == "112"
    rows = xima.console("GET", "/cradle-to-grave?parameter=name&value=Dana%20Whitfield").json()
    assert [row["callId"] for row in rows] == [5004, 5001]


FAULTY = (
    '{"parameters": {"age": {"value": 28, "displayToAgent": true, "saveToDatabase": true}, "name": {"value": "Dana Whitfield", '
    '"DisplayToAgent": true, "saveToDatabase": true}, "is-vip": {"value": "true", "displayToAgent": "true", "saveToDatabase": false}, '
    '"": {"value": "x", "displayToAgent": false, "saveToDatabase": false}}, "count": 4}'
)
FINDINGS = [
    ("extra-top-level", "warning", "/count", "The member 'count' beside \"parameters\" is ignored."),
    ("value-type", "violation", "/parameters/age/value", "The value of 'age' is a number, not a string; the parameter is dropped."),
    ("flag-missing", "violation", "/parameters/name", "Parameter 'name' has no \"displayToAgent\"; false is assumed."),
    ("extra-member", "warning", "/parameters/name/DisplayToAgent",
     "The member 'DisplayToAgent' of 'name' is ignored. Did you mean \"displayToAgent\"?"),
    ("flag-type", "violation", "/parameters/is-vip/displayToAgent",
     "\"displayToAgent\" of 'is-vip' must be true or false without quotes; false is assumed."),
    ("empty-key", "violation", "/parameters/", "A parameter key must not be empty; the parameter is dropped."),
]  # fmt: skip
VIEWS: dict[str, tuple[Any, Any, Any, Any]] = {
    "strict": ({"name": "Dana Whitfield", "is-vip": "true"}, [], {"name": "Dana Whitfield"}, {"is-vip": "true"}),
    "lenient": (
        {"age": "28", "name": "Dana Whitfield", "is-vip": "true"}, [{"name": "age", "value": "28"}],
        {"age": "28", "name": "Dana Whitfield"}, {"is-vip": "true"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("mode", ["strict", "lenient"])
def test_10_4_a_reply_with_faults(xima: XimaClient, mode: str) -> None:
    with receiving(http(FAULTY)) as receiver:
        result = xima.dip(receiver.url, mode=mode)
    expected = list(FINDINGS)
    if mode == "lenient":
        expected[1] = ("value-type", "warning", "/parameters/age/value", "The value of 'age' is a number; it is used as the text '28'.")
    named = [(one["rule"].removeprefix("xima.dip.reply."), one["level"], one["path"], one["message"]) for one in result["findings"]]
    assert (named, result["verdict"], result["outcome"]) == (expected, "fail", "matched")
    views = result["views"]
    assert (views["sessionParameters"], views["agentPanel"], views["cradleToGrave"]["parameters"], views["hidden"]) == VIEWS[mode]
    assert list(views["sessionParameters"]) == list(VIEWS[mode][0])


@pytest.mark.parametrize(
    ("reply", "reason", "messages"),
    [
        (http("{}", 404), "not-found", ["The web service answered 404. For 'no match', answer 200 with an empty \"parameters\" object."]),
        (http(b"", 401), "unauthorized", ["The web service refused the token (401)."]),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "empty-body", ["The reply has no body; a JSON object is required."]),
        (http(b"", 302), "redirect", ["The web service answered 302; redirects are not followed."]),
        (http('{"name": "Dana"}'), "parameters-missing",
         ["The member 'name' beside \"parameters\" is ignored.", 'The reply has no "parameters" member.']),
        (http(TEMPLATE), "bad-json", [f"The reply is not valid JSON (line 8, column 1).{HINT}"]),
    ],
)  # fmt: skip
def test_10_5_replies_that_fail_as_a_whole(xima: XimaClient, reply: bytes, reason: str, messages: list[str]) -> None:
    before = xima.console("GET", "/calls/5004").json()
    with receiving(reply) as receiver:
        result = xima.dip(receiver.url, callId=5004)
    assert (result["verdict"], result["outcome"], result["reason"], result["continued"]) == ("fail", "failed", reason, True)
    assert [finding["message"] for finding in result["findings"]] == messages
    assert result["views"]["sessionParameters"] == {"account-num": "76541643"}
    assert xima.console("GET", "/calls/5004").json() == before


def test_10_5_silence_and_refusal(xima: XimaClient) -> None:
    with receiving(SILENCE) as receiver:
        silent = xima.console("POST", "/dips", run_10_3(receiver.url)).json()
    refused = xima.dip(f"http://127.0.0.1:{free_port()}/")
    assert [(one["reason"], one["findings"][0]["message"]) for one in (silent, refused)] == [
        ("timeout", "No complete answer within 5 s."), ("connection-failed", "No answer: refused."),
    ]  # fmt: skip


def test_10_5_no_parameters_pass(xima: XimaClient) -> None:
    with receiving(says({"parameters": {}})) as receiver:
        result = xima.dip(receiver.url)
    assert (result["verdict"], result["outcome"], result["reason"]) == ("pass", "no_match", None)
    assert [one["rule"] for one in result["findings"]] == ["xima.dip.reply.no-match"]


def test_10_7_a_refreshed_token_is_void(xima: XimaClient) -> None:
    assert xima.console("POST", "/service-users/su-full/refresh").status_code == 200
    replay(xima, sheet.send("GET /rest/api/v1/agents"), sheet.error(sheet.UNAUTHORIZED, sheet.MISSING))


RATE = sheet.error("429 Too Many Requests", "At most one recording audio request every 3 seconds per tenant.")
WAV = '16044\naudio/wav\nattachment; filename="6f0b3d18-7a52-4f0e-8c1d-93a2be57c611-1772471742000.wav"'


def heard(xima: XimaClient) -> str:
    """Ask for the audio of 10.9, and return what its headers say."""
    answer = xima.send("GET", re.search(r"GET (\S+)", sheet.AUDIO)[1])  # type: ignore[index]
    assert (answer.status_code, len(answer.content)) == (200, 16044)
    return "\n".join(answer.headers[name] for name in ("Content-Length", "Content-Type", "Content-Disposition"))


def test_10_9_audio_200_429_404_400(xima: XimaClient) -> None:
    xima.freeze()
    assert heard(xima) == WAV
    replay(xima, sheet.AUDIO, RATE)
    xima.advance(3)
    replay(xima, sheet.send(f"GET /rest/api/v1/recordings/{PENDING}/audio"), sheet.error(sheet.NOT_FOUND, sheet.ABSENT))
    replay(xima, sheet.AUDIO, RATE)
    xima.advance(3)
    replay(xima, sheet.AUDIO.replace("wav", "mp3"), sheet.error(sheet.BAD, "The format 'mp3' is not supported."))


@pytest.mark.parametrize("scenario", ["egress-exhausted"], indirect=True)
def test_10_9_audio_509(scenario: XimaClient) -> None:
    scenario.freeze()
    assert heard(scenario) == WAV
    scenario.advance(3)
    replay(
        scenario,
        sheet.AUDIO,
        sheet.error("509 Bandwidth Limit Exceeded", "The rolling 5-day egress limit of this tenant has been reached."),
    )
    assert scenario.console("POST", "/tenants/summit-payments/egress/reset").status_code == 204
    scenario.advance(3)
    assert heard(scenario) == WAV


def test_10_10_a_report_that_takes_too_long(xima: XimaClient) -> None:
    xima.switch(historic_timeout="first-call")
    request, report = sheet.EXCHANGES["10.10"]
    replay(xima, request, "HTTP/1.1 202 Accepted\nContent-Length: 0\n\n")
    replay(xima, request, report)


def test_10_11_saved_dip_values_in_a_report(xima: XimaClient) -> None:
    answer = xima.send("POST", "/rest/api/v1/historic-data/SP7Q2M4X", content=sheet.DIPS_FRAME).json()
    assert (answer["reportId"], answer["title"]) == (52, "Calls by Data Dip Value")
    assert {name: answer[name] for name in ("columns", "rows")} == json.loads(sheet.DIPS_REPLY)


def test_10_12_the_call_that_is_placed(xima: XimaClient) -> None:
    replay(xima, *sheet.EXCHANGES["10.12"])
    replay(xima, sheet.dial(104, '{"numberToDial": "8015552800"}'), "HTTP/1.1 204 No Content\n\n")
    calls = xima.state["calls"]
    shown = [
        [calls[key][name] for name in ("callDirection", "state", "dialedNumber", "callerId", "agentExtension")] for key in ("5005", "5006")
    ]
    assert shown == [["OUTBOUND", "active", "98015552800", "3855551234", "271"], ["OUTBOUND", "ringing-agent", "8015552800", None, "104"]]


def test_10_13_paused_again_and_resumed(xima: XimaClient) -> None:
    for action, state in (("pause", "PAUSED"), ("pause", "PAUSED"), ("resume", "RECORDING")):
        replay(xima, sheet.active(f"104/active-recording/{action}"), sheet.reply(sheet.OK, f'{{"state": "{state}"}}'))


def test_10_14_the_same_values_again(xima: XimaClient) -> None:
    replay(xima, *sheet.EXCHANGES["10.14 values"])
    answer = xima.get("/realtime/metrics/values?id=K0FLAEB6&id=102").json()
    assert ([one["value"]["count"] for one in answer["results"]], answer["notReady"]) == ([15, 1, 2, 0], [])


EVENT = "/event-sink?source=xima&agent=Sam%20Whitecar%20%28112%29&ext=112&codes=Billing%20Question&direction=inbound&note="


def test_10_15_an_event_when_a_call_finishes(xima: XimaClient) -> None:
    answer = xima.console("POST", "/calls/5004/finish")
    assert (answer.status_code, answer.json()["call"]["state"]) == (200, "finished")
    (delivery,) = answer.json()["deliveries"]
    delivery["elapsedMs"] = 1
    assert json.dumps(delivery) == json.dumps(
        {
            "id": "ev-0001", "profileId": "crm-call-finished", "callId": 5004, "test": False,
            "request": {"method": "POST", "url": EVENT, "body": ""}, "status": 204, "outcome": "delivered", "reason": None, "elapsedMs": 1,
        }
    )  # fmt: skip
    seen, sent = xima.http.get("/_sandbox/journal").json()
    assert (seen["direction"], seen["operation"], seen["method"], seen["status"]) == ("in", "xima.event-sink.receive", "POST", 204)
    assert (sent["direction"], sent["operation"], sent["target"]) == ("out", "xima.event.send", EVENT)
    request = xima.http.get(f"/_sandbox/journal/{seen['id']}").json()["request"]
    assert request["headers"] == [
        ["host", "localhost"], ["accept", "*/*"], ["user-agent", "xima-sandbox"], ["connection", "close"], ["content-length", "0"],
    ]  # fmt: skip
    assert xima.console("POST", "/calls/5004/finish").status_code == 400
    tested = xima.console("POST", "/web-service-profiles/crm-call-finished/test").json()
    assert tested["request"]["url"] == (
        "/event-sink?source=xima&agent=John%20Doe%20%28154%29&ext=154&codes=Opp%20Won%2C%20Large%20Sale%2C%20Processed%20in%20CRM"
        "&direction=inbound&note="
    )
