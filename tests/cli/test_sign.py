"""`sandbox sign`: the headers of a signed request, and the command that sends it."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.common import misused, run
from tests.servers import serving

SUMMIT, SUMMITS_SECRET = "A1B2C3D4E5F60718293A", "summit-sandbox-secret"
AUTOMATION = ("--token", "C3D4E5F60718293A4B5C", "--secret", "boomtown-sandbox-secret")
NORTHWIND = ("--token", "B2C3D4E5F60718293A4B", "--secret", "northwind-sandbox-secret")
HOST = "http://127.0.0.1:4800"

VECTORS = [
    ("/api/v3/issues/get", "2022-02-10T05:03:27+00:00", "EzTrYGnvjEtkbEG72z5C3V6OIaKR6OY/BYxS4lkcYFE="),
    ("/api/v3/issues/get?limit=10&start=0", "2022-02-10T05:03:27+00:00", "3AZRjrslB1SogX/x26BtNzp+Y5CjFFuk0/boT5MwNok="),
    (
        "/api/v3//issues/resolve/0059b314-44e7-4f1f-a3dc-8046ac5388d4?_=1644469407000",
        "2022-02-10T05:03:27.000Z",
        "vyvEIPozHa/p/ABL7iOi2L7gJfQfWcLm74ugGsxn9jY=",
    ),
    ("/api/v3/orgs/team/map_user/UZT-LWW?user_id=AB23CD", "2022-02-10T05:03:27+00:00", "5eVZPZLtoMC3hKqB5aYjMcxz0HhTJ0YZ5KuPKpVeGF8="),
    (
        "/api/v3/customers/lookupByEmail?customerUserEmail=a%20b%40c.com&_=1644469407000",
        "2022-02-10T05:03:27.000Z",
        "oCed9ZwP2L/lGBTcBM2i8Re4cMmOicWECbpssx/DA/8=",
    ),
    ("/api/v3/customers/get/C8J8AE", "2018-09-11T15:46:43-04:00", "Saqn/WM01XcYtSuouU4oja2QNLGX5UKI1nskty6oN7A="),
    ("/api/v3/issues/get", "2022-02-10T05:03:27+0000", "MpeeGo9JpoRw51uXRNFmW9ijB1UuabcwS4JgKKr41T4="),
    ("/api/v3/issues/get", "2016-03-24T10:11:12.345678", "FZshp4vmNQUJSHkJeykIAsVm11p00WFtrbo7oJfsMZc="),
    ("/api/v3/customers/user_check/a+b@c.com?_=1644469407000", "2022-02-10T05:03:27.000Z", "QIpt5QHt06c1isDWbb0c5NJwSWd7Ov4SZWahdjEph3Y="),
]
"""Request target, date, and the signature with the secret of AutomationOrg."""


@pytest.mark.parametrize(("target", "date", "signature"), VECTORS)
def test_the_headers_have_the_documented_signatures(target: str, date: str, signature: str) -> None:
    said = run("sign", "GET", HOST + target, *AUTOMATION, "--date", date)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.splitlines()[:4] == [
        "X-Boomtown-Token: C3D4E5F60718293A4B5C",
        f"X-Boomtown-Date: {date}",
        f"X-Boomtown-Signature: {signature}",
        "",
    ]


def test_the_last_line_is_the_command_that_sends_the_request() -> None:
    url = f"{HOST}/api/v3//issues/get?_=1&x[]={{a}}"
    date = "2022-02-10T05:03:27Z"
    *headers, blank, command = run("sign", "post", url, *NORTHWIND, "--obo", "SMT", "--date", date).stdout.splitlines()
    assert (len(headers), headers[3], blank) == (4, "X-Boomtown-OBO: SMT", "")
    with_headers = [part for header in headers for part in ("-H", header)]
    assert shlex.split(command) == ["curl", "--path-as-is", "--globoff", "-X", "POST", *with_headers, url]


def test_as_json_only_the_headers_are_printed() -> None:
    said = run("sign", "GET", HOST + VECTORS[0][0], *AUTOMATION, "--date", VECTORS[0][1], "--obo", "SMT", "--json")
    assert json.loads(said.stdout) == {
        "X-Boomtown-Token": "C3D4E5F60718293A4B5C",
        "X-Boomtown-Date": "2022-02-10T05:03:27+00:00",
        "X-Boomtown-Signature": "EzTrYGnvjEtkbEG72z5C3V6OIaKR6OY/BYxS4lkcYFE=",
        "X-Boomtown-OBO": "SMT",
    }


def test_without_a_date_it_is_now_and_without_a_key_that_of_the_default_fixture() -> None:
    from sandbox.vendors.ovationcxm.signature import sign

    headers = json.loads(run("sign", "GET", f"{HOST}/ovationcxm/api/v3/issues/get?limit=10", "--json").stdout)
    date = headers["X-Boomtown-Date"]
    assert abs(datetime.now(UTC) - datetime.fromisoformat(date)) < timedelta(seconds=60)
    assert (len(date), date[-1]) == (len("2022-02-10T05:03:27.000Z"), "Z")
    assert list(headers) == ["X-Boomtown-Token", "X-Boomtown-Date", "X-Boomtown-Signature"]
    assert headers["X-Boomtown-Token"] == SUMMIT
    assert headers["X-Boomtown-Signature"] == sign(SUMMITS_SECRET, "/ovationcxm/api/v3/issues/get?limit=10", date)


@pytest.mark.parametrize(
    "url", [f"{HOST}/api/v3/issues/get", f"{HOST}/api/v3/issues/get#part?x=1", "https://me@api.example:8443/api/v3/issues/get"]
)
def test_path_and_query_are_signed_and_nothing_else(url: str) -> None:
    said = run("sign", "GET", url, *AUTOMATION, "--date", "2022-02-10T05:03:27+00:00", "--json")
    assert json.loads(said.stdout)["X-Boomtown-Signature"] == VECTORS[0][2]


# --- Against a server -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server."""
    with serving() as address:
        yield address


def send(*arguments: str) -> object:
    """Run the command that is printed, and return the answer."""
    command = shlex.split(run("sign", *arguments).stdout.splitlines()[-1])
    assert command[0] == "curl"
    sent = subprocess.run([*command, "--silent", "--noproxy", "*", "--max-time", "20"], capture_output=True, check=True)
    return json.loads(sent.stdout)


@pytest.mark.parametrize(
    ("target", "total"),
    [
        ("/ovationcxm/api/v3/customers/get", 7),
        ("/ovationcxm/api/v3//customers/get?limit=1&_=1644469407000&x[]={a,b}", 7),
        ("/~signed/ovationcxm/api/v3/customers/get", 7),
        ("/ovationcxm/api/v3/./customers/get", None),
    ],
)
def test_the_command_sends_a_request_that_is_authentic(address: str, target: str, total: int | None) -> None:
    answer = send("GET", address + target)
    assert isinstance(answer, dict)
    assert answer.get("totalCount") == total
    assert answer.get("message") == (None if total else "Object Not Found"), "the signature is good, the path is none"


def test_the_command_calls_on_behalf_of_an_organisation(address: str) -> None:
    answer = send("POST", f"{address}/ovationcxm/api/v3/customers/user/sso/HCR2KX-DW7?endpoint=a%20b", *NORTHWIND, "--obo", "SMT")
    assert isinstance(answer, dict)
    assert "/a b/sso?authtoken=" in answer["url"]


# --- Wrong usage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--token", "--secret"])
def test_a_token_and_its_secret_come_together(option: str) -> None:
    said = misused(run("sign", "GET", f"{HOST}/api/v3/issues/get", option, "x"))
    assert said == "Error: give both --token and --secret, or neither"


@pytest.mark.parametrize("url", ["/api/v3/issues/get", "127.0.0.1:4800/api", HOST, f"{HOST}?x=/", "ftp://host/path", ""])
def test_the_address_must_be_whole(url: str) -> None:
    said = misused(run("sign", "GET", url))
    assert said == "Error: Invalid value for URL: give a whole address: http://127.0.0.1:4800/ovationcxm/api/v3/..."


@pytest.mark.parametrize(("arguments", "missing"), [((), "METHOD"), (("GET",), "URL")])
def test_method_and_address_must_be_given(arguments: tuple[str, ...], missing: str) -> None:
    assert misused(run("sign", *arguments)) == f"Error: Missing argument '{missing}'."
