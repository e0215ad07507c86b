"""Media Playback: what a playback holds, to the letter."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.cxone import U3, U4, CxoneClient, Json

FIRST, SECOND = "b2e28d4e-ef22-4597-a104-2e740f729686", "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"
CHAT, EMAIL = "2e6b8d40-95f1-4c7a-b3e8-d01a7f5c6922", "91c4e7fa-2b60-4d83-a5c9-7e3f0b8d1a56"

API = "/media-playback/v1"
CONTACT = {"contactId": "3a9d51c7-60e2-4f18-8b7a-94c0d2e6f513", "acdcontactId": "8675309", "elevatedInteraction": False}
FILE = "http://sandbox/~default/nice_cxone/files/media/8675309.wav"
WAVEFORMS = [{"channel": 0, "normalizedPcmData": [0.0, 0.25, 0.0]}, {"channel": 1, "normalizedPcmData": [0.0, 0.5, 0.0]}]
CATEGORIES = [{"categoryHierarchy": ["Billing", "Fees"], "secondsOffsets": [12.5, 40.0], "confidence": 80}]
SENTIMENTS = [{"overallSentiment": "MIXED", "segmentStartTime": "2026-03-10T15:02:58.000Z", "channel": 1}]

START, CHANGE, END, ACW_END = (f"2026-03-10T15:{at}.000Z" for at in ("02:58", "06:20", "09:03", "09:23"))


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def segment(cxone: CxoneClient, segment_id: str, **query: Any) -> httpx.Response:
    return cxone.send("GET", f"{API}/segments/{segment_id}", params={name.replace("_", "-"): value for name, value in query.items()})


def statement(cxone: CxoneClient, segment_id: str, **query: Any) -> httpx.Response:
    return cxone.send("GET", f"{API}/acd-contacts/8675309/statements/rec-{segment_id}-1", params=query)


def agent(name: str, number: int, segment_id: str, user_id: str, start: str, end: str) -> Json:
    """Return the agent of a call as a participant."""
    stage = {"stageType": "ACTIVE", "startTime": start, "endTime": end, "recordingID": f"rec-{segment_id}-1", "displays": None}
    return {
        "participantType": "AGENT",
        "agentName": name,
        "participantId": str(number),
        "segmentId": segment_id,
        "userId": user_id,
        "voiceStages": [stage],
        "screenStages": [],
        "channel": 0,
    }


PRIYA = agent("Priya Nair", 20011, FIRST, U3, START, CHANGE)
MARCUS = agent("Marcus Lee", 20012, SECOND, U4, CHANGE, END)


def customer(address: str = "8015550142") -> Json:
    """Return the customer of a call as a participant."""
    return {
        "participantType": "CUSTOMER",
        "agentName": None,
        "participantId": address,
        "segmentId": None,
        "userId": None,
        "voiceStages": [],
        "screenStages": [],
        "channel": 1,
    }


def leg(segment_id: str, start: str, end: str, acw_end: str, opened: str, closed: str, **members: Any) -> Json:
    """Return a segment of a call as an item."""
    return {
        "segmentId": segment_id,
        "startTime": start,
        "endTime": end,
        "acwEndTime": acw_end,
        "openReasonType": opened,
        "closeReasonType": closed,
        "directionType": "INBOUND",
        "source": None,
        "firstSegment": False,
        "originalSourceFromSdr": "ACD",
        "channelType": "PHONE_CALL",
        "customerRestricted": False,
        **members,
    }


FIRST_LEG = leg(FIRST, START, CHANGE, CHANGE, "SEGMENT", "TRANSFER", firstSegment=True)
SECOND_LEG = leg(SECOND, CHANGE, END, ACW_END, "TRANSFER", "CONTACT")


def call(start: str, end: str, values: list[tuple[str, str]] | None, **data: Any) -> Json:
    """Return the interaction of a call."""
    return {
        "mediaType": "voice-only",
        "channelType": "PHONE_CALL",
        "startTime": start,
        "endTime": end,
        "@type": "call",
        "data": {
            "startTime": start,
            "endTime": end,
            "acwEndTime": end,
            "fileToPlayUrl": FILE,
            "videoImageUrl": None,
            "waveformDataList": WAVEFORMS,
            "categoryMatchesList": [],
            "sentiments": [],
            "dfoStages": None,
            **data,
        },
        "callTaggingList": None,
        "dynamicBusinessData": values and [{"id": name, "value": value} for name, value in values],
    }


VALUES = [("AccountNumber", "76541643"), ("CustomerKey", "HCR-1001")]
OF_FIRST = [*VALUES, ("IssueType", "Billing"), ("Escalated", "false")]
OF_SECOND = [*VALUES, ("IssueType", "Terminal"), ("Escalated", "true")]

FIRST_ALONE = call(
    START,
    CHANGE,
    OF_FIRST,
    participantDataList=[PRIYA, customer()],
    segmentsDataList=[FIRST_LEG],
    categoryMatchesList=CATEGORIES,
    sentiments=SENTIMENTS,
)
SECOND_ALONE = call(CHANGE, END, OF_SECOND, acwEndTime=ACW_END, participantDataList=[MARCUS, customer()], segmentsDataList=[SECOND_LEG])


# --- Calls ---


@pytest.mark.rule("nice_cxone.mp.read-back-contact")
def test_the_segments_of_a_call_are_one_interaction(cxone: CxoneClient) -> None:
    both = call(
        START,
        END,
        OF_SECOND,
        acwEndTime=ACW_END,
        participantDataList=[PRIYA, MARCUS, customer()],
        segmentsDataList=[FIRST_LEG, SECOND_LEG],
        categoryMatchesList=CATEGORIES,
        sentiments=SENTIMENTS,
    )
    response = cxone.playback(8675309)
    assert (response.status_code, response.json()) == (200, {**CONTACT, "interactions": [both]})
    assert cxone.last_rules() == ["nice_cxone.mp.read-back-contact", "nice_cxone.mp.read-back"]


def in_segment_form(interaction: Json, **reasons: str) -> Json:
    """Return an interaction as the answer to a segment has it."""
    (item,) = interaction["data"]["segmentsDataList"]
    return {**interaction, "data": {**interaction["data"], "segmentsDataList": [{**item, **reasons, "isCustomerRestricted": False}]}}


@pytest.mark.rule("nice_cxone.mp.read-back-segment")
@pytest.mark.parametrize(
    ("segment_id", "shown"),
    [
        (FIRST, in_segment_form(FIRST_ALONE)),
        (FIRST.upper(), in_segment_form(FIRST_ALONE)),
        (SECOND, in_segment_form(SECOND_ALONE, closeReasonType="SEGMENT")),
    ],
)
def test_a_segment_is_shown_with_its_own_times_agent_and_values(cxone: CxoneClient, segment_id: str, shown: Json) -> None:
    response = segment(cxone, segment_id)
    assert (response.status_code, response.json()) == (200, {**CONTACT, "Interactions": [shown], "interactions": [shown]})
    assert set(cxone.last_rules()) == {f"nice_cxone.mp.{one}" for one in ("read-back-segment", "segment-list-key", "read-back")}


@pytest.mark.rule("nice_cxone.mp.segment-list-key")
@pytest.mark.parametrize(
    ("option", "members"),
    [("both", ["Interactions", "interactions"]), ("Interactions", ["Interactions"]), ("interactions", ["interactions"])],
)
def test_the_list_of_a_segments_answer_has_two_names(cxone: CxoneClient, option: str, members: list[str]) -> None:
    cxone.switch(segment_list_key=option)
    body = segment(cxone, SECOND).json()
    assert list(body) == ["contactId", "acdcontactId", "elevatedInteraction", *members]
    assert all(body[name] == [in_segment_form(SECOND_ALONE, closeReasonType="SEGMENT")] for name in members)


@pytest.mark.rule("nice_cxone.mp.statement")
@pytest.mark.parametrize(("segment_id", "shown"), [(FIRST, FIRST_ALONE), (SECOND, SECOND_ALONE)])
def test_a_statement_is_the_contact_reduced_to_its_segment(cxone: CxoneClient, segment_id: str, shown: Json) -> None:
    response = statement(cxone, segment_id)
    assert (response.status_code, response.json()) == (200, {**CONTACT, "interactions": [shown]})
    assert cxone.last_rules() == ["nice_cxone.mp.statement", "nice_cxone.mp.read-back"]


@pytest.mark.rule("nice_cxone.mp.exclude-waveforms")
def test_waveforms_can_be_left_out(cxone: CxoneClient) -> None:
    for response in (cxone.playback(8675309, exclude_waveforms="true"), segment(cxone, FIRST, exclude_waveforms="TRUE")):
        assert response.json()["interactions"][0]["data"]["waveformDataList"] == []
        assert "nice_cxone.mp.exclude-waveforms" in cxone.last_rules()


def test_an_outbound_call_goes_to_the_customer(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["8675309"] |= {"isOutbound": True, "fromAddress": "8005550100", "toAddress": "8015550199"}
    cxone.change(state)
    data = cxone.playback(8675309).json()["interactions"][0]["data"]
    assert data["participantDataList"][2] == customer("8015550199")
    assert {item["directionType"] for item in data["segmentsDataList"]} == {"OUTBOUND"}


def test_a_recording_without_an_id_of_its_own_gets_one_from_the_contact(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["70747979"]["recordingId"] = None
    cxone.change(state)
    assert cxone.playback(70747979).json()["contactId"] == "bc78db6b-6024-59f2-bf7f-b32ed0c1448d"


# --- Business data ---


def read_back(response: httpx.Response) -> list[list[Json] | None]:
    return [interaction["dynamicBusinessData"] for interaction in response.json()["interactions"]]


@pytest.mark.rule("nice_cxone.mp.read-back")
def test_values_are_read_back_in_the_order_of_the_fields_and_as_texts(cxone: CxoneClient) -> None:
    assert cxone.put(8675309, [{"Escalated": False}, {"business_data_name3": 12.5}, {"CaseId": "Straße ☎"}]).status_code == 204
    shown = [
        {"id": "business_data_name3", "value": "12.5"},
        {"id": "AccountNumber", "value": "76541643"},
        {"id": "CustomerKey", "value": "HCR-1001"},
        {"id": "CaseId", "value": "Straße ☎"},
        {"id": "IssueType", "value": "Terminal"},
        {"id": "Escalated", "value": "false"},
    ]
    assert read_back(cxone.playback(8675309)) == [shown]


@pytest.mark.rule("nice_cxone.mp.read-back")
def test_the_value_of_an_inactive_field_is_not_read_back(cxone: CxoneClient) -> None:
    state = cxone.state
    state["segments"][FIRST]["values"]["LegacyCampaign"] = "x"
    cxone.change(state)
    names = [item["id"] for item in read_back(segment(cxone, FIRST))[0] or ()]
    assert names == [name for name, _ in OF_FIRST]


@pytest.mark.rule("nice_cxone.mp.read-back-none")
@pytest.mark.parametrize("values", [{}, {"LegacyCampaign": "x"}])
def test_without_values_there_is_null(cxone: CxoneClient, values: Json) -> None:
    state = cxone.state
    state["segments"][EMAIL]["values"] = values
    cxone.change(state)
    assert read_back(cxone.playback(8675401)) == [None]
    assert cxone.last_rules()[-1] == "nice_cxone.mp.read-back-none"


@pytest.mark.rule("nice_cxone.mp.read-back-contact")
def test_the_later_segments_value_wins_and_the_others_are_kept(cxone: CxoneClient) -> None:
    cxone.put(8675309, [{"CaseId": "first"}, {"business_data_name1": "only first"}], FIRST)
    cxone.put(8675309, [{"CaseId": "second"}], SECOND)
    (merged,) = read_back(cxone.playback(8675309))
    values = {item["id"]: item["value"] for item in merged or ()}
    assert (values["CaseId"], values["business_data_name1"]) == ("second", "only first")
    (of_first,) = read_back(segment(cxone, FIRST))
    assert {"id": "CaseId", "value": "first"} in (of_first or ())
