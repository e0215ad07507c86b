"""Custom forms for locations."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import NWF, UZT, Ovation, denied, refused, results
from tests.vendors.ovation_orgs import envelope, whole

PATH = "/customers/meta/customForms"
FORM = {
    "id": "4T3Q3F",
    "name": "API test form",
    "type": 5,
    "org_team_ids": ["UZT-LWW"],
    "created": "2021-11-10 12:18:27",
    "updated": "2021-11-10 12:18:27",
    "fields": [{"id": "4T3Q3F-GNG", "type": "checkbox", "name": "field_1", "label": "Field 1", "default_value": ""}],
}


def test_the_forms_of_an_organisation_are_listed(ovation: Ovation) -> None:
    ovation.freeze()
    automation = Ovation(ovation.client, UZT)
    whole(automation.get(PATH), envelope([FORM], pages=1))
    whole(ovation.get(PATH), envelope([], pages=1))
    ovation.switch(profile="2018")
    whole(automation.get(PATH), envelope([FORM], pages=1))


def test_forms_are_picked_by_team(ovation: Ovation) -> None:
    automation = Ovation(ovation.client, UZT)
    [team] = results(automation.post("/orgs/team/put", {"org_team": {"name": "Second"}}))
    assert results(automation.get(PATH, org_team_id="UZT-LWW")) == [FORM]
    assert results(automation.get(PATH, org_team_id=team["id"])) == []
    assert results(automation.get(PATH, org_team_id="")) == [FORM]


@pytest.mark.parametrize("team", [b"{}", b'["UZT-LWW"]', b'{"id":"SMT-SUP"}'])
def test_a_team_that_is_no_text_counts_as_not_given(ovation: Ovation, team: bytes) -> None:
    body = b'{"org_team_id":' + team + b"}"
    assert results(Ovation(ovation.client, UZT).send("GET", f"/api/v3{PATH}", body)) == [FORM]


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("team_id", ["UZT-ZZZ", "SMT-SUP", "NWF-DSP"])
def test_a_team_that_is_not_the_organisations_is_not_found(ovation: Ovation, team_id: str) -> None:
    answer = Ovation(ovation.client, UZT).get(PATH, org_team_id=team_id)
    refused(answer, 404, f"Object Not Found for partners_teams {team_id}", "object-not-found")


def test_a_field_that_is_a_list_shows_its_items(ovation: Ovation) -> None:
    state = ovation.state()
    items = {"1": "Yes", "2": "No"}
    state["forms"]["4T3Q3F"]["fields"].append(
        {"id": "4T3Q3F-K2P", "type": "select", "name": "field_2", "label": "Field 2", "defaultValue": "2", "listItems": items}
    )
    ovation.replace_state(state)
    [form] = results(Ovation(ovation.client, UZT).get(PATH))
    field = {"id": "4T3Q3F-K2P", "type": "select", "name": "field_2", "label": "Field 2", "default_value": "2", "list_items": items}
    assert form["fields"] == [*FORM["fields"], field]  # type: ignore[misc]


@pytest.mark.rule("ovationcxm.obo-scope")
def test_a_service_provider_gets_the_forms_of_the_organisation_it_names(ovation: Ovation) -> None:
    northwind = Ovation(ovation.client, NWF)
    assert results(northwind.get(PATH)) == []
    assert results(northwind.on_behalf_of("UZT").get(PATH)) == [FORM]
    assert results(northwind.on_behalf_of("SMT").get(PATH)) == []
    denied(northwind.on_behalf_of("NWF").get(PATH), "obo-not-standard")
