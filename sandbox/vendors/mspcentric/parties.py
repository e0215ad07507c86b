"""Who takes part: clients of the OEM API, and vendors with what they sell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sandbox.vendor import RECORD, Moment

Status = Literal["active", "inactive", "pending", "mapping", "disabled", "error"]
VendorKind = Literal["custom_hosted", "external"]


@dataclass(slots=True)
class ExternalIds:
    """What the next external integration of a client gets."""

    __pydantic_config__ = RECORD

    id: str
    partner_api_key: str


@dataclass(slots=True)
class Queues:
    """Values that are given out, in order, before any is generated."""

    __pydantic_config__ = RECORD

    hosted_integration_ids: list[str] = field(default_factory=list)
    external_integrations: list[ExternalIds] = field(default_factory=list)
    oem_tokens: list[str] = field(default_factory=list)
    session_tokens: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Client:
    """An Integrator: a caller of the OEM API."""

    __pydantic_config__ = RECORD

    client_id: str
    client_secret: str
    webhook_url: str | None = None
    """The Inform Transport."""
    vendor_ids: list[str] = field(default_factory=list)
    """Vendors that it may use."""
    listed_vendor_ids: list[str] = field(default_factory=list)
    """Vendors that it is shown."""
    queues: Queues = field(default_factory=Queues)
    issued_id: str | None = None
    """Id and secret that were issued for a named session, valid beside the others."""
    issued_secret: str | None = None


@dataclass(slots=True)
class Sku:
    """A product or service of a vendor."""

    __pydantic_config__ = RECORD

    id: str
    name: str
    description: str
    category: str
    subcategory: str
    support_article: str | None = None
    support_contact: str | None = None


@dataclass(slots=True)
class Profile:
    """What the Vendor API shows of a vendor beside its name and kind."""

    __pydantic_config__ = RECORD

    created_at: Moment
    updated_at: Moment
    description: str = ""
    is_distributor: bool = False
    external_integration_status: str = "notIntegrated"
    mapping_responsibilities: list[str] = field(default_factory=lambda: ["accounts", "services"])
    modules: list[dict[str, str]] = field(default_factory=lambda: [{"variation": "alerts"}, {"variation": "billing"}])
    skus: list[Sku] = field(default_factory=list)
    image_uri: str | None = None
    integration_portal_url: str | None = None
    vendor_support_page_url: str | None = None


@dataclass(slots=True)
class Vendor:
    """A vendor or distributor: the template of integrations."""

    __pydantic_config__ = RECORD

    id: str
    name: str
    integration_status: Status
    integration_type: VendorKind
    integration_credential_template: dict[str, str]
    vendor_token: str | None = None
    profile: Profile | None = None
    profile_removed: bool = False
