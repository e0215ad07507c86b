"""The bank of the vendor's page from start to end: one parent proposition, and a dynamic one for each cash machine."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.mxo import ATM_DEMO, Json, MxoClient
from tests.vendors.mxo_around import ATM_WORKSPACE, ask, definition, interact, store, submit, track
from tests.vendors.mxo_states import NOW, attribute, items, listing, put

TID = "0a7a0000-0000-4000-8000-000000000001"
WHO = {"apiName": "customerkey", "value": "ATM-0001"}
HEAD = "Proposition ID,Proposition Name,Proposition Full Name,Proposition Code,Proposition Type,Parent Proposition ID\n"
OFFER = "PHA+RmVlLWZyZWUgd2l0aGRyYXdhbHMgdGhpcyB3ZWVrPC9wPg=="


@pytest.fixture(autouse=True)
def _bank(mxo: MxoClient) -> None:
    """A bank whose structures return the history, and an offer for those who asked the machine for a balance twice."""
    mxo.freeze(NOW)
    entries = items("action", "proposition", "interaction", "timestamp")
    offer = attribute("offer", "const:fee-free", when={"proposition": "atm-12345", "activity_type": "balance_enquiry", "at_least": 2})
    terms = listing("terms", "datastore:terms", *items("offerID"))

    def edit(space: Json) -> None:
        for name, children in {"history": [listing("entries", "activities", *entries)], "offers": [offer, terms]}.items():
            space["structures"][name] = {"name": name, "published": True, "root": name, "children": children}

    assert put(mxo, edit, sk=ATM_DEMO).status_code == 204


def act(mxo: MxoClient, *activities: tuple[str, str]) -> None:
    """Send activities at machines, as the page does: version 3.0.0 for the first, and the parent's code with each."""
    sent = [{"propositionCode": "atm", "dynamicPropositionCode": machine, "activityTypeCode": kind} for machine, kind in activities]
    context: Any = {"tid": TID, "identifiers": [WHO], "baseTouchpointUri": "atm://atm/menu"}
    answer = mxo.activities(sent, sk=ATM_DEMO, version="3.0.0", **context)
    assert (answer.status_code, answer.json()) == (200, {"tid": TID, "errors": []})


def structure(mxo: MxoClient, name: str) -> Any:
    """Return a structure of the customer."""
    return mxo.structure(name, sk=ATM_DEMO, identifiers=[WHO]).json()["structure"]


def propositions(mxo: MxoClient) -> str:
    """Download the propositions."""
    return mxo.http.get(f"/_sandbox/mxo/exports/{ATM_DEMO}/dim_propositions.csv").text


def test_the_atm_example_from_the_first_activity_to_the_right_to_be_forgotten(mxo: MxoClient) -> None:
    mxo.token = mxo.new_token().json()["access_token"]
    assert propositions(mxo) == f"{HEAD}201,ATM,ATM,atm,STANDARD,\n"

    act(mxo, ("atm-12345", "balance_enquiry"), ("atm-67890", "cash_withdrawal"))
    mxo.advance(60)
    assert interact(mxo, query={"sk": ATM_DEMO}, uri="atm://atm/offer", customerKey="ATM-0001").json()["optimizations"] == [
        {"data": OFFER, "path": "offer-panel", "dataMimeType": "text/html", "directives": "REPLACE"}
    ]
    assert structure(mxo, "history") == {
        "entries": [
            {"interaction": "/offer", "timestamp": "2026-11-21T12:01:00Z"},
            {"action": "Cash Withdrawal", "proposition": "ATM > atm-67890", "timestamp": NOW},
            {"action": "Balance Enquiry", "proposition": "ATM > atm-12345", "timestamp": NOW},
        ]
    }
    machines = "9001,atm-12345,ATM > atm-12345,atm-12345,DYNAMIC,201\n9002,atm-67890,ATM > atm-67890,atm-67890,DYNAMIC,201\n"
    assert propositions(mxo) == f"{HEAD}201,ATM,ATM,atm,STANDARD,\n{machines}"

    # A row of a datastore and a second balance at the same machine are visible at once.
    assert structure(mxo, "offers") == {"terms": []}
    assert store(mxo, "POST", workspace=ATM_WORKSPACE, json=definition()).status_code == 201
    gold = {"customerID": "ATM-0001", "offerID": "gold", "offerValue": 1.5}
    assert store(mxo, "POST", "/terms/live", workspace=ATM_WORKSPACE, json=[gold]).json()[0]["result"] == "204"
    act(mxo, ("atm-67890", "balance_enquiry"), ("atm-12345", "cash_withdrawal"))
    assert structure(mxo, "offers") == {"terms": [{"offerID": "gold"}]}
    act(mxo, ("atm-12345", "balance_enquiry"))
    assert structure(mxo, "offers") == {"offer": "fee-free", "terms": [{"offerID": "gold"}]}
    assert propositions(mxo) == f"{HEAD}201,ATM,ATM,atm,STANDARD,\n{machines}"

    # The other systems know the customer, too.
    assert track(mxo, sk=ATM_DEMO, customerKey="ATM-0001").json() == {"tid": TID}
    record = {"uri": "atm://atm/receipt", "timestamp": "2026-11-20T00:00:00Z", "customerKey": "ATM-0001"}
    assert submit(mxo, [record], sk=ATM_DEMO, workspace=ATM_WORKSPACE, batch_id="b").status_code == 202
    assert len(structure(mxo, "history")["entries"]) == 8

    before = mxo.space(ATM_DEMO)
    assert mxo.delete(sk=ATM_DEMO, identifier=WHO).json() == {"tids": [TID], "identifiers": [WHO]}
    assert mxo.space(ATM_DEMO) == {**before, "customers": {}}
    refused = mxo.structure("history", sk=ATM_DEMO, identifiers=[WHO])
    assert (refused.status_code, refused.json()["errorCode"]) == (404, "CUSTOMER_NOT_FOUND")
    assert mxo.http.get(f"/_sandbox/mxo/exports/{ATM_DEMO}/customer_events.csv").text.count("\n") == 1
    assert store(mxo, "GET", "/terms/live?pk=ATM-0001", workspace=ATM_WORKSPACE).json() == [gold]
    assert propositions(mxo).endswith(machines)
    assert ask(mxo, "b", sk=ATM_DEMO, workspace=ATM_WORKSPACE).json()["processed"] == 1

    # Who comes back is a stranger.
    act(mxo, ("atm-12345", "balance_enquiry"))
    assert structure(mxo, "offers") == {"terms": [{"offerID": "gold"}]}
    assert len(structure(mxo, "history")["entries"]) == 1
