"""A small vendor that makes calls: a door bell, which tells whoever wants to hear that somebody rang."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
from pydantic import BaseModel
from starlette.applications import Starlette

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import (
    CHOSEN,
    Ask,
    Call,
    ConsoleError,
    Manifest,
    Operation,
    Outbound,
    Received,
    Reply,
    State,
    Variants,
    Vendor,
    VendorError,
    Webhook,
)

Json = dict[str, Any]


class Bell(State):
    """How often it rang."""

    rings: int = 0


class Ring(BaseModel):
    """Who is told of a ring, and how."""

    url: str
    body: str = "ring"
    retries: list[float] = []
    timeout: float = 5.0
    headers: list[tuple[str, str]] = []
    max_body: int = 1024

    def outbound(self) -> Outbound:
        """Return the call to make."""
        headers = tuple((name, value) for name, value in self.headers)
        return Outbound("rang", "POST", self.url, headers, self.body.encode(), self.timeout, tuple(self.retries), self.max_body)


BellCall = Call[Bell, Variants]


def ring(call: BellCall, body: Ring) -> None:
    """Ring."""
    call.state.rings += 1
    call.after_reply(body.outbound())


def ring_later(call: BellCall, body: Ring) -> None:
    """Ring in a minute."""
    call.plan("ring", 60, url=body.url)


def due(state: Bell, detail: Mapping[str, str]) -> list[Outbound]:
    """Ring now."""
    state.rings += 1
    return [Ring(url=detail["url"], body=detail.get("body", "late")).outbound()]


def ask(call: BellCall, body: Ring) -> Ask:
    """Ask who is there."""

    def then(received: Received) -> Any:
        if received.failure:
            raise ConsoleError(None, 409, received.failure)
        if received.body == b"again":
            return Ask(body.outbound(), then)
        call.state.rings += 1
        return Reply(200, received.body, media_type="text/plain")

    return Ask(body.outbound(), then)


bell = Vendor(
    manifest=Manifest("bell", "The Bell", "1", (), (), lambda _: {}, secrets=("password", "X-Key")),
    state=Bell,
    variants=Variants,
    rules=(),
    operations=(
        Operation("ring", "POST", "/ring", ring, CHOSEN),
        Operation("ring-later", "POST", "/ring-later", ring_later, CHOSEN),
        Operation("ask", "POST", "/ask", ask, CHOSEN),
    ),
    console=(
        Operation("console.ask", "POST", "/ask", ask, CHOSEN),
        Operation("console.ring", "POST", "/ring", ring, CHOSEN, status=202),
    ),
    webhooks=(Webhook("rang", "POST", None, CHOSEN, "Somebody rang."),),
    actions={"ring": due},
    error_body=lambda _call, error: Reply(error.status),
    invalid=lambda _call, _problem: VendorError(None, 422),
    unknown_path=lambda _call: VendorError(None, 404),
    wrong_method=lambda _call, _methods: VendorError(None, 405),
)


def bell_app(**settings: Any) -> Starlette:
    """Return a server of the bell."""
    return create_app(Settings(fixture="empty", **settings), {"bell": Installed(bell.manifest, lambda: bell)})


@contextmanager
def bell_client(**settings: Any) -> Iterator[httpx.Client]:
    """Call a server of the bell, in the same process and without an event loop; its clock stands still."""
    with httpx.Client(transport=InProcess(bell_app(**settings)), base_url="http://sandbox") as client:
        client.put("/_sandbox/clock", json={"now": "2026-11-22T12:00:00Z", "mode": "frozen"})
        yield client


def told(client: httpx.Client, **query: Any) -> list[tuple[Any, Any, Any]]:
    """Return attempt, status and error of the calls that the journal has."""
    return [(one["attempt"], one["status"], one["error"]) for one in journal(client, **query)]


def journal(client: httpx.Client, **query: Any) -> list[Json]:
    """Return the calls that the journal has."""
    found: list[Json] = client.get("/_sandbox/journal", params={"direction": "out", **query}).json()
    return found
