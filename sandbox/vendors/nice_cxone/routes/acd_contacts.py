"""Single ACD contacts and what belongs to them, the business unit and the time."""

from __future__ import annotations

import re
from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.nice_cxone import acd, acd_models, acd_models_details
from sandbox.vendors.nice_cxone.acd_checks import Parameters
from sandbox.vendors.nice_cxone.acd_pages import Json, chosen, listed, polled, reply
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import Contact
from sandbox.vendors.nice_cxone.errors import AcdRefusal
from sandbox.vendors.nice_cxone.media import show

_ID = re.compile(r"[1-9][0-9]{0,17}")
_FILE = re.compile(r"CallLog/[0-9]{4}-[0-9]{2}-[0-9]{2}/([1-9][0-9]{0,17})\.wav")


def _known(call: CxoneCall, text: str) -> tuple[int, Contact] | None:
    """Return the caller's contact of an id."""
    contact = call.state.contacts.get(int(text)) if _ID.fullmatch(text) else None
    return None if contact is None or contact.tenant_id != call.tenant_id else (int(text), contact)


def _addressed(call: CxoneCall) -> tuple[int, Contact]:
    """Return the contact of the path."""
    known = _known(call, call.path["contactId"])
    if known is None:
        raise AcdRefusal("nice_cxone.acd.contact-unknown", 404, "Contact not found")
    return known


def get_contact(call: CxoneCall, query: acd_models.FieldsQuery) -> Annotated[Reply, acd_models.SingleContact]:
    """Get a contact, open or closed.

    It stands under the key `contactId`.
    """
    contact_id, contact = _addressed(call)
    call.applies(f"nice_cxone.acd.contact-{'active' if contact.is_open else 'completed'}-shape")
    record = acd.single(call, contact_id, contact)
    return reply(
        {
            "businessUnitId": call.tenant.business_unit_id,
            "lastPollTime": polled(call),
            "contactId": chosen(record, Parameters(call).names("fields")),
        }
    )


def get_contact_files(call: CxoneCall, query: acd_models.FieldsQuery) -> Annotated[Reply, acd_models_details.ContactFiles]:
    """List the files of a contact: its recording."""
    fields = Parameters(call).names("fields")
    files = [chosen(file, fields) for file in acd.files(call, *_addressed(call))]
    return listed(call, {"files": files}, files)


def get_contact_state_history(call: CxoneCall) -> Annotated[Reply, acd_models_details.ContactStateHistory]:
    """List the states that a contact went through.

    The last one of a closed contact is `Released`.
    """
    return reply({"contactStateHistory": [entry for _, entry in acd.state_history(call, *_addressed(call))]})


def get_contact_custom_data(call: CxoneCall) -> Annotated[Reply, acd_models_details.ContactCustomData]:
    """List the custom data that a script set on a contact; it is not business data."""
    _, contact = _addressed(call)
    data = [{"name": name, "value": value} for name, value in contact.custom_data.items()]
    return listed(call, {"contactCustomData": data}, data)


def get_contact_hierarchy(call: CxoneCall) -> Annotated[Reply, acd_models_details.Hierarchy]:
    """Get the master contact and the child legs of a contact, which may be either."""
    _, contact = _addressed(call)
    call.applies("nice_cxone.acd.hierarchy")
    children: list[Json] = []
    for leg_id in call.state.contacts[contact.master_id].legs:
        leg = call.state.contacts[leg_id]
        ended = leg.ended_at
        children.append({"contactId": leg_id, "startTime": show(leg.started_at), "endTime": ended and show(ended)})
    return reply({"masterContactId": contact.master_id, "childContacts": children})


def get_file(call: CxoneCall, query: acd_models.FileQuery) -> Annotated[Reply, acd_models_details.File]:
    """Get a file of a contact, in base64."""
    name = Parameters(call).required("fileName")
    match = _FILE.fullmatch(name)
    known = _known(call, match[1]) if match else None
    for file in acd.files(call, *known) if known else ():
        if file["fullFileName"] == name:
            return reply({"files": {"file": acd.WAVE, "fileName": file["fileName"]}})
    raise AcdRefusal("nice_cxone.acd.file-unknown", 404, "File not found")


def get_business_unit(call: CxoneCall, query: acd_models.BusinessUnitQuery) -> Annotated[Reply, acd_models_details.BusinessUnits]:
    """Get the caller's business unit."""
    tenant = call.tenant
    call.applies("nice_cxone.acd.business-unit-single")
    unit = {
        "businessUnitId": tenant.business_unit_id,
        "businessUnitName": tenant.business_unit_name,
        "defaultTimeZone": tenant.default_time_zone,
        "isActive": True,
        "tenantId": call.tenant_id,
        "parentTenantId": tenant.parent_tenant_id,
        "features": [],
        "timeZones": [{"displayName": "(UTC) Coordinated Universal Time", "standardName": "UTC"}],
    }
    return reply({"businessUnits": [chosen(unit, Parameters(call).names("fields"))]})


def get_server_time(call: CxoneCall) -> acd_models_details.ServerTime:
    """Get the server's time in UTC, with seven fractional digits."""
    call.applies("nice_cxone.acd.server-time-format")
    return acd_models_details.ServerTime(server_time=f"{call.now.isoformat(timespec='microseconds').removesuffix('+00:00')}0Z")
