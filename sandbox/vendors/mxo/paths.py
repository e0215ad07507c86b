"""MXO's path habits: the optional trailing slash, unknown paths, wrong methods."""

from __future__ import annotations

import re
from urllib.parse import unquote

from sandbox.vendor import VendorError
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.errors import BareRefusal, OAuthRefusal

TOKEN = "/one/oauth2token"
CUSTOMER = "/one/oauth2/rt/api/3.1.0/customer/{sk}"
CUSTOMER_300 = "/one/oauth2/rt/api/3.0.0/customer/{sk}"
INTERACTION = "/one/oauth2/rt/api/2.0/interaction"
INTERACTIONS = "/one/oauth2/rt/api/2.0/interactions"
OAUTH1 = "/one/oauth1"
OAUTH1_INTERACTION = f"{OAUTH1}/rt/api/2.0/interaction"
EVENTS = "/one/rt/track/{sk}/events"
BATCHES = "/batchv2/interactions/{siteKey}"
BATCH = f"{BATCHES}/{{batchId}}"
WORKSPACE = "/datastores/1.0.0/{workspaceId}"
DATASTORE = f"{WORKSPACE}/{{datastoreApiName}}"
TARGET = f"{DATASTORE}/{{target}}"

_OTHER_VERSION = re.compile(r"/one/oauth2/rt/api/(3\.0\.0/customer/[^/]+(/structure)?/?|(?!3\.[01]\.0/)[^/]+/customer/.+)")
"""What version 3.0.0 does not have, and every other version."""


def clean(path: str) -> str:
    """Take one trailing slash away: the vendor's pages show these paths with and without it."""
    return path[:-1] if path.endswith("/") else path


def unknown_path(call: MxoCall) -> VendorError:
    """Refuse a path that no operation has; the rule says why there is none."""
    path = call.incoming.path.decode("latin-1")
    if _oauth1_is_off(call):
        return BareRefusal("mxo.oauth1-off", 404)
    if "//" in path or path.endswith("/customer/"):
        return BareRefusal("mxo.empty-sitekey-segment", 404)
    if _OTHER_VERSION.fullmatch(path):
        return BareRefusal("mxo.v300-scope", 404)
    return BareRefusal("mxo.path-unknown", 404)


def wrong_method(call: MxoCall, allowed: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method."""
    headers = {"Allow": ", ".join(allowed)}
    if _oauth1_is_off(call):
        return BareRefusal("mxo.oauth1-off", 404)
    if clean(unquote(call.incoming.path)) == TOKEN:
        text = f"Request method '{call.method}' not supported"
        return OAuthRefusal("mxo.token-method", 405, "method_not_allowed", text, headers)
    return BareRefusal("mxo.method-not-allowed", 405, headers=headers)


def _oauth1_is_off(call: MxoCall) -> bool:
    """Say whether the path is one of OAuth 1.0a, and the variant does not offer them."""
    path = unquote(call.incoming.path)
    return call.variants.oauth1_paths == "off" and (path == OAUTH1 or path.startswith(f"{OAUTH1}/"))
