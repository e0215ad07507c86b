"""Secrets are kept from people's eyes, in whatever form they come."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.masking import shown_body, shown_document, shown_form, shown_headers, shown_url

SECRETS = ("secret", "keys", "X-Key")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"secret": "s3cr3t", "a": ', '{"secret": "***", "a": '),
        ('{"a": {"secret":"s3\\"cr3t"}', '{"a": {"secret":"***"}'),
        ('{"secret": "s3cr', '{"secret": "***'),
        ("{'secret': 's3cr3t', 'a': 'b'}", "{'secret': '***', 'a': 'b'}"),
        ("{'secret': 's3cr", "{'secret': '***"),
        ('{secret: "s3cr3t"}', '{secret: "***"}'),
        ("{secret: s3cr3t, a: b}", "{secret: ***, a: b}"),
        ('{"secret": 12345, "a": 1', '{"secret": ***, "a": 1'),
        ('{"keys": {"api key": "s3cr3t", "b": {}}, "a": ', '{"keys": ***'),
        ('{"keys": ["s3cr3t", "s3cr3t"', '{"keys": ***'),
        ('{"keys": {"api key": "s3c\nr3t"', '{"keys": ***'),
        ("a=b&secret=s3cr3t&c=d", "a=b&secret=***&c=d"),
        ("secret=s3cr3t,s3cr3t", "secret=***"),
        (
            '{"my-secret": "shown", "secrets": "shown", "secretary": "shown"',
            '{"my-secret": "shown", "secrets": "shown", "secretary": "shown"',
        ),
        ('{"a": "the secret is out"', '{"a": "the secret is out"'),
        ("plain", "plain"),
    ],
)
def test_a_text_that_may_have_been_meant_as_json_or_a_form_shows_no_secret(text: str, shown: str) -> None:
    assert shown_body(text.encode(), "application/json", SECRETS) == shown


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ({"keys": {"api key": "s3cr3t"}}, {"keys": "***"}),
        ({"keys": ["s3cr3t"], "a": [{"secret": None}]}, {"keys": "***", "a": [{"secret": "***"}]}),
        ({"url": "http://x/s?secret=s3cr3t&a=b"}, {"url": "http://x/s?secret=***&a=b"}),
        (["/s?a=b&secret=s3cr3t#frag", 1, None, True], ["/s?a=b&secret=***#frag", 1, None, True]),
    ],
)
def test_a_document_shows_no_secret_member_and_no_secret_parameter(document: Any, shown: Any) -> None:
    assert shown_document(document, SECRETS) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://x/s?secret=s3cr3t", "http://x/s?secret=***"),
        ("http://x/s?a=b&secret=s3cr3t&secret=s3cr3t", "http://x/s?a=b&secret=***&secret=***"),
        ("http://x/s#secret=s3cr3t", "http://x/s#secret=***"),
        ("http://x/s?%73ecret=s3cr3t", "http://x/s?%73ecret=***"),
        ("http://x/s?X-Key=s3cr3t&secrets=shown", "http://x/s?X-Key=***&secrets=shown"),
        ("see <http://x/s?secret=s3cr3t>; rel=next", "see <http://x/s?secret=***>; rel=next"),
        ("http://me:s3cr3t@x/s", "http://***@x/s"),
        ("http://s3cr3t@x:80/s?a=b@c", "http://***@x:80/s?a=b@c"),
        ("http://x/s?to=me@x", "http://x/s?to=me@x"),
        ("secret=in prose", "secret=in prose"),
        ("", ""),
    ],
)
def test_a_url_shows_no_secret_parameter_and_no_user(url: str, shown: str) -> None:
    assert shown_url(url, SECRETS) == shown


def test_without_secrets_the_user_of_a_url_is_masked_all_the_same() -> None:
    assert shown_url("http://me:s3cr3t@x/s?secret=shown", ()) == "http://***@x/s?secret=shown"


def test_headers_that_the_protocol_or_the_vendor_calls_secret_are_masked_in_any_case() -> None:
    headers = [("Authorization", "Bearer s3cr3t"), ("x-KEY", "s3cr3t"), ("Location", "/s?secret=s3cr3t"), ("X-A", "b")]
    assert shown_headers(headers, SECRETS) == [["Authorization", "***"], ["x-KEY", "***"], ["Location", "/s?secret=***"], ["X-A", "b"]]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b'{"secret":"s3cr3t","a":1}', {"secret": "***", "a": 1}),
        (b' [{"secret":"s3cr3t"}]', [{"secret": "***"}]),
        (b'{"secret":"s3cr', '{"secret":"***'),
        (b"{a}=b&secret=s3cr3t", "{a}=b&secret=***"),
    ],
)
def test_json_that_is_declared_to_be_a_form_shows_no_secret(body: bytes, shown: Any) -> None:
    assert shown_body(body, "application/x-www-form-urlencoded", SECRETS) == shown


def test_a_form_shows_no_secret() -> None:
    assert shown_form(b"secret=s3cr3t&a=%20", SECRETS) == "secret=***&a=+"
    assert shown_form(b"a=%20", SECRETS) == "a=%20"
    assert shown_body(b"secret=s3cr3t", "application/x-www-form-urlencoded; charset=utf-8", SECRETS) == "secret=***"
