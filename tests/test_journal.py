"""The journal: what it keeps, for how long, and what it shows of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest

from sandbox.answers import Answer
from sandbox.app import create_app
from sandbox.calls import Incoming
from sandbox.journal import Exchange, Journal
from sandbox.manifest import Manifest
from sandbox.settings import Settings
from sandbox.testing import InProcess
from tests.contract import INSTALLED

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FRAME = 512
"""What an exchange without headers and bodies is taken to cost."""
VENDOR = Manifest("tiny", "Tiny", "1", (), (), lambda _: {}, secrets=("secret", "access_token"))
JSON = (b"content-type", b"application/json")
FORM = (b"content-type", b"application/x-www-form-urlencoded")

Header = tuple[bytes, bytes]


def keep(
    kept: Journal,
    body: bytes = b"",
    *headers: Header,
    query: bytes = b"",
    reply: bytes = b"",
    reply_headers: tuple[Header, ...] = (),
    vendor: Manifest | None = VENDOR,
    operation: str | None = None,
) -> None:
    """Record an exchange with a vendor that has secrets."""
    scope = {"method": "POST", "query_string": query, "headers": list(headers), "scheme": "http", "server": ("sandbox", 80)}
    answer = Answer(200, list(reply_headers), reply)
    answer.operation = operation
    answer.rules, answer.note, answer.error = (("tiny.r",), "Between us.", "Bug") if operation else ((), None, None)
    kept.record(NOON, vendor, Incoming(scope, b"/tiny/a", b"/a", body, "/tiny"), answer, 0.001)


def exchange(*sent: Any, **members: Any) -> Exchange:
    """Return an exchange as a journal keeps it; arguments as above."""
    kept = journal()
    keep(kept, *sent, **members)
    return next(iter(kept))


def journal(*, entries: int = 100, size: int = 10**6, body: int = 10**6) -> Journal:
    """Return a journal with these limits."""
    return Journal(max_entries=entries, max_bytes=size, max_body=body)


def filled(kept: Journal, *bodies: bytes) -> list[int]:
    """Record an exchange for each body; returns the ids that are kept then."""
    for body in bodies:
        keep(kept, body)
    return [entry.id for entry in kept]


def request_body(sent: bytes, *headers: Header, vendor: Manifest | None = VENDOR) -> Any:
    """Return a request's body as people see it."""
    return exchange(sent, *headers, vendor=vendor).view()["request"]["body"]


# --- Bounds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "kept"), [(0, []), (1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (4, [2, 3, 4]), (6, [4, 5, 6])])
def test_a_journal_keeps_the_latest_entries_and_numbers_them_from_one(count: int, kept: list[int]) -> None:
    assert filled(journal(entries=3), *[b""] * count) == kept


@pytest.mark.parametrize(("size", "kept"), [(3 * FRAME + 6, [1, 2, 3]), (3 * FRAME + 5, [2, 3]), (2 * FRAME + 3, [3]), (FRAME + 2, [])])
def test_a_journal_keeps_no_more_than_its_bytes_of_bodies_and_frames(size: int, kept: list[int]) -> None:
    assert filled(journal(size=size), b"1", b"22", b"333") == kept


def test_replies_count_as_requests_do() -> None:
    kept = journal(size=2 * FRAME + 10)
    keep(kept, reply=b"12345")
    keep(kept, reply=b"123456")
    assert [entry.id for entry in kept] == [2]


def test_room_is_made_by_the_size_that_was_kept_and_not_by_the_size_that_was_sent() -> None:
    assert filled(journal(size=3 * FRAME + 30, body=10), *[b"x" * 5000] * 3) == [1, 2, 3]


@pytest.mark.parametrize(("length", "kept"), [(9, 9), (10, 10), (11, 10), (5000, 10)])
def test_a_body_is_kept_up_to_the_limit(length: int, kept: int) -> None:
    held = journal(body=10)
    keep(held, b"x" * length, reply=b"y" * length)
    (entry,) = held
    view = entry.view()
    assert (view["request"]["body"], view["reply"]["body"]) == ("x" * kept, "y" * kept)


def test_what_the_journal_cuts_reaches_the_client_and_the_vendor_whole() -> None:
    app = create_app(Settings(journal_body=10), INSTALLED)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        auth = ("c0ffee00-0000-4000-8000-000000000001", "5ec0de00-0000-4000-8000-000000000001")
        answer = client.post("/mxo/one/oauth2token", data={"grant_type": "client_credentials"}, auth=auth)
    assert answer.status_code == 200
    assert len(answer.content) == int(answer.headers["Content-Length"])
    assert list(answer.json()) == ["access_token", "token_type", "expires_in", "jti"]


def test_ids_are_not_used_again_after_a_clear() -> None:
    kept = journal()
    filled(kept, b"", b"")
    kept.clear()
    assert (len(kept), kept.get(1)) == (0, None)
    assert filled(kept, b"") == [3]


def test_a_clear_gives_the_bytes_back() -> None:
    kept = journal(size=2 * FRAME)
    filled(kept, b"", b"")
    kept.clear()
    assert filled(kept, b"", b"") == [3, 4]


@pytest.mark.parametrize(("number", "found"), [(-1, None), (0, None), (1, None), (2, 2), (3, 3), (4, None)])
def test_an_exchange_is_found_by_its_id_as_long_as_it_is_kept(number: int, found: int | None) -> None:
    kept = journal(entries=2)
    filled(kept, b"", b"", b"")
    entry = kept.get(number)
    assert (entry.id if entry else None) == found


def test_nothing_is_found_in_an_empty_journal() -> None:
    assert journal().get(0) is None


# --- What people see ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "headers", "seen"),
    [
        (b"", (), ""),
        (b'{"a": [1, null]}', (JSON,), {"a": [1, None]}),
        (b'{"a": 1}', (), {"a": 1}),
        (b'{"a": 1}', ((b"content-type", b"text/plain"),), {"a": 1}),
        (b'{"a":', (JSON,), '{"a":'),
        (b'{"a": NaN}', (JSON,), '{"a": NaN}'),
        (b"plain", (), "plain"),
        ("é".encode(), (), "é"),
        (b"\xff\xfea", (), "\ufffd\ufffda"),
        (b"a=1&b=%20&c=", (FORM,), "a=1&b=%20&c="),
        (b"a=1", ((b"content-type", b"Application/X-WWW-Form-Urlencoded; charset=utf-8"),), "a=1"),
    ],
)
def test_a_body_is_shown_as_the_json_that_it_is_else_as_text(sent: bytes, headers: tuple[Header, ...], seen: Any) -> None:
    assert request_body(sent, *headers) == seen


@pytest.mark.parametrize(
    ("sent", "headers", "seen"),
    [
        (b'{"secret": "s3cr3t", "a": "b"}', (JSON,), {"secret": "***", "a": "b"}),
        (b'{"a": [{"secret": "s3cr3t"}]}', (JSON,), {"a": [{"secret": "***"}]}),
        (b'{"secret": 33}', (JSON,), {"secret": "***"}),
        (b'{"secret": {"a": "s3cr3t"}}', (JSON,), {"secret": "***"}),
        (b'{"access_token": "s3cr3t"}', (), {"access_token": "***"}),
        (b'{"Secret": "s3cr3t", "secrets": "shown"}', (JSON,), {"Secret": "***", "secrets": "shown"}),
        (b"a=b&secret=s3cr3t&c=d", (FORM,), "a=b&secret=***&c=d"),
        (b"secret=s3cr3t&secret=s3cr3t", (FORM,), "secret=***&secret=***"),
        (b"%73ecret=s3cr3t", (FORM,), "secret=***"),
        (b"secret=s3cr", (FORM,), "secret=***"),
        (b'{"secret": "s3cr3t", "a": ', (JSON,), '{"secret": "***", "a": '),
        (b'{"secret":"s3cr3t"}}', (JSON,), '{"secret":"***"}}'),
        (b'{"secret" : "s3cr', (JSON,), '{"secret" : "***'),
        (b'{"secret": "s3\\"cr3t", "a": "b"', (JSON,), '{"secret": "***", "a": "b"'),
        (b'{"a": "\xff", "secret": "s3cr3t"}', (JSON,), '{"a": "\ufffd", "secret": "***"}'),
    ],
)
def test_secrets_are_masked_in_json_in_forms_and_in_what_is_broken_or_cut(sent: bytes, headers: tuple[Header, ...], seen: Any) -> None:
    assert request_body(sent, *headers) == seen
    assert exchange(reply=sent, reply_headers=headers).view()["reply"]["body"] == seen


def test_a_secret_stays_masked_where_the_limit_cut_it() -> None:
    kept = journal(body=20)
    keep(kept, orjson.dumps({"secret": "s3cr3t" * 1000}), JSON)
    (entry,) = kept
    assert entry.view()["request"]["body"] == '{"secret":"***'


def test_a_form_without_its_content_type_shows_no_secret() -> None:
    assert "s3cr3t" not in request_body(b"grant_type=x&secret=s3cr3t")


def test_a_secret_in_the_query_is_masked() -> None:
    assert exchange(query=b"a=b&secret=s3cr3t").summary()["target"] == "/tiny/a?a=b&secret=***"


def test_a_request_to_nobody_has_no_secrets_and_is_shown_as_it_came() -> None:
    assert request_body(b'{"secret": "a"}', JSON, vendor=None) == {"secret": "a"}
    assert request_body(b'{"secret": "a"', JSON, vendor=None) == '{"secret": "a"'


def test_the_headers_that_carry_credentials_are_masked() -> None:
    names = (b"authorization", b"proxy-authorization", b"cookie", b"set-cookie")
    view = exchange(b"", *[(name, b"s3cr3t") for name in names], (b"x-a", b"\xe9")).view()
    assert view["request"]["headers"] == [*[[name.decode(), "***"] for name in names], ["x-a", "é"]]


def test_headers_keep_their_order_and_their_repetitions() -> None:
    view = exchange(reply_headers=((b"b", b"1"), (b"a", b"2"), (b"b", b"3"), (b"set-cookie", b"s3cr3t"))).view()
    assert view["reply"]["headers"] == [["b", "1"], ["a", "2"], ["b", "3"], ["set-cookie", "***"]]


@pytest.mark.parametrize("depth", [10, 254, 255, 600, 1025, 10_000])
def test_a_body_nested_however_deep_can_be_looked_at(depth: int) -> None:
    app = create_app(Settings(), INSTALLED)
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        client.post("/mxo/nowhere", content=b"[" * depth + b"]" * depth, headers={"Content-Type": "application/json"})
        assert client.get("/_sandbox/journal/1").status_code == 200


def test_a_summary_says_what_was_asked_and_answered() -> None:
    one = exchange(b'{"a": 1}', operation="tiny.a")
    assert one.summary() == {
        "id": 1,
        "at": NOON,
        "direction": "in",
        "attempt": None,
        "vendor": "tiny",
        "operation": "tiny.a",
        "unmatched": False,
        "method": "POST",
        "target": "/tiny/a",
        "status": 200,
        "rules": ("tiny.r",),
        "note": "Between us.",
        "error": "Bug",
        "milliseconds": 1.0,
    }
    assert {**one.summary(), **one.view()} == one.view()


def test_an_exchange_without_an_operation_is_unmatched() -> None:
    view = exchange(vendor=None).summary()
    assert (view["vendor"], view["operation"], view["unmatched"]) == (None, None, True)
