"""`/_sandbox/health`: is it up, and which vendors does it play."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from sandbox import __version__


async def health(request: Request) -> Response:
    """Say that the server is up. It loads nothing, so that it answers at once after a start."""
    body = {"status": "ok", "version": __version__, "vendors": list(request.app.state.vendors)}
    return Response(orjson.dumps(body), media_type="application/json")
