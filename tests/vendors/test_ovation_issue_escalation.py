"""Escalation to another team, and back."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, NWF, UZT, Ovation, denied, refused, results
from tests.vendors.ovation_issues import ESCALATED, NOW, RESOLVED, SHARED, changed, history, issue, log


def escalate(ovation: Ovation, id: str = DANAS_CASE, **members: object) -> None:
    assert ovation.post(f"/issues/escalate/{id}", members).status_code == 200


def deescalate(ovation: Ovation, id: str = DANAS_CASE, **members: object) -> None:
    assert ovation.post(f"/issues/deescalate/{id}", members).status_code == 200


def holder(ovation: Ovation, id: str = DANAS_CASE) -> tuple[str, str]:
    """Return team and agent of an issue."""
    row = issue(ovation, id)
    return row["owner_org_team_id"], row["users_id"]


@pytest.mark.rule("ovationcxm.issue-transition")
def test_an_escalation_hands_the_case_over_and_says_so(ovation: Ovation) -> None:
    ovation.freeze()
    before, rows, changes = issue(ovation), log(ovation), history(ovation)
    escalate(ovation, org_team_id="NWF-DSP", user_id="NW2TEC", notes="needs a visit", message="Tess takes over", alert_collaborators=True)
    assert "ovationcxm.issue-transition" in ovation.last_exchange()["rules"]
    assert issue(ovation) == before | {"owner_org_team_id": "NWF-DSP", "users_id": "NW2TEC", "updated": NOW}
    assert log(ovation) == ["needs a visit", "Assigned to Team Northwind Dispatch", *rows]
    assert history(ovation) == ["Case escalated", *changes]
    state = ovation.state()["issues"][DANAS_CASE]
    assert [(row["participant"], row["text"]) for row in state["chat"]] == [("Summit Payments", "Tess takes over")]
    assert state["earlierTeams"] == ["SMT-SUP"]


def test_the_message_of_a_provider_comes_from_the_provider(ovation: Ovation) -> None:
    escalate(Ovation(ovation.client, NWF, "SMT"), org_team_id="SMT-FLD", message="Hello")
    (message,) = ovation.state()["issues"][DANAS_CASE]["chat"]
    assert message["participant"] == "Northwind Field Services"


def test_another_team_leaves_the_case_to_nobody_until_a_user_is_named(ovation: Ovation) -> None:
    changed(ovation, DANAS_CASE, user_id="SU2MNT")
    escalate(ovation, org_team_id="SMT-SUP")
    assert holder(ovation) == ("SMT-SUP", "SU2MNT")
    escalate(ovation, user_id="SU3PKL")
    assert holder(ovation) == ("SMT-SUP", "SU3PKL")
    escalate(ovation, org_team_id="SMT-FLD")
    assert holder(ovation) == ("SMT-FLD", "")


def test_an_escalation_to_the_same_team_is_told_and_not_assigned(ovation: Ovation) -> None:
    rows = log(ovation)
    escalate(ovation, org_team_id="SMT-SUP")
    assert log(ovation) == rows
    assert history(ovation)[0] == "Case escalated"
    refused(ovation.post(f"/issues/deescalate/{DANAS_CASE}"), 403, "Unable to de-escalate", "issue-deescalate-empty")


def test_an_escalation_without_anything_is_told(ovation: Ovation) -> None:
    ovation.freeze()
    before = issue(ovation)
    assert ovation.post(f"/issues/escalate/{DANAS_CASE}", {"org_team_id": "", "user_id": None}).status_code == 200
    assert issue(ovation) == before | {"updated": NOW}
    assert history(ovation)[0] == "Case escalated"


@pytest.mark.rule("ovationcxm.issue-deescalate-empty")
def test_a_case_goes_back_the_way_it_came(ovation: Ovation) -> None:
    for team in ("SMT-FLD", "SMT-BLG", "SMT-BLG", "NWF-DSP"):
        escalate(ovation, org_team_id=team)
    for team in ("SMT-BLG", "SMT-FLD", "SMT-SUP"):
        deescalate(ovation)
        assert holder(ovation) == (team, "")
    assert log(ovation)[:3] == ["Assigned to Team Summit Support", "Assigned to Team Summit Field", "Assigned to Team Summit Billing"]
    assert history(ovation)[:3] == ["Case de-escalated"] * 3
    refused(ovation.post(f"/issues/deescalate/{DANAS_CASE}"), 403, "Unable to de-escalate", "issue-deescalate-empty")


def test_a_case_that_was_escalated_in_the_fixture_goes_back(ovation: Ovation) -> None:
    ovation.freeze()
    deescalate(ovation, ESCALATED, user_id="SU3PKL")
    assert holder(ovation, ESCALATED) == ("SMT-SUP", "SU3PKL")
    assert issue(ovation, ESCALATED)["updated"] == NOW
    assert log(ovation, ESCALATED)[0] == "Assigned to Team Summit Support"


def test_a_named_team_goes_before_the_one_that_it_came_from(ovation: Ovation) -> None:
    deescalate(ovation, ESCALATED, org_team_id="SMT-FLD")
    assert holder(ovation, ESCALATED) == ("SMT-FLD", "")
    deescalate(ovation, ESCALATED)
    assert holder(ovation, ESCALATED) == ("SMT-SUP", "")


def test_a_case_may_go_back_to_the_team_that_has_it(ovation: Ovation) -> None:
    deescalate(ovation, ESCALATED, org_team_id="NWF-DSP")
    assert holder(ovation, ESCALATED) == ("NWF-DSP", "NW2TEC")
    assert log(ovation, ESCALATED)[0] == "Assigned to Team Northwind Dispatch"


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("action", ["escalate", "deescalate"])
def test_successors_must_exist_and_be_of_ones_own_or_a_linked_organisation(ovation: Ovation, action: str) -> None:
    path = f"/issues/{action}/{DANAS_CASE}"
    refused(ovation.post(path, {"org_team_id": "ZZZ-222"}), 404, "Object Not Found for partners_teams ZZZ-222", "object-not-found")
    refused(ovation.post(path, {"user_id": "ZZ2222"}), 404, "Object Not Found for users ZZ2222", "object-not-found")
    denied(ovation.post(path, {"org_team_id": "UZT-LWW"}), "owner-foreign")
    denied(ovation.post(path, {"org_team_id": "CDR-NQC"}), "owner-foreign")
    denied(ovation.post(path, {"user_id": "AB23CD"}), "owner-foreign")
    # What does not exist is told before what belongs to others.
    refused(
        ovation.post(path, {"org_team_id": "UZT-LWW", "user_id": "ZZ2222"}), 404, "Object Not Found for users ZZ2222", "object-not-found"
    )


def test_references_are_looked_at_before_the_state(ovation: Ovation) -> None:
    path = f"/issues/escalate/{RESOLVED}"
    denied(ovation.post(path, {"org_team_id": "UZT-LWW"}), "owner-foreign")
    refused(ovation.post(path, {"org_team_id": "SMT-FLD"}), 403, "Access Denied for resolved issues", "issue-action-state")


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(
    ("action", "name", "value"),
    [("escalate", "org_team_id", {}), ("escalate", "alert_collaborators", "maybe"), ("deescalate", "user_id", ["SU2MNT"])],
)
def test_a_value_of_the_wrong_type_is_refused(ovation: Ovation, action: str, name: str, value: object) -> None:
    response = ovation.post(f"/issues/{action}/{DANAS_CASE}", {name: value})
    refused(response, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


@pytest.mark.parametrize("action", ["escalate", "deescalate"])
def test_a_body_that_is_no_json_is_refused_before_the_issue_is_looked_for(ovation: Ovation, action: str) -> None:
    response = ovation.send("POST", f"/api/v3/issues/{action}/nothing", "{")
    refused(response, 400, "Invalid request body", "input-json-malformed")


@pytest.mark.rule("ovationcxm.issue-collab")
def test_who_takes_part_in_a_case_may_hand_it_to_teams_of_its_own(ovation: Ovation) -> None:
    partner = Ovation(ovation.client, UZT)
    escalate(partner, SHARED, user_id="AB23CD", notes="ours")
    assert "ovationcxm.issue-collab" in partner.last_exchange()["rules"]
    assert holder(ovation, SHARED) == ("UZT-LWW", "AB23CD")
    denied(partner.post(f"/issues/escalate/{SHARED}", {"org_team_id": "SMT-SUP"}), "owner-foreign")
    assert results(partner.get(f"/issues/log/history/{SHARED}"))[0]["notes"] == "ours"


def test_a_case_that_went_to_a_provider_is_reached_by_it_on_behalf_of_the_owner_alone(ovation: Ovation) -> None:
    escalate(ovation, org_team_id="NWF-DSP")
    denied(Ovation(ovation.client, NWF).get(f"/issues/get/{DANAS_CASE}"), "obo-missing")
    assert holder(Ovation(ovation.client, NWF, "SMT")) == ("NWF-DSP", "")
