"""How Xima says no: the REST API's error object, and the reference web service's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sandbox.vendor import Problem, Reply, VendorError
from sandbox.vendors.xima.models import DipServiceError, Error

if TYPE_CHECKING:
    from sandbox.vendors.xima.call import XimaCall

NOT_FOUND = "The requested resource does not exist."
FORBIDDEN = "The service user does not have permission to access this resource."
UNAUTHORIZED = "The authentication token is missing, expired, or invalid."

ERRORS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
    509: "Bandwidth Limit Exceeded",
}
"""What the member `error` says of each status. Xima itself refuses with few of them; the others come from without."""


class Refusal(VendorError):
    """A refusal by the REST API."""

    def __init__(self, rule: str, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status, headers=headers)
        self.message = message


class DipServiceRefusal(VendorError):
    """A refusal by the reference web service of data dips."""

    def __init__(self, rule: str, status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status, headers=headers)
        self.error = error
        self.message = message


def not_found(rule: str) -> Refusal:
    """Say that what the path names is not there."""
    return Refusal(rule, 404, NOT_FOUND)


def forbidden(rule: str) -> Refusal:
    """Say that the Service User may not."""
    return Refusal(rule, 403, FORBIDDEN)


def error_body(call: XimaCall, error: VendorError) -> Reply:
    """Word a refusal."""
    phrase = ERRORS.get(error.status, f"Status {error.status}")
    if isinstance(error, DipServiceRefusal):
        return Reply(error.status, DipServiceError(error=error.error, message=error.message), error.headers)
    if call.operation is not None and call.operation.id == "dip-service.lookup":
        return Reply(error.status, DipServiceError(error=phrase.lower().replace(" ", "_"), message=phrase), error.headers)
    if call.variants.error_body == "empty":
        return Reply(error.status, None, error.headers)
    message = error.message if isinstance(error, Refusal) else phrase
    return Reply(error.status, Error(status=error.status, error=phrase, message=message), error.headers)


def invalid(call: XimaCall, problem: Problem) -> VendorError:
    """Refuse a body that does not fit its schema."""
    location = problem.location
    if not location:
        text = "is not valid JSON" if problem.error == "json_invalid" else "must be a JSON object"
        return Refusal("xima.rest.json", 400, f"The request body {text}.")
    assert problem.rule is not None
    name = location[0]
    if len(location) > 1:
        return Refusal(problem.rule, 400, f"{name}[{location[1]}] must have 'name', 'valueType' and 'value'.")
    if problem.kind == "missing" or problem.error == "blank":
        return Refusal(problem.rule, 400, f"The field '{name}' is required.")
    if problem.kind == "type":
        return Refusal(problem.rule, 400, f"The field '{name}' must be {_TYPES.get(str(name), 'a string')}.")
    return Refusal(problem.rule, 400, _VALUES[str(name)].format(call.json[name]))


_TYPES = {"parameters": "an array"}
_VALUES = {
    "format": "The format '{}' is not supported.",
    "numberToDial": "The field 'numberToDial' contains no digit.",
}
