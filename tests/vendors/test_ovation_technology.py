"""Technology: lists, reads, deletes and dictionaries."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.ovation import NWF, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import MINIMAL, envelope, whole
from tests.vendors.ovation_technology import FRESH, PRINTER, ROUTER, TERMINAL, put

AT = "/customers/technology/get/"
M4N = {"customer_location_id": "HCR2KX-M4N"}


# --- Of a customer ---


def test_the_technology_at_a_location_is_listed(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get(f"{AT}HCR2KX", **M4N), envelope([TERMINAL, ROUTER], pages=1))
    whole(ovation.get(f"{AT}BFB3QT", customer_location_id="BFB3QT-R6P"), envelope([PRINTER], pages=1))


def test_one_piece_of_technology_is_picked_by_its_id(ovation: Ovation) -> None:
    assert results(ovation.get(f"{AT}HCR2KX", **M4N, customers_technology_id="TC3RTR")) == [ROUTER]
    assert results(ovation.get(f"{AT}HCR2KX", **M4N, customers_technology_id="")) == [TERMINAL, ROUTER]


@pytest.mark.parametrize(
    "query",
    [
        {"customer_location_id": "HCR2KX-ZZZ"},
        {"customer_location_id": "BFB3QT-R6P"},
        {"customer_location_id": "HCR2KX-K7R"},
        M4N | {"customers_technology_id": "TC4PRN"},
        M4N | {"customers_technology_id": "ZZZZZZ"},
    ],
)
def test_where_nothing_is_found_the_list_is_empty(ovation: Ovation, query: Json) -> None:
    ovation.freeze()
    whole(ovation.get(f"{AT}HCR2KX", **query), envelope([], pages=1))


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("query", [{}, {"customer_location_id": " "}, {"customers_technology_id": "TC3RTR"}])
def test_a_list_needs_a_location(ovation: Ovation, query: Json) -> None:
    message = "Missing/invalid customer_location_id parameter (customer_location_id)"
    refused(ovation.get(f"{AT}HCR2KX", **query), 422, message, "input-required", ["customer_location_id"])


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("query", [{}, M4N])
def test_an_unknown_customer_is_not_found_before_the_location_is_looked_at(ovation: Ovation, query: Json) -> None:
    refused(ovation.get(f"{AT}ZZZZZZ", **query), 404, "Object Not Found for members ZZZZZZ", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_another_organisations_customer_is_refused_even_behind_an_issue_in_which_one_takes_part(ovation: Ovation) -> None:
    denied(ovation.get(f"{AT}C8J8AE", **M4N), "owner-foreign")
    denied(Ovation(ovation.client, UZT).get(f"{AT}CBW6YN", customer_location_id="CBW6YN-G5W"), "owner-foreign")


# --- By its id ---

CALLS = (
    ("GET", "/technology/get/{}", b""),
    ("POST", "/technology/delete/{}", b""),
    ("POST", "/technology/put", b'{"technology":{"id":"%s","type":"Toaster"}}'),
)
NAMES = [path for _, path, _ in CALLS]


def send(ovation: Ovation, call: tuple[str, str, bytes], id: str) -> httpx.Response:
    """Call an operation on technology."""
    method, path, body = call
    return ovation.send(method, f"/api/v3{path.format(id)}", body.replace(b"%s", id.encode()))


def test_technology_is_read(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.get("/technology/get/TC2HKR"), envelope([TERMINAL], pages=1))


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_unknown_technology_is_not_found(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    refused(send(ovation, call, "ZZZZZZ"), 404, "Object Not Found for members_devices ZZZZZZ", "object-not-found")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_technology_of_another_organisation_is_refused(ovation: Ovation, call: tuple[str, str, bytes]) -> None:
    automation = Ovation(ovation.client, UZT)
    [own] = results(put(ovation, label="Spare"))
    for id in ("TC2HKR", own["id"]):
        denied(send(automation, call, id), "owner-foreign")
    ovation.switch(foreign_object="not-found")
    refused(send(automation, call, "TC2HKR"), 404, "Object Not Found for members_devices TC2HKR", "owner-foreign")


def test_technology_of_a_customer_is_its_customers_organisations(ovation: Ovation) -> None:
    state = ovation.state()
    state["technology"]["TC2HKR"]["orgId"] = "UZT"
    ovation.replace_state(state)
    assert results(ovation.get("/technology/get/TC2HKR")) == [TERMINAL | {"org_id": "UZT"}]
    denied(Ovation(ovation.client, UZT).get("/technology/get/TC2HKR"), "owner-foreign")


def test_a_service_provider_works_on_the_technology_of_the_organisation_it_names(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF)
    denied(northwind.get("/technology/get/TC2HKR"), "obo-missing")
    summit = northwind.on_behalf_of("SMT")
    assert results(summit.get("/technology/get/TC2HKR")) == [TERMINAL]
    assert results(summit.get(f"{AT}HCR2KX", **M4N)) == [TERMINAL, ROUTER]
    denied(northwind.on_behalf_of("UZT").get("/technology/get/TC2HKR"), "obo-not-granted")
    [own] = results(put(summit, label="Spare"))
    assert own["org_id"] == "SMT"
    assert results(ovation.get(f"/technology/get/{own['id']}")) == [own]


def test_a_location_shows_the_technology_that_is_at_it(ovation: Ovation) -> None:
    ovation.freeze()
    assert put(ovation, id="TC3RTR", parent_id="TC2HKR", last_seen="2022-02-09 20:00:00").status_code == 200
    [location] = results(ovation.get("/customers/location/get/HCR2KX", **M4N))
    names = ["id", "parent_id", "type", "critical", "active", "make", "model", "last_checked", "last_seen", "last_changed"]
    names += ["pci_compliant", "policy", "status"]
    router = ROUTER | {"parent_id": "TC2HKR", "last_seen": "2022-02-09 20:00:00"}
    assert location["technology"] == [{name: row[name] for name in names} for row in (TERMINAL, router)]
    assert list(location["technology"][0]) == names


def test_deleted_technology_is_gone(ovation: Ovation) -> None:
    ovation.freeze()
    whole(ovation.post("/technology/delete/TC2HKR"), MINIMAL)
    gone = (404, "Object Not Found for members_devices TC2HKR", "object-not-found")
    refused(ovation.get("/technology/get/TC2HKR"), *gone)
    refused(ovation.post("/technology/delete/TC2HKR"), *gone)
    assert results(ovation.get(f"{AT}HCR2KX", **M4N)) == [ROUTER]
    assert "TC2HKR" not in ovation.state()["technology"]


# --- Dictionaries ---


def test_technology_types_are_a_dictionary_in_every_shape(ovation: Ovation) -> None:
    ovation.freeze()
    types = {"1": "POS Terminal", "2": "Router", "3": "Printer", "4": "Access Point", "5": "Switch", "6": "Other"}
    for shape in ("key-value-list", "labels"):
        ovation.switch(meta_enum_shape=shape)
        whole(ovation.get("/technology/meta/dictionary"), envelope(types, pages=1))


def test_technology_templates_are_rows_with_type_make_model_and_label(ovation: Ovation) -> None:
    ovation.freeze()
    terminal = FRESH | {"id": "TP2PST", "type": "1", "label": "POS terminal", "make": "Verifone", "model": "P400"}
    router = FRESH | {"id": "TP3RTR", "type": "2", "label": "Router", "make": "Netgear", "model": "R7000"}
    whole(ovation.get("/technology/meta/templates"), envelope([terminal, router], pages=1))
