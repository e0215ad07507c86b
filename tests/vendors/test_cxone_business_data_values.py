"""Business Data: which fields and values a PUT takes, and how they are stored."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import T1, CxoneClient, rule_of
from tests.vendors.cxone_business_data import AT_FIRST, AT_SECOND, CALL, FIRST, SECOND, bad_field, put_raw, values

TEXT, BOOLEAN, NUMERIC = "business_data_name1", "business_data_name2", "business_data_name3"
EXPECTED = {TEXT: "expects a text value", BOOLEAN: "expects a true/false value", NUMERIC: "expects a numeric value"}


def stored(cxone: CxoneClient, name: str, value: str) -> str | None:
    """Send a value as JSON has it; return what is stored, or `None` if it is refused for its type."""
    answer = put_raw(cxone, f'[{{"{name}": {value}}}]')
    if answer.status_code == 204:
        found: str = values(cxone)[name]
        return found
    assert (answer.status_code, answer.json()) == (400, bad_field("INVALID_TYPE", name, EXPECTED[name]))
    assert rule_of(answer) == "nice_cxone.bd.value-type"
    assert name not in values(cxone)
    return None


# --- Fields ---


@pytest.mark.rule("nice_cxone.bd.field-unknown", "nice_cxone.bd.field-name-match", "nice_cxone.bd.errors-details")
@pytest.mark.parametrize(
    "name",
    ["NoSuchField", "accountnumber", "ACCOUNTNUMBER", "AccountNumber ", " AccountNumber", "Account Number", "", "WorkOrder", "Ünïcode\n'"],
)
@pytest.mark.parametrize("value", ["x", None, {"a": 1}])
def test_a_name_must_be_exactly_that_of_a_field_of_the_tenant(cxone: CxoneClient, name: str, value: Any) -> None:
    answer = cxone.put(CALL, [{"AccountNumber": "1"}, {name: value}])
    assert (answer.status_code, answer.json()) == (400, bad_field("FIELD_NOT_FOUND", name, "does not exist"))
    assert rule_of(answer) == "nice_cxone.bd.field-unknown"


@pytest.mark.rule("nice_cxone.bd.field-inactive")
@pytest.mark.parametrize("value", ["x", 5, None, []])
def test_a_deactivated_field_is_refused_whatever_the_value(cxone: CxoneClient, value: Any) -> None:
    answer = cxone.put(CALL, [{"LegacyCampaign": value}])
    assert (answer.status_code, answer.json()) == (400, bad_field("FIELD_INACTIVE", "LegacyCampaign", "is not active"))
    assert rule_of(answer) == "nice_cxone.bd.field-inactive"


@pytest.mark.rule("nice_cxone.bd.field-duplicate")
def test_of_a_field_that_occurs_more_than_once_the_last_value_counts(cxone: CxoneClient) -> None:
    assert cxone.put(CALL, [{"CaseId": "1"}, {"IssueType": "x"}, {"CaseId": "2"}, {"CaseId": "3"}]).status_code == 204
    assert values(cxone) == {**AT_FIRST, "CaseId": "3", "IssueType": "x"}
    assert "nice_cxone.bd.field-duplicate" in cxone.last_rules()
    assert put_raw(cxone, '[{"CaseId": "4", "CaseId": 5}]').status_code == 204
    assert values(cxone)["CaseId"] == "5"
    assert "nice_cxone.bd.field-duplicate" not in cxone.last_rules()


@pytest.mark.rule("nice_cxone.bd.all-or-nothing", "nice_cxone.gen.atomic")
@pytest.mark.parametrize(
    ("items", "code", "name", "problem"),
    [
        ([{"AccountNumber": "9"}, {"No": "x"}], "FIELD_NOT_FOUND", "No", "does not exist"),
        ([{"No": "x"}, {"AccountNumber": "9"}], "FIELD_NOT_FOUND", "No", "does not exist"),
        ([{"AccountNumber": "9", "LegacyCampaign": "x"}, {"No": "x"}], "FIELD_INACTIVE", "LegacyCampaign", "is not active"),
        ([{"AccountNumber": "9", TEXT: [], "No": "x"}], "INVALID_VALUE", TEXT, "does not accept an object or array"),
        ([{NUMERIC: "x"}, {NUMERIC: 1}], "INVALID_TYPE", NUMERIC, "expects a numeric value"),
        ([{"AccountNumber": "9"}, {"CaseId": None}, {BOOLEAN: 1}], "INVALID_VALUE", "CaseId", "does not accept null"),
    ],
)
@pytest.mark.parametrize("segment", [None, FIRST])
def test_one_bad_item_among_good_ones_stores_nothing_and_the_first_bad_one_is_named(
    cxone: CxoneClient, items: Any, code: str, name: str, problem: str, segment: str | None
) -> None:
    answer = cxone.put(CALL, items, segment)
    assert (answer.status_code, answer.json()) == (400, bad_field(code, name, problem))
    assert (values(cxone, FIRST), values(cxone, SECOND)) == (AT_FIRST, AT_SECOND)


# --- Values of no type ---


@pytest.mark.rule("nice_cxone.bd.value-null")
@pytest.mark.parametrize("name", [TEXT, BOOLEAN, NUMERIC, "AccountNumber"])
def test_null_is_refused(cxone: CxoneClient, name: str) -> None:
    answer = cxone.put(CALL, [{name: None}])
    assert (answer.status_code, answer.json()) == (400, bad_field("INVALID_VALUE", name, "does not accept null"))
    assert rule_of(answer) == "nice_cxone.bd.value-null"


@pytest.mark.rule("nice_cxone.bd.value-null")
@pytest.mark.parametrize("typing", ["lenient", "strict"])
def test_null_can_remove_the_value(cxone: CxoneClient, typing: str) -> None:
    cxone.switch(null_value="clear", value_typing=typing)
    assert cxone.put(CALL, [{"AccountNumber": None}, {NUMERIC: None}, {"CaseId": "1"}, {"CaseId": None}], FIRST).status_code == 204
    assert values(cxone) == {name: value for name, value in AT_FIRST.items() if name != "AccountNumber"}
    assert values(cxone, SECOND) == AT_SECOND
    for name, code, problem in (("No", "FIELD_NOT_FOUND", "does not exist"), ("LegacyCampaign", "FIELD_INACTIVE", "is not active")):
        assert cxone.put(CALL, [{name: None}]).json() == bad_field(code, name, problem)


@pytest.mark.rule("nice_cxone.bd.value-nested")
@pytest.mark.parametrize("name", [TEXT, BOOLEAN, NUMERIC])
@pytest.mark.parametrize("value", [{}, [], {"a": 1}, ["x"], [{"CaseId": "7"}]])
def test_an_object_or_an_array_is_refused(cxone: CxoneClient, name: str, value: Any) -> None:
    answer = cxone.put(CALL, [{name: value}])
    assert (answer.status_code, answer.json()) == (400, bad_field("INVALID_VALUE", name, "does not accept an object or array"))
    assert rule_of(answer) == "nice_cxone.bd.value-nested"


# --- The table of types ---

TABLE = [
    # A value as JSON has it, then as a text, a boolean and a numeric field store it.
    ('"some text"', "some text", None, None),
    ('""', "", None, None),
    ('" Padded\\t"', " Padded\t", None, None),
    ('"true"', "true", "true", None),
    ('" TRUE "', " TRUE ", "true", None),
    ('"\\tFalse\\n"', "\tFalse\n", "false", None),
    ('"true/false"', "true/false", None, None),
    ('"1"', "1", None, "1"),
    ('"yes"', "yes", None, None),
    ('"numeric"', "numeric", None, None),
    ('" 12.50 "', " 12.50 ", None, "12.50"),
    ('"007"', "007", None, "7"),
    ('"-0.50"', "-0.50", None, "-0.50"),
    ('"1e3"', "1e3", None, "1000"),
    ('"1E+03"', "1E+03", None, "1000"),
    ('"+5"', "+5", None, None),
    ('"5."', "5.", None, None),
    ('".5"', ".5", None, None),
    ('"1,000"', "1,000", None, None),
    ('"1_000"', "1_000", None, None),
    ('"1 000"', "1 000", None, None),
    ('"0x10"', "0x10", None, None),
    ('"NaN"', "NaN", None, None),
    ('"Infinity"', "Infinity", None, None),
    ('"\u0661"', "\u0661", None, None),
    ('"1e309"', "1e309", None, None),
    ('"-"', "-", None, None),
    ("1234", "1234", None, "1234"),
    ("0", "0", None, "0"),
    ("1", "1", None, "1"),
    ("-0.5", "-0.5", None, "-0.5"),
    ("12.50", "12.50", None, "12.50"),
    ("1e3", "1000", None, "1000"),
    ("1.5E-2", "0.015", None, "0.015"),
    ("123456789012345678901234567890.10", "123456789012345678901234567890.10", None, "123456789012345678901234567890.10"),
    ("1e308", "1" + "0" * 308, None, "1" + "0" * 308),
    ("1e-308", "0." + "0" * 307 + "1", None, "0." + "0" * 307 + "1"),
    ("1e0000000000000000000003", "1000", None, "1000"),
    ("1e309", None, None, None),
    ("1e-309", None, None, None),
    ("-1e400", None, None, None),
    ("0e999999999999999999999", None, None, None),
    ("true", "true", "true", None),
    ("false", "false", "false", None),
]


@pytest.mark.rule("nice_cxone.bd.value-type")
@pytest.mark.parametrize(("value", "text", "boolean", "numeric"), TABLE)
def test_a_value_is_stored_as_its_field_has_it_or_does_not_fit(
    cxone: CxoneClient, value: str, text: str | None, boolean: str | None, numeric: str | None
) -> None:
    assert stored(cxone, TEXT, value) == text
    assert stored(cxone, BOOLEAN, value) == boolean
    assert stored(cxone, NUMERIC, value) == numeric


@pytest.mark.rule("nice_cxone.bd.value-type")
@pytest.mark.parametrize(("value", "text", "boolean", "numeric"), TABLE)
def test_typing_can_be_strict(cxone: CxoneClient, value: str, text: str | None, boolean: str | None, numeric: str | None) -> None:
    cxone.switch(value_typing="strict")
    quoted, flag = value.startswith('"'), value in ("true", "false")
    assert stored(cxone, TEXT, value) == (text if quoted else None)
    assert stored(cxone, BOOLEAN, value) == (boolean if flag else None)
    assert stored(cxone, NUMERIC, value) == (None if quoted or flag else numeric)


@pytest.mark.rule("nice_cxone.bd.value-length")
def test_a_text_of_any_length_is_stored(cxone: CxoneClient) -> None:
    for length in (1, 255, 256, 4000, 100_000):
        assert cxone.put(CALL, [{TEXT: "é" * length}]).status_code == 204
        assert values(cxone)[TEXT] == "é" * length


@pytest.mark.rule("nice_cxone.bd.value-range")
@pytest.mark.parametrize("digits", ["9" * 400, "-" + "9" * 5000, "0." + "3" * 1000, "9" * 400 + ".5"])
def test_a_number_of_any_size_is_stored_digit_by_digit(cxone: CxoneClient, digits: str) -> None:
    assert stored(cxone, NUMERIC, digits) == digits
    assert stored(cxone, NUMERIC, f'"{digits}"') == digits


@pytest.mark.rule("nice_cxone.bd.field-limits")
@pytest.mark.parametrize(
    ("kinds", "problem"),
    [
        (["text"] * 35 + ["numeric"] * 10 + ["boolean"] * 5, None),
        (["text"] * 36, "a tenant has at most 35 text business data fields"),
        (["numeric"] * 11, "a tenant has at most 10 numeric business data fields"),
        (["boolean"] * 6, "a tenant has at most 5 boolean business data fields"),
        (["text"] * 35 + ["numeric"] * 10 + ["boolean"] * 6, "a tenant has at most 50 business data fields"),
    ],
)
def test_a_state_with_too_many_fields_is_refused(cxone: CxoneClient, kinds: list[str], problem: str | None) -> None:
    state = cxone.state
    for segment in state["segments"].values():
        segment["values"] = {}
    fields = {f"field{number}": {"id": str(number), "type": kind, "active": number % 2 == 0} for number, kind in enumerate(kinds)}
    state["tenants"][T1]["fields"] = fields
    answer = cxone.http.put("/_sandbox/state/nice_cxone", json=state)
    if problem is None:
        assert answer.is_success
    else:
        assert answer.status_code == 400
        assert problem in answer.text
