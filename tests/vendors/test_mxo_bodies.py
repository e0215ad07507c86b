"""Bodies of the Customer API: what counts as JSON, how large it may be, members outside the schema, and the order of checks."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sandbox.settings import Settings
from tests.vendors.mxo import API, DANA, SITE_KEY, Json, MxoClient, activity, customer_context, error, rule_of

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Message, Scope

ACTIVITY = f"{API}/3.1.0/customer/{SITE_KEY}/activity"
STRUCTURE = f"{API}/3.1.0/customer/{SITE_KEY}/structure"
DELETE = f"{API}/3.1.0/customer/{SITE_KEY}"
ACTIVITY_300 = f"{API}/3.0.0/customer/{SITE_KEY}/activity"
LIMIT = Settings().max_body

every_call = pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ACTIVITY), ("POST", STRUCTURE), ("DELETE", DELETE), ("POST", ACTIVITY_300)],
    ids=["activity", "structure", "delete", "activity-3.0.0"],
)


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    assert mxo.state


def good_body(**members: Any) -> Json:
    return {"customerContext": customer_context(), "activities": [activity()], **members}


def raw_body(members: str = "") -> str:
    """A good body as text, with more members behind."""
    return json.dumps(good_body())[:-1] + f"{members}}}"


def send_raw(mxo: MxoClient, method: str, path: str, body: bytes, content_type: str | None) -> httpx.Response:
    """Send a body with that Content-Type, or with none."""
    headers = {"Authorization": "Bearer sbx-summit", **({} if content_type is None else {"Content-Type": content_type})}
    return mxo.http.request(method, path, content=body, headers=headers)


# --- Presence, content type, JSON -----------------------------------------------------------------------------------


@pytest.mark.rule("mxo.body-required")
@pytest.mark.parametrize("content_type", [None, "application/json", "text/plain", "application/x-www-form-urlencoded"])
@every_call
def test_an_empty_body_is_refused_whatever_its_content_type(mxo: MxoClient, method: str, path: str, content_type: str | None) -> None:
    response = send_raw(mxo, method, path, b"", content_type)
    assert error(response) == (400, "GENERAL", "Request body is required")
    assert (rule_of(response), set(response.json())) == ("mxo.body-required", {"errorCode", "errorMessage"})


OTHER_TYPES = [
    None,
    "",
    "text/plain",
    "text/json",
    "application/x-www-form-urlencoded",
    "application/x-ndjson",
    "application/problem+json",
    "application/jsonx",
    "application/json, text/plain",
    "json",
    "; charset=utf-8",
]


@pytest.mark.rule("mxo.content-type")
@pytest.mark.parametrize("content_type", OTHER_TYPES)
@every_call
def test_a_body_of_another_content_type_is_refused_with_a_bare_415(
    mxo: MxoClient, method: str, path: str, content_type: str | None
) -> None:
    response = send_raw(mxo, method, path, b'{"tid":"x"}', content_type)
    assert (response.status_code, response.content, rule_of(response)) == (415, b"", "mxo.content-type")
    assert "Content-Type" not in response.headers
    assert response.headers["Content-Length"] == "0"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        "Application/Json; Charset=UTF-8",
        "application/json;charset=utf-8",
        'application/json ; charset="utf-8"; x=y',
        "application/json; charset=ISO-8859-1",
        "application/json;",
    ],
)
def test_the_content_type_may_be_in_upper_case_and_have_parameters_and_the_body_is_read_as_utf_8(mxo: MxoClient, content_type: str) -> None:
    body = json.dumps(good_body(activities=[activity(propositionCode="café")]), ensure_ascii=False).encode()
    response = send_raw(mxo, "POST", ACTIVITY, body, content_type)
    assert (response.status_code, response.json()) == (200, {"tid": DANA, "errors": []})
    assert mxo.customer()["activities"][-1]["propositionCode"] == "café"


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/png, text/*"])
def test_the_header_accept_is_ignored(mxo: MxoClient, accept: str) -> None:
    response = mxo.send("POST", ACTIVITY, json=good_body(), headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")


NOT_JSON: dict[str, bytes] = {
    "blanks": b" \n",
    "truncated": b'{"customerContext":',
    "no-json": b"hello",
    "form": b"tid=x&y=z",
    "trailing-comma": raw_body(",").encode(),
    "comma-in-list": raw_body(',"x":[1,]').encode(),
    "two-documents": raw_body().encode() * 2,
    "single-quotes": raw_body().replace('"', "'").encode(),
    "unquoted-name": b"{tid:1}",
    "comment": raw_body().encode() + b" // x",
    "nan": raw_body(',"x":NaN').encode(),
    "infinity": raw_body(',"x":-Infinity').encode(),
    "leading-zero": raw_body(',"x":01').encode(),
    "line-break-in-text": raw_body(',"x":"a\nb"').encode(),
    "byte-order-mark": raw_body().encode("utf-8-sig"),
    "utf-16": raw_body().encode("utf-16-le"),
    "latin-1": raw_body(',"x":"é"').encode("latin-1"),
    "overlong-utf-8": raw_body(',"x":"\0"').encode().replace(b"\0", b"\xc0\x80"),
    "surrogate-in-utf-8": raw_body(',"x":"\ud800"').encode("utf-8", "surrogatepass"),
}


@pytest.mark.rule("mxo.malformed-json")
@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
@every_call
def test_a_body_that_is_not_json_is_refused(mxo: MxoClient, method: str, path: str, body: bytes) -> None:
    response = send_raw(mxo, method, path, body, "application/json; charset=iso-8859-1")
    assert error(response) == (400, "GENERAL", "Malformed JSON request body")
    assert (rule_of(response), set(response.json())) == ("mxo.malformed-json", {"errorCode", "errorMessage"})


@pytest.mark.rule("mxo.body-object")
@pytest.mark.parametrize("body", ["[]", "[{}]", '""', '"{}"', "0", "-1.5e3", "true", "false", "null", " null "])
@every_call
def test_a_body_that_is_json_of_another_type_is_refused(mxo: MxoClient, method: str, path: str, body: str) -> None:
    response = mxo.send(method, path, body=body)
    assert error(response) == (400, "GENERAL", "Request body must be a JSON object")
    assert (rule_of(response), set(response.json())) == ("mxo.body-object", {"errorCode", "errorMessage"})


def nested(opening: str, closing: str) -> str:
    return raw_body(f',"x":{opening * 1000}0{closing * 1000}')


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"x":', "}")])
def test_a_body_nested_1000_levels_deep_is_read(mxo: MxoClient, opening: str, closing: str) -> None:
    response = mxo.send("POST", ACTIVITY, body=nested(opening, closing))
    assert (response.status_code, response.json()) == (200, {"tid": DANA, "errors": []})


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"x":', "}")])
def test_a_body_nested_1000_levels_deep_can_be_seen_in_the_journal(mxo: MxoClient, opening: str, closing: str) -> None:
    mxo.send("POST", ACTIVITY, body=nested(opening, closing))
    number = mxo.http.get("/_sandbox/journal").json()[-1]["id"]
    assert mxo.http.get(f"/_sandbox/journal/{number}").status_code == 200


@pytest.mark.parametrize("value", ["[" * 100_000 + "]" * 100_000, "1e400", "9" * 5000], ids=["nesting", "exponent", "digits"])
def test_json_beyond_what_can_be_read_is_refused_in_the_vendors_words(mxo: MxoClient, value: str) -> None:
    response = mxo.send("POST", ACTIVITY, body=raw_body(f',"x":{value}'))
    assert (*error(response), rule_of(response)) == (400, "GENERAL", "Malformed JSON request body", "mxo.malformed-json")


@pytest.mark.parametrize("value", ["9" * 30, "1e308", "-1e-400", "18446744073709551616"])
def test_huge_numbers_are_read(mxo: MxoClient, value: str) -> None:
    device = f'{{"appName":"a","devType":"OTHER","osName":"OTHER","locLatitude":{value}}}'
    body = raw_body().replace('"customerContext": {', f'"customerContext": {{"device":{device},')
    assert mxo.send("POST", ACTIVITY, body=body).json() == {"tid": DANA, "errors": []}
    assert mxo.customer()["devices"][0]["details"]["locLatitude"] == float(value)


def test_of_a_repeated_member_the_last_counts(mxo: MxoClient) -> None:
    repeated = json.dumps(activity())[:-1] + ',"propositionCode":"cards"}'
    body = f'{{"activities":[1],"customerContext":null,{raw_body()[1:-1]},"activities":[{repeated}]}}'
    assert mxo.send("POST", ACTIVITY, body=body).json() == {"tid": DANA, "errors": []}
    assert mxo.customer()["activities"][-1]["propositionCode"] == "cards"


# --- Size -----------------------------------------------------------------------------------------------------------


def test_a_body_of_40_megabytes_is_refused_by_the_sandbox_itself_and_stores_nothing(mxo: MxoClient) -> None:
    before = mxo.state
    response = mxo.send("POST", ACTIVITY, body=json.dumps(good_body(x="x" * 40_000_000)))
    assert (response.status_code, response.text) == (413, f"The sandbox reads at most {LIMIT} bytes of a request body.\n")
    assert (response.headers["X-Sandbox-Error"], response.headers["Connection"]) == ("body-too-large", "close")
    assert "X-Sandbox-Rule" not in response.headers
    assert mxo.state == before
    assert mxo.http.get("/_sandbox/journal").json()[-1]["error"] == "body-too-large"


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413)])
def test_a_body_may_have_exactly_as_many_bytes_as_the_sandbox_reads(mxo: MxoClient, size: int, status: int) -> None:
    body = raw_body()
    assert mxo.send("POST", ACTIVITY, body=body + " " * (size - len(body))).status_code == status


@pytest.mark.parametrize(("length", "asked"), [(b"40000000", 0), (None, 33), (b"100", 33)])
def test_a_body_that_is_too_large_is_not_read_to_its_end(app: Starlette, mxo: MxoClient, length: bytes | None, asked: int) -> None:
    before = mxo.state
    headers = [(b"content-type", b"application/json"), (b"authorization", b"Bearer sbx-summit")]
    headers += [(b"content-length", length)] if length else [(b"transfer-encoding", b"chunked")]
    scope: Scope = {
        "type": "http",
        "scheme": "http",
        "server": ("sandbox", 80),
        "method": "POST",
        "path": ACTIVITY,
        "query_string": b"",
        "headers": headers,
    }
    received: list[int] = []
    sent: list[Message] = []

    async def receive() -> Message:
        received.append(1024 * 1024)
        return {"type": "http.request", "body": b" " * received[-1], "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 413
    assert (b"x-sandbox-error", b"body-too-large") in sent[0]["headers"]
    assert len(received) == asked
    assert mxo.state == before
