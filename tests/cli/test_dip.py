"""`sandbox dip`: plays Xima, and grades a web service."""

from __future__ import annotations

import json
import re
import tracemalloc
from time import monotonic
from typing import Any

import pytest

from tests.cli.common import run
from tests.receivers import SILENCE, Receiver, free_port, receiving
from tests.vendors.xima_replies import CASES, PERFECT, Case, dripping, endless, http, item, says

ARGUMENTS = ("--token", "dev-service-token-0001", "--param", "account-num=76541643")


def dip(receiver: Receiver, *arguments: str) -> Any:
    """Ask a web service, and return exit code and document."""
    result = run("dip", f"{receiver.url}/lookup?a=%20", *ARGUMENTS, *arguments, "--json")
    assert result.exit_code in (0, 1), result.output
    return result.exit_code, json.loads(result.stdout)


# --- Grading --------------------------------------------------------------------------------------------------------


def test_a_perfect_reply_passes() -> None:
    with receiving(says(PERFECT)) as receiver:
        code, found = dip(receiver)
    assert (code, found["verdict"], found["outcome"], found["findings"]) == (0, "pass", "matched", [])
    assert found["views"]["agentPanel"] == [
        {"name": "account-manager", "value": "Sam Whitecar(112)"}, {"name": "name", "value": "Dana Whitfield"},
    ]  # fmt: skip


def test_the_request_is_that_of_a_data_dip_to_the_byte() -> None:
    with receiving(says(PERFECT)) as receiver:
        run("dip", f"{receiver.url}/lookup?a=%20", *ARGUMENTS, "--param", "name=Zoë", "--param", "none=")
        body = '{"account-num": "76541643", "name": "Zoë", "none": ""}'.encode()
        assert receiver.requests == [
            f"POST /lookup?a=%20 HTTP/1.1\r\nHost: 127.0.0.1:{receiver.port}\r\nAuthorization: Bearer dev-service-token-0001\r\n"
            "Content-Type: application/json\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nUser-Agent: xima-sandbox\r\n"
            f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        ]


@pytest.mark.rule(
    "xima.dip.reply.connect", "xima.dip.reply.timeout", "xima.dip.reply.redirect", "xima.dip.reply.unauthorized",
    "xima.dip.reply.not-found",
    "xima.dip.reply.client-error", "xima.dip.reply.server-error", "xima.dip.reply.status-not-200", "xima.dip.reply.slow",
    "xima.dip.reply.empty-body", "xima.dip.reply.body-too-large", "xima.dip.reply.content-type", "xima.dip.reply.content-encoding",
    "xima.dip.reply.byte-order-mark", "xima.dip.reply.bad-json", "xima.dip.reply.duplicate-key", "xima.dip.reply.not-object",
    "xima.dip.reply.extra-top-level", "xima.dip.reply.parameters-missing", "xima.dip.reply.parameters-not-object",
    "xima.dip.reply.no-match", "xima.dip.reply.too-many", "xima.dip.reply.empty-key", "xima.dip.reply.key-whitespace",
    "xima.dip.reply.item-not-object", "xima.dip.reply.value-missing", "xima.dip.reply.value-null", "xima.dip.reply.value-type",
    "xima.dip.reply.value-structured", "xima.dip.reply.value-long", "xima.dip.reply.flag-missing", "xima.dip.reply.flag-type",
    "xima.dip.reply.extra-member", "xima.dip.reply.overwrite", "xima.dip.reply.all-dropped",
)  # fmt: skip
@pytest.mark.parametrize("case", CASES, ids=[case.rule for case in CASES])
def test_a_reply_that_breaks_a_rule_is_found(case: Case) -> None:
    with receiving(case.reply) as receiver:
        code, found = dip(receiver, "--timeout", "1", "--slow", "0.2" if case.rule == "slow" else "30")
    named = {finding["rule"]: finding for finding in found["findings"]}[f"xima.dip.reply.{case.rule}"]
    if case.rule == "slow":
        named["message"] = re.sub(r"took \d\.\d s", "took 0.3 s", named["message"])
    assert (named["level"], named["path"], named["message"]) == (case.level, case.path, case.message)
    assert (found["outcome"], found["reason"]) == (case.outcome, case.reason)
    assert code == (1 if case.level in ("failure", "violation") else 0)
    assert found["verdict"] == {"failure": "fail", "violation": "fail", "warning": "warn", "note": "pass"}[case.level]
    others = [one["rule"] for one in found["findings"] if one is not named]
    assert others == (["xima.dip.reply.item-not-object"] if case.rule == "all-dropped" else [])


def test_there_is_a_reply_for_every_rule() -> None:
    assert len({case.rule for case in CASES}) == len(CASES) == 35


def test_lenient_mode_takes_numbers() -> None:
    with receiving(item(value=28), item(value=28)) as receiver:
        assert dip(receiver)[0] == 1
        code, found = dip(receiver, "--lenient")
    assert (code, found["mode"], found["views"]["hidden"]) == (0, "lenient", {"good": "x", "k": "28"})


# --- Services that do not behave ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "reason", "message"),
    [
        (SILENCE, "timeout", "No complete answer within 1 s."),
        (dripping, "timeout", "No complete answer within 1 s."),
        (endless, "body-too-large", "The reply has more than 1048576 bytes."),
        (http(b"x" * 3_000_000), "body-too-large", "The reply has more than 1048576 bytes."),
        (http(b"", 307, "Location: http://127.0.0.1:1/"), "redirect", "The web service answered 307; redirects are not followed."),
        (http(b"{", length=9), "connection-failed", "No answer: reset."),
        (lambda _connection: None, "connection-failed", "No answer: reset."),
        (http(b"{}", 599), "server-error", "The web service answered 599."),
        (b"HTTP/1.1 600 X\r\nContent-Length: 0\r\n\r\n", "connection-failed", "No answer: protocol."),
        (b"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\n", "connection-failed", "No answer: protocol."),
    ],
)
def test_whatever_a_service_does_a_dip_ends_in_time_within_bounded_memory(reply: Any, reason: str, message: str) -> None:
    with receiving(reply) as receiver:
        tracemalloc.start()
        began = monotonic()
        code, found = dip(receiver, "--timeout", "1")
        seconds = monotonic() - began
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (code, found["outcome"], found["reason"]) == (1, "failed", reason)
    assert [finding["message"] for finding in found["findings"]] == [message]
    assert seconds < 4
    assert peak < 60_000_000


def test_what_had_come_of_a_broken_reply_is_shown() -> None:
    with receiving(http(b'{"a', length=9)) as receiver:
        response = dip(receiver)[1]["response"]
    assert (response["status"], response["body"]) == (200, '{"a')
    assert response["headers"] == {"content-type": "application/json", "content-length": "9"}


def test_where_nobody_listens_the_dip_fails() -> None:
    result = run("dip", f"http://127.0.0.1:{free_port()}/", *ARGUMENTS, "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["reason"], found["response"]) == (1, "connection-failed", None)
    assert found["findings"][0]["message"] == "No answer: refused."


def test_a_host_that_is_given_may_be_called() -> None:
    result = run("dip", "http://Nobody.Invalid/", *ARGUMENTS, "--json")
    assert json.loads(result.stdout)["findings"][0]["message"] == "No answer: dns."


def test_tls_that_cannot_be_trusted_is_a_failure() -> None:
    with receiving() as receiver:
        result = run("dip", receiver.url.replace("http", "https"), *ARGUMENTS, "--json")
    assert json.loads(result.stdout)["findings"][0]["message"] == "No answer: tls."


# --- Probes ---------------------------------------------------------------------------------------------------------


def test_all_probes_are_sent_to_the_own_web_service_and_passed() -> None:
    arguments = ("--token", "summit-dip-service-token", "--param", "account-num=76541643", "--param", "phone-num=8015550142", "--probe")
    result = run("dip", "/data-dip", *arguments)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["PROBES"]
    assert lines[1] == ["PROBE", "VERDICT", "STATUS", "OUTCOME"]
    assert lines[2:14] == [
        ["documented", "pass", "200", "matched"],
        ["no-token", "pass", "401", "failed"],
        ["wrong-token", "pass", "401", "failed"],
        ["single-key:account-num", "pass", "200", "matched"],
        ["single-key:phone-num", "pass", "200", "matched"],
        ["reversed-keys", "pass", "200", "matched"],
        ["no-record", "pass", "200", "no_match"],
        ["empty-values", "pass", "200", "no_match"],
        ["phone-formats:11", "pass", "200", "matched"],
        ["phone-formats:e164", "pass", "200", "matched"],
        ["non-ascii", "pass", "200", "no_match"],
        ["repeat", "pass", "200", "matched"],
    ]
    assert lines[-1] == ["pass"]


def test_a_probe_that_is_not_passed_is_found() -> None:
    with receiving(*[says(PERFECT)] * 7) as receiver:
        result = run("dip", receiver.url, *ARGUMENTS, "--probe")
    assert result.exit_code == 1
    expected = "no-token     violation  xima.dip.probe.no-token           Expected: status 401 or 403. Got: 200 matched."
    assert " ".join(expected.split()) in [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert result.stdout.splitlines()[-1] == "fail"


def test_a_probe_without_an_answer_has_no_status() -> None:
    result = run("dip", f"http://127.0.0.1:{free_port()}/", *ARGUMENTS, "--probe")
    assert ["documented", "fail", "none", "failed"] in [line.split() for line in result.stdout.splitlines()]


# --- Text -----------------------------------------------------------------------------------------------------------

SHOWN = """\
REQUEST
  POST {url}
  Authorization: Bearer ****0001
  Content-Type: application/json
  Accept: application/json
  Accept-Encoding: identity
  User-Agent: xima-sandbox

  {{"account-num": "76541643"}}

REPLY
  200 after N ms
  content-type: application/json
  content-length: 252

  {body}

FINDINGS
  LEVEL      RULE                       PATH                      MESSAGE
  note       xima.dip.reply.overwrite   /parameters/account-num   The session parameter 'account-num' already existed and is overwritten.
  violation  xima.dip.reply.value-null  /parameters/e\\x1b[31/value  The value of 'e\\x1b[31' is null; the parameter is dropped.

SESSION PARAMETERS
  NAME         VALUE
  account-num  7
  lang         en

AGENT PANEL
  NAME         VALUE
  account-num  7

CRADLE TO GRAVE, REPORTS
  none

HIDDEN
  NAME  VALUE
  lang  en

fail: matched
"""


def test_request_reply_findings_and_the_four_views_are_shown_as_tables() -> None:
    flags = {"displayToAgent": False, "saveToDatabase": False}
    account, broken = {"value": "7", **flags, "displayToAgent": True}, {"value": None, **flags}
    reply = says({"parameters": {"account-num": account, "lang": {"value": "en", **flags}, "e\x1b[31": broken}})
    with receiving(reply) as receiver:
        result = run("dip", receiver.url, *ARGUMENTS)
    shown = re.sub(r"after \d+ ms", "after N ms", result.stdout)
    body = reply.partition(b"\r\n\r\n")[2].decode()
    squeezed = [" ".join(line.split()) for line in shown.splitlines()]
    assert squeezed == [" ".join(line.split()) for line in SHOWN.format(url=receiver.url, body=body).splitlines()]
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_reply_of_several_lines_is_shown_as_it_is(end: bytes) -> None:
    with receiving(http(end.join([b"<html>", b"\t<body>\x1b[2J", b"</html>"]))) as receiver:
        result = run("dip", receiver.url, *ARGUMENTS)
    assert "\n\n  <html>\n  \\t<body>\\x1b[2J\n  </html>\n\nFINDINGS\n" in result.stdout


def test_a_long_name_widens_no_other_row() -> None:
    with receiving(says({"parameters": {"k" * 5000: "x"}})) as receiver:
        result = run("dip", receiver.url, *ARGUMENTS)
    lines = result.stdout.partition("FINDINGS\n")[2].splitlines()
    assert max(map(len, lines)) > 5000
    assert lines[0] == f"  {'LEVEL':9}  {'RULE':30}  {'PATH':60}  MESSAGE"


def test_a_dip_without_a_reply_shows_none_and_the_reason() -> None:
    result = run("dip", f"http://127.0.0.1:{free_port()}/", *ARGUMENTS)
    assert "REPLY\n  none\n" in result.stdout
    assert result.stdout.splitlines()[-1] == "fail: failed (connection-failed)"
