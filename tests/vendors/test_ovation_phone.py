"""Telephone calls: agents come and go, and a call ends."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import DANAS_CASE, NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_phone import AGENT, DANAS_CALL, MARCUS, PRIYA, call_of, change, done, enters, issue_of, stored_issue

ANSWER, HANGUP, EXIT = "/phone/agentAnswer", "/phone/agentHangup", "/phone/queueExit"
OF_AGENT = {"external_id": DANAS_CALL, "agent_identifier": AGENT}
OF_CALL = {"external_id": DANAS_CALL}


def answers(ovation: Ovation, **others: Any) -> str:
    """Let an agent, Priya unless another one is named, answer Dana's call."""
    return done(ovation.post(ANSWER, form={**OF_AGENT, **others}))


def hangs_up(ovation: Ovation, **others: Any) -> str:
    """Let an agent, Priya unless another one is named, leave Dana's call."""
    return done(ovation.post(HANGUP, form={**OF_AGENT, **others}))


def ends(ovation: Ovation, **others: Any) -> str:
    """Let Dana hang up."""
    return done(ovation.post(EXIT, form={**OF_CALL, **others}))


# --- The states of a call -------------------------------------------------------------------------------------------


def test_a_call_is_queued_answered_queued_again_and_ended(ovation: Ovation) -> None:
    ovation.freeze()
    before = call_of(ovation, DANAS_CALL)
    assert before["state"] == "queued"
    assert answers(ovation) == DANAS_CASE
    assert call_of(ovation, DANAS_CALL) == before | {"state": "answered", "agents": [PRIYA]}
    assert hangs_up(ovation) == DANAS_CASE
    assert call_of(ovation, DANAS_CALL) == before
    assert ends(ovation) == DANAS_CASE
    assert call_of(ovation, DANAS_CALL) == before | {"state": "ended", "ended": "2022-02-10T05:03:27Z"}


def test_a_call_is_answered_until_its_last_agent_leaves(ovation: Ovation) -> None:
    for agent in (AGENT, AGENT, "AGT-102"):
        answers(ovation, agent_identifier=agent)
    assert call_of(ovation, DANAS_CALL)["agents"] == [PRIYA, MARCUS]
    hangs_up(ovation)
    assert (call_of(ovation, DANAS_CALL)["state"], call_of(ovation, DANAS_CALL)["agents"]) == ("answered", [MARCUS])
    hangs_up(ovation)
    assert (call_of(ovation, DANAS_CALL)["state"], call_of(ovation, DANAS_CALL)["agents"]) == ("answered", [MARCUS])
    hangs_up(ovation, agent_identifier="AGT-102")
    assert (call_of(ovation, DANAS_CALL)["state"], call_of(ovation, DANAS_CALL)["agents"]) == ("queued", [])


def test_an_agent_who_is_not_on_a_queued_call_leaves_it_as_it_is(ovation: Ovation) -> None:
    before = ovation.state()
    hangs_up(ovation)
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(("path", "form"), [(ANSWER, OF_AGENT), (HANGUP, OF_AGENT), (EXIT, OF_CALL)])
def test_a_call_that_is_unknown_or_ended_is_not_found(ovation: Ovation, path: str, form: Json) -> None:
    refused(ovation.post(path, form=form | {"external_id": "nöne"}), 404, "Object Not Found for calls nöne", "object-not-found")
    automation = Ovation(ovation.client, UZT)
    refused(automation.post(path, form=form), 404, f"Object Not Found for calls {DANAS_CALL}", "object-not-found")
    ends(ovation)
    refused(ovation.post(path, form=form), 404, f"Object Not Found for calls {DANAS_CALL}", "object-not-found")


# --- Agents ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.phone-agent-match")
@pytest.mark.parametrize(
    "identifier", ["SU3PKL", "AGT-102", "marcus.bell@summitpayments.example", "Marcus.BELL@summitpayments.example", "102"]
)
def test_an_agent_is_an_id_an_external_id_an_address_or_an_extension(ovation: Ovation, identifier: str) -> None:
    answers(ovation, agent_identifier=identifier)
    assert call_of(ovation, DANAS_CALL)["agents"] == [MARCUS]
    hangs_up(ovation, agent_identifier=identifier)
    assert call_of(ovation, DANAS_CALL)["agents"] == []


@pytest.mark.rule("ovationcxm.phone-agent-match")
@pytest.mark.parametrize(
    ("of_priya", "of_marcus"),
    [
        ({"externalId": MARCUS, "email": MARCUS, "extension": MARCUS}, {}),
        ({"email": "hi@agents.example", "extension": "hi@agents.example"}, {"externalId": "hi@agents.example"}),
        ({"extension": "hi@agents.example"}, {"email": "Hi@Agents.example"}),
    ],
    ids=["id before all", "external id before address", "address before extension"],
)
def test_agents_are_matched_by_id_then_external_id_then_address_then_extension(ovation: Ovation, of_priya: Json, of_marcus: Json) -> None:
    """Priya, whose id is the lower one, has the same text elsewhere."""
    change(ovation, "orgUsers", PRIYA, **of_priya)
    change(ovation, "orgUsers", MARCUS, **of_marcus)
    answers(ovation, agent_identifier=next(iter(of_priya.values())))
    assert call_of(ovation, DANAS_CALL)["agents"] == [MARCUS]


@pytest.mark.rule("ovationcxm.phone-agent-match")
@pytest.mark.parametrize("path", [ANSWER, HANGUP])
@pytest.mark.parametrize("identifier", ["AGT-999", "AB23CD", "AGT-201", "su3pkl"])
def test_who_is_no_agent_of_the_organisation_is_refused(ovation: Ovation, path: str, identifier: str) -> None:
    form = OF_AGENT | {"agent_identifier": identifier, "log_notes": "Hello"}
    refused(ovation.post(path, form=form), 404, f"Object Not Found for users {identifier}", "phone-agent-match")


def test_an_agent_who_was_deleted_is_found_by_id_alone(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    enters(automation)
    form = {"external_id": "call-1", "agent_identifier": "AGT-202"}
    refused(automation.post(ANSWER, form=form), 404, "Object Not Found for users AGT-202", "phone-agent-match")
    done(automation.post(ANSWER, form=form | {"agent_identifier": "DE9LTD"}))
    assert call_of(ovation, org_id="UZT")["agents"] == ["DE9LTD"]


# --- Whose issue it is ----------------------------------------------------------------------------------------------


def test_an_issue_that_is_nobodys_is_assigned_to_the_agent(ovation: Ovation) -> None:
    ovation.freeze()
    before = stored_issue(ovation, DANAS_CASE)
    answers(ovation)
    assert stored_issue(ovation, DANAS_CASE) == before | {"usersId": PRIYA, "updated": "2022-02-10T05:03:27Z"}


@pytest.mark.rule("ovationcxm.phone-auto-flags")
@pytest.mark.parametrize(
    ("flag", "assigned"),
    [({}, PRIYA), ({"auto_reassign": "false"}, PRIYA), ({"auto_reassign": "0"}, PRIYA), ({"auto_reassign": ""}, PRIYA)]
    + [({"auto_reassign": flag}, MARCUS) for flag in ("true", "1", "TRUE")],
)
def test_an_issue_that_is_somebodys_goes_to_the_agent_only_if_auto_reassign_says_so(ovation: Ovation, flag: Json, assigned: str) -> None:
    answers(ovation)
    answers(ovation, agent_identifier=MARCUS, **flag)
    assert stored_issue(ovation, DANAS_CASE)["usersId"] == assigned
    assert call_of(ovation, DANAS_CALL)["agents"] == [PRIYA, MARCUS]


def test_an_agent_who_has_the_issue_already_does_not_change_it(ovation: Ovation) -> None:
    answers(ovation)
    before = ovation.state()
    answers(ovation, auto_reassign="true")
    assert ovation.state() == before


# --- Whether it is resolved -----------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.phone-auto-flags")
@pytest.mark.parametrize(("path", "form"), [(HANGUP, OF_AGENT), (EXIT, OF_CALL)])
@pytest.mark.parametrize("flag", [{}, {"auto_resolve": "false"}, {"auto_resolve": "0"}])
def test_an_issue_is_not_resolved_unless_auto_resolve_says_so(ovation: Ovation, path: str, form: Json, flag: Json) -> None:
    before = stored_issue(ovation, DANAS_CASE)
    done(ovation.post(path, form=form | flag))
    assert stored_issue(ovation, DANAS_CASE) == before


@pytest.mark.parametrize(("path", "form"), [(HANGUP, OF_AGENT), (EXIT, OF_CALL)])
def test_auto_resolve_resolves_the_issue_as_its_own_operation_does(ovation: Ovation, path: str, form: Json) -> None:
    ovation.freeze()
    before = stored_issue(ovation, DANAS_CASE)
    done(ovation.post(path, json=form | {"auto_resolve": True}))
    after = stored_issue(ovation, DANAS_CASE)
    assert (after["status"], after["resolution"], after["job"]) == (7, "Completed", "Not Started")
    assert after["updated"] == "2022-02-10T05:03:27Z"
    assert [row["text"] for row in after["log"]] == [*(row["text"] for row in before["log"]), "Set status to Resolved"]
    assert [row["summary"] for row in after["history"]] == ["Case created", "Case resolved"]


@pytest.mark.parametrize(("path", "form"), [(HANGUP, OF_AGENT), (EXIT, OF_CALL)])
@pytest.mark.parametrize(
    ("status", "variant", "after"),
    [(status, "deny", 7) for status in (1, 2, 3, 4, 5, 6, 7, 9)]
    + [(status, "deny", status) for status in (8, 10, 89, 99)]
    + [(status, "allow", 7) for status in (8, 10, 89)]
    + [(99, "allow", 99)],
)
def test_auto_resolve_does_nothing_where_the_issue_cannot_be_resolved(
    ovation: Ovation, path: str, form: Json, status: int, variant: str, after: int
) -> None:
    ovation.switch(terminal_transitions=variant)
    change(ovation, "issues", DANAS_CASE, status=status)
    before = stored_issue(ovation, DANAS_CASE)
    done(ovation.post(path, form=form | {"auto_resolve": "1"}))
    found = stored_issue(ovation, DANAS_CASE)
    assert found["status"] == after
    assert (found == before) == (status == after)


# --- Notes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ANSWER, HANGUP])
def test_notes_of_an_agent_are_attributed_to_the_agent(ovation: Ovation, path: str) -> None:
    ovation.freeze()
    done(ovation.post(path, form=OF_AGENT | {"log_notes": "Terminal läuft wieder"}))
    row = results(ovation.get(f"/issues/log/history/{DANAS_CASE}"))[0]
    assert (row["diff_log"], row["notes"]) == ("Terminal läuft wieder", "Terminal läuft wieder")
    assert (row["users_full_name"], row["users_nickname"]) == ("Priya Natarajan", "Priya Natarajan")
    assert (row["event_type"], row["created"]) == ("note-added", "2022-02-09 21:03:27")


def test_notes_at_the_end_of_a_call_are_attributed_to_nobody(ovation: Ovation) -> None:
    ends(ovation, log_notes="Caller hung up")
    row = results(ovation.get(f"/issues/log/history/{DANAS_CASE}"))[0]
    assert (row["diff_log"], row["users_full_name"], row["users_nickname"]) == ("Caller hung up", "", "")
    assert row["event_type"] == "note-added"


def test_without_notes_the_log_stays(ovation: Ovation) -> None:
    before = stored_issue(ovation, DANAS_CASE)["log"]
    answers(ovation, log_notes="  ")
    ends(ovation)
    assert stored_issue(ovation, DANAS_CASE)["log"] == before


def test_notes_come_before_the_resolution(ovation: Ovation) -> None:
    ends(ovation, log_notes="All is well", auto_resolve="true")
    assert [row["text"] for row in stored_issue(ovation, DANAS_CASE)["log"]][-2:] == ["All is well", "Set status to Resolved"]


def test_the_call_of_a_deleted_issue_goes_on_and_leaves_the_issue_alone(ovation: Ovation) -> None:
    change(ovation, "issues", DANAS_CASE, status=99)
    before = stored_issue(ovation, DANAS_CASE)
    answers(ovation, log_notes="one")
    hangs_up(ovation, log_notes="two", auto_resolve="true")
    ends(ovation, log_notes="three", auto_resolve="true")
    assert stored_issue(ovation, DANAS_CASE) == before
    assert call_of(ovation, DANAS_CALL)["state"] == "ended"


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("path", "fields"),
    [(ANSWER, ["external_id", "agent_identifier"]), (HANGUP, ["external_id", "agent_identifier"]), (EXIT, ["external_id"])],
)
def test_all_that_is_missing_is_told_at_once(ovation: Ovation, path: str, fields: list[str]) -> None:
    text = "Missing/invalid external_id parameter (external_id)"
    refused(ovation.post(path), 422, text, "input-required", fields)
    refused(ovation.post(path, json=dict.fromkeys(fields, " ")), 422, text, "input-required", fields)


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("path", "flag"), [(ANSWER, "auto_reassign"), (HANGUP, "auto_resolve"), (EXIT, "auto_resolve")])
@pytest.mark.parametrize("value", ["yes", 2, {"a": 1}, [True]])
def test_a_flag_that_is_neither_true_nor_false_is_refused(ovation: Ovation, path: str, flag: str, value: object) -> None:
    body = OF_AGENT | {flag: value}
    refused(ovation.post(path, json=body), 422, f"Missing/invalid {flag} parameter ({flag})", "input-label", [flag])


@pytest.mark.rule("ovationcxm.input-json-malformed")
@pytest.mark.parametrize("path", [ANSWER, HANGUP, EXIT, "/phone/queueEnter"])
def test_a_body_that_cannot_be_read_is_refused(ovation: Ovation, path: str) -> None:
    refused(ovation.send("POST", f"/api/v3{path}", b'{"external_id": '), 400, "Invalid request body", "input-json-malformed")


def test_a_service_provider_needs_a_relationship_that_grants_calls(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF)
    denied(northwind.post(ANSWER, form=OF_AGENT), "obo-missing")
    denied(northwind.on_behalf_of("SMT").post(ANSWER, form=OF_AGENT), "obo-not-granted")
    change(ovation, "relationships", "REL-1", grants=["ovationcxm.phone.*"])
    assert done(northwind.on_behalf_of("SMT").post(ANSWER, form=OF_AGENT)) == DANAS_CASE
    issue_of(enters(northwind.on_behalf_of("SMT")))
    assert call_of(ovation)["orgId"] == "SMT"
