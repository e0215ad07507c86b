"""Identity under its variants: what becomes of unknown TIDs, and of TIDs and identifiers that differ."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import DANA, NOBODY, OMAR, Json, MxoClient, error, identifier, rule_of
from tests.vendors.mxo_states import (
    BFB,
    DANAS_EMAIL,
    HCR,
    LENA,
    LENAS_EMAIL,
    NEW_EMAIL,
    NEW_KEY,
    OMARS_EMAIL,
    PRIYA,
    PRIYA_SECOND,
    VISITOR,
    add_customers,
    profile,
    send,
    tid_of,
    who,
)

KEYED = "00000000-0000-4000-8000-0000000000b1"
KEYED_KEY = identifier("KEYED")

UNKNOWN_TID = [[], [NEW_KEY], [NEW_KEY, NEW_EMAIL], [HCR], [BFB, DANAS_EMAIL]]
"""The identifiers beside an unknown TID: rules mxo.identity-adopt and mxo.identity-second-tid."""


# --- mxo.unknown-tid ---


@pytest.mark.rule("mxo.unknown-tid-activity")
@pytest.mark.parametrize("sent", UNKNOWN_TID)
@pytest.mark.parametrize("option", ["adopt", "mint-new", "reject-400"])
def test_an_unknown_tid_is_adopted_or_passed_over_or_refused(mxo: MxoClient, option: str, sent: list[Json]) -> None:
    mxo.switch(unknown_tid=option)
    before = who(mxo)
    answer = send(mxo, NOBODY, *sent)
    held = {one["apiName"]: one["value"] for one in sent}
    known = DANA if HCR in sent else OMAR if BFB in sent else None
    if option == "reject-400":
        assert error(answer) == (400, "CUSTOMER_NOT_FOUND", "The specified customer does not exist")
        assert rule_of(answer) == "mxo.unknown-tid-activity"
        assert who(mxo) == before
    elif option == "mint-new" and known:
        assert tid_of(answer) == known
        assert who(mxo) == before
    elif option == "mint-new":
        minted = tid_of(answer)
        assert minted not in (NOBODY, *before)
        assert who(mxo) == {**before, minted: ([minted], held)}
    elif known:
        assert tid_of(answer) == known
        assert who(mxo) == {**before, known: ([known, NOBODY], before[known][1])}
    else:
        assert tid_of(answer) == NOBODY
        assert who(mxo) == {**before, NOBODY: ([NOBODY], held)}


@pytest.mark.parametrize(("sent", "rule"), [([], "anonymous"), ([NEW_KEY], "new-key"), ([HCR], "known-key")])
def test_a_request_whose_unknown_tid_is_passed_over_goes_on_as_if_none_was_sent(mxo: MxoClient, sent: list[Json], rule: str) -> None:
    mxo.switch(unknown_tid="mint-new")
    assert send(mxo, NOBODY, *sent).status_code == 200
    assert f"mxo.identity-{rule}" in mxo.last_rules()


@pytest.mark.parametrize("option", ["mint-new", "reject-400"])
def test_what_becomes_of_unknown_tids_concerns_no_known_one(mxo: MxoClient, option: str) -> None:
    mxo.switch(unknown_tid=option)
    assert tid_of(send(mxo, DANA)) == DANA
    assert tid_of(send(mxo, DANA.upper(), HCR)) == DANA
    assert tid_of(send(mxo, PRIYA_SECOND)) == PRIYA


@pytest.mark.rule("mxo.unknown-tid-activity", "mxo.v300-codes")
def test_version_3_0_0_refuses_an_unknown_tid_with_a_general_error(mxo: MxoClient) -> None:
    mxo.switch(unknown_tid="reject-400")
    answer = send(mxo, NOBODY, version="3.0.0")
    assert error(answer) == (400, "GENERAL", "The specified customer does not exist")
    assert rule_of(answer) == "mxo.unknown-tid-activity"


# --- mxo.identity-conflict ---

CONFLICTS = [
    pytest.param("identity-known-key", None, [HCR, OMARS_EMAIL], DANA, id="several-incompatible"),
    pytest.param("identity-known-key", None, [KEYED_KEY, LENAS_EMAIL], KEYED, id="several-compatible"),
    pytest.param("identity-switch", DANA, [NEW_KEY], DANA, id="switch"),
    pytest.param("identity-switch", LENA, [NEW_KEY, NEW_EMAIL], LENA, id="switch-by-one-of-two"),
    pytest.param("identity-match", DANA, [HCR, OMARS_EMAIL], DANA, id="match-and-another"),
    pytest.param("identity-merge", VISITOR, [HCR], VISITOR, id="merge"),
    pytest.param("identity-merge", KEYED, [LENAS_EMAIL], KEYED, id="merge-of-known-customers"),
    pytest.param("identity-merge", VISITOR, [NEW_KEY, LENAS_EMAIL], VISITOR, id="merge-with-a-new-key"),
    pytest.param("identity-other", DANA, [BFB], DANA, id="other"),
    pytest.param("identity-other", PRIYA_SECOND, [OMARS_EMAIL, NEW_KEY], PRIYA, id="other-by-secondary-tid"),
]
"""Rule, TID, identifiers, and whom the TID, or else the first known identifier, names."""


@pytest.fixture
def keyed(mxo: MxoClient) -> MxoClient:
    """A client of a space that also holds a customer who is compatible with Lena."""
    add_customers(mxo, profile(KEYED, identifiers={"customerkey": "KEYED"}))
    return mxo


@pytest.mark.rule("mxo.identity-known-key", "mxo.identity-switch", "mxo.identity-match", "mxo.identity-merge", "mxo.identity-other")
@pytest.mark.parametrize(("rule", "tid", "sent", "winner"), CONFLICTS)
def test_with_reject_400_a_tid_and_identifiers_that_differ_are_refused(
    keyed: MxoClient, rule: str, tid: str | None, sent: list[Json], winner: str
) -> None:
    keyed.switch(identity_conflict="reject-400")
    answer = send(keyed, tid, *sent)
    assert error(answer) == (400, "GENERAL", "The TID and the identifier refer to different customers")
    assert rule_of(answer) == f"mxo.{rule}"


@pytest.mark.parametrize(("rule", "tid", "sent", "winner"), CONFLICTS)
def test_with_tid_wins_the_tid_decides_and_else_the_first_known_identifier(
    keyed: MxoClient, rule: str, tid: str | None, sent: list[Json], winner: str
) -> None:
    keyed.switch(identity_conflict="tid-wins")
    before, stored = who(keyed), len(keyed.customer(winner)["activities"])
    assert tid_of(send(keyed, tid, *sent)) == winner
    assert f"mxo.{rule}" in keyed.last_rules()
    assert who(keyed) == before
    assert len(keyed.customer(winner)["activities"]) == stored + 1


@pytest.mark.rule("mxo.identity-second-tid")
def test_an_unknown_tid_beside_several_known_identifiers_is_a_conflict_too(keyed: MxoClient) -> None:
    keyed.switch(identity_conflict="reject-400")
    refused = send(keyed, NOBODY, BFB, DANAS_EMAIL)
    assert error(refused) == (400, "GENERAL", "The TID and the identifier refer to different customers")
    assert rule_of(refused) == "mxo.identity-second-tid"
    keyed.switch(identity_conflict="tid-wins")
    assert tid_of(send(keyed, NOBODY, BFB, DANAS_EMAIL)) == OMAR


@pytest.mark.parametrize("option", ["tid-wins", "reject-400"])
@pytest.mark.parametrize(
    ("tid", "sent", "winner"),
    [
        pytest.param(None, [HCR], DANA, id="known-key"),
        pytest.param(None, [BFB, NEW_EMAIL], OMAR, id="known-key-beside-another-value"),
        pytest.param(NOBODY, [], NOBODY, id="adopt"),
        pytest.param(NOBODY, [NEW_KEY], NOBODY, id="adopt-with-key"),
        pytest.param(NOBODY, [HCR], DANA, id="second-tid"),
        pytest.param(DANA, [], DANA, id="tid"),
        pytest.param(LENA, [NEW_KEY], LENA, id="associate"),
        pytest.param(DANA, [HCR, DANAS_EMAIL], DANA, id="match"),
        pytest.param(LENA, [NEW_KEY, LENAS_EMAIL], LENA, id="match-with-a-new-key"),
        pytest.param(PRIYA_SECOND, [identifier("LAB-1003")], PRIYA, id="match-by-secondary-tid"),
    ],
)
def test_without_a_conflict_the_variant_changes_nothing(
    mxo: MxoClient, option: str, tid: str | None, sent: list[Json], winner: str
) -> None:
    assert tid_of(send(mxo, tid, *sent)) == winner
    expected = who(mxo)
    assert mxo.http.post("/_sandbox/reset").status_code == 204
    mxo.switch(identity_conflict=option)
    assert tid_of(send(mxo, tid, *sent)) == winner
    assert who(mxo) == expected


@pytest.mark.parametrize("option", ["tid-wins", "reject-400"])
@pytest.mark.parametrize("sent", [[], [NEW_KEY], [NEW_KEY, NEW_EMAIL]])
def test_new_customers_are_no_conflict(mxo: MxoClient, option: str, sent: list[Json]) -> None:
    mxo.switch(identity_conflict=option)
    before = who(mxo)
    minted = tid_of(send(mxo, None, *sent))
    assert who(mxo) == {**before, minted: ([minted], {one["apiName"]: one["value"] for one in sent})}
