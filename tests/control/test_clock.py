"""`/_sandbox/clock`: where a session's time stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.vendors.mxo import DANA, MxoClient

CLOCK = "/_sandbox/clock"
ADVANCE = "/_sandbox/clock/advance"
NOON = "2026-11-21T12:00:00.000Z"
TEN_YEARS = 10 * 366 * 86_400


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO, for what falls due."""
    return MxoClient(client)


def freeze(client: httpx.Client, now: str = NOON) -> None:
    """Stop the clock."""
    client.put(CLOCK, json={"now": now, "mode": "frozen"})


def test_a_clock_tells_the_time_of_the_machine_at_first(client: httpx.Client) -> None:
    before = datetime.now(UTC)
    answer = client.get(CLOCK)
    assert answer.status_code == 200
    assert list(answer.json()) == ["now", "mode"]
    assert answer.json()["mode"] == "real"
    assert before - timedelta(milliseconds=1) <= datetime.fromisoformat(answer.json()["now"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("2026-11-21T12:00:00Z", "2026-11-21T12:00:00.000Z"),
        ("2026-11-21T14:00:00.5+02:00", "2026-11-21T12:00:00.500Z"),
        ("2026-11-21T12:00:00.123456Z", "2026-11-21T12:00:00.123Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"),
        ("2099-12-31T23:59:59.999Z", "2099-12-31T23:59:59.999Z"),
    ],
)
def test_a_clock_is_put_somewhere_and_stopped(client: httpx.Client, sent: str, told: str) -> None:
    answer = client.put(CLOCK, json={"now": sent, "mode": "frozen"})
    assert (answer.status_code, answer.json()) == (200, {"now": told, "mode": "frozen"})
    assert client.get(CLOCK).json() == {"now": told, "mode": "frozen"}


@pytest.mark.parametrize("body", [{}, {"mode": "frozen"}, {"now": None, "mode": None}])
def test_what_a_put_leaves_out_stays(client: httpx.Client, body: dict[str, Any]) -> None:
    freeze(client)
    assert client.put(CLOCK, json=body).json() == {"now": NOON, "mode": "frozen"}


def test_a_clock_runs_on_from_where_it_is_put(client: httpx.Client) -> None:
    freeze(client)
    answer = client.put(CLOCK, json={"mode": "real"}).json()
    assert answer["mode"] == "real"
    assert NOON <= client.get(CLOCK).json()["now"] < "2026-11-21T12:01:00.000Z"


@pytest.mark.parametrize("seconds", [0.001, 1, 60.5, TEN_YEARS])
def test_an_advance_moves_the_clock_on(client: httpx.Client, seconds: float) -> None:
    freeze(client)
    answer = client.post(ADVANCE, json={"seconds": seconds})
    expected = datetime.fromisoformat(NOON) + timedelta(seconds=seconds)
    assert (answer.status_code, answer.json()["mode"], answer.json()["ran"]) == (200, "frozen", [])
    assert datetime.fromisoformat(answer.json()["now"]) == expected


def test_a_reset_takes_the_advances_back_and_keeps_the_time_that_was_set(client: httpx.Client) -> None:
    freeze(client)
    client.post(ADVANCE, json={"seconds": 60})
    client.post("/_sandbox/reset")
    assert client.get(CLOCK).json() == {"now": NOON, "mode": "frozen"}


def test_the_vendor_lives_by_the_sessions_clock(mxo: MxoClient) -> None:
    mxo.freeze()
    mxo.token = mxo.new_token().json()["access_token"]
    mxo.advance(3599.999)
    assert mxo.activity().status_code == 200
    mxo.advance(0.001)
    assert mxo.activity().status_code == 401


@pytest.mark.parametrize(("seconds", "ran"), [(4.999, []), (5, ["mxo.customer.erase"]), (86_400, ["mxo.customer.erase"])])
def test_an_advance_says_what_fell_due_on_the_way(mxo: MxoClient, seconds: float, ran: list[str]) -> None:
    mxo.freeze()
    mxo.switch(delete_timing="deferred")
    mxo.delete(tid=DANA)
    assert mxo.advance(seconds) == ran
    assert (DANA in mxo.space()["customers"]) == (not ran)
    assert mxo.advance(1) == ([] if ran else ["mxo.customer.erase"])


def test_clocks_of_sessions_are_apart(client: httpx.Client) -> None:
    freeze(client)
    client.put("/~a/_sandbox/clock", json={"now": "2030-01-01T00:00:00Z", "mode": "frozen"})
    client.post("/~a/_sandbox/clock/advance", json={"seconds": 1})
    assert client.get(CLOCK).json()["now"] == NOON
    assert client.get("/~a/_sandbox/clock").json()["now"] == "2030-01-01T00:00:01.000Z"


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"now": "2026-11-21T12:00:00"}, "now", "Input should have timezone info"),
        ({"now": "noon"}, "now", None),
        ({"mode": "slow"}, "mode", "Input should be 'real' or 'frozen'"),
        ({"time": NOON}, "time", "Extra inputs are not permitted"),
        ({"now": "0001-01-01T00:00:00+14:00"}, "now", None),
        ({"now": "9999-12-31T23:59:59-14:00"}, "now", None),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_its_field(
    client: httpx.Client, sent: dict[str, Any], field: str, reason: str | None
) -> None:
    freeze(client)
    answer = client.put(CLOCK, json=sent)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid input")
    (detail,) = answer.json()["detail"]
    assert detail["field"] == field
    assert reason in (None, detail["reason"])
    assert client.get(CLOCK).json() == {"now": NOON, "mode": "frozen"}


@pytest.mark.parametrize("seconds", [0, -1, TEN_YEARS + 1, "soon", None, [1]])
def test_an_advance_goes_forward_and_no_further_than_ten_years(client: httpx.Client, seconds: Any) -> None:
    freeze(client)
    answer = client.post(ADVANCE, json={"seconds": seconds})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid input")
    assert [detail["field"] for detail in answer.json()["detail"]] == ["seconds"]
    assert client.get(CLOCK).json()["now"] == NOON


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_an_advance_says_how_far(client: httpx.Client, body: bytes) -> None:
    answer = client.post(ADVANCE, content=body)
    assert answer.status_code == 400
    assert answer.json() == {"error": "invalid input", "detail": [{"field": "seconds", "reason": "Field required"}]}


def test_an_advance_beyond_all_time_is_refused_and_the_session_goes_on(client: httpx.Client) -> None:
    freeze(client, "9999-12-31T00:00:00Z")
    assert client.post(ADVANCE, json={"seconds": TEN_YEARS}).status_code == 400
    assert client.get(CLOCK).json()["now"] == "9999-12-31T00:00:00.000Z"


@pytest.mark.parametrize(("method", "path"), [("PUT", CLOCK), ("POST", ADVANCE)])
def test_a_body_that_is_no_json_is_refused(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path, content=b"{")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid JSON")


@pytest.mark.parametrize(("method", "path"), [("POST", CLOCK), ("DELETE", CLOCK), ("GET", ADVANCE)])
def test_a_wrong_method_is_answered_405(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed", "detail": None})
