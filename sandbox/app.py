"""The server: the gateway to the vendors, and the mounts behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from sandbox.gateway import Gateway
from sandbox.health import health
from sandbox.session import Sessions
from sandbox.settings import Settings
from sandbox.vendors import discover

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from sandbox.installed import Installed


def create_app(settings: Settings | None = None, vendors: Mapping[str, Installed] | None = None) -> Starlette:
    """Return a server of every installed vendor, or of `vendors`."""
    settings = settings or Settings()
    vendors = discover() if vendors is None else vendors
    sessions = Sessions(settings, vendors)

    def load_control() -> ASGIApp:
        from sandbox.control import control_plane

        return control_plane(sessions, vendors, max_body=settings.max_body)

    app = Starlette(
        routes=[
            Route("/_sandbox/health", health),
            Mount("/_sandbox", OnFirstUse(load_control), max_body_size=settings.max_control_body),
        ],
        middleware=[Middleware(Gateway, sessions=sessions, vendors=vendors, settings=settings)],
    )
    app.state.sessions = sessions
    app.state.vendors = vendors
    return app


class OnFirstUse:
    """An app that is imported and built on its first request."""

    def __init__(self, load: Callable[[], ASGIApp]) -> None:
        self._load = load
        self._app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        self._app = self._app or self._load()
        await self._app(scope, receive, send)
