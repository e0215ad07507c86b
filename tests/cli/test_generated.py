"""`sandbox openapi` and `sandbox fidelity`: files that are written from the code, and compared with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from sandbox.fidelity import page
from sandbox.openapi import document
from sandbox.vendor import CHOSEN, Call, Operation
from tests.cli.common import COOL, Switches, Tables, failed, install, run, vendor


class Tea(BaseModel):
    """What is served."""

    sort: str


class TeaWithMilk(BaseModel):
    """What is served by other code."""

    sort: str
    milk: bool


def tea(call: Call[Tables, Switches]) -> Tea:
    """Serve tea."""
    raise NotImplementedError


def tea_with_milk(call: Call[Tables, Switches]) -> TeaWithMilk:
    """Serve tea."""
    raise NotImplementedError


CAFE = vendor("cafe", COOL, operations=(Operation("tea.serve", "GET", "/tea", tea, CHOSEN),))
CHANGED = vendor("cafe", COOL, operations=(Operation("tea.serve", "GET", "/tea", tea_with_milk, CHOSEN),))
REGRADED = vendor("cafe", operations=CAFE.operations)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with a test, and the café as the only vendor."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_cool.py").write_text("@pytest.mark.rule('cafe.cool')\ndef test_cold_tea_is_refused(): ...\n")
    monkeypatch.setattr("sandbox.fidelity.__file__", str(tmp_path / "sandbox" / "fidelity.py"))
    monkeypatch.setattr("sandbox.settings.__file__", str(tmp_path / "sandbox" / "settings.py"))
    install(monkeypatch, CAFE)
    return tmp_path


COMMANDS = pytest.mark.parametrize(("command", "name"), [("openapi", "openapi/cafe.json"), ("fidelity", "docs/fidelity/cafe.md")])


def test_the_documents_of_the_vendors_are_written_as_json(checkout: Path) -> None:
    assert run("openapi").exit_code == 0
    text = (checkout / "openapi" / "cafe.json").read_text()
    assert text == json.dumps(document(CAFE), indent=2) + "\n"


def test_the_pages_of_the_vendors_are_written_with_the_tests_of_the_checkout(checkout: Path) -> None:
    assert run("fidelity").exit_code == 0
    shown = {"cafe.cool": ["tests/test_cool.py::test_cold_tea_is_refused"]}
    assert (checkout / "docs" / "fidelity" / "cafe.md").read_text() == page(CAFE, shown)


@COMMANDS
def test_writing_names_what_it_wrote_and_the_second_time_there_is_nothing_to_write(checkout: Path, command: str, name: str) -> None:
    file = checkout / name
    first = run(command)
    assert (first.exit_code, first.output) == (0, f"{file}\n")
    written = file.read_bytes()
    second = run(command)
    assert (second.exit_code, second.output) == (0, f"{file.parent}: up to date\n")
    assert file.read_bytes() == written


@COMMANDS
def test_check_passes_and_says_nothing_while_the_files_fit_the_code(checkout: Path, command: str, name: str) -> None:
    run(command)
    checked = run(command, "--check")
    assert (checked.exit_code, checked.output) == (0, "")


@COMMANDS
def test_check_fails_after_a_change_of_a_file_and_writes_nothing(checkout: Path, command: str, name: str) -> None:
    run(command)
    file = checkout / name
    changed = file.read_bytes() + b"\n"
    file.write_bytes(changed)
    assert failed(run(command, "--check")) == f"sandbox: not as the code says; run `sandbox {command}`:\n  {file}\n"
    assert file.read_bytes() == changed


@COMMANDS
def test_check_fails_after_a_change_of_line_ends_alone(checkout: Path, command: str, name: str) -> None:
    run(command)
    file = checkout / name
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert str(file) in failed(run(command, "--check"))


@COMMANDS
def test_check_fails_where_nothing_was_written_yet_and_makes_no_folder(checkout: Path, command: str, name: str) -> None:
    assert str(checkout / name) in failed(run(command, "--check"))
    assert not (checkout / name).parent.exists()


@COMMANDS
def test_a_file_of_a_vendor_that_is_gone_fails_the_check_and_writing_removes_it(checkout: Path, command: str, name: str) -> None:
    run(command)
    file = checkout / name
    gone, other = file.with_stem("bakery"), file.with_suffix(".txt")
    gone.touch()
    other.touch()
    assert failed(run(command, "--check")).splitlines()[1:] == [f"  {gone}"]
    assert run(command).output == f"{gone}\n"
    assert sorted(file.parent.iterdir()) == sorted((file, other))


def test_check_fails_after_a_change_of_a_model(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("openapi")
    install(monkeypatch, CHANGED)
    assert str(checkout / "openapi" / "cafe.json") in failed(run("openapi", "--check"))
    run("openapi")
    assert "milk" in (checkout / "openapi" / "cafe.json").read_text()
    assert run("openapi", "--check").exit_code == 0


def test_check_fails_after_a_change_of_the_ledger(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("fidelity")
    install(monkeypatch, REGRADED)
    assert str(checkout / "docs" / "fidelity" / "cafe.md") in failed(run("fidelity", "--check"))


def test_check_fails_after_a_rules_test_is_renamed(checkout: Path) -> None:
    run("fidelity")
    test = checkout / "tests" / "test_cool.py"
    test.write_text(test.read_text().replace("cold_tea", "tepid_tea"))
    assert str(checkout / "docs" / "fidelity" / "cafe.md") in failed(run("fidelity", "--check"))


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_the_pages_are_written_and_checked_in_a_checkout_only(checkout: Path, options: tuple[str, ...]) -> None:
    (checkout / "pyproject.toml").unlink()
    said = failed(run("fidelity", *options))
    assert said == "sandbox: the pages name the tests of each rule, so they can be written in a checkout only\n"
    assert not (checkout / "docs").exists()
