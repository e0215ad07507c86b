"""The way in: finds the session and the vendor of a request, journals what passes, and keeps bodies within bounds."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sandbox.answers import Answer, own_answer, own_failure, send_answer
from sandbox.calls import Incoming
from sandbox.errands import attend
from sandbox.fixtures import FixtureError
from sandbox.session import DEFAULT, SessionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.installed import Installed
    from sandbox.session import Session, Sessions
    from sandbox.settings import Settings

SESSION = "sandbox.session"
"""Where the scope holds the session."""
TARGET = "sandbox.target"
"""Where the scope holds the raw path behind the session prefix."""
CONTROL = b"/_sandbox"


class Gateway:
    """Middleware: lets a vendor answer, and passes on what is for the control plane.

    The session is chosen by the path prefix `/~name`, else by header, else it is the default one; the vendor by path
    prefix, else by host, else by the vendor's own path.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, vendors: Mapping[str, Installed], settings: Settings) -> None:
        self._app = app
        self._sessions = sessions
        self._vendors = list(vendors.values())
        self._by_prefix = {name.encode(): vendor for vendor in self._vendors for name in (vendor.manifest.name, *vendor.manifest.aliases)}
        self._all_secrets = tuple(sorted({name for vendor in self._vendors for name in vendor.manifest.secrets}))
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        name, prefix, target = _addressed(scope)
        host = length = b""
        for header, value in scope["headers"]:
            if header == b"host":
                host = value
            elif header == b"content-length":
                length = value
            elif header == b"x-sandbox-session":
                name = value.decode("latin-1") if name is None else name
        try:
            session = self._sessions.get(DEFAULT if name is None else name)
        except SessionError as refused:
            await send_answer(own_answer(refused.status, "session", str(refused)), send)
            return
        if target.startswith(CONTROL) and target[len(CONTROL) : len(CONTROL) + 1] in b"/":
            scope["root_path"] = scope.get("root_path", "") + prefix
            scope[SESSION] = session
            scope[TARGET] = target
            await self._app(scope, receive, send)
            return
        vendor, path, own_prefix = self._find(target, host)
        try:
            body = await read_body(receive, length, self._settings.max_body)
        except Gone:
            return
        request = Incoming(scope, target, path, body or b"", prefix + own_prefix)
        at = session.clock.now()
        answer = too_large(self._settings.max_body) if body is None else self._ask(vendor, request, session, at)
        if not self._settings.plain:
            answer.headers.append(session.header)
        manifest = vendor.manifest if vendor else None
        session.journal.record(at, manifest, request, answer, perf_counter() - started, self._all_secrets)
        await send_answer(answer, send)
        attend(session)

    def _ask(self, vendor: Installed | None, request: Incoming, session: Session, at: datetime) -> Answer:
        """Let the vendor answer, which is loaded if this is its first request."""
        if vendor is None:
            names = ", ".join(f"/{known.decode()}" for known in self._by_prefix)
            return own_answer(404, "no-vendor", f"No vendor has this address. Vendors: {names}.")
        try:
            service = vendor.load()
            seat = session.seat(service.vendor)
        except FixtureError as refused:
            return own_answer(500, "fixture", str(refused))
        except Exception as bug:
            return own_failure(bug, f"loading {vendor.manifest.name}")
        return service.answer(request, seat, at, plain=self._settings.plain)

    def _find(self, target: bytes, host: bytes) -> tuple[Installed | None, bytes, str]:
        """Return the vendor, its own part of the path, and the vendor prefix that stood before it."""
        first, _, rest = target[1:].partition(b"/")
        if vendor := self._by_prefix.get(first):
            return vendor, b"/" + rest, f"/{first.decode()}"
        name = host.partition(b":")[0].decode("latin-1").lower()
        path = target.decode("latin-1").lower()
        for vendor in self._vendors:
            if vendor.manifest.serves_host(name):
                return vendor, target, ""
        for vendor in self._vendors:
            if any(path == root or path.startswith(f"{root}/") for root in vendor.manifest.roots):
                return vendor, target, ""
        return None, target, ""


def _addressed(scope: Scope) -> tuple[str | None, str, bytes]:
    """Return the session that the path names, if it does, the prefix that names it, and the raw path behind it."""
    target: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    if not target.startswith(b"/~"):
        return None, "", target
    quoted, _, rest = target[2:].partition(b"/")
    name = unquote(quoted.decode("latin-1"))
    return name, f"/~{name}", b"/" + rest


class Gone(Exception):
    """The client went away before its request was complete."""


async def read_body(receive: Receive, announced: bytes, limit: int) -> bytes | None:
    """Read the whole body; `announced` is the value of Content-Length, if any.

    Returns `None`, without reading it to its end, if it is longer than `limit` bytes. Raises `Gone`.
    """
    if announced.isdigit() and int(announced) > limit:
        return None
    parts: list[bytes] = []
    length = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body: bytes = message.get("body", b"")
        length += len(body)
        if length > limit:
            return None
        if not message.get("more_body"):
            return b"".join((*parts, body)) if parts else body
        parts.append(body)


def too_large(limit: int) -> Answer:
    """Refuse a body that was not read to its end; the connection cannot be used again."""
    answer = own_answer(413, "body-too-large", f"The sandbox reads at most {limit} bytes of a request body.")
    answer.headers.append((b"connection", b"close"))
    return answer
