"""What stands behind the gateway: health, and the control plane, which is made on its first request."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from sandbox import __version__
from sandbox.app import OnFirstUse, create_app
from sandbox.settings import Settings
from sandbox.testing import InProcess
from tests.contract import INSTALLED


def ask(app: Starlette, method: str, path: str, **members: Any) -> httpx.Response:
    """Send one request."""
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        return client.request(method, path, **members)


@pytest.mark.parametrize("path", ["/_sandbox/health", "/~demo/_sandbox/health"])
def test_health_names_the_version_and_the_vendors(path: str) -> None:
    answer = ask(create_app(), "GET", path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json() == {"status": "ok", "version": __version__, "vendors": list(INSTALLED)}


def test_health_names_the_vendors_that_the_server_was_given() -> None:
    assert ask(create_app(Settings(), {}), "GET", "/_sandbox/health").json()["vendors"] == []


def test_health_is_read_only() -> None:
    assert ask(create_app(Settings(), {}), "POST", "/_sandbox/health").status_code == 405


def test_the_control_plane_is_imported_on_its_first_request_and_health_is_no_part_of_it() -> None:
    script = """
import sys, httpx
from sandbox.app import create_app
from sandbox.testing import InProcess
client = httpx.Client(transport=InProcess(create_app()), base_url="http://sandbox")
for path in ("/_sandbox/health", "/mxo/one/oauth2token", "/_sandbox/clock", "/_sandbox/clock"):
    print(client.get(path).status_code, "sandbox.control" in sys.modules)
"""
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.splitlines() == ["200 False", "405 False", "200 True", "200 True"]


def test_an_app_on_first_use_is_made_once_and_gets_every_request() -> None:
    made: list[list[str]] = []

    def load() -> Any:
        paths: list[str] = []
        made.append(paths)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            paths.append(scope["path"])
            await send({"type": "http.response.start", "status": 204, "headers": []})

        return app

    client = httpx.Client(transport=InProcess(OnFirstUse(load)), base_url="http://sandbox")
    assert made == []
    assert [client.get(path).status_code for path in ("/a", "/b")] == [204, 204]
    assert made == [["/a", "/b"]]


@pytest.mark.parametrize(("length", "read"), [(20, True), (21, False)])
def test_the_control_plane_reads_at_most_as_much_as_the_server_is_told(length: int, read: bool) -> None:
    app = create_app(Settings(max_control_body=20))
    answer = ask(app, "PUT", "/_sandbox/state/mxo", content=b"{}".ljust(length))
    assert answer.status_code == (204 if read else 413)


@pytest.mark.parametrize("path", ["/mxo/one/oauth2token", "/nowhere"])
def test_a_web_socket_is_closed_and_no_vendor_hears_of_it(path: str) -> None:
    app = create_app()
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
        "root_path": "",
    }
    asyncio.run(app(scope, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert ask(app, "GET", "/_sandbox/journal").json() == []
