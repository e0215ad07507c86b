"""What a client does with an agent: dial, and pause the recording of the agent's call."""

from __future__ import annotations

import re

from sandbox.vendor import DOCUMENTED, INFERRED, Check, Operation, Reply
from sandbox.vendors.xima.agents import RecordingState
from sandbox.vendors.xima.auth import entry, refusals
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.errors import Refusal, forbidden, not_found
from sandbox.vendors.xima.models import ActiveRecording, ClickToDial
from sandbox.vendors.xima.paths import V1


def reachable_agent(unknown: str, refused: str) -> Check:
    """Return the check that the path names an agent whom the Service User may reach; takes the rules of both refusals."""

    def check(call: XimaCall) -> None:
        agent = call.state.agent(call.hostname, call.path["extension"])
        if agent is None:
            raise not_found(unknown)
        if not call.user.reaches_agent(agent.extension):
            raise forbidden(refused)
        call.agent = agent

    return check


# --- Click to dial --------------------------------------------------------------------------------------------------


def click_to_dial(call: XimaCall, body: ClickToDial) -> Reply:
    """Place a call for an agent, who must be logged in.

    A softphone calls at once; a UC phone rings first, and the call is placed when the agent answers.
    """
    agent = call.agent
    caller_id = body.outbound_caller_id
    if caller_id is not None and _digits(caller_id) not in map(_digits, agent.outbound_numbers):
        text = f"The number '{caller_id}' is not available to this agent as an outbound caller ID."
        raise Refusal("xima.click.caller-id", 400, text)
    if not agent.logged_in:
        match call.variants.click_logged_out:
            case "accepted":
                call.applies("xima.click.logged-in")
                return Reply(204)
            case "not-found":
                raise not_found("xima.click.logged-in")
        raise Refusal("xima.click.logged-in", 400, "The agent is not logged in.")
    call.state.add_call(
        CallRecord(
            uuid=call.chance.uuid(),
            tenant=call.hostname,
            start_time=call.milliseconds,
            call_direction="OUTBOUND",
            state="active" if agent.type == "XIMA" else "ringing-agent",
            external_number=body.number_to_dial,
            dialed_number=(body.external_prefix or "") + body.number_to_dial,
            caller_id=agent.selected_outbound_number if caller_id is None else caller_id,
            agent_extension=agent.extension,
        )
    )
    call.applies("xima.click.effect")
    return Reply(204)


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


# --- Active recording -----------------------------------------------------------------------------------------------


def get_active_recording(call: XimaCall) -> ActiveRecording:
    """Tell how the recording of the agent's call stands."""
    call.applies("xima.active-recording.state")
    return ActiveRecording(state=call.agent.active_recording)


def pause(call: XimaCall) -> ActiveRecording:
    """Pause the recording of the agent's call."""
    return _switch(call, "PAUSED")


def resume(call: XimaCall) -> ActiveRecording:
    """Resume the recording of the agent's call."""
    return _switch(call, "RECORDING")


def _switch(call: XimaCall, wanted: RecordingState) -> ActiveRecording:
    agent = call.agent
    if agent.active_recording == "NO_RECORDING":
        if call.variants.active_recording_none == "not-found":
            raise not_found("xima.active-recording.none")
        call.applies("xima.active-recording.none")
    elif agent.active_recording == wanted:
        call.applies("xima.active-recording.idempotent")
    else:
        agent.active_recording = wanted
    return ActiveRecording(state=agent.active_recording)


# --- Table ----------------------------------------------------------------------------------------------------------

AGENT = f"{V1}/agents/{{extension}}"
CLICK_ENTRY = (*entry("click-to-dial"), reachable_agent("xima.click.extension", "xima.click.access"))
RECORDING_ENTRY = (*entry("active-recording"), reachable_agent("xima.active-recording.agent", "xima.active-recording.access"))
CLICK = refusals(DOCUMENTED, 400, 404)
RECORDING = refusals(INFERRED, 404)
ACTIVE = f"{AGENT}/active-recording"

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("agents.click-to-dial", "POST", f"{AGENT}/click-to-dial", click_to_dial, DOCUMENTED, CLICK_ENTRY, CLICK, "token", 204),
    Operation("active-recording.get", "GET", ACTIVE, get_active_recording, INFERRED, RECORDING_ENTRY, RECORDING, "token"),
    Operation("active-recording.pause", "POST", f"{ACTIVE}/pause", pause, INFERRED, RECORDING_ENTRY, RECORDING, "token"),
    Operation("active-recording.resume", "POST", f"{ACTIVE}/resume", resume, INFERRED, RECORDING_ENTRY, RECORDING, "token"),
)
# fmt: on
