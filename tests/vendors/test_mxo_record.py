"""Records of datastores, inserted each with a result of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import STORES, WORKSPACE, column, definition, rules_of, store
from tests.vendors.mxo_states import NOW

NOW_MS = 1795262400000
URL = "http://api.thunderhead.com/datastores"
CARD: Json = {"customerId": "dp66492", "offerId": "offer-creditcard-082017", "OfferName": "Credit Card Summer Bonanza", "OfferValue": 1}
LOAN: Json = {"customerId": "dp66492", "offerId": "offer-mortgage-014204", "OfferName": "Mortgage Interest Rate Reduction", "OfferValue": 1}
TYPES = ["TEXT", "LARGE_TEXT", "BOOLEAN", "NUMERIC", "NUMBER", "DATETIME", "TEXT_LIST"]


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze(NOW)
    assert mxo.state


@pytest.fixture
def probe(mxo: MxoClient) -> str:
    """A datastore with keys a and b, and a column of each type under the type's name; its path."""
    columns = [column("a"), column("b"), *(column(kind, kind) for kind in TYPES)]
    assert store(mxo, "POST", json=definition(apiName="probe", primaryKey="a", secondaryKey="b", definitions=columns)).status_code == 201
    return "/probe/live"


def good(primary: str = "p", secondary: str = "s", *, path: str = "probe/live") -> Json:
    """Return the result of a record that was stored."""
    return {"primaryKey": primary, "secondaryKey": secondary, "result": "204", "url": f"{URL}/{path}?pk={primary}&sk={secondary}"}


def bad(primary: str = "p", secondary: str = "s") -> Json:
    """Return the result of a record that was refused."""
    return {"primaryKey": primary, "secondaryKey": secondary, "result": "400", "url": ""}


def rows(mxo: MxoClient, path: str, query: str = "pk=p") -> Any:
    """Query records."""
    answer = store(mxo, "GET", f"{path}?{query}")
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.rule("mxo.record-ok")
@pytest.mark.parametrize("target", ["live", "staging"])
def test_a_good_record_is_stored_and_told_where(mxo: MxoClient, probe: str, target: str) -> None:
    mxo.advance(1)
    answer = store(mxo, "POST", f"/probe/{target}", json=[{"b": "s", "TEXT": "x", "a": "p"}])
    expected = f'[{{"primaryKey":"p","secondaryKey":"s","result":"204","url":"{URL}/probe/{target}?pk=p&sk=s"}}]'
    assert (answer.status_code, answer.text) == (200, expected)
    assert "mxo.record-ok" in mxo.last_rules()
    assert store(mxo, "GET", f"/probe/{target}?pk=p").content == b'[{"b":"s","TEXT":"x","a":"p"}]'
    assert store(mxo, "GET", f"/probe/{'live' if target == 'staging' else 'staging'}?pk=p").json() == []
    assert store(mxo, "GET", "/probe").json()["lastModified"] == NOW_MS + 1000


@pytest.mark.rule("mxo.record-ok")
@pytest.mark.parametrize(
    ("primary", "quoted"),
    [
        ("johndoe@somedomain.com", "johndoe@somedomain.com"),
        ("a b&c=d/ä?", "a%20b%26c%3Dd%2F%C3%A4%3F"),
        ("-._~", "-._~"),
        ("1%+", "1%25%2B"),
    ],
)
def test_the_url_of_a_result_is_percent_encoded(mxo: MxoClient, probe: str, primary: str, quoted: str) -> None:
    (result,) = store(mxo, "POST", probe, json=[{"a": primary, "b": "S@1"}]).json()
    assert result == {"primaryKey": primary, "secondaryKey": "S@1", "result": "204", "url": f"{URL}/probe/live?pk={quoted}&sk=S@1"}
    assert rows(mxo, probe, f"pk={quoted}") == [{"a": primary, "b": "S@1"}]


@pytest.mark.rule("mxo.record-ok")
def test_the_url_of_a_datastore_without_a_secondary_key_has_none(mxo: MxoClient) -> None:
    assert store(mxo, "POST", "/merchants/live", json=[{"merchantkey": "NEW-1"}]).json() == [
        {"primaryKey": "NEW-1", "secondaryKey": "", "result": "204", "url": f"{URL}/merchants/live?pk=NEW-1"}
    ]


@pytest.mark.rule("mxo.record-ok")
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("TEXT", value) for value in ("", "x" * 500, "é" * 500, "👍" * 500)),
        *(("LARGE_TEXT", value) for value in ("", "x" * 4096, "👍" * 4096)),
        *(("BOOLEAN", value) for value in (True, False)),
        *((kind, value) for kind in ("NUMERIC", "NUMBER") for value in (0, -1, 1233.667, 1e21, 2**63)),
        *(("DATETIME", value) for value in (1517443199, 0, -1, 1517443199000)),
        *(("TEXT_LIST", value) for value in ("", "aa|bb|cc", '"a|b"|c', "x" * 5000)),
    ],
)
def test_a_column_holds_values_of_its_type_to_the_limit(mxo: MxoClient, probe: str, kind: str, value: object) -> None:
    assert store(mxo, "POST", probe, json=[{"a": "p", "b": "s", kind: value}]).json() == [good()]
    assert rows(mxo, probe) == [{"a": "p", "b": "s", kind: value}]


@pytest.mark.rule("mxo.record-bad")
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("TEXT", value) for value in ("x" * 501, "é" * 501, 5, True, ["x"], {"a": 1})),
        *(("LARGE_TEXT", value) for value in ("x" * 4097, "👍" * 4097, 5)),
        *(("BOOLEAN", value) for value in ("true", 0, 1)),
        *((kind, value) for kind in ("NUMERIC", "NUMBER") for value in ("1", True, [1])),
        *(("DATETIME", value) for value in ("1517443199", 1.5, True, "2018-01-31T23:59:59Z")),
        *(("TEXT_LIST", value) for value in (["aa"], 5)),
        ("nothing", "x"),
        ("", "x"),
    ],
)
def test_a_record_with_another_value_is_not_stored(mxo: MxoClient, probe: str, kind: str, value: object) -> None:
    mxo.advance(1)
    before = mxo.state
    assert store(mxo, "POST", probe, json=[{"a": "p", "b": "s", kind: value}]).json() == [bad()]
    assert rules_of(mxo, "mxo.record.insert") == ["mxo.record-bad"]
    assert mxo.state == before


@pytest.mark.rule("mxo.record-bad")
@pytest.mark.parametrize(
    ("record", "keys"),
    [
        ({}, ("", "")),
        *((record, ("", "")) for record in (None, 5, "text", [], [{"a": "p", "b": "s"}])),
        ({"a": "p"}, ("p", "")),
        ({"a": "p", "b": None}, ("p", "")),
        ({"a": "p", "b": ""}, ("p", "")),
        ({"a": "p", "b": 5}, ("p", "")),
        ({"b": "s"}, ("", "s")),
        ({"a": "", "b": "s"}, ("", "s")),
        ({"a": True, "b": "s"}, ("", "s")),
        ({"a": "x" * 501, "b": "s"}, ("x" * 501, "s")),
        ({"A": "p", "B": "s", "more": 1}, ("p", "s")),
    ],
)
def test_a_record_without_good_keys_is_not_stored_and_told_with_what_is_known(
    mxo: MxoClient, probe: str, record: Any, keys: tuple[str, str]
) -> None:
    before = mxo.state
    assert store(mxo, "POST", probe, json=[record]).json() == [bad(*keys)]
    assert mxo.state == before


@pytest.mark.rule("mxo.record-bad")
def test_bad_records_hurt_no_other_and_results_come_in_order(mxo: MxoClient, probe: str) -> None:
    records = [{"a": "1", "b": "s"}, 5, {"a": "2", "b": "s"}, {"a": "3"}, {"a": "1", "b": "t"}]
    answer = store(mxo, "POST", probe, json=records)
    assert answer.json() == [good("1"), bad("", ""), good("2"), bad("3", ""), good("1", "t")]
    assert rows(mxo, probe, "pk=1") == [{"a": "1", "b": "s"}, {"a": "1", "b": "t"}]
    assert sorted(rules_of(mxo, "mxo.record.insert")) == ["mxo.record-bad", "mxo.record-ok"]


def test_no_records_are_no_fault(mxo: MxoClient, probe: str) -> None:
    before = mxo.state
    answer = store(mxo, "POST", probe, json=[])
    assert (answer.status_code, answer.content) == (200, b"[]")
    assert mxo.state == before


def test_columns_are_named_in_any_case_and_shown_as_they_were_named_last(mxo: MxoClient, probe: str) -> None:
    assert store(mxo, "POST", probe, json=[{"A": "p", "B": "s", "tExT": "x", "Numeric": None, "boolean": True}]).json() == [good()]
    assert rows(mxo, probe) == [{"A": "p", "B": "s", "tExT": "x", "boolean": True}]
    store(mxo, "POST", probe, json=[{"b": "s", "a": "p"}])
    assert store(mxo, "GET", f"{probe}?pk=p").content == b'[{"b":"s","a":"p"}]'


def test_of_two_members_that_name_one_column_the_last_counts(mxo: MxoClient, probe: str) -> None:
    body = b'[{"a":"x","A":"p","b":"s","TEXT":5,"text":"last"}]'
    answer = mxo.send("POST", f"{STORES}/{WORKSPACE}{probe}", body=body)
    assert answer.json() == [good()]
    assert store(mxo, "GET", f"{probe}?pk=p").content == b'[{"A":"p","b":"s","text":"last"}]'


@pytest.mark.rule("mxo.record-upsert")
def test_a_record_with_known_keys_takes_the_place_of_the_stored_one(mxo: MxoClient) -> None:
    new = {"customerID": "dp66492", "offerID": "offer-creditcard-082017"}
    results = store(mxo, "POST", "/mydatastore/live", json=[new]).json()
    assert results == [good("dp66492", "offer-creditcard-082017", path="mydatastore/live")]
    assert rules_of(mxo, "mxo.record.insert") == ["mxo.record-upsert", "mxo.record-ok"]
    assert rows(mxo, "/mydatastore/live", "pk=dp66492") == [new, LOAN]


@pytest.mark.rule("mxo.record-upsert")
def test_keys_are_compared_exactly_and_together(mxo: MxoClient, probe: str) -> None:
    keys = [("p", "s"), ("P", "s"), ("p", "S"), ("s", "p")]
    store(mxo, "POST", probe, json=[{"a": primary, "b": secondary} for primary, secondary in keys])
    assert rules_of(mxo, "mxo.record.insert") == ["mxo.record-ok"]
    assert rows(mxo, probe) == [{"a": "p", "b": "s"}, {"a": "p", "b": "S"}]
    # So they are where the rows came with a state.
    assert mxo.http.put("/_sandbox/state/mxo", json=mxo.state).status_code == 204
    store(mxo, "POST", probe, json=[{"a": "p", "b": "S", "TEXT": "x"}])
    assert rows(mxo, probe) == [{"a": "p", "b": "s"}, {"a": "p", "b": "S", "TEXT": "x"}]
    store(mxo, "POST", "/merchants/live", json=[{"merchantkey": "HCR-1001", "status": "closed"}])
    assert rows(mxo, "/merchants/live", "pk=HCR-1001") == [{"merchantkey": "HCR-1001", "status": "closed"}]


@pytest.mark.rule("mxo.record-upsert")
def test_with_a_variant_a_record_with_known_keys_is_stored_beside_it(mxo: MxoClient) -> None:
    mxo.switch(datastore_insert_mode="append")
    new = {"customerID": "dp66492", "offerID": "offer-creditcard-082017"}
    store(mxo, "POST", "/mydatastore/live", json=[new])
    assert rules_of(mxo, "mxo.record.insert") == ["mxo.record-ok"]
    assert rows(mxo, "/mydatastore/live", "pk=dp66492") == [CARD, LOAN, new]
    assert rows(mxo, "/mydatastore/live", "pk=dp66492&sk=offer-creditcard-082017") == [CARD, new]
    mxo.switch(datastore_insert_mode="upsert")
    store(mxo, "POST", "/mydatastore/live", json=[{**new, "offerValue": 2}])
    assert rows(mxo, "/mydatastore/live", "pk=dp66492") == [{**new, "offerValue": 2}, LOAN, new]


@pytest.mark.rule("mxo.record-array")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"[", "Malformed JSON request body"),
        (b"{}", "Request body must be a JSON array"),
        (b'"text"', "Request body must be a JSON array"),
        (b"null", "Request body must be a JSON array"),
    ],
)
def test_records_are_a_json_array(mxo: MxoClient, body: bytes, message: str) -> None:
    answer = mxo.send("POST", f"{STORES}/{WORKSPACE}/merchants/live", body=body)
    assert error(answer) == (400, "GENERAL", message)
    assert rule_of(answer) == "mxo.record-array"


@pytest.mark.rule("mxo.body-required", "mxo.content-type")
def test_a_body_is_sent_and_is_sent_as_json(mxo: MxoClient) -> None:
    path = f"{STORES}/{WORKSPACE}/merchants/live"
    headers = {"Content-Type": "application/x-ndjson"}
    assert error(mxo.send("POST", path, body=b"", headers=headers)) == (400, "GENERAL", "Request body is required")
    answer = mxo.send("POST", path, body=b"[", headers=headers)
    assert (answer.status_code, answer.content, rule_of(answer)) == (415, b"", "mxo.content-type")


# --- What structures show -------------------------------------------------------------------------------------------


def test_a_structure_shows_at_most_50_live_rows_and_the_query_all(mxo: MxoClient, probe: str) -> None:
    records = [{"a": "HCR-1001", "b": f"{number}"} for number in range(60)]
    store(mxo, "POST", probe, json=records)
    assert rows(mxo, probe, "pk=HCR-1001") == records
    state = mxo.state
    node = {"kind": "list", "name": "all", "from": "datastore:probe", "children": [{"kind": "attribute", "name": "b", "source": "item:b"}]}
    state["spaces"]["ONE-JY0AMQJQHQ-1290"]["structures"]["membership"]["children"] = [node]
    assert mxo.http.put("/_sandbox/state/mxo", json=state).status_code == 204
    assert mxo.structure().json()["structure"] == {"all": [{"b": f"{number}"} for number in range(50)]}


def test_a_structure_shows_a_row_from_the_moment_it_is_live(mxo: MxoClient) -> None:
    store(mxo, "POST", "/merchants/staging", json=[{"merchantkey": "HCR-1001", "STATUS": "closed", "terminals": 1e3}])
    assert mxo.structure().json()["structure"]["merchants"] == [{"status": "active", "terminals": "3"}]
    store(mxo, "POST", "/merchants/golive/ds00000000000000000000000000000012")
    assert mxo.structure().json()["structure"]["merchants"] == [{"status": "closed", "terminals": "1000"}]
    assert mxo.structure(identifiers=[{"apiName": "customerkey", "value": "BFB-1002"}]).json()["structure"]["merchants"] == []
