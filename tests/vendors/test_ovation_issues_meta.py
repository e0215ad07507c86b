"""The dictionaries of issues."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import CDR, NWF, UZT, Ovation, denied, results

DICTIONARIES = {
    "types": {"1": "Sales", "2": "Support", "3": "Work Order", "4": "Training"},
    "statuses": {
        "1": "New",
        "2": "Remote",
        "3": "Scheduling",
        "4": "Scheduled",
        "5": "En Route",
        "6": "In Progress",
        "7": "Resolved",
        "8": "Closed",
        "9": "Pending Close",
        "10": "Closed",
        "89": "Canceled",
        "99": "Deleted",
    },
    "jobs": {"0": "Not Started", "1": "In Progress", "2": "Paused", "3": "Completed"},
    "resolutions": {"0": "Not Set", "1": "Completed", "2": "Changed", "3": "Canceled", "4": "Unresolved"},
    "categories": {
        "0": "Other",
        "1": "Network",
        "2": "Hardware",
        "3": "Software",
        "4": "Printer",
        "5": "PC",
        "6": "Account Partner",
        "7": "Account",
        "8": "Consultation",
        "10": "POS Install",
    },
    "categories_new": {"1": "Technical", "2": "Billing", "3": "Onboarding", "4": "Other"},
    "tags": {"1": "Documentation", "2": "Escalated", "3": "VIP", "4": "Follow Up"},
    "file_tags": {"1": "other", "2": "photo", "3": "invoice", "4": "recording", "5": "signature"},
}


@pytest.mark.parametrize("name", DICTIONARIES)
def test_a_dictionary_is_a_list_of_keys_and_values_in_order(ovation: Ovation, name: str) -> None:
    labels = DICTIONARIES[name]
    body = ovation.get(f"/issues/meta/{name}").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [len(labels), len(labels), 1]
    assert body["results"] == [{"key": key, "value": label} for key, label in labels.items()]


@pytest.mark.parametrize(
    ("switched", "expected"),
    [
        ({"meta_enum_shape": "value-list"}, [{"value": label} for label in DICTIONARIES["types"].values()]),
        ({"meta_enum_shape": "dictionary"}, DICTIONARIES["types"]),
        ({"meta_enum_shape": "labels"}, list(DICTIONARIES["types"].values())),
        ({"profile": "2018"}, [{"value": label} for label in DICTIONARIES["types"].values()]),
        ({"profile": "2018", "meta_enum_shape": "labels"}, list(DICTIONARIES["types"].values())),
    ],
)
def test_the_shape_of_a_dictionary_is_a_variant(ovation: Ovation, switched: dict[str, str], expected: object) -> None:
    ovation.switch(**switched)
    body = ovation.get("/issues/meta/types").json()
    assert body["results"] == expected
    assert [body["totalCount"], body["returned"], body["pages"]] == [4, 4, 1]


@pytest.mark.rule("ovationcxm.org-scope")
@pytest.mark.rule("ovationcxm.obo-scope")
def test_dictionaries_are_for_all_who_may_call_at_all(ovation: Ovation) -> None:
    client = ovation.client
    for allowed in (ovation, Ovation(client, NWF), Ovation(client, NWF, "SMT"), Ovation(client, NWF, "UZT")):
        assert len(results(allowed.get("/issues/meta/types"))) == 4
        assert len(allowed.get("/chat/meta/emoticons").json()["emoticons"]) == 4
    denied(Ovation(client, CDR, "SMT").get("/issues/meta/types"), "obo-inactive")
    denied(Ovation(client, UZT, "SMT").get("/chat/meta/emoticons"), "obo-caller-not-provider")
