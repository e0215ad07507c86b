"""`sandbox reset`: a session of a running server goes back to its start."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.cli.common import failed, misused, run
from tests.servers import serving


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server."""
    with serving() as address:
        yield address


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    """A client of that server."""
    with httpx.Client(base_url=address, trust_env=False) as client:
        yield client


@pytest.fixture
def nobody() -> str:
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def change(http: httpx.Client, session: str) -> None:
    """Change the state of a session."""
    assert http.put(f"/~{session}/_sandbox/state/mxo", json={}).status_code == 204
    assert spaces(http, session) == 0


def spaces(http: httpx.Client, session: str) -> int:
    """Return how many spaces a session has: none after the change, some as its fixture says."""
    return len(http.get(f"/~{session}/_sandbox/state/mxo").json()["spaces"])


def test_the_default_session_is_reset_and_no_other(address: str, http: httpx.Client) -> None:
    change(http, "default")
    change(http, "demo")
    said = run("reset", "--url", address)
    assert (said.exit_code, said.output) == (0, "session default is reset\n")
    assert (spaces(http, "default") > 0, spaces(http, "demo")) == (True, 0)


def test_a_session_is_reset_by_name(address: str, http: httpx.Client) -> None:
    change(http, "default")
    change(http, "demo")
    said = run("reset", "--url", f"{address}/", "--session", "demo")
    assert (said.exit_code, said.output) == (0, "session demo is reset\n")
    assert (spaces(http, "default"), spaces(http, "demo") > 0) == (0, True)


def test_server_and_session_come_from_the_environment_too(address: str, http: httpx.Client) -> None:
    change(http, "demo")
    said = run("reset", SANDBOX_URL=address, SANDBOX_SESSION="demo")
    assert (said.exit_code, said.output) == (0, "session demo is reset\n")
    assert spaces(http, "demo") > 0


def test_a_proxy_of_the_environment_is_not_asked(address: str, nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", nobody)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert run("reset", "--url", address).exit_code == 0


def test_a_refusal_of_the_server_is_told_in_one_line(address: str) -> None:
    said = failed(run("reset", "--url", address, "--session", "a b"))
    assert said == f"sandbox: {address} refused: 400 'a b' is no session name: 1 to 64 of A-Z a-z 0-9 . _ -\n"


def test_no_server_is_told_in_one_line(nobody: str) -> None:
    said = failed(run("reset", "--url", nobody))
    assert said.startswith(f"sandbox: no server answers at {nobody}: ")
    assert said.endswith("Connection refused\n")
    assert said.count("\n") == 1


def test_without_an_address_it_is_that_of_a_server_with_defaults() -> None:
    shown = " ".join(run("reset", "--help").stdout.split())
    assert "[env var: SANDBOX_URL; default: http://127.0.0.1:4800]" in shown
    assert "[env var: SANDBOX_SESSION; default: default]" in shown


@pytest.mark.parametrize("url", ["127.0.0.1:4800", "ftp://127.0.0.1", "", "/"])
def test_an_address_without_http_is_wrong_usage(url: str) -> None:
    assert misused(run("reset", "--url", url)) == "Error: Invalid value for --url: it must begin with http:// or https://"


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:x", "http://127.0.0.1:1/a b"])
def test_an_address_that_cannot_be_is_told_in_one_line(url: str) -> None:
    said = failed(run("reset", "--url", url))
    assert said.startswith(f"sandbox: no server answers at {url}: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("greeting", [b"SSH-2.0-OpenSSH_9.2\r\n", b""])
def test_a_server_that_speaks_no_http_is_told_in_one_line(greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(greeting)

        greeted = pool.submit(greet)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        said = failed(run("reset", "--url", url))
        greeted.result(10)
    assert said.startswith(f"sandbox: no server answers at {url}: ")
    assert said.count("\n") == 1
