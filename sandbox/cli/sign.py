"""`sandbox sign`: signs a request to OvationCXM."""

from __future__ import annotations

import click

from sandbox.cli.common import examples


@click.command(
    epilog=examples(
        "sandbox sign GET 'http://127.0.0.1:4800/ovationcxm/api/v3/issues/get?limit=10'",
        "sandbox sign GET http://127.0.0.1:4800/ovationcxm/api/v3/customers/get --token TOKEN --secret SECRET --obo SMT",
    )
)
@click.argument("method")
@click.argument("url")
@click.option("--token", metavar="TOKEN", help="Public key of the organisation.  [default: that of the default fixture]")
@click.option("--secret", metavar="SECRET", help="Its private key.")
@click.option("--obo", metavar="ORG", help="Id of the organisation on whose behalf a service provider calls.")
@click.option("--date", metavar="TIME", help="X-Boomtown-Date, as it shall be sent.  [default: now]")
@click.option("--json", "as_json", is_flag=True, help="Print the headers as JSON.")
def sign(method: str, url: str, token: str | None, secret: str | None, obo: str | None, date: str | None, as_json: bool) -> None:
    """Print the headers that sign a request to OvationCXM, and the curl command that sends it.

    A signature is good for ten seconds.
    """
    import json
    import re
    import shlex
    from datetime import UTC, datetime

    from sandbox.vendors.ovationcxm import signature
    from sandbox.vendors.ovationcxm.manifest import credentials

    if (token is None) != (secret is None):
        raise click.UsageError("give both --token and --secret, or neither")
    match = re.match(r"https?://[^/?#]+(/[^#]*)", url)
    if match is None:
        raise click.BadParameter("give a whole address: http://127.0.0.1:4800/ovationcxm/api/v3/...", param_hint="URL")
    usual = credentials(None)
    date = date or datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    headers = {
        "X-Boomtown-Token": token or usual["token"],
        "X-Boomtown-Date": date,
        "X-Boomtown-Signature": signature.sign(secret or usual["secret"], match[1], date),
    }
    if obo:
        headers["X-Boomtown-OBO"] = obo
    if as_json:
        click.echo(json.dumps(headers, indent=2))
        return
    lines = [f"{name}: {value}" for name, value in headers.items()]
    command = ["curl", "--path-as-is", "--globoff", "-X", method.upper(), *(part for line in lines for part in ("-H", line)), url]
    click.echo("\n".join([*lines, "", shlex.join(command)]))
