"""An issue's log, and its status history."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.cases import note
from sandbox.vendors.ovationcxm.envelope import Listed, listed
from sandbox.vendors.ovationcxm.errors import Refusal, not_found
from sandbox.vendors.ovationcxm.models.issues import LogRowId, Note
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.rows.issue_logs import IssueStatus, LogRowOut, log_row, log_rows, status_rows
from sandbox.vendors.ovationcxm.state import Issue
from sandbox.vendors.ovationcxm.transitions import existing_issue, find_issue

Log = Annotated[Reply, Listed[list[LogRowOut]]]


def put_log(call: OvationCall, form: Note) -> Log:
    """Add an entry to an Issue's log.

    Answers the new row alone.
    """
    issue: Issue = call.target
    row = note(call, issue, form.notes)
    call.applies("ovationcxm.log-put-new-row")
    return listed(call, [log_row(call, issue, row, is_new=True)], pages=0)


def delete_log(call: OvationCall, form: LogRowId) -> Log:
    """Remove a log entry.

    Answers the rows that remain.
    """
    issue: Issue = call.target
    remaining = [row for row in issue.log if row.id != form.issue_log_id]
    if len(remaining) == len(issue.log):
        raise not_found("issues_log", form.issue_log_id)
    issue.log = remaining
    call.applies("ovationcxm.log-delete-remaining")
    return listed(call, log_rows(call, issue), pages=0)


def get_log(call: OvationCall) -> Log:
    """List all Issue changes.

    The newest first.
    """
    return listed(call, log_rows(call, call.target), pages=0)


def find_history(call: OvationCall) -> None:
    """Find the issue whose status history is read; an unknown one is answered as it was recorded."""
    unknown = Refusal("issue-status-history-unknown", 500, "A Error has occurred")
    call.target = existing_issue(call, call.path["issue_id"], unknown)


def get_status_history(call: OvationCall) -> Annotated[Reply, Listed[list[IssueStatus]]]:
    """List Issue status changes.

    The newest first.
    """
    return listed(call, status_rows(call, call.target), pages=0)


_FIND = (readable, find_issue)

OPERATIONS = (
    operation("issues.log.put", "POST", "/issues/log/put/{issue_id}", put_log, "S", "400 404 422", checks=_FIND),
    operation("issues.log.delete", "POST", "/issues/log/delete/{issue_id}", delete_log, "S", "400 404 422", checks=_FIND),
    operation("issues.log.history", "GET", "/issues/log/history/{issue_id}", get_log, "S", "404", checks=(find_issue,)),
    operation(
        "issues.status.history", "GET", "/issues/status/history/{issue_id}", get_status_history, "S", "404 500", checks=(find_history,)
    ),
)
