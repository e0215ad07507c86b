"""The checks before a body's schema, by API; each operation lists them in the vendor's order."""

from __future__ import annotations

import re

import orjson

from sandbox.vendor import VendorError
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import (
    GENERAL,
    INVALID_SITEKEY,
    M_ARRAY,
    M_JSON,
    M_NOBODY,
    M_OBJ,
    M_SITE,
    BareRefusal,
    Refusal,
    missing,
    wrong,
)
from sandbox.vendors.mxo.models import UUID
from sandbox.vendors.mxo.state import Space

JSON = "application/json"


# --- Every API ------------------------------------------------------------------------------------------------------


def json_object(call: MxoCall) -> None:
    """Check that the body is a JSON object, sent as such."""
    json_body(call)
    if not isinstance(call.json, dict):
        raise Refusal("mxo.body-object", 400, GENERAL, M_OBJ)


def json_body(call: MxoCall, malformed: str = "mxo.malformed-json") -> None:
    """Check that the body is JSON, sent as such; `malformed` is the rule for one that is none."""
    has_body(call)
    if call.media_type != JSON:
        raise BareRefusal("mxo.content-type", 415)
    try:
        _ = call.json
    except ValueError:
        raise Refusal(malformed, 400, GENERAL, M_JSON) from None


def has_body(call: MxoCall) -> None:
    """Check that there is a body."""
    if not call.body:
        raise Refusal("mxo.body-required", 400, GENERAL, M_NOBODY)


def _own_space(call: MxoCall, site_key: str) -> Space | None:
    """Return the space of a site key, if it is one of the caller's tenancy."""
    space = call.state.spaces.get(site_key)
    return space if space and space.tenancy == call.tenancy else None


def _tid_of_query(call: MxoCall, rule: str) -> None:
    """Check the TID of the query; an empty one counts as absent."""
    tid = call.query.get("tid")
    if tid and not re.fullmatch(UUID, tid):
        raise Refusal(rule, 400, GENERAL, wrong("tid"))
    call.tid = tid.lower() if tid else None


# --- Customer API ---------------------------------------------------------------------------------------------------


def known_space(call: MxoCall) -> None:
    """Check that the site key is one of the caller's tenancy."""
    space = call.state.spaces.get(call.path["sk"])
    if space is None:
        raise _unknown_site_key(call, "mxo.sitekey-unknown")
    if space.tenancy != call.tenancy:
        raise _unknown_site_key(call, "mxo.sitekey-other-tenant")
    call.space = space


def _unknown_site_key(call: MxoCall, rule: str) -> VendorError:
    match call.variants.sitekey_unknown:
        case "unauthorized-401":
            return BareRefusal(rule, 401)
        case "not-found-404":
            return Refusal(rule, 404, INVALID_SITEKEY, M_SITE)
        case _:
            return Refusal(rule, 400, INVALID_SITEKEY, M_SITE)


# --- Interaction API ------------------------------------------------------------------------------------------------

MOST_INTERACTIONS = 100


def oauth1_is_on(call: MxoCall) -> None:
    """Check that the variant offers the OAuth 1.0a paths."""
    if call.variants.oauth1_paths == "off":
        raise BareRefusal("mxo.oauth1-off", 404)


def interaction_space(call: MxoCall) -> None:
    """Check that the query has a site key of the caller's tenancy."""
    rule = "mxo.interaction-sitekey"
    status = 404 if call.variants.interaction_sitekey == "not-found-404" else 400
    site_key = call.query.get("sk")
    if not site_key:
        raise Refusal(rule, status, GENERAL, missing("sk"))
    space = _own_space(call, site_key)
    if space is None:
        raise Refusal(rule, status, INVALID_SITEKEY, M_SITE)
    call.space = space


def interaction_tid(call: MxoCall) -> None:
    """Check the TID of the query."""
    _tid_of_query(call, "mxo.interaction-tid-format")


def interactions(call: MxoCall) -> None:
    """Check that the body is an array of 1 to 100."""
    json_body(call)
    if not isinstance(call.json, list):
        raise Refusal("mxo.body-object", 400, GENERAL, M_ARRAY)
    if not 1 <= len(call.json) <= MOST_INTERACTIONS:
        raise Refusal("mxo.offline-limit", 400, GENERAL, f"Between 1 and {MOST_INTERACTIONS} interactions are required")


# --- Batch API ------------------------------------------------------------------------------------------------------

NDJSON = "application/x-ndjson"
MOST_RECORDS = 5000
DEEPEST = 100
"""Levels of arrays and objects in a batch; a record has three."""


def batch_space(call: MxoCall) -> None:
    """Check that the site key is one of the caller's tenancy."""
    space = _own_space(call, call.path["siteKey"])
    if space is None:
        raise Refusal("mxo.batch-sitekey", 400, INVALID_SITEKEY, M_SITE)
    call.space = space


def batch_workspace(call: MxoCall) -> None:
    """Check that the header names the workspace of the space, in base64 or by its number."""
    if call.header("workspaceid") not in (call.space.workspace_id, call.space.workspace_number):
        raise Refusal("mxo.batch-workspace", 400, GENERAL, M_WORKSPACE)


def records(call: MxoCall) -> None:
    """Check that the body holds 1 to 5,000 records, as an array or one a line."""
    has_body(call)
    if call.media_type not in (JSON, NDJSON):
        raise BareRefusal("mxo.batch-content-type", 415)
    call.broken = []
    if call.media_type == NDJSON:
        call.json = _lines(call)
    else:
        json_body(call, "mxo.batch-syntax")
        if not isinstance(call.json, list):
            raise Refusal("mxo.batch-syntax", 400, GENERAL, M_ARRAY)
        if is_deep(call.json):
            raise Refusal("mxo.batch-syntax", 400, GENERAL, M_JSON)
    if not call.json:
        raise Refusal("mxo.batch-empty", 400, GENERAL, "At least one record is required")
    if len(call.json) > MOST_RECORDS:
        raise Refusal("mxo.batch-limit", 400, GENERAL, f"Too many records: the maximum is {MOST_RECORDS}")


def _lines(call: MxoCall) -> list[object]:
    """Read one record a line; a line that is no JSON stands as it is, and is told apart in `broken`."""
    found: list[object] = []
    for line in filter(None, map(bytes.strip, call.body.split(b"\n"))):
        try:
            record = orjson.loads(line)
            # To count what opens costs less than to look: it is seldom as many.
            if line.count(b"[") + line.count(b"{") > DEEPEST and is_deep(record):
                raise ValueError("nested too deeply")
            found.append(record)
        except ValueError:
            call.broken.append(len(found))
            found.append(line.decode("utf-8", "replace"))
    return found


def is_deep(document: object) -> bool:
    """Say whether JSON is nested deeper than `DEEPEST`: such records could not be kept and shown again, so they are read as no JSON."""
    level = [document]
    for _ in range(DEEPEST):
        level = [
            below
            for held in level
            for below in (held.values() if isinstance(held, dict) else held if isinstance(held, list) else ())
            if isinstance(below, dict | list)
        ]
        if not level:
            return False
    return True


# --- Lightweight events ---------------------------------------------------------------------------------------------


def event_tid(call: MxoCall) -> None:
    """Check the TID of the query."""
    _tid_of_query(call, "mxo.event-tid")


# --- Datastores API -------------------------------------------------------------------------------------------------

M_WORKSPACE = "Invalid workspaceId"


def workspace_or_401(call: MxoCall) -> None:
    """Check that the workspace is one of the caller's tenancy, where the specification has 401 for it."""
    _workspace(call, 404 if call.variants.datastore_workspace == "not-found-404" else 401)


def workspace_or_404(call: MxoCall) -> None:
    """Check that the workspace is one of the caller's tenancy, where the specification has 404 for it."""
    _workspace(call, 401 if call.variants.datastore_workspace == "unauthorized-401" else 404)


def _workspace(call: MxoCall, status: int) -> None:
    space = call.state.space_of(call.path["workspaceId"])
    if space is None or space.tenancy != call.tenancy:
        raise Refusal("mxo.datastore-workspace", status, GENERAL, M_WORKSPACE)
    call.space = space


def datastore(call: MxoCall) -> None:
    """Check that the workspace has the datastore."""
    found = call.space.datastores.get(call.path["datastoreApiName"])
    if found is None:
        raise Refusal("mxo.datastore-name", 404, GENERAL, "Invalid datastoreApiName")
    call.datastore = found


def target(call: MxoCall) -> None:
    """Check that the target is one of the two tables."""
    match call.path["target"]:
        case "live" | "staging" as named:
            call.target = named
        case _:
            raise Refusal("mxo.datastore-target", 404, GENERAL, "Invalid target")


def primary_key(call: MxoCall) -> None:
    """Check that the query has a primary key."""
    if not call.query.get("pk"):
        raise Refusal("mxo.record-pk", 400, GENERAL, missing("pk"))


def record_array(call: MxoCall) -> None:
    """Check that the body is a JSON array."""
    json_body(call, "mxo.record-array")
    if not isinstance(call.json, list):
        raise Refusal("mxo.record-array", 400, GENERAL, M_ARRAY)
