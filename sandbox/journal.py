"""The journal: what a session's clients really sent and got.

It keeps bytes as they came and decodes when somebody looks, so that writing costs next to nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import orjson

if TYPE_CHECKING:
    from sandbox.answers import Answer
    from sandbox.calls import Incoming
    from sandbox.manifest import Manifest

MASK = "***"
"""Stands where a secret stood."""

_FRAME = 512
"""Bytes that an exchange is taken to cost beside its headers and bodies."""
_HEADER = 160
"""Bytes that a header is taken to cost."""


class Exchange(NamedTuple):
    """One request and its answer."""

    id: int
    at: datetime
    vendor: str | None
    """`None` if no vendor has the address."""
    secrets: tuple[str, ...]
    """Names of the vendor's members and parameters whose values are masked."""
    operation: str | None
    """Full id of the operation; `None` if the request matched none."""
    method: str
    target: bytes
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    status: int
    rules: tuple[str, ...]
    """The rules that shaped the answer; of a refusal, its one rule comes last."""
    note: str | None
    """What the vendor's side knows and the answer does not tell the client."""
    error: str | None
    """What went wrong on the sandbox's own side."""
    reply_headers: tuple[tuple[bytes, bytes], ...]
    reply_body: bytes
    seconds: float
    size: int
    """What it is taken to cost in memory, in bytes."""

    def summary(self) -> dict[str, Any]:
        """Return one line about the exchange."""
        query = f"?{_form(self.query, self.secrets)}" if self.query else ""
        return {
            "id": self.id,
            "at": self.at,
            "vendor": self.vendor,
            "operation": self.operation,
            "unmatched": self.operation is None,
            "method": self.method,
            "target": self.target.decode("latin-1") + query,
            "status": self.status,
            "rules": self.rules,
            "note": self.note,
            "error": self.error,
            "milliseconds": round(self.seconds * 1000, 3),
        }

    def view(self) -> dict[str, Any]:
        """Return the whole exchange as people read it, with the secrets masked."""
        # A refusal may repeat the credential that was presented.
        credential = next((value.partition(b" ")[2].strip() for name, value in self.headers if name == b"authorization"), b"")
        reply_headers = [(name, _without(value, credential)) for name, value in self.reply_headers]
        reply_body = _without(self.reply_body, credential)
        return {
            **self.summary(),
            "request": {"headers": _headers(self.headers), "body": _body(self.body, self.headers, self.secrets)},
            "reply": {"headers": _headers(reply_headers), "body": _body(reply_body, reply_headers, self.secrets)},
        }


class Journal:
    """The latest exchanges of a session, bounded in number and in bytes.

    An entry is kept as a plain tuple of plain values, for the sake of the garbage collector: it takes such tuples off its
    list, so that a long journal costs it nothing.
    """

    __slots__ = ("_bytes", "_entries", "_last", "max_body", "max_bytes", "max_entries")

    def __init__(self, *, max_entries: int, max_bytes: int, max_body: int) -> None:
        self.max_entries = max_entries
        self.max_bytes = max_bytes
        self.max_body = max_body
        self._entries: deque[tuple[Any, ...]] = deque()
        self._bytes = 0
        self._last = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Exchange]:
        return map(Exchange._make, self._entries)

    def record(self, at: datetime, manifest: Manifest | None, request: Incoming, answer: Answer, seconds: float) -> None:
        """Keep a request and its answer; the oldest ones make room. No more than `max_body` bytes of a body are kept."""
        self._last += 1
        headers, reply_headers = tuple(request.headers), tuple(answer.headers)
        body, reply_body = request.body[: self.max_body], answer.body[: self.max_body]
        size = _FRAME + _HEADER * (len(headers) + len(reply_headers)) + len(body) + len(reply_body)
        vendor, secrets = (manifest.name, manifest.secrets) if manifest else (None, ())
        # fmt: off
        self._entries.append((
            self._last, at, vendor, secrets, answer.operation, request.method, request.target, request.query, headers, body,
            answer.status, answer.rules, answer.note, answer.error, reply_headers, reply_body, seconds, size,
        ))
        # fmt: on
        self._bytes += size
        while self._bytes > self.max_bytes or len(self._entries) > self.max_entries:
            self._bytes -= self._entries.popleft()[-1]

    def get(self, number: int) -> Exchange | None:
        """Return the exchange of that id, if it is still kept."""
        if not self._entries:
            return None
        index = number - self._entries[0][0]
        return Exchange._make(self._entries[index]) if 0 <= index < len(self._entries) else None

    def clear(self) -> None:
        """Forget every exchange; their ids are not used again."""
        self._entries.clear()
        self._bytes = 0


def _without(text: bytes, credential: bytes) -> bytes:
    return text.replace(credential, MASK.encode()) if credential else text


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> list[list[str]]:
    return [[name.decode("latin-1"), MASK if name in _SECRET_HEADERS else value.decode("latin-1")] for name, value in headers]


_SECRET_HEADERS = frozenset((b"authorization", b"proxy-authorization", b"cookie", b"set-cookie"))


def _body(body: bytes, headers: Iterable[tuple[bytes, bytes]], secrets: Collection[str]) -> Any:
    """Decode a body: JSON as what it says, anything else as text."""
    media_type = next((value for name, value in headers if name == b"content-type"), b"").partition(b";")[0].strip().lower()
    if media_type == b"application/x-www-form-urlencoded":
        return _form(body, secrets)
    try:
        return _masked(orjson.loads(body), secrets, _DEEPEST)
    except ValueError:
        return _masked_text(body.decode("utf-8", "replace"), secrets)


_DEEPEST = 200
"""Levels of nesting that are shown as JSON; what is deeper is shown as text, since not every reader could take it."""


def _masked(value: Any, secrets: Collection[str], levels: int) -> Any:
    """Mask the secrets in a document. Raises `ValueError` if it is nested too deep."""
    if not levels:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {name: MASK if name in secrets else _masked(member, secrets, levels - 1) for name, member in value.items()}
    if isinstance(value, list):
        return [_masked(item, secrets, levels - 1) for item in value]
    return value


def _form(text: bytes, secrets: Collection[str]) -> str:
    """Mask the secrets in a form or a query; what holds none is shown as it came."""
    shown = text.decode("utf-8", "replace")
    pairs = parse_qsl(shown, keep_blank_values=True)
    if not any(name in secrets for name, _ in pairs):
        return shown
    return urlencode([(name, MASK if name in secrets else value) for name, value in pairs], safe="*")


def _masked_text(text: str, secrets: Collection[str]) -> str:
    """Mask in what is neither JSON nor a form but may have been meant so: broken, cut to the journal's limit, or mislabelled."""
    if not secrets:
        return text
    names = "|".join(map(re.escape, secrets))
    text = re.sub(rf'("(?:{names})"\s*:\s*")(?:[^"\\]|\\.)*', rf"\g<1>{MASK}", text)
    return re.sub(rf"(^|&)({names})=[^&]*", rf"\g<1>\g<2>={MASK}", text)
