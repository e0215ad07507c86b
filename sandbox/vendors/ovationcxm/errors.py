"""How OvationCXM says no: one envelope, whose kind of error follows from the status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import orjson

from sandbox.vendor import Reply, VendorError
from sandbox.vendors.ovationcxm.values import server_time

if TYPE_CHECKING:
    from sandbox.vendors.ovationcxm.call import OvationCall

JSON = "application/json; charset=utf-8"

_KINDS = {
    400: "UserInputException",
    401: "AccessDeniedException",
    403: "AccessDeniedException",
    404: "FileNotFoundException",
    422: "UserInputException",
}


class Refusal(VendorError):
    """A refusal with its text; `fields` names the members that are missing or invalid."""

    def __init__(self, rule: str, status: int, message: str, fields: Sequence[str] = ()) -> None:
        super().__init__(f"ovationcxm.{rule}", status)
        self.message = message
        self.fields = list(fields)


def denied(rule: str) -> Refusal:
    """Refuse without saying why: authentication, organisations and ownership all have one answer."""
    return Refusal(rule, 403, "Access Denied")


def invalid_fields(rule: str, *fields: str) -> Refusal:
    """Refuse fields that are missing or invalid; the text names the first."""
    return Refusal(rule, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", fields)


def not_found(table: str, id: str, rule: str = "object-not-found") -> Refusal:
    """Refuse an unknown object; `table` is the vendor's internal name of its kind."""
    return Refusal(rule, 404, f"Object Not Found for {table} {id}")


def no_such_customer(id: str) -> Refusal:
    """Refuse an unknown customer where it is addressed itself."""
    return not_found("members", id, "customer-not-found")


def no_match() -> Refusal:
    """Refuse a put whose target, or whose customer, is unknown."""
    return Refusal("customer-put-no-match", 404, "No match found for customer id/external_id parameter")


def lookup_miss() -> Refusal:
    """Refuse a look-up among customers that finds nothing."""
    return Refusal("customer-lookup-miss", 404, "Member user not found")


def no_such_user() -> Refusal:
    """Refuse an unknown customer user."""
    return Refusal("customer-user-not-found", 404, "Member user not found")


def no_such_issue(rule: str = "issue-not-found") -> Refusal:
    """Refuse an unknown issue."""
    return Refusal(rule, 404, "That Issue does not exist")


def error_body(call: OvationCall, error: VendorError) -> Reply:
    """Word a refusal."""
    assert isinstance(error, Refusal)
    status = error.status
    if status == 422 and call.variants.input_error_status == "400":
        status = 400
    body = {"success": False, "errorType": _KINDS.get(status, "Error"), "message": error.message}
    if error.fields:
        body["fields"] = error.fields
    body["current_server_time"] = server_time(call.now)
    shown = 200 if call.variants.error_http_status == "always-200" else status
    return Reply(shown, orjson.dumps(body), media_type=JSON)
