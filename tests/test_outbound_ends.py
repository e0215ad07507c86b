"""Who waits for a call of a session that ends waits no longer."""

from __future__ import annotations

import asyncio
from time import perf_counter

import httpx
import pytest

from tests.receivers import FAILED, SILENCE, receiving
from tests.test_outbound_loop import kept, served, soon


@pytest.mark.parametrize(("method", "path"), [("POST", "/~a/_sandbox/reset"), ("DELETE", "/_sandbox/sessions/a")])
def test_what_somebody_waits_for_ends_with_the_session(method: str, path: str) -> None:
    with receiving(FAILED, SILENCE, SILENCE) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            await client.post("/~a/bell/ring", json={"url": receiver.url})
            await soon(lambda: len(receiver.requests) == 1)
            number = (await client.get("/~a/_sandbox/journal")).json()[0]["id"] + 1
            again = asyncio.create_task(client.post(f"/~a/_sandbox/journal/{number}/redeliver"))
            asking = asyncio.create_task(client.post("/~a/_sandbox/bell/ask", json={"url": receiver.url}))
            await soon(lambda: len(receiver.requests) == 3)
            began = perf_counter()
            assert (await client.request(method, path)).status_code == 204
            for answer in (await again, await asking):
                assert (answer.status_code, answer.json()["error"]) == (409, "the session was reset meanwhile")
            assert perf_counter() - began < 3
            await soon(lambda: receiver.open == 0)

        served(talk)


def test_a_client_that_goes_takes_its_question_with_it() -> None:
    with receiving(SILENCE) as receiver:

        async def talk(client: httpx.AsyncClient) -> None:
            asking = asyncio.create_task(client.post("/_sandbox/bell/ask", json={"url": receiver.url}))
            await soon(lambda: len(receiver.requests) == 1)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            await soon(lambda: receiver.open == 0)
            await kept(client, [])

        served(talk)
