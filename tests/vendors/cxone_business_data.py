"""What tests of business data share: contacts and segments of the fixture, and the API's error object."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.cxone import CxoneClient, Json

CALL = 8675309
"""A closed call of two segments."""
LEG = 8675311
"""Its child leg."""
FIRST = "b2e28d4e-ef22-4597-a104-2e740f729686"
SECOND = "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"
OMARS = 70747979
"""Another closed call, of one segment."""
OMARS_SEGMENT = "0d9e6c1f-7a52-4b3b-8f0a-51c2d7e3a914"
LIVE = 8675310
"""The running call of Priya Nair."""
LIVE_SEGMENT = "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77"
LIVE_INTERACTION = "d7e1f0a2-8c35-4b96-a1d4-5f2b7c9e3061"
NOT_RECORDED = 8675402
ELSEWHERE = 9900001
"""A call of another tenant."""
ELSEWHERE_SEGMENT = "e4b8a1d6-52f7-4c39-9d10-7f3a6b5c8e21"
NO_SEGMENT = "00000000-0000-4000-8000-000000000000"

AT_FIRST = {"AccountNumber": "76541643", "CustomerKey": "HCR-1001", "IssueType": "Billing", "Escalated": "false"}
"""Values of the first segment, and of the second."""
AT_SECOND = {"AccountNumber": "76541643", "CustomerKey": "HCR-1001", "IssueType": "Terminal", "Escalated": "true"}

DOCUMENTED = [{"business_data_name1": "string of text"}, {"business_data_name2": True}, {"business_data_name3": 1234}]
"""The body on the vendor's page."""

INPUT = "The request contained incorrect input parameters."

CONSOLE = "/_sandbox/nice_cxone"


def path(contact: int | str = CALL, segment: str | None = None) -> str:
    """Return the path of a PUT."""
    behind = "" if segment is None else f"/segment/{segment}"
    return f"/business-data-manager/v1/business-data/contact/{contact}{behind}"


def put_raw(cxone: CxoneClient, body: bytes | str, *, segment: str | None = None, headers: dict[str, str] | None = None) -> httpx.Response:
    """Send a body as it is to the closed call."""
    return cxone.send("PUT", path(segment=segment), body=body, headers=headers)


def values(cxone: CxoneClient, segment: str = FIRST) -> Json:
    """Return the values that a segment has."""
    found: Json = cxone.state["segments"][segment]["values"]
    return found


def read_back(cxone: CxoneClient, contact: int = CALL) -> Json:
    """Return the values that Media Playback shows of a contact, by name."""
    shown = cxone.playback(contact).json()["interactions"][0]["dynamicBusinessData"]
    return {one["id"]: one["value"] for one in shown}


def api_error(code: str, details: str, **more: Any) -> Json:
    """Return the API's error object."""
    return {"code": code, "details": details, "hostName": "business-data-manager.sandbox.invalid", "entityType": "BusinessData", **more}


def bad_input(reason: str) -> Json:
    """Return the error object of a 400 that no field caused."""
    return api_error("INVALID_INPUT", f"{INPUT} {reason}")


def bad_field(code: str, name: str, problem: str, *, key: str = "businessDataName") -> Json:
    """Return the error object of a 400 that a field caused."""
    errors = {key: {"errorCode": code, "message": f"Business data field '{name}' {problem}."}}
    return api_error("INVALID_INPUT", f"{INPUT} See errors.", errors=errors)


NO_CONTACT = api_error("CONTACT_NOT_FOUND", "Requested contact not found.")
UNKNOWN_SEGMENT = api_error("SEGMENT_NOT_FOUND", "Requested segment not found.")
NO_PERMISSION = api_error("PERMISSION_REQUIRED", "Permissions required.")
