"""Datastores that are refused: each limit of a definition by its edge, and unknown workspaces, names and targets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import STORES, WORKSPACE, column, definition, store

KEYS = [column("customerID"), column("offerID")]
TYPES = ["TEXT", "LARGE_TEXT", "BOOLEAN", "NUMERIC", "NUMBER", "DATETIME", "TEXT_LIST"]


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


def columns(count: int, kind: str = "TEXT") -> list[Json]:
    """Return so many columns beside the keys."""
    return [*KEYS, *(column(f"c{number}", kind) for number in range(count))]


def refused(mxo: MxoClient, body: Any, rule: str, message: str) -> None:
    """Hold the refusal of a definition against what it should be."""
    answer = store(mxo, "POST", json=body)
    assert (rule_of(answer), error(answer)) == (rule, (400, "GENERAL", message))


def missing(path: str) -> str:
    return f"Missing required field: {path}"


def wrong(path: str) -> str:
    return f"Invalid value for field: {path}"


# --- Limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.datastore-definitions")
def test_a_datastore_has_1_to_40_columns(mxo: MxoClient) -> None:
    refused(mxo, definition(definitions=columns(39)), "mxo.datastore-definitions", wrong("definitions"))
    refused(mxo, definition(definitions=[]), "mxo.datastore-definitions", wrong("definitions"))
    assert store(mxo, "POST", json=definition(definitions=columns(38))).status_code == 201
    assert len(store(mxo, "GET", "/terms").json()["definitions"]) == 40
    one = definition(apiName="one", definitions=KEYS[:1], secondaryKey=...)
    assert store(mxo, "POST", json=one).status_code == 201


@pytest.mark.rule("mxo.datastore-large-text")
def test_a_datastore_has_at_most_5_large_texts(mxo: MxoClient) -> None:
    message = "Too many LARGE_TEXT columns: the maximum is 5"
    refused(mxo, definition(definitions=columns(6, "LARGE_TEXT")), "mxo.datastore-large-text", message)
    assert store(mxo, "POST", json=definition(definitions=columns(5, "LARGE_TEXT"))).status_code == 201


@pytest.mark.rule("mxo.datastore-name-length")
@pytest.mark.parametrize("letter", ["x", "é", "👍"])
def test_a_name_has_1_to_50_characters(mxo: MxoClient, letter: str) -> None:
    refused(mxo, definition(name=letter * 51), "mxo.datastore-name-length", wrong("name"))
    assert store(mxo, "POST", json=definition(name=letter * 50)).status_code == 201
    assert store(mxo, "GET", "/terms").json()["name"] == letter * 50


@pytest.mark.rule("mxo.datastore-name-length")
@pytest.mark.parametrize("member", ["name", "apiName"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_a_name_must_be_there(mxo: MxoClient, member: str, value: Any) -> None:
    refused(mxo, definition(**{member: value}), "mxo.datastore-name-length", missing(member))


@pytest.mark.rule("mxo.datastore-name-length")
@pytest.mark.parametrize("name", ["/", "a/b", "a/", "a\n/"])
def test_an_api_name_has_no_slash(mxo: MxoClient, name: str) -> None:
    refused(mxo, definition(apiName=name), "mxo.datastore-name-length", wrong("apiName"))


@pytest.mark.parametrize("name", ["x" * 200, "Größe 2", "a%2Fb"])
def test_an_api_name_may_be_anything_else(mxo: MxoClient, name: str) -> None:
    assert store(mxo, "POST", json=definition(apiName=name)).status_code == 201
    assert store(mxo, "GET").json()[-1]["apiName"] == name


# --- Columns --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.datastore-definitions")
@pytest.mark.parametrize("value", [..., None])
def test_definitions_must_be_there(mxo: MxoClient, value: Any) -> None:
    refused(mxo, definition(definitions=value), "mxo.datastore-definitions", missing("definitions"))


@pytest.mark.rule("mxo.datastore-definitions")
@pytest.mark.parametrize("member", ["name", "type"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_a_column_has_a_name_and_a_type(mxo: MxoClient, member: str, value: Any) -> None:
    bad = {name: found for name, found in {**column("more"), member: value}.items() if found is not ...}
    refused(mxo, definition(definitions=[*KEYS, bad]), "mxo.datastore-definitions", missing(f"definitions[2].{member}"))


@pytest.mark.rule("mxo.datastore-definitions")
@pytest.mark.parametrize("name", ["offerID", "OFFERid"])
def test_a_column_name_stands_there_once_whatever_its_case(mxo: MxoClient, name: str) -> None:
    bad = [*KEYS, column("other"), column(name), column(name)]
    refused(mxo, definition(definitions=bad), "mxo.datastore-definitions", wrong("definitions[3].name"))


@pytest.mark.rule("mxo.datastore-column-type")
@pytest.mark.parametrize("kind", ["text", "Text", "INTEGER", " TEXT", "DATE"])
def test_a_column_has_a_type_of_the_vendors(mxo: MxoClient, kind: str) -> None:
    bad = [*KEYS, column("more", kind), column("worse", "x")]
    refused(mxo, definition(definitions=bad), "mxo.datastore-column-type", wrong("definitions[2].type"))


def test_every_type_of_the_vendors_is_taken_and_echoed(mxo: MxoClient) -> None:
    every = [*KEYS, *(column(f"c{number}", kind) for number, kind in enumerate(TYPES))]
    assert store(mxo, "POST", json=definition(definitions=every)).status_code == 201
    assert store(mxo, "GET", "/terms").json()["definitions"] == every


@pytest.mark.rule("mxo.field-type")
@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"name": 5}, "name"),
        ({"apiName": ["x"]}, "apiName"),
        ({"definitions": {}}, "definitions"),
        ({"definitions": [5]}, "definitions[0]"),
        ({"definitions": [None]}, "definitions[0]"),
        ({"definitions": [{"name": 5, "type": "TEXT"}]}, "definitions[0].name"),
        ({"definitions": [{"name": "x", "type": True}]}, "definitions[0].type"),
        ({"primaryKey": 5}, "primaryKey"),
        ({"secondaryKey": 5}, "secondaryKey"),
    ],
)
def test_a_member_of_another_type_is_refused(mxo: MxoClient, members: Json, path: str) -> None:
    refused(mxo, definition(**members), "mxo.field-type", wrong(path))


# --- Keys -----------------------------------------------------------------------------------------------------------

NO_COLUMN = "Invalid primary key or secondary key"
NO_TEXT = "Invalid type of primary key or secondary key"


@pytest.mark.rule("mxo.required-field")
@pytest.mark.parametrize("value", [..., None, ""])
def test_a_primary_key_must_be_there(mxo: MxoClient, value: Any) -> None:
    refused(mxo, definition(primaryKey=value), "mxo.required-field", missing("primaryKey"))


@pytest.mark.rule("mxo.datastore-key-column")
@pytest.mark.parametrize(
    "members",
    [
        {"primaryKey": "nothing"},
        {"secondaryKey": "nothing"},
        {"secondaryKey": ""},
        {"secondaryKey": "customerID"},
        {"secondaryKey": "CUSTOMERid"},
        {"primaryKey": "offerValue", "secondaryKey": "nothing"},
    ],
)
def test_the_keys_name_two_columns(mxo: MxoClient, members: Json) -> None:
    refused(mxo, definition(**members), "mxo.datastore-key-column", NO_COLUMN)


@pytest.mark.rule("mxo.datastore-key-type")
@pytest.mark.parametrize("kind", TYPES[1:])
@pytest.mark.parametrize("key", [0, 1])
def test_a_key_is_a_text(mxo: MxoClient, key: int, kind: str) -> None:
    bad = [dict(one) for one in KEYS]
    bad[key]["type"] = kind
    refused(mxo, definition(definitions=bad), "mxo.datastore-key-type", NO_TEXT)


@pytest.mark.rule("mxo.datastore-duplicate")
def test_an_api_name_is_used_once_and_case_makes_another(mxo: MxoClient) -> None:
    refused(mxo, definition(apiName="merchants"), "mxo.datastore-duplicate", "The specified datastore already exists")
    assert store(mxo, "POST", json=definition(apiName="Merchants")).status_code == 201
    assert store(mxo, "POST", json=definition(apiName="merchants"), workspace="MjIyOQ").status_code == 201


# --- Order ----------------------------------------------------------------------------------------------------------


def test_the_members_of_a_definition_are_checked_in_their_order(mxo: MxoClient) -> None:
    large = [column(f"c{number}", "LARGE_TEXT") for number in range(6)]
    body = definition(name="", apiName="", definitions=[], primaryKey="", secondaryKey=5)
    steps: list[tuple[Json, str]] = [
        ({}, missing("name")),
        ({"name": "Terms"}, missing("apiName")),
        ({"apiName": "merchants"}, wrong("definitions")),
        ({"definitions": [*large, column("x", "y"), column("X", "y"), {}]}, missing("definitions[8].name")),
        ({"definitions": [*large, column("x", "y"), column("X", "y")]}, wrong("definitions[7].name")),
        ({"definitions": [*large, column("x", "y")]}, wrong("definitions[6].type")),
        ({"definitions": large}, "Too many LARGE_TEXT columns: the maximum is 5"),
        ({"definitions": large[:5]}, missing("primaryKey")),
        ({"primaryKey": "c0"}, wrong("secondaryKey")),
        ({"secondaryKey": "nothing"}, NO_COLUMN),
        ({"secondaryKey": "c1"}, NO_TEXT),
        ({"definitions": [column("c0"), column("c1")]}, "The specified datastore already exists"),
    ]
    for members, message in steps:
        body |= members
        assert error(store(mxo, "POST", json=body)) == (400, "GENERAL", message)


@pytest.mark.parametrize(
    ("body", "content_type", "status", "rule"),
    [
        (b"", "text/plain", 400, "mxo.body-required"),
        (b"{}", "text/plain", 415, "mxo.content-type"),
        (b"{", "application/json", 400, "mxo.malformed-json"),
        (b"[]", "application/json", 400, "mxo.body-object"),
    ],
)
@pytest.mark.rule("mxo.body-required", "mxo.content-type", "mxo.malformed-json", "mxo.body-object")
def test_a_body_that_cannot_be_read_is_refused_after_the_workspace(
    mxo: MxoClient, body: bytes, content_type: str, status: int, rule: str
) -> None:
    headers = {"Content-Type": content_type}
    answer = mxo.send("POST", f"{STORES}/{WORKSPACE}", body=body, headers=headers)
    assert (answer.status_code, rule_of(answer)) == (status, rule)
    assert rule_of(mxo.send("POST", f"{STORES}/nowhere", body=body, headers=headers)) == "mxo.datastore-workspace"


# --- Workspace, name, target ----------------------------------------------------------------------------------------

CALLS = [
    ("GET", "", 401),
    ("POST", "", 401),
    ("DELETE", "/merchants", 401),
    ("GET", "/merchants", 404),
    ("GET", "/merchants/live/reference", 404),
    ("POST", "/merchants/golive/x", 404),
    ("POST", "/merchants/clear/x", 404),
    ("GET", "/merchants/live", 404),
    ("POST", "/merchants/live", 404),
    ("DELETE", "/merchants/live", 404),
]
IN_A_DATASTORE = [(method, behind) for method, behind, _ in CALLS[2:]]


@pytest.mark.rule("mxo.datastore-workspace")
@pytest.mark.parametrize("workspace", ["AAAA", "1222", "mtiymg", "MTIyMg==", "MzMwMQ", "MTEwOQ"])
@pytest.mark.parametrize(("method", "behind", "status"), CALLS)
def test_a_workspace_that_is_unknown_or_anothers_is_told_as_the_specification_has_it(
    mxo: MxoClient, method: str, behind: str, status: int, workspace: str
) -> None:
    for option, expected in (("as-documented", status), ("unauthorized-401", 401), ("not-found-404", 404)):
        mxo.switch(datastore_workspace=option)
        answer = store(mxo, method, behind, workspace=workspace)
        assert (rule_of(answer), error(answer)) == ("mxo.datastore-workspace", (expected, "GENERAL", "Invalid workspaceId"))
        assert "WWW-Authenticate" not in answer.headers


@pytest.mark.rule("mxo.datastore-name")
@pytest.mark.parametrize("name", ["nothing", "Merchants", "terms"])
@pytest.mark.parametrize(("method", "behind"), IN_A_DATASTORE)
def test_a_name_that_no_datastore_has_is_answered_404(mxo: MxoClient, method: str, behind: str, name: str) -> None:
    answer = store(mxo, method, behind.replace("merchants", name).replace("/live", "/nowhere"))
    assert (rule_of(answer), error(answer)) == ("mxo.datastore-name", (404, "GENERAL", "Invalid datastoreApiName"))


@pytest.mark.rule("mxo.datastore-target")
@pytest.mark.parametrize("target", ["Live", "STAGING", "test", "livestaging"])
@pytest.mark.parametrize(("method", "behind"), [("GET", "/reference"), ("GET", ""), ("POST", ""), ("DELETE", "")])
def test_a_target_is_live_or_staging(mxo: MxoClient, method: str, behind: str, target: str) -> None:
    answer = store(mxo, method, f"/merchants/{target}{behind}")
    assert (rule_of(answer), error(answer)) == ("mxo.datastore-target", (404, "GENERAL", "Invalid target"))


@pytest.mark.parametrize(
    ("method", "behind", "status"),
    [("GET", "", 401), ("GET", "/merchants", 404), ("GET", "/merchants/live", 400), ("POST", "", 400), ("POST", "/merchants/live", 400)],
)
def test_with_a_variant_a_refusal_has_no_body(mxo: MxoClient, method: str, behind: str, status: int) -> None:
    mxo.switch(datastore_error_body="empty")
    answer = store(mxo, method, behind, workspace="nowhere" if status != 400 else WORKSPACE)
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (status, b"", "0")
    assert "Content-Type" not in answer.headers
    mxo.token = None
    assert store(mxo, method, behind).json()["error"] == "unauthorized"
