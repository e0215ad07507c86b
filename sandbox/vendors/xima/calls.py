"""Calls, and the values that an IVR flow and its data dips set on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from sandbox.vendor import RECORD
from sandbox.vendors.xima.recordings import CallDirection

CallState = Literal["ringing-agent", "active", "finished"]

_EARLIEST, _LATEST = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999 in milliseconds since 1970: what can be written as a time."""


@dataclass(slots=True)
class SessionParameter:
    """A value of a call that lasts for the rest of its IVR flow."""

    __pydantic_config__ = RECORD

    name: str
    value: str
    display_to_agent: bool = False
    save_to_database: bool = False
    origin: Literal["ivr", "dip"] = "ivr"


@dataclass(slots=True)
class CallRecord:
    """A call, known by its call id. Times are milliseconds since 1970."""

    __pydantic_config__ = RECORD

    uuid: str
    tenant: str
    start_time: Annotated[int, Field(ge=_EARLIEST, le=_LATEST)]
    call_direction: CallDirection = "INBOUND"
    state: CallState = "active"
    end_time: int | None = None
    call_key: str | None = None
    """`{uuid}-{start}-{end}`; nothing before the call has finished."""
    external_number: str | None = None
    caller_id: str | None = None
    dialed_number: str | None = None
    dnis: str | None = None
    tag: str | None = None
    location: str | None = None
    skill: str | None = None
    agent_extension: str | None = None
    """The last agent of the call."""
    account_codes: list[str] = field(default_factory=list)
    sip_headers: dict[str, str] = field(default_factory=dict)
    session_parameters: list[SessionParameter] = field(default_factory=list)
    """By name each once; in the order in which they were set."""
    storyline: dict[str, Any] | None = None
    """Ids of the same customer and contact at other vendors."""

    @property
    def saved(self) -> dict[str, str]:
        """The dip values that are saved to the database: for Cradle to Grave and Reports."""
        return {one.name: one.value for one in self.session_parameters if one.save_to_database}

    def finish(self, now: int) -> None:
        """End the call."""
        self.end_time = now
        self.call_key = f"{self.uuid}-{self.start_time}-{now}"
        self.state = "finished"


def with_collected(known: list[SessionParameter], collected: dict[str, str]) -> list[SessionParameter]:
    """Return session parameters with values that the flow itself collected; an equal name is replaced in its place."""
    found = {one.name: one for one in known}
    found.update({name: SessionParameter(name, value) for name, value in collected.items()})
    return list(found.values())


def with_returned(known: list[SessionParameter], returned: list[SessionParameter]) -> list[SessionParameter]:
    """Return session parameters with those of a dip.

    One that an earlier dip set keeps its place, with the new value and flags; any other goes to the end.
    """
    found = {one.name: one for one in known}
    for one in returned:
        if one.name in found and found[one.name].origin != "dip":
            del found[one.name]
        found[one.name] = one
    return list(found.values())
