"""Delivery of a vendor's calls on a running event loop, as on a server: nobody waits, and a clock that runs brings what falls due."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox import errands
from sandbox.outbound import post
from tests.bell import bell_app
from tests.receivers import FAILED, SILENCE, receiving

Json = dict[str, Any]
Frozen = {"now": "2026-11-22T12:00:00Z", "mode": "frozen"}


def served(talk: Callable[[httpx.AsyncClient], Awaitable[None]], app: Starlette | None = None, *, frozen: bool = True) -> None:
    """Let a client talk to a server of the bell on an event loop."""

    async def main() -> None:
        transport = httpx.ASGITransport(app or bell_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
            if frozen:
                await client.put("/_sandbox/clock", json=Frozen)
            await talk(client)

    asyncio.run(main())


async def soon(holds: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> None:
    """Let the event loop go on until something holds."""
    for _ in range(2000):
        found = holds()
        if found if isinstance(found, bool) else await found:
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came")


async def calls(client: httpx.AsyncClient) -> list[tuple[int, int | None]]:
    """Return attempt and status of the calls that the journal has."""
    return [(one["attempt"], one["status"]) for one in (await client.get("/_sandbox/journal?direction=out")).json()]


async def kept(client: httpx.AsyncClient, expected: list[tuple[int, int | None]]) -> None:
    """Wait until the journal has these calls."""

    async def holds() -> bool:
        return await calls(client) == expected

    await soon(holds)


def test_nobody_waits_for_a_receiver() -> None:
    with receiving(SILENCE) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            started = perf_counter()
            for _ in range(3):
                assert (await client.post("/bell/ring", json={"url": receiver.url, "timeout": 30})).status_code == 200
            assert perf_counter() - started < 2
            await soon(lambda: len(receiver.requests) == 1)
            assert await calls(client) == []

        served(talk)
        assert len(receiver.requests) == 1


def test_a_call_is_journaled_when_it_is_over() -> None:
    with receiving() as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url})
            await kept(client, [(1, 204)])

        served(talk)


def test_advancing_the_clock_waits_for_the_attempts_that_it_brings() -> None:
    with receiving(FAILED, FAILED) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url, "retries": [1, 5]})
            await kept(client, [(1, 500)])
            answer = await client.post("/_sandbox/clock/advance", json={"seconds": 6})
            assert answer.json()["ran"] == ["bell.rang", "bell.rang"]
            assert await calls(client) == [(1, 500), (2, 500), (3, 204)]

        served(talk)


def test_an_attempt_that_is_due_by_the_time_it_is_known_is_made_at_once() -> None:
    with receiving(FAILED, FAILED) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url, "retries": [1, 5]})
            await client.post("/_sandbox/clock/advance", json={"seconds": 6})
            await kept(client, [(1, 500), (2, 500), (3, 204)])

        served(talk)


def test_a_clock_that_runs_brings_further_attempts_by_itself() -> None:
    with receiving(FAILED, FAILED) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url, "retries": [0.05, 0.05]})
            await soon(lambda: len(receiver.requests) == 3)

        served(talk, frozen=False)


def test_a_clock_that_runs_brings_what_is_due_by_itself() -> None:
    with receiving() as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring-later", json={"url": receiver.url})
            await client.put("/_sandbox/clock", json={"mode": "frozen"})
            await client.post("/_sandbox/clock/advance", json={"seconds": 59.9})
            await asyncio.sleep(0.2)
            assert receiver.requests == []
            await client.put("/_sandbox/clock", json={"mode": "real"})
            await soon(lambda: receiver.bodies == [b"late"])

        served(talk, frozen=False)


def test_a_timer_that_waits_long_looks_again_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(post, "LONGEST_WAIT", 0.01)
    with receiving(FAILED) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring-later", json={"url": receiver.url})
            await client.post("/bell/ring", json={"url": receiver.url, "retries": [0.2]})
            await soon(lambda: len(receiver.requests) == 2)

        served(talk, frozen=False)


@pytest.mark.parametrize(("method", "path"), [("POST", "/~a/_sandbox/reset"), ("DELETE", "/_sandbox/sessions/a")])
@pytest.mark.parametrize(("script", "rings"), [([SILENCE], 3), ([FAILED, SILENCE], 1)])
def test_what_is_under_way_ends_with_its_session(method: str, path: str, script: list[bytes], rings: int) -> None:
    with receiving(*script) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            ring = {"url": receiver.url, "timeout": 30, "retries": [0.001, 60]}
            for _ in range(rings):
                await client.post("/~a/bell/ring", json=ring)
            await client.post("/~a/bell/ring-later", json=ring)
            await soon(lambda: len(receiver.requests) == len(script) and receiver.open == 1)
            assert (await client.request(method, path)).status_code == 204
            await soon(lambda: receiver.open == 0)
            await asyncio.sleep(0.05)
            assert len(receiver.requests) == len(script)
            assert (await client.get("/~a/_sandbox/journal?direction=out")).json() == []

        served(talk, frozen=False)


def test_advancing_the_clock_does_not_fail_when_the_session_ends_meanwhile() -> None:
    with receiving(FAILED, SILENCE) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url, "retries": [1]})
            await kept(client, [(1, 500)])
            advancing = asyncio.create_task(client.post("/_sandbox/clock/advance", json={"seconds": 1}))
            await soon(lambda: len(receiver.requests) == 2)
            await client.post("/_sandbox/reset")
            answer = await advancing
            assert (answer.status_code, answer.json()["ran"]) == (200, [])

        served(talk)


def test_a_session_ends_though_its_event_loop_has_ended_before() -> None:
    app = bell_app()
    with receiving(SILENCE) as receiver:

        async def ring(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url, "timeout": 30})
            await client.post("/bell/ring-later", json={"url": receiver.url})

        async def reset(client: httpx.AsyncClient) -> None:
            assert (await client.post("/_sandbox/reset")).status_code == 204

        served(ring, app, frozen=False)
        served(reset, app, frozen=False)


# --- A console that asks --------------------------------------------------------------------------------------------


def test_the_server_goes_on_while_the_console_asks() -> None:
    with receiving(SILENCE) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            asking = asyncio.create_task(client.post("/_sandbox/bell/ask", json={"url": receiver.url, "timeout": 0.5}))
            await soon(lambda: len(receiver.requests) == 1)
            assert (await client.get("/_sandbox/health")).status_code == 200
            assert not asking.done()
            assert (await asking).json() == {"error": "timeout", "detail": None}

        served(talk)


def late(until: threading.Event) -> Callable[[socket.socket], None]:
    """Answer when it is time."""

    def answer(connection: socket.socket) -> None:
        until.wait(5)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nwho")

    return answer


@pytest.mark.parametrize(
    ("method", "path", "journaled"),
    [("POST", "/~a/_sandbox/reset", []), ("DELETE", "/_sandbox/sessions/a", []), ("PUT", "/~a/_sandbox/state/bell", [(1, 200)])],
)
def test_an_answer_that_comes_too_late_changes_nothing(method: str, path: str, journaled: list[Any]) -> None:
    until_reset = threading.Event()
    with receiving(late(until_reset)) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            asking = asyncio.create_task(client.post("/~a/_sandbox/bell/ask", json={"url": receiver.url}))
            await soon(lambda: len(receiver.requests) == 1)
            assert (await client.request(method, path, content=b"{}")).status_code == 204
            until_reset.set()
            answer = await asking
            assert (answer.status_code, answer.json()) == (409, {"error": "the session was reset meanwhile", "detail": None})
            assert (await client.get("/~a/_sandbox/state/bell")).json()["rings"] == 0
            out = (await client.get("/~a/_sandbox/journal?direction=out")).json()
            assert [(one["attempt"], one["status"]) for one in out] == journaled

        served(talk)


def test_a_call_by_hand_is_not_journaled_in_the_session_that_came_after() -> None:
    until_reset = threading.Event()
    with receiving(FAILED, late(until_reset)) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/bell/ring", json={"url": receiver.url})
            await kept(client, [(1, 500)])
            again = asyncio.create_task(client.post("/_sandbox/journal/2/redeliver"))
            await soon(lambda: len(receiver.requests) == 2)
            await client.post("/_sandbox/reset")
            until_reset.set()
            answer = await again
            assert (answer.status_code, answer.json()["error"]) == (409, "the session was reset meanwhile")
            assert await calls(client) == []

        served(talk)


# --- A real server --------------------------------------------------------------------------------------------------


SERVER = "import sys; from tests.bell import bell_app; from sandbox.cli.serve import listen, serve; " + (
    "serve(bell_app(), '127.0.0.1', listen('127.0.0.1', 0), access_log=False)"
)


def test_a_server_ends_at_once_though_a_receiver_is_silent() -> None:
    with receiving(SILENCE) as receiver, subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().partition(": ")[2].strip()
        assert httpx.post(f"{address}/bell/ring", json={"url": receiver.url, "timeout": 60}).status_code == 200
        receiver.wait(1)
        started = perf_counter()
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0
        assert perf_counter() - started < 3
