"""Puts of a customer with a location and a user: written together, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_customers import (
    DANA,
    FRESH_CUSTOMER,
    FRESH_LOCATION,
    FRESH_USER,
    HARBOR,
    HARBOR_STREET,
    ROSE,
    SHOP,
    TEA,
    answered,
    lacks,
    no_match,
    put,
    unknown,
)


def test_a_customer_is_made_with_its_location_and_its_user(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, TEA, customer_user=ROSE, customer_location=SHOP)
    made = results(answer)
    id, place = made["customer"]["id"], made["customer_location"]["id"]
    assert (made["customer_user"]["id"][:7], place[:7], len(place)) == (f"{id}-", f"{id}-", 10)
    user = {"id": made["customer_user"]["id"]} | FRESH_USER | ROSE
    user |= {"full_name": "Rose Hart", "customer_id": id, "customer_location_id": place}
    expected = {
        "customer": {"id": id} | FRESH_CUSTOMER | TEA,
        "customer_user": user,
        "customer_location": {"id": place} | FRESH_LOCATION | SHOP | {"customer_id": id},
    }
    answered(answer, 1, expected, count=1)
    assert results(ovation.get(f"/customers/location/get/{id}")) == [made["customer_location"]]
    assert results(ovation.get(f"/customers/user/get/{id}")) == [made["customer_user"]]


@pytest.mark.parametrize(
    ("part", "empty"),
    [
        ("customer_user", {"id": None, "first_name": "", "lang": " ", "files": [], "more": {"x": {}, "y": 0}}),
        ("customer_user", {"id": 0}),
        ("customer_location", {"id": 0, "city": ""}),
        ("customer_location", {}),
    ],
)
def test_a_part_in_which_nothing_is_said_is_left_alone(ovation: Ovation, part: str, empty: Json) -> None:
    assert results(put(ovation, {"id": "HCR2KX"}, **{part: empty})) == {"customer": HARBOR, "customer_user": {}, "customer_location": {}}


def test_parts_that_are_named_are_updated(ovation: Ovation) -> None:
    user, location = {"id": "HCR2KX-DW7", "lang": "es"}, {"id": "HCR2KX-M4N", "notes": "Back door"}
    answer = put(ovation, {"id": "HCR2KX"}, customer_user=user, customer_location=location)
    expected = {"customer": HARBOR, "customer_user": DANA | {"lang": "ES"}, "customer_location": HARBOR_STREET | {"notes": "Back door"}}
    answered(answer, 1, expected, count=1)


def test_a_part_that_is_only_named_is_answered_as_it_is(ovation: Ovation) -> None:
    found = results(put(ovation, {"id": "HCR2KX"}, customer_user={"id": "HCR2KX-DW7"}))
    assert (found["customer_user"], found["customer_location"]) == (DANA, {})


# --- Where a new user is ---------------------------------------------------------------------------------------------


def place_of(answer: Any) -> str | None:
    """Return the location of the user that was made."""
    place: str | None = results(answer)["customer_user"]["customer_location_id"]
    return place


def test_a_new_user_is_at_the_location_of_the_same_call(ovation: Ovation) -> None:
    both = put(ovation, {"id": "HCR2KX"}, customer_user=ROSE, customer_location={"id": "HCR2KX-M4N"})
    assert place_of(both) == "HCR2KX-M4N"
    both = put(ovation, {"id": "HCR2KX"}, customer_user=ROSE, customer_location=SHOP)
    assert place_of(both) == results(both)["customer_location"]["id"]


def test_a_new_user_is_else_at_the_first_location_or_at_none(ovation: Ovation) -> None:
    assert place_of(put(ovation, {"id": "HCR2KX"}, customer_user=ROSE)) == "HCR2KX-K7R"
    assert place_of(put(ovation, TEA, customer_user=ROSE)) is None
    assert place_of(put(Ovation(ovation.client, UZT), {"id": "C8J8AE"}, customer_user=ROSE)) is None, "its only location is deleted"


def test_a_new_user_is_where_the_call_says(ovation: Ovation) -> None:
    assert place_of(put(ovation, {"id": "HCR2KX"}, customer_user=ROSE | {"customer_location_id": ""})) == "HCR2KX-K7R"
    user = ROSE | {"customer_location_id": "HCR2KX-M4N"}
    assert place_of(put(ovation, {"id": "HCR2KX"}, customer_user=user, customer_location=SHOP)) == "HCR2KX-M4N"


def test_a_user_that_is_updated_stays_where_he_is(ovation: Ovation) -> None:
    assert place_of(put(ovation, {"id": "HCR2KX"}, customer_user={"id": "HCR2KX-LP4"}, customer_location=SHOP)) == "HCR2KX-K7R"


# --- Refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-put-no-match")
@pytest.mark.parametrize("id", ["HCR2KX-DW7", "NOSUCH", "C8J8AE-UEU", "HCR2KX-M4N", 5])
@pytest.mark.parametrize("customer", [{"id": "BFB3QT"}, TEA, {"external_id": "BFB-1002"}])
def test_a_part_that_the_customer_does_not_have_is_not_matched(ovation: Ovation, customer: Json, id: object) -> None:
    match = "external_id" in customer
    no_match(put(ovation, customer, customer_user={"id": id}, matchExternalId=match))
    no_match(put(ovation, customer, customer_location={"id": id, "city": "", "status": "?"}, matchExternalId=match))


@pytest.mark.rule("ovationcxm.input-required")
def test_what_is_missing_or_invalid_in_all_three_is_told_at_once_the_customers_first(ovation: Ovation) -> None:
    user, location = {"email": "e", "status": "Away", "customer_location_id": []}, {"city": "Orem", "latitude": "north"}
    fields = ["name", "email", "customer_user.first_name", "customer_user.last_name", "customer_user.status"]
    fields += ["customer_user.customer_location_id", "customer_location.street_1", "customer_location.state"]
    fields += ["customer_location.zipcode", "customer_location.latitude"]
    lacks(put(ovation, {"zipcode": "1"}, customer_user=user, customer_location=location), *fields)


@pytest.mark.rule("ovationcxm.customer-put-atomic")
@pytest.mark.parametrize("customer", [TEA, {"id": "HCR2KX", "city": "Provo"}])
def test_if_one_part_is_refused_none_is_stored(ovation: Ovation, customer: Json) -> None:
    before = ovation.state()
    lacks(put(ovation, customer, customer_user={"first_name": ""} | {"lang": "EN"}), *(f"customer_user.{name}" for name in ROSE))
    lacks(put(ovation, customer, customer_user=ROSE, customer_location={"notes": "x"}), *(f"customer_location.{name}" for name in SHOP))
    unknown(put(ovation, customer, customer_user=ROSE, customer_location=SHOP | {"org_team_ids": ["NO"]}), "partners_teams", "NO")
    assert ovation.state() == before


@pytest.mark.parametrize("given", [{"id": "HCR2KX-DW7", "first_name": ""}, {"id": "HCR2KX-DW7", "first_name": None}])
def test_a_part_that_is_updated_must_not_blank_what_is_required(ovation: Ovation, given: Json) -> None:
    lacks(put(ovation, {"id": "HCR2KX"}, customer_user=given), "customer_user.first_name")


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_of_another_user_or_location_is_refused_with_the_name_of_the_part(ovation: Ovation) -> None:
    user, location = ROSE | {"external_id": "76541643"}, SHOP | {"external_id": "HCR-1001-A"}
    rule = "input-external-id-unique"
    lacks(
        put(ovation, TEA, customer_user=user, customer_location=location),
        "customer_user.external_id",
        "customer_location.external_id",
        rule=rule,
    )
    lacks(put(ovation, {"id": "HCR2KX"}, customer_user=user | {"id": "HCR2KX-LP4"}), "customer_user.external_id", rule=rule)
    assert put(ovation, {"id": "HCR2KX"}, customer_user=user | {"id": "HCR2KX-DW7"}).status_code == 200


@pytest.mark.rule("ovationcxm.input-wrong-parent")
@pytest.mark.parametrize("customer", [{"id": "HCR2KX"}, TEA])
def test_a_location_of_another_customer_is_refused(ovation: Ovation, customer: Json) -> None:
    user = ROSE | {"customer_location_id": "BFB3QT-R6P"}
    lacks(put(ovation, customer, customer_user=user), "customer_user.customer_location_id", rule="input-wrong-parent")


def test_what_a_part_refers_to_must_exist_then_be_ones_own_then_fit(ovation: Ovation) -> None:
    def answer(place: str, *teams: str) -> Any:
        user, location = ROSE | {"customer_location_id": place}, SHOP | {"org_team_ids": [*teams]}
        return put(ovation, {"id": "HCR2KX"}, customer_user=user, customer_location=location)

    unknown(answer("NO-SUCH"), "members_locations", "NO-SUCH")
    denied(answer("C8J8AE-T2Q"), "owner-foreign")
    unknown(answer("BFB3QT-R6P", "CDR-NQC", "NO"), "partners_teams", "NO")
    unknown(answer("C8J8AE-T2Q", "NO"), "partners_teams", "NO")
    unknown(answer("NO-SUCH", "CDR-NQC"), "members_locations", "NO-SUCH")
    denied(answer("BFB3QT-R6P", "CDR-NQC"), "owner-foreign")
    lacks(answer("BFB3QT-R6P", "NWF-DSP"), "customer_user.customer_location_id", rule="input-wrong-parent")
    assert answer("HCR2KX-M4N", "NWF-DSP", "SMT-FLD").status_code == 200


def test_the_customer_of_a_part_is_the_one_that_is_put(ovation: Ovation) -> None:
    strange = {"customer_id": "BFB3QT"}
    made = results(put(ovation, {"id": "HCR2KX"}, customer_user=ROSE | strange, customer_location=SHOP | {"customer_id": {}}))
    assert (made["customer_user"]["customer_id"], made["customer_location"]["customer_id"]) == ("HCR2KX", "HCR2KX")


# --- Variants --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "rest"),
    [
        ("empty-object", {"customer_user": {}, "customer_location": {}}),
        ("null", {"customer_user": None, "customer_location": None}),
        ("omitted", {}),
    ],
)
def test_how_a_missing_part_looks_can_be_switched(ovation: Ovation, option: str, rest: Json) -> None:
    ovation.switch(customers_put_missing_part=option)
    answered(put(ovation, {"id": "HCR2KX"}), 1, {"customer": HARBOR, **rest}, count=1)
    found = results(put(ovation, {"id": "HCR2KX"}, customer_user={"id": "HCR2KX-DW7"}))
    assert found == {"customer": HARBOR, "customer_user": DANA} | {name: rest[name] for name in rest if name == "customer_location"}


def test_missing_parts_of_a_new_customer_can_be_made_blank(ovation: Ovation) -> None:
    ovation.switch(customers_put_missing_part="create-blank")
    made = results(put(ovation, TEA))
    id, place = made["customer"]["id"], made["customer_location"]["id"]
    assert made["customer_location"] == {"id": place} | FRESH_LOCATION | {"customer_id": id}
    rest = {"customer_id": id, "customer_location_id": place}
    assert made["customer_user"] == {"id": made["customer_user"]["id"]} | FRESH_USER | rest
    with_user = results(put(ovation, TEA, customer_user=ROSE))
    assert with_user["customer_user"]["customer_location_id"] == with_user["customer_location"]["id"]
    with_location = results(put(ovation, TEA, customer_location=SHOP))
    assert with_location["customer_user"]["customer_location_id"] == with_location["customer_location"]["id"]
    assert results(put(ovation, {"id": "HCR2KX"}))["customer_user"] == {}


@pytest.mark.rule("ovationcxm.put-sub-objects")
def test_both_parts_can_be_required(ovation: Ovation) -> None:
    ovation.switch(put_sub_objects="required")
    for body, part in (({}, "customer_user"), ({"customer_user": ROSE}, "customer_location"), ({"customer_user": ""}, "customer_user")):
        for customer in (TEA, {"id": "NOSUCH"}, {}):
            answer = put(ovation, customer, **body)
            refused(answer, 400, f"Missing/invalid {part} parameter ({part})", "put-sub-objects", [part])
    fields = [*(f"customer_user.{name}" for name in ROSE), *(f"customer_location.{name}" for name in SHOP)]
    lacks(put(ovation, TEA, customer_user={}, customer_location={"files": []}), *fields)
    lacks(put(ovation, {"id": "HCR2KX"}, customer_user=[], customer_location={}), *fields)
    no_match(put(ovation, {"id": "HCR2KX"}, customer_user={"id": 0}, customer_location=SHOP))
    assert put(ovation, TEA, customer_user=ROSE, customer_location=SHOP).status_code == 200
