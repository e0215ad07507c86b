"""One call of a vendor: the bytes that go out, and what comes of every kind of reply."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from contextlib import suppress
from typing import Any

import pytest

from sandbox.outbound.client import call
from sandbox.vendor import Outbound, Received
from tests.receivers import SILENCE, Receiver, free_port, receiving


def made(url: str, *, allowed: tuple[str, ...] = (), **members: Any) -> Received:
    """Make a call; `members` are those of the call."""
    return asyncio.run(call(Outbound(**{"operation": "tell", "method": "POST", "url": url, **members}), allowed))


def sent(**members: Any) -> tuple[bytes, Receiver]:
    """Make a call to a receiver; returns what that got."""
    with receiving() as receiver:
        assert made(f"{receiver.url}/in?a=%20b", **members).status == 204
    return receiver.requests[0], receiver


# --- What goes out --------------------------------------------------------------------------------------------------


def test_a_request_has_the_given_headers_in_their_order_and_spelling_and_nothing_but_host_and_length() -> None:
    headers = (("X-b", "1"), ("content-TYPE", "text/x; a=b"), ("x-a", "é"), ("X-b", "2"))
    request, receiver = sent(headers=headers, body=b'{"a": 1}\x00')
    expected = (
        f"POST /in?a=%20b HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\n"
        "X-b: 1\r\ncontent-TYPE: text/x; a=b\r\nx-a: é\r\nX-b: 2\r\nContent-Length: 9\r\n\r\n"
    )
    assert request == expected.encode("latin-1") + b'{"a": 1}\x00'


@pytest.mark.parametrize(
    ("method", "body", "length"), [("GET", b"", None), ("DELETE", b"", None), ("POST", b"", "0"), ("DELETE", b"ab", "2")]
)
def test_the_length_of_a_body_is_told_where_there_is_or_might_be_one(method: str, body: bytes, length: str | None) -> None:
    request, receiver = sent(method=method, body=body)
    told = f"Content-Length: {length}\r\n" if length else ""
    assert request == f"{method} /in?a=%20b HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\n{told}\r\n".encode() + body


def test_host_and_length_that_are_given_are_not_added() -> None:
    request, _ = sent(headers=(("HOST", "a.example"), ("CONTENT-LENGTH", "2")), body=b"ab")
    assert request == b"POST /in?a=%20b HTTP/1.1\r\nHOST: a.example\r\nCONTENT-LENGTH: 2\r\n\r\nab"


# --- What comes back ------------------------------------------------------------------------------------------------


def answered(reply: bytes, **members: Any) -> Received:
    """Make a call that gets this reply."""
    with receiving(reply) as receiver:
        return made(receiver.url, **members)


def test_a_reply_is_told_as_it_came() -> None:
    received = answered(b"HTTP/1.1 302 Found\r\nLocation: http://x.example/\r\nx-A: \xe9\r\nX-a: 2\r\nContent-Length: 3\r\n\r\n\x1f\x8bz")
    assert (received.status, received.body, received.truncated, received.failure) == (302, b"\x1f\x8bz", False, None)
    assert received.headers == (("Location", "http://x.example/"), ("x-A", "é"), ("X-a", "2"), ("Content-Length", "3"))
    assert 0 < received.seconds < 5
    assert not received.ok


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nabc",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_a_body_is_read_however_it_is_framed(reply: bytes) -> None:
    received = answered(reply)
    assert (received.status, received.body) == (200, b"abc")


@pytest.mark.parametrize(("status", "ok"), [(199, False), (200, True), (204, True), (299, True), (300, False), (404, False), (500, False)])
def test_a_receiver_takes_it_with_any_2xx(status: int, ok: bool) -> None:
    assert Received(status).ok is ok
    assert not Received(failure="timeout").ok


@pytest.mark.parametrize(("limit", "body", "truncated"), [(4, b"abc", False), (3, b"abc", False), (2, b"ab", True), (0, b"", True)])
def test_a_body_is_read_up_to_the_limit(limit: int, body: bytes, truncated: bool) -> None:
    received = answered(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", max_body=limit)
    assert (received.status, received.body, received.truncated) == (200, body, truncated)


def endless(connection: socket.socket) -> None:
    """Send a body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def dripping(connection: socket.socket) -> None:
    """Send a body byte by byte, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)


def test_an_endless_body_ends_at_the_limit() -> None:
    with receiving(endless) as receiver:
        received = made(receiver.url, max_body=100_000)
    assert (received.status, len(received.body), received.truncated) == (200, 100_000, True)


@pytest.mark.parametrize("reply", [dripping, SILENCE, b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"])
def test_the_time_is_for_the_whole_of_a_call(reply: Any) -> None:
    def held(connection: socket.socket) -> None:
        connection.sendall(reply)
        connection.recv(1)

    with receiving(reply if callable(reply) else held) as receiver:
        received = made(receiver.url, timeout=0.2)
    assert (received.status, received.body, received.failure) == (None, b"", "timeout")
    assert 0.2 <= received.seconds < 2


def resetting(connection: socket.socket) -> None:
    """Break the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        resetting,
        lambda _connection: None,
    ],
)
def test_what_is_no_whole_reply_of_http_is_a_failure(reply: Any) -> None:
    received = answered(reply)
    assert (received.status, received.failure) == (None, "protocol")


@pytest.mark.parametrize("headers", [(), (("Upgrade", "x"), ("Connection", "upgrade"))])
def test_a_switch_of_protocols_is_not_followed(headers: Any) -> None:
    reply = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    assert answered(reply, headers=headers).failure == "protocol"


def test_where_nobody_listens_nobody_hears() -> None:
    received = made(f"http://127.0.0.1:{free_port()}/")
    assert (received.status, received.failure) == (None, "connect")


def test_a_connection_that_cannot_be_trusted_is_not_used() -> None:
    with receiving() as receiver:
        assert made(receiver.url.replace("http", "https")).failure == "tls"


# --- What does not go out -------------------------------------------------------------------------------------------


def test_a_host_that_is_not_allowed_is_neither_contacted_nor_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: Any, **_more: Any) -> None:
        raise AssertionError("it was contacted")

    monkeypatch.setattr(asyncio, "open_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    assert made("http://hooks.example/x").failure == "refused-host"
    assert made("http://127.0.0.1@hooks.example/x").failure == "refused-host"


def test_a_host_that_the_owner_allows_is_contacted() -> None:
    # The name belongs to nobody, so that it is looked up in vain.
    assert made("http://nobody.invalid/", allowed=(".invalid",)).failure == "connect"


@pytest.mark.parametrize(
    ("url", "members"),
    [
        ("nowhere", {}),
        ("ftp://127.0.0.1/", {}),
        ("http://127.0.0.1/ä", {}),
        ("http://127.0.0.1/a b", {}),
        ("http://127.0.0.1/", {"headers": (("X a", "1"),)}),
        ("http://127.0.0.1/", {"headers": (("X-a", "1\r\nX-b: 2"),)}),
        ("http://127.0.0.1/", {"headers": (("X-a", "€"),)}),
        ("http://127.0.0.1/", {"headers": (("Content-Length", "5"),)}),
        ("http://127.0.0.1/", {"method": "G T"}),
    ],
)
def test_what_cannot_be_written_as_http_is_not_sent(url: str, members: Any) -> None:
    assert made(url, **members).failure == "protocol"
