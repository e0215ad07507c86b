"""Puts of technology."""

from __future__ import annotations

import re

import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import NOW, envelope, whole
from tests.vendors.ovation_technology import FRESH, NO_METADATA, TERMINAL, put


def stored(ovation: Ovation, location: str) -> list[str]:
    """Return the ids of the technology at a location."""
    rows = results(ovation.get(f"/customers/technology/get/{location.partition('-')[0]}", customer_location_id=location))
    return [row["id"] for row in rows]


def test_new_technology_needs_nothing(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation)
    row = answer.json()["results"][0]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", row["id"])
    whole(answer, envelope([FRESH | {"id": row["id"], "org_id": "SMT", "created": NOW, "updated": NOW}], pages=0))
    assert results(ovation.get(f"/technology/get/{row['id']}")) == [row]


def test_every_member_of_technology_can_be_written(ovation: Ovation) -> None:
    ovation.freeze()
    text = {name: f"text of {name}" for name, value in FRESH.items() if value == "" and name not in ("id", "org_id", "type")}
    times = dict.fromkeys(("last_checked", "last_seen", "last_changed", "pa_dds_expire_date"), "2022-01-02 03:04:05")
    known = {
        name: f"text of {name}" if value == "" else 2.5 if value == 0 and value is not False else True
        for name, value in NO_METADATA.items()
    }
    given = (
        text
        | times
        | {
            "parent_id": "TC2HKR",
            "customer_id": "HCR2KX",
            "customer_location_id": "HCR2KX-K7R",
            "type": "5",
            "critical": True,
            "active": False,
            "external_id": "DEV-1",
            "app_pa_dss_listed": True,
            "metadata_values": known,
        }
    )
    [row] = results(put(ovation, **given))
    assert row == given | {"id": row["id"], "org_id": "SMT", "created": NOW, "updated": NOW}
    assert stored(ovation, "HCR2KX-K7R") == [row["id"]]


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("given", "key"), [("Router", "2"), ("pos terminal", "1"), (3, "3"), ("6", "6"), (None, ""), ("", "")])
def test_a_type_is_named_by_key_or_name(ovation: Ovation, given: object, key: str) -> None:
    assert results(put(ovation, type=given))[0]["type"] == key


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(
    ("name", "value"), [("type", "Toaster"), ("type", "7"), ("type", ["1"]), ("critical", "very"), ("label", []), ("metadata_values", "x")]
)
def test_an_invalid_member_is_refused(ovation: Ovation, name: str, value: object) -> None:
    answer = put(ovation, **{name: value})
    refused(answer, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


@pytest.mark.parametrize("known", [{"download_consumed": "much"}, {"pos_emv_nfc": 2}, {"uuid": {}}])
def test_invalid_metadata_is_refused(ovation: Ovation, known: Json) -> None:
    for target in ({}, {"id": "TC2HKR"}):
        answer = put(ovation, **target, metadata_values=known)
        refused(answer, 422, "Missing/invalid metadata_values parameter (metadata_values)", "input-label", ["metadata_values"])


@pytest.mark.rule("ovationcxm.input-date")
def test_a_time_that_is_none_is_refused(ovation: Ovation) -> None:
    answer = put(ovation, last_seen="yesterday", pa_dds_expire_date=True)
    refused(answer, 422, "Missing/invalid last_seen parameter (last_seen)", "input-date", ["last_seen", "pa_dds_expire_date"])


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, id="TC2HKR", critical="true", notes="Screen cracked", serial_number="", active="", type="")
    whole(answer, envelope([TERMINAL | {"critical": True, "notes": "Screen cracked", "serial_number": "", "updated": NOW}], pages=0))
    ovation.advance(60)
    assert results(put(ovation, id="TC2HKR", notes="Screen cracked"))[0]["updated"] == NOW
    assert stored(ovation, "HCR2KX-M4N") == ["TC2HKR", "TC3RTR"]


def test_metadata_is_merged_member_by_member(ovation: Ovation) -> None:
    ovation.freeze()
    known = TERMINAL["metadata_values"]
    for given, expected in (
        ({"download_consumed": "1.5", "pos_emv_nfc": 0}, known | {"download_consumed": 1.5, "pos_emv_nfc": False}),
        ({"terminal_id": "", "upload_consumed": "", "power_at_pos_station": None}, {"terminal_id": ""}),
        ({"pos_org": "Acme", "colour": "red"}, {"pos_org": "Acme"}),
    ):
        known = known | expected
        assert results(put(ovation, id="TC2HKR", metadata_values=given))[0]["metadata_values"] == known
    assert results(put(ovation, id="TC2HKR", metadata_values=[]))[0]["metadata_values"] == known
    assert results(put(ovation, id="TC2HKR", metadata_values={}))[0]["metadata_values"] == known
    assert results(put(ovation, id="TC2HKR", metadata_values=None))[0]["metadata_values"] == NO_METADATA


@pytest.mark.rule("ovationcxm.input-read-only")
def test_what_the_vendor_keeps_itself_is_not_written(ovation: Ovation) -> None:
    assert results(put(ovation, id="TC2HKR", org_id="UZT", created="2000-01-01", updated="2000-01-01")) == [TERMINAL]


@pytest.mark.rule("ovationcxm.input-external-id-unique")
def test_an_external_id_is_unique_among_the_technology_of_an_organisation(ovation: Ovation) -> None:
    taken = (422, "Missing/invalid external_id parameter (external_id)", "input-external-id-unique", ["external_id"])
    [first] = results(put(ovation, external_id="DEV-1"))
    refused(put(ovation, external_id="DEV-1"), *taken)
    refused(put(ovation, id="TC2HKR", external_id="DEV-1", customer_id="ZZZZZZ"), *taken)
    assert put(ovation, id=first["id"], external_id="DEV-1").status_code == 200
    assert put(Ovation(ovation.client, UZT), external_id="DEV-1").status_code == 200
    assert ovation.post(f"/technology/delete/{first['id']}").status_code == 200
    assert put(ovation, id="TC2HKR", external_id="DEV-1").status_code == 200


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
def test_a_put_needs_the_wrapper(ovation: Ovation) -> None:
    answer = ovation.post("/technology/put", {"label": "Spare"})
    refused(answer, 400, "Missing/invalid technology parameter (technology)", "input-wrapper-missing", ["technology"])
    assert ovation.post("/technology/put", {"technology": []}).status_code == 200


# --- Customer and location ---


def test_a_location_brings_its_customer(ovation: Ovation) -> None:
    [row] = results(put(ovation, customer_location_id="HCR2KX-K7R"))
    assert (row["customer_id"], row["customer_location_id"]) == ("HCR2KX", "HCR2KX-K7R")
    assert stored(ovation, "HCR2KX-K7R") == [row["id"]]


def test_a_customer_may_have_technology_without_a_location(ovation: Ovation) -> None:
    [row] = results(put(ovation, customer_id="HCR2KX"))
    assert (row["customer_id"], row["customer_location_id"]) == ("HCR2KX", "")


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"customer_location_id": "HCR2KX-K7R"}, ("HCR2KX", "HCR2KX-K7R")),
        ({"customer_location_id": "BFB3QT-R6P"}, ("BFB3QT", "BFB3QT-R6P")),
        ({"customer_id": "BFB3QT", "customer_location_id": "BFB3QT-R6P"}, ("BFB3QT", "BFB3QT-R6P")),
        ({"customer_id": "BFB3QT", "customer_location_id": ""}, ("BFB3QT", "")),
        ({"customer_location_id": None}, ("HCR2KX", "")),
        ({"customer_id": ""}, ("HCR2KX", "HCR2KX-M4N")),
        ({"customer_id": "", "customer_location_id": ""}, ("", "")),
    ],
)
def test_technology_moves(ovation: Ovation, given: Json, place: tuple[str, str]) -> None:
    [row] = results(put(ovation, id="TC2HKR", **given))
    assert (row["customer_id"], row["customer_location_id"]) == place
    assert ("TC2HKR" in stored(ovation, "HCR2KX-M4N")) == (place[1] == "HCR2KX-M4N")
    if place[1]:
        assert "TC2HKR" in stored(ovation, place[1])
    assert results(ovation.get("/technology/get/TC2HKR")) == [row]


@pytest.mark.rule("ovationcxm.input-wrong-parent")
@pytest.mark.parametrize(
    "given",
    [
        {"customer_id": "HCR2KX", "customer_location_id": "BFB3QT-R6P"},
        {"id": "TC2HKR", "customer_id": "HCR2KX", "customer_location_id": "BFB3QT-R6P"},
        {"id": "TC2HKR", "customer_id": "BFB3QT"},
    ],
)
def test_a_location_of_another_customer_is_refused(ovation: Ovation, given: Json) -> None:
    message = "Missing/invalid customer_location_id parameter (customer_location_id)"
    refused(put(ovation, **given), 422, message, "input-wrong-parent", ["customer_location_id"])


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize(
    ("given", "table", "id"),
    [
        ({"customer_id": "ZZZZZZ", "customer_location_id": "HCR2KX-ZZZ"}, "members", "ZZZZZZ"),
        ({"customer_location_id": "HCR2KX-ZZZ"}, "members_locations", "HCR2KX-ZZZ"),
        ({"customer_id": "BFB3QT", "customer_location_id": "HCR2KX-ZZZ"}, "members_locations", "HCR2KX-ZZZ"),
        ({"parent_id": "ZZZZZZ"}, "members_devices", "ZZZZZZ"),
    ],
)
def test_an_unknown_reference_is_not_found(ovation: Ovation, given: Json, table: str, id: str) -> None:
    for target in ({}, {"id": "TC2HKR"}):
        refused(put(ovation, **target, **given), 404, f"Object Not Found for {table} {id}", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("given", [{"customer_id": "C8J8AE"}, {"customer_location_id": "C8J8AE-T2Q"}])
def test_a_reference_to_another_organisations_object_is_refused(ovation: Ovation, given: Json) -> None:
    denied(put(ovation, **given), "owner-foreign")
    denied(put(Ovation(ovation.client, NWF, "SMT"), **given), "obo-not-owner")
    [theirs] = results(put(Ovation(ovation.client, UZT)))
    denied(put(ovation, parent_id=theirs["id"]), "owner-foreign")


@pytest.mark.rule("ovationcxm.object-not-found")
def test_what_does_not_exist_is_refused_before_what_is_anothers(ovation: Ovation) -> None:
    response = put(ovation, customer_id="C8J8AE", customer_location_id="HCR2KX-ZZZ")
    refused(response, 404, "Object Not Found for members_locations HCR2KX-ZZZ", "object-not-found")
    theirs = results(put(Ovation(ovation.client, UZT)))[0]["id"]
    response = put(ovation, parent_id=theirs, customer_id="ZZZZZZ")
    refused(response, 404, "Object Not Found for members ZZZZZZ", "object-not-found")
    denied(put(ovation, parent_id=theirs, customer_id="HCR2KX"), "owner-foreign")


def test_a_parent_that_is_gone_may_be_sent_again(ovation: Ovation) -> None:
    assert results(put(ovation, id="TC2HKR", parent_id="TC3RTR"))[0]["parent_id"] == "TC3RTR"
    assert ovation.post("/technology/delete/TC3RTR").status_code == 200
    assert results(put(ovation, id="TC2HKR", parent_id="TC3RTR"))[0]["parent_id"] == "TC3RTR"
    assert results(put(ovation, id="TC2HKR", parent_id=""))[0]["parent_id"] is None
