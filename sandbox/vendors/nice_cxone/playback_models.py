"""What Media Playback answers. Members stand in the order of the wire."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, JsonValue, WithJsonSchema

from sandbox.vendor import RECORD
from sandbox.vendors.nice_cxone.contacts import Reason
from sandbox.vendors.nice_cxone.media import ChannelType

_STRING = {"type": "string"}
_STRINGS = {"type": "array", "items": _STRING}
_NUMBER = {"type": "number"}


def _object(**members: Any) -> WithJsonSchema:
    """Document what is shown as the state holds it."""
    return WithJsonSchema({"type": "object", "properties": members})


class Result(BaseModel):
    """What the sandbox sends."""

    model_config = RECORD


# --- Parts ----------------------------------------------------------------------------------------------------------

Participant = Literal["AGENT", "CUSTOMER"]
Stored = dict[str, JsonValue]

Sentiment = Annotated[
    Stored,
    _object(
        overallSentiment={"enum": ["POSITIVE", "NEGATIVE", "MIXED", "NEUTRAL"]},
        segmentStartTime=_STRING,
        channel=_NUMBER,
    ),
]
CategoryMatch = Annotated[
    Stored, _object(categoryHierarchy=_STRINGS, secondsOffsets={"type": "array", "items": _NUMBER}, confidence=_NUMBER)
]
ChatMessage = Annotated[
    Stored, _object(participantType={"enum": ["AGENT", "CUSTOMER"]}, participantName=_STRING, text=_STRING, timeStamp=_STRING)
]
Action = Annotated[
    Stored,
    _object(
        timeStamp=_STRING,
        action={"enum": ["Send", "EndEmail", "Accept", "Transfer", "Forward", "Park", "UnPark", "Reply", "NewOutbound"]},
    ),
]
Content = Annotated[
    Stored | None,
    WithJsonSchema(
        {
            "type": ["object", "null"],
            "properties": {
                **dict.fromkeys(("sentTime", "from", "subject", "body"), _STRING),
                **dict.fromkeys(("to", "cc", "bcc"), _STRINGS),
            },
        }
    ),
]


class Waveform(Result):
    """How loud one channel is over time."""

    channel: int
    normalized_pcm_data: list[float]


class Stage(Result):
    """A stretch of a recording."""

    stage_type: Literal["ACTIVE", "HOLD", "MASK", "SOD_ROD", "ROD", "SOD", "WRAP_UP", "ThreadFocused"]
    start_time: str
    end_time: str
    recording_id: Annotated[str, Field(alias="recordingID")]
    displays: list[dict[str, float]] | None


class VoiceParticipant(Result):
    """Who speaks on a call."""

    participant_type: Participant
    agent_name: str | None
    participant_id: str
    segment_id: str | None
    user_id: str | None
    voice_stages: list[Stage]
    screen_stages: list[Stage]
    channel: int


class ChatParticipant(Result):
    """Who writes in a chat."""

    participant_type: Participant
    participant_name: str
    screen_stages: list[Stage]


class EmailParticipant(Result):
    """Who wrote or handled an e-mail."""

    participant_type: Participant
    participant_name: str
    actions: list[Action]
    screen_stages: list[Stage]


class SegmentData(Result):
    """One agent leg."""

    segment_id: str
    start_time: str
    end_time: str
    acw_end_time: str
    open_reason_type: Reason
    close_reason_type: Reason
    direction_type: Literal["INBOUND", "OUTBOUND"]
    source: str | None
    first_segment: bool
    original_source_from_sdr: str
    channel_type: ChannelType
    customer_restricted: bool
    is_customer_restricted: bool = False
    """In the answer to a segment only."""


# --- Interactions ---------------------------------------------------------------------------------------------------


class VoiceAndScreen(Result):
    """A recorded call."""

    start_time: str
    end_time: str
    acw_end_time: str
    file_to_play_url: str
    video_image_url: str | None
    waveform_data_list: list[Waveform]
    participant_data_list: list[VoiceParticipant]
    segments_data_list: list[SegmentData]
    category_matches_list: list[CategoryMatch]
    sentiments: list[Sentiment]
    dfo_stages: list[Stage] | None


class Chat(Result):
    """A chat with its transcript."""

    start_time: str
    end_time: str
    acw_end_time: str
    file_to_play_url: str | None
    transfer_points: list[str]
    participants: list[ChatParticipant]
    messages: list[ChatMessage]
    segments_data_list: list[SegmentData]
    dfo_stages: list[Stage] | None


class Email(Result):
    """An e-mail with its content."""

    start_time: str
    end_time: str
    acw_end_time: str
    file_to_play_url: str | None
    participants: list[EmailParticipant]
    content: Content
    segments_data_list: list[SegmentData]
    dfo_stages: list[Stage] | None


class Item(Result):
    """The value of a business data field."""

    id: str
    value: str


class Interaction(Result):
    """Everything of one medium."""

    media_type: Literal["voice-only", "chat", "email"]
    channel_type: ChannelType
    start_time: str
    end_time: str
    type: Annotated[Literal["call", "chat", "email"], Field(alias="@type")]
    data: VoiceAndScreen | Chat | Email
    call_tagging_list: list[dict[str, str]] | None
    dynamic_business_data: list[Item] | None


# --- Answers --------------------------------------------------------------------------------------------------------


class ContactPlayback(Result):
    """A recorded contact; of a statement, reduced to one segment."""

    contact_id: str
    """The recording's own id."""
    acd_contact_id: Annotated[str, Field(alias="acdcontactId")]
    elevated_interaction: bool
    interactions: list[Interaction]


class SegmentPlayback(Result):
    """One segment of a recorded contact. Its list has two names, for specification and clients disagree."""

    contact_id: str
    acd_contact_id: Annotated[str, Field(alias="acdcontactId")]
    elevated_interaction: bool
    capital_interactions: Annotated[list[Interaction], Field(alias="Interactions")] = []
    interactions: list[Interaction] = []


class DownloadAnswer(Result):
    """Where the media file is."""

    redirect_url: str


class MediaError(Result):
    """Why a playback is refused."""

    internal_code: str
    message: str


class ThrottleError(Result):
    """Too many calls."""

    message: str
    route: str
