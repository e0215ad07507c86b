"""Telephone calls: who is calling, and about which issue."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import DANAS_CASE, UZT, Json, Ovation, refused
from tests.vendors.ovation_phone import DANAS_CALL, STRANGER, call_of, change, done, enters, issue_of, stored_issue

DANAS_WORK_ORDER = "8b7e4c90-1d25-4f6a-8e3b-70c9d2a4e615"


def caller(ovation: Ovation, external_id: str = "call-1", **others: Any) -> tuple[str, str, str]:
    """Let somebody call, and return customer, location and user of the issue."""
    issue = stored_issue(ovation, issue_of(enters(ovation, external_id, **others)))
    return issue["customerId"], issue["customerLocationId"], issue["customerUserId"]


# --- The search -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("searched", "query", "user"),
    [
        ("customer", "HCR2KX", "HCR2KX-DW7"),
        ("customer", "BFB-1002", "BFB3QT-MR5"),
        ("customer", "Old Mill Taproom", "MTR8UG-W3S"),
        ("customer", "SHOP@cobaltbikes.example", "CBW6YN-Z7D"),
        ("customer", "(801) 555-0121", "TWD5ZM-C4P"),
        ("customer_location", "HCR2KX-K7R", "HCR2KX-LP4"),
        ("customer_location", "HCR-1001-B", "HCR2KX-LP4"),
        ("customer_location", "Harbor Coffee - Roastery", "HCR2KX-LP4"),
        ("customer_location", "1-801-555-0118", "JSB4WL-B9K"),
        ("customer_location", "76541650", "BFB3QT-MR5"),
        ("customer_user", "HCR2KX-LP4", "HCR2KX-LP4"),
        ("customer_user", "76541650", "BFB3QT-MR5"),
        ("customer_user", "Noor Haddad", "TWD5ZM-C4P"),
        ("customer_user", "Lena.Park@harborcoffee.example", "HCR2KX-LP4"),
        ("customer_user", "8015550163", "SMR9TJ-V6Y"),
    ],
)
def test_a_search_query_finds_a_customer_a_location_or_a_user(ovation: Ovation, searched: str, query: str, user: str) -> None:
    """It comes before the caller's number, which is Dana's. A customer or a location stands for its first user."""
    _, location, found = caller(ovation, cid="8015550142", search_object=searched, search_query=query)
    assert found == user
    assert location == ovation.state()["users"][user]["customerLocationId"]


QUERY = "8015550188"
ORDERS = {
    "customer": ("customers", ("externalId", "name", "email", "phone"), ("TWD5ZM", "MTR8UG", "JSB4WL", "CBW6YN")),
    "customer_location": (
        "locations",
        ("externalId", "siteName", "phone", "merchantIds"),
        ("TWD5ZM-H8F", "MTR8UG-Q2B", "JSB4WL-T3C", "CBW6YN-G5W"),
    ),
    "customer_user": ("users", ("externalId", "lastName", "email", "smsNumber"), ("TWD5ZM-C4P", "MTR8UG-W3S", "JSB4WL-B9K", "CBW6YN-Z7D")),
}
"""By what is searched after the id, in order, and the record that has the query there: each has a lower id than the one before."""


@pytest.mark.parametrize("searched", ORDERS)
@pytest.mark.parametrize("first", range(4))
def test_members_are_searched_one_after_the_other(ovation: Ovation, searched: str, first: int) -> None:
    kind, members, holders = ORDERS[searched]
    state = ovation.state()
    if kind == "users":
        state["users"]["MTR8UG-W3S"]["firstName"] = None
    for member, id in list(zip(members, holders, strict=True))[first:]:
        state[kind][id][member] = QUERY
    ovation.replace_state(state)
    customer, _, _ = caller(ovation, search_object=searched, search_query=QUERY)
    assert customer == holders[first][:6]


@pytest.mark.parametrize(
    ("searched", "kind", "id", "other"),
    [
        ("customer", "customers", "MTR8UG", "CBW6YN"),
        ("customer_location", "locations", "MTR8UG-Q2B", "CBW6YN-G5W"),
        ("customer_user", "users", "MTR8UG-W3S", "CBW6YN-Z7D"),
    ],
)
def test_an_id_comes_before_an_external_id(ovation: Ovation, searched: str, kind: str, id: str, other: str) -> None:
    change(ovation, kind, other, externalId=id)
    assert caller(ovation, search_object=searched, search_query=id)[0] == "MTR8UG"


@pytest.mark.parametrize(
    ("searched", "query"),
    [
        ("customer", "C8J8AE"),
        ("customer_location", "C8J8AE-T2Q"),
        ("customer_user", "C8J8AE-UEU"),
        ("customer", "C8J8AE-00Y"),
        ("customer", "PPF-1007"),
        ("customer", "nobody"),
        ("customer", "HCR2KX-M4N"),
    ],
)
def test_what_is_another_organisations_or_deleted_or_of_another_kind_is_not_found(ovation: Ovation, searched: str, query: str) -> None:
    """Then the caller's number decides."""
    assert caller(ovation, cid="8015550143", search_object=searched, search_query=query) == ("HCR2KX", "HCR2KX-K7R", "HCR2KX-LP4")


def test_a_deleted_location_is_found_by_its_id_alone(ovation: Ovation) -> None:
    change(ovation, "locations", "HCR2KX-K7R", status="Deleted")
    customer, _, _ = caller(ovation, search_object="customer_location", search_query="HCR-1001-B")
    assert ovation.state()["customers"][customer]["name"] == "Caller +1 (801) 555-0199"
    assert caller(ovation, "2", search_object="customer_location", search_query="HCR2KX-K7R") == ("HCR2KX", "HCR2KX-K7R", "HCR2KX-LP4")


# --- The caller's number --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", range(3))
def test_the_callers_number_is_that_of_a_user_else_of_a_location_else_of_a_customer(ovation: Ovation, first: int) -> None:
    holders = [("users", "TWD5ZM-C4P", "smsNumber"), ("locations", "MTR8UG-Q2B", "phone"), ("customers", "JSB4WL", "phone")]
    state = ovation.state()
    for kind, id, member in holders[first:]:
        state[kind][id][member] = "+1 (801) 555-0199"
    ovation.replace_state(state)
    assert caller(ovation, cid="+1 801 555 0199")[0] == holders[first][1][:6]


def test_a_customer_without_location_and_user_gets_both(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    customer, location, user = caller(automation, cid="6465550187", cid_name="Somebody")
    state = ovation.state()
    assert customer == "339WGC"
    assert state["customers"]["339WGC"]["name"] == "Automation-3sbu266"
    assert state["locations"][location]["customerId"] == "339WGC"
    assert state["users"][user]["smsNumber"] == "+1 (646) 555-0187"
    assert state["users"][user]["customerLocationId"] == location


def test_a_location_without_user_gets_one_with_the_number(ovation: Ovation) -> None:
    change(ovation, "users", "JSB4WL-B9K", customerLocationId=None)
    customer, location, user = caller(ovation, search_object="customer_location", search_query="JSB4WL-T3C")
    assert (customer, location) == ("JSB4WL", "JSB4WL-T3C")
    assert user != "JSB4WL-B9K"
    made = ovation.state()["users"][user]
    assert (made["smsNumber"], made["customerLocationId"]) == ("+1 (801) 555-0199", "JSB4WL-T3C")


def test_a_user_who_is_at_no_location_calls_from_the_customers_first(ovation: Ovation) -> None:
    change(ovation, "users", "HCR2KX-DW7", customerLocationId=None)
    for case in (DANAS_CASE, DANAS_WORK_ORDER):
        change(ovation, "issues", case, status=8)
    assert caller(ovation, cid="8015550142") == ("HCR2KX", "HCR2KX-K7R", "HCR2KX-DW7")


@pytest.mark.rule("ovationcxm.customer-create-status")
@pytest.mark.parametrize(("cid_name", "name"), [({}, "Caller +1 (801) 555-0199"), ({"cid_name": "Fjord & Söhne"}, "Fjord & Söhne")])
def test_a_stranger_becomes_an_active_customer_with_location_user_and_issue(ovation: Ovation, cid_name: Json, name: str) -> None:
    ovation.freeze()
    before = ovation.state()
    id = issue_of(enters(ovation, cid=STRANGER, **cid_name))
    state = ovation.state()
    (customer,) = [one for id, one in state["customers"].items() if id not in before["customers"]]
    (location,) = [one for id, one in state["locations"].items() if id not in before["locations"]]
    (user,) = [one for id, one in state["users"].items() if id not in before["users"]]
    assert (customer["orgId"], customer["name"], customer["nameLegal"], customer["status"]) == ("SMT", name, None, "Active")
    assert (customer["email"], customer["phone"], customer["created"]) == (None, None, "2022-02-10T05:03:27Z")
    assert (location["customerId"], location["siteName"], location["orgTeamIds"]) == (customer["id"], "", ["SMT-SUP"])
    assert (user["customerId"], user["customerLocationId"]) == (customer["id"], location["id"])
    assert (user["firstName"], user["lastName"], user["smsNumber"], user["status"]) == (None, None, "+1 (801) 555-0199", "Active")
    issue = state["issues"][id]
    assert (issue["customerId"], issue["customerLocationId"], issue["customerUserId"]) == (customer["id"], location["id"], user["id"])
    assert (issue["type"], issue["status"], issue["externalId"], issue["created"]) == ("Support", 1, "call-1", "2022-02-10T05:03:27Z")
    assert issue["ownerOrgTeamId"] == "SMT-SUP"
    assert [row["text"] for row in issue["log"]] == ["Assigned to Team Summit Support"]
    assert [row["summary"] for row in issue["history"]] == ["Case created"]


def test_a_stranger_who_calls_again_is_known(ovation: Ovation) -> None:
    first = caller(ovation)
    assert caller(ovation, "call-2") == first
    assert call_of(ovation)["issueId"] == call_of(ovation, "call-2")["issueId"]


# --- The issue ------------------------------------------------------------------------------------------------------


def test_the_issue_is_the_users_newest_open_one(ovation: Ovation) -> None:
    assert issue_of(enters(ovation, "1", cid="8015550142")) == DANAS_CASE
    change(ovation, "issues", DANAS_CASE, created="2022-02-08T18:14:59Z")  # A second older than the work order.
    assert issue_of(enters(ovation, "2", cid="8015550142")) == DANAS_WORK_ORDER
    change(ovation, "issues", DANAS_WORK_ORDER, status=89)
    change(ovation, "issues", DANAS_CASE, status=7)
    id = issue_of(enters(ovation, "3", cid="8015550142"))
    made = stored_issue(ovation, id)
    assert id not in (DANAS_CASE, DANAS_WORK_ORDER)
    assert (made["type"], made["customerUserId"], made["customerLocationId"]) == ("Support", "HCR2KX-DW7", "HCR2KX-M4N")


@pytest.mark.parametrize(("external_id", "kept"), [("WO-2299", "WO-2299"), ("WO-2202", "")])
def test_a_new_issue_has_the_external_id_of_the_call_unless_another_one_has_it(ovation: Ovation, external_id: str, kept: str) -> None:
    assert stored_issue(ovation, issue_of(enters(ovation, external_id)))["externalId"] == kept


@pytest.mark.parametrize(
    ("did", "team"), [("8015550101", "SMT-FLD"), ("1 (801) 555.0101", "SMT-FLD"), ("8015550100", "SMT-SUP"), ("8015550102", "SMT-SUP")]
)
def test_the_number_that_was_dialled_says_which_team_has_a_new_issue(ovation: Ovation, did: str, team: str) -> None:
    assert stored_issue(ovation, issue_of(enters(ovation, did=did)))["ownerOrgTeamId"] == team


def test_a_deleted_team_gets_no_issue_though_its_number_was_dialled(ovation: Ovation) -> None:
    change(ovation, "teams", "SMT-FLD", status="Deleted")
    assert stored_issue(ovation, issue_of(enters(ovation, did="8015550101")))["ownerOrgTeamId"] == "SMT-SUP"


# --- The call -------------------------------------------------------------------------------------------------------


def test_a_call_is_remembered_as_it_came_in(ovation: Ovation) -> None:
    ovation.freeze()
    id = issue_of(enters(ovation, cid="+1 (801) 555-0199", cid_name="Fjord", qid="q-7"))
    assert call_of(ovation) == {
        "externalId": "call-1",
        "orgId": "SMT",
        "issueId": id,
        "cidNumber": "8015550199",
        "didNumber": "8015550100",
        "created": "2022-02-10T05:03:27Z",
        "state": "queued",
        "cidName": "Fjord",
        "qid": "q-7",
        "agents": [],
        "ended": None,
        "recording": None,
    }


def test_the_same_call_again_changes_nothing_while_it_lives(ovation: Ovation) -> None:
    before = ovation.state()
    assert issue_of(enters(ovation, DANAS_CALL, cid=STRANGER, did="8015550101", cid_name="Other")) == DANAS_CASE
    assert ovation.state() == before


def test_the_same_id_after_the_end_is_a_new_call(ovation: Ovation) -> None:
    done(ovation.post("/phone/queueExit", form={"external_id": DANAS_CALL}))
    assert issue_of(enters(ovation, DANAS_CALL)) != DANAS_CASE
    found = call_of(ovation, DANAS_CALL)
    assert (found["state"], found["ended"], found["cidNumber"]) == ("queued", None, STRANGER)


def test_calls_of_two_organisations_may_have_the_same_id(ovation: Ovation) -> None:
    assert issue_of(enters(Ovation(ovation.client, UZT), DANAS_CALL)) != DANAS_CASE
    assert call_of(ovation, DANAS_CALL)["issueId"] == DANAS_CASE
    assert call_of(ovation, DANAS_CALL, "UZT")["orgId"] == "UZT"


# --- What is refused ------------------------------------------------------------------------------------------------

GOOD = {"external_id": "call-1", "cid_number": STRANGER, "did_number": "8015550100"}


@pytest.mark.rule("ovationcxm.input-required")
def test_all_that_is_missing_of_a_call_is_told_at_once(ovation: Ovation) -> None:
    fields = ["external_id", "cid_number", "did_number"]
    refused(ovation.post("/phone/queueEnter"), 422, "Missing/invalid external_id parameter (external_id)", "input-required", fields)


@pytest.mark.rule("ovationcxm.phone-number")
@pytest.mark.parametrize("field", ["cid_number", "did_number"])
@pytest.mark.parametrize("number", ["801555014", "80155501422", "28015550142", "118015550142", "801555014a", "anonymous", "٨٠١٥٥٥٠١٤٢", {}])
def test_a_number_that_is_not_north_american_is_refused(ovation: Ovation, field: str, number: object) -> None:
    answer = ovation.post("/phone/queueEnter", json=GOOD | {field: number})
    refused(answer, 422, f"Missing/invalid {field} parameter ({field})", "phone-number", [field])


@pytest.mark.rule("ovationcxm.phone-number")
@pytest.mark.parametrize("number", ["8015550199", "18015550199", "+1 (801) 555-0199", "801.555.0199", 8015550199])
def test_a_number_has_ten_digits_or_eleven_with_a_leading_one(ovation: Ovation, number: object) -> None:
    issue_of(ovation.post("/phone/queueEnter", json=GOOD | {"cid_number": number}))
    assert call_of(ovation)["cidNumber"] == "8015550199"


@pytest.mark.rule("ovationcxm.phone-search-pair")
@pytest.mark.parametrize("pair", [{}, {"search_object": ""}, {"search_object": "technology"}, {"search_object": ["customer"]}])
def test_a_search_query_needs_to_know_among_what_to_search(ovation: Ovation, pair: Json) -> None:
    answer = ovation.post("/phone/queueEnter", json=GOOD | {"search_query": "HCR2KX"} | pair)
    refused(answer, 422, "Missing/invalid search_object parameter (search_object)", "phone-search-pair", ["search_object"])


@pytest.mark.rule("ovationcxm.input-label")
def test_a_kind_of_object_without_a_query_says_nothing_but_must_be_one(ovation: Ovation) -> None:
    answer = ovation.post("/phone/queueEnter", json=GOOD | {"search_object": "technology"})
    refused(answer, 422, "Missing/invalid search_object parameter (search_object)", "input-label", ["search_object"])
    assert caller(ovation, cid="8015550142", search_object="customer")[2] == "HCR2KX-DW7"
