"""Puts of a customer user."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import UZT, Ovation, denied, refused, results
from tests.vendors.ovation_customers import DANA, FRESH_USER, ROSE, answered, ids, lacks, no_match, put_user, unknown

# --- Create ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("customer", ["HCR2KX", "HCR-1001"])
def test_a_new_user_has_the_defaults(ovation: Ovation, customer: str) -> None:
    answer = put_user(ovation, id=None, customer_id=customer, **ROSE)
    id = results(answer)[0]["id"]
    assert (id[:7], len(id), set(id[7:]) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")) == ("HCR2KX-", 10, True)
    answered(answer, 0, [{"id": id} | FRESH_USER | ROSE | {"full_name": "Rose Hart", "customer_id": "HCR2KX"}])
    assert id in ids(results(ovation.get("/customers/user/get/HCR2KX")))


def test_every_member_can_be_given_at_once(ovation: Ovation) -> None:
    given = {**ROSE, "sms_number": "(801) 555.0199", "lang": "es", "status": 0, "external_id": 17, "customer_id": "HCR2KX"}
    row = results(put_user(ovation, **given, customer_location_id="HCR2KX-K7R"))[0]
    stored = {"sms_number": "+1 (801) 555-0199", "lang": "ES", "status": "Inactive", "external_id": "17"}
    assert row == {"id": row["id"], "full_name": "Rose Hart"} | given | stored | {"customer_location_id": "HCR2KX-K7R"}


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_new_user_needs_a_name_an_address_and_a_customer(ovation: Ovation, blank: str | None) -> None:
    lacks(put_user(ovation), "first_name", "last_name", "email", "customer_id")
    lacks(put_user(ovation, id=blank, customer_id=blank, **ROSE), "customer_id")
    lacks(put_user(ovation, customer_id="HCR2KX", **ROSE | {"last_name": blank}), "last_name")


def test_offending_members_are_told_in_the_order_of_the_row(ovation: Ovation) -> None:
    fields = ("first_name", "email", "sms_number", "lang", "status", "external_id", "customer_id", "customer_location_id")
    wrong = {"sms_number": {}, "lang": [], "status": "Away", "external_id": "76541643", "customer_location_id": {}}
    lacks(put_user(ovation, last_name="Hart", **wrong), *fields)


@pytest.mark.rule("ovationcxm.customer-put-no-match")
@pytest.mark.parametrize("customer", ["NOSUCH", "hcr-1001", "C8J8AE-00Y", "PPF-1007", 5])
def test_a_customer_that_is_unknown_is_not_matched(ovation: Ovation, customer: object) -> None:
    """Also one of another organisation, or a deleted one, by its external id."""
    no_match(put_user(ovation, customer_id=customer, **ROSE))
    lacks(put_user(ovation, customer_id=customer, **ROSE | {"email": ""}), "email")


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_customer_of_another_organisation_gets_no_user(ovation: Ovation) -> None:
    denied(put_user(ovation, customer_id="C8J8AE", **ROSE), "owner-foreign")
    lacks(put_user(ovation, customer_id="C8J8AE", **ROSE | {"status": "Away"}), "status", rule="input-label")


def test_two_users_may_have_one_address(ovation: Ovation) -> None:
    assert results(put_user(ovation, customer_id="HCR2KX", **ROSE | {"email": DANA["email"]}))[0]["email"] == DANA["email"]


# --- Update ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    renamed = DANA | {"last_name": "White", "full_name": "Dana White"}
    answered(put_user(ovation, id="HCR2KX-DW7", last_name="White"), 0, [renamed])
    answered(put_user(ovation, id="HCR2KX-DW7"), 0, [renamed])


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, "", "  "])
@pytest.mark.parametrize(
    ("member", "empty"),
    [("sms_number", None), ("lang", "EN"), ("status", "Active"), ("external_id", None), ("customer_location_id", None)],
)
def test_a_blank_member_takes_the_value_away_or_counts_as_not_given(ovation: Ovation, member: str, empty: Any, blank: Any) -> None:
    put_user(ovation, id="HCR2KX-DW7", lang="es")
    assert results(put_user(ovation, id="HCR2KX-DW7", **{member: blank})) == [DANA | {"lang": "ES"} | {member: empty}]


def test_a_blank_status_counts_as_not_given(ovation: Ovation) -> None:
    put_user(ovation, id="HCR2KX-DW7", status="Inactive")
    assert results(put_user(ovation, id="HCR2KX-DW7", status=""))[0]["status"] == "Inactive"


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("member", ["first_name", "last_name", "email"])
def test_a_required_member_is_not_blanked(ovation: Ovation, member: str) -> None:
    lacks(put_user(ovation, id="HCR2KX-DW7", **{member: " "}), member)
    lacks(put_user(ovation, id="HCR2KX-DW7", **{member: None}), member)


@pytest.mark.parametrize("customer", ["BFB3QT", "NOSUCH", "C8J8AE", "", None, {}, []])
def test_a_user_keeps_his_customer_whatever_is_said(ovation: Ovation, customer: Any) -> None:
    answered(put_user(ovation, id="HCR2KX-DW7", customer_id=customer), 0, [DANA])


@pytest.mark.rule("ovationcxm.customer-put-no-match")
def test_an_unknown_id_is_not_matched_whatever_else_is_wrong(ovation: Ovation) -> None:
    for id in ("HCR2KX-NNN", "HCR2KX", "76541643", 7):
        no_match(put_user(ovation, id=id, email="", status="?"))
    lacks(put_user(ovation, id=[], customer_id="HCR2KX", **ROSE), "id", rule="input-label")


# --- Location -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-wrong-parent", "ovationcxm.object-not-found")
@pytest.mark.parametrize("target", [{"id": "HCR2KX-DW7"}, {"customer_id": "HCR2KX", **ROSE}])
def test_the_location_must_exist_then_be_ones_own_then_be_the_customers(ovation: Ovation, target: Any) -> None:
    unknown(put_user(ovation, **target, customer_location_id="NO-SUCH"), "members_locations", "NO-SUCH")
    denied(put_user(ovation, **target, customer_location_id="C8J8AE-T2Q"), "owner-foreign")
    lacks(put_user(ovation, **target, customer_location_id="BFB3QT-R6P"), "customer_location_id", rule="input-wrong-parent")
    assert results(put_user(ovation, **target, customer_location_id="HCR2KX-K7R"))[0]["customer_location_id"] == "HCR2KX-K7R"
    ovation.switch(foreign_object="not-found")
    stranger = put_user(ovation, **target, customer_location_id="C8J8AE-T2Q")
    refused(stranger, 404, "Object Not Found for members_locations C8J8AE-T2Q", "owner-foreign")


@pytest.mark.rule("ovationcxm.object-not-found", "ovationcxm.customer-put-no-match")
def test_what_is_unknown_is_refused_before_what_is_a_strangers(ovation: Ovation) -> None:
    unknown(put_user(ovation, customer_id="C8J8AE", **ROSE, customer_location_id="NO-SUCH"), "members_locations", "NO-SUCH")
    no_match(put_user(ovation, customer_id="NOSUCH", **ROSE, customer_location_id="C8J8AE-T2Q"))
    denied(put_user(ovation, customer_id="C8J8AE", **ROSE, customer_location_id="HCR2KX-M4N"), "owner-foreign")


def test_a_deleted_location_is_reached_by_its_id(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    assert results(put_user(automation, customer_id="C8J8AE", **ROSE, customer_location_id="C8J8AE-T2Q"))[0]["status"] == "Active"


def test_a_user_may_keep_the_location_that_he_has(ovation: Ovation) -> None:
    state = ovation.state()
    state["users"]["HCR2KX-DW7"]["customerLocationId"] = "BFB3QT-R6P"
    ovation.replace_state(state)
    kept = put_user(ovation, id="HCR2KX-DW7", customer_location_id="BFB3QT-R6P", lang="fr")
    assert results(kept) == [DANA | {"customer_location_id": "BFB3QT-R6P", "lang": "FR"}]


# --- External id and wrapper ----------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_of_another_user_is_refused_unless_that_is_deleted_or_of_another_organisation(ovation: Ovation) -> None:
    rule = "input-external-id-unique"
    lacks(put_user(ovation, customer_id="BFB3QT", **ROSE, external_id=76541643), "external_id", rule=rule)
    lacks(put_user(ovation, id="HCR2KX-LP4", external_id="76541643"), "external_id", rule=rule)
    assert results(put_user(ovation, id="HCR2KX-DW7", external_id="76541643")) == [DANA]
    automation = Ovation(ovation.client, UZT)
    assert put_user(automation, id="C8J8AE-UEU", external_id="76541643").status_code == 200
    ovation.post("/customers/user/delete/HCR2KX-DW7")
    assert put_user(ovation, id="HCR2KX-LP4", external_id="76541643").status_code == 200


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("body", [None, {}, {"customer": {}}, {"customer_user": ""}, {"customer_user": True}])
def test_the_user_must_be_there(ovation: Ovation, body: Any) -> None:
    message = "Missing/invalid customer_user parameter (customer_user)"
    refused(ovation.post("/customers/user/put", body), 400, message, "input-wrapper-missing", ["customer_user"])


def test_a_twin_of_the_client_is_passed_over(ovation: Ovation) -> None:
    body = {"customer_user": {"id": "HCR2KX-DW7"}, "customerUser": {"id": "HCR2KX-LP4", "email": ""}}
    answered(ovation.post("/customers/user/put", body), 0, [DANA])
