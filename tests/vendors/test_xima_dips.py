"""Data dips: what is sent, what becomes of the reply, and who sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.receivers import receiving
from tests.vendors.xima import CONTEXT, Json, XimaClient, profile
from tests.vendors.xima_replies import http, says


def sources(*named: tuple[str, str], **more: Any) -> Json:
    """Return a profile whose keys have these sources, by type and name."""
    keys = [{"key": f"k{index}", "source": {"type": kind, "name": name}} for index, (kind, name) in enumerate(named)]
    return {**profile(), "requestParameters": keys, **more}


def sent(xima: XimaClient, run: Json) -> Any:
    """Run a dip, and return what it sent."""
    answer = xima.console("POST", "/dips", run)
    assert answer.status_code == 201, answer.text
    return json.loads(answer.json()["request"]["body"])


def parameters(**flags: tuple[bool, bool]) -> Json:
    """Return the parameters of a reply: value and name alike, with these flags."""
    return {name: {"value": name, "displayToAgent": display, "saveToDatabase": save} for name, (display, save) in flags.items()}


def replying(xima: XimaClient, *replies: Json, **run: Any) -> list[Json]:
    """Run a dip for each of these replies of a web service, on one call; returns the results."""
    run = {"callId": 5004, **run}
    with receiving(*[says({"parameters": one}) for one in replies]) as receiver:
        return [xima.dip(receiver.url, **run) for _ in replies]


# --- What is sent ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.send.all-keys", "xima.dip.send.strings")
@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("standard", "External Number", "8015550142"),
        ("standard", "Caller ID", "WHITFIELD DANA"),
        ("standard", "DNIS", "8015550100"),
        ("standard", "Tag", "Default"),
        ("standard", "Location", "Utah"),
        ("sip-header", "from", '"Dana" <sip:801@carrier.example;x=1>'),
        ("sip-header", "From (Caller ID Only)", "801"),
        ("sip-header", "FROM (caller id-only)", "801"),
        ("sip-header", "x custom", "yes"),
        ("sip-header", "X-Custom", "yes"),
        ("session-parameter", "pin", "1234"),
        ("literal", "constant", "constant"),
        ("literal", "", ""),
    ],
)
def test_values_come_from_the_call(xima: XimaClient, kind: str, name: str, value: str) -> None:
    found = sent(xima, {"profile": sources((kind, name), ("literal", "2")), "call": CONTEXT})
    assert found == {"k0": value, "k1": "2"}


ABSENT = [
    ("standard", "External Number"), ("standard", "Tag"), ("sip-header", "Contact"), ("sip-header", "From (Caller ID Only)"),
    ("session-parameter", "PIN"),
]  # fmt: skip


@pytest.mark.rule("xima.dip.send.absent")
@pytest.mark.parametrize("source", ABSENT)
def test_a_key_whose_source_is_absent_is_sent_empty_or_left_out(xima: XimaClient, source: tuple[str, str]) -> None:
    run = {"profile": sources(source, ("literal", "2")), "call": {"sipHeaders": {"To": "x"}}}
    assert sent(xima, run) == {"k0": "", "k1": "2"}
    xima.switch(dip_absent_source="omit")
    assert sent(xima, run) == {"k1": "2"}
    assert sent(xima, {**run, "values": {"k0": ""}}) == {"k0": "", "k1": "2"}


@pytest.mark.parametrize("sender", ["<tel:801>", "801", "sip:801", ""])
def test_a_sender_without_an_address_has_no_caller_id(xima: XimaClient, sender: str) -> None:
    run = {"profile": sources(("sip-header", "From (Caller ID Only)")), "call": {"sipHeaders": {"from": sender}}}
    assert sent(xima, run) == {"k0": ""}


@pytest.mark.parametrize("sender", ["sips:801@x", "<SIP:801@x>"])
def test_a_sender_may_be_secure(xima: XimaClient, sender: str) -> None:
    run = {"profile": sources(("sip-header", "From (Caller ID Only)")), "call": {"sipHeaders": {"From": sender}}}
    assert sent(xima, run) == {"k0": "801"}


@pytest.mark.parametrize(
    ("number", "national", "with_1", "e164"),
    [
        ("8015550142", "8015550142", "18015550142", "+18015550142"),
        ("18015550142", "8015550142", "18015550142", "+18015550142"),
        ("+18015550142", "8015550142", "18015550142", "+18015550142"),
        *[(other, other, other, other) for other in ("0015550142", "+442071234567", "801555014", "28015550142", "(801) 555-0142")],
    ],
)
def test_a_north_american_number_is_sent_in_one_form(xima: XimaClient, number: str, national: str, with_1: str, e164: str) -> None:
    run = {"profile": sources(("standard", "External Number")), "call": {"externalNumber": number}}
    for option, expected in (("national-10", national), ("national-11", with_1), ("e164", e164)):
        xima.switch(dip_phone_format=option)
        assert sent(xima, run) == {"k0": expected}


@pytest.mark.parametrize(
    ("option", "header"),
    [("application-json", "application/json"), ("application-json-utf8", "application/json; charset=UTF-8"), ("absent", None)],
)
def test_the_content_type_is_a_variant(xima: XimaClient, option: str, header: str | None) -> None:
    xima.switch(dip_content_type=option)
    with receiving(says({"parameters": {}})) as receiver:
        shown = xima.dip(receiver.url)["request"]["headers"]
        head = receiver.requests[0].partition(b"\r\n\r\n")[0].decode()
    assert shown.get("Content-Type") == header
    assert (f"\r\nContent-Type: {header}\r\n" in head) == (header is not None)
    assert ("Content-Type" in head) == (header is not None)


@pytest.mark.parametrize(("token", "shown"), [("x" * 8 + "1234", "Bearer ****1234"), ("x" * 7 + "1234", "Bearer ****")])
def test_the_token_is_masked(xima: XimaClient, token: str, shown: str) -> None:
    with receiving(says({"parameters": {}})) as receiver:
        result = xima.dip(receiver.url, token=token)
    assert result["request"]["headers"]["Authorization"] == shown
    assert token not in json.dumps(result)
    exchange = xima.http.get("/_sandbox/journal", params={"direction": "out"}).json()[0]
    assert token not in xima.http.get(f"/_sandbox/journal/{exchange['id']}").text


def test_given_values_come_before_the_sources_in_the_order_of_the_profile(xima: XimaClient) -> None:
    run = {"profile": sources(("literal", "1"), ("literal", "2")), "values": {"k1": "Zoë\n"}}
    answer = xima.console("POST", "/dips", run).json()
    assert answer["request"]["body"] == '{"k0": "1", "k1": "Zoë\\n"}'


# --- What becomes of it ---------------------------------------------------------------------------------------------

MIXED = parameters(hidden=(False, False), shown=(True, False), saved=(False, True), both=(True, True))


@pytest.mark.rule("xima.dip.view.session", "xima.dip.view.agent", "xima.dip.view.database", "xima.dip.view.hidden")
def test_who_sees_a_value_depends_on_its_flags(xima: XimaClient) -> None:
    (result,) = replying(xima, MIXED)
    assert result["views"] == {
        "sessionParameters": {"account-num": "76541643", "hidden": "hidden", "shown": "shown", "saved": "saved", "both": "both"},
        "agentPanel": [{"name": "shown", "value": "shown"}, {"name": "both", "value": "both"}],
        "cradleToGrave": {
            "callId": 5004,
            "callDirection": "INBOUND",
            "startTime": "2026-03-03T09:00:00.000-07:00",
            "externalParty": "8015550142",
            "parameters": {"saved": "saved", "both": "both"},
        },
        "hidden": {"hidden": "hidden"},
    }
    assert list(result["views"]["sessionParameters"]) == ["account-num", "hidden", "shown", "saved", "both"]
    assert xima.console("GET", "/cradle-to-grave?parameter=saved&value=saved").json() == [result["views"]["cradleToGrave"]]
    for name in ("hidden", "shown"):
        assert xima.console("GET", f"/cradle-to-grave?parameter={name}").json() == []


@pytest.mark.rule("xima.dip.flow.repeat")
def test_several_dips_add_up_and_a_key_that_is_returned_again_is_replaced_in_its_place(xima: XimaClient) -> None:
    second = {**parameters(shown=(False, False), new=(True, False)), "account-num": {**MIXED["both"], "value": "9"}}
    second["shown"]["value"] = "again"
    _, result = replying(xima, MIXED, second)
    assert list(result["views"]["sessionParameters"].items()) == [
        ("hidden", "hidden"), ("shown", "again"), ("saved", "saved"), ("both", "both"), ("new", "new"), ("account-num", "9"),
    ]  # fmt: skip
    assert [one["name"] for one in result["views"]["agentPanel"]] == ["both", "new", "account-num"]
    assert result["views"]["cradleToGrave"]["parameters"] == {"saved": "saved", "both": "both", "account-num": "9"}
    assert list(result["views"]["hidden"].items()) == [("hidden", "hidden"), ("shown", "again")]
    assert {finding["rule"] for finding in result["findings"]} == {"xima.dip.reply.overwrite"}


@pytest.mark.rule("xima.dip.flow.continue")
@pytest.mark.parametrize("reply", [{}, {"x": 1}])
def test_a_dip_that_finds_nothing_or_fails_leaves_all_as_it_was_and_the_flow_goes_on(xima: XimaClient, reply: Json) -> None:
    first, second = replying(xima, MIXED, reply)
    assert second["views"] == first["views"]
    assert second["continued"] is True
    assert second["outcome"] == ("failed" if reply else "no_match")
    assert xima.console("GET", "/calls/5004").json()["state"] == "active"


@pytest.mark.rule("xima.dip.flow.continue")
def test_a_failed_dip_may_end_the_flow_and_the_call_with_its_events(xima: XimaClient) -> None:
    xima.freeze()
    xima.switch(dip_failure_continuation="end-flow")
    result = replying(xima, {"x": 1}, then={"transferToAgentFrom": "account-num"})[0]
    assert (result["continued"], result["routing"], result["outcome"]) == (False, None, "failed")
    call = xima.console("GET", "/calls/5004").json()
    assert (call["state"], call["endTime"]) == ("finished", 1772555400000)
    assert [one["callId"] for one in xima.console("GET", "/deliveries").json()] == [5004]


def test_a_dip_that_found_nothing_does_not_end_the_flow(xima: XimaClient) -> None:
    xima.switch(dip_failure_continuation="end-flow")
    result = replying(xima, {})[0]
    assert (result["continued"], result["outcome"]) == (True, "no_match")


def test_404_may_be_no_match(xima: XimaClient) -> None:
    xima.switch(dip_404="no-match", dip_failure_continuation="end-flow")
    with receiving(http(b"", 404)) as receiver:
        result = xima.dip(receiver.url)
    assert (result["outcome"], result["reason"], result["verdict"], result["continued"]) == ("no_match", None, "warn", True)


@pytest.mark.parametrize(
    ("run", "variant", "mode"), [({}, "strict", "strict"), ({}, "lenient", "lenient"), ({"mode": "strict"}, "lenient", "strict")]
)
def test_the_mode_is_the_runs_or_the_variants(xima: XimaClient, run: Json, variant: str, mode: str) -> None:
    xima.switch(dip_mode=variant)
    result = replying(xima, {"n": {"value": 28, "displayToAgent": True, "saveToDatabase": True}}, **run)[0]
    assert result["mode"] == mode
    assert result["outcome"] == ("matched" if mode == "lenient" else "failed")


# --- Routing --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.flow.transfer")
@pytest.mark.parametrize(
    ("value", "agent"),
    [("Alan Jones(271)", "Alan Jones(271)"), ("Somebody(271)", "Alan Jones(271)"), ("a(1)(271)", "Alan Jones(271)"), ("Ghost(999)", None),
     ("(271)", None), ("271", None), ("Alan Jones(271) ", None), ("Agent1(200)", None), ("Alan Jones(２７１)", None)],
)  # fmt: skip
def test_a_returned_value_names_the_agent(xima: XimaClient, value: str, agent: str | None) -> None:
    reply = {"who": {"value": value, "displayToAgent": False, "saveToDatabase": False}}
    result = replying(xima, reply, then={"transferToAgentFrom": "who"})[0]
    extension = "271" if agent else None
    expected = {"action": "Transfer to Agent", "agent": agent, "extension": extension, "resolved": agent is not None}
    assert (result["routing"], result["continued"]) == (expected, True)
    assert xima.console("GET", "/calls/5004").json()["agentExtension"] == (extension or "112")


@pytest.mark.rule("xima.dip.flow.transfer")
def test_the_agent_is_named_by_any_session_parameter_after_every_outcome(xima: XimaClient) -> None:
    run: Json = {"callId": 5004, "call": {"sessionParameters": {"who": "Alan Jones(271)"}}, "then": {"transferToAgentFrom": "who"}}
    with receiving(http(b"", 500)) as receiver:
        assert xima.dip(receiver.url, **run)["routing"]["agent"] == "Alan Jones(271)"
    nobody = xima.dip(then={"transferToAgentFrom": "nothing"})["routing"]
    assert nobody == {"action": "Transfer to Agent", "agent": None, "extension": None, "resolved": False}
    assert xima.dip()["routing"] is None
