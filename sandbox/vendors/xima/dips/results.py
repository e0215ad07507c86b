"""What is remembered of a data dip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.vendor import RECORD, Grade

Level = Literal["failure", "violation", "warning", "note"]
Verdict = Literal["pass", "warn", "fail"]
Outcome = Literal["matched", "no_match", "failed"]
Mode = Literal["strict", "lenient"]

_VERDICTS: dict[Level, Verdict] = {"failure": "fail", "violation": "fail", "warning": "warn", "note": "pass"}
_WORST: tuple[Verdict, ...] = ("fail", "warn", "pass")


@dataclass(slots=True)
class Finding:
    """Something that was found in a reply."""

    __pydantic_config__ = RECORD

    rule: str
    level: Level
    path: str
    """JSON Pointer into the reply's body; empty: the whole reply."""
    message: str
    grade: Grade


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return what findings come to; notes never count."""
    return worst(_VERDICTS[finding.level] for finding in findings)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of several verdicts."""
    return min(verdicts, key=_WORST.index, default="pass")


@dataclass(slots=True)
class DipResult:
    """A data dip, known by its id."""

    __pydantic_config__ = RECORD

    call_id: int
    profile_id: str | None
    mode: Mode
    verdict: Verdict
    outcome: Outcome
    reason: str | None
    request: dict[str, Any]
    response: dict[str, Any] | None
    findings: list[Finding] = field(default_factory=list)
    views: dict[str, Any] = field(default_factory=dict)
    routing: dict[str, Any] | None = None
    continued: bool = True
