"""Media Playback: recorded contacts, and the published way to read business data back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, Answers, Operation
from sandbox.vendors.nice_cxone.auth import UNAUTHORIZED, authenticate, holds
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import PHONE
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.playback import Recording, Wanted
from sandbox.vendors.nice_cxone.playback_models import (
    ContactPlayback,
    DownloadAnswer,
    Interaction,
    MediaError,
    SegmentPlayback,
    ThrottleError,
)
from sandbox.vendors.nice_cxone.routes import files

MEDIA_TYPES = ("voice-only", "voice-and-screen", "chat", "email", "all")
FIRST_PLAYABLE = datetime(2018, 12, 13, tzinfo=UTC)
"""Older recordings cannot be played."""

_CONTACT_ID = re.compile(r"[1-9][0-9]{0,18}")
_STATEMENT = re.compile(r"rec-(.+)-1")
_FLAGS = {"": False, "false": False, "true": True}
_LISTS = {"both": ("Interactions", "interactions"), "Interactions": ("Interactions",), "interactions": ("interactions",)}


# --- Requests -------------------------------------------------------------------------------------------------------

MediaTypes = Annotated[
    str | None,
    Field(alias="media-type", description="Repeatable: what fits one of them is shown."),
    WithJsonSchema({"type": "array", "items": {"type": "string", "enum": MEDIA_TYPES}}),
]
Flag = Annotated[str | None, WithJsonSchema({"type": "boolean"})]


class ContactQuery(BaseModel):
    """The parameters of a contact. They are read by `_Asked`, whose rules look closer."""

    model_config = ConfigDict(json_schema_extra={"required": ["acd-call-id"]})

    acd_call_id: Annotated[str | None, Field(alias="acd-call-id", description="The master contact id of the ACD contact.")] = None
    media_type: MediaTypes = None
    exclude_waveforms: Annotated[Flag, Field(alias="exclude-waveforms")] = None
    exclude_qm_categories: Annotated[Flag, Field(alias="exclude-qm-categories")] = None
    is_download: Annotated[Flag, Field(alias="isDownload")] = None


class SegmentQuery(BaseModel):
    """The parameters of a segment."""

    media_type: MediaTypes = None
    exclude_waveforms: Annotated[Flag, Field(alias="exclude-waveforms")] = None
    exclude_qm_categories: Annotated[Flag, Field(alias="exclude-qm-categories")] = None


class StatementQuery(BaseModel):
    """The parameters of a statement."""

    media_type: MediaTypes = None
    is_download: Annotated[Flag, Field(alias="isDownload")] = None
    exclude_qm_categories: Annotated[Flag, Field(alias="exclude-qm-categories")] = None


def _sent(call: CxoneCall) -> Mapping[str, list[str]]:
    """Return the values of each parameter as sent."""
    sent: dict[str, list[str]] = {}
    for name, value in call.query.multi_items():
        sent.setdefault(name, []).append(value)
    return sent


class _Asked:
    """What a request asks for, by the parameters that its operation has."""

    def __init__(self, call: CxoneCall, sent: Mapping[str, list[str]], *flags: str) -> None:
        media = [value for value in sent.get("media-type", ()) if value]
        for value in media:
            if value not in MEDIA_TYPES:
                raise _invalid("nice_cxone.mp.media-type-enum", "media-type", value)
        on = {name: _flag(name, sent.get(name, [""])[0]) for name in flags}
        if media:
            call.applies("nice_cxone.mp.media-type-filter")
        if on.get("exclude-waveforms"):
            call.applies("nice_cxone.mp.exclude-waveforms")
        may_see = holds(call, "viewSentiments")
        if on["exclude-qm-categories"] or not may_see:
            call.applies("nice_cxone.mp.exclude-qm-categories")
        self.download = on.get("isDownload", False)
        self.wanted = Wanted(
            media=frozenset(media or ("all",)),
            waveforms=not on.get("exclude-waveforms", False),
            categories=may_see and not on["exclude-qm-categories"],
            sentiments=may_see,
        )


def _flag(name: str, text: str) -> bool:
    flag = _FLAGS.get(text.lower())
    if flag is None:
        raise _invalid("nice_cxone.mp.boolean-param", name, text)
    return flag


def _invalid(rule: str, name: str, value: str) -> Refusal:
    return Refusal(rule, 400, {"internalCode": "INVALID_REQUEST", "message": f"Invalid value for parameter '{name}': {value}"})


# --- Checks ---------------------------------------------------------------------------------------------------------


def throttle(call: CxoneCall) -> None:
    """Count the call, unless the tenant has made too many of late."""
    limit = call.variants.media_limit
    if limit == "off":
        return
    most, _, seconds = limit.partition("/")
    window = timedelta(seconds=int(seconds))
    calls = call.tenant.playback_calls
    gone = bisect_right(calls, -window, key=lambda at: at - call.now)
    # If the clock was put back, some calls are yet to come.
    live = bisect_right(calls, call.now, lo=gone)
    if live - gone >= int(most):
        wait = window - (call.now - calls[live - int(most)])
        body = {"message": "API rate limit exceeded", "route": call.incoming.path.decode("latin-1")}
        raise Refusal("nice_cxone.mp.rate-limit", 429, body, {"Retry-After": str(max(1, ceil(wait.total_seconds())))})
    del calls[live:]
    del calls[:gone]
    calls.append(call.now)


def _find(call: CxoneCall, contact_id: str | int, segment_id: str | None = None) -> Recording:
    """Find a recording that the caller may play; with `segment_id` it must have that segment."""
    known_as = int(contact_id) if _CONTACT_ID.fullmatch(str(contact_id)) else None
    contact = call.state.contacts.get(known_as) if known_as else None
    if known_as is None or contact is None or contact.tenant_id != call.tenant_id or contact.is_open or contact.master_id != known_as:
        raise _not_found()
    recording = Recording(call.state, known_as, call.files_url)
    if not recording.has(segment_id):
        raise _not_found()
    if recording.started_at < FIRST_PLAYABLE:
        raise _not_found("nice_cxone.mp.before-2018-12-13")
    if not holds(call, "playAny") and call.user_id not in recording.agents:
        body = {"internalCode": "FORBIDDEN", "message": "Permission required: Play Any"}
        raise Refusal("nice_cxone.mp.own-only", 403, body)
    return recording


def _not_found(rule: str = "nice_cxone.mp.not-found") -> Refusal:
    return Refusal(rule, 404, {"internalCode": "INTERACTION_NOT_FOUND", "message": "Interaction not found"})


# --- Operations -----------------------------------------------------------------------------------------------------


def play_contact(call: CxoneCall, query: ContactQuery) -> ContactPlayback | DownloadAnswer:
    """Get the recordings of a contact, with its business data.

    All segments of one medium form one interaction. Of a business data field the latest segment's value is shown.
    """
    sent = _sent(call)
    contact_id = sent.get("acd-call-id", [""])[0]
    if not contact_id:
        text = "Required request parameter 'acd-call-id' is not present"
        raise Refusal("nice_cxone.mp.call-id-required", 400, {"internalCode": "INVALID_REQUEST", "message": text})
    asked = _Asked(call, sent, "exclude-waveforms", "exclude-qm-categories", "isDownload")
    return _show(call, _find(call, contact_id), asked)


def play_segment(call: CxoneCall, query: SegmentQuery) -> SegmentPlayback:
    """Get the recording of one segment, with its business data."""
    asked = _Asked(call, _sent(call), "exclude-waveforms", "exclude-qm-categories")
    segment_id = call.path["segmentId"].lower()
    segment = call.state.segments.get(segment_id)
    if segment is None:
        raise _not_found()
    recording = _find(call, segment.contact_id, segment_id)
    if not recording.shown(asked.wanted, segment_id):
        raise _not_found()
    call.applies("nice_cxone.mp.read-back-segment")
    call.applies("nice_cxone.mp.segment-list-key")
    playback = recording.segment_playback(asked.wanted, segment_id, *_LISTS[call.variants.segment_list_key])
    _note(call, recording, playback.capital_interactions or playback.interactions)
    return playback


def play_statement(call: CxoneCall, query: StatementQuery) -> ContactPlayback | DownloadAnswer:
    """Get one recorded statement of a contact: the playback, reduced to the segment that the statement is of."""
    asked = _Asked(call, _sent(call), "isDownload", "exclude-qm-categories")
    statement = _STATEMENT.fullmatch(call.path["statementId"])
    segment = call.state.segments.get(statement[1]) if statement else None
    if statement is None or segment is None or segment.media_type_id != PHONE:
        raise _not_found()
    recording = _find(call, call.path["acdContactId"], statement[1])
    call.applies("nice_cxone.mp.statement")
    return _show(call, recording, asked, statement[1])


def _show(call: CxoneCall, recording: Recording, asked: _Asked, segment_id: str | None = None) -> ContactPlayback | DownloadAnswer:
    media = recording.shown(asked.wanted, segment_id)
    if not media:
        raise _not_found()
    if asked.download:
        call.applies("nice_cxone.mp.download")
        if PHONE in media:
            return DownloadAnswer(redirect_url=recording.file_url)
    if segment_id is None:
        call.applies("nice_cxone.mp.read-back-contact")
    playback = recording.contact_playback(asked.wanted, segment_id)
    _note(call, recording, playback.interactions)
    return playback


def _note(call: CxoneCall, recording: Recording, interactions: list[Interaction]) -> None:
    """Note what the answer shows by which rule."""
    has_values = any(interaction.dynamic_business_data for interaction in interactions)
    call.applies("nice_cxone.mp.read-back" if has_values else "nice_cxone.mp.read-back-none")
    if recording.is_elevated:
        call.applies("nice_cxone.mp.elevated")


_PLAYBACK = "/media-playback/v1"
_CHECKS = (authenticate, throttle)
_ERRORS = {
    400: Answers(MediaError, CHOSEN),
    401: UNAUTHORIZED,
    403: Answers(MediaError, DOCUMENTED),
    404: Answers(MediaError, INFERRED),
    429: Answers(ThrottleError, INFERRED),
}
_STATEMENT_PATH = f"{_PLAYBACK}/acd-contacts/{{acdContactId}}/statements/{{statementId}}"

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("media-playback.contacts", "GET", f"{_PLAYBACK}/contacts", play_contact, DOCUMENTED, _CHECKS, _ERRORS, "bearer"),
    Operation("media-playback.segment", "GET", f"{_PLAYBACK}/segments/{{segmentId}}", play_segment, DOCUMENTED, _CHECKS, _ERRORS, "bearer"),
    Operation("media-playback.statement", "GET", _STATEMENT_PATH, play_statement, DOCUMENTED, _CHECKS, _ERRORS, "bearer"),
    *files.MEDIA_OPERATIONS,
)
# fmt: on
