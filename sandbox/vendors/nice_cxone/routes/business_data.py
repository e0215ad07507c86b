"""Business Data: values of existing fields, written to the segments of a closed contact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from pydantic import BaseModel

from sandbox.vendor import DOCUMENTED, INFERRED, RECORD, Answers, Operation
from sandbox.vendors.nice_cxone.auth import Message, authenticate, holds
from sandbox.vendors.nice_cxone.business_data import BodyFault, FieldFault, Items, check_items, contact_number, read_items, several
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import Contact, Segment
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.playback_models import ThrottleError

INPUT = "The request contained incorrect input parameters."

_DIGITS = re.compile(r"[0-9]+")
_JSON_TYPE = re.compile(r"application/json|[^/]+/[^/]+\+json")
_SECOND = timedelta(seconds=1)
_PERIOD = 30 * _SECOND


# --- Schemas --------------------------------------------------------------------------------------------------------


class FieldError(BaseModel):
    """What is wrong with the value of a field."""

    model_config = RECORD

    error_code: str
    message: str


class ApiError(BaseModel):
    """The error object of the Business Data API."""

    model_config = RECORD

    code: str
    details: str
    host_name: str
    entity_type: str
    errors: dict[str, FieldError] = {}
    """Under `businessDataName` what is wrong with the first bad field; with a variant, every bad field under its own name."""


def api_error(rule: str, status: int, code: str, details: str, **more: Any) -> Refusal:
    """Refuse with the API's error object."""
    common = {"hostName": "business-data-manager.sandbox.invalid", "entityType": "BusinessData"}
    return Refusal(rule, status, {"code": code, "details": details, **common, **more})


# --- Checks before the contact is looked up -------------------------------------------------------------------------


def throttle(call: CxoneCall) -> None:
    """Refuse a call too soon after an accepted one of the same tenant, if the variant is on."""
    last = call.tenant.last_business_data
    if call.variants.business_data_throttle == "off" or last is None:
        return
    if (left := last + _PERIOD - call.now) > timedelta(0):
        route = call.incoming.path.decode("latin-1")
        seconds = -(-left // _SECOND)
        body = {"message": "API rate limit exceeded", "route": route}
        raise Refusal("nice_cxone.bd.throttle", 429, body, {"Retry-After": str(seconds)})


def may_update(call: CxoneCall) -> None:
    """Check that the caller may update business data."""
    if not holds(call, "updateBusinessData"):
        raise api_error("nice_cxone.bd.permission", 403, "PERMISSION_REQUIRED", "Permissions required.")


def readable(call: CxoneCall) -> None:
    """Check that the body is an array of items, sent as JSON; it is read by `body` from then on."""
    if (sent := call.media_type) and not _JSON_TYPE.fullmatch(sent):
        raise _bad_input("nice_cxone.bd.content-type", "Content-Type must be application/json.")
    try:
        call.json = read_items(call)
    except BodyFault as fault:
        raise _bad_input(fault.rule, fault.reason) from None


def _bad_input(rule: str, reason: str) -> Refusal:
    return api_error(rule, 400, "INVALID_INPUT", f"{INPUT} {reason}")


# --- Handlers -------------------------------------------------------------------------------------------------------


def update_contact(call: CxoneCall, body: Items) -> None:
    """Update business data on all segments of a closed contact.

    Only fields that the tenant has can be named. If anything is wrong with one of them, nothing is stored.
    """
    contact = _contact(call)
    _store(call, body, [call.state.segments[segment_id] for segment_id in contact.segments])
    call.applies("nice_cxone.bd.update-contact")


def update_segment(call: CxoneCall, body: Items) -> None:
    """Update business data on one segment of a closed contact.

    Only fields that the tenant has can be named. If anything is wrong with one of them, nothing is stored.
    """
    segment = _segment(call, _contact(call))
    _store(call, body, [segment], replace=call.variants.put_semantics == "replace-segment")
    call.applies("nice_cxone.bd.update-segment")


def _contact(call: CxoneCall) -> Contact:
    text = call.path["contactId"]
    contact_id = contact_number(text)
    contact = None if contact_id is None else call.state.contacts.get(contact_id)
    if contact is None:
        raise _no_contact(call, "contact-unknown" if _DIGITS.fullmatch(text) else "contact-id-syntax")
    if contact.tenant_id != call.tenant_id:
        raise _no_contact(call, "contact-other-tenant")
    if contact.master_id != contact_id:
        raise _no_contact(call, "contact-child-id")
    if contact.is_open and call.variants.open_contact == "bad-request":
        raise _bad_input("nice_cxone.bd.contact-open", "Contact is not closed.")
    if contact.is_open and call.variants.open_contact == "not-found":
        raise _unknown("nice_cxone.bd.contact-open", "contact")
    if not contact.segments:
        raise _no_contact(call, "contact-without-segments")
    return contact


def _segment(call: CxoneCall, contact: Contact) -> Segment:
    text = call.path["segmentId"]
    segment_id = text.lower()
    segment = call.state.segments.get(segment_id)
    if segment is None:
        raise _unknown("nice_cxone.bd.segment-unknown", "segment")
    if segment.contact_id != contact.master_id:
        raise _unknown("nice_cxone.bd.segment-other-contact", "segment")
    if text != segment_id:
        call.applies("nice_cxone.bd.segment-id-case")
    return segment


def _no_contact(call: CxoneCall, why: str) -> Refusal:
    """Refuse an unknown contact; the segment form has one rule for all reasons."""
    return _unknown(f"nice_cxone.bd.{'segment-contact-unknown' if 'segmentId' in call.path else why}", "contact")


def _unknown(rule: str, what: str) -> Refusal:
    return api_error(rule, 404, f"{what.upper()}_NOT_FOUND", f"Requested {what} not found.")


def _store(call: CxoneCall, items: Items, segments: Iterable[Segment], *, replace: bool = False) -> None:
    """Check the items and store them on the segments; on `replace` nothing else stays there."""
    if call.incoming.query:
        call.applies("nice_cxone.bd.query-ignored")
    updates = check_items(call, items, call.tenant.fields, unknown=call.variants.unknown_field)
    partial = call.variants.partial_write
    if updates.faults and partial == "all-or-nothing":
        raise _bad_fields(call, updates.faults)
    for segment in segments:
        if replace:
            segment.values = {name: value for name, value in segment.values.items() if name in updates.named}
        updates.write(segment.values)
    # With this option a refusal comes after the first change: that is what it is for.
    if updates.faults and partial == "good-items-then-400":
        raise _bad_fields(call, updates.faults)
    if call.variants.business_data_throttle != "off":
        call.tenant.last_business_data = call.now


def _bad_fields(call: CxoneCall, faults: list[FieldFault]) -> Refusal:
    first = faults[0]
    told = several(faults) if call.variants.errors_key == "field-name" else {"businessDataName": first}
    errors = {key: {"errorCode": fault.code, "message": fault.message} for key, fault in told.items()}
    return api_error(first.rule, 400, "INVALID_INPUT", f"{INPUT} See errors.", errors=errors)


# --- Table ----------------------------------------------------------------------------------------------------------

CONTACT = "/business-data-manager/v1/business-data/contact/{contactId}"
SEGMENT = f"{CONTACT}/segment/{{segmentId}}"
ENTRY = (authenticate, throttle, may_update, readable)
ERRORS = {
    400: Answers(ApiError, DOCUMENTED),
    401: Answers(Message | ApiError | None, DOCUMENTED),
    403: Answers(ApiError, DOCUMENTED),
    404: Answers(ApiError, DOCUMENTED),
    429: Answers(ThrottleError, INFERRED, only_with="nice_cxone.business-data-throttle: one-call-30s"),
}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("business-data.update-contact", "PUT", CONTACT, update_contact, DOCUMENTED, ENTRY, ERRORS, "bearer", 204),
    Operation("business-data.update-segment", "PUT", SEGMENT, update_segment, DOCUMENTED, ENTRY, ERRORS, "bearer", 204),
)
# fmt: on
