"""The decision table for service providers on behalf of a linked organisation."""

from __future__ import annotations

import pytest

from sandbox.vendors.ovationcxm.ecosystem import grants
from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, Json, Ovation, denied, refused, results
from tests.vendors.ovation_obo import COLLAB, UZTS_CASE, allowed, ask, automation, denied_by, grant, missed_by, northwind

ALL = "ovationcxm.*"


@pytest.mark.rule("ovationcxm.obo-scope")
def test_row_18_dictionaries_are_always_granted_and_custom_forms_are_the_organisations(ovation: Ovation) -> None:
    assert allowed(ovation, ask(northwind(ovation, "SMT"), "GET /customers/meta/customForms"), "obo-scope")["results"] == []
    (form,) = allowed(ovation, ask(northwind(ovation, "UZT"), "GET /customers/meta/customForms"), "obo-scope")["results"]
    assert form["id"] == "4T3Q3F"
    grant(ovation)
    assert allowed(ovation, ask(northwind(ovation, "SMT"), "GET /issues/meta/types"), "obo-scope")["totalCount"] == 4
    grant(ovation, ALL, "!ovationcxm.issues.*")
    allowed(ovation, ask(northwind(ovation, "SMT"), "GET /issues/meta/types"), "obo-scope")


@pytest.mark.rule("ovationcxm.obo-not-granted")
@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("GET /customers/location/get/C8J8AE", None),
        ("GET /customers/lookupByExternalId?external_id=C8J8AE-00Y", None),
        (f"POST /issues/resolve/{UZTS_CASE}", None),
        ("POST /issues/put", {"issues": {"id": UZTS_CASE, "details": "x"}}),
        ("POST /customers/put", {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}),
        (f"POST /chat/send/issues/{UZTS_CASE}", {"from": "a", "message": "b"}),
    ],
)
def test_row_19_what_the_relationship_does_not_grant_is_denied(ovation: Ovation, line: str, body: Json | None) -> None:
    before = ovation.state()
    denied_by(ovation, ask(northwind(ovation, "UZT"), line, body), "19", "obo-not-granted")
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.obo-not-granted")
@pytest.mark.parametrize("path", ["/customers/get", "/customers/get/C8J8AE", "/issues/get", f"/issues/get/{UZTS_CASE}"])
def test_row_19_what_it_grants_is_open(ovation: Ovation, path: str) -> None:
    allowed(ovation, ask(northwind(ovation, "UZT"), f"GET {path}"), "obo-scope")
    grant(ovation, relationship="REL-2")
    denied_by(ovation, ask(northwind(ovation, "UZT"), f"GET {path}"), "19", "obo-not-granted")


@pytest.mark.rule("ovationcxm.obo-not-granted")
@pytest.mark.parametrize("line", ["GET /orgs/get", "GET /orgs/team/list", "GET /shipments/get", "GET /reports/kpi_open_issues"])
def test_row_20_reads_of_the_organisation_and_what_is_outside_of_the_subset_are_not_granted_by_default(ovation: Ovation, line: str) -> None:
    denied_by(ovation, ask(northwind(ovation, "SMT"), line), "20", "obo-not-granted")
    grant(ovation, ALL)
    allowed(ovation, ask(northwind(ovation, "SMT"), line), "obo-scope")


# --- Rows 21 to 23: as if the organisation called -------------------------------------------------------------------

COUNTS = [("SMT", 7, 8), ("UZT", 5, 5)]


@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.parametrize(("obo", "customers", "issues"), COUNTS)
def test_row_21_lists_show_and_count_the_organisations_records_alone(ovation: Ovation, obo: str, customers: int, issues: int) -> None:
    provider = northwind(ovation, obo)
    assert allowed(ovation, ask(provider, "GET /customers/get?limit=1"), "obo-scope")["totalCount"] == customers
    assert allowed(ovation, ask(provider, "GET /issues/get?limit=1"), "obo-scope")["totalCount"] == issues


@pytest.mark.rule("ovationcxm.obo-scope")
def test_row_21_cases_in_which_the_organisation_takes_part_are_not_shown(ovation: Ovation) -> None:
    """Without a provider between, AutomationOrg sees six."""
    shown = {row["id"] for row in results(northwind(ovation, "UZT").get("/issues/get"))}
    assert shown == {row["id"] for row in results(automation(ovation).get("/issues/get"))} - {COLLAB}
    assert results(northwind(ovation, "UZT").get("/issues/get", customer_id="CBW6YN")) == []


@pytest.mark.rule("ovationcxm.obo-scope")
def test_row_21_holds_for_all_that_is_granted(ovation: Ovation) -> None:
    grant(ovation, ALL)
    provider = northwind(ovation, "SMT")
    for path in ("/shipments/get", "/orgs/team/list", "/orgs/users", "/orgs/get", "/orgs/customers"):
        theirs = allowed(ovation, ask(provider, f"GET {path}"), "obo-scope")
        assert theirs["results"] == results(ovation.get(path))


MADE: list[tuple[str, str, Json]] = [
    ("customers", "POST /customers/put", {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}),
    ("technology", "POST /technology/put", {"technology": {"label": "Spare"}}),
    ("teams", "POST /orgs/team/put", {"org_team": {"name": "New team"}}),
    ("orgUsers", "POST /orgs/users/put", {"users": {"email": "a@b.example", "first_name": "A", "last_name": "B"}}),
    ("shipments", "POST /shipments/put", {"shipments": {"carrier": "UPS", "carrier_tracking": "1Z"}}),
]


@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.parametrize(("kind", "line", "body"), MADE)
def test_row_22_what_is_made_belongs_to_the_organisation(ovation: Ovation, kind: str, line: str, body: Json) -> None:
    grant(ovation, ALL)
    before = ovation.state()[kind]
    allowed(ovation, ask(northwind(ovation, "SMT"), line, body), "obo-scope")
    new = [record for id, record in ovation.state()[kind].items() if id not in before]
    assert [record["orgId"] for record in new] == ["SMT"]


OWNED = [
    "/customers/get/HCR2KX",
    "/customers/location/get/HCR2KX",
    "/customers/user/get/HCR2KX",
    "/customers/lookupByExternalId?external_id=HCR-1001",
    "/customers/user_check/omar@bluefinch.example",
    f"/issues/get/{DANAS_CASE}",
    f"/issues/log/history/{DANAS_CASE}",
    "/issues/lookupByExternalId?external_id=WO-2201",
    "/technology/get/TC2HKR",
]


@pytest.mark.rule("ovationcxm.obo-scope")
@pytest.mark.parametrize("path", OWNED)
def test_row_23_the_organisations_objects_are_open_as_if_it_called(ovation: Ovation, path: str) -> None:
    ovation.freeze()
    answer = ask(northwind(ovation, "SMT"), f"GET {path}")
    allowed(ovation, answer, "obo-scope")
    assert answer.content == ask(ovation, f"GET {path}").content


@pytest.mark.rule("ovationcxm.obo-scope")
def test_row_23_a_provider_works_on_a_case_and_sees_all_of_it(ovation: Ovation) -> None:
    private = "summitpayments_case_private_custom_field_1"
    body = {"issues": {"id": DANAS_CASE, "special_notes": "for our eyes", private: "secret"}}
    (row,) = allowed(ovation, ask(northwind(ovation, "SMT"), "POST /issues/put", body), "obo-scope")["results"]
    assert (row["special_notes"], row[private]) == ("for our eyes", "secret")
    allowed(ovation, ask(northwind(ovation, "SMT"), f"POST /issues/resolve/{DANAS_CASE}"), "obo-scope")
    assert ovation.state()["issues"][DANAS_CASE]["status"] == 7


# --- Rows 24 to 27: what is not the organisation's -------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize("line", [f"GET /issues/get/{COLLAB}", f"POST /issues/resolve/{COLLAB}", f"GET /issues/log/history/{COLLAB}"])
def test_row_24_a_case_in_which_the_organisation_only_takes_part_is_denied(ovation: Ovation, line: str) -> None:
    grant(ovation, ALL, relationship="REL-2")
    denied_by(ovation, ask(northwind(ovation, "UZT"), line), "24", "obo-not-owner")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, ask(northwind(ovation, "UZT"), line), "24", "obo-not-owner", "That Issue does not exist")


NOT_OWNED = [
    ("GET /customers/get/C8J8AE", "Object Not Found for members C8J8AE"),
    (f"GET /issues/get/{UZTS_CASE}", "That Issue does not exist"),
    ("POST /customers/delete/C8J8AE", "Object Not Found for members C8J8AE"),
    (f"POST /issues/cancel/{UZTS_CASE}", "That Issue does not exist"),
    ("GET /orgs/team/get/UZT-LWW", "Object Not Found for partners_teams UZT-LWW"),
    ("GET /orgs/team/get/NWF-DSP", "Object Not Found for partners_teams NWF-DSP"),
    ("GET /orgs/user/get/NW2TEC", "Object Not Found for users NW2TEC"),
]


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize(("line", "message"), NOT_OWNED)
def test_row_25_what_another_organisation_or_the_provider_itself_owns_is_denied(ovation: Ovation, line: str, message: str) -> None:
    grant(ovation, ALL)
    before = ovation.state()
    denied_by(ovation, ask(northwind(ovation, "SMT"), line), "25", "obo-not-owner")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, ask(northwind(ovation, "SMT"), line), "25", "obo-not-owner", message)
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.obo-not-owner")
def test_row_25_the_customer_behind_a_case_in_which_the_organisation_takes_part_is_denied(ovation: Ovation) -> None:
    denied_by(ovation, northwind(ovation, "UZT").get("/customers/get/CBW6YN"), "25", "obo-not-owner")


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/customers/lookupByExternalId?external_id=C8J8AE-00Y", "Member user not found"),
        ("/customers/location/lookupByExternalId?external_id=86CW23-1234", "Member user not found"),
        ("/customers/users/lookupByEmail?customerUserEmail=c8j8ae%40example.com", "Member user not found"),
        (f"/customers/lookupByIssueId?issueId={UZTS_CASE}", "Member user not found"),
        ("/orgs/team/lookupByExternalId?external_id=TEAM-DSP", "Object Not Found for partners_teams TEAM-DSP"),
    ],
)
def test_row_26_a_look_up_does_not_find_it(ovation: Ovation, path: str, message: str) -> None:
    grant(ovation, ALL)
    missed_by(ovation, ask(northwind(ovation, "SMT"), f"GET {path}"), "26", "obo-not-owner", message)


@pytest.mark.rule("ovationcxm.obo-not-owner")
def test_row_26_a_look_up_does_not_find_a_case_in_which_the_organisation_takes_part(ovation: Ovation) -> None:
    state = ovation.state()
    state["issues"][COLLAB]["externalId"] = "SHARED"
    state["relationships"]["REL-2"]["grants"] = [ALL]
    ovation.replace_state(state)
    answer = northwind(ovation, "UZT").get("/issues/lookupByExternalId", external_id="SHARED")
    missed_by(ovation, answer, "26", "obo-not-owner", "That Issue does not exist")


def test_row_26_a_user_check_answers_false(ovation: Ovation) -> None:
    assert northwind(ovation, "SMT").get("/customers/user_check", email="c8j8ae@example.com").json()["exists"] is False
    grant(ovation, ALL, relationship="REL-2")
    assert northwind(ovation, "UZT").get("/customers/user_check", email="c8j8ae@example.com").json()["exists"] is True


@pytest.mark.parametrize(
    ("line", "message", "rule"),
    [
        ("GET /customers/get/ZZZZZZ", "Object Not Found for members ZZZZZZ", "customer-not-found"),
        ("GET /customers/lookupById?customerUserId=ZZZ", "Member user not found", "customer-lookup-miss"),
        (f"GET /issues/get/{UNKNOWN_ISSUE}", "That Issue does not exist", "issue-not-found"),
        ("POST /customers/user/delete/ZZZ", "Member user not found", "customer-user-not-found"),
        ("GET /technology/get/ZZZ", "Object Not Found for members_devices ZZZ", "object-not-found"),
    ],
)
def test_row_27_what_does_not_exist_is_answered_in_the_operations_own_words(ovation: Ovation, line: str, message: str, rule: str) -> None:
    refused(ask(northwind(ovation, "SMT"), line), 404, message, rule)


# --- Grants ---------------------------------------------------------------------------------------------------------

PATTERNS = [
    (("ovationcxm.customers.get",), True),
    (("ovationcxm.customers.*",), True),
    (("ovationcxm.*",), True),
    (("*",), True),
    (("*.get",), True),
    (("ovationcxm.*.get",), True),
    (("ovation*get",), True),
    (("*customers*",), True),
    ((), False),
    (("ovationcxm.customers",), False),
    (("customers.get",), False),
    (("ovationcxm.customers.ge",), False),
    (("ovationcxm_customers.get",), False),
    (("ovationcxm.customers.g.t",), False),
    (("OVATIONCXM.*",), False),
    (("ovationcxm.issues.*", "ovationcxm.customers.*"), True),
    (("ovationcxm.*", "!ovationcxm.customers.get"), False),
    (("!ovationcxm.customers.get", "ovationcxm.*"), False),
    (("ovationcxm.customers.get", "!ovationcxm.customers.*"), False),
    (("ovationcxm.*", "!ovationcxm.issues.*"), True),
    (("!ovationcxm.issues.*",), False),
]


@pytest.mark.parametrize(("patterns", "granted"), PATTERNS)
def test_an_operation_is_granted_if_a_pattern_fits_and_no_exclusion_does(
    ovation: Ovation, patterns: tuple[str, ...], granted: bool
) -> None:
    assert grants(patterns, "ovationcxm.customers.get") is granted
    grant(ovation, *patterns)
    answer = northwind(ovation, "SMT").get("/customers/get/HCR2KX")
    if granted:
        allowed(ovation, answer, "obo-scope")
    else:
        denied(answer, "obo-not-granted")


def test_a_star_stands_for_dots_too() -> None:
    assert grants(("ovationcxm.customers.*",), "ovationcxm.customers.location.get")
    assert not grants(("ovationcxm.customers.*",), "ovationcxm.customers")
