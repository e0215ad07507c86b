"""MSPCentric's external integrations: the second body of one path."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.vendors.mspcentric import CEDAR_ID, CEDAR_TOKEN, DOCS, OEM, SUMMIT, SUMMIT_VENDOR, MspcentricClient, changed, refused

BAD = (400, "Malformed request body")
UNAUTHORIZED = ("external-auth", 401, "Invalid client ID or client secret")
FORBIDDEN = ("external-auth", 403, "Invalid organization token")
MISSING = ("external-lookup", 404, "Resource not found")
JUNIPER = "66f1a9e0b7d3e94a10c5d103"


@pytest.mark.rule("mspcentric.external-shape")
@pytest.mark.parametrize("name", ["organizationId", "vendorId"])
@pytest.mark.parametrize("value", [..., None, "", " ", 5, []])
def test_the_shape_comes_before_who_is_calling(mspc: MspcentricClient, name: str, value: Any) -> None:
    assert refused(mspc.create_external(None, **{name: value})) == ("external-shape", *BAD)
    assert refused(mspc.create_external(None, **{**DOCS, "clientId": 5, name: value})) == ("external-shape", *BAD)


@pytest.mark.rule("mspcentric.external-auth")
@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        (None, UNAUTHORIZED),
        ("", UNAUTHORIZED),
        ("Bearer", UNAUTHORIZED),
        ("Bearer  ", UNAUTHORIZED),
        ("Basic organization-oem-token", UNAUTHORIZED),
        ("organization-oem-token", UNAUTHORIZED),
        ("Bearer nope", FORBIDDEN),
        ("bearer organization-oem-token", None),
        ("Bearer  organization-oem-token ", None),
    ],
)
def test_the_organization_token_stands_in_the_header(mspc: MspcentricClient, header: str | None, refusal: Any) -> None:
    body = {"integrationType": "external", "organizationId": "507f1f77bcf86cd799439011", "vendorId": "507f1f77bcf86cd799439012"}
    headers = {} if header is None else {"Authorization": header}
    answer = mspc.send("POST", f"{OEM}/integration", json={**body, "organizationOemToken": "organization-oem-token"}, headers=headers)
    assert answer.status_code == (201 if refusal is None else refusal[1])
    assert refusal is None or refused(answer) == refusal


@pytest.mark.rule("mspcentric.external-auth")
def test_the_token_of_a_removed_user_opens_nothing(mspc: MspcentricClient) -> None:
    mspc.delete_user({**DOCS, "organizationOemToken": "organization-oem-token"})
    assert refused(mspc.create_external()) == FORBIDDEN
    mspc.switch(oem_token="per-organization")
    assert mspc.create_external().status_code == 201


@pytest.mark.rule("mspcentric.external-auth")
@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ({}, None),
        ({"organizationOemToken": "organization-oem-token"}, None),
        ({"organizationOemToken": None}, None),
        ({"organizationOemToken": " "}, ("external-auth", *BAD)),
        ({"organizationOemToken": 5}, ("external-auth", *BAD)),
        ({"organizationOemToken": "nope"}, FORBIDDEN),
        ({"organizationOemToken": CEDAR_TOKEN}, FORBIDDEN),
        ({"clientSecret": "wrong"}, ("client-auth", 401, "Invalid client ID or client secret")),
        ({"scope": ...}, ("credentials-shape", *BAD)),
        ({"scope": "x"}, ("grant-scope", *BAD)),
        ({"clientId": ..., "clientSecret": ..., "grantType": ...}, ("credentials-shape", *BAD)),
    ],
)
def test_or_the_credentials_stand_in_the_body_and_the_header_is_ignored(mspc: MspcentricClient, members: Any, refusal: Any) -> None:
    answer = mspc.create_external("nope", **changed(DOCS, **members))
    assert answer.status_code == (201 if refusal is None else refusal[1])
    assert refusal is None or refused(answer) == refusal


@pytest.mark.rule("mspcentric.external-auth")
@pytest.mark.parametrize(
    ("option", "token", "body", "refusal"),
    [
        ("body-only", "organization-oem-token", {}, UNAUTHORIZED),
        ("body-only", None, DOCS, None),
        ("open", None, {}, None),
        ("open", None, {"organizationId": "nope"}, MISSING),
        ("open", None, {"vendorId": SUMMIT_VENDOR}, MISSING),
        ("open", "nope", {}, FORBIDDEN),
        ("open", None, {**DOCS, "clientSecret": "x"}, ("client-auth", 401, "Invalid client ID or client secret")),
    ],
)
def test_the_variant_decides_who_may_create(mspc: MspcentricClient, option: str, token: str | None, body: Any, refusal: Any) -> None:
    mspc.switch(external_create_auth=option)
    answer = mspc.create_external(token, **body)
    assert answer.status_code == (201 if refusal is None else refusal[1])
    assert refusal is None or refused(answer) == refusal


@pytest.mark.rule("mspcentric.external-lookup")
@pytest.mark.parametrize(
    ("token", "members"),
    [
        ("organization-oem-token", {"organizationId": "nope"}),
        ("organization-oem-token", {"organizationId": CEDAR_ID}),
        (CEDAR_TOKEN, {"organizationId": JUNIPER, "vendorId": SUMMIT_VENDOR}),
        (None, {**DOCS, "organizationId": CEDAR_ID}),
        (None, {**SUMMIT, "organizationId": JUNIPER, "organizationOemToken": CEDAR_TOKEN, "vendorId": SUMMIT_VENDOR}),
        ("organization-oem-token", {"vendorId": "nope"}),
        ("organization-oem-token", {"vendorId": SUMMIT_VENDOR}),
    ],
)
def test_organization_and_vendor_are_the_clients_own(mspc: MspcentricClient, token: str | None, members: Any) -> None:
    assert refused(mspc.create_external(token, **members)) == MISSING


@pytest.mark.rule("mspcentric.integration-vendor-kind")
def test_a_hosted_vendor_takes_no_external_integration(mspc: MspcentricClient) -> None:
    assert refused(mspc.create_external(vendorId="vendor-id")) == ("integration-vendor-kind", *BAD)


@pytest.mark.rule("mspcentric.external-key-once")
def test_the_partner_key_is_told_once_and_opens_the_vendor_api(mspc: MspcentricClient) -> None:
    body = {**SUMMIT, "organizationId": JUNIPER, "vendorId": SUMMIT_VENDOR}
    answer = mspc.create_external(None, **body)
    assert "mspcentric.external-key-once" in mspc.last_rules()
    key = answer.json()["partnerApiKey"]
    assert key.startswith("pk-")
    assert len(key) >= 40
    juniper = changed(SUMMIT, organizationOemToken="oem-juniper-owner-7e40b1d95ac24f83b6e9d013")
    listed = mspc.oem("/integration/list", juniper)
    assert key not in listed.text
    assert listed.json()["integrations"][0]["integrationStatus"] == "inactive"
    token = b64encode(f"vt-summit-payments-3f9a61c0d2b84e75:{key}".encode()).decode()
    assert mspc.vapi("GET", "/organization", token=token).json()["lastSyncedAt"] == "1900-06-18T17:11:28.553Z"


@pytest.mark.rule("mspcentric.integration-duplicate")
@pytest.mark.parametrize("disconnected", [False, True])
def test_with_the_variant_a_second_create_tells_the_key_of_the_first(mspc: MspcentricClient, disconnected: bool) -> None:
    first = mspc.create_external().json()
    assert refused(mspc.create_external())[:2] == ("integration-duplicate", 409)
    mspc.switch(duplicate_integration="return-existing")
    if disconnected:
        mspc.console("POST", f"/integrations/{first['integration']['id']}/disconnect")
    second = mspc.create_external().json()
    assert second["integration"] == first["integration"]
    assert (second["partnerApiKey"] == first["partnerApiKey"]) is not disconnected
    token = b64encode(f"vt-docs-external-507f1f77bcf86cd7:{second['partnerApiKey']}".encode()).decode()
    assert mspc.vapi("GET", "", token=token).status_code == 200
