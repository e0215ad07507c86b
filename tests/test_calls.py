"""What a vendor sees of one request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.calls import Call, Incoming
from sandbox.clock import Clock
from sandbox.session import DEFAULT, Seat, Start
from sandbox.vendor import CHOSEN, Due, Manifest, Operation, Reply, State, Variants, Vendor, VendorError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"

Headers = list[tuple[str, str]]


def serve(call: Call[State, Variants]) -> None:
    """Serve."""


VENDOR = Vendor(
    manifest=Manifest("cafe", "Café", "1", (), (), lambda _: {}),
    state=State,
    variants=Variants,
    rules=(),
    operations=(Operation("serve", "GET", "/", serve, CHOSEN),),
    error_body=lambda _call, error: Reply(error.status),
    invalid=lambda _call, _problem: VendorError(None, 400),
    unknown_path=lambda _call: VendorError(None, 404),
    wrong_method=lambda _call, _methods: VendorError(None, 405),
)


def incoming(headers: Headers, body: bytes = b"", query: bytes = b"", prefix: str = "", scheme: str = "http") -> Incoming:
    """Return a request as it came."""
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    scope: dict[str, Any] = {"method": "POST", "scheme": scheme, "server": ("10.0.0.1", 4800), "headers": raw, "query_string": query}
    return Incoming(scope, b"/cafe/tea", b"/tea", body, prefix)


def call(headers: Headers | None = None, body: bytes = b"", query: bytes = b"") -> Call[State, Variants]:
    """Return a call with that request."""
    seat = Seat(VENDOR, DEFAULT, Start("empty", 0), NOW, Clock())
    return Call(incoming(headers or [], body, query), seat, NOW)


def typed(media_type: str, body: bytes = b"") -> Call[State, Variants]:
    """Return a call with a body of that media type."""
    return call([("content-type", media_type)], body)


# --- Headers --------------------------------------------------------------------------------------------------------


def test_a_header_is_found_by_its_lower_case_name_and_of_a_repeated_one_the_first() -> None:
    assert call([("x-a", "1"), ("x-b", "2"), ("x-a", "3")]).header("x-a") == "1"


def test_a_header_is_read_as_latin_1() -> None:
    assert call([("x-name", "Zoë")]).header("x-name") == "Zoë"


@pytest.mark.parametrize(
    ("sent", "media_type"),
    [
        ("application/json", "application/json"),
        ("Application/JSON; charset=utf-8", "application/json"),
        ("  text/plain ;x=1;y=2", "text/plain"),
        ("", ""),
        (";charset=utf-8", ""),
    ],
)
def test_the_media_type_is_in_lower_case_and_without_parameters(sent: str, media_type: str) -> None:
    assert typed(sent).media_type == media_type


def test_without_a_content_type_the_media_type_is_empty() -> None:
    assert call().media_type == ""


# --- Bodies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, null, "\xc3\xa9"]}', {"a": [1, None, "é"]}),
        (b"null", None),
        (b" 7 ", 7),
        (b'{"a": 1, "b": 2, "a": 3}', {"a": 3, "b": 2}),
    ],
)
def test_a_body_is_read_as_json_whatever_its_media_type_and_of_a_repeated_member_the_last_counts(body: bytes, value: Any) -> None:
    assert typed("text/plain", body).json == value


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"{} {}", b"{'a': 1}", b'{"a": NaN}', b"Infinity", b'"\xff"', b'\xef\xbb\xbf{"a": 1}', b'{"a": 1,}', b"[" * 5000],
)
def test_a_body_that_is_not_json_raises_a_value_error_each_time(body: bytes) -> None:
    broken = call(body=body)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"."):
            _ = broken.json


@pytest.mark.parametrize("body", [b'{"a": 1}', b"null"])
def test_a_body_is_decoded_once(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    once = call(body=body)
    value = once.json
    monkeypatch.setattr("orjson.loads", None)
    assert once.json is value
    assert once.body == body


@pytest.mark.parametrize("media_type", [FORM, f"{FORM}; charset=utf-8", FORM.upper()])
def test_a_form_is_read_under_its_media_type(media_type: str) -> None:
    form = typed(media_type, b"a=1+2%263&empty=&a=4&name=Zo%C3%AB&broken=%FF&bare").form
    assert form.multi_items() == [("a", "1 2&3"), ("empty", ""), ("a", "4"), ("name", "Zoë"), ("broken", "\ufffd"), ("bare", "")]


@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data", "", f"{FORM}2"])
def test_a_body_of_another_media_type_is_an_empty_form(media_type: str) -> None:
    assert typed(media_type, b"a=1").form.multi_items() == []


def test_a_form_that_is_not_utf_8_has_marks_where_it_cannot_be_read() -> None:
    assert typed(FORM, b"a=\xff").form["a"] == "\ufffd"


# --- Address --------------------------------------------------------------------------------------------------------


def test_query_parameters_are_decoded_and_keep_their_order() -> None:
    assert call(query=b"a=1&b=%C3%A9+x&a=2&c=").query.multi_items() == [("a", "1"), ("b", "é x"), ("a", "2"), ("c", "")]


@pytest.mark.parametrize(
    ("headers", "prefix", "scheme", "url"),
    [
        ([("host", "sandbox:4800")], "", "http", "http://sandbox:4800"),
        ([("host", "sandbox")], "/mxo", "https", "https://sandbox/mxo"),
        ([("host", "sandbox")], "/~demo/mxo", "http", "http://sandbox/~demo/mxo"),
        ([("x-a", "1"), ("host", "one"), ("host", "two")], "", "http", "http://one"),
        ([], "/mxo", "http", "http://10.0.0.1:4800/mxo"),
        ([("host", "")], "", "http", "http://10.0.0.1:4800"),
    ],
)
def test_the_base_url_is_what_the_client_called_with_the_prefixes_of_session_and_vendor(
    headers: Headers, prefix: str, scheme: str, url: str
) -> None:
    request = incoming(headers, prefix=prefix, scheme=scheme)
    assert request.base_url == url
    assert Call(request, Seat(VENDOR, "s", Start("empty", 0), NOW, Clock()), NOW).base_url == url


def test_an_app_server_that_tells_neither_scheme_nor_address_is_taken_for_this_machine() -> None:
    scope = {"method": "GET", "headers": [], "query_string": b""}
    assert Incoming(scope, b"/cafe/tea", b"/tea", b"", "/cafe").base_url == "http://localhost:80/cafe"


# --- The call -------------------------------------------------------------------------------------------------------


def test_a_call_gives_the_parts_of_its_seat_and_nothing_is_known_of_its_operation_yet() -> None:
    seat = Seat(VENDOR, "demo", Start("empty", 0), NOW, Clock())
    made = Call[State, Variants](incoming([]), seat, NOW)
    assert (made.state, made.variants, made.chance) == (seat.state, seat.variants, seat.chance)
    assert (made.session, made.now, made.method) == ("demo", NOW, "POST")
    assert (made.operation, made.path, made.applied) == (None, {}, [])


def test_rules_are_noted_in_the_order_in_which_they_applied() -> None:
    made = call()
    made.applies("cafe.b")
    made.applies("cafe.a")
    assert made.applied == ["cafe.b", "cafe.a"]


def test_what_is_planned_is_on_the_agenda_soonest_first_and_at_the_same_time_in_the_order_of_planning() -> None:
    made = call()
    made.plan("clean", 60, table="7")
    made.plan("serve", 1.5)
    made.plan("count", 60)
    minute = NOW + timedelta(minutes=1)
    assert made.state.agenda == [
        Due(at=NOW + timedelta(seconds=1.5), action="serve"),
        Due(at=minute, action="clean", detail={"table": "7"}),
        Due(at=minute, action="count"),
    ]


# --- What the developer is told -------------------------------------------------------------------------------------


def test_a_call_has_nothing_to_explain_until_it_does() -> None:
    one = call()
    assert one.note is None
    one.explain("the signature does not fit")
    assert one.note == "the signature does not fit"


# --- Time -----------------------------------------------------------------------------------------------------------


def test_the_real_time_is_the_machines_whatever_the_sessions_clock_says() -> None:
    clock = Clock()
    clock.set("frozen", NOW)
    before = datetime.now(UTC)
    found = Call(incoming([]), Seat(VENDOR, DEFAULT, Start("empty", 0), NOW, clock), clock.now()).real_now
    assert before <= found <= datetime.now(UTC)
    assert found.tzinfo is UTC


def test_a_call_knows_whether_somebody_set_the_clock_also_if_it_happens_meanwhile() -> None:
    clock = Clock()
    one: Call[State, Variants] = Call(incoming([]), Seat(VENDOR, DEFAULT, Start("empty", 0), NOW, clock), NOW)
    clock.advance(5)
    assert not one.clock_was_set
    clock.set(now=NOW)
    assert one.clock_was_set
