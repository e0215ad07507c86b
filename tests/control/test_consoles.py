"""`/_sandbox/<vendor>`: the console of each vendor, refusing in the form of the control plane."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import CHOSEN, Operation
from tests.contract import INSTALLED
from tests.test_sixth_vendor import ShelfCall, Thing, shelf
from tests.vendors.mxo import SITE_KEY, MxoClient

DRAFT = f"/_sandbox/mxo/structures/{SITE_KEY}/draft_offers"


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO."""
    return MxoClient(client)


def test_a_console_operation_acts_on_the_session_that_clients_see(mxo: MxoClient) -> None:
    assert mxo.structure("draft_offers").status_code == 404
    answer = mxo.http.post(f"{DRAFT}/publish")
    assert (answer.status_code, answer.content) == (204, b"")
    assert mxo.structure("draft_offers").json()["structure"] == {"offer": "none"}


def test_a_console_operation_concerns_its_own_session_alone(mxo: MxoClient) -> None:
    assert mxo.http.post(f"/~a{DRAFT}/publish").status_code == 204
    assert mxo.space()["structures"]["draft_offers"]["published"] is False
    assert mxo.http.post(f"{DRAFT}/publish", headers={"X-Sandbox-Session": "b"}).status_code == 204
    assert mxo.space()["structures"]["draft_offers"]["published"] is False


def test_an_unknown_path_of_a_console_is_answered_404(client: httpx.Client) -> None:
    answer = client.post("/~a/_sandbox/mxo/nowhere")
    assert (answer.status_code, answer.json()) == (404, {"error": "unknown path", "detail": {"path": "/nowhere"}})


def test_a_wrong_method_of_a_console_is_answered_405_with_those_that_are_right(client: httpx.Client) -> None:
    answer = client.get(f"{DRAFT}/publish")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json() == {"error": "method not allowed", "detail": {"method": "GET", "allowed": ["POST"]}}


def test_a_vendor_that_is_unknown_has_no_console(client: httpx.Client) -> None:
    answer = client.post("/_sandbox/nosuch/publish")
    assert (answer.status_code, answer.json()) == (404, {"error": "not found", "detail": None})


@pytest.mark.parametrize(("length", "status"), [(100, 204), (101, 413)])
def test_a_console_reads_bodies_up_to_the_servers_limit(length: int, status: int) -> None:
    app = create_app(Settings(max_body=100), INSTALLED)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        answer = client.post(f"{DRAFT}/publish", content=b"x" * length)
    assert answer.status_code == status
    assert answer.headers.get("X-Sandbox-Error") == ("body-too-large" if status == 413 else None)


def test_the_control_plane_reads_bodies_up_to_its_own_limit() -> None:
    app = create_app(Settings(max_control_body=100), INSTALLED)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        assert client.post("/_sandbox/sessions", content=b"{" + b" " * 98 + b"}").status_code == 201
        assert client.post("/_sandbox/sessions", content=b"{" + b" " * 99 + b"}").status_code == 413


@pytest.mark.parametrize("path", [f"{DRAFT}/publish", "/_sandbox/sessions"])
def test_a_client_that_goes_away_before_its_body_is_complete_changes_nothing(app: Starlette, path: str) -> None:
    scope: Scope = {
        "type": "http", "method": "POST", "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"",
        "root_path": "", "headers": [], "client": None, "server": ("sandbox", 80), "http_version": "1.1",
    }  # fmt: skip
    messages: list[Message] = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent == []
    assert [session.name for session in app.state.sessions] == ["default"]


# --- Bodies ---------------------------------------------------------------------------------------------------------


def fill(call: ShelfCall, body: Thing) -> None:
    """Put a thing on a shelf, as its owner does."""
    call.state.shelves[call.path["shelf"]] = {"1": body.name}


@pytest.fixture
def owner() -> httpx.Client:
    """A client of a server of a vendor whose console reads a body."""
    vendor = replace(shelf, console=(Operation("console.fill", "POST", "/shelves/{shelf}", fill, CHOSEN, status=204),))
    app = create_app(Settings(), {"shelf": Installed(shelf.manifest, lambda: vendor)})
    return httpx.Client(transport=InProcess(app), base_url="http://sandbox")


def test_a_console_operation_reads_a_body(owner: httpx.Client) -> None:
    assert owner.post("/_sandbox/shelf/shelves/a", json={"name": "cup"}).status_code == 204
    assert owner.get("/_sandbox/state/shelf").json()["shelves"] == {"a": {"1": "cup"}}


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({}, "name", "missing"),
        ({"name": "x" * 6}, "name", "string_too_long"),
        ({"name": "cup", "colour": "red"}, "colour", "extra_forbidden"),
    ],
)
def test_a_console_refuses_a_body_that_does_not_fit_with_its_field(owner: httpx.Client, sent: Any, field: str, reason: str) -> None:
    answer = owner.post("/_sandbox/shelf/shelves/a", json=sent)
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid body", "detail": {"field": field, "reason": reason}})
    assert owner.get("/_sandbox/state/shelf").json()["shelves"] == {}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff"])
def test_a_console_refuses_a_body_that_is_no_json(owner: httpx.Client, body: bytes) -> None:
    answer = owner.post("/_sandbox/shelf/shelves/a", content=body)
    assert answer.status_code == 400
    assert list(answer.json()) == ["error", "detail"]
