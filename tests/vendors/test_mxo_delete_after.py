"""After a delete: what is gone, what stays, what starts anew, and deletes that take their time."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.testing import InProcess
from tests.vendors.mxo import DANA, NOBODY, Json, MxoClient, error, identifier, rule_of
from tests.vendors.mxo_around import store
from tests.vendors.mxo_states import BFB, HCR, NOW, PRIYA, PRIYA_SECOND, send, tid_of, who

LAB = identifier("LAB-1003")
PRIYAS_EMAIL = identifier("priya.nair@lanternbakery.example", "email")
PRIYAS = {"tids": [PRIYA, PRIYA_SECOND], "identifiers": [LAB, PRIYAS_EMAIL]}
NOT_FOUND = (404, "CUSTOMER_NOT_FOUND", "The specified customer does not exist")


@pytest.mark.parametrize("sent", [{"identifier": LAB}, {"identifier": PRIYAS_EMAIL}, {"tid": PRIYA}, {"tid": PRIYA_SECOND}])
def test_a_deleted_customer_is_known_by_none_of_its_tids_and_identifiers(mxo: MxoClient, sent: Json) -> None:
    assert mxo.delete(identifier=LAB).json() == PRIYAS
    assert error(mxo.delete(**sent)) == NOT_FOUND
    context = {"identifiers": [sent["identifier"]]} if "identifier" in sent else sent
    answer = mxo.structure(**context)
    assert error(answer) == NOT_FOUND
    assert rule_of(answer) == "mxo.structure-unknown-customer"


@pytest.mark.rule("mxo.delete-twice", "mxo.delete-unknown")
@pytest.mark.parametrize("again", [{"identifier": LAB}, {"tid": PRIYA}, {"tid": PRIYA_SECOND}])
def test_a_second_delete_of_the_same_customer_is_answered_404(mxo: MxoClient, again: Json) -> None:
    assert mxo.delete(identifier=LAB).status_code == 200
    answer = mxo.delete(**again)
    assert error(answer) == NOT_FOUND
    assert rule_of(answer) == "mxo.delete-unknown"


@pytest.mark.rule("mxo.delete-keeps-datastores")
def test_a_delete_leaves_datastores_and_propositions_as_they_are(mxo: MxoClient) -> None:
    assert store(mxo, "POST", "/merchants/staging", json=[{"merchantkey": "HCR-1001"}]).status_code == 200
    before = mxo.space()
    assert before["datastores"]["merchants"]["live"]["rows"]["HCR-1001"] == [
        {"merchantkey": "HCR-1001", "status": "active", "terminals": 3}
    ]
    assert {"parentCode": "support-call", "code": "cxone-8675309"}.items() <= before["dynamicPropositions"][1].items()
    assert mxo.delete(identifier=HCR).status_code == 200
    after = mxo.space()
    assert after["datastores"] == before["datastores"]
    assert after["dynamicPropositions"] == before["dynamicPropositions"]
    assert after["propositions"] == before["propositions"]


def test_a_dynamic_proposition_that_outlived_its_customer_is_used_again(mxo: MxoClient) -> None:
    assert mxo.delete(identifier=HCR).status_code == 200
    before = mxo.space()["dynamicPropositions"]
    tid_of(mxo.activity(propositionCode="support-call", dynamicPropositionCode="cxone-8675309"))
    assert mxo.space()["dynamicPropositions"] == before


def test_a_new_customer_with_the_key_of_a_deleted_one_reads_the_datastore_rows_that_stayed(mxo: MxoClient) -> None:
    assert mxo.delete(identifier=HCR).status_code == 200
    assert tid_of(send(mxo, None, HCR)) != DANA
    assert mxo.structure().json()["structure"] == {"member": {}, "merchants": [{"status": "active", "terminals": "3"}]}


@pytest.mark.rule("mxo.delete-identity", "mxo.delete-secondary-tid")
@pytest.mark.parametrize("tid", [PRIYA, PRIYA_SECOND])
def test_a_later_activity_with_the_old_tid_starts_a_fresh_profile(mxo: MxoClient, tid: str) -> None:
    mxo.freeze()
    before = who(mxo)
    assert mxo.delete(identifier=LAB).status_code == 200
    assert tid_of(send(mxo, tid)) == tid
    del before[PRIYA]
    assert who(mxo) == {**before, tid: ([tid], {})}
    fresh = mxo.customer(tid)
    assert (fresh["createdAt"], fresh["properties"], fresh["devices"], fresh["interest"]) == (
        NOW,
        {},
        [],
        {"card-terminal": {"detailview": 1}},
    )
    assert error(mxo.delete(identifier=LAB)) == NOT_FOUND


@pytest.mark.rule("mxo.delete-identity")
def test_a_later_activity_with_the_old_identifier_starts_a_fresh_profile(mxo: MxoClient) -> None:
    mxo.freeze()
    before = who(mxo)
    assert mxo.delete(identifier=HCR).status_code == 200
    tid = tid_of(send(mxo, None, HCR))
    assert tid not in before
    fresh = mxo.customer(tid)
    assert (fresh["createdAt"], fresh["properties"], fresh["devices"], fresh["interest"]) == (
        NOW,
        {},
        [],
        {"card-terminal": {"detailview": 1}},
    )
    assert fresh["identifiers"] == {"customerkey": "HCR-1001"}
    assert mxo.delete(identifier=HCR).json() == {"tids": [tid], "identifiers": [HCR]}


def test_after_a_delete_the_old_identifiers_may_belong_to_different_customers(mxo: MxoClient) -> None:
    assert mxo.delete(identifier=LAB).status_code == 200
    one, two = tid_of(send(mxo, None, LAB)), tid_of(send(mxo, None, PRIYAS_EMAIL))
    assert who(mxo)[one] == ([one], {"customerkey": "LAB-1003"})
    assert who(mxo)[two] == ([two], {"email": "priya.nair@lanternbakery.example"})


# --- mxo.delete-timing: deferred ---


def deferred(mxo: MxoClient) -> None:
    """Stop the clock, and let deletes take their time."""
    mxo.freeze()
    mxo.switch(delete_timing="deferred")


@pytest.mark.rule("mxo.delete-identity")
def test_a_deferred_delete_answers_at_once_and_happens_after_5_seconds(mxo: MxoClient) -> None:
    deferred(mxo)
    before = mxo.space()
    assert mxo.delete(identifier=LAB).json() == PRIYAS
    assert mxo.space() == before
    assert mxo.advance(4.999) == []
    assert mxo.space() == before
    assert mxo.structure(tid=PRIYA_SECOND).json()["tid"] == PRIYA
    assert mxo.advance(0.001) == ["mxo.customer.erase"]
    del before["customers"][PRIYA]
    assert mxo.space() == before
    assert error(mxo.structure(tid=PRIYA_SECOND)) == NOT_FOUND


def test_until_a_deferred_delete_happens_a_second_one_succeeds(mxo: MxoClient) -> None:
    deferred(mxo)
    assert mxo.delete(tid=PRIYA).json() == PRIYAS
    mxo.advance(4.999)
    assert mxo.delete(tid=PRIYA_SECOND).json() == PRIYAS
    mxo.advance(0.001)
    assert PRIYA not in who(mxo)
    assert error(mxo.delete(tid=PRIYA)) == NOT_FOUND
    mxo.advance(60)
    assert PRIYA not in who(mxo)


def test_a_customer_may_be_active_until_a_deferred_delete_takes_that_too(mxo: MxoClient) -> None:
    deferred(mxo)
    mxo.delete(identifier=LAB)
    assert tid_of(send(mxo, None, LAB)) == PRIYA
    assert tid_of(send(mxo, NOBODY, PRIYAS_EMAIL)) == PRIYA
    assert mxo.delete(tid=NOBODY).json()["tids"] == [PRIYA, PRIYA_SECOND, NOBODY]
    mxo.advance(5)
    assert PRIYA not in who(mxo)
    assert error(mxo.delete(tid=NOBODY)) == NOT_FOUND


def test_a_profile_that_began_after_a_deferred_delete_is_not_deleted_by_its_repetition(mxo: MxoClient) -> None:
    deferred(mxo)
    mxo.delete(tid=PRIYA)
    mxo.advance(4)
    mxo.delete(tid=PRIYA)
    mxo.advance(1)
    assert tid_of(send(mxo, PRIYA)) == PRIYA
    mxo.advance(60)
    assert who(mxo)[PRIYA] == ([PRIYA], {})


def test_deferred_deletes_of_several_customers_happen_each_in_its_time(mxo: MxoClient) -> None:
    deferred(mxo)
    mxo.delete(identifier=LAB)
    mxo.advance(2)
    mxo.delete(identifier=BFB)
    mxo.delete(identifier=HCR)
    assert mxo.advance(3) == ["mxo.customer.erase"]
    assert mxo.advance(2) == ["mxo.customer.erase"] * 2


def test_a_reset_forgets_deferred_deletes(mxo: MxoClient) -> None:
    deferred(mxo)
    mxo.delete(identifier=LAB)
    assert mxo.http.post("/_sandbox/reset").status_code == 204
    assert mxo.advance(60) == []
    assert PRIYA in who(mxo)


def test_a_deferred_delete_happens_by_the_next_call_when_the_clock_was_set_past_it(app: Starlette) -> None:
    # Without the contract's transport, which itself lets happen what is due.
    with httpx.Client(transport=InProcess(app), base_url="http://sandbox") as client:
        mxo = MxoClient(client)
        deferred(mxo)
        assert mxo.delete(tid=PRIYA).json() == PRIYAS
        client.put("/_sandbox/clock", json={"now": "2026-11-21T12:00:04.999Z"})
        assert mxo.structure(tid=PRIYA).status_code == 200
        client.put("/_sandbox/clock", json={"now": "2026-11-21T12:00:05Z"})
        assert error(mxo.structure(tid=PRIYA)) == NOT_FOUND
        assert PRIYA not in who(mxo)
