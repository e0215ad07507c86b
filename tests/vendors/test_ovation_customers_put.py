"""Puts of a customer: what makes one, what changes one, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import UZT, Ovation, denied, refused, results
from tests.vendors.ovation_customers import FRESH_CUSTOMER, HARBOR, NOW, TEA, answered, ids, lacks, no_match, put

# --- Create ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-create-status", "ovationcxm.org-scope")
def test_a_new_customer_has_the_defaults(ovation: Ovation) -> None:
    ovation.freeze()
    body = (
        b'{"customer":{"id":"","name":"Larkspur Tea House","zipcode":"84102","email":"hello@larkspurtea.example","phone":"801-555-0191",'
        b'"external_id":"LTH-1008"},"customer_user":{},"customer_location":{"files":[]},"customerContact":{},"matchExternalId":false}'
    )
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ovation.send("POST", "/api/v3/customers/put?_=1644469407000", body, form)
    id = results(answer)["customer"]["id"]
    assert len(id) == 6
    assert set(id) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    row = {"id": id} | FRESH_CUSTOMER | TEA | {"phone": "+1 (801) 555-0191", "external_id": "LTH-1008"}
    answered(answer, 1, {"customer": row, "customer_user": {}, "customer_location": {}}, count=1)
    assert answer.json()["current_server_time"] == NOW
    answered(ovation.get(f"/customers/get/{id}"), 1, [row])
    assert id in ids(results(ovation.get("/customers/get")))
    assert ovation.state()["customers"][id]["orgId"] == "SMT"


def test_every_member_can_be_given_at_once(ovation: Ovation) -> None:
    given: dict[str, Any] = {
        "name": "Tëa 茶",
        "name_legal": "Tea LLC",
        "street_1": "1",
        "street_2": "2",
        "city": "Orem",
        "state": "Utah",
        "zipcode": "84102",
        "latitude": 40.5,
        "longitude": -111.25,
        "industry": "Retail",
        "email": "no address",
        "phone": "+44 20 7946 0018",
        "status": "Subscribed",
        "external_id": "T-1",
    }
    row = results(put(ovation, given))["customer"]
    assert {name: row[name] for name in given} == given


@pytest.mark.rule("ovationcxm.input-empty-id")
@pytest.mark.parametrize("id", ["", None, "  "])
def test_an_id_that_is_blank_means_a_new_customer(ovation: Ovation, id: str | None) -> None:
    made = results(put(ovation, {"id": id, **TEA}))["customer"]["id"]
    assert made not in ("", None, "  ")
    assert len(ovation.state()["customers"]) == 14


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("customer", "fields"),
    [
        ({}, ["name", "zipcode", "email"]),
        ([], ["name", "zipcode", "email"]),
        ({"name": "Larkspur Tea House", "zipcode": " "}, ["zipcode", "email"]),
        (TEA | {"name": None}, ["name"]),
        (TEA | {"email": "\t"}, ["email"]),
        ({"zipcode": "84102", "industry": "Tea", "status": 7, "phone": {}}, ["name", "industry", "email", "phone", "status"]),
    ],
)
def test_a_new_customer_needs_name_zipcode_and_email(ovation: Ovation, customer: Any, fields: list[str]) -> None:
    lacks(put(ovation, customer, customer_user={}, customer_location={}), *fields)


@pytest.mark.parametrize(
    ("option", "customer", "fields"),
    [
        ("name-only", {"zipcode": "1", "email": "e"}, ["name"]),
        ("name-only", {"name": "N"}, []),
        ("none", {}, []),
    ],
)
def test_what_a_new_customer_needs_can_be_switched(ovation: Ovation, option: str, customer: Any, fields: list[str]) -> None:
    ovation.switch(required_fields=option)
    answer = put(ovation, customer)
    if fields:
        lacks(answer, *fields)
    else:
        assert results(answer)["customer"]["zipcode"] == ""
        assert results(answer)["customer"]["name"] == customer.get("name")


def test_blank_members_of_a_new_customer_count_as_not_given(ovation: Ovation) -> None:
    blank = dict.fromkeys(("name_legal", "street_1", "state", "latitude", "industry", "phone", "status", "external_id"), "")
    null = dict.fromkeys(("street_2", "city", "longitude"))
    row = results(put(ovation, {**TEA, **blank, **null}))["customer"]
    assert {name: row[name] for name in {**blank, **null}} == {name: FRESH_CUSTOMER[name] for name in {**blank, **null}}


# --- Wrappers -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize(
    ("body", "wrapper"),
    [
        ({}, "customer"),
        ({"customer": None}, "customer"),
        ({"customer": ""}, "customer"),
        ({"customer": "text"}, "customer"),
        ({"customer": [TEA]}, "customer"),
        ({"customer": 0}, "customer"),
        ({"customer": TEA, "customer_user": "text"}, "customer_user"),
        ({"customer": TEA, "customer_user": [1]}, "customer_user"),
        ({"customer": TEA, "customer_location": False}, "customer_location"),
        ({"customer": {"id": "NOSUCH"}, "customer_location": 1}, "customer_location"),
    ],
)
def test_the_customer_must_be_there_and_all_must_be_objects(ovation: Ovation, body: Any, wrapper: str) -> None:
    message = f"Missing/invalid {wrapper} parameter ({wrapper})"
    refused(ovation.post("/customers/put", body), 400, message, "input-wrapper-missing", [wrapper])


@pytest.mark.parametrize("absent", [None, "", " ", [], {}])
def test_a_part_that_is_blank_or_an_empty_list_is_left_alone(ovation: Ovation, absent: Any) -> None:
    found = results(put(ovation, TEA, customer_user=absent, customer_location=absent))
    assert (found["customer_user"], found["customer_location"]) == ({}, {})


@pytest.mark.rule("ovationcxm.input-json-malformed")
@pytest.mark.parametrize("body", [b'{"customer":', b"{", b'{"customer":{}} x', b'{"a":NaN}', b'{"customer":{"name":"\xff"}}'])
def test_a_body_that_is_no_json_is_refused(ovation: Ovation, body: bytes) -> None:
    refused(ovation.send("POST", "/api/v3/customers/put", body), 400, "Invalid request body", "input-json-malformed")


def test_a_customer_can_be_put_as_a_form(ovation: Ovation) -> None:
    form = {"customer[name]": "Form & Co", "customer[zipcode]": "1", "customer[email]": "f@x.example", "matchExternalId": "0"}
    assert results(ovation.post("/customers/put", form=form))["customer"]["name"] == "Form & Co"


# --- Update ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    answer = put(ovation, {"id": "HCR2KX", "city": "Provo", "status": "subscribed"})
    row = HARBOR | {"city": "Provo", "status": "Subscribed"}
    answered(answer, 1, {"customer": row, "customer_user": {}, "customer_location": {}}, count=1)
    answered(ovation.get("/customers/get/HCR2KX"), 1, [row])


def test_an_update_of_nothing_but_the_id_changes_nothing(ovation: Ovation) -> None:
    before = ovation.state()
    assert results(put(ovation, {"id": "HCR2KX"}))["customer"] == HARBOR
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, "", "  "])
@pytest.mark.parametrize(
    ("member", "empty"),
    [("name_legal", None), ("street_1", ""), ("street_2", ""), ("city", ""), ("state", None), ("phone", None), ("external_id", None)],
)
def test_a_blank_text_takes_the_value_away(ovation: Ovation, member: str, empty: str | None, blank: str | None) -> None:
    assert results(put(ovation, {"id": "HCR2KX", member: blank}))["customer"] == HARBOR | {member: empty}


@pytest.mark.rule("ovationcxm.input-partial-update")
@pytest.mark.parametrize("blank", [None, ""])
@pytest.mark.parametrize("member", ["latitude", "longitude", "industry", "status"])
def test_a_blank_number_or_label_counts_as_not_given(ovation: Ovation, member: str, blank: str | None) -> None:
    assert results(put(ovation, {"id": "HCR2KX", member: blank}))["customer"] == HARBOR


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_a_required_member_may_be_absent_from_an_update_but_not_blank(ovation: Ovation, blank: str | None) -> None:
    lacks(put(ovation, {"id": "HCR2KX", "email": blank, "zipcode": blank, "city": blank}), "zipcode", "email")
    lacks(put(ovation, {"id": "HCR2KX", "name": blank}), "name")


def test_what_is_not_required_can_be_blanked(ovation: Ovation) -> None:
    ovation.switch(required_fields="none")
    row = results(put(ovation, {"id": "HCR2KX", "name": "", "email": None, "zipcode": ""}))["customer"]
    assert row == HARBOR | {"name": None, "email": None, "zipcode": ""}


# --- Target ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-put-no-match")
@pytest.mark.parametrize("id", ["NOSUCH", "hcr2kx", 5, 1.5, True])
def test_an_unknown_id_matches_nothing_whatever_else_is_wrong(ovation: Ovation, id: object) -> None:
    no_match(put(ovation, {"id": id, **TEA}))
    no_match(put(ovation, {"id": id, "name": "", "industry": "Tea"}))
    no_match(put(ovation, {"id": id, "external_id": "HCR-1001"}, matchExternalId=True))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_customer_of_another_organisation_cannot_be_put(ovation: Ovation) -> None:
    denied(put(ovation, {"id": "C8J8AE", "name": ""}), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(put(ovation, {"id": "C8J8AE"}), 404, "No match found for customer id/external_id parameter", "owner-foreign")


def test_a_deleted_customer_can_be_put(ovation: Ovation) -> None:
    assert results(put(ovation, {"id": "PPF7VH", "status": "Inactive"}))["customer"]["status"] == "Inactive"


@pytest.mark.parametrize("id", [{}, [], {"a": 1}, ["HCR2KX"]])
def test_an_id_that_is_no_text_is_invalid(ovation: Ovation, id: object) -> None:
    lacks(put(ovation, {"id": id, **TEA}), "id", rule="input-label")


# --- External ids ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-external-id-unique")
@pytest.mark.parametrize("target", [TEA, {"id": "BFB3QT"}])
def test_an_external_id_of_another_customer_is_refused(ovation: Ovation, target: Any) -> None:
    lacks(put(ovation, target | {"external_id": "HCR-1001"}), "external_id", rule="input-external-id-unique")


@pytest.mark.parametrize(
    ("customer", "org"),
    [
        ({"id": "HCR2KX", "external_id": "HCR-1001"}, None),
        (TEA | {"external_id": "PPF-1007"}, None),
        (TEA | {"external_id": "HCR-1001-A"}, None),
        (TEA | {"external_id": "HCR-1001"}, UZT),
        (TEA | {"external_id": "hcr-1001"}, None),
        (TEA | {"external_id": ""}, None),
    ],
    ids=["its own", "of a deleted one", "of a location", "of another organisation", "in another case", "blank"],
)
def test_an_external_id_that_no_other_customer_of_the_organisation_has_is_taken(ovation: Ovation, customer: Any, org: Any) -> None:
    row = results(put(Ovation(ovation.client, org) if org else ovation, customer))["customer"]
    assert row["external_id"] == (customer["external_id"] or None)


def test_a_taken_external_id_is_told_with_all_else_that_is_wrong(ovation: Ovation) -> None:
    wrong = {"name": "", "zipcode": "84102", "email": "e@x.example", "external_id": "HCR-1001"}
    lacks(put(ovation, wrong, customer_user=ROSE_TAKEN), "name", "external_id", "customer_user.external_id")


ROSE_TAKEN = {"first_name": "Rose", "last_name": "Hart", "email": "r@x.example", "external_id": "76541643"}
