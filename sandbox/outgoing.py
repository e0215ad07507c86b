"""Calls that a vendor makes: what it sends, what it hears. Only values; `sandbox.outbound` does the talking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Failure = Literal["no-address", "refused-host", "queue-full", "connect", "timeout", "tls", "protocol"]
"""Why a call got no reply.

`no-address`: the vendor was given no URL; `refused-host`: the server may not call that host, and did not; `queue-full`: too many
calls waited, so it was not made; `connect`: nobody listens; `timeout`: no whole reply in time; `tls`: no trusted connection;
`protocol`: no HTTP, on either side.
"""

Cause = Literal["dns", "refused", "reset"]
"""What is known beyond the failure: of `connect` whether the name has no address (`dns`), or nobody takes the connection; of
`protocol` and `connect` whether the receiver broke it off (`reset`)."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """A call that the vendor makes."""

    operation: str
    """By which journal and OpenAPI document know it: `webhook.config-update`."""
    method: str
    url: str
    """Absolute; or a path, which is the vendor's own in the same session, and is asked without a socket.

    Empty where the vendor was given none: then nothing is sent, and the journal has the call all the same.
    """
    headers: tuple[tuple[str, str], ...] = ()
    """Sent exactly as given, in this order and spelling; only `Host` and `Content-Length` are added."""
    body: bytes = b""
    timeout: float = 10.0
    """Seconds of real time for the whole of it: connection, request and reply."""
    retries: tuple[float, ...] = ()
    """Seconds of the session's time before each further attempt, which is made unless the receiver has answered 2xx."""
    max_body: int = 1024 * 1024
    """Bytes of the reply's body that are read."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a call: a reply, or a failure."""

    status: int | None = None
    """`None` if there was no whole reply."""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    truncated: bool = False
    """Whether the body went on beyond what was read."""
    failure: Failure | None = None
    seconds: float = 0.0
    """Of real time, for the whole of it."""
    cause: Cause | None = None
    part: Received | None = None
    """Of a reply that broke off, what had come: status, headers, and the body so far."""
    passed: float = 0.0
    """Seconds that it took by the session's clock: none, while that stands still."""
    is_late: bool = False
    """Whether the session was reset meanwhile, so that nothing which is changed now is kept."""

    @property
    def ok(self) -> bool:
        """Whether the receiver took it: it answered 2xx."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Ask:
    """What a handler of the console returns instead of an answer, when that depends on what somebody else says.

    `then` takes the `Received` and goes on like a handler: it returns a model or a `Reply`, or raises.
    """

    outbound: Outbound
    then: Callable[[Received], Any]
    even_late: bool = False
    """Whether `then` is to hear it also if the session was reset meanwhile; else the answer is 409."""
