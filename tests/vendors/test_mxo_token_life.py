"""Tokens over time and in sessions: when they expire, which bytes they have, and whom issued credentials speak for."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime

import httpx
import pytest

from tests.vendors.mxo import SITE_KEY, Json, MxoClient, identifier, rule_of

TOKEN = "/mxo/one/oauth2token"
GRANT = {"grant_type": "client_credentials"}
CLIENT, SECRET = "c0ffee00-0000-4000-8000-000000000001", "5ec0de00-0000-4000-8000-000000000001"
NOON = int(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp())


@pytest.fixture(autouse=True)
def _frozen(mxo: MxoClient) -> None:
    mxo.freeze()
    assert mxo.state


def ask(mxo: MxoClient, session: str) -> httpx.Response:
    return mxo.http.post(f"/~{session}{TOKEN}", data=GRANT, auth=(CLIENT, SECRET))


def claims(token: str) -> Json:
    found: Json = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    return found


def works(mxo: MxoClient, token: str) -> bool:
    mxo.token = token
    return mxo.activity().status_code == 200


# --- How long it lives ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "seconds"), [(None, 3600), ("one-hour", 3600), ("one-minute", 60), ("twelve-hours", 43_200)])
def test_a_token_expires_when_the_clock_has_reached_exp(mxo: MxoClient, option: str | None, seconds: int) -> None:
    if option:
        mxo.switch(token_lifetime=option)
    body = mxo.new_token().json()
    token = body["access_token"]
    assert (body["expires_in"], claims(token)["exp"]) == (seconds, NOON + seconds)
    mxo.advance(seconds - 1)
    assert works(mxo, token)
    mxo.advance(0.999)
    assert works(mxo, token)
    mxo.advance(0.001)
    assert not works(mxo, token)
    refused = mxo.activity()
    assert (refused.status_code, rule_of(refused)) == (401, "mxo.auth-required")
    assert refused.json() == {"error": "invalid_token", "error_description": f"Access token expired: {token}"}


def test_exp_is_a_whole_second_also_when_the_clock_is_between_two(mxo: MxoClient) -> None:
    mxo.freeze("2026-11-21T12:00:00.700Z")
    token = mxo.new_token().json()["access_token"]
    assert claims(token)["exp"] == NOON + 3600
    mxo.advance(3599.2)
    assert works(mxo, token)
    mxo.advance(0.1)
    assert not works(mxo, token)


def test_a_switched_lifetime_leaves_older_tokens_as_they_are(mxo: MxoClient) -> None:
    older = mxo.new_token().json()["access_token"]
    mxo.switch(token_lifetime="one-minute")
    newer = mxo.new_token().json()["access_token"]
    mxo.advance(60)
    assert (works(mxo, older), works(mxo, newer)) == (True, False)


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_another_seed_gives_other_tokens(mxo: MxoClient) -> None:
    for name, seed in (("zero", 0), ("one", 1)):
        wanted = {"name": name, "seed": seed, "now": "2026-11-21T12:00:00Z"}
        assert mxo.http.post("/_sandbox/sessions", json=wanted).status_code == 201
    default, zero, one = (ask(mxo, name) for name in ("default", "zero", "one"))
    assert default.content == zero.content
    assert default.json()["jti"] != one.json()["jti"]


@pytest.fixture
def ann(mxo: MxoClient) -> Json:
    """The credentials of a session of its own."""
    made: Json = mxo.http.post("/_sandbox/sessions", json={"name": "ann", "now": "2026-11-21T12:00:00Z"}).json()
    assert mxo.http.get("/~ann/_sandbox/state/mxo").status_code == 200
    found: Json = made["credentials"]["mxo"]
    return found


def test_credentials_issued_for_a_session_get_a_token_that_tells_the_session(mxo: MxoClient, ann: Json) -> None:
    response = mxo.http.post(f"/~ann{TOKEN}", data=GRANT, auth=(ann["client_id"], ann["client_secret"]))
    mxo.token = response.json()["access_token"]
    assert (ann["client_id"], ann["site_key"], response.headers["X-Sandbox-Session"]) == (f"{CLIENT}~ann", SITE_KEY, "ann")
    assert claims(mxo.token)["client_id"] == f"{CLIENT}~ann"
    made = mxo.send("POST", f"/~ann{mxo.customer_path('/activity', sk=ann['site_key'])}", json={
        "customerContext": {"identifiers": [identifier("ANN-1")], "baseTouchpointUri": "web://x"}, "activities": []
    })  # fmt: skip
    assert made.status_code == 200
    assert made.json()["tid"] in mxo.http.get("/~ann/_sandbox/state/mxo").json()["spaces"][SITE_KEY]["customers"]
    assert made.json()["tid"] not in mxo.space()["customers"]


def test_the_credentials_of_the_default_session_are_the_fixtures(mxo: MxoClient) -> None:
    default = mxo.http.get("/_sandbox/sessions/default").json()["credentials"]["mxo"]
    assert default == {"client_id": CLIENT, "client_secret": SECRET, "site_key": SITE_KEY}
    assert mxo.http.post(TOKEN, data=GRANT, auth=(CLIENT, SECRET)).status_code == 200
