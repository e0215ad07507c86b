"""Customers: list, read, delete, dictionaries."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.ovation import UZT, Ovation, denied, results
from tests.vendors.ovation_customers import HARBOR, answered, ids, put, unknown

SUMMITS = ["BFB3QT", "CBW6YN", "HCR2KX", "JSB4WL", "MTR8UG", "SMR9TJ", "TWD5ZM"]
AUTOMATIONS = ["2S6SZX", "339WGC", "46YSFE", "86CW23", "C8J8AE"]


# --- List -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.order-id", "ovationcxm.org-scope")
def test_the_list_has_the_customers_of_the_organisation_that_are_not_deleted_by_ascending_id(ovation: Ovation) -> None:
    answer = ovation.get("/customers/get").json()
    assert ids(answer["results"]) == SUMMITS
    assert answer["results"][2] == HARBOR
    assert list(answer) == ["success", "totalCount", "returned", "pages", "results", "current_server_time"]
    assert (answer["totalCount"], answer["returned"], answer["pages"]) == (7, 7, 1)
    assert ids(results(Ovation(ovation.client, UZT).get("/customers/get"))) == AUTOMATIONS


@pytest.mark.parametrize(
    ("query", "wanted", "pages"),
    [
        ({"limit": 2}, SUMMITS[:2], 4),
        ({"limit": 2, "start": 6}, SUMMITS[6:], 4),
        ({"limit": 7, "start": 1}, SUMMITS[1:], 1),
        ({"limit": 3, "start": 7}, [], 3),
        ({"start": 5}, SUMMITS[5:], 1),
        ({"limit": "no", "start": "no"}, SUMMITS, 1),
        ({"limit": 0, "start": -1}, SUMMITS, 1),
    ],
)
def test_a_page_of_the_list(ovation: Ovation, query: dict[str, object], wanted: list[str], pages: int) -> None:
    answer = ovation.get("/customers/get", **query).json()
    assert (ids(answer["results"]), answer["totalCount"], answer["returned"], answer["pages"]) == (wanted, 7, len(wanted), pages)


def test_page_and_offset_may_stand_in_the_body_too(ovation: Ovation) -> None:
    response = ovation.send("GET", "/api/v3/customers/get?start=1", b'{"limit":2,"start":5}')
    assert ids(results(response)) == SUMMITS[1:3]


def test_the_list_follows_what_becomes_of_a_customer(ovation: Ovation) -> None:
    assert put(ovation, {"id": "PPF7VH", "status": "Active"}).status_code == 200
    assert put(ovation, {"id": "BFB3QT", "status": 99}).status_code == 200
    assert ids(results(ovation.get("/customers/get"))) == ["CBW6YN", "HCR2KX", "JSB4WL", "MTR8UG", "PPF7VH", "SMR9TJ", "TWD5ZM"]


# --- One ------------------------------------------------------------------------------------------------------------


def test_one_customer_is_answered_in_an_array(ovation: Ovation) -> None:
    answered(ovation.get("/customers/get/HCR2KX"), 1, [HARBOR])


def test_a_deleted_customer_is_found_by_its_id(ovation: Ovation) -> None:
    found = results(ovation.get("/customers/get/PPF7VH"))
    assert [(row["id"], row["status"]) for row in found] == [("PPF7VH", "Deleted")]


@pytest.mark.rule("ovationcxm.customer-not-found")
@pytest.mark.parametrize("id", ["2S6SZX1", "hcr2kx", "HCR2KX-M4N", "é"])
def test_an_unknown_customer_is_not_found_for_members(ovation: Ovation, id: str) -> None:
    path = httpx.URL(f"http://x/{id}").raw_path.decode()
    unknown(ovation.send("GET", f"/api/v3/customers/get{path}"), "members", id, "customer-not-found")
    unknown(ovation.send("POST", f"/api/v3/customers/delete{path}"), "members", id, "customer-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_customer_of_another_organisation_is_denied(ovation: Ovation) -> None:
    denied(ovation.get("/customers/get/C8J8AE"), "owner-foreign")
    denied(ovation.post("/customers/delete/C8J8AE"), "owner-foreign")


def test_a_foreign_customer_can_be_as_if_it_did_not_exist(ovation: Ovation) -> None:
    ovation.switch(foreign_object="not-found")
    unknown(ovation.get("/customers/get/C8J8AE"), "members", "C8J8AE", "owner-foreign")


# --- Delete ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_customer_is_marked_first_and_removed_then(ovation: Ovation) -> None:
    first = ovation.post("/customers/delete/BFB3QT")
    assert list(first.json()) == ["success", "current_server_time"]
    assert first.json()["success"] is True
    assert "BFB3QT" not in ids(results(ovation.get("/customers/get")))
    assert results(ovation.get("/customers/get/BFB3QT"))[0]["status"] == "Deleted"
    assert ids(results(ovation.get("/customers/user/get/BFB3QT"))) == ["BFB3QT-MR5"]

    second = ovation.post("/customers/delete/BFB3QT")
    assert list(second.json()) == ["success", "current_server_time"]
    unknown(ovation.get("/customers/get/BFB3QT"), "members", "BFB3QT", "customer-not-found")
    unknown(ovation.post("/customers/delete/BFB3QT"), "members", "BFB3QT", "customer-not-found")


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_with_hard_deletes_the_first_removes(ovation: Ovation) -> None:
    ovation.switch(delete="hard")
    assert ovation.post("/customers/delete/BFB3QT").status_code == 200
    unknown(ovation.get("/customers/get/BFB3QT"), "members", "BFB3QT", "customer-not-found")


# --- Dictionaries ---------------------------------------------------------------------------------------------------

INDUSTRIES = [
    "Other",
    "Restaurant",
    "Medical / Dental",
    "Health & Beauty",
    "National Retail",
    "National Restaurant",
    "Mid-Market Retail",
    "Mid-Market Restaurant",
    "Retail",
    "Other",
]


def test_the_statuses_are_a_dictionary(ovation: Ovation) -> None:
    statuses = {"0": "Inactive", "1": "Active", "2": "Subscribed", "99": "Deleted"}
    answered(ovation.get("/customers/meta/statuses"), 1, statuses)
    answered(ovation.get("/customers/location/meta_statuses"), 1, {"0": "Inactive", "1": "Active", "99": "Deleted"})


def test_the_industries_are_a_list_or_a_dictionary(ovation: Ovation) -> None:
    answered(ovation.get("/customers/meta/industries"), 1, INDUSTRIES)
    ovation.switch(industries_shape="dictionary")
    answered(ovation.get("/customers/meta/industries"), 1, {str(key): label for key, label in enumerate(INDUSTRIES)})


@pytest.mark.parametrize("shape", ["key-value-list", "labels"])
@pytest.mark.parametrize("profile", ["2022", "2018"])
def test_the_dictionaries_of_customers_have_one_shape_in_every_profile(ovation: Ovation, profile: str, shape: str) -> None:
    ovation.switch(profile=profile, meta_enum_shape=shape)
    assert results(ovation.get("/customers/meta/industries")) == INDUSTRIES
    assert results(ovation.get("/customers/meta/statuses"))["99"] == "Deleted"
    assert results(ovation.get("/customers/location/meta_statuses"))["99"] == "Deleted"
