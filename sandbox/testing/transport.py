"""A transport for httpx that calls the app in the same process, without a socket, a thread or an event loop."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message


class InProcess(httpx.BaseTransport):
    """Answers from an ASGI app. `httpx.Client(transport=InProcess(create_app()), base_url="http://sandbox")`.

    The sandbox never waits while it answers, so its coroutine is stepped to its end. An app that does wait is refused.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the app."""
        body = request.read()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.partition(b"?")[0],
            "query_string": request.url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("127.0.0.1", 0),
            "server": (request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        finish(self._app(scope, receive, send))
        content = b"".join(message.get("body", b"") for message in sent)
        return httpx.Response(sent[0]["status"], headers=sent[0]["headers"], content=content)


def finish(answering: Awaitable[None]) -> None:
    """Run to its end what never waits. Raises `RuntimeError` if it waits."""
    steps = answering.__await__()
    try:
        next(steps)
    except StopIteration:
        return
    raise RuntimeError("the app waits while it answers: it needs a server and an event loop")
