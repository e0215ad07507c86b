"""MSPCentric's fixtures: what they hold, and what no fixture may hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import CEDAR, DOCS, SUMMIT, TIDEWATER, MspcentricClient, refused


def start(mspc: MspcentricClient, fixture: str) -> None:
    """Go on in a session of another fixture."""
    assert mspc.http.post("/_sandbox/sessions", json={"name": fixture, "fixture": fixture}).status_code == 201
    mspc.http.headers["X-Sandbox-Session"] = fixture


def test_the_empty_fixture_has_the_clients_alone(mspc: MspcentricClient) -> None:
    start(mspc, "empty")
    assert [mspc.oem("/vendor", body).json()["vendors"] for body in (DOCS, SUMMIT)] == [[], []]
    assert refused(mspc.oem("/integration/list", CEDAR))[:2] == ("org-token", 403)
    assert mspc.state["organizations"] == []
    assert mspc.create_organization().json()["organizationOemToken"] == "oem-wisozk-owner-4a1d92f07c3b4e58a6d0b7e3"


def test_after_the_create_examples_their_values_are_used_up(mspc: MspcentricClient) -> None:
    mspc.create_integration()
    mspc.create_organization()
    created = mspc.state
    start(mspc, "docs-after-create")
    found = mspc.state
    for state in (created, found):
        for one in (state["organizations"][-1], state["organizations"][-1]["users"][0]):
            del one["id"]
    assert [found["organizations"][at] for at in (0, -1)] == [created["organizations"][at] for at in (0, -1)]
    assert found["clients"][0]["queues"] == created["clients"][0]["queues"]
    answer = mspc.create_user(DOCS, email="john.doe@wisozk.example", vendorUserId="5678", vendorOrganizationId="1234")
    assert answer.json()["organizationOemToken"] == "oem-wisozk-member-b85e3c61d7f24a09c1e6d2f4"


def test_the_storyline_runs_through_the_default_fixture(mspc: MspcentricClient) -> None:
    accounts = {account["id"]: account["externalId"] for account in mspc.vapi("GET", "/organization/accounts").json()}
    assert accounts["HCR-1001"] == "76541643"
    assert accounts["BFB-1002"] == "76541650"
    assert "8675309" in mspc.integration()["alerts"][0]["description"]


def test_a_state_with_sessions_can_be_put_back_and_goes_on(mspc: MspcentricClient) -> None:
    url = mspc.oem("/session").json()["url"]
    mspc.create_external()
    mspc.count()
    mspc.delete_user(data={"vendorUserId": "cedar-u-2"})
    message = mspc.alert().json()["messageId"]
    assert mspc.http.put("/_sandbox/state/mspcentric", json=mspc.state).status_code == 204
    assert mspc.http.get(url).status_code == 200
    assert mspc.vapi("GET", f"/alerting/debug/{message}").status_code == 200
    assert refused(mspc.create_external())[:2] == ("integration-duplicate", 409)
    again: dict[str, Any] = {"email": "tomas.lind@cedarit.example", "vendorUserId": "cedar-u-2", "vendorOrganizationId": "cedar-it-001"}
    assert mspc.create_user(**again).status_code == 201


def refer_to_unknown_vendor(state: Any) -> None:
    state["clients"][0]["vendorIds"].append("nope")


def list_unknown_vendor(state: Any) -> None:
    state["clients"][0]["listedVendorIds"].append("nope")


def belong_to_unknown_client(state: Any) -> None:
    state["organizations"][0]["clientId"] = "nope"


def integrate_unknown_vendor(state: Any) -> None:
    state["organizations"][2]["integrations"][0]["vendorId"] = "nope"


def open_for_nobody(state: Any) -> None:
    state["sessions"] = [{"token": "t", "organizationId": "x", "userId": "y", "expiresAt": "2026-02-03T15:00:00Z"}]


def misspell_status(state: Any) -> None:
    state["vendors"][0]["integrationStatus"] = "Active"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (refer_to_unknown_vendor, "clients: your-client-id refers to vendor nope, and there is none"),
        (list_unknown_vendor, "clients: your-client-id refers to vendor nope, and there is none"),
        (belong_to_unknown_client, "organizations: 507f1f77bcf86cd799439011 belongs to client nope, and there is none"),
        (integrate_unknown_vendor, "organizations: 66f1b3d4b7d3e94a10c5d304 is of vendor nope, and there is none"),
        (open_for_nobody, "sessions: one is of a user whom nobody knows"),
        (misspell_status, "Input should be 'active'"),
    ],
)
def test_a_state_that_refers_to_nothing_is_refused(mspc: MspcentricClient, spoil: Any, reason: str) -> None:
    state = mspc.state
    spoil(state)
    answer = mspc.http.put("/_sandbox/state/mspcentric", json=state)
    assert answer.status_code == 400
    assert reason in answer.json()["detail"][0]["reason"]
    assert mspc.organization("Bayline Managed IT")["integrations"][0]["vendorId"] == TIDEWATER
