"""MSPCentric's Vendor API: who is calling, and what every operation has in common."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.vendors.mspcentric import (
    DOCS_MSPC_TOKEN,
    MSPC_TOKEN,
    PARTNER_KEY,
    UNKNOWN_KEY,
    VAPI,
    VENDOR_TOKEN,
    MspcentricClient,
    refused,
    rule_of,
)

BAD = ("vapi-body", 400, "Malformed request body")
UNAUTHORIZED = (401, "Unauthorized")
SKU = "66f1c6b2b7d3e94a10c5d601"
NEW_SKU = {"name": "N", "description": "D", "category": "security", "subcategory": "email security"}
ALERT = {"title": "T", "description": "D", "alertId": "a", "priority": 4, "status": 6}
SEEDED = "66f1d7c3b7d3e94a10c5d701"

OPERATIONS: list[tuple[str, str, Any, int]] = [
    ("POST", "/organization/accounts", {"id": "a", "name": "A"}, 201),
    ("POST", "/organization/services", {"id": "s", "name": "S", "description": "D"}, 201),
    ("PATCH", "/status/mapping", None, 200),
    ("POST", "/service/svc-card-terminal/count", {"accountId": "HCR-1001", "unitCount": 1}, 201),
    ("PATCH", "/organization/status/error", None, 200),
    ("GET", "/organization/accounts", None, 200),
    ("PATCH", "/organization/accounts", {"id": "HCR-1001", "name": "A"}, 200),
    ("PATCH", "/organization/accounts/HCR-1001", {"name": "A"}, 200),
    ("PATCH", "/organization/services", {"id": "svc-gateway", "name": "S"}, 200),
    ("PATCH", "/organization/services/svc-gateway", {"name": "S"}, 200),
    ("GET", "", None, 200),
    ("PATCH", "", {"name": "V"}, 200),
    ("GET", "/organization", None, 200),
    ("GET", "/organization/clients", None, 200),
    ("POST", "/service", NEW_SKU, 201),
    ("GET", f"/service/{SKU}", None, 200),
    ("PATCH", f"/service/{SKU}", {"name": "N"}, 200),
    ("POST", "/alerting/HCR-1001", ALERT, 201),
    ("GET", f"/alerting/debug/{SEEDED}", None, 200),
]
"""Every operation, with a good body; the first four are those that the vendor's own pages show."""

EVERY = pytest.mark.parametrize(("method", "path", "body", "status"), OPERATIONS)
WITH_BODY = pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, body, _ in OPERATIONS if body is not None])


@EVERY
def test_every_operation_answers(mspc: MspcentricClient, method: str, path: str, body: Any, status: int) -> None:
    answer = mspc.vapi(method, path, body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json; charset=utf-8")
    assert "mspcentric.status-mirror" not in mspc.last_rules()


# --- Who is calling -------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-auth")
@EVERY
def test_every_operation_needs_a_token(mspc: MspcentricClient, method: str, path: str, body: Any, status: int) -> None:
    assert refused(mspc.send(method, f"{VAPI}{path}", json=body)) == ("vapi-auth", *UNAUTHORIZED)
    assert refused(mspc.vapi(method, path, token=UNKNOWN_KEY, body=b"{")) == ("vapi-auth", *UNAUTHORIZED)


def encoded(text: str | bytes) -> str:
    """Return a text in base64."""
    return b64encode(text.encode() if isinstance(text, str) else text).decode()


@pytest.mark.rule("mspcentric.vapi-auth")
@pytest.mark.parametrize(
    ("header", "good"),
    [
        (f"Bearer {MSPC_TOKEN}", True),
        (f"bearer {MSPC_TOKEN.rstrip('=')}", True),
        (f"BEARER  {MSPC_TOKEN} ", True),
        (f"Token {MSPC_TOKEN}", False),
        (MSPC_TOKEN, False),
        ("Bearer", False),
        ("", False),
        (f"Bearer {MSPC_TOKEN[:-3]}", False),
        (f"Bearer {MSPC_TOKEN[:10]}!{MSPC_TOKEN[10:]}", False),
        (f"Bearer {VENDOR_TOKEN}:{PARTNER_KEY}", False),
        (f"Bearer {encoded(f'{VENDOR_TOKEN}{PARTNER_KEY}')}", False),
        (f"Bearer {encoded(f'{VENDOR_TOKEN}:')}", False),
        (f"Bearer {encoded(f':{PARTNER_KEY}')}", False),
        (f"Bearer {encoded(f'{VENDOR_TOKEN}:{PARTNER_KEY}:')}", False),
        (f"Bearer {encoded(f'{VENDOR_TOKEN} :{PARTNER_KEY}')}", False),
        (f"Bearer {encoded(f'nope:{PARTNER_KEY}')}", False),
        (f"Bearer {encoded(f'vt-docs-external-507f1f77bcf86cd7:{PARTNER_KEY}')}", False),
        (f"Bearer {encoded(bytes([0xFF]) + b':x')}", False),
    ],
)
def test_the_token_is_base64_of_vendor_token_and_partner_key(mspc: MspcentricClient, header: str, good: bool) -> None:
    answer = mspc.send("GET", VAPI, headers={"Authorization": header})
    assert answer.status_code == (200 if good else 401)
    assert good or refused(answer) == ("vapi-auth", *UNAUTHORIZED)


@pytest.mark.rule("mspcentric.vapi-auth")
def test_the_token_in_a_header_of_its_own_is_none(mspc: MspcentricClient) -> None:
    assert refused(mspc.send("GET", VAPI, headers={"x-api-key": MSPC_TOKEN})) == ("vapi-auth", *UNAUTHORIZED)


@pytest.mark.rule("mspcentric.vapi-basic-refused")
@pytest.mark.parametrize("header", [f"Basic {MSPC_TOKEN}", f"basic {MSPC_TOKEN}", "Basic x", "Basic"])
def test_basic_authentication_is_refused(mspc: MspcentricClient, header: str) -> None:
    assert refused(mspc.send("GET", VAPI, headers={"Authorization": header})) == ("vapi-basic-refused", *UNAUTHORIZED)


def test_the_docs_token_opens_the_integration_once_it_is_there(mspc: MspcentricClient) -> None:
    assert mspc.vapi("GET", "", token=DOCS_MSPC_TOKEN).status_code == 401
    mspc.create_external()
    profile = mspc.vapi("GET", "", token=DOCS_MSPC_TOKEN).json()["data"]
    assert (profile["name"], profile["organizationId"]) == ("Docs External Vendor", "507f1f77bcf86cd799439011")


# --- Rate, profile, surface -----------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-rate-limit")
@EVERY
def test_with_the_variant_the_call_after_the_hundredth_of_a_second_is_refused(
    mspc: MspcentricClient, method: str, path: str, body: Any, status: int
) -> None:
    mspc.switch(rate_limit="100-per-second")
    state = mspc.state
    integration = next(one for one in state["organizations"][1]["integrations"] if one["integrationKind"])
    integration["calls"] = [1770130800, 100]
    mspc.http.put("/_sandbox/state/mspcentric", json=state)
    answer = mspc.vapi(method, path, body=b"{" if body is not None else None)
    assert refused(answer) == ("vapi-rate-limit", 429, "Request limit reached (100 requests a second)")
    assert "Retry-After" not in answer.headers


@pytest.mark.rule("mspcentric.vapi-rate-limit")
def test_a_hundred_calls_of_one_token_in_a_second_are_let_through(mspc: MspcentricClient) -> None:
    mspc.create_external()
    for _ in range(102):
        assert mspc.vapi("GET", "/organization").status_code == 200
    mspc.switch(rate_limit="100-per-second")
    assert [mspc.vapi("GET", "/organization").status_code for _ in range(102)] == [200] * 100 + [429] * 2
    assert mspc.vapi("GET", "/organization", token=DOCS_MSPC_TOKEN).status_code == 200
    assert mspc.vapi("GET", "/organization", token=UNKNOWN_KEY).status_code == 401
    mspc.advance(0.999)
    assert mspc.vapi("GET", "/organization").status_code == 429
    mspc.advance(0.001)
    assert mspc.vapi("GET", "/organization").status_code == 200


@pytest.mark.rule("mspcentric.vapi-vendor-profile")
@EVERY
def test_without_a_profile_every_call_is_answered_404(mspc: MspcentricClient, method: str, path: str, body: Any, status: int) -> None:
    for _ in range(2):
        assert mspc.console("DELETE", "/vendors/66f1a0c2b7d3e94a10c5d204/profile").status_code == 204
    answer = mspc.vapi(method, path.replace("mapping", "x"), body=b"{" if body is not None else None)
    assert refused(answer) == ("vapi-vendor-profile", 404, "Vendor Profile Not Found")
    assert mspc.vapi(method, path, token=UNKNOWN_KEY).status_code == 401


@EVERY
def test_with_the_variant_there_is_only_what_the_vendors_pages_show(
    mspc: MspcentricClient, method: str, path: str, body: Any, status: int
) -> None:
    mspc.switch(vendor_api_surface="documented")
    answer = mspc.vapi(method, path, body)
    if (method, path, body, status) in OPERATIONS[:4]:
        assert answer.status_code == status
    else:
        assert (rule_of(answer), answer.json()["message"]) == ("unknown-route", f"Cannot {method} {VAPI}{path}")
        assert answer.status_code == 404


@pytest.mark.parametrize("status", ["active", "x"])
def test_with_the_variant_there_is_one_status_to_set(mspc: MspcentricClient, status: str) -> None:
    mspc.switch(vendor_api_surface="documented")
    assert rule_of(mspc.vapi("PATCH", f"/status/{status}")) == "unknown-route"


# --- Bodies ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mspcentric.vapi-body")
@WITH_BODY
@pytest.mark.parametrize("body", [b"", b"{", b'"x"', b"5", b"null", b"{}", b'{"a": NaN}'])
def test_a_body_that_is_no_good_json_is_refused(mspc: MspcentricClient, method: str, path: str, body: bytes) -> None:
    answer = mspc.vapi(method, path, body=body)
    rule = "vapi-count-value" if path.endswith("count") and body == b"{}" else "vapi-body"
    assert refused(answer) == (rule, *BAD[1:])


@pytest.mark.rule("mspcentric.vapi-body")
@WITH_BODY
def test_a_body_must_be_labelled_json(mspc: MspcentricClient, method: str, path: str) -> None:
    headers = {"Authorization": f"Bearer {MSPC_TOKEN}", "Content-Type": "text/plain"}
    assert refused(mspc.send(method, f"{VAPI}{path}", body='{"name": "A"}', headers=headers)) == BAD


@pytest.mark.rule("mspcentric.vapi-body")
@pytest.mark.parametrize(("method", "path"), [("PATCH", f"/service/{SKU}"), ("PATCH", ""), ("PATCH", "/organization/accounts/HCR-1001")])
@pytest.mark.parametrize("body", [{"x": 1}, {"name": None}, {"name": ""}, {"name": " "}, {"name": 5}, {"description": ["x"]}])
def test_an_update_changes_something(mspc: MspcentricClient, method: str, path: str, body: Any) -> None:
    assert refused(mspc.vapi(method, path, body)) == BAD


def test_null_is_no_value(mspc: MspcentricClient) -> None:
    answer = mspc.vapi("PATCH", "/organization/accounts/HCR-1001", {"name": "New", "description": None, "isActive": None})
    assert answer.json() == {"id": "HCR-1001", "name": "New", "description": "", "mappingId": "66f1c5a1b7d3e94a10c5d401"}
