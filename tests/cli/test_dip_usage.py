"""What `sandbox dip` takes on its command line, and what it says of the rest."""

from __future__ import annotations

import pytest

from tests.cli.common import misused, run

ARGUMENTS = ("--token", "dev-service-token-0001", "--param", "account-num=76541643")


ADDRESS = "an absolute http or https URL without user info or fragment is needed, or a path that begins with /"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ftp://x",), f"Error: Invalid value for 'URL': {ADDRESS}"),
        (("127.0.0.1:9000/lookup",), f"Error: Invalid value for 'URL': {ADDRESS}"),
        (("http://[",), f"Error: Invalid value for 'URL': {ADDRESS}"),
        (("http://a/", "--timeout", "nan"), "Error: An argument cannot be written as JSON: NaN, or text that is not UTF-8."),
        (("http://a/", "--param", "a=\udcff"), "Error: An argument cannot be written as JSON: NaN, or text that is not UTF-8."),
        (
            ("http://a/", *(f"--param=key-{number}=" for number in range(64))),
            "Error: Invalid value for '--param': at most 64 keys can be sent",
        ),
        (("http://a/", "--param", "x"), "Error: Invalid value for '--param': 'x' is not NAME=VALUE"),
        (("http://a/", "--param", "=x"), "Error: Invalid value for '--param': '=x' is not NAME=VALUE"),
        (("http://a/", "--param", "account-num=1"), "Error: Invalid value for '--param': 'account-num' is given twice"),
        (("http://a/", "--timeout", "31"), "Error: Invalid value for '--timeout': 31.0 is not in the range 1<=x<=30."),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], message: str) -> None:
    assert misused(run("dip", *arguments, *ARGUMENTS)) == message


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("Bearer x", "enter the token without the word Bearer"),
        ("", "1 to 4096 visible ASCII characters are needed"),
        ("a b", "1 to 4096 visible ASCII characters are needed"),
        ("t" * 4097, "1 to 4096 visible ASCII characters are needed"),
    ],
)
def test_a_token_that_no_profile_takes_is_wrong_usage(token: str, message: str) -> None:
    result = run("dip", "http://127.0.0.1/", "--token", token, "--param", "a=1")
    assert misused(result) == f"Error: Invalid value for '--token': {message}"


@pytest.mark.parametrize("arguments", [(), ("--token", "x"), ("--param", "a=1")])
def test_token_and_a_parameter_are_required(arguments: tuple[str, ...]) -> None:
    assert "Missing option" in misused(run("dip", "http://127.0.0.1/", *arguments))


def test_the_token_may_stand_in_the_environment() -> None:
    result = run("dip", "/data-dip", "--param", "account-num=76541643", SANDBOX_DIP_TOKEN="summit-dip-service-token")
    assert result.exit_code == 0
