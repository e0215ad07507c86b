"""`sandbox start`: runs the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from sandbox.cli.common import Failure, examples
from sandbox.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.installed import Installed

_DEFAULTS = Settings()


def _variants(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read `NAME=OPTION`, any number of times."""
    switched = {}
    for text in given:
        name, equals, option = text.partition("=")
        if not (name and equals and option):
            raise click.BadParameter(f"{text!r} is not NAME=OPTION")
        switched[name] = option
    return switched


def _hosts(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    """Read `HOST,HOST`."""
    return tuple(host.strip().lower() for host in given.split(",") if host.strip())


@click.command(
    epilog=examples(
        "sandbox start",
        "sandbox start --port 0 --fixture empty",
        "sandbox start --variant mxo.code-validation=validate-codes",
        "SANDBOX_PORT=5000 SANDBOX_PLAIN=1 sandbox start",
    ),
    context_settings={"auto_envvar_prefix": "SANDBOX", "show_default": True},
)
@click.option("--host", default="127.0.0.1", metavar="HOST", help="Address to listen at.")
@click.option("--port", default=4800, type=click.IntRange(0, 65535), metavar="PORT", help="Port to listen at; 0 takes a free one.")
@click.option("--fixture", default=_DEFAULTS.fixture, metavar="SCENARIO", help="What sessions start with: a shipped scenario, or a folder.")
@click.option("--seed", default=_DEFAULTS.seed, type=int, metavar="NUMBER", help="Seed of ids, tokens and made-up people.")
@click.option("--signing-key", type=click.File("rb"), metavar="FILE", help="PEM file of the RSA key that signs vendors' tokens.")
@click.option(
    "--outbound-hosts",
    default="",
    callback=_hosts,
    metavar="HOSTS",
    help="Hosts that vendors may call beside this machine: HOST,.DOMAIN",
)
@click.option("--plain", is_flag=True, help="Leave the X-Sandbox-* headers out of the vendors' answers.")
@click.option("--variant", multiple=True, callback=_variants, metavar="NAME=OPTION", help="Switch a variant; repeatable.")
@click.option("--max-body", default=_DEFAULTS.max_body, type=click.IntRange(1), metavar="BYTES", help="Largest request body.")
@click.option("--access-log/--no-access-log", default=False, help="Print a line for each request on standard error.")
def start(
    host: str,
    port: int,
    fixture: str,
    seed: int,
    signing_key: BinaryIO | None,
    outbound_hosts: tuple[str, ...],
    plain: bool,
    variant: dict[str, str],
    max_body: int,
    access_log: bool,
) -> None:
    """Start the server, and print its address once it answers. It runs until SIGINT (Ctrl+C) or SIGTERM.

    Each option can be given by the environment as well: SANDBOX_PORT for --port, and so on.
    """
    import gc

    # Importing makes much and drops little, so looking for garbage meanwhile is lost time.
    gc.disable()
    try:
        from sandbox.app import create_app
        from sandbox.cli.serve import listen, serve
        from sandbox.vendors import discover

        key = signing_key.read() if signing_key else None
        settings = Settings(
            fixture=fixture,
            seed=seed,
            variants=variant,
            signing_key=key,
            outbound_hosts=outbound_hosts,
            plain=plain,
            max_body=max_body,
        )
        vendors = discover()
        _refuse_bad(settings, vendors)
        listener = listen(host, port)
        app = create_app(settings, vendors)
    finally:
        gc.enable()
    gc.collect()
    secrets = tuple(sorted({name for vendor in vendors.values() for name in vendor.manifest.secrets}))
    serve(app, host, listener, access_log=access_log, secrets=secrets)


def _refuse_bad(settings: Settings, vendors: Mapping[str, Installed]) -> None:
    """Refuse fixtures and variants that no session could start with.

    A shipped fixture is known to be good, so its vendor need not be loaded.
    """
    from sandbox import fixtures
    from sandbox.session import SessionError, Sessions

    try:
        fixtures.folder(settings.fixture)
        for name, vendor in vendors.items():
            if not fixtures.is_checked(settings.fixture, name):
                fixtures.check(vendor.load().vendor, settings.fixture)
        if settings.variants:
            Sessions(settings, vendors).check_variants(settings.variants)
    except (fixtures.FixtureError, SessionError) as refused:
        raise Failure(str(refused)) from None
