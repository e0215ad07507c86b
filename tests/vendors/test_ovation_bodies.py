"""Bodies are read by what they look like: JSON under any content type, forms, PHP's bracket names, forms with parts."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from sandbox.vendors.ovationcxm.bodies import Malformed, read_document
from tests.vendors.ovation import DANAS_CASE, Ovation, refused, results

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=cut"
NEW = b'{"customer":{"name":"A","zipcode":"1","email":"a@b.example"}}'
PUT = "/api/v3/customers/put"


def parts(*bodies: str) -> bytes:
    """Return a form with parts, each given as headers and content."""
    return ("".join(f"--cut\r\nContent-Disposition: form-data; {body}\r\n" for body in bodies) + "--cut--\r\n").encode()


def part(name: str, value: str) -> str:
    """Return a part with a value."""
    return f'name="{name}"\r\n\r\n{value}'


# --- JSON whatever is declared --------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.framing-body-sniff")
@pytest.mark.parametrize(
    "media_type", [FORM, PARTS, "text/plain", "", "application/xml", "APPLICATION/JSON", "application/json; charset=utf-8"]
)
@pytest.mark.parametrize("before", [b"", b" \r\n\t"])
def test_a_body_that_begins_with_a_brace_is_json(ovation: Ovation, media_type: str, before: bytes) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = ovation.send("POST", PUT, before + NEW, headers)
    assert results(answer)["customer"]["name"] == "A"
    declared = media_type.lower().startswith("application/json")
    assert ("ovationcxm.framing-body-sniff" in ovation.last_exchange()["rules"]) is not declared


@pytest.mark.rule("ovationcxm.input-json-malformed")
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"customer":{"name":"A"',
        b'{"customer":{"name":NaN}}',
        b'{"customer":{"latitude":1e999}}',
        b"{'customer':{}}",
        b'{"customer":{"name":"\xff"}}',
        b'{"customer":{"name":"\\ud800"}}',
        b'{"customer":{}} x',
        b"{" * 5000,
    ],
)
@pytest.mark.parametrize("media_type", ["application/json", FORM, PARTS])
def test_a_body_that_begins_with_a_brace_and_is_not_json_is_refused(ovation: Ovation, body: bytes, media_type: str) -> None:
    refused(ovation.send("POST", PUT, body, {"Content-Type": media_type}), 400, "Invalid request body", "input-json-malformed")


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("body", [b"", b"[1]", b"null", b'"customer"', b"customer", b"\xef\xbb\xbf{}", b"{}", b'{"Customer":{}}'])
def test_a_body_without_the_wrapper_is_refused(ovation: Ovation, body: bytes) -> None:
    answer = ovation.send("POST", PUT, body, {"Content-Type": "application/json"})
    refused(answer, 400, "Missing/invalid customer parameter (customer)", "input-wrapper-missing", ["customer"])


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
@pytest.mark.parametrize("value", ["null", '""', '"x"', "1", "true", "[1]", "[{}]"])
def test_a_wrapper_that_is_no_object_is_refused(ovation: Ovation, value: str) -> None:
    answer = ovation.send("POST", PUT, f'{{"customer":{value}}}')
    refused(answer, 400, "Missing/invalid customer parameter (customer)", "input-wrapper-missing", ["customer"])


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
def test_a_wrapper_beside_it_may_be_absent_null_or_blank_but_must_be_an_object(ovation: Ovation) -> None:
    customer: dict[str, Any] = {"id": "HCR2KX"}
    absent: list[Any] = [None, "", " ", [], {}]
    for value in absent:
        assert results(ovation.post("/customers/put", {"customer": customer, "customer_user": value}))["customer_user"] == {}
    for wrong in ("x", 1, True, [1]):
        answer = ovation.post("/customers/put", {"customer": customer, "customer_location": wrong})
        message = "Missing/invalid customer_location parameter (customer_location)"
        refused(answer, 400, message, "input-wrapper-missing", ["customer_location"])


@pytest.mark.rule("ovationcxm.input-wrapper-missing")
def test_an_empty_list_is_an_empty_object(ovation: Ovation) -> None:
    answer = ovation.post("/customers/put", {"customer": []})
    refused(answer, 422, "Missing/invalid name parameter (name)", "input-required", ["name", "zipcode", "email"])


@pytest.mark.parametrize(
    "value",
    [{}, {"files": []}, {"id": None, "name": "", "latitude": 0, "files": [], "metadata_values": {}}, {"metadata_values": {"x": ""}}],
)
def test_an_object_that_says_nothing_is_empty(ovation: Ovation, value: dict[str, Any]) -> None:
    before = ovation.state()
    body = {"customer": {"id": "HCR2KX"}, "customer_user": value, "customer_location": value}
    written = results(ovation.post("/customers/put", body))
    assert (written["customer_user"], written["customer_location"]) == ({}, {})
    assert ovation.state() == before


@pytest.mark.parametrize("value", [False, "x", 1, [0]])
def test_an_object_that_says_anything_is_not_empty(ovation: Ovation, value: Any) -> None:
    answer = ovation.post("/customers/put", {"customer": {"id": "HCR2KX"}, "customer_user": {"anything": value}})
    assert answer.status_code == 422
    assert answer.json()["fields"][0] == "customer_user.first_name"


def test_objects_may_be_nested_as_deep_as_json_allows(ovation: Ovation) -> None:
    deep = '{"a":' * 900 + "null" + "}" * 900
    answer = ovation.send("POST", PUT, f'{{"customer":{{"id":"HCR2KX"}},"customer_user":{deep},"other":{deep}}}')
    assert results(answer)["customer_user"] == {}


# --- Unknown members ------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.framing-unknown-members")
def test_members_that_an_operation_does_not_have_are_passed_over_and_not_stored(ovation: Ovation) -> None:
    plain = {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}
    more = {"customer": plain["customer"] | {"colour": "red", "Name": "B"}, "customerUser": {"first_name": "X"}, "cases": [], "notes": 1}
    rows = [results(ovation.post("/customers/put", body))["customer"] for body in (plain, more)]
    customers = ovation.state()["customers"]
    first, second = (customers[row["id"]] | {"id": "", "created": ""} for row in rows)
    assert first == second
    assert rows[0] | {"id": "", "created": ""} == rows[1] | {"id": "", "created": ""}


# --- Forms ----------------------------------------------------------------------------------------------------------

FORMS = [
    (b"", {}),
    (b"a=1&b=2", {"a": "1", "b": "2"}),
    (b"a=1&a=2", {"a": "2"}),
    (b"a=&b", {"a": "", "b": ""}),
    (b"a=x+y%20%26+%C3%A9", {"a": "x y & é"}),
    (b"a=%FF", {"a": "\ufffd"}),
    (b"a[b]=1&a[c]=2", {"a": {"b": "1", "c": "2"}}),
    (b"a%5Bb%5D=1", {"a": {"b": "1"}}),
    (b"a[b][c]=1", {"a": {"b": {"c": "1"}}}),
    (b"a[]=1&a[]=2", {"a": ["1", "2"]}),
    (b"a[b][]=1&a[b][]=2", {"a": {"b": ["1", "2"]}}),
    (b"a=1&a[b]=2", {"a": {"b": "2"}}),
    (b"a[b]=2&a=1", {"a": "1"}),
    (b"a[b]=1&a[]=2", {"a": ["2"]}),
    (b"a[]=1&a[b]=2", {"a": {"b": "2"}}),
    (b"a[b=1", {"a": "1"}),
    (b"[b]=1", {"": {"b": "1"}}),
]


@pytest.mark.parametrize(("body", "fields"), FORMS)
def test_a_form_may_have_phps_bracket_names(body: bytes, fields: dict[str, Any]) -> None:
    document = read_document(FORM, FORM, body)
    assert (document.fields, document.files, document.is_json) == (fields, {}, False)


@pytest.mark.parametrize("media_type", [FORM, "application/json", "text/plain"])
def test_a_wrapper_may_come_as_a_form(ovation: Ovation, media_type: str) -> None:
    body = "customer[name]=Tea+%26+Co&customer[zipcode]=84102&customer[email]=a%40b.example&customer_location[site_name]="
    row = results(ovation.send("POST", PUT, body, {"Content-Type": media_type}))["customer"]
    assert (row["name"], row["zipcode"], row["email"]) == ("Tea & Co", "84102", "a@b.example")


def test_lists_of_a_wrapper_may_come_as_a_form(ovation: Ovation) -> None:
    body = "customer_location[id]=HCR2KX-K7R&customer_location[org_team_ids][]=SMT-SUP&customer_location[org_team_ids][]=SMT-FLD"
    (row,) = results(ovation.send("POST", "/api/v3/customers/location/put", body))
    assert row["org_team_ids"] == ["SMT-SUP", "SMT-FLD"]


def test_a_list_in_a_form_may_be_long() -> None:
    started = perf_counter()
    document = read_document(FORM, FORM, b"a[]=x&" * 200_000)
    assert document.fields == {"a": ["x"] * 200_000}
    assert perf_counter() - started < 5, "a list that is copied for each item takes minutes"


def test_a_form_may_be_nested_deeply(ovation: Ovation) -> None:
    body = "customer[id]=HCR2KX&customer_user" + "[a]" * 2000 + "="
    assert results(ovation.send("POST", PUT, body))["customer_user"] == {}


# --- Forms with parts -----------------------------------------------------------------------------------------------


def test_a_form_with_parts_has_fields_and_files() -> None:
    body = parts(part("a[b]", "1"), part("é", "ü"), 'name="file"; filename="naïve.txt"\r\nContent-Type: text/plain\r\n\r\n\x00\x01')
    document = read_document("multipart/form-data", PARTS, body)
    assert document.fields == {"a": {"b": "1"}, "é": "ü"}
    upload = document.files["file"]
    assert (upload.name, upload.type, upload.content) == ("naïve.txt", "text/plain", b"\x00\x01")
    assert not document.is_json


def test_a_file_without_a_type_is_bytes() -> None:
    body = parts('name="file"; filename="x"\r\n\r\n')
    upload = read_document("multipart/form-data", PARTS, body).files["file"]
    assert (upload.type, upload.content) == ("application/octet-stream", b"")


@pytest.mark.rule("ovationcxm.input-json-malformed")
@pytest.mark.parametrize(
    ("content_type", "body"), [("multipart/form-data", b"x"), (PARTS, b"x"), (PARTS, b"--cut\r\nBad Header\r\n\r\nA\r\n--cut--")]
)
def test_a_form_whose_parts_cannot_be_read_is_refused(ovation: Ovation, content_type: str, body: bytes) -> None:
    with pytest.raises(Malformed):
        read_document("multipart/form-data", content_type, body)
    answer = ovation.send("POST", PUT, body, {"Content-Type": content_type})
    refused(answer, 400, "Invalid request body", "input-json-malformed")


def test_a_wrapper_may_come_in_parts(ovation: Ovation) -> None:
    body = parts(part("customer[name]", "A"), part("customer[zipcode]", "1"), part("customer[email]", "a@b.example"))
    assert results(ovation.send("POST", PUT, body, {"Content-Type": PARTS}))["customer"]["name"] == "A"


# --- Where parameters stand -----------------------------------------------------------------------------------------

LOG = f"/api/v3/issues/log/put/{DANAS_CASE}"


@pytest.mark.parametrize(
    ("target", "body", "headers"),
    [
        (LOG, b'{"notes":"here"}', {}),
        (LOG, b"notes=here", {}),
        (LOG, parts(part("notes", "here")), {"Content-Type": PARTS}),
        (f"{LOG}?notes=here", b"", {}),
        (f"{LOG}?notes=there", b"notes=here", {}),
        (f"{LOG}?notes=here", b"notes=", {}),
        (f"{LOG}?notes=here", b'{"notes":null}', {}),
    ],
)
def test_a_parameter_of_the_body_is_looked_for_there_and_then_in_the_query(
    ovation: Ovation, target: str, body: bytes, headers: dict[str, str]
) -> None:
    (row,) = results(ovation.send("POST", target, body, headers))
    assert row["notes"] == "here"


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("?email=omar%40bluefinch.example", b""),
        ("", b'{"email":"omar@bluefinch.example"}'),
        ("", b"email=omar%40bluefinch.example"),
        ("?email=", b"email=omar%40bluefinch.example"),
        ("?email=omar%40bluefinch.example", b"email=nobody"),
    ],
)
def test_a_parameter_of_the_query_is_looked_for_there_and_then_in_the_body_of_a_get_too(ovation: Ovation, query: str, body: bytes) -> None:
    assert ovation.send("GET", f"/api/v3/customers/user_check{query}", body).json()["exists"] is True


@pytest.mark.rule("ovationcxm.input-required")
def test_a_body_that_cannot_be_read_has_no_parameters_for_a_get(ovation: Ovation) -> None:
    answer = ovation.send("GET", "/api/v3/customers/user_check", b"{")
    refused(answer, 422, "Missing/invalid email parameter (email)", "input-required", ["email"])
    assert ovation.send("GET", "/api/v3/customers/user_check?email=omar%40bluefinch.example", b"{").json()["exists"] is True


def test_a_post_without_a_body_is_good_where_nothing_is_needed(ovation: Ovation) -> None:
    answer = ovation.send("POST", f"/api/v3/issues/resolve/{DANAS_CASE}", b"", {"Content-Length": "0"})
    assert answer.status_code == 200
