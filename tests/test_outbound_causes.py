"""What is told of a call that got no whole reply: the cause, and what had come of it; and what a late reply may do."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import time
from dataclasses import replace
from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.outbound.client import call
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import CHOSEN, Ask, Operation, Outbound, Received, Reply
from tests.bell import BellCall, Ring, bell
from tests.receivers import SILENCE, free_port, receiving

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-A: 1\r\n\r\n"
PART = Received(200, (("Content-Length", "3"), ("X-A", "1")), b"ab")


def made(url: str, *, allowed: tuple[str, ...] = (), **members: Any) -> Received:
    """Make a call."""
    return asyncio.run(call(Outbound("tell", "POST", url, **members), allowed))


def answered(reply: Any, **members: Any) -> Received:
    """Make a call that gets this reply."""
    with receiving(reply) as receiver:
        return made(receiver.url, **members)


def breaking(sent: bytes) -> Any:
    """Return a receiver that sends something and breaks the connection off."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(sent)
        time.sleep(0.05)  # What was sent is read before the connection breaks.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return reply


def holding(sent: bytes) -> Any:
    """Return a receiver that sends something and nothing more."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(sent)
        connection.recv(1)

    return reply


@pytest.mark.parametrize(
    ("reply", "cause", "part"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", None, None),
        (HEAD + b"ab", "reset", PART),
        (breaking(HEAD + b"ab"), "reset", PART),
        (breaking(b""), "reset", None),
        (b"HTTP/1.1 200", "reset", None),
        (lambda _connection: None, "reset", None),
    ],
)
def test_a_reply_that_breaks_off_is_told_as_far_as_it_came(reply: Any, cause: str | None, part: Received | None) -> None:
    received = answered(reply)
    assert (received.status, received.failure, received.cause, received.part) == (None, "protocol", cause, part)


@pytest.mark.parametrize(("reply", "part"), [(SILENCE, None), (holding(HEAD + b"ab"), PART)])
def test_what_had_come_when_the_time_was_up_is_told(reply: Any, part: Received | None) -> None:
    received = answered(reply, timeout=0.2)
    assert (received.failure, received.cause, received.part) == ("timeout", None, part)


def test_why_there_is_no_connection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(f"http://127.0.0.1:{free_port()}/").cause == "refused"
    assert made("http://nobody.invalid/", allowed=(".invalid",)).cause == "dns"
    assert made(f"http://{'x' * 70}.invalid/", allowed=(".invalid",)).cause == "dns"

    async def broken(*_arguments: Any, **_more: Any) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(asyncio, "open_connection", broken)
    received = made("http://127.0.0.1/")
    assert (received.failure, received.cause) == ("connect", "reset")


def test_a_whole_reply_has_no_cause_and_no_part() -> None:
    received = answered(HEAD + b"abc")
    assert (received.failure, received.cause, received.part, received.is_late) == (None, None, None, False)


# --- Late replies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("even_late", "expected"), [(True, (200, "True")), (False, (409, "the session was reset meanwhile"))])
def test_a_reply_after_a_reset_is_heard_by_whom_asks_for_it(even_late: bool, expected: tuple[int, str]) -> None:
    def ask(call: BellCall, body: Ring) -> Ask:
        """Ask, and say whether it took too long."""

        def then(received: Received) -> Reply:
            call.state.rings += 1
            return Reply(200, str(received.is_late).encode(), media_type="text/plain")

        return Ask(body.outbound(), then, even_late)

    vendor = replace(bell, console=(Operation("console.late", "POST", "/late", ask, CHOSEN),))
    app = create_app(Settings(fixture="empty"), {"bell": Installed(vendor.manifest, lambda: vendor)})
    gate = threading.Event()

    def waiting(connection: socket.socket) -> None:
        gate.wait(5)
        connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    async def both() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
            asked = asyncio.create_task(client.post("/_sandbox/bell/late", json={"url": receiver.url}))
            while not receiver.requests:  # noqa: ASYNC110 - another thread notes them
                await asyncio.sleep(0.01)
            assert (await client.post("/_sandbox/reset")).status_code == 204
            gate.set()
            return await asked

    with receiving(waiting) as receiver:
        answer = asyncio.run(both())
    assert (answer.status_code, answer.text if even_late else answer.json()["error"]) == expected
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        assert client.get("/_sandbox/state/bell").json()["rings"] == 0
