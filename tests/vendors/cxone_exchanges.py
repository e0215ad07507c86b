"""The worked exchanges of CXone's fact sheet, sections 10.1 to 10.6, as data: requests and replies in its own text.

`<K2-access>` and the like stand for tokens, `{BASE}` and `{FILES}` for addresses of the sandbox.
"""

from __future__ import annotations

UNAUTHORIZED = "401 Unauthorized"
FORBIDDEN = "403 Forbidden"
NOT_FOUND = "404 Not Found"
BAD = "400 Bad Request"


def reply(status: str, body: str = "", *headers: str) -> str:
    """Write a reply; a body is JSON."""
    lines = [f"HTTP/1.1 {status}", *(["Content-Type: application/json"] if body else []), *headers]
    return "\n".join(lines) + "\n\n" + body


BEARER = "Authorization: Bearer <K2-access>\n"
JSON = "Content-Type: application/json\n"
NO_CONTENT = "HTTP/1.1 204 No Content\n\n"


def send(request: str, body: str = "") -> str:
    """Write a request with the headers that the sheet leaves out."""
    return f"{request} HTTP/1.1\n{BEARER}{JSON if body else ''}\n{body}"


# --- 10.1 -----------------------------------------------------------------------------------------------------------

ACCESS_KEY = """\
POST /authentication/v1/token/access-key HTTP/1.1
Host: na1.nice-incontact.com
Content-Type: application/json

{"accessKeyId": "ONQW4ZDCN54C223FPEWWSZBNON2W23LJOQWWS3TUMVTXELJQGAYQ====", \
"accessKeySecret": "ONQW4ZDCN54C243FMNZGK5BNON2W23LJOQWWS3TUMVTXELJQGAYQ===="}"""
ACCESS_KEY_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json
Cache-Control: no-store
Pragma: no-cache

{"access_token": "<K2-access>", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "<K2-refresh>", "id_token": "<K2-id>"}"""
NO_STORE = "Cache-Control: no-store"
INVALID_GRANT = '{"error": "invalid_grant", "errorDescription": "Invalid access key or secret"}'

# --- 10.2 to 10.6 ---------------------------------------------------------------------------------------------------

UPDATE = """\
PUT /business-data-manager/v1/business-data/contact/8675309 HTTP/1.1
Host: na1.test.nice-incontact.com
Authorization: Bearer <K2-access>
Content-Type: application/json

[{"business_data_name1": "string of text"}, {"business_data_name2": true}, {"business_data_name3": 1234}]"""
PLAYBACK = """\
GET /media-playback/v1/contacts?acd-call-id=8675309&media-type=all&exclude-waveforms=true\
&exclude-qm-categories=true&isDownload=false HTTP/1.1
Host: na1.nice-incontact.com
Authorization: Bearer <K2-access>
Accept: application/json

"""
PLAYBACK_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"contactId": "3a9d51c7-60e2-4f18-8b7a-94c0d2e6f513",
 "acdcontactId": "8675309",
 "elevatedInteraction": false,
 "interactions": [
  {"mediaType": "voice-only",
   "channelType": "PHONE_CALL",
   "startTime": "2026-03-10T15:02:58.000Z",
   "endTime": "2026-03-10T15:09:03.000Z",
   "@type": "call",
   "data": {
    "startTime": "2026-03-10T15:02:58.000Z",
    "endTime": "2026-03-10T15:09:03.000Z",
    "acwEndTime": "2026-03-10T15:09:23.000Z",
    "fileToPlayUrl": "{FILES}/media/8675309.wav",
    "videoImageUrl": null,
    "waveformDataList": [],
    "participantDataList": [
     {"participantType": "AGENT", "agentName": "Priya Nair", "participantId": "20011", "segmentId": "b2e28d4e-ef22-4597-a104-2e740f729686",
      "userId": "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b11",
      "voiceStages": [{"stageType": "ACTIVE", "startTime": "2026-03-10T15:02:58.000Z", "endTime": "2026-03-10T15:06:20.000Z",
                       "recordingID": "rec-b2e28d4e-ef22-4597-a104-2e740f729686-1", "displays": null}],
      "screenStages": [], "channel": 0},
     {"participantType": "AGENT", "agentName": "Marcus Lee", "participantId": "20012", "segmentId": "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802",
      "userId": "5b7f0c52-0c1e-4d0b-9e0a-3d7c1f2a6b12",
      "voiceStages": [{"stageType": "ACTIVE", "startTime": "2026-03-10T15:06:20.000Z", "endTime": "2026-03-10T15:09:03.000Z",
                       "recordingID": "rec-6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802-1", "displays": null}],
      "screenStages": [], "channel": 0},
     {"participantType": "CUSTOMER", "agentName": null, "participantId": "8015550142", "segmentId": null, "userId": null,
      "voiceStages": [], "screenStages": [], "channel": 1}],
    "segmentsDataList": [
     {"segmentId": "b2e28d4e-ef22-4597-a104-2e740f729686", "startTime": "2026-03-10T15:02:58.000Z", "endTime": "2026-03-10T15:06:20.000Z",
      "acwEndTime": "2026-03-10T15:06:20.000Z", "openReasonType": "SEGMENT", "closeReasonType": "TRANSFER", "directionType": "INBOUND",
      "source": null, "firstSegment": true, "originalSourceFromSdr": "ACD", "channelType": "PHONE_CALL", "customerRestricted": false},
     {"segmentId": "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802", "startTime": "2026-03-10T15:06:20.000Z", "endTime": "2026-03-10T15:09:03.000Z",
      "acwEndTime": "2026-03-10T15:09:23.000Z", "openReasonType": "TRANSFER", "closeReasonType": "CONTACT", "directionType": "INBOUND",
      "source": null, "firstSegment": false, "originalSourceFromSdr": "ACD", "channelType": "PHONE_CALL", "customerRestricted": false}],
    "categoryMatchesList": [],
    "sentiments": [{"overallSentiment": "MIXED", "segmentStartTime": "2026-03-10T15:02:58.000Z", "channel": 1}],
    "dfoStages": null},
   "callTaggingList": null,
   "dynamicBusinessData": [
    {"id": "business_data_name1", "value": "string of text"},
    {"id": "business_data_name2", "value": "true"},
    {"id": "business_data_name3", "value": "1234"},
    {"id": "AccountNumber", "value": "76541643"},
    {"id": "CustomerKey", "value": "HCR-1001"},
    {"id": "IssueType", "value": "Terminal"},
    {"id": "Escalated", "value": "true"}]}]}"""
UPDATE_SEGMENT = """\
PUT /business-data-manager/v1/business-data/contact/8675309/segment/b2e28d4e-ef22-4597-a104-2e740f729686 HTTP/1.1
Host: na1.test.nice-incontact.com
Authorization: Bearer <K2-access>
Content-Type: application/json

[{"business_data_name3": 8675309}, {"Escalated": "TRUE"}, {"InvoiceTotal": "129.50"}, {"CaseId": "CASE-HCR-1"}]"""
PLAYBACK_SEGMENT = send("GET /media-playback/v1/segments/b2e28d4e-ef22-4597-a104-2e740f729686")
SEGMENT_VALUES = """\
{"dynamicBusinessData": [
  {"id": "business_data_name1", "value": "string of text"},
  {"id": "business_data_name2", "value": "true"},
  {"id": "business_data_name3", "value": "8675309"},
  {"id": "AccountNumber", "value": "76541643"},
  {"id": "CustomerKey", "value": "HCR-1001"},
  {"id": "CaseId", "value": "CASE-HCR-1"},
  {"id": "IssueType", "value": "Billing"},
  {"id": "InvoiceTotal", "value": "129.50"},
  {"id": "Escalated", "value": "true"}]}"""

PUT = "PUT /business-data-manager/v1/business-data/contact/8675309"
PRINTED = '[ { "business_data_name1": "string of text" }, { "business_data_name2": true, }, { "business_data_name3": 1234, } ]'
ONE = '[{"business_data_name1": "x"}]'


def api_error(status: str, code: str, details: str, rest: str = "") -> str:
    """Write a refusal by the Business Data API."""
    where = '"hostName": "business-data-manager.sandbox.invalid", "entityType": "BusinessData"'
    return reply(status, f'{{"code": "{code}", "details": "{details}", {where}{rest}}}')


def invalid(reason: str, rest: str = "") -> str:
    """Write a 400 of the Business Data API."""
    return api_error(BAD, "INVALID_INPUT", f"The request contained incorrect input parameters. {reason}", rest)


def field_error(code: str, message: str) -> str:
    """Write a 400 of the Business Data API for a field."""
    return invalid("See errors.", f', "errors": {{"businessDataName": {{"errorCode": "{code}", "message": "{message}"}}}}')


NO_CONTACT = api_error(NOT_FOUND, "CONTACT_NOT_FOUND", "Requested contact not found.")
NO_SEGMENT = api_error(NOT_FOUND, "SEGMENT_NOT_FOUND", "Requested segment not found.")
FIELD = "Business data field 'business_data_name"
FIELD_FAULTS = {
    '[{"LegacyCampaign": "x"}]': field_error("FIELD_INACTIVE", "Business data field 'LegacyCampaign' is not active."),
    '[{"accountnumber": "x"}]': field_error("FIELD_NOT_FOUND", "Business data field 'accountnumber' does not exist."),
    '[{"business_data_name3": "abc"}]': field_error("INVALID_TYPE", f"{FIELD}3' expects a numeric value."),
    '[{"business_data_name2": 1}]': field_error("INVALID_TYPE", f"{FIELD}2' expects a true/false value."),
    '[{"business_data_name2": "true/false"}]': field_error("INVALID_TYPE", f"{FIELD}2' expects a true/false value."),
    '[{"AccountNumber": null}]': field_error("INVALID_VALUE", "Business data field 'AccountNumber' does not accept null."),
    '[{"AccountNumber": {"a": 1}}]': field_error(
        "INVALID_VALUE", "Business data field 'AccountNumber' does not accept an object or array."
    ),
    '[{"AccountNumber": "99999999"}, {"NoSuchField": "x"}]': field_error(
        "FIELD_NOT_FOUND", "Business data field 'NoSuchField' does not exist."
    ),
}
NUMBER = send(PUT, '[{"AccountNumber": 5}]')
NO_NUMBER = field_error("INVALID_TYPE", "Business data field 'AccountNumber' expects a text value.")
ITEM_FAULTS = {
    '{"AccountNumber": "1"}': invalid("Body must be a JSON array."),
    "[]": invalid("Body must contain at least one item."),
    '["x"]': invalid("Item 0 must be a JSON object."),
    "[{}]": invalid("Item 0 is empty."),
}
UNKNOWN = {
    "1111111": "no contact",
    "8675310": "open",
    "8675311": "child leg",
    "8675402": "no segment",
    "9900001": "other tenant",
    "abc": "abc",
}


EXCHANGES: dict[str, tuple[str, str]] = {
    "10.1 token": (ACCESS_KEY, ACCESS_KEY_REPLY),
    "10.1 wrong secret": (ACCESS_KEY.replace('GAYQ===="}', 'GAYR===="}'), reply(UNAUTHORIZED, INVALID_GRANT, NO_STORE)),
    "10.1 revoked key": (ACCESS_KEY.replace("WWS3TUMVTXELJQ", "WXEZLWN5VWKZBN"), reply(UNAUTHORIZED, INVALID_GRANT, NO_STORE)),
    "10.2": (UPDATE, NO_CONTENT),
    "10.2 segment": (UPDATE_SEGMENT, NO_CONTENT),
    "10.3": (send(PUT, PRINTED), invalid("Body is not valid JSON.")),
    "10.3 no body": (send(PUT), invalid("Body is missing.")),
    "10.3 text": (send(PUT, ONE).replace("application/json", "text/plain"), invalid("Content-Type must be application/json.")),
    **{f"10.3 {body}": (send(PUT, body), answer) for body, answer in ITEM_FAULTS.items()},
    **{f"10.4 {body}": (send(PUT, body), answer) for body, answer in FIELD_FAULTS.items()},
    "10.4 lenient": (NUMBER, NO_CONTENT),
    "10.5 no bearer": (send(PUT, ONE).replace(BEARER, ""), reply(UNAUTHORIZED, '{"message": "Unauthorized"}', "WWW-Authenticate: Bearer")),
    "10.5 agent": (send(PUT, ONE).replace("K2", "K3"), api_error(FORBIDDEN, "PERMISSION_REQUIRED", "Permissions required.")),
    "10.5 GET": (
        send(PUT.replace("PUT", "GET")),
        reply("405 Method Not Allowed", '{"message": "Method Not Allowed"}', "Allow: PUT"),
    ),
    **{f"10.6 {why}": (send(PUT, ONE).replace("8675309", contact), NO_CONTACT) for contact, why in UNKNOWN.items()},
    **{
        f"10.6 {why}, segment form": (UPDATE_SEGMENT.replace("contact/8675309", f"contact/{contact}"), NO_CONTACT)
        for contact, why in UNKNOWN.items()
    },
    "10.6 segment": (send(f"{PUT}/segment/0d9e6c1f-7a52-4b3b-8f0a-51c2d7e3a914", ONE), NO_SEGMENT),
}
