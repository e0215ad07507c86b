"""The worked exchanges of MXO's fact sheet, sections 10.11 to 10.15, as data: request and reply in the sheet's own text."""

from __future__ import annotations

from tests.vendors.mxo_exchanges import BAD, api_error, refused

INTERACTION = """\
POST /one/oauth2/rt/api/2.0/interaction?sk=ONE-JY0AMQJQHQ-1290&pv=LTE2MTAwNTI2Mjg2Mzc HTTP/1.1
Authorization: Bearer sbx-summit
Content-Type: application/json
Datamimetype: application/json

{"uri":"web://merchant-portal/home","customerKey":"HCR-1001"}"""
DATA = (
    "eyJhY3Rpb25zIjpbeyJuYW1lIjoiVGVybWluYWwgb2ZmZXIgLSBjYXJkIGl0ZW0iLCJhc3NldCI6eyJjb250ZW50Ijoie1wiaGVhZGxpbmVcIjpcIlRyeSB0aGUgbmV3IHRlc"
    "m1pbmFsXCJ9IiwibWltZVR5cGUiOiJhcHBsaWNhdGlvbi9qc29uIiwiY29udGVudFVybCI6bnVsbCwicmVzcG9uc2VzIjpbeyJjb2RlIjoiZEdsa1BUVm1NR014WVRabExURX"
    "dNREV0TkdJeFpTMDVZek5oTFRkaE5XVXdNREF3TVRBd01TeGhZejB5TURFc1kyNTBQVE13TVN4dmNEMDBNREVzY0hKdmNEMHhNVEVzY25ROVVFOVRTVlJKVmtWZlEweEpRMHN"
    "zYzJzOVQwNUZMVXBaTUVGTlVVcFJTRkV0TVRJNU1DeHdkajB0TVRZeE1EQTFNall5T0RZek53Iiwic2VudGltZW50IjoicG9zaXRpdmUiLCJsYWJlbCI6bnVsbCwiaW1hZ2VV"
    "cmwiOm51bGwsInRhcmdldFVybCI6bnVsbCwidGFyZ2V0IjpudWxsfV19LCJwcm9wb3NpdGlvbiI6eyJjb2RlIjoiY2FyZC10ZXJtaW5hbCJ9fV19"
)
DECODED = (
    '{"actions":[{"name":"Terminal offer - card item","asset":{"content":"{\\"headline\\":\\"Try the new terminal\\"}",'
    '"mimeType":"application/json","contentUrl":null,"responses":[{"code":"dGlkPTVmMGMxYTZlLTEwMDEtNGIxZS05YzNhLTdhNWUwMDAwMTAwMSxhYz0yMDEs'
    "Y250PTMwMSxvcD00MDEscHJvcD0xMTEscnQ9UE9TSVRJVkVfQ0xJQ0ssc2s9T05FLUpZMEFNUUpRSFEtMTI5MCxwdj0tMTYxMDA1MjYyODYzNw"
    '","sentiment":"positive","label":null,"imageUrl":null,"targetUrl":null,"target":null}]},"proposition":{"code":"card-terminal"}}]}'
)
CODE = "tid=5f0c1a6e-1001-4b1e-9c3a-7a5e00001001,ac=201,cnt=301,op=401,prop=111,rt=POSITIVE_CLICK,sk=ONE-JY0AMQJQHQ-1290,pv=-1610052628637"

ANSWERED = '{"statusCode":200,"tid":"5f0c1a6e-1001-4b1e-9c3a-7a5e00001001","session":"","trackers":[],"captures":[],"optimizations":[%s]}'
OPTIMIZATION = f'{{"data":"{DATA}","path":"card-item","dataMimeType":"application/json","directives":"REPLACE"}}'
REFUSED = '{"statusCode":400,"tid":null,"session":"","trackers":[],"captures":[],"optimizations":[]}'

EVENT = """\
POST /one/rt/track/ONE-5BTO1FBU1O-1109/events HTTP/1.1
Content-Type: application/json

{"uri":"assist://salescloud/testdrive/book","customerKey":"dana.whitfield@harborcoffee.example","customerKeyName":"emailkey"}"""

BATCH = """\
POST /batchv2/interactions/ONE-JY0AMQJQHQ-1290 HTTP/1.1
Authorization: Bearer sbx-summit
workspaceId: MTIyMg
batchId: nightly-001
Content-Type: application/x-ndjson

{"uri":"web://merchant-portal/statement","timestamp":"2024-05-01T10:00:00Z","customerKey":"HCR-1001"}
{"uri":"web://merchant-portal/statement","customerKey":"BFB-1002"}"""
STATUS = """\
GET /batchv2/interactions/ONE-JY0AMQJQHQ-1290/nightly-001 HTTP/1.1
Authorization: Bearer sbx-summit
workspaceId: MTIyMg

"""
TOO_MANY = BATCH.partition("\n\n")[0] + "\n\n" + '{"uri":"x","timestamp":"2024-05-01T10:00:00Z"}\n' * 5001

CREATE = """\
POST /datastores/1.0.0/MjIyOQ HTTP/1.1
Authorization: Bearer sbx-summit
Content-Type: application/json

{"name":"Terms","apiName":"terms","primaryKey":"customerID","secondaryKey":"offerID",
 "definitions":[{"name":"customerID","type":"TEXT"},{"name":"offerID","type":"TEXT"},{"name":"offerValue","type":"NUMERIC"}]}"""
INSERT = """\
POST /datastores/1.0.0/MjIyOQ/terms/staging HTTP/1.1
Authorization: Bearer sbx-summit
Content-Type: application/json

[{"customerID":"HCR-1001","offerID":"gold","offerValue":1.5},{"customerID":"HCR-1001","offerID":"blue","offerValue":"high"}]"""
INSERTED = """\
HTTP/1.1 200 OK
Content-Type: application/json

[{"primaryKey":"HCR-1001","secondaryKey":"gold","result":"204","url":"http://api.thunderhead.com/datastores/terms/staging?pk=HCR-1001&sk=gold"},
 {"primaryKey":"HCR-1001","secondaryKey":"blue","result":"400","url":""}]"""
GET = """\
GET /datastores/1.0.0/{} HTTP/1.1
Authorization: Bearer sbx-summit

"""
GO_LIVE = GET.replace("GET", "POST")

PROPOSITIONS = """\
GET /_sandbox/mxo/exports/ONE-JY0AMQJQHQ-1290/dim_propositions.csv HTTP/1.1

"""
PROPOSITIONS_REPLY = """\
HTTP/1.1 200 OK
Content-Type: text/csv; charset=utf-8
Content-Disposition: attachment; filename="dim_propositions.csv"

Proposition ID,Proposition Name,Proposition Full Name,Proposition Code,Proposition Type,Parent Proposition ID
100,Cards,Cards,cards,STANDARD,
101,ATM,ATM,atm,STANDARD,
102,Blue Card,Cards > Blue Card,bluecard,STANDARD,100
110,Merchant Services,Merchant Services,merchant-services,STANDARD,
111,Card Terminal,Merchant Services > Card Terminal,card-terminal,STANDARD,110
112,Support Call,Merchant Services > Support Call,support-call,STANDARD,110
9001,terminal-0042,Merchant Services > Card Terminal > terminal-0042,terminal-0042,DYNAMIC,111
9002,cxone-8675309,Merchant Services > Support Call > cxone-8675309,cxone-8675309,DYNAMIC,112
9003,terminal-0077,Merchant Services > Card Terminal > terminal-0077,terminal-0077,DYNAMIC,111
9004,summeroffer,Cards > Blue Card > summeroffer,summeroffer,DYNAMIC,102
"""

EXCHANGES = {
    "10.11": (INTERACTION, refused("200 OK", ANSWERED % OPTIMIZATION)),
    "10.11 put": (INTERACTION.replace("POST", "PUT"), refused("200 OK", ANSWERED % "")),
    "10.11 without sk": (INTERACTION.replace("sk=ONE-JY0AMQJQHQ-1290&", ""), refused(BAD, REFUSED)),
    "10.12": (EVENT, refused("201 Created", '{"tid":"5f0c1a6e-2001-4b1e-9c3a-7a5e00002001"}')),
    "10.13 5,001 records": (TOO_MANY, api_error(BAD, "GENERAL", "Too many records: the maximum is 5000")),
    "10.13 no workspace": (BATCH.replace("workspaceId: MTIyMg\n", ""), api_error(BAD, "GENERAL", "Invalid workspaceId")),
    "10.14 numeric key": (
        CREATE.replace('"primaryKey":"customerID"', '"primaryKey":"offerValue"'),
        api_error(BAD, "GENERAL", "Invalid type of primary key or secondary key"),
    ),
    "10.14 unknown workspace": (GET.format("AAAA"), api_error("401 Unauthorized", "GENERAL", "Invalid workspaceId")),
    "10.14 unknown workspace of a datastore": (GET.format("AAAA/terms"), api_error("404 Not Found", "GENERAL", "Invalid workspaceId")),
}
SEQUENCES = {
    "10.13": [
        (BATCH, refused("202 Accepted", '{"batchId":"nightly-001"}')),
        (
            STATUS,
            refused(
                "200 OK",
                '{"batchId":"nightly-001","siteKey":"ONE-JY0AMQJQHQ-1290","type":"interactions","status":"COMPLETED_WITH_ERRORS",'
                '"submitted":2,"processed":1,"failed":1}',
            ),
        ),
        (
            STATUS.replace("nightly-001", "nightly-001/error"),
            refused(
                "200 OK",
                '{"batchId":"nightly-001","errors":[{"index":1,"errorCode":"GENERAL","errorMessage":"Missing required field: timestamp",'
                '"record":{"uri":"web://merchant-portal/statement","customerKey":"BFB-1002"}}]}',
            ),
        ),
    ],
    "10.14": [
        (CREATE, refused("201 Created")),
        (INSERT, INSERTED),
        (GET.format("MjIyOQ/terms/staging/reference"), refused("200 OK", '{"referenceId":"«ds + 32 hex»"}')),
        (GO_LIVE.format("MjIyOQ/terms/golive/«that reference»"), refused("200 OK")),
        (
            GET.format("MjIyOQ/terms/live?pk=HCR-1001"),
            refused("200 OK", '[{"customerID":"HCR-1001","offerID":"gold","offerValue":1.5}]'),
        ),
        (GO_LIVE.format("MjIyOQ/terms/golive/«that reference»"), api_error("404 Not Found", "GENERAL", "Invalid staging reference")),
    ],
}
