"""What the tests of the decision table about organisations share."""

from __future__ import annotations

from typing import Any

import httpx
import orjson

from tests.vendors.ovation import CDR, NWF, UZT, Json, Ovation, denied, refused

COLLAB = "0b6d9e2f-74c1-4a38-9f5d-e8b2310c7a64"
"""A case of Summit's customer Cobalt Bike Works, which a team of AutomationOrg owns."""
UZTS_CASE = "0059b314-44e7-4f1f-a3dc-8046ac5388d4"

ONE_OF_EACH = {"S": "GET /customers/get", "M": "GET /customers/meta/statuses", "R": "GET /orgs/get", "X": "GET /shipments/get"}
"""An operation of each class."""


def ask(ovation: Ovation, line: str, body: Any = None) -> httpx.Response:
    """Send a request that is written as method and path below `/api/v3`."""
    method, path = line.split(" ")
    return ovation.send(method, f"/api/v3{path}", b"" if body is None else orjson.dumps(body))


def automation(ovation: Ovation) -> Ovation:
    """Return a client with the key of AutomationOrg, the other standard organisation."""
    return Ovation(ovation.client, UZT)


def northwind(ovation: Ovation, obo: str | None = None) -> Ovation:
    """Return a client with the key of Northwind, a service provider that is linked to both."""
    return Ovation(ovation.client, NWF, obo)


def cedar(ovation: Ovation, obo: str | None = None) -> Ovation:
    """Return a client with the key of Cedar, whose relationship to Summit is not active."""
    return Ovation(ovation.client, CDR, obo)


def grant(ovation: Ovation, *patterns: str, relationship: str = "REL-1") -> None:
    """Let a relationship allow these operations and no other."""
    state = ovation.state()
    state["relationships"][relationship]["grants"] = list(patterns)
    ovation.replace_state(state)


def allowed(ovation: Ovation, answer: httpx.Response, rule: str) -> Json:
    """Hold a success against the rule that let it pass; return the body."""
    assert answer.status_code == 200, (answer.text, ovation.last_exchange()["note"])
    assert f"ovationcxm.{rule}" in ovation.last_exchange()["rules"]
    body: Json = answer.json()
    return body


def denied_by(ovation: Ovation, answer: httpx.Response, row: str, rule: str) -> None:
    """Hold a denial against its rule, and against the row of the table that the journal names."""
    denied(answer, rule)
    assert ovation.last_exchange()["note"].startswith(f"row {row} of the decision table: ")


def missed_by(ovation: Ovation, answer: httpx.Response, row: str, rule: str, message: str) -> None:
    """Hold a refusal in the words of what does not exist against its rule and its row."""
    refused(answer, 404, message, rule)
    assert ovation.last_exchange()["note"].startswith(f"row {row} of the decision table: ")
