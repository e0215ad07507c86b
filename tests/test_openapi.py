"""The OpenAPI document of a vendor: what its table and its handlers' annotations say."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, Literal, Optional

import pytest

from sandbox.openapi import document
from sandbox.vendor import CHOSEN, Answers, Operation, Reply, Webhook
from tests.cafe import CAFE, Cup, Refusal, TinyCall, vendor

Json = dict[str, Any]


def returning(annotation: Any) -> Callable[..., Any]:
    """Return a handler with that annotation of what it returns."""

    def handler(call: TinyCall) -> Any: ...

    handler.__annotations__["return"] = annotation
    return handler


def success(annotation: Any) -> tuple[Json, Json]:
    """Return the response of success of a handler that returns this, and the document's schemas."""
    found = document(vendor(Operation("cup.get", "GET", "/cup", returning(annotation), CHOSEN)))
    return found["paths"]["/cup"]["get"]["responses"]["200"], found["components"]["schemas"]


def ref(model: str) -> Json:
    """Return a reference to a schema."""
    return {"$ref": f"#/components/schemas/{model}"}


def content(schema: Json, media_type: str = "application/json") -> Json:
    """Return what a body is."""
    return {media_type: {"schema": schema}}


# --- The document ---------------------------------------------------------------------------------------------------


def test_the_document_says_which_vendor_it_is_about_and_that_it_is_not_the_vendors() -> None:
    assert list(CAFE) == ["openapi", "info", "tags", "paths", "components", "x-sandbox-not-emulated"]
    assert CAFE["openapi"] == "3.1.0"
    assert (CAFE["info"]["title"], CAFE["info"]["version"]) == ("The Café", "2.1")
    assert CAFE["info"]["description"].startswith("What the sandbox plays of The Café, in the sandbox's own words")
    assert CAFE["components"]["securitySchemes"] == {"token": {"type": "http", "scheme": "bearer"}}
    assert CAFE["x-sandbox-not-emulated"] == [{"root": "/kitchen", "why": "nobody may enter"}]


def test_operations_are_grouped_by_the_first_word_of_their_id_in_the_order_of_the_table() -> None:
    assert CAFE["tags"] == [{"name": "cup"}, {"name": "bill"}]
    assert {path: list(methods) for path, methods in CAFE["paths"].items()} == {
        "/tables/{table}/cups/{cup_id}": ["get", "post"],
        "/bill": ["put"],
    }


def test_a_docstring_is_summary_and_description() -> None:
    listed, ordered = CAFE["paths"]["/tables/{table}/cups/{cup_id}"].values()
    assert (listed["summary"], listed["description"]) == ("List cups.", "Empty ones too.\nIn the order of the menu.")
    assert ordered["summary"] == "Order cups."
    assert "description" not in ordered


def test_an_operation_with_a_body_is_described_whole() -> None:
    in_path = {"in": "path", "required": True, "schema": {"type": "string"}}
    assert CAFE["paths"]["/tables/{table}/cups/{cup_id}"]["post"] == {
        "tags": ["cup"],
        "operationId": "cafe.cup.order",
        "summary": "Order cups.",
        "security": [{"token": []}],
        "parameters": [{"name": "table", **in_path}, {"name": "cup_id", **in_path}],
        "requestBody": {"required": True, "content": content(ref("Order-Input"))},
        "responses": {
            "201": {"description": "Created", "content": content(ref("Order-Output")), "x-sandbox-grade": "observed"},
            "400": {
                "description": "Bad Request",
                "content": content(ref("Refusal")),
                "x-sandbox-may-be-empty": True,
                "x-sandbox-grade": "documented",
            },
            "404": {"description": "Not Found", "x-sandbox-grade": "chosen"},
            "409": {
                "description": "Conflict",
                "content": content(ref("Refusal")),
                "x-sandbox-grade": "inferred",
                "x-sandbox-only-with": "cafe.full: refuse",
            },
        },
        "x-sandbox-grade": "observed",
    }


def test_a_form_is_a_body_of_its_own_media_type() -> None:
    assert CAFE["paths"]["/bill"]["put"] == {
        "tags": ["bill"],
        "operationId": "cafe.bill.pay",
        "summary": "Pay.",
        "requestBody": {"required": True, "content": content(ref("Cup-Input"), "application/x-www-form-urlencoded")},
        "responses": {"204": {"description": "No Content", "x-sandbox-grade": "chosen"}},
        "x-sandbox-grade": "chosen",
    }


SORT = {"title": "Sort", "enum": ["green", "black"], "type": "string"}


def query_parameters() -> dict[str, Json]:
    """Return the query parameters of the list, by name."""
    parameters = CAFE["paths"]["/tables/{table}/cups/{cup_id}"]["get"]["parameters"]
    return {parameter["name"]: parameter for parameter in parameters if parameter["in"] == "query"}


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("limit", {"description": "How many at most.", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}}),
        ("sort", {"description": "Sorts of tea.", "schema": SORT}),
        ("sorts", {"schema": {"type": "array", "default": [], "items": {"description": "Sorts of tea.", **SORT}}}),
        ("other", {"description": "Which other sort.", "schema": SORT}),
        ("best", {"description": "Which sort first.", "schema": {"default": "green", **SORT}}),
        ("table", {"required": True, "schema": {"type": "string"}}),
        ("since", {"schema": {"type": "integer"}}),
        ("mixed", {"schema": {"anyOf": [{"type": "integer"}, {"type": "string"}]}}),
        ("pageNumber", {"schema": {"type": "integer", "default": 1}}),
    ],
)
def test_a_query_parameter_stands_without_references_null_and_made_up_title(name: str, described: Json) -> None:
    assert query_parameters()[name] == {"name": name, "in": "query", "required": False} | described


def test_the_parameters_of_the_path_come_first_then_the_querys_in_the_order_of_the_model() -> None:
    parameters = CAFE["paths"]["/tables/{table}/cups/{cup_id}"]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters[:2]] == ["table", "cup_id"]
    assert [parameter["name"] for parameter in parameters[2:]] == [
        "limit",
        "sort",
        "sorts",
        "other",
        "best",
        "table",
        "since",
        "mixed",
        "pageNumber",
    ]


def test_what_is_read_and_what_is_answered_are_schemas_of_their_own_where_they_differ() -> None:
    schemas = CAFE["components"]["schemas"]
    assert list(schemas) == ["Cup-Input", "Cup-Output", "Order-Input", "Order-Output", "Refusal"]
    assert schemas["Order-Output"]["properties"]["cups"]["items"] == ref("Cup-Output")
    assert schemas["Cup-Input"]["required"] == ["teaName"]
    assert schemas["Cup-Output"]["required"] == ["teaName", "sugar"]
    assert schemas["Refusal"] == {
        "title": "Refusal",
        "description": "How the café says no.",
        "type": "object",
        "properties": {"why": {"type": "string"}},
        "required": ["why"],
    }
    assert schemas["Order-Input"]["properties"]["cups"]["items"] == ref("Cup-Input")


# --- What a handler returns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("annotation", "schema", "may_be_empty"),
    [
        (Refusal, ref("Refusal"), False),
        (Refusal | None, ref("Refusal"), True),
        (Optional[Refusal], ref("Refusal"), True),  # noqa: UP045 - the other spelling is tested
        (list[Refusal], {"type": "array", "items": ref("Refusal")}, False),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}, False),
        (Literal["a"] | None, {"const": "a", "type": "string"}, True),
        (Refusal | Cup, {"anyOf": [ref("Refusal"), ref("Cup")]}, False),
        (Refusal | Cup | None, {"anyOf": [ref("Refusal"), ref("Cup")]}, True),
        (None, None, False),
        (type(None), None, False),
        (Reply, None, False),
        (Annotated[Reply, Refusal], ref("Refusal"), False),
        (Annotated[Reply, Refusal | None], ref("Refusal"), True),
        (Annotated[Reply, None], None, False),
    ],
)
def test_what_a_handler_returns_is_the_schema_of_success(annotation: Any, schema: Json | None, may_be_empty: bool) -> None:
    response, schemas = success(annotation)
    expected: Json = {"description": "OK"}
    if schema is not None:
        expected["content"] = content(schema)
    if may_be_empty:
        expected["x-sandbox-may-be-empty"] = True
    assert response == {**expected, "x-sandbox-grade": "chosen"}
    assert set(schemas) == {name for name in ("Refusal", "Cup") if name in json.dumps(schema)}


@pytest.mark.parametrize(
    ("status", "phrase"),
    [
        (202, "Accepted"),
        (413, "Content Too Large"),
        (414, "URI Too Long"),
        (416, "Range Not Satisfiable"),
        (422, "Unprocessable Content"),
        (429, "Too Many Requests"),
        (499, "Status 499"),
    ],
)
def test_a_status_is_described_by_its_phrase_whichever_python_writes_it(status: int, phrase: str) -> None:
    assert status == 499 or status in set(HTTPStatus)
    found = document(vendor(Operation("a.b", "GET", "/", returning(None), CHOSEN, errors={status: Answers(None, CHOSEN)})))
    assert found["paths"]["/"]["get"]["responses"][str(status)] == {"description": phrase, "x-sandbox-grade": "chosen"}


@pytest.mark.parametrize(("status", "promised"), [(499, True), (500, False), (503, False)])
def test_a_status_that_only_a_fault_gives_is_no_promise(status: int, promised: bool) -> None:
    found = document(vendor(Operation("a.b", "GET", "/", returning(None), CHOSEN, errors={status: Answers(Refusal, CHOSEN)})))
    assert (str(status) in found["paths"]["/"]["get"]["responses"]) == promised
    assert ("Refusal" in found["components"]["schemas"]) == promised


def test_a_vendor_that_has_nothing_has_a_document() -> None:
    bare = document(vendor(security={}, not_emulated=()))
    assert (bare["tags"], bare["paths"], bare["x-sandbox-not-emulated"]) == ([], {}, [])
    assert bare["components"] == {"schemas": {}, "securitySchemes": {}}


# --- Webhooks -------------------------------------------------------------------------------------------------------


def test_what_a_vendor_sends_by_itself_stands_among_the_webhooks() -> None:
    told = (
        Webhook("tea.ready", "POST", Cup, CHOSEN, "A cup is ready."),
        Webhook("tea.photo", "PUT", bytes, CHOSEN, "How it looks.", "image/png"),
        Webhook("bell", "GET", None, CHOSEN, "Somebody rang."),
    )
    found = document(vendor(webhooks=told))
    common = {"responses": {"2XX": {"description": "Received"}}, "x-sandbox-grade": "chosen"}
    assert found["webhooks"] == {
        "tea.ready": {
            "post": {
                "tags": ["tea"],
                "operationId": "cafe.tea.ready",
                "summary": "A cup is ready.",
                "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Cup")}}},
                **common,
            }
        },
        "tea.photo": {
            "put": {
                "tags": ["tea"],
                "operationId": "cafe.tea.photo",
                "summary": "How it looks.",
                "requestBody": {"required": True, "content": {"image/png": {}}},
                **common,
            }
        },
        "bell": {"get": {"tags": ["bell"], "operationId": "cafe.bell", "summary": "Somebody rang.", **common}},
    }
    assert found["tags"] == [{"name": "tea"}, {"name": "bell"}]
    assert "Cup" in found["components"]["schemas"]


def test_a_vendor_that_sends_nothing_has_no_webhooks() -> None:
    assert "webhooks" not in CAFE
