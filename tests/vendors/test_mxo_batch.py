"""Batches: what is accepted, under which id, and how far each is."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest

from tests.vendors.mxo import DANA, OMAR, SITE_KEY, MxoClient, error, rule_of
from tests.vendors.mxo_around import BATCHES, PAST, URI, WORKSPACE, ask, event, progress, record, rules_of, submit
from tests.vendors.mxo_states import NOW

FIXTURE = "b47c4000-0000-4000-8000-000000000001"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


# --- Accepted -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.batch-accepted")
@pytest.mark.parametrize(("behind", "kind"), [("", "interactions"), ("/update", "updates")])
def test_a_batch_is_accepted_under_its_id_and_its_records_are_stored_in_order(mxo: MxoClient, behind: str, kind: str) -> None:
    before = mxo.state
    records = [record(uri=f"{URI}/{number}") for number in (1, 2, 3)]
    answer = submit(mxo, records, batch_id="nightly", behind=behind)
    assert (answer.status_code, answer.content) == (202, b'{"batchId":"nightly"}')
    space = before["spaces"][SITE_KEY]
    stored = [event(f"{URI}/{number}", channel="batch", timestamp=PAST) for number in (1, 2, 3)]
    space["customers"][DANA]["activities"] = stored + space["customers"][DANA]["activities"]
    nothing = {"errors": [], "waiting": [], "broken": [], "polls": 0}
    space["batches"]["nightly"] = {"type": kind, "submitted": 3, "processed": 3, **nothing}
    assert mxo.state == before
    assert ask(mxo, "nightly").json() == progress("nightly", kind, submitted=3, processed=3)


@pytest.mark.rule("mxo.batch-accepted")
@pytest.mark.parametrize("batch_id", [None, ""])
def test_a_batch_without_an_id_gets_a_uuid(mxo: MxoClient, batch_id: str | None) -> None:
    ids = [submit(mxo, batch_id=batch_id).json()["batchId"] for _ in range(2)]
    assert len(set(ids)) == 2
    for one in ids:
        assert re.fullmatch(UUID, one)
        assert ask(mxo, one).json() == progress(one, submitted=1, processed=1)


@pytest.mark.rule("mxo.batch-accepted")
@pytest.mark.parametrize(("header", "batch_id"), [("Nächtlich ☾".encode(), "Nächtlich ☾"), (b"N\xe4chtlich", "Nächtlich"), (b"a/b", "a/b")])
def test_an_id_is_read_as_paths_are(mxo: MxoClient, header: bytes, batch_id: str) -> None:
    headers = httpx.Headers([(b"workspaceId", WORKSPACE.encode()), (b"batchId", header), (b"Authorization", b"Bearer sbx-summit")])
    answer = mxo.http.post(f"{BATCHES}/{SITE_KEY}", json=[record()], headers=headers)
    assert (answer.status_code, answer.json()) == (202, {"batchId": batch_id})
    assert ask(mxo, quote(batch_id, safe="")).json() == progress(batch_id, submitted=1, processed=1)


@pytest.mark.rule("mxo.batch-accepted")
@pytest.mark.parametrize(("option", "code"), [("accepted-202", 202), ("ok-200", 200), ("created-201", 201)])
@pytest.mark.parametrize("behind", ["", "/update"])
def test_the_status_of_acceptance_is_a_variant(mxo: MxoClient, behind: str, option: str, code: int) -> None:
    mxo.switch(batch_accept=option)
    answer = submit(mxo, batch_id="b", behind=behind)
    assert (answer.status_code, answer.json()) == (code, {"batchId": "b"})


def test_each_record_may_be_another_customers_and_properties_go_to_the_profile(mxo: MxoClient) -> None:
    properties = [{"name": "plan", "value": "gold"}, {"name": "plan", "value": 5}, 7]
    records = [
        record(properties=properties),
        record(customerKey="omar@bluefinch.example", customerKeyName="Email"),
        record(customerKey=...),
        record(customerKey="", device={"appName": "x", "devType": "TABLET", "osName": "IOS"}, tid=DANA, colour="red"),
        record(customerKey="NEW-1"),
        record(customerKey="NEW-1", properties=None),
    ]
    known = mxo.space()["customers"]
    mxo.switch(unknown_fields="reject-400")
    assert submit(mxo, records, batch_id="b").status_code == 202
    assert ask(mxo, "b").json() == progress("b", submitted=6, processed=6)
    customers = mxo.space()["customers"]
    assert customers[DANA]["properties"]["plan"] == {"value": "gold", "at": NOW}
    assert event(channel="batch", timestamp=PAST, properties={"plan": "gold"}) in customers[DANA]["activities"]
    assert event(channel="batch", timestamp=PAST) in customers[OMAR]["activities"]
    fresh = [one for tid, one in customers.items() if tid not in known]
    assert [(one["identifiers"], len(one["activities"]), one["devices"]) for one in fresh] == [
        ({}, 1, []),
        ({}, 1, []),
        ({"customerkey": "NEW-1"}, 2, []),
    ]
    rules = rules_of(mxo, "mxo.batch.submit")
    assert len(rules) == len(set(rules))
    assert {"mxo.batch-accepted", "mxo.identity-known-key", "mxo.identity-anonymous", "mxo.key-name-case"} <= set(rules)


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=UTF-8", "APPLICATION/JSON"])
def test_an_array_of_json_is_a_batch(mxo: MxoClient, content_type: str) -> None:
    assert submit(mxo, content_type=content_type).status_code == 202


def test_one_record_a_line_is_a_batch_and_blank_lines_are_none(mxo: MxoClient) -> None:
    line = orjson.dumps(record())
    lines = b"\n".join((b"", line, b"  \t\r", line + b"\r", b"{", line)) + b"\n\n"
    assert submit(mxo, lines=lines, batch_id="b").status_code == 202
    assert ask(mxo, "b").json() == progress("b", submitted=4, processed=3)
    assert [one["index"] for one in ask(mxo, "b", "/error").json()["errors"]] == [2]


def test_the_batch_of_the_fixture_is_finished(mxo: MxoClient) -> None:
    assert ask(mxo, FIXTURE).json() == progress(FIXTURE, submitted=3, processed=2)
    assert ask(mxo, FIXTURE, "/error").json() == {
        "batchId": FIXTURE,
        "errors": [
            {
                "index": 1,
                "errorCode": "GENERAL",
                "errorMessage": "Missing required field: uri",
                "record": {"timestamp": "2024-05-01T10:00:00Z", "customerKey": "BFB-1002"},
            }
        ],
    }


@pytest.mark.rule("mxo.batch-errors-empty")
def test_the_errors_of_a_batch_without_any_are_an_empty_list(mxo: MxoClient) -> None:
    submit(mxo, batch_id="b")
    answer = ask(mxo, "b", "/error")
    assert (answer.status_code, answer.content) == (200, b'{"batchId":"b","errors":[]}')
    assert mxo.last_rules() == ["mxo.batch-errors-empty"]


# --- Number of records ----------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.batch-limit")
@pytest.mark.parametrize("as_lines", [False, True])
def test_a_batch_has_at_most_5000_records(mxo: MxoClient, as_lines: bool) -> None:
    line = orjson.dumps({"uri": URI, "timestamp": PAST, "customerKey": "HCR-1001"})
    for count in (5001, 5000):
        body = b"\n".join([line] * count + [b"\n"]) if as_lines else b"[%s]" % b",".join([line] * count)
        headers = {"workspaceId": WORKSPACE, "batchId": "b", "Content-Type": "application/x-ndjson" if as_lines else "application/json"}
        answer = mxo.send("POST", f"{BATCHES}/{SITE_KEY}", body=body, headers=headers)
        if count == 5001:
            assert error(answer) == (400, "GENERAL", "Too many records: the maximum is 5000")
            assert rule_of(answer) == "mxo.batch-limit"
        else:
            assert answer.status_code == 202
    assert ask(mxo, "b").json() == progress("b", submitted=5000, processed=5000)
    assert len(mxo.customer()["activities"]) == 5004


@pytest.mark.rule("mxo.batch-empty")
@pytest.mark.parametrize(("records", "lines"), [([], None), (None, "\n"), (None, " \r\n\t\n")])
def test_a_batch_has_at_least_one_record(mxo: MxoClient, records: Any, lines: str | None) -> None:
    answer = submit(mxo, records, lines=lines)
    assert error(answer) == (400, "GENERAL", "At least one record is required")
    assert rule_of(answer) == "mxo.batch-empty"
