"""Conditions of structures that ask for tracked propositions and for what a request says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import Json, MxoClient, activity
from tests.vendors.mxo_around import interact
from tests.vendors.mxo_states import LENA, add_structure, attribute, evaluated, put


def holds(mxo: MxoClient, when: Json, **context: Any) -> bool:
    """Say whether a condition lets an attribute through; anything else than that attribute or nothing is a fault."""
    found = evaluated(mxo, attribute("value", "const:x", when=when), **{"tid": LENA, **context})
    assert found in ({}, {"value": "x"})
    return bool(found)


@pytest.fixture(autouse=True)
def _tracked(mxo: MxoClient) -> None:
    """Lena asked one machine for a balance twice and took cash once, and asked another one once; and once no machine at all."""
    sent = [
        *(activity(propositionCode="atm", dynamicPropositionCode="m-1", activityTypeCode=kind) for kind in ("balance", "cash", "balance")),
        activity(propositionCode="atm", dynamicPropositionCode="m-2", activityTypeCode="balance"),
        activity(propositionCode="atm", activityTypeCode="balance"),
        activity(propositionCode="same", dynamicPropositionCode="same", activityTypeCode="balance"),
    ]
    assert mxo.activities(sent, tid=LENA).json() == {"tid": LENA, "errors": []}


@pytest.mark.parametrize(
    ("code", "kind", "count"),
    [
        ("m-1", None, 3),
        ("m-1", "balance", 2),
        ("m-1", "cash", 1),
        ("m-2", "balance", 1),
        ("m-2", "cash", 0),
        ("atm", None, 5),
        ("atm", "balance", 4),
        ("atm", "cash", 1),
        ("same", None, 1),
        ("same", "balance", 1),
        ("nothing", None, 0),
        ("nothing", "balance", 0),
        ("m-1", "Balance", 0),
        ("M-1", "balance", 0),
    ],
)
def test_a_condition_asks_for_a_least_count_of_activities_of_a_code_and_a_type(
    mxo: MxoClient, code: str, kind: str | None, count: int
) -> None:
    when = {"proposition": code} if kind is None else {"proposition": code, "activity_type": kind}
    assert holds(mxo, when) is (count > 0)
    assert holds(mxo, {**when, "at_least": count + 1}) is False
    if count:
        assert holds(mxo, {**when, "at_least": count}) is True


def test_the_next_activity_meets_the_condition(mxo: MxoClient) -> None:
    when = {"proposition": "m-1", "activity_type": "cash", "at_least": 2}
    assert not holds(mxo, when)
    assert interact(mxo, query={"tid": LENA}, customerKey=..., uri="m-1").status_code == 200
    mxo.activities(
        [activity(propositionCode="atm", dynamicPropositionCode="m-1", activityTypeCode="cash", timestamp="2099-01-01T00:00:00Z")], tid=LENA
    )
    assert not holds(mxo, when)
    mxo.activities(
        [activity(propositionCode="atm", dynamicPropositionCode="m-1", activityTypeCode="cash", timestamp="2001-01-01T00:00:00Z")], tid=LENA
    )
    assert holds(mxo, when)


def test_counts_outlive_a_snapshot_and_are_counted_anew_where_a_state_leaves_them_out(mxo: MxoClient) -> None:
    when = {"proposition": "m-1", "activity_type": "balance", "at_least": 2}
    assert mxo.http.put("/_sandbox/state/mxo", json=mxo.state).status_code == 204
    assert holds(mxo, when)

    def edit(space: Json) -> None:
        for name in ("interest", "dynamicInterest"):
            del space["customers"][LENA][name]

    assert put(mxo, edit).status_code == 204
    assert holds(mxo, when)
    assert not holds(mxo, {**when, "at_least": 3})


@pytest.mark.parametrize(
    ("properties", "expected"),
    [([], False), ([("plan", "gold")], True), ([("plan", "blue")], False), ([("plan", "blue"), ("plan", "gold")], True)],
)
def test_a_condition_asks_for_a_property_of_the_request(mxo: MxoClient, properties: list[tuple[str, str]], expected: bool) -> None:
    sent = [{"name": name, "value": value} for name, value in properties]
    assert holds(mxo, {"source": "context:plan", "equals": "gold"}, properties=sent) is expected


@pytest.mark.parametrize(
    "when",
    [
        {"source": "tid", "equals": "x", "at_least": 1},
        {"source": "tid", "equals": "x", "activity_type": "balance"},
        {"activity_type": "balance"},
        {"proposition": "atm", "at_least": 0},
        {"proposition": "atm", "at_least": "2"},
        {"proposition": "atm", "source": "tid", "equals": "x"},
        {"proposition": "atm", "activityType": "balance"},
        {"proposition": "atm", "equals": "x"},
        {"proposition": "atm", "is_true": True},
    ],
)
def test_a_condition_that_says_something_else_is_refused_with_the_state(mxo: MxoClient, when: Json) -> None:
    assert add_structure(mxo, attribute("value", "const:x", when=when)).status_code == 400
