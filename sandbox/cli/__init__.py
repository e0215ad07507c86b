"""The command `sandbox`: one file for each noun. What a command needs is imported when it runs, so that help and start are quick."""

from __future__ import annotations

import click

from sandbox import __version__
from sandbox.cli.common import examples
from sandbox.cli.dip import dip
from sandbox.cli.fidelity import fidelity
from sandbox.cli.fixtures import fixtures
from sandbox.cli.openapi import openapi
from sandbox.cli.reset import reset
from sandbox.cli.rules import rules
from sandbox.cli.sign import sign
from sandbox.cli.start import start


@click.group("sandbox", epilog=examples("sandbox start", "sandbox start --help"))
@click.version_option(__version__, message="sandbox %(version)s")
def main() -> None:
    """Play vendors' HTTP APIs on this machine."""


for _command in (start, reset, sign, dip, rules, openapi, fidelity, fixtures):
    main.add_command(_command)
