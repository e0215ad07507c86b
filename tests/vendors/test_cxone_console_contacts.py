"""The console: what happens on calls."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import T1, T2, U3, U4, U5, U6, CxoneClient, Json
from tests.vendors.cxone_business_data import (
    CALL,
    CONSOLE,
    FIRST,
    LEG,
    LIVE,
    LIVE_SEGMENT,
    NO_SEGMENT,
    NOT_RECORDED,
    OMARS,
    read_back,
    values,
)

NOW = "2026-03-10T16:01:00Z"
LIVE_SHOWN: Json = {
    "contactId": LIVE,
    "masterContactId": LIVE,
    "tenantId": T1,
    "userId": U3,
    "mediaTypeId": 4,
    "skillId": 50001,
    "fromAddress": "8015550177",
    "toAddress": "8005550100",
    "isOutbound": False,
    "startedAt": "2026-03-10T16:00:05Z",
    "endedAt": None,
    "segments": [LIVE_SEGMENT],
}


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def post(cxone: CxoneClient, path: str, **body: Any) -> httpx.Response:
    """Let something happen on a call."""
    return cxone.http.post(f"{CONSOLE}/contacts{path}", json=body)


def refused(answer: httpx.Response) -> tuple[int, str, Any]:
    """Return status, error and detail of a refusal."""
    assert list(answer.json()) == ["error", "detail"]
    return answer.status_code, answer.json()["error"], answer.json()["detail"]


# --- Open ---


def test_a_contact_begins_at_the_clock_with_a_running_segment(cxone: CxoneClient) -> None:
    answer = post(cxone, "", userId=U5)
    assert answer.status_code == 201
    assert answer.headers["X-Sandbox-Operation"] == "nice_cxone.console.contacts.open; chosen"
    made = answer.json()
    assert made == {
        "contactId": OMARS + 1,
        "masterContactId": OMARS + 1,
        "tenantId": T2,
        "userId": U5,
        "mediaTypeId": 4,
        "skillId": 60001,
        "fromAddress": "",
        "toAddress": "",
        "isOutbound": False,
        "startedAt": NOW,
        "endedAt": None,
        "segments": made["segments"],
    }
    state = cxone.state
    contact = state["contacts"][str(OMARS + 1)]
    assert (contact["campaignId"], contact["pointOfContactId"], contact["totalSeconds"]) == (400, 4201, None)
    segment = state["segments"][made["segments"][0]]
    assert (segment["contactId"], segment["legId"], segment["userId"]) == (OMARS + 1, OMARS + 1, U5)
    assert (segment["startedAt"], segment["endedAt"], segment["openReason"], segment["values"]) == (NOW, None, "SEGMENT", {})


def test_everything_about_a_new_contact_can_be_given(cxone: CxoneClient) -> None:
    given: Json = {
        "userId": U4.upper(), "contactId": 42, "mediaTypeId": 3, "skillId": 50003, "fromAddress": "dana@x.example", "toAddress": "web",
        "isOutbound": True, "recorded": False,
    }  # fmt: skip
    answer = post(cxone, "", **given)
    assert answer.status_code == 201
    expected = {name: value for name, value in given.items() if name != "recorded"}
    times = {"startedAt": NOW, "endedAt": None}
    assert answer.json() == {**expected, "userId": U4, "masterContactId": 42, "tenantId": T1, **times, "segments": []}
    assert cxone.state["contacts"]["42"]["recordingId"] is None


def test_a_tenant_without_skills_can_have_calls_too(cxone: CxoneClient) -> None:
    made = post(cxone, "", userId=U6).json()
    assert (made["skillId"], len(made["segments"])) == (0, 1)
    assert post(cxone, f"/{made['contactId']}/close").status_code == 200


def test_a_child_leg_has_its_segment_on_the_master_contact(cxone: CxoneClient) -> None:
    made = post(cxone, "", userId=U4, masterContactId=LIVE).json()
    leg, (segment,) = made["contactId"], made["segments"]
    state = cxone.state
    assert (made["masterContactId"], state["contacts"][str(LIVE)]["legs"]) == (LIVE, [leg])
    assert state["contacts"][str(LIVE)]["segments"] == [LIVE_SEGMENT, segment]
    assert (state["segments"][segment]["contactId"], state["segments"][segment]["legId"]) == (LIVE, leg)
    assert state["contacts"][str(leg)]["segments"] == []


@pytest.mark.parametrize(
    ("body", "status", "error", "detail"),
    [
        ({"userId": "nobody"}, 404, "unknown user", {"userId": "nobody"}),
        ({"userId": U3, "contactId": CALL}, 409, "the contact exists", {"contactId": CALL}),
        ({"userId": U3, "skillId": 60001}, 404, "unknown skill", {"skillId": 60001}),
        ({"userId": U3, "masterContactId": 1}, 404, "unknown contact", {"masterContactId": 1}),
        ({"userId": U5, "masterContactId": LIVE}, 404, "unknown contact", {"masterContactId": LIVE}),
        ({"userId": U3, "masterContactId": LEG}, 409, "the contact is a leg itself", {"masterContactId": LEG}),
        ({"userId": U3, "masterContactId": CALL}, 409, "the contact is closed", {"contactId": CALL}),
        ({}, 400, "invalid body", {"field": "userId", "reason": "missing"}),
        ({"userId": U3, "contactId": "42"}, 400, "invalid body", {"field": "contactId", "reason": "int_type"}),
        ({"userId": U3, "contactId": 0}, 400, "invalid body", {"field": "contactId", "reason": "greater_than_equal"}),
        ({"userId": U3, "contactId": 10**18}, 400, "invalid body", {"field": "contactId", "reason": "less_than"}),
        ({"userId": U3, "mediaTypeId": 2}, 400, "invalid body", {"field": "mediaTypeId", "reason": "literal_error"}),
        ({"userId": U3, "recorded": 1}, 400, "invalid body", {"field": "recorded", "reason": "bool_type"}),
        ({"userId": U3, "from": ""}, 400, "invalid body", {"field": "from", "reason": "extra_forbidden"}),
    ],
)
def test_a_contact_that_cannot_be_is_refused(cxone: CxoneClient, body: Json, status: int, error: str, detail: Json) -> None:
    before = cxone.state
    assert refused(post(cxone, "", **body)) == (status, error, detail)
    assert cxone.state == before


# --- Transfer ---


def test_a_transfer_ends_the_running_segment_and_begins_another(cxone: CxoneClient) -> None:
    answer = post(cxone, f"/{LIVE}/segments", userId=U4, segmentId="ABCDEF00-0000-4000-8000-000000000000")
    assert answer.status_code == 201
    assert answer.json() == {
        "segmentId": "abcdef00-0000-4000-8000-000000000000",
        "contactId": LIVE,
        "acdContactId": LIVE,
        "userId": U4,
        "mediaTypeId": 4,
        "startedAt": NOW,
        "endedAt": None,
        "openReason": "TRANSFER",
        "closeReason": None,
        "values": {},
    }
    state = cxone.state
    assert state["contacts"][str(LIVE)]["segments"] == [LIVE_SEGMENT, "abcdef00-0000-4000-8000-000000000000"]
    ended = state["segments"][LIVE_SEGMENT]
    assert (ended["endedAt"], ended["closeReason"]) == (NOW, "TRANSFER")


def test_a_contact_of_which_nothing_was_recorded_can_be_recorded_from_then_on(cxone: CxoneClient) -> None:
    made = post(cxone, "", userId=U3, recorded=False).json()
    added = post(cxone, f"/{made['contactId']}/segments", userId=U3, mediaTypeId=3).json()
    assert (added["mediaTypeId"], cxone.state["contacts"][str(made["contactId"])]["recordingId"] is None) == (3, False)
    assert post(cxone, f"/{made['contactId']}/close").json()["segments"] == [added["segmentId"]]
    assert cxone.put(made["contactId"], [{"CaseId": "7"}]).status_code == 204


@pytest.mark.parametrize(
    ("contact", "body", "status", "error", "detail"),
    [
        (CALL, {"userId": U4}, 409, "the contact is closed", {"contactId": CALL}),
        (1, {"userId": U4}, 404, "unknown contact", {"contactId": "1"}),
        ("x", {"userId": U4}, 404, "unknown contact", {"contactId": "x"}),
        (LIVE, {"userId": "nobody"}, 404, "unknown user", {"userId": "nobody"}),
        (LIVE, {"userId": U5}, 404, "unknown user", {"userId": U5}),
        (LIVE, {"userId": U4, "segmentId": FIRST.upper()}, 409, "the segment exists", {"segmentId": FIRST}),
        (LIVE, {"userId": U4, "segmentId": "x"}, 400, "invalid body", {"field": "segmentId", "reason": "string_pattern_mismatch"}),
        (LIVE, {"userId": U4, "segmentId": f"{FIRST}\n"}, 400, "invalid body", {"field": "segmentId", "reason": "string_pattern_mismatch"}),
    ],
)
def test_a_transfer_that_cannot_be_is_refused(
    cxone: CxoneClient, contact: int | str, body: Json, status: int, error: str, detail: Json
) -> None:
    before = cxone.state
    assert refused(post(cxone, f"/{contact}/segments", **body)) == (status, error, detail)
    assert cxone.state == before


# --- Close ---


def test_a_contact_ends_at_the_clock_and_can_be_updated_from_then_on(cxone: CxoneClient) -> None:
    cxone.advance(4.5)
    answer = post(cxone, f"/{LIVE}/close")
    assert (answer.status_code, answer.json()) == (200, {**LIVE_SHOWN, "endedAt": "2026-03-10T16:01:04.500000Z"})
    state = cxone.state
    assert state["contacts"][str(LIVE)]["totalSeconds"] == 59.5
    segment = state["segments"][LIVE_SEGMENT]
    assert (segment["endedAt"], segment["closeReason"]) == ("2026-03-10T16:01:04.500000Z", "CONTACT")
    assert cxone.put(LIVE, [{"CaseId": "7"}]).status_code == 204
    assert read_back(cxone, LIVE) == {"CaseId": "7"}


def test_the_legs_of_a_master_contact_end_with_it(cxone: CxoneClient) -> None:
    first, second = (post(cxone, "", userId=U4, masterContactId=LIVE).json() for _ in range(2))
    assert post(cxone, f"/{first['contactId']}/close").json()["endedAt"] == NOW
    state = cxone.state
    assert state["contacts"][str(LIVE)]["totalSeconds"] is None
    assert [state["segments"][one]["endedAt"] for one in (LIVE_SEGMENT, *first["segments"], *second["segments"])] == [None, NOW, None]
    cxone.advance(10)
    assert post(cxone, f"/{LIVE}/close").json()["segments"] == [LIVE_SEGMENT, *first["segments"], *second["segments"]]
    state = cxone.state
    assert [state["contacts"][str(one["contactId"])]["totalSeconds"] for one in (first, second)] == [0, 10]
    assert state["segments"][first["segments"][0]]["endedAt"] == NOW
    assert state["segments"][second["segments"][0]]["endedAt"] == "2026-03-10T16:01:10Z"


def test_a_contact_ends_once(cxone: CxoneClient) -> None:
    for contact in (CALL, LEG, NOT_RECORDED):
        assert refused(post(cxone, f"/{contact}/close")) == (409, "the contact is closed", {"contactId": contact})
    assert refused(post(cxone, "/0/close")) == (404, "unknown contact", {"contactId": "0"})


# --- Meta-data ---


def test_meta_data_of_a_script_go_to_the_running_segment_as_far_as_they_fit(cxone: CxoneClient) -> None:
    cxone.switch(value_typing="strict", unknown_field="reject", multi_key_item="reject", null_value="clear")
    body = b"""{"AccountNumber": 5, "No": "x", "Escalated": " TRUE ", "InvoiceTotal": "many", "CaseId": null, "business_data_name3": 1.50,
                "LegacyCampaign": "x", "business_data_name2": 1, "business_data_name1": {"a": 1}, "IssueType": ""}"""
    answer = cxone.http.post(f"{CONSOLE}/contacts/{LIVE}/meta-data", content=body)
    assert (answer.status_code, answer.json()) == (200, {"stored": ["AccountNumber", "Escalated", "business_data_name3", "IssueType"]})
    assert values(cxone, LIVE_SEGMENT) == {"AccountNumber": "5", "Escalated": "true", "business_data_name3": "1.50", "IssueType": ""}
    post(cxone, f"/{LIVE}/segments", userId=U4, segmentId=NO_SEGMENT)
    assert post(cxone, f"/{LIVE}/meta-data", CaseId="7").json() == {"stored": ["CaseId"]}
    assert values(cxone, NO_SEGMENT) == {"CaseId": "7"}


def test_meta_data_of_a_leg_go_to_the_segment_of_that_leg_and_of_a_master_contact_to_the_latest(cxone: CxoneClient) -> None:
    first, second = (post(cxone, "", userId=U4, masterContactId=LIVE).json() for _ in range(2))
    for contact in (first["contactId"], second["contactId"], LIVE):
        assert post(cxone, f"/{contact}/meta-data", CaseId=contact).json() == {"stored": ["CaseId"]}
    assert values(cxone, LIVE_SEGMENT) == {}
    assert values(cxone, first["segments"][0]) == {"CaseId": str(first["contactId"])}
    assert values(cxone, second["segments"][0]) == {"CaseId": str(LIVE)}
    bare = post(cxone, "", userId=U4, masterContactId=LIVE, recorded=False).json()
    assert post(cxone, f"/{bare['contactId']}/meta-data", CaseId="7").json() == {"stored": []}


def test_a_closed_contact_stores_no_meta_data(cxone: CxoneClient) -> None:
    before = cxone.state
    assert post(cxone, f"/{CALL}/meta-data", CaseId="7").json() == {"stored": []}
    assert post(cxone, f"/{LIVE}/meta-data").json() == {"stored": []}
    assert cxone.state == before


def test_meta_data_are_an_object(cxone: CxoneClient) -> None:
    for body, reason in ((b"[]", "dict_type"), (b'"x"', "dict_type"), (b"", "json_invalid"), (b'{"CaseId": NaN}', "json_invalid")):
        answer = cxone.http.post(f"{CONSOLE}/contacts/{LIVE}/meta-data", content=body)
        assert refused(answer) == (400, "invalid body", {"field": "", "reason": reason})
    assert refused(post(cxone, "/x/meta-data", CaseId="7")) == (404, "unknown contact", {"contactId": "x"})
