"""What the tests of issues share: the issues of the fixture, and short ways to read and to open one."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, Json, Ovation, refused, results

__all__ = ["DANAS_CASE", "UNKNOWN_ISSUE"]

TO_SCHEDULE = "8b7e4c90-1d25-4f6a-8e3b-70c9d2a4e615"
SCHEDULED = "a3d9f6b2-5c84-4e17-b0a6-91f4c7e8d230"
RESOLVED = "c41e7a58-92bf-4d03-a7c5-3b60f8e91d47"
CLOSED = "d7085b3c-6e1f-4a92-9d48-f25c0a7b3e86"
CANCELED = "e96f20d4-08a7-4c5b-8f12-64d3b9c5a071"
ESCALATED = "f2b84e17-3d60-49c8-b5e9-0a7f61d8c294"
"""From SMT-SUP to NWF-DSP."""
SHARED = "0b6d9e2f-74c1-4a38-9f5d-e8b2310c7a64"
"""Of a customer of Summit Payments, with a team of AutomationOrg."""
EXAMPLE = "0059b314-44e7-4f1f-a3dc-8046ac5388d4"
"""The vendor's own example, of AutomationOrg."""

NEEDED = {"customer_id": "HCR2KX", "customer_location_id": "HCR2KX-M4N", "customer_user_id": "HCR2KX-DW7"}
"""What a new issue needs."""
NOW = "2022-02-09 21:03:27"
"""The moment of the worked examples, as objects print it."""


def put(ovation: Ovation, **members: Any) -> httpx.Response:
    """Put an issue."""
    return ovation.post("/issues/put", {"issues": members})


def opened(ovation: Ovation, **members: Any) -> Json:
    """Open a case for Dana, and return its row."""
    (row,) = results(put(ovation, **{**NEEDED, **members}))
    return dict(row)


def changed(ovation: Ovation, id: str, **members: Any) -> Json:
    """Change an issue, and return its row."""
    (row,) = results(put(ovation, id=id, **members))
    return dict(row)


def issue(ovation: Ovation, id: str = DANAS_CASE) -> Json:
    """Return the row of an issue."""
    (row,) = results(ovation.get(f"/issues/get/{id}"))
    return dict(row)


def log(ovation: Ovation, id: str = DANAS_CASE) -> list[str]:
    """Return the texts of an issue's log, newest first."""
    return [row["diff_log"] for row in results(ovation.get(f"/issues/log/history/{id}"))]


def history(ovation: Ovation, id: str = DANAS_CASE) -> list[str]:
    """Return what an issue's status history tells, newest first."""
    return [row["historySummaryText"] for row in results(ovation.get(f"/issues/status/history/{id}"))]


def no_such_issue(response: httpx.Response, rule: str = "issue-not-found") -> None:
    """Hold an answer against the one for an unknown issue."""
    refused(response, 404, "That Issue does not exist", rule)
