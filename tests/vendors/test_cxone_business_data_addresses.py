"""Business Data: which contacts and segments a PUT finds."""

from __future__ import annotations

import pytest

from tests.vendors.cxone import U5, CxoneClient, rule_of
from tests.vendors.cxone_business_data import (
    AT_FIRST,
    CALL,
    CONSOLE,
    ELSEWHERE,
    ELSEWHERE_SEGMENT,
    FIRST,
    LEG,
    LIVE,
    LIVE_SEGMENT,
    NO_CONTACT,
    NO_SEGMENT,
    NOT_RECORDED,
    OMARS_SEGMENT,
    UNKNOWN_SEGMENT,
    bad_input,
    path,
    values,
)

ITEMS = [{"AccountNumber": "1"}]

UNFOUND = [
    pytest.param(1111111, "contact-unknown", id="unknown"),
    pytest.param("0", "contact-unknown", id="zero"),
    pytest.param("008675309", "contact-unknown", id="leading zeros"),
    pytest.param("9" * 5000, "contact-unknown", id="very long"),
    pytest.param(ELSEWHERE, "contact-other-tenant", id="other tenant"),
    pytest.param(NOT_RECORDED, "contact-without-segments", id="not recorded"),
    pytest.param(LEG, "contact-child-id", id="child leg"),
    pytest.param("abc", "contact-id-syntax", id="letters"),
    pytest.param("-8675309", "contact-id-syntax", id="negative"),
    pytest.param("8675309.0", "contact-id-syntax", id="fraction"),
    pytest.param("8675309%20", "contact-id-syntax", id="blank"),
    pytest.param("8675309%0A", "contact-id-syntax", id="end of line"),
    pytest.param("%D9%A8675309", "contact-id-syntax", id="Arabic digit"),
    pytest.param("%00", "contact-id-syntax", id="zero byte"),
]


@pytest.mark.rule(
    "nice_cxone.bd.contact-unknown",
    "nice_cxone.bd.contact-other-tenant",
    "nice_cxone.bd.contact-without-segments",
    "nice_cxone.bd.contact-child-id",
    "nice_cxone.bd.contact-id-syntax",
    "nice_cxone.gen.tenant-isolation",
)
@pytest.mark.parametrize(("contact", "rule"), UNFOUND)
def test_a_contact_that_cannot_be_updated_is_not_found(cxone: CxoneClient, contact: int | str, rule: str) -> None:
    answer = cxone.put(contact, ITEMS)
    assert (answer.status_code, answer.json()) == (404, NO_CONTACT)
    assert rule_of(answer) == f"nice_cxone.bd.{rule}"


@pytest.mark.rule("nice_cxone.bd.segment-contact-unknown")
@pytest.mark.parametrize("segment", [FIRST, NO_SEGMENT, "x"])
@pytest.mark.parametrize(("contact", "rule"), UNFOUND)
def test_the_segment_form_does_not_find_it_either_whatever_the_segment(
    cxone: CxoneClient, contact: int | str, rule: str, segment: str
) -> None:
    answer = cxone.put(contact, ITEMS, segment)
    assert (answer.status_code, answer.json()) == (404, NO_CONTACT)
    assert rule_of(answer) == "nice_cxone.bd.segment-contact-unknown"


@pytest.mark.rule("nice_cxone.bd.contact-other-tenant", "nice_cxone.gen.tenant-isolation")
def test_each_tenant_finds_its_own_contacts_alone(cxone: CxoneClient) -> None:
    assert cxone.put(ELSEWHERE, [{"VisitMinutes": 45}], key="K5").status_code == 204
    assert values(cxone, ELSEWHERE_SEGMENT) == {"WorkOrder": "WO-5501", "VisitMinutes": "45"}
    for key in ("K5", "K6"):
        answer = cxone.put(CALL, ITEMS, key=key)
        assert (answer.status_code, answer.json()) == (404, NO_CONTACT)
    assert values(cxone) == AT_FIRST


@pytest.mark.rule("nice_cxone.bd.contact-open")
@pytest.mark.parametrize("segment", [None, LIVE_SEGMENT, NO_SEGMENT])
def test_an_open_contact_is_not_found(cxone: CxoneClient, segment: str | None) -> None:
    answer = cxone.put(LIVE, ITEMS, segment)
    assert (answer.status_code, answer.json()) == (404, NO_CONTACT)
    assert rule_of(answer) == "nice_cxone.bd.contact-open"


@pytest.mark.rule("nice_cxone.bd.contact-open")
@pytest.mark.parametrize("segment", [None, LIVE_SEGMENT, NO_SEGMENT])
def test_an_open_contact_can_be_bad_input(cxone: CxoneClient, segment: str | None) -> None:
    cxone.switch(open_contact="bad-request")
    answer = cxone.put(LIVE, ITEMS, segment)
    assert (answer.status_code, answer.json()) == (400, bad_input("Contact is not closed."))
    assert rule_of(answer) == "nice_cxone.bd.contact-open"


@pytest.mark.rule("nice_cxone.bd.contact-open")
@pytest.mark.parametrize("segment", [None, LIVE_SEGMENT])
def test_an_open_contact_can_be_accepted(cxone: CxoneClient, segment: str | None) -> None:
    cxone.switch(open_contact="accept")
    assert cxone.put(LIVE, ITEMS, segment).status_code == 204
    assert values(cxone, LIVE_SEGMENT) == {"AccountNumber": "1"}


@pytest.mark.rule("nice_cxone.bd.contact-without-segments")
def test_an_open_contact_of_which_nothing_is_recorded_is_never_found(cxone: CxoneClient) -> None:
    opened = cxone.http.post(f"{CONSOLE}/contacts", json={"userId": U5, "recorded": False}).json()["contactId"]
    cxone.switch(open_contact="accept")
    answer = cxone.put(opened, ITEMS, key="K5")
    assert (answer.status_code, answer.json()) == (404, NO_CONTACT)
    assert rule_of(answer) == "nice_cxone.bd.contact-without-segments"


@pytest.mark.rule("nice_cxone.bd.segment-unknown", "nice_cxone.bd.segment-other-contact")
@pytest.mark.parametrize(
    ("segment", "rule"),
    [
        (NO_SEGMENT, "segment-unknown"),
        ("x", "segment-unknown"),
        ("Ünïcode", "segment-unknown"),
        (FIRST.replace("-", ""), "segment-unknown"),
        (f"{{{FIRST}}}", "segment-unknown"),
        (f"{FIRST}%20", "segment-unknown"),
        (OMARS_SEGMENT, "segment-other-contact"),
        (LIVE_SEGMENT, "segment-other-contact"),
        (ELSEWHERE_SEGMENT, "segment-other-contact"),
    ],
)
def test_a_segment_that_is_not_the_contacts_is_not_found(cxone: CxoneClient, segment: str, rule: str) -> None:
    answer = cxone.put(CALL, ITEMS, segment)
    assert (answer.status_code, answer.json()) == (404, UNKNOWN_SEGMENT)
    assert rule_of(answer) == f"nice_cxone.bd.{rule}"


@pytest.mark.rule("nice_cxone.gen.unknown-path")
@pytest.mark.parametrize("behind", ["", "/", "/segment", "/segment/", f"/segments/{FIRST}", f"/segment/{FIRST}/x"])
def test_other_paths_are_unknown(cxone: CxoneClient, behind: str) -> None:
    contact = "" if behind in ("", "/") else CALL
    answer = cxone.send("PUT", path(contact) + behind, json=ITEMS)
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_one_slash_at_the_end_is_ignored(cxone: CxoneClient) -> None:
    assert cxone.send("PUT", f"{path()}/", json=ITEMS).status_code == 204
    assert cxone.send("PUT", f"{path(segment=FIRST)}/", json=ITEMS).status_code == 204
