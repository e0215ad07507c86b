"""The journal: what a session's clients really sent and got.

It keeps bytes as they came and decodes when somebody looks, so that writing costs next to nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sandbox.masking import MASK, shown_body, shown_headers, shown_target

if TYPE_CHECKING:
    from sandbox.answers import Answer, Headers
    from sandbox.calls import Incoming
    from sandbox.manifest import Manifest
    from sandbox.outgoing import Outbound, Received

_FRAME = 512
"""Bytes that an exchange is taken to cost beside its headers and bodies."""
_HEADER = 160
"""Bytes that a header is taken to cost."""


class Exchange(NamedTuple):
    """One request and its answer: what a client sent and got, or what a vendor sent and heard."""

    id: int
    at: datetime
    vendor: str | None
    """`None` if no vendor has the address."""
    secrets: tuple[str, ...]
    """Names of members and parameters whose values are masked: the vendor's; of a request that matched nothing, all vendors'."""
    operation: str | None
    """Full id of the operation; `None` if the request matched none."""
    method: str
    target: bytes
    """Path without the query; of a call that a vendor made, the whole URL."""
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    status: int | None
    """`None` if a call that a vendor made got no reply."""
    rules: tuple[str, ...]
    """The rules that shaped the answer; of a refusal, its one rule comes last."""
    note: str | None
    """What the vendor's side knows and the answer does not tell the client."""
    error: str | None
    """What went wrong on the sandbox's own side; of a call that a vendor made, why it got no reply."""
    reply_headers: tuple[tuple[bytes, bytes], ...]
    reply_body: bytes
    seconds: float
    size: int
    """What it is taken to cost in memory, in bytes."""
    outbound: Outbound | None = None
    """The call that a vendor made; `None`: a client called."""
    attempt: int = 1
    """Of a call that a vendor made: how often it had been made by then."""

    @property
    def direction(self) -> Literal["in", "out"]:
        """Who called: `in`: a client; `out`: a vendor."""
        return "in" if self.outbound is None else "out"

    def summary(self) -> dict[str, Any]:
        """Return one line about the exchange."""
        query = "?" + self.query.decode("latin-1") if self.query else ""
        return {
            "id": self.id,
            "at": self.at,
            "direction": self.direction,
            "vendor": self.vendor,
            "operation": self.operation,
            "unmatched": self.operation is None,
            "method": self.method,
            "target": shown_target(self.target.decode("latin-1") + query, self.secrets),
            "attempt": self.attempt if self.outbound else None,
            "status": self.status,
            "rules": self.rules,
            "note": self.note,
            "error": self.error,
            "milliseconds": round(self.seconds * 1000, 3),
        }

    def view(self) -> dict[str, Any]:
        """Return the whole exchange as people read it, with the secrets masked."""
        # A refusal may repeat the credential that was presented.
        credential = next((value.partition(b" ")[2].strip() for name, value in self.headers if name.lower() == b"authorization"), b"")
        reply_headers = [(name, _without(value, credential)) for name, value in self.reply_headers]
        return {
            **self.summary(),
            "request": _view(self.headers, self.body, self.secrets),
            "reply": None if self.status is None else _view(reply_headers, _without(self.reply_body, credential), self.secrets),
        }


def _view(headers: Headers | tuple[tuple[bytes, bytes], ...], body: bytes, secrets: tuple[str, ...]) -> dict[str, Any]:
    texts = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    content_type = next((value for name, value in texts if name.lower() == "content-type"), "")
    return {"headers": shown_headers(texts, secrets), "body": shown_body(body, content_type, secrets)}


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

    def record(
        self,
        at: datetime,
        manifest: Manifest | None,
        request: Incoming,
        answer: Answer,
        seconds: float,
        all_secrets: tuple[str, ...] = (),
    ) -> None:
        """Keep a request and its answer; the oldest ones make room. No more than `max_body` bytes of a body are kept.

        `all_secrets`: names of every vendor's secrets, for a request that matched no operation may have been meant for any.
        """
        self._last += 1
        headers, reply_headers = tuple(request.headers), tuple(answer.headers)
        body, reply_body = request.body[: self.max_body], answer.body[: self.max_body]
        size = _FRAME + _HEADER * (len(headers) + len(reply_headers)) + len(body) + len(reply_body)
        vendor, secrets = (manifest.name, manifest.secrets) if manifest else (None, ())
        if answer.operation is None:
            secrets = all_secrets or secrets
        # fmt: off
        self._entries.append((
            self._last, at, vendor, secrets, answer.operation, request.method, request.target, request.query, headers, body,
            answer.status, answer.rules, answer.note, answer.error, reply_headers, reply_body, seconds, size, None, 1,
        ))
        # fmt: on
        self._make_room(size)

    def record_outbound(self, at: datetime, manifest: Manifest, outbound: Outbound, received: Received, attempt: int) -> Exchange:
        """Keep a call that a vendor made, and what came of it. The call is kept whole, so that it can be made again."""
        self._last += 1
        headers, reply_headers = _raw(outbound.headers), _raw(received.headers)
        reply_body = received.body[: self.max_body]
        size = _FRAME + _HEADER * (len(headers) + len(reply_headers)) + len(outbound.body) + len(reply_body)
        # fmt: off
        entry = Exchange(
            self._last, at, manifest.name, manifest.secrets, f"{manifest.name}.{outbound.operation}", outbound.method,
            outbound.url.encode("latin-1", "replace"), b"", headers, outbound.body[: self.max_body], received.status, (),
            None, received.failure, reply_headers, reply_body, received.seconds, size, outbound, attempt,
        )
        # fmt: on
        self._entries.append(tuple(entry))
        self._make_room(size)
        return entry

    def _make_room(self, size: int) -> None:
        self._bytes += size
        while self._bytes > self.max_bytes or len(self._entries) > self.max_entries:
            self._bytes -= self._entries.popleft()[_SIZE]

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


_SIZE = Exchange._fields.index("size")


def _raw(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in headers)


def _without(text: bytes, credential: bytes) -> bytes:
    return text.replace(credential, MASK.encode()) if credential else text
