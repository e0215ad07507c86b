"""Reads request bodies as the vendor does: by what they look like, not by what they are declared to be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

import orjson
from python_multipart import create_form_parser
from python_multipart.exceptions import FormParserError

Fields = dict[str, Any]
BYTES = "application/octet-stream"
"""The type of what does not tell its own."""


@dataclass(slots=True)
class Upload:
    """A file that was sent as a part of a form."""

    name: str
    type: str
    content: bytes


@dataclass(slots=True)
class Document:
    """A body, read."""

    fields: Fields = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    is_json: bool = False


class Malformed(ValueError):
    """A body that cannot be read."""


def read_document(media_type: str, content_type: str, body: bytes) -> Document:
    """Read a body: JSON if it begins with a brace, else a form with parts if it is declared so, else a form.

    `media_type` is `content_type` without parameters, in lower case. Raises `Malformed`. Source: wire.
    """
    if body.lstrip()[:1] == b"{":
        return Document(_json(body), is_json=True)
    if media_type == "multipart/form-data":
        return _parts(content_type, body)
    return Document(_nested(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))


def _json(body: bytes) -> Fields:
    try:
        fields: Fields = orjson.loads(body)
    except ValueError:
        raise Malformed from None
    return fields


def _parts(content_type: str, body: bytes) -> Document:
    document = Document()
    pairs: list[tuple[str, str]] = []

    def on_field(part: Any) -> None:
        name, value = (part.field_name or b"").decode("utf-8", "replace"), part.value or b""
        try:
            value.decode()
        except UnicodeDecodeError:
            # What is no text comes from a file, though the part does not name one.
            document.files[name] = Upload("", BYTES, value)
        pairs.append((name, value.decode("utf-8", "replace")))

    def on_file(part: Any) -> None:
        part.file_object.seek(0)
        name = (part.field_name or b"").decode("utf-8", "replace")
        declared = part.content_type or ""
        # A download declares the type in a header, which holds no control characters.
        type = declared if declared and declared.isprintable() else BYTES
        document.files[name] = Upload((part.file_name or b"").decode("utf-8", "replace"), type, part.file_object.read())

    try:
        parser = create_form_parser({"Content-Type": content_type.encode()}, on_field, on_file, config={"MAX_MEMORY_FILE_SIZE": 1 << 40})
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise Malformed from None
    document.fields = _nested(pairs)
    return document


_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


def _nested(pairs: list[tuple[str, str]]) -> Fields:
    """Read PHP's bracket names: `issues[tags][]=a` is `{"issues": {"tags": ["a"]}}`; of a repeated plain name the last counts."""
    fields: Fields = {}
    for name, value in pairs:
        root, bracket, rest = name.partition("[")
        path = [root, *_BRACKETS.findall(bracket + rest)]
        _put(fields, path, value)
    return fields


def _put(fields: Fields, path: list[str], value: str) -> None:
    """Put a value where its bracket name says; what stands in the way gives way."""
    place: Fields = fields
    for name, following in pairwise(path):
        found = place.get(name)
        if following == "":
            if not isinstance(found, list):
                found = place[name] = []
            found.append(value)
            return
        if not isinstance(found, dict):
            found = place[name] = {}
        place = found
    place[path[-1]] = value
