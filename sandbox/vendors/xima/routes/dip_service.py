"""The reference web service of data dips, which stands in for the customer's; and a place that takes events."""

from __future__ import annotations

import re
from typing import Annotated, Any

import orjson

from sandbox.vendor import CHOSEN, DOCUMENTED, Answers, Operation, Reply
from sandbox.vendors.xima.auth import bearer
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.dip_service import DipParameter
from sandbox.vendors.xima.errors import DipServiceRefusal
from sandbox.vendors.xima.models import DipReply, DipRequest, DipServiceError
from sandbox.vendors.xima.paths import DATA_DIP

SLOW_SECONDS = 8.0

# --- Checks ---------------------------------------------------------------------------------------------------------


def known_token(call: XimaCall) -> None:
    """Check the token that the web service gave out for the profile."""
    if bearer(call) not in call.state.dip_service.tokens:
        headers = {"WWW-Authenticate": "Bearer"}
        raise DipServiceRefusal("xima.dip-service.token", 401, "unauthorized", "A valid bearer token is required.", headers)


def known_keys(call: XimaCall) -> None:
    """Check that the body is an object with at least one known key, and that known keys have strings."""
    try:
        body = call.json
    except ValueError:
        raise _bad_request("xima.dip-service.json", "The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise _bad_request("xima.dip-service.json", "The body must be a JSON object.")
    priority = call.state.dip_service.key_priority
    known = [key for key in priority if key in body]
    if not known:
        raise _bad_request("xima.dip-service.key-required", f"At least one of these keys is required: {', '.join(priority)}.")
    for key in known:
        if not isinstance(body[key], str):
            raise _bad_request("xima.dip-service.value-type", f"The value of '{key}' must be a string.")


def _bad_request(rule: str, message: str) -> DipServiceRefusal:
    return DipServiceRefusal(rule, 400, "bad_request", message)


# --- Handlers -------------------------------------------------------------------------------------------------------


def look_up(call: XimaCall, body: DipRequest) -> Annotated[Reply, DipReply]:
    """Look a customer up, as the web service of a Data Dip Profile does.

    Keys are tried in order of priority: the account number, then phone numbers (their last ten digits). No parameters
    mean no match.
    """
    service = call.state.dip_service
    keys = [key for key in service.key_priority if key in body.root]
    record = next(filter(None, (service.find(key, body.root[key]) for key in keys)), None)
    if record is None:
        if call.variants.dip_service_no_match == "not-found":
            raise DipServiceRefusal("xima.dip-service.no-match", 404, "not_found", "No record matches.")
        call.applies("xima.dip-service.no-match")
        return reply({}, call.variants.dip_service_fault)
    call.applies("xima.dip-service.priority")
    return reply(dict(sorted(record.parameters.items())), call.variants.dip_service_fault)


def receive_event(call: XimaCall) -> None:
    """Take an event of the WebService API, whatever it says: a target that is always there."""


# --- Replies and their faults ---------------------------------------------------------------------------------------

_BARE = re.compile(r"true|false|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def reply(parameters: dict[str, DipParameter], fault: str) -> Reply:
    """Write a reply, with the fault that the variant asks for."""
    body = orjson.dumps({"parameters": {key: _member(parameter, fault) for key, parameter in parameters.items()}})
    match fault:
        case "slow":
            return Reply(200, body, delay=SLOW_SECONDS)
        case "http-500":
            return Reply(500, orjson.dumps({"error": "internal_error", "message": "Simulated failure."}))
        case "truncated":
            return Reply(200, body[: len(body) // 2])
        case "trailing-comma":
            return Reply(200, body[:-2] + b",}}")
        case "no-parameters":
            return Reply(200, b"{}")
        case "html":
            return Reply(200, b"<html><body>Login</body></html>", media_type="text/html")
    return Reply(200, body)


def _member(parameter: DipParameter, fault: str) -> dict[str, Any]:
    flags: dict[str, Any] = {"displayToAgent": parameter.display_to_agent, "saveToDatabase": parameter.save_to_database}
    value: Any = parameter.value
    match fault:
        case "missing-flags":
            flags = {}
        case "string-flags":
            flags = {name: str(flag).lower() for name, flag in flags.items()}
        case "numbers" if _BARE.fullmatch(parameter.value):
            value = orjson.Fragment(parameter.value)
    return {"value": value, **flags}


# --- Table ----------------------------------------------------------------------------------------------------------

ERRORS = {
    400: Answers(DipServiceError, CHOSEN),
    401: Answers(DipServiceError, CHOSEN),
    404: Answers(DipServiceError, CHOSEN, only_with="xima.dip-service-no-match: not-found"),
}
ENTRY = (known_token, known_keys)

OPERATIONS: tuple[Operation, ...] = (
    Operation("dip-service.lookup", "POST", DATA_DIP, look_up, DOCUMENTED, ENTRY, ERRORS, "dip"),
    Operation("event-sink.receive", "POST", "/event-sink", receive_event, CHOSEN, status=204),
    Operation("event-sink.receive", "GET", "/event-sink", receive_event, CHOSEN, status=204),
)
