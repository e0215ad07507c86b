"""The Interaction API: what is stored of an interaction, and with whom."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import DANA, NOBODY, OMAR, Json, MxoClient, identifier
from tests.vendors.mxo_around import INTERACTION, MANY, OFFLINE, PAST, URI, answered, event, interact, interaction, many
from tests.vendors.mxo_states import DANAS_EMAIL, LENA, NEW_KEY, NOW, PRIYA, PRIYA_SECOND, VISITOR, attribute, evaluated, items, listing

KNOWN: Json = {"appName": "CustomerFirst", "devType": "SMARTPHONE", "osName": "IOS"}


@pytest.fixture(autouse=True)
def _session(mxo: MxoClient) -> None:
    """Stop the clock, and use the session once: the contract checks compare its state before and after a refusal."""
    mxo.freeze()
    assert mxo.state


# --- What is stored -------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.interaction-identity")
@pytest.mark.parametrize(("method", "channel"), [("POST", "interaction"), ("PUT", "update")])
def test_an_interaction_is_stored_with_its_customer_at_the_current_time(mxo: MxoClient, method: str, channel: str) -> None:
    before = mxo.state
    response = interact(mxo, method, timestamp=0, requestType="INTERACTION", tid=OMAR)
    assert (response.status_code, response.json()) == (200, answered(DANA))
    dana = before["spaces"]["ONE-JY0AMQJQHQ-1290"]["customers"][DANA]
    dana["activities"].append(event(channel=channel))
    assert mxo.state == before
    assert mxo.last_rules().count("mxo.interaction-identity") == 1


@pytest.mark.parametrize(
    ("uri", "touchpoint", "path"),
    [
        ("atm://atm/offer", "atm://atm", "/offer"),
        ("atm://atm", "atm://atm", None),
        ("atm://atm/", "atm://atm", "/"),
        ("ios://sdkSampleApp/Path/two", "ios://sdkSampleApp", "/Path/two"),
        ("touchPoint/interaction", "touchPoint", "/interaction"),
        ("touchPoint", "touchPoint", None),
        ("/interaction", "", "/interaction"),
        ("web://portal/a?x=/b#/c", "web://portal", "/a"),
        ("web://portal?x=1", "web://portal", None),
        ("web://portal#top", "web://portal", None),
        ("portal/a?u=web://other/b", "portal", "/a"),
        ("portal?u=web://other/b", "portal", None),
        ("portal/web://other/b", "portal", "/web://other/b"),
        ("web://größe:8/ä", "web://größe:8", "/ä"),
    ],
)
def test_a_uri_is_a_touchpoint_and_the_path_of_an_interaction(mxo: MxoClient, uri: str, touchpoint: str, path: str | None) -> None:
    assert interact(mxo, uri=uri).status_code == 200
    stored = mxo.customer()["activities"][-1]
    assert (stored["uri"], stored["touchpoint"], stored["path"]) == (uri, touchpoint, path)


@pytest.mark.rule("mxo.interaction-optimizations", "mxo.interaction-put-none")
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_properties_and_device_go_into_event_and_profile(mxo: MxoClient, method: str) -> None:
    sent = [{"name": "plan", "value": "gold"}, {"name": "town", "value": ""}, {"name": "plan", "value": "blue"}]
    assert interact(mxo, method, properties=sent, device={**KNOWN, "osVer": "11", "ipAddress": "detect"}).status_code == 200
    dana = mxo.customer()
    assert dana["activities"][-1]["properties"] == {"plan": "blue", "town": ""}
    assert {name: dana["properties"][name] for name in ("plan", "town")} == {
        "plan": {"value": "blue", "at": NOW},
        "town": {"value": "", "at": NOW},
    }
    details = {**KNOWN, "osVer": "11", "ipAddress": "detect"}
    assert [(one["details"], one["lastUsed"]) for one in dana["devices"]] == [(details, NOW)]
    assert dana["devices"][0]["firstUsed"] == "2026-10-12T12:00:00Z"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ([{"name": "a", "value": "1"}, {"name": "b", "value": 2}, {"name": "c"}, {"value": "4"}, {"name": 5, "value": "5"}], {"a": "1"}),
        ([{"name": "a", "value": "1", "more": True}, None, "a", ["a", "b"], 7], {"a": "1"}),
        ([{"name": "", "value": "x"}], {"": "x"}),
        ({"name": "a", "value": "1"}, None),
        ("a=1", None),
        ([], None),
        (None, None),
    ],
)
def test_what_is_no_pair_of_texts_is_no_property(mxo: MxoClient, sent: Any, kept: dict[str, str] | None) -> None:
    known = set(mxo.customer()["properties"])
    assert interact(mxo, properties=sent).status_code == 200
    assert mxo.customer()["activities"][-1]["properties"] == kept
    assert set(mxo.customer()["properties"]) - known == set(kept or ())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            {"appName": 5, "devType": "FRIDGE", "osName": True, "locLatitude": 1.5},
            {"appName": 5, "devType": "FRIDGE", "osName": True, "locLatitude": 1.5},
        ),
        ({"osVer": "11", "appName": None, "devMfr": ["x"], "devModel": {}, "colour": "red"}, {"osVer": "11"}),
    ],
)
def test_of_a_device_the_known_members_with_scalar_values_are_kept(mxo: MxoClient, sent: Json, kept: Json) -> None:
    assert interact(mxo, device=sent).status_code == 200
    assert mxo.customer()["devices"][0]["details"] == kept


@pytest.mark.parametrize("sent", [None, [], "phone", 5, {}, {"colour": "red"}])
def test_what_is_no_device_is_ignored(mxo: MxoClient, sent: Any) -> None:
    before = mxo.customer()["devices"]
    assert interact(mxo, device=sent).status_code == 200
    assert mxo.customer()["devices"] == before


# --- Whose it is ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("mxo.interaction-identity")
@pytest.mark.parametrize(
    ("query", "members", "tid", "rule"),
    [
        ({}, {"customerKey": "HCR-1001"}, DANA, "mxo.identity-known-key"),
        ({}, {"customerKey": "dana.whitfield@harborcoffee.example", "customerKeyName": "email"}, DANA, "mxo.identity-known-key"),
        ({}, {"customerKey": "HCR-1001", "customerKeyName": None}, DANA, "mxo.identity-known-key"),
        ({"tid": DANA}, {"customerKey": ...}, DANA, "mxo.identity-tid"),
        ({"tid": DANA.upper()}, {"customerKey": None}, DANA, "mxo.identity-tid"),
        ({"tid": DANA}, {"customerKey": ""}, DANA, "mxo.identity-tid"),
        ({"tid": DANA}, {"customerKey": ..., "customerKeyName": "email"}, DANA, "mxo.identity-tid"),
        ({"tid": PRIYA_SECOND}, {"customerKey": ...}, PRIYA, "mxo.secondary-tid-answers-primary"),
        ({"tid": NOBODY}, {"customerKey": ...}, NOBODY, "mxo.identity-adopt"),
        ({"tid": NOBODY}, {}, DANA, "mxo.identity-second-tid"),
        ({"tid": LENA}, {"customerKey": "NEW-1"}, LENA, "mxo.identity-associate"),
        ({"tid": VISITOR}, {}, DANA, "mxo.identity-merge"),
        ({"tid": OMAR}, {}, DANA, "mxo.identity-other"),
    ],
)
def test_tid_and_key_name_the_customer_by_the_rules_of_identity(mxo: MxoClient, query: Any, members: Json, tid: str, rule: str) -> None:
    assert interact(mxo, query=query, **members).json() == answered(tid)
    assert mxo.customer(tid)["activities"][-1] == event()
    assert rule in mxo.last_rules()


@pytest.mark.rule("mxo.identity-anonymous", "mxo.identity-new-key", "mxo.identity-switch")
@pytest.mark.parametrize(
    ("query", "key", "held"),
    [({}, ..., {}), ({}, "NEW-1", {"customerkey": "NEW-1"}), ({"tid": DANA}, "NEW-1", {"customerkey": "NEW-1"})],
)
def test_a_new_customer_gets_a_new_tid_and_the_key(mxo: MxoClient, query: Any, key: Any, held: Json) -> None:
    known = mxo.space()["customers"]
    tid = interact(mxo, query=query, customerKey=key).json()["tid"]
    assert tid not in known
    created = mxo.customer(tid)
    assert (created["identifiers"], created["createdAt"], created["activities"]) == (held, NOW, [event()])


@pytest.mark.rule("mxo.key-name-case")
def test_the_name_of_a_key_is_compared_in_any_case(mxo: MxoClient) -> None:
    assert interact(mxo, customerKey=NEW_KEY["value"], customerKeyName="customerKEY").status_code == 200
    assert "mxo.key-name-case" in mxo.last_rules()
    tid = interact(mxo, customerKey=NEW_KEY["value"]).json()["tid"]
    assert mxo.customer(tid)["identifiers"] == {"customerkey": "NEW-1"}
    assert "mxo.key-name-case" not in mxo.last_rules()


@pytest.mark.rule("mxo.interaction-slash")
@pytest.mark.parametrize(("method", "path"), [("POST", INTERACTION), ("PUT", INTERACTION), ("PUT", OFFLINE)])
def test_a_slash_at_the_end_changes_nothing_and_is_not_redirected(mxo: MxoClient, method: str, path: str) -> None:
    outcomes = []
    for slash in ("", "/"):
        mxo.freeze()
        answer = interact(mxo, method, path + slash, timestamp=PAST)
        outcomes.append((answer.status_code, answer.json(), mxo.state))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == 200


@pytest.mark.rule("mxo.interaction-slash")
def test_a_slash_at_the_end_of_the_plural_path_changes_nothing(mxo: MxoClient) -> None:
    answer = mxo.send("PUT", f"{MANY}/?sk=ONE-JY0AMQJQHQ-1290", json=[interaction(timestamp=PAST)])
    assert (answer.status_code, answer.json()) == (200, answered(DANA))


@pytest.mark.rule("mxo.interaction-extra-headers")
def test_the_headers_of_the_sdks_are_ignored(mxo: MxoClient) -> None:
    plain = interact(mxo).content
    headers = {"Datamimetype": "text/html", "X-Requested-With": "XMLHttpRequest", "Accept-Language": "de", "Accept": "text/html"}
    answer = mxo.send("POST", f"{INTERACTION}?sk=ONE-JY0AMQJQHQ-1290", json=interaction(), headers=headers)
    assert (answer.status_code, answer.content) == (200, plain)


# --- What structures show of it -------------------------------------------------------------------------------------


def test_the_history_shows_interactions_among_activities_and_of_equal_times_the_one_stored_last_first(mxo: MxoClient) -> None:
    names = ("touchpoint", "interaction", "action", "activityType", "actionType", "timestamp", "viewOrClick", "actionResult")
    rest = ("recognitionStatus", "proposition", "occurrences", "session")
    who = identifier("NEW-1")
    assert mxo.activity(context={"identifiers": [who]}).status_code == 200
    assert interact(mxo, customerKey="NEW-1", uri="web://merchant-portal/a").status_code == 200
    assert mxo.activity(context={"identifiers": [who]}, propositionCode="x", activityTypeCode="y").status_code == 200
    assert many(mxo, [interaction(customerKey="NEW-1", uri="web://merchant-portal", timestamp=PAST)]).status_code == 200
    found = evaluated(mxo, listing("all", "activities", *items(*names, *rest)), identifiers=[who])["all"]
    shared = {"touchpoint": "web://merchant-portal", "timestamp": NOW, "viewOrClick": "VIEW", "actionResult": "VIEW"}
    shared |= {"recognitionStatus": "KNOWN", "occurrences": "1"}
    card = {"action": "Detail View", "activityType": "Detail View", "proposition": "Card Terminal", "actionType": "ACTIVITY"}
    assert found == [
        {**shared, "action": "y", "activityType": "y", "proposition": "x", "actionType": "ACTIVITY"},
        {**shared, "actionType": "INTERACTION", "interaction": "/a"},
        {**shared, **card},
    ]
    # The window of thirteen months has no place for the fourth.
    recent = many(mxo, [interaction(customerKey="NEW-1", uri="web://merchant-portal", timestamp="2026-01-01T00:00:00Z")])
    assert recent.status_code == 200
    (*_, last) = evaluated(mxo, listing("all", "activities", *items(*names)), identifiers=[who])["all"]
    assert last == {
        "touchpoint": "web://merchant-portal",
        "actionType": "INTERACTION",
        "timestamp": "2026-01-01T00:00:00Z",
        "viewOrClick": "VIEW",
        "actionResult": "VIEW",
    }


def test_an_interaction_of_somebody_without_identifiers_is_anonymous_and_counts_for_no_proposition(mxo: MxoClient) -> None:
    tid = interact(mxo, customerKey=..., properties=[{"name": "plan", "value": "gold"}]).json()["tid"]
    nodes = [
        listing("all", "activities", *items("recognitionStatus")),
        listing("propositions", "propositions", *items("prop_name")),
        attribute("plan", "profile:plan"),
    ]
    assert evaluated(mxo, *nodes, tid=tid) == {"all": [{"recognitionStatus": "ANONYMOUS"}], "propositions": [], "plan": "gold"}
    assert interact(mxo).json() == answered(DANA)
    totals = mxo.structure("history").json()["structure"]["propositions"]
    assert [(one["interest"], one["interest_total"]) for one in totals] == [("2", "4"), ("2", "4")]


def test_a_merged_profile_has_the_interactions_of_both(mxo: MxoClient) -> None:
    assert interact(mxo, query={"tid": VISITOR}, customerKey=..., uri=f"{URI}/1").status_code == 200
    mxo.advance(1)
    before = mxo.customer()["activities"]
    assert mxo.activities([], tid=VISITOR, identifiers=[DANAS_EMAIL]).json()["tid"] == DANA
    merged = mxo.customer()
    assert merged["activities"] == [*before, event(f"{URI}/1")]
    assert merged["interest"] == {
        "card-terminal": {"detailview": 1, "terminal_activated": 1},
        "support-call": {"call_received": 1, "case_opened": 1},
    }
