"""The Interaction API: what happens between customers and touchpoints, and what they are shown."""

from __future__ import annotations

from sandbox.vendors.mxo import optimizations
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.interaction_models import (
    InteractionQuery,
    InteractionRequest,
    InteractionResponse,
    OfflineInteraction,
    OfflineItem,
    Optimization,
)
from sandbox.vendors.mxo.interactions import Interaction
from sandbox.vendors.mxo.profile import Customer


def send_interaction(call: MxoCall, query: InteractionQuery, body: InteractionRequest) -> InteractionResponse:
    """Record an interaction of a new or existing customer, and get what to show.

    `optimizations` are those that the space holds for this very `uri`; their `data` is base64.
    """
    customer = _now(call, body).store(call)
    page_view = optimizations.page_view(query.pv)
    shown = [
        optimizations.write(held, tid=customer.tid, site_key=query.sk, page_view=page_view)
        for held in call.space.optimizations.get(body.uri, ())
    ]
    call.applies("mxo.interaction-optimizations")
    return _response(call, customer, shown)


def update_interaction(call: MxoCall, query: InteractionQuery, body: InteractionRequest) -> InteractionResponse:
    """Record an interaction, and what it says of the customer, without getting anything to show."""
    customer = _now(call, body, is_update=True).store(call)
    call.applies("mxo.interaction-put-none")
    return _response(call, customer)


def send_offline(call: MxoCall, query: InteractionQuery, body: OfflineInteraction) -> InteractionResponse:
    """Record an interaction of the past.

    Deprecated by the vendor: batches take its place.
    """
    return _response(call, _past(call, body).store(call))


def send_many_offline(call: MxoCall, query: InteractionQuery, body: list[OfflineItem]) -> InteractionResponse:
    """Record up to 100 interactions of the past.

    Each may be another customer's. The answer's `tid` is that of the first. Deprecated by the vendor: batches take its place.
    """
    past = [_past(call, item, item.tid) for item in body]
    # A refusal is told before anything is stored: judged by the customers as this call finds them.
    for interaction in past:
        interaction.check(call)
    first, *_ = [interaction.store(call, may_refuse=False) for interaction in past]
    call.apply_once()
    # A later one may have merged the first one's customer into an older profile.
    return _response(call, call.space.by_tid(first.tid) or first)


def _now(call: MxoCall, body: InteractionRequest, *, is_update: bool = False) -> Interaction:
    return Interaction(
        uri=body.uri,
        at=call.now,
        channel="update" if is_update else "interaction",
        tid=call.tid,
        customer_key=body.customer_key,
        customer_key_name=body.customer_key_name,
        properties=body.properties,
        device=body.device,
    )


def _past(call: MxoCall, body: OfflineInteraction, tid: str | None = None) -> Interaction:
    interaction = _now(call, body)
    interaction.at, interaction.channel, interaction.tid = body.timestamp, "offline", tid or call.tid
    return interaction


def _response(call: MxoCall, customer: Customer, shown: list[Optimization] | None = None) -> InteractionResponse:
    call.applies("mxo.interaction-identity")
    return InteractionResponse(status_code=200, tid=customer.tid, session="", trackers=[], captures=[], optimizations=shown or [])
