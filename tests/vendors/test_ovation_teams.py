"""Teams: list, read, put and delete, and their users."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import BILLING, EMPTY_TEAM, FIELD, MARCUS, MINIMAL, NOW, PRIYA, ROBIN, SUPPORT, envelope, grant, whole

LOOKUP = "/orgs/team/lookupByExternalId"


def put(ovation: Ovation, **team: Any) -> httpx.Response:
    """Make or change a team."""
    return ovation.post("/orgs/team/put", {"org_team": team})


def listed(ovation: Ovation) -> list[str]:
    """Return the ids of the teams that are listed."""
    return [team["id"] for team in results(ovation.get("/orgs/team/list"))]


# --- Reads ---


@pytest.mark.rule("ovationcxm.order-id")
def test_the_teams_of_an_organisation_are_listed_by_id(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/team/list"), envelope([BILLING, FIELD, SUPPORT], pages=1))
    assert len(results(ovation.get("/orgs/team/list", limit=1, start=1))) == 3


def test_a_team_is_read_by_its_id_and_by_its_external_id(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/team/get/SMT-SUP"), envelope([SUPPORT], pages=1))
    whole(ovation.get(LOOKUP, external_id="TEAM-SUP"), envelope([SUPPORT], pages=0))


def test_the_users_of_a_team_are_read_with_deleted_ones(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/team/users/SMT-SUP"), envelope([PRIYA, MARCUS], pages=1))
    automation = Ovation(ovation.client, UZT)
    whole(automation.get("/orgs/team/users/UZT-LWW"), envelope([ROBIN], pages=1))
    assert results(ovation.get("/orgs/team/users/SMT-BLG")) == []


CALLS = (
    ("GET", "/orgs/team/get/{}", b""),
    ("GET", "/orgs/team/users/{}", b""),
    ("POST", "/orgs/team/delete/{}", b""),
    ("POST", "/orgs/team/put", b'{"org_team":{"id":"%s","name":""}}'),
)


def send(ovation: Ovation, call: tuple[str, str, bytes], id: str) -> httpx.Response:
    """Call an operation on a team."""
    method, path, body = call
    return ovation.send(method, f"/api/v3{path.format(id)}", body.replace(b"%s", id.encode()))


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("call", CALLS, ids=[path for _, path, _ in CALLS])
def test_an_unknown_team_is_not_found(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    refused(send(ovation, call, "SMT-ZZZ"), 404, "Object Not Found for partners_teams SMT-ZZZ", "object-not-found")
    refused(send(ovation, call, "smt-sup"), 404, "Object Not Found for partners_teams smt-sup", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("call", CALLS, ids=[path for _, path, _ in CALLS])
def test_a_team_of_another_organisation_is_refused(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    denied(send(ovation, call, "NWF-DSP"), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(send(ovation, call, "NWF-DSP"), 404, "Object Not Found for partners_teams NWF-DSP", "owner-foreign")


@pytest.mark.rule("ovationcxm.obo-not-owner")
@pytest.mark.parametrize("call", CALLS, ids=[path for _, path, _ in CALLS])
def test_a_service_provider_needs_a_grant_and_a_team_of_the_organisation(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    northwind = Ovation(ovation.client, NWF, "SMT")
    denied(send(northwind, call, "SMT-FLD"), "obo-not-granted")
    grant(ovation, "orgs.team.*")
    denied(send(northwind, call, "NWF-DSP"), "obo-not-owner")
    refused(send(northwind, call, "SMT-ZZZ"), 404, "Object Not Found for partners_teams SMT-ZZZ", "object-not-found")
    assert send(northwind, call, "SMT-FLD").status_code == (422 if "put" in call[1] else 200)


def test_a_look_up_finds_only_the_teams_of_the_organisation(ovation: Ovation) -> None:
    for external_id, rule in (("TEAM-DSP", "owner-foreign"), ("TEAM-NONE", "object-not-found")):
        refused(ovation.get(LOOKUP, external_id=external_id), 404, f"Object Not Found for partners_teams {external_id}", rule)


# --- Put ---


def test_a_new_team_has_an_id_of_its_organisation(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, name="Summit Sales")
    row = answer.json()["results"][0]
    assert re.fullmatch(r"SMT-[2-9A-HJ-NP-Z]{3}", row["id"])
    whole(answer, envelope([EMPTY_TEAM | {"id": row["id"], "name": "Summit Sales", "created": NOW, "updated": NOW}], pages=0))
    assert results(ovation.get(f"/orgs/team/get/{row['id']}")) == [row]
    assert listed(ovation) == sorted(["SMT-BLG", "SMT-FLD", "SMT-SUP", row["id"]])


def test_every_member_of_a_team_can_be_written(ovation: Ovation) -> None:
    ovation.freeze()
    given: Json = {name: f"text of {name}" for name, value in EMPTY_TEAM.items() if value == "" and name != "id"}
    given |= {name: True for name, value in EMPTY_TEAM.items() if value is False}
    given |= {"type": "Sales", "status": "Inactive", "phone": "801 555 0111", "support_phone": "1-801-555-0112"}
    [row] = results(put(ovation, **given))
    expected = {"phone": "+1 (801) 555-0111", "support_phone": "+1 (801) 555-0112", "created": NOW, "updated": NOW}
    assert row == {**given, **expected, "id": row["id"]}


@pytest.mark.parametrize(("given", "label"), [("field services", "Field Services"), (3, "Sales"), ("4", "Billing"), ("", "")])
def test_a_type_is_named_by_key_or_label(ovation: Ovation, given: object, label: str) -> None:
    assert results(put(ovation, name="T", type=given))[0]["type"] == label


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, id="SMT-SUP", description="First line", phone="", published="0", type="", status=None, email=None)
    changed = {"description": "First line", "phone": "", "published": False, "email": "", "updated": NOW}
    whole(answer, envelope([SUPPORT | changed], pages=0))
    ovation.advance(60)
    assert results(put(ovation, id="SMT-SUP", description="First line"))[0]["updated"] == NOW
    assert results(put(ovation, id="SMT-SUP", description=""))[0]["updated"] == "2022-02-09 21:04:27"


@pytest.mark.rule("ovationcxm.input-read-only")
def test_what_the_vendor_keeps_itself_is_not_written(ovation: Ovation) -> None:
    sent = {"created": "2000-01-01", "updated": "2000-01-01", "org_id": "UZT", "users": ["NW2TEC"], "customers": ["C8J8AE"], "nonsense": 1}
    assert results(put(ovation, id="SMT-SUP", **sent)) == [SUPPORT]
    assert results(ovation.get("/orgs/team/users/SMT-SUP")) == [PRIYA, MARCUS]


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("team", [{}, {"name": None}, {"name": " "}, {"id": "", "name": ""}, {"id": "SMT-SUP", "name": ""}])
def test_a_team_needs_a_name(ovation: Ovation, team: Json) -> None:
    refused(put(ovation, **team), 422, "Missing/invalid name parameter (name)", "input-required", ["name"])


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(
    ("name", "value"),
    [("type", "Party"), ("type", 5), ("status", "Asleep"), ("status", "2"), ("published", "maybe"), ("email", ["a"]), ("phone", {"a": 1})],
)
def test_an_invalid_member_is_refused(ovation: Ovation, name: str, value: object) -> None:
    for target in ({"name": "T"}, {"id": "SMT-SUP"}):
        answer = put(ovation, **target, **{name: value})
        refused(answer, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


def test_all_offending_members_are_named_in_their_order(ovation: Ovation) -> None:
    answer = put(ovation, type="Party", exclusive="x", description=[])
    fields = ["name", "description", "type", "exclusive"]
    refused(answer, 422, "Missing/invalid name parameter (name)", "input-required", fields)


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_is_unique_among_the_teams_of_an_organisation(ovation: Ovation) -> None:
    taken = (422, "Missing/invalid external_id parameter (external_id)", "input-external-id-unique", ["external_id"])
    refused(put(ovation, name="T", external_id="TEAM-SUP"), *taken)
    refused(put(ovation, id="SMT-FLD", external_id="TEAM-SUP"), *taken)
    assert put(ovation, id="SMT-SUP", external_id="TEAM-SUP").status_code == 200
    assert put(ovation, name="T", external_id="TEAM-DSP").status_code == 200
    assert ovation.post("/orgs/team/delete/SMT-FLD").status_code == 200
    assert put(ovation, name="T", external_id="TEAM-FLD").status_code == 200


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("body", [b"", b"{}", b'{"org_team":null}', b'{"org_team":"SMT-SUP"}', b'{"org_team":["a"]}', b"name=T"])
def test_a_put_needs_the_wrapper(ovation: Ovation, body: bytes) -> None:
    answer = ovation.send("POST", "/api/v3/orgs/team/put", body)
    refused(answer, 400, "Missing/invalid org_team parameter (org_team)", "input-wrapper-missing", ["org_team"])


@pytest.mark.rule("ovationcxm.input-json-malformed")
def test_a_put_that_is_no_json_is_refused(ovation: Ovation) -> None:
    refused(ovation.send("POST", "/api/v3/orgs/team/put", b'{"org_team":'), 400, "Invalid request body", "input-json-malformed")


def test_a_team_may_come_as_a_form(ovation: Ovation) -> None:
    answer = ovation.post("/orgs/team/put", form={"org_team[name]": "Équipe ☕", "org_team[published]": "true", "org_team[type]": "2"})
    [row] = results(answer)
    assert (row["name"], row["published"], row["type"]) == ("Équipe ☕", True, "Field Services")


# --- Delete ---


def test_a_deleted_team_is_marked(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.post("/orgs/team/delete/SMT-FLD"), MINIMAL)
    assert listed(ovation) == ["SMT-BLG", "SMT-SUP"]
    assert results(ovation.get("/orgs/team/get/SMT-FLD")) == [FIELD | {"status": "Deleted", "updated": NOW}]
    assert results(ovation.get("/orgs/team/users/SMT-FLD")) == [MARCUS]
    refused(ovation.get(LOOKUP, external_id="TEAM-FLD"), 404, "Object Not Found for partners_teams TEAM-FLD", "object-not-found")
    whole(ovation.post("/orgs/team/delete/SMT-FLD"), MINIMAL)
    assert put(ovation, id="SMT-FLD", status="Active").status_code == 200
    assert listed(ovation) == ["SMT-BLG", "SMT-FLD", "SMT-SUP"]


@pytest.mark.rule("ovationcxm.team-default-delete")
def test_the_default_team_cannot_be_deleted(ovation: Ovation) -> None:
    denied(ovation.post("/orgs/team/delete/SMT-SUP"), "team-default-delete")
    assert listed(ovation) == ["SMT-BLG", "SMT-FLD", "SMT-SUP"]
    assert ovation.post("/orgs/team/delete/SMT-BLG").status_code == 200
