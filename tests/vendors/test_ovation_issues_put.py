"""A put that opens a case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.vendors.ovation import NWF, Ovation, results
from tests.vendors.ovation_issues import DANAS_CASE, NEEDED, NOW, history, issue, log, opened, put

BLUE_FINCH = {"customer_id": "BFB3QT", "customer_location_id": "BFB3QT-R6P", "customer_user_id": "BFB3QT-MR5"}


def map_team(ovation: Ovation, id: str, **members: Any) -> None:
    """Change a team in the state: whom it is mapped to, and for what."""
    state = ovation.state()
    state["teams"][id] |= members
    ovation.replace_state(state)


# --- A new case -----------------------------------------------------------------------------------------------------


def test_a_case_is_opened_with_an_id_a_log_and_a_history(ovation: Ovation) -> None:
    ovation.freeze()
    body = put(ovation, **NEEDED).json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]
    (row,) = body["results"]
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", row["id"])
    assert row["reference_num"] == row["id"][-6:].upper()
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", row["comm_id"])
    fresh = issue(ovation, DANAS_CASE) | {"category": "", "details": "", "external_id": "", "created": NOW, "updated": NOW}
    assert row == fresh | {name: row[name] for name in ("id", "comm_id", "reference_num")}
    assert row == issue(ovation, row["id"])
    assert log(ovation, row["id"]) == ["Assigned to Team Summit Support"]
    assert history(ovation, row["id"]) == ["Case created"]


def test_every_member_is_stored_as_it_is_read(ovation: Ovation) -> None:
    texts = {
        name: f"{name} – é"
        for name in (
            *("remote_id", "display_name", "details", "user_agent", "idr_isq", "special_notes"),
            *("idr_process", "idr_resolution", "external_id"),
        )
    }
    sent = texts | {
        "type": "work order",
        "status": "on site",
        "job": "2",
        "resolution": 4,
        "category": 10,
        "category_new": "billing",
        "tags": ["VIP", "any text", 7],
        "scheduled_time": "2022-02-14T18:00:00Z",
        "enroute_time": "2022-02-14 09:30:00",
        "arrival_time": "2022-02-14",
        "departure_time": 1644861600,
        "tech_support_minutes": "15",
        "unmanaged": "1",
        "user_id": "SU2MNT",
        "owner_org_team_id": "NWF-DSP",
        "sponsor_org_team_id": "SMT-BLG",
        "members_devices": [{"id": "TC2HKR", "make": "Verifone", "unknown": 1}],
        "kb_articles": [{"title": "Restart", "url": None}, {}],
        "metadata_values": {"preferred_install_date": "2022-02-14", "preferred_time_frame": "PM", "number_of_pos_devices": "3", "x": 1},
    }
    row = opened(ovation, **sent)
    assert {name: row[name] for name in texts} == texts
    expected = {
        "type": "Work Order",
        "status": "In Progress",
        "job": "Paused",
        "resolution": "Unresolved",
        "category": "POS Install",
        "category_new": "Billing",
        "tags": ["VIP", "any text", "7"],
        "scheduled_time": "2022-02-14 10:00:00",
        "enroute_time": "2022-02-14 09:30:00",
        "arrival_time": "2022-02-14 00:00:00",
        "departure_time": "2022-02-14 10:00:00",
        "tech_support_minutes": 15,
        "unmanaged": True,
        "users_id": "SU2MNT",
        "owner_org_team_id": "NWF-DSP",
        "sponsor_org_team_id": "SMT-BLG",
        "members_devices": [{"id": "TC2HKR", "product_id": "", "make": "Verifone", "model": "", "nickname": ""}],
        "kb_articles": [{"id": "", "title": "Restart", "url": ""}, {"id": "", "title": "", "url": ""}],
        "metadata_values": {
            "preferred_install_date": "2022-02-14",
            "preferred_time_frame": "PM",
            "alternate_install_date": "",
            "alternate_time_frame": "",
            "number_of_pos_devices": 3,
        },
    }
    assert {name: row[name] for name in expected} == expected
    assert log(ovation, row["id"]) == ["Assigned to Team Northwind Dispatch"]
    assert history(ovation, row["id"]) == ["Case created"]


@pytest.mark.rule("ovationcxm.input-empty-id")
@pytest.mark.parametrize("id", ["", None, "  "])
def test_a_blank_id_and_blank_members_count_as_not_given(ovation: Ovation, id: object) -> None:
    blank = dict.fromkeys(
        ("type", "status", "details", "user_id", "owner_org_team_id", "scheduled_time", "tech_support_minutes", "unmanaged"), ""
    )
    nulls = dict.fromkeys(("tags", "metadata_values", "members_devices", "kb_articles", "sponsor_org_team_id", "category_new"))
    row = opened(ovation, id=id, **blank, **nulls)
    plain = opened(ovation)
    own = ("id", "comm_id", "reference_num", "created", "updated")
    assert {name: value for name, value in row.items() if name not in own} == {
        name: value for name, value in plain.items() if name not in own
    }


@pytest.mark.rule("ovationcxm.input-read-only")
def test_what_the_vendor_keeps_itself_is_passed_over(ovation: Ovation) -> None:
    ovation.freeze()
    sent = {
        "reference_num": "000000",
        "comm_id": "AAAAAA",
        "created": "2001-01-01 00:00:00",
        "updated": "2001-01-01 00:00:00",
        "isRated": True,
        "customer_name": "x",
        "members_users_email": "x",
        "customer_location_merchant_ids": ["x"],
        "journey_id": "x",
        "journey_data": {"a": 1},
        "journey_stage": "x",
    }
    row = opened(ovation, **sent)
    assert all(row[name] != value for name, value in sent.items())
    assert row["created"] == row["updated"] == NOW


def test_members_of_customers_come_under_either_name_and_the_first_wins(ovation: Ovation) -> None:
    older = {"members_id": "BFB3QT", "members_locations_id": "BFB3QT-R6P", "members_users_id": "BFB3QT-MR5", "users_id": "SU3PKL"}
    (row,) = results(put(ovation, **older))
    assert {name: row[name] for name in older} == older
    (row,) = results(put(ovation, **NEEDED, **older, user_id="SU2MNT"))
    assert (row["members_id"], row["members_locations_id"], row["users_id"]) == ("HCR2KX", "HCR2KX-M4N", "SU2MNT")
    (row,) = results(put(ovation, **{**dict.fromkeys(NEEDED, ""), **older, "user_id": None}))
    assert (row["customer_id"], row["users_id"]) == ("BFB3QT", "SU3PKL")


def test_a_form_with_brackets_opens_a_case_too(ovation: Ovation) -> None:
    form = {f"issues[{name}]": value for name, value in NEEDED.items()} | {"issues[tags][]": "VIP", "issues[metadata_values][x]": "y"}
    (row,) = results(ovation.post("/issues/put", form=form))
    assert (row["customer_id"], row["tags"]) == ("HCR2KX", ["VIP"])


def test_the_answer_is_the_row_alone_by_a_variant(ovation: Ovation) -> None:
    ovation.switch(issues_put_shape="object")
    body = put(ovation, **NEEDED).json()
    assert body["results"] == issue(ovation, body["results"]["id"])
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]


# --- Who gets it ----------------------------------------------------------------------------------------------------


def test_the_team_of_the_location_that_sponsors_new_cases_is_the_sponsor(ovation: Ovation) -> None:
    row = opened(ovation, **BLUE_FINCH)
    assert (row["owner_org_team_id"], row["sponsor_org_team_id"]) == ("SMT-SUP", "SMT-BLG")
    assert opened(ovation, **BLUE_FINCH, sponsor_org_team_id="SMT-FLD")["sponsor_org_team_id"] == "SMT-FLD"
    assert opened(ovation)["sponsor_org_team_id"] is None


def test_a_routed_team_of_the_location_comes_before_one_of_the_customer_and_the_lowest_first(ovation: Ovation) -> None:
    map_team(ovation, "SMT-FLD", autoAssignRoute=True, autoAssignSponsor=True, customers=["BFB3QT"])
    row = opened(ovation, **BLUE_FINCH)
    assert (row["owner_org_team_id"], row["sponsor_org_team_id"]) == ("SMT-FLD", "SMT-BLG")
    assert opened(ovation)["owner_org_team_id"] == "SMT-SUP"
    map_team(ovation, "SMT-SUP", autoAssignRoute=True, autoAssignSponsor=True)
    row = opened(ovation, **BLUE_FINCH)
    assert (row["owner_org_team_id"], row["sponsor_org_team_id"]) == ("SMT-SUP", "SMT-BLG")
    map_team(ovation, "SMT-BLG", autoAssignRoute=True)
    assert opened(ovation, **BLUE_FINCH)["owner_org_team_id"] == "SMT-BLG"
    assert opened(ovation, **BLUE_FINCH, owner_org_team_id="SMT-FLD")["owner_org_team_id"] == "SMT-FLD"
    assert log(ovation, opened(ovation, **BLUE_FINCH)["id"]) == ["Assigned to Team Summit Billing"]


def test_a_deleted_team_gets_no_new_cases(ovation: Ovation) -> None:
    map_team(ovation, "SMT-BLG", autoAssignRoute=True, status="Deleted")
    row = opened(ovation, **BLUE_FINCH)
    assert (row["owner_org_team_id"], row["sponsor_org_team_id"]) == ("SMT-SUP", None)


@pytest.mark.rule("ovationcxm.obo-scope")
def test_a_provider_opens_a_case_for_the_organisation(ovation: Ovation) -> None:
    row = opened(Ovation(ovation.client, NWF, "SMT"), user_id="NW2TEC")
    assert (row["owner_org_team_id"], row["users_id"]) == ("SMT-SUP", "NW2TEC")
    assert issue(ovation, row["id"]) == row
