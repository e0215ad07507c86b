"""How MSPCentric says no: the phrases of its documentation, in a body whose form is a variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from pydantic import BaseModel

from sandbox.vendor import RECORD, Problem, Reply, VendorError

if TYPE_CHECKING:
    from sandbox.vendors.mspcentric.call import MspcentricCall

MALFORMED = "Malformed request body"
BAD_CLIENT = "Invalid client ID or client secret"
BAD_TOKEN = "Invalid organization token"
NO_USER = "User not found"
NO_RESOURCE = "Resource not found"
ORGANIZATION_EXISTS = "Organization with these details already exists"
EXISTS = "Resource already exists"
UNAUTHORIZED = "Unauthorized"
SAME_ID = "A resource with this Id already exists."
NO_PROFILE = "Vendor Profile Not Found"
BAD_STATUS = "Invalid integration status"
BAD_ID_TYPE = "You have provided an invalid Id type"
TOO_MANY = "Request limit reached (100 requests a second)"
NOT_EMULATED = "Not emulated: the operations under this prefix are not described"

REQUIRED, BLANK, TYPE, VALUE = "is required", "must not be blank", "has the wrong type", "is not allowed"
"""What may be wrong with a field."""


PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    501: "Not Implemented",
}
"""Reason phrases of the statuses with which it is said."""


class Refusal(VendorError):
    """A refusal with the vendor's error body."""

    def __init__(self, rule: str, status: int, message: str) -> None:
        super().__init__(f"mspcentric.{rule}", status)
        self.message = message


class Malformed(Refusal):
    """A 400 for a request body; says which field is wrong, and how, if that is known."""

    def __init__(self, rule: str, field: str = "", reason: str = "") -> None:
        super().__init__(rule, 400, MALFORMED)
        self.field = field
        self.reason = reason


class UnknownRoute(Refusal):
    """A 404 for a path that there is not, or not with that method."""

    def __init__(self, call: MspcentricCall) -> None:
        super().__init__("unknown-route", 404, f"Cannot {call.method} {call.incoming.path.decode('latin-1')}")


class Page(VendorError):
    """A refusal that people read."""

    def __init__(self, rule: str, status: int, text: str) -> None:
        super().__init__(f"mspcentric.{rule}", status)
        self.text = text


class ApiError(BaseModel):
    """How MSPCentric says no. The variant `error-style` has other forms."""

    model_config = RECORD

    status_code: int
    message: str
    error: str | None = None
    """Of an unknown path; with a variant, of every refusal."""


class StatusError(BaseModel):
    """The form of an error with the variant `error-style` at `status` or `both`."""

    model_config = RECORD

    status: int
    status_code: int | None = None
    message: str
    error: str | None = None


AnyError = ApiError | StatusError


def page(status: int, title: str, text: str) -> Reply:
    """Return a small page."""
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    html = f'<!doctype html>\n<html lang="en">{head}<body><h1>{title}</h1>{text}</body></html>\n'
    return Reply(status, html.encode(), media_type="text/html; charset=utf-8")


def error_body(call: MspcentricCall, error: VendorError) -> Reply:
    """Word a refusal."""
    if isinstance(error, Page):
        return page(error.status, "MSPCentric", f"<p>{error.text}</p>")
    assert isinstance(error, Refusal)
    message = error.message
    if isinstance(error, Malformed) and error.field and call.variants.bad_request_detail == "field":
        message = f"{message}: {error.field} {error.reason}"
    style = call.variants.error_style
    body: dict[str, object] = {"status": error.status} if style in ("status", "both") else {}
    if style != "status":
        body["statusCode"] = error.status
    body["message"] = message
    if style == "nest" or isinstance(error, UnknownRoute):
        body["error"] = PHRASES[error.status]
    return Reply(error.status, orjson.dumps(body))


def invalid(call: MspcentricCall, problem: Problem) -> VendorError:
    """Refuse a body, a path or a query by the rule of its field. A model's own check names its rule as the error."""
    own = problem.error if problem.error in OWN_CHECKS else None
    rule = own or (problem.rule or "").removeprefix("mspcentric.") or _usual_rule(call, problem)
    if rule == "vapi-count-id":
        return Refusal(rule, 400, BAD_ID_TYPE)
    return Malformed(rule, ".".join(str(part) for part in problem.location if part not in FORMS), _reason(problem))


OWN_CHECKS = frozenset(
    ("grant-scope", "email-format", "vapi-sku-enum", "vapi-count-id", "vapi-count-value", "vapi-alert-range", "vapi-body")
)
"""Rules that the models' own checks stand for."""
FORMS = frozenset(("hosted", "external", "external-with-credentials", "one", "many"))
"""Names of the forms that one body may have: they stand in locations, and are no fields."""


def _usual_rule(call: MspcentricCall, problem: Problem) -> str:
    operation = call.operation.id if call.operation else ""
    return "vapi-body" if operation.startswith("vapi.") else "string-fields" if problem.kind == "type" else "body-json"


def _reason(problem: Problem) -> str:
    if problem.error in ("string_pattern_mismatch", "too_short"):
        return BLANK
    return {"missing": REQUIRED, "type": TYPE, "value": VALUE}[problem.kind]
