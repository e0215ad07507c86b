"""The rows and shapes of 2018, and how files look."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import Json, Ovation, results
from tests.vendors.ovation_customers import DANA, HARBOR, HARBOR_STREET, ROSE, SHOP, answered, ids, put, put_location, put_user

FILES = (("F3PHTB", "photo"), ("F3ZINV", "invoice"), ("F3PHTA", "photo"))

HARBOR_2018: Json = {name: value for name, value in HARBOR.items() if name not in ("latitude", "longitude")}
DANA_2018: Json = {name: value for name, value in DANA.items() if name != "status"}
STREET_2018: Json = {
    {"merchant_ids": "customer_ids"}.get(name, name): value
    for name, value in HARBOR_STREET.items()
    if name not in ("status", "org_team_ids")
} | {"customer_ids": ["76541643"], "technology": HARBOR_STREET["technology"][0]}


@pytest.fixture
def old(ovation: Ovation) -> Ovation:
    """A client of the API of 2018."""
    ovation.switch(profile="2018")
    return ovation


def test_the_rows_of_2018_have_the_members_of_2018(old: Ovation) -> None:
    answered(old.get("/customers/get/HCR2KX"), 1, [HARBOR_2018])
    answered(old.get("/customers/user/get/HCR2KX", user_id="HCR2KX-DW7"), 1, [DANA_2018])
    answered(old.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-M4N"), 1, [STREET_2018])


@pytest.mark.parametrize(
    ("merchant_ids", "customer_ids"), [("", []), (" 7 ,,8,", ["7", "8"]), ("76541643", ["76541643"]), ("7,8", ["7", "8"])]
)
def test_merchant_ids_are_a_text_and_were_a_list(ovation: Ovation, merchant_ids: str, customer_ids: list[str]) -> None:
    assert results(put_location(ovation, id="HCR2KX-K7R", merchant_ids=merchant_ids))[0]["merchant_ids"] == merchant_ids
    ovation.switch(profile="2018")
    found = results(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-K7R"))[0]
    assert (found["customer_ids"], found["technology"]) == (customer_ids, None)


# --- Shapes ---------------------------------------------------------------------------------------------------------


def test_puts_of_locations_and_users_were_answered_with_a_tuple(old: Ovation) -> None:
    expected = {"customer": HARBOR_2018, "customer_user": DANA_2018, "customer_location": STREET_2018}
    answered(put_location(old, id="HCR2KX-M4N"), 1, expected, count=1)
    answered(put_user(old, id="HCR2KX-DW7"), 1, expected, count=1)


def test_the_tuple_of_a_location_has_the_first_user_or_none(ovation: Ovation) -> None:
    ovation.switch(location_put_shape="tuple")
    answer = put_location(ovation, id="HCR2KX-K7R")
    found = results(answer)
    assert (found["customer"], found["customer_user"], found["customer_location"]["id"]) == (HARBOR, DANA, "HCR2KX-K7R")
    id = results(put(ovation, {"name": "N", "zipcode": "1", "email": "e"}))["customer"]["id"]
    assert results(put_location(ovation, customer_id=id, **SHOP))["customer_user"] == {}
    assert isinstance(results(put_user(ovation, id="HCR2KX-DW7")), list)


def test_the_tuple_of_a_user_has_his_location_else_the_first_or_none(ovation: Ovation) -> None:
    ovation.switch(user_put_shape="tuple")

    def place(**members: object) -> object:
        return results(put_user(ovation, **members))["customer_location"].get("id")

    assert place(id="HCR2KX-DW7") == "HCR2KX-M4N"
    assert place(customer_id="HCR2KX", **ROSE) == "HCR2KX-K7R"
    id = results(put(ovation, {"name": "N", "zipcode": "1", "email": "e"}))["customer"]["id"]
    assert place(customer_id=id, **ROSE) is None
    assert isinstance(results(put_location(ovation, id="HCR2KX-M4N")), list)


def test_look_ups_of_customers_were_answered_with_an_array(old: Ovation) -> None:
    for path, query in (
        ("/customers/lookupByEmail", {"customerUserEmail": DANA["email"]}),
        ("/customers/lookupById", {"customerUserId": "HCR2KX-DW7"}),
        ("/customers/lookupByExternalId", {"external_id": "HCR-1001"}),
        ("/customers/lookupByIssueId", {"issueId": "5f0c2d1e-7a43-4b8e-9c1d-2e6a4f98c3b7"}),
    ):
        answered(old.get(path, **query), 0, [HARBOR_2018])


@pytest.mark.parametrize("shape", ["tuple", "array"])
def test_the_shape_of_look_ups_can_be_switched_by_itself(ovation: Ovation, shape: str) -> None:
    ovation.switch(lookup_shape=shape)
    found = results(ovation.get("/customers/lookupById", customerUserId="HCR2KX-DW7"))
    assert found == [HARBOR] if shape == "array" else found["customer"] == HARBOR


def test_a_shape_that_is_switched_itself_goes_before_the_profile(old: Ovation) -> None:
    old.switch(location_put_shape="array", user_put_shape="array", lookup_shape="tuple")
    answered(put_location(old, id="HCR2KX-M4N"), 0, [STREET_2018])
    answered(put_user(old, id="HCR2KX-DW7"), 0, [DANA_2018])
    assert list(results(old.get("/customers/lookupById", customerUserId="HCR2KX-DW7")))[3:] == [
        "customer",
        "customer_user",
        "customer_location",
    ]


# --- Files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variants", "by_category"),
    [
        ({}, False),
        ({"location_files_shape": "by-category"}, True),
        ({"profile": "2018"}, True),
        ({"profile": "2018", "location_files_shape": "flat"}, False),
    ],
)
def test_files_of_a_location_are_a_list_or_lists_by_tag(ovation: Ovation, variants: dict[str, str], by_category: bool) -> None:
    state = ovation.state()
    for id, tag in FILES:
        rest = {"object": "members_locations", "type": "image/png", "size": 3, "name": "a b.png", "created": "2022-02-09T17:00:00Z"}
        state["files"][id] = {"id": id, "objectId": "HCR2KX-M4N", "tag": tag, **rest}
    ovation.replace_state(state)
    ovation.switch(**variants)
    place = results(ovation.get("/customers/location/get/HCR2KX", customer_location_id="HCR2KX-M4N"))[0]
    if by_category:
        assert [ids(category) for category in place["files"]] == [["F3ZINV"], ["F3PHTA", "F3PHTB"]]
    else:
        assert ids(place["files"]) == ["F3PHTA", "F3PHTB", "F3ZINV"]
        assert (place["files"][0]["object"], place["files"][0]["object_id"]) == ("members_locations", "HCR2KX-M4N")
