"""Who a customer is: TIDs and identifiers of an activity request, and whom they name."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import DANA, NOBODY, NOT_SENT, OMAR, Json, MxoClient, identifier
from tests.vendors.mxo_states import (
    BFB,
    HCR,
    LENA,
    LENAS_EMAIL,
    NEW_EMAIL,
    NEW_KEY,
    NOW,
    OMARS_EMAIL,
    PRIYA,
    PRIYA_SECOND,
    VISITOR,
    add_customers,
    done,
    profile,
    send,
    tid_of,
    who,
)


def fresh(tid: str, identifiers: dict[str, str] | None = None) -> Json:
    """Return the state of a customer who began with one activity."""
    return {
        "tids": [tid],
        "createdAt": NOW,
        "identifiers": identifiers or {},
        "properties": {},
        "devices": [],
        "journeys": [],
        "activities": [{**NOT_SENT, **done(NOW)}],
        "interest": {"card-terminal": {"detailview": 1}},
        "dynamicInterest": {},
    }


def after_one_more(before: Json) -> Json:
    """Return the state of a customer after one more activity at the frozen time."""
    types = before["interest"].get("card-terminal", {})
    interest = {**before["interest"], "card-terminal": {**types, "detailview": types.get("detailview", 0) + 1}}
    activities = [*before["activities"], {**NOT_SENT, **done(NOW)}]
    return {**before, "activities": activities, "interest": interest}


# --- No TID ---


@pytest.mark.rule("mxo.identity-anonymous")
def test_without_tid_and_identifiers_a_new_customer_with_a_new_tid_is_created(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    tid = tid_of(send(mxo))
    assert tid not in before
    assert mxo.space()["customers"] == {**before, tid: fresh(tid)}
    assert "mxo.identity-anonymous" in mxo.last_rules()
    assert tid_of(send(mxo)) != tid


@pytest.mark.rule("mxo.identity-new-key", "mxo.unknown-identifier-activity")
def test_unknown_identifiers_create_a_new_customer_who_gets_them_in_order(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    tid = tid_of(send(mxo, None, NEW_EMAIL, NEW_KEY))
    customers = mxo.space()["customers"]
    assert customers == {**before, tid: fresh(tid, {"email": "new@nowhere.example", "customerkey": "NEW-1"})}
    assert list(customers[tid]["identifiers"]) == ["email", "customerkey"]
    assert "mxo.identity-new-key" in mxo.last_rules()
    assert tid_of(send(mxo, None, NEW_KEY)) == tid


@pytest.mark.rule("mxo.identity-known-key")
def test_a_known_identifier_names_its_customer(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, None, HCR)) == DANA
    assert mxo.space()["customers"] == {**before, DANA: after_one_more(before[DANA])}
    assert "mxo.identity-known-key" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-known-key")
def test_an_unknown_identifier_beside_a_known_one_is_added_to_its_customer(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, None, NEW_KEY, LENAS_EMAIL)) == LENA
    assert who(mxo) == {**before, LENA: ([LENA], {"email": "lena@copperkettle.example", "customerkey": "NEW-1"})}


@pytest.mark.rule("mxo.identity-known-key")
def test_an_unknown_identifier_is_not_added_where_the_customer_has_another_value(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, None, NEW_EMAIL, BFB)) == OMAR
    assert who(mxo) == before


@pytest.mark.rule("mxo.identity-known-key")
@pytest.mark.parametrize(("first", "second", "winner"), [(HCR, OMARS_EMAIL, DANA), (OMARS_EMAIL, HCR, OMAR)])
def test_of_known_identifiers_of_incompatible_customers_the_first_decides(mxo: MxoClient, first: Json, second: Json, winner: str) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, None, first, second)) == winner
    assert mxo.space()["customers"] == {**before, winner: after_one_more(before[winner])}


# --- An unknown TID ---


@pytest.mark.rule("mxo.identity-adopt", "mxo.unknown-tid-activity")
@pytest.mark.parametrize(
    ("sent", "held"),
    [((), {}), ((NEW_KEY,), {"customerkey": "NEW-1"}), ((NEW_KEY, NEW_EMAIL), {"customerkey": "NEW-1", "email": "new@nowhere.example"})],
)
def test_an_unknown_tid_is_adopted_by_a_new_customer(mxo: MxoClient, sent: tuple[Json, ...], held: dict[str, str]) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, NOBODY, *sent)) == NOBODY
    assert mxo.space()["customers"] == {**before, NOBODY: fresh(NOBODY, held)}
    assert "mxo.identity-adopt" in mxo.last_rules()
    assert tid_of(send(mxo, NOBODY)) == NOBODY


@pytest.mark.rule("mxo.identity-second-tid", "mxo.unknown-tid-activity")
def test_an_unknown_tid_with_a_known_identifier_becomes_a_secondary_tid(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, NOBODY, HCR)) == DANA
    assert mxo.space()["customers"] == {**before, DANA: after_one_more({**before[DANA], "tids": [DANA, NOBODY]})}
    assert "mxo.identity-second-tid" in mxo.last_rules()
    assert tid_of(send(mxo, NOBODY)) == DANA


@pytest.mark.rule("mxo.identity-second-tid")
def test_other_identifiers_beside_an_unknown_tid_are_added_or_ignored_as_without_it(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, NOBODY, NEW_KEY, LENAS_EMAIL)) == LENA
    assert tid_of(send(mxo, NOBODY[:-1] + "e", BFB, identifier("dana.whitfield@harborcoffee.example", "email"), NEW_EMAIL)) == OMAR
    assert who(mxo) == {
        **before,
        LENA: ([LENA, NOBODY], {"email": "lena@copperkettle.example", "customerkey": "NEW-1"}),
        OMAR: ([OMAR, NOBODY[:-1] + "e"], before[OMAR][1]),
    }


# --- A known TID ---


@pytest.mark.rule("mxo.identity-tid")
def test_a_known_tid_names_its_customer(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, OMAR)) == OMAR
    assert mxo.space()["customers"] == {**before, OMAR: after_one_more(before[OMAR])}
    assert "mxo.identity-tid" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-associate", "mxo.unknown-identifier-activity")
@pytest.mark.parametrize(
    ("tid", "sent", "held"),
    [
        (LENA, [NEW_KEY], {"email": "lena@copperkettle.example", "customerkey": "NEW-1"}),
        (VISITOR, [NEW_EMAIL, NEW_KEY], {"email": "new@nowhere.example", "customerkey": "NEW-1"}),
    ],
)
def test_unknown_identifiers_are_associated_with_the_customer_of_a_known_tid(
    mxo: MxoClient, tid: str, sent: list[Json], held: dict[str, str]
) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, tid, *sent)) == tid
    assert who(mxo) == {**before, tid: ([tid], held)}
    assert "mxo.identity-associate" in mxo.last_rules()
    assert tid_of(send(mxo, None, NEW_KEY)) == tid


@pytest.mark.rule("mxo.identity-switch", "mxo.unknown-identifier-activity")
@pytest.mark.parametrize(
    ("tid", "sent", "held"),
    [
        (DANA, [NEW_KEY], {"customerkey": "NEW-1"}),
        (LENA, [NEW_KEY, NEW_EMAIL], {"customerkey": "NEW-1", "email": "new@nowhere.example"}),
        (PRIYA_SECOND, [NEW_EMAIL], {"email": "new@nowhere.example"}),
    ],
)
def test_a_known_tid_with_another_value_of_its_customers_key_is_another_person(
    mxo: MxoClient, tid: str, sent: list[Json], held: dict[str, str]
) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    minted = tid_of(send(mxo, tid, *sent))
    assert mxo.space()["customers"] == {**before, minted: fresh(minted, held)}
    assert "mxo.identity-switch" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-match")
def test_a_known_tid_with_a_known_identifier_of_the_same_customer_names_that_customer(mxo: MxoClient) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, DANA, HCR)) == DANA
    assert mxo.space()["customers"] == {**before, DANA: after_one_more(before[DANA])}
    assert "mxo.identity-match" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-match")
def test_other_identifiers_beside_a_matching_one_are_added_or_ignored(mxo: MxoClient) -> None:
    before = who(mxo)
    assert tid_of(send(mxo, LENA, NEW_KEY, LENAS_EMAIL)) == LENA
    assert tid_of(send(mxo, DANA, HCR, OMARS_EMAIL)) == DANA
    assert tid_of(send(mxo, OMAR, BFB, NEW_EMAIL)) == OMAR
    assert who(mxo) == {**before, LENA: ([LENA], {"email": "lena@copperkettle.example", "customerkey": "NEW-1"})}


@pytest.mark.rule("mxo.identity-other")
@pytest.mark.parametrize(("tid", "sent"), [(DANA, [BFB]), (DANA, [OMARS_EMAIL, HCR]), (LENA, [OMARS_EMAIL]), (PRIYA_SECOND, [BFB])])
def test_a_known_tid_with_an_identifier_of_an_incompatible_customer_names_that_one(mxo: MxoClient, tid: str, sent: list[Json]) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, tid, *sent)) == OMAR
    assert mxo.space()["customers"] == {**before, OMAR: after_one_more(before[OMAR])}
    assert "mxo.identity-other" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-other")
@pytest.mark.parametrize("tid", [pytest.param(LENA, id="the tid's customer"), pytest.param(VISITOR, id="the identifier's customer")])
def test_customers_are_not_compatible_if_one_of_them_differs_from_the_request(mxo: MxoClient, tid: str) -> None:
    keyed = "00000000-0000-4000-8000-0000000000b1"
    held = {"customerkey": "KEYED"} if tid == LENA else {"customerkey": "KEYED", "email": "another@nowhere.example"}
    add_customers(mxo, profile(keyed, identifiers=held))
    before = mxo.customer(tid)
    assert tid_of(send(mxo, tid, identifier("KEYED"), NEW_EMAIL)) == keyed
    assert mxo.customer(tid) == before
    assert mxo.customer(keyed)["identifiers"] == {"email": "new@nowhere.example", **held}
    assert "mxo.identity-other" in mxo.last_rules()


@pytest.mark.rule("mxo.secondary-tid-answers-primary")
@pytest.mark.parametrize("sent", [[], [identifier("LAB-1003")], [identifier("priya.nair@lanternbakery.example", "email")]])
def test_a_secondary_tid_is_answered_with_the_primary_one(mxo: MxoClient, sent: list[Json]) -> None:
    mxo.freeze()
    before = mxo.space()["customers"]
    assert tid_of(send(mxo, PRIYA_SECOND, *sent)) == PRIYA
    assert mxo.space()["customers"] == {**before, PRIYA: after_one_more(before[PRIYA])}
    assert "mxo.secondary-tid-answers-primary" in mxo.last_rules()
