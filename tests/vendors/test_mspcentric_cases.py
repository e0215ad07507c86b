"""The further cases of MSPCentric's fact sheet, section 10.2, OEM API: rows of calls with the answers in the sheet's own text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.vendors.mspcentric import CEDAR, DOCS, DOCS_ORGANIZATION, OEM, PENDING, Step, changed, check
from tests.vendors.mspcentric import MspcentricClient as Client

BAD = '{"statusCode":400,"message":"Malformed request body"}'
CREATED = '{"status":201,"message":"Successfully created organization","organizationOemToken":"oem-wisozk-owner-4a1d92f07c3b4e58a6d0b7e3"}'
MEMBER = (
    '{"status":201,"message":"Successfully created a user for the organization",'
    '"organizationOemToken":"oem-wisozk-member-b85e3c61d7f24a09c1e6d2f4"}'
)
SUMMIT_NEW = (
    '{"status":201,"message":"Successfully created a user for the organization",'
    '"organizationOemToken":"oem-summit-new-0f7ac4e19b2d4d63a8e5c1b97d20"}'
)
HOSTED_201 = (
    '{"integration":{"id":"67ae3bcff05cb32e0cb6d9b7","vendorId":"vendor-id"},"status":201,'
    '"message":"Successfully created an integration for an organization"}'
)
EXTERNAL_201 = (
    '{"integration":{"id":"68c24cd92dfe9dd9ae53cd1b","vendorId":"507f1f77bcf86cd799439012","integrationKind":"external"},'
    '"partnerApiKey":"pk-docs-external-68c24cd92dfe9dd9","status":201,"message":"Successfully created an integration for an organization"}'
)
NO_RESOURCE = '{"statusCode":404,"message":"Resource not found"}'
LISTED = (
    '{"integrations":[{"id":"66f1b3d4b7d3e94a10c5d301","vendorId":"66f1a0c2b7d3e94a10c5d201","integrationStatus":"active",'
    '"integrationCredentialTemplate":[{"api key":"","api username":""}]},{"id":"66f1b3d4b7d3e94a10c5d302",'
    '"vendorId":"66f1a0c2b7d3e94a10c5d202","integrationStatus":"pending","integrationCredentialTemplate":[{"tenant id":"",'
    '"client secret":""}]},'
    '{"id":"66f1b3d4b7d3e94a10c5d303","vendorId":"66f1a0c2b7d3e94a10c5d204","integrationStatus":"active",'
    '"integrationCredentialTemplate":[{}]}],"status":200,"message":"Successfully fetched list of user\'s integrations"}'
)
JOHN: Any = {"email": "john.doe@wisozk.example", "vendorUserId": "5678", "vendorOrganizationId": "1234"}
JUNIPER: Any = changed(CEDAR, organizationOemToken="oem-juniper-owner-7e40b1d95ac24f83b6e9d013")
DOCS_MEMBER: Any = changed(DOCS, organizationOemToken="your-organization-oem-token")


def refuse(answer: Callable[[Client], httpx.Response]) -> Step:
    """Expect the 400."""
    return answer, 400, BAD


CASES: list[tuple[str, list[Step]]] = [
    ("body-json", [refuse(lambda c: c.send("POST", f"{OEM}/vendor", body="not json"))]),
    ("body-json", [refuse(lambda c: c.send("POST", f"{OEM}/vendor", body="[]"))]),
    (
        "body-json",
        [refuse(lambda c: c.send("POST", f"{OEM}/vendor", body=json.dumps(DOCS), headers={"Content-Type": "text/plain"}))],
    ),
    ("credentials-shape", [refuse(lambda c: c.oem("/vendor", DOCS, scope=...))]),
    ("grant-scope", [refuse(lambda c: c.oem("/vendor", DOCS, scope="vendor_read", clientSecret="wrong"))]),
    ("org-token-shape", [refuse(lambda c: c.oem("/integration/list", DOCS))]),
    (
        "org-token",
        [
            (
                lambda c: c.oem("/integration/list", DOCS, organizationOemToken="nope"),
                403,
                '{"statusCode":403,"message":"Invalid organization token"}',
            )
        ],
    ),
    ("string-fields", [refuse(lambda c: c.create_organization(vendorUserId=1234))]),
    ("email-format", [refuse(lambda c: c.create_organization(email="ansley"))]),
    (
        "org-conflict",
        [
            (Client.create_organization, 201, CREATED),
            (Client.create_organization, 409, '{"statusCode":409,"message":"Organization with these details already exists"}'),
        ],
    ),
    ("org-conflict", [(lambda c: c.create_organization(name="Docs Organization"), 201, CREATED)]),
    (
        "user-target",
        [(Client.create_organization, 201, CREATED), (lambda c: c.create_user(DOCS, **JOHN), 201, MEMBER)],
    ),
    ("user-target", [(lambda c: c.create_user(email="new.person@BAYLINE.example", vendorUserId="bayline-u-2"), 201, SUMMIT_NEW)]),
    ("user-target", [(lambda c: c.create_user(email="new.person@cedarit.example"), 404, NO_RESOURCE)]),
    (
        "user-conflict",
        [
            (
                lambda c: c.create_user(email="Tomas.Lind@cedarit.example", vendorUserId="cedar-u-7", vendorOrganizationId="cedar-it-001"),
                409,
                '{"statusCode":409,"message":"Resource already exists"}',
            )
        ],
    ),
    (
        "user-delete",
        [
            (lambda c: c.delete_user(DOCS_MEMBER), 201, '{"status":201,"message":"Success: User Deleted"}'),
            (lambda c: c.delete_user(DOCS_MEMBER), 404, '{"statusCode":404,"message":"User not found"}'),
        ],
    ),
    (
        "org-token",
        [
            (lambda c: c.delete_user(DOCS_MEMBER), 201, '{"status":201,"message":"Success: User Deleted"}'),
            (lambda c: c.oem("/integration/list", DOCS_MEMBER), 403, '{"statusCode":403,"message":"Invalid organization token"}'),
        ],
    ),
    (
        "user-token",
        [
            (Client.create_organization, 201, CREATED),
            (lambda c: c.create_user(DOCS, **JOHN), 201, MEMBER),
            (
                lambda c: c.oem("/integration/list", DOCS, organizationOemToken="oem-wisozk-owner-4a1d92f07c3b4e58a6d0b7e3"),
                200,
                '{"integrations":[],"status":200,"message":"Successfully fetched list of user\'s integrations"}',
            ),
        ],
    ),
    (
        "user-delete-last",
        [
            (lambda c: c.delete_user(JUNIPER), 201, '{"status":201,"message":"Success: User Deleted"}'),
            (
                lambda c: c.create_user(
                    email="wes.adeyemi@juniperridge.example", vendorUserId="juniper-u-1", vendorOrganizationId="juniper-003"
                ),
                201,
                SUMMIT_NEW,
            ),
        ],
    ),
    (
        "session-create",
        [
            (
                lambda c: c.oem("/session"),
                201,
                '{"status":201,"message":"Successfully created user session",'
                '"url":"http://sandbox/mspcentric/session?token=ses-cedar-owner-c0a9417be5d84f26b3f1d872",'
                '"sessionToken":"ses-cedar-owner-c0a9417be5d84f26b3f1d872"}',
            )
        ],
    ),
    ("integration-shape", [refuse(lambda c: c.create_integration(credentials={}))]),
    ("integration-shape", [refuse(lambda c: c.create_integration(credentials={"api user": "api-user", "api key": ""}))]),
    ("integration-dispatch", [refuse(lambda c: c.create_integration(body=changed(DOCS_ORGANIZATION, integrationType="other")))]),
    ("integration-vendor-known", [(lambda c: c.create_integration("99999999"), 404, NO_RESOURCE)]),
    ("integration-vendor-kind", [refuse(lambda c: c.create_integration("507f1f77bcf86cd799439012"))]),
    (
        "credential-keys",
        [(lambda c: c.create_integration(credentials={"api user": "u", "api key": "k", "region": "eu"}), 201, HOSTED_201)],
    ),
    (
        "integration-update-lookup",
        [(lambda c: c.update_integration("67ae3bcff05cb32e0cb6d9b7", {"api key": "k"}, DOCS_ORGANIZATION), 404, NO_RESOURCE)],
    ),
    (
        "integration-update-merge",
        [
            (
                lambda c: c.update_integration(PENDING, {"client secret": "tw-secret-0003"}),
                200,
                '{"integration":{"id":"66f1b3d4b7d3e94a10c5d302","vendorId":"66f1a0c2b7d3e94a10c5d202"},"status":200,'
                '"message":"Successfully updated a user\'s integration credentials"}',
            )
        ],
    ),
    ("integration-update-merge", [refuse(lambda c: c.update_integration(PENDING, {"colour": "red"}))]),
    ("integration-no-echo", [(lambda c: c.oem("/integration/list"), 200, LISTED)]),
    (
        "external-auth",
        [(lambda c: c.create_external(None), 401, '{"statusCode":401,"message":"Invalid client ID or client secret"}')],
    ),
    ("external-key-once", [(lambda c: c.create_external(None, **DOCS), 201, EXTERNAL_201)]),
    ("external-shape", [refuse(lambda c: c.create_external(vendorId=...))]),
    ("external-lookup", [(lambda c: c.create_external(organizationId="66f1a9e0b7d3e94a10c5d101"), 404, NO_RESOURCE)]),
    (
        "unknown-route",
        [
            (
                lambda c: c.oem("/integration/66f1b3d4b7d3e94a10c5d301", method="DELETE"),
                404,
                '{"statusCode":404,"message":"Cannot DELETE /api/oem-api/integration/66f1b3d4b7d3e94a10c5d301","error":"Not Found"}',
            )
        ],
    ),
]


@pytest.mark.parametrize(("rule", "steps"), CASES)
def test_a_case_of_the_sheet_gives_its_answers_to_the_letter(mspc: Client, rule: str, steps: list[Step]) -> None:
    check(mspc, rule, steps)
