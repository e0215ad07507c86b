"""What came back from a web service, and its content."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

from sandbox.vendor import Received

LARGEST = 1_048_576
"""Bytes of a body that are looked at; one more is read, so as to know that there are more."""

Problem = Literal["dns", "refused", "reset", "tls", "protocol", "timeout"]


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer as far as it came."""

    status: int | None = None
    """Nothing, if no status line came."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    """Not decoded; at most `LARGEST` bytes and one more."""
    problem: Problem | None = None
    """Why the answer is not whole."""
    seconds: float = 0.0
    """Real time from connecting to the last byte."""

    def header(self, name: str) -> str | None:
        """Return a header, asked for in lower case; repeated ones are joined. `None`, if it was not sent."""
        found = [value for sent, value in self.headers if sent.lower() == name]
        return ", ".join(found) if found else None

    @property
    def coding(self) -> str | None:
        """The content coding, if the body has one."""
        coding = self.header("content-encoding")
        return None if coding is None or coding.strip().lower() == "identity" else coding


def heard(received: Received) -> Heard:
    """Return what came of a call, in the terms of data dips."""
    problem: Problem | None = None
    match received.failure:
        case None if received.status is not None and received.status > _HIGHEST_STATUS:
            return Heard(problem="protocol", seconds=received.seconds)
        case "timeout" | "tls":
            problem = received.failure
        case "protocol":
            problem = "reset" if received.cause == "reset" else "protocol"
        case "connect":
            problem = received.cause or "refused"
    came = received.part or received
    return Heard(came.status, came.headers, came.body, problem, received.seconds)


_HIGHEST_STATUS = 599


def content(heard: Heard) -> tuple[bytes, bool]:
    """Return the body without its content coding, and whether that could be undone; else as it came."""
    if heard.coding is None:
        return heard.body, True
    decoded = _decoded(heard.body, heard.coding.strip().lower())
    return (heard.body, False) if decoded is None else (decoded, True)


_ZLIB, _RAW, _GZIP = 15, -15, 31
_CODINGS = {"gzip": (_GZIP,), "deflate": (_ZLIB, _RAW)}
"""Of each coding the forms that are tried; many servers send raw data for `deflate`."""


def _decoded(body: bytes, coding: str) -> bytes | None:
    for form in _CODINGS.get(coding, ()):
        stream = zlib.decompressobj(form)
        try:
            found = stream.decompress(body, LARGEST + 1)
        except zlib.error:
            continue
        if stream.eof or len(found) > LARGEST:
            return found
    return None
