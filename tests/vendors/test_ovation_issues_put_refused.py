"""Puts of issues that are refused."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused
from tests.vendors.ovation_issues import DANAS_CASE, NEEDED, SHARED, issue, opened, put


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("body", [{}, {"issues": None}, {"issues": "x"}, {"cases": NEEDED}, {"issues": [1]}])
def test_a_put_needs_its_wrapper(ovation: Ovation, body: Json) -> None:
    refused(ovation.post("/issues/put", body), 400, "Missing/invalid issues parameter (issues)", "input-wrapper-missing", ["issues"])


@pytest.mark.rule("ovationcxm.input-json-malformed")
def test_a_put_must_be_readable(ovation: Ovation) -> None:
    response = ovation.send("POST", "/api/v3/issues/put", '{"issues": {"customer_id": "HCR2KX", }}')
    refused(response, 400, "Invalid request body", "input-json-malformed")


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("members", "fields"),
    [
        ({}, ["customer_id", "customer_user_id", "customer_location_id"]),
        ({**NEEDED, "customer_user_id": " "}, ["customer_user_id"]),
        ({**NEEDED, "customer_location_id": None}, ["customer_location_id"]),
        ({"customer_id": "HCR2KX", "job": "x", "tech_support_minutes": 1.5}, ["job", "tech_support_minutes", *list(NEEDED)[:0:-1]]),
    ],
)
def test_a_new_case_needs_customer_user_and_location(ovation: Ovation, members: Json, fields: list[str]) -> None:
    response = put(ovation, **members)
    rule = "input-required" if fields[0].startswith("customer") else "input-label"
    refused(response, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", rule, fields)


@pytest.mark.rule("ovationcxm.input-required")
def test_an_empty_list_counts_as_an_empty_object(ovation: Ovation) -> None:
    fields = ["customer_id", "customer_user_id", "customer_location_id"]
    response = ovation.post("/issues/put", {"issues": []})
    refused(response, 422, "Missing/invalid customer_id parameter (customer_id)", "input-required", fields)


WRONG: dict[str, list[object]] = {
    "type": ["Repair", 0, 5, True, {}],
    "status": ["Open", 0, 11, 88, "4.0", []],
    "job": ["Done", 4, -1],
    "resolution": ["Fixed", 5],
    "category": ["Coffee", 9, 11],
    "category_new": ["Network", 5],
    "tags": ["VIP", {"1": "VIP"}, [["VIP"]], [None]],
    "tech_support_minutes": ["ten", "1_0", 1.5, 2**53, True, []],
    "unmanaged": ["maybe", 2, {}],
    "details": [{}, ["x"]],
    "external_id": [{}, ["x"]],
    "customer_id": [{}, ["x"]],
    "users_id": [{}, ["x"]],
    "metadata_values": ["x", {"number_of_pos_devices": "many"}, {"preferred_time_frame": []}],
    "members_devices": [{"id": "TC2HKR"}, ["TC2HKR"]],
    "kb_articles": [[{"title": {}}]],
    "id": [{}],
}


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("name", WRONG)
def test_a_member_of_the_wrong_kind_is_refused(ovation: Ovation, name: str) -> None:
    for value in WRONG[name]:
        response = put(ovation, **{**NEEDED, name: value})
        refused(response, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


@pytest.mark.rule("ovationcxm.input-date")
@pytest.mark.parametrize("name", ["scheduled_time", "enroute_time", "arrival_time", "departure_time"])
@pytest.mark.parametrize("value", ["soon", "2022-02-30", "2022-02-14 25:00:00", True])
def test_a_time_that_is_none_is_refused(ovation: Ovation, name: str, value: object) -> None:
    response = put(ovation, **NEEDED, **{name: value})
    refused(response, 422, f"Missing/invalid {name} parameter ({name})", "input-date", [name])


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(
    ("name", "id", "table"),
    [
        ("customer_id", "ZZZZZZ", "members"),
        ("customer_location_id", "HCR2KX-ZZZ", "members_locations"),
        ("customer_user_id", "HCR2KX-ZZZ", "members_users"),
        ("user_id", "ZZZZZZ", "users"),
        ("owner_org_team_id", "SMT-ZZZ", "partners_teams"),
        ("sponsor_org_team_id", "SMT-ZZZ", "partners_teams"),
    ],
)
def test_what_a_case_refers_to_must_exist(ovation: Ovation, name: str, id: str, table: str) -> None:
    response = put(ovation, **{**NEEDED, name: id})
    refused(response, 404, f"Object Not Found for {table} {id}", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("customer_id", "C8J8AE"),
        ("customer_location_id", "C8J8AE-T2Q"),
        ("customer_user_id", "C8J8AE-UEU"),
        ("user_id", "AB23CD"),
        ("user_id", "CD4RPS"),
        ("owner_org_team_id", "UZT-LWW"),
        ("sponsor_org_team_id", "CDR-NQC"),
    ],
)
def test_what_a_case_refers_to_must_be_ones_own_or_a_partners(ovation: Ovation, name: str, id: str) -> None:
    members = {**NEEDED, name: id}
    denied(put(ovation, **members), "owner-foreign")
    denied(put(Ovation(ovation.client, NWF, "SMT"), **members), "obo-not-owner")
    # What does not exist is told before what belongs to others.
    response = put(ovation, **{**members, "sponsor_org_team_id": "SMT-ZZZ"})
    refused(response, 404, "Object Not Found for partners_teams SMT-ZZZ", "object-not-found")


def test_who_takes_part_in_an_issue_opens_none_for_its_customer(ovation: Ovation) -> None:
    row = issue(ovation, SHARED)
    denied(put(Ovation(ovation.client, UZT), **{name: row[name] for name in NEEDED}), "owner-foreign")


@pytest.mark.rule("ovationcxm.input-wrong-parent")
@pytest.mark.parametrize(
    ("members", "fields"),
    [
        ({"customer_location_id": "BFB3QT-R6P"}, ["customer_location_id"]),
        ({"customer_user_id": "BFB3QT-MR5"}, ["customer_user_id"]),
        ({"customer_id": "BFB3QT"}, ["customer_user_id", "customer_location_id"]),
    ],
)
def test_user_and_location_must_be_the_customers(ovation: Ovation, members: Json, fields: list[str]) -> None:
    response = put(ovation, **{**NEEDED, **members})
    refused(response, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-wrong-parent", fields)


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_is_given_once_in_an_organisation(ovation: Ovation) -> None:
    response = put(ovation, **{**NEEDED, "customer_id": "ZZZZZZ"}, external_id="8675309")
    refused(response, 422, "Missing/invalid external_id parameter (external_id)", "input-external-id-unique", ["external_id"])
    response = put(ovation, **NEEDED, external_id="8675309", status="unheard of")
    refused(response, 422, "Missing/invalid status parameter (status)", "input-label", ["status", "external_id"])
    example = {"customer_id": "C8J8AE", "customer_location_id": "C8J8AE-T2Q", "customer_user_id": "C8J8AE-UEU"}
    assert opened(Ovation(ovation.client, UZT), **example, external_id="8675309")["external_id"] == "8675309"
    put(ovation, id=DANAS_CASE, status="Deleted")
    assert opened(ovation, external_id="8675309")["external_id"] == "8675309"
