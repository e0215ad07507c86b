"""What the status of a case allows, and what each transition does to it: two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.vendors.ovationcxm.access import owned_issue
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.errors import Refusal, no_such_issue
from sandbox.vendors.ovationcxm.state import Issue

# --- What is allowed ------------------------------------------------------------------------------------------------

_STATUSES = ((1,), (2,), (3,), (4,), (5,), (6,), (7,), (8, 10), (9,), (89,), (99,))
"""Codes of the columns below; the two that are called Closed are one."""

# fmt: off
_LEGAL = {
    #                        New    Remote Scheduling Scheduled En Route In Progress Resolved Closed Pending Close Canceled Deleted
    #                        1      2      3          4         5        6           7        8, 10  9             89       99
    "issues.resolve":         "200  200    200        200       200      200         no-op    A      200           A        N",
    "issues.cancel":          "200  200    200        200       200      200         200      A      200           no-op    N",
    "issues.schedule":        "U    U      200        U         U        U           U        U      U             U        N",
    "issues.cancel_schedule": "A    A      A          200       A        A           A        A      A             A        N",
    "issues.escalate":        "200  200    200        200       200      200         A        A      A             A        N",
    "issues.deescalate":      "200  200    200        200       200      200         A        A      A             A        N",
    "issues.log.put":         "200  200    200        200       200      200         200      200    200           200      N",
    "issues.log.delete":      "200  200    200        200       200      200         200      200    200           200      N",
    "issues.file.upload":     "200  200    200        200       200      200         200      200    200           200      N",
    "issues.file.delete":     "200  200    200        200       200      200         200      200    200           200      N",
    "chat.send":              "200  200    200        200       200      200         200      A      200           A        N",
    "issues.chat.history":    "H    H      H          H         H        H           200      200    200           200      N",
    "issues.put":             "200  200    200        200       200      200         200      200    200           200      N",
    "issues.get":             "200  200    200        200       200      200         200      200    200           200      200",
    "issues.log.history":     "200  200    200        200       200      200         200      200    200           200      N",
    "issues.status.history":  "200  200    200        200       200      200         200      200    200           200      N",
    "issues.files.list":      "200  200    200        200       200      200         200      200    200           200      N",
}
"""What an operation does with an issue of a status.

`200`: it is done; `no-op`: it succeeds and changes nothing; `A`: Access Denied for issues of that status; `U`: Unable to
schedule; `H`: no chat history yet; `N`: there is no such issue.
"""
# fmt: on

CELLS = {
    (name, status): cell
    for name, row in _LEGAL.items()
    for cell, statuses in zip(row.split(), _STATUSES, strict=True)
    for status in statuses
}
"""The same table by operation and status."""

SCHEDULED = 4


def cell(call: OvationCall, action: str, issue: Issue) -> str:
    """Return what the table says of an operation and an issue, unless a variant says otherwise."""
    found = CELLS[action, issue.status]
    if action == "issues.schedule" and issue.status == SCHEDULED and call.variants.reschedule == "allow":
        return "200"
    if action in ("issues.resolve", "issues.cancel") and found == "A" and call.variants.terminal_transitions == "allow":
        return "200"
    return found


def existing_issue(call: OvationCall, id: str, unknown: Refusal) -> Issue:
    """Return an issue that the operation knows and the call may work on. Raises `Refusal`, of which `unknown` is one."""
    assert call.operation is not None
    issue = call.state.issues.get(id)
    if issue is not None and CELLS[call.operation.id, issue.status] == "N":
        raise no_such_issue("issue-deleted")
    return owned_issue(call, issue, unknown)


def find_issue(call: OvationCall) -> None:
    """Find the issue that the path names, before anything else that was sent is looked at."""
    call.target = existing_issue(call, call.path["issue_id"], no_such_issue())


def needs_action(call: OvationCall, issue: Issue) -> bool:
    """Say whether there is something to do. Raises `Refusal` if the status of the issue does not allow the operation."""
    assert call.operation is not None
    found = cell(call, call.operation.id, issue)
    if found == "A":
        raise Refusal("issue-action-state", 403, f"Access Denied for {issue.status_label.lower()} issues")
    if found == "U":
        raise Refusal("issue-schedule-state", 403, "Unable to schedule")
    if found == "H":
        raise Refusal("chat-history-open", 403, "Comm history for issue not available yet")
    if found == "no-op":
        call.applies("ovationcxm.issue-action-repeat")
    return found != "no-op"


# --- What is done ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """What a transition does to a case; the log has `Set status to ...` then."""

    status: int
    resolution: str | None
    """`None`: it stays."""
    overrules: bool
    """Whether a resolution other than Not Set gives way."""
    scheduled_time: Literal["stays", "set", "cleared"]
    history: str
    """What the status history says of it."""


# fmt: off
EFFECTS = {
    #                                 status  resolution   overrules  scheduled_time  status history
    "issues.resolve":         Effect( 7,      "Completed", False,     "stays",        "Case resolved"),
    "issues.cancel":          Effect( 89,     "Canceled",  True,      "stays",        "Case canceled"),
    "issues.schedule":        Effect( 4,      None,        False,     "set",          "Case scheduled"),
    "issues.cancel_schedule": Effect( 3,      None,        False,     "cleared",      "Schedule canceled"),
}
# fmt: on
