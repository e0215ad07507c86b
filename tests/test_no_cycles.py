"""Requests leave nothing behind that only the garbage collector could find: the server lets it look at each object once."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import orjson
import pytest
from starlette.applications import Starlette

from sandbox.testing.transport import finish
from tests.bell import bell_app
from tests.receivers import Receiver, receiving
from tests.vendors.mxo import API, SITE_KEY, activity, customer_context

ACTIVITY = f"{API}/3.1.0/customer/{SITE_KEY}/activity"


def call(app: Starlette, method: str, path: str, body: bytes = b"") -> int:
    """Call the app directly, since clients make cycles of their own. Returns the status."""
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"sandbox"), (b"authorization", b"Bearer sbx-summit"), (b"content-type", b"application/json")],
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    finish(app(scope, receive, send))
    status: int = sent[0]["status"]
    return status


def request_body(**members: Any) -> bytes:
    """Return the body of an activity request."""
    return orjson.dumps({"customerContext": customer_context(), "activities": [activity(**members)]})


def test_a_call_that_a_vendor_makes_leaves_no_cycle_on_the_servers_event_loop() -> None:
    uvloop = pytest.importorskip("uvloop")
    app = bell_app()

    async def ring(receiver: Receiver, count: int) -> None:
        before = len(receiver.requests)
        for _ in range(count):
            call(app, "POST", "/bell/ring", orjson.dumps({"url": receiver.url}))
        await asyncio.to_thread(receiver.wait, before + count)
        await asyncio.sleep(0.05)

    async def main() -> int:
        with receiving() as receiver:
            await ring(receiver, 1)
            gc.collect()
            gc.disable()
            await ring(receiver, 10)
            return gc.collect()

    try:
        assert uvloop.run(main()) == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", ACTIVITY, request_body(), 200),
        ("POST", ACTIVITY, request_body(dynamicPropositionCode="x" * 256), 400),
        ("POST", ACTIVITY, b"{", 400),
        ("GET", ACTIVITY, b"", 405),
        ("POST", "/mxo/nowhere", b"", 404),
        ("POST", "/batchv2", b"", 501),
        ("GET", "/nowhere", b"", 404),
        ("GET", "/~no%20name/mxo", b"", 400),
        ("GET", "/_sandbox/health", b"", 200),
        ("GET", "/_sandbox/rules", b"", 200),
        ("GET", "/_sandbox/journal/1", b"", 404),
        ("POST", "/_sandbox/reset", b"", 204),
        ("POST", "/_sandbox/clock/advance", b'{"seconds": -1}', 400),
        ("PUT", "/_sandbox/state/mxo", b"{}", 204),
        ("PUT", "/_sandbox/state/mxo", b'{"spaces": 1}', 400),
        ("POST", "/_sandbox/mxo/structures/a/b/publish", b"", 404),
    ],
)
def test_a_request_leaves_no_cycle(app: Starlette, method: str, path: str, body: bytes, status: int) -> None:
    assert call(app, method, path, body) == status
    gc.collect()
    gc.disable()
    try:
        for _ in range(10):
            call(app, method, path, body)
        assert gc.collect() == 0
    finally:
        gc.enable()
