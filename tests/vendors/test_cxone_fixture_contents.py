"""CXone's default scenario: fields, contacts, segments and recordings are those of section 8 of the fact sheet."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import pytest

from tests.vendors.cxone import T1, T2, T3, U3, U4, U5
from tests.vendors.test_cxone_fixture import built

FIRST, SECOND = "b2e28d4e-ef22-4597-a104-2e740f729686", "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"


@pytest.mark.parametrize(
    ("tenant_id", "expected"),
    [
        (
            T1,
            {
                "business_data_name1": "text",
                "business_data_name2": "boolean",
                "business_data_name3": "numeric",
                "AccountNumber": "text",
                "CustomerKey": "text",
                "CaseId": "text",
                "IssueType": "text",
                "InvoiceTotal": "numeric",
                "Escalated": "boolean",
                "LegacyCampaign": "text",
            },
        ),
        (T2, {"WorkOrder": "text", "VisitMinutes": "numeric", "Billable": "boolean"}),
        (T3, {}),
    ],
)
def test_a_tenant_has_its_business_data_fields_in_order(tenant_id: str, expected: dict[str, str]) -> None:
    fields = built()["tenants"][tenant_id]["fields"]
    assert [(name, held["type"]) for name, held in fields.items()] == list(expected.items())
    assert [name for name, held in fields.items() if not held["active"]] == (["LegacyCampaign"] if tenant_id == T1 else [])
    assert {name: held["id"] for name, held in fields.items()} == {
        name: str(uuid5(NAMESPACE_URL, f"field:{tenant_id}:{name}")) for name in expected
    }


DANA, OMAR, MAIN = "8015550142", "8015550177", "8005550100"
CONTACTS = [
    (8675309, T1, 8675309, U3, 4, 50001, DANA, MAIN, "2026-03-10T15:02:11Z", 249),
    (8675311, T1, 8675309, U4, 4, 50002, DANA, MAIN, "2026-03-10T15:06:20Z", 163),
    (70747979, T1, 70747979, U4, 4, 50001, OMAR, MAIN, "2026-03-09T18:20:00Z", 305),
    (8675310, T1, 8675310, U3, 4, 50001, OMAR, MAIN, "2026-03-10T16:00:05Z", None),
    (8675400, T1, 8675400, U3, 3, 50003, "dana.whitfield@harborcoffee.example", "web", "2026-03-08T20:11:40Z", 540),
    (8675401, T1, 8675401, U4, 1, 50004, "omar@bluefinch.example", "support@summitpayments.example", "2026-03-07T13:00:00Z", 900),
    (8675402, T1, 8675402, U4, 4, 50005, MAIN, OMAR, "2026-03-06T09:30:00Z", 61),
    (8600001, T1, 8600001, U3, 4, 50001, DANA, MAIN, "2018-12-01T10:00:00Z", 120),
    (9900001, T2, 9900001, U5, 4, 60001, DANA, "8005550190", "2026-03-10T13:45:00Z", 95),
]


def test_the_default_scenario_has_the_nine_contacts_of_the_sheet() -> None:
    names = ("tenantId", "masterId", "userId", "mediaTypeId", "skillId", "fromAddress", "toAddress", "startedAt", "totalSeconds")
    contacts = built()["contacts"]
    assert [(int(contact_id), *(contact[name] for name in names)) for contact_id, contact in contacts.items()] == CONTACTS
    assert {contact_id for contact_id, contact in contacts.items() if contact["isOutbound"]} == {"8675402"}
    assert {contact_id: contact["legs"] for contact_id, contact in contacts.items() if contact["legs"]} == {"8675309": [8675311]}
    assert {contact_id for contact_id, contact in contacts.items() if contact["dispositionId"] != 12} == {"8675311"}
    assert contacts["8675311"]["dispositionId"] == 13


def test_the_default_scenario_has_the_eight_segments_of_the_sheet() -> None:
    names = ("contactId", "legId", "userId", "startedAt", "endedAt", "openReason", "closeReason", "values")
    segments = built()["segments"]
    dana = {"AccountNumber": "76541643", "CustomerKey": "HCR-1001"}
    assert {segment_id: tuple(segment[name] for name in names) for segment_id, segment in segments.items()} == {
        FIRST: (
            *(8675309, 8675309, U3, "2026-03-10T15:02:58Z", "2026-03-10T15:06:20Z", "SEGMENT", "TRANSFER"),
            {**dana, "IssueType": "Billing", "Escalated": "false"},
        ),
        SECOND: (
            *(8675309, 8675311, U4, "2026-03-10T15:06:20Z", "2026-03-10T15:09:03Z", "TRANSFER", "CONTACT"),
            {**dana, "IssueType": "Terminal", "Escalated": "true"},
        ),
        "0d9e6c1f-7a52-4b3b-8f0a-51c2d7e3a914": (
            *(70747979, 70747979, U4, "2026-03-09T18:20:40Z", "2026-03-09T18:25:05Z", "SEGMENT", "CONTACT"),
            {"AccountNumber": "76541650", "CustomerKey": "BFB-1002"},
        ),
        "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77": (8675310, 8675310, U3, "2026-03-10T16:00:30Z", None, "SEGMENT", None, {}),
        "2e6b8d40-95f1-4c7a-b3e8-d01a7f5c6922": (
            *(8675400, 8675400, U3, "2026-03-08T20:12:10Z", "2026-03-08T20:20:40Z", "SEGMENT", "CONTACT"),
            {"AccountNumber": "76541643"},
        ),
        "91c4e7fa-2b60-4d83-a5c9-7e3f0b8d1a56": (
            *(8675401, 8675401, U4, "2026-03-07T13:00:00Z", "2026-03-07T13:15:00Z", "SEGMENT", "CONTACT"),
            {},
        ),
        "47d0b9e3-c816-4f5a-92e7-a6c1f3d85b20": (
            *(8600001, 8600001, U3, "2018-12-01T10:00:10Z", "2018-12-01T10:02:00Z", "SEGMENT", "CONTACT"),
            {},
        ),
        "e4b8a1d6-52f7-4c39-9d10-7f3a6b5c8e21": (
            *(9900001, 9900001, U5, "2026-03-10T13:45:15Z", "2026-03-10T13:46:35Z", "SEGMENT", "CONTACT"),
            {"WorkOrder": "WO-5501"},
        ),
    }
    assert {segment_id: held["acwEndedAt"] for segment_id, held in segments.items() if held["acwEndedAt"]} == {
        SECOND: "2026-03-10T15:09:23Z"
    }


def test_a_contact_lists_its_segments_in_order_of_start_and_they_have_its_medium() -> None:
    state = built()
    assert state["contacts"]["8675309"]["segments"] == [FIRST, SECOND]
    for contact in state["contacts"].values():
        segments = [state["segments"][segment_id] for segment_id in contact["segments"]]
        assert segments == sorted(segments, key=lambda segment: segment["startedAt"])
        assert all(segment["mediaTypeId"] == contact["mediaTypeId"] for segment in segments)
    assert sum(len(contact["segments"]) for contact in state["contacts"].values()) == len(state["segments"])


def test_recordings_have_the_ids_of_the_sheet_and_the_live_call_its_interaction() -> None:
    contacts = built()["contacts"]
    assert {contact_id: contact["recordingId"] for contact_id, contact in contacts.items()} == {
        **{contact_id: str(uuid5(NAMESPACE_URL, f"recording:{contact_id}")) for contact_id in contacts},
        "8675309": "3a9d51c7-60e2-4f18-8b7a-94c0d2e6f513",
        "8675311": None,
        "8675402": None,
    }
    assert contacts["70747979"]["recordingId"] == "bc78db6b-6024-59f2-bf7f-b32ed0c1448d"
    assert {contact_id: contact["interactionId"] for contact_id, contact in contacts.items() if contact["interactionId"]} == {
        "8675310": "d7e1f0a2-8c35-4b96-a1d4-5f2b7c9e3061"
    }


def test_danas_call_has_the_details_of_the_sheet() -> None:
    contacts = built()["contacts"]
    call = contacts["8675309"]
    assert call["details"] == {
        "dateACWWarehoused": "2026-03-10T15:10:00.000Z",
        "dateContactWarehoused": "2026-03-10T15:10:00.000Z",
        "dispositionNotes": "Billing question, then terminal fault",
        "endReason": "Agent Transfer",
        "highProficiency": 1,
        "inQueueSeconds": 34,
        "lastUpdateTime": "2026-03-10T15:06:21.120Z",
        "lowProficiency": 20,
        "preQueueSeconds": 9,
        "routingTime": 4,
        "serviceLevelFlag": 1,
        "transferIndicatorId": 3,
        "transferIndicatorName": "Transferred",
        "tags": [{"contactId": 8675309, "tagId": 9001, "tagName": "Harbor Coffee Roasters"}],
    }
    assert [(state["id"], state["name"], state["startedAt"], state["seconds"]) for state in call["states"]] == [
        (2, "PreQueue", "2026-03-10T15:02:11Z", 9),
        (3, "InQueue", "2026-03-10T15:02:20Z", 34),
        (8, "Routing", "2026-03-10T15:02:54Z", 4),
        (4, "Active", "2026-03-10T15:02:58Z", 202),
        (5, "Released", "2026-03-10T15:06:20Z", 0),
    ]
    assert call["customData"] == {"CallerAccount": "76541643"}
    assert call["sentiments"] == [{"overallSentiment": "MIXED", "segmentStartTime": "2026-03-10T15:02:58.000Z", "channel": 1}]
    assert call["categories"] == [{"categoryHierarchy": ["Billing", "Fees"], "secondsOffsets": [12.5, 40.0], "confidence": 80}]
    others = [contact for contact_id, contact in contacts.items() if contact_id != "8675309"]
    assert not any(contact[name] for contact in others for name in ("details", "states", "customData", "sentiments", "categories"))


def test_the_chat_and_the_email_have_their_contents() -> None:
    contacts = built()["contacts"]
    assert [(one["participantType"], one["participantName"], one["text"], one["timeStamp"]) for one in contacts["8675400"]["messages"]] == [
        ("CUSTOMER", "Dana Whitfield", "Hello, my card terminal shows error 51.", "2026-03-08T20:12:15.000Z"),
        ("AGENT", "Priya Nair", "Thanks Dana, please restart it once.", "2026-03-08T20:12:40.000Z"),
        ("CUSTOMER", "Dana Whitfield", "That worked, thank you.", "2026-03-08T20:20:20.000Z"),
    ]
    assert contacts["8675401"]["content"] == {
        "sentTime": "2026-03-07T13:00:00.000Z",
        "from": "omar@bluefinch.example",
        "to": ["support@summitpayments.example"],
        "cc": [],
        "bcc": [],
        "subject": "Statement for February",
        "body": "Please send the February statement for account 76541650.",
    }
    assert contacts["8675401"]["actions"] == [
        {"timeStamp": "2026-03-07T13:02:00.000Z", "action": "Accept"},
        {"timeStamp": "2026-03-07T13:14:00.000Z", "action": "Reply"},
        {"timeStamp": "2026-03-07T13:15:00.000Z", "action": "EndEmail"},
    ]


def test_there_is_one_old_job_and_no_code_or_used_token() -> None:
    state = built()
    ((job_id, job),) = state["jobs"].items()
    assert (job_id, job["tenantId"], job["status"], job["rows"]) == ("5f0e2c1a-7b3d-4a86-9c55-2d1e8f704b63", T1, "EXPIRED", [])
    assert state["codes"] == state["usedRefreshTokens"] == {}
    assert state["agenda"] == []
