"""Org users: list, read, put, update and delete."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import MARCUS, MINIMAL, PRIYA, ROBIN, envelope, grant, whole

LOOKUP = "/orgs/user/lookupByExternalId"
NEW = {"email": "ana.ruiz@summitpayments.example", "first_name": "Ana", "last_name": "Ruiz"}


def put(ovation: Ovation, **user: Any) -> httpx.Response:
    """Make or change an org user."""
    return ovation.post("/orgs/users/put", {"users": user})


def update(ovation: Ovation, id: str, /, **user: Any) -> httpx.Response:
    """Change the org user whom the path names."""
    return ovation.post(f"/orgs/user/update/{id}", {"users": user})


def listed(ovation: Ovation) -> list[str]:
    """Return the ids of the users who are listed."""
    return [user["id"] for user in results(ovation.get("/orgs/users"))]


# --- Reads ---


def test_the_users_of_an_organisation_are_listed_without_deleted_ones(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/users"), envelope([PRIYA, MARCUS], pages=1))
    assert listed(Ovation(ovation.client, UZT)) == ["AB23CD"]
    assert listed(Ovation(ovation.client, NWF)) == ["NW2TEC"]


def test_a_user_is_read_by_id_and_by_external_id(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/orgs/user/get/SU2MNT"), envelope([PRIYA], pages=1))
    whole(ovation.get(LOOKUP, external_id="AGT-101"), envelope([PRIYA], pages=0))


def test_a_deleted_user_is_found_by_id_alone(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    assert results(automation.get("/orgs/user/get/DE9LTD")) == [ROBIN]
    refused(automation.get(LOOKUP, external_id="AGT-202"), 404, "Object Not Found for users AGT-202", "object-not-found")


CALLS = (
    ("GET", "/orgs/user/get/{}", b""),
    ("POST", "/orgs/user/delete/{}", b""),
    ("POST", "/orgs/users/put", b'{"users":{"id":"%s","email":""}}'),
    ("POST", "/orgs/user/update/{}", b'{"users":{"email":""}}'),
)
NAMES = [path for _, path, _ in CALLS]


def send(ovation: Ovation, call: tuple[str, str, bytes], id: str) -> httpx.Response:
    """Call an operation on a user."""
    method, path, body = call
    return ovation.send(method, f"/api/v3{path.format(id)}", body.replace(b"%s", id.encode()))


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_an_unknown_user_is_not_found(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    refused(send(ovation, call, "ZZZZZZ"), 404, "Object Not Found for users ZZZZZZ", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_a_user_of_another_organisation_is_refused(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    denied(send(ovation, call, "NW2TEC"), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(send(ovation, call, "NW2TEC"), 404, "Object Not Found for users NW2TEC", "owner-foreign")


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_a_service_provider_needs_a_grant_and_a_user_of_the_organisation(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    northwind = Ovation(ovation.client, NWF, "SMT")
    denied(send(northwind, call, "SU2MNT"), "obo-not-granted")
    grant(ovation, "orgs.user*")
    denied(send(northwind, call, "NW2TEC"), "obo-not-owner")
    assert send(northwind, call, "SU2MNT").status_code == (422 if b"email" in call[2] else 200)


def test_a_look_up_finds_only_the_users_of_the_organisation(ovation: Ovation) -> None:
    for external_id, rule in (("AGT-301", "owner-foreign"), ("AGT-999", "object-not-found")):
        refused(ovation.get(LOOKUP, external_id=external_id), 404, f"Object Not Found for users {external_id}", rule)


# --- Put and update ---


def test_a_new_user_is_active(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, **NEW)
    row = answer.json()["results"][0]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", row["id"])
    nothing = dict.fromkeys(PRIYA, "")
    whole(answer, envelope([nothing | NEW | {"id": row["id"], "status": "Active"}], pages=0))
    assert results(ovation.get(f"/orgs/user/get/{row['id']}")) == [row]
    assert listed(ovation) == sorted([row["id"], "SU2MNT", "SU3PKL"])


def test_every_member_of_a_user_can_be_written(ovation: Ovation) -> None:
    given = NEW | {"sms_number": "(801) 555-0119", "external_id": "AGT-103", "time_zone": "Asia/Tokyo", "status": 2, "present": "yes"}
    [row] = results(put(ovation, **given, extension="103", org_id="UZT"))
    assert row == given | {"id": row["id"], "sms_number": "+1 (801) 555-0119", "status": "Invited"}
    assert results(ovation.get(LOOKUP, external_id="AGT-103")) == [row]
    assert ovation.state()["orgUsers"][row["id"]]["orgId"] == "SMT"


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    ovation.freeze()
    whole(update(ovation, "SU2MNT", last_name="Nair"), envelope([PRIYA | {"last_name": "Nair"}], pages=0))
    whole(update(ovation, "SU2MNT", time_zone="", status=""), envelope([PRIYA | {"last_name": "Nair", "time_zone": ""}], pages=0))
    assert results(put(ovation, id="SU2MNT", last_name="Natarajan", sms_number=None)) == [PRIYA | {"time_zone": "", "sms_number": ""}]
    assert results(update(ovation, "SU3PKL")) == [MARCUS]


def test_the_path_of_an_update_says_who_is_meant(ovation: Ovation) -> None:
    assert results(update(ovation, "SU2MNT", id="SU3PKL", present="out"))[0] == PRIYA | {"present": "out"}
    assert results(ovation.get("/orgs/user/get/SU3PKL")) == [MARCUS]


@pytest.mark.rule("ovationcxm.input-empty-id")
@pytest.mark.parametrize("id", [None, "", " "])
def test_a_put_without_an_id_makes_a_user(ovation: Ovation, id: str | None) -> None:
    [row] = results(put(ovation, id=id, **NEW))
    assert row["id"] not in ("", "SU2MNT", "SU3PKL")
    assert len(listed(ovation)) == 3


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("user", "fields"),
    [
        ({}, ["email", "first_name", "last_name"]),
        ({"email": "a@b.example", "first_name": " "}, ["first_name", "last_name"]),
        ({"id": "SU2MNT", "last_name": ""}, ["last_name"]),
        ({"id": "SU2MNT", "email": None, "status": "Gone"}, ["email", "status"]),
    ],
)
def test_a_user_needs_an_address_and_two_names(ovation: Ovation, user: Json, fields: list[str]) -> None:
    refused(put(ovation, **user), 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-required", fields)


def test_an_update_cannot_blank_what_is_required(ovation: Ovation) -> None:
    refused(update(ovation, "SU2MNT", email=""), 422, "Missing/invalid email parameter (email)", "input-required", ["email"])


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("name", "value"), [("status", "Gone"), ("status", 3), ("first_name", ["Ana"]), ("sms_number", {"a": 1})])
def test_an_invalid_member_is_refused(ovation: Ovation, name: str, value: object) -> None:
    for answer in (put(ovation, **NEW | {name: value}), update(ovation, "SU2MNT", **{name: value})):
        refused(answer, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_is_unique_among_the_users_of_an_organisation(ovation: Ovation) -> None:
    taken = (422, "Missing/invalid external_id parameter (external_id)", "input-external-id-unique", ["external_id"])
    refused(put(ovation, **NEW, external_id="AGT-101"), *taken)
    refused(update(ovation, "SU3PKL", external_id="AGT-101"), *taken)
    assert update(ovation, "SU2MNT", external_id="AGT-101").status_code == 200
    assert put(Ovation(ovation.client, UZT), **NEW, external_id="AGT-202").status_code == 200
    assert put(ovation, **NEW, external_id="AGT-301").status_code == 200


def test_an_address_may_be_anothers(ovation: Ovation) -> None:
    assert put(ovation, **NEW | {"email": PRIYA["email"]}).status_code == 200


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("path", ["/orgs/users/put", "/orgs/user/update/ZZZZZZ"])
def test_a_body_without_the_wrapper_is_refused_before_the_user_is_looked_up(ovation: Ovation, path: str) -> None:
    answer = ovation.post(path, {"user": NEW})
    refused(answer, 400, "Missing/invalid users parameter (users)", "input-wrapper-missing", ["users"])
    refused(ovation.send("POST", f"/api/v3{path}", b"{users}"), 400, "Invalid request body", "input-json-malformed")


def test_an_update_may_come_as_a_form(ovation: Ovation) -> None:
    answer = ovation.post("/orgs/user/update/SU2MNT", form={"users[present]": "in", "users[email]": "p@summitpayments.example"})
    assert results(answer) == [PRIYA | {"present": "in", "email": "p@summitpayments.example"}]


# --- Delete ---


def test_a_deleted_user_is_in_no_team_and_marked(ovation: Ovation) -> None:
    ovation.freeze()
    assert ovation.post("/orgs/team/delete/SMT-FLD").status_code == 200
    whole(ovation.post("/orgs/user/delete/SU3PKL"), MINIMAL)
    assert listed(ovation) == ["SU2MNT"]
    assert results(ovation.get("/orgs/user/get/SU3PKL")) == [MARCUS | {"status": "Deleted"}]
    assert results(ovation.get("/orgs/team/users/SMT-SUP")) == [PRIYA]
    assert results(ovation.get("/orgs/team/users/SMT-FLD")) == []
    refused(ovation.get(LOOKUP, external_id="AGT-102"), 404, "Object Not Found for users AGT-102", "object-not-found")
    whole(ovation.post("/orgs/user/delete/SU3PKL"), MINIMAL)
    assert results(ovation.get("/orgs/user/get/SU3PKL")) == [MARCUS | {"status": "Deleted"}]


def test_a_deleted_user_can_be_brought_back(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    assert results(update(automation, "DE9LTD", status="Active")) == [ROBIN | {"status": "Active"}]
    assert listed(automation) == ["AB23CD", "DE9LTD"]
    assert results(automation.get(LOOKUP, external_id="AGT-202"))[0]["id"] == "DE9LTD"
