"""`/_sandbox/state`: what the vendors of a session remember."""

from __future__ import annotations

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from sandbox.control.common import ControlError, details, seat_of, session_of, to_json, vendors_of
from sandbox.fixtures import read_state


async def get_states(request: Request) -> Response:
    """Return the state of every vendor."""
    return to_json({name: seat_of(request, name).state.model_dump(mode="json") for name in vendors_of(request)})


async def get_state(request: Request) -> Response:
    """Return the state of one vendor."""
    seat = seat_of(request, request.path_params["vendor"])
    return Response(seat.state.model_dump_json(), media_type="application/json")


async def put_state(request: Request) -> Response:
    """Replace the state of one vendor; it is validated as a fixture is."""
    seat = seat_of(request, request.path_params["vendor"])
    try:
        seat.state = read_state(seat.vendor, await request.body(), session_of(request).began)
    except ValidationError as refused:
        raise ControlError(400, "invalid state", details(refused)) from None
    return Response(status_code=204)
