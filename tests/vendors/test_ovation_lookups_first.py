"""Look-ups among several: the lowest id counts, and deleted locations are found."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, UZT, Ovation, results
from tests.vendors.ovation_customers import DANA, SHOP, TEA, answered, ids, miss, put, put_location, put_user


def found(ovation: Ovation, path: str, **query: str) -> tuple[str, str | None, str | None]:
    """Return the ids of the customer, the user and the location that a look-up finds."""
    one = results(ovation.get(f"/customers/{path}", **query))
    assert one["customer"]["id"] == one["customers_id"]
    for part, id in (("customer_user", one["customers_users_id"]), ("customer_location", one["customers_locations_id"])):
        assert one[part].get("id") == id
        assert one[part] or one[part] == {}
    return one["customers_id"], one["customers_users_id"], one["customers_locations_id"]


def test_of_several_users_with_one_address_the_lowest_id_counts(ovation: Ovation) -> None:
    for id in ("TWD5ZM-C4P", "BFB3QT-MR5", "JSB4WL-B9K"):
        put_user(ovation, id=id, email="Same@x.example")
    assert found(ovation, "lookupByEmail", customerUserEmail="same@X.example") == ("BFB3QT", "BFB3QT-MR5", "BFB3QT-R6P")
    ovation.post("/customers/user/delete/BFB3QT-MR5")
    assert found(ovation, "lookupByEmail", customerUserEmail="same@x.example") == ("JSB4WL", "JSB4WL-B9K", "JSB4WL-T3C")


def test_an_array_holds_all_users_with_the_address_by_ascending_id(ovation: Ovation) -> None:
    for id in ("TWD5ZM-C4P", "BFB3QT-MR5"):
        put_user(ovation, id=id, email="same@x.example")
    answer = ovation.get("/customers/users/lookupByEmail", customerUserEmail="SAME@x.example").json()
    assert (ids(answer["results"]), answer["totalCount"], answer["returned"]) == (["BFB3QT-MR5", "TWD5ZM-C4P"], 2, 2)


def test_ones_own_user_goes_before_that_of_another_organisation(ovation: Ovation) -> None:
    put_user(Ovation(ovation.client, UZT), id="46YSFE-4FZ", email="same@x.example", external_id="SAME")
    miss_rule = "owner-foreign"
    miss(ovation.get("/customers/lookupByEmail", customerUserEmail="same@x.example"), miss_rule)
    put_user(ovation, id="TWD5ZM-C4P", email="same@x.example", external_id="SAME")
    assert found(ovation, "lookupByEmail", customerUserEmail="same@x.example")[1] == "TWD5ZM-C4P"
    assert ids(results(ovation.get("/customers/users/lookupByExternalId", external_id="SAME"))) == ["TWD5ZM-C4P"]
    assert ids(results(ovation.get("/customers/users/lookupByEmail", customerUserEmail="same@x.example"))) == ["TWD5ZM-C4P"]


# --- User and location of a customer ---------------------------------------------------------------------------------


def test_by_external_id_the_first_user_is_answered_with_his_location(ovation: Ovation) -> None:
    ovation.post("/customers/user/delete/HCR2KX-DW7")
    assert found(ovation, "lookupByExternalId", external_id="HCR-1001") == ("HCR2KX", "HCR2KX-LP4", "HCR2KX-K7R")


def test_by_an_issue_its_user_is_answered_also_a_deleted_one_else_the_first(ovation: Ovation) -> None:
    remote = "f2b84e17-3d60-49c8-b5e9-0a7f61d8c294"
    assert found(ovation, "lookupByIssueId", issueId=remote) == ("HCR2KX", "HCR2KX-LP4", "HCR2KX-K7R")
    ovation.post("/customers/user/delete/HCR2KX-LP4")
    assert found(ovation, "lookupByIssueId", issueId=remote)[1] == "HCR2KX-LP4"
    ovation.post("/customers/user/delete/HCR2KX-LP4")
    assert found(ovation, "lookupByIssueId", issueId=remote) == ("HCR2KX", "HCR2KX-DW7", "HCR2KX-M4N")
    miss(ovation.get("/customers/users/lookupByIssueId", issueId=remote))


def test_by_id_a_deleted_user_is_found_too(ovation: Ovation) -> None:
    ovation.post("/customers/user/delete/HCR2KX-DW7")
    assert found(ovation, "lookupById", customerUserId="HCR2KX-DW7") == ("HCR2KX", "HCR2KX-DW7", "HCR2KX-M4N")
    miss(ovation.get("/customers/lookupByEmail", customerUserEmail=DANA["email"]))
    miss(ovation.get("/customers/users/lookupByExternalId", external_id="76541643"))


def test_a_user_without_location_is_answered_with_the_customers_first(ovation: Ovation) -> None:
    put_user(ovation, id="HCR2KX-DW7", customer_location_id="")
    assert found(ovation, "lookupById", customerUserId="HCR2KX-DW7") == ("HCR2KX", "HCR2KX-DW7", "HCR2KX-K7R")


def test_what_is_missing_is_an_empty_object_and_its_id_null(ovation: Ovation) -> None:
    id = results(put(ovation, TEA | {"external_id": "LTH-1008"}))["customer"]["id"]
    assert found(ovation, "lookupByExternalId", external_id="LTH-1008") == (id, None, None)
    place = results(put_location(ovation, customer_id=id, **SHOP))[0]["id"]
    assert found(ovation, "lookupByExternalId", external_id="LTH-1008") == (id, None, place)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("lookupByEmail", {"customerUserEmail": "c8j8ae@example.com"}),
        ("lookupById", {"customerUserId": "C8J8AE-UEU"}),
        ("lookupByExternalId", {"external_id": "C8J8AE-00Y"}),
        ("lookupByIssueId", {"issueId": "0059b314-44e7-4f1f-a3dc-8046ac5388d4"}),
    ],
)
def test_a_deleted_location_is_answered(ovation: Ovation, path: str, query: dict[str, str]) -> None:
    automation = Ovation(ovation.client, UZT)
    assert found(automation, path, **query) == ("C8J8AE", "C8J8AE-UEU", "C8J8AE-T2Q")
    put_user(automation, id="C8J8AE-UEU", customer_location_id="")
    assert found(automation, path, **query) == ("C8J8AE", "C8J8AE-UEU", "C8J8AE-T2Q")


def test_a_deleted_customer_is_not_found_by_its_external_id(ovation: Ovation) -> None:
    miss(ovation.get("/customers/lookupByExternalId", external_id="PPF-1007"))


# --- Locations --------------------------------------------------------------------------------------------------------


def places(ovation: Ovation, **query: str) -> list[str]:
    """Return the ids of the locations that have an address or an external id."""
    path = "lookupByEmail" if "email" in query else "lookupByExternalId"
    return ids(results(ovation.get(f"/customers/location/{path}", **query)))


def test_an_address_finds_the_locations_of_its_users_else_those_of_its_customers(ovation: Ovation) -> None:
    put(ovation, {"id": "HCR2KX", "email": "Office@harborcoffee.example"})
    assert places(ovation, email="office@harborcoffee.example") == ["HCR2KX-K7R", "HCR2KX-M4N"]
    put_user(ovation, id="TWD5ZM-C4P", email="office@HARBORCOFFEE.example")
    assert places(ovation, email="office@harborcoffee.example") == ["TWD5ZM-H8F"]
    put_user(ovation, id="BFB3QT-MR5", email="office@harborcoffee.example")
    put_user(ovation, id="HCR2KX-LP4", email="office@harborcoffee.example", customer_location_id="HCR2KX-M4N")
    put_user(ovation, id="HCR2KX-DW7", email="office@harborcoffee.example")
    for id in ("MTR8UG-W3S", "JSB4WL-B9K", "CBW6YN-Z7D"):
        put_user(ovation, id=id, email="office@harborcoffee.example")
    sites = ["BFB3QT-R6P", "CBW6YN-G5W", "HCR2KX-M4N", "JSB4WL-T3C", "MTR8UG-Q2B", "TWD5ZM-H8F"]
    assert places(ovation, email="office@harborcoffee.example") == sites


def test_a_user_without_location_leaves_the_address_to_the_customers(ovation: Ovation) -> None:
    put_user(ovation, id="HCR2KX-DW7", customer_location_id="")
    assert places(ovation, email=DANA["email"]) == ["HCR2KX-K7R", "HCR2KX-M4N"]
    put(ovation, {"id": "HCR2KX", "email": "other@x.example"})
    miss(ovation.get("/customers/location/lookupByEmail", email=DANA["email"]))


def test_deleted_locations_are_found_by_address_and_by_external_id(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    assert places(automation, email="c8j8ae@example.com") == ["C8J8AE-T2Q"]
    ovation.post("/customers/location/delete/HCR2KX-M4N")
    assert places(ovation, email=DANA["email"]) == ["HCR2KX-M4N"]
    assert places(ovation, external_id="HCR-1001-A") == ["HCR2KX-M4N"]
    assert ids(results(ovation.get("/customers/location/lookupByIssueId", issueId=DANAS_CASE))) == ["HCR2KX-M4N"]
    put_location(ovation, id="HCR2KX-K7R", external_id="HCR-1001-A")
    assert places(ovation, external_id="HCR-1001-A") == ["HCR2KX-K7R", "HCR2KX-M4N"]


def test_a_location_that_is_gone_is_not_found(ovation: Ovation) -> None:
    state = ovation.state()
    state["users"]["HCR2KX-DW7"]["customerLocationId"] = "HCR2KX-GNE"
    state["issues"][DANAS_CASE]["customerLocationId"] = ""
    ovation.replace_state(state)
    assert places(ovation, email=DANA["email"]) == ["HCR2KX-K7R", "HCR2KX-M4N"]
    miss(ovation.get("/customers/location/lookupByIssueId", issueId=DANAS_CASE))
    answered(ovation.get("/customers/users/lookupByIssueId", issueId=DANAS_CASE), 0, [DANA | {"customer_location_id": "HCR2KX-GNE"}])
    assert found(ovation, "lookupById", customerUserId="HCR2KX-DW7")[2] == "HCR2KX-K7R"
