"""What puts of customers, locations and users take for a text, a number, a label, a telephone number, and what they pass over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import Json, Ovation, results
from tests.vendors.ovation_customers import DANA, HARBOR, HARBOR_STREET, ROSE, SHOP, TEA, lacks, put, put_location, put_user


def customer_with(ovation: Ovation, **members: Any) -> Json:
    """Return the row of Harbor Coffee after a put of these members."""
    found: Json = results(put(ovation, {"id": "HCR2KX", **members}))["customer"]
    return found


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(
    ("member", "sent", "label"),
    [
        *(("industry", sent, "Medical / Dental") for sent in (2, "2", "medical / dental", " Medical / Dental ")),
        *(("industry", sent, "Other") for sent in (0, "0", 9, "other")),
        ("industry", "Retail", "Retail"),
        *(("status", sent, "Subscribed") for sent in (2, "2", "SUBSCRIBED")),
        *(("status", sent, "Deleted") for sent in (99, "deleted")),
    ],
)
def test_a_label_is_named_by_key_or_by_itself(ovation: Ovation, member: str, sent: object, label: str) -> None:
    assert customer_with(ovation, **{member: sent})[member] == label


WRONG: dict[str, tuple[object, ...]] = {
    "industry": (10, -1, "10", "Teahouse", True, [], {}, 1.5, "²"),
    "status": (3, 98, "Closed", False, ["Active"]),
    "latitude": ("north", True, [], {}, "1_0", "nan", "inf", "1e999"),
    **dict.fromkeys(("name", "state", "phone", "external_id", "zipcode", "email"), ({}, [], ["x"], {"x": 1})),
}


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize(("member", "sent"), [(member, sent) for member, values in WRONG.items() for sent in values])
def test_a_value_of_the_wrong_kind_is_refused(ovation: Ovation, member: str, sent: object) -> None:
    lacks(put(ovation, {"id": "HCR2KX", member: sent}), member, rule="input-label")


@pytest.mark.parametrize(
    ("member", "sent", "stored"),
    [
        ("zipcode", 84101, "84101"),
        ("zipcode", "084101", "084101"),
        ("street_1", 1.5, "1.5"),
        ("name", True, "true"),
        ("name", " Harbor ", " Harbor "),
        ("name", "ソルト🧂" * 400, "ソルト🧂" * 400),
        ("latitude", "40.5", 40.5),
        ("latitude", " 41 ", 41),
        ("longitude", 0, 0),
        ("longitude", -1e-7, -1e-7),
        ("email", "Nobody At All", "Nobody At All"),
        ("state", "Utah", "Utah"),
    ],
)
def test_numbers_and_texts_are_taken_for_each_other(ovation: Ovation, member: str, sent: object, stored: object) -> None:
    assert customer_with(ovation, **{member: sent}) == HARBOR | {member: stored}


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("8015550191", "+1 (801) 555-0191"),
        ("18015550191", "+1 (801) 555-0191"),
        ("+1 (801) 555-0191", "+1 (801) 555-0191"),
        ("801.555.0191", "+1 (801) 555-0191"),
        (8015550191, "+1 (801) 555-0191"),
        ("28015550191", "28015550191"),
        ("801555019", "801555019"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("801-555-0191 ext 5", "801-555-0191 ext 5"),
        ("none", "none"),
    ],
)
def test_a_telephone_number_is_stored_as_it_is_printed(ovation: Ovation, sent: object, stored: str) -> None:
    assert customer_with(ovation, phone=sent)["phone"] == stored
    assert results(put_location(ovation, id="HCR2KX-M4N", phone=sent)) == [HARBOR_STREET | {"phone": stored}]
    assert results(put_user(ovation, id="HCR2KX-DW7", sms_number=sent)) == [DANA | {"sms_number": stored}]


READ_ONLY: Json = {
    "created": "2000-01-01 00:00:00",
    "updated": "2000-01-01 00:00:00",
    "full_name": "Somebody Else",
    "org_id": "UZT",
    "files": [{"id": "F2RCPT"}],
    "technology": [{"id": "TC4PRN"}],
}


@pytest.mark.rule("ovationcxm.input-read-only", "ovationcxm.framing-unknown-members")
def test_what_the_vendor_keeps_itself_and_what_it_does_not_know_is_passed_over(ovation: Ovation) -> None:
    before = ovation.state()
    strange = {**READ_ONLY, "org": {"id": "UZT"}, "password": "no", "nothing": None}
    assert customer_with(ovation, **strange) == HARBOR
    assert results(put_location(ovation, id="HCR2KX-M4N", **strange)) == [HARBOR_STREET]
    assert results(put_user(ovation, id="HCR2KX-DW7", **strange)) == [DANA]
    assert results(put(ovation, {"id": "HCR2KX"}, customerContact={"x": 1}, orgs=[1]))["customer"] == HARBOR
    assert ovation.state() == before


@pytest.mark.parametrize("member", ["created", "full_name", "files", "technology", "org_id"])
def test_what_is_passed_over_may_have_any_type(ovation: Ovation, member: str) -> None:
    values: tuple[object, ...] = ({}, [], 1, None, "text")
    for value in values:
        assert put(ovation, TEA | {member: value}).status_code == 200
        assert put_location(ovation, customer_id="HCR2KX", **SHOP, **{member: value}).status_code == 200
        assert put_user(ovation, customer_id="HCR2KX", **ROSE, **{member: value}).status_code == 200
