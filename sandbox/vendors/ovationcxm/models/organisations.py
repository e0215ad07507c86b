"""What puts of teams, org users and shipments accept."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import CARRIERS, ORG_USER_STATUSES, SHIPMENT_STATUSES, TEAM_STATUSES, TEAM_TYPES
from sandbox.vendors.ovationcxm.inputs import Entry, Flag, Input, Telephone, Text, Time, unique


class TeamIn(Input):
    """A team to be made or changed."""

    required: ClassVar[tuple[str, ...]] = ("name",)

    id: Text = None
    name: Text = None
    nickname: Text = None
    description: Text = None
    email: Text = None
    phone: Telephone = None
    external_id: Annotated[Text, unique(lambda state: state.team_index)] = None
    avatar: Text = None
    auto_assign_route: Flag = None
    auto_assign_sponsor: Flag = None
    status: Annotated[str | None, Entry(TEAM_STATUSES)] = None
    type: Annotated[str | None, Entry(TEAM_TYPES)] = None
    exclusive: Flag = None
    published: Flag = None
    published_name: Text = None
    private_label: Flag = None
    link_color: Text = None
    text_color: Text = None
    brand_color1: Text = None
    brand_color2: Text = None
    brand_logo_1x: Text = None
    brand_logo_2x: Text = None
    brand_logo_3x: Text = None
    support_email: Text = None
    support_phone: Telephone = None
    support_url: Text = None


class OrgUserIn(Input):
    """An org user to be made or changed."""

    required: ClassVar[tuple[str, ...]] = ("email", "first_name", "last_name")

    id: Text = None
    email: Text = None
    first_name: Text = None
    last_name: Text = None
    sms_number: Telephone = None
    external_id: Annotated[Text, unique(lambda state: state.org_user_index)] = None
    time_zone: Text = None
    status: Annotated[str | None, Entry(ORG_USER_STATUSES)] = None
    present: Text = None

    @classmethod
    def creates(cls, _raw: dict[str, Any], call: OvationCall) -> bool:
        """Say whether a new user is meant: neither the object nor the path named one."""
        return call.target is None


class ShipmentIn(Input):
    """A shipment to be made or changed."""

    required: ClassVar[tuple[str, ...]] = ("carrier", "carrier_tracking")

    id: Text = None
    description: Text = None
    pieces: Text = None
    carrier: Annotated[str | None, Entry(CARRIERS)] = None
    carrier_tracking: Text = None
    estimated_arrival: Time = None
    status: Annotated[str | None, Entry(SHIPMENT_STATUSES)] = None


class TeamPut(BaseModel):
    """A team."""

    org_team: TeamIn


class OrgUserPut(BaseModel):
    """An org user."""

    users: OrgUserIn


class ShipmentPut(BaseModel):
    """A shipment."""

    shipments: ShipmentIn
