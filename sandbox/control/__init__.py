"""The control plane, `/_sandbox`: what users ask of the sandbox itself. JSON in and out, one file for each noun."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from sandbox.control import clock, journal, ledger, sessions, state
from sandbox.control.common import EXCEPTION_HANDLERS
from sandbox.control.consoles import Console
from sandbox.health import health

if TYPE_CHECKING:
    from sandbox.installed import Installed
    from sandbox.session import Sessions


Handler = Callable[[Request], Awaitable[Response]]


def control_plane(every: Sessions, vendors: Mapping[str, Installed], *, max_body: int) -> Starlette:
    """Return the control plane of a server as an app. `max_body`: bytes that a console operation reads."""
    app = Starlette(
        routes=[
            _route("/health", GET=health),
            _route("/sessions", GET=sessions.list_sessions, POST=sessions.create_session),
            _route("/sessions/{name}", GET=sessions.get_session, DELETE=sessions.delete_session),
            _route("/reset", POST=sessions.reset),
            _route("/state", GET=state.get_states),
            _route("/state/{vendor}", GET=state.get_state, PUT=state.put_state),
            _route("/journal", GET=journal.list_exchanges, DELETE=journal.clear),
            _route("/journal/{id:int}", GET=journal.get_exchange),
            _route("/journal/{id:int}/redeliver", POST=journal.redeliver),
            _route("/clock", GET=clock.get_clock, PUT=clock.set_clock),
            _route("/clock/advance", POST=clock.advance_clock),
            _route("/variants", GET=ledger.list_variants, PATCH=ledger.switch_variants),
            _route("/rules", GET=ledger.list_rules),
            _route("/openapi/{vendor}.json", GET=ledger.get_openapi),
            *(Mount(f"/{name}", Console(vendor, max_body)) for name, vendor in vendors.items()),
        ],
        exception_handlers=EXCEPTION_HANDLERS,
    )
    app.state.sessions = every
    app.state.vendors = vendors
    return app


def _route(path: str, **handlers: Handler) -> Route:
    """Give a path one handler for each method, so that a wrong method hears of every right one."""

    async def handle(request: Request) -> Response:
        return await handlers["GET" if request.method == "HEAD" else request.method](request)

    return Route(path, handle, methods=list(handlers))
