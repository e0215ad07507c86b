"""Delivery of a vendor's calls by a client in the same process: after the answer, in order, again by the session's clock, and journaled."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack

import httpx
import pytest

from sandbox.outbound import post
from tests.bell import bell_client, journal, told
from tests.receivers import FAILED, TAKEN, free_port, receiving

RING = "/bell/ring"


def test_a_call_is_made_once_the_answer_is_out_and_the_journal_has_both() -> None:
    with receiving() as receiver, bell_client() as client:
        answer = client.post(RING, json={"url": f"{receiver.url}/door", "body": "hello", "headers": [["X-One", "1"]]})
        assert (answer.status_code, answer.content) == (200, b"")
        assert receiver.bodies == [b"hello"]
        inbound, outbound = client.get("/_sandbox/journal").json()
        view = client.get("/_sandbox/journal/2").json()
    assert (inbound["id"], inbound["direction"], inbound["attempt"], inbound["operation"]) == (1, "in", None, "bell.ring")
    assert 0 < outbound.pop("milliseconds") < 5000
    assert outbound == {
        "id": 2,
        "at": "2026-11-22T12:00:00+00:00",
        "direction": "out",
        "vendor": "bell",
        "operation": "bell.rang",
        "unmatched": False,
        "method": "POST",
        "target": f"{receiver.url}/door",
        "attempt": 1,
        "status": 204,
        "rules": [],
        "error": None,
    }
    assert view["request"] == {"headers": [["X-One", "1"]], "body": "hello"}
    assert view["reply"] == {"headers": [], "body": ""}


def test_calls_of_the_console_are_made_too() -> None:
    with receiving() as receiver, bell_client() as client:
        assert client.post("/_sandbox/bell/ring", json={"url": receiver.url}).status_code == 202
        assert receiver.bodies == [b"ring"]
        assert told(client) == [(1, 204, None)]


def test_the_journal_is_filtered_by_direction() -> None:
    with receiving() as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url})
        assert [[one["id"] for one in journal(client, direction=way)] for way in ("in", "out")] == [[1], [2]]
        assert client.get("/_sandbox/journal?direction=up").status_code == 400


@pytest.mark.parametrize(("url", "error"), [("http://hooks.example/", "refused-host"), ("ftp://127.0.0.1/", "protocol")])
def test_a_call_that_is_not_made_is_in_the_journal_and_the_answer_is_as_ever(url: str, error: str) -> None:
    with bell_client() as client:
        assert client.post(RING, json={"url": url, "retries": [1]}).status_code == 200
        assert told(client) == [(1, None, error)]
        assert client.get("/_sandbox/journal/2").json()["reply"] is None
        assert client.get("/_sandbox/state/bell").json()["rings"] == 1


def test_a_host_that_is_refused_is_not_tried_again() -> None:
    with bell_client() as client:
        client.post(RING, json={"url": "http://hooks.example/", "retries": [1, 1]})
        assert client.post("/_sandbox/clock/advance", json={"seconds": 10}).json()["ran"] == []
        assert told(client) == [(1, None, "refused-host")]


def test_a_host_that_the_owner_allows_is_called() -> None:
    with bell_client(outbound_hosts=("nobody.invalid",)) as client:
        client.post(RING, json={"url": "http://nobody.invalid/"})
        assert told(client) == [(1, None, "connect")]


# --- Further attempts -----------------------------------------------------------------------------------------------


def advance(client: httpx.Client, seconds: float) -> list[str]:
    """Move the clock on; returns what fell due."""
    ran: list[str] = client.post("/_sandbox/clock/advance", json={"seconds": seconds}).json()["ran"]
    return ran


def test_a_receiver_that_fails_gets_the_call_again_when_the_clock_has_moved() -> None:
    with receiving(FAILED, FAILED) as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url, "retries": [1, 5, 25]})
        assert told(client) == [(1, 500, None)]
        assert advance(client, 0.999) == []
        assert advance(client, 0.001) == ["bell.rang"]
        assert advance(client, 4.999) == []
        assert advance(client, 0.001) == ["bell.rang"]
        assert advance(client, 1000) == []
        assert told(client) == [(1, 500, None), (2, 500, None), (3, 204, None)]
        assert len(set(receiver.requests)) == 1


def test_one_leap_of_the_clock_runs_every_attempt_that_is_due_on_the_way() -> None:
    with receiving(*[FAILED] * 9) as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url, "retries": [1, 5, 25]})
        assert advance(client, 31) == ["bell.rang"] * 3
        assert [attempt for attempt, _, _ in told(client)] == [1, 2, 3, 4]
        assert advance(client, 1000) == []


def test_attempts_of_several_calls_are_made_in_order_of_time() -> None:
    with receiving(FAILED, FAILED) as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url, "body": "slow", "retries": [9]})
        client.post(RING, json={"url": receiver.url, "body": "fast", "retries": [3]})
        advance(client, 10)
        assert receiver.bodies == [b"slow", b"fast", b"fast", b"slow"]


def test_the_next_request_after_a_moved_clock_makes_what_is_due() -> None:
    with receiving(FAILED) as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url, "retries": [60]})
        client.put("/_sandbox/clock", json={"now": "2026-11-22T12:00:59Z"})
        assert len(receiver.requests) == 1
        client.put("/_sandbox/clock", json={"now": "2026-11-22T12:01:00Z"})
        assert len(receiver.requests) == 2
        client.get("/bell/nowhere")
        assert len(receiver.requests) == 2


def test_without_retries_a_call_is_made_once() -> None:
    with receiving(FAILED) as receiver, bell_client() as client:
        client.post(RING, json={"url": receiver.url})
        assert advance(client, 10_000) == []
        assert len(receiver.requests) == 1


def test_a_call_that_falls_due_is_made() -> None:
    with receiving() as receiver, bell_client() as client:
        client.post("/bell/ring-later", json={"url": receiver.url})
        assert advance(client, 59) == []
        assert receiver.requests == []
        assert advance(client, 1) == ["bell.ring"]
        assert receiver.bodies == [b"late"]


# --- Queues ---------------------------------------------------------------------------------------------------------


def test_calls_to_one_receiver_are_made_one_after_another_and_those_to_others_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "AT_ONCE", 2)
    both = threading.Barrier(2)

    def together(connection: socket.socket) -> None:
        both.wait(5)
        connection.sendall(TAKEN)

    with ExitStack() as stack:
        first, second, third = (stack.enter_context(receiving(*script)) for script in ([together], [together], []))
        client = stack.enter_context(bell_client())
        rings = [{"url": receiver.url, "body": str(number)} for number in range(3) for receiver in (first, second, third)]
        queue(client, rings)
        assert first.bodies == second.bodies == third.bodies == [b"0", b"1", b"2"]
        assert [receiver.most_open for receiver in (first, second, third)] == [1, 1, 1]


def queue(client: httpx.Client, rings: list[dict[str, str]]) -> None:
    """Let all of these calls fall due at once."""
    agenda = [{"at": "2026-11-22T12:00:00Z", "action": "ring", "detail": {"url": ring["url"], "body": ring["body"]}} for ring in rings]
    assert client.put("/_sandbox/state/bell", json={"agenda": agenda}).status_code == 204
    client.get("/bell/nowhere")


def test_a_queue_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "MOST_WAITING", 2)
    with receiving() as receiver, bell_client() as client:
        queue(client, [{"url": receiver.url, "body": str(number)} for number in range(4)])
        assert receiver.bodies == [b"0", b"1"]
        assert sorted(told(client), key=str) == [(1, 204, None), (1, 204, None), (1, None, "queue-full"), (1, None, "queue-full")]


# --- Once more ------------------------------------------------------------------------------------------------------


def test_a_call_is_made_once_more_by_hand_exactly_as_it_was() -> None:
    with receiving(FAILED) as receiver, bell_client(journal_body=3) as client:
        client.post(RING, json={"url": f"{receiver.url}/x", "body": "longer than that", "headers": [["Authorization", "Bearer x"]]})
        answer = client.post("/_sandbox/journal/2/redeliver")
        assert (answer.status_code, answer.json()["id"], answer.json()["attempt"], answer.json()["status"]) == (200, 3, 2, 204)
        assert answer.json() == client.get("/_sandbox/journal/3").json()
        assert receiver.requests[0] == receiver.requests[1]
        assert receiver.bodies == [b"longer than that"] * 2


def test_a_call_that_was_made_by_hand_is_not_tried_again() -> None:
    port = free_port()
    with bell_client() as client:
        client.post(RING, json={"url": f"http://127.0.0.1:{port}/", "retries": [1]})
        assert client.post("/_sandbox/journal/2/redeliver").json()["error"] == "connect"
        assert advance(client, 5) == ["bell.rang"]
        assert [attempt for attempt, _, _ in told(client)] == [1, 2, 2]


def test_only_a_call_of_a_vendor_is_made_once_more() -> None:
    with bell_client() as client:
        client.get("/bell/nowhere")
        assert client.post("/_sandbox/journal/1/redeliver").status_code == 400
        assert client.post("/_sandbox/journal/9/redeliver").status_code == 404


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_calls_and_their_attempts_belong_to_their_session() -> None:
    with receiving(FAILED) as receiver, bell_client() as client:
        client.put("/~a/_sandbox/clock", json={"now": "2026-11-22T12:00:00Z", "mode": "frozen"})
        client.post(f"/~a{RING}", json={"url": receiver.url, "retries": [1]})
        assert journal(client) == []
        assert advance(client, 10) == []
        assert client.post("/~a/_sandbox/clock/advance", json={"seconds": 10}).json()["ran"] == ["bell.rang"]


@pytest.mark.parametrize(("method", "path"), [("POST", "/~a/_sandbox/reset"), ("DELETE", "/_sandbox/sessions/a")])
def test_no_attempt_outlives_its_session(method: str, path: str) -> None:
    with receiving(FAILED) as receiver, bell_client() as client:
        client.put("/~a/_sandbox/clock", json={"now": "2026-11-22T12:00:00Z", "mode": "frozen"})
        client.post(f"/~a{RING}", json={"url": receiver.url, "retries": [1]})
        assert client.request(method, path).status_code == 204
        assert client.post("/~a/_sandbox/clock/advance", json={"seconds": 10}).json()["ran"] == []
        client.get("/~a/bell/nowhere")
        assert len(receiver.requests) == 1
        assert client.get("/~a/_sandbox/journal?direction=out").json() == []
