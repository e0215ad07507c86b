"""Customers, with their locations, users, technology and custom forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.vendor import RECORD, Moment


@dataclass(slots=True)
class Customer:
    """A customer of a standard organisation."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    """The organisation that owns it."""
    created: Moment
    name: str | None = None
    name_legal: str | None = None
    street_1: str = ""
    street_2: str = ""
    city: str = ""
    state: str | None = None
    zipcode: str = ""
    latitude: float = 0
    longitude: float = 0
    industry: str = "Other"
    email: str | None = None
    phone: str | None = None
    status: str = "Inactive"
    external_id: str | None = None


@dataclass(slots=True)
class Location:
    """A location of a customer."""

    __pydantic_config__ = RECORD

    id: str
    customer_id: str
    street_1: str = ""
    street_2: str = ""
    city: str = ""
    state: str | None = None
    zipcode: str = ""
    latitude: float = 0
    longitude: float = 0
    phone: str | None = None
    site_name: str = ""
    notes: str = ""
    merchant_ids: str = ""
    status: str = "Active"
    external_id: str | None = None
    org_team_ids: list[str] = field(default_factory=list)
    metadata_values: dict[str, str] = field(default_factory=dict)
    """What is not blank."""
    custom_forms: dict[str, dict[str, str]] = field(default_factory=dict)
    """Values by field, by form."""


@dataclass(slots=True)
class CustomerUser:
    """A user of a customer: a contact person."""

    __pydantic_config__ = RECORD

    id: str
    customer_id: str
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    sms_number: str | None = None
    lang: str = "EN"
    status: str = "Active"
    external_id: str | None = None
    customer_location_id: str | None = None
    password: str | None = None

    @property
    def full_name(self) -> str:
        """First name and last name."""
        return f"{self.first_name or ''} {self.last_name or ''}".strip()


@dataclass(slots=True)
class Technology:
    """A device at a customer's location, or of the organisation itself."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    """The organisation that owns it, as its customer's does."""
    created: Moment | None = None
    updated: Moment | None = None
    parent_id: str | None = None
    customer_id: str = ""
    customer_location_id: str = ""
    nickname: str = ""
    type: str = ""
    """Key of the technology dictionary."""
    critical: bool = False
    active: bool = True
    label: str = ""
    make: str = ""
    model: str = ""
    serial_number: str = ""
    version: str = ""
    ip_address: str = ""
    mac_adddress: str = ""
    external_id: str | None = None
    notes: str = ""
    location: str = ""
    status_detail: str = ""
    last_checked: Moment | None = None
    last_seen: Moment | None = None
    last_changed: Moment | None = None
    pci_ssc_ref_no: str = ""
    pts_device_dependencies: str = ""
    app_pa_dss_listed: bool = False
    pa_dds_expire_date: Moment | None = None
    metadata_values: dict[str, str | bool | float] = field(default_factory=dict)
    """What is not blank."""
    pci_compliant: str = ""
    policy: str = ""
    status: str = ""


@dataclass(slots=True)
class FormField:
    """A field of a custom form."""

    __pydantic_config__ = RECORD

    id: str
    type: str
    name: str
    label: str
    default_value: str = ""
    list_items: dict[str, str] | None = None


@dataclass(slots=True)
class CustomForm:
    """A custom form for locations."""

    __pydantic_config__ = RECORD

    id: str
    org_id: str
    name: str
    type: int
    created: Moment
    updated: Moment
    org_team_ids: list[str] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """What the vendor sent to a person outside the API: an invitation, a password reset."""

    __pydantic_config__ = RECORD

    kind: str
    to: str
    customer_user_id: str
    created: Moment
