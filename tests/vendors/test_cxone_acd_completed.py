"""ACD lists of contacts: which ones, in which order, by which names, in which pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.cxone import CxoneClient, Json, rule_of
from tests.vendors.cxone_acd import ALL, LEG, POLLED, RECORD, UNIT, completed, get, ids, refusal

COMPLETED = "http://sandbox/nice_cxone/incontactapi/services/v33.0/contacts/completed"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- The worked exchange --------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.path-match", "nice_cxone.acd.total", "nice_cxone.acd.links", "nice_cxone.acd.last-poll-time")
def test_completed_contacts_by_current_names_as_in_the_worked_exchange(cxone: CxoneClient) -> None:
    path = "/inContactAPI/services/v33.0/contacts/completed"
    fields = "contactId,masterContactId,contactStartDate,fromAddress,mediaTypeId"
    headers = {"Authorization": f"bearer {cxone.token()}", "Accept": "application/json"}
    response = cxone.send("GET", f"{path}?startDate=2026-03-10&endDate=2026-03-11&fields={fields}&top=1", headers=headers)
    link = f"http://sandbox/nice_cxone{path}?startDate=2026-03-10&endDate=2026-03-11&fields={fields.replace(',', '%2C')}&top=1"
    record = {
        "contactId": 8675309,
        "masterContactId": 8675309,
        "contactStartDate": "2026-03-10T15:02:11.000Z",
        "fromAddress": "8015550142",
        "mediaTypeId": 4,
    }
    assert response.status_code == 200
    assert response.json() == {
        "totalRecords": 2,
        "_links": {"self": f"{link}&skip=0", "next": f"{link}&skip=1", "previous": None},
        "businessUnitId": UNIT,
        "lastPollTime": POLLED,
        "completedContacts": [record],
    }
    assert list(response.json()) == ["totalRecords", "_links", "businessUnitId", "lastPollTime", "completedContacts"]
    assert list(response.json()["completedContacts"][0]) == fields.split(",")


@pytest.mark.rule("nice_cxone.acd.field-names-by-version", "nice_cxone.acd.fields")
def test_completed_contacts_by_old_names_as_in_the_worked_exchange(cxone: CxoneClient) -> None:
    asked = {"startDate": "2026-03-10", "endDate": "2026-03-11", "fields": "contactId,contactStart,fromAddr,mediaType"}
    response = get(cxone, "/contacts/completed", version="v23.0", top=1, skip=1, **asked)
    record = {"contactId": 8675311, "contactStart": "2026-03-10T15:06:20.000Z", "fromAddr": "8015550142", "mediaType": 4}
    assert response.json()["completedContacts"] == [record]
    assert response.json()["_links"]["next"] is None


@pytest.mark.rule("nice_cxone.acd.empty-204")
def test_no_completed_contact_is_204_as_in_the_worked_exchange(cxone: CxoneClient) -> None:
    response = get(cxone, "/contacts/completed", startDate="2020-01-01", endDate="2020-01-02")
    assert (response.status_code, response.content) == (204, b"")
    assert "Content-Type" not in response.headers


def test_a_record_is_the_one_of_the_fact_sheet(cxone: CxoneClient) -> None:
    found = completed(cxone, startDate="2026-03-10")
    assert found == [RECORD, LEG]
    assert [list(record) for record in found] == [list(RECORD)] * 2


# --- Names by version -----------------------------------------------------------------------------------------------

OLD = {
    "contactStartDate": "contactStart",
    "fromAddress": "fromAddr",
    "toAddress": "toAddr",
    "conferenceSeconds": "confSeconds",
    "mediaTypeId": "mediaType",
    "acwSeconds": "ACWSeconds",
}
CURRENT_RECORD = RECORD
LEGACY_RECORD = {OLD.get(name, name): value for name, value in RECORD.items()} | {
    "tags": [{"Contact_Id": 8675309, "TagId": 9001, "TagName": "Harbor Coffee Roasters"}]
}
BOTH_RECORD = RECORD | LEGACY_RECORD | {"tags": [RECORD["tags"][0] | LEGACY_RECORD["tags"][0]]}


@pytest.mark.rule("nice_cxone.acd.field-names-by-version")
@pytest.mark.parametrize(
    ("version", "record"),
    [
        ("v2.0", LEGACY_RECORD),
        ("v10.0", LEGACY_RECORD),
        ("v23.0", LEGACY_RECORD),
        ("v24.0", CURRENT_RECORD),
        ("V33.0", CURRENT_RECORD),
        ("v34.0", CURRENT_RECORD),
    ],
)
def test_up_to_version_23_members_have_their_old_names(cxone: CxoneClient, version: str, record: Json) -> None:
    assert completed(cxone, version=version, startDate="2026-03-10", top=1) == [record]
    assert "nice_cxone.acd.field-names-by-version" in cxone.last_rules()


@pytest.mark.parametrize("version", ["v23.0", "v24.0"])
@pytest.mark.parametrize(("option", "record"), [("current", CURRENT_RECORD), ("legacy", LEGACY_RECORD), ("both", BOTH_RECORD)])
def test_a_variant_names_the_members_whatever_the_version(cxone: CxoneClient, version: str, option: str, record: Json) -> None:
    cxone.switch(completed_field_names=option)
    assert completed(cxone, version=version, startDate="2026-03-10", top=1) == [record]


@pytest.mark.parametrize("version", ["v2.0", "v34.0"])
def test_open_contacts_have_current_names_in_every_version(cxone: CxoneClient, version: str) -> None:
    body = get(cxone, "/contacts", version=version, fields="contactStart,mediaType").json()
    assert body["contacts"] == [{"contactStartDate": "2026-03-10T16:00:05.000Z", "mediaTypeId": 4}]


@pytest.mark.rule("nice_cxone.acd.fields")
@pytest.mark.parametrize(
    ("version", "fields", "record"),
    [
        ("v33.0", "contactstart, ACWSeconds", {"acwSeconds": 0, "contactStartDate": RECORD["contactStartDate"]}),
        ("v23.0", "contactStartDate,acwseconds", {"ACWSeconds": 0, "contactStart": "2026-03-10T15:02:11.000Z"}),
        ("v23.0", "TAGS", {"tags": LEGACY_RECORD["tags"]}),
        ("v33.0", "nothing,contactId", {"contactId": 8675309}),
        ("v33.0", "nothing", {}),
        ("v33.0", "", RECORD),
        ("v33.0", " , ", RECORD),
    ],
)  # fmt: skip
def test_fields_are_chosen_in_either_spelling_and_shown_as_the_version_spells(
    cxone: CxoneClient, version: str, fields: str, record: Json
) -> None:
    assert completed(cxone, version=version, startDate="2026-03-10", top=1, fields=fields) == [record]


# --- Which contacts -------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.completed-set", "nice_cxone.acd.total")
def test_without_a_range_every_closed_contact_of_the_tenant_is_listed_by_id(cxone: CxoneClient) -> None:
    assert ids(completed(cxone)) == ALL
    assert ids(completed(cxone, key="K5")) == [9900001]
    assert completed(cxone, key="K6") == []
    assert ids(get(cxone, "/contacts").json()["contacts"]) == [8675310]
    assert get(cxone, "/contacts", key="K5").status_code == 204


@pytest.mark.rule("nice_cxone.acd.completed-set")
@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"startDate": "2026-03-10T15:02:11Z"}, [8675309, 8675311]),
        ({"startDate": "2026-03-10T15:02:11.001Z"}, [8675311]),
        ({"startDate": "2026-03-09", "endDate": "2026-03-10T15:02:11Z"}, [70747979]),
        ({"startDate": "2026-03-09", "endDate": "2026-03-10T15:02:11.001Z"}, [8675309, 70747979]),
        ({"endDate": "2019-01-01"}, [8600001]),
        ({"startDate": "2026-03-11", "endDate": "2026-03-10"}, []),
        ({"updatedSince": "2026-03-10T15:06:21.120Z"}, [8675309, 8675311]),
        ({"updatedSince": "2026-03-10T15:06:21.121Z"}, [8675311]),
        ({"updatedSince": "2026-03-10T15:09:04.000Z"}, [8675311]),
        ({"updatedSince": "2026-03-10T15:09:04.001Z"}, []),
        ({"mediaTypeId": "3"}, [8675400]),
        ({"mediatype": "1"}, [8675401]),
        ({"mediaTypeId": "4", "mediaType": "1"}, []),
        ({"skillId": "50002"}, [8675311]),
        ({"skillId": "0"}, []),
        ({"skillId": "-1"}, []),
        ({"skillId": "9" * 5000}, []),
        ({"campaignId": "300", "agentId": "20011"}, [8600001, 8675309, 8675400]),
        ({"campaignId": "400"}, []),
        ({"teamId": "701"}, [8675311, 8675401, 8675402, 70747979]),
        ({"mediaSubTypeId": "1"}, []),
        ({"mediaSubTypeName": "Facebook"}, []),
        ({"fromAddress": "omar@bluefinch.example"}, [8675401]),
        ({"fromAddr": "8005550100"}, [8675402]),
        ({"FROMADDRESS": "OMAR@bluefinch.example"}, []),
        ({"toAddress": "web"}, [8675400]),
        ({"toAddr": "8015550177"}, [8675402]),
        ({"isLogged": "false"}, [8675402]),
        ({"isLogged": "TRUE", "skillId": "50005"}, []),
        ({"isRefused": "true"}, []),
        ({"isTakeover": "True"}, []),
        ({"analyticsProcessed": "False"}, ALL),
        ({"analyticsProcessed": "true"}, []),
        ({"tags": "9001"}, [8675309]),
        ({"tags": "9002"}, []),
        ({"skillId": "", "startDate": "", "top": "", "isLogged": "", "orderBy": "", "tags": ""}, ALL),
        ({"skillId": ["50002", "50001"]}, [8675311]),
        ({"skillId": ["", "50001"]}, ALL),
        ({"unheardOf": "x"}, ALL),
    ],
)
def test_completed_contacts_are_those_of_the_range_and_filters(cxone: CxoneClient, params: dict[str, Any], found: list[int]) -> None:
    assert ids(completed(cxone, **params)) == found


@pytest.mark.rule("nice_cxone.acd.completed-set")
@pytest.mark.parametrize(
    "params",
    [
        *({name: "x"} for name in ("mediaSubTypeId", "mediaTypeId", "mediaType", "skillId", "campaignId", "agentId", "teamId", "tags")),
        {"skillId": "50001.0"},
        {"skillId": "٣"},
        {"skillId": "1,2"},
        *({name: "1"} for name in ("isLogged", "isRefused", "isTakeover", "analyticsProcessed")),
        {"isLogged": "yes"},
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(cxone: CxoneClient, params: dict[str, str]) -> None:
    response = get(cxone, "/contacts/completed", **params)
    assert refusal(response) == (400, f"Invalid value for parameter {next(iter(params))}", b"")
    assert rule_of(response) == "nice_cxone.acd.completed-set"


@pytest.mark.rule("nice_cxone.acd.completed-set")
def test_open_contacts_are_listed_by_range_and_filters_of_closed_ones_do_not_matter(cxone: CxoneClient) -> None:
    assert get(cxone, "/contacts", skillId="x", startDate="2026-03-10T16:00:05Z").json()["totalRecords"] == 1
    assert get(cxone, "/contacts", startDate="2026-03-10T16:00:05.001Z").status_code == 204
    assert get(cxone, "/contacts", endDate="2026-03-10T16:00:05Z").status_code == 204


@pytest.mark.rule("nice_cxone.acd.empty-204")
def test_an_empty_list_may_be_200_by_a_variant(cxone: CxoneClient) -> None:
    cxone.switch(acd_empty_result="200-empty-list")
    link = f"{COMPLETED}?startDate=2030-01-01&top=10000&skip=0"
    assert get(cxone, "/contacts/completed", startDate="2030-01-01").json() == {
        "totalRecords": 0,
        "_links": {"self": link, "next": None, "previous": None},
        "businessUnitId": UNIT,
        "lastPollTime": POLLED,
        "completedContacts": [],
    }
    assert get(cxone, "/contacts", startDate="2030-01-01").json()["contacts"] == []
