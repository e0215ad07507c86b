"""What a service provider reaches of customers, locations and users, and whose what it makes is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import CDR, DANAS_CASE, NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_customers import MISS, NO_MATCH, ROSE, SHOP, TEA, ids, no_match

Request = tuple[str, str, Json]
"""Method, path, and query or body."""


def send(ovation: Ovation, request: Request) -> Any:
    """Send a request."""
    method, path, members = request
    return ovation.get(path, **members) if method == "GET" else ovation.post(path, members)


def of(customer: str, user: str, place: str) -> list[Request]:
    """Return a request of each operation that addresses an object by its id."""
    return [
        ("GET", f"/customers/get/{customer}", {}),
        ("GET", f"/customers/location/get/{customer}", {}),
        ("GET", f"/customers/location/users/{customer}", {"customer_location_id": place}),
        ("GET", f"/customers/user/get/{customer}", {}),
        ("POST", "/customers/put", {"customer": {"id": customer}}),
        ("POST", "/customers/location/put", {"customer_location": {"id": place}}),
        ("POST", "/customers/user/put", {"customer_user": {"id": user}}),
        ("POST", f"/customers/user/sso/{user}", {}),
        ("POST", f"/customers/user/delete/{user}", {}),
        ("POST", f"/customers/location/delete/{place}", {}),
        ("POST", f"/customers/delete/{customer}", {}),
    ]


LOOKUPS: list[Request] = [
    ("GET", "/customers/lookup", {"login": "dana.whitfield@harborcoffee.example", "password": "dana-sandbox"}),
    ("GET", "/customers/lookupByEmail", {"customerUserEmail": "dana.whitfield@harborcoffee.example"}),
    ("GET", "/customers/lookupById", {"customerUserId": "HCR2KX-DW7"}),
    ("GET", "/customers/lookupByExternalId", {"external_id": "HCR-1001"}),
    ("GET", "/customers/lookupByIssueId", {"issueId": DANAS_CASE}),
    ("GET", "/customers/location/lookupByIssueId", {"issueId": DANAS_CASE}),
    ("GET", "/customers/location/lookupByEmail", {"email": "dana.whitfield@harborcoffee.example"}),
    ("GET", "/customers/location/lookupByExternalId", {"external_id": "HCR-1001-A"}),
    ("GET", "/customers/users/lookupByIssueId", {"issueId": DANAS_CASE}),
    ("GET", "/customers/users/lookupByExternalId", {"external_id": "76541643"}),
    ("GET", "/customers/user/lookupByExternalId", {"external_id": "76541643"}),
    ("GET", "/customers/users/lookupByEmail", {"customerUserEmail": "dana.whitfield@harborcoffee.example"}),
]
OTHERS: list[Request] = [
    ("GET", "/customers/get", {}),
    ("GET", "/customers/user_check", {"email": "omar@bluefinch.example"}),
    ("GET", "/customers/user_check/omar@bluefinch.example", {}),
    ("POST", "/customers/put", {"customer": TEA}),
    ("POST", "/customers/location/put", {"customer_location": {"customer_id": "HCR2KX", **SHOP}}),
    ("POST", "/customers/user/put", {"customer_user": {"customer_id": "HCR2KX", **ROSE}}),
    ("POST", "/customers/password_reset", {"login": "omar@bluefinch.example"}),
    ("POST", "/customers/sms_invite", {"sms_number": "6465550187"}),
]
SUMMITS = of("HCR2KX", "HCR2KX-DW7", "HCR2KX-M4N")
STRANGERS = of("C8J8AE", "C8J8AE-UEU", "C8J8AE-T2Q")
DICTIONARIES = ("/customers/meta/industries", "/customers/meta/statuses", "/customers/location/meta_statuses")


@pytest.fixture
def northwind(ovation: Ovation) -> Ovation:
    """Northwind Field Services, on behalf of Summit Payments."""
    return Ovation(ovation.client, NWF, "SMT")


@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.parametrize("request_", [*SUMMITS, *LOOKUPS, *OTHERS], ids=lambda one: one[1])
def test_on_behalf_of_an_organisation_all_is_answered_as_to_that_organisation(
    ovation: Ovation, northwind: Ovation, request_: Request
) -> None:
    ovation.freeze()
    before = ovation.state()
    there = send(northwind, request_)
    assert there.status_code == 200, there.text
    assert "ovationcxm.obo-scope" in northwind.last_exchange()["rules"]
    changed = northwind.state()
    northwind.client.post("/_sandbox/reset")
    ovation.freeze()
    assert ovation.state() == before
    assert send(ovation, request_).content == there.content
    assert "ovationcxm.org-scope" in ovation.last_exchange()["rules"]
    assert ovation.state() == changed


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("request_", STRANGERS, ids=lambda one: one[1])
def test_what_belongs_to_another_organisation_is_denied(ovation: Ovation, request_: Request) -> None:
    denied(send(ovation, request_), "owner-foreign")


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize("request_", STRANGERS, ids=lambda one: one[1])
def test_on_behalf_of_an_organisation_what_it_does_not_own_is_denied(northwind: Ovation, request_: Request) -> None:
    denied(send(northwind, request_), "obo-not-owner")
    northwind.switch(foreign_object="not-found")
    assert send(northwind, request_).status_code == 404


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize("request_", LOOKUPS, ids=lambda one: one[1])
def test_on_behalf_of_an_organisation_look_ups_do_not_find_what_it_does_not_own(ovation: Ovation, request_: Request) -> None:
    state = ovation.state()
    state["relationships"]["REL-2"]["grants"] = ["ovationcxm.customers.*"]
    ovation.replace_state(state)
    refused(send(Ovation(ovation.client, NWF, "UZT"), request_), 404, MISS, "obo-not-owner")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("request_", of("CBW6YN", "CBW6YN-Z7D", "CBW6YN-G5W"), ids=lambda one: one[1])
def test_the_customer_behind_an_issue_in_which_one_takes_part_is_denied(ovation: Ovation, request_: Request) -> None:
    automation = Ovation(ovation.client, UZT)
    denied(send(automation, request_), "owner-foreign")
    assert automation.last_exchange()["note"].startswith("row 7 of the decision table")


@pytest.mark.rule("ovationcxm.obo-missing", "ovationcxm.obo-inactive")
@pytest.mark.parametrize("request_", [*SUMMITS, *LOOKUPS, *OTHERS], ids=lambda one: one[1])
def test_a_provider_needs_an_organisation_and_an_active_relationship(ovation: Ovation, request_: Request) -> None:
    denied(send(Ovation(ovation.client, NWF), request_), "obo-missing")
    denied(send(Ovation(ovation.client, CDR, "SMT"), request_), "obo-inactive")


@pytest.mark.rule("ovationcxm.obo-not-granted")
@pytest.mark.parametrize("request_", [*STRANGERS[1:], *LOOKUPS, *OTHERS[1:]], ids=lambda one: one[1])
def test_what_is_not_granted_is_denied(ovation: Ovation, request_: Request) -> None:
    denied(send(Ovation(ovation.client, NWF, "UZT"), request_), "obo-not-granted")


def test_what_is_granted_is_answered(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF, "UZT")
    assert ids(results(northwind.get("/customers/get"))) == ["2S6SZX", "339WGC", "46YSFE", "86CW23", "C8J8AE"]
    assert results(northwind.get("/customers/get/C8J8AE"))[0]["id"] == "C8J8AE"


@pytest.mark.rule("ovationcxm.obo-scope", "ovationcxm.org-scope")
@pytest.mark.parametrize("path", DICTIONARIES)
def test_dictionaries_are_open_to_providers(ovation: Ovation, path: str) -> None:
    expected = results(ovation.get(path))
    for obo in (None, "SMT", "UZT"):
        assert results(Ovation(ovation.client, NWF, obo).get(path)) == expected


@pytest.mark.rule("ovationcxm.obo-not-owner")
def test_references_are_held_against_the_organisation_on_whose_behalf_one_calls(northwind: Ovation) -> None:
    """Teams of the provider may be given, for it is linked; customers and locations of strangers may not."""
    place = {"id": "HCR2KX-M4N", "org_team_ids": ["NWF-TEC"]}
    assert results(northwind.post("/customers/location/put", {"customer_location": place}))[0]["org_team_ids"] == ["NWF-TEC"]
    denied(northwind.post("/customers/location/put", {"customer_location": place | {"org_team_ids": ["UZT-LWW"]}}), "obo-not-owner")
    denied(northwind.post("/customers/location/put", {"customer_location": {"customer_id": "C8J8AE", **SHOP}}), "obo-not-owner")
    no_match(northwind.post("/customers/user/put", {"customer_user": {"customer_id": "C8J8AE-00Y", **ROSE}}))
    user = {"id": "HCR2KX-DW7", "customer_location_id": "C8J8AE-T2Q"}
    denied(northwind.post("/customers/user/put", {"customer_user": user}), "obo-not-owner")
    invitation = {"sms_number": "6465550187", "org_team_id": "NWF-DSP"}
    denied(northwind.post("/customers/sms_invite", invitation), "obo-not-owner")


@pytest.mark.rule("ovationcxm.obo-scope")
def test_what_a_provider_makes_belongs_to_the_organisation_on_whose_behalf_it_calls(northwind: Ovation) -> None:
    made = results(northwind.post("/customers/put", {"customer": TEA, "customer_location": SHOP}))
    state = northwind.state()
    assert state["customers"][made["customer"]["id"]]["orgId"] == "SMT"
    assert made["customer_location"]["org_team_ids"] == ["SMT-SUP"]
    invited = northwind.post("/customers/sms_invite", {"sms_number": "6465550187"}).json()
    assert northwind.state()["customers"][invited["customerId"]]["orgId"] == "SMT"


def test_what_is_foreign_can_be_as_if_it_did_not_exist(ovation: Ovation) -> None:
    ovation.switch(foreign_object="not-found")
    texts = {"/customers/put": NO_MATCH, "/customers/location/put": NO_MATCH, "/customers/user/put": NO_MATCH}
    texts |= {"/customers/location/delete/C8J8AE-T2Q": NO_MATCH}
    members = "Object Not Found for members C8J8AE"
    texts |= dict.fromkeys(("/customers/get/C8J8AE", "/customers/user/get/C8J8AE", "/customers/delete/C8J8AE"), members)
    for request in STRANGERS:
        refused(send(ovation, request), 404, texts.get(request[1], MISS), "owner-foreign")
