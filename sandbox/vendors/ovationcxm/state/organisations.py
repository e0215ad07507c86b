"""Organisations, their keys, teams and users, and the relationships between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.vendor import RECORD, Moment

Kind = Literal["standard", "service_provider"]

GRANTED_BY_DEFAULT = ("ovationcxm.customers.*", "ovationcxm.issues.*", "ovationcxm.chat.send", "ovationcxm.technology.*")
"""What a relationship allows unless it says otherwise."""


@dataclass(slots=True)
class Org:
    """An organisation: a standard one owns customers, a service provider acts on behalf of such."""

    __pydantic_config__ = RECORD

    id: str
    name: str
    kind: Kind
    default_org_team_id: str
    created: Moment
    updated: Moment
    name_legal: str = ""
    nickname: str = ""
    chat_id: str = ""
    description: str = ""
    street_1: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zipcode: str = ""
    latitude: float = 0
    longitude: float = 0
    external_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    avatar: str = ""
    case_fields: list[str] = field(default_factory=list)
    """Names of the custom fields of its issues, in the order in which they are printed."""
    dids: dict[str, str] = field(default_factory=dict)
    """Team by the number that callers dialled, ten digits."""

    @property
    def slug(self) -> str:
        """The name in lower case, letters and digits alone."""
        return "".join(filter(str.isalnum, self.name.lower()))


@dataclass(slots=True)
class Key:
    """A key pair of an organisation, known by its public token."""

    __pydantic_config__ = RECORD

    org_id: str
    secret: str


@dataclass(slots=True)
class Relationship:
    """An ecosystem relationship: what a service provider may do on behalf of a standard organisation."""

    __pydantic_config__ = RECORD

    id: str
    provider_org_id: str
    standard_org_id: str
    active: bool
    created: Moment
    grants: list[str] = field(default_factory=lambda: list(GRANTED_BY_DEFAULT))
    """Patterns of operation ids; one with a leading `!` excludes."""


@dataclass(slots=True)
class Team:
    """A team of an organisation."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    created: Moment
    updated: Moment
    name: str = ""
    nickname: str = ""
    description: str = ""
    email: str = ""
    phone: str = ""
    external_id: str = ""
    avatar: str = ""
    auto_assign_route: bool = False
    auto_assign_sponsor: bool = False
    status: str = "Active"
    type: str = ""
    exclusive: bool = False
    published: bool = False
    published_name: str = ""
    private_label: bool = False
    link_color: str = ""
    text_color: str = ""
    brand_color1: str = ""
    brand_color2: str = ""
    brand_logo_1x: str = ""
    brand_logo_2x: str = ""
    brand_logo_3x: str = ""
    support_email: str = ""
    support_phone: str = ""
    support_url: str = ""
    users: list[str] = field(default_factory=list)
    """Ids of the org users that are mapped to it, ascending."""
    customers: list[str] = field(default_factory=list)
    """Ids of the customers that are mapped to it, ascending."""


@dataclass(slots=True)
class OrgUser:
    """A user of an organisation: an agent, a technician."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    sms_number: str = ""
    external_id: str = ""
    time_zone: str = ""
    status: str = "Active"
    present: str = ""
    extension: str = ""

    @property
    def full_name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Shipment:
    """A shipment of an organisation."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    created: Moment
    updated: Moment
    description: str = ""
    pieces: str = ""
    carrier: str = ""
    carrier_tracking: str = ""
    estimated_arrival: Moment | None = None
    status: str = "Pending"
