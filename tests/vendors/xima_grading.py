"""Grading of replies for tests: what is found, and what Xima takes."""

from __future__ import annotations

import json
from typing import Any

from sandbox.vendors.xima.calls import SessionParameter
from sandbox.vendors.xima.dips.grading import Graded, Terms, grade
from sandbox.vendors.xima.dips.heard import Heard
from tests.vendors.xima_replies import GOOD_ITEM

JSON = (("Content-Type", "application/json"),)


def graded(body: Any, *headers: tuple[str, str], status: int = 200, seconds: float = 0.0, **terms: Any) -> Graded:
    """Grade a whole reply; a body that is no bytes is JSON."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return grade(Heard(status, headers or JSON, sent, None, seconds), Terms(**terms))


def found(result: Graded) -> list[tuple[str, str]]:
    """Return level and rule of each finding, without what all rules have in common."""
    return [(finding.level, finding.rule.removeprefix("xima.dip.reply.")) for finding in result.findings]


def said(result: Graded, rule: str) -> str:
    """Return what was said of a rule."""
    return next(finding.message for finding in result.findings if finding.rule == f"xima.dip.reply.{rule}")


def of_item(item: Any, key: str = "k", **terms: Any) -> tuple[list[tuple[str, str]], SessionParameter | None]:
    """Grade a parameter beside a good one; returns the findings, and what Xima takes of it."""
    result = graded({"parameters": {"good": GOOD_ITEM, key: item}}, **terms)
    return found(result), next((one for one in result.returned if one.name == key), None)
