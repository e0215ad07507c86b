"""Where the evidence about Xima leaves a choice: what can be switched, and what is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from sandbox.vendor import Decided, Variants, why

__all__ = ["DECIDED", "XimaVariants"]


class XimaVariants(Variants):
    """The switches of Xima."""

    dip_mode: Annotated[
        Literal["strict", "lenient"],
        why(
            "A number or boolean as the value of a parameter is dropped, or used as text, when Xima grades the reply to a data dip.",
            "No sentence says that values must be strings, all examples are; strict finds the faults.",
        ),
    ] = "strict"
    dip_absent_source: Annotated[
        Literal["empty", "omit"],
        why(
            "A key whose source is absent from the call is sent with an empty string, or left out.",
            "'The request will include all keys', and a placeholder for an empty value shows that empty strings are Xima's habit.",
        ),
    ] = "empty"
    dip_content_type: Annotated[
        Literal["application-json", "application-json-utf8", "absent"],
        why(
            "The Content-Type of a dip's request: application/json, the same with a charset, or none.",
            "The header is not printed in the vendor's example.",
        ),
    ] = "application-json"
    dip_phone_format: Annotated[
        Literal["national-10", "national-11", "e164"],
        why(
            "How a North American External Number is sent: ten digits, eleven, or with +1.",
            "The example of a dip has ten digits, recordings have eleven.",
        ),
    ] = "national-10"
    dip_404: Annotated[
        Literal["failed", "no-match"],
        why(
            "A web service that answers 404 has failed, or has found no match (with a warning).",
            "Xima defines no reply for 'not found'.",
        ),
    ] = "failed"
    dip_failure_continuation: Annotated[
        Literal["continue", "end-flow"],
        why(
            "After a failed dip the next action of the flow runs, or the call is finished.",
            "What happens is undocumented; losing the call would be the worst guess.",
        ),
    ] = "continue"
    dip_service_no_match: Annotated[
        Literal["empty-parameters", "not-found"],
        why(
            "The reference web service says 'no match' by 200 with no parameters, or by 404.",
            "Xima defines no reply for 'not found'.",
        ),
    ] = "empty-parameters"
    dip_service_fault: Annotated[
        Literal[
            "none",
            "slow",
            "http-500",
            "truncated",
            "trailing-comma",
            "missing-flags",
            "string-flags",
            "numbers",
            "no-parameters",
            "html",
        ],
        why(
            "A common fault of real web services, in every reply of the reference web service that would be good.",
            "To test what asks it.",
        ),
    ] = "none"
    error_body: Annotated[
        Literal["json", "empty"],
        why(
            "Refusals of the REST API have a JSON body, or a status alone.",
            "Its error bodies are undocumented.",
        ),
    ] = "json"
    recordings_container: Annotated[
        Literal["array", "object"],
        why(
            "The list of recordings is a bare array, or an object with the member recordings.",
            "The sample shows bare objects; agents and skills have a wrapper.",
        ),
    ] = "array"
    audio_path_version: Annotated[
        Literal["both", "v1", "v2"],
        why(
            "The versions under which the audio of a recording is found; the other path is then unknown.",
            "The path is known from Chronicall (v1); the list of CCaaS is v2.",
        ),
    ] = "both"
    retry_after: Annotated[
        Literal["off", "on"],
        why(
            "A 429 has no Retry-After, or one with the whole seconds until audio is allowed again.",
            "No such header is documented.",
        ),
    ] = "off"
    historic_timeout: Annotated[
        Literal["never", "first-call"],
        why(
            "A report is there at once, or the first request of its kind is answered 202 and the next has it.",
            "The documented 202 comes when a report takes too long.",
        ),
    ] = "never"
    historic_rows: Annotated[
        Literal["objects", "arrays"],
        why(
            "The rows of a report are objects by the keys of its columns, or arrays.",
            "Rows are unknown.",
        ),
    ] = "objects"
    metrics_not_ready_key: Annotated[
        Literal["notReady", "metricsNotReady"],
        why(
            "The name of the list of metrics that are not ready.",
            "That there is such a list is known, its name is not.",
        ),
    ] = "notReady"
    click_logged_out: Annotated[
        Literal["bad-request", "not-found", "accepted"],
        why(
            "Click to dial for an agent who is not logged in: 400, 404, or 204 without a call.",
            "That the agent must be logged in is documented, the answer is not.",
        ),
    ] = "bad-request"
    active_recording_none: Annotated[
        Literal["not-found", "state"],
        why(
            "Pause and resume without a recording: 404, or 200 with the state.",
            "It is undocumented.",
        ),
    ] = "not-found"
    event_parameters_place: Annotated[
        Literal["query", "form"],
        why(
            "The URL parameters of an event stand in the query, or in the form of a POST.",
            "They are called URL parameters; their place in a POST is not stated.",
        ),
    ] = "query"
    event_space: Annotated[
        Literal["percent", "plus"],
        why(
            "A space in a parameter of an event is written %20 or +.",
            "The encoding is not stated.",
        ),
    ] = "percent"


# A table, as the ledger is: the formatter would give an entry six lines.
# fmt: off
DECIDED: tuple[Decided, ...] = (
    Decided("xima.content-type-check", "ignore", ("require",),
            "The header Content-Type is listed as required; whether it is enforced is unknown."),
    Decided("xima.audio-default-format", "wav", ("spx",),
            "Chronicall's default is spx; wav plays everywhere."),
    Decided("xima.historic-formats", "json", ("json-csv",),
            "A report is 'returned in the format that was requested'; only json is evidenced."),
    Decided("xima.realtime-unknown-id", "forbidden", ("not-found",),
            "403 is the rule of Chronicall's WebSocket; 404 is the general one."),
    Decided("xima.agents-mapping", "absent", ("present",),
            "The mapping of login names is known from Chronicall only, and probably superseded by the list of agents."),
    Decided("xima.event-account-code-separator", "comma-space", ("comma",),
            "The examples of CCaaS and Chronicall differ."),
)
# fmt: on
