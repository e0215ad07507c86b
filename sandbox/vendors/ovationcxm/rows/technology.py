"""Rows of technology."""

from __future__ import annotations

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.rows.members import members
from sandbox.vendors.ovationcxm.state import Technology
from sandbox.vendors.ovationcxm.values import plain


class TechnologySummary(TypedDict):
    """Technology, as a location shows it. Source: sdk2018; likewise below."""

    id: str
    parent_id: str | None
    type: str
    critical: bool
    active: bool
    make: str
    model: str
    last_checked: str | None
    last_seen: str | None
    last_changed: str | None
    pci_compliant: str
    policy: str
    status: str


class TechnologyMetadata(TypedDict):
    """What is known of a device's surroundings and traffic."""

    download_consumed: float
    upload_consumed: float
    network_at_pos_station: bool
    pos_emv_nfc: bool
    pos_org: str
    power_at_pos_station: bool
    terminal_id: str
    uuid: str


class TechnologyRow(TypedDict):
    """Technology: a device of a customer, or of the organisation itself."""

    id: str
    parent_id: str | None
    customer_id: str
    customer_location_id: str
    org_id: str
    nickname: str
    type: str
    """Key of the technology dictionary."""
    critical: bool
    active: bool
    label: str
    make: str
    model: str
    serial_number: str
    version: str
    ip_address: str
    mac_adddress: str
    external_id: str | None
    notes: str
    location: str
    status_detail: str
    created: str | None
    updated: str | None
    last_checked: str | None
    """When it was last tried to be reached."""
    last_seen: str | None
    """When it was last reached."""
    last_changed: str | None
    pci_ssc_ref_no: str
    pts_device_dependencies: str
    app_pa_dss_listed: bool
    pa_dds_expire_date: str | None
    metadata_values: TechnologyMetadata
    pci_compliant: str
    policy: str
    status: str


def technology_summary(technology: Technology) -> TechnologySummary:
    """Return technology as a location shows it."""
    row: TechnologySummary = members(TechnologySummary, technology)
    return row


_NOTHING = TechnologyMetadata(
    download_consumed=0,
    upload_consumed=0,
    network_at_pos_station=False,
    pos_emv_nfc=False,
    pos_org="",
    power_at_pos_station=False,
    terminal_id="",
    uuid="",
)


def technology_row(technology: Technology) -> TechnologyRow:
    """Return the row of technology."""
    known = {name: plain(value) if isinstance(value, float) else value for name, value in technology.metadata_values.items()}
    row: TechnologyRow = members(TechnologyRow, technology) | {"metadata_values": {**_NOTHING, **known}}
    return row
