"""A delayed answer: it is made at once, and sent later."""

from __future__ import annotations

import asyncio
from time import perf_counter

import httpx

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import CHOSEN, Operation, Reply
from tests.cafe import TinyCall, vendor

SECONDS = 0.2


def brew(call: TinyCall) -> Reply:
    """Make tea, which takes a while."""
    return Reply(200, b'"tea"', delay=SECONDS)


CAFE = vendor(Operation("tea.brew", "GET", "/tea", brew, CHOSEN), Operation("tea.none", "GET", "/none", lambda _: Reply(204), CHOSEN))


def test_an_answer_waits_in_real_time_while_others_are_answered() -> None:
    app = create_app(Settings(fixture="empty"), {"cafe": Installed(CAFE.manifest, lambda: CAFE)})

    async def both() -> tuple[httpx.Response, float, float]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://sandbox") as client:
            began = perf_counter()
            slow = asyncio.create_task(client.get("/cafe/tea"))
            await asyncio.sleep(0)
            await client.get("/cafe/none")
            others = perf_counter() - began
            return await slow, others, perf_counter() - began

    answer, others, whole = asyncio.run(both())
    assert (answer.status_code, answer.text) == (200, '"tea"')
    assert others < SECONDS <= whole


def test_a_client_without_an_event_loop_waits_too() -> None:
    app = create_app(Settings(fixture="empty"), {"cafe": Installed(CAFE.manifest, lambda: CAFE)})
    began = perf_counter()
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        assert client.get("/cafe/tea").text == '"tea"'
    assert perf_counter() - began >= SECONDS
