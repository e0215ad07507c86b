"""What the tests of CXone's ACD API share."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.cxone import CxoneClient, Json

ACD = "/incontactapi/services/v33.0"
POLLED = "2026-03-10T16:01:00.000Z"
UNIT = 4599001
ALL = [8600001, 8675309, 8675311, 8675400, 8675401, 8675402, 70747979]
"""Closed contacts of T1, in the order of their ids."""

RECORD: Json = {
    "abandoned": False,
    "abandonSeconds": 0,
    "acwSeconds": 0,
    "agentId": 20011,
    "agentSeconds": 202,
    "analyticsProcessedDate": None,
    "callbackTime": 0,
    "campaignId": 300,
    "campaignName": "Merchant Services",
    "conferenceSeconds": 0,
    "contactId": 8675309,
    "contactStartDate": "2026-03-10T15:02:11.000Z",
    "dateACWWarehoused": "2026-03-10T15:10:00.000Z",
    "dateContactWarehoused": "2026-03-10T15:10:00.000Z",
    "dispositionNotes": "Billing question, then terminal fault",
    "endReason": "Agent Transfer",
    "firstName": "Priya",
    "fromAddress": "8015550142",
    "highProficiency": 1,
    "holdCount": 0,
    "holdSeconds": 0,
    "inQueueSeconds": 34,
    "isAnalyticsProcessed": False,
    "isLogged": True,
    "isOutbound": False,
    "isRefused": False,
    "isShortAbandon": False,
    "isTakeover": False,
    "lastName": "Nair",
    "lastUpdateTime": "2026-03-10T15:06:21.120Z",
    "lowProficiency": 20,
    "masterContactId": 8675309,
    "mediaSubTypeId": None,
    "mediaSubTypeName": None,
    "mediaTypeId": 4,
    "mediaTypeName": "Phone Call",
    "pointOfContactId": 4101,
    "pointOfContactName": "Main line",
    "postQueueSeconds": 0,
    "preQueueSeconds": 9,
    "primaryDispositionId": 12,
    "refuseReason": None,
    "refuseTime": None,
    "releaseSeconds": 0,
    "routingAttribute": 0,
    "routingTime": 4,
    "secondaryDispositionId": None,
    "serviceLevelFlag": 1,
    "skillId": 50001,
    "skillName": "Merchant Support",
    "teamId": 700,
    "teamName": "Support Tier 1",
    "toAddress": "8005550100",
    "totalDurationSeconds": 249,
    "transferIndicatorId": 3,
    "transferIndicatorName": "Transferred",
    "tags": [{"contactId": 8675309, "tagId": 9001, "tagName": "Harbor Coffee Roasters"}],
    "divisionNo": 1,
}
"""The record of contact 8675309, in the order of the wire."""

LEG: Json = RECORD | {
    "acwSeconds": 20,
    "agentId": 20012,
    "agentSeconds": 163,
    "contactId": 8675311,
    "contactStartDate": "2026-03-10T15:06:20.000Z",
    "dateACWWarehoused": "2026-03-10T15:09:04.000Z",
    "dateContactWarehoused": "2026-03-10T15:09:04.000Z",
    "dispositionNotes": None,
    "endReason": None,
    "firstName": "Marcus",
    "highProficiency": 0,
    "inQueueSeconds": 0,
    "lastName": "Lee",
    "lastUpdateTime": "2026-03-10T15:09:04.000Z",
    "lowProficiency": 0,
    "preQueueSeconds": 0,
    "primaryDispositionId": 13,
    "routingTime": 0,
    "serviceLevelFlag": 0,
    "skillId": 50002,
    "skillName": "Terminal Support",
    "teamId": 701,
    "teamName": "Support Tier 2",
    "totalDurationSeconds": 163,
    "transferIndicatorId": 0,
    "transferIndicatorName": None,
    "tags": [],
}
"""The record of its child leg, of which the fixture tells nothing in particular."""


def get(cxone: CxoneClient, path: str, *, version: str = "v33.0", key: str | None = "K2", **params: Any) -> httpx.Response:
    """Ask the ACD API; a parameter of several values may be a list."""
    return cxone.send("GET", f"/incontactapi/services/{version}{path}", key=key, params=params or None)


def completed(cxone: CxoneClient, **params: Any) -> list[Json]:
    """List closed contacts; none if the answer has no body."""
    response = get(cxone, "/contacts/completed", **params)
    assert response.status_code in (200, 204), response.headers
    records: list[Json] = response.json()["completedContacts"] if response.content else []
    return records


def ids(records: list[Json]) -> list[int]:
    """Return the contact ids of records."""
    return [record["contactId"] for record in records]


def refusal(response: httpx.Response) -> tuple[int, str, bytes]:
    """Return status and text of an ACD refusal, and its body, which is empty."""
    assert response.headers["Content-Length"] == "0"
    assert "Content-Type" not in response.headers
    return response.status_code, response.headers["icStatusDescription"], response.content
