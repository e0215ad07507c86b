"""What is mapped to teams: customers, locations and users."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.ovation import NWF, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import BILLING, FIELD, MARCUS, PRIYA, SUPPORT, envelope, grant, whole

MAPPINGS = (
    # operation         documented      the other      the kind behind an unknown id
    ("map_customer",   "customer_id",  None,          "members"),
    ("unmap_customer", "customer_id",  None,          "members"),
    ("map_location",   "customer_id",  "location_id", "members"),
    ("unmap_location", "location_id",  "customer_id", "members"),
    ("map_user",       "user_id",      None,          "users"),
    ("unmap_user",     "user_id",      None,          "users"),
)  # fmt: skip
NAMES = [name for name, *_ in MAPPINGS]
KNOWN = {"members": "HCR2KX", "users": "SU2MNT"}
FOREIGN = {"members": "C8J8AE", "users": "NW2TEC"}


def send(ovation: Ovation, name: str, team_id: str, **query: Any) -> httpx.Response:
    """Map something to a team, or unmap it."""
    return ovation.post(f"/orgs/team/{name}/{team_id}", **query)


def customers_of(ovation: Ovation, team_id: str) -> list[str]:
    """Return the customers that are mapped to a team."""
    found: list[str] = ovation.state()["teams"][team_id].get("customers", [])
    return found


def users_of(ovation: Ovation, team_id: str) -> list[str]:
    """Return the users who are mapped to a team."""
    return [user["id"] for user in results(ovation.get(f"/orgs/team/users/{team_id}"))]


def teams_of(ovation: Ovation, location_id: str) -> list[str]:
    """Return the teams of a location."""
    found: list[str] = ovation.state()["locations"][location_id]["orgTeamIds"]
    return found


# --- What they have in common ---


@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_a_mapping_answers_the_team(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    ovation.freeze()
    for _ in range(2):
        whole(send(ovation, name, "SMT-BLG", **{parameter: KNOWN[table]}), envelope([BILLING], pages=0))


@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_what_is_mapped_may_stand_in_the_body(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    path = f"/orgs/team/{name}/SMT-BLG"
    for answer in (ovation.post(path, {parameter: KNOWN[table]}), ovation.post(path, form={other or parameter: KNOWN[table]})):
        assert results(answer) == [BILLING]


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_what_is_mapped_must_be_named(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    for query in ({}, {parameter: " "}, {other or parameter: ""}):
        answer = send(ovation, name, "SMT-BLG", **query)
        refused(answer, 422, f"Missing/invalid {parameter} parameter ({parameter})", "input-required", [parameter])
    answer = ovation.post(f"/orgs/team/{name}/SMT-BLG", {parameter: ["HCR2KX"]})
    refused(answer, 422, f"Missing/invalid {parameter} parameter ({parameter})", "input-label", [parameter])


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_what_is_unknown_is_not_found_the_team_first(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    for query in ({}, {parameter: "ZZZZZZ"}, {parameter: KNOWN[table]}):
        answer = send(ovation, name, "SMT-ZZZ", **query)
        refused(answer, 404, "Object Not Found for partners_teams SMT-ZZZ", "object-not-found")
    answer = send(ovation, name, "SMT-BLG", **{parameter: "ZZZZZZ"})
    refused(answer, 404, f"Object Not Found for {table} ZZZZZZ", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_what_is_another_organisations_is_refused(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    denied(send(ovation, name, "NWF-DSP"), "owner-foreign")
    denied(send(ovation, name, "SMT-BLG", **{parameter: FOREIGN[table]}), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    answer = send(ovation, name, "SMT-BLG", **{parameter: FOREIGN[table]})
    refused(answer, 404, f"Object Not Found for {table} {FOREIGN[table]}", "owner-foreign")


@pytest.mark.parametrize(("name", "parameter", "other", "table"), MAPPINGS, ids=NAMES)
def test_a_service_provider_needs_a_grant(ovation: Ovation, name: str, parameter: str, other: str | None, table: str) -> None:
    northwind = Ovation(ovation.client, NWF)
    denied(send(northwind, name, "SMT-BLG", **{parameter: KNOWN[table]}), "obo-missing")
    northwind = northwind.on_behalf_of("SMT")
    denied(send(northwind, name, "SMT-BLG", **{parameter: KNOWN[table]}), "obo-not-granted")
    grant(ovation, f"orgs.team.{name}")
    assert results(send(northwind, name, "SMT-BLG", **{parameter: KNOWN[table]})) == [BILLING]
    denied(send(northwind, name, "SMT-BLG", **{parameter: FOREIGN[table]}), "obo-not-owner")


# --- What each does ---


def test_customers_are_mapped_and_unmapped(ovation: Ovation) -> None:
    for customer_id in ("HCR2KX", "BFB3QT", "HCR2KX"):
        assert ovation.post("/orgs/team/map_customer/SMT-FLD", customer_id=customer_id).status_code == 200
    assert customers_of(ovation, "SMT-FLD") == ["BFB3QT", "HCR2KX"]
    assert ovation.post("/orgs/team/unmap_customer/SMT-FLD", customer_id="BFB3QT").status_code == 200
    assert ovation.post("/orgs/team/unmap_customer/SMT-BLG", customer_id="HCR2KX").status_code == 200
    assert customers_of(ovation, "SMT-FLD") == ["HCR2KX"]
    for _ in range(2):
        assert ovation.post("/orgs/team/unmap_customer/SMT-FLD", customer_id="HCR2KX").status_code == 200
    assert customers_of(ovation, "SMT-FLD") == []


def test_a_customer_that_is_removed_is_mapped_no_more(ovation: Ovation) -> None:
    assert ovation.post("/orgs/team/map_customer/SMT-FLD", customer_id="MTR8UG").status_code == 200
    for _ in range(2):
        assert ovation.post("/customers/delete/MTR8UG").status_code == 200
    assert customers_of(ovation, "SMT-FLD") == []


def test_users_are_mapped_and_unmapped(ovation: Ovation) -> None:
    for user_id in ("SU3PKL", "SU2MNT", "SU3PKL"):
        assert results(ovation.post("/orgs/team/map_user/SMT-FLD", user_id=user_id)) == [FIELD]
    assert results(ovation.get("/orgs/team/users/SMT-FLD")) == [PRIYA, MARCUS]
    for _ in range(2):
        assert results(ovation.post("/orgs/team/unmap_user/SMT-FLD", user_id="SU3PKL")) == [FIELD]
    assert results(ovation.get("/orgs/team/users/SMT-FLD")) == [PRIYA]
    assert users_of(ovation, "SMT-SUP") == ["SU2MNT", "SU3PKL"]


def test_a_user_who_was_just_mapped_leaves_the_team_when_deleted(ovation: Ovation) -> None:
    assert ovation.post("/orgs/team/map_user/SMT-BLG", user_id="SU2MNT").status_code == 200
    assert ovation.post("/orgs/user/delete/SU2MNT").status_code == 200
    assert (users_of(ovation, "SMT-BLG"), users_of(ovation, "SMT-SUP")) == ([], ["SU3PKL"])


def test_a_value_with_a_hyphen_is_a_location(ovation: Ovation) -> None:
    ovation.freeze()
    for _ in range(2):
        answer = ovation.post("/orgs/team/map_location/SMT-FLD", customer_id="HCR2KX-M4N")
        whole(answer, envelope([FIELD], pages=0))
    assert teams_of(ovation, "HCR2KX-M4N") == ["SMT-SUP", "NWF-DSP", "SMT-FLD"]
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-SUP"]
    for _ in range(2):
        answer = ovation.post("/orgs/team/unmap_location/SMT-SUP", location_id="HCR2KX-M4N")
        whole(answer, envelope([SUPPORT], pages=0))
    assert teams_of(ovation, "HCR2KX-M4N") == ["NWF-DSP", "SMT-FLD"]
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-SUP"]


def test_any_other_value_is_a_customer_with_all_its_locations(ovation: Ovation) -> None:
    assert ovation.post("/orgs/team/map_location/SMT-BLG", customer_id="HCR2KX").status_code == 200
    assert teams_of(ovation, "HCR2KX-M4N") == ["SMT-SUP", "NWF-DSP", "SMT-BLG"]
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-SUP", "SMT-BLG"]
    assert teams_of(ovation, "BFB3QT-R6P") == ["SMT-SUP", "SMT-BLG"]
    assert ovation.post("/orgs/team/unmap_location/SMT-SUP", location_id="HCR2KX").status_code == 200
    assert teams_of(ovation, "HCR2KX-M4N") == ["NWF-DSP", "SMT-BLG"]
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-BLG"]


@pytest.mark.parametrize(
    ("name", "documented", "other"), [("map_location", "customer_id", "location_id"), ("unmap_location", "location_id", "customer_id")]
)
def test_of_two_parameters_the_documented_one_counts(ovation: Ovation, name: str, documented: str, other: str) -> None:
    assert ovation.post("/orgs/team/map_location/SMT-FLD", customer_id="BFB3QT").status_code == 200
    before = {id: teams_of(ovation, id) for id in ("HCR2KX-M4N", "HCR2KX-K7R", "BFB3QT-R6P")}
    assert send(ovation, name, "SMT-FLD", **{documented: "HCR2KX-K7R", other: "BFB3QT-R6P"}).status_code == 200
    assert send(ovation, name, "SMT-FLD", **{other: "HCR2KX-M4N"}).status_code == 200
    is_mapped = name == "map_location"
    added = ["SMT-FLD"] if is_mapped else []
    assert teams_of(ovation, "HCR2KX-K7R") == before["HCR2KX-K7R"] + added
    assert teams_of(ovation, "HCR2KX-M4N") == before["HCR2KX-M4N"] + added
    assert teams_of(ovation, "BFB3QT-R6P") == before["BFB3QT-R6P"]


@pytest.mark.parametrize(("name", "parameter"), [("map_location", "customer_id"), ("unmap_location", "location_id")])
def test_an_unknown_location_is_not_found_and_a_foreign_one_refused(ovation: Ovation, name: str, parameter: str) -> None:
    answer = send(ovation, name, "SMT-BLG", **{parameter: "HCR2KX-ZZZ"})
    refused(answer, 404, "Object Not Found for members_locations HCR2KX-ZZZ", "object-not-found")
    denied(send(ovation, name, "SMT-BLG", **{parameter: "C8J8AE-T2Q"}), "owner-foreign")


def test_a_deleted_location_is_reached_by_its_id_alone(ovation: Ovation) -> None:
    assert ovation.post("/customers/location/delete/HCR2KX-K7R").status_code == 200
    assert ovation.post("/orgs/team/map_location/SMT-BLG", customer_id="HCR2KX").status_code == 200
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-SUP"]
    assert ovation.post("/orgs/team/map_location/SMT-BLG", customer_id="HCR2KX-K7R").status_code == 200
    assert teams_of(ovation, "HCR2KX-K7R") == ["SMT-SUP", "SMT-BLG"]
