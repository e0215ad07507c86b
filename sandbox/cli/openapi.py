"""`sandbox openapi`: the OpenAPI documents in `openapi/`."""

from __future__ import annotations

import click

from sandbox.cli.common import examples, refuse_stale, report, vendors


@click.command(epilog=examples("sandbox openapi", "sandbox openapi --check"))
@click.option("--check", is_flag=True, help="Write nothing; fail if a file differs from what would be written.")
def openapi(check: bool) -> None:
    """Write the OpenAPI document of each vendor."""
    from sandbox import openapi
    from sandbox.settings import data_folder

    folder = data_folder("openapi")
    if check:
        refuse_stale(folder, openapi.stale(folder, vendors()), "sandbox openapi")
    else:
        report(folder, openapi.write(folder, vendors()))
