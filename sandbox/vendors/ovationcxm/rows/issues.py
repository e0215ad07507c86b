"""Rows of issues."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.rows.customers import merchant_list
from sandbox.vendors.ovationcxm.state import Issue
from sandbox.vendors.ovationcxm.state.issues import CANCELED
from sandbox.vendors.ovationcxm.values import shown, shown_or_none


class IssueMetadata(TypedDict):
    """What is planned for an installation."""

    preferred_install_date: str
    preferred_time_frame: str
    alternate_install_date: str
    alternate_time_frame: str
    number_of_pos_devices: int


FRESH_METADATA = IssueMetadata(
    preferred_install_date="",
    preferred_time_frame="AM",
    alternate_install_date="",
    alternate_time_frame="",
    number_of_pos_devices=0,
)


class DeviceRow(TypedDict):
    """A device that an issue is about."""

    id: str
    product_id: str
    make: str
    model: str
    nickname: str


class ArticleRow(TypedDict):
    """An article that helps with an issue."""

    id: str
    title: str
    url: str


class IssueRow(TypedDict):
    """An issue. Custom fields of the owner organisation stand between `unmanaged` and `special_notes`. Source: sdk2018, rec2022."""

    id: str
    comm_id: NotRequired[str | None]
    """`null` while the issue is canceled."""
    remote_id: str
    display_name: NotRequired[str]
    reference_num: str
    type: str
    resolution: str
    job: str
    details: str
    status: str
    created: str
    updated: str
    scheduled_time: str | None
    enroute_time: str | None
    arrival_time: str | None
    departure_time: str | None
    user_agent: NotRequired[str]
    idr_isq: str
    tech_support_minutes: int
    unmanaged: bool
    special_notes: str
    """Empty for an organisation that only takes part."""
    journey_id: NotRequired[str | None]
    journey_data: NotRequired[list[Any]]
    journey_stage: NotRequired[str | None]
    category: str
    tags: NotRequired[list[str]]
    category_new: NotRequired[str | None]
    users_id: NotRequired[str]
    user_id: NotRequired[str]
    """The name of 2018 for the same."""
    owner_org_team_id: NotRequired[str]
    sponsor_org_team_id: NotRequired[str | None]
    idr_process: str
    idr_resolution: str
    metadata_values: IssueMetadata
    members_devices: NotRequired[list[DeviceRow]]
    kb_articles: NotRequired[list[ArticleRow]]
    external_id: str
    customer_id: str
    members_id: NotRequired[str]
    customer_name: str | None
    members_name: NotRequired[str | None]
    customer_email: str | None
    members_email: NotRequired[str | None]
    customer_user_id: str
    members_users_id: NotRequired[str]
    customer_user_name: str | None
    members_users_name: NotRequired[str | None]
    customer_user_email: str | None
    members_users_email: NotRequired[str | None]
    customer_location_id: str
    members_locations_id: NotRequired[str]
    customer_location_name: str | None
    members_locations_name: NotRequired[str | None]
    customer_location_merchant_ids: NotRequired[list[str]]
    members_locations_merchant_ids: NotRequired[list[str]]
    isRated: NotRequired[bool]


_OF_2018 = (
    *("id", "reference_num", "remote_id", "customer_id", "customer_name", "customer_email"),
    *("customer_location_id", "customer_location_name", "customer_user_id", "customer_user_name", "customer_user_email"),
    *("user_id", "external_id", "type", "category", "details", "status", "job", "resolution", "created", "updated"),
    *("scheduled_time", "enroute_time", "arrival_time", "departure_time", "idr_isq", "idr_process", "idr_resolution"),
    *("tech_support_minutes", "special_notes", "unmanaged", "metadata_values"),
)
"""Members of a row of the profile 2018, in their order."""


def issue_row(call: OvationCall, issue: Issue) -> IssueRow:
    """Return the row of an issue, as the effective organisation sees it."""
    owner_id = call.state.owner_of(issue)
    row: dict[str, Any] = {
        "id": issue.id,
        "comm_id": None if issue.status == CANCELED else issue.comm_id,
        "remote_id": issue.remote_id,
        "display_name": issue.display_name,
        "reference_num": issue.reference_num,
        "type": issue.type,
        "resolution": issue.resolution,
        "job": issue.job,
        "details": issue.details,
        "status": issue.status_label,
        "created": shown(issue.created),
        "updated": shown(issue.updated),
        "scheduled_time": shown_or_none(issue.scheduled_time),
        "enroute_time": shown_or_none(issue.enroute_time),
        "arrival_time": shown_or_none(issue.arrival_time),
        "departure_time": shown_or_none(issue.departure_time),
        "user_agent": issue.user_agent,
        "idr_isq": issue.idr_isq,
        "tech_support_minutes": issue.tech_support_minutes,
        "unmanaged": issue.unmanaged,
        **{name: issue.custom_fields.get(name) for name in case_fields(call, owner_id)},
        "special_notes": issue.special_notes if owner_id == call.org.id else "",
        "journey_id": None,
        "journey_data": [],
        "journey_stage": None,
        "category": issue.category,
        "tags": issue.tags,
        "category_new": issue.category_new,
        "users_id": issue.users_id,
        "owner_org_team_id": issue.owner_org_team_id,
        "sponsor_org_team_id": issue.sponsor_org_team_id,
        "idr_process": issue.idr_process,
        "idr_resolution": issue.idr_resolution,
        "metadata_values": {**FRESH_METADATA, **issue.metadata_values},
        "members_devices": [asdict(device) for device in issue.members_devices],
        "kb_articles": [asdict(article) for article in issue.kb_articles],
        "external_id": issue.external_id,
        **_customer(call, issue),
        "isRated": False,
    }
    if call.variants.profile == "2018":
        row["user_id"] = issue.users_id
        row = {name: row[name] for name in _OF_2018}
    return cast(IssueRow, row)


def case_fields(call: OvationCall, owner_id: str) -> list[str]:
    """Return the names of the custom fields of an organisation's issues; the private ones are for itself alone."""
    names = call.state.orgs[owner_id].case_fields
    return names if owner_id == call.org.id else [name for name in names if "_case_private_custom_field_" not in name]


def _customer(call: OvationCall, issue: Issue) -> dict[str, Any]:
    """Return what is said of customer, user and location, each member under both of its names."""
    state = call.state
    customer = state.customers[issue.customer_id]
    user = state.users.get(issue.customer_user_id)
    location = state.locations.get(issue.customer_location_id)
    merchants = merchant_list(location) if location else []
    members = (
        ("customer_id", "members_id", customer.id),
        ("customer_name", "members_name", customer.name),
        ("customer_email", "members_email", customer.email),
        ("customer_user_id", "members_users_id", issue.customer_user_id),
        ("customer_user_name", "members_users_name", user.full_name if user else None),
        ("customer_user_email", "members_users_email", user.email if user else None),
        ("customer_location_id", "members_locations_id", issue.customer_location_id),
        ("customer_location_name", "members_locations_name", location.site_name if location else None),
        ("customer_location_merchant_ids", "members_locations_merchant_ids", merchants),
    )
    return {name: value for *names, value in members for name in names}
