"""MSPCentric's Vendor API: the integration's status, unit counts, and alerts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mspcentric import EXTERNAL, MspcentricClient, refused

BAD = (400, "Malformed request body")
STATUSES = ["mapping", "pending", "active", "inactive", "disabled", "error"]


# --- Status ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-status-value")
@pytest.mark.parametrize("path", ["/status", "/organization/status"])
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_stored_and_told_whatever_the_body_is(mspc: MspcentricClient, path: str, status: str) -> None:
    answer = mspc.vapi("PATCH", f"{path}/{status}", body=b"{no json")
    assert (answer.status_code, answer.json()["data"]["status"]) == (200, status)
    assert "mspcentric.vapi-status-value" in mspc.last_rules()
    assert mspc.status() == status
    listed = next(one for one in mspc.integrations() if one["id"] == EXTERNAL)
    assert listed["integrationStatus"] == status


@pytest.mark.rule("mspcentric.vapi-status-value")
@pytest.mark.parametrize("path", ["/status", "/organization/status"])
@pytest.mark.parametrize("status", ["Active", "MAPPING", "nope", "%20", "active%20"])
def test_a_status_that_there_is_not_is_refused(mspc: MspcentricClient, path: str, status: str) -> None:
    assert refused(mspc.vapi("PATCH", f"{path}/{status}")) == ("vapi-status-value", 400, "Invalid integration status")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Blue Finch Books", "Granite Peak Dental", "Harbor Coffee Roasters"]),
        ("?search=BOO&previousId=x", ["Blue Finch Books"]),
        ("?search=e", ["Blue Finch Books", "Granite Peak Dental", "Harbor Coffee Roasters"]),
        ("?search=nope", []),
    ],
)
def test_the_customers_of_the_psa_are_listed(mspc: MspcentricClient, query: str, names: list[str]) -> None:
    assert mspc.vapi("GET", f"/organization/clients{query}").json() == {"meta": {}, "clients": names}


# --- Unit counts ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-count-value")
@pytest.mark.parametrize(
    ("value", "good"),
    [(0, True), (5, True), (2.5, True), (-1, False), (-0.1, False), ("5", False), (True, False), (None, False), (..., False), ([5], False)],
)
def test_a_unit_count_is_a_number_of_0_or_more(mspc: MspcentricClient, value: Any, good: bool) -> None:
    answer = mspc.count(unitCount=value)
    assert answer.status_code == (201 if good else 400)
    if good:
        assert mspc.integration()["counts"][0]["unitCount"] == value
    else:
        assert refused(answer) == ("vapi-count-value", *BAD)
        assert refused(mspc.count(unitCount=value, accountId=...)) == ("vapi-count-value", *BAD)


@pytest.mark.rule("mspcentric.vapi-count-id")
@pytest.mark.parametrize(
    ("body", "good"),
    [
        ({"accountId": "HCR-1001"}, True),
        ({"clientOId": "HCR-1001"}, True),
        ({"accountId": "HCR-1001", "clientOId": 5}, True),
        ({"accountId": None, "clientOId": "HCR-1001"}, True),
        ({"accountId": 5, "clientOId": "HCR-1001"}, False),
        ({"accountId": "", "clientOId": "HCR-1001"}, False),
        ({"accountId": " "}, False),
        ({"clientOId": 5}, False),
        ({"clientOId": None}, False),
        ({}, False),
    ],
)
def test_a_unit_count_names_an_account(mspc: MspcentricClient, body: Any, good: bool) -> None:
    answer = mspc.vapi("POST", "/service/svc-card-terminal/count?no_build=true", {"unitCount": 5, **body})
    assert answer.status_code == (201 if good else 400)
    assert good or refused(answer) == ("vapi-count-id", 400, "You have provided an invalid Id type")


@pytest.mark.rule("mspcentric.vapi-count-unmapped")
@pytest.mark.parametrize(
    ("account", "service", "message"),
    [
        ("HCR-1001", "svc-gateway", None),
        ("HCR-1001", "66f1c6b2b7d3e94a10c5d601", None),
        ("LSY-1004", "svc-fraud-watch", "No account map found with id: LSY-1004"),
        ("nope", "nope", "No account map found with id: nope"),
        ("svc-gateway", "svc-gateway", "No account map found with id: svc-gateway"),
        ("HCR-1001", "svc-fraud-watch", "No service map found with id: svc-fraud-watch"),
        ("HCR-1001", "nope", "No service map found with id: nope"),
        ("HCR-1001", "HCR-1001", "No service map found with id: HCR-1001"),
    ],
)
def test_account_and_service_are_mapped(mspc: MspcentricClient, account: str, service: str, message: str | None) -> None:
    answer = mspc.count(service, accountId=account)
    assert answer.status_code == (201 if message is None else 404)
    assert message is None or refused(answer) == ("vapi-count-unmapped", 404, message)


@pytest.mark.rule("mspcentric.vapi-count-unmapped")
def test_a_service_counts_before_a_sku_of_the_same_id_and_a_vendor_without_skus_has_none(mspc: MspcentricClient) -> None:
    mspc.vapi("PATCH", "/organization/services/svc-fraud-watch", {"id": "66f1c6b2b7d3e94a10c5d601"})
    assert refused(mspc.count("66f1c6b2b7d3e94a10c5d601"))[0] == "vapi-count-unmapped"
    state = mspc.state
    state["vendors"][6]["profile"] = None
    mspc.http.put("/_sandbox/state/mspcentric", json=state)
    assert refused(mspc.count("nope"))[0] == "vapi-count-unmapped"


def test_the_latest_number_counts(mspc: MspcentricClient) -> None:
    for number in (7, 8):
        mspc.count(unitCount=number)
        mspc.count("svc-gateway", unitCount=number)
    found = [(one["accountId"], one["serviceId"], one["unitCount"]) for one in mspc.integration()["counts"]]
    assert found == [("HCR-1001", "svc-card-terminal", 8), ("BFB-1002", "svc-card-terminal", 2), ("HCR-1001", "svc-gateway", 8)]


@pytest.mark.rule("mspcentric.vapi-auto-active")
@pytest.mark.parametrize("status", STATUSES)
def test_a_count_or_an_alert_makes_the_integration_active(mspc: MspcentricClient, status: str) -> None:
    mspc.vapi("PATCH", f"/status/{status}")
    mspc.alert()
    assert "mspcentric.vapi-auto-active" in mspc.last_rules()
    assert (mspc.status(), mspc.integration()["lastSyncedAt"]) == ("active", "2026-02-02T23:15:00Z")
    mspc.vapi("PATCH", f"/status/{status}")
    mspc.advance(60)
    mspc.count()
    assert (mspc.status(), mspc.integration()["lastSyncedAt"]) == ("active", "2026-02-03T15:01:00Z")
    mspc.vapi("PATCH", f"/status/{status}")
    mspc.count("nope")
    assert mspc.status() == status


# --- Alerts ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-alert-range")
@pytest.mark.parametrize(("name", "most"), [("priority", 4), ("status", 6)])
def test_priority_and_status_are_whole_numbers_within_their_range(mspc: MspcentricClient, name: str, most: int) -> None:
    for value in (1, most, 2.0):
        assert mspc.alert(**{name: value}).status_code == 201
        assert mspc.integration()["alerts"][-1][name] == value
    bad: list[Any] = [0, most + 1, -1, 1.5, "1", True, [1], {}, 1e300]
    assert [refused(mspc.alert(**{name: value})) for value in bad] == [("vapi-alert-range", *BAD)] * len(bad)
    assert [refused(mspc.alert(**{name: value})) for value in (None, ...)] == [("vapi-body", *BAD)] * 2


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize("name", ["title", "description", "alertId"])
@pytest.mark.parametrize("value", [..., None, "", " ", 5])
def test_an_alert_needs_three_texts(mspc: MspcentricClient, name: str, value: Any) -> None:
    assert refused(mspc.alert(**{name: value})) == ("vapi-body", *BAD)


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize(
    ("due", "good"),
    [
        ("2026-02-28", True),
        ("2026-02-28T10:00:00Z", True),
        ("2026-02-28T10:00:00.5+01:00", True),
        (None, True),
        ("2026-02-28x10:00", False),
        ("2026-02-28 10:00:00", False),
        ("2026-02-30", False),
        ("tomorrow", False),
        ("", False),
        (5, False),
    ],
)
def test_a_due_date_is_one_of_iso_8601(mspc: MspcentricClient, due: Any, good: bool) -> None:
    answer = mspc.alert(dueDateTime=due, serviceId="not looked up")
    assert answer.status_code == (201 if good else 400)
    assert good or refused(answer) == ("vapi-body", *BAD)
    assert refused(mspc.alert(serviceId=5)) == ("vapi-body", *BAD)


def test_an_alert_becomes_a_ticket(mspc: MspcentricClient) -> None:
    first, second = (mspc.alert(dueDateTime="2026-02-28", serviceId="s").json()["messageId"] for _ in range(2))
    assert first != second
    for message, ticket in [(first, "70143"), (second, "70144")]:
        assert mspc.vapi("GET", f"/alerting/debug/{message}").json() == [
            {
                "ticketId": ticket,
                "createdAt": "2026-02-03T15:00:00.000Z",
                "message": "Ticket created",
                "messageId": message,
                "status": "success",
                "statusCode": None,
                "errors": [],
            }
        ]


@pytest.mark.parametrize(
    ("enabled", "account", "error"),
    [(False, "LSY-1004", "Alerts are disabled for this integration"), (True, "LSY-1004", "Account is not mapped")],
)
def test_an_alert_that_is_not_processed_says_why_for_ever(mspc: MspcentricClient, enabled: bool, account: str, error: str) -> None:
    mspc.console("PATCH", f"/integrations/{EXTERNAL}", {"isAlertsEnabled": enabled})
    message = mspc.alert(account).json()["messageId"]
    mspc.console("PATCH", f"/integrations/{EXTERNAL}", {"isAlertsEnabled": True})
    assert mspc.vapi("GET", f"/alerting/debug/{message}").json() == [
        {
            "ticketId": None,
            "createdAt": None,
            "message": "Alert not processed",
            "messageId": message,
            "status": "failed",
            "statusCode": 422,
            "errors": [error],
        }
    ]
    assert mspc.state["lastTicket"] == 70142


@pytest.mark.rule("mspcentric.vapi-unknown-id")
def test_an_unknown_account_or_message(mspc: MspcentricClient) -> None:
    for answer in (mspc.alert("nope"), mspc.alert("svc-gateway"), mspc.vapi("GET", "/alerting/debug/nope")):
        assert refused(answer) == ("vapi-unknown-id", 404, "Resource not found")
