"""The worked exchanges of Xima's fact sheet as data: requests and replies in its own text."""

from __future__ import annotations

JSON = "Content-Type: application/json"
OK = "200 OK"
BAD, UNAUTHORIZED, FORBIDDEN, NOT_FOUND = "400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found"


def reply(status: str, body: str = "", *headers: str) -> str:
    """Write a reply; a body is JSON."""
    return "\n".join([f"HTTP/1.1 {status}", *([JSON] if body else []), *headers]) + "\n\n" + body


def error(status: str, message: str) -> str:
    """Write a refusal by the REST API."""
    number, _, phrase = status.partition(" ")
    return reply(status, f'{{"status": {number}, "error": "{phrase}", "message": "{message}"}}')


def send(request: str, body: str = "", *, token: str = "xima-full-access-token", host: str = "localhost") -> str:
    """Write a request with the headers that the sheet leaves out."""
    return f"{request} HTTP/1.1\nHost: {host}\nAuthorization: Bearer {token}\n{JSON}\n\n{body}"


def dip(body: str) -> str:
    """Write a request to the reference web service."""
    return send("POST /data-dip", body, token="summit-dip-service-token")


MISSING = "The authentication token is missing, expired, or invalid."
NOT_ALLOWED = "The service user does not have permission to access this resource."
ABSENT = "The requested resource does not exist."

# --- 10.1, 10.2 -----------------------------------------------------------------------------------------------------

DOCUMENTED_REQUEST = """\
POST /data-dip HTTP/1.1
Host: localhost
Authorization: Bearer summit-dip-service-token
Content-Type: application/json

{"account-num": "76541643", "phone-num": "8015551234"}"""
DANA = """\
{"parameters": {
 "account-manager": {"value": "Sam Whitecar(112)", "displayToAgent": true, "saveToDatabase": false},
 "account-num": {"value": "76541643", "displayToAgent": true, "saveToDatabase": true},
 "age": {"value": "41", "displayToAgent": true, "saveToDatabase": true},
 "company": {"value": "Harbor Coffee Roasters", "displayToAgent": true, "saveToDatabase": true},
 "customer-key": {"value": "HCR-1001", "displayToAgent": false, "saveToDatabase": true},
 "email": {"value": "dana.whitfield@harborcoffee.example", "displayToAgent": true, "saveToDatabase": true},
 "is-vip": {"value": "true", "displayToAgent": true, "saveToDatabase": true},
 "language": {"value": "English", "displayToAgent": false, "saveToDatabase": false},
 "name": {"value": "Dana Whitfield", "displayToAgent": true, "saveToDatabase": true},
 "past-due-amount": {"value": "575.00", "displayToAgent": true, "saveToDatabase": false},
 "ssn-last-four": {"value": "3456", "displayToAgent": true, "saveToDatabase": false}}}"""
DOCUMENTED_REPLY = """\
{"parameters": {
 "account-manager": {"value": "Sam Whitecar(112)", "displayToAgent": true, "saveToDatabase": false},
 "account-num": {"value": "76541643", "displayToAgent": true, "saveToDatabase": true},
 "age": {"value": "28", "displayToAgent": true, "saveToDatabase": true},
 "email": {"value": "tom.callahan@example.com", "displayToAgent": true, "saveToDatabase": true},
 "is-vip": {"value": "true", "displayToAgent": true, "saveToDatabase": true},
 "language": {"value": "English", "displayToAgent": false, "saveToDatabase": false},
 "name": {"value": "Tom Callahan", "displayToAgent": true, "saveToDatabase": true},
 "past-due-amount": {"value": "575.00", "displayToAgent": true, "saveToDatabase": false},
 "ssn-last-four": {"value": "3456", "displayToAgent": true, "saveToDatabase": false}}}"""
OMAR = """\
{"parameters": {
 "account-manager": {"value": "Alan Jones(271)", "displayToAgent": true, "saveToDatabase": false},
 "account-num": {"value": "76541650", "displayToAgent": true, "saveToDatabase": true},
 "age": {"value": "36", "displayToAgent": true, "saveToDatabase": true},
 "company": {"value": "Blue Finch Books", "displayToAgent": true, "saveToDatabase": true},
 "customer-key": {"value": "BFB-1002", "displayToAgent": false, "saveToDatabase": true},
 "email": {"value": "omar@bluefinch.example", "displayToAgent": true, "saveToDatabase": true},
 "is-vip": {"value": "false", "displayToAgent": true, "saveToDatabase": true},
 "language": {"value": "English", "displayToAgent": false, "saveToDatabase": false},
 "name": {"value": "Omar Reyes", "displayToAgent": true, "saveToDatabase": true},
 "past-due-amount": {"value": "0.00", "displayToAgent": true, "saveToDatabase": false},
 "ssn-last-four": {"value": "7788", "displayToAgent": true, "saveToDatabase": false}}}"""


def bad_dip(message: str) -> str:
    """Write a 400 of the reference web service."""
    return reply(BAD, f'{{"error": "bad_request", "message": "{message}"}}')


# --- 10.3 ---------------------------------------------------------------------------------------------------------------

REPLY_10_3 = (
    '{"parameters": {"account-manager": {"value": "Sam Whitecar(112)", "displayToAgent": true, "saveToDatabase": false}, '
    '"account-num": {"value": "76541643", "displayToAgent": true, "saveToDatabase": true}, '
    '"language": {"value": "English", "displayToAgent": false, "saveToDatabase": false}, '
    '"name": {"value": "Dana Whitfield", "displayToAgent": true, "saveToDatabase": true}}}'
)
RESULT_10_3 = """\
{"id": "dip-0001", "callId": 5004, "profileId": null, "mode": "strict",
 "verdict": "pass", "outcome": "matched", "reason": null,
 "request": {"method": "POST", "url": "{URL}",
   "headers": {"Authorization": "Bearer ****0001", "Content-Type": "application/json", "Accept": "application/json",
     "Accept-Encoding": "identity", "User-Agent": "xima-sandbox"},
   "body": "{\\"account-num\\": \\"76541643\\", \\"phone-num\\": \\"8015550142\\"}"},
 "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {BODY}, "elapsedMs": 14},
 "findings": [{"rule": "xima.dip.reply.overwrite", "level": "note", "path": "/parameters/account-num",
   "message": "The session parameter 'account-num' already existed and is overwritten.", "grade": "documented"}],
 "views": {
   "sessionParameters": {"account-manager": "Sam Whitecar(112)", "account-num": "76541643", "language": "English",
     "name": "Dana Whitfield"},
   "agentPanel": [{"name": "account-manager", "value": "Sam Whitecar(112)"}, {"name": "account-num", "value": "76541643"},
     {"name": "name", "value": "Dana Whitfield"}],
   "cradleToGrave": {"callId": 5004, "callDirection": "INBOUND", "startTime": "2026-03-03T09:00:00.000-07:00",
     "externalParty": "8015550142", "parameters": {"account-num": "76541643", "name": "Dana Whitfield"}},
   "hidden": {"language": "English"}},
 "routing": {"action": "Transfer to Agent", "agent": "Sam Whitecar(112)", "extension": "112", "resolved": true},
 "continued": true}"""

# --- 10.6 to 10.14 --------------------------------------------------------------------------------------------------

AGENTS = (
    '{"agents": [{"agent": "John Spector(104)", "type": "UC"}, {"agent": "Alan Jones(271)", "type": "XIMA"}, '
    '{"agent": "Sam Whitecar(112)", "type": "XIMA"}, {"agent": "Lena Ortiz(130)", "type": "XIMA"}, '
    '{"agent": "Kelly Morrow(123)", "type": "UC"}]}'
)
SUPPORTS_AGENTS = '{"agents": [{"agent": "John Spector(104)", "type": "UC"}, {"agent": "Alan Jones(271)", "type": "XIMA"}]}'
LIST = "GET /rest/api/v2/recordings?startTime=2022-09-10T23:59:59.000-06:00&endTime=2022-09-11T23:59:59.000-06:00"
RECORDINGS = """\
[{"recordingKey": "a90c37be-5d14-4f82-8e6b-17c2f048d93e-1662906605000",
  "callKey": "f5281d6a-7c93-4e0b-a1d4-82b6e93f0c57-1662906600000-1662906660000",
  "startTime": 1662906605000, "duration": 50000, "size": 126331, "eventId": 71044, "recordingSystemId": 0, "status": "SAVED",
  "callingParty": "18885553794", "receivingParty": "Priya Raman(253)", "tenantName": "acme-ns", "tagData": "Default",
  "callDirection": "INBOUND", "skill": "CC Sales", "agent": "Priya Raman(253)"}]"""
REPORT = """\
{"format": "json", "parameters": [
  {"name": "Report Timeframe", "valueType": "REPORT_TIMEFRAME",
   "value": {"type": "REPORT_TIMEFRAME", "start": "2019-09-09T00:00:00.000-06:00", "end": "2019-09-10T23:59:59.000-06:00"}},
  {"name": "Rows (Agent)", "valueType": "PBX_USERS",
   "value": {"type": "PBX_USERS", "pbxUsers": [{"key": "Agent1(200)"}]}}]}"""
REPORT_REPLY = """\
{"reportId": 48, "executionId": "3eb08a9a-0f05-44b8-a0b0-ba7338a1d2e5", "title": "Agent Talking Summary",
 "timeframe": {"type": "REPORT_TIMEFRAME", "start": "2019-09-09T00:00:00-06:00", "end": "2019-09-10T23:59:59-06:00"},
 "skin": "Avaya Default",
 "columns": [{"key": "0", "title": "Agent", "format": "STRING"}, {"key": "1", "title": "Talking Duration", "format": "DURATION"}, \
{"key": "2", "title": "Calls", "format": "COUNT"}],
 "rows": [{"0": "Agent1(200)", "1": "01:12:09", "2": "14"}]}"""
DIPS_FRAME = (
    '{"format": "json", "parameters": [{"name": "Report Timeframe", "valueType": "REPORT_TIMEFRAME", "value": {"type": "REPORT_TIMEFRAME", '
    '"start": "2026-03-02T00:00:00.000-07:00", "end": "2026-03-02T23:59:59.000-07:00"}}]}'
)
DIPS_REPLY = """\
{"columns": [{"key": "0", "title": "Call ID", "format": "STRING"}, {"key": "1", "title": "Start Time", "format": "TIME"}, \
{"key": "2", "title": "External Party", "format": "STRING"},
  {"key": "3", "title": "account-num", "format": "STRING"}, {"key": "4", "title": "age", "format": "STRING"}, \
{"key": "5", "title": "company", "format": "STRING"},
  {"key": "6", "title": "customer-key", "format": "STRING"}, {"key": "7", "title": "email", "format": "STRING"}, \
{"key": "8", "title": "is-vip", "format": "STRING"}, {"key": "9", "title": "name", "format": "STRING"}],
 "rows": [{"0": "5001", "1": "2026-03-02T10:15:00.000-07:00", "2": "8015550142", "3": "76541643", "4": "41", \
"5": "Harbor Coffee Roasters", "6": "HCR-1001", "7": "dana.whitfield@harborcoffee.example", "8": "true", "9": "Dana Whitfield"}]}"""
AUDIO = send("GET /rest/api/v1/recordings/6f0b3d18-7a52-4f0e-8c1d-93a2be57c611-1772471742000/audio?format=wav")
METRICS = """\
[{"metricId": "101", "metricName": "metricA", "categoryType": "AGENT", "categorySelection": ["Alice", "Bob", "Carol"]},
 {"metricId": "102", "metricName": "metricB", "categoryType": "AGENT", "categorySelection": ["Dave", "Eve", "Frank"]},
 {"metricId": "K0FLAEB6", "metricName": "Calls answered", "categoryType": "AGENT", "categorySelection": ["John Doe(481)"]}]"""
VALUES = send("GET /rest/api/v1/realtime/metrics/values?id=K0FLAEB6&id=102")
VALUES_REPLY = (
    '{"results": [{"key": {"metricId": "K0FLAEB6", "categoryValue": "John Doe(481)"}, "value": {"lastUpdateTime": '
    '"2019-10-01T10:17:56.496-06:00", "count": 15, "type": "COUNT"}}], "notReady": ["102"]}'
)
DIAL = '{"numberToDial": "8015552800", "outboundCallerId": "3855551234", "externalPrefix": "9"}'
COMMENTED = '{"numberToDial": "8015552800", //Optional\n "outboundCallerId": "3855551234"}'


def dial(extension: int, body: str, token: str = "xima-full-access-token") -> str:
    """Write a click to dial."""
    return send(f"POST /rest/api/v1/agents/{extension}/click-to-dial", body, token=token)


def active(path: str, method: str = "POST") -> str:
    """Write a request about an active recording."""
    return send(f"{method} /rest/api/v1/agents/{path}")


EXCHANGES: dict[str, tuple[str, str]] = {
    "10.1": (DOCUMENTED_REQUEST, reply(OK, DANA)),
    "10.2 no token": (
        'POST /data-dip HTTP/1.1\nHost: localhost\n\n{"phone-num": "8015550142"}',
        reply(UNAUTHORIZED, '{"error": "unauthorized", "message": "A valid bearer token is required."}', "WWW-Authenticate: Bearer"),
    ),
    "10.2 nobody": (dip('{"phone-num": "8015550111"}'), reply(OK, '{"parameters": {}}')),
    "10.2 falls through": (dip('{"account-num": "00000000", "phone-num": "+1 (801) 555-0177"}'), reply(OK, OMAR)),
    "10.2 blank": (dip('{"account-num": "", "phone-num": " "}'), reply(OK, '{"parameters": {}}')),
    "10.2 number": (dip('{"account-num": 76541643}'), bad_dip("The value of 'account-num' must be a string.")),
    "10.2 unknown key": (dip('{"ticket": "1"}'), bad_dip("At least one of these keys is required: account-num, phone-num, PhoneNum.")),
    "10.2 comma": (dip('{"account-num": "1",}'), bad_dip("The body is not valid JSON.")),
    "10.6 agents": (send("GET /rest/api/v1/agents", host="summit-payments.xima.cloud"), reply(OK, AGENTS)),
    "10.6 skills": (
        send("GET /rest/api/v1/skills"),
        reply(OK, '{"skills": [{"name": "Warranty Team"}, {"name": "Customer Support"}, {"name": "Sales"}]}'),
    ),
    "10.6 agents in scope": (send("GET /rest/api/v1/agents", token="xima-support-scope-token"), reply(OK, SUPPORTS_AGENTS)),
    "10.6 skills in scope": (
        send("GET /rest/api/v1/skills", token="xima-support-scope-token"), reply(OK, '{"skills": [{"name": "Customer Support"}]}')
    ),
    "10.7 expired": (send("GET /rest/api/v1/agents", token="xima-expired-token"), error(UNAUTHORIZED, MISSING)),
    "10.7 grant": (send("GET /rest/api/v1/agents", token="xima-recordings-only-token"), error(FORBIDDEN, NOT_ALLOWED)),
    "10.7 other tenant": (
        send("GET /rest/api/v1/agents", token="xima-acme-ns-token", host="summit-payments.xima.cloud"), error(UNAUTHORIZED, MISSING)
    ),
    "10.7 no tenant": (send("GET /rest/api/v1/agents", host="nobody.xima.cloud"), error(NOT_FOUND, ABSENT)),
    "10.8": (send(LIST, host="acme-ns.xima.cloud", token="xima-acme-ns-token"), reply(OK, RECORDINGS)),
    "10.8 no end": (
        send(LIST.partition("&")[0], host="acme-ns.xima.cloud", token="xima-acme-ns-token"),
        error(BAD, "The query parameter 'endTime' is required."),
    ),
    "10.8 date": (
        send(f"{LIST.partition('&')[0]}&endTime=2022-09-11", host="acme-ns.xima.cloud", token="xima-acme-ns-token"),
        error(BAD, "The query parameter 'endTime' must be an ISO 8601 time with an offset."),
    ),
    "10.8 order": (
        send(f"{LIST.partition('&')[0]}&endTime=2022-09-10T23:59:58.000-06:00", host="acme-ns.xima.cloud", token="xima-acme-ns-token"),
        error(BAD, "endTime is before startTime."),
    ),
    "10.8 not approved": (send(LIST, host="abc-medical.xima.cloud", token="xima-abc-medical-token"), error(FORBIDDEN, NOT_ALLOWED)),
    "10.10": (
        send("POST /rest/api/v1/historic-data/LT39K5C5", REPORT, host="abc-medical.xima.cloud", token="xima-abc-medical-token"),
        reply(OK, REPORT_REPLY),
    ),
    "10.10 unknown": (
        send("POST /rest/api/v1/historic-data/ZZZZZZZZ", REPORT, host="abc-medical.xima.cloud", token="xima-abc-medical-token"),
        error(NOT_FOUND, ABSENT),
    ),
    "10.10 format": (
        send("POST /rest/api/v1/historic-data/LT39K5C5", REPORT.replace('"json"', '"xml"'), token="xima-abc-medical-token"),
        error(BAD, "The format 'xml' is not supported."),
    ),
    "10.10 another's": (
        send("POST /rest/api/v1/historic-data/SP7Q2M4X", REPORT, token="xima-support-scope-token"), error(FORBIDDEN, NOT_ALLOWED)
    ),
    "10.12": (dial(271, DIAL), "HTTP/1.1 204 No Content\n\n"),
    "10.12 required": (dial(271, "{}"), error(BAD, "The field 'numberToDial' is required.")),
    "10.12 number": (dial(271, '{"numberToDial": 8015552800}'), error(BAD, "The field 'numberToDial' must be a string.")),
    "10.12 comment": (dial(271, COMMENTED), error(BAD, "The request body is not valid JSON.")),
    "10.12 caller id": (
        dial(271, '{"numberToDial": "8015552800", "outboundCallerId": "8015559999"}'),
        error(BAD, "The number '8015559999' is not available to this agent as an outbound caller ID."),
    ),
    "10.12 logged out": (dial(130, '{"numberToDial": "8015552800"}'), error(BAD, "The agent is not logged in.")),
    "10.12 unknown": (dial(999, '{"numberToDial": "8015552800"}'), error(NOT_FOUND, ABSENT)),
    "10.12 scope": (dial(112, '{"numberToDial": "8015552800"}', "xima-support-scope-token"), error(FORBIDDEN, NOT_ALLOWED)),
    "10.13 state": (active("104/active-recording", "GET"), reply(OK, '{"state": "RECORDING"}')),
    "10.13 pause": (active("104/active-recording/pause"), reply(OK, '{"state": "PAUSED"}')),
    "10.13 no recording": (active("271/active-recording", "GET"), reply(OK, '{"state": "NO_RECORDING"}')),
    "10.13 nothing to pause": (active("271/active-recording/pause"), error(NOT_FOUND, ABSENT)),
    "10.14 metrics": (send("GET /rest/api/v1/realtime/metrics"), reply(OK, METRICS)),
    "10.14 values": (VALUES, reply(OK, VALUES_REPLY)),
    "10.14 no id": (send("GET /rest/api/v1/realtime/metrics/values"), error(BAD, "The query parameter 'id' is required.")),
    "10.14 another's": (send("GET /rest/api/v1/realtime/metrics/values?id=103"), error(FORBIDDEN, NOT_ALLOWED)),
    "10.14 unknown": (send("GET /rest/api/v1/realtime/metrics/values?id=nope"), error(FORBIDDEN, NOT_ALLOWED)),
}  # fmt: skip
"""What starts from a fresh session."""
