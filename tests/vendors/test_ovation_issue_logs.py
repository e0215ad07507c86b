"""An issue's log, and its status history."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_issues import EXAMPLE, NOW, TO_SCHEDULE, history, issue, log, no_such_issue

NOTE = (
    '{"body": {"data": "%s", "type": "text"}, "refs": {"objects": [], "sources": []}, '
    '"type": {"id": "note-added", "label": "Note Added"}, "log_id": null, "created": null, '
    '"category": {"id": "case-action", "label": "Case Action"}}'
)


def rows(ovation: Ovation, id: str = DANAS_CASE) -> list[Json]:
    return list(results(ovation.get(f"/issues/log/history/{id}")))


def write(ovation: Ovation, text: str, id: str = DANAS_CASE) -> Json:
    """Write a note; return its row."""
    (row,) = results(ovation.post(f"/issues/log/put/{id}", {"notes": text}))
    return dict(row)


def note_row(id: str, text: str) -> Json:
    return {
        "id": id,
        "issues_id": DANAS_CASE,
        "users_full_name": "",
        "users_nickname": "",
        "users_certifications": [],
        "diff_log": text,
        "interaction_event": NOTE % text,
        "notes": text,
        "created": NOW,
        "event_category": "case-action",
        "event_category_label": "Case Action",
        "event_type": "note-added",
        "event_type_label": "Note Added",
        "fromIssueSave": False,
    }


@pytest.mark.rule("ovationcxm.log-put-new-row")
def test_a_new_note_is_answered_alone_and_without_highlighting(ovation: Ovation) -> None:
    ovation.freeze()
    response = ovation.post(f"/issues/log/put/{DANAS_CASE}", {"notes": "note & more"})
    body = response.json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]
    (row,) = body["results"]
    assert row["id"].startswith(f"{DANAS_CASE}-")
    assert row == note_row(row["id"], "note & more")
    assert list(row) == list(note_row("", ""))
    (form,) = results(ovation.post(f"/issues/log/put/{DANAS_CASE}", form={"notes": "note & more"}))
    assert form == row | {"id": form["id"]}
    assert form["id"] != row["id"]


@pytest.mark.rule("ovationcxm.log-newest-first")
def test_the_log_shows_notes_with_highlighting_and_the_latest_of_a_moment_first(ovation: Ovation) -> None:
    ovation.freeze()
    first, second = write(ovation, "first"), write(ovation, "second")
    found = rows(ovation)
    assert found[0] == second | {"_highlighted": False, "_highlightmap": {}}
    assert found[1] == first | {"_highlighted": False, "_highlightmap": {}}
    assert list(found[0])[-2:] == ["_highlighted", "_highlightmap"]
    assert [row["diff_log"] for row in found] == ["second", "first", "Caller reports terminal 2 offline", "Assigned to Team Summit Support"]
    assert "ovationcxm.log-newest-first" in ovation.last_exchange()["rules"]


@pytest.mark.rule("ovationcxm.log-newest-first")
def test_the_newest_is_first_though_it_was_not_written_last(ovation: Ovation) -> None:
    ovation.freeze("2022-02-10T05:03:27Z")
    write(ovation, "later")
    ovation.freeze("2022-02-10T05:03:26Z")
    write(ovation, "earlier")
    assert log(ovation)[:2] == ["later", "earlier"]


def test_what_the_system_did_has_no_event(ovation: Ovation) -> None:
    assert rows(ovation)[-1] == {
        "id": f"{DANAS_CASE}-SYS",
        "issues_id": DANAS_CASE,
        "users_full_name": "",
        "users_nickname": "",
        "users_certifications": [],
        "diff_log": "Assigned to Team Summit Support",
        "interaction_event": None,
        "notes": "Assigned to Team Summit Support",
        "created": "2022-02-09 08:41:02",
        "event_category": None,
        "event_category_label": "Case Update",
        "event_type": None,
        "event_type_label": "Case Update",
        "fromIssueSave": False,
        "c__interaction_event": None,
        "_highlighted": False,
        "_highlightmap": {},
    }


@pytest.mark.rule("ovationcxm.issue-transition")
def test_what_was_set_has_no_notes_and_what_was_assigned_has(ovation: Ovation) -> None:
    ovation.post(f"/issues/escalate/{DANAS_CASE}", {"org_team_id": "SMT-FLD", "notes": "Set aside"})
    ovation.post(f"/issues/resolve/{DANAS_CASE}")
    ovation.post("/issues/put", {"issues": {"id": DANAS_CASE, "job": "Paused"}})
    assert [(row["diff_log"], row["notes"]) for row in rows(ovation)[:4]] == [
        ("Set job to Paused", ""),
        ("Set status to Resolved", ""),
        ("Set aside", "Set aside"),
        ("Assigned to Team Summit Field", "Assigned to Team Summit Field"),
    ]


def test_the_recorded_log_of_the_vendors_example(ovation: Ovation) -> None:
    found = rows(Ovation(ovation.client, UZT), EXAMPLE)
    assert [(row["id"][-3:], row["diff_log"], row["notes"], row["created"]) for row in found] == [
        ("N7G", "test", "test", "2022-02-09 19:35:16"),
        ("7PT", "test", "test", "2022-02-09 19:19:57"),
        ("4BN", "Hello there", "Hello there", "2022-02-09 18:46:14"),
        ("AT4", "Set unclaimed_sent to 1", "", "2021-10-12 20:23:05"),
        ("LXP", "Assigned to Team AutomationOrg", "Assigned to Team AutomationOrg", "2021-10-12 20:13:35"),
    ]
    assert ["c__interaction_event" in row for row in found] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('say "no"', r"say \"no\""),
        ("Grüße – 你好 🙂", "Grüße – 你好 🙂"),
        ("a\nb\t\\", r"a\nb\t\\"),
        ("\u0001", r"\u0001"),
        ("</script>", "</script>"),
    ],
)
def test_the_event_of_a_note_is_json_in_a_text_byte_for_byte(ovation: Ovation, text: str, shown: str) -> None:
    assert write(ovation, text)["interaction_event"] == NOTE % shown


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("body", [{}, {"notes": ""}, {"notes": None}, {"notes": " \n"}, {"note": "n"}])
def test_a_note_needs_a_text(ovation: Ovation, body: Json) -> None:
    response = ovation.post(f"/issues/log/put/{DANAS_CASE}", body)
    refused(response, 422, "Missing/invalid notes parameter (notes)", "input-required", ["notes"])


@pytest.mark.parametrize(("sent", "text"), [(5, "5"), (True, "true"), (1.5, "1.5"), (" n ", " n ")])
def test_a_note_is_taken_as_text(ovation: Ovation, sent: object, text: str) -> None:
    (row,) = results(ovation.post(f"/issues/log/put/{DANAS_CASE}", {"notes": sent}))
    assert row["notes"] == text


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("sent", [{}, ["n"]])
def test_a_note_is_no_object(ovation: Ovation, sent: object) -> None:
    response = ovation.post(f"/issues/log/put/{DANAS_CASE}", {"notes": sent})
    refused(response, 422, "Missing/invalid notes parameter (notes)", "input-label", ["notes"])


def test_a_note_may_come_in_the_query(ovation: Ovation) -> None:
    (row,) = results(ovation.post(f"/issues/log/put/{DANAS_CASE}", notes="from the query"))
    assert row["notes"] == "from the query"
    (row,) = results(ovation.post(f"/issues/log/put/{DANAS_CASE}", {"notes": "from the body"}, notes="from the query"))
    assert row["notes"] == "from the body"


@pytest.mark.parametrize(("rows", "length"), [(2**14 - 1, 3), (2**14, 6)])
def test_a_log_of_thousands_of_rows_has_longer_ids(ovation: Ovation, rows: int, length: int) -> None:
    state = ovation.state()
    (system, _) = state["issues"][DANAS_CASE]["log"]
    state["issues"][DANAS_CASE]["log"] = [{**system, "id": f"{DANAS_CASE}-{number}"} for number in range(rows)]
    ovation.replace_state(state)
    assert len(write(ovation, "n")["id"].removeprefix(f"{DANAS_CASE}-")) == length


def test_notes_do_not_touch_the_issue(ovation: Ovation) -> None:
    before, told = issue(ovation), history(ovation)
    write(ovation, "n")
    assert (issue(ovation), history(ovation)) == (before, told)


@pytest.mark.rule("ovationcxm.log-delete-remaining")
def test_a_deleted_row_is_answered_with_those_that_remain(ovation: Ovation) -> None:
    write(ovation, "n")
    before = rows(ovation)
    response = ovation.post(f"/issues/log/delete/{DANAS_CASE}", {"issue_log_id": f"{DANAS_CASE}-N3T", "notes": "left from another call"})
    body = response.json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [2, 2, 0]
    assert body["results"] == [before[0], before[2]] == rows(ovation)
    response = ovation.post(f"/issues/log/delete/{DANAS_CASE}", {"issue_log_id": f"{DANAS_CASE}-N3T"})
    refused(response, 404, f"Object Not Found for issues_log {DANAS_CASE}-N3T", "object-not-found")


def test_a_row_of_another_issue_is_not_found(ovation: Ovation) -> None:
    response = ovation.post(f"/issues/log/delete/{DANAS_CASE}", {"issue_log_id": f"{TO_SCHEDULE}-SYS"})
    refused(response, 404, f"Object Not Found for issues_log {TO_SCHEDULE}-SYS", "object-not-found")


@pytest.mark.rule("ovationcxm.input-required")
def test_a_delete_names_the_row(ovation: Ovation) -> None:
    response = ovation.post(f"/issues/log/delete/{DANAS_CASE}")
    refused(response, 422, "Missing/invalid issue_log_id parameter (issue_log_id)", "input-required", ["issue_log_id"])


@pytest.mark.parametrize("action", ["put", "delete"])
def test_the_issue_is_looked_for_before_the_parameters_and_after_the_body(ovation: Ovation, action: str) -> None:
    no_such_issue(ovation.post(f"/issues/log/{action}/{UNKNOWN_ISSUE}"))
    denied(ovation.post(f"/issues/log/{action}/{EXAMPLE}"), "owner-foreign")
    response = ovation.send("POST", f"/api/v3/issues/log/{action}/{UNKNOWN_ISSUE}", '{"notes": ')
    refused(response, 400, "Invalid request body", "input-json-malformed")


@pytest.mark.rule("ovationcxm.issue-not-found")
def test_the_log_of_an_unknown_issue_is_not_found(ovation: Ovation) -> None:
    no_such_issue(ovation.get(f"/issues/log/history/{UNKNOWN_ISSUE}"))
    denied(ovation.get(f"/issues/log/history/{EXAMPLE}"), "owner-foreign")


# --- Status history -------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.log-newest-first")
def test_the_status_history_has_the_newest_first(ovation: Ovation) -> None:
    ovation.freeze()
    for action in ("resolve", "cancel"):
        assert ovation.post(f"/issues/{action}/{DANAS_CASE}").status_code == 200
    body = ovation.get(f"/issues/status/history/{DANAS_CASE}").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [3, 3, 0]
    assert [(row["historySummaryText"], row["status"], row["resolution"]) for row in body["results"]] == [
        ("Case canceled", "Canceled", "Canceled"),
        ("Case resolved", "Resolved", "Completed"),
        ("Case created", "New", "Not Set"),
    ]
    assert body["results"][-1] == {
        "created": "2022-02-09 08:41:02",
        "type": "Support",
        "status": "New",
        "resolution": "Not Set",
        "scheduled_time": None,
        "ticketSummaryText": "New",
        "historySummaryText": "Case created",
    }


@pytest.mark.rule("ovationcxm.issue-status-history-unknown")
def test_the_status_history_of_an_unknown_issue_is_the_recorded_500(ovation: Ovation) -> None:
    response = ovation.get(f"/issues/status/history/{UNKNOWN_ISSUE}")
    refused(response, 500, "A Error has occurred", "issue-status-history-unknown")
    assert "X-Sandbox-Error" not in response.headers
    denied(ovation.get(f"/issues/status/history/{EXAMPLE}"), "owner-foreign")


def test_the_rows_of_2018_are_shorter(ovation: Ovation) -> None:
    ovation.switch(profile="2018")
    assert [list(row) for row in rows(ovation)] == [["id", "issues_id", "diff_log", "notes", "created"]] * 2
    assert list(write(ovation, "n")) == ["id", "issues_id", "diff_log", "notes", "created"]
