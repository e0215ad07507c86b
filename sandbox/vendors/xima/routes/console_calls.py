"""Calls: what happens to them, and what Cradle to Grave shows of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel

from sandbox.vendor import CHOSEN, DOCUMENTED, ConsoleError, Operation, Outbound, Received, Reply
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.calls import CallRecord, with_collected
from sandbox.vendors.xima.dips.request import USER_AGENT
from sandbox.vendors.xima.dips.views import cradle_to_grave_row
from sandbox.vendors.xima.events import Delivery, EventProfile, EventRequest, Reason, call_data, event_request, meets
from sandbox.vendors.xima.models import WIRE
from sandbox.vendors.xima.paths import V1
from sandbox.vendors.xima.recordings import CallDirection
from sandbox.vendors.xima.routes.showing import answer, in_turn, shown, tenant_named
from sandbox.vendors.xima.times import write_time

# --- Bodies ---------------------------------------------------------------------------------------------------------


class CallContext(BaseModel):
    """What is known of a call when a data dip runs."""

    model_config = WIRE

    external_number: str | None = None
    caller_id: str | None = None
    dnis: str | None = None
    tag: str | None = None
    location: str | None = None
    sip_headers: dict[str, str] = {}
    session_parameters: dict[str, str] = {}
    """Digits that the flow has collected."""


class CallToStart(CallContext):
    """A call that begins."""

    tenant: str | None = None
    call_direction: CallDirection = "INBOUND"
    state: Literal["active", "ringing-agent"] = "active"
    dialed_number: str | None = None
    skill: str | None = None
    agent_extension: str | None = None
    account_codes: list[str] = []


class Searched(BaseModel):
    """What calls are looked for by."""

    model_config = WIRE

    parameter: str | None = None
    value: str | None = None


def new_call(tenant: str, now: int, context: CallContext) -> CallRecord:
    """Return a call that begins now; its UUID is drawn when it is added."""
    return CallRecord(
        uuid="",
        tenant=tenant,
        start_time=now,
        external_number=context.external_number,
        caller_id=context.caller_id,
        dnis=context.dnis,
        tag=context.tag,
        location=context.location,
        sip_headers=dict(context.sip_headers),
        session_parameters=with_collected([], context.session_parameters),
    )


def add_call(call: XimaCall, record: CallRecord) -> int:
    """Add a call; returns its id."""
    record.uuid = call.chance.uuid()
    return call.state.add_call(record)


# --- Handlers -------------------------------------------------------------------------------------------------------


def list_calls(call: XimaCall) -> Reply:
    """List all calls."""
    return answer([shown(record, callId=call_id) for call_id, record in call.state.calls.items()])


def start_call(call: XimaCall, body: CallToStart) -> Reply:
    """Let a call begin."""
    record = new_call(tenant_named(call, body.tenant), call.milliseconds, body)
    record.call_direction = body.call_direction
    record.state = body.state
    record.dialed_number = body.dialed_number
    record.skill = body.skill
    record.agent_extension = body.agent_extension
    record.account_codes = list(body.account_codes)
    return answer(shown(record, callId=add_call(call, record)), 201)


def get_call(call: XimaCall) -> Reply:
    """Return a call."""
    call_id, record = _known(call, None)
    return answer(shown(record, callId=call_id))


def finish_call(call: XimaCall) -> Any:
    """Let a call end, and tell whom the profiles name. The answer waits for the deliveries."""
    call_id, record = _known(call, "xima.call.finish")
    if record.state == "finished":
        raise ConsoleError("xima.call.finish", 400, "The call has already finished.", {"callId": call_id})

    def done(deliveries: list[dict[str, Any]]) -> Reply:
        return answer({"call": shown(record, callId=call_id), "deliveries": deliveries})

    return finish(call, call_id, record, done)


def cradle_to_grave(call: XimaCall, query: Searched) -> Reply:
    """List calls, newest first: all of them, those with a saved parameter, or those with a saved value of it."""
    name, value = query.parameter, query.value
    if value is not None and name is None:
        raise ConsoleError(None, 400, "invalid query", {"field": "value", "reason": "it needs a parameter"})
    found = []
    for call_id, record in call.state.calls.items():
        saved = record.saved
        if name is None or (name in saved and value in (None, saved[name])):
            offset = call.state.tenants[record.tenant].utc_offset
            found.append((record.start_time, call_id, cradle_to_grave_row(call_id, record, offset)))
    call.applies("xima.dip.view.database")
    return answer([row for _, _, row in sorted(found, key=lambda one: one[:2], reverse=True)])


def list_deliveries(call: XimaCall) -> Reply:
    """List the latest events that were sent, oldest first."""
    return answer([shown(delivery, id=delivery_id) for delivery_id, delivery in call.state.deliveries.items()])


def _known(call: XimaCall, rule: str | None) -> tuple[int, CallRecord]:
    text = call.path["callId"]
    call_id = int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
    if call_id not in call.state.calls:
        raise ConsoleError(rule, 404, "unknown call", {"callId": text})
    return call_id, call.state.calls[call_id]


# --- The end of a call ----------------------------------------------------------------------------------------------


def finish(call: XimaCall, call_id: int, record: CallRecord, done: Callable[[list[dict[str, Any]]], Reply]) -> Any:
    """End a call, send its events one after another, and go on with `done`, which takes the deliveries."""
    state = call.state
    record.finish(call.milliseconds)
    agent = state.agent(record.tenant, record.agent_extension)
    if agent is not None:
        agent.active_recording = "NO_RECORDING"
    call.applies("xima.call.finish")
    told = [
        (profile_id, profile)
        for profile_id, profile in state.web_service_profiles.items()
        if profile.enabled and profile.tenant == record.tenant and meets(record, profile.criteria)
    ]
    start = write_time(record.start_time, state.tenants[record.tenant].utc_offset)
    data = call_data(call_id, record, agent, start, _listen_link(call, record))
    requests = [_request(call, profile, data) for _, profile in told]
    deliveries: list[dict[str, Any]] = []

    def hear(index: int, received: Received) -> None:
        deliveries.append(keep(call, told[index][0], call_id, requests[index], received))

    return in_turn([outbound(request) for request in requests], hear, lambda: done(deliveries))


def _listen_link(call: XimaCall, record: CallRecord) -> str:
    assert record.call_key is not None
    recordings = call.state.recordings_of_call(record.tenant, record.call_key)
    if not any(recording.status == "SAVED" for recording in recordings):
        return ""
    return f"https://{record.tenant}.xima.cloud{V1}/calls/{record.call_key}/audio?format=wav"


# --- Events ---------------------------------------------------------------------------------------------------------


def _request(call: XimaCall, profile: EventProfile, data: dict[str, str]) -> EventRequest:
    return event_request(profile, data, space=call.variants.event_space, place=call.variants.event_parameters_place)


def outbound(request: EventRequest) -> Outbound:
    """Return the call that tells of an event."""
    form = (("Content-Type", "application/x-www-form-urlencoded"),) if request.body else ()
    headers = (("Accept", "*/*"), ("User-Agent", USER_AGENT), *form, ("Connection", "close"))
    return Outbound("event.send", request.method, request.url, headers, request.body.encode(), timeout=10.0, max_body=_MOST_READ)


_MOST_READ = 65_536
_REASONS: dict[str, Reason] = {"timeout": "timeout", "refused-host": "not-allowed"}
"""Of failures; all others are `connection-failed`."""


def keep(call: XimaCall, profile_id: str, call_id: int | None, request: EventRequest, received: Received) -> dict[str, Any]:
    """Remember what became of an event, and return that as people see it. An event without a call is a test."""
    reason: Reason | None = None
    if received.failure is not None:
        reason = _REASONS.get(received.failure, "connection-failed")
    elif not received.ok:
        reason = "http-status"
    delivery = Delivery(
        profile_id=profile_id,
        call_id=call_id,
        test=call_id is None,
        request={"method": request.method, "url": request.url, "body": request.body},
        status=received.status,
        outcome="failed" if reason else "delivered",
        reason=reason,
        elapsed_ms=round(received.passed * 1000),
    )
    delivery_id = call.state.add_delivery(delivery)
    call.applies("xima.event.trigger")
    return shown(delivery, id=delivery_id)


# --- Table ----------------------------------------------------------------------------------------------------------

OPERATIONS: tuple[Operation, ...] = (
    Operation("console.calls.list", "GET", "/calls", list_calls, CHOSEN),
    Operation("console.calls.start", "POST", "/calls", start_call, CHOSEN, status=201),
    Operation("console.calls.get", "GET", "/calls/{callId}", get_call, CHOSEN),
    Operation("console.calls.finish", "POST", "/calls/{callId}/finish", finish_call, DOCUMENTED),
    Operation("console.cradle-to-grave", "GET", "/cradle-to-grave", cradle_to_grave, DOCUMENTED),
    Operation("console.deliveries.list", "GET", "/deliveries", list_deliveries, CHOSEN),
)
