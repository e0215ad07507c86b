"""Issues, with their logs, status histories, chats and files, and the telephone calls behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Base64Bytes, Field

from sandbox.vendor import RECORD, Moment
from sandbox.vendors.ovationcxm.dictionaries import ISSUE_STATUSES

CANCELED, DELETED = 89, 99
"""Codes of statuses that are told from all others."""

LARGEST_FILE = 25 * 1024 * 1024
"""In bytes."""


@dataclass(slots=True)
class LogRow:
    """A row of an issue's log: a note that somebody wrote, or what the system did."""

    __pydantic_config__ = RECORD

    id: str
    text: str
    created: Moment
    is_note: bool = False
    author: str = ""
    """Full name of the agent who wrote the note."""
    author_nickname: str = ""
    quiet: bool = False
    """Whether a system row shows no notes."""


@dataclass(slots=True)
class StatusChange:
    """A row of an issue's status history."""

    __pydantic_config__ = RECORD

    created: Moment
    type: str
    status: int
    resolution: str
    summary: str
    """What happened: `Case created`."""
    scheduled_time: Moment | None = None


@dataclass(slots=True)
class ChatMessage:
    """A message of an issue's chat."""

    __pydantic_config__ = RECORD

    participant: str
    text: str
    timestamp: Moment
    participant_id: str = ""


@dataclass(slots=True)
class Device:
    """A device that an issue is about."""

    __pydantic_config__ = RECORD

    id: str = ""
    product_id: str = ""
    make: str = ""
    model: str = ""
    nickname: str = ""


@dataclass(slots=True)
class Article:
    """An article that helps with an issue."""

    __pydantic_config__ = RECORD

    id: str = ""
    title: str = ""
    url: str = ""


@dataclass(slots=True)
class Issue:
    """A case of a customer."""

    __pydantic_config__ = RECORD

    id: str
    comm_id: str
    customer_id: str
    customer_location_id: str
    customer_user_id: str
    created: Moment
    updated: Moment
    owner_org_team_id: str
    sponsor_org_team_id: str | None = None
    users_id: str = ""
    """The org user who is assigned."""
    type: str = "Support"
    status: int = 1
    """Code of the dictionary, for two statuses share a label."""
    job: str = "Not Started"
    resolution: str = "Not Set"
    category: str = ""
    category_new: str | None = None
    tags: list[str] = field(default_factory=list)
    remote_id: str = ""
    display_name: str = ""
    details: str = ""
    special_notes: str = ""
    user_agent: str = ""
    idr_isq: str = ""
    idr_process: str = ""
    idr_resolution: str = ""
    tech_support_minutes: int = 0
    unmanaged: bool = False
    external_id: str = ""
    scheduled_time: Moment | None = None
    enroute_time: Moment | None = None
    arrival_time: Moment | None = None
    departure_time: Moment | None = None
    metadata_values: dict[str, str | int] = field(default_factory=dict)
    """What is not as in a fresh issue."""
    custom_fields: dict[str, str | int | float | bool | None] = field(default_factory=dict)
    members_devices: list[Device] = field(default_factory=list)
    kb_articles: list[Article] = field(default_factory=list)
    earlier_teams: list[str] = field(default_factory=list)
    """Teams that the issue was escalated from, the latest last."""
    log: list[LogRow] = field(default_factory=list)
    """Oldest first; likewise below."""
    history: list[StatusChange] = field(default_factory=list)
    chat: list[ChatMessage] = field(default_factory=list)

    @property
    def status_label(self) -> str:
        """The label of the status."""
        return ISSUE_STATUSES.labels[self.status]

    @property
    def is_open(self) -> bool:
        """Whether the issue is open: neither resolved nor closed. Source: support-sdk."""
        return self.status < 7

    @property
    def is_deleted(self) -> bool:
        """Whether the issue was deleted."""
        return self.status == DELETED

    @property
    def reference_num(self) -> str:
        """The number that people say."""
        return self.id[-6:].upper()


@dataclass(slots=True)
class File:
    """A file of an issue, or of a location."""

    __pydantic_config__ = RECORD

    id: str
    object_id: str
    type: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]
    """A download declares it in a header, which holds no control characters."""
    size: Annotated[int, Field(ge=0, le=LARGEST_FILE)]
    name: str
    tag: str
    created: Moment
    notes: str = ""
    object: Literal["issues", "members_locations"] = "issues"
    """Of which kind the object is."""
    content: Annotated[Base64Bytes | None, Field(strict=False)] = None
    """`None`: as many zero bytes as its size says."""


@dataclass(slots=True)
class Call:
    """A telephone call, known within its organisation by the caller's own id."""

    __pydantic_config__ = RECORD

    external_id: str
    org_id: str
    issue_id: str
    cid_number: str
    did_number: str
    created: Moment
    state: Literal["queued", "answered", "ended"] = "queued"
    cid_name: str = ""
    qid: str = ""
    agents: list[str] = field(default_factory=list)
    """Ids of the org users on the call, in the order in which they joined."""
    ended: Moment | None = None
    recording: str | None = None
    """Id of the file."""
