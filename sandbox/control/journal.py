"""`/_sandbox/journal`: what a session's clients really sent and got."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from sandbox.control.common import Body, ControlError, parse, session_of, to_json, vendors_of
from sandbox.errands import awaited
from sandbox.journal import Exchange


class Filter(Body):
    """Which exchanges to list: all that is given must fit."""

    direction: Literal["in", "out"] | None = None
    """`in`: what clients sent; `out`: calls that the vendors made."""
    vendor: str | None = None
    operation: str | None = None
    status: int | None = None
    unmatched: bool | None = None
    """Whether no operation was found for the request."""
    after: Annotated[int, Field(ge=0)] = 0
    """List only what came after this id."""
    limit: Annotated[int, Field(ge=1)] = 1_000

    def fits(self, exchange: Exchange) -> bool:
        """Say whether the exchange is asked for."""
        return (
            exchange.id > self.after
            and self.direction in (None, exchange.direction)
            and self.vendor in (None, exchange.vendor)
            and self.operation in (None, exchange.operation)
            and self.status in (None, exchange.status)
            and self.unmatched in (None, exchange.operation is None)
        )


async def list_exchanges(request: Request) -> Response:
    """List what was sent and got, oldest first."""
    wanted = parse(dict(request.query_params), Filter)
    found = [exchange.summary() for exchange in session_of(request).journal if wanted.fits(exchange)]
    return to_json(found[: wanted.limit])


async def get_exchange(request: Request) -> Response:
    """Return one exchange, whole."""
    return to_json(_asked(request).view())


async def redeliver(request: Request) -> Response:
    """Make a call of a vendor once more, exactly as it was, and return what came of it: a new exchange."""
    exchange = _asked(request)
    if exchange.outbound is None or exchange.vendor is None:
        raise ControlError(400, "no call of a vendor", {"id": str(exchange.id)})
    session = session_of(request)
    manifest = vendors_of(request)[exchange.vendor].manifest
    _, again = await awaited(session.post.ask(manifest, exchange.outbound, exchange.attempt + 1))
    return to_json(_kept(again).view())


def _kept(exchange: Exchange | None) -> Exchange:
    """Return an exchange that the journal has kept. Raises `ControlError` (409): its session ended meanwhile."""
    if exchange is None:
        raise ControlError(409, "the session was reset meanwhile")
    return exchange


def _asked(request: Request) -> Exchange:
    """Return the exchange that the path names. Raises `ControlError` (404)."""
    exchange = session_of(request).journal.get(request.path_params["id"])
    if exchange is None:
        raise ControlError(404, "unknown exchange", {"id": str(request.path_params["id"])})
    return exchange


async def clear(request: Request) -> Response:
    """Forget every exchange."""
    session_of(request).journal.clear()
    return Response(status_code=204)
