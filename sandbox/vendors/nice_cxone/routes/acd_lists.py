"""ACD lists over all contacts of a tenant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

from sandbox.vendor import Reply
from sandbox.vendors.nice_cxone import acd, acd_models, acd_models_details
from sandbox.vendors.nice_cxone.acd_checks import Parameters, version
from sandbox.vendors.nice_cxone.acd_pages import Json, Order, Paging, chosen, listed, polled, spelled
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import Contact
from sandbox.vendors.nice_cxone.errors import AcdRefusal

Found = list[tuple[int, Contact]]

LONGEST_RANGE = timedelta(days=15)
"""Of custom data."""
LAST_OLD_VERSION = 23
"""The last version whose completed contacts have the old names."""

_NUMBERS = {
    "mediaSubTypeId": "mediaSubTypeId",
    "mediaTypeId": "mediaTypeId",
    "mediaType": "mediaTypeId",
    "skillId": "skillId",
    "campaignId": "campaignId",
    "agentId": "agentId",
    "teamId": "teamId",
}
_TEXTS = {
    "mediaSubTypeName": "mediaSubTypeName",
    "toAddress": "toAddress",
    "toAddr": "toAddress",
    "fromAddress": "fromAddress",
    "fromAddr": "fromAddress",
}
_FLAGS = {
    "isLogged": "isLogged",
    "isRefused": "isRefused",
    "isTakeover": "isTakeover",
    "analyticsProcessed": "isAnalyticsProcessed",
}
"""Filters, and the member of a record that each looks at."""

_COMPLETED_MEMBERS = acd_models.members(acd_models.CompletedContact)
_ACTIVE_MEMBERS = acd_models.members(acd_models.CompletedContact) | acd_models.members(acd_models.ActiveContact)
_STATE_MEMBERS = acd_models.members(acd_models_details.StateHistoryEntry)
"""What a list can be ordered by."""


# --- Contacts -------------------------------------------------------------------------------------------------------


def list_completed_contacts(call: CxoneCall, query: acd_models.CompletedQuery) -> Annotated[Reply, acd_models.CompletedContacts]:
    """List closed contacts, master contacts and child legs.

    Up to version 23 some members have older names.
    """
    parameters = Parameters(call)
    start, end, since = (parameters.date(name) for name in ("startDate", "endDate", "updatedSince"))
    wanted: list[tuple[str, Any]] = [(member, parameters.number(name)) for name, member in _NUMBERS.items()]
    wanted += [(member, parameters.text(name)) for name, member in _TEXTS.items()]
    wanted += [(member, parameters.flag(name)) for name, member in _FLAGS.items()]
    wanted = [(member, value) for member, value in wanted if value is not None]
    tag = parameters.number("tags")
    found = [
        (contact_id, contact)
        for contact_id, contact in _within(call, start, end)
        if not contact.is_open and (since is None or acd.last_update(contact) >= since)
    ]
    if wanted or tag is not None:
        found = [one for one in found if _fits(acd.completed(call, *one), wanted, tag)]
    call.applies("nice_cxone.acd.completed-set")
    return _contacts(call, parameters, found, acd.completed, "completedContacts")


def list_contacts(call: CxoneCall, query: acd_models.ContactsQuery) -> Annotated[Reply, acd_models.Contacts]:
    """List open contacts."""
    parameters = Parameters(call)
    start, end = (parameters.date(name) for name in ("startDate", "endDate"))
    found = [(contact_id, contact) for contact_id, contact in _within(call, start, end) if contact.is_open]
    return _contacts(call, parameters, found, acd.active, "contacts")


def _within(call: CxoneCall, start: datetime | None, end: datetime | None) -> Found:
    """Return the tenant's contacts that started in a range, by id."""
    return sorted(
        (contact_id, contact)
        for contact_id, contact in call.state.contacts.items()
        if contact.tenant_id == call.tenant_id
        and (start is None or start <= contact.started_at)
        and (end is None or contact.started_at < end)
    )


def _fits(record: Json, wanted: list[tuple[str, Any]], tag: int | None) -> bool:
    has_tag = tag is None or any(one.get("tagId") == tag for one in record["tags"])
    return has_tag and all(record[member] == value for member, value in wanted)


def _contacts(call: CxoneCall, parameters: Parameters, found: Found, record: Callable[[CxoneCall, int, Contact], Json], name: str) -> Reply:
    paging = Paging.read(parameters)
    if order := Order.read(parameters, _COMPLETED_MEMBERS if name == "completedContacts" else _ACTIVE_MEMBERS):
        found.sort(key=lambda one: order.key(record(call, *one)), reverse=order.is_descending)
    fields = parameters.names("fields")
    records = [chosen(record(call, *one), fields) for one in paging.cut(found)]
    if name == "completedContacts":
        records = _as_version_spells(call, records)
    body = {
        "totalRecords": len(found),
        "_links": paging.links(call, len(found)),
        "businessUnitId": call.tenant.business_unit_id,
        "lastPollTime": polled(call),
        name: records,
    }
    return listed(call, body, records)


def _as_version_spells(call: CxoneCall, records: list[Json]) -> list[Json]:
    """Give the members of completed contacts the names that the version has, or the variant."""
    option = call.variants.completed_field_names
    if option == "by-version":
        call.applies("nice_cxone.acd.field-names-by-version")
        option = "legacy" if version(call) <= LAST_OLD_VERSION else "current"
    return [spelled(record, current=option != "legacy", old=option != "current") for record in records]


# --- State history and custom data ----------------------------------------------------------------------------------


def list_state_history(call: CxoneCall, query: acd_models.StateHistoryQuery) -> Annotated[Reply, acd_models_details.StateHistory]:
    """List the states that began in a range, of all contacts."""
    parameters = Parameters(call)
    parameters.required("startDate")
    parameters.required("endDate")
    start, end = parameters.required_date("startDate"), parameters.required_date("endDate")
    since = parameters.date("updatedSince") or start
    paging = Paging.read(parameters)
    order = Order.read(parameters, _STATE_MEMBERS)
    entries = [
        entry
        for contact_id, contact in _within(call, None, None)
        for began, entry in acd.state_history(call, contact_id, contact)
        if start <= began < end and since <= began
    ]
    if order:
        entries.sort(key=order.key, reverse=order.is_descending)
    page = paging.cut(entries)
    body = {
        "totalRecords": len(entries),
        "_links": paging.links(call, len(entries)),
        "lastPollTime": polled(call),
        "businessUnit": call.tenant.business_unit_id,
        "contactStateHistory": page,
    }
    return listed(call, body, page)


def list_custom_data(call: CxoneCall, query: acd_models.CustomDataQuery) -> Annotated[Reply, acd_models_details.CustomData]:
    """List the custom data of the contacts that began in a range of at most 15 days."""
    parameters = Parameters(call)
    start, end = parameters.required_date("startDate"), parameters.date("endDate") or call.now
    paging = Paging.read(parameters)
    if end - start > LONGEST_RANGE:
        raise AcdRefusal("nice_cxone.acd.custom-data-range", 400, "Date range must not exceed 15 days")
    data = [
        {"contactId": contact_id, "name": name, "value": value}
        for contact_id, contact in _within(call, start, end)
        for name, value in contact.custom_data.items()
    ]
    page = paging.cut(data)
    body = {
        "_links": paging.links(call, len(data)),
        "businessUnitId": call.tenant.business_unit_id,
        "lastPollTime": polled(call),
        "ContactCustomData": page,
    }
    return listed(call, body, page)
