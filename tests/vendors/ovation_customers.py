"""What the tests of customers, locations and users share: rows as the documentation prints them, and puts."""

from __future__ import annotations

from typing import Any

import httpx
import orjson

from tests.vendors.ovation import JSON, Json, Ovation, refused

NO_MATCH = "No match found for customer id/external_id parameter"
MISS = "Member user not found"
NOW = "2022-02-10T05:03:27+0000"
"""The server's time once the clock is frozen."""

HARBOR: Json = {
    "id": "HCR2KX",
    "name": "Harbor Coffee Roasters",
    "name_legal": "Harbor Coffee Roasters LLC",
    "street_1": "412 Harbor Street",
    "street_2": "Suite 3",
    "city": "Salt Lake City",
    "state": "UT",
    "zipcode": "84101",
    "latitude": 40.7608,
    "longitude": -111.891,
    "industry": "Restaurant",
    "created": "2021-09-14 08:12:44",
    "email": "dana.whitfield@harborcoffee.example",
    "phone": "+1 (801) 555-0142",
    "status": "Active",
    "external_id": "HCR-1001",
}
DANA: Json = {
    "id": "HCR2KX-DW7",
    "first_name": "Dana",
    "last_name": "Whitfield",
    "full_name": "Dana Whitfield",
    "email": "dana.whitfield@harborcoffee.example",
    "sms_number": "+1 (801) 555-0142",
    "lang": "EN",
    "status": "Active",
    "external_id": "76541643",
    "customer_id": "HCR2KX",
    "customer_location_id": "HCR2KX-M4N",
}
HARBOR_STREET: Json = {
    "id": "HCR2KX-M4N",
    "street_1": "412 Harbor Street",
    "street_2": "Suite 3",
    "city": "Salt Lake City",
    "state": "UT",
    "zipcode": "84101",
    "latitude": 40.7608,
    "longitude": -111.891,
    "phone": "+1 (801) 555-0142",
    "site_name": "Harbor Coffee - Harbor Street",
    "notes": "",
    "merchant_ids": "76541643",
    "status": "Active",
    "external_id": "HCR-1001-A",
    "customer_id": "HCR2KX",
    "org_team_ids": ["SMT-SUP", "NWF-DSP"],
    "metadata_values": {
        "location_technology_notes": "",
        "unique_aspects_that_affect_connectivity": "LTE backup only",
        "terminal_identification_number": "TID-20417",
    },
    "custom_forms": [],
    "files": [],
    "technology": [
        {"id": id, "parent_id": None, "type": type, "critical": False, "active": True, "make": make, "model": model}
        | {"last_checked": None, "last_seen": None, "last_changed": None, "pci_compliant": "", "policy": "", "status": "Active"}
        for id, type, make, model in (("TC2HKR", "1", "Verifone", "P400"), ("TC3RTR", "2", "Netgear", "R7000"))
    ],
}

FRESH_CUSTOMER: Json = {
    "name": None,
    "name_legal": None,
    "street_1": "",
    "street_2": "",
    "city": "",
    "state": None,
    "zipcode": "",
    "latitude": 0,
    "longitude": 0,
    "industry": "Other",
    "created": "2022-02-09 21:03:27",
    "email": None,
    "phone": None,
    "status": "Inactive",
    "external_id": None,
}
"""A new customer of whom nothing is said, without its id; likewise below."""
FRESH_LOCATION: Json = {
    "street_1": "",
    "street_2": "",
    "city": "",
    "state": None,
    "zipcode": "",
    "latitude": 0,
    "longitude": 0,
    "phone": None,
    "site_name": "",
    "notes": "",
    "merchant_ids": "",
    "status": "Active",
    "external_id": None,
    "customer_id": "",
    "org_team_ids": ["SMT-SUP"],
    "metadata_values": {
        "location_technology_notes": "",
        "unique_aspects_that_affect_connectivity": "",
        "terminal_identification_number": "",
    },
    "custom_forms": [],
    "files": [],
    "technology": [],
}
FRESH_USER: Json = {
    "first_name": None,
    "last_name": None,
    "full_name": "",
    "email": None,
    "sms_number": None,
    "lang": "EN",
    "status": "Active",
    "external_id": None,
    "customer_id": "",
    "customer_location_id": None,
}

TEA: Json = {"name": "Larkspur Tea House", "zipcode": "84102", "email": "hello@larkspurtea.example"}
"""What a new customer needs; likewise below."""
SHOP: Json = {"street_1": "4 Larkspur Lane", "city": "Orem", "state": "UT", "zipcode": "84057"}
ROSE: Json = {"first_name": "Rose", "last_name": "Hart", "email": "rose@larkspurtea.example"}


def put(ovation: Ovation, customer: Any, **others: Any) -> httpx.Response:
    """Put a customer, with what stands beside it."""
    return ovation.post("/customers/put", {"customer": customer, **others})


def put_location(ovation: Ovation, **members: Any) -> httpx.Response:
    """Put a location."""
    return ovation.post("/customers/location/put", {"customer_location": members})


def put_user(ovation: Ovation, **members: Any) -> httpx.Response:
    """Put a customer user."""
    return ovation.post("/customers/user/put", {"customer_user": members})


def answered(response: httpx.Response, pages: int, results: Any, count: int | None = None) -> None:
    """Hold an answer against its whole body, byte for byte but for the time."""
    total = len(results) if count is None else count
    expected = {"success": True, "totalCount": total, "returned": total, "pages": pages, "results": results}
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"] == JSON
    expected["current_server_time"] = response.json()["current_server_time"]
    assert response.content == orjson.dumps(expected)


def lacks(response: httpx.Response, *fields: str, rule: str = "input-required") -> None:
    """Hold an answer against the refusal of fields that are missing or invalid."""
    refused(response, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", rule, list(fields))


def no_match(response: httpx.Response) -> None:
    """Hold an answer against the refusal of an unknown target."""
    refused(response, 404, NO_MATCH, "customer-put-no-match")


def miss(response: httpx.Response, rule: str = "customer-lookup-miss") -> None:
    """Hold an answer against the refusal of a look-up that found nothing."""
    refused(response, 404, MISS, rule)


def unknown(response: httpx.Response, table: str, id: str, rule: str = "object-not-found") -> None:
    """Hold an answer against the refusal of an unknown object."""
    refused(response, 404, f"Object Not Found for {table} {id}", rule)


def ids(rows: Any) -> list[str]:
    """Return the ids of rows."""
    return [row["id"] for row in rows]
