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

_OTHER_VERSION = re.compile(r"/one/oauth2/rt/api/(3\.0\.0/customer/[^/]+(/structure)?/?|(?!3\.[01]\.0/)[^/]+/customer/.+)")
"""What version 3.0.0 does not have, and every other version."""


def clean(path: str) -> str:
    """Take one trailing slash away: the vendor's pages show these paths with and without it."""
    return path[:-1] if path.endswith("/") else path


def unknown_path(call: MxoCall) -> VendorError:
    """Refuse a path that no operation has; the rule says why there is none."""
    path = call.incoming.path.decode("latin-1")
    if path == "/one/oauth1" or path.startswith("/one/oauth1/"):
        return BareRefusal("mxo.oauth1-off", 404)
    if "//" in path or path.endswith("/customer/"):
        return BareRefusal("mxo.empty-sitekey-segment", 404)
    if _OTHER_VERSION.fullmatch(path):
        return BareRefusal("mxo.v300-scope", 404)
    return BareRefusal("mxo.path-unknown", 404)


def wrong_method(call: MxoCall, allowed: tuple[str, ...]) -> VendorError:
    """Refuse a known path under another method."""
    headers = {"Allow": ", ".join(allowed)}
    if clean(unquote(call.incoming.path)) == TOKEN:
        text = f"Request method '{call.method}' not supported"
        return OAuthRefusal("mxo.token-method", 405, "method_not_allowed", text, headers)
    return BareRefusal("mxo.method-not-allowed", 405, headers=headers)
