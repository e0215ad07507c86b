"""Reads the JSON of a reply so that nothing of it is lost: repeated keys, the order, and numbers as they were written."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

DEEPEST = 100
"""Brackets that may be open at once."""


class Number(str):
    """A number as it was written."""

    __slots__ = ()


class Members(list[tuple[str, Any]]):
    """The members of an object as they were written, repeated keys and all."""


class BadJson(Exception):
    """A body that is not JSON; the message says where."""


def read(body: bytes) -> Any:
    """Read a body: objects as `Members`, numbers as `Number`. Raises `BadJson`."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise BadJson("The reply is not valid UTF-8.") from None
    if _is_too_deep(text):
        raise BadJson(f"The reply is nested deeper than {DEEPEST} levels.")
    try:
        document = _parsed(text)
    except _Broken as broken:
        raise BadJson(_words(text, broken.position)) from None
    if _has_lone_surrogate(text):
        raise BadJson("The reply is not valid UTF-8.")
    return document


class _Broken(Exception):
    def __init__(self, position: int) -> None:
        self.position = position


def _parsed(text: str) -> Any:
    """Parse a text. Raises `_Broken`."""
    try:
        return json.loads(text, object_pairs_hook=Members, parse_int=Number, parse_float=Number, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise _Broken(error.pos) from None
    except _Constant:
        raise _Broken(next(found.start() for found in _TOKEN.finditer(text) if found[0][-1] in "Ny")) from None


class _Constant(Exception):
    pass


def _refuse(_name: str) -> NoReturn:
    raise _Constant


# A text that does not end is one token, so that looking for the next one never goes back.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?+|[\[\]{}]|NaN|-?Infinity', re.DOTALL)
_BEFORE_BRACKET = re.compile(r'("(?:[^"\\]++|\\.)*+"?+)|,(?=[ \t\n\r]*+[}\]])', re.DOTALL)
_COMMA_AND_BRACKET = re.compile(r",[ \t\n\r]*(?=[}\]])")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


def _is_too_deep(text: str) -> bool:
    depth = 0
    for found in _TOKEN.finditer(text):
        if found[0] in ("[", "{"):
            depth += 1
            if depth > DEEPEST:
                return True
        elif found[0] in ("]", "}"):
            depth -= 1
    return False


def _has_lone_surrogate(text: str) -> bool:
    """Say whether an escape of a JSON text stands for half a character."""
    high_ends_at = None
    for found in _ESCAPE.finditer(text):
        code = int(found[1], 16) if found[1] else 0
        is_low = 0xDC00 <= code < 0xE000
        if is_low != (high_ends_at == found.start()):
            return True
        high_ends_at = found.end() if 0xD800 <= code < 0xDC00 else None
    return high_ends_at is not None


def _words(text: str, position: int) -> str:
    """Say where a text is broken. A comma before a closing bracket is a fault of the bracket's place."""
    comma = text.rfind(",", 0, position + 1)
    if comma >= 0 and (bracket := _COMMA_AND_BRACKET.match(text, comma)) and bracket.end() >= position:
        position = bracket.end()
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    words = f"The reply is not valid JSON (line {line}, column {column})."
    try:
        _parsed(_BEFORE_BRACKET.sub(lambda found: found[1] or "", text))
    except _Broken:
        return words
    hint = "Remove the comma before the closing bracket; the vendor's own template contains one, but it is not valid JSON."
    return f"{words} {hint}"
