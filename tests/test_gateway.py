"""The way in: whose session, which vendor, how much of a body."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from starlette.types import Message, Scope

from sandbox.app import create_app
from sandbox.installed import Installed
from sandbox.settings import Settings
from sandbox.testing import InProcess
from sandbox.vendor import CHOSEN, Call, Manifest, Operation, Reply, State, Variants, Vendor, VendorError
from tests.contract import INSTALLED

Json = dict[str, Any]


def tell(call: Call[State, Variants]) -> Reply:
    """Tell what the vendor sees."""
    seen = [call.session, call.incoming.path.decode(), call.base_url]
    return Reply(200, ("|".join(seen)).encode(), media_type="text/plain")


def teller(name: str, hosts: tuple[str, ...] = (), roots: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> Installed:
    """Return a vendor that tells, at `/who` and below `/own`, what it sees."""
    manifest = Manifest(name, name, "1", hosts, roots, lambda _: {}, aliases)
    paths = ("/who", "/own/{a}", "/own", "")
    vendor = Vendor(
        manifest=manifest,
        state=State,
        variants=Variants,
        rules=(),
        operations=tuple(Operation(f"tell.{index}", "POST", path, tell, CHOSEN) for index, path in enumerate(paths)),
        error_body=lambda _call, error: Reply(error.status, f"{name} says no".encode(), media_type="text/plain"),
        invalid=lambda _call, _problem: VendorError(None, 400),
        unknown_path=lambda _call: VendorError(None, 404),
        wrong_method=lambda _call, _methods: VendorError(None, 405),
        clean_path=lambda path: path.rstrip("/"),
    )
    return Installed(manifest, lambda: vendor)


TWO = {
    "cx_one": teller("cx_one", hosts=("api.cx.example", ".nice.example"), roots=("/own",), aliases=("cx-one", "cx")),
    "other": teller("other", hosts=("api.other.example",), roots=("/who", "/own")),
}


def serve(vendors: Mapping[str, Installed] = TWO, **settings: Any) -> httpx.Client:
    """Return a client of a server of the two tellers, or of other vendors."""
    return httpx.Client(transport=InProcess(create_app(Settings(**settings), vendors)), base_url="http://sandbox")


def sessions(client: httpx.Client) -> list[str]:
    """Return the names of the server's sessions."""
    return [session["name"] for session in client.get("/_sandbox/sessions").json()]


# --- Sessions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers", "session"),
    [
        ("/other/who", {}, "default"),
        ("/other/who", {"X-Sandbox-Session": "h"}, "h"),
        ("/~p/other/who", {}, "p"),
        ("/~p/other/who", {"X-Sandbox-Session": "h"}, "p"),
        ("/~p/other/who", {"X-Sandbox-Session": "no name at all"}, "p"),
        ("/~%70/other/who", {}, "p"),
        ("/~default/other/who", {"X-Sandbox-Session": "h"}, "default"),
    ],
)
def test_a_session_is_chosen_by_prefix_before_header_before_default(path: str, headers: dict[str, str], session: str) -> None:
    with serve() as client:
        answer = client.post(path, headers=headers)
        assert answer.text.partition("|")[0] == session
        assert answer.headers["X-Sandbox-Session"] == session
        assert sessions(client) == list(dict.fromkeys(("default", session)))


@pytest.mark.parametrize("path", ["/~/other/who", "/~a%2Fb/other/who", "/~a%20b/x", "/~" + "x" * 65 + "/x", "/~~/x", "/~a~b", "/~"])
def test_a_bad_session_name_in_the_path_is_refused_by_the_sandbox_itself(path: str) -> None:
    with serve() as client:
        answer = client.post(path)
        assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (400, "session")
        assert "is no session name: 1 to 64 of A-Z a-z 0-9 . _ -" in answer.text
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert sessions(client) == ["default"]


@pytest.mark.parametrize("name", ["", "a b", "a/b", "x" * 65])
@pytest.mark.parametrize("path", ["/other/who", "/_sandbox/reset"])
def test_a_bad_session_name_in_the_header_is_refused_by_the_sandbox_itself(path: str, name: str) -> None:
    with serve() as client:
        answer = client.post(path, headers={"X-Sandbox-Session": name})
        assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (400, "session")


def test_one_session_too_many_is_refused_by_the_sandbox_itself() -> None:
    with serve(max_sessions=2) as client:
        assert client.post("/~a/other/who").status_code == 200
        answer = client.post("/~b/other/who")
        assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (503, "session")
        assert client.post("/~a/other/who").status_code == 200


def test_the_control_plane_behind_a_prefix_speaks_of_that_session() -> None:
    with serve() as client:
        client.put("/~a/_sandbox/clock", json={"now": "2030-01-01T00:00:00Z", "mode": "frozen"})
        by_header = client.get("/_sandbox/clock", headers={"X-Sandbox-Session": "a"})
        assert by_header.json() == {"now": "2030-01-01T00:00:00.000Z", "mode": "frozen"}
        assert client.get("/_sandbox/clock").json()["mode"] == "real"


# --- Vendors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("http://sandbox/other/who", "default|/who|http://sandbox/other"),
        ("http://sandbox:4800/other/who", "default|/who|http://sandbox:4800/other"),
        ("https://sandbox/~s/other/who", "s|/who|https://sandbox/~s/other"),
        ("http://sandbox/cx_one/who", "default|/who|http://sandbox/cx_one"),
        ("http://sandbox/cx-one/who", "default|/who|http://sandbox/cx-one"),
        ("http://sandbox/~s/cx/who", "s|/who|http://sandbox/~s/cx"),
        ("http://sandbox/other", "default|/|http://sandbox/other"),
        ("http://sandbox/other/", "default|/|http://sandbox/other"),
        ("http://sandbox/other/own/a%2Fb", "default|/own/a%2Fb|http://sandbox/other"),
        ("http://api.other.example/who", "default|/who|http://api.other.example"),
        ("http://API.Other.Example:8443/who", "default|/who|http://api.other.example:8443"),
        ("http://api.other.example/~s/who", "s|/who|http://api.other.example/~s"),
        ("http://eu2.nice.example/who", "default|/who|http://eu2.nice.example"),
        ("http://a.b.nice.example/who", "default|/who|http://a.b.nice.example"),
        ("http://sandbox/who", "default|/who|http://sandbox"),
        ("http://sandbox/~s/own/x", "s|/own/x|http://sandbox/~s"),
    ],
)
def test_a_vendor_sees_its_own_path_and_the_address_before_it(url: str, seen: str) -> None:
    with serve() as client:
        assert client.post(url).text == seen


@pytest.mark.parametrize(
    ("url", "vendor"),
    [
        ("http://api.cx.example/other/who", "other"),
        ("http://api.other.example/own/x", "other"),
        ("http://sandbox/own/x", "cx_one"),
        ("http://sandbox/own", "cx_one"),
        ("http://nice.example/who", "other"),
        ("http://xnice.example/own", "cx_one"),
        ("http://xnice.example/who", "other"),
        ("http://sandbox/Other/who", None),
        ("http://sandbox/others/who", None),
        ("http://sandbox/owner", None),
        ("http://sandbox/a/own", None),
        ("http://sandbox/", None),
    ],
)
def test_a_vendor_is_found_by_prefix_before_host_before_root_path(url: str, vendor: str | None) -> None:
    with serve() as client:
        client.post(url)
        (exchange,) = client.get("/_sandbox/journal").json()
        assert exchange["vendor"] == vendor


def test_a_host_is_compared_without_its_case() -> None:
    with serve() as client:
        assert client.post("/who", headers={"Host": "API.CX.Example:443"}).text == "default|/who|http://API.CX.Example:443"
        assert client.get("/_sandbox/journal").json()[0]["vendor"] == "cx_one"


def test_an_address_of_nobody_is_answered_by_the_sandbox_itself_and_journalled_as_unmatched() -> None:
    with serve() as client:
        answer = client.get("/nowhere/at-all?a=b")
        (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, answer.headers["X-Sandbox-Error"]) == (404, "no-vendor")
    assert answer.headers["X-Sandbox-Session"] == "default"
    assert answer.text == "No vendor has this address. Vendors: /cx_one, /cx-one, /cx, /other.\n"
    assert (exchange["unmatched"], exchange["vendor"], exchange["operation"]) == (True, None, None)
    assert (exchange["target"], exchange["status"], exchange["error"]) == ("/nowhere/at-all?a=b", 404, "no-vendor")


def test_a_path_that_only_begins_like_the_control_plane_is_not_the_control_planes() -> None:
    with serve() as client:
        assert client.get("/_sandboxes").headers["X-Sandbox-Error"] == "no-vendor"


def test_the_vendors_own_404_is_journalled_as_unmatched() -> None:
    with serve() as client:
        answer = client.post("/other/nowhere")
        (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, answer.text) == (404, "other says no")
    assert "X-Sandbox-Operation" not in answer.headers
    assert (exchange["unmatched"], exchange["vendor"], exchange["operation"]) == (True, "other", None)


# --- Headers --------------------------------------------------------------------------------------------------------


def test_an_answer_names_session_operation_and_rule() -> None:
    with serve(INSTALLED) as client:
        answer = client.post("/~s/mxo/one/oauth2token")
    assert {name: value for name, value in answer.headers.items() if name.startswith("x-sandbox")} == {
        "x-sandbox-session": "s",
        "x-sandbox-operation": "mxo.token.create; documented",
        "x-sandbox-rule": "mxo.token-basic-required; status=inferred; body=inferred",
    }


@pytest.mark.parametrize("path", ["/mxo/one/oauth2token", "/mxo/nowhere"])
def test_a_plain_server_leaves_the_sandbox_headers_out_and_journals_all_the_same(path: str) -> None:
    with serve(INSTALLED, plain=True) as client:
        answer = client.post(path)
        (exchange,) = client.get("/_sandbox/journal").json()
    with serve(INSTALLED) as client:
        marked = client.post(path)
    assert not [name for name in answer.headers if name.startswith("x-sandbox")]
    assert (answer.status_code, answer.content) == (marked.status_code, marked.content)
    assert exchange["rules"] == [marked.headers["X-Sandbox-Rule"].partition(";")[0]]


# --- Bodies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "status"), [(0, 200), (99, 200), (100, 200), (101, 413)])
def test_a_body_is_read_up_to_the_limit(length: int, status: int) -> None:
    with serve(max_body=100) as client:
        answer = client.post("/other/who", content=b"x" * length)
        (exchange,) = client.get("/_sandbox/journal").json()
    assert (answer.status_code, exchange["status"]) == (status, status)
    if status == 413:
        assert answer.headers["X-Sandbox-Error"] == "body-too-large"
        assert answer.headers["Connection"] == "close"
        assert answer.text == "The sandbox reads at most 100 bytes of a request body.\n"


def call(messages: list[Message], headers: list[tuple[bytes, bytes]] | None = None, **settings: Any) -> tuple[list[Message], Json]:
    """Send a request in pieces; returns what was sent back, and the states of the journal's exchanges."""
    app = create_app(Settings(**settings), TWO)
    scope: Scope = {
        "type": "http", "method": "POST", "scheme": "http", "path": "/other/who", "raw_path": b"/other/who", "query_string": b"",
        "root_path": "", "headers": headers or [], "client": None, "server": ("sandbox", 80), "http_version": "1.1",
    }  # fmt: skip
    left = list(messages)
    sent: list[Message] = []

    async def receive() -> Message:
        return left.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    journal = app.state.sessions.get("default").journal
    return sent, {"unread": len(left), "bodies": [exchange.body for exchange in journal]}


def part(body: bytes, *, more: bool) -> Message:
    """Return a piece of a body."""
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_that_comes_in_pieces_is_put_together() -> None:
    sent, left = call([part(b"a", more=True), part(b"", more=True), part(b"bc", more=True), part(b"", more=False)])
    assert (sent[0]["status"], left["bodies"]) == (200, [b"abc"])


def test_a_body_that_grows_beyond_the_limit_is_not_read_to_its_end() -> None:
    sent, left = call([part(b"x" * 60, more=True), part(b"x" * 60, more=True), part(b"x", more=False)], max_body=100)
    assert (sent[0]["status"], left["unread"]) == (413, 1)


def test_a_body_that_says_it_is_beyond_the_limit_is_not_read_at_all() -> None:
    sent, left = call([part(b"x" * 101, more=False)], [(b"content-length", b"101")], max_body=100)
    assert (sent[0]["status"], left["unread"]) == (413, 1)


@pytest.mark.parametrize("before", [[], [part(b"abc", more=True)]])
def test_a_client_that_goes_away_before_its_body_is_complete_gets_nothing_and_leaves_no_trace(before: list[Message]) -> None:
    assert call([*before, {"type": "http.disconnect"}]) == ([], {"unread": 0, "bodies": []})


def test_a_request_without_a_host_header_is_answered_with_the_servers_address() -> None:
    sent, _ = call([part(b"", more=False)])
    assert sent[1]["body"] == b"default|/who|http://sandbox:80/other"
