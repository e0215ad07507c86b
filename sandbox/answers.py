"""Answers: what goes back to a client."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Send

    from sandbox.outgoing import Outbound, Received

log = logging.getLogger("sandbox")

Headers = list[tuple[bytes, bytes]]


class Answer:
    """What goes back to the client, and what the journal says of it."""

    __slots__ = ("body", "delay", "error", "headers", "note", "operation", "pending", "rules", "status")

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.operation: str | None = None
        """Full id of the operation that was asked; `None` if there is none."""
        self.rules: tuple[str, ...] = ()
        self.note: str | None = None
        """What the journal tells the developer, and the answer does not tell the client."""
        self.error: str | None = None
        """The name of a bug of the sandbox."""
        self.delay = 0.0
        """Seconds of real time before it is sent."""
        self.pending: Pending | None = None
        """What must be heard before the answer is known."""


class Pending(NamedTuple):
    """A call whose reply decides the answer."""

    outbound: Outbound
    resume: Callable[[Received], Answer]
    even_late: bool
    """Whether to go on also if the session was reset meanwhile."""


def own_answer(status: int, error: str, text: str) -> Answer:
    """Speak as the sandbox itself, in no vendor's words."""
    body = f"{text}\n".encode()
    length = str(len(body)).encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", length), (b"x-sandbox-error", error.encode())]
    answer = Answer(status, headers, body)
    answer.error = error
    return answer


def own_failure(bug: Exception, place: str, vendor: str = "a vendor") -> Answer:
    """Log a bug of the sandbox with its traceback, and own up to it."""
    log.error("%s", place, exc_info=bug)
    return own_answer(500, type(bug).__name__, f"The sandbox itself failed, not {vendor}: {bug!r}")


async def send_answer(answer: Answer, send: Send) -> None:
    """Send an answer to the client, after its delay."""
    if answer.delay:
        import asyncio

        from sandbox.errands import awaited

        await awaited(asyncio.sleep(answer.delay))
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
