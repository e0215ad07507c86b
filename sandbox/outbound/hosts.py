"""Whom the sandbox may call: this machine, and the hosts that its owner named."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """Where a call goes."""

    scheme: str
    host: str
    """In lower case; of an IPv6 address without brackets."""
    port: int
    authority: str
    """As `Host` says it."""
    target: str
    """Path and query."""


def address(url: str) -> Address:
    """Take a URL apart. Raises `ValueError` if it is no absolute address of HTTP."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(f"{url!r} is no http or https address")
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    query = f"?{parts.query}" if parts.query else ""
    return Address(parts.scheme, parts.hostname, port, parts.netloc.rpartition("@")[2], (parts.path or "/") + query)


def is_allowed(host: str, allowed: Collection[str]) -> bool:
    """Say whether a host may be called. No name is looked up.

    This machine always may: `localhost` and the loopback addresses. `allowed` has host names and addresses as they stand in URLs,
    in lower case; `.example.com` stands for every host below, `*` for every host.
    """
    if host == "localhost" or _is_loopback(host):
        return True
    return any(known in (host, "*") or (known[:1] == "." and host.endswith(known)) for known in allowed)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
