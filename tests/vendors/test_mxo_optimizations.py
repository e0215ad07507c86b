"""Optimizations: what an interaction is answered with."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

import orjson
import pytest

from tests.vendors.mxo import ATM_DEMO, DANA, NOBODY, SITE_KEY, Json, MxoClient
from tests.vendors.mxo_around import INTERACTION, answered, interact
from tests.vendors.mxo_states import PRIYA, PRIYA_SECOND, put

HOME = "web://merchant-portal/home"


def encoded(text: str) -> str:
    """Write a text in base64, without padding."""
    return b64encode(text.encode()).decode().rstrip("=")


def decoded(text: str) -> str:
    """Read base64 without padding."""
    return b64decode(f"{text}==").decode()


def shown(mxo: MxoClient, uri: str = HOME, **query: str) -> Any:
    """Return the data of the one optimization of an interaction."""
    (optimization,) = interact(mxo, uri=uri, query=query).json()["optimizations"]
    data = b64decode(optimization["data"], validate=True)
    return orjson.loads(data) if optimization["dataMimeType"] == "application/json" else data.decode()


def code(mxo: MxoClient, **query: str) -> str:
    """Return the decoded code of the one response."""
    ((response,),) = (action["asset"]["responses"] for action in shown(mxo, **query)["actions"])
    return decoded(response["code"])


@pytest.mark.rule("mxo.interaction-optimizations")
@pytest.mark.parametrize(
    ("uri", "count"),
    [(HOME, 1), (f"{HOME}/", 0), (f"{HOME}?x=1", 0), (HOME.upper(), 0), ("web://merchant-portal", 0), ("atm://atm/offer", 0)],
)
def test_post_shows_the_optimizations_of_this_very_uri(mxo: MxoClient, uri: str, count: int) -> None:
    assert len(interact(mxo, uri=uri).json()["optimizations"]) == count
    assert "mxo.interaction-optimizations" in mxo.last_rules()


@pytest.mark.rule("mxo.interaction-put-none")
def test_put_shows_none(mxo: MxoClient) -> None:
    answer = interact(mxo, "PUT", INTERACTION, uri=HOME)
    assert answer.content == b'{"statusCode":200,"tid":"%s","session":"","trackers":[],"captures":[],"optimizations":[]}' % DANA.encode()
    assert "mxo.interaction-put-none" in mxo.last_rules()
    assert "mxo.interaction-optimizations" not in mxo.last_rules()


@pytest.mark.rule("mxo.interaction-optimizations")
def test_what_is_no_json_is_base64_of_its_text(mxo: MxoClient) -> None:
    answer = interact(mxo, uri="atm://atm/offer", query={"sk": ATM_DEMO})
    data = b64encode(b"<p>Fee-free withdrawals this week</p>").decode()
    assert data.endswith("=")
    optimization = {"data": data, "path": "offer-panel", "dataMimeType": "text/html", "directives": "REPLACE"}
    tid = answer.json()["tid"]
    assert answer.json() == answered(tid) | {"optimizations": [optimization]}
    assert list(mxo.space(ATM_DEMO)["customers"]) == [tid]


@pytest.mark.parametrize(
    ("pv", "number"),
    [
        (encoded("-1610052628637"), "-1610052628637"),
        (encoded("0"), "0"),
        (encoded("42"), "42"),
        (b64encode(b"42").decode(), "42"),
        ("", "0"),
        ("!", "0"),
        ("A", "0"),
        ("_w", "0"),
        (encoded("ÿ"), "0"),
        (encoded("abc"), "0"),
        (encoded("1.5"), "0"),
        (encoded("-"), "0"),
        (encoded("1\n"), "0"),
        (encoded("٣"), "0"),
    ],
)
def test_the_code_of_a_response_has_the_page_view_or_0(mxo: MxoClient, pv: str, number: str) -> None:
    assert code(mxo, pv=pv) == f"tid={DANA},ac=201,cnt=301,op=401,prop=111,rt=POSITIVE_CLICK,sk={SITE_KEY},pv={number}"


def test_the_code_of_a_response_has_the_primary_tid(mxo: MxoClient) -> None:
    answer = interact(mxo, uri=HOME, query={"tid": PRIYA_SECOND}, customerKey=...).json()
    assert answer["tid"] == PRIYA
    (action,) = orjson.loads(b64decode(answer["optimizations"][0]["data"]))["actions"]
    assert decoded(action["asset"]["responses"][0]["code"]).startswith(f"tid={PRIYA},")
    assert NOBODY not in str(answer)


def test_optimizations_actions_and_responses_keep_their_order_and_show_their_nulls(mxo: MxoClient) -> None:
    def edit(space: Json) -> None:
        (optimization,) = space["optimizations"][HOME]
        (action,) = optimization["actions"]
        neutral = {"sentiment": "neutral", "label": "Later", "imageUrl": "http://i", "targetUrl": "http://t", "target": "in_app"}
        action["responses"] = [neutral, {"sentiment": "negative", "target": "external"}]
        second = {**action, "id": 202, "name": "Second", "proposition": None, "contentUrl": "http://c", "responses": []}
        optimization["actions"].append(second)
        space["optimizations"][HOME].append({**optimization, "path": "other", "actions": None, "text": "ä"})

    assert put(mxo, edit).status_code == 204
    first, other = interact(mxo, uri=HOME).json()["optimizations"]
    assert (first["path"], other["path"], b64decode(other["data"]).decode()) == ("card-item", "other", "ä")
    data = b64decode(first["data"])
    actions = orjson.loads(data)["actions"]
    nulls = {"label": None, "imageUrl": None, "targetUrl": None, "target": None}
    neutral, negative = actions[0]["asset"]["responses"]
    assert "rt=NEUTRAL_CLICK" in decoded(neutral.pop("code"))
    assert "rt=NEGATIVE_CLICK" in decoded(negative.pop("code"))
    assert neutral == {"sentiment": "neutral", "label": "Later", "imageUrl": "http://i", "targetUrl": "http://t", "target": "in_app"}
    assert negative == {"sentiment": "negative", **nulls, "target": "external"}
    assert actions[1] == {
        "name": "Second",
        "asset": {
            "content": '{"headline":"Try the new terminal"}',
            "mimeType": "application/json",
            "contentUrl": "http://c",
            "responses": [],
        },
        "proposition": {"code": "null"},
    }
    assert b'"contentUrl":null' in data


@pytest.mark.parametrize("members", [{"actions": None}, {"text": "both"}, {"actions": []}])
def test_an_optimization_of_a_state_has_either_actions_or_a_text(mxo: MxoClient, members: Json) -> None:
    answer = put(mxo, lambda space: space["optimizations"][HOME][0].update(members))
    assert answer.status_code == 400
