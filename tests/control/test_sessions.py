"""`/_sandbox/sessions` and `/_sandbox/reset`: a sandbox for each user and each test."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from sandbox.app import create_app
from sandbox.fixtures import scenarios
from sandbox.settings import Settings
from sandbox.testing import InProcess
from tests.contract import INSTALLED
from tests.vendors import cxone
from tests.vendors.mxo import DANA, SITE_KEY, activity, customer_context, identifier

NOW = "2026-11-21T12:00:00Z"
SECRET = "5ec0de00-0000-4000-8000-000000000001"
CLIENT_ID = "c0ffee00-0000-4000-8000-000000000001"
CUSTOMER = f"/mxo/one/oauth2/rt/api/3.1.0/customer/{SITE_KEY}"
BEARER = {"Authorization": "Bearer sbx-summit"}


def names(client: httpx.Client) -> list[str]:
    """Return the names of the sessions."""
    return [session["name"] for session in client.get("/_sandbox/sessions").json()]


# --- One session after another --------------------------------------------------------------------------------------


def test_a_new_server_has_the_default_session_described_whole(client: httpx.Client) -> None:
    client.put("/_sandbox/clock", json={"now": NOW, "mode": "frozen"})
    answer = client.get("/_sandbox/sessions")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json() == [
        {
            "name": "default",
            "fixture": "default",
            "seed": 0,
            "variants": {},
            "clock": {"now": "2026-11-21T12:00:00.000Z", "mode": "frozen"},
            "exchanges": 0,
            "base_urls": {name: f"http://sandbox/{name}" for name in INSTALLED},
            "credentials": {
                **{name: one.manifest.credentials(None) for name, one in INSTALLED.items()},
                "mxo": {"client_id": CLIENT_ID, "client_secret": SECRET, "site_key": SITE_KEY},
                "nice_cxone": {
                    "access_key_id": cxone.KEYS["K2"].id,
                    "access_key_secret": cxone.KEYS["K2"].secret,
                    "client_id": cxone.CLIENT_ID,
                    "client_secret": cxone.CLIENT_SECRET,
                    "tenant_id": cxone.T1,
                },
            },
        }
    ]


def test_a_session_is_made_with_all_that_it_is_given(client: httpx.Client) -> None:
    wanted = {"name": "a", "fixture": "empty", "seed": 7, "now": NOW, "variants": {"mxo.code-validation": "validate-codes"}}
    answer = client.post("/_sandbox/sessions", json=wanted)
    assert answer.status_code == 201
    assert answer.json() == {
        "name": "a",
        "fixture": "empty",
        "seed": 7,
        "variants": {"mxo.code-validation": "validate-codes"},
        "clock": {"now": "2026-11-21T12:00:00.000Z", "mode": "frozen"},
        "exchanges": 0,
        "base_urls": {name: f"http://sandbox/~a/{name}" for name in INSTALLED},
        "credentials": {
            **{name: one.manifest.credentials("a") for name, one in INSTALLED.items()},
            "mxo": {"client_id": f"{CLIENT_ID}~a", "client_secret": SECRET, "site_key": SITE_KEY},
        },
    }
    assert client.get("/_sandbox/sessions/a").json() == answer.json()
    variants = {one["id"]: one["value"] for one in client.get("/~a/_sandbox/variants").json()}
    assert variants["mxo.code-validation"] == "validate-codes"
    assert client.get("/~a/_sandbox/state/mxo").json()["spaces"][SITE_KEY]["customers"] == {}


def test_a_session_that_is_given_nothing_gets_a_name_and_the_servers_settings() -> None:
    app = create_app(Settings(fixture="empty", seed=3, variants={"mxo.token-lifetime": "one-minute"}), INSTALLED)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox:4800") as client:
        first, second = (client.post("/_sandbox/sessions", content=body).json() for body in (b"", b"{}"))
    assert re.fullmatch("s-[0-9a-f]{12}", first["name"])
    assert first["name"] != second["name"]
    assert (first["fixture"], first["seed"], first["variants"]) == ("empty", 3, {"mxo.token-lifetime": "one-minute"})
    assert first["clock"]["mode"] == "real"
    assert first["base_urls"] == {name: f"http://sandbox:4800/~{first['name']}/{name}" for name in INSTALLED}


@pytest.mark.parametrize("address", ["http://sandbox", "http://sandbox:4800", "https://sandbox.example"])
def test_base_urls_are_those_at_which_the_user_reached_the_sandbox(client: httpx.Client, address: str) -> None:
    made = client.post(f"{address}/_sandbox/sessions", json={"name": "a"}).json()
    assert made["base_urls"] == {name: f"{address}/~a/{name}" for name in INSTALLED}
    assert client.get(f"{made['base_urls']['mxo']}/one/oauth2token").status_code == 405


def test_the_credentials_of_a_session_open_it_and_the_default_ones_do_not_change(client: httpx.Client) -> None:
    made = client.post("/_sandbox/sessions", json={"name": "a"}).json()
    issued = made["credentials"]["mxo"]
    form = {"grant_type": "client_credentials"}
    answer = client.post("/~a/mxo/one/oauth2token", data=form, auth=(issued["client_id"], issued["client_secret"]))
    assert answer.status_code == 200
    refused = client.post("/mxo/one/oauth2token", data=form, auth=(issued["client_id"], issued["client_secret"]))
    assert refused.json()["error"] == "invalid_client"


def test_a_session_counts_its_exchanges(client: httpx.Client) -> None:
    client.get("/~a/mxo/nowhere")
    client.get("/~a/mxo/nowhere")
    assert [(one["name"], one["exchanges"]) for one in client.get("/_sandbox/sessions").json()] == [("default", 0), ("a", 2)]


def test_a_deleted_session_is_gone_and_its_name_is_free(client: httpx.Client) -> None:
    client.post("/_sandbox/sessions", json={"name": "a", "seed": 7})
    answer = client.delete("/_sandbox/sessions/a")
    assert (answer.status_code, answer.content) == (204, b"")
    assert names(client) == ["default"]
    assert client.get("/_sandbox/sessions/a").status_code == 404
    assert client.post("/_sandbox/sessions", json={"name": "a"}).json()["seed"] == 0


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_session_is_answered_404_and_not_made(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/_sandbox/sessions/nobody")
    assert (answer.status_code, answer.json()) == (404, {"error": "unknown session", "detail": {"name": "nobody"}})
    assert names(client) == ["default"]


def test_a_session_that_exists_is_not_made_again(client: httpx.Client) -> None:
    client.post("/_sandbox/sessions", json={"name": "a", "seed": 7})
    answer = client.post("/_sandbox/sessions", json={"name": "a"})
    assert (answer.status_code, answer.json()) == (409, {"error": "session 'a' exists", "detail": None})
    assert client.get("/_sandbox/sessions/a").json()["seed"] == 7


def test_one_session_too_many_is_refused() -> None:
    with httpx.Client(transport=InProcess(create_app(Settings(max_sessions=1), INSTALLED)), base_url="http://sandbox") as client:
        answer = client.post("/_sandbox/sessions", json={"name": "a"})
    assert answer.status_code == 503
    assert answer.json() == {"error": "there are 1 sessions, and no more are allowed: delete some", "detail": None}


@pytest.mark.parametrize(
    ("sent", "error", "detail"),
    [
        ({"name": 1}, "invalid input", [{"field": "name", "reason": "Input should be a valid string"}]),
        ({"nam": "a"}, "invalid input", [{"field": "nam", "reason": "Extra inputs are not permitted"}]),
        ({"variants": {"x": 1}}, "invalid input", [{"field": "variants.x", "reason": "Input should be a valid string"}]),
        ({"now": "2026-11-21T12:00:00"}, "invalid input", [{"field": "now", "reason": "Input should have timezone info"}]),
        ([], "invalid input", [{"field": "", "reason": "Input should be a valid dictionary or instance of NewSession"}]),
        ({"name": "a b"}, "'a b' is no session name: 1 to 64 of A-Z a-z 0-9 . _ -", None),
        ({"name": ""}, "'' is no session name: 1 to 64 of A-Z a-z 0-9 . _ -", None),
        ({"variants": {"mxo.nosuch": "x"}}, "mxo.nosuch: Extra inputs are not permitted", None),
        ({"variants": {"nosuch.x": "x"}}, "no vendor has the variant 'nosuch.x'", None),
        ({"variants": {"mxo": "x"}}, "no vendor has the variant 'mxo'", None),
        (
            {"fixture": "nosuch"},
            "unusable fixture",
            f"no fixture 'nosuch': give one of {', '.join(scenarios())}, or the path of a folder",
        ),
    ],
)
def test_a_session_that_cannot_be_made_is_refused_with_the_reason(client: httpx.Client, sent: Any, error: str, detail: Any) -> None:
    answer = client.post("/_sandbox/sessions", json=sent)
    assert (answer.status_code, answer.json()) == (400, {"error": error, "detail": detail})
    assert names(client) == ["default"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"NaN"])
def test_a_body_that_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/_sandbox/sessions", content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid JSON")
    assert names(client) == ["default"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/_sandbox/sessions", {"GET", "HEAD", "POST"}),
        ("PATCH", "/_sandbox/sessions/default", {"GET", "HEAD", "DELETE"}),
        ("GET", "/_sandbox/reset", {"POST"}),
        ("POST", "/_sandbox/health", {"GET", "HEAD"}),
    ],
)
def test_a_wrong_method_is_answered_405_with_those_that_are_right(client: httpx.Client, method: str, path: str, allowed: set[str]) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed", "detail": None})
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("path", ["/_sandbox/nosuch", "/_sandbox/sessions/a/b", "/_sandbox/journal/one"])
def test_an_unknown_path_is_answered_404_in_the_form_of_the_control_plane(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (404, {"error": "not found", "detail": None})


def test_the_server_says_that_it_is_well(client: httpx.Client) -> None:
    answer = client.get("/_sandbox/health")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json() == {"status": "ok", "version": "0.1.0", "vendors": list(INSTALLED)}


# --- Sessions apart -------------------------------------------------------------------------------------------------


def requests(client: httpx.Client, prefix: str = "", client_id: str = CLIENT_ID) -> list[httpx.Response]:
    """Send requests that mint, read, store, refuse and delete; return the answers."""
    known = {"customerContext": customer_context(), "activities": [activity(dynamicPropositionCode="new")]}
    new = {"customerContext": customer_context(identifiers=[]), "activities": [activity()]}
    history = {"customerContext": customer_context(), "structureApiName": "history"}
    erase = {"identifier": identifier("LAB-1003")}
    form = {"grant_type": "client_credentials"}
    return [
        client.post(f"{prefix}/mxo/one/oauth2token", data=form, auth=(client_id, SECRET)),
        client.post(f"{prefix}{CUSTOMER}/activity", json=known, headers=BEARER),
        client.post(f"{prefix}{CUSTOMER}/activity", json=new, headers=BEARER),
        client.post(f"{prefix}{CUSTOMER}/structure", json=history, headers=BEARER),
        client.post(f"{prefix}{CUSTOMER}/structure", json={**history, "structureApiName": "x"}, headers=BEARER),
        client.request("DELETE", f"{prefix}{CUSTOMER}", json=erase, headers=BEARER),
        client.request("DELETE", f"{prefix}{CUSTOMER}", json=erase, headers=BEARER),
        client.get(f"{prefix}/mxo/nowhere"),
        client.get(f"{prefix}/_sandbox/state/mxo"),
        client.get(f"{prefix}/_sandbox/rules"),
    ]


def sent(answers: list[httpx.Response]) -> list[tuple[int, list[tuple[str, str]], bytes]]:
    """Return what went over the wire."""
    return [(answer.status_code, answer.headers.multi_items(), answer.content) for answer in answers]


@pytest.mark.parametrize("prefix", ["", "/~a"])
def test_with_a_frozen_clock_the_same_requests_after_a_reset_give_the_same_bytes(client: httpx.Client, prefix: str) -> None:
    client.put(f"{prefix}/_sandbox/clock", json={"now": NOW, "mode": "frozen"})
    first = requests(client, prefix)
    assert [answer.status_code for answer in first] == [200, 200, 200, 200, 404, 200, 404, 404, 200, 200]
    client.post(f"{prefix}/_sandbox/clock/advance", json={"seconds": 3600})
    assert client.post(f"{prefix}/_sandbox/reset").status_code == 204
    assert sent(requests(client, prefix)) == sent(first)


def test_a_reset_touches_its_own_session_alone(client: httpx.Client) -> None:
    requests(client)
    requests(client, "/~a")
    client.post("/~a/_sandbox/reset")
    assert client.get("/_sandbox/sessions/a").json()["exchanges"] == 0
    assert client.get("/_sandbox/sessions/default").json()["exchanges"] == 8
    priya = "5f0c1a6e-1003-4b1e-9c3a-7a5e00001003"
    assert priya in client.get("/~a/_sandbox/state/mxo").json()["spaces"][SITE_KEY]["customers"]
    assert priya not in client.get("/_sandbox/state/mxo").json()["spaces"][SITE_KEY]["customers"]


def test_two_sessions_with_the_same_customer_key_do_not_see_each_other(client: httpx.Client) -> None:
    body = {"customerContext": customer_context(identifiers=[identifier("SHARED-1")]), "activities": [activity()]}
    client.post("/_sandbox/sessions", json={"name": "a", "seed": 1})
    client.post("/_sandbox/sessions", json={"name": "b", "seed": 2})
    tids = [client.post(f"/~{name}{CUSTOMER}/activity", json=body, headers=BEARER).json()["tid"] for name in "ab"]
    assert tids[0] != tids[1]
    client.request("DELETE", f"/~a{CUSTOMER}", json={"identifier": identifier("SHARED-1")}, headers=BEARER)
    spaces = [client.get(f"{prefix}/_sandbox/state/mxo").json()["spaces"][SITE_KEY] for prefix in ("/~a", "/~b", "")]
    assert [[tid in space["customers"] for tid in tids] for space in spaces] == [[False, False], [False, True], [False, False]]
    assert all(DANA in space["customers"] for space in spaces)


def test_in_two_sessions_of_one_seed_the_answers_differ_in_nothing_but_what_carries_the_name(client: httpx.Client) -> None:
    for name in ("one.1", "two.2-2"):
        client.post("/_sandbox/sessions", json={"name": name, "now": NOW})
    left, right = (requests(client, f"/~{name}", f"{CLIENT_ID}~{name}") for name in ("one.1", "two.2-2"))
    assert [neutral(answer, "one.1") for answer in left] == [neutral(answer, "two.2-2") for answer in right]
    assert sent(left) != sent(right)


def neutral(answer: httpx.Response, name: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return an answer with the session's name taken out, also out of tokens."""

    def claims(found: re.Match[str]) -> str:
        head, middle, signature = found[0].split(".")
        return ".".join((head, urlsafe_b64decode(middle + "=" * (-len(middle) % 4)).decode(), signature))

    text = re.sub(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", claims, answer.text)
    headers = [(key, value.replace(name, "*")) for key, value in answer.headers.multi_items() if key != "content-length"]
    return answer.status_code, headers, text.replace(name, "*")


def test_sessions_belong_to_their_server(app: Starlette, client: httpx.Client) -> None:
    client.post("/_sandbox/sessions", json={"name": "a"})
    other = httpx.Client(transport=InProcess(create_app(Settings(), INSTALLED)), base_url="http://sandbox")
    assert names(other) == ["default"]
    assert [session.name for session in app.state.sessions] == ["default", "a"]
    assert orjson.loads(other.get("/_sandbox/journal").content) == []
