"""How the server runs: uvicorn, with our own way in and out."""

from __future__ import annotations

import gc
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox.cli.common import Failure
from sandbox.masking import shown_target

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LOOK_AFTER = 200
"""New objects between two looks of the garbage collector: so few that a look takes less time than a request."""
_SECONDS_TO_END = 1
"""How long open requests may go on once the server is told to end. An answer takes far less; a stream would never end."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises `Failure`."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as refused:
        # Python itself adds the address, in brackets.
        raise Failure(f"cannot listen at {host}:{port}: {str(refused.strerror).partition(' (while')[0]}") from None


def serve(app: ASGIApp, host: str, listener: socket.socket, *, access_log: bool, secrets: tuple[str, ...] = ()) -> None:
    """Serve until SIGINT or SIGTERM. `secrets`: parameters whose values the access log masks."""
    _look_once()
    logging.basicConfig(format="%(levelname)s: %(message)s")
    config = uvicorn.Config(
        app,
        loop="auto",  # uvloop, where it is installed
        http=_Protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="warning",
        access_log=access_log,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
    )
    if access_log:
        access = logging.getLogger("uvicorn.access")
        access.setLevel(logging.INFO)
        access.addFilter(lambda line: _mask(line, secrets))
    shown = f"[{host}]" if ":" in host else host
    _Server(config, f"http://{shown}:{listener.getsockname()[1]}").run(sockets=[listener])


def _mask(line: logging.LogRecord, secrets: tuple[str, ...]) -> bool:
    """Mask secrets in the address that a line of the access log tells; let every line pass."""
    assert isinstance(line.args, tuple)
    line.args = tuple(shown_target(part, secrets) if isinstance(part, str) else part for part in line.args)
    return True


def _look_once() -> None:
    """Let the garbage collector look at each object once, soon after it was made, and never again.

    Requests leave no cycles behind (a test holds that), so what survives a look is a session's state or journal and stays
    until it is dropped as a whole. Looking at all of it again and again would stop the server for up to a second.
    """

    def keep(phase: str, _info: dict[str, int]) -> None:
        if phase == "stop":
            gc.freeze()

    gc.freeze()
    gc.callbacks.append(keep)
    gc.set_threshold(_LOOK_AFTER)


class _Protocol(HttpToolsProtocol):
    """Speaks HTTP, and takes a line feed alone for the end of a header: clients send one behind what they encoded in base64.

    Source: RFC 9112, section 2.2.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parser.set_dangerous_leniencies(lenient_optional_cr_before_lf=True)


class _Server(uvicorn.Server):
    """Says when it answers, and takes a signal for a good end."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to accept, then print the address."""
        await super().startup(sockets)
        click.echo(f"sandbox: {self._address}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and cut off what is still open."""
        # Each request that is cut off would be reported with a traceback.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end the server. uvicorn would raise them once more at the end, and so spoil the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield
