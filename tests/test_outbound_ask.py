"""Operations of the console whose answer depends on what somebody else says."""

from __future__ import annotations

import pytest

from tests.bell import bell_client, told
from tests.receivers import free_port, receiving

ASK = "/_sandbox/bell/ask"


def ok(body: bytes) -> bytes:
    """Return a reply with a body."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def test_the_answer_is_made_of_the_reply() -> None:
    with receiving(ok(b"the post")) as receiver, bell_client() as client:
        answer = client.post(ASK, json={"url": receiver.url, "body": "who is there?"})
        assert (answer.status_code, answer.text) == (200, "the post")
        assert answer.headers["X-Sandbox-Operation"] == "bell.console.ask; chosen"
        assert receiver.bodies == [b"who is there?"]
        assert client.get("/_sandbox/state/bell").json()["rings"] == 1
        assert told(client) == [(1, 200, None)]


def test_one_may_ask_again() -> None:
    with receiving(ok(b"again"), ok(b"again"), ok(b"me")) as receiver, bell_client() as client:
        assert client.post(ASK, json={"url": receiver.url}).text == "me"
        assert told(client) == [(1, 200, None)] * 3


@pytest.mark.parametrize(("url", "failure"), [("http://127.0.0.1:{port}/", "connect"), ("http://hooks.example/", "refused-host")])
def test_a_failure_is_told_and_may_be_refused(url: str, failure: str) -> None:
    with bell_client() as client:
        answer = client.post(ASK, json={"url": url.format(port=free_port())})
        assert (answer.status_code, answer.json()) == (409, {"error": failure, "detail": None})
        assert told(client) == [(1, None, failure)]


def test_an_operation_of_a_vendor_must_not_ask() -> None:
    with bell_client() as client:
        answer = client.post("/bell/ask", json={"url": "http://127.0.0.1/"})
        assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "ask")
        assert told(client) == []
