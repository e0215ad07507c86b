"""Who sees what of a call: the flow, the agent, Cradle to Grave and Reports, or nobody."""

from __future__ import annotations

from typing import Any

from sandbox.vendors.xima.agents import Agent, extension_of
from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.times import write_time


def cradle_to_grave_row(call_id: int, call: CallRecord, offset: str) -> dict[str, Any]:
    """Return a call as Cradle to Grave shows it, with the values that are saved."""
    return {
        "callId": call_id,
        "callDirection": call.call_direction,
        "startTime": write_time(call.start_time, offset),
        "externalParty": call.external_number,
        "parameters": call.saved,
    }


def views(call_id: int, call: CallRecord, offset: str) -> dict[str, Any]:
    """Return the four views of a call. Values that no dip returned stand in the first alone."""
    returned = [one for one in call.session_parameters if one.origin == "dip"]
    return {
        "sessionParameters": {one.name: one.value for one in call.session_parameters},
        "agentPanel": [{"name": one.name, "value": one.value} for one in returned if one.display_to_agent],
        "cradleToGrave": cradle_to_grave_row(call_id, call, offset),
        "hidden": {one.name: one.value for one in returned if not (one.display_to_agent or one.save_to_database)},
    }


def named_extension(call: CallRecord, name: str) -> str | None:
    """Read the extension of the agent whom a session parameter names in Xima's notation."""
    value = next((one.value for one in call.session_parameters if one.name == name), "")
    return extension_of(value)


def routing(agent: Agent | None) -> dict[str, Any]:
    """Say to whom a call is transferred; without an agent the next action follows."""
    label, extension = (agent.label, agent.extension) if agent else (None, None)
    return {"action": "Transfer to Agent", "agent": label, "extension": extension, "resolved": agent is not None}
