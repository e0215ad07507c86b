"""MSPCentric's console: what its staff or a user does."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.vendors.mspcentric import (
    BAYLINES,
    DOCS_MSPC_TOKEN,
    EXTERNAL,
    HOSTED,
    PAIR,
    VENDOR_TOKEN,
    MspcentricClient,
    refused,
)

UNKNOWN = [
    ("PATCH", "/clients/nope", {"webhookUrl": None}, "client"),
    ("PATCH", "/integrations/nope/accounts/HCR-1001", {"isMapped": True}, "integration"),
    ("PATCH", f"/integrations/{EXTERNAL}/accounts/nope", {"isMapped": True}, "account"),
    ("PATCH", f"/integrations/{EXTERNAL}/accounts/svc-gateway", {"isMapped": True}, "account"),
    ("PATCH", f"/integrations/{EXTERNAL}/services/nope", {"isMapped": True}, "service"),
    ("PATCH", "/integrations/nope", {"isAlertsEnabled": True}, "integration"),
    ("POST", "/integrations/nope/config-update", {}, "integration"),
    ("POST", f"/integrations/{EXTERNAL}/config-update", {"vendorUserId": "bayline-u-1"}, "user"),
    ("POST", "/integrations/nope/disconnect", None, "integration"),
    ("POST", "/integrations/nope/partner-key", None, "integration"),
    ("DELETE", "/vendors/nope/profile", None, "vendor"),
    ("POST", "/clients", {"vendorIds": ["nope"]}, "vendor"),
    ("POST", "/clients", {"vendorIds": ["vendor-id", ""]}, "vendor"),
]


@pytest.mark.parametrize(("method", "path", "body", "what"), UNKNOWN)
def test_what_there_is_not_is_answered_404(mspc: MspcentricClient, method: str, path: str, body: Any, what: str) -> None:
    before = mspc.state
    answer = mspc.console(method, path, body)
    assert (answer.status_code, answer.json()["error"]) == (404, f"unknown {what}")
    assert mspc.state == before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/clients", {"clientId": ""}),
        ("POST", "/clients", {"vendorIds": "x"}),
        ("POST", "/clients", {"x": 1}),
        ("POST", "/clients", []),
        ("PATCH", "/clients/your-client-id", {}),
        ("PATCH", "/clients/your-client-id", {"webhookUrl": " "}),
        ("PATCH", f"/integrations/{EXTERNAL}/accounts/HCR-1001", {}),
        ("PATCH", f"/integrations/{EXTERNAL}/accounts/HCR-1001", {"isMapped": "yes"}),
        ("PATCH", f"/integrations/{EXTERNAL}", {}),
        ("PATCH", f"/integrations/{EXTERNAL}", {"integrationStatus": "Active"}),
        ("PATCH", f"/integrations/{EXTERNAL}", {"isAlertsEnabled": 1}),
        ("PATCH", f"/integrations/{EXTERNAL}", {"productGroups": {}}),
        ("POST", f"/integrations/{EXTERNAL}/config-update", {"vendorUserId": 5}),
        ("POST", f"/integrations/{HOSTED}/partner-key", None),
        ("DELETE", "/vendors/vendor-id/profile", None),
    ],
)
def test_what_does_not_fit_is_answered_400(mspc: MspcentricClient, method: str, path: str, body: Any) -> None:
    before = mspc.state
    assert mspc.console(method, path, body).status_code == 400
    assert mspc.state == before


# --- Clients --------------------------------------------------------------------------------------------------------


def test_issued_credentials_open_the_oem_api(mspc: MspcentricClient) -> None:
    answer = mspc.console("POST", "/clients", {})
    client = answer.json()
    assert answer.status_code == 201
    assert (client["vendorIds"], client["listedVendorIds"]) == ([vendor["id"] for vendor in mspc.state["vendors"]],) * 2
    assert client["clientSecret"].startswith("cs-")
    assert len(client["clientSecret"]) >= 40
    vendors = mspc.oem("/vendor", {**PAIR, "clientId": client["clientId"], "clientSecret": client["clientSecret"]}).json()["vendors"]
    assert len(vendors) == 7
    assert mspc.state["clients"][-1] == client


@pytest.mark.parametrize(("path", "status"), [("/clients", 201), (f"/integrations/{EXTERNAL}/config-update", 202)])
def test_where_every_member_may_be_left_out_the_body_may_be_too(mspc: MspcentricClient, path: str, status: int) -> None:
    assert mspc.http.post(f"/_sandbox/mspcentric{path}").status_code == status
    assert mspc.http.post(f"/_sandbox/mspcentric{path}", content=b"null").status_code == 400


def test_credentials_may_be_given_and_stay_unique(mspc: MspcentricClient) -> None:
    body = {"clientId": "mine", "clientSecret": "s", "vendorIds": ["vendor-id"]}
    assert mspc.console("POST", "/clients", body).status_code == 201
    vendors = mspc.oem("/vendor", {**PAIR, "clientId": "mine", "clientSecret": "s"}).json()["vendors"]
    assert [vendor["id"] for vendor in vendors] == ["vendor-id"]
    assert mspc.console("POST", "/clients", body).status_code == 409
    mspc.http.headers["X-Sandbox-Session"] = "other"
    assert mspc.console("POST", "/clients", {"clientId": "summit-payments-oem~other"}).status_code == 409
    made = mspc.console("POST", "/clients", {}).json()
    assert made["clientId"].endswith("~other")
    assert made["clientSecret"].endswith("~other")


def test_a_webhook_address_can_be_taken_away(mspc: MspcentricClient) -> None:
    for url in ("http://127.0.0.1:1/x", None):
        assert mspc.console("PATCH", "/clients/your-client-id", {"webhookUrl": url}).json()["webhookUrl"] == url
        assert mspc.state["clients"][0]["webhookUrl"] == url


# --- Integrations ---------------------------------------------------------------------------------------------------


def test_mapping_lets_unit_counts_in(mspc: MspcentricClient) -> None:
    assert refused(mspc.count("svc-fraud-watch", accountId="LSY-1004"))[1] == 404
    account = mspc.console("PATCH", f"/integrations/{EXTERNAL}/accounts/LSY-1004", {"isMapped": True}).json()
    assert (account["kind"], account["id"], account["isMapped"]) == ("account", "LSY-1004", True)
    service = mspc.console("PATCH", f"/integrations/{EXTERNAL}/services/svc-fraud-watch", {"isMapped": True}).json()
    assert (service["kind"], service["id"], service["isMapped"]) == ("service", "svc-fraud-watch", True)
    assert mspc.count("svc-fraud-watch", accountId="LSY-1004").status_code == 201
    mspc.console("PATCH", f"/integrations/{EXTERNAL}/accounts/LSY-1004", {"isMapped": False})
    assert refused(mspc.count("svc-fraud-watch", accountId="LSY-1004"))[1] == 404


def test_status_alerts_and_groups_are_set_in_one_call_or_alone(mspc: MspcentricClient) -> None:
    body = {"integrationStatus": "error", "isAlertsEnabled": False, "productGroups": [1]}
    changed = mspc.console("PATCH", f"/integrations/{EXTERNAL}", body).json()
    assert {name: changed[name] for name in body} == body
    assert mspc.integration() == changed
    for name, value in {"integrationStatus": "active", "isAlertsEnabled": True, "productGroups": []}.items():
        changed = {**changed, name: value}
        assert mspc.console("PATCH", f"/integrations/{EXTERNAL}", {name: value}).json() == changed
    assert mspc.console("PATCH", f"/integrations/{HOSTED}", {"integrationStatus": "error"}).json()["integrationStatus"] == "error"


def test_disconnecting_an_external_integration_ends_its_key_and_its_accounts(mspc: MspcentricClient) -> None:
    before = mspc.integration()
    changed = mspc.console("POST", f"/integrations/{EXTERNAL}/disconnect").json()
    services = [one for one in before["mappings"] if one["kind"] == "service"]
    assert changed == {**before, "integrationStatus": "inactive", "partnerApiKey": None, "mappings": services, "counts": []}
    assert mspc.vapi("GET", "").status_code == 401
    assert mspc.console("POST", f"/integrations/{EXTERNAL}/disconnect").json() == changed
    key = mspc.console("POST", f"/integrations/{EXTERNAL}/partner-key").json()["partnerApiKey"]
    token = b64encode(f"{VENDOR_TOKEN}:{key}".encode()).decode()
    assert mspc.vapi("GET", "/organization/accounts", token=token).json() == []
    assert mspc.vapi("POST", "/organization/accounts", {"id": "HCR-1001", "name": "A"}, token=token).status_code == 201


def test_disconnecting_a_hosted_integration_changes_its_status_alone(mspc: MspcentricClient) -> None:
    before = mspc.integration(HOSTED)
    assert mspc.console("POST", f"/integrations/{HOSTED}/disconnect").json() == {**before, "integrationStatus": "inactive"}


def test_a_rotated_key_takes_the_place_of_the_old_one(mspc: MspcentricClient) -> None:
    before = mspc.integration()
    changed = mspc.console("POST", f"/integrations/{EXTERNAL}/partner-key").json()
    key = changed.pop("partnerApiKey")
    assert changed == {name: value for name, value in before.items() if name != "partnerApiKey"}
    assert mspc.vapi("GET", "").status_code == 401
    token = b64encode(f"{VENDOR_TOKEN}:{key}".encode()).decode()
    assert len(mspc.vapi("GET", "/organization/accounts", token=token).json()) == 6


def test_a_removed_profile_leaves_the_oem_api_as_it_was(mspc: MspcentricClient) -> None:
    mspc.create_external()
    assert mspc.console("DELETE", "/vendors/66f1a0c2b7d3e94a10c5d204/profile").status_code == 204
    assert mspc.vapi("GET", "").status_code == 404
    assert mspc.vapi("GET", "", token=DOCS_MSPC_TOKEN).status_code == 200
    assert len(mspc.oem("/vendor").json()["vendors"]) == 4
    assert BAYLINES in str(mspc.state)
