"""Interactions of customers, from whichever API: whose they are, where they happen, and what they leave behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from sandbox.vendors.mxo import identity
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.profile import Customer, InteractionEvent, Property

Channel = Literal["interaction", "update", "offline", "event", "batch"]

_URI = re.compile(r"((?:[^/?#]*://)?[^/?#]*)([^?#]*)")
"""Touchpoint (scheme and authority; without a scheme what stands before the first slash) and the path behind it."""


@dataclass(slots=True)
class Interaction:
    """Something that happens between a customer and a touchpoint, as a client told it."""

    uri: str
    at: datetime
    channel: Channel
    tid: str | None = None
    customer_key: str | None = None
    customer_key_name: str | None = None
    properties: Mapping[str, str] | None = None
    """Of the event and of the profile."""
    own_properties: Mapping[str, str] | None = None
    """Of the event alone."""
    device: dict[str, JsonValue] | None = None

    def identifiers(self, call: MxoCall) -> identity.Identifiers:
        """Return the one identifier, if there is one, under its configured API name."""
        if not self.customer_key:
            return {}
        name = self.customer_key_name or "customerkey"
        key = call.space.key(name) or name
        if key != name:
            call.applies("mxo.key-name-case")
        return {key: self.customer_key}

    def check(self, call: MxoCall) -> None:
        """Raise `Refusal` where a variant refuses whom this speaks of; changes nothing."""
        identity.decide(call, identity.usable(call, self.tid), self.identifiers(call))

    def store(self, call: MxoCall, *, may_refuse: bool = True) -> Customer:
        """Find or create the customer, and store the event with what it says of the customer. Raises `Refusal` as `check` does."""
        tid = identity.usable(call, self.tid)
        decision = identity.decide(call, tid, self.identifiers(call), may_refuse=may_refuse)
        customer = identity.carry_out(call, decision, tid)
        for name, value in (self.properties or {}).items():
            customer.properties[name] = Property(value, call.now)
        if self.device:
            customer.use(self.device, call.now)
            call.applies("mxo.device-current")
        touchpoint, path = places(self.uri)
        customer.add(
            InteractionEvent(
                uri=call.space.shared(self.uri),
                touchpoint=call.space.shared(touchpoint),
                path=call.space.shared(path) if path else None,
                timestamp=self.at,
                received_at=call.now,
                channel=self.channel,
                properties={**(self.properties or {}), **(self.own_properties or {})} or None,
            )
        )
        return customer


def places(uri: str) -> tuple[str, str]:
    """Take a URI apart: touchpoint, and path of the interaction, which may be empty. Query and fragment belong to neither."""
    match = _URI.match(uri)
    assert match
    return match[1], match[2]
