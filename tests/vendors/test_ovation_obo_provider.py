"""The decision table for service providers: what they may do for themselves, and for whom they may not act."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import CDR, NWF, Json, Ovation, denied, refused
from tests.vendors.ovation_obo import ONE_OF_EACH, allowed, ask, cedar, denied_by, missed_by, northwind

WRITE: Json = {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}


@pytest.mark.rule("ovationcxm.org-scope")
@pytest.mark.parametrize("obo", [None, "", "  "])
def test_row_11_dictionaries_are_open_and_custom_forms_are_ones_own(ovation: Ovation, obo: str | None) -> None:
    provider = northwind(ovation, obo)
    assert allowed(ovation, ask(provider, "GET /issues/meta/types"), "org-scope")["totalCount"] == 4
    assert allowed(ovation, ask(provider, "GET /customers/meta/customForms"), "org-scope")["results"] == []
    state = ovation.state()
    state["forms"]["4T3Q3F"]["orgId"] = "NWF"
    ovation.replace_state(state)
    assert len(allowed(ovation, ask(provider, "GET /customers/meta/customForms"), "org-scope")["results"]) == 1


@pytest.mark.rule("ovationcxm.org-scope")
def test_row_12_ones_own_organisation_can_be_read(ovation: Ovation) -> None:
    provider = northwind(ovation)
    found = {
        path: [row["id"] for row in allowed(ovation, ask(provider, f"GET {path}"), "org-scope")["results"]]
        for path in (
            "/orgs/get",
            "/orgs/team/list",
            "/orgs/users",
            "/orgs/team/get/NWF-TEC",
            "/orgs/team/users/NWF-DSP",
            "/orgs/user/get/NW2TEC",
            "/orgs/lookupByExternalId?external_id=ORG-NORTHWIND",
            "/orgs/team/lookupByExternalId?external_id=TEAM-TEC",
            "/orgs/user/lookupByExternalId?external_id=AGT-301",
        )
    }
    assert list(found.values()) == [
        ["NWF"],
        ["NWF-DSP", "NWF-TEC"],
        ["NW2TEC"],
        ["NWF-TEC"],
        ["NW2TEC"],
        ["NW2TEC"],
        ["NWF"],
        ["NWF-TEC"],
        ["NW2TEC"],
    ]


READS = [
    ("GET /orgs/team/get/SMT-SUP", "Object Not Found for partners_teams SMT-SUP"),
    ("GET /orgs/team/users/SMT-SUP", "Object Not Found for partners_teams SMT-SUP"),
    ("GET /orgs/user/get/SU2MNT", "Object Not Found for users SU2MNT"),
]


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("line", "message"), READS)
def test_row_13_as_row_8_what_belongs_to_another_is_denied_or_as_the_variant_says_unknown(
    ovation: Ovation, line: str, message: str
) -> None:
    denied_by(ovation, ask(northwind(ovation), line), "13a", "owner-foreign")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, ask(northwind(ovation), line), "13a", "owner-foreign", message)


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/orgs/lookupByExternalId?external_id=ORG-SUMMIT", "Object Not Found for partners ORG-SUMMIT"),
        ("/orgs/team/lookupByExternalId?external_id=TEAM-SUP", "Object Not Found for partners_teams TEAM-SUP"),
        ("/orgs/user/lookupByExternalId?external_id=AGT-101", "Object Not Found for users AGT-101"),
    ],
)
def test_row_13_as_row_9_a_look_up_does_not_find_what_belongs_to_another(ovation: Ovation, path: str, message: str) -> None:
    missed_by(ovation, ask(northwind(ovation), f"GET {path}"), "13b", "owner-foreign", message)


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/orgs/team/get/ZZZ", "Object Not Found for partners_teams ZZZ"),
        ("/orgs/user/get/ZZZ", "Object Not Found for users ZZZ"),
        ("/orgs/team/lookupByExternalId?external_id=ZZZ", "Object Not Found for partners_teams ZZZ"),
    ],
)
def test_row_13_as_row_10_what_does_not_exist_is_answered_in_the_operations_own_words(ovation: Ovation, path: str, message: str) -> None:
    refused(ask(northwind(ovation), f"GET {path}"), 404, message, "object-not-found")


@pytest.mark.rule("ovationcxm.obo-missing")
@pytest.mark.parametrize("obo", [None, "", "  "])
@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("GET /customers/get", None),
        ("GET /customers/get/HCR2KX", None),
        ("GET /customers/get/ZZZZZZ", None),
        ("GET /issues/get", None),
        ("GET /customers/lookupByExternalId?external_id=HCR-1001", None),
        ("POST /customers/put", WRITE),
        ("GET /technology/get/TC2HKR", None),
    ],
)
def test_row_14_the_subset_needs_the_header(ovation: Ovation, line: str, body: Json | None, obo: str | None) -> None:
    before = ovation.state()
    denied_by(ovation, ask(northwind(ovation, obo), line, body), "14", "obo-missing")
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.obo-missing")
@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("GET /shipments/get", None),
        ("GET /orgs/customers", None),
        ("GET /reports/kpi_open_issues", None),
        ("POST /orgs/team/put", {"org_team": {"name": "New"}}),
        ("POST /orgs/users/put", {"users": {}}),
        ("POST /phone/queueExit", {"external_id": "8675309"}),
    ],
)
def test_row_15_so_does_what_is_outside_of_the_subset(ovation: Ovation, line: str, body: Json | None) -> None:
    before = ovation.state()
    denied_by(ovation, ask(northwind(ovation), line, body), "15", "obo-missing")
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.org-scope")
def test_rows_14_and_15_can_be_switched_to_let_a_provider_work_for_itself(ovation: Ovation) -> None:
    ovation.switch(provider_own_writes="allow")
    provider = northwind(ovation)
    assert allowed(ovation, ask(provider, "GET /customers/get"), "org-scope")["results"] == []
    made = allowed(ovation, ask(provider, "POST /customers/put", WRITE), "org-scope")["results"]["customer"]
    assert ovation.state()["customers"][made["id"]]["orgId"] == "NWF"
    allowed(ovation, ask(provider, "POST /orgs/team/put", {"org_team": {"name": "New"}}), "org-scope")
    assert allowed(ovation, ask(provider, "GET /shipments/get"), "org-scope")["totalCount"] == 0
    denied_by(ovation, ask(provider, "GET /customers/get/JSB4WL"), "8", "owner-foreign")
    # A team of Northwind's has a case of this customer.
    denied_by(ovation, ask(provider, "GET /customers/get/HCR2KX"), "7", "owner-foreign")
    # Reads, dictionaries and what is done for others are as before.
    denied_by(ovation, ask(provider, "GET /orgs/team/get/SMT-SUP"), "13a", "owner-foreign")
    denied_by(ovation, ask(northwind(ovation, "NWF"), "GET /customers/get"), "16", "obo-not-standard")
    denied_by(ovation, ask(northwind(ovation, "SMT"), "GET /shipments/get"), "20", "obo-not-granted")


@pytest.mark.rule("ovationcxm.issue-collab")
def test_a_provider_that_works_for_itself_takes_part_in_cases_of_its_teams(ovation: Ovation) -> None:
    ovation.switch(provider_own_writes="allow")
    body = allowed(ovation, ask(northwind(ovation), "GET /issues/get"), "org-scope")
    (row,) = body["results"]
    assert row["id"] == "f2b84e17-3d60-49c8-b5e9-0a7f61d8c294"
    allowed(ovation, ask(northwind(ovation), f"GET /issues/get/{row['id']}"), "issue-collab")


REFUSED = [
    ("16", NWF, "NWF", "obo-not-standard"),
    ("16", NWF, "CDR", "obo-not-standard"),
    ("16", CDR, "NWF", "obo-not-standard"),
    ("17a", NWF, "ZZZ", "obo-unknown-org"),
    ("17a", NWF, "smt", "obo-unknown-org"),
    ("17a", NWF, "SMT,UZT", "obo-unknown-org"),
    ("17a", NWF, "SMT, SMT", "obo-unknown-org"),
    ("17a", NWF, "S MT", "obo-unknown-org"),
    ("17b", CDR, "UZT", "obo-no-relationship"),
    ("17c", CDR, "SMT", "obo-inactive"),
]


@pytest.mark.rule("ovationcxm.obo-not-standard", "ovationcxm.obo-unknown-org", "ovationcxm.obo-no-relationship", "ovationcxm.obo-inactive")
@pytest.mark.parametrize("line", ONE_OF_EACH.values())
def test_rows_16_and_17_are_answered_alike_for_every_class(ovation: Ovation, line: str) -> None:
    ovation.freeze()
    bodies = set()
    for row, key, obo, rule in REFUSED:
        answer = ask(Ovation(ovation.client, key, obo), line)
        denied_by(ovation, answer, row, rule)
        bodies.add(answer.content)
    assert len(bodies) == 1, "a provider cannot find out which organisations exist"


@pytest.mark.rule("ovationcxm.obo-not-standard")
@pytest.mark.parametrize("obo", ["NWF", "CDR"])
def test_row_16_a_provider_acts_neither_for_itself_nor_for_another_one(ovation: Ovation, obo: str) -> None:
    denied_by(ovation, ask(northwind(ovation, obo), "POST /customers/put", WRITE), "16", "obo-not-standard")


@pytest.mark.rule("ovationcxm.obo-unknown-org")
@pytest.mark.parametrize("ids", [("SMT", "SMT"), ("SMT", "UZT"), ("", "SMT")])
def test_row_17a_a_header_that_is_sent_twice_names_no_organisation(ovation: Ovation, ids: tuple[str, str]) -> None:
    target = "/api/v3/customers/get"
    headers = [*northwind(ovation).headers(target).items(), *(("X-Boomtown-OBO", id) for id in ids)]
    denied_by(ovation, ovation.client.get(f"/ovationcxm{target}", headers=headers), "17a", "obo-unknown-org")


@pytest.mark.rule("ovationcxm.obo-no-relationship")
def test_row_17b_a_relationship_opens_and_its_end_closes(ovation: Ovation) -> None:
    provider = cedar(ovation, "UZT")
    denied(provider.get("/customers/get"), "obo-no-relationship")
    made = {"provider_org_id": "CDR", "standard_org_id": "UZT", "active": True}
    assert ovation.console("PUT", "/relationships/REL-4", made).status_code == 200
    assert provider.get("/customers/get").json()["totalCount"] == 5
    assert ovation.console("DELETE", "/relationships/REL-4").status_code == 204
    denied(provider.get("/customers/get"), "obo-no-relationship")


@pytest.mark.rule("ovationcxm.obo-inactive")
def test_row_17c_a_relationship_that_becomes_active_opens(ovation: Ovation) -> None:
    provider = cedar(ovation, "SMT")
    denied(provider.get("/customers/get"), "obo-inactive")
    active = {"provider_org_id": "CDR", "standard_org_id": "SMT", "active": True}
    assert ovation.console("PUT", "/relationships/REL-3", active).status_code == 200
    assert provider.get("/customers/get").json()["totalCount"] == 7


@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.parametrize("obo", ["SMT", " SMT", "SMT  ", "\tSMT"])
def test_blanks_around_the_header_are_passed_over(ovation: Ovation, obo: str) -> None:
    assert allowed(ovation, ask(northwind(ovation, obo), "GET /customers/get"), "obo-scope")["totalCount"] == 7
