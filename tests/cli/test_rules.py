"""`sandbox rules`: the ledger, as a table and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.cli.common import BOATS, COOL, MENU, install, misused, run, vendor
from tests.contract import INSTALLED


@pytest.fixture(autouse=True)
def two_vendors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a café with two rules, and a harbour with one."""
    install(monkeypatch, vendor("cafe", MENU, COOL), vendor("harbour", BOATS))


def ids(*options: str) -> list[str]:
    """Return the ids of the rules that are listed."""
    listed = run("rules", "--json", *options)
    assert (listed.exit_code, listed.stderr) == (0, "")
    return [rule["id"] for rule in json.loads(listed.stdout)]


def test_the_ledger_is_a_table_with_a_line_for_each_rule() -> None:
    listed = run("rules")
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert listed.stdout == (
        "RULE           ANSWER  STATUS      BODY        SOURCE     TEXT\n"
        "cafe.menu      -       documented  documented  HELP       The menu is open to all.\n"
        "cafe.cool      400     documented  inferred    SDK, HELP  Cold tea is refused.\n"
        "harbour.boats  409     observed    chosen      LOGS       A boat has a name.\n"
    )


def test_the_ledger_as_json_has_all_that_is_known_of_each_rule() -> None:
    listed = run("rules", "--json", "--vendor", "cafe")
    assert (listed.exit_code, listed.stderr) == (0, "")
    menu = {"id": "cafe.menu", "answer": None, "status": "documented", "body": "documented", "source": "HELP", "text": MENU.text}
    cool = {"id": "cafe.cool", "answer": 400, "status": "documented", "body": "inferred", "source": "SDK, HELP", "text": COOL.text}
    assert json.loads(listed.stdout) == [menu, cool]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), ["cafe.menu", "cafe.cool", "harbour.boats"]),
        (("--vendor", "cafe"), ["cafe.menu", "cafe.cool"]),
        (("--vendor", "harbour"), ["harbour.boats"]),
        (("--grade", "documented"), ["cafe.menu", "cafe.cool"]),
        (("--grade", "inferred"), ["cafe.cool"]),
        (("--grade", "observed"), ["harbour.boats"]),
        (("--grade", "chosen"), ["harbour.boats"]),
        (("--grade", "chosen", "--vendor", "cafe"), []),
    ],
)
def test_rules_are_filtered_by_vendor_and_by_the_grade_of_status_or_body(options: tuple[str, ...], found: list[str]) -> None:
    assert ids(*options) == found


def test_a_table_without_rules_has_its_head_alone() -> None:
    assert run("rules", "--grade", "chosen", "--vendor", "cafe").stdout == "RULE  ANSWER  STATUS  BODY  SOURCE  TEXT\n"


def test_a_vendor_that_there_is_not_is_wrong_usage_and_those_that_there_are_are_named() -> None:
    said = misused(run("rules", "--vendor", "bakery"))
    assert said == "Error: Invalid value for --vendor: no vendor 'bakery': give one of cafe, harbour"


def test_every_installed_vendors_ledger_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.vendors.discover", lambda: INSTALLED)
    ledger = [rule.id for one in INSTALLED.values() for rule in one.load().vendor.rules]
    assert ids() == ledger
    assert len(run("rules").stdout.splitlines()) == 1 + len(ledger)
