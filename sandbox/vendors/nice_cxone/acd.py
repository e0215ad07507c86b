"""ACD records, derived from contacts. Members stand in the order of the wire."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sandbox.vendors.nice_cxone.acd_checks import date_time
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import PHONE, Contact, Segment
from sandbox.vendors.nice_cxone.media import show

Json = dict[str, Any]

MEDIA_TYPES = {
    1: "E-Mail",
    3: "Chat",
    4: "Phone Call",
    5: "Voice Mail",
    6: "Work Item",
    7: "SMS",
    8: "Social",
    9: "Digital",
}
ACTIVE, RELEASED = (4, "Active"), (5, "Released")
"""States, by id and name."""

WAVE_SIZE = 124
WAVE = (
    "UklGRnQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YVAAAACAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA"
    "gICAgICAgICAgICAgICAgICAgICAgICAgICAgA=="
)
"""A recording, in base64: 8 kHz, mono, 8 bit, 80 samples of silence."""


# --- Values ---------------------------------------------------------------------------------------------------------


def number(seconds: float) -> float:
    """Return a number of seconds without a fraction that says nothing."""
    return int(seconds) if seconds == int(seconds) else seconds


def _duration(seconds: float) -> str:
    """Write a number of seconds as an ISO 8601 duration: `PT3M22S`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    parts = [(hours, "H"), (minutes, "M"), (number(round(rest, 3)), "S")]
    return "PT" + ("".join(f"{value}{unit}" for value, unit in parts if value) or "0S")


def segments(call: CxoneCall, contact_id: int, contact: Contact) -> list[Segment]:
    """Return the recorded segments of one leg."""
    master = call.state.contacts[contact.master_id]
    found = (call.state.segments[segment_id] for segment_id in master.segments)
    return [segment for segment in found if segment.leg_id == contact_id]


def last_update(contact: Contact) -> datetime:
    """Return when a contact was last updated."""
    told = contact.details.get("lastUpdateTime")
    if isinstance(told, str):
        return date_time(told)
    return contact.started_at if contact.ended_at is None else contact.ended_at + timedelta(seconds=1)


# --- Contacts -------------------------------------------------------------------------------------------------------


def _in_order(record: Json) -> Json:
    """Put the members of a record in the order of the wire, which is the alphabet's."""
    return {name: record[name] for name in sorted(record, key=str.casefold)}


def _told(record: Json, contact: Contact) -> Json:
    """Put in what the contact tells of its record itself."""
    return record | {name: value for name, value in contact.details.items() if name in record}


def _shared(call: CxoneCall, contact_id: int, contact: Contact, recorded: list[Segment]) -> Json:
    """Return what the records of closed and of open contacts both have."""
    tenant, user = call.tenant, call.state.users[contact.user_id]
    return {
        "agentId": user.agent_id,
        "campaignId": contact.campaign_id,
        "campaignName": tenant.campaigns.get(contact.campaign_id),
        "contactId": contact_id,
        "contactStartDate": show(contact.started_at),
        "firstName": user.given_name,
        "fromAddress": contact.from_address,
        "highProficiency": 0,
        "holdCount": 0,
        "isLogged": bool(recorded),
        "isOutbound": contact.is_outbound,
        "isTakeover": False,
        "lastName": user.family_name,
        "lastUpdateTime": show(last_update(contact)),
        "lowProficiency": 0,
        "masterContactId": contact.master_id,
        "mediaSubTypeId": None,
        "mediaSubTypeName": None,
        "mediaTypeId": contact.media_type_id,
        "mediaTypeName": MEDIA_TYPES.get(contact.media_type_id),
        "pointOfContactId": contact.point_of_contact_id,
        "pointOfContactName": tenant.points_of_contact.get(contact.point_of_contact_id),
        "routingAttribute": 0,
        "skillId": contact.skill_id,
        "skillName": tenant.skills.get(contact.skill_id),
        "teamId": user.team_id,
        "teamName": tenant.teams.get(user.team_id),
        "toAddress": contact.to_address,
        "transferIndicatorId": 0,
        "transferIndicatorName": None,
    }


def completed(call: CxoneCall, contact_id: int, contact: Contact) -> Json:
    """Return the record of a closed contact, by current names."""
    recorded = segments(call, contact_id, contact)
    ended = contact.ended_at or contact.started_at
    warehoused = show(ended + timedelta(seconds=1))
    talk = sum((one.ended_at - one.started_at).total_seconds() for one in recorded if one.ended_at)
    wrap_up = sum((one.acw_ended_at - one.ended_at).total_seconds() for one in recorded if one.ended_at and one.acw_ended_at)
    disposition = contact.disposition_id if contact.disposition_id is not None else next(iter(call.tenant.dispositions), None)
    record = _shared(call, contact_id, contact, recorded) | {
        "abandoned": False,
        "abandonSeconds": 0,
        "acwSeconds": number(wrap_up),
        "agentSeconds": number(talk),
        "analyticsProcessedDate": None,
        "callbackTime": 0,
        "conferenceSeconds": 0,
        "dateACWWarehoused": warehoused,
        "dateContactWarehoused": warehoused,
        "dispositionNotes": None,
        "endReason": None,
        "holdSeconds": 0,
        "inQueueSeconds": 0,
        "isAnalyticsProcessed": False,
        "isRefused": False,
        "isShortAbandon": False,
        "postQueueSeconds": 0,
        "preQueueSeconds": 0,
        "primaryDispositionId": disposition,
        "refuseReason": None,
        "refuseTime": None,
        "releaseSeconds": 0,
        "routingTime": 0,
        "secondaryDispositionId": None,
        "serviceLevelFlag": 0,
        "totalDurationSeconds": number(contact.total_seconds or 0),
    }
    return _told(_in_order(record) | {"tags": [], "divisionNo": 1}, contact)


def active(call: CxoneCall, contact_id: int, contact: Contact) -> Json:
    """Return the record of an open contact."""
    recorded = segments(call, contact_id, contact)
    record = _shared(call, contact_id, contact, recorded) | {
        "agentStartDate": show(recorded[0].started_at) if recorded else None,
        "contactStateCategory": ACTIVE[1],
        "digitalContactStateId": 0,
        "digitalContactStateName": None,
        "fileName": None,
        "isActive": True,
        "stateId": ACTIVE[0],
        "stateName": ACTIVE[1],
        "targetAgentId": 0,
    }
    return _told(_in_order(record), contact)


def single(call: CxoneCall, contact_id: int, contact: Contact) -> Json:
    """Return the record of a contact as it is shown alone."""
    if contact.is_open:
        return active(call, contact_id, contact)
    record = completed(call, contact_id, contact)
    del record["divisionNo"]
    record["tags"] = [{name: value for name, value in tag.items() if name != "contactId"} for tag in record["tags"]]
    record |= {
        "digitalContactStateId": 0,
        "digitalContactStateName": None,
        "isActive": False,
        "isWarehoused": True,
        "stateId": RELEASED[0],
        "stateName": RELEASED[1],
    }
    return record


# --- What belongs to a contact --------------------------------------------------------------------------------------


class State(NamedTuple):
    """A state that a contact went through."""

    id: int
    name: str
    started_at: datetime
    seconds: float


def _states(contact: Contact) -> list[State]:
    told = [State(entry.id, entry.name, entry.started_at, entry.seconds) for entry in contact.states]
    states = told or [State(*ACTIVE, contact.started_at, contact.total_seconds or 0)]
    if contact.ended_at is not None and states[-1].name != RELEASED[1]:
        states.append(State(*RELEASED, contact.ended_at, 0))
    return states


def state_history(call: CxoneCall, contact_id: int, contact: Contact) -> list[tuple[datetime, Json]]:
    """Return the states that a contact went through, each with its start."""
    agent = call.state.users[contact.user_id].agent_id
    return [
        (
            state.started_at,
            {
                "stateIndex": index,
                "contactId": str(contact_id),
                "contactStateId": state.id,
                "contactStateName": state.name,
                "digitalContactStateName": None,
                "digitalContactStateId": "0",
                "startDate": show(state.started_at),
                "isWarehoused": not contact.is_open,
                "agentId": agent,
                "skillId": contact.skill_id,
                "skillName": call.tenant.skills.get(contact.skill_id),
                "duration": _duration(state.seconds),
                "divisionNo": 1,
            },
        )
        for index, state in enumerate(_states(contact))
    ]


def files(call: CxoneCall, contact_id: int, contact: Contact) -> list[Json]:
    """Return the files of a contact: its recording, if it is a closed phone call that was recorded."""
    if contact.ended_at is None or contact.media_type_id != PHONE or not segments(call, contact_id, contact):
        return []
    agent = call.state.users[contact.user_id].agent_id
    ended = show(contact.ended_at)
    return [
        {
            "isDeleted": False,
            "businessUnitId": call.tenant.business_unit_id,
            "fileName": f"{contact_id}.wav",
            "fullFileName": f"CallLog/{contact.started_at:%Y-%m-%d}/{contact_id}.wav",
            "weblink": False,
            "contactId": contact_id,
            "createDate": ended,
            "modifiedDate": ended,
            "accessDate": ended,
            "authorId": agent,
            "modifiedId": agent,
            "size": WAVE_SIZE,
            "physicalBytes": WAVE_SIZE,
            "deleteDate": None,
            "purposeId": 1,
            "purposeName": "CallLog",
            "mailStatusId": 0,
            "mailStatusName": "",
        }
    ]
