"""MXO's fixtures: what they hold for the APIs beside the Customer API."""

from __future__ import annotations

import pytest

from tests.vendors.mxo import ATM_DEMO, SITE_KEY
from tests.vendors.test_mxo_fixture import built


def test_the_optimizations_belong_to_their_uris() -> None:
    spaces = built("default")["spaces"]
    assert {site_key: list(space["optimizations"]) for site_key, space in spaces.items() if space["optimizations"]} == {
        SITE_KEY: ["web://merchant-portal/home"],
        ATM_DEMO: ["atm://atm/offer"],
    }


def test_one_batch_is_finished_and_left_no_interaction() -> None:
    spaces = built("default")["spaces"]
    assert [list(space["batches"]) for space in spaces.values()] == [["b47c4000-0000-4000-8000-000000000001"], [], [], []]
    events = [event for space in spaces.values() for customer in space["customers"].values() for event in customer["activities"]]
    assert len(events) == 9
    assert not any("uri" in event for event in events)


@pytest.mark.parametrize("scenario", ["busy", "default", "empty"])
def test_every_scenario_has_the_credential_of_the_mobile_apps(scenario: str) -> None:
    assert built(scenario)["oauth1"] == {
        "a11ce000-0000-4000-8000-000000000001!mobile@summit.example": {
            "tenancy": "Summit Payments",
            "secret": "5ec0de00-0000-4000-8000-0000000000a1",
        }
    }
