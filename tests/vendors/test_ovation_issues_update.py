"""A put that changes an issue."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import NWF, UNKNOWN_ISSUE, UZT, Ovation, denied, refused, results
from tests.vendors.ovation_issues import (
    DANAS_CASE,
    ESCALATED,
    EXAMPLE,
    NOW,
    RESOLVED,
    SHARED,
    TO_SCHEDULE,
    changed,
    history,
    issue,
    log,
    no_such_issue,
    put,
)


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_only_what_is_given_changes(ovation: Ovation) -> None:
    ovation.freeze()
    before, rows, told = issue(ovation), log(ovation), history(ovation)
    body = put(ovation, id=DANAS_CASE, details="It works again", tags=["VIP"]).json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]
    assert body["results"] == [before | {"details": "It works again", "tags": ["VIP"], "updated": NOW}] == [issue(ovation)]
    assert (log(ovation), history(ovation)) == (rows, told)


FILLED: dict[str, Any] = {
    "remote_id": "R-1",
    "display_name": "Terminal",
    "special_notes": "gate code",
    "external_id": "E-1",
    "tags": ["VIP"],
    "user_id": "SU2MNT",
    "sponsor_org_team_id": "SMT-BLG",
    "scheduled_time": "2022-02-14 10:00:00",
    "metadata_values": {"preferred_install_date": "2022-02-14", "preferred_time_frame": "PM", "number_of_pos_devices": 3},
    "members_devices": [{"id": "TC2HKR"}],
    "kb_articles": [{"id": "KB1"}],
    "type": "Training",
    "status": "Remote",
    "job": "Paused",
    "resolution": "Changed",
    "category": "Printer",
    "category_new": "Billing",
    "tech_support_minutes": 15,
    "unmanaged": True,
    "owner_org_team_id": "SMT-FLD",
    "summitpayments_case_custom_field_1": "x",
}
LOSES: dict[str, Any] = {
    "remote_id": "",
    "display_name": "",
    "special_notes": "",
    "external_id": "",
    "tags": [],
    "users_id": "",
    "sponsor_org_team_id": None,
    "scheduled_time": None,
    "metadata_values": {
        "preferred_install_date": "",
        "preferred_time_frame": "AM",
        "alternate_install_date": "",
        "alternate_time_frame": "",
        "number_of_pos_devices": 0,
    },
    "members_devices": [],
    "kb_articles": [],
    "summitpayments_case_custom_field_1": None,
}
"""What a blank takes away, and what is shown then; all other members keep their value."""


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", ["", None])
def test_a_blank_takes_a_value_away_but_labels_numbers_booleans_and_the_owner_team_stay(ovation: Ovation, blank: object) -> None:
    ovation.freeze()
    filled = changed(ovation, DANAS_CASE, **FILLED)
    assert filled["users_id"] == "SU2MNT"
    after = changed(ovation, DANAS_CASE, **dict.fromkeys(FILLED, blank))
    assert after == filled | LOSES


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("name", ["customer_id", "customer_user_id", "customer_location_id"])
def test_a_required_member_may_be_absent_and_not_blank(ovation: Ovation, name: str) -> None:
    response = put(ovation, id=DANAS_CASE, **{name: ""})
    refused(response, 422, f"Missing/invalid {name} parameter ({name})", "input-required", [name])


def test_metadata_is_merged_member_by_member(ovation: Ovation) -> None:
    changed(ovation, DANAS_CASE, metadata_values={"preferred_time_frame": "PM", "number_of_pos_devices": 3})
    row = changed(ovation, DANAS_CASE, metadata_values={"alternate_time_frame": "AM", "number_of_pos_devices": None})
    expected = {**LOSES["metadata_values"], "preferred_time_frame": "PM", "alternate_time_frame": "AM", "number_of_pos_devices": 3}
    assert row["metadata_values"] == expected
    row = changed(ovation, DANAS_CASE, metadata_values={"preferred_time_frame": "", "number_of_pos_devices": 0})
    assert row["metadata_values"] == expected | {"preferred_time_frame": "AM", "number_of_pos_devices": 0}
    assert changed(ovation, DANAS_CASE, metadata_values=[])["metadata_values"] == row["metadata_values"]


@pytest.mark.parametrize("id", [DANAS_CASE, TO_SCHEDULE, RESOLVED, ESCALATED])
def test_a_row_that_is_sent_back_as_it_was_changes_nothing(ovation: Ovation, id: str) -> None:
    before = ovation.state()
    assert results(put(ovation, **issue(ovation, id))) == [issue(ovation, id)]
    assert ovation.state() == before


def test_the_customer_and_the_channel_are_not_changed(ovation: Ovation) -> None:
    before = ovation.state()
    row = changed(ovation, DANAS_CASE, customer_id="BFB3QT", user_agent="Web Connect")
    assert (row["customer_id"], row["user_agent"]) == ("HCR2KX", "")
    changed(ovation, DANAS_CASE, customer_id="ZZZZZZ")
    assert ovation.state() == before


# --- Status, job, resolution, team ----------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.put-status")
@pytest.mark.parametrize(
    ("members", "rows", "told"),
    [
        ({"status": "Scheduling"}, ["Set status to Scheduling"], ["Case updated"]),
        ({"status": 10}, ["Set status to Closed"], ["Case updated"]),
        ({"job": "In Progress"}, ["Set job to In Progress"], []),
        ({"resolution": "Unresolved"}, ["Set resolution to Unresolved"], []),
        (
            {"status": "Cancelled", "job": "Completed", "resolution": 3},
            ["Set resolution to Canceled", "Set job to Completed", "Set status to Canceled"],
            ["Case updated"],
        ),
        ({"status": "New", "job": 0, "resolution": "not set"}, [], []),
    ],
)
def test_status_job_and_resolution_are_set_and_logged(
    ovation: Ovation, members: dict[str, object], rows: list[str], told: list[str]
) -> None:
    ovation.freeze()
    before, earlier, changes = issue(ovation), log(ovation), history(ovation)
    row = changed(ovation, DANAS_CASE, **members)
    assert "ovationcxm.put-status" in ovation.last_exchange()["rules"]
    assert log(ovation) == [*rows, *earlier]
    assert history(ovation) == [*told, *changes]
    assert row["updated"] == (NOW if rows else before["updated"])


def test_a_closed_issue_may_be_closed_under_its_other_code(ovation: Ovation) -> None:
    changed(ovation, DANAS_CASE, status="Closed")
    changed(ovation, DANAS_CASE, status=10)
    assert ovation.state()["issues"][DANAS_CASE]["status"] == 10
    assert log(ovation)[:2] == ["Set status to Closed"] * 2
    assert history(ovation)[:2] == ["Case updated"] * 2


@pytest.mark.rule("ovationcxm.put-status")
def test_a_put_may_pass_over_status_job_and_resolution_by_a_variant(ovation: Ovation) -> None:
    ovation.switch(put_status="ignore")
    row = changed(ovation, DANAS_CASE, status="Closed", job="Completed", resolution="Changed", details="x")
    assert "ovationcxm.put-status" in ovation.last_exchange()["rules"]
    assert [row[name] for name in ("status", "job", "resolution", "details")] == ["New", "Not Started", "Not Set", "x"]


@pytest.mark.rule("ovationcxm.put-status")
@pytest.mark.parametrize("members", [{"status": "Closed"}, {"job": 1}, {"resolution": "Changed"}])
def test_a_put_with_status_job_or_resolution_may_be_refused_by_a_variant(ovation: Ovation, members: dict[str, object]) -> None:
    ovation.switch(put_status="deny")
    denied(put(ovation, id=DANAS_CASE, **members), "put-status")
    assert changed(ovation, DANAS_CASE, status="", details="x")["details"] == "x"


def test_another_team_is_logged(ovation: Ovation) -> None:
    rows = log(ovation)
    changed(ovation, DANAS_CASE, owner_org_team_id="NWF-DSP", user_id="NW2TEC", sponsor_org_team_id="SMT-BLG")
    assert log(ovation) == ["Assigned to Team Northwind Dispatch", *rows]
    changed(ovation, DANAS_CASE, owner_org_team_id="NWF-DSP")
    assert len(log(ovation)) == len(rows) + 1
    assert issue(ovation)["users_id"] == "NW2TEC"


def test_who_gets_a_team_of_its_own_takes_part_and_who_loses_it_does_not(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    assert changed(partner, SHARED, details="theirs")["details"] == "theirs"
    changed(ovation, SHARED, owner_org_team_id="SMT-SUP")
    denied(partner.get(f"/issues/get/{SHARED}"), "owner-foreign")
    assert SHARED not in [row["id"] for row in results(partner.get("/issues/get"))]


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.issue-not-found")
def test_the_issue_is_looked_for_before_its_members(ovation: Ovation) -> None:
    no_such_issue(put(ovation, id=UNKNOWN_ISSUE, status="unheard of"))
    no_such_issue(put(ovation, id=7))
    denied(put(ovation, id=EXAMPLE, status="unheard of"), "owner-foreign")
    denied(put(Ovation(ovation.client, NWF, "UZT"), id=EXAMPLE, details="x"), "obo-not-granted")
    refused(put(ovation, id=DANAS_CASE, status="x"), 422, "Missing/invalid status parameter (status)", "input-label", ["status"])


@pytest.mark.rule("ovationcxm.issue-deleted")
def test_a_deleted_issue_is_changed_no_more(ovation: Ovation) -> None:
    assert changed(ovation, DANAS_CASE, status=99)["status"] == "Deleted"
    no_such_issue(put(ovation, id=DANAS_CASE, status="New"), "issue-deleted")
    # That it is somebody else's is not told of what is gone.
    no_such_issue(put(Ovation(ovation.client, UZT), id=DANAS_CASE, status="New"), "issue-deleted")
    denied(Ovation(ovation.client, UZT).get(f"/issues/get/{DANAS_CASE}"), "owner-foreign")


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.rule("ovationcxm.input-wrong-parent")
def test_a_new_reference_is_checked(ovation: Ovation) -> None:
    cases = (
        ("customer_location_id", "HCR2KX-ZZZ", "members_locations", "BFB3QT-R6P", "C8J8AE-T2Q"),
        ("customer_user_id", "HCR2KX-ZZZ", "members_users", "BFB3QT-MR5", "C8J8AE-UEU"),
    )
    for name, unknown, table, of_another, foreign in cases:
        refused(put(ovation, id=DANAS_CASE, **{name: unknown}), 404, f"Object Not Found for {table} {unknown}", "object-not-found")
        refused(
            put(ovation, id=DANAS_CASE, **{name: of_another}),
            422,
            f"Missing/invalid {name} parameter ({name})",
            "input-wrong-parent",
            [name],
        )
        denied(put(ovation, id=DANAS_CASE, **{name: foreign}), "owner-foreign")
    assert changed(ovation, DANAS_CASE, customer_location_id="HCR2KX-K7R")["customer_location_name"] == "Harbor Coffee - Roastery"


def test_a_reference_that_stands_is_not_checked_again(ovation: Ovation) -> None:
    # The team is one of AutomationOrg, to which Summit Payments has no relationship.
    assert changed(ovation, SHARED, owner_org_team_id="UZT-LWW", details="x")["details"] == "x"
    denied(put(ovation, id=DANAS_CASE, owner_org_team_id="UZT-LWW"), "owner-foreign")


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_issue_keeps_its_own_external_id_and_takes_no_other_ones(ovation: Ovation) -> None:
    assert changed(ovation, DANAS_CASE, external_id="8675309", details="x")["details"] == "x"
    for client in (ovation, Ovation(ovation.client, UZT)):
        # It is unique among the owner's issues, whoever writes.
        response = put(client, id=SHARED, external_id="8675309")
        refused(response, 422, "Missing/invalid external_id parameter (external_id)", "input-external-id-unique", ["external_id"])
