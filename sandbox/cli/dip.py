"""`sandbox dip`: plays Xima, which asks your web service in a data dip, and grades its reply."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from sandbox.cli.common import examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Json = dict[str, Any]


def _pairs(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read `NAME=VALUE`, any number of times; a value may be empty."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise click.BadParameter(f"{text!r} is not NAME=VALUE")
        if name in pairs:
            raise click.BadParameter(f"{name!r} is given twice")
        pairs[name] = value
    return pairs


@click.command(
    epilog=examples(
        "sandbox dip http://127.0.0.1:9000/lookup --token T --param account-num=76541643",
        "sandbox dip https://dip.example.com/xima --token T --param phone-num=8015550142 --probe",
        "sandbox dip /data-dip --token summit-dip-service-token --param account-num=76541643 --json",
    ),
    context_settings={"show_default": True},
)
@click.argument("url", metavar="URL")
@click.option("--token", required=True, envvar="SANDBOX_DIP_TOKEN", show_envvar=True, help="The bearer token of your web service.")
@click.option(
    "--param",
    multiple=True,
    required=True,
    callback=_pairs,
    metavar="NAME=VALUE",
    help="A key and its value, as the caller entered it; repeatable.",
)
@click.option("--probe", is_flag=True, help="Send all probes: no token, a wrong one, single keys, empty values, and so on.")
@click.option("--lenient", is_flag=True, help="Take numbers and booleans as values, with a warning.")
@click.option("--timeout", default=5.0, type=click.FloatRange(1, 30), metavar="SECONDS", help="Time for the whole answer.")
@click.option("--slow", default=2.0, type=click.FloatRange(0.1, 30), metavar="SECONDS", help="Time after which an answer is slow.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def dip(
    context: click.Context,
    url: str,
    token: str,
    param: dict[str, str],
    probe: bool,
    lenient: bool,
    timeout: float,
    slow: float,
    as_json: bool,
) -> None:
    """Play Xima: ask the web service at URL as a data dip does, and show what agents and reports would see.

    A URL that is only a path is answered by the sandbox's own reference web service. No server is started. The exit code is 1 if the
    web service violates the format, cannot be used, or fails a probe.
    """
    profile = {
        "profileName": "sandbox dip",
        "apiUrl": url,
        "apiToken": token,
        "requestParameters": [{"key": name, "source": {"type": "session-parameter", "name": name}} for name in param],
        "timeoutSeconds": timeout,
        "slowWarningSeconds": slow,
    }
    run = {"profile": profile, "call": {"sessionParameters": param}, "mode": "lenient" if lenient else "strict"}
    found = _asked(context, "/_sandbox/xima/dips/probe" if probe else "/_sandbox/xima/dips", run, url)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_report(found) if probe else _result(found)))
    context.exit(1 if found["verdict"] == "fail" else 0)


def _asked(context: click.Context, path: str, body: Json, url: str) -> Json:
    """Let the console of the sandbox do it, in this process. A URL that somebody gives may be called."""
    from urllib.parse import urlsplit

    from sandbox.app import create_app
    from sandbox.cli.inprocess import post
    from sandbox.settings import Settings
    from sandbox.vendors import discover

    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    app = create_app(Settings(outbound_hosts=(host,) if host else ()), discover())
    found: Json
    status, found = post(app, path, body)
    if status == 400:
        field = found["detail"]["field"]
        if not field:
            raise click.UsageError("An argument cannot be written as JSON: NaN, or text that is not UTF-8.")
        hint, text = _WRONG[field]
        raise click.BadParameter(text, context, param_hint=f"'{hint}'")
    assert status < 300, found
    return found


_WRONG = {
    "profile.apiUrl": ("URL", "an absolute http or https URL without user info or fragment is needed, or a path that begins with /"),
    "profile.apiToken": ("--token", "1 to 4096 visible ASCII characters are needed"),
    "apiToken": ("--token", "enter the token without the word Bearer"),
    "profile.requestParameters": ("--param", "at most 64 keys can be sent"),
}
"""By the field that the console refuses: what was given on the command line, and what is wrong with it."""


# --- Text -----------------------------------------------------------------------------------------------------------


def _result(found: Json) -> Iterable[str]:
    request, response, views = found["request"], found["response"], found["views"]
    yield "REQUEST"
    yield f"  {request['method']} {request['url']}"
    yield from (f"  {name}: {value}" for name, value in request["headers"].items())
    yield f"\n  {_printable(request['body'])}\n"
    yield "REPLY"
    if response is None:
        yield "  none"
    else:
        yield f"  {response['status']} after {response['elapsedMs']} ms"
        yield from (f"  {name}: {_printable(value)}" for name, value in response["headers"].items())
        yield ""
        yield from (f"  {_printable(line)}" for line in response["body"].replace("\r\n", "\n").split("\n"))
    yield from _table("FINDINGS", ("LEVEL", "RULE", "PATH", "MESSAGE"), map(_finding, found["findings"]))
    yield from _table("SESSION PARAMETERS", ("NAME", "VALUE"), views["sessionParameters"].items())
    yield from _table("AGENT PANEL", ("NAME", "VALUE"), ((one["name"], one["value"]) for one in views["agentPanel"]))
    yield from _table("CRADLE TO GRAVE, REPORTS", ("NAME", "VALUE"), views["cradleToGrave"]["parameters"].items())
    yield from _table("HIDDEN", ("NAME", "VALUE"), views["hidden"].items())
    yield f"\n{found['verdict']}: {found['outcome']}" + (f" ({found['reason']})" if found["reason"] else "")


def _report(found: Json) -> Iterable[str]:
    probes = found["probes"]
    rows = ((one["probe"], one["verdict"], str(one["status"] or "none"), one["outcome"]) for one in probes)
    yield from list(_table("PROBES", ("PROBE", "VERDICT", "STATUS", "OUTCOME"), rows))[1:]
    findings = ((one["probe"], *_finding(finding)) for one in probes for finding in one["findings"])
    yield from _table("FINDINGS", ("PROBE", "LEVEL", "RULE", "PATH", "MESSAGE"), findings)
    yield f"\n{found['verdict']}"


def _finding(finding: Json) -> tuple[str, ...]:
    return finding["level"], finding["rule"], finding["path"], finding["message"]


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    cells = [[_printable(cell) for cell in row] for row in rows]
    yield ""
    yield title
    if not cells:
        yield "  none"
        return
    widths = [min(max(map(len, column)), _WIDEST) for column in zip(heads, *cells, strict=True)]
    for row in (heads, *cells):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


_WIDEST = 60
"""Characters of a column; what is longer pushes the rest of its own row to the right."""


def _printable(text: str) -> str:
    """Show a text of somebody else so that it cannot steer the terminal."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
