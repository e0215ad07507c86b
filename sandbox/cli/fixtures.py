"""`sandbox fixtures`: what sessions start with."""

from __future__ import annotations

import click

from sandbox.cli.common import Failure, examples, vendors


@click.group(epilog=examples("sandbox fixtures check"))
def fixtures() -> None:
    """Look after the fixtures: what sessions start with."""


@fixtures.command(
    short_help="Validate scenarios for every vendor.",
    epilog=examples("sandbox fixtures check", "sandbox fixtures check ./my-scenario", "sandbox fixtures check --record"),
)
@click.option("--record", is_flag=True, help="Then write down that the shipped fixtures are good, so that `start` need not check them.")
@click.argument("scenarios", metavar="[SCENARIO]...", nargs=-1)
def check(record: bool, scenarios: tuple[str, ...]) -> None:
    """Validate scenarios for every vendor: SCENARIO is a shipped one's name or a folder's path; without any, all that are shipped.

    Prints the file, the field and the reason of each bad one.
    """
    from sandbox import fixtures

    if record and scenarios:
        raise click.UsageError("--record takes no SCENARIO: all that are shipped must be good")
    shipped = fixtures.scenarios()
    loaded = list(vendors())
    wrong: list[str] = []
    unrecorded: list[str] = []
    for scenario in scenarios or shipped:
        for vendor in loaded:
            name = vendor.manifest.name
            try:
                fixtures.check(vendor, scenario)
            except fixtures.FixtureError as refused:
                wrong.append(str(refused))
            else:
                if scenario in shipped and not fixtures.is_checked(scenario, name):
                    unrecorded.append(fixtures.shipped_name(fixtures.file(scenario, name)))
    if wrong:
        raise Failure("\nsandbox: ".join(dict.fromkeys(wrong)))
    if record:
        fixtures.record([vendor.manifest.name for vendor in loaded])
    elif unrecorded:
        raise Failure(
            f"changed since it was recorded as good: {', '.join(dict.fromkeys(unrecorded))}; run `sandbox fixtures check --record`"
        )
    click.echo(f"good: {', '.join(scenarios or shipped)}")
