"""OAuth 1.0a (RFC 5849) as the mobile SDKs use it: a consumer key and its secret, no user token, everything in the Authorization header."""

from __future__ import annotations

import re
from hmac import compare_digest
from urllib.parse import unquote

_PARAMETER = r'\s*([^\s=",]+)="([^"]*)"\s*'
_HEADER = re.compile(f"{_PARAMETER}(?:,{_PARAMETER})*")
_REQUIRED = ("oauth_consumer_key", "oauth_signature_method", "oauth_signature", "oauth_timestamp", "oauth_nonce")
_HMAC_SHA1 = "HMAC-SHA1"


def parse(header: str) -> dict[str, str] | None:
    """Read an Authorization header: its parameters, decoded. `None` if it is missing or malformed."""
    scheme, _, rest = header.partition(" ")
    # The whole is looked at first: to find its parts in what is malformed may take long.
    if scheme.lower() != "oauth" or not _HEADER.fullmatch(rest):
        return None
    pairs = [(unquote(name), unquote(value)) for name, value in re.findall(_PARAMETER, rest)]
    found = dict(pairs)
    if len(found) < len(pairs):
        return None
    if not all(found.get(name) for name in _REQUIRED) or found.get("oauth_version", "1.0") != "1.0":
        return None
    return found


def is_signed(method: str, uri: str, header: dict[str, str], secret: str) -> bool:
    """Say whether a header's signature is the one that the secret gives for this request. A JSON body is no part of it."""
    from oauthlib.common import Request  # type: ignore[import-untyped]
    from oauthlib.oauth1 import Client  # type: ignore[import-untyped]

    if header["oauth_signature_method"] != _HMAC_SHA1:
        return False
    try:
        request = Request(uri, method)
        request.oauth_params = [pair for pair in header.items() if pair[0] not in ("realm", "oauth_signature")]
        expected: str = Client(header["oauth_consumer_key"], client_secret=secret).get_oauth_signature(request)
    except ValueError:  # A query that is no form.
        return False
    return compare_digest(expected.encode(), header["oauth_signature"].encode())
