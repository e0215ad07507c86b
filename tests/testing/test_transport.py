"""The transport that calls the app in the same process."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from sandbox.testing import InProcess


class Echo:
    """An app that keeps what it was sent, and answers in two parts."""

    def __init__(self) -> None:
        self.scope: Scope = {}
        self.received: Message = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.received = await receive()
        headers = [(b"x-one", b"1"), (b"x-one", b"2"), (b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 418, "headers": headers})
        await send({"type": "http.response.body", "body": b"Tee", "more_body": True})
        await send({"type": "http.response.body", "body": "töpfe".encode()})
        await send({"type": "http.response.body"})


def send(echo: Any, method: str, url: str, **members: Any) -> httpx.Response:
    """Send one request."""
    with httpx.Client(transport=InProcess(echo)) as client:
        return client.request(method, url, **members)


def test_the_app_is_called_as_a_server_calls_it() -> None:
    echo = Echo()
    send(echo, "PATCH", "http://api.example:81/a%2Fb/%C3%A9?x=1&y=%20", content=b"body", headers=[("X-A", "1"), ("x-a", "2")])
    scope = {name: value for name, value in echo.scope.items() if name != "headers"}
    assert scope == {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "PATCH",
        "scheme": "http",
        "path": "/a/b/é",
        "raw_path": b"/a%2Fb/%C3%A9",
        "query_string": b"x=1&y=%20",
        "root_path": "",
        "client": ("127.0.0.1", 0),
        "server": ("api.example", 81),
    }
    headers = echo.scope["headers"]
    assert [value for name, value in headers if name == b"x-a"] == [b"1", b"2"]
    assert {(b"host", b"api.example:81"), (b"content-length", b"4")} <= set(headers)
    assert echo.received == {"type": "http.request", "body": b"body", "more_body": False}


@pytest.mark.parametrize(
    ("url", "scheme", "server"),
    [
        ("http://api.example/", "http", ("api.example", 80)),
        ("https://api.example/", "https", ("api.example", 443)),
        ("https://api.example:8443/", "https", ("api.example", 8443)),
    ],
)
def test_the_app_is_told_scheme_and_port(url: str, scheme: str, server: tuple[str, int]) -> None:
    echo = Echo()
    send(echo, "GET", url)
    assert (echo.scope["scheme"], echo.scope["server"]) == (scheme, server)


def test_a_request_without_body_has_an_empty_one() -> None:
    echo = Echo()
    send(echo, "GET", "http://api.example")
    assert (echo.scope["raw_path"], echo.scope["query_string"]) == (b"/", b"")
    assert echo.received == {"type": "http.request", "body": b"", "more_body": False}


def test_the_answer_is_what_the_app_sent_in_as_many_parts_as_it_likes() -> None:
    answer = send(Echo(), "GET", "http://api.example/")
    assert (answer.status_code, answer.text) == (418, "Teetöpfe")
    assert answer.headers.get_list("x-one") == ["1", "2"]


async def waits(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Wait, as an app does that needs an event loop."""
    await asyncio.sleep(0)


def test_an_app_that_waits_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"^the app waits while it answers: it needs a server and an event loop$"):
        send(waits, "GET", "http://api.example/")


async def fails(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Fail after the answer has begun."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise LookupError("a bug")


def test_a_bug_of_the_app_reaches_the_test() -> None:
    with pytest.raises(LookupError, match="a bug"):
        send(fails, "GET", "http://api.example/")
