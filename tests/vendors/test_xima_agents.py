"""Click to dial, and active recording."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.vendors.xima import FORBIDDEN, NOT_FOUND, SUPPORT, XimaClient, refusal

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"

# --- Click to dial --------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.click.effect")
def test_a_softphone_calls_at_once(xima: XimaClient) -> None:
    xima.freeze()
    before = xima.state
    answer = xima.dial(outboundCallerId="(385) 555-1234", externalPrefix="9,")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Type" not in answer.headers
    assert xima.last_rules() == ["xima.click.effect"]
    after = xima.state
    call = after["calls"].pop("5005")
    assert after == before
    assert re.fullmatch(UUID, call.pop("uuid"))
    assert call == {
        "tenant": "summit-payments",
        "startTime": 1772555400000,
        "callDirection": "OUTBOUND",
        "state": "active",
        "endTime": None,
        "callKey": None,
        "externalNumber": "8015552800",
        "callerId": "(385) 555-1234",
        "dialedNumber": "9,8015552800",
        "dnis": None,
        "tag": None,
        "location": None,
        "skill": None,
        "agentExtension": "271",
        "accountCodes": [],
        "sipHeaders": {},
        "sessionParameters": [],
        "storyline": None,
    }


@pytest.mark.rule("xima.click.effect")
@pytest.mark.parametrize(
    ("extension", "state", "caller_id"), [("271", "active", "8015550100"), ("104", "ringing-agent", None), ("112", "active", None)]
)
def test_a_uc_phone_rings_first_and_the_selected_number_is_the_default(
    xima: XimaClient, extension: str, state: str, caller_id: str | None
) -> None:
    assert xima.dial(extension, outboundCallerId=None, externalPrefix=None).status_code == 204
    call = xima.state["calls"]["5005"]
    assert (call["state"], call["callerId"], call["dialedNumber"]) == (state, caller_id, "8015552800")


def test_call_ids_go_on_and_an_agent_on_a_call_may_dial_again(xima: XimaClient) -> None:
    for _ in range(2):
        assert xima.dial().status_code == 204
    assert list(xima.state["calls"])[-2:] == ["5005", "5006"]


def test_the_first_call_of_all_is_5001(xima: XimaClient) -> None:
    state = xima.state
    xima.change({**state, "calls": {}})
    assert xima.dial().status_code == 204
    assert list(xima.state["calls"]) == ["5001"]


@pytest.mark.rule("xima.click.extension")
@pytest.mark.parametrize("extension", ["999", "200", "0271", "Alan%20Jones(271)"])
def test_an_unknown_extension_is_answered_404(xima: XimaClient, extension: str) -> None:
    assert refusal(xima.dial(extension, numberToDial=1)) == (404, NOT_FOUND, "xima.click.extension")


@pytest.mark.rule("xima.click.access")
def test_an_agent_outside_of_the_scope_is_answered_403(xima: XimaClient) -> None:
    assert refusal(xima.dial("112", token=SUPPORT, numberToDial=1)) == (403, FORBIDDEN, "xima.click.access")
    assert xima.dial("271", token=SUPPORT).status_code == 204


REQUIRED = "The field 'numberToDial' is required."
NO_STRING = "The field 'numberToDial' must be a string."
NO_DIGIT = "The field 'numberToDial' contains no digit."


@pytest.mark.rule("xima.click.number")
@pytest.mark.parametrize(
    ("number", "message"),
    [(..., REQUIRED), (None, REQUIRED), ("", REQUIRED), ("  ", REQUIRED), (8015552800, NO_STRING), (["1"], NO_STRING), (True, NO_STRING),
     ("call me", NO_DIGIT), ("+()", NO_DIGIT), ("٣", NO_DIGIT)],
)  # fmt: skip
def test_the_number_is_a_string_with_a_digit(xima: XimaClient, number: Any, message: str) -> None:
    answer = xima.dial("130", numberToDial=number, outboundCallerId=1)
    assert refusal(answer) == (400, message, "xima.click.number")


@pytest.mark.parametrize("number", ["1", "sip:1@example.com", " 8"])
def test_the_number_is_as_the_agent_would_dial_it(xima: XimaClient, number: str) -> None:
    assert xima.dial(numberToDial=number).status_code == 204
    assert xima.state["calls"]["5005"]["dialedNumber"] == number


@pytest.mark.rule("xima.click.optional-types")
@pytest.mark.parametrize("name", ["outboundCallerId", "externalPrefix"])
@pytest.mark.parametrize("value", [3855551234, True, [], {}])
def test_the_other_members_are_strings(xima: XimaClient, name: str, value: Any) -> None:
    answer = xima.dial("130", **{name: value})
    assert refusal(answer) == (400, f"The field '{name}' must be a string.", "xima.click.optional-types")


@pytest.mark.rule("xima.click.caller-id")
@pytest.mark.parametrize("number", ["8015559999", "", "13855551234", "none"])
def test_the_caller_id_is_one_of_the_agents_numbers(xima: XimaClient, number: str) -> None:
    message = f"The number '{number}' is not available to this agent as an outbound caller ID."
    assert refusal(xima.dial("130", outboundCallerId=number)) == (400, message, "xima.click.caller-id")


@pytest.mark.rule("xima.click.logged-in")
@pytest.mark.parametrize(
    ("variant", "status", "message"), [("bad-request", 400, "The agent is not logged in."), ("not-found", 404, NOT_FOUND)]
)
def test_an_agent_must_be_logged_in(xima: XimaClient, variant: str, status: int, message: str) -> None:
    xima.switch(click_logged_out=variant)
    assert refusal(xima.dial("130")) == (status, message, "xima.click.logged-in")
    assert xima.console("PATCH", "/agents/130", {"loggedIn": True}).status_code == 200
    assert xima.dial("130").status_code == 204


@pytest.mark.rule("xima.click.logged-in")
def test_a_request_for_an_agent_who_is_not_logged_in_may_come_to_nothing(xima: XimaClient) -> None:
    xima.switch(click_logged_out="accepted")
    before = xima.state
    assert xima.dial("130").status_code == 204
    assert xima.last_rules() == ["xima.click.logged-in"]
    assert xima.state == before


# --- Active recording -----------------------------------------------------------------------------------------------


def recording(xima: XimaClient, extension: str, action: str = "", **rest: Any) -> Any:
    """Ask for the recording of an agent's call, or switch it."""
    return xima.send("POST" if action else "GET", f"/rest/api/v1/agents/{extension}/active-recording{action}", **rest)


@pytest.mark.rule("xima.active-recording.state")
@pytest.mark.parametrize(("extension", "state"), [("104", "RECORDING"), ("112", "PAUSED"), ("271", "NO_RECORDING")])
def test_the_state_of_a_recording_is_told(xima: XimaClient, extension: str, state: str) -> None:
    answer = recording(xima, extension)
    assert (answer.status_code, answer.json()) == (200, {"state": state})
    assert xima.last_rules() == ["xima.active-recording.state"]


@pytest.mark.rule("xima.active-recording.idempotent")
def test_a_recording_is_paused_and_resumed_and_again_is_the_same(xima: XimaClient) -> None:
    idempotent = ["xima.active-recording.idempotent"]
    steps: list[tuple[str, str, list[str]]] = [
        ("/resume", "RECORDING", idempotent), ("/pause", "PAUSED", []), ("/pause", "PAUSED", idempotent),
        ("/resume", "RECORDING", []), ("/resume", "RECORDING", idempotent),
    ]  # fmt: skip
    for action, state, rules in steps:
        answer = recording(xima, "104", action, content=b"{ignored")
        assert (answer.status_code, answer.json()) == (200, {"state": state})
        assert xima.last_rules() == rules
        assert xima.state["agents"]["104"]["activeRecording"] == state


@pytest.mark.rule("xima.active-recording.none")
@pytest.mark.parametrize("action", ["/pause", "/resume"])
def test_without_a_recording_there_is_nothing_to_switch(xima: XimaClient, action: str) -> None:
    assert refusal(recording(xima, "271", action)) == (404, NOT_FOUND, "xima.active-recording.none")
    xima.switch(active_recording_none="state")
    answer = recording(xima, "271", action)
    assert (answer.status_code, answer.json()) == (200, {"state": "NO_RECORDING"})
    assert xima.state["agents"]["271"]["activeRecording"] == "NO_RECORDING"


@pytest.mark.rule("xima.active-recording.agent")
@pytest.mark.parametrize("action", ["", "/pause", "/resume"])
def test_a_recording_of_an_unknown_extension_is_answered_404(xima: XimaClient, action: str) -> None:
    for extension in ("999", "253"):
        assert refusal(recording(xima, extension, action)) == (404, NOT_FOUND, "xima.active-recording.agent")


@pytest.mark.rule("xima.active-recording.access")
@pytest.mark.parametrize("action", ["", "/pause", "/resume"])
def test_a_recording_outside_of_the_scope_is_answered_403(xima: XimaClient, action: str) -> None:
    assert refusal(recording(xima, "112", action, token=SUPPORT)) == (403, FORBIDDEN, "xima.active-recording.access")
