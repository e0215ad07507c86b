"""Business Data: which bodies are read."""

from __future__ import annotations

import json

import pytest

from tests.vendors.cxone import CxoneClient, rule_of
from tests.vendors.cxone_business_data import AT_FIRST, AT_SECOND, FIRST, SECOND, bad_input, path, put_raw, values

ITEMS = b'[{"CaseId": "7"}]'
PRINTED = '[ { "business_data_name1": "string of text" }, { "business_data_name2": true, }, { "business_data_name3": 1234, } ]'
"""The sample on the vendor's page, trailing commas and all."""


def check_refused(cxone: CxoneClient, body: bytes | str, rule: str, reason: str) -> None:
    """Check that a body is refused in both forms, and that nothing is stored."""
    for segment in (None, FIRST):
        answer = put_raw(cxone, body, segment=segment)
        assert (answer.status_code, answer.json()) == (400, bad_input(reason))
        assert list(answer.json()) == ["code", "details", "hostName", "entityType"]
        assert rule_of(answer) == rule
    assert (values(cxone, FIRST), values(cxone, SECOND)) == (AT_FIRST, AT_SECOND)


@pytest.mark.rule("nice_cxone.bd.content-type")
@pytest.mark.parametrize(
    "sent",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "application/json+xml",
        "application/xml",
        "json",
        "+json",
        "application/+json",
        "x; application/json",
        "application/json, text/plain",
    ],
)
def test_another_content_type_is_refused(cxone: CxoneClient, sent: str) -> None:
    answer = put_raw(cxone, ITEMS, headers={"Content-Type": sent})
    assert (answer.status_code, answer.json()) == (400, bad_input("Content-Type must be application/json."))
    assert rule_of(answer) == "nice_cxone.bd.content-type"


@pytest.mark.rule("nice_cxone.bd.content-type")
@pytest.mark.parametrize(
    "sent",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON ;charset=latin-1",
        "application/merge-patch+json",
        "a/b+json;v=1",
    ],
)
def test_json_may_be_labelled_in_several_ways(cxone: CxoneClient, sent: str) -> None:
    assert put_raw(cxone, ITEMS, headers={"Content-Type": sent}).status_code == 204


def test_json_without_a_content_type_is_read(cxone: CxoneClient) -> None:
    request = cxone.http.build_request("PUT", f"/nice_cxone{path()}", content=ITEMS, headers={"Authorization": f"Bearer {cxone.token()}"})
    assert "Content-Type" not in request.headers
    assert cxone.http.send(request).status_code == 204


@pytest.mark.rule("nice_cxone.bd.body-missing")
@pytest.mark.parametrize("body", [b"", b" ", b" \r\n\t "])
def test_no_body_is_refused(cxone: CxoneClient, body: bytes) -> None:
    check_refused(cxone, body, "nice_cxone.bd.body-missing", "Body is missing.")


@pytest.mark.rule("nice_cxone.bd.body-not-json")
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(PRINTED, id="the printed sample"),
        pytest.param("hello", id="words"),
        pytest.param("[{]", id="unbalanced"),
        pytest.param('[{"CaseId": "7"}', id="unfinished"),
        pytest.param("[{'CaseId': '7'}]", id="single quotes"),
        pytest.param('[{CaseId: "7"}]', id="bare name"),
        pytest.param('[{"CaseId": "7"},]', id="trailing comma"),
        pytest.param('[{"CaseId": "7"}] x', id="text behind"),
        pytest.param('[{"CaseId": "7"}][]', id="two documents"),
        pytest.param('[{"CaseId": NaN}]', id="NaN"),
        pytest.param('[{"InvoiceTotal": Infinity}]', id="Infinity"),
        pytest.param('[{"InvoiceTotal": -Infinity}]', id="minus Infinity"),
        pytest.param('[{"InvoiceTotal": 007}]', id="leading zeros"),
        pytest.param('[{"InvoiceTotal": +1}]', id="plus"),
        pytest.param('[{"InvoiceTotal": 1.}]', id="no fraction"),
        pytest.param('[{"InvoiceTotal": .5}]', id="no whole"),
        pytest.param('[{"InvoiceTotal": 0x10}]', id="hexadecimal"),
        pytest.param('[{"InvoiceTotal": ١}]', id="Arabic digit"),
        pytest.param('[{"CaseId": "a\nb"}]', id="raw end of line"),
        pytest.param('[{"CaseId": "\\x41"}]', id="unknown escape"),
        pytest.param('[{"CaseId": "\\ud800"}]', id="half a surrogate pair"),
        pytest.param('[{"\\uDC00\\ud800": "7"}]', id="surrogates the wrong way round"),
        pytest.param(b'\xef\xbb\xbf[{"CaseId": "7"}]', id="byte order mark"),
        pytest.param(b'[{"CaseId": "\xff"}]', id="no UTF-8"),
        pytest.param('[{"CaseId": "é"}]'.encode("latin-1"), id="Latin-1"),
        pytest.param('[{"CaseId": "7"}]'.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\x00", id="zero byte"),
        pytest.param("AccountNumber=1", id="form"),
        pytest.param("[" * 100_000, id="unbalanced and deep"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="deep"),
        pytest.param('[{"CaseId": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}]", id="deep within a value"),
        pytest.param('{"a":' * 50_000 + "1" + "}" * 50_000, id="deep object"),
    ],
)
def test_what_is_not_json_is_refused(cxone: CxoneClient, body: bytes | str) -> None:
    check_refused(cxone, body, "nice_cxone.bd.body-not-json", "Body is not valid JSON.")


@pytest.mark.rule("nice_cxone.bd.body-not-array")
@pytest.mark.parametrize("body", ["{}", '{"AccountNumber": "1"}', '"x"', "1", "-1.5e3", "1e999", "true", "null", '"[]"', ' {"a": []} '])
def test_what_is_not_an_array_is_refused(cxone: CxoneClient, body: str) -> None:
    check_refused(cxone, body, "nice_cxone.bd.body-not-array", "Body must be a JSON array.")


@pytest.mark.rule("nice_cxone.bd.body-empty-array")
@pytest.mark.parametrize("body", ["[]", " [ ] \n"])
def test_an_empty_array_is_refused(cxone: CxoneClient, body: str) -> None:
    check_refused(cxone, body, "nice_cxone.bd.body-empty-array", "Body must contain at least one item.")


@pytest.mark.rule("nice_cxone.bd.item-not-object")
@pytest.mark.parametrize("item", ['"x"', "1", "true", "null", "[]", '[{"CaseId": "7"}]', '"CaseId"'])
def test_an_item_that_is_no_object_is_refused(cxone: CxoneClient, item: str) -> None:
    reason = "Item {} must be a JSON object."
    check_refused(cxone, f"[{item}]", "nice_cxone.bd.item-not-object", reason.format(0))
    check_refused(cxone, f'[{{"CaseId": "7"}}, {{"NoSuchField": 1}}, {item}, {{}}]', "nice_cxone.bd.item-not-object", reason.format(2))


@pytest.mark.rule("nice_cxone.bd.item-empty")
def test_an_empty_item_is_refused(cxone: CxoneClient) -> None:
    check_refused(cxone, "[{}]", "nice_cxone.bd.item-empty", "Item 0 is empty.")
    check_refused(cxone, '[{"CaseId": "7"}, {}, 3]', "nice_cxone.bd.item-empty", "Item 1 is empty.")


@pytest.mark.rule("nice_cxone.bd.item-several-fields")
def test_an_item_with_several_members_updates_them_all(cxone: CxoneClient) -> None:
    assert put_raw(cxone, '[{"CaseId": "7", "InvoiceTotal": 1.50}, {"business_data_name1": "x"}]').status_code == 204
    assert values(cxone) == {**AT_FIRST, "CaseId": "7", "InvoiceTotal": "1.50", "business_data_name1": "x"}
    assert "nice_cxone.bd.item-several-fields" in cxone.last_rules()


@pytest.mark.rule("nice_cxone.bd.item-several-fields")
def test_an_item_with_several_members_can_be_refused(cxone: CxoneClient) -> None:
    cxone.switch(multi_key_item="reject")
    check_refused(
        cxone, '[{"CaseId": "7"}, {"CaseId": "8", "No": 1}, 5]', "nice_cxone.bd.item-several-fields", "Item 1 has more than one field."
    )
    # The parser keeps the last of equal names, so that this object has one.
    assert put_raw(cxone, '[{"CaseId": "7", "CaseId": "8"}]').status_code == 204
    assert values(cxone)["CaseId"] == "8"


@pytest.mark.rule("nice_cxone.bd.body-not-json")
def test_a_body_within_measure_is_read_however_it_is_written(cxone: CxoneClient) -> None:
    nested = "[" * 200 + "]" * 200
    answer = put_raw(cxone, f'[{{"CaseId": {nested}}}]')
    assert rule_of(answer) == "nice_cxone.bd.value-nested"
    text = 'ünïcode "quoted" \U0001f600 \x00 \u2028 ' + "x" * 10_000
    assert put_raw(cxone, json.dumps([{"CaseId": text}])).status_code == 204
    assert values(cxone)["CaseId"] == text
    assert put_raw(cxone, json.dumps([{"CaseId": "\\ud800"}])).status_code == 204
    assert values(cxone)["CaseId"] == "\\ud800"
    assert put_raw(cxone, '[{"CaseId": "\\uD83D\\ude00"}]').status_code == 204
    assert values(cxone)["CaseId"] == "\U0001f600"
    many = [{"CaseId": str(number)} for number in range(5000)]
    assert put_raw(cxone, json.dumps(many)).status_code == 204
    assert values(cxone)["CaseId"] == "4999"
