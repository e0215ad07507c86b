"""The app: what `create_app` makes."""

from __future__ import annotations

import asyncio

from starlette.types import Message

from sandbox.app import create_app
from sandbox.settings import Settings
from tests.contract import INSTALLED


def test_without_vendors_it_has_every_installed_one_in_alphabetical_order() -> None:
    assert list(create_app().state.vendors) == sorted(INSTALLED)


def test_the_server_starts_and_stops_as_servers_ask() -> None:
    messages: list[Message] = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message["type"])

    asyncio.run(create_app(Settings(), INSTALLED)({"type": "lifespan", "state": {}}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
