"""What the fixture has of organisations, and what their tests share."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.ovation import Json, Ovation

SUMMIT: Json = {
    "id": "SMT",
    "name": "Summit Payments",
    "name_legal": "Summit Payments Inc.",
    "nickname": "summit",
    "chat_id": "CH2SMT",
    "description": "",
    "street_1": "200 Granite Way",
    "street_2": "",
    "city": "Salt Lake City",
    "state": "UT",
    "zipcode": "84111",
    "latitude": 40.76,
    "longitude": -111.89,
    "external_id": "ORG-SUMMIT",
    "default_org_team_id": "SMT-SUP",
    "email": "api@summitpayments.example",
    "phone": "+1 (801) 555-0100",
    "website": "https://summitpayments.example",
    "avatar": "",
    "created": "2019-03-04 09:00:00",
    "updated": "2021-12-01 09:00:00",
}
EMPTY_TEAM: Json = {
    "id": "",
    "name": "",
    "nickname": "",
    "description": "",
    "email": "",
    "phone": "",
    "external_id": "",
    "avatar": "",
    "auto_assign_route": False,
    "auto_assign_sponsor": False,
    "status": "Active",
    "type": "",
    "exclusive": False,
    "published": False,
    "published_name": "",
    "private_label": False,
    "link_color": "",
    "text_color": "",
    "brand_color1": "",
    "brand_color2": "",
    "brand_logo_1x": "",
    "brand_logo_2x": "",
    "brand_logo_3x": "",
    "support_email": "",
    "support_phone": "",
    "support_url": "",
    "created": "2019-03-04 09:00:00",
    "updated": "2021-12-01 09:00:00",
}
SUPPORT: Json = EMPTY_TEAM | {
    "id": "SMT-SUP",
    "name": "Summit Support",
    "nickname": "support",
    "email": "support@summitpayments.example",
    "phone": "+1 (801) 555-0101",
    "external_id": "TEAM-SUP",
    "type": "Support",
    "published": True,
    "published_name": "Summit Support",
    "support_email": "support@summitpayments.example",
    "support_phone": "+1 (801) 555-0101",
}
FIELD: Json = EMPTY_TEAM | {"id": "SMT-FLD", "name": "Summit Field", "external_id": "TEAM-FLD", "type": "Field Services"}
BILLING: Json = EMPTY_TEAM | {
    "id": "SMT-BLG",
    "name": "Summit Billing",
    "external_id": "TEAM-BLG",
    "auto_assign_sponsor": True,
    "type": "Support",
}
PRIYA: Json = {
    "id": "SU2MNT",
    "email": "priya.natarajan@summitpayments.example",
    "first_name": "Priya",
    "last_name": "Natarajan",
    "sms_number": "+1 (801) 555-0110",
    "external_id": "AGT-101",
    "time_zone": "America/Denver",
    "status": "Active",
    "present": "",
}
MARCUS: Json = PRIYA | {
    "id": "SU3PKL",
    "email": "marcus.bell@summitpayments.example",
    "first_name": "Marcus",
    "last_name": "Bell",
    "sms_number": "",
    "external_id": "AGT-102",
}
ROBIN: Json = PRIYA | {
    "id": "DE9LTD",
    "email": "robin.hale@automationorg.example",
    "first_name": "Robin",
    "last_name": "Hale",
    "sms_number": "",
    "external_id": "AGT-202",
    "status": "Deleted",
}
NOW = "2022-02-09 21:03:27"
"""The moment at which a test's clock stands, as objects print it."""
SERVER_TIME = "2022-02-10T05:03:27+0000"


def envelope(results: Any, pages: int, count: int | None = None) -> Json:
    """Return the whole body of a list at that moment."""
    total = len(results) if count is None else count
    return {
        "success": True,
        "totalCount": total,
        "returned": total,
        "pages": pages,
        "results": results,
        "current_server_time": SERVER_TIME,
    }


MINIMAL = {"success": True, "current_server_time": SERVER_TIME}


def whole(response: httpx.Response, expected: Json) -> None:
    """Hold a success against its whole body, with the order of its members."""
    assert response.status_code == 200, response.text
    assert response.json() == expected
    assert list(response.json()) == list(expected)
    rows = expected.get("results", [])
    for sent, wanted in zip(response.json().get("results", []), rows, strict=True):
        assert list(sent) == list(wanted)


def grant(ovation: Ovation, *patterns: str) -> None:
    """Let Northwind use these operations, without their prefix, on behalf of Summit."""
    body = {
        "provider_org_id": "NWF",
        "standard_org_id": "SMT",
        "active": True,
        "grants": [f"ovationcxm.{pattern}" for pattern in patterns],
    }
    assert ovation.console("PUT", "/relationships/REL-1", body).status_code == 200
