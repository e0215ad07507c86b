"""Lightweight events: what happened, told without a credential."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from sandbox.vendor import Reply
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import INVALID_SITEKEY, M_SITE, Pretence, Refusal
from sandbox.vendors.mxo.interaction_models import EventQuery, EventReply, EventRequest
from sandbox.vendors.mxo.interactions import Interaction


def track_event(call: MxoCall, query: EventQuery, body: EventRequest) -> Annotated[Reply, EventReply | None]:
    """Record that something happened, without authentication.

    Query parameters of `uri`, and those of the request other than `tid`, become properties of the event. Nothing is ever shown in return.
    """
    parameters = parse_qsl(body.uri.partition("#")[0].partition("?")[2], keep_blank_values=True)
    parameters += [(name, value) for name, value in call.query.multi_items() if name != "tid"]
    if parameters:
        call.applies("mxo.event-parameters")
    if not call.header("authorization"):
        call.applies("mxo.event-no-auth")
    interaction = Interaction(
        uri=body.uri,
        at=call.now,
        channel="event",
        tid=call.tid,
        customer_key=body.customer_key,
        customer_key_name=body.customer_key_name,
        own_properties=dict(parameters),
    )
    customer = interaction.store(call)
    call.applies("mxo.event-created")
    return _created(call, customer.tid)


def event_space(call: MxoCall) -> None:
    """Check that the site key is a space's. A variant takes the event and drops it."""
    rule = "mxo.event-sitekey"
    space = call.state.spaces.get(call.path["sk"])
    if space is None:
        match call.variants.event_sitekey:
            case "drop-201":
                raise Pretence(rule, _created(call, call.chance.uuid()))
            case "not-found-404":
                raise Refusal(rule, 404, INVALID_SITEKEY, M_SITE)
            case _:
                raise Refusal(rule, 400, INVALID_SITEKEY, M_SITE)
    call.space = space


def _created(call: MxoCall, tid: str) -> Reply:
    match call.variants.event_reply:
        case "empty":
            return Reply(201)
        case "empty-object":
            return Reply(201, EventReply())
        case _:
            return Reply(201, EventReply(tid=tid))
