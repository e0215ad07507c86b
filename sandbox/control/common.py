"""What every part of the control plane shares: whose session, how a body is read, how a refusal is worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sandbox.answers import own_failure
from sandbox.fixtures import FixtureError
from sandbox.gateway import SESSION
from sandbox.session import Seat, Session, SessionError, Sessions
from sandbox.vendor import json_path

if TYPE_CHECKING:
    from starlette.types import ExceptionHandler, Receive, Scope, Send

    from sandbox.installed import Installed
    from sandbox.vendor import Vendor

Model = TypeVar("Model", bound=BaseModel)


class ControlError(Exception):
    """A refusal by the control plane: 400 or 404, with `{"error": ..., "detail": ...}`."""

    def __init__(self, status: int, error: str, detail: Any = None) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.detail = detail


class Body(BaseModel):
    """A request body of the control plane; unknown members are refused."""

    model_config = ConfigDict(extra="forbid")


def sessions_of(request: Request) -> Sessions:
    """Return every session of the server."""
    sessions: Sessions = request.app.state.sessions
    return sessions


def vendors_of(request: Request) -> Mapping[str, Installed]:
    """Return every vendor of the server, by name."""
    vendors: Mapping[str, Installed] = request.app.state.vendors
    return vendors


def session_of(request: Request) -> Session:
    """Return the session that the request chose."""
    session: Session = request.scope[SESSION]
    return session


def vendor_of(request: Request, name: str) -> Vendor[Any, Any]:
    """Return a vendor by name. Raises `ControlError` (404)."""
    vendors = vendors_of(request)
    if name not in vendors:
        raise ControlError(404, "unknown vendor", {"vendor": name, "vendors": list(vendors)})
    return vendors[name].load().vendor


def seat_of(request: Request, name: str) -> Seat:
    """Return a vendor's part of the session that the request chose. Raises `ControlError` (404)."""
    return session_of(request).seat(vendor_of(request, name))


def asked_vendors(request: Request) -> list[str]:
    """Return the vendor of the query parameter `vendor`, or every vendor."""
    wanted = request.query_params.get("vendor")
    return [wanted] if wanted else list(vendors_of(request))


def to_json(value: Any, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(orjson.dumps(value), status_code=status, media_type="application/json")


async def read_json(request: Request) -> Any:
    """Read the body; an empty one is `{}`. Raises `ControlError` (400)."""
    try:
        return orjson.loads(await request.body() or b"{}")
    except ValueError as broken:
        raise ControlError(400, "invalid JSON", str(broken)) from None


async def read(request: Request, model: type[Model]) -> Model:
    """Read the body as `model`. Raises `ControlError` (400) with the fields."""
    return parse(await read_json(request), model)


def parse(value: Any, model: type[Model]) -> Model:
    """Validate a body or a query as `model`. Raises `ControlError` (400) with the fields."""
    try:
        return model.model_validate(value)
    except ValidationError as refused:
        raise ControlError(400, "invalid input", details(refused)) from None


def details(refused: ValidationError) -> list[dict[str, str]]:
    """List what is wrong with an input, at most twenty fields."""
    errors = refused.errors(include_url=False, include_input=False, include_context=False)
    return [{"field": json_path(error["loc"]), "reason": error["msg"]} for error in errors[:20]]


async def _refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ControlError)
    return to_json({"error": error.error, "detail": error.detail}, error.status)


async def _refuse_session(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SessionError)
    return to_json({"error": str(error), "detail": None}, error.status)


async def _refuse_fixture(_request: Request, error: Exception) -> Response:
    return to_json({"error": "unusable fixture", "detail": str(error)}, 400)


async def _own_failure(request: Request, bug: Exception) -> Response:
    answer = own_failure(bug, f"{request.method} {request.url.path}")
    return Response(answer.body, answer.status, {name.decode(): value.decode() for name, value in answer.headers})


class _ToNobody(Response):
    """Says nothing: the client went away before its request was complete."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""


async def _gone(_request: Request, _error: Exception) -> Response:
    return _ToNobody()


async def _refuse_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = to_json({"error": error.detail.lower(), "detail": None}, error.status_code)
    response.headers.update(error.headers or {})
    return response


EXCEPTION_HANDLERS: Mapping[Any, ExceptionHandler] = {
    ControlError: _refuse,
    SessionError: _refuse_session,
    FixtureError: _refuse_fixture,
    HTTPException: _refuse_http,
    ClientDisconnect: _gone,
    Exception: _own_failure,
}
