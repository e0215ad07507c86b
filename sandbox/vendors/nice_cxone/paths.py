"""CXone's path habits, unknown paths and wrong methods, and what the vendor adds to every answer."""

from __future__ import annotations

import re
from urllib.parse import unquote

from sandbox.vendor import NotEmulated, Problem, Reply, VendorError
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import AcdRefusal, Refusal

ACD = "/incontactapi/services/{version}"
WHOAMI = "/incontactauthorizationserver/token/whoami"

_ACD_ROOT = "incontactapi"
_LOOSE_ROOTS = (_ACD_ROOT, "incontactauthorizationserver")
"""Below them letter case and repeated slashes do not matter."""
_WORDS = frozenset(
    (
        *("services", "access-keys", "agents", "business-unit", "contacts", "files", "server-time", "token", "whoami"),
        *("active", "completed", "custom-data", "hierarchy", "parked", "state-history", "statehistory", "states", "tags"),
    )
)
"""Words of these paths. Everything else is an id, which keeps its case."""
_SLASHES = re.compile("/+")
_VERSION = re.compile(r"v([1-9][0-9]?)\.0")
_FIRST_VERSION, _LAST_VERSION = 2, 34

NOT_EMULATED = tuple(
    NotEmulated(root, "nice_cxone.gen.not-emulated", what, in_vendor_words=True)
    for root, what in (
        ("/interaction-analytics-gateway/v2/segments/analyzed", "analyzed interactions"),
        ("/interaction-analytics-gateway/v2/segments/{segmentId}/analyzed-transcript", "analyzed transcripts"),
        (f"{ACD}/contacts/active", "active contacts"),
        (f"{ACD}/contacts/parked", "parked contacts"),
        (f"{ACD}/contacts/states", "contact states"),
        (f"{ACD}/contacts/{{contactId}}/tags", "contact tags"),
        (f"{ACD}/agents/states", "agent states"),
        ("/incontactauthorizationserver/token", "the old token service"),
    )
)
"""Paths that the vendor has and the sandbox does not play. In the table of operations the words of some would be contact ids."""

_NOT_EMULATED = tuple((re.compile(re.sub(r"{\w+}", "[^/]+", part.root)), part.why) for part in NOT_EMULATED)


def clean(path: str) -> str:
    """Bring a path into the form of the table. What cannot be an operation becomes the empty path, which none has."""
    path = _straight(path)
    return "" if _not_emulated(path) or (is_acd(path) and not _has_version(path)) else path


def _straight(path: str) -> str:
    """Take one trailing slash away; of ACD paths also repeated slashes, and capital letters of words."""
    loose = _SLASHES.sub("/", path)
    root = unquote(loose[1:].partition("/")[0]).lower()
    if root not in _LOOSE_ROOTS:
        return path.removesuffix("/")
    _, _, *segments = loose.removesuffix("/").split("/")
    return "/".join(("", root, *(_word(segment) for segment in segments)))


def _word(segment: str) -> str:
    word = unquote(segment).lower()
    return word if word in _WORDS or _VERSION.fullmatch(word) else segment


def is_acd(path: str) -> bool:
    """Say whether a path in the form of the table is one of the ACD API."""
    return path == f"/{_ACD_ROOT}" or path.startswith(f"/{_ACD_ROOT}/")


def _has_version(path: str) -> bool:
    """Say whether an ACD path names a version that there is."""
    segments = path.split("/")
    match = _VERSION.fullmatch(segments[3]) if len(segments) > 3 else None
    return match is not None and _FIRST_VERSION <= int(match[1]) <= _LAST_VERSION


def _not_emulated(path: str) -> str | None:
    """Say what the sandbox does not play, if the path is of such."""
    if is_acd(path) and not _has_version(path):
        return None
    return next((what for pattern, what in _NOT_EMULATED if pattern.fullmatch(path)), None)


def _asked(call: CxoneCall) -> str:
    return _straight(call.incoming.path.decode("latin-1"))


# --- Refusals -------------------------------------------------------------------------------------------------------


def unknown_path(call: CxoneCall) -> VendorError:
    """Refuse a path that no operation has."""
    path = _asked(call)
    if what := _not_emulated(path):
        return Refusal("nice_cxone.gen.not-emulated", 501, {"message": f"Not emulated by the sandbox: {what}"})
    if is_acd(path):
        return AcdRefusal("nice_cxone.gen.unknown-path", 404, "Not Found")
    return Refusal("nice_cxone.gen.unknown-path", 404, {"message": "Not Found"})


def wrong_method(call: CxoneCall, allowed: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method; a browser that asks first is told which methods there are."""
    methods = ", ".join(allowed)
    if call.method == "OPTIONS" and call.header("access-control-request-method"):
        headers = {"Access-Control-Allow-Methods": methods}
        if asked := call.header("access-control-request-headers"):
            headers["Access-Control-Allow-Headers"] = asked
        return Refusal("nice_cxone.gen.cors", 204, None, headers)
    if is_acd(_asked(call)):
        return AcdRefusal("nice_cxone.gen.wrong-method", 405, "Method Not Allowed", {"Allow": methods})
    return Refusal("nice_cxone.gen.wrong-method", 405, {"message": "Method Not Allowed"}, {"Allow": methods})


def invalid(_call: CxoneCall, problem: Problem) -> VendorError:
    """Own up to a bug: the checks of every operation look closer than its schema, which is there for the document."""
    raise AssertionError(f"no check refused this before the schema did: {problem}")


# --- Every answer ---------------------------------------------------------------------------------------------------


def finish(call: CxoneCall, reply: Reply) -> None:
    """Add what stands in every answer that asks for it, and let the ACD API say nothing to who accepts nothing."""
    is_acd_operation = call.operation is not None and call.operation.id.startswith("acd.")
    if is_acd_operation and reply.status == 200 and not _has(call, b"accept"):
        call.applies("nice_cxone.acd.accept-missing")
        reply.body, reply.media_type = b"No known way to render data", "application/html"
    headers = {}
    if correlation := call.header("correlationid"):
        call.applies("nice_cxone.gen.correlation-id")
        headers["CorrelationId"] = correlation
    if call.header("origin"):
        if "Access-Control-Allow-Methods" not in (reply.headers or ()):  # Else the rule stands there already.
            call.applies("nice_cxone.gen.cors")
        headers |= {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*"}
    if headers:
        reply.headers = {**(reply.headers or {}), **headers}


def _has(call: CxoneCall, name: bytes) -> bool:
    return any(sent == name for sent, _ in call.incoming.headers)
