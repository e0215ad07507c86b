"""Secrets are kept from people's eyes, in whatever form they come."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from sandbox.masking import shown_body, shown_document, shown_form, shown_headers, shown_target, shown_url

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
        (["/s?a=b&secret=s3cr3t#frag", 1, None, True], ["/s?a=b&secret=***", 1, None, True]),
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


INNER = '{"secret":"s3cr3t"}'


@pytest.mark.parametrize(
    ("body", "content_type", "shown"),
    [
        (INNER, "application/x-www-form-urlencoded", {"secret": "***"}),
        ('{"secret":"s3cr3t"', "application/x-www-form-urlencoded", '{"secret":"***"'),
        ('{"a": "{\\"secret\\":\\"s3cr3t\\"}"}', "application/json", {"a": '{"secret":"***"}'}),
        ('{"a": "{\\"secret\\":\\"s3cr3t\\"}"', "application/json", '{"a": "{\\"secret\\":\\"***\\"}"'),
        (
            '{"client-secret": 1, "CLIENT_SECRET": 2, "clientSecret ": 3}',
            "",
            {"client-secret": "***", "CLIENT_SECRET": "***", "clientSecret ": "***"},
        ),
        ('{"secret": "", "a": {"authorization": "s3cr3t"}}', "", {"secret": "", "a": {"authorization": "***"}}),
        (
            '--b\r\nContent-Disposition: form-data; name="secret"\r\n\r\ns3cr3t\r\ns3cr3t\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            '--b\r\nContent-Disposition: form-data; name="secret"\r\n\r\n***\r\n--b--\r\n',
        ),
        (
            '--b\r\nContent-Disposition: form-data; name="data[secret]"; filename="a"\r\nContent-Type: a/b\r\n\r\ns3cr3t',
            "multipart/form-data; boundary=b",
            '--b\r\nContent-Disposition: form-data; name="data[secret]"; filename="a"\r\nContent-Type: a/b\r\n\r\n***',
        ),
        ("<a><x:Secret b='c'>s3cr3t <d/></x:Secret><b/></a>", "text/xml", "<a><x:Secret b='c'>***</x:Secret><b/></a>"),
        ('<a secret="s3cr3t s3cr3t"/>', "text/xml", "<a secret=***/>"),
        ("curl -H Authorization: Bearer s3cr3t,a", "text/plain", "curl -H Authorization: ***,a"),
        ("data[secret]=s3cr3t&a=b", "application/x-www-form-urlencoded", "data%5Bsecret%5D=***&a=b"),
        ("a=b;secret=s3cr3t", "application/x-www-form-urlencoded", "a=b%3Bsecret%3D***"),
        ("a=%7B%22secret%22%3A%22s3cr3t%22%7D", "application/x-www-form-urlencoded", "a=%7B%22secret%22%3A%22***%22%7D"),
    ],
)
def test_a_secret_is_masked_wherever_it_stands_and_whatever_the_body_is_said_to_be(body: str, content_type: str, shown: Any) -> None:
    assert shown_body(body.encode(), content_type, (*SECRETS, "clientSecret")) == shown


def test_a_text_in_utf_16_shows_no_secret() -> None:
    assert shown_body(INNER.encode("utf-16-le"), "application/json", SECRETS) == '{"secret":"***"}'


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("/s?secret=s3cr3t&a=b", "/s?secret=***&a=b"),
        ("/s;secret=s3cr3t", "/s;secret=***"),
        ("/s/secret=s3cr3t", "/s/secret=***"),
        ("/s%3Fa=b%26secret%3Ds3cr3t", "/s%3Fa=b%26secret%3D***"),
        ("/s?url=http://me:s3cr3t@x/", "/s?url=http%3A%2F%2F***%40x%2F"),
        ("/s?url=http%3A%2F%2Fx%3Fsecret%3Ds3cr3t", "/s?url=http%3A%2F%2Fx%3Fsecret%3D***"),
        ("/s?a=%20", "/s?a=%20"),
        ("/s", "/s"),
    ],
)
def test_the_address_of_a_request_shows_no_secret(target: str, shown: str) -> None:
    assert shown_target(target, SECRETS) == shown


@pytest.mark.parametrize("url", ["http://me:s3cr3t@s3cr3t@x/", "//me:s3cr3t@x/"])
def test_a_user_is_masked_up_to_the_last_sign(url: str) -> None:
    assert shown_url(url, ()).endswith("//***@x/")


@pytest.mark.parametrize("name", ["X-Authorization", "X-Auth", "X-Api-Key", "x-client-secret", "Mspc_Token", "Set-Cookie", "Partner-Key"])
def test_a_header_whose_name_tells_a_credential_is_masked(name: str) -> None:
    assert shown_headers([(name, "s3cr3t"), ("Author", "shown"), ("Idempotency-Key", "shown")], ()) == [
        [name, "***"],
        ["Author", "shown"],
        ["Idempotency-Key", "shown"],
    ]


@pytest.mark.parametrize("part", ["<secret ", 'name="secret" ', 'name="secret"\r\nA', '"secret"', "//", "?a", "secret:", 'secret="'])
def test_no_text_takes_long_to_be_shown(part: str) -> None:
    began = perf_counter()
    shown_body((part * (65_536 // len(part))).encode(), "text/plain", SECRETS)
    assert perf_counter() - began < 2
