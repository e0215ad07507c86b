"""`/_sandbox/clock`: where a session's time stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from sandbox.clock import Mode
from sandbox.control.common import Body, ControlError, read, session_of, to_json
from sandbox.errands import attend, catch_up
from sandbox.session import Session

_TEN_YEARS = 10 * 366 * 86_400


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("it must lie between the years 1 and 9999, in UTC") from None


Time = Annotated[AwareDatetime, AfterValidator(_utc)]


class SetClock(Body):
    """Where a clock shall stand, and whether it runs."""

    now: Time | None = None
    mode: Mode | None = None


class Advance(Body):
    """How far a clock shall move on, in seconds."""

    seconds: Annotated[float, Field(gt=0, le=_TEN_YEARS, allow_inf_nan=False)]


async def get_clock(request: Request) -> Response:
    """Tell the session's time."""
    return to_json(described(session_of(request)))


async def set_clock(request: Request) -> Response:
    """Put the clock somewhere, stop it, or let it run."""
    wanted = await read(request, SetClock)
    session = session_of(request)
    session.clock.set(wanted.mode, wanted.now)
    attend(session)
    return to_json(described(session))


async def advance_clock(request: Request) -> Response:
    """Move the clock on; `ran` says what fell due on the way, further attempts at the vendors' calls last."""
    wanted = await read(request, Advance)
    session = session_of(request)
    try:
        ran = session.advance(wanted.seconds)
    except OverflowError:
        raise ControlError(400, "invalid input", [{"field": "seconds", "reason": "there is no time beyond the year 9999"}]) from None
    ran += await catch_up(session)
    return to_json({**described(session), "ran": ran})


def described(session: Session) -> dict[str, Any]:
    """Return a session's clock as people read it."""
    now = session.clock.now().isoformat(timespec="milliseconds")
    return {"now": now.replace("+00:00", "Z"), "mode": session.clock.mode}
