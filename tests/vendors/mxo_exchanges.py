"""The worked exchanges of MXO's fact sheet, sections 10.1 to 10.10, as data: request and reply in the sheet's own text."""

from __future__ import annotations

TOKEN = """\
POST /one/oauth2token HTTP/1.1
Authorization: Basic YzBmZmVlMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAxOjVlYzBkZTAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ==
Content-Type: application/x-www-form-urlencoded

grant_type=client_credentials"""

ACTIVITY = """\
POST /one/oauth2/rt/api/3.1.0/customer/ONE-JY0AMQJQHQ-1290/activity HTTP/1.1
Authorization: Bearer sbx-summit
Content-Type: application/json

"""
STRUCTURE = ACTIVITY.replace("/activity", "/structure")
DELETE = ACTIVITY.replace("POST", "DELETE").replace("/activity", "")

FULL_CONTEXT = (
    ACTIVITY
    + """\
{"customerContext":{
   "identifiers":[{"apiName":"customerkey","value":"HCR-1001"}],
   "properties":[{"name":"campaigncode","value":"summeroffer2017"}],
   "device":{"appName":"CustomerFirst","appVer":"1.0.2","devMfr":"Apple","devModel":"iPhone8","devType":"SMARTPHONE",
     "osName":"IOS","osVer":"10.3.3","locLatitude":61.4,"locLongitude":32.7,
     "locLastUpdated":"2017-08-24T19:57:34.479-04:00","locHorzAccuracy":1,"ipAddress":"127.0.0.1","locale":"en-US",
     "pushToken":"3220f35e-6255-3701-92a6-d401448e0145"},
   "baseTouchpointUri":"atm://atm"},
 "activities":[{"propositionCode":"atm","dynamicPropositionCode":"atm-12345",
   "activityTypeCode":"balance_inquiry","timestamp":"2018-06-02T23:06:19Z"}]}"""
)
FULL_CONTEXT_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001","errors":[]}"""

ANONYMOUS_300 = """\
POST /one/oauth2/rt/api/3.0.0/customer/ONE-PFSPTU3IYX-5263/activity HTTP/1.1
Authorization: Bearer sbx-summit
Content-Type: application/json

{"customerContext":{"baseTouchpointUri":"atm://atm"},
 "activities":[{"propositionCode":"atm","dynamicPropositionCode":"atm-12345","activityTypeCode":"balance_enquiry"},
               {"propositionCode":"atm","dynamicPropositionCode":"atm-67890","activityTypeCode":"cash_withdrawal"}]}"""

PARTIAL = (
    ACTIVITY
    + """\
{"customerContext":{"tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001","baseTouchpointUri":"web://merchant-portal/home"},
 "activities":[{"propositionCode":"card-terminal","activityTypeCode":"detailview"},
               {"propositionCode":"card-terminal","activityTypeCode":"detailview","timestamp":"2099-01-01T00:00:00Z"}]}"""
)
PARTIAL_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001",
 "errors":[{"errorCode":"INVALID_DATE_TIME","errorMessage":"Future dates are not supported",
   "activity":{"propositionCode":"card-terminal","activityTypeCode":"detailview","timestamp":"2099-01-01T00:00:00Z"}}]}"""

VALIDATED = (
    ACTIVITY
    + """\
{"customerContext":{"identifiers":[{"apiName":"customerkey","value":"BFB-1002"}],"baseTouchpointUri":"web://merchant-portal"},
 "activities":[{"propositionCode":"no-such-code","activityTypeCode":"detailview"},
               {"propositionCode":"bluecard","activityTypeCode":"balance_inquiry"},
               {"propositionCode":"bluecard","dynamicPropositionCode":"summeroffer","activityTypeCode":"detailview"}]}"""
)
VALIDATED_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"tid":"5f0c1a6e-1002-4b1e-9c3a-7a5e00001002",
 "errors":[
  {"errorCode":"INVALID_PROPOSITION_CODE","errorMessage":"The specified proposition code does not exist",
   "activity":{"propositionCode":"no-such-code","activityTypeCode":"detailview"}},
  {"errorCode":"INVALID_ACTIVITY_TYPE_CODE","errorMessage":"The specified activity type code does not exist",
   "activity":{"propositionCode":"bluecard","activityTypeCode":"balance_inquiry"}}]}"""

MEMBERSHIP = (
    STRUCTURE
    + """\
{"customerContext":{"identifiers":[{"apiName":"customerkey","value":"HCR-1001"}],
   "properties":[{"name":"renewaldue","value":"yes"}],"baseTouchpointUri":"web://merchant-portal"},
 "structureApiName":"membership"}"""
)
NO_RENEWAL = MEMBERSHIP.replace('{"name":"renewaldue","value":"yes"}', "")
MEMBERSHIP_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"structureApiName":"membership","tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001",
 "structure":{"member":{"name":"Dana Whitfield","account":"76541643"},
   "renewal":{"due":"yes","offer":"renewal-discount"},
   "merchants":[{"status":"active","terminals":"3"}]}}"""
NO_RENEWAL_REPLY = MEMBERSHIP_REPLY.replace('   "renewal":{"due":"yes","offer":"renewal-discount"},\n', "")
ATM_OFFERS = MEMBERSHIP.replace('"membership"', '"atm_offers"')

HISTORY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"structureApiName":"history","tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001","structure":{"entries":[
{"touchpoint":"phone://support","action":"Case Opened","actionType":"ACTIVITY","timestamp":"2026-11-19T12:18:00Z","viewOrClick":"VIEW",
 "recognitionStatus":"KNOWN","proposition":"Support Call > cxone-8675309","activityType":"Case Opened","occurrences":"1"},
{"touchpoint":"phone://support","action":"Call Received","actionType":"ACTIVITY","timestamp":"2026-11-19T12:00:00Z","viewOrClick":"VIEW",
 "recognitionStatus":"KNOWN","proposition":"Support Call > cxone-8675309","activityType":"Call Received","occurrences":"1"},
{"touchpoint":"web://merchant-portal","action":"Terminal Activated","actionType":"ACTIVITY","timestamp":"2026-10-12T12:00:00Z",
 "viewOrClick":"VIEW",
 "recognitionStatus":"KNOWN","proposition":"Card Terminal > terminal-0042","activityType":"Terminal Activated","occurrences":"1"}],
"propositions":[{"prop_name":"Card Terminal","interest":"2","interest_total":"4"},
{"prop_name":"Support Call","interest":"2","interest_total":"4"}]}}"""

ERASE = DELETE + '{"identifier":{"apiName":"customerkey","value":"LAB-1003"}}'
ERASE_REPLY = """\
HTTP/1.1 200 OK
Content-Type: application/json

{"tids":["5f0c1a6e-1003-4b1e-9c3a-7a5e00001003","5f0c1a6e-1103-4b1e-9c3a-7a5e00001103"],
 "identifiers":[{"apiName":"customerkey","value":"LAB-1003"},{"apiName":"email","value":"priya.nair@lanternbakery.example"}]}"""

GOOD = ACTIVITY + '{"customerContext":{"identifiers":%s,"baseTouchpointUri":"atm://atm"},"activities":[%s]}'
DANA_KEY = '[{"apiName":"customerkey","value":"HCR-1001"}]'
ONE = '{"propositionCode":"atm","activityTypeCode":"balance_enquiry"}'
LONG = '{"propositionCode":"atm","dynamicPropositionCode":"%s","activityTypeCode":"balance_enquiry"}' % ("x" * 256)
DATED = '{"propositionCode":"atm","activityTypeCode":"balance_enquiry","timestamp":"02/06/2018"}'
FULL = "Full authentication is required to access this resource"


def refused(status: str, body: str = "", *headers: str) -> str:
    """Write a reply as the sheet does."""
    content = ["Content-Type: application/json"] if body else []
    return "\n".join((f"HTTP/1.1 {status}", *content, *headers, "", body))


def api_error(status: str, code: str, message: str, rest: str = "") -> str:
    """Write a reply with the API's error object."""
    return refused(status, f'{{"errorCode":"{code}","errorMessage":"{message}"{rest}}}')


BAD = "400 Bad Request"
GONE = api_error("404 Not Found", "CUSTOMER_NOT_FOUND", "The specified customer does not exist")
WHO = ("GENERAL", "A TID or an identifier is required")
SITE = "The specified site key does not exist"
UNAUTHORIZED = refused(
    "401 Unauthorized",
    f'{{"error":"unauthorized","error_description":"{FULL}"}}',
    f'WWW-Authenticate: Bearer realm="oauth2-resource", error="unauthorized", error_description="{FULL}"',
)
EXPIRED = refused(
    "401 Unauthorized",
    '{"error":"invalid_token","error_description":"Access token expired: sbx-expired"}',
    'WWW-Authenticate: Bearer realm="oauth2-resource", error="invalid_token", error_description="Access token expired: sbx-expired"',
)
NO_STRUCTURE = "INVALID_API_NAME", "The specified structure does not exist"

EXCHANGES = {
    "10.1 token": (
        TOKEN,
        refused(
            "200 OK",
            '{"access_token":"«header.payload.signature»","token_type":"bearer","expires_in":3600,"jti":"«uuid»"}',
            "Cache-Control: no-store",
            "Pragma: no-cache",
        ),
    ),
    "10.1 wrong secret": (
        TOKEN.replace("MDAwMQ==", "MDAwMg=="),
        refused(
            "401 Unauthorized",
            '{"error":"invalid_client","error_description":"Bad client credentials"}',
            'WWW-Authenticate: Basic realm="oauth2/client"',
        ),
    ),
    "10.1 password": (
        TOKEN.replace("client_credentials", "password"),
        refused(BAD, '{"error":"unsupported_grant_type","error_description":"Unsupported grant type: password"}'),
    ),
    "10.2": (FULL_CONTEXT, FULL_CONTEXT_REPLY),
    "10.3": (ANONYMOUS_300, refused("200 OK", '{"tid":"«new uuid»","errors":[]}')),
    "10.4": (PARTIAL, PARTIAL_REPLY),
    "10.6 a": (GOOD % (DANA_KEY, LONG), api_error(BAD, "INVALID_PROPOSITION_CODE", "Dynamic proposition code exceeds 255 characters")),
    "10.6 b": (GOOD % (DANA_KEY, ",".join([ONE] * 101)), api_error(BAD, "GENERAL", "Too many activities: the maximum is 100")),
    "10.6 c": (
        ACTIVITY + '{"customerContext":{"identifiers":[]},"activities":[]}',
        api_error(BAD, "GENERAL", "Missing required field: customerContext.baseTouchpointUri"),
    ),
    "10.6 d": (GOOD % (DANA_KEY, DATED), api_error(BAD, "INVALID_DATE_TIME", "The specified date-time is not valid")),
    "10.6 e": (
        GOOD % ('[{"apiName":"loyaltyid","value":"1"}]', ONE),
        api_error(BAD, "INVALID_API_NAME", "The specified key attribute API name does not exist"),
    ),
    "10.6 f": (PARTIAL.replace("ONE-JY0AMQJQHQ-1290", "ONE-NOSUCHKEY0-0000"), api_error(BAD, "INVALID_SITEKEY", SITE)),
    "10.6 f other tenancy": (PARTIAL.replace("ONE-JY0AMQJQHQ-1290", "ONE-CEDARIT0AA-3301"), api_error(BAD, "INVALID_SITEKEY", SITE)),
    "10.6 f on 3.0.0": (ANONYMOUS_300.replace("ONE-PFSPTU3IYX-5263", "ONE-NOSUCHKEY0-0000"), api_error(BAD, "GENERAL", SITE)),
    "10.6 f other tenancy on 3.0.0": (
        ANONYMOUS_300.replace("ONE-PFSPTU3IYX-5263", "ONE-CEDARIT0AA-3301"),
        api_error(BAD, "GENERAL", SITE),
    ),
    "10.6 g": (ACTIVITY + '{"customerContext":', api_error(BAD, "GENERAL", "Malformed JSON request body")),
    "10.6 h type": (PARTIAL.replace("application/json", "text/plain"), refused("415 Unsupported Media Type")),
    "10.6 h method": (ACTIVITY.replace("POST", "GET"), refused("405 Method Not Allowed", "", "Allow: POST")),
    "10.6 h empty segment": (PARTIAL.replace("/ONE-JY0AMQJQHQ-1290", "/"), refused("404 Not Found")),
    "10.7 activity": (PARTIAL.replace("Authorization: Bearer sbx-summit\n", ""), UNAUTHORIZED),
    "10.7 structure": (MEMBERSHIP.replace("Authorization: Bearer sbx-summit\n", ""), UNAUTHORIZED),
    "10.7 delete": (ERASE.replace("Authorization: Bearer sbx-summit\n", ""), UNAUTHORIZED),
    "10.7 expired": (PARTIAL.replace("sbx-summit", "sbx-expired"), EXPIRED),
    "10.8": (MEMBERSHIP, MEMBERSHIP_REPLY),
    "10.8 without the property": (NO_RENEWAL, NO_RENEWAL_REPLY),
    "10.9": (MEMBERSHIP.replace('"membership"', '"nosuch"'), api_error("404 Not Found", *NO_STRUCTURE, ',"structureApiName":"nosuch"')),
    "10.9 unpublished": (
        MEMBERSHIP.replace('"membership"', '"draft_offers"'),
        api_error("404 Not Found", *NO_STRUCTURE, ',"structureApiName":"draft_offers"'),
    ),
    "10.9 nobody": (MEMBERSHIP.replace("HCR-1001", "NOBODY-1"), GONE.replace('exist"', 'exist","structureApiName":"membership"')),
    "10.9 nobody named": (
        STRUCTURE + '{"customerContext":{"baseTouchpointUri":"web://merchant-portal"},"structureApiName":"membership"}',
        api_error(BAD, *WHO, ',"structureApiName":"membership"'),
    ),
    "10.9 no name": (
        MEMBERSHIP.replace(',\n "structureApiName":"membership"', ""),
        api_error(BAD, "INVALID_API_NAME", "A structure API name is required"),
    ),
    "10.10 read-only": (
        ERASE.replace("sbx-summit", "sbx-summit-readonly"),
        refused("403 Forbidden", '{"error":"access_denied","error_description":"Access is denied"}'),
    ),
    "10.10 nobody named": (DELETE + "{}", api_error(BAD, *WHO)),
    "10.10 no body": (DELETE, api_error(BAD, "GENERAL", "Request body is required")),
    "10.10 no uuid": (DELETE + '{"tid":"not-a-uuid"}', api_error(BAD, "GENERAL", "Invalid value for field: tid")),
    "10.10 trailing slash": (ERASE.replace("1290 HTTP", "1290/ HTTP"), ERASE_REPLY),
}
