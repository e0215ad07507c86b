"""Recordings: what is known of them. Their audio is silence (`audio.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sandbox.vendor import RECORD

CallDirection = Literal["INBOUND", "OUTBOUND"]
RecordingStatus = Literal[
    "PENDING",
    "SAVED",
    "DELETED_USER",
    "DELETED_SPACE",
    "DELETED_TIME",
    "DELETED_UNKNOWN",
    "PENDING_DELETE_SPACE",
    "PENDING_DELETE_TIME",
]
SERVED: frozenset[RecordingStatus] = frozenset(("SAVED", "PENDING_DELETE_SPACE", "PENDING_DELETE_TIME"))
"""Statuses in which there is audio."""

Key = Annotated[str, Field(pattern=r"^[!#-\[\]-~]+$")]
"""It stands in paths and headers."""


@dataclass(slots=True)
class Recording:
    """A recording, in the order of the vendor's members."""

    __pydantic_config__ = RECORD

    recording_key: Key
    """`{recording UUID}-{start}`; not always a valid UUID."""
    call_key: Key
    """`{call UUID}-{start of the call}-{end of the call}`."""
    start_time: int
    """Milliseconds since 1970."""
    duration: int
    """Milliseconds."""
    size: int
    """Bytes that it takes in store; its audio is of another length."""
    event_id: int
    recording_system_id: int
    status: RecordingStatus
    calling_party: str
    """A number, or `Name(extension)`; likewise the next."""
    receiving_party: str
    tenant_name: str
    tag_data: str
    call_direction: CallDirection
    skill: str
    agent: str
    """`Name(extension)`."""
