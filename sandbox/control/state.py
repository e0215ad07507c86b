"""`/_sandbox/state`: what the vendors of a session remember."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from sandbox.control.common import Body, ControlError, details, parse, seat_of, session_of, to_json, vendors_of
from sandbox.fixtures import read_state
from sandbox.masking import shown_document

if TYPE_CHECKING:
    from sandbox.session import Seat


class Form(Body):
    """How a state is shown."""

    masked: bool = False
    """Whether its secrets are masked, so that it can be given to others; it cannot be put back then."""


async def get_states(request: Request) -> Response:
    """Return the state of every vendor; with `masked=true` without its secrets."""
    masked = parse(dict(request.query_params), Form).masked
    return to_json({name: _shown(seat_of(request, name), masked) for name in vendors_of(request)})


async def get_state(request: Request) -> Response:
    """Return the state of one vendor; with `masked=true` without its secrets."""
    seat = seat_of(request, request.path_params["vendor"])
    if parse(dict(request.query_params), Form).masked:
        return to_json(_shown(seat, masked=True))
    return Response(seat.state.model_dump_json(), media_type="application/json")


def _shown(seat: Seat, masked: bool) -> Any:
    state = seat.state.model_dump(mode="json")
    return shown_document(state, seat.vendor.manifest.secrets) if masked else state


async def put_state(request: Request) -> Response:
    """Replace the state of one vendor; it is validated as a fixture is."""
    seat = seat_of(request, request.path_params["vendor"])
    try:
        seat.state = read_state(seat.vendor, await request.body(), session_of(request).began)
    except ValidationError as refused:
        raise ControlError(400, "invalid state", details(refused)) from None
    return Response(status_code=204)
