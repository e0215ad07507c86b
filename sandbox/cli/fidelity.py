"""`sandbox fidelity`: the pages in `docs/fidelity/`."""

from __future__ import annotations

from pathlib import Path

import click

from sandbox.cli.common import Failure, examples, refuse_stale, report, vendors


@click.command(epilog=examples("sandbox fidelity", "sandbox fidelity --check"))
@click.option("--check", is_flag=True, help="Write nothing; fail if a page differs from what would be written.")
def fidelity(check: bool) -> None:
    """Write each vendor's page of operations, rules and variants with their grades of evidence (in a checkout)."""
    from sandbox import fidelity

    checkout = Path(fidelity.__file__).parent.parent
    folder = checkout / "docs" / "fidelity"
    if not (checkout / "pyproject.toml").exists():
        raise Failure("the pages name the tests of each rule, so they can be written in a checkout only")
    tests = fidelity.rule_tests(checkout / "tests")
    if check:
        refuse_stale(folder, fidelity.stale(folder, vendors(), tests), "sandbox fidelity")
    else:
        report(folder, fidelity.write(folder, vendors(), tests))
