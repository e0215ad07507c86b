"""Signed requests: what a client signs, and how."""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote


def sign(secret: str, target: str, date: str) -> str:
    """Sign a request target (path and query as they go over the wire) and the text of `X-Boomtown-Date`.

    Base64 of HMAC-SHA256 over target, colon and date; the secret is the key as text. Source: sdk2018, readme-v2.
    """
    message = f"{target}:{date}".encode("utf-8", "surrogateescape")
    return b64encode(hmac.digest(secret.encode(), message, "sha256")).decode()


def candidates(prefix: str, path: str, query: str) -> Iterator[str]:
    """Yield the request targets that a client may have signed.

    `prefix` is what the sandbox's own addresses put before the vendor's `path`. Clients sign what they send, or the
    vendor's path alone; those of 2018 sign the path percent-decoded.
    """
    # A question mark with nothing behind it does not get here, but a client that sends it signs it.
    queries = (f"?{query}",) if query else ("", "?")
    paths = (path, unquote(path, errors="surrogateescape")) if "%" in path else (path,)
    for spelling in (f"{path}{query}" for path in paths for query in queries):
        yield f"{prefix}{spelling}"
        if prefix:
            yield spelling


_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?", re.ASCII)


def read_date(text: str) -> datetime | None:
    """Read `X-Boomtown-Date`: ISO 8601 in the forms that the vendor's SDKs send; without a zone it is UTC. `None`: it is no date."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    seconds, fraction, zone = match.groups()
    try:
        moment = datetime.fromisoformat(f"{seconds}.{(fraction or '0')[:6]:0<6}{zone or '+00:00'}")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
