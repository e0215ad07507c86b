"""WebService API events for tests: profiles, and calls that finish."""

from __future__ import annotations

from typing import Any

from tests.receivers import Receiver
from tests.vendors.xima import Json, XimaClient

PATH = "/web-service-profiles"
ALL = ["Empty Value", "Account Codes", "Agent", "Agent Extension", "Call Direction", "Call ID", "External Number", "Skill", "Start Time",
       "Tag", "Recording Listen Link"]  # fmt: skip


def event(url: str, **members: Any) -> Json:
    """Return a profile."""
    return {"profileName": members.pop("name", "Mine"), "targetUrl": url, "httpMethod": "POST", **members}


def values(*pairs: tuple[str, str]) -> list[Json]:
    """Return URL parameters."""
    return [{"name": name, "value": value} for name, value in pairs]


def alone(xima: XimaClient, body: Json) -> None:
    """Let a profile be the only one."""
    xima.console("DELETE", f"{PATH}/crm-call-finished")
    made = xima.console("POST", PATH, body)
    assert made.status_code == 201, made.text


def finished(xima: XimaClient, call_id: int = 5004) -> list[Json]:
    """Let a call finish, and return the deliveries."""
    answer = xima.console("POST", f"/calls/{call_id}/finish")
    assert answer.status_code == 200
    deliveries: list[Json] = answer.json()["deliveries"]
    return deliveries


def targets(receiver: Receiver) -> list[str]:
    """Return the targets of what was received."""
    return [request.split(b" ")[1].decode() for request in receiver.requests]
