"""The calls of MXO beside the Customer API, for tests: every argument has a good default."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.mxo import SITE_KEY, Json, MxoClient
from tests.vendors.mxo_states import NOW

INTERACTION = "/mxo/one/oauth2/rt/api/2.0/interaction"
OFFLINE = f"{INTERACTION}/offline"
MANY = "/mxo/one/oauth2/rt/api/2.0/interactions/offline"
BATCHES = "/mxo/batchv2/interactions"
STORES = "/mxo/datastores/1.0.0"
WORKSPACE = "MTIyMg"
ATM_WORKSPACE = "MjIyOQ"

URI = "web://merchant-portal/statement"
PAST = "2024-05-01T10:00:00Z"

REFUSED: Json = {"statusCode": 400, "tid": None, "session": "", "trackers": [], "captures": [], "optimizations": []}
"""What a refused interaction is answered with."""


def answered(tid: str) -> Json:
    """Return what an interaction is answered with that shows nothing."""
    return {"statusCode": 200, "tid": tid, "session": "", "trackers": [], "captures": [], "optimizations": []}


def interaction(**members: Any) -> Json:
    """Return a good interaction of Dana Whitfield, with members replaced; a member given as `...` is left out."""
    good = {"uri": URI, "customerKey": "HCR-1001", **members}
    return {name: value for name, value in good.items() if value is not ...}


def interact(
    mxo: MxoClient, method: str = "POST", path: str = INTERACTION, *, query: dict[str, str] | None = None, **members: Any
) -> httpx.Response:
    """Send an interaction; `query` is added to the site key, which an empty text leaves out."""
    parameters = {name: value for name, value in {"sk": SITE_KEY, **(query or {})}.items() if value}
    return mxo.send(method, str(httpx.URL(path, params=parameters)), json=interaction(**members))


def many(mxo: MxoClient, items: Any, **query: str) -> httpx.Response:
    """Send several interactions of the past."""
    return mxo.send("PUT", str(httpx.URL(MANY, params={"sk": SITE_KEY, **query})), json=items)


def track(mxo: MxoClient, *, sk: str = SITE_KEY, query: str = "", **members: Any) -> httpx.Response:
    """Send a lightweight event, without a token."""
    return mxo.http.post(f"/mxo/one/rt/track/{sk}/events{query}", json=interaction(**members))


def record(**members: Any) -> Json:
    """Return a good record of a batch."""
    return interaction(**{"timestamp": PAST, **members})


def submit(
    mxo: MxoClient,
    records: Any = None,
    *,
    sk: str = SITE_KEY,
    workspace: str | None = WORKSPACE,
    batch_id: str | None = None,
    behind: str = "",
    lines: str | bytes | None = None,
    content_type: str = "application/json",
) -> httpx.Response:
    """Submit a batch: records as JSON, or `lines` as NDJSON."""
    headers = {name: value for name, value in {"workspaceId": workspace, "batchId": batch_id}.items() if value is not None}
    if lines is not None:
        return mxo.send("POST", f"{BATCHES}/{sk}{behind}", body=lines, headers={**headers, "Content-Type": "application/x-ndjson"})
    json = [record()] if records is None else records
    return mxo.send("POST", f"{BATCHES}/{sk}{behind}", json=json, headers={"Content-Type": content_type, **headers})


def ask(mxo: MxoClient, batch_id: str, behind: str = "", *, sk: str = SITE_KEY, workspace: str = WORKSPACE) -> httpx.Response:
    """Ask for the status of a batch, or with `/error` for its errors."""
    return mxo.send("GET", f"{BATCHES}/{sk}/{batch_id}{behind}", headers={"workspaceId": workspace})


def progress(batch_id: str, kind: str = "interactions", *, submitted: int, processed: int, state: str = "") -> Json:
    """Return the status of a batch."""
    return {
        "batchId": batch_id,
        "siteKey": SITE_KEY,
        "type": kind,
        "status": state or ("COMPLETED" if processed == submitted else "COMPLETED_WITH_ERRORS"),
        "submitted": submitted,
        "processed": processed,
        "failed": submitted - processed if not state else 0,
    }


def nested(levels: int) -> str:
    """Return arrays within one another."""
    return "[" * levels + "]" * levels


def store(mxo: MxoClient, method: str, behind: str = "", *, workspace: str = WORKSPACE, json: Any = None) -> httpx.Response:
    """Call the Datastores API."""
    return mxo.send(method, f"{STORES}/{workspace}{behind}", json=json)


def column(name: str, kind: str = "TEXT") -> Json:
    """Return a column of a definition."""
    return {"name": name, "type": kind}


def definition(**members: Any) -> Json:
    """Return a good definition of a datastore, with members replaced; a member given as `...` is left out."""
    good = {
        "name": "Terms",
        "apiName": "terms",
        "primaryKey": "customerID",
        "secondaryKey": "offerID",
        "definitions": [column("customerID"), column("offerID"), column("offerValue", "NUMERIC")],
        **members,
    }
    return {name: value for name, value in good.items() if value is not ...}


def event(uri: str = URI, **members: Any) -> Json:
    """Return an interaction event as the state has it, stored at the frozen time."""
    touchpoint, slash, path = uri.partition("merchant-portal")
    return {
        "uri": uri,
        "touchpoint": touchpoint + slash,
        "path": path or None,
        "timestamp": NOW,
        "receivedAt": NOW,
        "channel": "interaction",
        "properties": None,
        **members,
    }


def rules_of(mxo: MxoClient, operation: str) -> list[str]:
    """Return the rules that shaped the last answer of an operation, as the journal says."""
    journal = mxo.http.get("/_sandbox/journal").json()
    rules: list[str] = next(one["rules"] for one in reversed(journal) if one["operation"] == operation)
    return rules
