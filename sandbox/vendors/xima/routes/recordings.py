"""Recordings: the list, and the audio of a recording or of a whole call."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.vendor import DOCUMENTED, INFERRED, Answers, Operation, Reply
from sandbox.vendors.xima.agents import extension_of
from sandbox.vendors.xima.audio import DEFAULT, FORMATS
from sandbox.vendors.xima.auth import entry, refusals
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.errors import Refusal, forbidden, not_found
from sandbox.vendors.xima.models import AudioQuery, Error, RecordingArray, RecordingList, RecordingTimes
from sandbox.vendors.xima.paths import V1, V2, known_audio_path
from sandbox.vendors.xima.recordings import SERVED, Recording
from sandbox.vendors.xima.times import read_time

MILLISECONDS_BETWEEN = 3000
"""Of two audio requests of a tenant."""

# --- The list -------------------------------------------------------------------------------------------------------


def approved(call: XimaCall) -> None:
    """Check that the tenant may list recordings."""
    if not call.tenant.recordings_api:
        raise forbidden("xima.recordings.approved")


def list_recordings(call: XimaCall, query: RecordingTimes) -> RecordingArray | RecordingList:
    """List the recordings that began in a time, both bounds included, oldest first.

    Open to approved tenants. A recording whose agent or skill the Service User may not reach is left out.
    """
    start, end = _time(call, "startTime"), _time(call, "endTime")
    if end < start:
        raise Refusal("xima.recordings.order", 400, "endTime is before startTime.")
    listed = call.state.recordings_between(call.hostname, start, end)
    found = [recording for recording in listed if _reaches(call, recording)]
    if len(found) < len(listed):
        call.applies("xima.recordings.scope")
    return RecordingList(recordings=found) if call.variants.recordings_container == "object" else RecordingArray(found)


def _time(call: XimaCall, name: str) -> int:
    text = call.first(name)
    if not text:
        raise Refusal("xima.recordings.times", 400, f"The query parameter '{name}' is required.")
    time = read_time(text)
    if time is None:
        bare_plus = read_time(text.replace(" ", "+")) is not None
        rule = "xima.recordings.plus-offset" if bare_plus else "xima.recordings.times"
        raise Refusal(rule, 400, f"The query parameter '{name}' must be an ISO 8601 time with an offset.")
    return time


def _reaches(call: XimaCall, recording: Recording) -> bool:
    return call.user.reaches_agent(extension_of(recording.agent)) and call.user.reaches_skill(recording.skill)


# --- Audio ----------------------------------------------------------------------------------------------------------


def within_limits(call: XimaCall) -> None:
    """Check how often and how much audio the tenant gets; a request that is not too soon counts, whatever becomes of it."""
    now, tenant = call.milliseconds, call.tenant
    since = MILLISECONDS_BETWEEN if tenant.last_audio_request_at is None else now - tenant.last_audio_request_at
    if 0 <= since < MILLISECONDS_BETWEEN:
        headers = {"Retry-After": str(-(-(MILLISECONDS_BETWEEN - since) // 1000))} if call.variants.retry_after == "on" else {}
        text = "At most one recording audio request every 3 seconds per tenant."
        raise Refusal("xima.audio.rate", 429, text, headers)
    tenant.last_audio_request_at = now
    if tenant.egress_is_exhausted(now):
        raise Refusal("xima.audio.egress", 509, "The rolling 5-day egress limit of this tenant has been reached.")


def get_recording_audio(call: XimaCall, query: AudioQuery) -> Reply:
    """Return the audio of a recording, which is a second of silence.

    A tenant may ask for audio once in 3 seconds (429), and for so much in 5 days (509). The same below `/rest/api/v2`.
    """
    key = call.path["recording_key"]
    recording = call.state.recordings.get(key)
    known = recording is not None and recording.tenant_name == call.hostname
    return _audio(call, key, [recording] if recording and known else [])


def get_call_audio(call: XimaCall, query: AudioQuery) -> Reply:
    """Return the audio of a call: its recordings that can be served, one second of silence each."""
    key = call.path["call_key"]
    return _audio(call, key, call.state.recordings_of_call(call.hostname, key))


def _audio(call: XimaCall, key: str, recordings: Sequence[Recording]) -> Reply:
    there = [recording for recording in recordings if recording.status in SERVED]
    if not there:
        raise not_found("xima.audio.key")
    reached = [recording for recording in there if _reaches(call, recording)]
    if not reached:
        raise forbidden("xima.recordings.scope")
    if len(reached) < len(there):
        call.applies("xima.recordings.scope")
    wanted = DEFAULT if "format" not in call.query else call.first("format")
    if wanted not in FORMATS:
        raise Refusal("xima.audio.format", 400, f"The format '{wanted}' is not supported.")
    audio = FORMATS[wanted].make(len(reached))
    call.tenant.send(call.milliseconds, len(audio))
    disposition = f'attachment; filename="{key}.{wanted}"'
    return Reply(200, audio, {"Content-Disposition": disposition}, FORMATS[wanted].media_type)


# --- Table ----------------------------------------------------------------------------------------------------------

LIST = refusals(DOCUMENTED, 400)
AUDIO = {
    **refusals(DOCUMENTED, 400, 404, 429),
    509: Answers(Error | None, DOCUMENTED),
}
FILES = tuple(known.media_type for known in FORMATS.values())
LIST_ENTRY = (*entry("recordings"), approved)
AUDIO_ENTRY = (known_audio_path, *entry("recordings"), within_limits)
RECORDING = "recordings/{recording_key}/audio"
CALL = "calls/{call_key}/audio"

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("recordings.list", "GET", f"{V2}/recordings", list_recordings, DOCUMENTED, LIST_ENTRY, LIST, "token"),
    Operation("recordings.audio", "GET", f"{V1}/{RECORDING}", get_recording_audio, INFERRED, AUDIO_ENTRY, AUDIO, "token", produces=FILES),
    Operation("recordings.audio", "GET", f"{V2}/{RECORDING}", get_recording_audio, INFERRED, AUDIO_ENTRY, AUDIO, "token", produces=FILES),
    Operation("calls.audio", "GET", f"{V1}/{CALL}", get_call_audio, INFERRED, AUDIO_ENTRY, AUDIO, "token", produces=FILES),
)
# fmt: on
