"""How the reply to a data dip is graded: the edges of every rule, and what Xima takes."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import pytest

from sandbox.vendors.xima.calls import SessionParameter
from sandbox.vendors.xima.dips.grading import Terms, grade
from sandbox.vendors.xima.dips.heard import LARGEST, Heard, content
from tests.vendors.xima_grading import JSON, found, graded, said
from tests.vendors.xima_replies import PERFECT, many

GOOD = json.dumps(PERFECT).encode()


def test_a_perfect_reply_has_no_finding() -> None:
    result = graded(PERFECT)
    assert (result.findings, result.outcome, result.reason, result.verdict) == ([], "matched", None, "pass")
    assert result.returned == [
        SessionParameter("account-manager", "Sam Whitecar(112)", True, False, "dip"),
        SessionParameter("name", "Dana Whitfield", True, True, "dip"),
    ]


# --- The answer -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.reply.connect")
@pytest.mark.parametrize("problem", ["dns", "refused", "reset", "tls", "protocol"])
@pytest.mark.parametrize("status", [None, 200])
def test_no_whole_answer_is_a_failure(problem: Any, status: int | None) -> None:
    result = grade(Heard(status, JSON, GOOD, problem), Terms())
    assert (found(result), said(result, "connect")) == ([("failure", "connect")], f"No answer: {problem}.")
    assert (result.outcome, result.reason, result.returned, result.verdict) == ("failed", "connection-failed", [], "fail")


@pytest.mark.rule("xima.dip.reply.timeout")
def test_a_time_out_tells_the_seconds_as_they_are_written() -> None:
    assert said(grade(Heard(problem="timeout"), Terms(timeout="2.5")), "timeout") == "No complete answer within 2.5 s."


@pytest.mark.rule("xima.dip.reply.redirect", "xima.dip.reply.unauthorized", "xima.dip.reply.client-error", "xima.dip.reply.server-error")
@pytest.mark.parametrize(
    ("status", "rule", "message"),
    [
        (300, "redirect", "The web service answered 300; redirects are not followed."),
        (399, "redirect", "The web service answered 399; redirects are not followed."),
        (400, "client-error", "The web service answered 400."),
        (401, "unauthorized", "The web service refused the token (401)."),
        (403, "unauthorized", "The web service refused the token (403)."),
        (405, "client-error", "The web service answered 405. Xima sends POST."),
        (415, "client-error", "The web service answered 415. The request is JSON."),
        (499, "client-error", "The web service answered 499."),
        (500, "server-error", "The web service answered 500."),
        (599, "server-error", "The web service answered 599."),
    ],
)
def test_other_statuses_than_2xx_fail_whatever_the_body_says(status: int, rule: str, message: str) -> None:
    result = graded(PERFECT, status=status, seconds=9)
    assert (found(result), said(result, rule), result.reason) == ([("failure", rule)], message, rule)


@pytest.mark.rule("xima.dip.reply.not-found")
def test_404_fails_or_is_no_match() -> None:
    failed, missed = graded(PERFECT, status=404), graded(PERFECT, status=404, not_found_is_no_match=True)
    assert (found(failed), failed.outcome, failed.reason) == ([("failure", "not-found")], "failed", "not-found")
    assert (found(missed), missed.outcome, missed.reason, missed.verdict) == ([("warning", "not-found")], "no_match", None, "warn")
    assert said(missed, "not-found") == said(failed, "not-found")
    assert missed.returned == []


@pytest.mark.rule("xima.dip.reply.status-not-200")
@pytest.mark.parametrize("status", [201, 202, 299])
def test_another_2xx_with_a_body_is_a_warning(status: int) -> None:
    result = graded(PERFECT, status=status)
    assert (found(result), result.outcome, result.verdict) == ([("warning", "status-not-200")], "matched", "warn")


@pytest.mark.rule("xima.dip.reply.empty-body")
@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_body_of_white_space_is_none(body: bytes) -> None:
    assert found(graded(body)) == [("failure", "empty-body")]
    assert found(graded(b"", status=204)) == [("failure", "empty-body")]


@pytest.mark.rule("xima.dip.reply.slow")
@pytest.mark.parametrize(("seconds", "slow"), [(2.0, False), (2.01, True)])
def test_a_slow_answer_is_a_warning(seconds: float, slow: bool) -> None:
    result = graded(PERFECT, seconds=seconds)
    assert found(result) == ([("warning", "slow")] if slow else [])
    if slow:
        assert said(result, "slow") == "The answer took 2.0 s while a caller was waiting."


@pytest.mark.rule("xima.dip.reply.body-too-large")
@pytest.mark.parametrize(
    ("length", "finding"),
    [(65_536, []), (65_537, [("warning", "body-too-large")]), (1_048_576, [("warning", "body-too-large")]),
     (1_048_577, [("failure", "body-too-large")])],
)  # fmt: skip
def test_a_large_body_is_a_warning_and_a_larger_one_a_failure(length: int, finding: list[tuple[str, str]]) -> None:
    assert found(graded(GOOD + b" " * (length - len(GOOD)))) == finding


@pytest.mark.rule("xima.dip.reply.content-type")
@pytest.mark.parametrize(
    ("media_type", "good"),
    [("application/json", True), ("Application/JSON ; charset=latin-1", True), ("application/problem+json", True), ("text/x+json", True),
     ("text/json", False), ("application/jsonx", False), ("+json", False), ("", False), ("application/json+xml", False)],
)  # fmt: skip
def test_the_content_type_is_jsons(media_type: str, good: bool) -> None:
    result = graded(PERFECT, ("content-TYPE", media_type))
    assert found(result) == ([] if good else [("warning", "content-type")])
    if not good:
        assert said(result, "content-type") == f"Content-Type is '{media_type}'; application/json is expected."


@pytest.mark.rule("xima.dip.reply.content-type")
def test_a_missing_content_type_is_told_as_such() -> None:
    assert said(graded(PERFECT, ("X-A", "1")), "content-type") == "Content-Type is missing; application/json is expected."


RAW = zlib.compress(GOOD)[2:-4]


@pytest.mark.rule("xima.dip.reply.content-encoding")
@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", gzip.compress(GOOD)), ("GZIP", gzip.compress(GOOD)), ("deflate", zlib.compress(GOOD)), ("deflate", RAW)]
)
def test_a_compressed_reply_is_read_with_a_warning(coding: str, body: bytes) -> None:
    result = graded(body, *JSON, ("Content-Encoding", coding))
    assert (found(result), result.outcome) == ([("warning", "content-encoding")], "matched")
    assert content(Heard(200, (("content-encoding", coding),), body)) == (GOOD, True)


@pytest.mark.rule("xima.dip.reply.content-encoding")
@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", GOOD), ("gzip", gzip.compress(GOOD)[:-3]), ("deflate", b"\xff\xff"), ("br", GOOD), ("gzip, gzip", GOOD), ("", GOOD)],
)
def test_what_cannot_be_decoded_is_no_json(coding: str, body: bytes) -> None:
    result = graded(body, *JSON, ("Content-Encoding", coding))
    assert found(result) == [("warning", "content-encoding"), ("failure", "bad-json")]
    assert said(result, "bad-json") == f"The reply's Content-Encoding '{coding}' cannot be decoded."
    assert result.reason == "bad-json"


def test_no_coding_at_all_is_fine() -> None:
    assert graded(PERFECT, *JSON, ("Content-Encoding", "Identity")).findings == []


@pytest.mark.rule("xima.dip.reply.body-too-large")
def test_a_small_body_that_grows_is_read_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    heard = Heard(200, (*JSON, ("Content-Encoding", "gzip")), bomb)
    assert len(content(heard)[0]) == LARGEST + 1
    assert found(grade(heard, Terms())) == [("failure", "empty-body")]
    bomb = gzip.compress(b"x" * 50_000_000)
    assert found(grade(Heard(200, (*JSON, ("Content-Encoding", "gzip")), bomb), Terms())) == [("failure", "body-too-large")]


@pytest.mark.rule("xima.dip.reply.byte-order-mark")
def test_a_byte_order_mark_is_removed_with_a_warning() -> None:
    result = graded(b"\xef\xbb\xbf" + GOOD)
    assert (found(result), result.outcome) == ([("warning", "byte-order-mark")], "matched")


# --- The document ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.dip.reply.duplicate-key")
def test_repeated_keys_are_found_from_the_outside_inwards_and_the_last_one_counts_in_the_first_ones_place() -> None:
    first = '{"value": "lost", "value": "lost", "displayToAgent": true, "saveToDatabase": true}'
    last = '{"value": "1", "displayToAgent": true, "saveToDatabase": false, "value": "2", "value": "3"}'
    other = '{"value": "x", "displayToAgent": true, "saveToDatabase": true, "list": [{"z": 1, "z": 2}]}'
    body = f'{{"parameters": {{"lost": 1}}, "parameters": {{"a~/b": {first}, "c": {other}, "a~/b": {last}}}}}'
    result = graded(body.encode())
    duplicates = [(finding.path, finding.message) for finding in result.findings if finding.rule.endswith("duplicate-key")]
    assert duplicates == [
        ("/parameters", "The key 'parameters' occurs 2 times; the last one counts."),
        ("/parameters/a~0~1b", "The key 'a~/b' occurs 2 times; the last one counts."),
        ("/parameters/a~0~1b/value", "The key 'value' occurs 3 times; the last one counts."),
        ("/parameters/c/list/0/z", "The key 'z' occurs 2 times; the last one counts."),
    ]
    assert [(one.name, one.value, one.save_to_database) for one in result.returned] == [("a~/b", "3", False), ("c", "x", True)]


@pytest.mark.rule("xima.dip.reply.not-object", "xima.dip.reply.parameters-missing", "xima.dip.reply.parameters-not-object")
@pytest.mark.parametrize(
    ("document", "findings", "path"),
    [
        ([], ["not-object"], ""), ("x", ["not-object"], ""), (None, ["not-object"], ""), (5, ["not-object"], ""),
        ({}, ["parameters-missing"], ""), ({"Parameters": {}}, ["extra-top-level", "parameters-missing"], ""),
        ({"parameters": None}, ["parameters-not-object"], "/parameters"), ({"parameters": "x"}, ["parameters-not-object"], "/parameters"),
    ],
)  # fmt: skip
def test_a_reply_is_an_object_with_parameters(document: Any, findings: list[str], path: str) -> None:
    result = graded(document)
    assert [rule for _, rule in found(result)] == findings
    assert (result.findings[-1].path, result.reason, result.outcome) == (path, findings[-1], "failed")


@pytest.mark.rule("xima.dip.reply.no-match", "xima.dip.reply.extra-top-level")
def test_no_parameters_are_no_match_and_pass() -> None:
    result = graded({"parameters": {}})
    assert (found(result), result.outcome, result.reason, result.verdict) == ([("note", "no-match")], "no_match", None, "pass")
    assert found(graded({"a": 1, "parameters": {}, "b": 2})) == [
        ("warning", "extra-top-level"), ("warning", "extra-top-level"), ("note", "no-match"),
    ]  # fmt: skip


@pytest.mark.rule("xima.dip.reply.too-many")
@pytest.mark.parametrize(("count", "finding"), [(64, []), (65, [("warning", "too-many")])])
def test_more_than_64_parameters_are_a_warning(count: int, finding: list[tuple[str, str]]) -> None:
    result = graded(many(count))
    assert (found(result), len(result.returned)) == (finding, count)
