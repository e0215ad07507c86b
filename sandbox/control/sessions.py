"""`/_sandbox/sessions`: a sandbox for each user and each test."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox.control import clock
from sandbox.control.common import Body, ControlError, read, session_of, sessions_of, to_json, vendors_of
from sandbox.session import DEFAULT, Session


class NewSession(Body):
    """What a session starts with; what is left out is the server's."""

    name: str | None = None
    fixture: str | None = None
    seed: int | None = None
    now: clock.Time | None = None
    """Where its clock stands, frozen."""
    variants: dict[str, str] = {}


async def list_sessions(request: Request) -> Response:
    """List every session, in order of making."""
    return to_json([described(session, request) for session in sessions_of(request)])


async def create_session(request: Request) -> Response:
    """Make a session."""
    wanted = await read(request, NewSession)
    name = f"s-{token_hex(6)}" if wanted.name is None else wanted.name
    session = sessions_of(request).create(name, fixture=wanted.fixture, seed=wanted.seed, variants=wanted.variants)
    if wanted.now:
        session.clock.set("frozen", wanted.now)
    return to_json(described(session, request), status=201)


async def get_session(request: Request) -> Response:
    """Describe one session."""
    return to_json(described(_named(request), request))


async def delete_session(request: Request) -> Response:
    """Forget a session."""
    sessions_of(request).delete(_named(request).name)
    return Response(status_code=204)


async def reset(request: Request) -> Response:
    """Take the session back to its start."""
    session_of(request).reset()
    return Response(status_code=204)


def described(session: Session, request: Request) -> dict[str, Any]:
    """Return a session as its user needs it: where to go, and with which credentials."""
    issued = None if session.name == DEFAULT else session.name
    vendors = vendors_of(request)
    return {
        "name": session.name,
        "fixture": session.start.fixture,
        "seed": session.start.seed,
        "variants": dict(session.start.variants),
        "clock": clock.described(session),
        "exchanges": session.exchanges,
        "base_urls": {name: base_url(session, request, name) for name in vendors},
        "credentials": {name: vendor.manifest.credentials(issued) for name, vendor in vendors.items()},
    }


def base_url(session: Session, request: Request, vendor: str) -> str:
    """Return the address at which a vendor of the session is reached."""
    prefix = "" if session.name == DEFAULT else f"/~{session.name}"
    return f"{request.url.scheme}://{request.url.netloc}{prefix}/{vendor}"


def _named(request: Request) -> Session:
    name = request.path_params["name"]
    if name not in sessions_of(request):
        raise ControlError(404, "unknown session", {"name": name})
    return sessions_of(request).get(name)
