"""What must be known of a vendor before it is loaded.

Kept free of heavy imports: the server reads every manifest at start, and a vendor itself only on its first request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manifest:
    """A vendor's name and addresses."""

    name: str
    """Path prefix, and prefix of every operation and rule id: `mxo`."""
    title: str
    """The vendor's own name for the API, as people say it."""
    version: str
    """The vendor's version that is played."""
    hosts: tuple[str, ...]
    """Host names that select this vendor: exact, or `.example.com` for every host below."""
    roots: tuple[str, ...]
    """First path segments (or longer beginnings) that select this vendor without prefix and host, in lower case: `/one`."""
    credentials: Callable[[str | None], dict[str, str]]
    """The credentials of a session: the fixture's for `None` (the default session), else those issued for the name."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the path prefix."""
    secrets: tuple[str, ...] = ()
    """Members of bodies and forms whose values are masked wherever people look: `client_secret`."""

    def serves_host(self, host: str) -> bool:
        """Say whether `host` (lower case, no port) is one of the vendor's own host names."""
        return any(host == known or (known[0] == "." and host.endswith(known)) for known in self.hosts)
