"""The contract checks under every test of a vendor: each answer is held against the vendor's OpenAPI document and ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx
import jsonschema_rs
from starlette.applications import Starlette

from sandbox.openapi import document
from sandbox.session import DEFAULT, Session
from sandbox.testing import InProcess
from sandbox.vendor import Vendor
from sandbox.vendors import discover

INSTALLED = discover()
"""Loaded once for all tests: a vendor's models take longer to build than a test takes."""
NAMES = list(INSTALLED)
"""The vendors' names, in their order."""


INSTEAD_OF_JSON = {"nice_cxone.acd.": "application/html"}
"""What a vendor may answer in the place of any JSON body, by the beginning of its operations' names."""

JSON_TYPES = dict.fromkeys(("mspcentric", "ovationcxm"), "application/json; charset=utf-8")
"""How vendors label JSON that do not label it the usual way."""

COUNTED: dict[str, dict[str, Any]] = {
    "mspcentric": {"organizations": {"__all__": {"integrations": {"__all__": {"calls"}}}}},
    "nice_cxone": {"tenants": {"__all__": {"playback_calls"}}},
    "xima": {"tenants": {"__all__": {"last_audio_request_at"}}},
}
"""What vendors count of refused calls as well: the members of their state that a refusal may change."""


class Evidence:
    """What the tests of a run have shown."""

    def __init__(self) -> None:
        self.statuses: set[tuple[str, int]] = set()
        """Operations and the statuses with which they answered."""
        self.rules: set[str] = set()
        """Rules that shaped an answer of the run."""
        self.in_this_test: set[str] = set()
        """Rules that shaped an answer of the running test."""
        self.marked: dict[str, int] = defaultdict(int)
        """Passed tests by the rule that they are marked with."""
        self.marked_and_seen: set[str] = set()
        """Rules that shaped an answer of a test that is marked with them."""

    def saw(self, *rules: str) -> None:
        """Note rules that shaped an answer."""
        self.rules.update(rules)
        self.in_this_test.update(rules)

    def missing(self) -> list[str]:
        """Name every operation's status and every rule that the run has not shown."""
        found = []
        for installed in INSTALLED.values():
            vendor = installed.load().vendor
            for operation, statuses in documented(vendor).items():
                found += [f"{operation} never answered {status}" for status in statuses if (operation, status) not in self.statuses]
            for rule in vendor.rules:
                if not self.marked[rule.id]:
                    found.append(f"{rule.id}: no test shows this rule")
                elif (rule.answer or rule.id in self.rules) and rule.id not in self.marked_and_seen:
                    found.append(f"{rule.id}: its tests pass, but never met it")
        return found


EVIDENCE = Evidence()


@cache
def _document(name: str) -> dict[str, Any]:
    """Return a vendor's document; to derive it takes longer than many a test."""
    return document(INSTALLED[name].load().vendor)


@cache
def _responses(name: str) -> dict[str, dict[int, Any]]:
    """Return the responses of a vendor's document, by operation and status."""
    paths = _document(name)["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    return {
        operation["operationId"]: {int(status): response for status, response in operation["responses"].items()} for operation in operations
    }


@cache
def _validator(name: str, operation: str, status: int) -> tuple[jsonschema_rs.Draft202012Validator | None, bool]:
    """Return what a body must fit (`None`: there must be none), and whether it may be missing."""
    response = _responses(name)[operation][status]
    if "content" not in response:
        return None, True
    schema = response["content"]["application/json"]["schema"]
    components = _document(name)["components"]
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": components})
    return validator, bool(response.get("x-sandbox-may-be-empty"))


def documented(vendor: Vendor[Any, Any]) -> Mapping[str, list[int]]:
    """Return the documented statuses of every operation; one that has several lines in the table is documented by the first."""
    name = vendor.manifest.name
    operations = {f"{name}.{operation.id}" for operation in vendor.operations}
    return {operation: sorted(statuses) for operation, statuses in _responses(name).items() if operation in operations}


class ContractTransport(InProcess):
    """Calls the app, and checks every vendor's answer."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(app)
        self._sessions = app.state.sessions

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; fail if the answer is not what the sandbox promises."""
        to_vendor = "/_sandbox" not in request.url.path
        before = self._states() if to_vendor else {}
        response = super().handle_request(request)
        if rule := response.headers.get("X-Sandbox-Rule"):
            EVIDENCE.saw(rule.partition(";")[0])
        name = response.headers.get("X-Sandbox-Session", DEFAULT)
        if not to_vendor or name not in self._sessions:
            return response
        session: Session = self._sessions.get(name)
        exchange = [one for one in session.journal if one.direction == "in"][-1]
        EVIDENCE.saw(*exchange.rules)
        assert exchange.error is None or exchange.status != 500, f"a bug of the sandbox: {response.text}"
        if exchange.vendor in INSTALLED:
            ledger = INSTALLED[exchange.vendor].load().rules
            unknown = [rule for rule in exchange.rules if rule not in ledger]
            assert not unknown, f"not in the ledger: {unknown}"
            if response.status_code >= 400 or "X-Sandbox-Rule" in response.headers:
                after = self._states()
                assert all(state == after[key] for key, state in before.items()), (
                    f"a refusal changed the state: {response.status_code} {response.text}"
                )
                if response.status_code != 413:
                    assert "X-Sandbox-Rule" in response.headers, f"a refusal without a rule: {response.text}"
            if exchange.operation:
                check_answer(exchange.vendor, exchange.operation, response)
        return response

    def _states(self) -> dict[str, str]:
        """Return every state as it stands once what is due has happened."""
        found = {}
        for session in self._sessions:
            for name, installed in INSTALLED.items():
                seat = session.seat(installed.load().vendor)
                seat.settle(session.clock.now())
                found[f"{session.name}/{name}"] = seat.state.model_dump_json(exclude=COUNTED.get(name))
        return found


def check_answer(vendor: str, operation: str, response: httpx.Response) -> None:
    """Hold an answer against the vendor's document."""
    statuses = _responses(vendor)[operation]
    status = response.status_code
    if status == 200 and "X-Sandbox-Rule" in response.headers:
        # A vendor can be switched to refuse with 200; all its refusals look alike.
        status = 403
    assert status in statuses, f"{operation} answers {status}, which its document does not have"
    if status == response.status_code:
        EVIDENCE.statuses.add((operation, status))
    media_type = response.headers.get("Content-Type")
    if any(operation.startswith(name) and media_type == other for name, other in INSTEAD_OF_JSON.items()):
        return
    content = statuses[status].get("content", {})
    if "*/*" in content:
        return
    if response.content and "application/json" not in content:
        assert media_type in content, f"{operation} answers {status} with {media_type}, which its document does not have"
        return
    validator, may_be_empty = _validator(vendor, operation, status)
    if not response.content:
        assert may_be_empty, f"{operation} answers {status} without a body"
        return
    assert validator is not None, f"{operation} answers {status} with a body, and none is documented"
    assert media_type == JSON_TYPES.get(vendor, "application/json")
    validator.validate(response.json())
