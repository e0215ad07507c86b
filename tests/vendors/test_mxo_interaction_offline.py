"""Interactions of the past: their timestamps, and up to 100 at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import DANA, NOBODY, OMAR, Json, MxoClient, rule_of
from tests.vendors.mxo_around import OFFLINE, PAST, REFUSED, answered, event, interact, interaction, many
from tests.vendors.mxo_states import VISITOR

BEYOND = 8_640_000_000_000_000_000


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock at noon, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze("2026-11-21T12:00:00Z")
    assert mxo.state


@pytest.mark.rule("mxo.offline-timestamp")
@pytest.mark.parametrize("is_one", [True, False], ids=["one", "several"])
@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (1714557600000, "2024-05-01T10:00:00Z"),
        (1714557600123, "2024-05-01T10:00:00.123000Z"),
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59.999000Z"),
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01t10:00:00.5-04:00", "2024-05-01T14:00:00.500000Z"),
        ("2026-11-21T12:01:00Z", "2026-11-21T12:01:00Z"),
        (1795262460000, "2026-11-21T12:01:00Z"),
    ],
)
def test_an_interaction_of_the_past_is_stored_at_its_time(mxo: MxoClient, is_one: bool, sent: Any, stored: str) -> None:
    before = mxo.customer()["activities"]
    response = interact(mxo, "PUT", OFFLINE, timestamp=sent) if is_one else many(mxo, [interaction(timestamp=sent)])
    assert (response.status_code, response.json()) == (200, answered(DANA))
    after = mxo.customer()["activities"]
    assert [one for one in after if one not in before] == [event(channel="offline", timestamp=stored)]
    assert [one["timestamp"] for one in after] == sorted(one["timestamp"] for one in after)


@pytest.mark.rule("mxo.offline-timestamp")
@pytest.mark.parametrize("is_one", [True, False], ids=["one", "several"])
@pytest.mark.parametrize(
    "timestamp",
    [
        *(..., None, "", "yesterday", "2024-05-01", "2024-05-01T10:00:00", "2024-13-01T10:00:00Z", "1714557600000"),
        *(1.5, True, [], {}, BEYOND, -BEYOND, 10**30),
        *("2026-11-21T12:01:00.001Z", 1795262460001, "2099-01-01T00:00:00Z"),
    ],
)
def test_without_a_good_timestamp_nothing_of_the_call_is_stored(mxo: MxoClient, is_one: bool, timestamp: Any) -> None:
    if is_one:
        response = interact(mxo, "PUT", OFFLINE, timestamp=timestamp)
    else:
        response = many(mxo, [interaction(timestamp=PAST), interaction(timestamp=timestamp)])
    assert (response.status_code, response.json(), rule_of(response)) == (400, REFUSED, "mxo.offline-timestamp")


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("timestamp", ["2099-01-01T00:00:00Z", "yesterday", 1, None, {}])
def test_the_other_calls_do_not_look_at_a_timestamp(mxo: MxoClient, method: str, timestamp: Any) -> None:
    assert interact(mxo, method, timestamp=timestamp).json() == answered(DANA)
    assert mxo.customer()["activities"][-1]["timestamp"] == "2026-11-21T12:00:00Z"


@pytest.mark.rule("mxo.offline-limit")
def test_a_call_has_at_most_100_interactions_and_at_least_one(mxo: MxoClient) -> None:
    items = [interaction(timestamp=1714557600000 + number, uri=f"web://merchant-portal/{number}") for number in range(101)]
    for wrong in (items, []):
        response = many(mxo, wrong)
        assert (response.status_code, response.json(), rule_of(response)) == (400, REFUSED, "mxo.offline-limit")
    assert many(mxo, items[:100]).json() == answered(DANA)
    assert [one["path"] for one in mxo.customer()["activities"] if "path" in one] == [f"/{number}" for number in range(100)]


@pytest.mark.rule("mxo.offline-limit")
def test_the_number_of_interactions_is_checked_before_each(mxo: MxoClient) -> None:
    assert rule_of(many(mxo, [5] * 101)) == "mxo.offline-limit"


def test_each_item_may_be_another_customers_and_the_first_ones_tid_is_answered(mxo: MxoClient) -> None:
    items: list[Json] = [
        interaction(timestamp=PAST, customerKey="BFB-1002"),
        interaction(timestamp=PAST, customerKey=...),
        interaction(timestamp=PAST, customerKey=..., tid=NOBODY.upper()),
        interaction(timestamp=PAST, customerKey=..., tid=""),
        interaction(timestamp=PAST, customerKey=..., tid=None),
    ]
    known = {tid: len(one["activities"]) for tid, one in mxo.space()["customers"].items()}
    # The query's TID is Dana's. Omar's key belongs to another customer than she is, so that it names him.
    assert many(mxo, items, tid=DANA).json() == answered(OMAR)
    after = {tid: len(one["activities"]) for tid, one in mxo.space()["customers"].items()}
    assert after == known | {OMAR: known[OMAR] + 1, DANA: known[DANA] + 3, NOBODY: 1}


def test_a_later_item_finds_what_an_earlier_one_made(mxo: MxoClient) -> None:
    items = [interaction(timestamp=PAST, customerKey="NEW-1"), interaction(timestamp=PAST, customerKey="NEW-1")]
    tid = many(mxo, items).json()["tid"]
    assert mxo.last_rules() == ["mxo.identity-new-key", "mxo.identity-known-key", "mxo.interaction-identity"]
    assert len(mxo.customer(tid)["activities"]) == 2


def test_the_answer_has_the_primary_tid_of_the_first_items_customer_also_if_a_later_item_merged_it(mxo: MxoClient) -> None:
    items = [interaction(timestamp=PAST, tid=VISITOR, customerKey=key) for key in (..., "HCR-1001")]
    assert many(mxo, items).json() == answered(DANA)
    assert mxo.customer()["tids"] == [DANA, VISITOR]
