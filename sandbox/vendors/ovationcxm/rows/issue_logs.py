"""Rows of issues' logs and status histories."""

from __future__ import annotations

import json
from typing import Any, NotRequired, cast

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import ISSUE_STATUSES
from sandbox.vendors.ovationcxm.state import Issue
from sandbox.vendors.ovationcxm.state.issues import LogRow, StatusChange
from sandbox.vendors.ovationcxm.values import shown, shown_or_none


class LogRowOut(TypedDict):
    """A row of an issue's log: a note, or what the system did. Source: sdk2018, rec2022."""

    id: str
    issues_id: str
    users_full_name: NotRequired[str]
    users_nickname: NotRequired[str]
    users_certifications: NotRequired[list[str]]
    diff_log: str
    interaction_event: NotRequired[str | None]
    """JSON in a text."""
    notes: str
    created: str
    event_category: NotRequired[str | None]
    event_category_label: NotRequired[str]
    event_type: NotRequired[str | None]
    event_type_label: NotRequired[str]
    fromIssueSave: NotRequired[bool]
    c__interaction_event: NotRequired[None]
    """Of what the system did alone."""
    _highlighted: NotRequired[bool]
    """Not of a row that was just written; likewise below."""
    _highlightmap: NotRequired[dict[str, str]]


_NOTE = {"id": "note-added", "label": "Note Added"}
_ACTION = {"id": "case-action", "label": "Case Action"}


def log_row(call: OvationCall, issue: Issue, row: LogRow, *, is_new: bool = False) -> LogRowOut:
    """Return a row of the log; one that was just written has no highlighting yet."""
    found: dict[str, Any] = {
        "id": row.id,
        "issues_id": issue.id,
        "users_full_name": row.author,
        "users_nickname": row.author_nickname,
        "users_certifications": [],
        "diff_log": row.text,
        "interaction_event": _interaction(row.text) if row.is_note else None,
        "notes": "" if row.quiet else row.text,
        "created": shown(row.created),
        "event_category": _ACTION["id"] if row.is_note else None,
        "event_category_label": _ACTION["label"] if row.is_note else "Case Update",
        "event_type": _NOTE["id"] if row.is_note else None,
        "event_type_label": _NOTE["label"] if row.is_note else "Case Update",
        "fromIssueSave": False,
    }
    if call.variants.profile == "2018":
        found = {name: found[name] for name in ("id", "issues_id", "diff_log", "notes", "created")}
    else:
        found |= {} if row.is_note else {"c__interaction_event": None}
        found |= {} if is_new else {"_highlighted": False, "_highlightmap": {}}
    return cast(LogRowOut, found)


def _interaction(text: str) -> str:
    """Return what is said of a note as an event, in the vendor's own spelling of JSON, blanks included."""
    event = {
        "body": {"data": text, "type": "text"},
        "refs": {"objects": [], "sources": []},
        "type": _NOTE,
        "log_id": None,
        "created": None,
        "category": _ACTION,
    }
    return json.dumps(event, ensure_ascii=False)


def log_rows(call: OvationCall, issue: Issue) -> list[LogRowOut]:
    """Return the whole log, newest first; of rows of one moment the one that was written later."""
    call.applies("ovationcxm.log-newest-first")
    oldest_first = sorted(issue.log, key=lambda row: row.created)
    return [log_row(call, issue, row) for row in reversed(oldest_first)]


class IssueStatus(TypedDict):
    """A row of an issue's status history. Source: sdk2018."""

    created: str
    type: str
    status: str
    resolution: str
    scheduled_time: str | None
    ticketSummaryText: str
    historySummaryText: str


def status_rows(call: OvationCall, issue: Issue) -> list[IssueStatus]:
    """Return the status history, newest first; of rows of one moment the one that was written later."""
    call.applies("ovationcxm.log-newest-first")
    oldest_first = sorted(issue.history, key=lambda change: change.created)
    return [_status_row(change) for change in reversed(oldest_first)]


def _status_row(change: StatusChange) -> IssueStatus:
    label = ISSUE_STATUSES.labels[change.status]
    return IssueStatus(
        created=shown(change.created),
        type=change.type,
        status=label,
        resolution=change.resolution,
        scheduled_time=shown_or_none(change.scheduled_time),
        ticketSummaryText=label,
        historySummaryText=change.summary,
    )
