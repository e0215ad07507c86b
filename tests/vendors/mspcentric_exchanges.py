"""The worked exchanges of MSPCentric's fact sheet, section 10.1, as data: request and reply in the sheet's own text."""

from __future__ import annotations

REQUEST_1 = """\
POST /api/oem-api/vendor HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage"}"""
REPLY_1 = """\
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{"status":200,"message":"Successfully fetched MSPC vendors","vendors":[{"id":"43211235","name":"vendor name",
"integrationStatus":"active","integrationType":"custom_hosted","integrationCredentialTemplate":{"api key":"","api username":""}}]}"""

REQUEST_2 = """\
POST /api/oem-api/integration HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"organization-oem-token","data":{"vendorId":"vendor-id","integrationCredentials":{"api user":"api-user",
"api key":"api-key"}}}"""
REPLY_2 = """\
HTTP/1.1 201 Created
Content-Type: application/json; charset=utf-8

{"integration":{"id":"67ae3bcff05cb32e0cb6d9b7","vendorId":"vendor-id"},"status":201,
"message":"Successfully created an integration for an organization"}"""

REQUEST_3 = """\
POST /api/oem-api/integration/list HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"organization-oem-token"}"""
REPLY_3 = """\
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{"integrations":[{"id":"67ae3bcff05cb32e0cb6d9b7","vendorId":"vendor-id","integrationStatus":"pending",
"integrationCredentialTemplate":[{"api user":"","api key":""}]}],"status":200,
"message":"Successfully fetched list of user's integrations"}"""

REQUEST_4 = """\
PATCH /api/oem-api/integration/67ae3bcff05cb32e0cb6d9b7 HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"organization-oem-token","data":{"integrationCredentials":{"api user":"updated-api-user",
"api key":"updated-api-key"}}}"""
REPLY_4 = """\
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{"integration":{"id":"67ae3bcff05cb32e0cb6d9b7","vendorId":"vendor-id"},"status":200,
"message":"Successfully updated a user's integration credentials"}"""

REPLY_5 = """\
HTTP/1.1 409 Conflict
Content-Type: application/json; charset=utf-8

{"statusCode":409,"message":"Resource already exists"}"""

REQUEST_6 = """\
POST /api/oem-api/integration HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"organization-oem-token","data":{"vendorId":"43211235","integrationCredentials":{"api user":"api-user",
"api key":"api-key"}}}"""
REPLY_6 = """\
HTTP/1.1 400 Bad Request
Content-Type: application/json; charset=utf-8

{"statusCode":400,"message":"Malformed request body"}"""

REQUEST_7 = """\
POST /api/oem-api/vendor HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"wrong","grantType":"client_credentials","scope":"vendor_manage"}"""
REPLY_7 = """\
HTTP/1.1 401 Unauthorized
Content-Type: application/json; charset=utf-8

{"statusCode":401,"message":"Invalid client ID or client secret"}"""

REQUEST_8 = """\
POST /api/oem-api/integration/list HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"oem-cedar-owner-5d1f0c7be2934a68b0c7d5e1"}"""
REPLY_8 = """\
HTTP/1.1 403 Forbidden
Content-Type: application/json; charset=utf-8

{"statusCode":403,"message":"Invalid organization token"}"""

REQUEST_9 = """\
PATCH /api/oem-api/integration/66f1b3d4b7d3e94a10c5d304 HTTP/1.1
Content-Type: application/json

{"clientId":"summit-payments-oem","clientSecret":"summit-sandbox-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"oem-cedar-owner-5d1f0c7be2934a68b0c7d5e1","data":{"integrationCredentials":{"tenant id":"x"}}}"""
REPLY_9 = """\
HTTP/1.1 404 Not Found
Content-Type: application/json; charset=utf-8

{"statusCode":404,"message":"Resource not found"}"""

REQUEST_10 = """\
POST /api/oem-api/organization HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"data":{"name":"Wisozk Inc","email":"ansley.parisian@wisozk.example","firstName":"Ansley","lastName":"Parisian",
"vendorUserId":"1234","vendorOrganizationId":"1234"}}"""
REPLY_10 = """\
HTTP/1.1 201 Created
Content-Type: application/json; charset=utf-8

{"status":201,"message":"Successfully created organization","organizationOemToken":"oem-wisozk-owner-4a1d92f07c3b4e58a6d0b7e3"}"""

REQUEST_11 = """\
DELETE /api/oem-api/user HTTP/1.1
Content-Type: application/json

{"clientId":"your-client-id","clientSecret":"your-client-secret","grantType":"client_credentials","scope":"vendor_manage",
"organizationOemToken":"your-organization-oem-token"}"""
REPLY_11 = """\
HTTP/1.1 201 Created
Content-Type: application/json; charset=utf-8

{"status":201,"message":"Success: User Deleted"}"""

REQUEST_12 = """\
POST /api/oem-api/integration HTTP/1.1
Authorization: Bearer organization-oem-token
Content-Type: application/json

{"integrationType":"external","organizationId":"507f1f77bcf86cd799439011","vendorId":"507f1f77bcf86cd799439012"}"""
REPLY_12 = """\
HTTP/1.1 201 Created
Content-Type: application/json; charset=utf-8

{"integration":{"id":"68c24cd92dfe9dd9ae53cd1b","vendorId":"507f1f77bcf86cd799439012","integrationKind":"external"},
"partnerApiKey":"pk-docs-external-68c24cd92dfe9dd9","status":201,
"message":"Successfully created an integration for an organization"}"""

REQUEST_13 = """\
POST /api/vendor-api/organization/accounts HTTP/1.1
Authorization: Bearer dnQtc3VtbWl0LXBheW1lbnRzLTNmOWE2MWMwZDJiODRlNzU6cGstY2VkYXItaXQtcGFydG5lcnMtOGIxZDQwZjdhOTZjMmU1Mw==
Content-Type: application/json

{"vendorAccountId":"test_account_123","name":"Test Account","externalId":"ext_123"}"""
REPLY_13 = """\
HTTP/1.1 201 Created
Content-Type: application/json; charset=utf-8

[{"id":"test_account_123","name":"Test Account","description":"","isMapped":false,"externalId":"ext_123"}]"""

REQUEST_14 = """\
POST /api/vendor-api/service/svc-card-terminal/count HTTP/1.1
Authorization: Bearer dnQtc3VtbWl0LXBheW1lbnRzLTNmOWE2MWMwZDJiODRlNzU6cGstY2VkYXItaXQtcGFydG5lcnMtOGIxZDQwZjdhOTZjMmU1Mw==
Content-Type: application/json

{"accountId":"LSY-1004","unitCount":3}"""
REPLY_14 = """\
HTTP/1.1 404 Not Found
Content-Type: application/json; charset=utf-8

{"statusCode":404,"message":"No account map found with id: LSY-1004"}"""

REQUEST_15 = """\
POST /api/oem-alerts-api/alerts HTTP/1.1
Content-Type: application/json

{}"""
REPLY_15 = """\
HTTP/1.1 501 Not Implemented
Content-Type: application/json; charset=utf-8

{"statusCode":501,"message":"Not emulated: the operations under this prefix are not described"}"""

EXCHANGES = {
    1: ("mspcentric.vendor-list", REQUEST_1, REPLY_1),
    2: ("mspcentric.integration-initial-status", REQUEST_2, REPLY_2),
    3: ("mspcentric.integration-no-echo", REQUEST_3, REPLY_3),
    4: ("mspcentric.integration-update-merge", REQUEST_4, REPLY_4),
    5: ("mspcentric.integration-duplicate", REQUEST_2, REPLY_5),
    6: ("mspcentric.credential-keys", REQUEST_6, REPLY_6),
    7: ("mspcentric.client-auth", REQUEST_7, REPLY_7),
    8: ("mspcentric.org-token", REQUEST_8, REPLY_8),
    9: ("mspcentric.tenant-isolation", REQUEST_9, REPLY_9),
    10: ("mspcentric.org-create-required", REQUEST_10, REPLY_10),
    11: ("mspcentric.user-delete", REQUEST_11, REPLY_11),
    12: ("mspcentric.external-key-once", REQUEST_12, REPLY_12),
    13: ("mspcentric.vapi-body", REQUEST_13, REPLY_13),
    14: ("mspcentric.vapi-count-unmapped", REQUEST_14, REPLY_14),
    15: ("mspcentric.alerts-prefix", REQUEST_15, REPLY_15),
}
"""Rule, request and reply, by number."""
