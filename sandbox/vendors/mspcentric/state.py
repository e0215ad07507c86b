"""What MSPCentric remembers: clients, vendors, and organizations with their users, integrations and mappings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator

from sandbox.vendor import RECORD, Moment, State
from sandbox.vendors.mspcentric.manifest import CLIENT_ID, OEM_TOKEN, credentials
from sandbox.vendors.mspcentric.parties import Client, Status, Vendor
from sandbox.vendors.mspcentric.tables import Tables

Kind = Literal["account", "service"]


@dataclass(slots=True)
class User:
    """A user of an organization."""

    __pydantic_config__ = RECORD

    id: str
    email: str
    first_name: str
    last_name: str
    vendor_user_id: str
    role: Literal["owner", "member"]
    oem_token: str
    removed: bool = False
    issued_token: str | None = None
    """A token that was issued for a named session, valid beside the other."""


@dataclass(slots=True)
class Mapping:
    """A vendor account or a vendor service of an integration."""

    __pydantic_config__ = RECORD

    kind: Kind
    mapping_id: str
    id: str
    name: str
    description: str = ""
    external_id: str | None = None
    is_active: bool = True
    is_arrears: bool = False
    is_mapped: bool = False


@dataclass(slots=True)
class Count:
    """The latest unit count of an account and a service."""

    __pydantic_config__ = RECORD

    account_id: str
    service_id: str
    unit_count: int | float


@dataclass(slots=True)
class Alert:
    """An alert that the vendor posted, and what became of it."""

    __pydantic_config__ = RECORD

    message_id: str
    correlation_id: Annotated[str, Field(alias="correlationID")]
    account_id: str
    alert_id: str
    title: str
    description: str
    priority: int
    status: int
    created_at: Moment
    ticket_id: str | None = None
    due_date_time: str | None = None
    service_id: str | None = None
    failure: str | None = None
    """Why there is no ticket."""


@dataclass(slots=True)
class Integration:
    """An organization's connection with a vendor."""

    __pydantic_config__ = RECORD

    id: str
    vendor_id: str
    integration_status: Status
    integration_kind: Literal["external"] | None = None
    credentials: dict[str, str] = field(default_factory=dict)
    partner_api_key: str | None = None
    last_synced_at: Moment | None = None
    is_alerts_enabled: bool = True
    product_groups: list[JsonValue] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    calls: tuple[int, int] = (0, 0)
    """A second of the clock, and the calls of the Vendor API in it: what the rate limit counts."""

    def mapped(self, kind: Kind) -> list[str]:
        """Return the ids of what is mapped, in order of creation."""
        return [mapping.id for mapping in self.mappings if mapping.kind == kind and mapping.is_mapped]


@dataclass(slots=True)
class PsaAccount:
    """A customer in the organization's PSA."""

    __pydantic_config__ = RECORD

    name: str
    contact: str
    phone: str
    email: str


@dataclass(slots=True)
class Organization:
    """An MSP: a tenant."""

    __pydantic_config__ = RECORD

    id: str
    client_id: str
    name: str
    vendor_organization_id: str | None
    email_domain: str
    users: list[User] = field(default_factory=list)
    integrations: list[Integration] = field(default_factory=list)
    psa_accounts: list[PsaAccount] = field(default_factory=list)

    @property
    def live_users(self) -> list[User]:
        """The users that were not removed, oldest first."""
        return [user for user in self.users if not user.removed]

    @property
    def speaker(self) -> User | None:
        """Who acts where nobody is named: the Owner, else the oldest live user."""
        live = self.live_users
        return next((user for user in live if user.role == "owner"), live[0] if live else None)


@dataclass(slots=True)
class UserSession:
    """A session of a user in MSPCentric's own pages, known by its token."""

    __pydantic_config__ = RECORD

    token: str
    organization_id: str
    user_id: str
    expires_at: Moment
    used: bool = False


class Mspcentric(State):
    """Everything that MSPCentric remembers in a session."""

    clients: list[Client] = []
    vendors: list[Vendor] = []
    organizations: list[Organization] = []
    sessions: list[UserSession] = []
    last_ticket: int = 70142
    """Number of the latest ticket of the PSA."""

    @cached_property
    def tables(self) -> Tables:
        """What is looked up, by what it is looked up with."""
        return Tables(self)

    @model_validator(mode="after")
    def _refer(self) -> Self:
        """Refuse records that refer to nothing."""
        clients = {client.client_id for client in self.clients}
        vendors = {vendor.id for vendor in self.vendors}
        for client in self.clients:
            if unknown := {*client.vendor_ids, *client.listed_vendor_ids} - vendors:
                raise ValueError(f"clients: {client.client_id} refers to vendor {unknown.pop()}, and there is none")
        for organization in self.organizations:
            if organization.client_id not in clients:
                raise ValueError(f"organizations: {organization.id} belongs to client {organization.client_id}, and there is none")
            for integration in organization.integrations:
                if integration.vendor_id not in vendors:
                    raise ValueError(f"organizations: {integration.id} is of vendor {integration.vendor_id}, and there is none")
        users = {(organization.id, user.id) for organization in self.organizations for user in organization.users}
        if any((session.organization_id, session.user_id) not in users for session in self.sessions):
            raise ValueError("sessions: one is of a user whom nobody knows")
        return self

    def issue(self, session: str) -> None:
        """Give the session a pair and a token of its own: those of the default credentials' client and user."""
        issued = credentials(session)
        for client in self.clients:
            if client.client_id == CLIENT_ID:
                client.issued_id, client.issued_secret = issued["client_id"], issued["client_secret"]
        for organization in self.organizations:
            for user in organization.users:
                if user.oem_token == OEM_TOKEN:
                    user.issued_token = issued["organization_oem_token"]
