"""The recording of a running call: its business data, its status, and what switches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sandbox.vendor import CHOSEN, DOCUMENTED, RECORD, Answers, Operation, Reply
from sandbox.vendors.nice_cxone.auth import UNAUTHORIZED, Message, authenticate
from sandbox.vendors.nice_cxone.business_data import BodyFault, Items, check_items, read_items
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import Contact, Segment
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.paths import unknown_path, wrong_method
from sandbox.vendors.nice_cxone.tokens import uuid_of

# --- Schemas --------------------------------------------------------------------------------------------------------


class OfUser(BaseModel):
    """Whose call it is about. The checks read it; here it is documented."""

    model_config = ConfigDict(json_schema_extra={"required": ["userId"]})

    userId: str | None = None  # noqa: N815 - its wire name


class ControlQuery(OfUser):
    """What a recording control takes beside the user."""

    mediaType: str | None = None  # noqa: N815
    """Of `start-recording-on-demand`: `voice` or `voiceAndScreen`."""
    recordingDuration: str | None = None  # noqa: N815
    """Required by `start-screen-interaction-recording`."""
    contactId: str | None = None  # noqa: N815
    """Required by `stop-screen-interaction-recording`: a number."""


class LiveUpdate(BaseModel):
    """What became of an update; of a refusal that has no call, description and status alone."""

    model_config = RECORD

    contact_id: str | None = None
    description: str
    segment_id: str | None = None
    interaction_id: str | None = None
    http_status: str


class RecordingControl(BaseModel):
    """What became of a recording control."""

    model_config = RECORD

    description: str
    contact_id: str | None = None
    interaction_id: str | None = None
    http_status: str


_REASONS = ("Policy", "Hold", "Mask", "RecordOnDemand", "BusinessData", "StopOnDemand", "CustomerDisconsent")
_STATES = ("Recording", "Stopped", "RecordingFailure", "NoRecording")


class RecordingStatus(BaseModel):
    """How the recording of a call stands."""

    model_config = RECORD

    contact_id: str
    segment_id: str
    interaction_id: str
    status_reason: Annotated[str, Field(json_schema_extra={"enum": [*_REASONS]})]
    recording_status_to_agent: Annotated[str, Field(json_schema_extra={"enum": [*_STATES, "PoorRecordingQuality"]})]
    recording_status_from_agent: Annotated[str, Field(json_schema_extra={"enum": [*_STATES]})]


# --- Actions --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Action:
    """What a recording control does."""

    reason: str | None = None
    """The reason that the status has from then on; `None`: status and reason stay."""
    stops: bool = False
    """Whether the recording is stopped from then on."""
    requires: str | None = None
    """A parameter that must be there beside the user."""
    answers: bool = True
    """Whether the answer has a body, likewise below."""
    tells_interaction: bool = False


ACTIONS = {
    "mask": Action("Mask", stops=True, answers=False),
    "unmask": Action("Policy", answers=False),
    "start-recording-on-demand": Action("RecordOnDemand"),
    "stop-recording-on-demand": Action("StopOnDemand", stops=True),
    "do-not-record": Action("CustomerDisconsent", stops=True),
    "start-screen-interaction-recording": Action(requires="recordingDuration", tells_interaction=True),
    "stop-screen-interaction-recording": Action(requires="contactId"),
}


# --- Checks ---------------------------------------------------------------------------------------------------------


def known_action(call: CxoneCall) -> None:
    """Check that the path names an action: any other is no path of the vendor."""
    action = call.path["action"]
    if action == "get-recording-status":
        raise wrong_method(call, ("GET",))
    if action not in ACTIONS:
        raise unknown_path(call)


def user_given(call: CxoneCall) -> None:
    """Check that the query names a user."""
    _required(call, "userId")


def readable(call: CxoneCall) -> None:
    """Check that the body is an array of items; it is read by `body` from then on."""
    try:
        call.json = read_items(call)
    except BodyFault as fault:
        raise _refused("nice_cxone.live.body", fault.reason) from None


def _required(call: CxoneCall, name: str) -> str:
    """Return a parameter that must be there; of a repeated one the first counts."""
    value = next(iter(call.query.getlist(name)), "")
    if not value:
        raise _refused("nice_cxone.live.user-required", f"Missing parameter {name}")
    return value


def _refused(rule: str, description: str) -> Refusal:
    return Refusal(rule, 400, {"description": description, "httpStatus": "BAD_REQUEST"})


@dataclass(frozen=True, slots=True)
class _Interaction:
    """The call that a user is in."""

    segment_id: str
    segment: Segment
    contact_id: str
    interaction_id: str


def _interaction(call: CxoneCall) -> _Interaction:
    """Find the running call of the user that the query names."""
    state = call.state
    user_id = _required(call, "userId").lower()
    user = state.users.get(user_id)
    if user is not None and user.tenant_id == call.tenant_id:
        for segment_id, segment in reversed(state.running(user_id)):
            if (master := state.contacts[segment.contact_id]).is_open:
                return _Interaction(segment_id, segment, str(segment.contact_id), _interaction_id(segment.contact_id, master))
    body = {"description": "No active interaction for this user", "httpStatus": "NOT_FOUND"}
    raise Refusal("nice_cxone.live.no-call", 404, body)


def _interaction_id(contact_id: int, contact: Contact) -> str:
    return contact.interaction_id or uuid_of(f"interaction:{contact_id}")


# --- Handlers -------------------------------------------------------------------------------------------------------


def update(call: CxoneCall, query: OfUser, body: Items) -> LiveUpdate:
    """Update business data of the call that a user is in.

    The values stay on the segment when the call ends. From then on they are updated by the Business Data API.
    """
    found = _interaction(call)
    updates = check_items(call, body, call.tenant.fields)
    ids = {"contactId": found.contact_id, "segmentId": found.segment_id, "interactionId": found.interaction_id}
    refusal = None
    if updates.faults:
        description = updates.faults[0].message
        refusal = Refusal("nice_cxone.live.field", 400, {**ids, "description": description, "httpStatus": "BAD_REQUEST"})
    partial = call.variants.partial_write
    if refusal is not None and partial == "all-or-nothing":
        raise refusal
    updates.write(found.segment.values)
    if refusal is not None and partial == "good-items-then-400":
        raise refusal
    _set_status(found.segment, "BusinessData", stopped=False)
    call.applies("nice_cxone.live.updated")
    return LiveUpdate(
        contact_id=found.contact_id,
        description="Business data updated",
        segment_id=found.segment_id,
        interaction_id=found.interaction_id,
        http_status="OK",
    )


def tell_status(call: CxoneCall, query: OfUser) -> RecordingStatus:
    """Tell how the recording of the call that a user is in stands."""
    found = _interaction(call)
    segment = found.segment
    return RecordingStatus(
        contact_id=found.contact_id,
        segment_id=found.segment_id,
        interaction_id=found.interaction_id,
        status_reason=segment.status_reason,
        recording_status_to_agent=segment.recording_status,
        recording_status_from_agent=segment.recording_status,
    )


def control(call: CxoneCall, query: ControlQuery) -> Annotated[Reply, RecordingControl | None]:
    """Switch the recording of the call that a user is in.

    `mask` and `unmask`, `start-recording-on-demand` and `stop-recording-on-demand`, `do-not-record`,
    `start-screen-interaction-recording` and `stop-screen-interaction-recording`. The first two answer without a body.
    """
    action = ACTIONS[call.path["action"]]
    if action.requires:
        _required(call, action.requires)
    found = _interaction(call)
    if action.reason:
        _set_status(found.segment, action.reason, stopped=action.stops)
    if not action.answers:
        return Reply(200)
    told = {"interaction_id": found.interaction_id} if action.tells_interaction else {}
    return Reply(200, RecordingControl(description="Success", contact_id=found.contact_id, http_status="OK", **told))


def _set_status(segment: Segment, reason: str, *, stopped: bool) -> None:
    segment.status_reason = reason
    segment.recording_status = "Stopped" if stopped else "Recording"


# --- Table ----------------------------------------------------------------------------------------------------------

BASE = "/interaction-recording-management-service/v1/interactions"
ENTRY = (authenticate, user_given)
UPDATE_ENTRY = (*ENTRY, readable)
CONTROL_ENTRY = (known_action, *ENTRY)
UPDATE = {400: Answers(LiveUpdate, CHOSEN), 401: UNAUTHORIZED, 404: Answers(LiveUpdate, CHOSEN)}
STATUS = {400: Answers(RecordingControl, CHOSEN), 401: UNAUTHORIZED, 404: Answers(RecordingControl, CHOSEN)}
CONTROL = STATUS | {404: Answers(RecordingControl | Message, CHOSEN)}

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("live.business-data-update", "POST", f"{BASE}/business-data-update", update, DOCUMENTED, UPDATE_ENTRY, UPDATE, "bearer"),
    Operation("live.get-recording-status", "GET", f"{BASE}/get-recording-status", tell_status, DOCUMENTED, ENTRY, STATUS, "bearer"),
    Operation("live.recording-control", "POST", f"{BASE}/{{action}}", control, DOCUMENTED, CONTROL_ENTRY, CONTROL, "bearer"),
)
# fmt: on
