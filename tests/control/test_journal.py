"""`/_sandbox/journal`: what a session's clients really sent and got."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.settings import Settings
from sandbox.testing import InProcess
from tests.contract import INSTALLED
from tests.vendors.mxo import MxoClient

JOURNAL = "/_sandbox/journal"


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO, on a stopped clock."""
    mxo = MxoClient(client)
    mxo.freeze()
    return mxo


@pytest.fixture
def filled(mxo: MxoClient) -> httpx.Client:
    """A client of a journal with five exchanges: a good one, two refusals, a path of no operation, an address of nobody."""
    mxo.activity()
    mxo.structure("nosuch")
    mxo.activity(propositionCode="")
    mxo.send("GET", "/mxo/nowhere?a=b")
    mxo.send("GET", "/nobody")
    return mxo.http


def test_a_journal_lists_what_was_sent_and_got_oldest_first(filled: httpx.Client) -> None:
    answer = filled.get(JOURNAL)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    entries = answer.json()
    assert all(0 <= entry.pop("milliseconds") < 10_000 for entry in entries)
    assert [entry["id"] for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[1] == {
        "id": 2,
        "at": "2026-11-21T12:00:00+00:00",
        "direction": "in",
        "attempt": None,
        "vendor": "mxo",
        "operation": "mxo.structure.evaluate",
        "unmatched": False,
        "method": "POST",
        "target": "/mxo/one/oauth2/rt/api/3.1.0/customer/ONE-JY0AMQJQHQ-1290/structure",
        "status": 404,
        "rules": ["mxo.structure-unknown"],
        "error": None,
    }
    assert entries[3]["target"] == "/mxo/nowhere?a=b"
    assert (entries[4]["vendor"], entries[4]["error"], entries[4]["rules"]) == (None, "no-vendor", [])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("vendor=mxo", [1, 2, 3, 4]),
        ("vendor=nosuch", []),
        ("operation=mxo.activity.send", [1, 3]),
        ("operation=mxo.activity", []),
        ("status=404", [2, 4, 5]),
        ("status=200", [1]),
        ("unmatched=true", [4, 5]),
        ("unmatched=false", [1, 2, 3]),
        ("after=0", [1, 2, 3, 4, 5]),
        ("after=3", [4, 5]),
        ("after=5", []),
        ("limit=2", [1, 2]),
        ("after=1&limit=2", [2, 3]),
        ("operation=mxo.activity.send&status=400", [3]),
        ("vendor=mxo&unmatched=true", [4]),
    ],
)
def test_a_journal_is_filtered_by_all_that_is_asked(filled: httpx.Client, query: str, ids: list[int]) -> None:
    assert [entry["id"] for entry in filled.get(f"{JOURNAL}?{query}").json()] == ids


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("limit=0", "limit", "Input should be greater than or equal to 1"),
        ("after=-1", "after", "Input should be greater than or equal to 0"),
        ("status=ok", "status", "Input should be a valid integer, unable to parse string as an integer"),
        ("unmatched=maybe", "unmatched", "Input should be a valid boolean, unable to interpret input"),
        ("path=/x", "path", "Extra inputs are not permitted"),
    ],
)
def test_a_filter_that_is_none_is_refused_with_its_field(client: httpx.Client, query: str, field: str, reason: str) -> None:
    answer = client.get(f"{JOURNAL}?{query}")
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid input", "detail": [{"field": field, "reason": reason}]})


def test_an_exchange_is_shown_whole_with_its_secrets_masked(mxo: MxoClient) -> None:
    token = mxo.new_token()
    view = mxo.http.get(f"{JOURNAL}/1").json()
    assert view.pop("milliseconds") >= 0
    shown = {name: dict(view[name].pop("headers")) for name in ("request", "reply")}
    assert view == {
        "id": 1,
        "at": "2026-11-21T12:00:00+00:00",
        "direction": "in",
        "attempt": None,
        "vendor": "mxo",
        "operation": "mxo.token.create",
        "unmatched": False,
        "method": "POST",
        "target": "/mxo/one/oauth2token",
        "status": 200,
        "rules": ["mxo.token-issued"],
        "error": None,
        "request": {"body": "grant_type=client_credentials"},
        "reply": {"body": {**token.json(), "access_token": "***"}},
    }
    assert shown["request"]["authorization"] == "***"
    assert shown["request"]["content-type"] == "application/x-www-form-urlencoded"
    assert shown["reply"] == dict(token.headers)


def test_a_bearer_token_is_masked(mxo: MxoClient) -> None:
    mxo.activity()
    assert "sbx-summit" not in mxo.http.get(f"{JOURNAL}/1").text


@pytest.mark.parametrize("number", [0, 6, 2**63, 10**30])
def test_an_exchange_that_is_not_there_is_answered_404(filled: httpx.Client, number: int) -> None:
    answer = filled.get(f"{JOURNAL}/{number}")
    assert answer.status_code == 404
    assert answer.json()["error"] == "unknown exchange"


def test_a_cleared_journal_is_empty_and_its_ids_are_not_used_again(filled: httpx.Client) -> None:
    answer = filled.delete(JOURNAL)
    assert (answer.status_code, answer.content) == (204, b"")
    assert filled.get(JOURNAL).json() == []
    assert filled.get(f"{JOURNAL}/5").status_code == 404
    filled.get("/mxo/nowhere")
    assert [entry["id"] for entry in filled.get(JOURNAL).json()] == [6]


def test_the_control_plane_leaves_no_trace(client: httpx.Client) -> None:
    client.get("/_sandbox/state")
    client.post("/_sandbox/mxo/structures/ONE-JY0AMQJQHQ-1290/draft_offers/publish")
    assert client.get(JOURNAL).json() == []


def test_journals_of_sessions_are_apart(filled: httpx.Client) -> None:
    filled.get("/~a/mxo/nowhere")
    assert [entry["target"] for entry in filled.get("/~a/_sandbox/journal").json()] == ["/mxo/nowhere"]
    filled.delete("/~a/_sandbox/journal")
    assert len(filled.get(JOURNAL).json()) == 5


def settled(**settings: Any) -> httpx.Client:
    """Return a client of a server with these settings, that has sent four requests with bodies of 100 bytes."""
    client = httpx.Client(transport=InProcess(create_app(Settings(**settings), INSTALLED)), base_url="http://sandbox")
    for number in range(4):
        client.post(f"/mxo/{number}", content=b"x" * 100)
    return client


def size_of_one() -> int:
    """Return what one of those requests is taken to cost in memory."""
    app = create_app(Settings(), INSTALLED)
    httpx.Client(transport=InProcess(app), base_url="http://sandbox").post("/mxo/0", content=b"x" * 100)
    (exchange,) = app.state.sessions.get("default").journal
    size: int = exchange.size
    return size


SIZE = size_of_one()


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({}, [1, 2, 3, 4]),
        ({"journal_entries": 3}, [2, 3, 4]),
        ({"journal_bytes": 2 * SIZE}, [3, 4]),
        ({"journal_bytes": 2 * SIZE - 1}, [4]),
        ({"journal_bytes": 2 * (SIZE - 50), "journal_body": 50}, [3, 4]),
    ],
)
def test_a_journal_stays_within_the_servers_limits(settings: dict[str, int], ids: list[int]) -> None:
    client = settled(**settings)
    assert [entry["id"] for entry in client.get(JOURNAL).json()] == ids
    assert client.get("/_sandbox/sessions/default").json()["exchanges"] == len(ids)


@pytest.mark.parametrize(("limit", "kept"), [(99, 99), (100, 100), (101, 100)])
def test_a_journal_keeps_bodies_up_to_the_servers_limit(limit: int, kept: int) -> None:
    assert settled(journal_body=limit).get(f"{JOURNAL}/4").json()["request"]["body"] == "x" * kept


@pytest.mark.parametrize(("method", "path"), [("POST", JOURNAL), ("DELETE", f"{JOURNAL}/1")])
def test_a_wrong_method_is_answered_405(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed", "detail": None})
