"""How the JSON of a reply is read: nothing is lost, and a fault has its place."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from sandbox.vendors.xima.dips.reading import BadJson, Members, Number, read

HINT = " Remove the comma before the closing bracket; the vendor's own template contains one, but it is not valid JSON."
NOT_UTF_8 = "The reply is not valid UTF-8."
TOO_DEEP = "The reply is nested deeper than 100 levels."


def broken(body: bytes | str) -> str:
    """Return what is said of a body that is not JSON."""
    with pytest.raises(BadJson) as refused:
        read(body.encode() if isinstance(body, str) else body)
    return str(refused.value)


def test_order_repeated_keys_and_numbers_are_kept_as_they_were_written() -> None:
    document = read(b'{"b": 575.00, "a": [1, -0, 1E5], "b": {"c": 123456789012345678901234567890}}')
    assert isinstance(document, Members)
    assert [key for key, _ in document] == ["b", "a", "b"]
    assert document[0][1] == "575.00"
    assert document[1][1] == ["1", "-0", "1E5"]
    assert document[2][1] == [("c", "123456789012345678901234567890")]
    assert type(document[0][1]) is Number


@pytest.mark.parametrize(
    ("body", "value"),
    [(b"true", True), (b"null", None), (b'"x"', "x"), (b" [] ", []), (b'"\\ud83d\\ude00"', "\U0001f600"), (b'"\\\\ud800"', "\\ud800"),
     (b'"\xf0\x9f\x98\x80"', "\U0001f600")],
)  # fmt: skip
def test_anything_that_is_json_is_read(body: bytes, value: Any) -> None:
    assert read(body) == value


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("{", 1, 2),
        ("", 1, 1),
        ('{"a": 1} x', 1, 10),
        ('{\n"a": x}', 2, 6),
        ('{"a" 1}', 1, 6),
        ("[1 2]", 1, 4),
        ("[01]", 1, 3),
        ("{'a': 1}", 1, 2),
        ('"a\nb"', 1, 3),
        ('"\\x"', 1, 2),
        ('["a', 1, 2),
        ('{"a": NaN}', 1, 7),
        ('["NaN", -Infinity]', 1, 9),
        ('{"Infinity": "x\\"y",\n "b": Infinity}', 2, 7),
        ('["a,]', 1, 2),
        ("[1], ]", 1, 6),
    ],
)
def test_a_fault_has_its_line_and_column(body: str, line: int, column: int) -> None:
    assert broken(body) == f"The reply is not valid JSON (line {line}, column {column})."


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ('{"a": 1,}', 1, 9),
        ("[1,]", 1, 4),
        ("[1 ,\n ]", 2, 2),
        ('{"a": [1,], "b": {},\r\n\t}', 1, 10),
        ('{"a": "x,}", "b": 1,}', 1, 21),
    ],
)
def test_a_comma_before_a_bracket_is_the_brackets_fault_and_has_a_hint(body: str, line: int, column: int) -> None:
    assert broken(body) == f"The reply is not valid JSON (line {line}, column {column}).{HINT}"


@pytest.mark.parametrize("body", ["[1,,]", '{"a": 1,} x', "[,]x", '{"a": NaN,}'])
def test_there_is_no_hint_where_it_would_not_help(body: str) -> None:
    assert HINT not in broken(body)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff",
        b'{"a": "\xc3"}',
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b'"\\udc00"',
        b'"\\ud800x\\udc00"',
        b'"\\ud800\\ud800\\udc00"',
        b'{"\\uDFFF": 1}',
    ],
)
def test_half_characters_and_broken_bytes_are_no_utf_8(body: bytes) -> None:
    assert broken(body) == NOT_UTF_8


@pytest.mark.parametrize(("levels", "good"), [(100, True), (101, False)])
@pytest.mark.parametrize(("opening", "closing", "inside"), [("[", "]", ""), ('{"a":', "}", "1")])
def test_a_hundred_brackets_may_be_open_at_once(levels: int, good: bool, opening: str, closing: str, inside: str) -> None:
    body = opening * levels + inside + closing * levels
    if good:
        assert read(body.encode())
    else:
        assert broken(body) == TOO_DEEP
        assert broken(opening * levels) == TOO_DEEP


def test_brackets_one_after_another_and_within_strings_do_not_count() -> None:
    assert read(("[" + ",".join(["[]"] * 500) + "]").encode())
    assert read(('["' + "[" * 500 + '\\"["]').encode())


@pytest.mark.parametrize(
    "body", ['"' + '\\"' * 500_000, '"' * 999_999, "[" + "," * 999_999, ",]" * 500_000, "{" * 100 + '"a":1,' * 150_000]
)
def test_a_large_fault_takes_no_longer_than_a_small_one(body: str) -> None:
    began = perf_counter()
    broken(body)
    assert perf_counter() - began < 3
