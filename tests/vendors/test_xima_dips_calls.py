"""Data dips: the call that they are run on, and runs that are refused, late, or cannot be sent."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.receivers import receiving
from tests.vendors.xima import CONTEXT, XimaClient, profile, rule_of
from tests.vendors.xima_replies import PERFECT, http, says

# --- Calls ----------------------------------------------------------------------------------------------------------


def test_without_a_call_a_new_one_begins(xima: XimaClient) -> None:
    xima.freeze()
    result = xima.dip(call=CONTEXT)
    assert (result["id"], result["callId"], result["profileId"]) == ("dip-0001", 5005, None)
    call = xima.console("GET", "/calls/5005").json()
    assert (call["tenant"], call["callDirection"], call["state"], call["startTime"]) == (
        "summit-payments",
        "INBOUND",
        "active",
        1772555400000,
    )
    assert (call["externalNumber"], call["callerId"], call["location"], call["agentExtension"]) == (
        "8015550142",
        "WHITFIELD DANA",
        "Utah",
        None,
    )
    pin = {"name": "pin", "value": "1234", "displayToAgent": False, "saveToDatabase": False, "origin": "ivr"}
    assert call["sessionParameters"][0] == pin
    assert len(call["sessionParameters"]) == 12
    assert result["response"]["elapsedMs"] == 0


def test_what_the_flow_collects_is_added_to_a_call_and_replaces_equal_names(xima: XimaClient) -> None:
    more = {"sessionParameters": {"account-num": "76541650", "pin": "1"}, "sipHeaders": {"To": "x"}}
    answer = xima.console("POST", "/dips", {"profileId": "summit-account-lookup", "callId": 5004, "call": more}).json()
    assert json.loads(answer["request"]["body"]) == {"account-num": "76541650", "phone-num": "8015550142"}
    assert (answer["profileId"], answer["views"]["sessionParameters"]["name"]) == ("summit-account-lookup", "Omar Reyes")
    call = xima.console("GET", "/calls/5004").json()
    assert (call["sipHeaders"], call["sessionParameters"][0]["name"]) == ({"To": "x"}, "pin")


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Return status and error of a refusal by the console."""
    assert list(answer.json()) == ["error", "detail"]
    return answer.status_code, answer.json()["error"]


@pytest.mark.rule("xima.dip.run.call")
@pytest.mark.parametrize(
    ("call_id", "tenant", "status", "error"),
    [(1, None, 404, "The call does not exist."), (-1, None, 404, "The call does not exist."), (0, None, 404, "The call does not exist."),
     (5001, "acme-ns", 400, "The call is not active."), (5004, "acme-ns", 400, "The call belongs to another tenant.")],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/dips", "/dips/probe"])
def test_a_dip_needs_an_active_call_of_its_tenant(
    xima: XimaClient, call_id: int, tenant: str | None, status: int, error: str, path: str
) -> None:
    before = xima.state
    answer = xima.console("POST", path, {"profile": {**profile(), "tenant": tenant}, "callId": call_id})
    assert (refusal(answer), rule_of(answer)) == ((status, error), "xima.dip.run.call")
    assert xima.state == before


@pytest.mark.rule("xima.dip.run.call")
def test_a_call_that_rings_at_an_agent_is_not_active(xima: XimaClient) -> None:
    xima.console("POST", "/calls", {"state": "ringing-agent"})
    assert refusal(xima.console("POST", "/dips", {"profile": profile(), "callId": 5005})) == (400, "The call is not active.")


# --- Bodies ---------------------------------------------------------------------------------------------------------

MINE = profile()
THERE = "a call that is there has this already"


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({}, "profile", "exactly one of profileId and profile is needed"),
        ({"profile": MINE, "profileId": "phone-only"}, "profile", "exactly one of profileId and profile is needed"),
        ({"profile": MINE, "values": {"x": "1"}}, "values", "the profile has no key 'x'"),
        ({"profile": MINE, "values": {"account-num": 1}}, "values.account-num", "string_type"),
        ({"profile": MINE, "mode": "kind"}, "mode", "literal_error"),
        ({"profile": MINE, "callId": "5004"}, "callId", "int_type"),
        ({"profile": MINE, "callId": 5004, "call": {"tag": "x"}}, "call.tag", THERE),
        (
            {"profile": MINE, "callId": 5004, "call": {"externalNumber": None}},
            "call.externalNumber",
            "a call that is there has this already",
        ),
        ({"profile": MINE, "call": {"skill": "x"}}, "call.skill", "extra_forbidden"),
        ({"profile": MINE, "call": {"sessionParameters": {"a": 1}}}, "call.sessionParameters.a", "string_type"),
        ({"profile": MINE, "then": {}}, "then.transferToAgentFrom", "missing"),
        ({"profile": MINE, "x": 1}, "x", "extra_forbidden"),
        ({"profile": {**MINE, "id": "x"}}, "profile.id", "extra_forbidden"),
        ({"profile": {**MINE, "tenant": "nobody"}}, "tenant", "there is no such tenant"),
        ([], "", "model_type"),
    ],
)
@pytest.mark.parametrize("path", ["/dips", "/dips/probe"])
def test_a_run_that_does_not_fit_is_refused_with_its_field(xima: XimaClient, path: str, body: Any, field: str, reason: str) -> None:
    before = xima.state
    answer = xima.console("POST", path, body)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid body", "detail": {"field": field, "reason": reason}})
    assert xima.state == before


@pytest.mark.parametrize("path", ["/dips", "/dips/probe"])
def test_a_run_must_be_json(xima: XimaClient, path: str) -> None:
    answer = xima.console("POST", path, content=b"{")
    assert (answer.status_code, answer.json()["detail"]["reason"]) == (400, "json_invalid")


@pytest.mark.rule("xima.profile.token-has-scheme", "xima.profile.duplicate-key")
@pytest.mark.parametrize("path", ["/dips", "/dips/probe"])
def test_a_profile_that_is_sent_along_is_held_to_the_rules_of_profiles(xima: XimaClient, path: str) -> None:
    scheme = xima.console("POST", path, {"profile": {"apiToken": "bearer x"}})
    assert (refusal(scheme), rule_of(scheme)) == ((400, "Enter the token without the word Bearer."), "xima.profile.token-has-scheme")
    twice = xima.console("POST", path, {"profile": {**MINE, "requestParameters": MINE["requestParameters"] * 2}})
    assert (refusal(twice), rule_of(twice)) == ((400, "A key occurs twice in the profile."), "xima.profile.duplicate-key")
    same_name = {**MINE, "profileName": "Phone only"}
    assert xima.console("POST", path, {"profile": same_name}).status_code in (200, 201)


def test_an_unknown_profile_and_an_unknown_dip_are_answered_404(xima: XimaClient) -> None:
    assert refusal(xima.console("POST", "/dips", {"profileId": "nope"})) == (404, "unknown profile")
    assert refusal(xima.console("GET", "/dips/dip-0001")) == (404, "unknown dip")


def test_dips_are_numbered_listed_and_found(xima: XimaClient) -> None:
    assert xima.console("GET", "/dips").json() == []
    made = [xima.dip(), xima.dip()]
    assert [one["id"] for one in made] == ["dip-0001", "dip-0002"]
    assert xima.console("GET", "/dips").json() == made
    assert xima.console("GET", "/dips/dip-0002").json() == made[1]
    assert list(made[0]) == [
        "id", "callId", "profileId", "mode", "verdict", "outcome", "reason", "request", "response", "findings", "views", "routing",
        "continued",
    ]  # fmt: skip


def test_no_more_of_a_reply_is_kept_than_can_be_looked_at(xima: XimaClient) -> None:
    with receiving(http(b"\xff" + "é".encode() * 70_000)) as receiver:
        body = xima.dip(receiver.url)["response"]["body"]
    assert body == "\ufffd" + "é" * 65_535


# --- Hosts, and answers that come too late --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/dips", "/dips/probe"])
def test_a_host_that_may_not_be_called_is_refused_and_nothing_is_stored(xima: XimaClient, path: str) -> None:
    before = xima.state
    answer = xima.console("POST", path, {"profile": profile("https://crm.example.com/dip")})
    detail = {"field": "apiUrl", "reason": "refused-host"}
    assert (answer.status_code, answer.json()) == (400, {"error": "the sandbox may not call this host", "detail": detail})
    assert xima.state == before


def while_asking(app: Starlette, *meanwhile: tuple[str, str], path: str = "/dips", reply: bytes = says(PERFECT), **run: Any) -> Any:
    """Run a dip, do something else while its web service is thinking, and return the answer and how often the service was asked."""
    gate = threading.Event()

    def thinking(connection: socket.socket) -> None:
        gate.wait(5)
        connection.sendall(reply)

    async def both(url: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://sandbox") as client:
            asked = asyncio.create_task(client.post(f"/_sandbox/xima{path}", json={"profile": profile(url), **run}))
            while not receiver.requests:  # noqa: ASYNC110 - another thread notes them
                await asyncio.sleep(0.01)
            for method, other in meanwhile:
                assert (await client.request(method, other)).is_success
            gate.set()
            return await asked

    with receiving(*[thinking] * 20) as receiver:
        answer = asyncio.run(both(receiver.url))
        return answer, len(receiver.requests)


def test_other_requests_are_answered_meanwhile_and_an_answer_after_the_end_of_the_call_changes_nothing(
    app: Starlette, xima: XimaClient
) -> None:
    answer, _ = while_asking(
        app, ("POST", "/_sandbox/xima/calls/5004/finish"), callId=5004, then={"transferToAgentFrom": "account-manager"}
    )
    result = answer.json()
    assert (answer.status_code, result["outcome"], result["verdict"], result["id"]) == (201, "matched", "pass", "dip-0001")
    assert result["views"]["sessionParameters"] == {"account-num": "76541643"}
    state = xima.state
    assert (state["dips"], len(state["calls"]["5004"]["sessionParameters"]), state["calls"]["5004"]["state"]) == ({}, 1, "finished")


@pytest.mark.parametrize("run", [{}, {"callId": 5004}])
def test_an_answer_after_a_reset_is_graded_and_changes_nothing(app: Starlette, xima: XimaClient, run: Any) -> None:
    before = xima.state
    answer, _ = while_asking(app, ("POST", "/_sandbox/reset"), **run)
    assert (answer.status_code, answer.json()["outcome"]) == (201, "matched")
    assert xima.state == before


def test_a_failure_after_a_reset_sends_no_events(app: Starlette, xima: XimaClient) -> None:
    xima.switch(dip_failure_continuation="end-flow")
    answer, _ = while_asking(app, ("POST", "/_sandbox/reset"), reply=http(b"", 500), callId=5004)
    assert (answer.json()["continued"], answer.json()["outcome"]) == (False, "failed")
    assert xima.console("GET", "/deliveries").json() == []
    assert [one["operation"] for one in xima.http.get("/_sandbox/journal", params={"direction": "out"}).json()] == []


def test_probes_end_with_the_session(app: Starlette, xima: XimaClient) -> None:
    answer, asked = while_asking(app, ("POST", "/_sandbox/reset"), path="/dips/probe")
    assert (answer.status_code, [one["probe"] for one in answer.json()["probes"]], asked) == (200, ["documented"], 1)
