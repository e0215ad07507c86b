"""`sandbox start`: what it takes, and what it refuses to start with. The server itself: `test_serve.py`."""

from __future__ import annotations

import errno
import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import Result
from starlette.applications import Starlette

from sandbox.fixtures import scenarios
from sandbox.installed import Installed
from sandbox.testing import InProcess
from sandbox.vendor import Vendor
from tests.cli.common import failed, misused, run, vendor


class Started:
    """Runs `sandbox start` without the server, and keeps what would be served."""

    def __init__(self) -> None:
        self.result: Result | None = None
        self.app: Starlette | None = None
        self.host = ""
        self.port = 0
        self.access_log = False

    def __call__(self, *options: str, **environment: str) -> Started:
        """Start; on a free port, unless it is said otherwise."""
        self.result = run("start", *options, **{"SANDBOX_PORT": "0", **environment})
        assert (self.result.exit_code, self.result.output) == (0, ""), self.result.output
        return self

    def keep(self, app: Starlette, host: str, listener: socket.socket, *, access_log: bool, secrets: tuple[str, ...]) -> None:
        """Stand in for the server."""
        self.app, self.host, self.port, self.access_log = app, host, listener.getsockname()[1], access_log
        listener.close()

    def client(self) -> httpx.Client:
        """Return a client of what would be served."""
        assert self.app is not None
        return httpx.Client(transport=InProcess(self.app), base_url="http://sandbox")

    def ask(self, method: str, path: str, **members: Any) -> httpx.Response:
        """Send one request to what would be served."""
        with self.client() as client:
            return client.request(method, path, **members)

    def session(self) -> dict[str, Any]:
        """Describe the default session."""
        found: dict[str, Any] = self.ask("GET", "/_sandbox/sessions/default").json()
        return found

    def token(self) -> str:
        """Ask MXO for a token, at a time that does not pass."""
        with self.client() as client:
            client.put("/_sandbox/clock", json={"now": "2026-03-10T16:01:00Z", "mode": "frozen"})
            sent = {"data": {"grant_type": "client_credentials"}, "auth": CLIENT}
            token: str = client.post("/mxo/one/oauth2token", **sent).json()["access_token"]  # type: ignore[arg-type]
        return token


CLIENT = ("c0ffee00-0000-4000-8000-000000000001", "5ec0de00-0000-4000-8000-000000000001")


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Starts the server but for serving."""
    started = Started()
    monkeypatch.setattr("sandbox.cli.serve.serve", started.keep)
    yield started
    gc.unfreeze()


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


# --- Settings -------------------------------------------------------------------------------------------------------


def test_a_server_starts_with_the_defaults(start: Started) -> None:
    start()
    assert (start.host, start.access_log) == ("127.0.0.1", False)
    session = start.session()
    assert (session["fixture"], session["seed"], session["variants"]) == ("default", 0, {})
    refused = start.ask("GET", "/mxo/one/oauth2token")
    assert {"x-sandbox-session", "x-sandbox-rule"} <= refused.headers.keys()
    assert gc.isenabled()


def test_the_port_is_4800_unless_it_is_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr("sandbox.cli.serve.listen", lambda host, port: asked.append((host, port)))
    monkeypatch.setattr("sandbox.cli.serve.serve", lambda *_served, access_log, secrets: None)
    for options, environment in [((), {}), ((), {"SANDBOX_PORT": "5000"}), (("--port", "5001"), {"SANDBOX_PORT": "5000"})]:
        assert run("start", *options, **environment).exit_code == 0
    gc.unfreeze()
    assert asked == [("127.0.0.1", 4800), ("127.0.0.1", 5000), ("127.0.0.1", 5001)]


def test_settings_come_from_flags(start: Started) -> None:
    start("--fixture", "empty", "--seed", "-7", "--variant", "mxo.unknown-tid=mint-new", "--host", "localhost", "--access-log")
    session = start.session()
    assert (session["fixture"], session["seed"], session["variants"]) == ("empty", -7, {"mxo.unknown-tid": "mint-new"})
    assert (start.host, start.access_log) == ("localhost", True)


def test_settings_come_from_the_environment(start: Started) -> None:
    start(
        SANDBOX_FIXTURE="empty", SANDBOX_SEED="7", SANDBOX_HOST="localhost", SANDBOX_PLAIN="1", SANDBOX_MAX_BODY="3", SANDBOX_ACCESS_LOG="1"
    )
    session = start.session()
    assert (session["fixture"], session["seed"]) == ("empty", 7)
    assert (start.host, start.access_log) == ("localhost", True)
    answer = start.ask("POST", "/mxo/one/oauth2token", content=b"1234")
    assert answer.status_code == 413
    assert "x-sandbox-session" not in answer.headers


def test_a_flag_overrules_the_environment(start: Started) -> None:
    assert start("--seed", "8", "--fixture", "default", SANDBOX_SEED="7", SANDBOX_FIXTURE="empty").session()["seed"] == 8
    assert start.session()["fixture"] == "default"


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (("--variant", "mxo.unknown-tid=mint-new", "--variant", "mxo.code-validation=validate-codes"), {}),
        ((), {"SANDBOX_VARIANT": "mxo.unknown-tid=mint-new mxo.code-validation=validate-codes"}),
    ],
)
def test_variants_are_switched_as_many_as_one_likes(start: Started, options: tuple[str, ...], environment: dict[str, str]) -> None:
    variants = start(*options, **environment).ask("GET", "/_sandbox/variants").json()
    switched = {one["id"]: one["value"] for one in variants if one["value"] != one["default"]}
    assert switched == {"mxo.unknown-tid": "mint-new", "mxo.code-validation": "validate-codes"}


def test_plain_answers_have_no_headers_of_the_sandbox(start: Started) -> None:
    answer = start("--plain").ask("GET", "/mxo/one/oauth2token")
    assert answer.status_code == 405
    assert [name for name in answer.headers if name.startswith("x-sandbox")] == []


@pytest.mark.parametrize(("length", "read"), [(10, True), (11, False)])
def test_a_body_has_at_most_as_many_bytes_as_the_server_is_told(start: Started, length: int, read: bool) -> None:
    answer = start("--max-body", "10").ask("POST", "/mxo/one/oauth2token", content=b"x" * length)
    assert (answer.status_code != 413) == read
    assert (answer.headers.get("X-Sandbox-Error") is None) == read


def test_the_seed_makes_the_tokens(start: Started) -> None:
    first = start("--seed", "1").token()
    assert start("--seed", "1").token() == first
    assert start("--seed", "2").token() != first


# --- What it refuses ------------------------------------------------------------------------------------------------


def test_a_port_in_use_is_refused_in_one_line(busy_port: int) -> None:
    said = failed(run("start", "--port", str(busy_port)))
    assert said == f"sandbox: cannot listen at 127.0.0.1:{busy_port}: {os.strerror(errno.EADDRINUSE)}\n"
    assert gc.isenabled()


def test_an_address_of_another_machine_is_refused_in_one_line() -> None:
    said = failed(run("start", "--host", "192.0.2.1", "--port", "0"))
    assert said == f"sandbox: cannot listen at 192.0.2.1:0: {os.strerror(errno.EADDRNOTAVAIL)}\n"


def test_an_unknown_fixture_is_refused_in_one_line(start: Started) -> None:
    said = failed(run("start", "--fixture", "nowhere", "--port", "0"))
    assert said == f"sandbox: no fixture 'nowhere': give one of {', '.join(scenarios())}, or the path of a folder\n"
    assert start.app is None


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"spaces": {"ONE": {"workspaceId": 7}}}', "spaces.ONE.workspaceId: Input should be a valid string"),
        ('{"spaces": [], "agenda": {}}', "agenda: Input should be a valid array"),
        ('{"spaces": {}, "rooms": 1}', "rooms: Extra inputs are not permitted"),
        ("", "Invalid JSON: EOF while parsing a value at line 1 column 0"),
    ],
)
def test_a_broken_fixture_is_refused_in_one_line_with_file_field_and_reason(tmp_path: Path, start: Started, text: str, field: str) -> None:
    file = tmp_path / "mxo.json"
    file.write_text(text)
    said = failed(run("start", "--fixture", str(tmp_path), "--port", "0"))
    assert said == f"sandbox: {file}: {field}\n"
    assert start.app is None


def test_a_fixture_folder_of_ones_own_is_what_sessions_start_with(tmp_path: Path, start: Started) -> None:
    start("--fixture", str(tmp_path))
    assert start.ask("GET", "/_sandbox/state/mxo").json()["spaces"] == {}


@pytest.mark.parametrize(
    ("variant", "reason"),
    [
        ("mxo.unknown=x", "mxo.unknown: Extra inputs are not permitted"),
        ("mxo.unknown-tid=x", "mxo.unknown-tid: Input should be 'adopt', 'mint-new' or 'reject-400'"),
        ("bakery.unknown-tid=adopt", "no vendor has the variant 'bakery.unknown-tid'"),
        ("unknown-tid=adopt", "no vendor has the variant 'unknown-tid'"),
    ],
)
def test_an_unknown_variant_or_option_is_refused_in_one_line(start: Started, variant: str, reason: str) -> None:
    assert failed(run("start", "--variant", variant, "--port", "0")) == f"sandbox: {reason}\n"
    assert failed(run("start", "--port", "0", SANDBOX_VARIANT=variant)) == f"sandbox: {reason}\n"
    assert start.app is None


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("variant", "mxo.unknown-tid", "'mxo.unknown-tid' is not NAME=OPTION"),
        ("variant", "mxo.unknown-tid=", "'mxo.unknown-tid=' is not NAME=OPTION"),
        ("variant", "=adopt", "'=adopt' is not NAME=OPTION"),
        ("port", "65536", "65536 is not in the range 0<=x<=65535."),
        ("port", "-1", "-1 is not in the range 0<=x<=65535."),
        ("port", "http", "'http' is not a valid integer range."),
        ("seed", "x", "'x' is not a valid integer."),
        ("max-body", "0", "0 is not in the range x>=1."),
        ("plain", "perhaps", None),
    ],
)
def test_a_setting_that_cannot_be_read_is_wrong_usage(start: Started, option: str, value: str, reason: str | None) -> None:
    name = f"SANDBOX_{option.replace('-', '_').upper()}"
    if reason is not None:
        assert misused(run("start", f"--{option}", value)).endswith(f"Invalid value for '--{option}': {reason}")
    assert f"'--{option}'" in misused(run("start", **{name: value}))
    assert start.app is None


def test_a_vendor_is_loaded_at_start_only_if_its_fixture_is_not_known_to_be_good(
    tmp_path: Path, start: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def held_back(name: str) -> Installed:
        one = vendor(name)

        def find() -> Vendor[Any, Any]:
            loaded.append(name)
            return one

        return Installed(one.manifest, find)

    monkeypatch.setattr("sandbox.vendors.discover", lambda: {name: held_back(name) for name in ("cafe", "mxo")})
    start("--fixture", "default")
    assert loaded == []
    (tmp_path / "cafe.json").write_text("{}")
    start("--fixture", str(tmp_path))
    assert loaded == ["cafe"]


@pytest.mark.parametrize(
    ("options", "environment", "hosts"),
    [
        ((), {}, ()),
        (("--outbound-hosts", "A.Example, .b.example,,"), {}, ("a.example", ".b.example")),
        ((), {"SANDBOX_OUTBOUND_HOSTS": "*"}, ("*",)),
    ],
)
def test_the_owner_names_the_hosts_that_vendors_may_call(
    start: Started, options: tuple[str, ...], environment: dict[str, str], hosts: tuple[str, ...]
) -> None:
    app = start(*options, **environment).app
    assert app is not None
    assert app.state.sessions.get("default").post._hosts == hosts
