"""`/_sandbox/state`: what the vendors of a session remember, to be read and replaced."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

from tests.contract import INSTALLED
from tests.vendors.mxo import DANA, OMAR, SITE_KEY, Json, MxoClient

STATE = "/_sandbox/state/mxo"
EMPTY: Json = {"agenda": [], "spaces": {}, "credentials": {}, "tokens": {}}


@pytest.fixture
def mxo(client: httpx.Client) -> MxoClient:
    """A client of MXO."""
    return MxoClient(client)


def test_the_state_of_every_vendor_is_shown_by_name(client: httpx.Client) -> None:
    answer = client.get("/_sandbox/state")
    assert answer.status_code == 200
    assert answer.json() == {name: client.get(f"/_sandbox/state/{name}").json() for name in INSTALLED}


def test_a_state_is_one_json_document_with_the_vendors_own_names(mxo: MxoClient) -> None:
    mxo.freeze()
    answer = mxo.http.get(STATE)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert list(answer.json()) == ["agenda", "spaces", "credentials", "tokens"]
    assert answer.json()["spaces"][SITE_KEY]["customers"][OMAR]["createdAt"] == "2026-01-25T12:00:00Z"


def test_a_state_that_was_read_can_be_put_back(mxo: MxoClient) -> None:
    mxo.freeze()
    mxo.activity(dynamicPropositionCode="new", timestamp="2026-01-02T03:04:05.678Z")
    read = mxo.http.get(STATE).content
    mxo.delete(tid=DANA)
    answer = mxo.http.put(STATE, content=read)
    assert (answer.status_code, answer.content) == (204, b"")
    assert mxo.http.get(STATE).content == read


def test_what_is_due_survives_being_put_back(mxo: MxoClient) -> None:
    mxo.freeze()
    mxo.switch(delete_timing="deferred")
    mxo.delete(tid=DANA)
    assert mxo.http.put(STATE, content=mxo.http.get(STATE).content).status_code == 204
    assert mxo.advance(5) == ["mxo.customer.erase"]
    assert DANA not in mxo.space()["customers"]


def test_a_state_that_is_put_is_used_by_the_next_request(mxo: MxoClient) -> None:
    assert mxo.activity().status_code == 200
    assert mxo.http.put(STATE, json=EMPTY).status_code == 204
    assert mxo.activity().status_code == 401
    assert mxo.state == EMPTY


def test_members_that_a_state_leaves_out_are_empty(mxo: MxoClient) -> None:
    mxo.http.put(STATE, json={})
    assert mxo.state == EMPTY


def test_offsets_count_from_the_sessions_start(mxo: MxoClient) -> None:
    mxo.freeze("2026-11-21T12:00:00.900Z")
    assert mxo.state["agenda"] == []
    mxo.advance(60)
    client = {"c": {"name": "n", "tenancy": "t", "clientSecret": "s", "runAs": "r"}}
    mxo.http.put(STATE, json={"credentials": client, "tokens": {"t": {"clientId": "c", "expiresAt": "PT1M"}}})
    assert mxo.state["tokens"]["t"]["expiresAt"] == "2026-11-21T12:01:00Z"


def test_an_advance_after_a_reset_leaves_the_start_where_the_reset_was(mxo: MxoClient) -> None:
    mxo.freeze("2026-11-21T12:00:00Z")
    mxo.advance(86_400)
    assert mxo.customer(OMAR)["createdAt"] == "2026-01-25T12:00:00Z"


def test_a_times_offset_is_taken_into_utc(mxo: MxoClient) -> None:
    client = {"c": {"name": "n", "tenancy": "t", "clientSecret": "s", "runAs": "r"}}
    mxo.http.put(STATE, json={"credentials": client, "tokens": {"t": {"clientId": "c", "expiresAt": "2026-11-21T12:00:00+02:00"}}})
    assert mxo.state["tokens"]["t"]["expiresAt"] == "2026-11-21T10:00:00Z"


def test_a_put_concerns_its_own_session_alone(client: httpx.Client) -> None:
    assert client.put("/~a/_sandbox/state/mxo", json={}).status_code == 204
    assert client.get("/~a/_sandbox/state/mxo").json() == EMPTY
    assert client.get(STATE).json()["spaces"][SITE_KEY]["customers"][DANA]["tids"] == [DANA]


def test_a_reset_brings_the_fixture_back(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.http.get(STATE).content
    mxo.http.put(STATE, json={})
    mxo.http.post("/_sandbox/reset")
    assert mxo.http.get(STATE).content == before


SPACE = {"workspaceId": "w", "tenancy": "t", "name": "n", "keys": ["customerkey"]}
CUSTOMER = {"tids": [DANA], "createdAt": "PT0S"}
C1 = f"spaces.s.customers.{DANA}"


def customer(**members: Any) -> Json:
    """Return a state with one customer."""
    return {"spaces": {"s": {**SPACE, "customers": {DANA: {**CUSTOMER, **members}}}}}


@pytest.mark.parametrize(
    ("state", "field", "reason"),
    [
        ([], "", "Input should be an object"),
        ({"space": {}}, "space", "Extra inputs are not permitted"),
        ({"spaces": []}, "spaces", "Input should be an object"),
        ({"spaces": {"s": {}}}, "spaces.s.workspaceId", "Field required"),
        ({"spaces": {"s": {**SPACE, "name": None}}}, "spaces.s.name", "Input should be a valid string"),
        ({"spaces": {"s": {**SPACE, "keys": [1]}}}, "spaces.s.keys[0]", "Input should be a valid string"),
        ({"spaces": {"s": {**SPACE, "keys": ["a"]}}}, "spaces.s", "Value error, keys: every space has customerkey"),
        (customer(tids=[OMAR]), "spaces.s", f"Value error, customers.{DANA}.tids: the first must be {DANA}"),
        (customer(createdAt="soon"), f"{C1}.createdAt", None),
        (customer(createdAt="2026-01-01T00:00:00"), f"{C1}.createdAt", "Input should have timezone info"),
        (customer(activities=[{}]), f"{C1}.activities[0].propositionCode", "Field required"),
        ({"agenda": [{"at": "PT1S"}]}, "agenda[0].action", "Field required"),
        ({"agenda": [{"at": "PT1S", "action": "nosuch"}]}, "agenda[0].action", None),
    ],
)
def test_a_state_that_cannot_be_is_refused_with_its_field_and_nothing_changes(
    mxo: MxoClient, state: Any, field: str, reason: str | None
) -> None:
    mxo.freeze()
    before = mxo.http.get(STATE).content
    answer = mxo.http.put(STATE, json=state)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid state")
    first = answer.json()["detail"][0]
    assert (first["field"], reason in (None, first["reason"])) == (field, True), first
    assert mxo.http.get(STATE).content == before


def test_no_more_than_twenty_fields_are_named(client: httpx.Client) -> None:
    answer = client.put(STATE, json={f"x{number}": 1 for number in range(50)})
    assert [detail["field"] for detail in answer.json()["detail"]] == [f"x{number}" for number in range(20)]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"spaces": NaN}'])
def test_a_state_that_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    before = client.get(STATE).json()
    answer = client.put(STATE, content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid state")
    assert client.get(STATE).json() == before


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_the_state_of_an_unknown_vendor_is_answered_404(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/_sandbox/state/nosuch", json={})
    assert answer.status_code == 404
    assert answer.json() == {"error": "unknown vendor", "detail": {"vendor": "nosuch", "vendors": list(INSTALLED)}}


@pytest.mark.parametrize("path", ["/_sandbox/state", STATE])
def test_a_wrong_method_is_answered_405(client: httpx.Client, path: str) -> None:
    answer = client.delete(path)
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed", "detail": None})


def test_a_state_larger_than_what_vendors_read_is_taken(client: httpx.Client) -> None:
    raw = orjson.dumps({"spaces": {str(number): {**SPACE, "workspaceId": str(number), "name": "x" * 10_000} for number in range(1100)}})
    assert len(raw) > 10 * 1024 * 1024
    assert client.put(STATE, content=raw).status_code == 204
    assert len(client.get(STATE).json()["spaces"]) == 1100
