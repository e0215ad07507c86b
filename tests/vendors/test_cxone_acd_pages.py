"""Order and pages of ACD lists, and how dates and paging are read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import FROZEN, CxoneClient, rule_of
from tests.vendors.cxone_acd import ALL, completed, get, ids, refusal

COMPLETED = "http://sandbox/nice_cxone/incontactapi/services/v33.0/contacts/completed"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- Order ----------------------------------------------------------------------------------------------------------

BY_START = [8600001, 8675402, 8675401, 8675400, 70747979, 8675309, 8675311]
BY_SKILL = [8600001, 8675309, 70747979, 8675311, 8675400, 8675401, 8675402]


@pytest.mark.rule("nice_cxone.acd.order-by")
@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("contactId", ALL),
        ("contactId desc", ALL[::-1]),
        ("contactStartDate", BY_START),
        ("contactStart asc", BY_START),
        ("CONTACTSTARTDATE  DESC", BY_START[::-1]),
        ("lastUpdateTime asc", BY_START),
        (" lastUpdateTime desc ", BY_START[::-1]),
        ("skillId", BY_SKILL),
        ("skillId desc", [8675402, 8675401, 8675400, 8675311, 8600001, 8675309, 70747979]),
        ("mediaType", [8675401, 8675400, 8600001, 8675309, 8675311, 8675402, 70747979]),
        ("isLogged", [8675402, *[one for one in ALL if one != 8675402]]),
        ("endReason desc", [8675309, *[one for one in ALL if one != 8675309]]),
        ("tags desc", [8675309, *[one for one in ALL if one != 8675309]]),
    ],
)
@pytest.mark.parametrize("version", ["v23.0", "v33.0"])
def test_contacts_are_ordered_by_a_member_and_then_by_id(cxone: CxoneClient, version: str, order: str, found: list[int]) -> None:
    assert ids(completed(cxone, version=version, orderBy=order)) == found
    assert ids(completed(cxone, version=version, orderby=order, top=2, skip=1)) == found[1:3]


@pytest.mark.rule("nice_cxone.acd.order-by")
@pytest.mark.parametrize("order", ["nothing", "contactId up", "contactId asc desc", "contactId,skillId", "desc", "contactId;asc"])
@pytest.mark.parametrize("path", ["/contacts", "/contacts/completed", "/contacts/state-history"])
def test_an_order_by_something_unknown_is_refused(cxone: CxoneClient, path: str, order: str) -> None:
    response = get(cxone, path, orderBy=order, startDate="2026-03-01", endDate="2026-03-11")
    assert refusal(response) == (400, "Invalid value for parameter orderBy", b"")
    assert rule_of(response) == "nice_cxone.acd.order-by"


def test_open_contacts_are_ordered_too(cxone: CxoneClient) -> None:
    state = cxone.state
    for contact in (8675402, 8675401):
        state["contacts"][str(contact)]["totalSeconds"] = None
    cxone.change(state)
    assert ids(get(cxone, "/contacts").json()["contacts"]) == [8675310, 8675401, 8675402]
    assert ids(get(cxone, "/contacts", orderBy="contactStart").json()["contacts"]) == [8675402, 8675401, 8675310]
    assert ids(get(cxone, "/contacts", orderBy="stateName desc").json()["contacts"]) == [8675310, 8675401, 8675402]


# --- Pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.paging", "nice_cxone.acd.total", "nice_cxone.acd.empty-204")
@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"top": "3"}, ALL[:3]),
        ({"top": "3", "skip": "3"}, ALL[3:6]),
        ({"top": "3", "skip": "6"}, ALL[6:]),
        ({"TOP": "03", "Skip": "0006"}, ALL[6:]),
        ({"skip": "7"}, []),
        ({"skip": "9" * 5000}, []),
        ({"top": "9" * 5000}, ALL),
    ],
)
def test_a_page_is_cut_out_and_behind_the_last_one_there_is_none(cxone: CxoneClient, params: dict[str, str], found: list[int]) -> None:
    response = get(cxone, "/contacts/completed", **params)
    if not found:
        assert (response.status_code, response.content) == (204, b"")
    else:
        assert ids(response.json()["completedContacts"]) == found
        assert response.json()["totalRecords"] == 7


@pytest.mark.rule("nice_cxone.acd.paging")
@pytest.mark.parametrize(("asked", "top"), [(None, 10000), ("1", 1), ("9999", 9999), ("10000", 10000), ("10001", 10000), ("", 10000)])
def test_a_page_has_at_most_10000_records(cxone: CxoneClient, asked: str | None, top: int) -> None:
    params = {} if asked is None else {"top": asked}
    assert get(cxone, "/contacts/completed", **params).json()["_links"]["self"] == f"{COMPLETED}?top={top}&skip=0"


@pytest.mark.rule("nice_cxone.acd.paging")
@pytest.mark.parametrize("path", ["/contacts", "/contacts/completed", "/contacts/state-history", "/contacts/custom-data"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("top", "0"), ("top", "000"), *((name, value) for name in ("top", "skip") for value in ("-1", "x", "1.0", "1e3", "٣", "0x10", " 1"))],
)
def test_paging_by_anything_but_whole_numbers_is_refused(cxone: CxoneClient, path: str, name: str, value: str) -> None:
    response = get(cxone, path, startDate="2026-03-01", endDate="2026-03-11", **{name: value})
    assert refusal(response) == (400, f"Invalid value for parameter {name}", b"")
    assert rule_of(response) == "nice_cxone.acd.paging"


@pytest.mark.rule("nice_cxone.acd.links")
@pytest.mark.parametrize(
    ("params", "following", "previous"),
    [
        ("top=3", "top=3&skip=3", None),
        ("top=3&skip=2", "top=3&skip=5", "top=3&skip=0"),
        ("skip=4&top=3", None, "skip=1&top=3"),
        ("skip=3&top=3", "skip=6&top=3", "skip=0&top=3"),
        ("SKIP=1&x=%c3%a9+%2f&Top=6&x=&", None, "SKIP=0&x=%C3%A9%20%2F&Top=6&x="),
        ("startDate=2018-01-01T00:00:00%2B00:00&top=6", "startDate=2018-01-01T00%3A00%3A00%2B00%3A00&top=6&skip=6", None),
    ],
)
def test_links_keep_the_parameters_in_their_order(cxone: CxoneClient, params: str, following: str | None, previous: str | None) -> None:
    links = cxone.send("GET", f"/incontactapi/services/v33.0/contacts/completed?{params}").json()["_links"]
    assert list(links) == ["self", "next", "previous"]
    assert links["next"] == (following and f"{COMPLETED}?{following}")
    assert links["previous"] == (previous and f"{COMPLETED}?{previous}")


@pytest.mark.rule("nice_cxone.acd.links")
@pytest.mark.parametrize("key", ["next", "previous"])
def test_following_the_links_visits_every_contact_once(cxone: CxoneClient, key: str) -> None:
    url = f"{COMPLETED}?top=2" + ("" if key == "next" else "&skip=6")
    seen = []
    while url:
        body = cxone.http.get(url, headers={"Authorization": f"Bearer {cxone.token()}"}).json()
        assert body["_links"]["self"].startswith(COMPLETED)
        seen.append(ids(body["completedContacts"]))
        url = body["_links"][key]
    pages = [ALL[:2], ALL[2:4], ALL[4:6], ALL[6:]]
    assert seen == (pages if key == "next" else pages[::-1])


@pytest.mark.rule("nice_cxone.acd.links")
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("http://sandbox/~mine/nice-cxone//inContactAPI//services/V33.0/contacts/", {}),
        ("http://api-na1.niceincontact.com/incontactapi/services/v33.0/contacts", {"X-Sandbox-Session": "mine"}),
        ("http://sandbox/incontactapi/services/v33.0/contacts", {"X-Sandbox-Session": "mine"}),
    ],
)
def test_links_have_the_address_that_was_called(cxone: CxoneClient, address: str, headers: dict[str, str]) -> None:
    assert cxone.http.post("/_sandbox/sessions", json={"name": "mine"}).is_success
    assert cxone.http.put("/~mine/_sandbox/clock", json={"now": FROZEN, "mode": "frozen"}).is_success
    sent = {"Authorization": f"Bearer {cxone.token()}", **headers}
    assert cxone.http.get(address, headers=sent).json()["_links"]["self"] == f"{address}?top=10000&skip=0"


# --- Dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.date-forms")
@pytest.mark.parametrize(
    ("date", "finds"),
    [
        ("2026-03-10", True),
        ("2026-03-11", False),
        ("2026-03-10T15:02:11Z", True),
        ("2026-03-10T15:02:12Z", False),
        ("2026-03-10t15:02:11z", True),
        ("2026-03-10T15:02:11", True),
        ("2026-03-10 15:02:11", True),
        ("2026-03-10 15:02:12", False),
        ("2026-03-10T15:02:11.000Z", True),
        ("2026-03-10T15:02:11.001Z", False),
        ("2026-03-10T15:02:11.0000000Z", True),
        ("2026-03-10T15:02:11.5", False),
        ("2026-03-10T15:02:11+00:00", True),
        ("2026-03-10T15:02:11 00:00", True),
        ("2026-03-10T10:02:11-05:00", True),
        ("2026-03-10T10:02:12-05:00", False),
        ("2026-03-10T17:02:11+02:00", True),
        ("2026-03-10T17:02:12+0200", False),
        ("2026-03-10 10:02:11.123-05:00", False),
    ],
)
def test_dates_are_read_in_the_forms_that_clients_send(cxone: CxoneClient, date: str, finds: bool) -> None:
    found = completed(cxone, startDate=date, skillId=50001)
    assert ids(found) == ([8675309] if finds else [])


@pytest.mark.rule("nice_cxone.acd.date-forms")
def test_a_date_alone_is_its_midnight(cxone: CxoneClient) -> None:
    state = cxone.state
    state["contacts"]["8675309"]["startedAt"] = "2026-03-10T00:00:00Z"
    cxone.change(state)
    assert ids(completed(cxone, startDate="2026-03-10", skillId=50001)) == [8675309]
    assert ids(completed(cxone, startDate="2026-03-09", endDate="2026-03-10", skillId=50001)) == [70747979]


BAD_DATES = [
    *("yesterday", "2026-02-30", "2026-13-01", "0000-01-01", "2026-3-1", "20260310", "10/03/2026", "1741618931", "null", "٢٠٢٦-٠٣-١٠"),
    *("2026-03-10T", "2026-03-10T25:00:00Z", "2026-03-10T15:02", "2026-03-10T15:02:11 CET", "2026-03-10T15:02:11+25:00"),
    *("2026-03-10Z", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00", " 2026-03-10"),
]


@pytest.mark.rule("nice_cxone.acd.date-invalid")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("/contacts/completed", name) for name in ("startDate", "endDate", "updatedSince")),
        *(("/contacts", name) for name in ("startDate", "endDate")),
        *(("/contacts/state-history", name) for name in ("startDate", "endDate", "updatedSince")),
        *(("/contacts/custom-data", name) for name in ("startDate", "endDate")),
    ],
)
def test_a_date_that_cannot_be_read_is_refused(cxone: CxoneClient, path: str, name: str) -> None:
    for date in BAD_DATES:
        params: dict[str, Any] = {"startDate": "2026-03-10", "endDate": "2026-03-11", name: date}
        response = get(cxone, path, **params)
        assert refusal(response) == (400, f"Invalid value for parameter {name}", b""), date
        assert rule_of(response) == "nice_cxone.acd.date-invalid"
