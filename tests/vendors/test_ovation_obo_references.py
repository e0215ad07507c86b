"""References in bodies: whose customers, teams and users a call may name."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, Json, Ovation, denied, refused, results
from tests.vendors.ovation_obo import allowed, automation, denied_by, missed_by, northwind

OWNED: Json = {"customer_id": "HCR2KX", "customer_location_id": "HCR2KX-M4N", "customer_user_id": "HCR2KX-DW7"}

FOREIGN = [
    ({"customer_id": "C8J8AE"}, "Object Not Found for members C8J8AE"),
    ({"customer_location_id": "C8J8AE-T2Q"}, "Object Not Found for members_locations C8J8AE-T2Q"),
    ({"customer_user_id": "C8J8AE-UEU"}, "Object Not Found for members_users C8J8AE-UEU"),
    ({"owner_org_team_id": "UZT-LWW"}, "Object Not Found for partners_teams UZT-LWW"),
    ({"sponsor_org_team_id": "CDR-NQC"}, "Object Not Found for partners_teams CDR-NQC"),
    ({"user_id": "AB23CD"}, "Object Not Found for users AB23CD"),
    ({"users_id": "CD4RPS"}, "Object Not Found for users CD4RPS"),
]

ABSENT = [
    ({"customer_id": "ZZZZZZ"}, "Object Not Found for members ZZZZZZ"),
    ({"customer_location_id": "HCR2KX-ZZZ"}, "Object Not Found for members_locations HCR2KX-ZZZ"),
    ({"customer_user_id": "HCR2KX-ZZZ"}, "Object Not Found for members_users HCR2KX-ZZZ"),
    ({"owner_org_team_id": "ZZZ"}, "Object Not Found for partners_teams ZZZ"),
    ({"sponsor_org_team_id": "ZZZ"}, "Object Not Found for partners_teams ZZZ"),
    ({"user_id": "ZZZ"}, "Object Not Found for users ZZZ"),
]


@pytest.mark.rule("ovationcxm.obo-scope")
def test_row_28_references_to_the_organisations_objects_are_good(ovation: Ovation) -> None:
    answer = northwind(ovation, "SMT").post("/issues/put", {"issues": OWNED | {"owner_org_team_id": "SMT-FLD", "user_id": "SU3PKL"}})
    (row,) = allowed(ovation, answer, "obo-scope")["results"]
    assert (row["owner_org_team_id"], row["users_id"]) == ("SMT-FLD", "SU3PKL")


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize(("reference", "message"), FOREIGN)
def test_row_28_a_reference_to_what_another_one_owns_is_denied(ovation: Ovation, reference: Json, message: str) -> None:
    provider = northwind(ovation, "SMT")
    denied_by(ovation, provider.post("/issues/put", {"issues": OWNED | reference}), "25", "obo-not-owner")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, provider.post("/issues/put", {"issues": OWNED | reference}), "25", "obo-not-owner", message)


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(("reference", "message"), ABSENT)
@pytest.mark.parametrize("provided", [True, False])
def test_row_28_a_reference_to_what_does_not_exist_is_not_found(ovation: Ovation, reference: Json, message: str, provided: bool) -> None:
    client = northwind(ovation, "SMT") if provided else ovation
    refused(client.post("/issues/put", {"issues": OWNED | reference}), 404, message, "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("reference", "message"), FOREIGN)
def test_without_a_provider_rows_8_and_10_decide_about_references(ovation: Ovation, reference: Json, message: str) -> None:
    denied_by(ovation, ovation.post("/issues/put", {"issues": OWNED | reference}), "8", "owner-foreign")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, ovation.post("/issues/put", {"issues": OWNED | reference}), "8", "owner-foreign", message)


# --- Teams and users of linked organisations ------------------------------------------------------------------------

LINKED: list[Json] = [{"owner_org_team_id": "NWF-TEC"}, {"sponsor_org_team_id": "NWF-DSP"}, {"user_id": "NW2TEC"}]


@pytest.mark.parametrize("reference", LINKED)
@pytest.mark.parametrize("provided", [True, False])
def test_teams_and_users_of_linked_organisations_may_be_named_with_and_without_the_header(
    ovation: Ovation, reference: Json, provided: bool
) -> None:
    client = northwind(ovation, "SMT") if provided else ovation
    (row,) = results(client.post("/issues/put", {"issues": OWNED | reference}))
    ((name, value),) = reference.items()
    assert row["users_id" if name == "user_id" else name] == value


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_relationship_that_is_not_active_links_nobody(ovation: Ovation) -> None:
    body = {"org_team_id": "CDR-NQC"}
    denied(ovation.post(f"/issues/escalate/{DANAS_CASE}", body), "owner-foreign")
    active = {"provider_org_id": "CDR", "standard_org_id": "SMT", "active": True}
    assert ovation.console("PUT", "/relationships/REL-3", active).status_code == 200
    assert ovation.post(f"/issues/escalate/{DANAS_CASE}", body).status_code == 200


@pytest.mark.parametrize("action", ["escalate", "deescalate"])
def test_a_case_may_go_to_a_linked_organisation_and_not_to_a_strange_one(ovation: Ovation, action: str) -> None:
    denied(ovation.post(f"/issues/{action}/{DANAS_CASE}", {"org_team_id": "UZT-LWW"}), "owner-foreign")
    denied(ovation.post(f"/issues/{action}/{DANAS_CASE}", {"user_id": "AB23CD"}), "owner-foreign")
    assert ovation.post(f"/issues/{action}/{DANAS_CASE}", {"org_team_id": "NWF-TEC", "user_id": "NW2TEC"}).status_code == 200
    assert ovation.state()["issues"][DANAS_CASE]["ownerOrgTeamId"] == "NWF-TEC"


@pytest.mark.parametrize(("team_id", "status"), [("SMT-BLG", 200), ("NWF-TEC", 200), ("UZT-LWW", 403), ("CDR-NQC", 403), ("ZZZ", 404)])
@pytest.mark.parametrize("provided", [True, False])
def test_so_may_the_teams_of_a_location(ovation: Ovation, team_id: str, status: int, provided: bool) -> None:
    client = northwind(ovation, "SMT") if provided else ovation
    body = {"customer_location": {"id": "HCR2KX-K7R", "org_team_ids": [team_id]}}
    assert client.post("/customers/location/put", body).status_code == status


def test_a_provider_may_be_named_by_the_other_standard_organisation_too(ovation: Ovation) -> None:
    case = "007027ee-b382-4f55-b13e-e4424e11d855"
    assert automation(ovation).post(f"/issues/escalate/{case}", {"org_team_id": "NWF-DSP"}).status_code == 200
    denied(automation(ovation).post(f"/issues/escalate/{case}", {"org_team_id": "SMT-SUP"}), "owner-foreign")


# --- What belongs together ------------------------------------------------------------------------------------------

WRONG = [
    ({"customer_location_id": "BFB3QT-R6P"}, ["customer_location_id"]),
    ({"customer_user_id": "BFB3QT-MR5"}, ["customer_user_id"]),
]


@pytest.mark.rule("ovationcxm.input-wrong-parent")
@pytest.mark.parametrize(("reference", "fields"), WRONG)
@pytest.mark.parametrize("provided", [True, False])
def test_a_location_or_user_of_another_customer_of_the_organisation_is_invalid(
    ovation: Ovation, reference: Json, fields: list[str], provided: bool
) -> None:
    client = northwind(ovation, "SMT") if provided else ovation
    answer = client.post("/issues/put", {"issues": OWNED | reference})
    refused(answer, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-wrong-parent", fields)
