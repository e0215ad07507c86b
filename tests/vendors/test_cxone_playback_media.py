"""Media Playback: chats and e-mails, elevated contacts, the filter by medium, downloads and the media file."""

from __future__ import annotations

import wave
from base64 import b64decode
from io import BytesIO

import pytest

from tests.vendors.cxone import U3, U4, CxoneClient, Json, rule_of

FIRST = "b2e28d4e-ef22-4597-a104-2e740f729686"
CHAT, EMAIL = "2e6b8d40-95f1-4c7a-b3e8-d01a7f5c6922", "91c4e7fa-2b60-4d83-a5c9-7e3f0b8d1a56"
PATHS = {"segment": "/media-playback/v1/segments/{}", "statement": "/media-playback/v1/acd-contacts/8675309/statements/rec-{}-1"}
FILES = "http://sandbox/~default/nice_cxone/files/media"
SILENCE = b64decode(
    "UklGRnQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YVAAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA"
    "gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgA=="
)


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def item(segment_id: str, times: dict[str, str], channel: str) -> Json:
    """Return the only segment of a contact as an item."""
    return {
        "segmentId": segment_id,
        **times,
        "acwEndTime": times["endTime"],
        "openReasonType": "SEGMENT",
        "closeReasonType": "CONTACT",
        "directionType": "INBOUND",
        "source": None,
        "firstSegment": True,
        "originalSourceFromSdr": "ACD",
        "channelType": channel,
        "customerRestricted": False,
    }


CHATTED = {"startTime": "2026-03-08T20:12:10.000Z", "endTime": "2026-03-08T20:20:40.000Z"}
MAILED = {"startTime": "2026-03-07T13:00:00.000Z", "endTime": "2026-03-07T13:15:00.000Z"}

CHAT_PLAYBACK: Json = {
    "contactId": "01c9110f-528a-551d-b2c8-762fd45c254f",
    "acdcontactId": "8675400",
    "elevatedInteraction": False,
    "interactions": [
        {
            "mediaType": "chat",
            "channelType": "CHAT",
            **CHATTED,
            "@type": "chat",
            "data": {
                **CHATTED,
                "acwEndTime": CHATTED["endTime"],
                "fileToPlayUrl": None,
                "transferPoints": [],
                "participants": [
                    {"participantType": "AGENT", "participantName": "Priya Nair", "screenStages": []},
                    {"participantType": "CUSTOMER", "participantName": "Dana Whitfield", "screenStages": []},
                ],
                "messages": [
                    {"participantType": by, "participantName": name, "text": text, "timeStamp": f"2026-03-08T20:{at}.000Z"}
                    for by, name, text, at in (
                        ("CUSTOMER", "Dana Whitfield", "Hello, my card terminal shows error 51.", "12:15"),
                        ("AGENT", "Priya Nair", "Thanks Dana, please restart it once.", "12:40"),
                        ("CUSTOMER", "Dana Whitfield", "That worked, thank you.", "20:20"),
                    )
                ],
                "segmentsDataList": [item(CHAT, CHATTED, "CHAT")],
                "dfoStages": None,
            },
            "callTaggingList": None,
            "dynamicBusinessData": [{"id": "AccountNumber", "value": "76541643"}],
        }
    ],
}
EMAIL_PLAYBACK: Json = {
    "contactId": "28320278-c49f-583d-b8f1-4132f862f072",
    "acdcontactId": "8675401",
    "elevatedInteraction": False,
    "interactions": [
        {
            "mediaType": "email",
            "channelType": "EMAIL",
            **MAILED,
            "@type": "email",
            "data": {
                **MAILED,
                "acwEndTime": MAILED["endTime"],
                "fileToPlayUrl": None,
                "participants": [
                    {
                        "participantType": "AGENT",
                        "participantName": "Marcus Lee",
                        "actions": [
                            {"timeStamp": f"2026-03-07T13:{minute}:00.000Z", "action": action}
                            for minute, action in (("02", "Accept"), ("14", "Reply"), ("15", "EndEmail"))
                        ],
                        "screenStages": [],
                    },
                    {"participantType": "CUSTOMER", "participantName": "Omar Reyes", "actions": [], "screenStages": []},
                ],
                "content": {
                    "sentTime": "2026-03-07T13:00:00.000Z",
                    "from": "omar@bluefinch.example",
                    "to": ["support@summitpayments.example"],
                    "cc": [],
                    "bcc": [],
                    "subject": "Statement for February",
                    "body": "Please send the February statement for account 76541650.",
                },
                "segmentsDataList": [item(EMAIL, MAILED, "EMAIL")],
                "dfoStages": None,
            },
            "callTaggingList": None,
            "dynamicBusinessData": None,
        }
    ],
}


# --- Chats and e-mails ---


@pytest.mark.rule("nice_cxone.mp.download")
@pytest.mark.parametrize(("contact", "playback"), [(8675400, CHAT_PLAYBACK), (8675401, EMAIL_PLAYBACK)])
@pytest.mark.parametrize("download", ["true", "false"])
def test_a_chat_has_its_transcript_and_an_email_its_content(cxone: CxoneClient, contact: int, playback: Json, download: str) -> None:
    response = cxone.playback(contact, isDownload=download)
    assert (response.status_code, response.json()) == (200, playback)


@pytest.mark.parametrize(("segment_id", "playback"), [(CHAT, CHAT_PLAYBACK), (EMAIL, EMAIL_PLAYBACK)])
def test_so_has_its_segment(cxone: CxoneClient, segment_id: str, playback: Json) -> None:
    body = cxone.send("GET", PATHS["segment"].format(segment_id)).json()
    (shown,) = body["interactions"]
    assert shown["data"]["segmentsDataList"][0].pop("isCustomerRestricted") is False
    # The answer to a segment has no word for it.
    assert shown["data"]["segmentsDataList"][0]["closeReasonType"] == "SEGMENT"
    shown["data"]["segmentsDataList"][0]["closeReasonType"] = "CONTACT"
    assert [shown] == playback["interactions"]


def test_without_a_name_the_customer_is_shown_by_address(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["8675400"]["customerName"] = None
    cxone.change(state)
    participants = cxone.playback(8675400).json()["interactions"][0]["data"]["participants"]
    assert participants[1]["participantName"] == "dana.whitfield@harborcoffee.example"


# --- The filter ---


@pytest.mark.rule("nice_cxone.mp.media-type-filter")
@pytest.mark.parametrize(
    ("contact", "matching"), [(8675309, {"voice-only", "voice-and-screen"}), (8675400, {"chat"}), (8675401, {"email"})]
)
@pytest.mark.parametrize("asked", ["voice-only", "voice-and-screen", "chat", "email", "all", ""])
def test_a_media_type_shows_its_medium_alone(cxone: CxoneClient, contact: int, matching: set[str], asked: str) -> None:
    response = cxone.playback(contact, media_type=asked)
    assert response.status_code == (200 if asked in {*matching, "all", ""} else 404)
    if asked:
        assert "nice_cxone.mp.media-type-filter" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.mp.not-found")
@pytest.mark.parametrize("path", PATHS.values())
def test_a_segment_of_another_medium_is_not_found(cxone: CxoneClient, path: str) -> None:
    assert cxone.send("GET", path.format(FIRST), params={"media-type": ["chat", "voice-only"]}).status_code == 200
    response = cxone.send("GET", path.format(FIRST), params={"media-type": ["chat", "email"]})
    assert (rule_of(response), response.status_code) == ("nice_cxone.mp.not-found", 404)
    assert response.json() == {"internalCode": "INTERACTION_NOT_FOUND", "message": "Interaction not found"}


@pytest.mark.rule("nice_cxone.mp.media-type-filter")
@pytest.mark.parametrize(
    ("asked", "status"), [(["chat", "voice-only"], 200), (["all", "chat"], 200), (["email", "chat"], 404), (["", "chat"], 404)]
)
def test_repeated_media_types_count_together(cxone: CxoneClient, asked: list[str], status: int) -> None:
    assert cxone.playback(8675309, media_type=asked).status_code == status


# --- Elevated contacts ---


def elevate(cxone: CxoneClient) -> None:
    """Let the chat of Dana have turned into a call."""
    state = cxone.state
    call = {
        "contactId": 8675400,
        "legId": 8675400,
        "userId": U4,
        "mediaTypeId": 4,
        "startedAt": "2026-03-08T20:18:00Z",
        "endedAt": "2026-03-08T20:20:00Z",
        "openReason": "ELEVATED",
        "closeReason": "CONTACT",
        "values": {"AccountNumber": "1"},
    }
    state["segments"]["00000000-0000-4000-8000-000000000001"] = call
    state["contacts"]["8675400"]["segments"].append("00000000-0000-4000-8000-000000000001")
    state["contacts"]["8675400"]["categories"] = [{"categoryHierarchy": ["Terminal"], "secondsOffsets": [], "confidence": 1}]
    cxone.change(state)


@pytest.mark.rule("nice_cxone.mp.elevated")
def test_an_elevated_contact_has_one_interaction_per_medium(cxone: CxoneClient) -> None:
    elevate(cxone)
    body = cxone.playback(8675400).json()
    assert "nice_cxone.mp.elevated" in cxone.last_rules()
    assert body["elevatedInteraction"] is True
    chat, call = body["interactions"]
    assert chat == CHAT_PLAYBACK["interactions"][0]
    assert (call["mediaType"], call["@type"], call["startTime"]) == ("voice-only", "call", "2026-03-08T20:18:00.000Z")
    assert call["dynamicBusinessData"] == [{"id": "AccountNumber", "value": "1"}]
    assert [one["firstSegment"] for one in call["data"]["segmentsDataList"]] == [False]
    assert [one["openReasonType"] for one in call["data"]["segmentsDataList"]] == ["ELEVATED"]
    assert len(call["data"]["categoryMatchesList"]) == 1


@pytest.mark.rule("nice_cxone.mp.elevated", "nice_cxone.mp.media-type-filter")
def test_an_elevated_contact_stays_so_when_one_medium_or_segment_is_asked_for(cxone: CxoneClient) -> None:
    elevate(cxone)
    body = cxone.playback(8675400, media_type="chat").json()
    assert (body["elevatedInteraction"], [one["@type"] for one in body["interactions"]]) == (True, ["chat"])
    body = cxone.send("GET", PATHS["segment"].format("00000000-0000-4000-8000-000000000001")).json()
    assert (body["elevatedInteraction"], [one["@type"] for one in body["interactions"]]) == (True, ["call"])
    assert body["interactions"][0]["data"]["segmentsDataList"][0]["openReasonType"] == "SEGMENT"


@pytest.mark.rule("nice_cxone.mp.download")
@pytest.mark.parametrize(("asked", "members"), [("all", {"redirectUrl"}), ("voice-only", {"redirectUrl"}), ("chat", set(CHAT_PLAYBACK))])
def test_an_elevated_contact_is_downloaded_if_its_call_is_asked_for(cxone: CxoneClient, asked: str, members: set[str]) -> None:
    elevate(cxone)
    assert cxone.playback(8675400, media_type=asked, isDownload="true").json().keys() == members


# --- Downloads and the media file ---


@pytest.mark.rule("nice_cxone.mp.download")
@pytest.mark.parametrize("path", [PATHS["statement"].format(FIRST), "/media-playback/v1/contacts?acd-call-id=8675309"])
@pytest.mark.parametrize("value", ["true", "True"])
def test_a_download_is_an_address_and_nothing_else(cxone: CxoneClient, path: str, value: str) -> None:
    target = f"{path}{'&' if '?' in path else '?'}isDownload={value}"
    response = cxone.send("GET", target)
    assert (response.status_code, response.json()) == (200, {"redirectUrl": f"{FILES}/8675309.wav"})
    assert "nice_cxone.mp.download" in cxone.last_rules()
    assert cxone.http.get(response.json()["redirectUrl"]).content == SILENCE


@pytest.mark.rule("nice_cxone.mp.media-file")
@pytest.mark.parametrize("contact", [8675309, 70747979, 8600001, 9900001])
def test_the_media_file_is_a_wave_file_of_124_bytes_without_bearer_and_expiry(cxone: CxoneClient, contact: int) -> None:
    cxone.advance(10 * 365 * 86400)
    response = cxone.http.get(f"{FILES}/{contact}.wav")
    assert (response.status_code, response.headers["Content-Type"], len(response.content)) == (200, "audio/wav", 124)
    assert response.content == SILENCE
    with wave.open(BytesIO(response.content)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth(), file.getnframes()) == (8000, 1, 1, 80)
        assert file.readframes(80) == b"\x80" * 80


@pytest.mark.rule("nice_cxone.mp.media-file")
@pytest.mark.parametrize(
    "name",
    [
        *("8675310.wav", "8675311.wav", "8675400.wav", "8675401.wav", "8675402.wav", "1111111.wav"),
        *("8675309", "8675309.mp3", "8675309.WAV", "08675309.wav", "abc.wav", ".wav", "%D9%A8.wav", "9" * 400 + ".wav"),
    ],
)
def test_no_other_name_has_a_media_file(cxone: CxoneClient, name: str) -> None:
    response = cxone.http.get(f"{FILES}/{name}")
    assert (rule_of(response), response.status_code, response.content) == ("nice_cxone.mp.media-file", 404, b"")
    assert "Content-Type" not in response.headers


def test_an_agent_may_download_her_own_call(cxone: CxoneClient) -> None:
    assert cxone.state["segments"][FIRST]["userId"] == U3
    assert cxone.playback(8675309, key="K3", isDownload="true").json() == {"redirectUrl": f"{FILES}/8675309.wav"}
