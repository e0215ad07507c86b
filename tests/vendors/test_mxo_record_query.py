"""Records of datastores, queried and deleted by their keys."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.vendors.mxo import Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import column, definition, store
from tests.vendors.mxo_states import NOW

NOW_MS = 1795262400000
CARD: Json = {"customerId": "dp66492", "offerId": "offer-creditcard-082017", "OfferName": "Credit Card Summer Bonanza", "OfferValue": 1}
LOAN: Json = {"customerId": "dp66492", "offerId": "offer-mortgage-014204", "OfferName": "Mortgage Interest Rate Reduction", "OfferValue": 1}


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze(NOW)
    assert mxo.state


@pytest.fixture
def probe(mxo: MxoClient) -> str:
    """A datastore with keys a and b and a column TEXT; the path of its live table."""
    columns = [column("a"), column("b"), column("TEXT")]
    assert store(mxo, "POST", json=definition(apiName="probe", primaryKey="a", secondaryKey="b", definitions=columns)).status_code == 201
    return "/probe/live"


def rows(mxo: MxoClient, path: str, query: str = "pk=p") -> Any:
    """Query records."""
    answer = store(mxo, "GET", f"{path}?{query}")
    assert answer.status_code == 200
    return answer.json()


# --- Query ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pk=dp66492", [CARD, LOAN]),
        ("pk=dp66492&sk=offer-mortgage-014204", [LOAN]),
        ("pk=dp66492&sk=", [CARD, LOAN]),
        ("sk=offer-creditcard-082017&pk=dp66492&x=1", [CARD]),
    ],
)
def test_records_are_found_by_their_keys(mxo: MxoClient, query: str, expected: list[Json]) -> None:
    answer = store(mxo, "GET", f"/mydatastore/live?{query}")
    assert (answer.status_code, answer.content) == (200, orjson.dumps(expected))
    assert "mxo.record-empty-result" not in mxo.last_rules()


@pytest.mark.rule("mxo.record-empty-result")
@pytest.mark.parametrize(
    "behind", ["live?pk=DP66492", "live?pk=dp66492&sk=nothing", "live?pk=dp66492%20", "staging?pk=dp66492", "live?pk=offerId"]
)
def test_a_query_that_nothing_matches_is_an_empty_list(mxo: MxoClient, behind: str) -> None:
    answer = store(mxo, "GET", f"/mydatastore/{behind}")
    assert (answer.status_code, answer.content) == (200, b"[]")
    assert mxo.last_rules() == ["mxo.record-empty-result"]


def test_a_datastore_without_a_secondary_key_ignores_one(mxo: MxoClient) -> None:
    assert len(rows(mxo, "/merchants/live", "pk=HCR-1001&sk=active")) == 1
    assert store(mxo, "DELETE", "/merchants/live?pk=HCR-1001&sk=nothing").status_code == 200
    assert rows(mxo, "/merchants/live", "pk=HCR-1001") == []


@pytest.mark.rule("mxo.record-pk")
@pytest.mark.parametrize("method", ["GET", "DELETE"])
@pytest.mark.parametrize("query", ["", "?pk=", "?PK=dp66492", "?sk=dp66492"])
def test_without_a_primary_key_nothing_is_looked_for(mxo: MxoClient, method: str, query: str) -> None:
    answer = store(mxo, method, f"/mydatastore/live{query}")
    assert error(answer) == (400, "GENERAL", "Missing required field: pk")
    assert rule_of(answer) == "mxo.record-pk"


# --- Delete ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "left"), [("pk=dp66492", []), ("pk=dp66492&sk=offer-creditcard-082017", [LOAN])])
def test_records_are_deleted_by_their_keys(mxo: MxoClient, query: str, left: list[Json]) -> None:
    answer = store(mxo, "DELETE", f"/mydatastore/live?{query}")
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (200, b"", "0")
    assert rows(mxo, "/mydatastore/live", "pk=dp66492") == left
    assert store(mxo, "GET", "/mydatastore").json()["lastModified"] == NOW_MS


@pytest.mark.rule("mxo.record-delete-none")
@pytest.mark.parametrize("behind", ["live?pk=nobody", "live?pk=dp66492&sk=nothing", "staging?pk=dp66492"])
def test_deleting_what_is_not_there_is_answered_as_any_other(mxo: MxoClient, behind: str) -> None:
    before = mxo.state
    answer = store(mxo, "DELETE", f"/mydatastore/{behind}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert mxo.last_rules() == ["mxo.record-delete-none"]
    assert mxo.state == before


def test_after_a_deletion_records_are_replaced_in_their_new_places(mxo: MxoClient, probe: str) -> None:
    store(mxo, "POST", probe, json=[{"a": "p", "b": name} for name in "xyz"])
    store(mxo, "DELETE", f"{probe}?pk=p&sk=x")
    store(mxo, "POST", probe, json=[{"a": "p", "b": "z", "TEXT": "new"}, {"a": "p", "b": "x"}])
    assert rows(mxo, probe) == [{"a": "p", "b": "y"}, {"a": "p", "b": "z", "TEXT": "new"}, {"a": "p", "b": "x"}]
