"""Shipments: list, read and put."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import NOW, envelope, grant, whole

TERMINAL: Json = {
    "id": "SH4PMT",
    "description": "Replacement terminal",
    "pieces": "1",
    "carrier": "UPS",
    "carrier_tracking": "1ZEXAMPLE0001",
    "estimated_arrival": "2022-02-11 17:00:00",
    "status": "In Transit",
    "created": "2022-02-09 10:00:00",
    "updated": "2022-02-09 10:00:00",
}


def put(ovation: Ovation, **shipment: Any) -> httpx.Response:
    """Make or change a shipment."""
    return ovation.post("/shipments/put", {"shipments": shipment})


def test_a_shipment_is_read(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/shipments/get/SH4PMT"), envelope([TERMINAL], pages=1))
    whole(ovation.get("/shipments/get"), envelope([TERMINAL], pages=1))


@pytest.mark.rule("ovationcxm.page-limit")
def test_shipments_are_listed_in_pages_of_ten(ovation: Ovation) -> None:
    made = [results(put(ovation, carrier="DHL", carrier_tracking=str(number)))[0]["id"] for number in range(10)]
    ids = sorted([*made, "SH4PMT"])
    body = ovation.get("/shipments/get").json()
    assert [row["id"] for row in body["results"]] == ids[:10]
    assert (body["totalCount"], body["returned"], body["pages"]) == (11, 10, 2)
    body = ovation.get("/shipments/get", limit=4, start=8).json()
    assert [row["id"] for row in body["results"]] == ids[8:]
    assert (body["totalCount"], body["returned"], body["pages"]) == (11, 3, 3)


def test_shipments_are_their_organisations(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    body = automation.get("/shipments/get").json()
    assert (body["results"], body["totalCount"], body["pages"]) == ([], 0, 0)
    [row] = results(put(automation, carrier="DHL", carrier_tracking="1"))
    assert [found["id"] for found in results(automation.get("/shipments/get"))] == [row["id"]]
    assert [found["id"] for found in results(ovation.get("/shipments/get"))] == ["SH4PMT"]


def test_a_new_shipment_is_pending(ovation: Ovation) -> None:
    ovation.freeze()
    answer = put(ovation, carrier="fedex", carrier_tracking=12345, pieces=2)
    row = answer.json()["results"][0]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", row["id"])
    expected = {
        "id": row["id"],
        "description": "",
        "pieces": "2",
        "carrier": "FedEx",
        "carrier_tracking": "12345",
        "estimated_arrival": None,
        "status": "Pending",
        "created": NOW,
        "updated": NOW,
    }
    whole(answer, envelope([expected], pages=0))
    assert results(ovation.get(f"/shipments/get/{row['id']}")) == [expected]


@pytest.mark.rule("ovationcxm.input-partial-update")
def test_an_update_changes_what_is_given(ovation: Ovation) -> None:
    ovation.freeze()
    assert results(put(ovation, id="SH4PMT", status=2, carrier="3"))[0] == TERMINAL | {
        "status": "Delivered",
        "carrier": "USPS",
        "updated": NOW,
    }
    ovation.advance(60)
    cleared = {"description": "", "pieces": "", "estimated_arrival": None, "updated": "2022-02-09 21:04:27"}
    row = TERMINAL | {"status": "Delivered", "carrier": "USPS"} | cleared
    assert results(put(ovation, id="SH4PMT", description="", pieces=None, estimated_arrival="", status=""))[0] == row
    ovation.advance(60)
    assert results(put(ovation, id="SH4PMT", created="2000-01-01", status="Delivered"))[0] == row


@pytest.mark.parametrize("sent", ["2022-03-01T09:30:00-08:00", "2022-03-01 09:30:00", 1646155800, "1646155800000"])
def test_an_arrival_may_be_written_in_each_form_of_a_time(ovation: Ovation, sent: object) -> None:
    assert results(put(ovation, id="SH4PMT", estimated_arrival=sent))[0]["estimated_arrival"] == "2022-03-01 09:30:00"


@pytest.mark.rule("ovationcxm.input-date")
@pytest.mark.parametrize("sent", ["tomorrow", "2022-02-30", True, 1.5, ["2022-01-01"]])
def test_an_arrival_that_is_no_time_is_refused(ovation: Ovation, sent: object) -> None:
    answer = put(ovation, id="SH4PMT", estimated_arrival=sent)
    refused(answer, 422, "Missing/invalid estimated_arrival parameter (estimated_arrival)", "input-date", ["estimated_arrival"])


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("shipment", "fields"),
    [
        ({}, ["carrier", "carrier_tracking"]),
        ({"carrier": "UPS", "carrier_tracking": " "}, ["carrier_tracking"]),
        ({"id": "SH4PMT", "carrier": None}, ["carrier"]),
        ({"id": "SH4PMT", "carrier_tracking": "", "status": "Lost"}, ["carrier_tracking", "status"]),
    ],
)
def test_a_shipment_needs_a_carrier_and_its_number(ovation: Ovation, shipment: Json, fields: list[str]) -> None:
    refused(put(ovation, **shipment), 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-required", fields)


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("name", "value"), [("carrier", "Pigeon"), ("carrier", 6), ("status", "4"), ("description", {"a": 1})])
def test_an_invalid_member_is_refused(ovation: Ovation, name: str, value: object) -> None:
    answer = put(ovation, id="SH4PMT", **{name: value})
    refused(answer, 422, f"Missing/invalid {name} parameter ({name})", "input-label", [name])


@pytest.mark.rule("ovationcxm.object-not-found")
def test_an_unknown_shipment_is_not_found(ovation: Ovation) -> None:
    for answer in (ovation.get("/shipments/get/ZZZZZZ"), put(ovation, id="ZZZZZZ", carrier="")):
        refused(answer, 404, "Object Not Found for shipments ZZZZZZ", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_shipment_of_another_organisation_is_refused(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    for answer in (automation.get("/shipments/get/SH4PMT"), put(automation, id="SH4PMT", carrier="")):
        denied(answer, "owner-foreign")


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
def test_a_put_needs_the_wrapper(ovation: Ovation) -> None:
    answer = ovation.post("/shipments/put", {"shipment": TERMINAL})
    refused(answer, 400, "Missing/invalid shipments parameter (shipments)", "input-wrapper-missing", ["shipments"])


def test_a_service_provider_needs_a_grant(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF, "SMT")
    for answer in (northwind.get("/shipments/get"), northwind.get("/shipments/get/SH4PMT"), put(northwind, carrier="UPS")):
        denied(answer, "obo-not-granted")
    grant(ovation, "shipments.*")
    [row] = results(put(northwind, carrier="UPS", carrier_tracking="1"))
    assert sorted(found["id"] for found in results(northwind.get("/shipments/get"))) == sorted(["SH4PMT", row["id"]])
    assert ovation.state()["shipments"][row["id"]]["orgId"] == "SMT"
