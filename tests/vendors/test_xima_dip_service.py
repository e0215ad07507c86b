"""The reference web service of data dips."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.xima import DIP, FULL, XimaClient, rule_of

REQUIRED = "At least one of these keys is required: account-num, phone-num, PhoneNum."


def refusal(answer: httpx.Response) -> tuple[int, str, str, str]:
    """Return status, error, message and rule."""
    body = answer.json()
    assert list(body) == ["error", "message"]
    return answer.status_code, body["error"], body["message"], rule_of(answer)


def name(answer: httpx.Response) -> str | None:
    """Return the name of who was found; `None` for nobody."""
    assert answer.status_code == 200
    parameters = answer.json()["parameters"]
    return parameters["name"]["value"] if parameters else None


# --- Looking up -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip-service.priority")
@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"account-num": "76541650"}, "Omar Reyes"),
        ({"account-num": " 76541650 "}, "Omar Reyes"),
        ({"phone-num": "8015550177"}, "Omar Reyes"),
        ({"PhoneNum": "18015550177"}, "Omar Reyes"),
        ({"phone-num": "+1 (801) 555-0177"}, "Omar Reyes"),
        ({"phone-num": "0018015550177"}, "Omar Reyes"),
        ({"phone-num": "8015550177", "account-num": "76541643"}, "Dana Whitfield"),
        ({"PhoneNum": "8015550177", "phone-num": "8015550188"}, "Riley Chen"),
        ({"account-num": "1", "phone-num": "2", "PhoneNum": "8015550199"}, "Morgan Ellis"),
        ({"account-num": "", "phone-num": " ", "PhoneNum": "8015550166"}, "Ines Marlow"),
        ({"account-num": "76541650", "x": 1, "name": None}, "Omar Reyes"),
    ],
)
def test_keys_are_looked_up_in_order_of_priority(xima: XimaClient, body: Any, found: str) -> None:
    assert name(xima.look_up(body)) == found
    assert xima.last_rules() == ["xima.dip-service.priority"]


def test_of_several_records_with_a_phone_number_the_first_counts(xima: XimaClient) -> None:
    state = xima.state
    for record in state["dipService"]["records"]:
        record["phones"] = ["+1 801 555 0000"]
    xima.change(state)
    assert name(xima.look_up(phone_num="8015550000")) == "Dana Whitfield"


def test_fewer_than_ten_digits_match_nothing(xima: XimaClient) -> None:
    state = xima.state
    state["dipService"]["records"][0]["phones"] = ["555-0177", ""]
    xima.change(state)
    for number in ("5550177", "555-0177", ""):
        assert name(xima.look_up(phone_num=number)) is None


def test_parameters_are_in_alphabetical_order(xima: XimaClient) -> None:
    keys = list(xima.look_up(account_num="76541643").json()["parameters"])
    assert keys == sorted(keys)
    assert len(keys) == 11


@pytest.mark.rule("xima.dip-service.no-match")
@pytest.mark.parametrize(
    "body",
    [
        {"account-num": "00000000"}, {"account-num": ""}, {"phone-num": "  "}, {"phone-num": "8015550111"}, {"phone-num": "5550177"},
        {"phone-num": "٨٠١٥٥٥٠١٧٧"}, {"account-num": "8015550177"}, {"phone-num": "76541650"},
    ],
)  # fmt: skip
def test_nothing_found_is_no_parameters(xima: XimaClient, body: Any) -> None:
    answer = xima.look_up(body)
    assert (answer.status_code, answer.content) == (200, b'{"parameters":{}}')
    assert xima.last_rules() == ["xima.dip-service.no-match"]
    xima.switch(dip_service_no_match="not-found", dip_service_fault="numbers")
    assert refusal(xima.look_up(body)) == (404, "not_found", "No record matches.", "xima.dip-service.no-match")


# --- Refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip-service.method")
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_post_is_taken(xima: XimaClient, method: str) -> None:
    answer = xima.send(method, "/data-dip", token=None)
    assert refusal(answer) == (405, "method_not_allowed", "Xima sends POST.", "xima.dip-service.method")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.rule("xima.dip-service.token")
@pytest.mark.parametrize("token", [None, "x", "", FULL, f"{DIP}~default"])
def test_a_token_is_needed(xima: XimaClient, token: str | None) -> None:
    answer = xima.send("POST", "/data-dip", token=token, content=b"{")
    assert refusal(answer) == (401, "unauthorized", "A valid bearer token is required.", "xima.dip-service.token")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.rule("xima.dip-service.json")
@pytest.mark.parametrize("body", [b"", b"{", b'{"account-num": "1",}', b"\xff", b"account-num=1"])
def test_a_body_must_be_json(xima: XimaClient, body: bytes) -> None:
    answer = xima.send("POST", "/data-dip", token=DIP, content=body)
    assert refusal(answer) == (400, "bad_request", "The body is not valid JSON.", "xima.dip-service.json")


@pytest.mark.rule("xima.dip-service.json")
@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"1"])
def test_a_body_must_be_an_object(xima: XimaClient, body: bytes) -> None:
    answer = xima.send("POST", "/data-dip", token=DIP, content=body)
    assert refusal(answer) == (400, "bad_request", "The body must be a JSON object.", "xima.dip-service.json")


def test_the_content_type_is_not_looked_at(xima: XimaClient) -> None:
    body = json.dumps({"account-num": "76541650"}).encode()
    assert name(xima.send("POST", "/data-dip", token=DIP, content=body, headers={"Content-Type": "text/plain"})) == "Omar Reyes"


@pytest.mark.rule("xima.dip-service.key-required")
@pytest.mark.parametrize("body", [{}, {"ticket": "1"}, {"Account-Num": "1"}, {"phonenum": "1"}])
def test_a_known_key_is_required(xima: XimaClient, body: Any) -> None:
    assert refusal(xima.look_up(body)) == (400, "bad_request", REQUIRED, "xima.dip-service.key-required")


@pytest.mark.rule("xima.dip-service.value-type")
@pytest.mark.parametrize("value", [76541643, None, True, [], {}])
@pytest.mark.parametrize(
    ("keys", "named"),
    [(["account-num"], "account-num"), (["PhoneNum", "phone-num"], "phone-num"), (["phone-num", "account-num"], "account-num")],
)
def test_values_are_strings(xima: XimaClient, value: Any, keys: list[str], named: str) -> None:
    answer = xima.look_up(dict.fromkeys(keys, value))
    assert refusal(answer) == (400, "bad_request", f"The value of '{named}' must be a string.", "xima.dip-service.value-type")


@pytest.mark.rule("xima.dip-service.value-type")
def test_a_value_of_less_priority_is_looked_at_too(xima: XimaClient) -> None:
    assert xima.look_up({"account-num": "76541643", "PhoneNum": 1}).status_code == 400


def test_no_request_stores_anything(xima: XimaClient) -> None:
    before = xima.state
    assert xima.look_up(account_num="76541643").status_code == 200
    assert xima.look_up(account_num="0").status_code == 200
    assert xima.state == before


# --- Faults ---------------------------------------------------------------------------------------------------------

SHORT = {
    "a": {"value": "1.50", "displayToAgent": True, "saveToDatabase": False},
    "b": {"value": "true", "displayToAgent": False, "saveToDatabase": False},
    "c": {"value": "01", "displayToAgent": True, "saveToDatabase": True},
}
GOOD = (
    b'{"parameters":{"a":{"value":"1.50","displayToAgent":true,"saveToDatabase":false},'
    b'"b":{"value":"true","displayToAgent":false,"saveToDatabase":false},"c":{"value":"01","displayToAgent":true,"saveToDatabase":true}}}'
)


@pytest.fixture
def faulty(app: Starlette) -> XimaClient:
    """A client whose answers are not held against the document, since a fault breaks it; there is one customer."""
    xima = XimaClient(httpx.Client(transport=InProcess(app), base_url="http://sandbox"))
    state = xima.state
    state["dipService"]["records"] = [{"account-num": "1", "parameters": SHORT}]
    xima.change(state)
    return xima


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        ("none", 200, GOOD),
        ("http-500", 500, b'{"error":"internal_error","message":"Simulated failure."}'),
        ("truncated", 200, GOOD[: len(GOOD) // 2]),
        ("trailing-comma", 200, GOOD[:-2] + b",}}"),
        ("missing-flags", 200, b'{"parameters":{"a":{"value":"1.50"},"b":{"value":"true"},"c":{"value":"01"}}}'),
        ("string-flags", 200, GOOD.replace(b":true", b':"true"').replace(b":false", b':"false"')),
        ("numbers", 200, GOOD.replace(b'"1.50"', b"1.50").replace(b':"true"', b":true")),
        ("no-parameters", 200, b"{}"),
        ("html", 200, b"<html><body>Login</body></html>"),
    ],
)
def test_a_fault_is_in_every_good_reply(faulty: XimaClient, fault: str, status: int, body: bytes) -> None:
    faulty.switch(dip_service_fault=fault)
    answer = faulty.look_up(account_num="1")
    assert (answer.status_code, answer.content) == (status, body)
    assert answer.headers["Content-Length"] == str(len(body))
    assert answer.headers["Content-Type"] == ("text/html" if fault == "html" else "application/json")
    assert faulty.look_up(account_num=1).status_code == 400
    assert faulty.look_up(account_num="1", token=None).status_code == 401
    if fault == "trailing-comma":
        assert faulty.look_up(account_num="2").content == b'{"parameters":{,}}'


def test_a_slow_reply_takes_eight_seconds(faulty: XimaClient, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    faulty.switch(dip_service_fault="slow")
    began = perf_counter()
    assert faulty.look_up(account_num="1").content == GOOD
    assert slept == [8.0]
    assert perf_counter() - began < 5
