"""Whom the sandbox may call."""

from __future__ import annotations

import pytest

from sandbox.outbound.hosts import Address, address, is_allowed


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:4999/inform", Address("http", "127.0.0.1", 4999, "127.0.0.1:4999", "/inform")),
        ("http://localhost", Address("http", "localhost", 80, "localhost", "/")),
        ("https://A.Example/x?y=1&z=#f", Address("https", "a.example", 443, "A.Example", "/x?y=1&z=")),
        ("http://[::1]:81/?q", Address("http", "::1", 81, "[::1]:81", "/?q")),
        ("http://me:secret@a.example:8080/", Address("http", "a.example", 8080, "a.example:8080", "/")),
        ("http://127.0.0.1@evil.example/", Address("http", "evil.example", 80, "evil.example", "/")),
    ],
)
def test_a_url_is_taken_apart(url: str, expected: Address) -> None:
    assert address(url) == expected


@pytest.mark.parametrize(
    "url", ["", "a.example", "/path", "//a.example/", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://a:b", "http://a:99999"]
)
def test_what_is_no_address_of_http_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        address(url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.255.0.9", "::1"])
def test_this_machine_may_always_be_called(host: str) -> None:
    assert is_allowed(host, ())


@pytest.mark.parametrize(
    "host",
    ["a.example", "10.0.0.1", "0.0.0.0", "169.254.169.254", "::", "fe80::1", "localhost.", "localhost.example", "127.1", "2130706433", "x"],
)
def test_nobody_else_may_be_called_by_default(host: str) -> None:
    assert not is_allowed(host, ())


@pytest.mark.parametrize(
    ("host", "allowed", "may"),
    [
        ("a.example", ("a.example",), True),
        ("b.a.example", ("a.example",), False),
        ("a.example", (".a.example",), False),
        ("b.a.example", (".a.example",), True),
        ("c.b.a.example", (".a.example",), True),
        ("ba.example", (".a.example",), False),
        ("10.0.0.1", ("10.0.0.1",), True),
        ("10.0.0.2", ("10.0.0.1",), False),
        ("b.example", ("a.example", "b.example"), True),
        ("anything", ("*",), True),
    ],
)
def test_the_owner_names_more_hosts(host: str, allowed: tuple[str, ...], may: bool) -> None:
    assert is_allowed(host, allowed) is may
