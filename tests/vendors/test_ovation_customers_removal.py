"""The second delete of a customer, a location or a user: what goes with it, and what stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import DANAS_CASE, Json, Ovation, results
from tests.vendors.ovation_customers import miss, no_match, unknown

FILE: Json = {
    "id": "F3LCTN",
    "objectId": "HCR2KX-M4N",
    "object": "members_locations",
    "type": "text/plain",
    "size": 3,
    "name": "plan.txt",
    "tag": "other",
    "created": "2022-02-09T17:00:00Z",
}


def prepared(ovation: Ovation) -> Any:
    """Let Harbor Coffee have one of everything, and return the state."""
    state = ovation.state()
    state["files"]["F3LCTN"] = FILE
    state["invites"]["7PJK2D"] = "HCR2KX-DW7"
    state["teams"]["SMT-FLD"]["customers"] = ["BFB3QT", "HCR2KX"]
    other = state["calls"]["SMT"]["8675309"] | {"externalId": "other", "issueId": "d7085b3c-6e1f-4a92-9d48-f25c0a7b3e86"}
    state["calls"]["SMT"]["other"] = other
    ovation.replace_state(state)
    return ovation.state()


def twice(ovation: Ovation, path: str) -> None:
    """Delete something for good."""
    assert ovation.post(path).status_code == 200
    assert ovation.post(path).status_code == 200


def of_harbor(records: Json) -> set[str]:
    """Return the ids of records that belong to Harbor Coffee."""
    return {id for id, record in records.items() if record["customerId"] == "HCR2KX"}


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_customer_is_marked_without_anything_else_changing(ovation: Ovation) -> None:
    before = prepared(ovation)
    assert ovation.post("/customers/delete/HCR2KX").status_code == 200
    before["customers"]["HCR2KX"]["status"] = "Deleted"
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_customer_goes_with_all_that_belongs_to_it(ovation: Ovation) -> None:
    expected = prepared(ovation)
    issues = of_harbor(expected["issues"])
    assert (len(issues), len(of_harbor(expected["users"])), len(of_harbor(expected["locations"]))) == (3, 2, 2)
    twice(ovation, "/customers/delete/HCR2KX")
    del expected["customers"]["HCR2KX"]
    for kind in ("issues", "users", "locations", "technology"):
        for id in of_harbor({id: {"customerId": "", **record} for id, record in expected[kind].items()}):
            del expected[kind][id]
    assert set(expected["technology"]) == {"TC4PRN"}
    expected["files"] = {}
    del expected["invites"]["7PJK2D"]
    del expected["calls"]["SMT"]["8675309"]
    expected["teams"]["SMT-FLD"]["customers"] = ["BFB3QT"]
    assert ovation.state() == expected


def test_nothing_of_a_removed_customer_is_found(ovation: Ovation) -> None:
    prepared(ovation)
    twice(ovation, "/customers/delete/HCR2KX")
    for path, query in (
        ("/customers/lookupByExternalId", {"external_id": "HCR-1001"}),
        ("/customers/lookupByEmail", {"customerUserEmail": "dana.whitfield@harborcoffee.example"}),
        ("/customers/lookupByIssueId", {"issueId": DANAS_CASE}),
        ("/customers/location/lookupByExternalId", {"external_id": "HCR-1001-A"}),
        ("/customers/location/lookupByEmail", {"email": "dana.whitfield@harborcoffee.example"}),
        ("/customers/users/lookupByExternalId", {"external_id": "76541643"}),
    ):
        miss(ovation.get(path, **query))
    assert ovation.get("/customers/user_check/lena.park@harborcoffee.example").json()["exists"] is False
    no_match(ovation.post("/customers/location/delete/HCR2KX-M4N"))
    miss(ovation.post("/customers/user/sso/HCR2KX-DW7"), "customer-user-not-found")


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_location_goes_with_its_technology_and_files_and_its_users_stay(ovation: Ovation) -> None:
    expected = prepared(ovation)
    assert ovation.post("/customers/location/delete/HCR2KX-M4N").status_code == 200
    expected["locations"]["HCR2KX-M4N"]["status"] = "Deleted"
    assert ovation.state() == expected
    assert ovation.post("/customers/location/delete/HCR2KX-M4N").status_code == 200
    del expected["locations"]["HCR2KX-M4N"], expected["technology"]["TC2HKR"], expected["technology"]["TC3RTR"], expected["files"]["F3LCTN"]
    del expected["users"]["HCR2KX-DW7"]["customerLocationId"]
    after = ovation.state()
    after["users"]["HCR2KX-DW7"].pop("customerLocationId", None)
    assert after == expected
    assert results(ovation.get("/customers/user/get/HCR2KX", user_id="HCR2KX-DW7"))[0]["customer_location_id"] is None
    no_match(ovation.post("/customers/location/delete/HCR2KX-M4N"))


@pytest.mark.rule("ovationcxm.customer-soft-delete")
def test_a_user_goes_with_his_invitations_and_his_cases_stay(ovation: Ovation) -> None:
    expected = prepared(ovation)
    twice(ovation, "/customers/user/delete/HCR2KX-DW7")
    del expected["users"]["HCR2KX-DW7"], expected["invites"]["7PJK2D"]
    assert ovation.state() == expected
    miss(ovation.post("/customers/user/delete/HCR2KX-DW7"), "customer-user-not-found")


@pytest.mark.parametrize("path", ["/customers/delete/HCR2KX", "/customers/location/delete/HCR2KX-M4N", "/customers/user/delete/HCR2KX-DW7"])
def test_hard_deletes_do_at_once_what_soft_ones_do_twice(ovation: Ovation, path: str) -> None:
    before = prepared(ovation)
    twice(ovation, path)
    after = ovation.state()
    ovation.replace_state(before)
    ovation.switch(delete="hard")
    assert ovation.post(path).status_code == 200
    assert ovation.state() == after


def test_an_id_of_a_removed_customer_is_unknown_to_what_is_read_of_it(ovation: Ovation) -> None:
    twice(ovation, "/customers/delete/BFB3QT")
    unknown(ovation.get("/customers/user/get/BFB3QT"), "members", "BFB3QT")
    miss(ovation.get("/customers/location/get/BFB3QT"))
