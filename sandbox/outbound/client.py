"""One call, from the connection to the whole reply. Nothing is added, followed, decoded or remembered."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from time import perf_counter

import h11

from sandbox.outbound.hosts import Address, address, is_allowed
from sandbox.outgoing import Cause, Failure, Outbound, Received

_WITH_LENGTH = frozenset(("POST", "PUT", "PATCH"))
"""Methods whose requests say their length, also when it is nothing."""
_CHUNK = 64 * 1024


async def call(outbound: Outbound, allowed: Collection[str]) -> Received:
    """Make a call. It ends within its time, with bounded memory, whatever the receiver does."""
    if not outbound.url:
        return Received(failure="no-address")
    started = perf_counter()
    try:
        to = address(outbound.url)
        if not is_allowed(to.host, allowed):
            return Received(failure="refused-host")
        connection, request = _request(outbound, to)
    except (ValueError, h11.LocalProtocolError):
        return Received(failure="protocol")
    reply = _Reply()
    failure: Failure | None = None
    cause: Cause | None = None
    try:
        async with asyncio.timeout(outbound.timeout):
            await _exchange(to, connection, request, reply, outbound.max_body)
    except TimeoutError:
        failure = "timeout"
    except ssl.SSLError:
        failure = "tls"
    except h11.RemoteProtocolError:
        failure, cause = "protocol", "reset" if reply.has_ended else None
    except (OSError, UnicodeError) as error:  # The latter, where a name cannot be written as one of the DNS.
        failure, cause = "connect", _cause(error)
    received = reply.received()
    if failure is not None:
        received = Received(failure=failure, cause=cause, part=received if reply.status is not None else None)
    return replace(received, seconds=perf_counter() - started)


class _Reply:
    """A reply, as far as it has come."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()
        self.body = bytearray()
        self.truncated = False
        self.has_ended = False
        """Whether the receiver has closed the connection, or broken it off."""

    def received(self) -> Received:
        return Received(self.status, self.headers, bytes(self.body), self.truncated)


def _cause(error: OSError | UnicodeError) -> Cause:
    if isinstance(error, socket.gaierror | UnicodeError):
        return "dns"
    return "reset" if isinstance(error, ConnectionResetError | BrokenPipeError) else "refused"


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


async def _exchange(to: Address, connection: h11.Connection, request: bytes, reply: _Reply, max_body: int) -> None:
    """Send the request and read the reply."""
    secure = _trust() if to.scheme == "https" else None
    reader, writer = await asyncio.open_connection(to.host, to.port, ssl=secure)
    try:
        # Not waited for: a receiver may answer before it has read everything.
        writer.write(request)
        await _head(connection, reader, reply)
        await _body(connection, reader, reply, max_body)
    finally:
        writer.transport.abort()


async def _head(connection: h11.Connection, reader: asyncio.StreamReader, reply: _Reply) -> None:
    """Read status and headers; what comes before them (`100 Continue`) is passed over."""
    while True:
        event = connection.next_event()
        if isinstance(event, h11.Response):
            reply.status = event.status_code
            reply.headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in event.headers.raw_items())
            return
        if not isinstance(event, h11.InformationalResponse):
            await _go_on(event, connection, reader, reply)


async def _body(connection: h11.Connection, reader: asyncio.StreamReader, reply: _Reply, limit: int) -> None:
    """Read the body up to a limit, and note whether it goes on."""
    while True:
        event = connection.next_event()
        if isinstance(event, h11.EndOfMessage):
            return
        if isinstance(event, h11.Data):
            reply.body += event.data
            if len(reply.body) > limit:
                del reply.body[limit:]
                reply.truncated = True
                return
        else:
            await _go_on(event, connection, reader, reply)


async def _go_on(event: object, connection: h11.Connection, reader: asyncio.StreamReader, reply: _Reply) -> None:
    """Read more, if that is what is missing. Raises `RemoteProtocolError`."""
    if event is not h11.NEED_DATA:
        raise h11.RemoteProtocolError("the receiver speaks no HTTP any more")
    connection.receive_data(await _read(reader, reply))


async def _read(reader: asyncio.StreamReader, reply: _Reply) -> bytes:
    """Read what is there. A connection that breaks is a reply that breaks off."""
    try:
        data = await reader.read(_CHUNK)
    except ConnectionError as broken:
        reply.has_ended = True
        raise h11.RemoteProtocolError("the connection broke") from broken
    reply.has_ended = not data
    return data


@cache
def _trust() -> ssl.SSLContext:
    """Trust whom the machine trusts."""
    return ssl.create_default_context()
