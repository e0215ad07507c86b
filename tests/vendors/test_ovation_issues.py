"""Issues: list, read and search."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import CDR, NWF, UNKNOWN_ISSUE, UZT, Ovation, denied, refused, results
from tests.vendors.ovation_issues import (
    CANCELED,
    CLOSED,
    DANAS_CASE,
    ESCALATED,
    EXAMPLE,
    RESOLVED,
    SCHEDULED,
    SHARED,
    TO_SCHEDULE,
    changed,
    issue,
    no_such_issue,
    opened,
)

SUMMITS = sorted([DANAS_CASE, TO_SCHEDULE, SCHEDULED, RESOLVED, CLOSED, CANCELED, ESCALATED, SHARED])
AUTOMATIONS = [
    EXAMPLE,
    "007027ee-b382-4f55-b13e-e4424e11d855",
    "01153e5d-0248-4275-b7c5-78a33dd7cff2",
    "01eb822d-3587-45ab-9e35-0a39525164ff",
    "02fcb243-166b-476b-a10c-44733013fa4a",
]


def ids(ovation: Ovation, **query: object) -> list[str]:
    """List the ids of issues."""
    return [row["id"] for row in results(ovation.get("/issues/get", **query))]


# --- List -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.order-id")
def test_an_organisation_lists_its_issues_by_ascending_id(ovation: Ovation) -> None:
    body = ovation.get("/issues/get").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [8, 8, 1]
    assert [row["id"] for row in body["results"]] == SUMMITS
    assert body["results"][SUMMITS.index(DANAS_CASE)] == issue(ovation)


@pytest.mark.rule("ovationcxm.org-scope")
@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.rule("ovationcxm.issue-collab")
def test_who_takes_part_lists_an_issue_too_but_not_by_another_ones_hand(ovation: Ovation) -> None:
    client = ovation.client
    assert ids(Ovation(client, UZT)) == sorted([*AUTOMATIONS, SHARED])
    assert ids(Ovation(client, NWF, "UZT")) == AUTOMATIONS
    assert ids(Ovation(client, NWF, "SMT")) == SUMMITS
    denied(Ovation(client, NWF).get("/issues/get"), "obo-missing")
    denied(Ovation(client, CDR, "SMT").get("/issues/get"), "obo-inactive")
    issue(Ovation(client, UZT), SHARED)
    assert "ovationcxm.issue-collab" in ovation.last_exchange()["rules"]


@pytest.mark.rule("ovationcxm.page-limit")
@pytest.mark.rule("ovationcxm.page-start")
@pytest.mark.rule("ovationcxm.page-pages")
def test_a_page_has_ten_issues_unless_it_is_said_otherwise(ovation: Ovation) -> None:
    new = [opened(ovation)["id"] for _ in range(5)]
    every = sorted([*SUMMITS, *new])
    for query, expected, pages in (
        ({}, every[:10], 2),
        ({"start": 10}, every[10:], 2),
        ({"limit": 5, "start": 5}, every[5:10], 3),
        ({"limit": 13}, every, 1),
        ({"limit": 0, "start": -1}, every[:10], 2),
        ({"limit": "x", "start": "y"}, every[:10], 2),
        ({"limit": 1000}, every, 1),
        ({"start": 13}, [], 2),
    ):
        body = ovation.get("/issues/get", **query).json()
        assert [row["id"] for row in body["results"]] == expected, query
        assert [body["totalCount"], body["returned"], body["pages"]] == [13, len(expected), pages], query


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"customer_id": "HCR2KX"}, [DANAS_CASE, TO_SCHEDULE, ESCALATED]),
        ({"customers_users_id": "HCR2KX-DW7"}, [DANAS_CASE, TO_SCHEDULE]),
        ({"customer_location_id": "HCR2KX-K7R"}, [ESCALATED]),
        ({"customer_location_id": "HCR2KX-M4N", "customers_users_id": "HCR2KX-DW7"}, [DANAS_CASE, TO_SCHEDULE]),
        ({"customer_id": "HCR2KX", "customers_users_id": "HCR2KX-LP4", "customer_location_id": "HCR2KX-K7R"}, [ESCALATED]),
        ({"customer_id": "BFB3QT", "customers_users_id": "HCR2KX-DW7"}, []),
        ({"customer_location_id": "HCR2KX-M4N", "customers_users_id": "HCR2KX-LP4"}, []),
        ({"customer_id": "ZZZZZZ"}, []),
        ({"customer_id": "C8J8AE"}, []),
        ({"customer_id": ""}, SUMMITS),
        ({"customers_users_id": "user", "customer_id": "HCR2KX"}, []),
    ],
)
def test_filters_combine(ovation: Ovation, filters: dict[str, str], expected: list[str]) -> None:
    body = ovation.get("/issues/get", **filters).json()
    assert [row["id"] for row in body["results"]] == sorted(expected)
    assert [body["totalCount"], body["pages"]] == [len(expected), 1 if expected else 0]


@pytest.mark.parametrize("value", [{}, ["HCR2KX"], 5, True])
def test_a_filter_that_is_no_id_fits_none(ovation: Ovation, value: object) -> None:
    assert results(ovation.send("GET", "/api/v3/issues/get", _json(customer_id=value))) == []


def _json(**members: object) -> bytes:
    import orjson

    return orjson.dumps(members)


def test_filters_find_what_an_organisation_takes_part_in(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    for filters in ({"customer_id": "CBW6YN"}, {"customers_users_id": "CBW6YN-Z7D"}, {"customer_location_id": "CBW6YN-G5W"}):
        assert ids(partner, **filters) == [SHARED]
        assert ids(ovation, **filters) == [SHARED]
        assert ids(Ovation(ovation.client, NWF, "UZT"), **filters) == []


def test_lists_follow_what_changes(ovation: Ovation) -> None:
    case = opened(ovation)["id"]
    changed(ovation, case, customer_user_id="HCR2KX-LP4", customer_location_id="HCR2KX-K7R")
    assert ids(ovation, customers_users_id="HCR2KX-LP4") == sorted([ESCALATED, case])
    assert ids(ovation, customer_location_id="HCR2KX-K7R") == sorted([ESCALATED, case])
    assert case not in ids(ovation, customers_users_id="HCR2KX-DW7")
    changed(ovation, case, status="Deleted")
    assert case not in ids(ovation, limit=100)
    assert ids(ovation, customer_location_id="HCR2KX-K7R") == [ESCALATED]


# --- Read -----------------------------------------------------------------------------------------------------------


def test_an_issue_is_answered_in_an_array(ovation: Ovation) -> None:
    body = ovation.get(f"/issues/get/{DANAS_CASE}").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 1]
    assert body["results"][0]["id"] == DANAS_CASE


@pytest.mark.rule("ovationcxm.issue-not-found")
@pytest.mark.parametrize("id", [UNKNOWN_ISSUE, "454354-476b-354-3545-445367547a4a", DANAS_CASE.upper(), "é%2F"])
def test_an_unknown_issue_does_not_exist(ovation: Ovation, id: str) -> None:
    target = f"/api/v3/issues/get/{id}".replace("é", "%C3%A9")
    no_such_issue(ovation.send("GET", target))


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.rule("ovationcxm.obo-not-owner")
def test_an_issue_of_others_is_refused(ovation: Ovation) -> None:
    client = ovation.client
    denied(ovation.get(f"/issues/get/{EXAMPLE}"), "owner-foreign")
    denied(Ovation(client, UZT).get(f"/issues/get/{DANAS_CASE}"), "owner-foreign")
    denied(Ovation(client, NWF, "SMT").get(f"/issues/get/{EXAMPLE}"), "obo-not-owner")
    denied(Ovation(client, NWF, "UZT").get(f"/issues/get/{SHARED}"), "obo-not-owner")
    ovation.switch(foreign_object="not-found")
    no_such_issue(ovation.get(f"/issues/get/{EXAMPLE}"), "owner-foreign")
    no_such_issue(Ovation(client, NWF, "UZT").get(f"/issues/get/{SHARED}"), "obo-not-owner")


# --- Search ---------------------------------------------------------------------------------------------------------


def test_an_issue_is_found_by_its_external_id(ovation: Ovation) -> None:
    body = ovation.get("/issues/lookupByExternalId", external_id="8675309").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]
    assert body["results"] == [issue(ovation)]
    changed(ovation, DANAS_CASE, external_id="8675310")
    no_such_issue(ovation.get("/issues/lookupByExternalId", external_id="8675309"))
    assert results(ovation.get("/issues/lookupByExternalId", external_id="8675310")) == [issue(ovation)]


@pytest.mark.rule("ovationcxm.issue-not-found")
def test_a_search_that_finds_nothing_is_told_as_an_unknown_issue(ovation: Ovation) -> None:
    no_such_issue(ovation.get("/issues/lookupByExternalId", external_id="nothing"))


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.rule("ovationcxm.obo-not-owner")
def test_a_search_does_not_find_issues_of_others_but_those_that_one_takes_part_in(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    provider = Ovation(ovation.client, NWF, "UZT")
    grants = {"provider_org_id": "NWF", "standard_org_id": "UZT", "active": True, "grants": ["ovationcxm.issues.*"]}
    assert ovation.console("PUT", "/relationships/REL-2", grants).status_code == 200
    for client, rule in ((partner, "owner-foreign"), (provider, "obo-not-owner")):
        no_such_issue(client.get("/issues/lookupByExternalId", external_id="8675309"), rule)
    changed(ovation, SHARED, external_id="shared")
    assert [row["id"] for row in results(partner.get("/issues/lookupByExternalId", external_id="shared"))] == [SHARED]
    no_such_issue(provider.get("/issues/lookupByExternalId", external_id="shared"), "obo-not-owner")


@pytest.mark.rule("ovationcxm.input-required")
def test_a_search_needs_an_external_id(ovation: Ovation) -> None:
    for query in ({}, {"external_id": ""}, {"customerUserEmail": "left from another call"}):
        response = ovation.get("/issues/lookupByExternalId", **query)
        refused(response, 422, "Missing/invalid external_id parameter (external_id)", "input-required", ["external_id"])
