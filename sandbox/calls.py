"""A call: what a vendor's checks and handlers see of one request, and their only door to state, time and chance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import ImmutableMultiDict, QueryParams

if TYPE_CHECKING:
    from starlette.types import Scope

    from sandbox.answers import Headers
    from sandbox.chance import Chance
    from sandbox.outgoing import Outbound
    from sandbox.session import Seat
    from sandbox.vendor import Operation

S = TypeVar("S")
V = TypeVar("V")


class Incoming:
    """A request as it came, nothing decoded yet."""

    __slots__ = ("_scheme", "_server", "body", "headers", "method", "path", "prefix", "query", "target")

    def __init__(self, scope: Scope, target: bytes, path: bytes, body: bytes, prefix: str) -> None:
        self.method: str = scope["method"]
        self.target = target
        """The raw path behind the session prefix, without the query."""
        self.path = path
        """The raw path below the vendor's address, without the query."""
        self.query: bytes = scope["query_string"]
        self.headers: Headers = scope["headers"]
        self.body = body
        self.prefix = prefix
        """What stood before the vendor's own path: session prefix and vendor prefix."""
        self._scheme: str = scope.get("scheme", "http")
        self._server: tuple[str, int] | None = scope.get("server")

    @property
    def origin(self) -> str:
        """Scheme and authority that the client called."""
        host = next((value.decode("latin-1") for name, value in self.headers if name == b"host"), None)
        if not host:
            host = "{}:{}".format(*(self._server or ("localhost", 80)))
        return f"{self._scheme}://{host}"

    @property
    def base_url(self) -> str:
        """The address that the client called, less the vendor's own path."""
        return self.origin + self.prefix


class Call(Generic[S, V]):
    """One request to a vendor, read lazily. The order in which things are read is the vendor's."""

    operation: Operation | None
    path: Mapping[str, str]

    def __init__(self, incoming: Incoming, seat: Seat, now: datetime) -> None:
        self.incoming = incoming
        self.now = now
        """The session's time, UTC, in whole milliseconds; the same during one call."""
        self.session: str = seat.session
        self.state: S = seat.state
        self.variants: V = seat.variants
        self.chance: Chance = seat.chance
        self.signing_key = seat.signing_key
        """PEM text of the key that signs the vendor's tokens, if one was set."""
        self.operation = None
        self.path = {}
        """Path parameters, percent-decoded once."""
        self.applied: list[str] = []
        self._json: Any = _UNREAD
        self._outbox = seat.outbox

    @property
    def method(self) -> str:
        """The method as sent."""
        return self.incoming.method

    @property
    def body(self) -> bytes:
        """The raw body."""
        return self.incoming.body

    @property
    def origin(self) -> str:
        """Scheme and authority that the client called."""
        return self.incoming.origin

    @property
    def base_url(self) -> str:
        """The address that the client called, less the vendor's own path: for links in answers."""
        return self.incoming.base_url

    def header(self, name: str) -> str:
        """Return a request header, asked for in lower case; of a repeated one the first, of one not sent the empty text."""
        wanted = name.encode()
        for sent, value in self.incoming.headers:
            if sent == wanted:
                return value.decode("latin-1")
        return ""

    @property
    def media_type(self) -> str:
        """The media type of `Content-Type` in lower case, without parameters; empty if there is none."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def json(self) -> Any:
        """The body as JSON.

        Raises `ValueError` if it is not JSON: `NaN`, invalid UTF-8 and a byte order mark included. Of a repeated member
        the last counts.
        """
        if self._json is _UNREAD:
            self._json = orjson.loads(self.incoming.body)
        return self._json

    @json.setter
    def json(self, document: Any) -> None:
        """Put what a check read in its own way (numbers as texts, say) in the place of what would be read here."""
        self._json = document

    @property
    def form(self) -> ImmutableMultiDict[str, str]:
        """The body as `application/x-www-form-urlencoded`; empty if it is anything else."""
        if self.media_type != "application/x-www-form-urlencoded":
            return ImmutableMultiDict()
        return ImmutableMultiDict(parse_qsl(self.incoming.body.decode("utf-8", "replace"), keep_blank_values=True))

    @property
    def query(self) -> QueryParams:
        """The query parameters."""
        return QueryParams(self.incoming.query)

    def applies(self, rule: str) -> None:
        """Note that a rule which refuses nothing shaped this answer, so that the journal can say so."""
        self.applied.append(rule)

    def after_reply(self, outbound: Outbound) -> None:
        """Let the vendor make a call once the answer has gone out."""
        self._outbox.append(outbound)

    def plan(self, action: str, seconds: float, **detail: str) -> None:
        """Let one of the vendor's actions happen when `seconds` of the session's time have passed."""
        from sandbox.state import Due, State

        assert isinstance(self.state, State)
        self.state.plan(Due(at=self.now + timedelta(seconds=seconds), action=action, detail=detail))


_UNREAD = object()
