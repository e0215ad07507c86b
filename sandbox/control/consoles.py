"""`/_sandbox/<vendor>`: the console of each vendor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from sandbox.answers import Answer, send_answer
from sandbox.calls import Incoming
from sandbox.console import console
from sandbox.errands import attend, awaited
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
            answer = await self._answer(self._service, incoming, session)
        await send_answer(answer, send)
        attend(session)

    async def _answer(self, service: Service, incoming: Incoming, session: Session) -> Answer:
        """Let the console answer, and whom it asks; meanwhile the server goes on."""
        # The seat is the vendor's, not the console's: the vendor answers its own calls from it.
        seat = session.seat(self._vendor.load().vendor)
        state = seat.state
        answer = service.answer(incoming, seat, session.clock.now())
        while answer.pending:
            pending = answer.pending
            received, _ = await awaited(session.post.ask(service.vendor.manifest, pending.outbound, even_late=pending.even_late))
            is_late = session.seats.get(service.vendor.manifest.name) is not seat or seat.state is not state
            if is_late and not pending.even_late:
                return _refused(409, "the session was reset meanwhile")
            answer = pending.resume(replace(received, is_late=is_late))
        return answer


def _refused(status: int, error: str) -> Answer:
    body = orjson.dumps({"error": error, "detail": None})
    return Answer(status, [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))], body)
