"""What can be recorded, and how CXone's recording services speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sandbox.vendors.nice_cxone.contacts import CHAT, EMAIL, PHONE, Contact
from sandbox.vendors.nice_cxone.tokens import uuid_of

ChannelType = Literal["PHONE_CALL", "CHAT", "EMAIL"]


@dataclass(frozen=True, slots=True)
class Medium:
    """What a medium is called."""

    channel_type: ChannelType
    media_type: Literal["voice-only", "chat", "email"]
    tag: Literal["call", "chat", "email"]
    asked_by: frozenset[str]
    """The values of `media-type` that ask for it."""


MEDIA = {
    PHONE: Medium("PHONE_CALL", "voice-only", "call", frozenset(("voice-only", "voice-and-screen", "all"))),
    CHAT: Medium("CHAT", "chat", "chat", frozenset(("chat", "all"))),
    EMAIL: Medium("EMAIL", "email", "email", frozenset(("email", "all"))),
}
"""By media type id. What has another cannot be recorded."""


def show(moment: datetime) -> str:
    """Write a time as CXone does: UTC, with milliseconds."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def recording_id(contact_id: int, contact: Contact) -> str:
    """Return Media Playback's own id of a recording; where none was given, a UUID (version 5) is made of the contact's."""
    return contact.recording_id or uuid_of(f"recording:{contact_id}")


def stage_id(segment_id: str) -> str:
    """Return the recording id of a segment's voice stage."""
    return f"rec-{segment_id}-1"
