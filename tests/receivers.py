"""Receivers of a vendor's calls: small servers on loopback that keep what they were sent, to the byte, and answer as they are told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, sleep

TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
FAILED = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
SILENCE = b""
"""No answer: the connection stays open until the caller goes."""


class Receiver:
    """A server that takes one request a connection; the first answers are those of `script`, the others `TAKEN`."""

    def __init__(self, *script: bytes | Callable[[socket.socket], None]) -> None:
        self._script = list(script)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.requests: list[bytes] = []
        self.open = 0
        """Connections at this moment."""
        self.most_open = 0
        self._lock = threading.Lock()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def bodies(self) -> list[bytes]:
        """The bodies that came, in order."""
        return [request.partition(b"\r\n\r\n")[2] for request in self.requests]

    def wait(self, count: int) -> None:
        """Wait until that many requests came."""
        until(lambda: len(self.requests) >= count)

    def close(self) -> None:
        """Listen no more."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._take, args=(connection,), daemon=True).start()

    def _take(self, connection: socket.socket) -> None:
        with connection:
            with self._lock:
                self.open += 1
                self.most_open = max(self.open, self.most_open)
            try:
                self._answer(connection)
            except OSError:
                pass
            finally:
                with self._lock:
                    self.open -= 1

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request or len(request.partition(b"\r\n\r\n")[2]) < _length(request):
            more = connection.recv(65536)
            request += more
            if not more or request.startswith(b"\x16"):  # The caller went, or begins with TLS, which nobody here speaks.
                break
        with self._lock:
            self.requests.append(request)
            reply = self._script.pop(0) if self._script else TAKEN
        if callable(reply):
            reply(connection)
        elif reply:
            connection.sendall(reply)
        else:
            connection.recv(1)


def _length(request: bytes) -> int:
    head = request.partition(b"\r\n\r\n")[0].lower()
    return int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)


@contextmanager
def receiving(*script: bytes | Callable[[socket.socket], None]) -> Iterator[Receiver]:
    """Run a receiver."""
    receiver = Receiver(*script)
    try:
        yield receiver
    finally:
        receiver.close()


def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until something holds."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, "it never came"
        sleep(0.005)


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
