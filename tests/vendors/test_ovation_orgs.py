"""Organisations: the caller's own, its customers, and who may read them."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import SUMMIT, envelope, grant, whole

LOOKUP = "/orgs/lookupByExternalId"


@pytest.mark.rule("ovationcxm.org-scope")
def test_a_caller_gets_its_own_organisation(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/get"), envelope([SUMMIT], pages=1))
    other = results(Ovation(ovation.client, UZT).get("/orgs/get"))
    assert other == [
        {name: "" if isinstance(value, str) else 0 for name, value in SUMMIT.items()}
        | {
            "id": "UZT",
            "name": "AutomationOrg",
            "name_legal": "AutomationOrg",
            "nickname": "automationorg",
            "chat_id": "CH2UZT",
            "external_id": "ORG-AUTOMATION",
            "default_org_team_id": "UZT-LWW",
            "created": SUMMIT["created"],
            "updated": SUMMIT["updated"],
        }
    ]


def test_an_organisation_is_found_by_its_own_external_id(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get(LOOKUP, external_id="ORG-SUMMIT"), envelope([SUMMIT], pages=0))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_another_organisation_is_not_found(ovation: Ovation) -> None:
    for external_id, rule in (("ORG-NORTHWIND", "owner-foreign"), ("ORG-NOBODY", "object-not-found"), ("org-summit", "object-not-found")):
        refused(ovation.get(LOOKUP, external_id=external_id), 404, f"Object Not Found for partners {external_id}", rule)


def test_of_two_organisations_with_one_external_id_the_callers_own_is_found(ovation: Ovation) -> None:
    state = ovation.state()
    state["orgs"]["CDR"]["externalId"] = "ORG-SUMMIT"
    ovation.replace_state(state)
    assert results(ovation.get(LOOKUP, external_id="ORG-SUMMIT"))[0]["id"] == "SMT"


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("path", [LOOKUP, "/orgs/team/lookupByExternalId", "/orgs/user/lookupByExternalId"])
@pytest.mark.parametrize("query", [{}, {"external_id": ""}, {"external_id": " "}])
def test_a_look_up_needs_an_external_id(ovation: Ovation, path: str, query: Json) -> None:
    refused(ovation.get(path, **query), 422, "Missing/invalid external_id parameter (external_id)", "input-required", ["external_id"])


def test_an_external_id_may_stand_in_the_body(ovation: Ovation) -> None:
    answer = ovation.send("GET", f"/api/v3{LOOKUP}", b'{"external_id":"ORG-SUMMIT"}')
    assert results(answer)[0]["id"] == "SMT"


# --- Customers ---


def test_the_customers_of_an_organisation_are_listed_in_pages(ovation: Ovation) -> None:
    ids = ["BFB3QT", "CBW6YN", "HCR2KX", "JSB4WL", "MTR8UG", "SMR9TJ", "TWD5ZM"]
    body = ovation.get("/orgs/customers").json()
    assert [customer["id"] for customer in body["results"]] == ids
    assert (body["totalCount"], body["returned"], body["pages"]) == (7, 7, 1)
    body = ovation.get("/orgs/customers", limit=3, start=2).json()
    assert [customer["id"] for customer in body["results"]] == ids[2:5]
    assert (body["totalCount"], body["returned"], body["pages"]) == (7, 3, 3)
    assert results(ovation.get("/orgs/customers", limit=1)) == results(ovation.get("/customers/get", limit=1))


# --- Service providers ---


def test_a_service_provider_reads_its_own_organisation(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF)
    assert results(northwind.get("/orgs/get"))[0]["id"] == "NWF"
    assert results(northwind.get(LOOKUP, external_id="ORG-NORTHWIND"))[0]["id"] == "NWF"
    refused(northwind.get(LOOKUP, external_id="ORG-SUMMIT"), 404, "Object Not Found for partners ORG-SUMMIT", "owner-foreign")
    denied(northwind.get("/orgs/customers"), "obo-missing")


@pytest.mark.rule("ovationcxm.obo-not-granted")
def test_organisations_are_not_granted_to_a_service_provider_unless_the_relationship_says_so(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF, "SMT")
    for path in ("/orgs/get", "/orgs/customers", f"{LOOKUP}?external_id=ORG-SUMMIT"):
        denied(northwind.send("GET", f"/api/v3{path}"), "obo-not-granted")
    grant(ovation, "orgs.*")
    assert results(northwind.get("/orgs/get")) == [SUMMIT]
    assert len(results(northwind.get("/orgs/customers"))) == 7
    assert results(northwind.get(LOOKUP, external_id="ORG-SUMMIT")) == [SUMMIT]
    refused(northwind.get(LOOKUP, external_id="ORG-NORTHWIND"), 404, "Object Not Found for partners ORG-NORTHWIND", "obo-not-owner")


# --- Dictionaries ---

DICTIONARIES = {
    "/orgs/team/meta_statuses": {"0": "Inactive", "1": "Active", "99": "Deleted"},
    "/orgs/team/meta_types": {"1": "Support", "2": "Field Services", "3": "Sales", "4": "Billing"},
    "/orgs/team/meta_training_types": {"1": "POS Training", "2": "Product Training", "3": "Other"},
    "/orgs/users/meta_statuses": {"0": "Inactive", "1": "Active", "2": "Invited", "99": "Deleted"},
    "/shipments/meta/carriers": {"1": "FedEx", "2": "UPS", "3": "USPS", "4": "DHL", "5": "Other"},
    "/shipments/meta/statuses": {"0": "Pending", "1": "In Transit", "2": "Delivered", "3": "Exception"},
}


@pytest.mark.parametrize("path", DICTIONARIES)
def test_dictionaries_come_in_the_shape_that_is_switched(ovation: Ovation, path: str) -> None:
    ovation.freeze()
    labels = DICTIONARIES[path]
    keyed = [{"key": key, "value": label} for key, label in labels.items()]
    values = [{"value": label} for label in labels.values()]
    whole(ovation.get(path), envelope(keyed, pages=1))
    ovation.switch(profile="2018")
    whole(ovation.get(path), envelope(values, pages=1))
    ovation.switch(meta_enum_shape="key-value-list")
    whole(ovation.get(path), envelope(keyed, pages=1))
    ovation.switch(meta_enum_shape="labels")
    whole(ovation.get(path), envelope(list(labels.values()), pages=1))
    ovation.switch(meta_enum_shape="dictionary")
    whole(ovation.get(path), envelope(labels, pages=1))


@pytest.mark.parametrize("path", [*DICTIONARIES, "/technology/meta/dictionary", "/technology/meta/templates"])
def test_dictionaries_are_for_all_but_those_whom_the_header_refuses(ovation: Ovation, path: str) -> None:
    northwind = Ovation(ovation.client, NWF)
    expected = results(ovation.get(path))
    assert results(northwind.get(path)) == expected
    assert results(northwind.on_behalf_of("UZT").get(path)) == expected
    denied(northwind.on_behalf_of("CDR").get(path), "obo-not-standard")
    denied(ovation.on_behalf_of("UZT").get(path), "obo-caller-not-provider")
