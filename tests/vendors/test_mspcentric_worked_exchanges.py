"""The worked exchanges of MSPCentric's fact sheet, replayed: status, named headers, and the body as JSON with its member order."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.vendors import mspcentric_exchanges as sheet
from tests.vendors.mspcentric import DOCS, DOCS_ORGANIZATION, MspcentricClient, changed, rule_of


def replay(http: httpx.Client, number: int) -> None:
    """Send a request of the sheet, and hold the answer against the sheet's, which names its rule if it is a refusal."""
    rule, request, expected = sheet.EXCHANGES[number]
    line, headers, body = parsed(request)
    method, path, _ = line.split()
    response = http.request(method, f"http://sandbox/mspcentric{path}", headers=headers, content=body)
    status, headers, body = parsed(expected)
    assert f"HTTP/1.1 {response.status_code} {response.reason_phrase}" == status, response.text
    assert {name: response.headers.get(name) for name in headers} == headers
    assert response.text == json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False)
    if response.status_code >= 400:
        assert f"mspcentric.{rule_of(response)}" == rule


def parsed(message: str) -> tuple[str, dict[str, str], str]:
    """Take a message of the sheet apart: first line, headers, body."""
    head, _, body = message.partition("\n\n")
    line, *headers = head.splitlines()
    return line, dict(header.split(": ", 1) for header in headers), body


def test_1_to_5_follow_one_another_on_the_default_fixture(mspc: MspcentricClient) -> None:
    for number in (1, 2, 3, 4, 5):
        replay(mspc.http, number)


@pytest.mark.parametrize("number", [number for number in sheet.EXCHANGES if number > 5])
def test_each_other_one_stands_alone(mspc: MspcentricClient, number: int) -> None:
    before = mspc.state
    replay(mspc.http, number)
    if sheet.EXCHANGES[number][2].startswith("HTTP/1.1 4"):
        assert mspc.state == before


@pytest.mark.parametrize("numbers", [(3, 4)])
def test_the_update_stands_alone_on_a_fixture_that_has_the_integration(mspc: MspcentricClient, numbers: tuple[int, ...]) -> None:
    mspc.http.post("/_sandbox/sessions", json={"name": "after", "fixture": "docs-after-create", "now": "2026-02-03T15:00:00Z"})
    mspc.http.headers["X-Sandbox-Session"] = "after"
    for number in numbers:
        replay(mspc.http, number)


def test_documents_run_in_their_order_on_the_default_fixture(mspc: MspcentricClient) -> None:
    owner = mspc.create_organization().json()["organizationOemToken"]
    body = changed(DOCS, organizationOemToken=owner)
    assert mspc.oem("/session", body).status_code == 201
    assert [vendor["id"] for vendor in mspc.oem("/vendor", DOCS).json()["vendors"]] == ["43211235"]
    created = mspc.create_integration("43211235", {"api key": "k", "api username": "u"}, body).json()["integration"]
    assert created == {"id": "67ae3bcff05cb32e0cb6d9b7", "vendorId": "43211235"}
    assert mspc.integrations(body) == [
        {
            "id": "67ae3bcff05cb32e0cb6d9b7",
            "vendorId": "43211235",
            "integrationStatus": "pending",
            "integrationCredentialTemplate": [{"api key": "", "api username": ""}],
        }
    ]
    assert mspc.update_integration(created["id"], {"api key": "k2"}, body).status_code == 200
    assert mspc.create_external().json()["integration"]["id"] == "68c24cd92dfe9dd9ae53cd1b"
    assert mspc.delete_user(DOCS_ORGANIZATION).status_code == 201
