"""The worked exchanges of CXone's fact sheet, sections 10.8 to 10.15, as data: what is around the Business Data API."""

from __future__ import annotations

from tests.vendors.cxone_exchanges import (
    BAD,
    BEARER,
    FORBIDDEN,
    INVALID_GRANT,
    JSON,
    NO_CONTENT,
    NO_STORE,
    NOT_FOUND,
    UNAUTHORIZED,
    reply,
    send,
)

# --- 10.8 to 10.10 --------------------------------------------------------------------------------------------------

PASSWORD = """\
POST /auth/token HTTP/1.1
Content-Type: application/x-www-form-urlencoded
Authorization: Basic TklDRTpDWG9uZQ==

grant_type=password&username=qwer%3D%3D%3D%3D&password=asdf%3D%3D%3D%3D"""
TOKENS = (
    '{"access_token": "<jwt>", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "<jwt>", "id_token": "<jwt>", '
    '"issued_token_type": "urn:ietf:params:oauth:token-type:access_token"}'
)
PASSWORD_REPLY = reply("200 OK", TOKENS, NO_STORE, "Pragma: no-cache")
ID_HEADER = '{"alg": "RS256", "typ": "JWT", "kid": "default"}'
ID_PAYLOAD = """\
{"sub": "user:5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b01", "icDomain": "nice-incontact.com", "iss": "{BASE}",
 "given_name": "Integration", "family_name": "Service", "name": "integration@summitpayments.example",
 "userId": "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b01", "aud": "inContact Evolve@inContact.com", "icBUId": 4599001,
 "tenantId": "11eb660f-4c6d-34a0-8733-0242ac110002", "tenant": "summit_payments", "icClusterId": "B32",
 "icAgentId": 20002, "teamId": 700, "iat": 1773158460, "exp": 1773162060, "sbx_use": "id", "sbx_session": "default", "jti": "<uuid>"}"""
SDK_REFRESH = """\
POST /auth/token HTTP/1.1
Content-Type: application/json
Originating-Service-Identifier: CMA_SDK

grant_type=refresh_token&scope=openid&refresh_token=<refresh>"""
NO_CLIENT = reply(UNAUTHORIZED, '{"error": "invalid_client", "errorDescription": "Client authentication failed"}', NO_STORE)
USER_REFRESH = f'POST /public/user/refresh HTTP/1.1\n{JSON}\n{{"token": "<K2-refresh>"}}'
USER_REFRESH_REPLY = reply(
    "200 OK",
    '{"token": "<new access>", "refreshToken": "<new refresh>", "tokenExpirationTimeSec": 3600, "refreshTokenExpirationTimeSec": 7200}',
)
CONFIGURATION = "GET /.well-known/cxone-configuration?tenantId=11eb660f-4c6d-34a0-8733-0242ac110002 HTTP/1.1\n\n"
CONFIGURATION_REPLY = reply(
    "200 OK",
    """\
{"private": false, "area": "na1", "cluster": "B32", "domain": "niceincontact.com", "acdDomain": "nice-incontact.com",
 "uhDomain": "nice-incontact.com", "ui_endpoint": "{BASE}",
 "auth_endpoint": "{BASE}", "api_endpoint": "{BASE}",
 "tenantId": "11eb660f-4c6d-34a0-8733-0242ac110002"}""",
)

# --- 10.11 ----------------------------------------------------------------------------------------------------------

CREATE_JOB = send(
    "POST /data-extraction/v1/jobs",
    '{"entityName": "recording-interaction-metadata", "version": "7", "startDate": "2026-03-10", "endDate": "2026-03-10"}',
)
GET_JOB = send("GET /data-extraction/v1/jobs/<job>")
RUNNING = reply("200 OK", '{"jobStatus": {"id": "<job>", "status": "RUNNING", "result": {}}}')
SUCCEEDED = reply(
    "200 OK", '{"jobStatus": {"id": "<job>", "status": "SUCCEEDED", "result": {"url": "{FILES}/extraction/<job>.csv?sig=<hex>"}}}'
)
CSV = """\
ACD Call ID (Master Contact ID),Segment ID,Start Date,End Date,Media Type,Voice Recording Status,ANI,DNIS,Disposition,\
Agent 1 Name,Agent 1 ACD ID,Agent 1 Team,Agent 1 Skills,Agent 1 Contact Number (ACD Contact ID)
8675309,b2e28d4e-ef22-4597-a104-2e740f729686,2026-03-10T15:02:58.000Z,2026-03-10T15:06:20.000Z,PHONE_CALL,\
Success,8015550142,8005550100,Billing,Priya Nair,20011,Support Tier 1,Merchant Support,8675309
8675309,6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802,2026-03-10T15:06:20.000Z,2026-03-10T15:09:03.000Z,PHONE_CALL,\
Success,8015550142,8005550100,Terminal,Marcus Lee,20012,Support Tier 2,Terminal Support,8675311
"""
ACCESS_DENIED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"

# --- 10.12 ----------------------------------------------------------------------------------------------------------

COMPLETED = """\
GET /inContactAPI/services/v33.0/contacts/completed?startDate=2026-03-10&endDate=2026-03-11\
&fields=contactId,masterContactId,contactStartDate,fromAddress,mediaTypeId&top=1 HTTP/1.1
Authorization: bearer <K2-access>
Accept: application/json

"""
SELF = (
    "{BASE}/inContactAPI/services/v33.0/contacts/completed?startDate=2026-03-10&endDate=2026-03-11"
    "&fields=contactId%2CmasterContactId%2CcontactStartDate%2CfromAddress%2CmediaTypeId&top=1&skip=0"
)
COMPLETED_REPLY = reply(
    "200 OK",
    f'{{"totalRecords": 2, "_links": {{"self": "{SELF}", "next": "{SELF[:-1]}1", "previous": null}}, '
    '"businessUnitId": 4599001, "lastPollTime": "2026-03-10T16:01:00.000Z", "completedContacts": [{"contactId": 8675309, '
    '"masterContactId": 8675309, "contactStartDate": "2026-03-10T15:02:11.000Z", "fromAddress": "8015550142", "mediaTypeId": 4}]}',
)
LEGACY = COMPLETED.replace("v33.0", "v23.0").replace(
    "contactId,masterContactId,contactStartDate,fromAddress,mediaTypeId&top=1", "contactId,contactStart,fromAddr,mediaType&top=1&skip=1"
)
LEGACY_CONTACTS = '[{"contactId": 8675311, "contactStart": "2026-03-10T15:06:20.000Z", "fromAddr": "8015550142", "mediaType": 4}]'
NOTHING = COMPLETED.replace("startDate=2026-03-10&endDate=2026-03-11", "startDate=2020-01-01&endDate=2020-01-02")
UNRENDERED = "No known way to render data"
ACD_UNKNOWN = "GET /incontactapi/services/v33.0/contacts/1111111 HTTP/1.1\nAccept: application/json\n" + BEARER + "\n"
SERVER_TIME = "GET /inContactAPI/services/v25.0/server-time HTTP/1.1\nAccept: application/json\n" + BEARER + "\n"

# --- 10.13 to 10.15 -------------------------------------------------------------------------------------------------

ASKED = send("GET /media-playback/v1/contacts?acd-call-id=8675309")
THROTTLED = reply(
    "429 Too Many Requests", '{"message": "API rate limit exceeded", "route": "/media-playback/v1/contacts"}', "Retry-After: 300"
)
NO_INTERACTION = reply(NOT_FOUND, '{"internalCode": "INTERACTION_NOT_FOUND", "message": "Interaction not found"}')
LIVE = send(
    "POST /interaction-recording-management-service/v1/interactions/business-data-update?userId=5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b11",
    '[{"AccountNumber": "76541650"}]',
)
LIVE_REPLY = reply(
    "200 OK",
    '{"contactId": "8675310", "description": "Business data updated", "segmentId": "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77", '
    '"interactionId": "d7e1f0a2-8c35-4b96-a1d4-5f2b7c9e3061", "httpStatus": "OK"}',
)
NEW_KEY = send("POST /access-key-management/v1/access-keys", "{}")
NEW_KEY_REPLY = reply(
    "200 OK",
    '{"resultSet": {"accessKeyId": "<key>", "accessKeySecret": "<key>", "userId": "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b01", '
    '"tenantId": "11eb660f-4c6d-34a0-8733-0242ac110002", "agentId": 20002, "billingId": 4599001, "isActive": true}}',
)
DEACTIVATE = send("PATCH /access-key-management/v1/access-keys?accessKeyId=<new id>", '{"isActive": false}')

EXCHANGES: dict[str, tuple[str, str]] = {
    "10.8": (PASSWORD, PASSWORD_REPLY),
    "10.8 client_credentials": (
        PASSWORD.replace("=password", "=client_credentials"),
        reply(BAD, '{"error": "unsupported_grant_type", "errorDescription": "Unsupported grant type: client_credentials"}', NO_STORE),
    ),
    "10.8 no client": (PASSWORD.replace("Authorization: Basic TklDRTpDWG9uZQ==\n", ""), NO_CLIENT),
    "10.8 wrong client": (PASSWORD.replace("TklDRTpDWG9uZQ==", "TklDRTpDWG9uZg=="), NO_CLIENT),
    "10.8 wrong password": (PASSWORD.replace("asdf", "asdg"), reply(UNAUTHORIZED, INVALID_GRANT, NO_STORE)),
    "10.9": (USER_REFRESH, USER_REFRESH_REPLY),
    "10.9 access token": (
        USER_REFRESH.replace("<K2-refresh>", "<K2-access>"),
        reply(UNAUTHORIZED, '{"error": "invalid_grant", "errorDescription": "Invalid or expired refresh token"}'),
    ),
    "10.10": (CONFIGURATION, CONFIGURATION_REPLY),
    "10.10 no tenant": (
        "GET /.well-known/cxone-configuration HTTP/1.1\n\n",
        reply(BAD, '{"error": "invalid_request", "errorDescription": "Missing parameter: tenantId"}'),
    ),
    "10.12": (COMPLETED, COMPLETED_REPLY),
    "10.12 nothing": (NOTHING, NO_CONTENT),
    "10.12 unknown": (ACD_UNKNOWN, reply(NOT_FOUND, "", "icStatusDescription: Contact not found", "Content-Length: 0")),
    "10.12 server time": (SERVER_TIME, reply("200 OK", '{"ServerTime": "2026-03-10T16:01:00.0000000Z"}')),
    **{f"10.13 {contact}": (ASKED.replace("8675309", contact), NO_INTERACTION) for contact in ("8600001", "8675310", "8675402")},
    "10.13 agent": (
        ASKED.replace("8675309", "70747979").replace("K2", "K3"),
        reply(FORBIDDEN, '{"internalCode": "FORBIDDEN", "message": "Permission required: Play Any"}'),
    ),
    "10.13 download": (
        ASKED.replace("8675309", "8675309&isDownload=true"),
        reply("200 OK", '{"redirectUrl": "{FILES}/media/8675309.wav"}'),
    ),
    "10.14": (LIVE, LIVE_REPLY),
    "10.14 no call": (
        LIVE.replace("6b11", "6b12"),
        reply(NOT_FOUND, '{"description": "No active interaction for this user", "httpStatus": "NOT_FOUND"}'),
    ),
    "10.15": (NEW_KEY, NEW_KEY_REPLY),
    "10.15 for another": (
        NEW_KEY.replace("{}", '{"userId": "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b12"}'),
        reply(FORBIDDEN, '{"message": "Permissions required."}'),
    ),
}
