"""What the six actions do to an issue."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import CDR, NWF, Ovation, denied, refused, results
from tests.vendors.ovation_issues import (
    DANAS_CASE,
    ESCALATED,
    NOW,
    SCHEDULED,
    TO_SCHEDULE,
    UNKNOWN_ISSUE,
    changed,
    history,
    issue,
    log,
    no_such_issue,
    opened,
)

CHANGED_BY_ACTIONS = ("status", "resolution", "job", "comm_id", "scheduled_time", "owner_org_team_id", "users_id", "updated")


@pytest.mark.rule("ovationcxm.issue-transition")
@pytest.mark.parametrize(
    ("action", "id", "expected", "row", "told"),
    [
        ("resolve", DANAS_CASE, {"status": "Resolved", "resolution": "Completed"}, "Set status to Resolved", "Case resolved"),
        (
            *("cancel", DANAS_CASE),
            *({"status": "Canceled", "resolution": "Canceled", "comm_id": None}, "Set status to Canceled", "Case canceled"),
        ),
        (
            *("schedule", TO_SCHEDULE),
            *({"status": "Scheduled", "scheduled_time": "2022-02-14 10:00:00"}, "Set status to Scheduled", "Case scheduled"),
        ),
        (
            *("cancel_schedule", SCHEDULED),
            *({"status": "Scheduling", "scheduled_time": None}, "Set status to Scheduling", "Schedule canceled"),
        ),
    ],
)
def test_an_action_has_its_effects_and_no_others(
    ovation: Ovation, action: str, id: str, expected: dict[str, Any], row: str, told: str
) -> None:
    ovation.freeze()
    before, rows, changes = issue(ovation, id), log(ovation, id), history(ovation, id)
    query: dict[str, Any] = {"scheduled_time": "2022-02-14 10:00:00"} if action == "schedule" else {}
    assert ovation.post(f"/issues/{action}/{id}", **query).status_code == 200
    assert issue(ovation, id) == before | expected | {"updated": NOW}
    assert log(ovation, id) == [row, *rows]
    assert history(ovation, id) == [told, *changes]
    newest = results(ovation.get(f"/issues/status/history/{id}"))[0]
    now = issue(ovation, id)
    assert newest == {
        "created": NOW,
        "type": now["type"],
        "status": now["status"],
        "resolution": now["resolution"],
        "scheduled_time": now["scheduled_time"],
        "ticketSummaryText": now["status"],
        "historySummaryText": told,
    }


@pytest.mark.parametrize(("resolution", "after"), [("Not Set", "Completed"), ("Changed", "Changed"), ("Unresolved", "Unresolved")])
def test_resolve_keeps_a_resolution_that_is_set(ovation: Ovation, resolution: str, after: str) -> None:
    case = opened(ovation, resolution=resolution)["id"]
    ovation.post(f"/issues/resolve/{case}")
    assert issue(ovation, case)["resolution"] == after


def test_cancel_sets_the_resolution_whatever_it_was(ovation: Ovation) -> None:
    case = opened(ovation, resolution="Changed", job="Paused")["id"]
    ovation.post(f"/issues/cancel/{case}")
    row = issue(ovation, case)
    assert (row["resolution"], row["job"]) == ("Canceled", "Paused")


def test_the_chat_id_is_hidden_while_canceled_and_shown_again(ovation: Ovation) -> None:
    shown = issue(ovation)["comm_id"]
    ovation.post(f"/issues/cancel/{DANAS_CASE}")
    assert issue(ovation)["comm_id"] is None
    assert changed(ovation, DANAS_CASE, status="Remote")["comm_id"] == shown
    assert changed(ovation, DANAS_CASE, status=89)["comm_id"] is None


# --- Schedule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2022-02-14 10:00:00", "2022-02-14 10:00:00"),
        ("2022-02-14T18:00:00Z", "2022-02-14 10:00:00"),
        ("2022-02-14T10:00:00", "2022-02-14 10:00:00"),
        ("2022-02-14T19:00:00.250+01:00", "2022-02-14 10:00:00"),
        ("2022-07-14T18:00:00+0000", "2022-07-14 11:00:00"),
        ("2022-02-14", "2022-02-14 00:00:00"),
        ("1644861600", "2022-02-14 10:00:00"),
        ("1644861600000", "2022-02-14 10:00:00"),
    ],
)
def test_a_time_comes_in_any_of_its_forms(ovation: Ovation, sent: str, shown: str) -> None:
    assert ovation.post(f"/issues/schedule/{TO_SCHEDULE}", scheduled_time=sent).status_code == 200
    assert issue(ovation, TO_SCHEDULE)["scheduled_time"] == shown


def test_the_time_may_come_in_the_body_and_the_query_goes_first(ovation: Ovation) -> None:
    ovation.post(f"/issues/schedule/{TO_SCHEDULE}", {"scheduled_time": "2022-02-15"}, scheduled_time="2022-02-14")
    assert issue(ovation, TO_SCHEDULE)["scheduled_time"] == "2022-02-14 00:00:00"
    ovation.post(f"/issues/cancel_schedule/{TO_SCHEDULE}")
    ovation.post(f"/issues/schedule/{TO_SCHEDULE}", form={"scheduled_time": "2022-02-15"})
    assert issue(ovation, TO_SCHEDULE)["scheduled_time"] == "2022-02-15 00:00:00"


@pytest.mark.rule("ovationcxm.issue-schedule-time")
@pytest.mark.parametrize("sent", ["ADX-CSH", "2022-02-30", "tomorrow", "-1", "0001-01-01T00:00:00Z", "9" * 18])
def test_what_is_no_time_is_refused(ovation: Ovation, sent: str) -> None:
    response = ovation.post(f"/issues/schedule/{TO_SCHEDULE}", scheduled_time=sent)
    refused(response, 422, "Invalid scheduledTime", "issue-schedule-time", ["scheduled_time"])


@pytest.mark.rule("ovationcxm.issue-schedule-time")
@pytest.mark.parametrize("sent", [{}, [], True, 1.5])
def test_what_is_no_time_in_json_is_refused(ovation: Ovation, sent: object) -> None:
    response = ovation.post(f"/issues/schedule/{TO_SCHEDULE}", {"scheduled_time": sent})
    refused(response, 422, "Invalid scheduledTime", "issue-schedule-time", ["scheduled_time"])


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("query", [{}, {"scheduled_time": " "}])
def test_a_schedule_needs_a_time(ovation: Ovation, query: dict[str, Any]) -> None:
    response = ovation.post(f"/issues/schedule/{TO_SCHEDULE}", **query)
    refused(response, 422, "Missing/invalid scheduled_time parameter (scheduled_time)", "input-required", ["scheduled_time"])


def test_schedule_looks_at_issue_then_owner_then_time_then_state(ovation: Ovation) -> None:
    wrong: dict[str, Any] = {"scheduled_time": "ADX-CSH"}
    no_such_issue(ovation.post(f"/issues/schedule/{UNKNOWN_ISSUE}", **wrong))
    denied(Ovation(ovation.client, NWF, "UZT").post(f"/issues/schedule/{TO_SCHEDULE}", **wrong), "obo-not-granted")
    denied(ovation.post("/issues/schedule/0059b314-44e7-4f1f-a3dc-8046ac5388d4", **wrong), "owner-foreign")
    refused(
        ovation.post(f"/issues/schedule/{DANAS_CASE}", **wrong), 422, "Invalid scheduledTime", "issue-schedule-time", ["scheduled_time"]
    )
    refused(ovation.post(f"/issues/schedule/{DANAS_CASE}", scheduled_time="2022-02-14"), 403, "Unable to schedule", "issue-schedule-state")


@pytest.mark.rule("ovationcxm.issue-not-found")
@pytest.mark.parametrize("action", ["resolve", "cancel", "cancel_schedule", "escalate", "deescalate"])
def test_an_action_needs_an_issue_of_ones_own(ovation: Ovation, action: str) -> None:
    no_such_issue(ovation.post(f"/issues/{action}/{UNKNOWN_ISSUE}"))
    no_such_issue(ovation.post(f"/issues/{action}/454354-476b-354-3545-445367547a4a"))
    denied(ovation.post(f"/issues/{action}/0059b314-44e7-4f1f-a3dc-8046ac5388d4"), "owner-foreign")
    denied(Ovation(ovation.client, CDR, "SMT").post(f"/issues/{action}/{ESCALATED}"), "obo-inactive")
