"""MSPCentric's Vendor API: the vendor's profile, and what it sells."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.vendors.mspcentric.categories import CATEGORIES, SUBCATEGORIES
from tests.vendors.mspcentric import DOCS_MSPC_TOKEN, SUMMIT, MspcentricClient, changed, refused

SKU = "66f1c6b2b7d3e94a10c5d601"
NEW: Any = {"name": "N", "description": "D", "category": "security", "subcategory": "email security"}
NOW = "2026-02-03T15:00:00.000Z"
BEGAN = "2025-11-03T10:00:00.000Z"
TERMINAL = {
    "_id": SKU,
    "id": SKU,
    "name": "Card Terminal",
    "description": "Managed card terminal, per device",
    "category": "other",
    "subcategory": "other",
    "supportArticle": "https://summit.example/help/terminals",
    "supportContact": "support@summit.example",
}
PROFILE: dict[str, Any] = {
    "_id": "66f1a0c2b7d3e94a10c5d204",
    "name": "Summit Payments",
    "description": "Card processing and terminals for the customers of MSPs",
    "integrationType": "external",
    "isDistributor": False,
    "externalIntegrationStatus": "notIntegrated",
    "mappingResponsibilities": ["accounts", "services"],
    "modules": [{"variation": "alerts"}, {"variation": "billing"}],
    "organizationId": "66f1a9e0b7d3e94a10c5d101",
    "attributes": [],
    "skus": [TERMINAL],
    "createdAt": BEGAN,
    "updatedAt": BEGAN,
    "__v": 0,
    "id": "66f1a0c2b7d3e94a10c5d204",
    "integrationPortalUrl": "https://summit.example/portal",
    "vendorSupportPageUrl": "https://summit.example/help",
}


def test_the_profile_is_told_in_its_order(mspc: MspcentricClient) -> None:
    answer = mspc.vapi("GET", "").json()
    assert list(answer.items()) == [("status", 200), ("data", PROFILE), ("message", "Success - Retrieved Vendor")]
    assert list(answer["data"]) == list(PROFILE)
    assert list(answer["data"]["skus"][0]) == list(TERMINAL)


def test_a_vendor_without_a_profile_has_the_usual_one(mspc: MspcentricClient) -> None:
    mspc.create_external()
    usual = {**PROFILE, "_id": "507f1f77bcf86cd799439012", "id": "507f1f77bcf86cd799439012", "name": "Docs External Vendor"}
    usual |= {"description": "", "skus": [], "organizationId": "507f1f77bcf86cd799439011"}
    del usual["integrationPortalUrl"], usual["vendorSupportPageUrl"]
    assert mspc.vapi("GET", "", token=DOCS_MSPC_TOKEN).json()["data"] == usual
    assert refused(mspc.vapi("GET", "/service/x", token=DOCS_MSPC_TOKEN))[0] == "vapi-unknown-id"
    added = mspc.vapi("POST", "/service", NEW, token=DOCS_MSPC_TOKEN).json()
    assert (added["updatedAt"], len(added["skus"])) == (NOW, 1)
    assert list(added["skus"][0]) == ["_id", "id", "name", "description", "category", "subcategory"]


def test_an_update_of_the_vendor(mspc: MspcentricClient) -> None:
    body = {"name": "New", "description": "", "integrationPortalUrl": "u1", "vendorSupportPageUrl": "u2", "isDistributor": True}
    expected = {**PROFILE, "name": "New", "description": "", "integrationPortalUrl": "u1", "vendorSupportPageUrl": "u2", "updatedAt": NOW}
    answer = mspc.vapi("PATCH", "", body).json()
    assert list(answer.items()) == [("data", expected), ("message", "Success - Updated Vendor"), ("status", 200)]
    assert mspc.oem("/vendor", SUMMIT).json()["vendors"][3]["name"] == "New"


def test_a_sku_is_added_shown_and_updated(mspc: MspcentricClient) -> None:
    whole = mspc.vapi("POST", "/service", {**NEW, "supportArticle": "A", "supportContact": None}).json()
    new = whole["skus"][1]
    assert whole == {**PROFILE, "skus": [TERMINAL, new], "updatedAt": NOW}
    assert new == {"_id": new["id"], "id": new["id"], **NEW, "supportArticle": "A"}
    assert len(new["id"]) == 24
    shown = mspc.vapi("GET", f"/service/{new['id']}").json()
    assert list(shown.items()) == [("data", {**whole, "skus": [new]}), ("message", "Success - Retrieved Service"), ("status", 200)]
    mspc.advance(1)
    updated = mspc.vapi("PATCH", f"/service/{SKU}", {"category": "backup", "supportContact": "C"}).json()
    sku = {**TERMINAL, "category": "backup", "supportContact": "C"}
    assert updated["message"] == "Success - Updated Service"
    assert updated["data"] == {**PROFILE, "skus": [sku], "updatedAt": "2026-02-03T15:00:01.000Z"}
    assert mspc.vapi("GET", "").json()["data"]["skus"] == [sku, new]
    assert mspc.count(new["id"]).status_code == 201


@pytest.mark.rule("mspcentric.vapi-sku-enum")
@pytest.mark.parametrize("name", ["category", "subcategory"])
def test_categories_are_those_of_the_vendor(mspc: MspcentricClient, name: str) -> None:
    for known in sorted(CATEGORIES if name == "category" else SUBCATEGORIES):
        assert mspc.vapi("PATCH", f"/service/{SKU}", {name: known}).status_code == 200
    for unknown in ("Other", "nope", "other "):
        assert refused(mspc.vapi("POST", "/service", {**NEW, name: unknown})) == ("vapi-sku-enum", 400, "Malformed request body")
        assert refused(mspc.vapi("PATCH", f"/service/{SKU}", {name: unknown}))[0] == "vapi-sku-enum"
    assert (len(CATEGORIES), len(SUBCATEGORIES)) == (7, 46)
    assert "priviledged access and identity management (PAM/PIM)" in SUBCATEGORIES


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize("name", ["name", "description", "category", "subcategory"])
@pytest.mark.parametrize("value", [..., None, "", 5])
def test_a_sku_needs_four_texts(mspc: MspcentricClient, name: str, value: Any) -> None:
    assert refused(mspc.vapi("POST", "/service", changed(NEW, **{name: value}))) == ("vapi-body", 400, "Malformed request body")
    assert refused(mspc.vapi("POST", "/service", {**NEW, "supportArticle": 5}))[0] == "vapi-body"


@pytest.mark.rule("mspcentric.vapi-unknown-id")
@pytest.mark.parametrize(("method", "body"), [("GET", None), ("PATCH", {"name": "N"})])
def test_a_sku_that_there_is_not(mspc: MspcentricClient, method: str, body: Any) -> None:
    assert refused(mspc.vapi(method, "/service/svc-gateway", body)) == ("vapi-unknown-id", 404, "Resource not found")
