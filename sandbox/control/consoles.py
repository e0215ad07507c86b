"""`/_sandbox/<vendor>`: the console of each vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.answers import send_answer
from sandbox.calls import Incoming
from sandbox.console import console
from sandbox.gateway import SESSION, TARGET, Gone, read_body, too_large

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from sandbox.installed import Installed
    from sandbox.serving import Service
    from sandbox.session import Session


class Console:
    """Serves the console of one vendor, which is loaded on the first request."""

    def __init__(self, vendor: Installed, max_body: int) -> None:
        self._vendor = vendor
        self._max_body = max_body
        self._service: Service | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        session: Session = scope[SESSION]
        vendor = self._vendor.load().vendor
        self._service = self._service or console(vendor)
        try:
            body = await read_body(receive, dict(scope["headers"]).get(b"content-length", b""), self._max_body)
        except Gone:
            return
        if body is None:
            answer = too_large(self._max_body)
        else:
            target: bytes = scope[TARGET]
            path = target.removeprefix(f"/_sandbox/{vendor.manifest.name}".encode())
            incoming = Incoming(scope, target, path, body, scope["root_path"])
            answer = self._service.answer(incoming, session.seat(vendor), session.clock.now())
        await send_answer(answer, send)
