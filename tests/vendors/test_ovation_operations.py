"""The table of operations: all that are documented, no other, and what holds for each of them."""

from __future__ import annotations

import re

import httpx
import pytest

from sandbox.vendor import Operation
from sandbox.vendors.ovationcxm import vendor
from tests.vendors.ovation import NWF, Ovation, denied, refused
from tests.vendors.ovation_operations import OPERATIONS, Line

DOWNLOADS = {"files.download"}
"""Not of the API: where the addresses lead that rows of files tell."""
BY_OTHER_RULES = {"issues.status.history": {404}, "issues.escalate": {422}, "issues.deescalate": {422}}
"""What the table does not list: of a deleted issue there is no history, and an object is no id."""
TABLE = {operation.id: operation for operation in vendor.operations}
BY_ID = [pytest.param(line, id=line.id) for line in OPERATIONS]


def target(path: str) -> str:
    """Return the target of an operation, with an id that nothing has in the place of each parameter."""
    return re.sub(r"{\w+}", "unknown", f"/api/v3{path}")


def rule_of(response: httpx.Response) -> str:
    """Return the rule that refused, if one did."""
    return str(response.headers.get("X-Sandbox-Rule", "").partition(";")[0].removeprefix("ovationcxm."))


def test_there_are_114_operations_and_the_downloads_of_files() -> None:
    assert len(OPERATIONS) == 114
    assert set(TABLE) == {line.id for line in OPERATIONS} | DOWNLOADS
    assert len(vendor.operations) == 114 + 2  # A file, and its preview.


@pytest.mark.parametrize("line", BY_ID)
def test_an_operation_has_its_method_path_and_grade(line: Line) -> None:
    operation = TABLE[line.id]
    assert (operation.method, operation.path, operation.grade) == (line.method, f"/api/v3{line.path}", line.grade)
    assert (operation.status, operation.secured_by) == (200, "signature")


@pytest.mark.parametrize("line", BY_ID)
def test_an_operation_refuses_with_its_own_statuses_403_and_those_of_variants(line: Line) -> None:
    """What reads a body may also be told that it cannot be read: 400."""
    errors = TABLE[line.id].errors
    own = {status for status, answers in errors.items() if answers.only_with is None}
    expected = {403, *map(int, line.refuses.split()), *BY_OTHER_RULES.get(line.id, ())}
    assert own - {400} == expected - {400}
    assert 400 not in own or 400 in expected or line.method == "POST" or line.id == "customers.lookup"
    assert 400 in own or 400 not in expected
    assert errors[401].only_with == "ovationcxm.auth-failure-status: 401"
    if 422 in own and 400 not in own:
        assert errors[400].only_with == "ovationcxm.input-error-status: 400"


@pytest.mark.parametrize("line", BY_ID)
def test_an_operation_has_its_class_for_service_providers(ovation: Ovation, line: Line) -> None:
    """Without X-Boomtown-OBO, reads of one's own and dictionaries are open; with it, the subset and dictionaries are."""
    northwind = Ovation(ovation.client, NWF)
    alone = rule_of(northwind.send(line.method, target(line.path))) == "obo-missing"
    on_behalf = rule_of(northwind.on_behalf_of("SMT").send(line.method, target(line.path))) == "obo-not-granted"
    assert (alone, on_behalf) == {"S": (True, False), "M": (False, False), "R": (False, True), "X": (True, True)}[line.obo]


def test_there_are_51_operations_of_the_subset_21_dictionaries_9_reads_and_33_others() -> None:
    counts = {obo: sum(line.obo == obo for line in OPERATIONS) for obo in "SMRX"}
    assert counts == {"S": 51, "M": 21, "R": 9, "X": 33}


# --- What holds for each --------------------------------------------------------------------------------------------

SIGNED = [pytest.param(operation, id=operation.id) for operation in vendor.operations if operation.id not in DOWNLOADS]


@pytest.mark.rule("ovationcxm.auth-missing-header")
@pytest.mark.parametrize("operation", SIGNED)
def test_no_operation_is_open_to_a_request_without_a_signature(ovation: Ovation, operation: Operation) -> None:
    address = f"/ovationcxm{target(operation.path.removeprefix('/api/v3'))}"
    denied(ovation.client.request(operation.method, address), "auth-missing-header")
    ovation.switch(auth_failure_status="401")
    refused(ovation.client.request(operation.method, address), 401, "Access Denied", "auth-missing-header")


@pytest.mark.rule("ovationcxm.auth-bad-signature")
@pytest.mark.parametrize("operation", SIGNED)
def test_no_operation_is_open_to_a_request_with_a_wrong_signature(ovation: Ovation, operation: Operation) -> None:
    path = target(operation.path.removeprefix("/api/v3"))
    denied(ovation.send(operation.method, path, headers={"X-Boomtown-Signature": "d3Jvbmc="}), "auth-bad-signature")


@pytest.mark.rule("ovationcxm.framing-unknown-path")
@pytest.mark.parametrize("operation", SIGNED)
def test_an_operation_under_another_method_is_an_unknown_path(ovation: Ovation, operation: Operation) -> None:
    path = target(operation.path.removeprefix("/api/v3"))
    same_path = {other.method for other in vendor.operations if other.path == operation.path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - same_path:
        refused(ovation.send(method, path), 404, "Object Not Found", "framing-unknown-path")
