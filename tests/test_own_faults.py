"""A bug of the sandbox is its own: 500 in plain text with `X-Sandbox-Error`, never in a vendor's words, and in the journal."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.types import Message, Scope

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import Vendor
from tests.test_sixth_vendor import OPEN, THINGS, VENDORS, Habits, Shelves, manifest


@pytest.fixture
def client() -> httpx.Client:
    """A client of a server with the vendor that has bugs."""
    return httpx.Client(transport=InProcess(create_app(Settings(), VENDORS)), base_url="http://sandbox", headers=OPEN)


def test_a_bug_in_a_handler_is_answered_as_the_sandboxs_own_and_journalled(client: httpx.Client) -> None:
    answer = client.post("/shelf/shelves/crash")
    (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "ZeroDivisionError")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == "The sandbox itself failed, not Shelf Keeper: ZeroDivisionError('deliberate')\n"
    assert (exchange["operation"], exchange["status"], exchange["error"]) == ("shelf.bug.crash", 500, "ZeroDivisionError")
    assert exchange["rules"] == []


def test_a_refusal_by_a_rule_that_is_not_in_the_ledger_is_the_sandboxs_own_fault(client: httpx.Client) -> None:
    answer = client.post("/shelf/shelves/mumble")
    (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "KeyError")
    assert "The sandbox itself failed, not Shelf Keeper" in answer.text
    assert "shelf.unwritten" in answer.text
    assert (exchange["operation"], exchange["status"], exchange["error"]) == ("shelf.bug.mumble", 500, "KeyError")


def test_it_is_so_on_a_plain_server_too() -> None:
    app = create_app(Settings(plain=True), VENDORS)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        answers = [client.post(f"/shelf/shelves/{name}") for name in ("crash", "mumble")]
    assert [(answer.status_code, answer.headers.get("Content-Type")) for answer in answers] == [(500, "text/plain; charset=utf-8")] * 2


def test_a_bug_leaves_the_session_usable(client: httpx.Client) -> None:
    client.post("/shelf/shelves/crash")
    assert client.post(THINGS, json={"name": "cup"}).status_code == 201


def test_a_bug_in_a_console_operation_is_answered_as_the_sandboxs_own(client: httpx.Client) -> None:
    answer = client.post("/_sandbox/shelf/crash")
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (500, "ZeroDivisionError")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "The sandbox itself failed" in answer.text


def answered(method: str, path: str, body: bytes = b"", vendors: dict[str, Installed] | None = None) -> tuple[Message, bytes]:
    """Send a request as a server does, which goes on when the app raises what it has answered."""
    scope: Scope = {
        "type": "http", "method": method, "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": [(b"host", b"sandbox")], "client": None, "server": ("sandbox", 80), "http_version": "1.1",
    }  # fmt: skip
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        try:
            await create_app(Settings(), vendors or VENDORS)(scope, receive, send)
        except (LookupError, ImportError):
            assert sent, "nothing was answered"

    asyncio.run(run())
    return sent[0], b"".join(message.get("body", b"") for message in sent)


def test_a_bug_in_the_control_plane_is_answered_as_the_sandboxs_own() -> None:
    start, body = answered("POST", "/_sandbox/sessions", b'{"name": "cursed"}')
    headers = dict(start["headers"])
    assert (start["status"], headers[b"content-type"]) == (500, b"text/plain; charset=utf-8")
    assert headers.get(b"x-sandbox-error") == b"LookupError"
    assert b"The sandbox itself failed" in body


def unloadable() -> Vendor[Shelves, Habits]:
    """Fail as a vendor with a mistake in its files does."""
    raise ImportError("deliberate")


@pytest.mark.parametrize("path", ["/shelf/shelves/a/things", "/_sandbox/state/shelf", "/_sandbox/shelf/crash"])
def test_a_vendor_that_cannot_be_loaded_is_the_sandboxs_own_fault(path: str) -> None:
    start, body = answered("GET", path, vendors={"shelf": Installed(manifest, unloadable)})
    headers = dict(start["headers"])
    assert (start["status"], headers[b"content-type"]) == (500, b"text/plain; charset=utf-8")
    assert headers.get(b"x-sandbox-error") == b"ImportError"
    assert b"The sandbox itself failed" in body
