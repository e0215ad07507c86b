"""Rows of issues: every member at its place."""

from __future__ import annotations

import orjson
import pytest

from tests.vendors.ovation import DANAS_CASE, NWF, UZT, Json, Ovation, results
from tests.vendors.ovation_issues import CANCELED, EXAMPLE, NEEDED, SHARED, changed, issue, opened, put

CUSTOM_FIELDS = [
    "automationorg_case_custom_field_1",
    *(f"automationorg_case_custom_field_{number}" for number in range(3, 18)),
    "automationorg_case_private_custom_field_1",
    "automationorg_case_custom_field_2_ecosystem",
]

ROW: Json = {
    "id": EXAMPLE,
    "comm_id": "NJ2YLQ",
    "remote_id": "",
    "display_name": "",
    "reference_num": "5388D4",
    "type": "Support",
    "resolution": "Not Set",
    "job": "Not Started",
    "details": "",
    "status": "New",
    "created": "2021-10-12 20:12:39",
    "updated": "2021-10-12 20:23:05",
    "scheduled_time": None,
    "enroute_time": None,
    "arrival_time": None,
    "departure_time": None,
    "user_agent": "Web Connect (UZT-LWW)",
    "idr_isq": "",
    "tech_support_minutes": 0,
    "unmanaged": False,
    **dict.fromkeys(CUSTOM_FIELDS),
    "special_notes": "",
    "journey_id": None,
    "journey_data": [],
    "journey_stage": None,
    "category": "",
    "tags": [],
    "category_new": None,
    "users_id": "",
    "owner_org_team_id": "UZT-LWW",
    "sponsor_org_team_id": None,
    "idr_process": "",
    "idr_resolution": "",
    "metadata_values": {
        "preferred_install_date": "",
        "preferred_time_frame": "AM",
        "alternate_install_date": "",
        "alternate_time_frame": "",
        "number_of_pos_devices": 0,
    },
    "members_devices": [],
    "kb_articles": [],
    "external_id": "",
    "customer_id": "C8J8AE",
    "members_id": "C8J8AE",
    "customer_name": None,
    "members_name": None,
    "customer_email": "c8j8ae@example.com",
    "members_email": "c8j8ae@example.com",
    "customer_user_id": "C8J8AE-UEU",
    "members_users_id": "C8J8AE-UEU",
    "customer_user_name": "test",
    "members_users_name": "test",
    "customer_user_email": "c8j8ae@example.com",
    "members_users_email": "c8j8ae@example.com",
    "customer_location_id": "C8J8AE-T2Q",
    "members_locations_id": "C8J8AE-T2Q",
    "customer_location_name": "",
    "members_locations_name": "",
    "customer_location_merchant_ids": [],
    "members_locations_merchant_ids": [],
    "isRated": False,
}
"""The vendor's example."""

OF_2018 = [
    *("id", "reference_num", "remote_id", "customer_id", "customer_name", "customer_email"),
    *("customer_location_id", "customer_location_name", "customer_user_id", "customer_user_name", "customer_user_email"),
    *("user_id", "external_id", "type", "category", "details", "status", "job", "resolution", "created", "updated"),
    *("scheduled_time", "enroute_time", "arrival_time", "departure_time", "idr_isq", "idr_process", "idr_resolution"),
    *("tech_support_minutes", "special_notes", "unmanaged", "metadata_values"),
]


def test_the_complete_row_byte_for_byte(ovation: Ovation) -> None:
    ovation.freeze()
    body = {
        "success": True,
        "totalCount": 1,
        "returned": 1,
        "pages": 1,
        "results": [ROW],
        "current_server_time": "2022-02-10T05:03:27+0000",
    }
    assert Ovation(ovation.client, UZT).get(f"/issues/get/{EXAMPLE}").content == orjson.dumps(body)


def test_the_row_of_2018_has_its_own_members_in_its_own_order(ovation: Ovation) -> None:
    changed(ovation, DANAS_CASE, user_id="SU2MNT")
    newer = issue(ovation)
    ovation.switch(profile="2018")
    older = issue(ovation)
    assert list(older) == OF_2018
    assert older == {name: newer["users_id" if name == "user_id" else name] for name in OF_2018}
    assert older["user_id"] == "SU2MNT"
    assert list(opened(ovation)) == OF_2018


def test_merchant_ids_are_a_list_here(ovation: Ovation) -> None:
    location = {"id": "HCR2KX-M4N", "merchant_ids": "76541643, 76541644,"}
    assert ovation.post("/customers/location/put", {"customer_location": location}).status_code == 200
    row = issue(ovation)
    assert row["customer_location_merchant_ids"] == row["members_locations_merchant_ids"] == ["76541643", "76541644"]


def test_what_is_removed_leaves_its_id_behind(ovation: Ovation) -> None:
    for _ in range(2):
        ovation.post("/customers/user/delete/HCR2KX-DW7", {"customer_user": {}})
        ovation.post("/customers/location/delete/HCR2KX-M4N")
    row = issue(ovation)
    assert (row["customer_user_id"], row["customer_user_name"], row["customer_user_email"]) == ("HCR2KX-DW7", None, None)
    assert (row["customer_location_id"], row["customer_location_name"]) == ("HCR2KX-M4N", None)
    assert row["customer_location_merchant_ids"] == []


def test_the_chat_id_of_a_canceled_issue_is_not_shown(ovation: Ovation) -> None:
    assert issue(ovation, CANCELED)["comm_id"] is None
    assert ovation.state()["issues"][CANCELED]["commId"] == "TN9CNC"


# --- Custom fields, and what only the owner sees --------------------------------------------------------------------

VALUES = {
    "summitpayments_case_custom_field_1": "text",
    "summitpayments_case_custom_field_2": 7,
    "summitpayments_case_private_custom_field_1": True,
    "summitpayments_case_custom_field_3_ecosystem": 1.5,
}
UNKNOWN = {"summitpayments_case_custom_field_9": "x", "automationorg_case_custom_field_1": "x", "custom_fields": {"a": "b"}}


def test_custom_fields_hold_any_scalar_and_stand_before_the_special_notes(ovation: Ovation) -> None:
    row = opened(ovation, **VALUES, **UNKNOWN, special_notes="gate code 4711")
    names = list(row)
    assert names[names.index("unmanaged") + 1 : names.index("special_notes")] == list(VALUES)
    assert {name: row[name] for name in VALUES} == VALUES
    assert not UNKNOWN.keys() & row.keys()
    row = changed(ovation, row["id"], summitpayments_case_custom_field_1=None, summitpayments_case_custom_field_2="")
    assert [row[name] for name in VALUES] == [None, None, True, 1.5]


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("value", [{}, ["x"]])
def test_a_custom_field_is_no_object(ovation: Ovation, value: object) -> None:
    sent = {**NEEDED, "summitpayments_case_custom_field_2": value, "status": "unheard of", "special_notes": {}}
    body = ovation.post("/issues/put", {"issues": sent})
    assert body.status_code == 422
    assert body.json()["fields"] == ["status", "summitpayments_case_custom_field_2", "special_notes"]
    assert body.headers["X-Sandbox-Rule"].startswith("ovationcxm.input-label;")


@pytest.mark.rule("ovationcxm.issue-collab")
def test_who_only_takes_part_sees_neither_special_notes_nor_private_fields(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    changed(ovation, SHARED, **VALUES, special_notes="gate code 4711")
    seen = issue(partner, SHARED)
    assert "ovationcxm.issue-collab" in ovation.last_exchange()["rules"]
    own = issue(ovation, SHARED)
    private = "summitpayments_case_private_custom_field_1"
    assert seen == {name: value for name, value in own.items() if name != private} | {"special_notes": ""}
    assert next(row for row in results(partner.get("/issues/get")) if row["id"] == SHARED) == seen
    assert results(partner.get("/issues/get", customer_id="CBW6YN")) == [seen]


@pytest.mark.rule("ovationcxm.issue-collab")
def test_who_only_takes_part_does_not_overwrite_what_it_does_not_see(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    changed(ovation, SHARED, **VALUES, special_notes="gate code 4711")
    before = issue(ovation, SHARED)
    seen = issue(partner, SHARED)
    hidden = {"summitpayments_case_private_custom_field_1": "x", "summitpayments_case_custom_field_2": 8}
    (answered,) = results(put(partner, **{**seen, **hidden, "details": "theirs"}))
    assert answered["special_notes"] == ""
    assert "ovationcxm.issue-collab" in ovation.last_exchange()["rules"]
    after = issue(ovation, SHARED)
    assert after == before | {"details": "theirs", "summitpayments_case_custom_field_2": 8, "updated": after["updated"]}


def test_a_provider_sees_what_the_owner_sees(ovation: Ovation) -> None:
    case = opened(ovation, **VALUES, special_notes="gate code 4711")["id"]
    assert issue(Ovation(ovation.client, NWF, "SMT"), case) == issue(ovation, case)
