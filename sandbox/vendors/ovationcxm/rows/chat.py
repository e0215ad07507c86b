"""Rows of chats."""

from __future__ import annotations

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.state import Issue
from sandbox.vendors.ovationcxm.state.issues import CANCELED, ChatMessage
from sandbox.vendors.ovationcxm.values import shown


class Transcript(TypedDict):
    """A message of a chat. Source: sdk2018."""

    chat_id: str
    participant: str
    participant_id: str
    timestamp: str
    hadPayload: bool
    text: str
    user: str
    chat: str


class ChatHistory(TypedDict):
    """A chat, with a message of it, or with all. Source: sdk2018."""

    id: str
    object_id: str
    object_scope: str
    chat_type: int
    chat_status: int
    billing_status: int
    title: str
    subtitle: str
    duration_plus: int
    duration: int
    transcript: Transcript | list[Transcript]
    external_rpid: str
    external_lpid: str
    external_id: str
    created: str
    updated: str


def chat_rows(call: OvationCall, issue: Issue) -> list[ChatHistory]:
    """Return the chat of an issue, oldest message first, in the shape that is switched; a canceled issue shows none."""
    if issue.status == CANCELED or not issue.chat:
        return []
    transcripts = [_transcript(issue, message) for message in sorted(issue.chat, key=lambda message: message.timestamp)]
    if call.variants.chat_transcript_shape == "array":
        return [_chat_row(issue, transcripts)]
    if call.variants.chat_transcript_shape == "last-message":
        return [_chat_row(issue, transcripts[-1])]
    return [_chat_row(issue, transcript) for transcript in transcripts]


def _transcript(issue: Issue, message: ChatMessage) -> Transcript:
    return Transcript(
        chat_id=issue.comm_id,
        participant=message.participant,
        participant_id=message.participant_id,
        timestamp=shown(message.timestamp),
        hadPayload=False,
        text=message.text,
        user=message.participant,
        chat=issue.comm_id,
    )


def _chat_row(issue: Issue, transcript: Transcript | list[Transcript]) -> ChatHistory:
    return ChatHistory(
        id=issue.comm_id,
        object_id=issue.id,
        object_scope="issues",
        chat_type=0,
        chat_status=0,
        billing_status=0,
        title=issue.reference_num,
        subtitle="",
        duration_plus=0,
        duration=0,
        transcript=transcript,
        external_rpid="",
        external_lpid="",
        external_id="",
        created=shown(issue.created),
        updated=shown(issue.updated),
    )
