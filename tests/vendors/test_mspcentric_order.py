"""MSPCentric's OEM API: the order of checks, and the forms of its error bodies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.vendors.mspcentric import (
    BAYLINES,
    CEDAR,
    DOCS,
    DOCS_ORGANIZATION,
    EXTERNAL,
    OEM,
    PENDING,
    WISOZK,
    MspcentricClient,
    changed,
    refused,
    rule_of,
)

GOOD: Any = {"vendorId": "vendor-id", "integrationCredentials": {"api user": "u", "api key": "k"}}

# Each body is wrong in the way of its line and of every line below it.
LADDER: list[tuple[str, int, dict[str, Any]]] = [
    ("integration-dispatch", 400, {"integrationType": "other", "clientId": 5}),
    ("credentials-shape", 400, {"clientId": 5, "clientSecret": "wrong", "organizationOemToken": ..., "data": []}),
    ("grant-scope", 400, {"grantType": "x", "clientSecret": "wrong", "organizationOemToken": ..., "data": []}),
    ("org-token-shape", 400, {"clientSecret": "wrong", "organizationOemToken": ..., "data": []}),
    ("integration-shape", 400, {"clientSecret": "wrong", "organizationOemToken": "nope", "data": []}),
    ("client-auth", 401, {"clientSecret": "wrong", "organizationOemToken": "nope", "data": {**GOOD, "vendorId": "nope"}}),
    ("org-token", 403, {"organizationOemToken": "nope", "data": {**GOOD, "vendorId": "nope"}}),
    ("integration-vendor-known", 404, {"data": {**GOOD, "vendorId": "nope"}}),
    ("integration-vendor-kind", 400, {"data": {**GOOD, "vendorId": "507f1f77bcf86cd799439012"}}),
    ("credential-keys", 400, {"data": {"vendorId": "vendor-id", "integrationCredentials": {"api user": "u"}}}),
]


@pytest.mark.parametrize(("rule", "status", "members"), LADDER)
def test_a_create_is_checked_in_the_order_of_the_vendors_lists(
    mspc: MspcentricClient, rule: str, status: int, members: dict[str, Any]
) -> None:
    mspc.create_integration()  # So that a conflict comes behind all of these.
    answer = mspc.oem("/integration", DOCS_ORGANIZATION, **{"data": GOOD, **members})
    assert (rule_of(answer), answer.status_code) == (rule, status)


@pytest.mark.parametrize(
    ("rule", "status", "members"),
    [
        ("client-auth", 401, {"clientId": ..., "grantType": "x", "organizationOemToken": 5, "data": []}),
        ("client-auth", 401, {"clientSecret": 5, "scope": ""}),
        ("credentials-shape", 400, {"grantType": "", "scope": "x", "organizationOemToken": 5, "data": []}),
        ("credentials-shape", 400, {"scope": ..., "organizationOemToken": "nope"}),
        ("grant-scope", 400, {"grantType": "x", "organizationOemToken": "nope", "data": []}),
        ("org-token", 403, {"organizationOemToken": ..., "data": []}),
        ("org-token", 403, {"organizationOemToken": 5, "data": []}),
        ("integration-shape", 400, {"data": []}),
        ("integration-vendor-known", 404, {"data": {**GOOD, "vendorId": "nope"}}),
    ],
)
def test_with_the_variant_credentials_and_token_come_first(mspc: MspcentricClient, rule: str, status: int, members: dict[str, Any]) -> None:
    mspc.switch(check_order="auth-first")
    answer = mspc.oem("/integration", DOCS_ORGANIZATION, **{"data": GOOD, **members})
    assert (rule_of(answer), answer.status_code) == (rule, status)


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"grantType": ...}, "grantType is required"),
        ({"grantType": " "}, "grantType must not be blank"),
        ({"scope": 5}, "scope has the wrong type"),
        ({"scope": "x"}, "scope is not allowed"),
    ],
)
def test_the_variant_names_fields_too(mspc: MspcentricClient, members: dict[str, Any], field: str) -> None:
    mspc.switch(check_order="auth-first", bad_request_detail="field")
    assert refused(mspc.oem("/vendor", DOCS, **members))[2] == f"Malformed request body: {field}"


def test_with_the_variant_good_calls_are_good_and_the_external_create_keeps_its_order(mspc: MspcentricClient) -> None:
    mspc.switch(check_order="auth-first")
    assert mspc.oem("/vendor", DOCS).status_code == 200
    assert mspc.create_organization().status_code == 201
    assert mspc.oem("/session").status_code == 201
    assert refused(mspc.create_external(None, vendorId=...))[:2] == ("external-shape", 400)
    assert mspc.create_external().status_code == 201
    assert refused(mspc.oem("/vendor", DOCS, clientSecret="wrong", scope=..., integrationType="external"))[:2] == ("client-auth", 401)
    assert refused(mspc.send("POST", f"{OEM}/vendor", body="[]"))[:2] == ("body-json", 400)


def test_a_path_id_is_looked_up_after_the_token(mspc: MspcentricClient) -> None:
    assert refused(mspc.update_integration(BAYLINES, {"x": "y"}, changed(CEDAR, organizationOemToken="nope")))[:2] == ("org-token", 403)
    assert refused(mspc.update_integration("nope", {"x": ""}))[:2] == ("integration-shape", 400)
    assert refused(mspc.update_integration("nope", {"x": "y"}))[:2] == ("integration-update-lookup", 404)


# --- Error bodies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "plain", "route"),
    [
        ("status-code", {"statusCode": 401, "message": "M"}, {"statusCode": 404, "message": "R", "error": "Not Found"}),
        ("status", {"status": 401, "message": "M"}, {"status": 404, "message": "R", "error": "Not Found"}),
        (
            "both",
            {"status": 401, "statusCode": 401, "message": "M"},
            {"status": 404, "statusCode": 404, "message": "R", "error": "Not Found"},
        ),
        (
            "nest",
            {"statusCode": 401, "message": "M", "error": "Unauthorized"},
            {"statusCode": 404, "message": "R", "error": "Not Found"},
        ),
    ],
)
def test_error_bodies_have_the_form_of_the_variant(mspc: MspcentricClient, style: str, plain: Any, route: Any) -> None:
    mspc.switch(error_style=style)
    answers = [
        (mspc.oem("/vendor", DOCS, clientSecret="wrong"), plain, "Invalid client ID or client secret"),
        (mspc.send("GET", "/x"), route, "Cannot GET /x"),
    ]
    for answer, form, message in answers:
        expected = {name: message if name == "message" else value for name, value in form.items()}
        assert answer.text == json.dumps(expected, separators=(",", ":"))


ORGANIZATION: Any = {"data": WISOZK}


@pytest.mark.parametrize(
    ("path", "members", "field"),
    [
        ("/organization", {"data": ...}, "data is required"),
        ("/organization", {"data": []}, "data has the wrong type"),
        ("/organization", {"data": changed(WISOZK, name=..., email="x")}, "data.name is required"),
        ("/organization", {"data": changed(WISOZK, lastName=" ")}, "data.lastName must not be blank"),
        ("/organization", {"data": changed(WISOZK, vendorUserId=1)}, "data.vendorUserId has the wrong type"),
        ("/organization", {"data": changed(WISOZK, email="x")}, "data.email is not allowed"),
        ("/integration", {"data": GOOD, "integrationType": "x"}, "integrationType is not allowed"),
        ("/integration", {"data": GOOD, "integrationType": 5}, "integrationType has the wrong type"),
        ("/integration", {"data": {**GOOD, "integrationCredentials": {}}}, "data.integrationCredentials must not be blank"),
        ("/integration", {"data": {**GOOD, "integrationCredentials": {"a b": 5}}}, "data.integrationCredentials.a b has the wrong type"),
        ("/integration", {"data": {**GOOD, "integrationCredentials": {"x": "y"}}}, "data.integrationCredentials.api user is required"),
        ("/integration", {"data": {**GOOD, "vendorId": "507f1f77bcf86cd799439012"}}, "data.vendorId is not allowed"),
        ("/integration", {"integrationType": "external", "organizationId": "x"}, "vendorId is required"),
        ("/integration", {"integrationType": "external", "organizationId": 5, "vendorId": 5}, "organizationId has the wrong type"),
        ("/user", {"data": {"email": None}}, "data.email is required"),
    ],
)
def test_with_the_variant_a_400_names_the_first_bad_field(mspc: MspcentricClient, path: str, members: dict[str, Any], field: str) -> None:
    mspc.switch(bad_request_detail="field")
    answer = mspc.oem(path, DOCS_ORGANIZATION, **members)
    assert refused(answer)[1:] == (400, f"Malformed request body: {field}")


def test_with_the_variant_a_400_without_a_field_and_other_texts_stay_as_they_are(mspc: MspcentricClient) -> None:
    mspc.switch(bad_request_detail="field")
    assert refused(mspc.send("POST", f"{OEM}/vendor", body="x"))[2] == "Malformed request body"
    assert refused(mspc.vapi("PATCH", "/status/x"))[2] == "Invalid integration status"
    assert refused(mspc.count(accountId=...))[2] == "You have provided an invalid Id type"
    assert refused(mspc.vapi("PATCH", "", {}))[2] == "Malformed request body"
    assert refused(mspc.vapi("POST", "/organization/accounts", [{"id": "a"}]))[2] == "Malformed request body: 0.name is required"
    assert refused(mspc.vapi("POST", "/organization/accounts", []))[2] == "Malformed request body"
    assert refused(mspc.count(unitCount="x"))[2] == "Malformed request body: unitCount is not allowed"
    assert refused(mspc.update_integration(PENDING, {"x": "y"}))[2] == "Malformed request body: data.integrationCredentials is not allowed"
    assert refused(mspc.update_integration(EXTERNAL, {"x": "y"}))[:2] == ("integration-update-merge", 400)
