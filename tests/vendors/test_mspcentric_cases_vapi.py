"""The further cases of MSPCentric's fact sheet, section 10.2, Vendor API: rows of calls with the answers in the sheet's own text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.vendors.mspcentric import UNKNOWN_KEY, VAPI, Step, changed, check
from tests.vendors.mspcentric import MspcentricClient as Client

BAD = '{"statusCode":400,"message":"Malformed request body"}'
SAME_ID = '{"statusCode":409,"message":"A resource with this Id already exists."}'
NO_RESOURCE = '{"statusCode":404,"message":"Resource not found"}'
UNAUTHORIZED = '{"statusCode":401,"message":"Unauthorized"}'
ACCOUNT: Any = {"vendorAccountId": "test_account_123", "name": "Test Account", "externalId": "ext_123"}
SERVICE: Any = {"id": "unique-id-representing-product-or-service", "name": "Test Service", "description": "Test Description"}
DATA = (
    '{"organizationId":"66f1a9e0b7d3e94a10c5d101","name":"Cedar IT Partners","vendorId":"66f1a0c2b7d3e94a10c5d204",'
    '"vendorName":"Summit Payments","integrationId":"66f1b3d4b7d3e94a10c5d303","status":"%s","lastSyncedAt":"%s"}'
)
SYNCED = "2026-02-02T23:15:00.000Z"
SET = '{"data":' + DATA + ',"status":200,"message":"Success - Updated Integration Status"}'
MAPPED = (
    '[{"id":"HCR-1001","name":"Harbor Coffee Roasters","description":"","mappingId":"66f1c5a1b7d3e94a10c5d401","isMapped":true,'
    '"externalId":"76541643"},{"id":"BFB-1002","name":"Blue Finch Books","description":"","mappingId":"66f1c5a1b7d3e94a10c5d402",'
    '"isMapped":true,"externalId":"76541650"},{"id":"GPD-1003","name":"Granite Peak Dental","description":"",'
    '"mappingId":"66f1c5a1b7d3e94a10c5d403","isMapped":true,"externalId":"76541657"}]'
)


def refuse(answer: Callable[[Client], httpx.Response]) -> Step:
    """Expect the 400."""
    return answer, 400, BAD


CASES: list[tuple[str, list[Step]]] = [
    ("vapi-auth", [(lambda c: c.vapi("GET", "/organization/accounts", token=UNKNOWN_KEY), 401, UNAUTHORIZED)]),
    (
        "vapi-basic-refused",
        [
            (
                lambda c: c.send(
                    "GET",
                    f"{VAPI}/organization/accounts",
                    headers={"Authorization": "Basic dnQtc3VtbWl0LXBheW1lbnRzLTNmOWE2MWMwZDJiODRlNzU6cGstY2VkYXItaXQtcGFydG5lcnMt"},
                ),
                401,
                UNAUTHORIZED,
            )
        ],
    ),
    ("", [(lambda c: c.vapi("GET", "/organization/accounts?returnUnmapped=false"), 200, MAPPED)]),
    (
        "vapi-duplicate",
        [
            (
                lambda c: c.vapi("POST", "/organization/accounts", ACCOUNT),
                201,
                '[{"id":"test_account_123","name":"Test Account","description":"","isMapped":false,"externalId":"ext_123"}]',
            ),
            (lambda c: c.vapi("POST", "/organization/accounts", ACCOUNT), 409, SAME_ID),
        ],
    ),
    (
        "vapi-body",
        [
            (
                lambda c: c.vapi("POST", "/organization/services", SERVICE),
                201,
                '[{"id":"unique-id-representing-product-or-service","name":"Test Service",'
                '"description":"Test Description","isMapped":false}]',
            )
        ],
    ),
    ("vapi-body", [refuse(lambda c: c.vapi("POST", "/organization/services", changed(SERVICE, description=...)))]),
    ("vapi-status-value", [(lambda c: c.vapi("PATCH", "/status/mapping", SERVICE), 200, SET % ("mapping", SYNCED))]),
    (
        "vapi-status-value",
        [(lambda c: c.vapi("PATCH", "/status/Mapping"), 400, '{"statusCode":400,"message":"Invalid integration status"}')],
    ),
    (
        "vapi-auto-active",
        [
            (lambda c: c.vapi("PATCH", "/status/pending"), 200, SET % ("pending", SYNCED)),
            (Client.count, 201, '{"status":201,"message":"Success - Created service unit count"}'),
            (lambda c: c.vapi("GET", "/organization"), 200, DATA % ("active", "2026-02-03T15:00:00.000Z")),
        ],
    ),
    (
        "vapi-count-id",
        [(lambda c: c.count(accountId=...), 400, '{"statusCode":400,"message":"You have provided an invalid Id type"}')],
    ),
    ("vapi-count-value", [refuse(lambda c: c.count(unitCount="5"))]),
    ("vapi-alert-range", [refuse(lambda c: c.alert(priority=5))]),
    ("", [(Client.alert, 201, '{"messageId":"<24 hex>","alertId":"alert-2","correlationID":"<uuid>"}')]),
    ("vapi-unknown-id", [(lambda c: c.alert("NOPE-1"), 404, NO_RESOURCE)]),
    ("vapi-unknown-id", [(lambda c: c.vapi("PATCH", "/organization/accounts/NOPE-1", {"name": "X"}), 404, NO_RESOURCE)]),
    ("vapi-duplicate", [(lambda c: c.vapi("PATCH", "/organization/accounts/LSY-1004", {"id": "HCR-1001"}), 409, SAME_ID)]),
    (
        "",
        [
            (
                lambda c: c.vapi("PATCH", "/organization/accounts/LSY-1004", {"name": "Lakeshore Yoga Studio"}),
                200,
                '{"id":"LSY-1004","name":"Lakeshore Yoga Studio","description":"","mappingId":"66f1c5a1b7d3e94a10c5d404"}',
            )
        ],
    ),
    (
        "vapi-sku-enum",
        [
            refuse(
                lambda c: c.vapi(
                    "POST", "/service", {"name": "N", "description": "D", "category": "Security", "subcategory": "email security"}
                )
            )
        ],
    ),
    (
        "vapi-count-unmapped",
        [(lambda c: c.count("svc-fraud-watch"), 404, '{"statusCode":404,"message":"No service map found with id: svc-fraud-watch"}')],
    ),
    (
        "vapi-vendor-profile",
        [
            (lambda c: c.console("DELETE", "/vendors/66f1a0c2b7d3e94a10c5d204/profile"), 204, ""),
            (lambda c: c.vapi("GET", ""), 404, '{"statusCode":404,"message":"Vendor Profile Not Found"}'),
        ],
    ),
]


@pytest.mark.parametrize(("rule", "steps"), CASES)
def test_a_case_of_the_sheet_gives_its_answers_to_the_letter(mspc: Client, rule: str, steps: list[Step]) -> None:
    check(mspc, rule, steps)
