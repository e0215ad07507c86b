"""The decision table for standard organisations: they work on their own data, and on cases in which they take part."""

from __future__ import annotations

import pytest

from sandbox.vendors.ovationcxm.ecosystem import decide
from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, Json, Ovation, denied, refused, results
from tests.vendors.ovation_obo import COLLAB, ONE_OF_EACH, UZTS_CASE, allowed, ask, automation, denied_by, missed_by

OWN = pytest.mark.parametrize("obo", [None, "", "  ", "SMT", " SMT "])
"""X-Boomtown-OBO that is absent, blank, or names the caller."""


# --- Rows 1 to 6: what is allowed, and for whom ----------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.obo-caller-not-provider")
@pytest.mark.parametrize("obo", ["UZT", "NWF", "CDR", "ZZZ", "smt", "SMT,UZT", "SMT, SMT"])
@pytest.mark.parametrize("line", ONE_OF_EACH.values())
def test_row_1_a_standard_organisation_may_not_name_another(ovation: Ovation, line: str, obo: str) -> None:
    denied_by(ovation, ask(ovation.on_behalf_of(obo), line), "1", "obo-caller-not-provider")


@pytest.mark.rule("ovationcxm.obo-caller-not-provider")
def test_row_1_holds_whatever_stands_between_the_organisations() -> None:
    for header in ("linked", "inactive", "unlinked", "unknown", "provider"):
        row = decide("standard", header, "S", granted=True, lookup=False, object="owned")
        assert row is not None
        assert (row.number, row.status, row.rule) == ("1", 403, "obo-caller-not-provider")


@pytest.mark.rule("ovationcxm.org-scope")
@OWN
def test_row_2_dictionaries_are_open_and_custom_forms_are_ones_own(ovation: Ovation, obo: str | None) -> None:
    summit = Ovation(ovation.client, ovation.key, obo)
    assert allowed(ovation, ask(summit, "GET /customers/meta/statuses"), "org-scope")["results"]["1"] == "Active"
    assert allowed(ovation, ask(summit, "GET /customers/meta/customForms"), "org-scope")["results"] == []
    forms = allowed(ovation, ask(automation(ovation), "GET /customers/meta/customForms"), "org-scope")["results"]
    assert [form["id"] for form in forms] == ["4T3Q3F"]


@pytest.mark.rule("ovationcxm.org-scope")
@OWN
def test_row_3_lists_show_ones_own_records(ovation: Ovation, obo: str | None) -> None:
    summit = Ovation(ovation.client, ovation.key, obo)
    own = {"/customers/get": 7, "/issues/get": 8, "/orgs/team/list": 3, "/orgs/users": 2, "/shipments/get": 1, "/orgs/customers": 7}
    for path, count in own.items():
        assert allowed(ovation, ask(summit, f"GET {path}"), "org-scope")["totalCount"] == count


@pytest.mark.rule("ovationcxm.org-scope", "ovationcxm.issue-collab")
def test_row_3_the_list_of_issues_shows_those_too_in_which_one_takes_part(ovation: Ovation) -> None:
    body = allowed(ovation, ask(automation(ovation), "GET /issues/get"), "org-scope")
    assert body["totalCount"] == 6
    rows = {row["id"]: row for row in body["results"]}
    assert rows[COLLAB]["customer_id"] == "CBW6YN"
    filtered = ask(automation(ovation), "GET /issues/get?customer_id=CBW6YN").json()
    assert [row["id"] for row in filtered["results"]] == [COLLAB]
    assert ask(automation(ovation), "GET /customers/get").json()["totalCount"] == 5


MADE: list[tuple[str, str, Json]] = [
    ("customers", "POST /customers/put", {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}),
    ("teams", "POST /orgs/team/put", {"org_team": {"name": "New team"}}),
    ("orgUsers", "POST /orgs/users/put", {"users": {"email": "a@b.example", "first_name": "A", "last_name": "B"}}),
    ("shipments", "POST /shipments/put", {"shipments": {"carrier": "UPS", "carrier_tracking": "1Z"}}),
    ("technology", "POST /technology/put", {"technology": {"label": "Spare"}}),
]


@pytest.mark.rule("ovationcxm.org-scope")
@pytest.mark.parametrize(("kind", "line", "body"), MADE)
@OWN
def test_row_4_what_is_made_belongs_to_the_caller(ovation: Ovation, obo: str | None, kind: str, line: str, body: Json) -> None:
    summit = Ovation(ovation.client, ovation.key, obo)
    before = ovation.state()[kind]
    allowed(ovation, ask(summit, line, body), "org-scope")
    new = [record for id, record in ovation.state()[kind].items() if id not in before]
    assert [record["orgId"] for record in new] == ["SMT"]


OWNED = [
    "/customers/get/HCR2KX",
    "/customers/location/get/HCR2KX",
    "/customers/user/get/HCR2KX",
    f"/issues/get/{DANAS_CASE}",
    f"/issues/log/history/{DANAS_CASE}",
    "/technology/get/TC2HKR",
    "/orgs/team/get/SMT-SUP",
    "/orgs/user/get/SU2MNT",
    "/shipments/get/SH4PMT",
    "/customers/lookupByExternalId?external_id=HCR-1001",
]


@pytest.mark.rule("ovationcxm.org-scope")
@pytest.mark.parametrize("path", OWNED)
@OWN
def test_row_5_ones_own_objects_are_open(ovation: Ovation, obo: str | None, path: str) -> None:
    allowed(ovation, ask(Ovation(ovation.client, ovation.key, obo), f"GET {path}"), "org-scope")


@pytest.mark.rule("ovationcxm.issue-collab")
def test_row_6_a_case_in_which_one_takes_part_is_open_without_notes_and_private_fields(ovation: Ovation) -> None:
    private = "summitpayments_case_private_custom_field_1"
    changes = {"id": COLLAB, "special_notes": "for our eyes", private: "secret", "summitpayments_case_custom_field_1": "shared"}
    (mine,) = results(ask(ovation, "POST /issues/put", {"issues": changes}))
    assert (mine["special_notes"], mine[private]) == ("for our eyes", "secret")
    (theirs,) = allowed(ovation, ask(automation(ovation), f"GET /issues/get/{COLLAB}"), "issue-collab")["results"]
    del mine[private]
    assert theirs == mine | {"special_notes": ""}


@pytest.mark.rule("ovationcxm.issue-collab")
def test_row_6_a_case_in_which_one_takes_part_can_be_worked_on(ovation: Ovation) -> None:
    uzt = automation(ovation)
    allowed(ovation, uzt.post(f"/issues/log/put/{COLLAB}", {"notes": "We are on it"}), "issue-collab")
    allowed(ovation, uzt.post(f"/issues/resolve/{COLLAB}"), "issue-collab")
    assert ovation.state()["issues"][COLLAB]["status"] == 7


@pytest.mark.rule("ovationcxm.issue-collab")
def test_row_6_a_sponsor_takes_part_too(ovation: Ovation) -> None:
    uzt = automation(ovation)
    denied_by(ovation, uzt.get(f"/issues/get/{DANAS_CASE}"), "8", "owner-foreign")
    state = ovation.state()
    state["issues"][DANAS_CASE]["sponsorOrgTeamId"] = "UZT-LWW"
    ovation.replace_state(state)
    allowed(ovation, uzt.get(f"/issues/get/{DANAS_CASE}"), "issue-collab")


# --- Rows 7 to 10: what is not --------------------------------------------------------------------------------------

BEHIND = [
    "GET /customers/get/CBW6YN",
    "GET /customers/location/get/CBW6YN",
    "GET /customers/user/get/CBW6YN",
    "POST /customers/delete/CBW6YN",
    "POST /customers/location/delete/CBW6YN-G5W",
    "POST /customers/user/delete/CBW6YN-Z7D",
]


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("line", BEHIND)
def test_row_7_the_customer_behind_such_a_case_is_another_ones(ovation: Ovation, line: str) -> None:
    before = ovation.state()
    denied_by(ovation, ask(automation(ovation), line), "7", "owner-foreign")
    assert ovation.state() == before


FOREIGN = [
    ("GET /customers/get/C8J8AE", "Object Not Found for members C8J8AE"),
    ("GET /customers/location/get/C8J8AE", "Member user not found"),
    (f"GET /issues/get/{UZTS_CASE}", "That Issue does not exist"),
    (f"POST /issues/resolve/{UZTS_CASE}", "That Issue does not exist"),
    (f"GET /issues/log/history/{UZTS_CASE}", "That Issue does not exist"),
    ("POST /customers/delete/C8J8AE", "Object Not Found for members C8J8AE"),
    ("POST /customers/user/delete/C8J8AE-UEU", "Member user not found"),
    ("POST /customers/user/sso/C8J8AE-UEU", "Member user not found"),
    ("GET /orgs/team/get/UZT-LWW", "Object Not Found for partners_teams UZT-LWW"),
    ("GET /orgs/team/get/NWF-DSP", "Object Not Found for partners_teams NWF-DSP"),
    ("GET /orgs/user/get/AB23CD", "Object Not Found for users AB23CD"),
    ("POST /orgs/team/delete/UZT-LWW", "Object Not Found for partners_teams UZT-LWW"),
    ("POST /orgs/user/delete/AB23CD", "Object Not Found for users AB23CD"),
]


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("line", "message"), FOREIGN)
def test_row_8_what_belongs_to_another_organisation_is_denied_or_as_the_variant_says_unknown(
    ovation: Ovation, line: str, message: str
) -> None:
    before = ovation.state()
    denied_by(ovation, ask(ovation, line), "8", "owner-foreign")
    ovation.switch(foreign_object="not-found")
    missed_by(ovation, ask(ovation, line), "8", "owner-foreign", message)
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_row_7_follows_the_same_variant(ovation: Ovation) -> None:
    ovation.switch(foreign_object="not-found")
    answer = ask(automation(ovation), "GET /customers/get/CBW6YN")
    missed_by(ovation, answer, "7", "owner-foreign", "Object Not Found for members CBW6YN")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("line", ["GET /shipments/get/SH4PMT", "GET /technology/get/TC2HKR", "POST /technology/delete/TC2HKR"])
def test_row_8_holds_for_shipments_and_technology(ovation: Ovation, line: str) -> None:
    denied(ask(automation(ovation), line), "owner-foreign")


LOOKUPS = [
    ("/customers/lookupByExternalId?external_id=C8J8AE-00Y", "Member user not found"),
    ("/customers/lookupByEmail?customerUserEmail=c8j8ae%40example.com", "Member user not found"),
    ("/customers/lookupById?customerUserId=C8J8AE-UEU", "Member user not found"),
    (f"/customers/lookupByIssueId?issueId={UZTS_CASE}", "Member user not found"),
    ("/customers/location/lookupByExternalId?external_id=86CW23-1234", "Member user not found"),
    ("/customers/users/lookupByEmail?customerUserEmail=breanne%40example.com", "Member user not found"),
    ("/orgs/lookupByExternalId?external_id=ORG-AUTOMATION", "Object Not Found for partners ORG-AUTOMATION"),
    ("/orgs/team/lookupByExternalId?external_id=TEAM-LWW", "Object Not Found for partners_teams TEAM-LWW"),
    ("/orgs/user/lookupByExternalId?external_id=AGT-201", "Object Not Found for users AGT-201"),
]


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("path", "message"), LOOKUPS)
def test_row_9_a_look_up_does_not_find_what_belongs_to_another_organisation(ovation: Ovation, path: str, message: str) -> None:
    missed_by(ovation, ask(ovation, f"GET {path}"), "9", "owner-foreign", message)
    assert ask(automation(ovation), f"GET {path}").status_code == 200


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_row_9_holds_for_logins_issues_and_what_stands_behind_a_case(ovation: Ovation) -> None:
    uzt = automation(ovation)
    missed_by(ovation, ask(uzt, "GET /issues/lookupByExternalId?external_id=WO-2201"), "9", "owner-foreign", "That Issue does not exist")
    login = "GET /customers/lookup?login=dana.whitfield%40harborcoffee.example&password=dana-sandbox"
    refused(ask(uzt, login), 404, "Member user not found", "owner-foreign")
    answer = ask(uzt, "GET /customers/lookupById?customerUserId=CBW6YN-Z7D")
    missed_by(ovation, answer, "9", "owner-foreign", "Member user not found")


@pytest.mark.parametrize("path", ["/customers/user_check/omar@bluefinch.example", "/customers/user_check?email=omar%40bluefinch.example"])
def test_row_9_a_user_check_answers_false_of_another_organisations_user(ovation: Ovation, path: str) -> None:
    assert ask(ovation, f"GET {path}").json()["exists"] is True
    assert ask(automation(ovation), f"GET {path}").json()["exists"] is False


ABSENT = [
    ("GET /customers/get/ZZZZZZ", "Object Not Found for members ZZZZZZ", "customer-not-found"),
    ("POST /customers/delete/ZZZZZZ", "Object Not Found for members ZZZZZZ", "customer-not-found"),
    ("GET /customers/lookupById?customerUserId=ZZZZZZ-ZZZ", "Member user not found", "customer-lookup-miss"),
    ("GET /customers/location/get/ZZZZZZ", "Member user not found", "customer-lookup-miss"),
    ("POST /customers/location/delete/ZZZZZZ-ZZZ", "No match found for customer id/external_id parameter", "customer-put-no-match"),
    ("POST /customers/user/delete/ZZZZZZ-ZZZ", "Member user not found", "customer-user-not-found"),
    ("POST /customers/user/sso/ZZZZZZ-ZZZ", "Member user not found", "customer-user-not-found"),
    (f"GET /issues/get/{UNKNOWN_ISSUE}", "That Issue does not exist", "issue-not-found"),
    ("POST /issues/cancel/454354-476b-354-3545-445367547a4a", "That Issue does not exist", "issue-not-found"),
    ("GET /orgs/team/get/ZZZ", "Object Not Found for partners_teams ZZZ", "object-not-found"),
    ("GET /orgs/user/get/ZZZ", "Object Not Found for users ZZZ", "object-not-found"),
    ("GET /shipments/get/ZZZ", "Object Not Found for shipments ZZZ", "object-not-found"),
    ("GET /technology/get/ZZZ", "Object Not Found for members_devices ZZZ", "object-not-found"),
]


@pytest.mark.parametrize(("line", "message", "rule"), ABSENT)
def test_row_10_what_does_not_exist_is_answered_in_the_operations_own_words(ovation: Ovation, line: str, message: str, rule: str) -> None:
    refused(ask(ovation, line), 404, message, rule)


# --- The header can be passed over ----------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.obo-caller-not-provider")
@pytest.mark.parametrize("obo", ["UZT", "NWF", "ZZZ", "SMT"])
def test_the_header_of_a_standard_organisation_can_be_switched_to_be_passed_over(ovation: Ovation, obo: str) -> None:
    ovation.switch(standard_obo="ignore")
    summit = ovation.on_behalf_of(obo)
    for line in ONE_OF_EACH.values():
        allowed(ovation, ask(summit, line), "org-scope")
    assert summit.get("/customers/get").json()["totalCount"] == 7
    denied(summit.get("/customers/get/C8J8AE"), "owner-foreign")
