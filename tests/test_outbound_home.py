"""Calls to the vendor's own address: answered in the session that makes them, without a socket."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import CHOSEN, Ask, Operation, Received, Reply
from tests.bell import BellCall, Ring, bell

HEARD: list[Received] = []


def door(call: BellCall) -> Reply:
    """Say who is at the door."""
    told = f"{call.method} {call.incoming.target.decode()} {call.incoming.query.decode()} {call.header('host')} {call.header('x-a')} "
    return Reply(200, told.encode() + call.body, media_type="text/plain", delay=float(call.header("x-delay") or 0))


def listen(call: BellCall, body: Ring) -> Ask:
    """Ask, and keep what is heard."""

    def then(received: Received) -> Reply:
        HEARD.append(received)
        return Reply(200, received.body, media_type="text/plain")

    return Ask(body.outbound(), then)


def home() -> httpx.Client:
    """Call a server of a vendor that calls itself."""
    vendor = replace(
        bell,
        operations=(*bell.operations, Operation("door", "POST", "/door", door, CHOSEN)),
        console=(*bell.console, Operation("console.listen", "POST", "/listen", listen, CHOSEN)),
    )
    HEARD.clear()
    app = create_app(Settings(fixture="empty"), {"bell": Installed(vendor.manifest, lambda: vendor)})
    return httpx.Client(transport=InProcess(app), base_url="http://sandbox")


def heard(**body: Any) -> Received:
    """Return what came of a call to the own address."""
    with home() as client:
        assert client.post("/_sandbox/bell/listen", json={"url": "/door?a=1", **body}).status_code == 200
    return HEARD[0]


def test_a_path_is_answered_by_the_vendor_itself() -> None:
    received = heard(body="knock", headers=[("X-A", "é")])
    assert (received.status, received.body, received.truncated) == (200, "POST /bell/door a=1 localhost é knock".encode(), False)
    assert dict(received.headers)["content-type"] == "text/plain"
    assert not any(name.startswith("x-sandbox") for name, _ in received.headers)


def test_a_host_that_is_given_is_kept() -> None:
    assert heard(body="", headers=[("Host", "bell.example")]).body == b"POST /bell/door a=1 bell.example  "


def test_both_sides_are_in_the_journal_of_the_session_that_called() -> None:
    with home() as client:
        client.post("/~a/_sandbox/bell/listen", json={"url": "/door"})
        exchanges = client.get("/~a/_sandbox/journal").json()
        assert [(one["direction"], one["operation"], one["target"]) for one in exchanges] == [
            ("in", "bell.door", "/bell/door"),
            ("out", "bell.rang", "/door"),
        ]
        assert client.get("/_sandbox/journal").json() == []
        again = client.post(f"/~a/_sandbox/journal/{exchanges[1]['id']}/redeliver").json()
        assert (again["attempt"], again["status"]) == (2, 200)


@pytest.mark.parametrize("prefix", ["", "/~a"])
def test_a_queued_call_reaches_the_state_of_its_session(prefix: str) -> None:
    with home() as client:
        assert client.post(f"{prefix}/bell/ring", json={"url": "/ring", "body": '{"url": "http://127.0.0.1:1/"}'}).status_code == 200
        assert client.get(f"{prefix}/_sandbox/state/bell").json()["rings"] == 2


def test_no_more_of_a_reply_is_read_than_is_wanted() -> None:
    received = heard(body="knock", max_body=4)
    assert (received.body, received.truncated) == (b"POST", True)


@pytest.mark.parametrize(("delay", "failure"), [("0.05", None), ("5", "timeout")])
def test_a_delayed_answer_comes_late_or_too_late(delay: str, failure: str | None) -> None:
    received = heard(headers=[("X-Delay", delay)], timeout=0.1)
    assert received.failure == failure
    assert 0.05 <= received.seconds < 2


@pytest.mark.parametrize(("mode", "passes"), [("real", True), ("frozen", False)])
def test_the_time_of_a_call_is_told_by_the_sessions_clock_too(mode: str, passes: bool) -> None:
    with home() as client:
        client.put("/_sandbox/clock", json={"mode": mode})
        client.post("/_sandbox/bell/listen", json={"url": "/door"})
    assert HEARD[0].seconds > 0
    assert HEARD[0].passed == (HEARD[0].seconds if passes else 0)
