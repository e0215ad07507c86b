"""Grades the reply to a data dip: what is wrong with it, and which parameters Xima takes from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NoReturn

from sandbox.vendors.xima.calls import SessionParameter
from sandbox.vendors.xima.dips import heard as web
from sandbox.vendors.xima.dips.heard import Heard
from sandbox.vendors.xima.dips.reading import BadJson, Members, Number, read
from sandbox.vendors.xima.dips.results import Finding, Mode, Outcome, Verdict, verdict_of
from sandbox.vendors.xima.dips.texts import REASONS, TEXTS
from sandbox.vendors.xima.rules import replies

RULE = "xima.dip.reply."
GRADES = {rule.id: rule.status for rule in replies.RULES}

MANY_BYTES = 65_536
MANY_PARAMETERS = 64
LONG_VALUE = 255
FLAGS = ("displayToAgent", "saveToDatabase")
MEMBERS = ("value", *FLAGS)
BOM = b"\xef\xbb\xbf"
MOST_TOLD = 262_144
"""Characters of paths and messages; when there are more, only what was not said yet of the reply is still said.

Else a reply of a megabyte, each of whose many members lies below one long key, would come to gigabytes.
"""

Path = tuple[str, ...]
"""Keys and indexes that lead to a place in a reply."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a reply is graded."""

    mode: Mode = "strict"
    timeout: str = "5"
    """Seconds, as they are written."""
    slow: float = 2.0
    """Seconds after which a caller has waited long."""
    not_found_is_no_match: bool = False
    known: Collection[str] = ()
    """Names of the session parameters that the call has."""


@dataclass(slots=True)
class Graded:
    """What became of a reply."""

    findings: list[Finding] = field(default_factory=list)
    outcome: Outcome = "failed"
    reason: str | None = None
    returned: list[SessionParameter] = field(default_factory=list)
    """The parameters that Xima takes, in the reply's order."""

    @property
    def verdict(self) -> Verdict:
        """What the findings come to."""
        return verdict_of(self.findings)


def grade(heard: Heard, terms: Terms) -> Graded:
    """Grade a reply by every rule, in their order."""
    grading = _Grading(terms)
    try:
        grading.look_at(heard)
    except _Stop as stop:
        grading.graded.reason = stop.reason
        grading.graded.outcome = "failed" if stop.reason else "no_match"
    return grading.graded


class _Stop(Exception):
    """Ends the grading: with the reason of a failure, or with no match."""

    def __init__(self, reason: str | None = None) -> None:
        self.reason = reason


class _Grading:
    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.graded = Graded()
        self._told = 0
        self._cases: set[str] = set()

    def look_at(self, heard: Heard) -> None:
        """Look at the whole reply, then at each parameter."""
        self._look_at_connection(heard)
        assert heard.status is not None
        self._look_at_status(heard.status)
        if heard.status != 200 and heard.body:
            self._find("status-not-200", status=heard.status)
        if heard.seconds > self._terms.slow:
            self._find("slow", seconds=heard.seconds)
        document = self._read(heard)
        self._look_for_duplicates(document, ())
        parameters = self._parameters(document)
        for key, item in parameters.items():
            self._look_at_parameter(key, item)
        if not self.graded.returned:
            self._fail("all-dropped")
        self.graded.outcome = "matched"

    def _find(self, case: str, path: Path = (), **words: object) -> None:
        if self._told > MOST_TOLD and case in self._cases:
            return
        level, text = TEXTS[case]
        rule = RULE + case.partition(" ")[0]
        finding = Finding(rule, level, _pointer(path), text.format(**words), GRADES[rule])
        self.graded.findings.append(finding)
        self._told += len(finding.path) + len(finding.message)
        self._cases.add(case)

    def _fail(self, name: str, path: Path = (), **words: object) -> NoReturn:
        self._find(name, path, **words)
        raise _Stop(REASONS.get(name, name))

    # --- The answer ---

    def _look_at_connection(self, heard: Heard) -> None:
        if heard.problem == "timeout":
            self._fail("timeout", seconds=self._terms.timeout)
        if heard.problem is not None:
            self._fail("connect", problem=heard.problem)

    def _look_at_status(self, status: int) -> None:
        match status // 100:
            case 3:
                self._fail("redirect", status=status)
            case 4 if status in (401, 403):
                self._fail("unauthorized", status=status)
            case 4 if status == 404 and self._terms.not_found_is_no_match:
                self._find("not-found (no match)")
                raise _Stop
            case 4 if status == 404:
                self._fail("not-found")
            case 4:
                self._fail("client-error", status=status, hint=_HINTS.get(status, ""))
            case 5:
                self._fail("server-error", status=status)

    def _read(self, heard: Heard) -> Any:
        body, is_decoded = web.content(heard)
        if not body.removeprefix(BOM).strip():
            self._fail("empty-body")
        if len(body) > web.LARGEST:
            self._fail("body-too-large")
        if len(body) > MANY_BYTES:
            self._find("body-too-large (read)", count=len(body))
        sent = heard.header("content-type")
        if sent is None or not _JSON.fullmatch(sent.partition(";")[0].strip()):
            self._find("content-type", sent="missing" if sent is None else f"'{sent}'")
        if heard.coding is not None:
            self._find("content-encoding")
            if not is_decoded:
                self._fail("bad-json", text=f"The reply's Content-Encoding '{heard.coding}' cannot be decoded.")
        if body.startswith(BOM):
            self._find("byte-order-mark")
        try:
            return read(body.removeprefix(BOM))
        except BadJson as bad:
            self._fail("bad-json", text=str(bad))

    # --- The document ---

    def _look_for_duplicates(self, value: Any, path: Path) -> None:
        if isinstance(value, Members):
            for key, count in Counter(key for key, _ in value).items():
                if count > 1:
                    self._find("duplicate-key", (*path, key), key=key, count=count)
            for key, member in dict(value).items():
                self._look_for_duplicates(member, (*path, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._look_for_duplicates(item, (*path, str(index)))

    def _parameters(self, document: Any) -> dict[str, Any]:
        if not isinstance(document, Members):
            self._fail("not-object")
        top = dict(document)
        for key in top:
            if key != "parameters":
                self._find("extra-top-level", (key,), key=key)
        if "parameters" not in top:
            self._fail("parameters-missing")
        if not isinstance(top["parameters"], Members):
            self._fail("parameters-not-object", ("parameters",))
        parameters = dict(top["parameters"])
        if not parameters:
            self._find("no-match")
            raise _Stop
        if len(parameters) > MANY_PARAMETERS:
            self._find("too-many", count=len(parameters))
        return parameters

    # --- A parameter ---

    def _look_at_parameter(self, key: str, item: Any) -> None:
        path = ("parameters", key)
        if not key:
            self._find("empty-key", path)
            return
        if key != key.strip():
            self._find("key-whitespace", path, key=key)
        if not isinstance(item, Members):
            self._find("item-not-object", path, key=key)
            return
        members = dict(item)
        value = self._value(key, path, members)
        display, save = (self._flag(key, path, members, flag) for flag in FLAGS)
        for member in members:
            if member not in MEMBERS:
                self._find("extra-member", (*path, member), key=key, member=member, hint=_hint(member))
        if value is None:
            return
        if key in self._terms.known:
            self._find("overwrite", path, key=key)
        self.graded.returned.append(SessionParameter(key, value, display, save, "dip"))

    def _value(self, key: str, path: Path, members: dict[str, Any]) -> str | None:
        """Return the text that the parameter is set to; `None`, if it is dropped."""
        if "value" not in members:
            self._find("value-missing", path, key=key)
            return None
        value, path = members["value"], (*path, "value")
        match value:
            case None:
                self._find("value-null", path, key=key)
            case Number() | bool():
                return self._bare(key, path, value)
            case str():
                if len(value) > LONG_VALUE:
                    self._find("value-long", path, key=key, count=len(value))
                return value
            case _:
                self._find("value-structured", path, key=key, kind="object" if isinstance(value, Members) else "array")
        return None

    def _bare(self, key: str, path: Path, value: Number | bool) -> str | None:
        kind = "boolean" if isinstance(value, bool) else "number"
        if self._terms.mode == "strict":
            self._find("value-type", path, key=key, kind=kind)
            return None
        text = str(value).lower() if isinstance(value, bool) else str(value)
        self._find("value-type (lenient)", path, key=key, kind=kind, text=text)
        return text

    def _flag(self, key: str, path: Path, members: dict[str, Any], flag: str) -> bool:
        if flag not in members:
            self._find("flag-missing", path, key=key, flag=flag)
        elif not isinstance(members[flag], bool):
            self._find("flag-type", (*path, flag), key=key, flag=flag)
        return members.get(flag) is True


_HINTS = {405: " Xima sends POST.", 415: " The request is JSON."}
_JSON = re.compile(r"application/json|[^/]+/[^/]+\+json", re.IGNORECASE)


def _hint(member: str) -> str:
    """Name the member that was probably meant."""
    meant = _letters(member)
    return next((f' Did you mean "{name}"?' for name in MEMBERS if _letters(name) == meant), "")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _pointer(path: Path) -> str:
    """Write a path as a JSON Pointer."""
    return "".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in path)
