"""The recording of a running call: its status, and what switches it."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.cxone import U3, U4, U5, CxoneClient, Json, rule_of
from tests.vendors.cxone_business_data import CONSOLE, LIVE, LIVE_INTERACTION, LIVE_SEGMENT

BASE = "/interaction-recording-management-service/v1/interactions"
NO_CALL = {"description": "No active interaction for this user", "httpStatus": "NOT_FOUND"}
DONE = {"description": "Success", "contactId": "8675310", "httpStatus": "OK"}
WITH_INTERACTION = {"description": "Success", "contactId": "8675310", "interactionId": LIVE_INTERACTION, "httpStatus": "OK"}

ACTIONS: dict[str, tuple[str, Json | None, str | None, str | None]] = {
    # Its own parameters, then what it answers, and the reason and the status that follow (`None`: as before).
    "mask": ("", None, "Mask", "Stopped"),
    "unmask": ("", None, "Policy", "Recording"),
    "start-recording-on-demand": ("&mediaType=voiceAndScreen", DONE, "RecordOnDemand", "Recording"),
    "stop-recording-on-demand": ("", DONE, "StopOnDemand", "Stopped"),
    "do-not-record": ("", DONE, "CustomerDisconsent", "Stopped"),
    "start-screen-interaction-recording": ("&recordingDuration=60", WITH_INTERACTION, None, None),
    "stop-screen-interaction-recording": ("&contactId=8675310", DONE, None, None),
}


def act(cxone: CxoneClient, action: str, user: str = U3, *, key: str | None = "K2") -> httpx.Response:
    """Call one of the actions, with all parameters that it takes."""
    return cxone.send("POST", f"{BASE}/{action}?userId={user}{ACTIONS[action][0]}", key=key)


def status(cxone: CxoneClient, user: str = U3, *, key: str | None = "K2") -> httpx.Response:
    """Ask how the recording stands."""
    return cxone.send("GET", f"{BASE}/get-recording-status", params={"userId": user}, key=key)


def shown(reason: str, recording: str) -> Json:
    """Return a recording status of the live call."""
    return {
        "contactId": "8675310",
        "segmentId": LIVE_SEGMENT,
        "interactionId": LIVE_INTERACTION,
        "statusReason": reason,
        "recordingStatusToAgent": recording,
        "recordingStatusFromAgent": recording,
    }


def test_at_first_a_call_is_recorded_by_policy(cxone: CxoneClient) -> None:
    answer = status(cxone)
    assert (answer.status_code, answer.json()) == (200, shown("Policy", "Recording"))
    assert list(answer.json()) == list(shown("", ""))
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.live.get-recording-status; documented"


@pytest.mark.parametrize("action", ACTIONS)
def test_the_status_follows_the_last_action(cxone: CxoneClient, action: str) -> None:
    _, told, reason, recording = ACTIONS[action]
    for before in ("unmask", "mask"):
        assert act(cxone, before).status_code == 200
        stood = ("Policy", "Recording") if before == "unmask" else ("Mask", "Stopped")
        answer = act(cxone, action)
        assert answer.status_code == 200
        assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.live.recording-control; documented"
        if told is None:
            assert answer.content == b""
        else:
            assert answer.json() == told
            assert list(answer.json()) == list(told)
        assert status(cxone).json() == shown(reason or stood[0], recording or stood[1])


def test_a_live_update_of_business_data_is_an_action_too(cxone: CxoneClient) -> None:
    assert act(cxone, "mask").status_code == 200
    updated = cxone.send("POST", f"{BASE}/business-data-update?userId={U3}", json=[{"CaseId": "7"}])
    assert updated.status_code == 200
    assert status(cxone).json() == shown("BusinessData", "Recording")


def test_a_refused_live_update_is_none(cxone: CxoneClient) -> None:
    assert cxone.send("POST", f"{BASE}/business-data-update?userId={U3}", json=[{"No": "7"}]).status_code == 400
    assert status(cxone).json() == shown("Policy", "Recording")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_body_and_permissions_do_not_matter(cxone: CxoneClient, action: str) -> None:
    answer = cxone.send("POST", f"{BASE}/{action}?userId={U3.upper()}{ACTIONS[action][0]}", key="K3", body=b"{nothing")
    assert answer.status_code == 200


@pytest.mark.rule("nice_cxone.live.user-required")
@pytest.mark.parametrize("query", ["", "?userId=", "?userid=x", f"?userId=&userId={U3}"])
def test_the_query_must_name_a_user(cxone: CxoneClient, query: str) -> None:
    told = {"description": "Missing parameter userId", "httpStatus": "BAD_REQUEST"}
    for method, action in (("GET", "get-recording-status"), *(("POST", action) for action in ACTIONS)):
        answer = cxone.send(method, f"{BASE}/{action}{query}")
        assert (answer.status_code, answer.json()) == (400, told)
        assert rule_of(answer) == "nice_cxone.live.user-required"


@pytest.mark.rule("nice_cxone.live.user-required")
@pytest.mark.parametrize(
    ("action", "name"), [("start-screen-interaction-recording", "recordingDuration"), ("stop-screen-interaction-recording", "contactId")]
)
@pytest.mark.parametrize("user", [U3, U4])
def test_the_screen_actions_require_a_parameter_of_their_own(cxone: CxoneClient, action: str, name: str, user: str) -> None:
    for query in ("", f"&{name}="):
        answer = cxone.send("POST", f"{BASE}/{action}?userId={user}{query}")
        assert (answer.status_code, answer.json()) == (400, {"description": f"Missing parameter {name}", "httpStatus": "BAD_REQUEST"})
        assert rule_of(answer) == "nice_cxone.live.user-required"


@pytest.mark.rule("nice_cxone.live.no-call")
@pytest.mark.parametrize(("user", "key"), [(U4, "K2"), ("nobody", "K2"), (U5, "K2"), (U3, "K5")])
def test_a_user_who_is_in_no_call_is_not_found(cxone: CxoneClient, user: str, key: str) -> None:
    for answer in (status(cxone, user, key=key), *(act(cxone, action, user, key=key) for action in ACTIONS)):
        assert (answer.status_code, answer.json()) == (404, NO_CALL)
        assert rule_of(answer) == "nice_cxone.live.no-call"


@pytest.mark.rule("nice_cxone.live.no-call")
def test_a_call_that_has_ended_is_not_found(cxone: CxoneClient) -> None:
    assert cxone.http.post(f"{CONSOLE}/contacts/{LIVE}/close").status_code == 200
    assert status(cxone).json() == NO_CALL
    assert act(cxone, "mask").json() == NO_CALL


@pytest.mark.rule("nice_cxone.auth.bearer-required")
def test_a_token_is_needed(cxone: CxoneClient) -> None:
    for answer in (status(cxone, key=None), *(act(cxone, action, key=None) for action in ACTIONS)):
        assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})


@pytest.mark.rule("nice_cxone.gen.unknown-path")
@pytest.mark.parametrize("action", ["hold", "Mask", "mask%20", "mask;x", "business-data-update2"])
@pytest.mark.parametrize("key", [None, "K2"])
def test_another_action_is_no_path(cxone: CxoneClient, action: str, key: str | None) -> None:
    answer = cxone.send("POST", f"{BASE}/{action}?userId={U3}", key=key)
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})
    assert rule_of(answer) == "nice_cxone.gen.unknown-path"


@pytest.mark.rule("nice_cxone.gen.wrong-method")
@pytest.mark.parametrize(("method", "action"), [("GET", "mask"), ("PUT", "business-data-update"), ("DELETE", "do-not-record")])
def test_a_known_path_under_another_method_is_told(cxone: CxoneClient, method: str, action: str) -> None:
    answer = cxone.send(method, f"{BASE}/{action}?userId={U3}")
    assert (answer.status_code, answer.json()) == (405, {"message": "Method Not Allowed"})
    assert answer.headers["Allow"] == "POST"


def test_the_status_cannot_be_posted_though_actions_are(app: Starlette) -> None:
    # Without the contract's checks: no operation's document has a 405, and this path is found as an action's first.
    plain = CxoneClient(httpx.Client(transport=InProcess(app), base_url="http://sandbox"))
    answer = plain.send("POST", f"{BASE}/get-recording-status?userId={U3}")
    assert (answer.status_code, answer.json()) == (405, {"message": "Method Not Allowed"})
    assert answer.headers["Allow"] == "GET"
