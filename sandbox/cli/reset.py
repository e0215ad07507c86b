"""`sandbox reset`: takes a session of a running server back to its start."""

from __future__ import annotations

import click

from sandbox.cli.common import Failure, examples

_SECONDS = 10.0


@click.command(
    epilog=examples("sandbox reset", "sandbox reset --url http://127.0.0.1:5000 --session demo"),
    context_settings={"auto_envvar_prefix": "SANDBOX", "show_default": True},
)
@click.option("--url", default="http://127.0.0.1:4800", metavar="URL", show_envvar=True, help="Address of the server.")
@click.option("--session", default="default", metavar="NAME", show_envvar=True, help="The session.")
def reset(url: str, session: str) -> None:
    """Take a session of a running server back to its start."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import ProxyHandler, Request, build_opener

    if not url.startswith(("http://", "https://")):
        raise click.BadParameter("it must begin with http:// or https://", param_hint="--url")
    # The server is on this machine or near it: a proxy that the environment names could not reach it.
    opener = build_opener(ProxyHandler({}))
    try:
        request = Request(f"{url.rstrip('/')}/_sandbox/reset", data=b"", headers={"X-Sandbox-Session": session}, method="POST")
        opener.open(request, timeout=_SECONDS).close()
    except HTTPError as refused:
        raise Failure(f"{url} refused: {refused.code} {refused.read().decode(errors='replace').strip()}") from None
    except (OSError, ValueError, HTTPException) as unreachable:
        raise Failure(f"no server answers at {url}: {str(getattr(unreachable, 'reason', unreachable)).strip()}") from None
    click.echo(f"session {session} is reset")
