"""Rows of organisations, their teams, users and shipments."""

from __future__ import annotations

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.rows.members import members
from sandbox.vendors.ovationcxm.state import Org, OrgUser, Shipment, Team


class OrgRow(TypedDict):
    """An organisation. Source: sdk2018; likewise below."""

    id: str
    name: str
    name_legal: str
    nickname: str
    """Hashtag for mentions in chats."""
    chat_id: str
    description: str
    street_1: str
    street_2: str
    city: str
    state: str
    zipcode: str
    latitude: float
    longitude: float
    external_id: str
    default_org_team_id: str
    email: str
    phone: str
    website: str
    avatar: str
    created: str
    updated: str


class TeamRow(TypedDict):
    """A team of an organisation."""

    id: str
    name: str
    nickname: str
    description: str
    email: str
    phone: str
    external_id: str
    avatar: str
    auto_assign_route: bool
    """Whether it becomes the owner of new issues of the customers that are mapped to it."""
    auto_assign_sponsor: bool
    """Whether it becomes their sponsor."""
    status: str
    type: str
    exclusive: bool
    published: bool
    published_name: str
    private_label: bool
    link_color: str
    text_color: str
    brand_color1: str
    brand_color2: str
    brand_logo_1x: str
    brand_logo_2x: str
    brand_logo_3x: str
    support_email: str
    support_phone: str
    support_url: str
    created: str
    updated: str


class OrgUserRow(TypedDict):
    """A user of an organisation."""

    id: str
    email: str
    first_name: str
    last_name: str
    sms_number: str
    external_id: str
    time_zone: str
    status: str
    present: str


class ShipmentRow(TypedDict):
    """A shipment."""

    id: str
    description: str
    pieces: str
    carrier: str
    carrier_tracking: str
    estimated_arrival: str | None
    status: str
    created: str
    updated: str


def org_row(org: Org) -> OrgRow:
    """Return the row of an organisation."""
    row: OrgRow = members(OrgRow, org)
    return row


def team_row(team: Team) -> TeamRow:
    """Return the row of a team."""
    row: TeamRow = members(TeamRow, team)
    return row


def org_user_row(user: OrgUser) -> OrgUserRow:
    """Return the row of an org user."""
    row: OrgUserRow = members(OrgUserRow, user)
    return row


def shipment_row(shipment: Shipment) -> ShipmentRow:
    """Return the row of a shipment."""
    row: ShipmentRow = members(ShipmentRow, shipment)
    return row
