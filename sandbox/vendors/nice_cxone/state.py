"""What CXone remembers: tenants with their users, keys and fields; contacts with their segments; extraction jobs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from sandbox.vendor import RECORD, Moment, State
from sandbox.vendors.nice_cxone.contacts import Contact, Segment
from sandbox.vendors.nice_cxone.manifest import CLIENT_ID, access_key, credentials

Permission = Literal[
    "updateBusinessData",
    "extractInteractionMetadata",
    "extractQmWorkflow",
    "extractWfmPayroll",
    "playAny",
    "viewSentiments",
    "accessKeyAny",
    "accessKeyOwn",
]
FieldType = Literal["text", "numeric", "boolean"]
Status = Literal["RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED"]
"""Of a Data Extraction job."""

MOST_FIELDS = 50
MOST_OF_TYPE: dict[FieldType, int] = {"text": 35, "numeric": 10, "boolean": 5}
"""How many business data fields a tenant may have, active or not."""


@dataclass(slots=True)
class BusinessDataField:
    """A business data field of a tenant, known by its name."""

    __pydantic_config__ = RECORD

    id: str
    type: FieldType
    active: bool = True


@dataclass(slots=True)
class Tenant:
    """A customer organisation, known by its tenant id. Its ACD side is a business unit."""

    __pydantic_config__ = RECORD

    name: str
    """The `tenant` claim."""
    business_unit_id: int
    business_unit_name: str
    area: str
    cluster: str
    domain: str
    acd_domain: str
    uh_domain: str
    default_user: str
    """User id of who is logged in where nobody is named."""
    main_number: str
    private: bool = False
    default_time_zone: str = "(UTC) Coordinated Universal Time"
    parent_tenant_id: str | None = None
    teams: dict[int, str] = field(default_factory=dict)
    """Names by id; likewise below."""
    skills: dict[int, str] = field(default_factory=dict)
    campaigns: dict[int, str] = field(default_factory=dict)
    points_of_contact: dict[int, str] = field(default_factory=dict)
    dispositions: dict[int, str] = field(default_factory=dict)
    fields: dict[str, BusinessDataField] = field(default_factory=dict)
    """By name, in the tenant's order."""
    playback_calls: list[Moment] = field(default_factory=list)
    """When Media Playback was called lately: what its rate limit counts."""
    last_extraction: Moment | None = None
    """When a Data Extraction job was last accepted."""
    last_business_data: Moment | None = None
    """When a Business Data call was last accepted."""

    def __post_init__(self) -> None:
        if problem := too_many_fields(self.fields):
            raise ValueError(f"fields: {problem}")


def too_many_fields(fields: dict[str, BusinessDataField]) -> str | None:
    """Say what is wrong with the number of a tenant's fields, if anything."""
    if len(fields) > MOST_FIELDS:
        return f"a tenant has at most {MOST_FIELDS} business data fields"
    for kind, count in Counter(known.type for known in fields.values()).items():
        if count > MOST_OF_TYPE[kind]:
            return f"a tenant has at most {MOST_OF_TYPE[kind]} {kind} business data fields"
    return None


@dataclass(slots=True)
class User:
    """A user of a tenant, known by its user id."""

    __pydantic_config__ = RECORD

    tenant_id: str
    given_name: str
    family_name: str
    login: str
    """Login name and e-mail address."""
    role: str
    """The role's `legacyId`."""
    agent_id: int
    team_id: int
    permissions: list[Permission] = field(default_factory=list)
    active: bool = True

    @property
    def full_name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(slots=True)
class Client:
    """A client application, known by its client id; it belongs to no tenant."""

    __pydantic_config__ = RECORD

    secret: str
    redirect_uris: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AccessKey:
    """An access key of a user, known by its id."""

    __pydantic_config__ = RECORD

    secret: str
    user_id: str
    is_active: bool = True
    last_used: Moment | None = None


@dataclass(slots=True)
class Code:
    """An authorization code, known by itself; it is dropped when used."""

    __pydantic_config__ = RECORD

    client_id: str
    user_id: str
    redirect_uri: str
    expires_at: Moment
    challenge: str | None = None
    nonce: str | None = None


@dataclass(slots=True)
class Job:
    """A Data Extraction job, known by its id. `rows` were taken at its creation."""

    __pydantic_config__ = RECORD

    tenant_id: str
    created_at: Moment
    status: Status = "RUNNING"
    succeeded_at: Moment | None = None
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    urls: dict[str, Moment] = field(default_factory=dict)
    """Until when each signature opens the download."""


class NiceCxone(State):
    """Everything that CXone remembers in a session."""

    tenants: dict[str, Tenant] = {}
    """By tenant id; the first is the default one."""
    clients: dict[str, Client] = {}
    """By client id."""
    users: dict[str, User] = {}
    """By user id."""
    access_keys: dict[str, AccessKey] = {}
    """By access key id, oldest first."""
    contacts: dict[int, Contact] = {}
    """By ACD contact id: master contacts and child legs."""
    segments: dict[str, Segment] = {}
    """By segment id, in lower case."""
    jobs: dict[str, Job] = {}
    """By job id, oldest first."""
    codes: dict[str, Code] = {}
    """Authorization codes that were not used yet."""
    used_refresh_tokens: dict[str, Moment] = {}
    """`jti` of refresh tokens that cannot be used again, and when each would have expired."""

    @model_validator(mode="after")
    def _refer(self) -> Self:
        """Refuse records that refer to nothing."""
        for user_id, user in self.users.items():
            if user.tenant_id not in self.tenants:
                raise ValueError(f"users.{user_id}.tenantId: there is no such tenant")
        for tenant_id, tenant in self.tenants.items():
            if tenant.default_user not in self.users:
                raise ValueError(f"tenants.{tenant_id}.defaultUser: there is no such user")
        for key_id, key in self.access_keys.items():
            if key.user_id not in self.users:
                raise ValueError(f"accessKeys.{key_id}.userId: there is no such user")
        for contact_id, contact in self.contacts.items():
            self._check_contact(contact_id, contact)
        for segment_id, segment in self.segments.items():
            self._check_segment(segment_id, segment)
        return self

    def _check_contact(self, contact_id: int, contact: Contact) -> None:
        if contact.tenant_id not in self.tenants:
            raise ValueError(f"contacts.{contact_id}.tenantId: there is no such tenant")
        if contact.user_id not in self.users:
            raise ValueError(f"contacts.{contact_id}.userId: there is no such user")
        if contact.master_id not in self.contacts:
            raise ValueError(f"contacts.{contact_id}.masterId: there is no such contact")
        missing = [segment for segment in contact.segments if segment not in self.segments]
        if missing:
            raise ValueError(f"contacts.{contact_id}.segments: there is no segment {missing[0]}")

    def _check_segment(self, segment_id: str, segment: Segment) -> None:
        contact = self.contacts.get(segment.contact_id)
        if contact is None or segment_id not in contact.segments:
            raise ValueError(f"segments.{segment_id}.contactId: no such contact lists this segment")
        if segment.leg_id not in self.contacts:
            raise ValueError(f"segments.{segment_id}.legId: there is no such contact")
        if segment.user_id not in self.users:
            raise ValueError(f"segments.{segment_id}.userId: there is no such user")
        unknown = segment.values.keys() - self.tenants[contact.tenant_id].fields.keys()
        if unknown:
            raise ValueError(f"segments.{segment_id}.values: the tenant has no field {unknown.pop()}")

    @cached_property
    def _running(self) -> dict[str, list[str]]:
        """Segments that had not ended when they were last looked at, by user id of the agent, oldest first."""
        found: dict[str, list[str]] = {}
        for segment_id, segment in self.segments.items():
            if segment.ended_at is None:
                found.setdefault(segment.user_id, []).append(segment_id)
        return found

    def begin(self, segment_id: str, segment: Segment) -> None:
        """Add a segment, which has just begun."""
        self.segments[segment_id] = segment
        self._running.setdefault(segment.user_id, []).append(segment_id)

    def running(self, user_id: str) -> list[tuple[str, Segment]]:
        """Return the segments in which a user is at the moment, oldest first."""
        still = [segment_id for segment_id in self._running.get(user_id, ()) if self.segments[segment_id].ended_at is None]
        self._running[user_id] = still
        return [(segment_id, self.segments[segment_id]) for segment_id in still]

    def issue(self, session: str) -> None:
        """Give the session an access key and a client of its own: those of the default credentials' user and client."""
        issued, usual = credentials(session), credentials(None)
        if known := self.access_keys.get(usual["access_key_id"]):
            key_id, secret = access_key(session, b"issued")
            self.access_keys[key_id] = AccessKey(secret, known.user_id)
        if client := self.clients.get(CLIENT_ID):
            self.clients[issued["client_id"]] = Client(issued["client_secret"], list(client.redirect_uris))
