"""What the commands share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sandbox.vendor import Vendor


class Failure(click.ClickException):
    """Ends a command with exit code 1 and one line on standard error."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"sandbox: {self.format_message()}", file=file, err=True)


def examples(*lines: str) -> str:
    """Return the examples of a command as its epilog, line for line."""
    # The mark \b keeps click from filling the lines up as a paragraph.
    return "\n".join(["\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])


def vendors() -> Iterator[Vendor[Any, Any]]:
    """Load every vendor."""
    from sandbox.vendors import discover

    return (vendor.load().vendor for vendor in discover().values())


def report(folder: Path, written: list[str]) -> None:
    """Say which generated files were written."""
    for name in written:
        click.echo(folder / name)
    if not written:
        click.echo(f"{folder}: up to date")


def refuse_stale(folder: Path, names: list[str], command: str) -> None:
    """Raise `Failure` if generated files do not fit the code."""
    if names:
        files = "".join(f"\n  {folder / name}" for name in names)
        raise Failure(f"not as the code says; run `{command}`:{files}")
