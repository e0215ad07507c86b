"""Datastores: defined, listed, deleted, made live and cleared."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.vendors.mxo import ATM_DEMO, SITE_KEY, Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import ATM_WORKSPACE, STORES, column, definition, store
from tests.vendors.mxo_states import NOW

STAGING = "dsed38429349314e0b96cceeab8f9922df"
LIVE = "ds00000000000000000000000000000001"
NOW_MS = 1795262400000
"""The frozen time in epoch milliseconds."""
THEN_MS = 1704067200000
MERCHANT = {"merchantkey": "HCR-1001", "status": "active", "terminals": 3}


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze(NOW)
    assert mxo.state


def empty(response: httpx.Response, status: int = 200) -> None:
    """Hold an answer against one without a body."""
    assert (response.status_code, response.content, response.headers["Content-Length"]) == (status, b"", "0")
    assert "Content-Type" not in response.headers


def changed(mxo: MxoClient, name: str = "merchants") -> int:
    """Return when a datastore was changed last."""
    found: int = store(mxo, "GET", f"/{name}").json()["lastModified"]
    return found


# --- Definitions ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.datastore-created", "mxo.datastore-readonly")
def test_a_datastore_is_made_with_two_empty_tables(mxo: MxoClient) -> None:
    empty(store(mxo, "POST", json=definition(created=5, lastModified="never", colour="red"), workspace=ATM_WORKSPACE), 201)
    assert mxo.last_rules() == ["mxo.datastore-created"]
    held = mxo.space(ATM_DEMO)["datastores"]["terms"]
    store(mxo, "POST", json=definition(apiName="other"), workspace=ATM_WORKSPACE)
    other = mxo.space(ATM_DEMO)["datastores"]["other"]
    references = [one[target].pop("reference") for one in (held, other) for target in ("live", "staging")]
    assert len(set(references)) == 4
    assert all(re.fullmatch("ds[0-9a-f]{32}", one) for one in references)
    assert held == {
        "name": "Terms",
        "created": NOW_MS,
        "lastModified": NOW_MS,
        "primaryKey": "customerID",
        "secondaryKey": "offerID",
        "definitions": definition()["definitions"],
        "live": {"rows": {}},
        "staging": {"rows": {}},
    }


def test_a_definition_is_answered_with_its_times_and_members_in_their_order(mxo: MxoClient) -> None:
    store(mxo, "POST", json=definition(), workspace=ATM_WORKSPACE)
    answer = store(mxo, "GET", "/terms", workspace=ATM_WORKSPACE)
    assert (answer.status_code, answer.text) == (
        200,
        '{"name":"Terms","apiName":"terms","created":1795262400000,"lastModified":1795262400000,"primaryKey":"customerID",'
        '"secondaryKey":"offerID","definitions":[{"name":"customerID","type":"TEXT"},{"name":"offerID","type":"TEXT"},'
        '{"name":"offerValue","type":"NUMERIC"}]}',
    )


@pytest.mark.parametrize("secondary", [..., None])
def test_a_datastore_without_a_secondary_key_shows_none(mxo: MxoClient, secondary: Any) -> None:
    empty(store(mxo, "POST", json=definition(secondaryKey=secondary)), 201)
    answer = store(mxo, "GET", "/terms").json()
    assert list(answer) == ["name", "apiName", "created", "lastModified", "primaryKey", "definitions"]


def test_datastores_are_listed_in_the_order_of_their_creation(mxo: MxoClient) -> None:
    assert store(mxo, "GET", workspace=ATM_WORKSPACE).content == b"[]"
    store(mxo, "POST", json=definition(apiName="a"))
    listed = store(mxo, "GET").json()
    assert [one["apiName"] for one in listed] == ["mydatastore", "merchants", "a"]
    assert listed == [store(mxo, "GET", f"/{one['apiName']}").json() for one in listed]
    assert (listed[1]["created"], listed[1]["lastModified"]) == (THEN_MS, THEN_MS)


def test_a_deleted_datastore_is_gone_with_its_rows_and_its_name_is_free(mxo: MxoClient) -> None:
    assert mxo.structure().json()["structure"]["merchants"] == [{"status": "active", "terminals": "3"}]
    empty(store(mxo, "DELETE", "/merchants"))
    assert [one["apiName"] for one in store(mxo, "GET").json()] == ["mydatastore"]
    assert rule_of(store(mxo, "GET", "/merchants")) == "mxo.datastore-name"
    assert mxo.structure().json()["structure"]["merchants"] == []
    empty(store(mxo, "POST", json=definition(apiName="merchants")), 201)
    assert store(mxo, "GET", "/merchants/live?pk=HCR-1001").json() == []


def test_the_read_only_token_may_do_everything_here(mxo: MxoClient) -> None:
    mxo.token = "sbx-summit-readonly"
    empty(store(mxo, "POST", json=definition()), 201)
    empty(store(mxo, "DELETE", "/terms"))


# --- References, go live, clear -------------------------------------------------------------------------------------


def test_the_references_of_the_two_tables(mxo: MxoClient) -> None:
    assert store(mxo, "GET", "/mydatastore/live/reference").content == b'{"referenceId":"%s"}' % LIVE.encode()
    assert store(mxo, "GET", "/mydatastore/staging/reference").content == b'{"referenceId":"%s"}' % STAGING.encode()


def prepared(mxo: MxoClient) -> Json:
    """Put a row into the staging table of the merchants; returns it."""
    row = {"merchantkey": "HCR-1001", "status": "closed"}
    assert store(mxo, "POST", "/merchants/staging", json=[row]).status_code == 200
    mxo.advance(1)
    return row


def tables(mxo: MxoClient) -> tuple[Any, Any, list[str]]:
    """Return Dana's live and staging rows of the merchants, and the references of both tables."""
    found = [store(mxo, "GET", f"/merchants/{target}?pk=HCR-1001").json() for target in ("live", "staging")]
    references = [store(mxo, "GET", f"/merchants/{target}/reference").json()["referenceId"][-2:] for target in ("live", "staging")]
    return found[0], found[1], references


@pytest.mark.parametrize("option", ["swap", "copy", "move"])
def test_going_live_swaps_the_tables_or_copies_or_moves_the_rows(mxo: MxoClient, option: str) -> None:
    mxo.switch(datastore_go_live=option)
    row = prepared(mxo)
    empty(store(mxo, "POST", "/merchants/golive/ds00000000000000000000000000000012"))
    assert mxo.structure().json()["structure"]["merchants"] == [{"status": "closed"}]
    assert changed(mxo) == NOW_MS + 1000
    expected = {"swap": ([row], [MERCHANT], ["12", "11"]), "copy": ([row], [row], ["11", "12"]), "move": ([row], [], ["11", "12"])}
    assert tables(mxo) == expected[option]
    others = store(mxo, "GET", "/merchants/live?pk=BFB-1002").json()
    assert others == []


@pytest.mark.parametrize("option", ["swap", "copy", "move"])
def test_after_going_live_the_tables_are_changed_apart(mxo: MxoClient, option: str) -> None:
    mxo.switch(datastore_go_live=option)
    row = prepared(mxo)
    store(mxo, "POST", "/merchants/golive/ds00000000000000000000000000000012")
    store(mxo, "POST", "/merchants/staging", json=[{"merchantkey": "HCR-1001", "status": "later"}])
    live, staging, _ = tables(mxo)
    assert (live, staging) == ([row], [{"merchantkey": "HCR-1001", "status": "later"}])


def test_going_live_twice_swaps_back(mxo: MxoClient) -> None:
    prepared(mxo)
    before = tables(mxo)
    empty(store(mxo, "POST", "/merchants/golive/ds00000000000000000000000000000012"))
    empty(store(mxo, "POST", "/merchants/golive/ds00000000000000000000000000000011"))
    assert tables(mxo) == before


@pytest.mark.rule("mxo.datastore-staging-reference")
@pytest.mark.parametrize("reference", [LIVE, "ds00000000000000000000000000000012", STAGING.upper(), "reference", "staging"])
def test_only_the_reference_of_the_staging_table_goes_live(mxo: MxoClient, reference: str) -> None:
    answer = store(mxo, "POST", f"/mydatastore/golive/{reference}")
    assert error(answer) == (404, "GENERAL", "Invalid staging reference")
    assert rule_of(answer) == "mxo.datastore-staging-reference"


@pytest.mark.parametrize(
    ("reference", "live"), [("ds00000000000000000000000000000011", []), ("ds00000000000000000000000000000012", [MERCHANT])]
)
def test_the_table_of_a_reference_is_cleared(mxo: MxoClient, reference: str, live: list[Json]) -> None:
    row = prepared(mxo)
    empty(store(mxo, "POST", f"/merchants/clear/{reference}"))
    assert tables(mxo)[:2] == (live, [row] if not live else [])
    assert changed(mxo) == NOW_MS + 1000
    assert store(mxo, "GET", "/merchants/live?pk=BFB-1002").json() == (
        [] if not live else [{**MERCHANT, "merchantkey": "BFB-1002", "terminals": 1}]
    )


@pytest.mark.rule("mxo.datastore-table-reference")
@pytest.mark.parametrize("reference", ["ds00000000000000000000000000000011", LIVE.upper(), "live", "reference"])
def test_the_reference_of_neither_table_clears_nothing(mxo: MxoClient, reference: str) -> None:
    answer = store(mxo, "POST", f"/mydatastore/clear/{reference}")
    assert error(answer) == (404, "GENERAL", "Invalid table reference")
    assert rule_of(answer) == "mxo.datastore-table-reference"


# --- Paths ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.method-not-allowed")
@pytest.mark.parametrize(
    ("behind", "allowed"),
    [
        ("", "GET, POST"),
        ("/merchants", "DELETE, GET"),
        ("/merchants/live", "DELETE, GET, POST"),
        ("/merchants/live/reference", "GET"),
        ("/merchants/golive/x", "POST"),
        ("/merchants/golive/reference", "GET, POST"),
        ("/merchants/clear/reference", "GET, POST"),
        ("/merchants/clear/x/", "POST"),
    ],
)
def test_another_method_is_answered_405(mxo: MxoClient, behind: str, allowed: str) -> None:
    for method in ("PUT", "HEAD", "OPTIONS"):
        answer = store(mxo, method, behind)
        assert (answer.status_code, answer.content, answer.headers["Allow"]) == (405, b"", allowed)
        assert rule_of(answer) == "mxo.method-not-allowed"


@pytest.mark.rule("mxo.datastore-target")
@pytest.mark.parametrize("name", ["golive", "clear"])
def test_where_two_patterns_fit_a_path_the_method_decides(mxo: MxoClient, name: str) -> None:
    assert error(store(mxo, "GET", f"/merchants/{name}/reference")) == (404, "GENERAL", "Invalid target")
    assert error(store(mxo, "POST", f"/merchants/{name}/reference"))[2] in ("Invalid staging reference", "Invalid table reference")


def test_a_slash_at_the_end_changes_nothing(mxo: MxoClient) -> None:
    for behind in ("", "/merchants", "/merchants/live/reference", "/merchants/live"):
        plain, slashed = (mxo.send("GET", f"{STORES}/MTIyMg{behind}{slash}?pk=HCR-1001") for slash in ("", "/"))
        assert (plain.status_code, slashed.content) == (200, plain.content)


@pytest.mark.rule("mxo.auth-required")
def test_without_a_token_nothing_is_answered(mxo: MxoClient) -> None:
    mxo.token = None
    for method, behind in (("GET", ""), ("POST", ""), ("DELETE", "/merchants"), ("GET", "/merchants/nothing"), ("POST", "/merchants/live")):
        answer = store(mxo, method, behind, workspace="nowhere")
        assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="oauth2-resource"')


@pytest.mark.parametrize(
    "members",
    [
        {"primaryKey": "terminals"},
        {"primaryKey": "nothing"},
        {"secondaryKey": "terminals"},
        {"definitions": [column("merchantkey"), column("x"), column("X")]},
        {"staging": {"reference": LIVE, "rows": {"HCR-1001": [{"merchantkey": "BFB-1002"}]}}},
        {"staging": {"reference": LIVE, "rows": {"HCR-1001": [{"status": "active"}]}}},
        {"staging": {"reference": LIVE, "rows": {"HCR-1001": []}}},
    ],
)
def test_a_datastore_of_the_state_has_columns_keys_and_rows_that_fit(mxo: MxoClient, members: Json) -> None:
    state = mxo.state
    state["spaces"][SITE_KEY]["datastores"]["merchants"] |= members
    assert mxo.http.put("/_sandbox/state/mxo", json=state).status_code == 400


def test_columns_are_named_in_any_case_by_the_keys(mxo: MxoClient) -> None:
    columns = [column("CustomerId"), column("OFFERID")]
    empty(store(mxo, "POST", json=definition(primaryKey="customerid", secondaryKey="offerId", definitions=columns)), 201)
    shown = store(mxo, "GET", "/terms").json()
    assert (shown["primaryKey"], shown["secondaryKey"], shown["definitions"]) == ("customerid", "offerId", columns)
