"""Single ACD contacts and their states, and who may ask the ACD API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import U3, CxoneClient, Json, rule_of
from tests.vendors.cxone_acd import LEG, POLLED, RECORD, UNIT, get, refusal

CLOSED_STATE = {
    "digitalContactStateId": 0,
    "digitalContactStateName": None,
    "isActive": False,
    "isWarehoused": True,
    "stateId": 5,
    "stateName": "Released",
}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- The contact itself ---------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.last-poll-time")
@pytest.mark.parametrize(
    "path", ["/contacts/8675309", "/contacts", "/contacts/completed", "/contacts/state-history", "/contacts/custom-data"]
)
def test_the_last_poll_is_now_on_the_clock_of_the_session(cxone: CxoneClient, path: str) -> None:
    cxone.advance(1.25)
    query = {"startDate": "2026-03-10", "endDate": "2026-03-11"}
    assert get(cxone, path, **query).json()["lastPollTime"] == "2026-03-10T16:01:01.250Z"


@pytest.mark.rule("nice_cxone.acd.contact-completed-shape", "nice_cxone.acd.last-poll-time")
@pytest.mark.parametrize("version", ["v2.0", "v23.0", "v34.0"])
def test_a_closed_contact_has_its_record_with_current_names_in_every_version_and_its_state(cxone: CxoneClient, version: str) -> None:
    response = get(cxone, "/contacts/8675309", version=version)
    record = {name: value for name, value in RECORD.items() if name != "divisionNo"} | CLOSED_STATE
    record["tags"] = [{"tagId": 9001, "tagName": "Harbor Coffee Roasters"}]
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert response.json() == {"businessUnitId": UNIT, "lastPollTime": POLLED, "contactId": record}
    assert list(response.json()["contactId"]) == list(record)


@pytest.mark.rule("nice_cxone.acd.contact-completed-shape")
def test_a_child_leg_is_a_contact_of_its_own_whose_record_is_derived_from_its_segment(cxone: CxoneClient) -> None:
    record = {name: value for name, value in LEG.items() if name != "divisionNo"} | CLOSED_STATE
    assert get(cxone, "/contacts/8675311").json()["contactId"] == record


def test_a_contact_that_was_not_recorded_is_not_logged(cxone: CxoneClient) -> None:
    record = get(cxone, "/contacts/8675402").json()["contactId"]
    wanted = {"isLogged": False, "isOutbound": True, "agentSeconds": 0, "acwSeconds": 0, "totalDurationSeconds": 61}
    assert {name: record[name] for name in wanted} == wanted


ACTIVE: Json = {
    "agentId": 20011,
    "agentStartDate": "2026-03-10T16:00:30.000Z",
    "campaignId": 300,
    "campaignName": "Merchant Services",
    "contactId": 8675310,
    "contactStartDate": "2026-03-10T16:00:05.000Z",
    "contactStateCategory": "Active",
    "digitalContactStateId": 0,
    "digitalContactStateName": None,
    "fileName": None,
    "firstName": "Priya",
    "fromAddress": "8015550177",
    "highProficiency": 0,
    "holdCount": 0,
    "isActive": True,
    "isLogged": True,
    "isOutbound": False,
    "isTakeover": False,
    "lastName": "Nair",
    "lastUpdateTime": "2026-03-10T16:00:05.000Z",
    "lowProficiency": 0,
    "masterContactId": 8675310,
    "mediaSubTypeId": None,
    "mediaSubTypeName": None,
    "mediaTypeId": 4,
    "mediaTypeName": "Phone Call",
    "pointOfContactId": 4101,
    "pointOfContactName": "Main line",
    "routingAttribute": 0,
    "skillId": 50001,
    "skillName": "Merchant Support",
    "stateId": 4,
    "stateName": "Active",
    "targetAgentId": 0,
    "teamId": 700,
    "teamName": "Support Tier 1",
    "toAddress": "8005550100",
    "transferIndicatorId": 0,
    "transferIndicatorName": None,
}


@pytest.mark.rule("nice_cxone.acd.contact-active-shape", "nice_cxone.acd.last-poll-time")
def test_an_open_contact_has_the_active_record_alone_and_in_the_list(cxone: CxoneClient) -> None:
    response = get(cxone, "/contacts/8675310")
    assert response.json() == {"businessUnitId": UNIT, "lastPollTime": POLLED, "contactId": ACTIVE}
    assert list(response.json()["contactId"]) == list(ACTIVE)
    assert get(cxone, "/contacts").json()["contacts"] == [ACTIVE]


@pytest.mark.rule("nice_cxone.acd.contact-completed-shape")
def test_a_contact_that_was_closed_changes_its_shape(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["8675310"]["totalSeconds"] = 54.5
    state["segments"]["a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77"]["endedAt"] = "2026-03-10T16:00:59.500Z"
    cxone.change(state)
    record = get(cxone, "/contacts/8675310").json()["contactId"]
    assert record | {"stateName": "Released", "totalDurationSeconds": 54.5, "agentSeconds": 29.5, "acwSeconds": 0} == record
    assert record["lastUpdateTime"] == "2026-03-10T16:01:00.500Z"
    history = get(cxone, "/contacts/8675310/state-history").json()["contactStateHistory"]
    assert [(entry["contactStateName"], entry["duration"]) for entry in history] == [("Active", "PT54.5S"), ("Released", "PT0S")]


@pytest.mark.rule("nice_cxone.acd.fields")
@pytest.mark.parametrize(
    ("fields", "members"),
    [
        ("contactId,stateName", {"contactId", "stateName"}),
        ("CONTACTID, contactstart ,fromAddr", {"contactId", "contactStartDate", "fromAddress"}),
        ("nothing", set()),
        ("nothing,tags", {"tags"}),
        (",", None),
        ("", None),
    ],
)
def test_fields_choose_members_in_any_case_and_either_spelling(cxone: CxoneClient, fields: str, members: set[str] | None) -> None:
    whole = get(cxone, "/contacts/8675309").json()["contactId"]
    chosen = get(cxone, "/contacts/8675309", fields=fields).json()["contactId"]
    assert chosen == {name: value for name, value in whole.items() if members is None or name in members}


# --- Unknown contacts -----------------------------------------------------------------------------------------------

SUB_RESOURCES = ["", "/files", "/state-history", "/statehistory", "/custom-data", "/hierarchy"]
UNKNOWN = ["1111111", "9900001", "abc", "0", "-8675309", "08675309", "8675309.0", "%2B8675309", "8675309%20", "٣", "9" * 5000]


@pytest.mark.rule("nice_cxone.acd.contact-unknown", "nice_cxone.gen.tenant-isolation", "nice_cxone.acd.error-form")
@pytest.mark.parametrize("behind", SUB_RESOURCES)
@pytest.mark.parametrize("contact", UNKNOWN, ids=lambda contact: contact[:10])
def test_a_contact_that_is_unknown_or_another_tenants_or_no_number_is_answered_404(cxone: CxoneClient, contact: str, behind: str) -> None:
    response = get(cxone, f"/contacts/{contact}{behind}")
    assert refusal(response) == (404, "Contact not found", b"")
    assert rule_of(response) == "nice_cxone.acd.contact-unknown"


@pytest.mark.rule("nice_cxone.gen.tenant-isolation")
@pytest.mark.parametrize("key", ["K5", "K6"])
def test_the_contacts_of_one_tenant_are_unknown_to_the_others(cxone: CxoneClient, key: str) -> None:
    assert refusal(get(cxone, "/contacts/8675309", key=key))[0] == 404
    assert get(cxone, "/contacts/9900001", key=key).status_code == (200 if key == "K5" else 404)
    found = get(cxone, "/contacts/completed", key=key)
    assert (found.json()["totalRecords"] if found.content else 0) == (1 if key == "K5" else 0)
    assert refusal(get(cxone, "/files", key=key, fileName="CallLog/2026-03-10/8675309.wav"))[0] == 404


# --- State history --------------------------------------------------------------------------------------------------


def entry(index: int, state: tuple[int, str], start: str, duration: str, **members: Any) -> Json:
    """Return an entry of the state history of 8675309, with members replaced."""
    return {
        "stateIndex": index,
        "contactId": "8675309",
        "contactStateId": state[0],
        "contactStateName": state[1],
        "digitalContactStateName": None,
        "digitalContactStateId": "0",
        "startDate": start,
        "isWarehoused": True,
        "agentId": 20011,
        "skillId": 50001,
        "skillName": "Merchant Support",
        "duration": duration,
        "divisionNo": 1,
    } | members


@pytest.mark.rule("nice_cxone.acd.state-history-path")
@pytest.mark.parametrize("path", ["state-history", "statehistory", "STATE-HISTORY", "StateHistory"])
def test_both_spellings_answer_the_states_of_a_contact_the_last_of_which_is_released(cxone: CxoneClient, path: str) -> None:
    assert get(cxone, f"/contacts/8675309/{path}").json() == {
        "contactStateHistory": [
            entry(0, (2, "PreQueue"), "2026-03-10T15:02:11.000Z", "PT9S"),
            entry(1, (3, "InQueue"), "2026-03-10T15:02:20.000Z", "PT34S"),
            entry(2, (8, "Routing"), "2026-03-10T15:02:54.000Z", "PT4S"),
            entry(3, (4, "Active"), "2026-03-10T15:02:58.000Z", "PT3M22S"),
            entry(4, (5, "Released"), "2026-03-10T15:06:20.000Z", "PT0S"),
        ]
    }


@pytest.mark.rule("nice_cxone.acd.state-history-path")
def test_other_contacts_are_active_and_then_released_and_open_ones_only_active(cxone: CxoneClient) -> None:
    closed = get(cxone, "/contacts/8675401/state-history").json()["contactStateHistory"]
    email = {"contactId": "8675401", "agentId": 20012, "skillId": 50004, "skillName": "Email Support"}
    assert closed == [
        entry(0, (4, "Active"), "2026-03-07T13:00:00.000Z", "PT15M", **email),
        entry(1, (5, "Released"), "2026-03-07T13:15:00.000Z", "PT0S", **email),
    ]
    assert get(cxone, "/contacts/8675310/statehistory").json()["contactStateHistory"] == [
        entry(0, (4, "Active"), "2026-03-10T16:00:05.000Z", "PT0S", contactId="8675310", isWarehoused=False)
    ]


def test_a_long_state_is_told_in_hours(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["70747979"]["totalSeconds"] = 7384
    cxone.change(state)
    assert get(cxone, "/contacts/70747979/statehistory").json()["contactStateHistory"][0]["duration"] == "PT2H3M4S"


# --- Who may ask ----------------------------------------------------------------------------------------------------

EVERY = [
    "/contacts",
    "/contacts/completed",
    *(f"/contacts/8675309{behind}" for behind in SUB_RESOURCES),
    "/contacts/state-history?startDate=2026-03-10&endDate=2026-03-11",
    "/contacts/custom-data?startDate=2026-03-10",
    "/files?fileName=CallLog/2026-03-10/8675309.wav",
    "/business-unit",
    "/server-time",
]


@pytest.mark.rule("nice_cxone.acd.no-permission")
@pytest.mark.parametrize("path", EVERY)
def test_no_permission_is_asked_for(cxone: CxoneClient, path: str) -> None:
    state = cxone.state
    state["users"][U3]["permissions"] = []
    cxone.change(state)
    assert cxone.send("GET", f"/incontactapi/services/v33.0{path}", key="K3").status_code == 200


@pytest.mark.rule("nice_cxone.auth.bearer-required-acd", "nice_cxone.acd.error-form")
@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer x", "Basic eDp5"])
@pytest.mark.parametrize("path", [*EVERY, "/contacts/1111111", "/files", "/contacts/completed?top=x"])
def test_a_call_without_a_good_token_is_answered_401_before_anything_else(cxone: CxoneClient, path: str, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    response = cxone.send("GET", f"/incontactapi/services/v33.0{path}", key=None, headers=headers)
    assert refusal(response) == (401, "Invalid or expired token", b"")
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert rule_of(response) == "nice_cxone.auth.bearer-required-acd"


@pytest.mark.rule("nice_cxone.auth.bearer-required-acd")
def test_a_token_that_expired_is_answered_401(cxone: CxoneClient) -> None:
    headers = {"Authorization": f"Bearer {cxone.token()}"}
    cxone.advance(3599)
    assert cxone.send("GET", "/incontactapi/services/v33.0/server-time", headers=headers).status_code == 200
    cxone.advance(1)
    assert refusal(cxone.send("GET", "/incontactapi/services/v33.0/server-time", headers=headers))[0] == 401
