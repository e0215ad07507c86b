"""The worked exchanges of Business Data and of the live update, as they stand in the fact sheet, under the vendor's own hosts."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import U3, U4, CxoneClient, Json
from tests.vendors.cxone_business_data import FIRST, OMARS_SEGMENT, SECOND, values

CONTACT = "/business-data-manager/v1/business-data/contact/8675309"
ERROR = {"hostName": "business-data-manager.sandbox.invalid", "entityType": "BusinessData"}
NO_CONTACT = {"code": "CONTACT_NOT_FOUND", "details": "Requested contact not found.", **ERROR}


def put(cxone: CxoneClient, path: str, body: str, **headers: str) -> httpx.Response:
    """Send a PUT as the sheet prints it; `key` is the access key whose token it bears."""
    sent = {"Host": "na1.test.nice-incontact.com", "Content-Type": "application/json"}
    sent["Authorization"] = f"Bearer {cxone.token(headers.pop('key', 'K2'))}"
    return cxone.http.put(path, content=body, headers=sent | headers)


def get(cxone: CxoneClient, path: str) -> Any:
    """Read back as the sheet prints it."""
    headers = {"Host": "na1.nice-incontact.com", "Authorization": f"Bearer {cxone.token()}", "Accept": "application/json"}
    answer = cxone.http.get(path, headers=headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def shown(**values: str) -> list[Json]:
    """Return business data as Media Playback shows them."""
    return [{"id": name, "value": value} for name, value in values.items()]


def agent(name: str, number: str, segment: str, user: str, start: str, end: str) -> Json:
    """Return an agent's part of a call."""
    stage = {"stageType": "ACTIVE", "startTime": start, "endTime": end, "recordingID": f"rec-{segment}-1", "displays": None}
    return {
        "participantType": "AGENT",
        "agentName": name,
        "participantId": number,
        "segmentId": segment,
        "userId": user,
        "voiceStages": [stage],
        "screenStages": [],
        "channel": 0,
    }


def segment_data(segment: str, start: str, end: str, acw_end: str, opened: str, closed: str, *, first: bool) -> Json:
    """Return what is told of a segment."""
    return {
        "segmentId": segment,
        "startTime": start,
        "endTime": end,
        "acwEndTime": acw_end,
        "openReasonType": opened,
        "closeReasonType": closed,
        "directionType": "INBOUND",
        "source": None,
        "firstSegment": first,
        "originalSourceFromSdr": "ACD",
        "channelType": "PHONE_CALL",
        "customerRestricted": False,
    }


BEGAN, PASSED_ON, ENDED, DONE = (f"2026-03-10T15:{time}.000Z" for time in ("02:58", "06:20", "09:03", "09:23"))
CUSTOMER: Json = {
    "participantType": "CUSTOMER",
    "agentName": None,
    "participantId": "8015550142",
    "segmentId": None,
    "userId": None,
    "voiceStages": [],
    "screenStages": [],
    "channel": 1,
}
PLAYBACK = {
    "contactId": "3a9d51c7-60e2-4f18-8b7a-94c0d2e6f513",
    "acdcontactId": "8675309",
    "elevatedInteraction": False,
    "interactions": [
        {
            "mediaType": "voice-only",
            "channelType": "PHONE_CALL",
            "startTime": BEGAN,
            "endTime": ENDED,
            "@type": "call",
            "data": {
                "startTime": BEGAN,
                "endTime": ENDED,
                "acwEndTime": DONE,
                "fileToPlayUrl": "http://na1.nice-incontact.com/~default/nice_cxone/files/media/8675309.wav",
                "videoImageUrl": None,
                "waveformDataList": [],
                "participantDataList": [
                    agent("Priya Nair", "20011", FIRST, U3, BEGAN, PASSED_ON),
                    agent("Marcus Lee", "20012", SECOND, U4, PASSED_ON, ENDED),
                    CUSTOMER,
                ],
                "segmentsDataList": [
                    segment_data(FIRST, BEGAN, PASSED_ON, PASSED_ON, "SEGMENT", "TRANSFER", first=True),
                    segment_data(SECOND, PASSED_ON, ENDED, DONE, "TRANSFER", "CONTACT", first=False),
                ],
                "categoryMatchesList": [],
                "sentiments": [{"overallSentiment": "MIXED", "segmentStartTime": BEGAN, "channel": 1}],
                "dfoStages": None,
            },
            "callTaggingList": None,
            "dynamicBusinessData": shown(
                business_data_name1="string of text",
                business_data_name2="true",
                business_data_name3="1234",
                AccountNumber="76541643",
                CustomerKey="HCR-1001",
                IssueType="Terminal",
                Escalated="true",
            ),
        }
    ],
}


@pytest.mark.rule("nice_cxone.bd.update-contact", "nice_cxone.bd.update-segment", "nice_cxone.bd.visibility")
def test_10_2_all_segments_of_a_contact_read_back_then_one_segment(cxone: CxoneClient) -> None:
    cxone.freeze()
    body = '[{"business_data_name1": "string of text"}, {"business_data_name2": true}, {"business_data_name3": 1234}]'
    answer = put(cxone, CONTACT, body)
    assert (answer.status_code, answer.reason_phrase, answer.content) == (204, "No Content", b"")
    query = "acd-call-id=8675309&media-type=all&exclude-waveforms=true&exclude-qm-categories=true&isDownload=false"
    assert get(cxone, f"/media-playback/v1/contacts?{query}") == PLAYBACK

    body = '[{"business_data_name3": 8675309}, {"Escalated": "TRUE"}, {"InvoiceTotal": "129.50"}, {"CaseId": "CASE-HCR-1"}]'
    assert put(cxone, f"{CONTACT}/segment/{FIRST}", body).status_code == 204
    segment = get(cxone, f"/media-playback/v1/segments/{FIRST}")
    for key in ("Interactions", "interactions"):
        assert segment[key][0]["dynamicBusinessData"] == shown(
            business_data_name1="string of text",
            business_data_name2="true",
            business_data_name3="8675309",
            AccountNumber="76541643",
            CustomerKey="HCR-1001",
            CaseId="CASE-HCR-1",
            IssueType="Billing",
            InvoiceTotal="129.50",
            Escalated="true",
        )
    assert values(cxone, SECOND)["business_data_name3"] == "1234"
    assert "CaseId" not in values(cxone, SECOND)


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (
            '[ { "business_data_name1": "string of text" }, { "business_data_name2": true, }, { "business_data_name3": 1234, } ]',
            {},
            "Body is not valid JSON.",
        ),
        ("", {}, "Body is missing."),
        ('{"AccountNumber": "1"}', {}, "Body must be a JSON array."),
        ("[]", {}, "Body must contain at least one item."),
        ('["x"]', {}, "Item 0 must be a JSON object."),
        ("[{}]", {}, "Item 0 is empty."),
        ('[{"business_data_name1": "x"}]', {"Content-Type": "text/plain"}, "Content-Type must be application/json."),
    ],
)
def test_10_3_the_printed_sample_and_other_bodies(cxone: CxoneClient, body: str, headers: dict[str, str], reason: str) -> None:
    answer = put(cxone, CONTACT, body, **headers)
    details = f"The request contained incorrect input parameters. {reason}"
    assert (answer.status_code, answer.json()) == (400, {"code": "INVALID_INPUT", "details": details, **ERROR})


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ('[{"AccountNumber": "99999999"}, {"NoSuchField": "x"}]', "FIELD_NOT_FOUND", "'NoSuchField' does not exist."),
        ('[{"LegacyCampaign": "x"}]', "FIELD_INACTIVE", "'LegacyCampaign' is not active."),
        ('[{"accountnumber": "x"}]', "FIELD_NOT_FOUND", "'accountnumber' does not exist."),
        ('[{"business_data_name3": "abc"}]', "INVALID_TYPE", "'business_data_name3' expects a numeric value."),
        ('[{"business_data_name2": 1}]', "INVALID_TYPE", "'business_data_name2' expects a true/false value."),
        ('[{"business_data_name2": "true/false"}]', "INVALID_TYPE", "'business_data_name2' expects a true/false value."),
        ('[{"AccountNumber": null}]', "INVALID_VALUE", "'AccountNumber' does not accept null."),
        ('[{"AccountNumber": {"a": 1}}]', "INVALID_VALUE", "'AccountNumber' does not accept an object or array."),
    ],
)
def test_10_4_bad_fields_and_values(cxone: CxoneClient, body: str, code: str, message: str) -> None:
    answer = put(cxone, CONTACT, body)
    assert answer.status_code == 400
    assert answer.json() == {
        "code": "INVALID_INPUT",
        "details": "The request contained incorrect input parameters. See errors.",
        **ERROR,
        "errors": {"businessDataName": {"errorCode": code, "message": f"Business data field {message}"}},
    }
    assert (values(cxone, FIRST)["AccountNumber"], values(cxone, SECOND)["AccountNumber"]) == ("76541643", "76541643")


def test_10_4_a_number_in_a_text_field(cxone: CxoneClient) -> None:
    assert put(cxone, CONTACT, '[{"AccountNumber": 5}]').status_code == 204
    assert values(cxone)["AccountNumber"] == "5"
    cxone.switch(value_typing="strict")
    answer = put(cxone, CONTACT, '[{"AccountNumber": 5}]')
    expected = {"errorCode": "INVALID_TYPE", "message": "Business data field 'AccountNumber' expects a text value."}
    assert (answer.status_code, answer.json()["errors"]) == (400, {"businessDataName": expected})


ITEM = '[{"business_data_name1": "x"}]'


def test_10_5_401_403_405(cxone: CxoneClient) -> None:
    answer = cxone.http.put(CONTACT, content=ITEM, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json(), answer.headers["WWW-Authenticate"]) == (401, {"message": "Unauthorized"}, "Bearer")
    answer = put(cxone, CONTACT, ITEM, key="K3")
    assert (answer.status_code, answer.json()) == (403, {"code": "PERMISSION_REQUIRED", "details": "Permissions required.", **ERROR})
    answer = cxone.http.get(CONTACT, headers={"Authorization": f"Bearer {cxone.token()}"})
    assert (answer.status_code, answer.json(), answer.headers["Allow"]) == (405, {"message": "Method Not Allowed"}, "PUT")


@pytest.mark.parametrize("contact", ["1111111", "8675310", "8675311", "8675402", "9900001", "abc"])
def test_10_6_contacts_that_are_not_found(cxone: CxoneClient, contact: str) -> None:
    for behind in ("", f"/segment/{FIRST}"):
        answer = put(cxone, CONTACT.replace("8675309", contact) + behind, ITEM)
        assert (answer.status_code, answer.json()) == (404, NO_CONTACT)


def test_10_6_a_segment_of_another_contact(cxone: CxoneClient) -> None:
    answer = put(cxone, f"{CONTACT}/segment/{OMARS_SEGMENT}", ITEM)
    assert (answer.status_code, answer.json()) == (
        404,
        {"code": "SEGMENT_NOT_FOUND", "details": "Requested segment not found.", **ERROR},
    )


def test_10_14_the_live_update(cxone: CxoneClient) -> None:
    path = "/interaction-recording-management-service/v1/interactions/business-data-update"
    headers = {"Authorization": f"Bearer {cxone.token()}", "Content-Type": "application/json"}
    body = '[{"AccountNumber": "76541650"}]'
    answer = cxone.http.post(f"{path}?userId=5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b11", content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "contactId": "8675310",
            "description": "Business data updated",
            "segmentId": "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77",
            "interactionId": "d7e1f0a2-8c35-4b96-a1d4-5f2b7c9e3061",
            "httpStatus": "OK",
        },
    )
    answer = cxone.http.post(f"{path}?userId={U4}", content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (
        404,
        {"description": "No active interaction for this user", "httpStatus": "NOT_FOUND"},
    )
