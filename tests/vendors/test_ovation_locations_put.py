"""Puts of a location."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import UZT, Ovation, denied, refused, results
from tests.vendors.ovation_customers import (
    FRESH_LOCATION,
    HARBOR_STREET,
    SHOP,
    answered,
    ids,
    lacks,
    no_match,
    put_location,
    unknown,
)

NOTES = ("location_technology_notes", "unique_aspects_that_affect_connectivity", "terminal_identification_number")

# --- Create ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("customer", ["HCR2KX", "HCR-1001"])
def test_a_new_location_has_the_defaults(ovation: Ovation, customer: str) -> None:
    answer = put_location(ovation, id="", customer_id=customer, **SHOP)
    id = results(answer)[0]["id"]
    assert (id[:7], len(id), set(id[7:]) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")) == ("HCR2KX-", 10, True)
    answered(answer, 0, [{"id": id} | FRESH_LOCATION | SHOP | {"customer_id": "HCR2KX"}])
    assert id in ids(results(ovation.get("/customers/location/get/HCR2KX")))


def test_every_member_can_be_given_at_once(ovation: Ovation) -> None:
    given: dict[str, Any] = {
        **SHOP,
        "street_2": "2",
        "latitude": 1,
        "longitude": -1.5,
        "site_name": "Shop",
        "notes": "n",
        "merchant_ids": "7,8",
        "status": "Inactive",
        "external_id": "S-1",
        "customer_id": "HCR2KX",
        "org_team_ids": ["SMT-FLD", "NWF-TEC"],
        "metadata_values": dict(zip(NOTES, "abc", strict=True)),
        "custom_forms": {"4T3Q3F": {"field_1": "1", "field_2": ""}, "EMPTY2": []},
    }
    row = results(put_location(ovation, **given))[0]
    assert {name: row[name] for name in given} == given


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_new_location_needs_an_address_and_its_customer(ovation: Ovation, blank: str | None) -> None:
    lacks(put_location(ovation), "street_1", "city", "state", "zipcode", "customer_id")
    lacks(put_location(ovation, id=blank, **SHOP), "customer_id")
    lacks(put_location(ovation, customer_id=blank, **SHOP | {"state": blank}), "state", "customer_id")


def test_offending_members_are_told_in_the_order_of_the_row(ovation: Ovation) -> None:
    wrong = {"org_team_ids": "SMT-SUP", "custom_forms": 1, "metadata_values": {NOTES[0]: []}, "external_id": {}, "status": "Subscribed"}
    fields = ("street_1", "state", "latitude", "status", "external_id", "customer_id", "org_team_ids", "metadata_values", "custom_forms")
    lacks(put_location(ovation, city="Orem", zipcode="84057", latitude="x", **wrong), *fields)


@pytest.mark.rule("ovationcxm.customer-put-no-match")
@pytest.mark.parametrize("customer", ["NOSUCH", "hcr-1001", "C8J8AE-00Y", "PPF-1007", 5])
def test_a_customer_that_is_unknown_is_not_matched(ovation: Ovation, customer: object) -> None:
    """Also one of another organisation, or a deleted one, by its external id."""
    no_match(put_location(ovation, customer_id=customer, **SHOP))


def test_own_members_are_looked_at_before_the_customer(ovation: Ovation) -> None:
    lacks(put_location(ovation, customer_id="NOSUCH", **SHOP | {"city": ""}), "city")
    lacks(put_location(ovation, customer_id="C8J8AE", **SHOP, status="?"), "status", rule="input-label")
    taken = put_location(ovation, customer_id="NOSUCH", **SHOP, external_id="HCR-1001-A")
    lacks(taken, "external_id", rule="input-external-id-unique")
    no_match(put_location(ovation, customer_id="NOSUCH", **SHOP, org_team_ids=["NO"]))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_customer_of_another_organisation_gets_no_location(ovation: Ovation) -> None:
    denied(put_location(ovation, customer_id="C8J8AE", **SHOP), "owner-foreign")


def test_a_deleted_customer_gets_a_location_by_its_id(ovation: Ovation) -> None:
    assert results(put_location(ovation, customer_id="PPF7VH", **SHOP))[0]["customer_id"] == "PPF7VH"


# --- Update ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    answered(put_location(ovation, id="HCR2KX-M4N", city="Provo"), 0, [HARBOR_STREET | {"city": "Provo"}])
    answered(put_location(ovation, id="HCR2KX-M4N"), 0, [HARBOR_STREET | {"city": "Provo"}])


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, ""])
@pytest.mark.parametrize(
    ("member", "empty"),
    [
        ("street_2", ""),
        ("phone", None),
        ("site_name", ""),
        ("merchant_ids", ""),
        ("external_id", None),
        ("org_team_ids", []),
        ("metadata_values", dict.fromkeys(NOTES, "")),
        ("custom_forms", []),
        *((member, HARBOR_STREET[member]) for member in ("latitude", "longitude", "status")),
    ],
)
def test_a_blank_member_takes_the_value_away_or_counts_as_not_given(ovation: Ovation, member: str, empty: Any, blank: Any) -> None:
    put_location(ovation, id="HCR2KX-M4N", custom_forms={"4T3Q3F": {"field_1": "1"}})
    before = results(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-M4N"))[0]
    assert results(put_location(ovation, id="HCR2KX-M4N", **{member: blank})) == [before | {member: empty}]


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("member", ["street_1", "city", "state", "zipcode"])
def test_a_required_member_is_not_blanked(ovation: Ovation, member: str) -> None:
    lacks(put_location(ovation, id="HCR2KX-M4N", **{member: ""}), member)


@pytest.mark.parametrize("customer", ["BFB3QT", "NOSUCH", "C8J8AE", "", None, {}, []])
def test_a_location_keeps_its_customer_whatever_is_said(ovation: Ovation, customer: Any) -> None:
    answered(put_location(ovation, id="HCR2KX-M4N", customer_id=customer), 0, [HARBOR_STREET])


@pytest.mark.rule("ovationcxm.customer-put-no-match")
def test_an_unknown_id_is_not_matched_whatever_else_is_wrong(ovation: Ovation) -> None:
    for id in ("HCR2KX-NNN", "HCR2KX", "HCR-1001-A", 7, 1.5):
        no_match(put_location(ovation, id=id, city="", status="?"))
    lacks(put_location(ovation, id={}, customer_id="HCR2KX", **SHOP), "id", rule="input-label")


# --- Notes, forms, teams --------------------------------------------------------------------------------------------


def test_notes_are_merged_one_by_one(ovation: Ovation) -> None:
    def notes(values: Any) -> list[str]:
        return [*results(put_location(ovation, id="HCR2KX-M4N", metadata_values=values))[0]["metadata_values"].values()]

    assert notes({NOTES[0]: "New"}) == ["New", "LTE backup only", "TID-20417"]
    assert notes({NOTES[1]: ""}) == ["New", "", "TID-20417"]
    assert notes({NOTES[2]: None, "location_products_notes": "x"}) == ["New", "", ""]
    assert notes([]) == notes({}) == ["New", "", ""]
    assert notes({NOTES[2]: 20417}) == ["New", "", "20417"]


def test_forms_are_replaced_and_an_empty_map_is_a_list(ovation: Ovation) -> None:
    def forms(values: Any) -> Any:
        return results(put_location(ovation, id="HCR2KX-M4N", custom_forms=values))[0]["custom_forms"]

    assert forms({"4T3Q3F": {"field_1": True, "field_2": None, "field_3": 3}}) == {
        "4T3Q3F": {"field_1": "true", "field_2": "", "field_3": "3"}
    }
    assert forms({"NEWF22": {"a": "b"}}) == {"NEWF22": {"a": "b"}}
    assert forms([]) == []
    wrong: Any
    for wrong in ([1], {"4T3Q3F": "x"}, {"4T3Q3F": {"field_1": {}}}, "text"):
        lacks(put_location(ovation, id="HCR2KX-M4N", custom_forms=wrong), "custom_forms", rule="input-label")


@pytest.mark.parametrize("teams", [[], ["NWF-TEC"], ["SMT-BLG", "NWF-DSP", "SMT-BLG"]])
def test_a_location_has_teams_of_its_organisation_and_of_those_linked_to_it(ovation: Ovation, teams: list[str]) -> None:
    assert results(put_location(ovation, id="HCR2KX-M4N", org_team_ids=teams))[0]["org_team_ids"] == teams
    assert results(put_location(ovation, customer_id="HCR2KX", **SHOP, org_team_ids=teams))[0]["org_team_ids"] == teams


@pytest.mark.rule("ovationcxm.object-not-found", "ovationcxm.owner-foreign")
def test_unknown_teams_are_refused_before_those_of_strangers(ovation: Ovation) -> None:
    for target in ({"id": "HCR2KX-M4N"}, {"customer_id": "HCR2KX", **SHOP}):
        unknown(put_location(ovation, **target, org_team_ids=["UZT-LWW", "NO-SUCH"]), "partners_teams", "NO-SUCH")
        denied(put_location(ovation, **target, org_team_ids=["SMT-SUP", "UZT-LWW"]), "owner-foreign")
        denied(put_location(ovation, **target, org_team_ids=["CDR-NQC"]), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    stranger = put_location(ovation, id="HCR2KX-M4N", org_team_ids=["UZT-LWW"])
    refused(stranger, 404, "Object Not Found for partners_teams UZT-LWW", "owner-foreign")


@pytest.mark.rule("ovationcxm.object-not-found", "ovationcxm.customer-put-no-match")
def test_what_is_unknown_is_refused_before_what_is_a_strangers(ovation: Ovation) -> None:
    unknown(put_location(ovation, customer_id="C8J8AE", **SHOP, org_team_ids=["UZT-LWW", "NO-SUCH"]), "partners_teams", "NO-SUCH")
    no_match(put_location(ovation, customer_id="NOSUCH", **SHOP, org_team_ids=["UZT-LWW", "NO-SUCH"]))
    denied(put_location(ovation, customer_id="C8J8AE", **SHOP, org_team_ids=["SMT-SUP"]), "owner-foreign")


def test_a_team_that_a_location_has_may_stay(ovation: Ovation) -> None:
    state = ovation.state()
    state["locations"]["HCR2KX-K7R"]["orgTeamIds"] = ["UZT-LWW", "GONE-22"]
    ovation.replace_state(state)
    kept = put_location(ovation, id="HCR2KX-K7R", org_team_ids=["GONE-22", "UZT-LWW", "SMT-SUP"])
    assert results(kept)[0]["org_team_ids"] == ["GONE-22", "UZT-LWW", "SMT-SUP"]


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("teams", ["SMT-SUP", {}, {"0": "SMT-SUP"}, [None], [{}], [["SMT-SUP"]], 1])
def test_teams_are_a_list_of_texts(ovation: Ovation, teams: Any) -> None:
    lacks(put_location(ovation, id="HCR2KX-M4N", org_team_ids=teams), "org_team_ids", rule="input-label")


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_of_another_location_is_refused_unless_that_is_deleted_or_of_another_organisation(ovation: Ovation) -> None:
    rule = "input-external-id-unique"
    lacks(put_location(ovation, customer_id="BFB3QT", **SHOP, external_id="HCR-1001-A"), "external_id", rule=rule)
    lacks(put_location(ovation, id="HCR2KX-K7R", external_id="HCR-1001-A"), "external_id", rule=rule)
    assert results(put_location(ovation, id="HCR2KX-M4N", external_id="HCR-1001-A")) == [HARBOR_STREET]
    automation = Ovation(ovation.client, UZT)
    assert put_location(automation, customer_id="86CW23", **SHOP, external_id="HCR-1001-A").status_code == 200
    ovation.post("/customers/location/delete/HCR2KX-M4N")
    assert put_location(ovation, id="HCR2KX-K7R", external_id="HCR-1001-A").status_code == 200


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("body", [None, {}, {"customer": {}}, {"customer_location": None}, {"customer_location": [1]}])
def test_the_location_must_be_there(ovation: Ovation, body: Any) -> None:
    message = "Missing/invalid customer_location parameter (customer_location)"
    refused(ovation.post("/customers/location/put", body), 400, message, "input-wrapper-missing", ["customer_location"])
