"""Probes: what is sent to a web service, and what is expected of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.receivers import SILENCE, receiving
from tests.vendors.xima import DIP, Json, XimaClient, profile
from tests.vendors.xima_replies import PERFECT, http, says

NAMES = [
    "documented", "no-token", "wrong-token", "single-key:account-num", "single-key:phone-num", "reversed-keys", "no-record", "empty-values",
    "phone-formats:11", "phone-formats:e164", "non-ascii", "repeat",
]  # fmt: skip
NO_MATCH = says({"parameters": {}})
REFUSED = http(b"", 401)
FOUND = says(PERFECT)
ANSWERS = [FOUND, REFUSED, REFUSED, FOUND, FOUND, FOUND, NO_MATCH, NO_MATCH, FOUND, FOUND, NO_MATCH, FOUND]
GOOD = dict(zip(NAMES, ANSWERS, strict=True))
"""What a good web service answers to each probe."""
OTHER = says({"parameters": {**PERFECT["parameters"], "name": {**PERFECT["parameters"]["name"], "saveToDatabase": False}}})
BAD = http("{")


def probed(xima: XimaClient, values: dict[str, str] | None = None, timeout: float = 5, **replies: Any) -> tuple[Json, list[bytes]]:
    """Probe a web service, which is good but for some probes (`no_token=...`); returns the report, and what was sent."""
    script = [replies.get(name.replace("-", "_").replace(":", "__"), reply) for name, reply in GOOD.items()]
    with receiving(*script) as receiver:
        answer = xima.console("POST", "/dips/probe", {"profile": profile(receiver.url, values, timeout=timeout)})
        assert answer.status_code == 200, answer.text
        return answer.json(), receiver.requests


def failing(report: Json) -> list[tuple[str, str, str, str]]:
    """Return probe, level, rule and message of every finding."""
    return [(one["probe"], f["level"], f["rule"], f["message"]) for one in report["probes"] for f in one["findings"]]


def test_a_good_web_service_passes(xima: XimaClient) -> None:
    before = xima.state
    report, _ = probed(xima)
    assert (report["verdict"], failing(report)) == ("pass", [])
    assert [(one["probe"], one["verdict"]) for one in report["probes"]] == [(name, "pass") for name in NAMES]
    assert [(one["status"], one["outcome"]) for one in report["probes"][:2]] == [(200, "matched"), (401, "failed")]
    assert list(report["probes"][0]) == ["probe", "verdict", "outcome", "status", "findings"]
    assert xima.state == before


def test_each_probe_is_the_plain_request_but_for_one_thing(xima: XimaClient) -> None:
    _, requests = probed(xima)
    tokens = [
        request.partition(b"Authorization: ")[2].partition(b"\r\n")[0].decode() if b"Authorization" in request else None
        for request in requests
    ]
    assert tokens == [f"Bearer {DIP}", None, "Bearer wrong-token", *[f"Bearer {DIP}"] * 9]
    plain = {"account-num": "76541643", "phone-num": "8015550142"}
    bodies = [json.loads(request.partition(b"\r\n\r\n")[2]) for request in requests]
    assert bodies == [
        plain, plain, plain, {**plain, "phone-num": ""}, {**plain, "account-num": ""}, plain,
        dict.fromkeys(plain, "0000000000"), dict.fromkeys(plain, ""), {**plain, "phone-num": "18015550142"},
        {**plain, "phone-num": "+18015550142"}, dict.fromkeys(plain, "Zoë Müller 咖啡"), plain,
    ]  # fmt: skip
    assert [list(body) for body in bodies if list(body) != list(plain)] == [["phone-num", "account-num"]]
    assert list(bodies[5]) == ["phone-num", "account-num"]
    assert "Zoë Müller 咖啡".encode() in requests[10]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"account-num": "76541643"}, {"single-key", "reversed-keys", "phone-formats"}),
        ({"phone-num": "8015550142"}, {"single-key", "reversed-keys"}),
        ({"a": "1", "b": "801555014"}, {"phone-formats"}),
        ({"a": "1", "b": "+18015550142"}, {"phone-formats"}),
    ],
)
def test_what_the_values_do_not_allow_is_not_probed(xima: XimaClient, values: dict[str, str], missing: set[str]) -> None:
    report, _ = probed(xima, values)
    kinds = {one["probe"].partition(":")[0] for one in report["probes"]}
    assert {name.partition(":")[0] for name in NAMES} - kinds == missing


# --- Expectations ---------------------------------------------------------------------------------------------------

DOCUMENTED = "Expected: outcome matched, verdict not fail. Got: {}."
REFUSAL = "Expected: status 401 or 403. Got: {}."
SINGLE = "Expected: verdict not fail and matched. Got: {}."
SAME = "Expected: same outcome and parameters as documented. Got: {}."
NOBODY = "Expected: outcome no_match. Got: {}."
IN_TIME = "Expected: any status below 500 in time. Got: {}."
OUTCOME = "Expected: same outcome as documented. Got: {}."
PARAMETERS = "Expected: same parameters as documented. Got: {}."


@pytest.mark.rule(
    "xima.dip.probe.no-token", "xima.dip.probe.wrong-token", "xima.dip.probe.single-key", "xima.dip.probe.reversed-keys",
    "xima.dip.probe.no-record", "xima.dip.probe.empty-values", "xima.dip.probe.phone-formats", "xima.dip.probe.non-ascii",
    "xima.dip.probe.repeat",
)  # fmt: skip
@pytest.mark.parametrize(
    ("probe", "reply", "level", "message"),
    [
        ("no-token", says(PERFECT), "violation", REFUSAL.format("200 matched")),
        ("no-token", http(b"", 404), "violation", REFUSAL.format("404 failed")),
        ("no-token", lambda _: None, "violation", REFUSAL.format("none failed")),
        ("wrong-token", http(b"", 500), "violation", REFUSAL.format("500 failed")),
        ("single-key:account-num", BAD, "violation", SINGLE.format("200 failed")),
        ("single-key:phone-num", NO_MATCH, "warning", SINGLE.format("200 no_match")),
        ("single-key:phone-num", says({"parameters": {"k": {"value": "x"}}}), "violation", SINGLE.format("200 matched")),
        ("reversed-keys", OTHER, "violation", SAME.format("200 matched")),
        ("reversed-keys", NO_MATCH, "violation", SAME.format("200 no_match")),
        ("no-record", BAD, "violation", NOBODY.format("200 failed")),
        ("no-record", says(PERFECT), "warning", NOBODY.format("200 matched")),
        ("empty-values", http(b"", 500), "violation", IN_TIME.format("500 failed")),
        ("empty-values", lambda _: None, "violation", IN_TIME.format("none failed")),
        ("phone-formats:11", NO_MATCH, "warning", OUTCOME.format("200 no_match")),
        ("phone-formats:e164", BAD, "warning", OUTCOME.format("200 failed")),
        ("non-ascii", http(b"{", length=9), "violation", IN_TIME.format("200 failed")),
        ("repeat", OTHER, "warning", PARAMETERS.format("200 matched")),
        ("repeat", NO_MATCH, "warning", PARAMETERS.format("200 no_match")),
    ],
)
def test_what_is_not_as_expected_is_found(
    xima: XimaClient, probe: str, reply: bytes | Callable[..., None], level: str, message: str
) -> None:
    odd: dict[str, Any] = {probe.replace("-", "_").replace(":", "__"): reply}
    report, _ = probed(xima, **odd)
    kind = probe.partition(":")[0]
    assert failing(report) == [(probe, level, f"xima.dip.probe.{kind}", message)]
    verdict = "fail" if level == "violation" else "warn"
    assert report["verdict"] == verdict
    assert {one["probe"]: one["verdict"] for one in report["probes"]}[probe] == verdict
    finding = next(one for one in report["probes"] if one["findings"])["findings"][0]
    grade = "documented" if kind in ("no-token", "wrong-token") else "chosen"
    assert (finding["path"], finding["grade"]) == ("", grade)


@pytest.mark.parametrize("status", [401, 403])
def test_401_and_403_are_refusals(xima: XimaClient, status: int) -> None:
    refused = http(b"", status)
    assert probed(xima, no_token=refused, wrong_token=refused)[0]["verdict"] == "pass"


@pytest.mark.parametrize("reply", [http(b"", 499), http(b"", 400), BAD, says(PERFECT)])
def test_any_status_below_500_is_good_enough_for_odd_values(xima: XimaClient, reply: bytes) -> None:
    assert probed(xima, empty_values=reply, non_ascii=reply)[0]["verdict"] == "pass"


@pytest.mark.rule("xima.dip.probe.empty-values")
def test_silence_is_not_in_time(xima: XimaClient) -> None:
    report, _ = probed(xima, timeout=1, empty_values=SILENCE)
    assert failing(report) == [("empty-values", "violation", "xima.dip.probe.empty-values", IN_TIME.format("none failed"))]


@pytest.mark.rule("xima.dip.probe.documented")
def test_the_plain_request_lists_what_is_wrong_with_the_reply(xima: XimaClient) -> None:
    report, _ = probed(xima, documented=NO_MATCH)
    assert [(level, rule) for probe, level, rule, _ in failing(report) if probe == "documented"] == [
        ("note", "xima.dip.reply.no-match"), ("warning", "xima.dip.probe.documented"),
    ]  # fmt: skip
    assert failing(report)[1][3] == DOCUMENTED.format("200 no_match")
    assert report["probes"][0]["verdict"] == "warn"
    report, _ = probed(xima, documented=BAD)
    assert [rule for probe, _, rule, _ in failing(report) if probe == "documented"] == ["xima.dip.reply.bad-json"]
    assert (report["verdict"], report["probes"][0]["verdict"]) == ("fail", "fail")


def test_the_values_of_a_call_are_probed_and_the_call_stays_as_it_is(xima: XimaClient) -> None:
    before = xima.state
    answer = xima.console(
        "POST", "/dips/probe", {"profileId": "summit-account-lookup", "callId": 5004, "call": {"sessionParameters": {"x": "1"}}}
    )
    assert answer.json()["verdict"] == "pass"
    assert xima.state == before
