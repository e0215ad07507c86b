"""Batches that go on: the variants of a repeated id and of progress."""

from __future__ import annotations

import orjson
import pytest

from tests.vendors.mxo import ATM_DEMO, Json, MxoClient, error, rule_of
from tests.vendors.mxo_around import ATM_WORKSPACE, ask, progress, record, rules_of, submit
from tests.vendors.mxo_states import put

FIXTURE = "b47c4000-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


@pytest.mark.rule("mxo.batch-id-reuse")
@pytest.mark.parametrize("behind", ["", "/update"])
def test_an_id_is_used_once_in_a_space(mxo: MxoClient, behind: str) -> None:
    answer = submit(mxo, batch_id=FIXTURE, behind=behind)
    assert error(answer) == (400, "GENERAL", "The specified batch already exists")
    assert rule_of(answer) == "mxo.batch-id-reuse"
    assert submit(mxo, sk=ATM_DEMO, workspace=ATM_WORKSPACE, batch_id=FIXTURE).status_code == 202


@pytest.mark.rule("mxo.batch-id-reuse")
def test_with_a_variant_the_records_join_the_batch_and_counts_and_indexes_go_on(mxo: MxoClient) -> None:
    mxo.switch(batch_id_reuse="append")
    assert submit(mxo, [record(), 5], batch_id=FIXTURE).json() == {"batchId": FIXTURE}
    assert "mxo.batch-id-reuse" in rules_of(mxo, "mxo.batch.submit")
    assert submit(mxo, lines=b'{"uri":"x"}\n{\n', batch_id=FIXTURE, behind="/update").status_code == 202
    assert ask(mxo, FIXTURE).json() == progress(FIXTURE, submitted=7, processed=3)
    errors = ask(mxo, FIXTURE, "/error").json()["errors"]
    assert [(one["index"], one["errorMessage"]) for one in errors] == [
        (1, "Missing required field: uri"),
        (4, "Record must be a JSON object"),
        (5, "Missing required field: timestamp"),
        (6, "Malformed JSON request body"),
    ]


def test_with_a_variant_a_batch_becomes_final_when_its_status_is_asked_the_third_time(mxo: MxoClient) -> None:
    mxo.switch(batch_progress="per-poll")
    before = mxo.customer()["activities"]
    assert submit(mxo, lines=orjson.dumps(record()) + b"\n{", batch_id="b").status_code == 202
    for state in ("QUEUED", "PROCESSING"):
        assert ask(mxo, "b", "/error").json() == {"batchId": "b", "errors": []}
        assert ask(mxo, "b").json() == progress("b", submitted=2, processed=0, state=state)
        assert mxo.customer()["activities"] == before
    for _ in range(2):
        assert ask(mxo, "b").json() == progress("b", submitted=2, processed=1)
        assert len(mxo.customer()["activities"]) == len(before) + 1
        assert ask(mxo, "b", "/error").json()["errors"] == [
            {"index": 1, "errorCode": "GENERAL", "errorMessage": "Malformed JSON request body", "record": "{"}
        ]


def test_a_waiting_batch_outlives_a_snapshot(mxo: MxoClient) -> None:
    mxo.switch(batch_progress="per-poll", batch_id_reuse="append")
    submit(mxo, lines=b"{\n" + orjson.dumps(record()), batch_id="b")
    submit(mxo, lines=b"5\n}", batch_id="b")
    assert ask(mxo, "b").json()["status"] == "QUEUED"
    assert mxo.http.put("/_sandbox/state/mxo", json=mxo.state).status_code == 204
    assert [ask(mxo, "b").json()["status"] for _ in range(2)] == ["PROCESSING", "COMPLETED_WITH_ERRORS"]
    messages = [one["errorMessage"] for one in ask(mxo, "b", "/error").json()["errors"]]
    assert messages == ["Malformed JSON request body", "Record must be a JSON object", "Malformed JSON request body"]


@pytest.mark.parametrize("members", [{"submitted": 4}, {"processed": 3}, {"errors": []}, {"waiting": [{}]}])
def test_the_records_of_a_batch_of_the_state_add_up(mxo: MxoClient, members: Json) -> None:
    assert put(mxo, lambda space: space["batches"][FIXTURE].update(members)).status_code == 400


def test_a_waiting_batch_is_processed_once_the_variant_says_so(mxo: MxoClient) -> None:
    mxo.switch(batch_progress="per-poll")
    submit(mxo, batch_id="b")
    mxo.switch(batch_progress="immediate")
    assert ask(mxo, "b").json() == progress("b", submitted=1, processed=1)


def test_records_that_join_a_finished_batch_wait_in_their_turn(mxo: MxoClient) -> None:
    mxo.switch(batch_progress="per-poll", batch_id_reuse="append")
    submit(mxo, batch_id=FIXTURE)
    assert [ask(mxo, FIXTURE).json()["status"] for _ in range(3)] == ["QUEUED", "PROCESSING", "COMPLETED_WITH_ERRORS"]
    assert ask(mxo, FIXTURE).json() == progress(FIXTURE, submitted=4, processed=3)
    submit(mxo, batch_id=FIXTURE)
    assert [ask(mxo, FIXTURE).json()["status"] for _ in range(3)] == ["QUEUED", "PROCESSING", "COMPLETED_WITH_ERRORS"]
    assert ask(mxo, FIXTURE).json() == progress(FIXTURE, submitted=5, processed=4)
