"""What happens to calls, and what administrators and agents do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.vendors.xima import FULL, UNAUTHORIZED, Json, XimaClient, refusal, rule_of

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def refused(answer: Any) -> tuple[int, str, Any]:
    """Return status, error and detail of a refusal by the console."""
    body = answer.json()
    assert list(body) == ["error", "detail"]
    return answer.status_code, body["error"], body["detail"]


# --- Calls ----------------------------------------------------------------------------------------------------------


def test_a_call_begins_with_what_is_known_of_it(xima: XimaClient) -> None:
    xima.freeze()
    body: Json = {
        "externalNumber": "1", "callerId": "c", "dnis": "d", "tag": "t", "location": "l", "sipHeaders": {"To": "x"},
        "sessionParameters": {"pin": "1"}, "tenant": "acme-ns", "callDirection": "OUTBOUND", "state": "ringing-agent", "dialedNumber": "91",
        "skill": "CC Sales", "agentExtension": "253", "accountCodes": ["a"],
    }  # fmt: skip
    answer = xima.console("POST", "/calls", body)
    call = answer.json()
    assert (answer.status_code, call["callId"]) == (201, 5005)
    assert re.fullmatch(UUID, call.pop("uuid"))
    pin = {"name": "pin", "value": "1", "displayToAgent": False, "saveToDatabase": False, "origin": "ivr"}
    assert call == {
        **body, "callId": 5005, "startTime": 1772555400000, "endTime": None, "callKey": None, "sessionParameters": [pin], "storyline": None,
    }  # fmt: skip
    assert {name: value for name, value in xima.console("GET", "/calls/5005").json().items() if name != "uuid"} == call
    assert [one["callId"] for one in xima.console("GET", "/calls").json()] == [4990, 5001, 5002, 5003, 5004, 5005]


def test_a_call_needs_nothing(xima: XimaClient) -> None:
    call = xima.console("POST", "/calls", {"externalNumber": None}).json()
    assert (call["tenant"], call["callDirection"], call["state"], call["tag"]) == ("summit-payments", "INBOUND", "active", None)
    assert (call["accountCodes"], call["sipHeaders"], call["sessionParameters"]) == ([], {}, [])


@pytest.mark.parametrize(
    ("body", "field"),
    [({"tenant": "nobody"}, "tenant"), ({"state": "finished"}, "state"), ({"callDirection": "in"}, "callDirection"),
     ({"callId": 7}, "callId"),
     ({"accountCodes": "x"}, "accountCodes"), ({"tag": 1}, "tag")],
)  # fmt: skip
def test_a_call_that_does_not_fit_is_refused(xima: XimaClient, body: Json, field: str) -> None:
    before = xima.state
    answer = xima.console("POST", "/calls", body)
    assert (answer.status_code, answer.json()["detail"]["field"]) == (400, field)
    assert xima.state == before


@pytest.mark.parametrize("call_id", ["1", "x", "-1", "05004x", "٥", "9" * 40])
def test_an_unknown_call_is_answered_404(xima: XimaClient, call_id: str) -> None:
    assert refused(xima.console("GET", f"/calls/{call_id}")) == (404, "unknown call", {"callId": call_id})
    assert refused(xima.console("POST", f"/calls/{call_id}/finish"))[0] == 404


@pytest.mark.rule("xima.call.finish")
def test_a_call_finishes_once(xima: XimaClient) -> None:
    xima.freeze()
    before = xima.state
    answer = xima.console("POST", "/calls/5004/finish", content=b"{ignored")
    assert answer.status_code == 200
    assert list(answer.json()) == ["call", "deliveries"]
    call = answer.json()["call"]
    key = "5ab8f034-62e7-4c19-8d50-f2917c3be640-1772553600000-1772555400000"
    assert (call["callId"], call["state"], call["endTime"], call["callKey"]) == (5004, "finished", 1772555400000, key)
    after = xima.state
    assert after["agents"]["112"]["activeRecording"] == "NO_RECORDING"
    assert (after["recordings"], after["agents"]["104"]) == (before["recordings"], before["agents"]["104"])
    again = xima.console("POST", "/calls/5004/finish")
    assert (refused(again), rule_of(again)) == ((400, "The call has already finished.", {"callId": 5004}), "xima.call.finish")
    assert xima.state == after


@pytest.mark.rule("xima.call.finish")
def test_a_call_that_rings_at_an_agent_may_finish_without_one(xima: XimaClient) -> None:
    xima.console("POST", "/calls", {"state": "ringing-agent", "agentExtension": "999"})
    assert xima.console("POST", "/calls/5005/finish").json()["call"]["state"] == "finished"
    assert xima.answered("xima.call.finish") == 1


# --- Cradle to Grave ------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.view.database")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [5004, 5003, 5002, 5001, 4990]),
        ("?parameter=age", [5001]),
        ("?parameter=age&value=41", [5001]),
        ("?parameter=age&value=4", []),
        ("?parameter=Age", []),
        ("?parameter=language", []),
        ("?parameter=account-num&value=76541643", [5001]),
        ("?parameter=name&value=dana whitfield", []),
        ("?parameter=is-vip&value=", []),
    ],
)
def test_calls_are_found_by_saved_values_newest_first(xima: XimaClient, query: str, found: list[int]) -> None:
    answer = xima.console("GET", f"/cradle-to-grave{query}")
    assert (answer.status_code, [row["callId"] for row in answer.json()]) == (200, found)
    assert xima.answered("xima.dip.view.database") == 1


def test_a_value_alone_says_nothing(xima: XimaClient) -> None:
    detail = {"field": "value", "reason": "it needs a parameter"}
    assert refused(xima.console("GET", "/cradle-to-grave?value=41")) == (400, "invalid query", detail)


def test_a_row_is_in_the_time_of_its_tenant(xima: XimaClient) -> None:
    state = xima.state
    state["tenants"]["acme-ns"]["utcOffset"] = "+05:30"
    state["calls"]["5003"] |= {"tenant": "acme-ns", "startTime": 1772553600000}
    xima.change(state)
    rows = xima.console("GET", "/cradle-to-grave").json()
    assert [row["callId"] for row in rows] == [5004, 5003, 5002, 5001, 4990]
    assert rows[1] == {
        "callId": 5003, "callDirection": "INBOUND", "startTime": "2026-03-03T21:30:00.000+05:30", "externalParty": "8015550111",
        "parameters": {},
    }  # fmt: skip


# --- Service Users --------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.service-user.name-only")
def test_a_service_user_is_made_of_a_name(xima: XimaClient) -> None:
    answer = xima.console("POST", "/service-users", {"name": "CRM sync"})
    user = answer.json()
    assert re.fullmatch("xsu-[0-9a-f]{32}", user["token"])
    assert (answer.status_code, user) == (
        201,
        {
            "id": "su-crm-sync", "tenant": "summit-payments", "name": "CRM sync", "token": user["token"],
            "grants": ["historic-data", "realtime-metrics", "recordings", "agents", "skills", "click-to-dial", "active-recording"],
            "agentExtensions": None, "skills": None, "expiresAt": None,
        },
    )  # fmt: skip
    assert len(xima.get("/agents", token=user["token"]).json()["agents"]) == 5
    assert xima.console("GET", "/service-users").json()[-1] == user
    second = xima.console("POST", "/service-users", {"name": "CRM sync", "tenant": "acme-ns"}).json()
    assert (second["id"], second["token"] == user["token"]) == ("su-crm-sync-2", False)
    assert xima.answered("xima.service-user.name-only") == 2


def test_a_service_user_may_be_limited_and_expire(xima: XimaClient) -> None:
    body = {"name": "x", "grants": ["agents"], "agentExtensions": ["271"], "skills": [], "expiresAt": "2999-01-01T00:00:00.5+01:00"}
    user = xima.console("POST", "/service-users", body).json()
    assert {name: user[name] for name in body} == {**body, "expiresAt": "2998-12-31T23:00:00.500000Z"}
    assert xima.get("/agents", token=user["token"]).json()["agents"] == [{"agent": "Alan Jones(271)", "type": "XIMA"}]


def test_a_service_user_is_changed_member_by_member(xima: XimaClient) -> None:
    before = next(one for one in xima.console("GET", "/service-users").json() if one["id"] == "su-support")
    steps: list[Json] = [
        {}, {"grants": []}, {"agentExtensions": None}, {"skills": ["Sales"]}, {"expiresAt": "2999-01-01T00:00:00Z"}, {"expiresAt": None},
    ]  # fmt: skip
    for step in steps:
        before |= step
        answer = xima.console("PATCH", "/service-users/su-support", step)
        assert (answer.status_code, answer.json()) == (200, before)


@pytest.mark.rule("xima.service-user.name-fixed")
@pytest.mark.parametrize("body", [{"name": "x"}, {"name": None, "grants": "x"}, {"name": "Support scope"}])
def test_the_name_of_a_service_user_cannot_be_changed(xima: XimaClient, body: Json) -> None:
    before = xima.state
    answer = xima.console("PATCH", "/service-users/su-support", body)
    detail = {"field": "name", "reason": "fixed"}
    assert refused(answer) == (400, "The name of a service user cannot be changed.", detail)
    assert rule_of(answer) == "xima.service-user.name-fixed"
    assert xima.state == before


@pytest.mark.rule("xima.service-user.refresh", "xima.auth.refreshed")
def test_a_refresh_makes_the_old_token_void_at_once(xima: XimaClient) -> None:
    tokens = [FULL]
    for _ in range(2):
        answer = xima.console("POST", "/service-users/su-full/refresh", content=b"x")
        assert answer.status_code == 200
        tokens.append(answer.json()["token"])
        assert re.fullmatch("xsu-[0-9a-f]{32}", tokens[-1])
        assert "formerTokens" not in answer.json()
        assert xima.get("/agents", token=tokens[-1]).status_code == 200
        for old in tokens[:-1]:
            assert refusal(xima.get("/agents", token=old)) == (401, UNAUTHORIZED, "xima.auth.refreshed")
    assert xima.state["serviceUsers"]["su-full"]["formerTokens"] == tokens[:2]
    assert xima.answered("xima.service-user.refresh") == 2
    xima.change(xima.state)
    assert refusal(xima.get("/agents", token=FULL))[2] == "xima.auth.refreshed"
    assert xima.get("/agents", token=tokens[2]).status_code == 200


@pytest.mark.parametrize("field", ["grants", "agentExtensions", "skills", "expiresAt"])
@pytest.mark.parametrize("value", [1, "x", ["x", 1], {}])
def test_access_that_does_not_fit_is_refused(xima: XimaClient, field: str, value: Any) -> None:
    for method, path in (("PATCH", "/service-users/su-full"), ("POST", "/service-users")):
        answer = xima.console(method, path, {**({"name": "x"} if method == "POST" else {}), field: value})
        assert answer.status_code == 400
        assert answer.json()["detail"]["field"].startswith(field)


USERS = "/service-users"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "detail"),
    [
        ("POST", USERS, {}, 400, {"field": "name", "reason": "missing"}),
        ("POST", USERS, {"name": ""}, 400, {"field": "name", "reason": "string_too_short"}),
        ("POST", USERS, {"name": "x", "tenant": "y"}, 400, {"field": "tenant", "reason": "there is no such tenant"}),
        ("POST", USERS, {"name": "x", "token": "y"}, 400, {"field": "token", "reason": "extra_forbidden"}),
        ("PATCH", f"{USERS}/x", {"name": "y"}, 404, {"id": "x"}),
        ("POST", f"{USERS}/x/refresh", {}, 404, {"id": "x"}),
        ("PATCH", f"{USERS}/su-full", {"expiresAt": "0001-01-01T00:00:00+01:00"}, 400, {"field": "expiresAt", "reason": "time"}),
        ("PATCH", f"{USERS}/su-full", {"grants": None}, 400, {"field": "grants", "reason": "list_type"}),
        ("PATCH", f"{USERS}/su-full", [], 400, {"field": "", "reason": "model_type"}),
    ],
)
def test_other_faults_are_refused(xima: XimaClient, method: str, path: str, body: Any, status: int, detail: Any) -> None:
    error = "unknown service user" if status == 404 else "invalid body"
    assert refused(xima.console(method, path, body)) == (status, error, detail)


def test_a_change_must_be_json(xima: XimaClient) -> None:
    assert refused(xima.console("PATCH", "/service-users/su-full", content=b"{"))[2] == {"field": "", "reason": "json_invalid"}
