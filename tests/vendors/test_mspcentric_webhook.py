"""MSPCentric's webhook `config_update`, at a receiver on loopback."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from sandbox.openapi import document
from tests.contract import INSTALLED
from tests.receivers import FAILED, SILENCE, Receiver, receiving
from tests.vendors.mspcentric import BAYLINES, CEDAR, EXTERNAL, HOSTED, MspcentricClient

FIRE = f"/integrations/{EXTERNAL}/config-update"
PAYLOAD = (
    '{"isAlertsEnabled":true,"isIntegrationActive":true,"productGroups":[{"id":"pg-card-terminals","name":"Card terminals","children":'
    '[{"id":"at-terminal-offline","name":"Terminal offline"},{"id":"at-settlement-failed","name":"Settlement failed"}]}],'
    '"accounts":["HCR-1001","BFB-1002","GPD-1003"],"vendorOrganizationId":"cedar-it-001","vendorUserId":"cedar-u-1",'
    '"integrationId":"66f1b3d4b7d3e94a10c5d303"}'
)
EVENT = '{"module":"alerts","eventType":"config_update","payload":' + PAYLOAD + "}"


def listen(mspc: MspcentricClient, receiver: Receiver | str, client: str = "summit-payments-oem") -> None:
    """Let a client hear events at a receiver, or at any address."""
    url = receiver if isinstance(receiver, str) else f"{receiver.url}/inform"
    answer = mspc.console("PATCH", f"/clients/{client}", {"webhookUrl": url})
    assert (answer.status_code, answer.json()["webhookUrl"]) == (200, url)


def events(receiver: Receiver) -> list[Any]:
    """Return the payloads of what a receiver got."""
    return [json.loads(body)["payload"] for body in receiver.bodies]


def out(mspc: MspcentricClient) -> list[tuple[Any, Any, Any]]:
    """Return attempt, status and error of the calls in the journal."""
    found = mspc.http.get("/_sandbox/journal?direction=out").json()
    assert {one["operation"] for one in found} <= {"mspcentric.webhook.config-update"}
    return [(one["attempt"], one["status"], one["error"]) for one in found]


# --- What is sent ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.webhook-payload")
def test_the_event_is_what_the_documentation_shows_byte_for_byte(mspc: MspcentricClient) -> None:
    with receiving() as receiver:
        listen(mspc, receiver)
        answer = mspc.console("POST", FIRE, {})
    assert (answer.status_code, answer.text) == (202, EVENT)
    head = f"POST /inform HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\nContent-Type: application/json\r\n"
    assert receiver.requests == [f"{head}Content-Length: {len(EVENT)}\r\n\r\n{EVENT}".encode()]
    found = document(INSTALLED["mspcentric"].load().vendor)
    schema = found["webhooks"]["webhook.config-update"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    jsonschema_rs.Draft202012Validator({**schema, "components": found["components"]}).validate(json.loads(EVENT))


@pytest.mark.rule("mspcentric.webhook-payload")
def test_product_groups_are_passed_on_as_they_are(mspc: MspcentricClient) -> None:
    groups = [{"é": [1, None, 2.5, {"a": "b"}]}, "x", None]
    with receiving() as receiver:
        listen(mspc, receiver)
        mspc.console("PATCH", f"/integrations/{EXTERNAL}", {"productGroups": groups})
        mspc.console("POST", FIRE, {})
    assert events(receiver)[0]["productGroups"] == groups
    assert "é".encode() in receiver.bodies[0]


@pytest.mark.rule("mspcentric.webhook-payload")
@pytest.mark.parametrize(
    ("integration", "removed", "sent", "user"),
    [
        (EXTERNAL, [], {}, "cedar-u-1"),
        (EXTERNAL, [], {"vendorUserId": None}, "cedar-u-1"),
        (EXTERNAL, [], {"vendorUserId": "cedar-u-2"}, "cedar-u-2"),
        (EXTERNAL, ["cedar-u-1"], {}, "cedar-u-2"),
        (EXTERNAL, ["cedar-u-2", "cedar-u-1"], {}, None),
        (BAYLINES, [], {}, "bayline-u-1"),
    ],
)
def test_the_user_is_who_made_the_change(mspc: MspcentricClient, integration: str, removed: list[str], sent: Any, user: str | None) -> None:
    for known in removed:
        assert mspc.delete_user(CEDAR, data={"vendorUserId": known}).status_code == 201
    payload = mspc.console("POST", f"/integrations/{integration}/config-update", sent).json()["payload"]
    assert payload["vendorUserId"] == user
    assert payload["vendorOrganizationId"] == (None if integration == BAYLINES else "cedar-it-001")


@pytest.mark.rule("mspcentric.webhook-active-flag")
@pytest.mark.parametrize("status", ["active", "inactive", "pending", "mapping", "disabled", "error"])
def test_the_flag_mirrors_the_status(mspc: MspcentricClient, status: str) -> None:
    mspc.console("PATCH", f"/integrations/{EXTERNAL}", {"integrationStatus": status, "isAlertsEnabled": False})
    payload = mspc.console("POST", FIRE, {}).json()["payload"]
    assert (payload["isIntegrationActive"], payload["isAlertsEnabled"]) == (status == "active", False)


@pytest.mark.rule("mspcentric.webhook-accounts")
def test_the_accounts_are_those_that_are_mapped_oldest_first(mspc: MspcentricClient) -> None:
    mspc.console("PATCH", f"/integrations/{EXTERNAL}/accounts/RWL-1006", {"isMapped": True})
    mspc.console("PATCH", f"/integrations/{EXTERNAL}/accounts/LSY-1004", {"isMapped": True})
    mspc.console("PATCH", f"/integrations/{EXTERNAL}/accounts/BFB-1002", {"isMapped": False})
    mspc.console("PATCH", f"/integrations/{EXTERNAL}/services/svc-fraud-watch", {"isMapped": True})
    assert mspc.console("POST", FIRE, {}).json()["payload"]["accounts"] == ["HCR-1001", "GPD-1003", "LSY-1004", "RWL-1006"]
    assert mspc.console("POST", f"/integrations/{HOSTED}/config-update", {}).json()["payload"]["accounts"] == []


# --- How it is delivered --------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.webhook-delivery")
@pytest.mark.parametrize(("url", "error"), [("http://hooks.example/inform", "refused-host"), (None, "no-address")])
def test_what_is_not_sent_is_in_the_journal_all_the_same(mspc: MspcentricClient, url: str | None, error: str) -> None:
    if url:
        listen(mspc, url)
    mspc.switch(webhook_retry="at-least-once")
    assert mspc.console("POST", FIRE, {}).status_code == 202
    assert mspc.advance(100) == []
    assert out(mspc) == [(1, None, error)]
    (entry,) = mspc.http.get("/_sandbox/journal?direction=out").json()
    view = mspc.http.get(f"/_sandbox/journal/{entry['id']}").json()
    assert (view["target"], view["request"]["body"]) == (url or "", json.loads(EVENT))


@pytest.mark.rule("mspcentric.webhook-delivery")
def test_a_receiver_that_fails_is_not_asked_again_and_nobody_notices(mspc: MspcentricClient) -> None:
    with receiving(FAILED) as receiver:
        listen(mspc, receiver)
        assert mspc.console("POST", FIRE, {}).status_code == 202
        assert mspc.advance(1000) == []
        assert out(mspc) == [(1, 500, None)]
        redirect = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    with receiving(redirect) as receiver:
        listen(mspc, receiver)
        mspc.console("POST", FIRE, {})
        assert out(mspc)[1:] == [(1, 302, None)]
        assert len(receiver.requests) == 1


@pytest.mark.rule("mspcentric.webhook-delivery")
def test_with_the_variant_a_receiver_that_fails_twice_gets_it_a_third_time_when_the_clock_is_moved(mspc: MspcentricClient) -> None:
    mspc.switch(webhook_retry="at-least-once")
    with receiving(FAILED, FAILED) as receiver:
        listen(mspc, receiver)
        mspc.console("POST", FIRE, {})
        assert [mspc.advance(0.999), mspc.advance(0.001)] == [[], ["mspcentric.webhook.config-update"]]
        assert [mspc.advance(4.999), mspc.advance(0.001)] == [[], ["mspcentric.webhook.config-update"]]
        assert mspc.advance(1000) == []
    assert out(mspc) == [(1, 500, None), (2, 500, None), (3, 204, None)]
    assert receiver.bodies == [EVENT.encode()] * 3


@pytest.mark.rule("mspcentric.webhook-delivery")
def test_with_the_variant_there_are_four_attempts_at_most(mspc: MspcentricClient) -> None:
    mspc.switch(webhook_retry="at-least-once")
    with receiving(*[FAILED] * 9) as receiver:
        listen(mspc, receiver)
        mspc.console("POST", FIRE, {})
        assert [len(mspc.advance(seconds)) for seconds in (6, 24.999, 0.001, 10_000)] == [2, 0, 1, 0]
    assert len(receiver.requests) == 4


@pytest.mark.rule("mspcentric.webhook-delivery")
def test_a_receiver_has_five_seconds(mspc: MspcentricClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.vendors.mspcentric.webhook.TIMEOUT", 0.1)
    with receiving(SILENCE) as receiver:
        listen(mspc, receiver)
        mspc.console("POST", FIRE, {})
    assert out(mspc) == [(1, None, "timeout")]


def test_the_real_time_is_five_seconds() -> None:
    from sandbox.vendors.mspcentric import webhook

    assert webhook.TIMEOUT == 5.0


# --- When it is sent ------------------------------------------------------------------------------------------------

CHANGES: list[tuple[Any, bool]] = [
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}", {"isAlertsEnabled": False}), True),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}", {"productGroups": []}), True),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}", {"integrationStatus": "pending"}), True),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}", {"integrationStatus": "active", "isAlertsEnabled": True}), False),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}/accounts/LSY-1004", {"isMapped": True}), True),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}/accounts/LSY-1004", {"isMapped": False}), False),
    (lambda c: c.console("PATCH", f"/integrations/{EXTERNAL}/services/svc-fraud-watch", {"isMapped": True}), False),
    (lambda c: c.console("POST", f"/integrations/{EXTERNAL}/disconnect"), True),
    (lambda c: c.vapi("PATCH", "/status/disabled"), True),
    (lambda c: c.vapi("PATCH", "/status/active"), False),
    (lambda c: c.vapi("PATCH", "/organization/accounts/HCR-1001", {"id": "new"}), True),
    (lambda c: c.vapi("PATCH", "/organization/accounts/HCR-1001", {"name": "new"}), False),
    (lambda c: c.count(), False),
    (lambda c: c.create_integration(), False),
]


@pytest.mark.parametrize(("change", "told"), CHANGES)
def test_with_the_variant_every_change_of_what_is_told_is_told(mspc: MspcentricClient, change: Any, told: bool) -> None:
    with receiving() as receiver:
        listen(mspc, receiver)
        assert change(mspc).is_success
        assert receiver.requests == []
        mspc.freeze()
        listen(mspc, receiver)
        mspc.switch(webhook_trigger="on-change")
        assert change(mspc).is_success
        assert len(receiver.requests) == told
        if told:
            expected = mspc.console("POST", FIRE, {}).json()
            assert [json.loads(body) for body in receiver.bodies] == [expected, expected]


def test_with_the_variant_every_change_of_the_status_is_told_though_no_event_names_it(mspc: MspcentricClient) -> None:
    with receiving() as receiver:
        mspc.vapi("PATCH", "/status/pending")
        listen(mspc, receiver)
        mspc.switch(webhook_trigger="on-change")
        for status in ("inactive", "inactive", "error"):
            mspc.vapi("PATCH", f"/status/{status}")
        assert [event["isIntegrationActive"] for event in events(receiver)] == [False, False]


@pytest.mark.parametrize("call", [lambda c: c.count(), lambda c: c.alert()])
def test_with_the_variant_what_makes_the_integration_active_is_told(mspc: MspcentricClient, call: Any) -> None:
    with receiving() as receiver:
        mspc.vapi("PATCH", "/status/pending")
        listen(mspc, receiver)
        mspc.switch(webhook_trigger="on-change")
        call(mspc)
        assert [event["isIntegrationActive"] for event in events(receiver)] == [True]
