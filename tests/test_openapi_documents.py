"""The OpenAPI documents of the installed vendors: they fit the code, and tools can read them."""

from __future__ import annotations

import json
import re

import jsonschema_rs
import pytest
import schemathesis
from schemathesis.core.result import Ok

from sandbox.openapi import document, stale
from sandbox.settings import data_folder
from tests.cafe import CAFE
from tests.contract import INSTALLED

DOCUMENTS = {"cafe": CAFE} | {name: document(one.load().vendor) for name, one in INSTALLED.items()}


def test_the_committed_documents_fit_the_code() -> None:
    folder = data_folder("openapi")
    assert stale(folder, [one.load().vendor for one in INSTALLED.values()]) == []
    assert json.loads((folder / "mxo.json").read_bytes()) == DOCUMENTS["mxo"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_valid_openapi_whose_operations_a_test_tool_can_read(name: str) -> None:
    loaded = schemathesis.openapi.from_dict(DOCUMENTS[name])
    loaded.validate()
    labels = [found.ok().label for found in loaded.get_all_operations() if isinstance(found, Ok)]
    assert labels == [f"{method.upper()} {path}" for path, methods in DOCUMENTS[name]["paths"].items() for method in methods]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_schema_of_a_document_is_a_valid_json_schema_whose_references_lead_somewhere(name: str) -> None:
    components = DOCUMENTS[name]["components"]
    assert components["schemas"]
    for schema in components["schemas"].values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        jsonschema_rs.Draft202012Validator({**schema, "components": components})


def test_every_operation_of_the_table_is_in_its_vendors_document_once() -> None:
    for name, one in INSTALLED.items():
        listed = [operation["operationId"] for methods in DOCUMENTS[name]["paths"].values() for operation in methods.values()]
        operations = [f"{name}.{operation.id}" for operation in one.load().vendor.operations]
        assert len(set(listed)) == len(listed) == len(operations)
        # One that has several lines has a number behind its id from the second on.
        assert sorted(re.sub(r"-[0-9]+$", "", known) if known not in operations else known for known in listed) == sorted(operations)
