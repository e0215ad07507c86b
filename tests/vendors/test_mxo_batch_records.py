"""Records of a batch: what is wrong with one is told under `/error`, and hurts no other."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.vendors.mxo import DANA, OMAR, SITE_KEY, Json, MxoClient
from tests.vendors.mxo_around import PAST, URI, ask, event, nested, record, rules_of, submit
from tests.vendors.mxo_states import NOW, add_customers, profile

FIRST = "00000000-0000-4000-8000-000000000001"
SECOND = "00000000-0000-4000-8000-000000000002"

DATE = ("INVALID_DATE_TIME", "The specified date-time is not valid")
FUTURE = ("INVALID_DATE_TIME", "Future dates are not supported")
KEY = ("INVALID_API_NAME", "The specified key attribute API name does not exist")


def missing(name: str) -> tuple[str, str]:
    return "GENERAL", f"Missing required field: {name}"


def wrong(name: str) -> tuple[str, str]:
    return "GENERAL", f"Invalid value for field: {name}"


def told(mxo: MxoClient, *records: Any) -> list[tuple[str, str]]:
    """Submit records between two good ones, and return what is told of each; the good ones must have been stored."""
    mxo.freeze()
    before = mxo.customer(OMAR)["activities"]
    good = [record(customerKey="BFB-1002", uri=f"{URI}/{name}") for name in ("first", "last")]
    assert submit(mxo, [good[0], *records, good[1]], batch_id="b").status_code == 202
    stored = [event(f"{URI}/{name}", channel="batch", timestamp=PAST) for name in ("first", "last")]
    assert mxo.customer(OMAR)["activities"] == stored + before
    problems: list[Json] = ask(mxo, "b", "/error").json()["errors"]
    assert [(one["index"], one["record"]) for one in problems] == list(enumerate(records, 1))
    state = ask(mxo, "b").json()
    assert (state["submitted"], state["processed"], state["failed"]) == (len(records) + 2, 2, len(records))
    return [(one["errorCode"], one["errorMessage"]) for one in problems]


@pytest.mark.rule("mxo.batch-item-required")
@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (record(uri=...), missing("uri")),
        (record(uri=None), missing("uri")),
        (record(uri=""), missing("uri")),
        (record(uri=5), wrong("uri")),
        (record(uri=["x"]), wrong("uri")),
        (record(timestamp=...), missing("timestamp")),
        (record(timestamp=None), missing("timestamp")),
        (record(customerKey=5), wrong("customerKey")),
        (record(customerKeyName=5), wrong("customerKeyName")),
        ({}, missing("uri")),
        *((bad, ("GENERAL", "Record must be a JSON object")) for bad in (None, 5, "text", True, [], [record()])),
    ],
)
def test_a_record_that_lacks_what_it_needs_is_told_of(mxo: MxoClient, bad: Any, expected: tuple[str, str]) -> None:
    assert told(mxo, bad) == [expected]
    assert "mxo.batch-item-required" in rules_of(mxo, "mxo.batch.submit")


@pytest.mark.rule("mxo.batch-item-date")
@pytest.mark.parametrize(
    ("timestamp", "expected"),
    [
        *(
            (bad, DATE)
            for bad in ("", "yesterday", "2024-05-01", "2024-05-01T10:00:00", "2024-02-30T10:00:00Z", 1714557600000, True, {"a": 1})
        ),
        ("2026-11-21T12:01:00.001Z", FUTURE),
        ("2026-11-21T13:01:00.001+01:00", FUTURE),
        ("9999-12-31T23:59:59Z", FUTURE),
    ],
)
def test_a_record_with_a_bad_date_is_told_of(mxo: MxoClient, timestamp: Any, expected: tuple[str, str]) -> None:
    assert told(mxo, record(timestamp=timestamp)) == [expected]
    assert "mxo.batch-item-date" in rules_of(mxo, "mxo.batch.submit")


@pytest.mark.rule("mxo.batch-item-date")
@pytest.mark.parametrize("timestamp", ["2026-11-21T12:01:00Z", "0001-01-01T00:00:00Z", NOW])
def test_a_record_of_the_past_or_of_the_next_minute_is_stored(mxo: MxoClient, timestamp: str) -> None:
    mxo.freeze()
    submit(mxo, [record(timestamp=timestamp)], batch_id="b")
    assert ask(mxo, "b").json()["status"] == "COMPLETED"
    assert event(channel="batch", timestamp=timestamp) in mxo.customer()["activities"]


@pytest.mark.rule("mxo.batch-item-key")
@pytest.mark.parametrize(
    "members", [{"customerKeyName": "emailkey"}, {"customerKeyName": ""}, {"customerKeyName": "x", "customerKey": ...}]
)
def test_a_record_with_an_unknown_key_is_told_of(mxo: MxoClient, members: Json) -> None:
    assert told(mxo, record(**members)) == [KEY]
    assert "mxo.batch-item-key" in rules_of(mxo, "mxo.batch.submit")


def test_several_bad_records_are_told_of_in_their_order_each_once(mxo: MxoClient) -> None:
    bad = [5, record(uri="", timestamp="x", customerKeyName="x"), record(timestamp="x", customerKeyName="x"), record(customerKeyName="x")]
    assert told(mxo, *bad) == [("GENERAL", "Record must be a JSON object"), missing("uri"), DATE, KEY]


def test_a_line_that_is_no_json_is_told_of_as_it_stood(mxo: MxoClient) -> None:
    mxo.freeze()
    lines = b'{"uri":\n  [1,]  \n"text"\n\xff\xfe{}\n5 5\n'
    assert submit(mxo, lines=lines, batch_id="b").status_code == 202
    problems = ask(mxo, "b", "/error").json()["errors"]
    assert [(one["index"], one["errorMessage"], one["record"]) for one in problems] == [
        (0, "Malformed JSON request body", '{"uri":'),
        (1, "Malformed JSON request body", "[1,]"),
        (2, "Record must be a JSON object", "text"),
        (3, "Malformed JSON request body", "��{}"),
        (4, "Malformed JSON request body", "5 5"),
    ]


@pytest.mark.rule("mxo.batch-item-required")
def test_a_record_of_100_levels_is_shown_as_it_was_read_and_a_deeper_line_as_it_stood(mxo: MxoClient) -> None:
    mxo.freeze()
    # Many arrays beside one another are no levels.
    wide = orjson.dumps({"uri": [[[]]] * 100}).decode()
    assert submit(mxo, lines="\n".join((nested(100), nested(101), '{"a":' * 600 + "1" + "}" * 600, wide)), batch_id="b").status_code == 202
    problems = ask(mxo, "b", "/error").json()["errors"]
    assert [(one["errorMessage"], one["record"]) for one in problems] == [
        ("Record must be a JSON object", orjson.loads(nested(100))),
        ("Malformed JSON request body", nested(101)),
        ("Malformed JSON request body", '{"a":' * 600 + "1" + "}" * 600),
        ("Invalid value for field: uri", orjson.loads(wide)),
    ]
    assert submit(mxo, [orjson.loads(nested(99))], batch_id="c").status_code == 202
    assert ask(mxo, "c", "/error").json()["errors"][0]["record"] == orjson.loads(nested(99))
    assert mxo.http.put("/_sandbox/state/mxo", json=mxo.state).status_code == 204


def test_a_record_is_processed_with_what_earlier_ones_made(mxo: MxoClient) -> None:
    mxo.freeze()
    records = [record(customerKey="NEW-1", uri=f"{URI}/{number}") for number in range(3)]
    submit(mxo, records, batch_id="b")
    (fresh,) = (one for one in mxo.space()["customers"].values() if one["identifiers"] == {"customerkey": "NEW-1"})
    assert [one["path"] for one in fresh["activities"]] == [f"/statement/{number}" for number in range(3)]


def test_records_of_two_customers_who_hold_other_values_stay_apart(mxo: MxoClient) -> None:
    mxo.freeze()
    add_customers(mxo, profile(FIRST, identifiers={"customerkey": "ONE"}), profile(SECOND, identifiers={"email": "two@x.example"}))
    submit(mxo, [record(customerKey="ONE"), record(customerKey="two@x.example", customerKeyName="email")], batch_id="b")
    for tid in (FIRST, SECOND):
        assert mxo.customer(tid)["activities"] == [event(channel="batch", timestamp=PAST)]


def test_batches_outlive_the_customers_of_their_records(mxo: MxoClient) -> None:
    mxo.freeze()
    submit(mxo, [record(), record(timestamp="x")], batch_id="b")
    before = (ask(mxo, "b").json(), ask(mxo, "b", "/error").json())
    assert mxo.delete(tid=DANA).status_code == 200
    assert (ask(mxo, "b").json(), ask(mxo, "b", "/error").json()) == before
    assert DANA not in mxo.space(SITE_KEY)["customers"]
