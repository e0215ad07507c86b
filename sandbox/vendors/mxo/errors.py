"""How MXO says no: the error object of the Customer API, OAuth errors of the gate before it, or nothing but a status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sandbox.vendor import Problem, Reply, VendorError
from sandbox.vendors.mxo.datastore import LARGE_TEXTS
from sandbox.vendors.mxo.datastore_models import LARGE_TEXT
from sandbox.vendors.mxo.interaction_models import FUTURE, InteractionResponse
from sandbox.vendors.mxo.models import ApiError, DeleteError, OAuthError, StructureError

if TYPE_CHECKING:
    from sandbox.vendors.mxo.call import MxoCall

GENERAL = "GENERAL"
INVALID_PROPOSITION_CODE = "INVALID_PROPOSITION_CODE"
INVALID_ACTIVITY_TYPE_CODE = "INVALID_ACTIVITY_TYPE_CODE"
INVALID_DATE_TIME = "INVALID_DATE_TIME"
INVALID_API_NAME = "INVALID_API_NAME"
INVALID_SITEKEY = "INVALID_SITEKEY"
CUSTOMER_NOT_FOUND = "CUSTOMER_NOT_FOUND"

NOT_IN_300 = frozenset((INVALID_SITEKEY, CUSTOMER_NOT_FOUND))
"""Codes that version 3.0.0 does not have: it answers `GENERAL` in their place."""

M_PROP = "The specified proposition code does not exist"
M_TYPE = "The specified activity type code does not exist"
M_DYN = "Dynamic proposition code exceeds 255 characters"
M_DATE = "The specified date-time is not valid"
M_FUTURE = "Future dates are not supported"
M_SITE = "The specified site key does not exist"
M_KEY = "The specified key attribute API name does not exist"
M_STRUCT = "The specified structure does not exist"
M_STRUCTNAME = "A structure API name is required"
M_CUST = "The specified customer does not exist"
M_WHO = "A TID or an identifier is required"
M_BOTH = "The TID and the identifier refer to different customers"
M_MANY = "Too many activities: the maximum is 100"
M_NOBODY = "Request body is required"
M_JSON = "Malformed JSON request body"
M_OBJ = "Request body must be a JSON object"
M_ARRAY = "Request body must be a JSON array"
M_FAULT = "The structure could not be evaluated"


class Refusal(VendorError):
    """A refusal with the API's error object."""

    def __init__(self, rule: str, status: int, code: str, message: str) -> None:
        super().__init__(rule, status)
        self.code = code
        self.message = message


class OAuthRefusal(VendorError):
    """A refusal in the words of the authorisation server."""

    def __init__(self, rule: str, status: int, error: str, description: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status, headers=headers)
        self.error = error
        self.description = description


class BareRefusal(VendorError):
    """A refusal without a body."""


class Pretence(VendorError):
    """A refusal that looks like a success."""

    def __init__(self, rule: str, reply: Reply) -> None:
        super().__init__(rule, reply.status)
        self.reply = reply


def missing(path: str) -> str:
    """Say that a member or parameter is not there."""
    return f"Missing required field: {path}"


def wrong(path: str) -> str:
    """Say that a member or parameter has no good value."""
    return f"Invalid value for field: {path}"


def error_body(call: MxoCall, error: VendorError) -> Reply:
    """Word a refusal."""
    match error:
        case OAuthRefusal():
            if error.rule == "mxo.auth-required" and call.variants.unauthorized_body == "empty":
                return Reply(error.status, None, error.headers)
            return Reply(error.status, OAuthError(error=error.error, error_description=error.description), error.headers)
        case Refusal():
            return Reply(error.status, _error_object(call, error), error.headers)
        case Pretence():
            return error.reply
        case _:
            return Reply(error.status, None, error.headers)


def _error_object(call: MxoCall, error: Refusal) -> BaseModel | None:
    """Return the body of a refusal in the form of its API; `None` where a variant leaves it out."""
    api = call.operation.id.partition(".")[0] if call.operation else ""
    code, message = error.code, error.message
    match api:
        case "structure":
            name = _structure_name(call)
            return StructureError(error_code=code, error_message=message, **({} if name is None else {"structure_api_name": name}))
        case "customer":
            return DeleteError(error_code=code, error_message=message)
        case "interaction" | "oauth1" if call.variants.interaction_error_body == "mirror-status":
            return InteractionResponse(status_code=error.status, tid=None, session="", trackers=[], captures=[], optimizations=[])
        case "interaction" | "oauth1" if call.variants.interaction_error_body == "empty":
            return None
        case "datastore" | "record" if call.variants.datastore_error_body == "empty":
            return None
        case "activity" if call.operation and call.operation.id == "activity.send-v300" and code in NOT_IN_300:
            call.applies("mxo.v300-codes")
            code = GENERAL
    return ApiError(error_code=code, error_message=message)


def _structure_name(call: MxoCall) -> str | None:
    """Return the structure that the request asks for, if it can be read that far."""
    try:
        name = call.json["structureApiName"]
    except (ValueError, TypeError, KeyError):
        return None
    return name if isinstance(name, str) else None


_WORDS = {
    "mxo.dynamic-proposition-length": (INVALID_PROPOSITION_CODE, M_DYN),
    "mxo.timestamp-unparsable": (INVALID_DATE_TIME, M_DATE),
    "mxo.device-date": (INVALID_DATE_TIME, M_DATE),
    "mxo.activities-limit": (GENERAL, M_MANY),
    "mxo.structure-name-missing": (INVALID_API_NAME, M_STRUCTNAME),
    "mxo.interaction-key-name": (INVALID_API_NAME, M_KEY),
    "mxo.event-key-name": (INVALID_API_NAME, M_KEY),
}


def invalid(call: MxoCall, problem: Problem) -> VendorError:
    """Refuse a body that does not fit its schema."""
    if problem.error == "extra_forbidden":
        return Refusal("mxo.unknown-fields", 400, GENERAL, f"Unknown field: {problem.path}")
    rule = problem.rule or ("mxo.required-field" if problem.kind == "missing" else "mxo.field-type")
    if rule == "mxo.activity-required-codes" and problem.location[-1] == "propositionCode" and _is_dynamic(call, problem):
        rule = "mxo.dynamic-needs-parent"
    if rule == "mxo.dynamic-proposition-length" and call.variants.dynamic_length_body != "invalid-proposition-code":
        return BareRefusal(rule, 400) if call.variants.dynamic_length_body == "empty" else Refusal(rule, 400, GENERAL, M_DYN)
    if problem.error == LARGE_TEXT:
        return Refusal("mxo.datastore-large-text", 400, GENERAL, f"Too many LARGE_TEXT columns: the maximum is {LARGE_TEXTS}")
    if rule == "mxo.offline-timestamp" and problem.kind != "missing":
        return Refusal(rule, 400, INVALID_DATE_TIME, M_FUTURE if problem.error == FUTURE else M_DATE)
    code, message = _WORDS.get(rule, (GENERAL, missing(problem.path) if problem.kind == "missing" else wrong(problem.path)))
    return Refusal(rule, 400, code, message)


def _is_dynamic(call: MxoCall, problem: Problem) -> bool:
    """Say whether the activity with the problem names a dynamic proposition."""
    found: Any = call.json
    for part in problem.location[:-1]:
        found = found[part]
    return bool(found.get("dynamicPropositionCode"))
