"""What the status of an issue allows: the whole table, cell by cell, on an issue in each status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.app import create_app
from sandbox.settings import Settings
from tests.contract import INSTALLED
from tests.vendors.ovation import Ovation, refused
from tests.vendors.ovation_issues import no_such_issue, put

STATUSES = {
    1: "new",
    2: "remote",
    3: "scheduling",
    4: "scheduled",
    5: "en route",
    6: "in progress",
    7: "resolved",
    8: "closed",
    10: "closed",
    9: "pending close",
    89: "canceled",
    99: "deleted",
}
"""Statuses by code, in the order of the columns below."""

TABLE = {
    #                    1     2     3     4     5     6     7     8     10    9     89    99
    "resolve":         "200   200   200   200   200   200   no-op A     A     200   A     N",
    "cancel":          "200   200   200   200   200   200   200   A     A     200   no-op N",
    "schedule":        "U     U     200   U     U     U     U     U     U     U     U     N",
    "cancel_schedule": "A     A     A     200   A     A     A     A     A     A     A     N",
    "escalate":        "200   200   200   200   200   200   A     A     A     A     A     N",
    "deescalate":      "200   200   200   200   200   200   A     A     A     A     A     N",
    "log.put":         "200   200   200   200   200   200   200   200   200   200   200   N",
    "log.delete":      "200   200   200   200   200   200   200   200   200   200   200   N",
    "file.upload":     "200   200   200   200   200   200   200   200   200   200   200   N",
    "file.delete":     "200   200   200   200   200   200   200   200   200   200   200   N",
    "chat.send":       "200   200   200   200   200   200   200   A     A     200   A     N",
    "chat.history":    "H     H     H     H     H     H     200   200   200   200   200   N",
    "put":             "200   200   200   200   200   200   200   200   200   200   200   N",
    "get":             "200   200   200   200   200   200   200   200   200   200   200   200",
    "log.history":     "200   200   200   200   200   200   200   200   200   200   200   N",
    "status.history":  "200   200   200   200   200   200   200   200   200   200   200   N",
    "files.list":      "200   200   200   200   200   200   200   200   200   200   200   N",
}  # fmt: skip

ACTIONS: dict[str, Callable[[Ovation, str], httpx.Response]] = {
    "resolve": lambda client, id: client.post(f"/issues/resolve/{id}"),
    "cancel": lambda client, id: client.post(f"/issues/cancel/{id}"),
    "schedule": lambda client, id: client.post(f"/issues/schedule/{id}", scheduled_time="2022-03-01"),
    "cancel_schedule": lambda client, id: client.post(f"/issues/cancel_schedule/{id}"),
    "escalate": lambda client, id: client.post(f"/issues/escalate/{id}", {"org_team_id": "SMT-SUP"}),
    "deescalate": lambda client, id: client.post(f"/issues/deescalate/{id}", {"org_team_id": "SMT-SUP"}),
    "log.put": lambda client, id: client.post(f"/issues/log/put/{id}", {"notes": "n"}),
    "log.delete": lambda client, id: client.post(f"/issues/log/delete/{id}", {"issue_log_id": f"{id}-SYS"}),
    "file.upload": lambda client, id: client.post(f"/issues/file/upload/{id}", {"file": "x"}, file_tag="photo"),
    "file.delete": lambda client, id: client.post(f"/issues/file/delete/{id}", {"file_id": _file_of(client, id)}),
    "chat.send": lambda client, id: client.post(f"/chat/send/issues/{id}", {"from": "Priya", "message": "Hello"}),
    "chat.history": lambda client, id: client.get(f"/issues/chat/history/{id}"),
    "put": lambda client, id: put(client, id=id, details="seen"),
    "get": lambda client, id: client.get(f"/issues/get/{id}"),
    "log.history": lambda client, id: client.get(f"/issues/log/history/{id}"),
    "status.history": lambda client, id: client.get(f"/issues/status/history/{id}"),
    "files.list": lambda client, id: client.get(f"/issues/files/{id}"),
}

CHANGING = ("resolve", "cancel", "schedule", "cancel_schedule", "escalate", "deescalate")


@pytest.fixture
def app() -> Starlette:
    """A server with an issue in each status."""
    return create_app(Settings(fixture="terminal"), INSTALLED)


def of_status(code: int) -> str:
    """Return the id of the issue that has a status."""
    return f"00000000-0000-4000-8000-0000000000{code:02}"


def _file_of(client: Ovation, id: str) -> str:
    """Give an issue a file, if it takes one; return the file's id."""
    response = client.post(f"/issues/file/upload/{id}", {"file": "x"}, file_tag="photo")
    return str(response.json()["results"][0]["id"]) if response.status_code == 200 else "F2RCPT"


def stored(client: Ovation, code: int) -> Any:
    """Return what the state holds of the issue that has a status."""
    return client.state()["issues"][of_status(code)]


@pytest.mark.rule("ovationcxm.issue-action-state")
@pytest.mark.rule("ovationcxm.issue-action-repeat")
@pytest.mark.rule("ovationcxm.issue-schedule-state")
@pytest.mark.rule("ovationcxm.issue-transition")
@pytest.mark.rule("ovationcxm.issue-deleted")
@pytest.mark.rule("ovationcxm.chat-history-open")
@pytest.mark.parametrize("action", TABLE)
def test_the_table_of_legal_actions_decides_each_cell(ovation: Ovation, action: str) -> None:
    for (code, label), cell in zip(STATUSES.items(), TABLE[action].split(), strict=True):
        before = stored(ovation, code)
        response = ACTIONS[action](ovation, of_status(code))
        where = f"{action} of a {label} issue: {response.text}"
        if cell in ("200", "no-op"):
            assert response.status_code == 200, where
            if action in CHANGING:
                assert (stored(ovation, code) != before) == (cell == "200"), where
                assert response.json().keys() == {"success", "current_server_time"}, where
        elif cell == "N":
            no_such_issue(response, "issue-deleted")
        elif cell == "A":
            refused(response, 403, f"Access Denied for {label} issues", "issue-action-state")
        elif cell == "U":
            refused(response, 403, "Unable to schedule", "issue-schedule-state")
        else:
            refused(response, 403, "Comm history for issue not available yet", "chat-history-open")


def test_every_status_of_the_dictionary_has_its_column(ovation: Ovation) -> None:
    codes = {int(row["key"]) for row in ovation.get("/issues/meta/statuses").json()["results"]}
    assert codes == set(STATUSES)
    assert all(len(row.split()) == len(STATUSES) for row in TABLE.values())


@pytest.mark.rule("ovationcxm.issue-action-repeat")
@pytest.mark.parametrize(("action", "code"), [("resolve", 7), ("cancel", 89)])
def test_what_is_done_already_changes_nothing_and_is_not_logged(ovation: Ovation, action: str, code: int) -> None:
    before = ovation.state()
    assert ovation.post(f"/issues/{action}/{of_status(code)}").status_code == 200
    assert ovation.state() == before
    assert "ovationcxm.issue-action-repeat" in ovation.last_exchange()["rules"]


@pytest.mark.parametrize(
    ("action", "code", "status"), [("resolve", 8, 7), ("resolve", 10, 7), ("resolve", 89, 7), ("cancel", 8, 89), ("cancel", 10, 89)]
)
def test_terminal_issues_can_be_resolved_and_canceled_by_a_variant(ovation: Ovation, action: str, code: int, status: int) -> None:
    ovation.switch(terminal_transitions="allow")
    assert ovation.post(f"/issues/{action}/{of_status(code)}").status_code == 200
    assert stored(ovation, code)["status"] == status


def test_the_variant_leaves_other_actions_on_terminal_issues_refused(ovation: Ovation) -> None:
    ovation.switch(terminal_transitions="allow")
    refused(ovation.post(f"/issues/escalate/{of_status(8)}"), 403, "Access Denied for closed issues", "issue-action-state")
    assert ovation.post(f"/issues/cancel/{of_status(89)}").status_code == 200
    assert "ovationcxm.issue-action-repeat" in ovation.last_exchange()["rules"]


def test_a_scheduled_issue_can_be_scheduled_again_by_a_variant(ovation: Ovation) -> None:
    ovation.switch(reschedule="allow")
    assert ovation.post(f"/issues/schedule/{of_status(4)}", scheduled_time="2022-03-01 08:00:00").status_code == 200
    (row,) = ovation.get(f"/issues/get/{of_status(4)}").json()["results"]
    assert (row["status"], row["scheduled_time"]) == ("Scheduled", "2022-03-01 08:00:00")
    refused(
        ovation.post(f"/issues/schedule/{of_status(5)}", scheduled_time="2022-03-01"), 403, "Unable to schedule", "issue-schedule-state"
    )


@pytest.mark.rule("ovationcxm.issue-deleted")
def test_a_deleted_issue_is_read_by_its_id_and_in_no_list(ovation: Ovation) -> None:
    (row,) = ovation.get(f"/issues/get/{of_status(99)}").json()["results"]
    assert row["status"] == "Deleted"
    ids = [found["id"] for found in ovation.get("/issues/get", limit=100).json()["results"]]
    assert of_status(10) in ids
    assert of_status(99) not in ids
    no_such_issue(ovation.get("/issues/lookupByExternalId", external_id="STATUS-99"))
