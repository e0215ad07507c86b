"""The console: organisations and their keys, and what was sent."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.vendors.ovation import DANAS_CASE, SMT, UNKNOWN_ISSUE, UZT, Json, Ovation, denied, results
from tests.vendors.ovation_orgs import EMPTY_TEAM, NOW, SUMMIT

ACME = {"id": "ACM", "name": "Acme & Söhne", "kind": "standard"}


def refused(answer: httpx.Response, status: int, error: str, detail: Json) -> None:
    """Hold an answer against a refusal in the form of the control plane."""
    assert (answer.status_code, answer.json()) == (status, {"error": error, "detail": detail})


def invalid(answer: httpx.Response, field: str, reason: str) -> None:
    """Hold an answer against the refusal of a body."""
    refused(answer, 400, "invalid body", {"field": field, "reason": reason})


def works(ovation: Ovation, key: Json) -> bool:
    """Say whether a key pair opens the API; if it does not, it is because nobody has the token."""
    answer = Ovation(ovation.client, (key["token"], key["secret"])).get("/orgs/get")
    if answer.status_code != 200:
        denied(answer, "auth-unknown-token")
        return False
    assert results(answer)[0]["id"] == key["org_id"]
    return True


# --- Keys ---


@pytest.mark.rule("ovationcxm.auth-unknown-token")
def test_a_regenerated_key_takes_the_place_of_the_old_one(ovation: Ovation) -> None:
    old = {"org_id": "SMT", "token": SMT[0], "secret": SMT[1]}
    answer = ovation.console("POST", "/orgs/SMT/key")
    new = answer.json()
    assert (answer.status_code, list(new), new["org_id"]) == (200, ["org_id", "token", "secret"], "SMT")
    assert re.fullmatch("[0-9A-F]{20}", new["token"])
    assert re.fullmatch("[0-9a-f]{40}", new["secret"])
    assert (works(ovation, new), works(ovation, old)) == (True, False)
    assert works(ovation, {"org_id": "UZT", "token": UZT[0], "secret": UZT[1]})
    newer = ovation.console("POST", "/orgs/SMT/key").json()
    assert (works(ovation, newer), works(ovation, new)) == (True, False)


def test_the_same_requests_give_the_same_keys(ovation: Ovation) -> None:
    first = [ovation.console("POST", f"/orgs/{org_id}/key").json() for org_id in ("SMT", "UZT", "SMT")]
    assert ovation.client.post("/_sandbox/reset").status_code == 204
    assert [ovation.console("POST", f"/orgs/{org_id}/key").json() for org_id in ("SMT", "UZT", "SMT")] == first
    assert len({key["token"] for key in first} | {key["secret"] for key in first}) == 6


def test_in_a_named_session_a_regenerated_token_tells_the_session(ovation: Ovation) -> None:
    ovation.client.headers["X-Sandbox-Session"] = "team-1"
    issued = {"org_id": "SMT", "token": f"{SMT[0]}~team-1", "secret": SMT[1]}
    plain = issued | {"token": SMT[0]}
    assert (works(ovation, issued), works(ovation, plain)) == (True, True)
    new = ovation.console("POST", "/orgs/SMT/key").json()
    assert re.fullmatch("[0-9A-F]{20}~team-1", new["token"])
    assert (works(ovation, new), works(ovation, new | {"token": new["token"].partition("~")[0]})) == (True, True)
    assert (works(ovation, issued), works(ovation, plain)) == (False, False)
    del ovation.client.headers["X-Sandbox-Session"]
    assert works(ovation, plain)


def test_an_unknown_organisation_has_no_key(ovation: Ovation) -> None:
    refused(ovation.console("POST", "/orgs/ZZZ/key"), 404, "unknown organisation", {"org_id": "ZZZ"})


# --- Organisations ---


def test_a_new_organisation_comes_with_its_default_team_and_a_key_pair(ovation: Ovation) -> None:
    ovation.freeze()
    answer = ovation.console("POST", "/orgs", ACME)
    made = answer.json()
    team_id = made["team"]["id"]
    assert answer.status_code == 201
    assert list(made) == ["org", "team", "key"]
    assert re.fullmatch("ACM-[2-9A-HJ-NP-Z]{3}", team_id)
    nothing = {name: "" if isinstance(value, str) else 0 for name, value in SUMMIT.items()}
    given = {"name_legal": ACME["name"], "nickname": "acmesöhne", "chat_id": "CH2ACM", "default_org_team_id": team_id}
    assert made["org"] == nothing | ACME | given | {"created": NOW, "updated": NOW}
    assert made["team"] == EMPTY_TEAM | {"id": team_id, "name": ACME["name"], "type": "Support", "created": NOW, "updated": NOW}
    assert works(ovation, made["key"])
    acme = Ovation(ovation.client, (made["key"]["token"], made["key"]["secret"]))
    assert results(acme.get("/orgs/team/list")) == [made["team"]]
    assert results(acme.get("/orgs/get"))[0] | {"kind": "standard"} == made["org"]
    assert results(acme.get("/customers/get")) == []


def test_an_organisation_may_be_given_all_its_members(ovation: Ovation) -> None:
    given = {name: f"text of {name}" for name, value in SUMMIT.items() if isinstance(value, str)}
    given |= {"id": "WIDE22", "phone": "8015550133"}
    for name in ("default_org_team_id", "created", "updated"):
        del given[name]
    made = ovation.console("POST", "/orgs", given | {"kind": "service_provider", "latitude": 1.5, "longitude": -2}).json()
    expected = given | {"phone": "+1 (801) 555-0133", "latitude": 1.5, "longitude": -2, "kind": "service_provider"}
    assert {name: value for name, value in made["org"].items() if name in expected} == expected
    provider = Ovation(ovation.client, (made["key"]["token"], made["key"]["secret"]))
    assert results(provider.get("/orgs/lookupByExternalId", external_id="text of external_id"))[0]["id"] == "WIDE22"
    denied(provider.get("/customers/get"), "obo-missing")


def test_an_organisation_without_an_id_gets_one(ovation: Ovation) -> None:
    made = ovation.console("POST", "/orgs", {"name": "Acme", "kind": "standard"}).json()
    assert re.fullmatch("[2-9A-HJ-NP-Z]{3}", made["org"]["id"])
    assert made["org"]["chat_id"] == f"CH2{made['org']['id']}"
    assert made["key"]["org_id"] == made["org"]["id"]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"name": ""}, "name", "string_too_short"),
        ({"name": 5}, "name", "string_type"),
        ({"kind": "customer"}, "kind", "literal_error"),
        ({"id": "ac"}, "id", "string_pattern_mismatch"),
        ({"id": "AC"}, "id", "string_pattern_mismatch"),
        ({"id": "A" * 17}, "id", "string_pattern_mismatch"),
        ({"latitude": "1"}, "latitude", "float_type"),
        ({"slug": "acme"}, "slug", "extra_forbidden"),
    ],
)
def test_a_bad_organisation_is_refused_with_its_field(ovation: Ovation, change: Json, field: str, reason: str) -> None:
    before = ovation.state()
    invalid(ovation.console("POST", "/orgs", ACME | change), field, reason)
    assert ovation.state() == before


@pytest.mark.parametrize("id", ["ACM", "A" * 16])
def test_an_organisation_is_made_once(ovation: Ovation, id: str) -> None:
    assert ovation.console("POST", "/orgs", ACME | {"id": id, "external_id": "ORG-ACME"}).status_code == 201
    before = ovation.state()
    refused(ovation.console("POST", "/orgs", ACME | {"id": id}), 409, "the organisation exists", {"id": id})
    answer = ovation.console("POST", "/orgs", ACME | {"id": "AC2", "external_id": "ORG-ACME"})
    refused(answer, 409, "the external id is taken", {"external_id": "ORG-ACME"})
    assert ovation.state() == before


# --- Chats ---


def chat(ovation: Ovation) -> list[Json]:
    """Return the chat of Dana's case."""
    found: list[Json] = ovation.state()["issues"][DANAS_CASE].get("chat", [])
    return found


def test_a_chat_is_answered_in_the_name_of_the_organisation(ovation: Ovation) -> None:
    ovation.freeze()
    answer = ovation.console("POST", f"/issues/{DANAS_CASE}/chat", {"message": "We are looking into it. 👀"})
    shown = {"issue_id": DANAS_CASE, "participant": "Summit Payments", "text": "We are looking into it. 👀", "timestamp": NOW}
    assert (answer.status_code, answer.json()) == (201, shown)
    answer = ovation.console("POST", f"/issues/{DANAS_CASE}/chat", {"message": "Fixed.", "from": "Priya Natarajan"})
    assert answer.json() == shown | {"participant": "Priya Natarajan", "text": "Fixed."}
    assert [(message["participant"], message["text"]) for message in chat(ovation)] == [
        ("Summit Payments", "We are looking into it. 👀"),
        ("Priya Natarajan", "Fixed."),
    ]
    assert ovation.post(f"/issues/resolve/{DANAS_CASE}").status_code == 200
    transcripts = [row["transcript"] for row in results(ovation.get(f"/issues/chat/history/{DANAS_CASE}"))]
    assert [(one["participant"], one["text"]) for one in transcripts][-1] == ("Priya Natarajan", "Fixed.")


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({}, "message", "missing"),
        ({"message": ""}, "message", "string_too_short"),
        ({"message": "Hi", "from": ""}, "from", "string_too_short"),
        ({"message": "Hi", "sender": "Priya"}, "sender", "extra_forbidden"),
        ([], "", "model_type"),
    ],
)
def test_a_bad_answer_is_refused_with_its_field(ovation: Ovation, body: object, field: str, reason: str) -> None:
    invalid(ovation.console("POST", f"/issues/{DANAS_CASE}/chat", body), field, reason)
    assert chat(ovation) == []


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 89, 99])
def test_a_chat_is_answered_until_the_issue_is_closed_or_canceled(ovation: Ovation, code: int) -> None:
    state = ovation.state()
    state["issues"][DANAS_CASE]["status"] = code
    ovation.replace_state(state)
    answer = ovation.console("POST", f"/issues/{DANAS_CASE}/chat", {"message": "Hi"})
    if code == 99:
        refused(answer, 404, "unknown issue", {"issue_id": DANAS_CASE})
    elif code in (8, 10, 89):
        refused(answer, 409, "the chat is closed", {"status": "Canceled" if code == 89 else "Closed"})
    else:
        assert answer.status_code == 201
    assert len(chat(ovation)) == (answer.status_code == 201)


def test_an_unknown_issue_has_no_chat(ovation: Ovation) -> None:
    answer = ovation.console("POST", f"/issues/{UNKNOWN_ISSUE}/chat", {"message": "Hi"})
    refused(answer, 404, "unknown issue", {"issue_id": UNKNOWN_ISSUE})


# --- The outbox ---


def test_what_was_sent_to_people_can_be_read(ovation: Ovation) -> None:
    ovation.freeze()
    assert ovation.console("GET", "/outbox").json() == []
    assert ovation.post("/customers/password_reset", form={"login": "omar@bluefinch.example"}).status_code == 200
    ovation.advance(1)
    assert ovation.post("/customers/sms_invite", form={"sms_number": "801-555-0142"}).status_code == 200
    answer = ovation.console("GET", "/outbox")
    assert answer.status_code == 200
    assert answer.json() == [
        {"kind": "password_reset", "to": "omar@bluefinch.example", "customer_user_id": "BFB3QT-MR5", "created": NOW},
        {"kind": "sms_invite", "to": "+1 (801) 555-0142", "customer_user_id": "HCR2KX-DW7", "created": "2022-02-09 21:03:28"},
    ]


def test_the_console_says_what_it_does_not_have(ovation: Ovation) -> None:
    assert ovation.console("GET", "/orgs").status_code == 405
    assert ovation.console("GET", "/teams").json()["error"] == "unknown path"
    assert ovation.client.post("/_sandbox/ovationcxm/orgs", content=b"{").json()["detail"]["reason"] == "json_invalid"
