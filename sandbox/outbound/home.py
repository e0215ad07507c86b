"""Calls to the vendor's own address in the session that makes them: answered like a client's, and without a socket."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import TYPE_CHECKING

from sandbox.calls import Incoming
from sandbox.outgoing import Received
from sandbox.serving import Service

if TYPE_CHECKING:
    from starlette.types import Scope

    from sandbox.manifest import Manifest
    from sandbox.outgoing import Outbound
    from sandbox.session import Session

HOST = "localhost"
"""What `Host` says, if the caller says nothing."""


class Home:
    """The vendors of a session, as they answer their own calls."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._services: dict[str, Service] = {}

    async def call(self, manifest: Manifest, outbound: Outbound) -> Received:
        """Answer a call, and keep it in the journal as one that a client made. What is delayed too long is a time-out."""
        started = perf_counter()
        session = self._session
        seat = session.seats[manifest.name]
        service = self._services.get(manifest.name)
        if service is None:
            service = self._services[manifest.name] = Service(seat.vendor)
        incoming = _incoming(manifest, outbound)
        at = session.clock.now()
        answer = service.answer(incoming, seat, at, plain=True)
        session.journal.record(at, manifest, incoming, answer, perf_counter() - started)
        if answer.delay:
            await asyncio.sleep(min(answer.delay, outbound.timeout))
        seconds = perf_counter() - started
        if answer.delay >= outbound.timeout:
            return Received(failure="timeout", seconds=seconds)
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)
        limit = outbound.max_body
        return Received(answer.status, headers, answer.body[:limit], len(answer.body) > limit, seconds=seconds)


def _incoming(manifest: Manifest, outbound: Outbound) -> Incoming:
    """Return a call as it comes to the vendor."""
    path, _, query = outbound.url.encode("ascii").partition(b"?")
    headers = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in outbound.headers]
    if not any(name == b"host" for name, _ in headers):
        headers.insert(0, (b"host", HOST.encode()))
    headers.append((b"content-length", b"%d" % len(outbound.body)))
    scope: Scope = {"type": "http", "method": outbound.method, "query_string": query, "headers": headers}
    prefix = f"/{manifest.name}"
    return Incoming(scope, prefix.encode() + path, path, outbound.body, prefix)
