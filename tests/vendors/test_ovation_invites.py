"""Invitations by SMS: whose number it is, and the issue that is always made."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.vendors.ovation import Json, Ovation, denied, refused, results
from tests.vendors.ovation_customers import FRESH_CUSTOMER, FRESH_LOCATION, FRESH_USER, lacks, put_user, unknown

SHORT = re.compile("[2-9A-HJ-NP-Z]{6}")


def invite(ovation: Ovation, number: object, **others: Any) -> Json:
    """Invite somebody; return the ids of customer, invitation and issue."""
    answer = ovation.post("/customers/sms_invite", {"sms_number": number, **others})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    assert list(found) == ["customerId", "inviteId", "issueId", "success", "current_server_time"]
    assert found["success"] is True
    return found


@pytest.mark.rule("ovationcxm.sms-creates", "ovationcxm.customer-create-status", "ovationcxm.org-scope")
def test_a_new_number_makes_a_customer_with_location_and_user_and_an_issue(ovation: Ovation) -> None:
    ovation.freeze()
    before = ovation.state()
    made = invite(ovation, "6465550187", org_team_id="")
    id, issue_id = made["customerId"], made["issueId"]
    assert SHORT.fullmatch(id)
    assert SHORT.fullmatch(made["inviteId"])
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", issue_id)
    name = "SMS Recipient +1 (646) 555-0187"
    customer = {"id": id} | FRESH_CUSTOMER | {"name": name, "name_legal": name, "status": "Active"}
    assert results(ovation.get(f"/customers/get/{id}")) == [customer]
    [place] = results(ovation.get(f"/customers/location/get/{id}"))
    assert place == {"id": place["id"]} | FRESH_LOCATION | {"customer_id": id}
    [user] = results(ovation.get(f"/customers/user/get/{id}"))
    number = {"sms_number": "+1 (646) 555-0187", "customer_id": id, "customer_location_id": place["id"]}
    assert user == {"id": user["id"]} | FRESH_USER | number

    after = ovation.state()
    counts = {kind: len(after[kind]) - len(before[kind]) for kind in ("customers", "locations", "users", "issues", "invites")}
    assert counts == {"customers": 1, "locations": 1, "users": 1, "issues": 1, "invites": 1}
    assert after["invites"][made["inviteId"]] == user["id"]
    message = {"kind": "sms_invite", "to": "+1 (646) 555-0187", "customerUserId": user["id"], "created": "2022-02-10T05:03:27Z"}
    assert after["outbox"] == [message]
    issue = after["issues"][issue_id]
    assert (issue["customerId"], issue["customerUserId"], issue["customerLocationId"]) == (id, user["id"], place["id"])
    assert (issue["ownerOrgTeamId"], issue["userAgent"], issue.get("type", "Support")) == ("SMT-SUP", "SMS Invite (SMT-SUP)", "Support")
    assert after["customers"][id]["orgId"] == "SMT"


@pytest.mark.rule("ovationcxm.sms-creates")
@pytest.mark.parametrize("number", ["8015550142", "+1 (801) 555-0142", "18015550142", 8015550142, "801.555.0142"])
def test_a_known_number_makes_only_an_issue(ovation: Ovation, number: object) -> None:
    before = ovation.state()
    made = invite(ovation, number, org_team_id="SMT-FLD")
    assert made["customerId"] == "HCR2KX"
    after = ovation.state()
    issue = after["issues"].pop(made["issueId"])
    assert (issue["customerUserId"], issue["customerLocationId"]) == ("HCR2KX-DW7", "HCR2KX-M4N")
    assert (issue["ownerOrgTeamId"], issue["userAgent"]) == ("SMT-FLD", "SMS Invite (SMT-FLD)")
    assert after["invites"].pop(made["inviteId"]) == "HCR2KX-DW7"
    assert [message["to"] for message in after.pop("outbox")] == ["+1 (801) 555-0142"]
    before.pop("outbox", None)
    assert after == before


def test_every_invitation_makes_an_issue_of_its_own(ovation: Ovation) -> None:
    first, second = invite(ovation, "6465550187"), invite(ovation, "+1 646 555 0187")
    assert first["customerId"] == second["customerId"]
    assert first["issueId"] != second["issueId"]
    assert first["inviteId"] != second["inviteId"]


def test_a_number_is_the_same_in_any_punctuation_also_abroad(ovation: Ovation) -> None:
    first = invite(ovation, "+44 20 7946 0018")
    assert invite(ovation, "+44 (20) 7946-0018")["customerId"] == first["customerId"]
    assert invite(ovation, "+442079460018")["customerId"] == first["customerId"]
    assert invite(ovation, "+442079460019")["customerId"] != first["customerId"]
    assert results(ovation.get(f"/customers/get/{first['customerId']}"))[0]["name"] == "SMS Recipient +44 20 7946 0018"


def test_the_lowest_of_several_users_with_a_number_is_invited(ovation: Ovation) -> None:
    put_user(ovation, id="BFB3QT-MR5", sms_number="8015550142")
    assert invite(ovation, "8015550142")["customerId"] == "BFB3QT"
    ovation.post("/customers/user/delete/BFB3QT-MR5")
    assert invite(ovation, "8015550142")["customerId"] == "HCR2KX"


@pytest.mark.parametrize("number", ["3055550167", "8015550118"])
def test_only_users_of_the_organisation_are_searched(ovation: Ovation, number: str) -> None:
    """The one is of a user of another organisation, the other of a customer who is no user."""
    assert invite(ovation, number)["customerId"] not in ("86CW23", "JSB4WL")


@pytest.mark.parametrize(("deleted", "place"), [(False, "HCR2KX-K7R"), (True, "HCR2KX-M4N")])
def test_the_issue_of_a_user_without_location_is_at_the_customers_first(ovation: Ovation, deleted: bool, place: str) -> None:
    put_user(ovation, id="HCR2KX-DW7", customer_location_id="")
    if deleted:
        ovation.post("/customers/location/delete/HCR2KX-K7R")
    made = invite(ovation, "8015550142")["issueId"]
    assert ovation.state()["issues"][made]["customerLocationId"] == place


def test_an_issue_needs_no_location(ovation: Ovation) -> None:
    ovation.switch(delete="hard")
    assert ovation.post("/customers/location/delete/SMR9TJ-L3X").status_code == 200
    made = invite(ovation, "8015550163")
    assert made["customerId"] == "SMR9TJ"
    assert ovation.state()["issues"][made["issueId"]]["customerLocationId"] == ""


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("", b"sms_number=6465550187&org_team_id=SMT-FLD"),
        ("", b'{"sms_number":"6465550187","org_team_id":"SMT-FLD"}'),
        ("?sms_number=6465550187&org_team_id=SMT-FLD", b""),
        ("?sms_number=testing&org_team_id=SMT-SUP", b'{"sms_number":"6465550187","org_team_id":"SMT-FLD"}'),
    ],
)
def test_an_invitation_is_read_as_form_or_json_or_query(ovation: Ovation, query: str, body: bytes) -> None:
    answer = ovation.send("POST", f"/api/v3/customers/sms_invite{query}", body)
    assert answer.status_code == 200
    assert ovation.state()["issues"][answer.json()["issueId"]]["ownerOrgTeamId"] == "SMT-FLD"


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.sms-number")
@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("testing", False),
        ("646555018", False),
        ("6465550187", True),
        ("16465550187", True),
        ("26465550187", False),
        ("646555018712", False),
        ("+1234567", False),
        ("+12345678", True),
        ("+123456789012345", True),
        ("+1234567890123456", False),
        ("(646) 555-0187", True),
        ("646.555.0187", True),
        ("646/555/0187", False),
        ("646 555 0187 x1", False),
        ("٦٤٦٥٥٥٠١٨٧", False),
        ("+", False),
        ("-", False),
        (" +44 20 7946 0018 ", True),
        ("44 20 7946 0018", False),
        (6465550187, True),
        (True, False),
    ],
)
def test_an_sms_number_is_a_telephone_number(ovation: Ovation, number: object, good: bool) -> None:
    if good:
        invite(ovation, number)
    else:
        answer = ovation.post("/customers/sms_invite", {"sms_number": number, "org_team_id": "NO-SUCH"})
        message = "Missing/invalid sms_number parameter (sms_number)"
        refused(answer, 422, message, "sms-number", ["sms_number"])


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("body", [b"", b"{}", b"sms_number=", b'{"sms_number":null}', b'{"sms_number":"  "}'])
def test_an_invitation_needs_a_number(ovation: Ovation, body: bytes) -> None:
    lacks(ovation.send("POST", "/api/v3/customers/sms_invite", body), "sms_number")


def test_members_are_texts(ovation: Ovation) -> None:
    both = ovation.post("/customers/sms_invite", {"sms_number": {}, "org_team_id": []})
    lacks(both, "sms_number", "org_team_id", rule="input-label")


@pytest.mark.rule("ovationcxm.input-json-malformed")
def test_a_body_that_cannot_be_read_is_refused(ovation: Ovation) -> None:
    answer = ovation.send("POST", "/api/v3/customers/sms_invite?sms_number=6465550187", b"{")
    refused(answer, 400, "Invalid request body", "input-json-malformed")


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("team", ["NO-SUCH", "smt-sup", 5])
def test_an_unknown_team_is_not_found(ovation: Ovation, team: object) -> None:
    answer = ovation.post("/customers/sms_invite", {"sms_number": "6465550187", "org_team_id": team})
    unknown(answer, "partners_teams", str(team))


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("team", ["UZT-LWW", "NWF-DSP", "CDR-NQC"])
def test_a_team_of_another_organisation_is_denied(ovation: Ovation, team: str) -> None:
    denied(ovation.post("/customers/sms_invite", {"sms_number": "6465550187", "org_team_id": team}), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    answer = ovation.post("/customers/sms_invite", {"sms_number": "6465550187", "org_team_id": team})
    unknown(answer, "partners_teams", team, "owner-foreign")
