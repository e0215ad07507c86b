"""How each parameter of a reply is graded: the edges of every rule, and what Xima takes."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.vendors.xima.calls import SessionParameter
from sandbox.vendors.xima.dips.grading import GRADES
from tests.vendors.xima_grading import found, graded, of_item, said
from tests.vendors.xima_replies import GOOD_ITEM


@pytest.mark.rule("xima.dip.reply.empty-key")
@pytest.mark.parametrize("item", [GOOD_ITEM, 1, {"x": 1}])
def test_an_empty_key_is_dropped_unseen(item: Any) -> None:
    assert of_item(item, "") == ([("violation", "empty-key")], None)


@pytest.mark.rule("xima.dip.reply.key-whitespace")
@pytest.mark.parametrize("key", [" k", "k\n", "\u00a0k", " "])
def test_white_space_at_an_end_of_a_key_is_kept(key: str) -> None:
    findings, taken = of_item(GOOD_ITEM, key)
    assert findings == [("warning", "key-whitespace")]
    assert taken is not None
    assert of_item(GOOD_ITEM, "a b")[0] == []


@pytest.mark.rule("xima.dip.reply.item-not-object")
@pytest.mark.parametrize("item", [None, "x", 1, True, []])
def test_an_item_that_is_no_object_is_dropped(item: Any) -> None:
    assert of_item(item) == ([("violation", "item-not-object")], None)


FLAGS = {"displayToAgent": True, "saveToDatabase": True}


@pytest.mark.rule("xima.dip.reply.value-missing", "xima.dip.reply.value-null", "xima.dip.reply.value-structured")
@pytest.mark.parametrize(
    ("item", "rule"),
    [(FLAGS, "value-missing"), ({"value": None, **FLAGS}, "value-null"), ({"value": {}, **FLAGS}, "value-structured"),
     ({"value": [1], **FLAGS}, "value-structured")],
)  # fmt: skip
def test_a_parameter_without_a_text_is_dropped_in_both_modes(item: Any, rule: str) -> None:
    for mode in ("strict", "lenient"):
        assert of_item(item, mode=mode) == ([("violation", rule)], None)


@pytest.mark.rule("xima.dip.reply.value-structured")
def test_a_structure_is_named() -> None:
    assert said(graded({"parameters": {"k": {"value": {}, **FLAGS}}}), "value-structured") == (
        "The value of 'k' is an object; the parameter is dropped."
    )


@pytest.mark.rule("xima.dip.reply.value-type")
@pytest.mark.parametrize(
    ("written", "text", "kind"),
    [("575.00", "575.00", "number"), ("1E5", "1E5", "number"), ("-0", "-0", "number"), ("28", "28", "number"), ("true", "true", "boolean"),
     ("false", "false", "boolean"), ("12345678901234567890123", "12345678901234567890123", "number")],
)  # fmt: skip
def test_a_number_or_boolean_is_dropped_or_used_as_it_was_written(written: str, text: str, kind: str) -> None:
    body = f'{{"parameters": {{"k": {{"value": {written}, "displayToAgent": true, "saveToDatabase": false}}}}}}'.encode()
    strict, lenient = graded(body), graded(body, mode="lenient")
    assert found(strict) == [("violation", "value-type"), ("failure", "all-dropped")]
    assert said(strict, "value-type") == f"The value of 'k' is a {kind}, not a string; the parameter is dropped."
    assert found(lenient) == [("warning", "value-type")]
    assert said(lenient, "value-type") == f"The value of 'k' is a {kind}; it is used as the text '{text}'."
    assert lenient.returned == [SessionParameter("k", text, True, False, "dip")]
    assert (lenient.findings[0].path, lenient.findings[0].grade) == ("/parameters/k/value", "inferred")


@pytest.mark.rule("xima.dip.reply.value-long")
@pytest.mark.parametrize(("length", "findings"), [(0, []), (255, []), (256, [("warning", "value-long")])])
def test_a_long_value_is_kept(length: int, findings: list[tuple[str, str]]) -> None:
    value = "\U0001f600" * length
    result = of_item({**GOOD_ITEM, "value": value})
    assert result == (findings, SessionParameter("k", value, False, False, "dip"))


@pytest.mark.rule("xima.dip.reply.flag-missing", "xima.dip.reply.flag-type")
@pytest.mark.parametrize(
    ("flags", "findings", "effective"),
    [
        ({}, ["flag-missing", "flag-missing"], (False, False)),
        ({"saveToDatabase": True}, ["flag-missing"], (False, True)),
        ({"displayToAgent": True}, ["flag-missing"], (True, False)),
        ({"displayToAgent": "true", "saveToDatabase": 1}, ["flag-type", "flag-type"], (False, False)),
        ({"displayToAgent": None, "saveToDatabase": True}, ["flag-type"], (False, True)),
        ({"displayToAgent": True, "saveToDatabase": []}, ["flag-type"], (True, False)),
        ({"displayToAgent": True, "saveToDatabase": False}, [], (True, False)),
    ],
)
def test_a_flag_is_a_boolean_else_false_is_assumed(flags: Any, findings: list[str], effective: tuple[bool, bool]) -> None:
    named, taken = of_item({"value": "x", **flags})
    assert named == [("violation", rule) for rule in findings]
    assert taken == SessionParameter("k", "x", *effective, "dip")


@pytest.mark.rule("xima.dip.reply.flag-missing", "xima.dip.reply.extra-member")
def test_flags_and_members_are_looked_at_even_if_the_value_is_dropped() -> None:
    findings, taken = of_item({"value": None, "displayToAgent": 0, "x": 1}, known=("k",))
    assert [rule for _, rule in findings] == ["value-null", "flag-type", "flag-missing", "extra-member"]
    assert taken is None


@pytest.mark.rule("xima.dip.reply.extra-member")
@pytest.mark.parametrize(
    ("member", "meant"),
    [("DisplayToAgent", "displayToAgent"), ("display-to-agent", "displayToAgent"), ("save_to_database", "saveToDatabase"),
     ("VALUE", "value"), ("Value2", "value"), ("displayAgent", None), ("comment", None), ("", None)],
)  # fmt: skip
def test_another_member_is_ignored_and_what_was_meant_is_named(member: str, meant: str | None) -> None:
    result = graded({"parameters": {"k": {**GOOD_ITEM, member: True}}})
    hint = f' Did you mean "{meant}"?' if meant else ""
    assert said(result, "extra-member") == f"The member '{member}' of 'k' is ignored.{hint}"
    assert (result.findings[0].path, result.verdict) == (f"/parameters/k/{member}", "warn")


@pytest.mark.rule("xima.dip.reply.overwrite")
def test_a_kept_key_overwrites_a_session_parameter() -> None:
    findings, taken = of_item(GOOD_ITEM, known=("k", "other"))
    assert findings == [("note", "overwrite")]
    assert taken is not None
    assert of_item({"value": None}, known=("k",))[0][0] == ("violation", "value-null")


@pytest.mark.rule("xima.dip.reply.all-dropped")
def test_a_reply_of_which_nothing_can_be_used_has_failed() -> None:
    result = graded({"parameters": {"a": 1, "": GOOD_ITEM}})
    assert [rule for _, rule in found(result)] == ["item-not-object", "empty-key", "all-dropped"]
    assert (result.outcome, result.reason, result.findings[-1].path) == ("failed", "all-parameters-dropped", "")


@pytest.mark.parametrize(
    ("rule", "grade_"),
    [("bad-json", "documented"), ("not-object", "documented"), ("parameters-missing", "documented"), ("value-missing", "inferred"),
     ("flag-missing", "inferred"), ("flag-type", "documented"), ("overwrite", "documented"), ("value-null", "chosen"), ("slow", "chosen")],
)  # fmt: skip
def test_a_finding_has_the_grade_of_its_rule(rule: str, grade_: str) -> None:
    assert GRADES[f"xima.dip.reply.{rule}"] == grade_
