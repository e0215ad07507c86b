"""What a session has to do beside answering: calls that its vendors make, and what falls due by its clock."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from sandbox.session import Session

T = TypeVar("T")

LONGEST_WAIT = 3600.0
"""Seconds after which a timer looks again, for not every event loop takes a wait of years."""


def attend(session: Session) -> None:
    """Make the calls that are to be made, and come back when something falls due.

    On a running event loop this returns at once. Where there is none (a client in the same process), it returns when the calls
    have been made.
    """
    if not session.is_astir:
        return
    _hand_over(session)
    loop = running_loop()
    if loop is None:
        if session.has_post and not session.post.is_idle:
            asyncio.run(session.post.finish())
        return
    if session.has_post:
        session.post.start()
    _set_timer(session, loop)


async def catch_up(session: Session) -> list[str]:
    """Make the calls that are to be made by now. It waits for further attempts, and returns their operations."""
    _hand_over(session)
    if not session.has_post:
        return []
    return asyncio.run(session.post.finish()) if running_loop() is None else await session.post.catch_up()


async def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """Wait for something on the running event loop; where there is none, on one that is made for it."""
    return asyncio.run(coroutine) if running_loop() is None else await coroutine


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that runs this, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _hand_over(session: Session) -> None:
    """Give the post what the vendors have put into their outboxes."""
    for seat in session.seats.values():
        for outbound in seat.outbox:
            session.post.put(seat.vendor.manifest, outbound)
        seat.outbox.clear()


def _set_timer(session: Session, loop: asyncio.AbstractEventLoop) -> None:
    """Come back when the next agenda is due by a clock that runs; a stopped one is moved by hand."""
    if session.timer is not None:
        session.timer.cancel()
        session.timer = None
    due = [seat.state.agenda[0].at for seat in session.seats.values() if seat.state.agenda]
    if due and session.clock.mode == "real":
        left = (min(due) - session.clock.now()).total_seconds()
        session.timer = loop.call_later(min(max(left, 0.0) + 0.001, LONGEST_WAIT), _wake, session)


def _wake(session: Session) -> None:
    session.timer = None
    session.settle()
    attend(session)
