"""One call, from the connection to the whole reply. Nothing is added, followed, decoded or remembered."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from time import perf_counter

import h11

from sandbox.outbound.hosts import Address, address, is_allowed
from sandbox.outgoing import Outbound, Received

_WITH_LENGTH = frozenset(("POST", "PUT", "PATCH"))
"""Methods whose requests say their length, also when it is nothing."""
_CHUNK = 64 * 1024


async def call(outbound: Outbound, allowed: Collection[str]) -> Received:
    """Make a call. It ends within its time, with bounded memory, whatever the receiver does."""
    started = perf_counter()
    try:
        to = address(outbound.url)
        if not is_allowed(to.host, allowed):
            return Received(failure="refused-host")
        connection, request = _request(outbound, to)
    except (ValueError, h11.LocalProtocolError):
        return Received(failure="protocol")
    try:
        async with asyncio.timeout(outbound.timeout):
            received = await _exchange(to, connection, request, outbound.max_body)
    except TimeoutError:
        received = Received(failure="timeout")
    except ssl.SSLError:
        received = Received(failure="tls")
    except h11.RemoteProtocolError:
        received = Received(failure="protocol")
    except OSError:
        received = Received(failure="connect")
    return replace(received, seconds=perf_counter() - started)


def _request(outbound: Outbound, to: Address) -> tuple[h11.Connection, bytes]:
    """Write the request down. Raises `ValueError` and `LocalProtocolError` where it cannot be written as HTTP."""
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in outbound.headers]
    given = {name.lower() for name, _ in headers}
    if b"host" not in given:
        headers.insert(0, (b"Host", to.authority.encode("ascii")))
    if b"content-length" not in given and (outbound.body or outbound.method in _WITH_LENGTH):
        headers.append((b"Content-Length", b"%d" % len(outbound.body)))
    head = h11.Request(method=outbound.method, headers=headers, target=to.target.encode("ascii"))
    connection = h11.Connection(our_role=h11.CLIENT)
    sent = [connection.send(event) or b"" for event in (head, h11.Data(data=outbound.body), h11.EndOfMessage())]
    return connection, b"".join(sent)


async def _exchange(to: Address, connection: h11.Connection, request: bytes, max_body: int) -> Received:
    """Send the request and read the reply."""
    secure = _trust() if to.scheme == "https" else None
    reader, writer = await asyncio.open_connection(to.host, to.port, ssl=secure)
    try:
        # Not waited for: a receiver may answer before it has read everything.
        writer.write(request)
        head = await _head(connection, reader)
        body, truncated = await _body(connection, reader, max_body)
    finally:
        writer.transport.abort()
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers.raw_items())
    return Received(head.status_code, headers, body, truncated)


async def _head(connection: h11.Connection, reader: asyncio.StreamReader) -> h11.Response:
    """Read status and headers; what comes before them (`100 Continue`) is passed over."""
    while True:
        event = connection.next_event()
        if isinstance(event, h11.Response):
            return event
        if not isinstance(event, h11.InformationalResponse):
            await _go_on(event, connection, reader)


async def _body(connection: h11.Connection, reader: asyncio.StreamReader, limit: int) -> tuple[bytes, bool]:
    """Read the body up to a limit, and say whether it goes on."""
    body = bytearray()
    while True:
        event = connection.next_event()
        if isinstance(event, h11.EndOfMessage):
            return bytes(body), False
        if isinstance(event, h11.Data):
            body += event.data
            if len(body) > limit:
                return bytes(body[:limit]), True
        else:
            await _go_on(event, connection, reader)


async def _go_on(event: object, connection: h11.Connection, reader: asyncio.StreamReader) -> None:
    """Read more, if that is what is missing. Raises `RemoteProtocolError`."""
    if event is not h11.NEED_DATA:
        raise h11.RemoteProtocolError("the receiver speaks no HTTP any more")
    connection.receive_data(await _read(reader))


async def _read(reader: asyncio.StreamReader) -> bytes:
    """Read what is there. A connection that breaks is a reply that breaks off."""
    try:
        return await reader.read(_CHUNK)
    except ConnectionError as broken:
        raise h11.RemoteProtocolError("the connection broke") from broken


@cache
def _trust() -> ssl.SSLContext:
    """Trust whom the machine trusts."""
    return ssl.create_default_context()
