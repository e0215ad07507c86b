"""The life of a real server: it says where it is, answers, and ends well."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from sandbox import __version__
from sandbox.vendors import discover
from tests.servers import serving


@contextmanager
def process(*options: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `sandbox start` on a free port; gives the process and the line that it prints."""
    command = [sys.executable, "-m", "sandbox", "start", *options]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("SANDBOX_")}
    settings |= {"SANDBOX_PORT": "0", **environment}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=settings) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline()
        finally:
            server.kill()


def get(address: str) -> httpx.Response:
    """Ask for something, whatever proxy the environment names."""
    with httpx.Client(trust_env=False) as client:
        return client.get(address)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_prints_its_address_answers_and_takes_a_signal_for_a_good_end(number: signal.Signals) -> None:
    with process() as (server, line):
        found = re.fullmatch(r"sandbox: (http://127\.0\.0\.1:(\d+))\n", line)
        assert found is not None, line
        assert int(found[2]) not in (0, 4800)
        answer = get(f"{found[1]}/_sandbox/health")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "version": __version__, "vendors": list(discover())})
        server.send_signal(number)
        assert server.communicate(timeout=10) == ("", "")
        assert server.returncode == 0
        with pytest.raises(httpx.ConnectError):
            get(f"{found[1]}/_sandbox/health")


def test_a_server_ends_soon_and_quietly_though_a_request_is_open() -> None:
    with process() as (server, line):
        host, _, port = line.strip().rpartition("/")[2].partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as client:
            client.sendall(b"POST /mxo/one/oauth2token HTTP/1.1\r\nHost: sandbox\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")
            # The server asks for the body once the app waits for it.
            assert client.recv(64).startswith(b"HTTP/1.1 100 Continue")
            server.send_signal(signal.SIGTERM)
            assert server.communicate(timeout=10) == ("", "")
        assert server.returncode == 0


def test_a_line_feed_alone_ends_a_header() -> None:
    with process() as (_, line):
        host, _, port = line.strip().rpartition("/")[2].partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as client:
            client.sendall(b"GET /_sandbox/health HTTP/1.1\r\nHost: sandbox\r\nX-Signature: c2lnbmVk\n\r\n\r\n")
            assert client.recv(64).startswith(b"HTTP/1.1 200 OK")


def test_a_server_listens_at_an_address_of_ip_version_6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with process("--host", "::1") as (_, line):
        address = line.strip().partition("sandbox: ")[2]
        assert re.fullmatch(r"http://\[::1\]:\d+", address)
        assert get(f"{address}/_sandbox/health").status_code == 200


@pytest.mark.parametrize(
    ("options", "logged"),
    [
        ((), []),
        (
            ("--access-log",),
            ["GET /_sandbox/health HTTP/1.1 200", "GET /nowhere?ClientSecret=***&a=%7B%22token%22%3A%22***%22%7D HTTP/1.1 404"],
        ),
    ],
)
def test_a_line_is_logged_for_each_request_only_if_one_wants_it(options: tuple[str, ...], logged: list[str]) -> None:
    with process(*options) as (server, line):
        address = line.strip().partition("sandbox: ")[2]
        get(f"{address}/_sandbox/health")
        get(f"{address}/nowhere?ClientSecret=s3cr3t&a=%7B%22token%22:%22s3cr3t%22%7D")
        server.send_signal(signal.SIGTERM)
        lines = server.communicate(timeout=10)[1].splitlines()
    assert [re.sub(r'^INFO: 127\.0\.0\.1:\d+ - "(.*)" ', r"\1 ", line) for line in lines] == logged


def test_a_second_server_at_the_same_port_is_refused_in_one_line() -> None:
    with serving() as address:
        port = address.rpartition(":")[2]
        with process("--port", port) as (second, line):
            said = f"sandbox: cannot listen at 127.0.0.1:{port}: {os.strerror(errno.EADDRINUSE)}\n"
            assert (line, *second.communicate(timeout=10)) == ("", "", said)
            assert second.returncode == 1


def test_an_answer_does_not_tell_what_serves_it() -> None:
    with serving() as address:
        assert "server" not in get(f"{address}/_sandbox/health").headers
