"""Two profiles that turn out to be one person: the older one takes the newer one in."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import DANA, NOBODY, NOT_SENT, Json, MxoClient, activity, identifier
from tests.vendors.mxo_states import (
    ANONYMOUS,
    HCR,
    LENA,
    LENAS_EMAIL,
    NEW_KEY,
    VISITOR,
    add_customers,
    done,
    profile,
    send,
    tid_of,
    who,
)

OLD, OLD_SECOND = "00000000-0000-4000-8000-0000000000f1", "00000000-0000-4000-8000-0000000000f2"
NEW, NEW_SECOND = "00000000-0000-4000-8000-0000000000a1", "00000000-0000-4000-8000-0000000000a2"
THIRD = "00000000-0000-4000-8000-0000000000c1"
OLD_EMAIL = identifier("one@person.example", "email")
NEWS_KEY = identifier("ONE-PERSON")


def device(app: str, used: str, **details: str) -> Json:
    """Return a device for a state."""
    details = {"appName": app, "devType": "SMARTPHONE", "osName": "IOS", **details}
    return {"details": details, "firstUsed": used, "lastUsed": used, "city": None, "country": None}


def journey(name: str) -> Json:
    """Return a journey for a state."""
    stage = {"currentLifecycleStageStatus": "Active", "currentLifecycleStage": "Use", "lastInteractionDate": "2026-05-01T00:00:00Z"}
    return {"propositionName": name, **stage, "earliestLifecycleStage": "Buy", "furthestLifecycleStage": "Use"}


def stored(timestamp: str, proposition: str, code: str | None = None) -> Json:
    """Return an activity as a state holds it."""
    return {**NOT_SENT, **done(timestamp, proposition, dynamicPropositionCode=code)}


OLDER = profile(
    OLD,
    OLD_SECOND,
    created="2026-01-01T00:00:00Z",
    identifiers={"email": "one@person.example"},
    properties={
        "town": {"value": "Rome", "at": "2026-02-01T00:00:00Z"},
        "plan": {"value": "gold", "at": "2026-07-01T00:00:00Z"},
        "olders": {"value": "yes", "at": "2026-02-01T00:00:00Z"},
    },
    devices=[device("Phone", "2026-03-01T00:00:00Z"), device("Shared", "2026-02-01T00:00:00Z", appVer="1")],
    journeys=[journey("Cards")],
    activities=[stored("2026-02-01T00:00:00Z", "cards", "dyn-1"), stored("2026-07-01T00:00:00Z", "cards")],
)
NEWER = profile(
    NEW,
    NEW_SECOND,
    created="2026-06-01T00:00:00Z",
    identifiers={"customerkey": "ONE-PERSON"},
    properties={
        "newers": {"value": "yes", "at": "2026-06-01T00:00:00Z"},
        "plan": {"value": "silver", "at": "2026-06-01T00:00:00Z"},
        "town": {"value": "Oslo", "at": "2026-06-01T00:00:00Z"},
    },
    devices=[device("Watch", "2026-08-01T00:00:00Z"), device("Shared", "2026-06-01T00:00:00Z", appVer="2")],
    journeys=[journey("ATM")],
    activities=[stored("2026-06-01T00:00:00Z", "atm", "atm-1"), stored("2026-08-01T00:00:00Z", "cards")],
)


@pytest.mark.rule("mxo.identity-merge")
@pytest.mark.parametrize(
    ("tid", "sent"),
    [
        (OLD, [NEWS_KEY]),
        (OLD_SECOND, [NEWS_KEY]),
        (NEW, [OLD_EMAIL]),
        (NEW_SECOND, [OLD_EMAIL]),
        (OLD, [NEWS_KEY, OLD_EMAIL]),
        (NEW, [OLD_EMAIL, NEWS_KEY]),
    ],
)
def test_the_older_profile_takes_the_newer_one_in(mxo: MxoClient, tid: str, sent: list[Json]) -> None:
    add_customers(mxo, NEWER, OLDER)
    answer = mxo.activities([], tid=tid, identifiers=sent)
    assert (answer.status_code, answer.json()) == (200, {"tid": OLD, "errors": []})
    assert "mxo.identity-merge" in mxo.last_rules()
    assert NEW not in mxo.space()["customers"]
    merged = mxo.customer(OLD)
    del merged["interest"], merged["dynamicInterest"]
    assert merged == {
        "tids": [OLD, OLD_SECOND, NEW, NEW_SECOND],
        "createdAt": "2026-01-01T00:00:00Z",
        "identifiers": {"email": "one@person.example", "customerkey": "ONE-PERSON"},
        "properties": {
            "town": {"value": "Oslo", "at": "2026-06-01T00:00:00Z"},
            "plan": {"value": "gold", "at": "2026-07-01T00:00:00Z"},
            "olders": {"value": "yes", "at": "2026-02-01T00:00:00Z"},
            "newers": {"value": "yes", "at": "2026-06-01T00:00:00Z"},
        },
        "devices": [
            device("Phone", "2026-03-01T00:00:00Z"),
            device("Shared", "2026-02-01T00:00:00Z", appVer="1"),
            device("Watch", "2026-08-01T00:00:00Z"),
        ],
        "journeys": [journey("Cards"), journey("ATM")],
        "activities": [
            stored("2026-02-01T00:00:00Z", "cards", "dyn-1"),
            stored("2026-06-01T00:00:00Z", "atm", "atm-1"),
            stored("2026-07-01T00:00:00Z", "cards"),
            stored("2026-08-01T00:00:00Z", "cards"),
        ],
    }
    assert list(merged["identifiers"]) == ["email", "customerkey"]


@pytest.mark.rule("mxo.identity-merge", "mxo.secondary-tid-answers-primary")
def test_after_a_merge_every_tid_and_identifier_names_the_primary_tid(mxo: MxoClient) -> None:
    add_customers(mxo, OLDER, NEWER)
    assert tid_of(send(mxo, NEW, OLD_EMAIL)) == OLD
    named = who(mxo)
    assert [tid_of(send(mxo, tid)) for tid in (OLD, OLD_SECOND, NEW, NEW_SECOND)] == [OLD] * 4
    assert [tid_of(send(mxo, None, sent)) for sent in (OLD_EMAIL, NEWS_KEY)] == [OLD] * 2
    assert who(mxo) == named
    assert mxo.delete(tid=NEW_SECOND).json() == {
        "tids": [OLD, OLD_SECOND, NEW, NEW_SECOND],
        "identifiers": [{"apiName": "email", "value": "one@person.example"}, {"apiName": "customerkey", "value": "ONE-PERSON"}],
    }


@pytest.mark.rule("mxo.identity-merge")
def test_the_context_of_the_merging_request_goes_to_the_merged_profile(mxo: MxoClient) -> None:
    mxo.freeze()
    add_customers(mxo, OLDER, NEWER)
    used = {"appName": "Shared", "devType": "SMARTPHONE", "osName": "IOS", "appVer": "3"}
    properties = [{"name": "town", "value": "Lima"}]
    answer = mxo.activities([activity()], tid=NEW, identifiers=[OLD_EMAIL], device=used, properties=properties)
    assert tid_of(answer) == OLD
    merged = mxo.customer(OLD)
    assert merged["properties"]["town"] == {"value": "Lima", "at": "2026-11-21T12:00:00Z"}
    assert [held["details"]["appName"] for held in merged["devices"]] == ["Shared", "Phone", "Watch"]
    assert merged["devices"][0]["details"] == used
    assert merged["activities"][-1] == stored("2026-11-21T12:00:00Z", "card-terminal")


@pytest.mark.rule("mxo.identity-merge")
def test_a_merged_profile_counts_the_activities_of_both(mxo: MxoClient) -> None:
    add_customers(mxo, OLDER, NEWER)
    tid_of(mxo.activities([], tid=NEW, identifiers=[OLD_EMAIL]))
    assert mxo.structure("history", tid=OLD).json()["structure"]["propositions"] == [
        {"prop_name": "Cards", "interest": "3", "interest_total": "4"},
        {"prop_name": "ATM", "interest": "1", "interest_total": "4"},
    ]
    assert mxo.customer(OLD)["dynamicInterest"] == {"dyn-1": {"detailview": 1}, "atm-1": {"detailview": 1}}


@pytest.mark.rule("mxo.identity-merge")
@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD)])
def test_the_history_of_a_merged_profile_shows_of_equal_times_the_one_stored_last_first(mxo: MxoClient, first: str, second: str) -> None:
    mxo.freeze()
    add_customers(mxo, profile(OLD, identifiers={"email": "one@person.example"}), profile(NEW, created="2026-06-01T00:00:00Z"))
    for tid, code in ((first, "stored-first"), (second, "stored-last")):
        tid_of(mxo.activity(context={"tid": tid}, propositionCode=code, timestamp="2026-11-01T00:00:00Z"))
        mxo.advance(1)
    tid_of(mxo.activities([], tid=NEW, identifiers=[OLD_EMAIL]))
    entries = mxo.structure("history", tid=OLD).json()["structure"]["entries"]
    assert [entry["proposition"] for entry in entries] == ["stored-last", "stored-first"]


@pytest.mark.rule("mxo.identity-merge")
def test_the_history_of_a_merged_profile_is_in_the_order_of_the_activities_own_times(mxo: MxoClient) -> None:
    told_late = {**done("2026-02-01T00:00:00Z", "told-late"), "receivedAt": "2026-09-01T00:00:00Z"}
    add_customers(mxo, {**OLDER, "activities": [told_late]}, {**NEWER, "activities": [done("2026-05-01T00:00:00Z", "told-at-once")]})
    tid_of(mxo.activities([], tid=NEW, identifiers=[OLD_EMAIL]))
    assert [one["propositionCode"] for one in mxo.customer(OLD)["activities"]] == ["told-late", "told-at-once"]


@pytest.mark.rule("mxo.identity-merge")
@pytest.mark.parametrize("tid", [OLD, NEW])
def test_customers_of_further_identifiers_are_merged_too_if_they_are_compatible(mxo: MxoClient, tid: str) -> None:
    thirds = profile(THIRD, created="2026-10-01T00:00:00Z", identifiers={"club": "C-3"})
    add_customers(mxo, OLDER, NEWER, thirds, keys=("club",))
    sent = [NEWS_KEY if tid == OLD else OLD_EMAIL, identifier("C-3", "club")]
    assert tid_of(send(mxo, tid, *sent)) == OLD
    merged = {"email": "one@person.example", "customerkey": "ONE-PERSON", "club": "C-3"}
    assert who(mxo)[OLD] == ([OLD, OLD_SECOND, NEW, NEW_SECOND, THIRD], merged)


@pytest.mark.rule("mxo.identity-merge")
@pytest.mark.parametrize(("tid", "sent"), [(OLD, NEWS_KEY), (NEW, OLD_EMAIL)])
def test_at_equal_age_the_profile_of_the_tid_is_primary(mxo: MxoClient, tid: str, sent: Json) -> None:
    add_customers(mxo, OLDER, {**NEWER, "createdAt": OLDER["createdAt"]})
    assert tid_of(send(mxo, tid, sent)) == tid
    other = [NEW, NEW_SECOND] if tid == OLD else [OLD, OLD_SECOND]
    assert mxo.customer(tid)["tids"] == [tid, *(OLDER if tid == OLD else NEWER)["tids"][1:], *other]


@pytest.mark.rule("mxo.identity-merge")
@pytest.mark.parametrize(("tid", "primary"), [(VISITOR, DANA), (ANONYMOUS, DANA), (LENA, DANA)])
def test_an_anonymous_or_other_profile_merges_into_the_older_known_customer(mxo: MxoClient, tid: str, primary: str) -> None:
    add_customers(mxo, profile(OLD, created="2001-01-01T00:00:00Z", identifiers={"customerkey": "ONE-PERSON"}))
    sent = NEWS_KEY if tid == LENA else HCR
    primary = OLD if tid == LENA else primary
    before = who(mxo)
    assert tid_of(send(mxo, tid, sent)) == primary
    identifiers = {**before[primary][1], **before[tid][1]}
    assert who(mxo) == {**{one: held for one, held in before.items() if one != tid}, primary: ([primary, tid], identifiers)}


# --- Several known identifiers ---


@pytest.mark.rule("mxo.identity-known-key")
@pytest.mark.parametrize("sent", [[NEWS_KEY, OLD_EMAIL], [OLD_EMAIL, NEWS_KEY]])
def test_compatible_customers_of_several_known_identifiers_are_merged_into_the_older(mxo: MxoClient, sent: list[Json]) -> None:
    add_customers(mxo, NEWER, OLDER)
    before = who(mxo)
    assert tid_of(send(mxo, None, *sent)) == OLD
    del before[NEW]
    merged = ([OLD, OLD_SECOND, NEW, NEW_SECOND], {"email": "one@person.example", "customerkey": "ONE-PERSON"})
    assert who(mxo) == {**before, OLD: merged}
    assert "mxo.identity-known-key" in mxo.last_rules()


@pytest.mark.rule("mxo.identity-known-key")
@pytest.mark.parametrize(("sent", "primary"), [([NEWS_KEY, OLD_EMAIL], NEW), ([OLD_EMAIL, NEWS_KEY], OLD)])
def test_at_equal_age_the_customer_of_the_first_identifier_is_primary(mxo: MxoClient, sent: list[Json], primary: str) -> None:
    add_customers(mxo, OLDER, {**NEWER, "createdAt": OLDER["createdAt"]})
    assert tid_of(send(mxo, None, *sent)) == primary


@pytest.mark.rule("mxo.identity-known-key")
@pytest.mark.parametrize("tid", [None, NOBODY, LENA])
def test_of_several_further_customers_the_compatible_ones_are_merged_and_the_others_ignored(mxo: MxoClient, tid: str | None) -> None:
    mxo.freeze()
    clubs = profile(THIRD, created="2026-10-01T00:00:00Z", identifiers={"club": "C-3"})
    badges = profile(NEW, created="2026-10-02T00:00:00Z", identifiers={"badge": "B-1", "email": "else@person.example"})
    add_customers(mxo, clubs, badges, keys=("club", "badge"))
    before = who(mxo)
    sent = [LENAS_EMAIL, identifier("B-1", "badge"), identifier("C-3", "club"), NEW_KEY]
    assert tid_of(send(mxo, tid, *sent)) == LENA
    found = who(mxo)
    assert set(found) == set(before) - {THIRD}
    assert found[NEW] == before[NEW]
    assert found[LENA][0][0] == LENA
    assert set(found[LENA][0]) == {LENA, THIRD, tid or LENA}
    assert found[LENA][1] == {"email": "lena@copperkettle.example", "club": "C-3", "customerkey": "NEW-1"}
