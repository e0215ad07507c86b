"""Probes: requests like those of a data dip which show how a web service copes, and what is expected of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sandbox.vendors.xima.dips.grading import Graded
from sandbox.vendors.xima.dips.results import Finding, Level, Outcome, Verdict, verdict_of
from sandbox.vendors.xima.rules import dips

RULE = "xima.dip.probe."
GRADES = {rule.id: rule.status for rule in dips.RULES}


@dataclass(frozen=True, slots=True)
class Probed:
    """What a probe came to."""

    status: int | None
    graded: Graded

    @property
    def outcome(self) -> Outcome:
        """The outcome of the reply."""
        return self.graded.outcome

    @property
    def in_time(self) -> bool:
        """Whether there is a whole answer below 500."""
        return self.status is not None and self.status < 500 and self.graded.reason not in ("timeout", "connection-failed")


Expectation = Callable[[Probed, Probed], Level | None]
"""Takes what a probe and the plain request came to; returns the level of what is wrong, if anything."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A request to send."""

    name: str
    values: Mapping[str, str]
    token: str | None

    @property
    def kind(self) -> str:
        """The name without what follows the colon."""
        return self.name.partition(":")[0]


def probes(values: Mapping[str, str], token: str) -> Iterator[Probe]:
    """List the probes of a request, in the order in which they are sent."""
    yield Probe("documented", values, token)
    yield Probe("no-token", values, None)
    yield Probe("wrong-token", values, "wrong-token")
    if len(values) > 1:
        for key in values:
            yield Probe(f"single-key:{key}", {other: value if other == key else "" for other, value in values.items()}, token)
        yield Probe("reversed-keys", {key: values[key] for key in reversed(list(values))}, token)
    yield Probe("no-record", dict.fromkeys(values, "0000000000"), token)
    yield Probe("empty-values", dict.fromkeys(values, ""), token)
    if any(_TEN_DIGITS.fullmatch(value) for value in values.values()):
        for name, prefix in (("11", "1"), ("e164", "+1")):
            written = {key: prefix + value if _TEN_DIGITS.fullmatch(value) else value for key, value in values.items()}
            yield Probe(f"phone-formats:{name}", written, token)
    yield Probe("non-ascii", dict.fromkeys(values, "Zoë Müller 咖啡"), token)
    yield Probe("repeat", values, token)


_TEN_DIGITS = re.compile(r"[0-9]{10}")

# --- Expectations ---------------------------------------------------------------------------------------------------


def _documented(probed: Probed, _: Probed) -> Level | None:
    return "warning" if probed.outcome == "no_match" else None


def _refused(probed: Probed, _: Probed) -> Level | None:
    return None if probed.status in (401, 403) else "violation"


def _single_key(probed: Probed, _: Probed) -> Level | None:
    if probed.graded.verdict == "fail":
        return "violation"
    return None if probed.outcome == "matched" else "warning"


def _reversed(probed: Probed, plain: Probed) -> Level | None:
    return None if (probed.outcome, _taken(probed)) == (plain.outcome, _taken(plain)) else "violation"


def _no_record(probed: Probed, _: Probed) -> Level | None:
    levels: dict[Outcome, Level] = {"failed": "violation", "matched": "warning"}
    return levels.get(probed.outcome)


def _in_time(probed: Probed, _: Probed) -> Level | None:
    return None if probed.in_time else "violation"


def _same_outcome(probed: Probed, plain: Probed) -> Level | None:
    return None if probed.outcome == plain.outcome else "warning"


def _repeated(probed: Probed, plain: Probed) -> Level | None:
    return None if _taken(probed) == _taken(plain) else "warning"


def _taken(probed: Probed) -> dict[str, tuple[str, bool, bool]]:
    return {one.name: (one.value, one.display_to_agent, one.save_to_database) for one in probed.graded.returned}


EXPECTED: dict[str, tuple[str, Expectation]] = {
    "documented": ("outcome matched, verdict not fail", _documented),
    "no-token": ("status 401 or 403", _refused),
    "wrong-token": ("status 401 or 403", _refused),
    "single-key": ("verdict not fail and matched", _single_key),
    "reversed-keys": ("same outcome and parameters as documented", _reversed),
    "no-record": ("outcome no_match", _no_record),
    "empty-values": ("any status below 500 in time", _in_time),
    "phone-formats": ("same outcome as documented", _same_outcome),
    "non-ascii": ("any status below 500 in time", _in_time),
    "repeat": ("same parameters as documented", _repeated),
}
"""What is expected of each probe, in words and as a test."""

# --- The report -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What is said of a probe."""

    probe: str
    verdict: Verdict
    outcome: Outcome
    status: int | None
    findings: list[Finding]


def report(sent: Iterable[tuple[Probe, Probed]]) -> list[ProbeResult]:
    """Compare each probe with what is expected of it; the first is the plain request."""
    found = list(sent)
    plain = found[0][1]
    return [_result(probe, probed, plain) for probe, probed in found]


def _result(probe: Probe, probed: Probed, plain: Probed) -> ProbeResult:
    words, expectation = EXPECTED[probe.kind]
    findings = list(probed.graded.findings) if probe.kind == "documented" else []
    if level := expectation(probed, plain):
        rule = RULE + probe.kind
        got = "none" if probed.status is None else probed.status
        findings.append(Finding(rule, level, "", f"Expected: {words}. Got: {got} {probed.outcome}.", GRADES[rule]))
    return ProbeResult(probe.name, verdict_of(findings), probed.outcome, probed.status, findings)
