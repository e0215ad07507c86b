"""Contacts and segments as the state keeps them: slotted records, since they come in thousands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from sandbox.vendor import RECORD, Moment

EMAIL, CHAT, PHONE = 1, 3, 4
"""Media type ids that can be recorded."""

Reason = Literal["SEGMENT", "TRANSFER", "CONFERENCE", "CONTACT", "IVR", "ELEVATED", "TRANSFERRED_TO_EXTERNAL_NUMBER", "EXTERNAL_TRANSFER"]


@dataclass(slots=True)
class StateEntry:
    """One line of a contact's state history; `seconds` is its duration."""

    __pydantic_config__ = RECORD

    id: int
    name: str
    started_at: Moment
    seconds: int


@dataclass(slots=True)
class Contact:
    """An ACD contact, known by its contact id: a master contact, or a child leg of one."""

    __pydantic_config__ = RECORD

    tenant_id: str
    master_id: int
    """Its own id, if it is a master contact."""
    user_id: str
    """The agent."""
    media_type_id: int
    skill_id: int
    campaign_id: int
    point_of_contact_id: int
    from_address: str
    to_address: str
    started_at: Moment
    total_seconds: float | None = None
    """How long it took; `None` while it is open."""
    is_outbound: bool = False
    disposition_id: int | None = None
    customer_name: str | None = None
    recording_id: str | None = None
    """Media Playback's own id of the recording (master contacts)."""
    interaction_id: str | None = None
    """Of the live interaction (master contacts)."""
    segments: list[str] = field(default_factory=list)
    """Ids of every recorded segment, in order of start (master contacts)."""
    legs: list[int] = field(default_factory=list)
    """Child legs, in order of start (master contacts)."""
    details: dict[str, JsonValue] = field(default_factory=dict)
    """Members of the ACD record that differ from what is derived, by their current names."""
    states: list[StateEntry] = field(default_factory=list)
    """State history, where it differs from what is derived."""
    custom_data: dict[str, str] = field(default_factory=dict)
    """Script data by name; not business data."""
    sentiments: list[dict[str, JsonValue]] = field(default_factory=list)
    categories: list[dict[str, JsonValue]] = field(default_factory=list)
    messages: list[dict[str, JsonValue]] = field(default_factory=list)
    """Of a chat."""
    content: dict[str, JsonValue] | None = None
    """Of an e-mail."""
    actions: list[dict[str, JsonValue]] = field(default_factory=list)
    """What the agent did with an e-mail."""

    @property
    def is_open(self) -> bool:
        """Whether the contact has not ended yet."""
        return self.total_seconds is None

    @property
    def ended_at(self) -> datetime | None:
        """When it ended; `None` while it is open."""
        return None if self.total_seconds is None else self.started_at + timedelta(seconds=self.total_seconds)


@dataclass(slots=True)
class Segment:
    """One agent leg of a recorded contact, known by its segment id (a UUID in lower case)."""

    __pydantic_config__ = RECORD

    contact_id: int
    """The master contact."""
    leg_id: int
    """The ACD contact of the leg."""
    user_id: str
    """The agent."""
    media_type_id: int
    started_at: Moment
    ended_at: Moment | None = None
    """`None` while it is live."""
    acw_ended_at: Moment | None = None
    """End of the after-call work, where it differs from `ended_at`."""
    open_reason: Reason = "SEGMENT"
    close_reason: Reason | None = None
    values: dict[str, str] = field(default_factory=dict)
    """Business data by field name."""
    recording_status: str = "Recording"
    """As the live recording API tells it, likewise the reason."""
    status_reason: str = "Policy"
