"""What the tests of the commands share: a command run in this process, and two small vendors."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

import pytest
from click.testing import CliRunner, Result
from pydantic import Field

from sandbox.cli import main
from sandbox.installed import Installed
from sandbox.vendor import (
    CHOSEN,
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Call,
    Manifest,
    Operation,
    Reply,
    Rule,
    State,
    Variants,
    Vendor,
    VendorError,
    why,
)

MENU = Rule("cafe.menu", DOCUMENTED, "HELP", "The menu is open to all.")
COOL = Rule("cafe.cool", DOCUMENTED, "SDK, HELP", "Cold tea is refused.", INFERRED, 400)
BOATS = Rule("harbour.boats", OBSERVED, "LOGS", "A boat has a name.", CHOSEN, 409)


class Tables(State):
    """What each vendor remembers."""

    tables: dict[str, Annotated[int, Field(gt=0)]] = {}


class Switches(Variants):
    """What each vendor leaves open."""

    tip: Annotated[Literal["none", "ten"], why("How much more is paid.", "Nobody knows.")] = "none"


def serve_tea(call: Call[Tables, Switches]) -> None:
    """Serve tea."""


def vendor(name: str, *rules: Rule, **members: Any) -> Vendor[Any, Any]:
    """Return a small vendor."""
    wanted: dict[str, Any] = {
        "manifest": Manifest(name, name.title(), "1", (), (), lambda _: {}),
        "state": Tables,
        "variants": Switches,
        "rules": rules,
        "operations": (Operation("tea.serve", "GET", "/tea", serve_tea, CHOSEN),),
        "error_body": lambda _call, error: Reply(error.status),
        "invalid": lambda _call, _problem: VendorError(None, 400),
        "unknown_path": lambda _call: VendorError(None, 404),
        "wrong_method": lambda _call, _methods: VendorError(None, 405),
    }
    return Vendor(**(wanted | members))


def install(monkeypatch: pytest.MonkeyPatch, *vendors: Vendor[Any, Any]) -> None:
    """Let the commands find these vendors and no others."""
    installed = {one.manifest.name: Installed(one.manifest, lambda one=one: one) for one in vendors}  # type: ignore[misc]
    monkeypatch.setattr("sandbox.vendors.discover", lambda: installed)


def run(*arguments: str, **environment: str) -> Result:
    """Run `sandbox` in this process, with these settings of the environment and no others."""
    unset = dict.fromkeys(name for name in os.environ if name.startswith("SANDBOX_"))
    return CliRunner().invoke(main, arguments, env=unset | environment, prog_name="sandbox")


def failed(result: Result) -> str:
    """Return what a command that ended with exit code 1 said on standard error, and on standard output nothing."""
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    return result.stderr


def misused(result: Result) -> str:
    """Return the last line of a command that was used wrongly."""
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    return result.stderr.splitlines()[-1]
