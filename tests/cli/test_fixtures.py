"""`sandbox fixtures check`: what sessions start with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from sandbox import fixtures
from tests.cli.common import failed, install, misused, run, vendor

GOOD = '{"tables": {"window": 2}}'


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of two shipped scenarios, recorded as good: `full`, and `bare` without a file for the harbour."""
    monkeypatch.setattr("sandbox.fixtures.data_folder", tmp_path.joinpath)
    fixtures.read.cache_clear()
    install(monkeypatch, vendor("cafe"), vendor("harbour"))
    folder = tmp_path / "fixtures"
    for name in ("full/cafe", "full/harbour", "bare/cafe"):
        file = folder / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(GOOD)
    fixtures.record(["cafe", "harbour"])
    yield folder
    fixtures.read.cache_clear()


def change(file: Path, text: str) -> None:
    """Change a fixture; a server or a command would read it anew."""
    file.write_text(text)
    fixtures.read.cache_clear()


def recorded(shipped: Path) -> dict[str, str]:
    """Return the digests that stand in the record."""
    found: dict[str, str] = json.loads((shipped / "checked.json").read_text())
    return found


def test_shipped_fixtures_that_are_recorded_as_good_are_good() -> None:
    checked = run("fixtures", "check")
    assert (checked.exit_code, checked.output) == (0, "good: bare, full\n")


def test_a_scenario_may_be_named(shipped: Path) -> None:
    change(shipped / "bare" / "cafe.json", "{}")
    assert run("fixtures", "check", "full").output == "good: full\n"
    assert "bare/cafe.json" in failed(run("fixtures", "check", "bare"))


def test_a_good_fixture_that_was_changed_since_it_was_recorded_fails_until_it_is_recorded_anew(shipped: Path) -> None:
    change(shipped / "full" / "harbour.json", '{"tables": {}}')
    said = failed(run("fixtures", "check"))
    assert said == "sandbox: changed since it was recorded as good: full/harbour.json; run `sandbox fixtures check --record`\n"
    anew = run("fixtures", "check", "--record")
    assert (anew.exit_code, anew.output) == (0, "good: bare, full\n")
    assert run("fixtures", "check").exit_code == 0
    good = sha256(GOOD.encode()).hexdigest()
    changed = sha256(b'{"tables": {}}').hexdigest()
    assert recorded(shipped) == {"bare/cafe.json": good, "full/cafe.json": good, "full/harbour.json": changed}


def test_without_a_record_no_shipped_fixture_is_recorded_as_good(shipped: Path) -> None:
    (shipped / "checked.json").unlink()
    assert "recorded as good: bare/cafe.json, full/cafe.json, full/harbour.json;" in failed(run("fixtures", "check"))


@pytest.mark.parametrize("options", [(), ("--record",)])
def test_bad_fixtures_are_named_with_field_and_reason_and_nothing_is_recorded(shipped: Path, options: tuple[str, ...]) -> None:
    before = recorded(shipped)
    change(shipped / "bare" / "cafe.json", '{"tables": {"window": 0}}')
    change(shipped / "full" / "cafe.json", '{"chairs": {}}')
    assert failed(run("fixtures", "check", *options)).splitlines() == [
        f"sandbox: {shipped / 'bare' / 'cafe.json'}: tables.window: Input should be greater than 0",
        f"sandbox: {shipped / 'full' / 'cafe.json'}: chairs: Extra inputs are not permitted",
    ]
    assert recorded(shipped) == before


def test_a_file_that_is_not_json_is_named_with_the_reason(shipped: Path) -> None:
    change(shipped / "full" / "cafe.json", "{")
    said = failed(run("fixtures", "check"))
    assert said.startswith(f"sandbox: {shipped / 'full' / 'cafe.json'}: Invalid JSON: ")
    assert said.count("\n") == 1


def test_a_folder_of_ones_own_needs_no_record(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "cafe.json").write_text(GOOD)
    checked = run("fixtures", "check", str(own))
    assert (checked.exit_code, checked.output) == (0, f"good: {own}\n")
    change(own / "cafe.json", '{"tables": 1}')
    assert failed(run("fixtures", "check", str(own))).startswith(f"sandbox: {own / 'cafe.json'}: tables: ")


@pytest.mark.parametrize("scenario", ["nowhere", "./nowhere", ""])
def test_a_scenario_that_there_is_not_is_said_once_and_those_that_there_are_are_named(scenario: str) -> None:
    said = failed(run("fixtures", "check", scenario))
    assert said == f"sandbox: no fixture {scenario!r}: give one of bare, full, or the path of a folder\n"


def test_a_record_is_of_all_shipped_scenarios_or_of_none(shipped: Path) -> None:
    change(shipped / "full" / "cafe.json", "{}")
    before = recorded(shipped)
    assert misused(run("fixtures", "check", "--record", "full")).endswith("--record takes no SCENARIO: all that are shipped must be good")
    assert recorded(shipped) == before


def test_a_shipped_scenario_is_the_default_one_for_a_vendor_that_it_has_no_file_for(shipped: Path) -> None:
    assert fixtures.read("bare", "harbour") is None
    default = shipped / "default" / "harbour.json"
    default.parent.mkdir()
    default.write_text('{"tables": {"bar": 4}}')
    fixtures.read.cache_clear()
    assert fixtures.read("bare", "harbour") == b'{"tables": {"bar": 4}}'
    assert fixtures.read("full", "harbour") == GOOD.encode()
    assert not fixtures.is_checked("bare", "harbour")
    said = failed(run("fixtures", "check"))
    assert said == "sandbox: changed since it was recorded as good: default/harbour.json; run `sandbox fixtures check --record`\n"
    assert run("fixtures", "check", "--record").exit_code == 0
    assert fixtures.is_checked("bare", "harbour")
    assert list(recorded(shipped)) == ["bare/cafe.json", "default/harbour.json", "full/cafe.json", "full/harbour.json"]


def test_a_bad_default_is_named_once_however_many_scenarios_have_it(shipped: Path) -> None:
    default = shipped / "default" / "harbour.json"
    default.parent.mkdir()
    default.write_text("[]")
    fixtures.read.cache_clear()
    assert failed(run("fixtures", "check")).startswith(f"sandbox: {default}: ")


def test_a_folder_of_ones_own_has_nothing_of_the_default(shipped: Path, tmp_path: Path) -> None:
    (shipped / "default").mkdir()
    (shipped / "default" / "cafe.json").write_text(GOOD)
    own = tmp_path / "own"
    own.mkdir()
    assert fixtures.read(str(own), "cafe") is None
