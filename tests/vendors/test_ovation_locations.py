"""Customers' locations: read, delete, and their users."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import UZT, Ovation, denied, refused, results
from tests.vendors.ovation_customers import (
    DANA,
    HARBOR_STREET,
    MISS,
    SHOP,
    answered,
    ids,
    lacks,
    miss,
    no_match,
    put_location,
    put_user,
)

# --- Read -----------------------------------------------------------------------------------------------------------


def test_the_locations_of_a_customer_are_listed_by_ascending_id(ovation: Ovation) -> None:
    answer = ovation.get("/customers/location/get/HCR2KX").json()
    assert ids(answer["results"]) == ["HCR2KX-K7R", "HCR2KX-M4N"]
    assert (answer["totalCount"], answer["returned"], answer["pages"]) == (2, 2, 1)
    answered(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-M4N"), 1, [HARBOR_STREET])


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("", b'{"customer_location_id":"HCR2KX-M4N"}'),
        ("", b"customer_location_id=HCR2KX-M4N"),
        ("?customer_location_id=HCR2KX-M4N", b'{"customer_location_id":"HCR2KX-K7R"}'),
    ],
)
def test_a_parameter_of_the_query_may_stand_in_the_body(ovation: Ovation, query: str, body: bytes) -> None:
    assert ids(results(ovation.send("GET", f"/api/v3/customers/location/get/HCR2KX{query}", body))) == ["HCR2KX-M4N"]


@pytest.mark.parametrize("body", [b'{"customer_location_id":""}', b'{"customer_location_id":{}}', b'{"customer_location_id":', b""])
def test_without_an_id_all_locations_are_listed(ovation: Ovation, body: bytes) -> None:
    target = "/api/v3/customers/location/get/HCR2KX?customer_location_id=&limit=1&_=1644469407000"
    assert ids(results(ovation.send("GET", target, body))) == ["HCR2KX-K7R", "HCR2KX-M4N"]


def test_a_customer_without_locations_has_an_empty_list(ovation: Ovation) -> None:
    answered(ovation.get("/customers/location/get/PPF7VH"), 1, [])


def test_deleted_locations_are_left_out_and_found_by_id(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    answered(automation.get("/customers/location/get/C8J8AE"), 1, [])
    found = results(automation.get("/customers/location/get/C8J8AE", customer_location_id="C8J8AE-T2Q"))
    assert [(row["id"], row["status"]) for row in found] == [("C8J8AE-T2Q", "Deleted")]


@pytest.mark.rule("ovationcxm.customer-lookup-miss")
@pytest.mark.parametrize("place", ["HCR2KX-NNN", "BFB3QT-R6P", "C8J8AE-T2Q", "hcr2kx-m4n"])
def test_a_location_that_the_customer_does_not_have_is_not_found(ovation: Ovation, place: str) -> None:
    miss(ovation.get("/customers/location/get/HCR2KX", customer_location_id=place))
    miss(ovation.get("/customers/location/users/HCR2KX", customer_location_id=place))


@pytest.mark.rule("ovationcxm.customer-lookup-miss")
def test_an_unknown_customer_is_worded_like_an_unknown_location_whatever_is_asked(ovation: Ovation) -> None:
    miss(ovation.get("/customers/location/get/NOSUCH"))
    miss(ovation.get("/customers/location/users/NOSUCH"))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_customer_of_another_organisation_is_denied_whatever_is_asked(ovation: Ovation) -> None:
    for path in ("/customers/location/get/C8J8AE", "/customers/location/users/C8J8AE"):
        denied(ovation.get(path), "owner-foreign")
        denied(ovation.get(path, customer_location_id="NOSUCH"), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(ovation.get("/customers/location/users/C8J8AE"), 404, MISS, "owner-foreign")


def test_the_users_at_a_location(ovation: Ovation) -> None:
    answered(ovation.get("/customers/location/users/HCR2KX", customer_location_id="HCR2KX-M4N"), 0, [DANA])
    put_user(ovation, id="HCR2KX-LP4", customer_location_id="HCR2KX-M4N")
    both = ovation.get("/customers/location/users/HCR2KX", customer_location_id="HCR2KX-M4N").json()
    assert (ids(both["results"]), both["totalCount"], both["returned"], both["pages"]) == (["HCR2KX-DW7", "HCR2KX-LP4"], 2, 2, 0)
    answered(ovation.get("/customers/location/users/HCR2KX", customer_location_id="HCR2KX-K7R"), 0, [])
    ovation.post("/customers/user/delete/HCR2KX-LP4")
    answered(ovation.get("/customers/location/users/HCR2KX", customer_location_id="HCR2KX-M4N"), 0, [DANA])
    answered(ovation.send("GET", "/api/v3//customers/location/users/HCR2KX?customer_location_id=HCR2KX-M4N"), 0, [DANA])


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("query", ["", "?customer_location_id=", "?customer_location_id=%20", "?customer_locations_id=HCR2KX-M4N"])
def test_users_at_a_location_need_the_location(ovation: Ovation, query: str) -> None:
    lacks(ovation.send("GET", f"/api/v3/customers/location/users/HCR2KX{query}"), "customer_location_id")
    ovation.switch(input_error_status="400")
    answer = ovation.send("GET", f"/api/v3/customers/location/users/HCR2KX{query}")
    message = "Missing/invalid customer_location_id parameter (customer_location_id)"
    refused(answer, 400, message, "input-required", ["customer_location_id"])


# --- Delete ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_location_is_marked_first_and_removed_then(ovation: Ovation) -> None:
    first = ovation.post("/customers/location/delete/HCR2KX-K7R")
    assert (list(first.json()), first.json()["success"]) == (["success", "current_server_time"], True)
    assert ids(results(ovation.get("/customers/location/get/HCR2KX"))) == ["HCR2KX-M4N"]
    assert results(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-K7R"))[0]["status"] == "Deleted"
    second = ovation.send("POST", "/api/v3//customers/location/delete/HCR2KX-K7R")
    assert list(second.json()) == ["success", "current_server_time"]
    miss(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-K7R"))


@pytest.mark.rule("ovationcxm.customer-put-no-match")
@pytest.mark.parametrize("id", ["HCR2KX-NNN", "HCR2KX", "HCR2KX-DW7", "HCR-1001-A"])
def test_an_unknown_location_is_not_matched_by_a_delete(ovation: Ovation, id: str) -> None:
    no_match(ovation.post(f"/customers/location/delete/{id}"))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_location_of_another_organisation_is_not_deleted(ovation: Ovation) -> None:
    denied(ovation.post("/customers/location/delete/C8J8AE-T2Q"), "owner-foreign")
    denied(put_location(ovation, id="C8J8AE-T2Q", city=""), "owner-foreign")


def test_a_deleted_location_comes_back_by_a_put(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    assert results(put_location(automation, id="C8J8AE-T2Q", status=1))[0]["status"] == "Active"
    assert ids(results(automation.get("/customers/location/get/C8J8AE"))) == ["C8J8AE-T2Q"]
    made = results(put_location(automation, customer_id="C8J8AE", **SHOP))[0]
    assert made["org_team_ids"] == ["UZT-LWW"]
