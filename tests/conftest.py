"""Fixtures of every test, and the contract coverage of a full run."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.app import create_app
from sandbox.settings import Settings
from tests.contract import EVIDENCE, INSTALLED, ContractTransport


@pytest.fixture
def app() -> Starlette:
    """A server of its own for the test."""
    return create_app(Settings(), INSTALLED)


@pytest.fixture
def client(app: Starlette) -> Iterator[httpx.Client]:
    """A client of that server; every vendor's answer is held against the vendor's document and ledger."""
    with httpx.Client(transport=ContractTransport(app), base_url="http://sandbox") as client:
        yield client


# --- Contract coverage ----------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--contract-coverage", action="store_true", help="fail if the run leaves a documented status or a rule unshown")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Count a test for the rules that it is marked with, once it has passed."""
    EVIDENCE.in_this_test = set()
    yield
    for mark in item.iter_markers("rule"):
        for rule in mark.args:
            assert any(rule in installed.load().rules for installed in INSTALLED.values()), f"no ledger has the rule {rule}"
            EVIDENCE.marked[rule] += 1
            if rule in EVIDENCE.in_this_test:
                EVIDENCE.marked_and_seen.add(rule)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if session.config.getoption("--contract-coverage") and exitstatus == 0 and EVIDENCE.missing():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("--contract-coverage"):
        missing = EVIDENCE.missing()
        terminalreporter.section("contract coverage")
        shown = f"{len(EVIDENCE.statuses)} statuses of operations and {len(EVIDENCE.marked)} rules were shown"
        terminalreporter.write_line("\n".join([shown, *missing]))
