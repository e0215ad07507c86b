"""`sandbox rules`: the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sandbox.cli.common import examples

if TYPE_CHECKING:
    from sandbox.vendor import Rule

# Spelled out, since the vocabulary that has them brings pydantic with it, which help does not need.
_GRADES = ["documented", "observed", "inferred", "chosen"]


@click.command(epilog=examples("sandbox rules --vendor mxo --grade chosen", "sandbox rules --json"))
@click.option("--vendor", metavar="NAME", help="Only this vendor's rules.")
@click.option("--grade", type=click.Choice(_GRADES), help="Only rules whose status or body has this grade of evidence.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def rules(vendor: str | None, grade: str | None, as_json: bool) -> None:
    """List the rules that the vendors are played by, and the evidence for each."""
    import json

    from sandbox.vendors import discover

    installed = discover()
    if vendor is not None and vendor not in installed:
        raise click.BadParameter(f"no vendor {vendor!r}: give one of {', '.join(installed)}", param_hint="--vendor")
    ledger = [rule for name, one in installed.items() if vendor in (None, name) for rule in one.load().vendor.rules]
    found = [_described(rule) for rule in ledger if grade in (None, rule.status, rule.body)]
    click.echo(json.dumps(found, indent=2, ensure_ascii=False) if as_json else _table(found))


def _described(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "answer": rule.answer,
        "status": rule.status.value,
        "body": (rule.body or rule.status).value,
        "source": rule.source,
        "text": rule.text,
    }


def _table(found: list[dict[str, Any]]) -> str:
    rows = [["RULE", "ANSWER", "STATUS", "BODY", "SOURCE", "TEXT"]]
    rows += [[str(value or "-") for value in rule.values()] for rule in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
