"""What the console's operations share: records as people see them, tenants that are named, calls in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter

from sandbox.vendor import Ask, ConsoleError, Outbound, Received, Reply
from sandbox.vendors.xima.call import XimaCall


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def shown(record: Any, **ids: object) -> dict[str, Any]:
    """Return a record as people see it, its ids first."""
    return {**ids, **_adapter(record.__class__).dump_python(record, mode="json", by_alias=True)}


def answer(value: Any, status: int = 200) -> Reply:
    """Answer with JSON."""
    return Reply(status, orjson.dumps(value))


def refused(field: str, reason: str, rule: str | None = None) -> ConsoleError:
    """Refuse a member of a body."""
    return ConsoleError(rule, 400, "invalid body", {"field": field, "reason": reason})


def unknown(what: str, **ids: object) -> ConsoleError:
    """Say that there is no such thing."""
    return ConsoleError(None, 404, f"unknown {what}", ids)


def taken(field: str, value: str) -> ConsoleError:
    """Say that an id is another's."""
    return ConsoleError(None, 409, "the id is taken", {"field": field, "reason": f"{value!r} is taken"})


def tenant_named(call: XimaCall, hostname: str | None) -> str:
    """Return the tenant that is named, or the first one."""
    hostname = next(iter(call.state.tenants), "") if hostname is None else hostname
    if hostname not in call.state.tenants:
        raise refused("tenant", "there is no such tenant")
    return hostname


def in_turn(outbounds: Sequence[Outbound], hear: Callable[[int, Received], None], finish: Callable[[], Any]) -> Any:
    """Make calls one after another, and finish; a session that was reset meanwhile makes no more of them."""

    def ask(index: int) -> Any:
        if index == len(outbounds):
            return finish()

        def then(received: Received) -> Any:
            hear(index, received)
            return finish() if received.is_late else ask(index + 1)

        return Ask(outbounds[index], then, even_late=True)

    return ask(0)
