"""What happens on calls: they begin, change hands, get data from their script, and end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from sandbox.vendor import RECORD, ConsoleError
from sandbox.vendors.nice_cxone.business_data import check_value, contact_number, read_json
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import Contact, Segment
from sandbox.vendors.nice_cxone.media import recording_id
from sandbox.vendors.nice_cxone.routes.console_fields import WIRE
from sandbox.vendors.nice_cxone.state import NiceCxone, User
from sandbox.vendors.nice_cxone.tokens import uuid_of

ContactId = Annotated[int, Field(ge=1, lt=10**18)]
MediaTypeId = Literal[1, 3, 4]
SegmentId = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]


class ContactToOpen(BaseModel):
    """A contact that begins."""

    model_config = WIRE

    user_id: str
    """The agent; the contact is one of their tenant."""
    contact_id: ContactId | None = None
    master_contact_id: ContactId | None = None
    """If it is a child leg of another."""
    media_type_id: MediaTypeId | None = None
    """4 (phone), if none is given."""
    skill_id: int | None = None
    from_address: str | None = None
    to_address: str | None = None
    is_outbound: bool | None = None
    recorded: bool | None = None
    """Whether a segment begins with it; so it is, if nothing is said."""


class SegmentToAdd(BaseModel):
    """The next segment of a contact."""

    model_config = WIRE

    user_id: str
    segment_id: SegmentId | None = None
    media_type_id: MediaTypeId | None = None


class ContactShown(BaseModel):
    """A contact."""

    model_config = RECORD

    contact_id: int
    master_contact_id: int
    tenant_id: str
    user_id: str
    media_type_id: int
    skill_id: int
    from_address: str
    to_address: str
    is_outbound: bool
    started_at: datetime
    ended_at: datetime | None
    segments: list[str]
    """Ids of its segments; those of a master contact are all of its legs' too."""


class SegmentShown(BaseModel):
    """A segment of a contact."""

    model_config = RECORD

    segment_id: str
    contact_id: int
    """The master contact."""
    acd_contact_id: int
    """The contact of the leg."""
    user_id: str
    media_type_id: int
    started_at: datetime
    ended_at: datetime | None
    open_reason: str
    close_reason: str | None
    values: dict[str, str]


class Stored(BaseModel):
    """The names of the fields that got a value."""

    model_config = RECORD

    stored: list[str]


# --- Handlers -------------------------------------------------------------------------------------------------------


def open_contact(call: CxoneCall, body: ContactToOpen) -> ContactShown:
    """Let a contact begin."""
    state = call.state
    user_id, user = known_user(state, body.user_id)
    contact_id = body.contact_id or max(state.contacts, default=0) + 1
    if contact_id in state.contacts:
        raise ConsoleError(None, 409, "the contact exists", {"contactId": contact_id})
    tenant = state.tenants[user.tenant_id]
    if body.skill_id is not None and body.skill_id not in tenant.skills:
        raise ConsoleError(None, 404, "unknown skill", {"skillId": body.skill_id})
    master_id = contact_id
    if body.master_contact_id is not None:
        master_id = body.master_contact_id
        _check_master(state, master_id, user)
    contact = Contact(
        tenant_id=user.tenant_id,
        master_id=master_id,
        user_id=user_id,
        media_type_id=body.media_type_id or 4,
        skill_id=next(iter(tenant.skills), 0) if body.skill_id is None else body.skill_id,
        campaign_id=next(iter(tenant.campaigns), 0),
        point_of_contact_id=next(iter(tenant.points_of_contact), 0),
        from_address=body.from_address or "",
        to_address=body.to_address or "",
        started_at=call.now,
        is_outbound=body.is_outbound is True,
        disposition_id=next(iter(tenant.dispositions), None),
        interaction_id=uuid_of(f"interaction:{contact_id}") if master_id == contact_id else None,
    )
    state.contacts[contact_id] = contact
    if master_id != contact_id:
        state.contacts[master_id].legs.append(contact_id)
    if body.recorded is not False:
        segment = Segment(master_id, contact_id, user_id, contact.media_type_id, started_at=call.now)
        _begin(state, call.chance.uuid(), segment)
    return _contact_shown(state, contact_id, contact)


def add_segment(call: CxoneCall, body: SegmentToAdd) -> SegmentShown:
    """Transfer a contact: its running segment ends, and another agent's begins."""
    state = call.state
    contact_id, contact = _contact(call)
    user_id, user = known_user(state, body.user_id)
    if user.tenant_id != contact.tenant_id:
        raise ConsoleError(None, 404, "unknown user", {"userId": body.user_id})
    _check_open(contact_id, contact)
    segment_id = (body.segment_id or call.chance.uuid()).lower()
    if segment_id in state.segments:
        raise ConsoleError(None, 409, "the segment exists", {"segmentId": segment_id})
    if live := _live_segment(state, contact_id, contact):
        live.ended_at = call.now
        live.close_reason = "TRANSFER"
    media_type_id = body.media_type_id or contact.media_type_id
    segment = Segment(contact.master_id, contact_id, user_id, media_type_id, started_at=call.now, open_reason="TRANSFER")
    _begin(state, segment_id, segment)
    return _segment_shown(segment_id, segment)


def close_contact(call: CxoneCall) -> ContactShown:
    """End a contact, and with a master contact its legs."""
    state = call.state
    contact_id, contact = _contact(call)
    _check_open(contact_id, contact)
    closing = {contact_id, *(leg for leg in contact.legs if state.contacts[leg].is_open)}
    for closing_id in closing:
        ending = state.contacts[closing_id]
        ending.total_seconds = max(0.0, (call.now - ending.started_at).total_seconds())
    for segment_id in state.contacts[contact.master_id].segments:
        segment = state.segments[segment_id]
        if segment.ended_at is None and segment.leg_id in closing:
            segment.ended_at = call.now
            segment.close_reason = "CONTACT"
    return _contact_shown(state, contact_id, contact)


def store_meta_data(call: CxoneCall) -> Stored:
    """Store data from a running script on the running segment, as the action MCR META DATA does.

    Unknown fields and values that do not fit are passed over. After the end of the contact nothing is stored.
    """
    contact_id, contact = _contact(call)
    pairs = _pairs(call.body)
    live = _live_segment(call.state, contact_id, contact) if contact.is_open else None
    if live is None:
        return Stored(stored=[])
    fields = call.state.tenants[contact.tenant_id].fields
    checked = {name: check_value(fields.get(name), name, value, strict=False) for name, value in pairs.items()}
    fit = {name: value for name, value in checked.items() if isinstance(value, str)}
    live.values.update(fit)
    return Stored(stored=list(fit))


# --- Records --------------------------------------------------------------------------------------------------------


def known_user(state: NiceCxone, user_id: str) -> tuple[str, User]:
    """Find a user."""
    user = state.users.get(user_id.lower())
    if user is None:
        raise ConsoleError(None, 404, "unknown user", {"userId": user_id})
    return user_id.lower(), user


def _contact(call: CxoneCall) -> tuple[int, Contact]:
    contact_id = contact_number(call.path["contactId"])
    contact = None if contact_id is None else call.state.contacts.get(contact_id)
    if contact_id is None or contact is None:
        raise ConsoleError(None, 404, "unknown contact", dict(call.path))
    return contact_id, contact


def _check_open(contact_id: int, contact: Contact) -> None:
    if not contact.is_open:
        raise ConsoleError(None, 409, "the contact is closed", {"contactId": contact_id})


def _check_master(state: NiceCxone, master_id: int, user: User) -> None:
    master = state.contacts.get(master_id)
    if master is None or master.tenant_id != user.tenant_id:
        raise ConsoleError(None, 404, "unknown contact", {"masterContactId": master_id})
    if master.master_id != master_id:
        raise ConsoleError(None, 409, "the contact is a leg itself", {"masterContactId": master_id})
    _check_open(master_id, master)


def _live_segment(state: NiceCxone, contact_id: int, contact: Contact) -> Segment | None:
    """Find the running segment of a contact; of a master contact with several the latest, whatever leg it is of."""
    for segment_id in reversed(state.contacts[contact.master_id].segments):
        segment = state.segments[segment_id]
        if segment.ended_at is None and contact_id in (contact.master_id, segment.leg_id):
            return segment
    return None


def _begin(state: NiceCxone, segment_id: str, segment: Segment) -> None:
    """Add a segment to its contact, which is recorded from now on."""
    master = state.contacts[segment.contact_id]
    master.recording_id = recording_id(segment.contact_id, master)
    master.segments.append(segment_id)
    state.begin(segment_id, segment)


def _pairs(body: bytes) -> dict[str, object]:
    try:
        pairs = read_json(body)
    except ValueError:
        raise ConsoleError(None, 400, "invalid body", {"field": "", "reason": "json_invalid"}) from None
    if not isinstance(pairs, dict):
        raise ConsoleError(None, 400, "invalid body", {"field": "", "reason": "dict_type"})
    return pairs


def _contact_shown(state: NiceCxone, contact_id: int, contact: Contact) -> ContactShown:
    segments = state.contacts[contact.master_id].segments
    return ContactShown(
        contact_id=contact_id,
        master_contact_id=contact.master_id,
        tenant_id=contact.tenant_id,
        user_id=contact.user_id,
        media_type_id=contact.media_type_id,
        skill_id=contact.skill_id,
        from_address=contact.from_address,
        to_address=contact.to_address,
        is_outbound=contact.is_outbound,
        started_at=contact.started_at,
        ended_at=contact.ended_at,
        segments=[one for one in segments if contact_id in (contact.master_id, state.segments[one].leg_id)],
    )


def _segment_shown(segment_id: str, segment: Segment) -> SegmentShown:
    return SegmentShown(
        segment_id=segment_id,
        contact_id=segment.contact_id,
        acd_contact_id=segment.leg_id,
        user_id=segment.user_id,
        media_type_id=segment.media_type_id,
        started_at=segment.started_at,
        ended_at=segment.ended_at,
        open_reason=segment.open_reason,
        close_reason=segment.close_reason,
        values=segment.values,
    )
