"""What belongs to a contact of the ACD beside its states, the business unit and the time."""

from __future__ import annotations

import io
import wave
from base64 import b64decode
from datetime import UTC, datetime

import pytest

from tests.vendors.cxone import U3, CxoneClient, Json, rule_of
from tests.vendors.cxone_acd import UNIT, get, refusal


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


# --- Custom data, hierarchy -----------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.empty-204")
def test_the_custom_data_of_a_contact_is_listed_or_204(cxone: CxoneClient) -> None:
    assert get(cxone, "/contacts/8675309/custom-data").json() == {"contactCustomData": [{"name": "CallerAccount", "value": "76541643"}]}
    empty = get(cxone, "/contacts/8675311/custom-data")
    assert (empty.status_code, empty.content) == (204, b"")
    cxone.switch(acd_empty_result="200-empty-list")
    assert get(cxone, "/contacts/8675311/custom-data").json() == {"contactCustomData": []}


@pytest.mark.rule("nice_cxone.acd.hierarchy")
@pytest.mark.parametrize("contact", [8675309, 8675311])
def test_the_hierarchy_of_a_master_or_a_child_names_the_master_and_the_children(cxone: CxoneClient, contact: int) -> None:
    assert get(cxone, f"/contacts/{contact}/hierarchy").json() == {
        "masterContactId": 8675309,
        "childContacts": [{"contactId": 8675311, "startTime": "2026-03-10T15:06:20.000Z", "endTime": "2026-03-10T15:09:03.000Z"}],
    }


@pytest.mark.rule("nice_cxone.acd.hierarchy")
def test_a_contact_without_children_has_an_empty_hierarchy_and_an_open_child_no_end(cxone: CxoneClient) -> None:
    assert get(cxone, "/contacts/8675310/hierarchy").json() == {"masterContactId": 8675310, "childContacts": []}
    state = cxone.state
    leg = {**state["contacts"]["8675310"], "masterId": 8675310, "segments": [], "legs": [], "userId": U3}
    state["contacts"]["8675312"] = leg
    state["contacts"]["8675310"]["legs"] = [8675312]
    cxone.change(state)
    child = {"contactId": 8675312, "startTime": "2026-03-10T16:00:05.000Z", "endTime": None}
    assert get(cxone, "/contacts/8675310/hierarchy").json()["childContacts"] == [child]
    # A leg that was not recorded has no agent yet.
    assert get(cxone, "/contacts/8675312").json()["contactId"]["agentStartDate"] is None


# --- Files ----------------------------------------------------------------------------------------------------------

FILE: Json = {
    "isDeleted": False,
    "businessUnitId": UNIT,
    "fileName": "8675309.wav",
    "fullFileName": "CallLog/2026-03-10/8675309.wav",
    "weblink": False,
    "contactId": 8675309,
    "createDate": "2026-03-10T15:06:20.000Z",
    "modifiedDate": "2026-03-10T15:06:20.000Z",
    "accessDate": "2026-03-10T15:06:20.000Z",
    "authorId": 20011,
    "modifiedId": 20011,
    "size": 124,
    "physicalBytes": 124,
    "deleteDate": None,
    "purposeId": 1,
    "purposeName": "CallLog",
    "mailStatusId": 0,
    "mailStatusName": "",
}


def test_a_recorded_call_has_one_file(cxone: CxoneClient) -> None:
    assert get(cxone, "/contacts/8675309/files").json() == {"files": [FILE]}
    assert get(cxone, "/contacts/8675309/files", fields="isDeleted,fullFileName").json() == {
        "files": [{"isDeleted": False, "fullFileName": "CallLog/2026-03-10/8675309.wav"}]
    }
    for contact, day in ((8675311, "2026-03-10"), (70747979, "2026-03-09"), (8600001, "2018-12-01")):
        [file] = get(cxone, f"/contacts/{contact}/files").json()["files"]
        assert file["fullFileName"] == f"CallLog/{day}/{contact}.wav"


@pytest.mark.rule("nice_cxone.acd.empty-204")
@pytest.mark.parametrize("contact", [8675310, 8675400, 8675401, 8675402])
def test_a_contact_that_is_open_or_no_call_or_not_recorded_has_no_file(cxone: CxoneClient, contact: int) -> None:
    response = get(cxone, f"/contacts/{contact}/files")
    assert (response.status_code, response.content) == (204, b"")
    assert "Content-Type" not in response.headers
    cxone.switch(acd_empty_result="200-empty-list")
    assert get(cxone, f"/contacts/{contact}/files").json() == {"files": []}


@pytest.mark.parametrize("name", ["fileName", "filename"])
def test_a_file_is_a_wave_file_of_the_told_size(cxone: CxoneClient, name: str) -> None:
    response = get(cxone, "/files", **{name: "CallLog/2026-03-10/8675309.wav"})
    body = response.json()["files"]
    assert body["fileName"] == "8675309.wav"
    content = b64decode(body["file"], validate=True)
    assert len(content) == FILE["size"]
    with wave.open(io.BytesIO(content)) as recording:
        assert (recording.getframerate(), recording.getnchannels(), recording.getsampwidth(), recording.getnframes()) == (8000, 1, 1, 80)


@pytest.mark.rule("nice_cxone.acd.file-unknown")
@pytest.mark.parametrize(
    "name",
    [
        "8675309.wav",
        "CallLog/2026-03-11/8675309.wav",
        "calllog/2026-03-10/8675309.wav",
        "CallLog/2026-03-06/8675402.wav",
        "CallLog/2026-03-10/9900001.wav",
        "CallLog/2026-03-10/1111111.wav",
        "../secret",
        "é",
    ],
)
def test_a_file_name_that_no_contact_has_is_answered_404(cxone: CxoneClient, name: str) -> None:
    response = get(cxone, "/files", fileName=name)
    assert refusal(response) == (404, "File not found", b"")
    assert rule_of(response) == "nice_cxone.acd.file-unknown"


@pytest.mark.rule("nice_cxone.acd.required-param")
@pytest.mark.parametrize("params", [{}, {"fileName": ""}, {"name": "CallLog/2026-03-10/8675309.wav"}])
def test_a_file_takes_its_name(cxone: CxoneClient, params: dict[str, str]) -> None:
    response = get(cxone, "/files", **params)
    assert refusal(response) == (400, "Missing parameter fileName", b"")
    assert rule_of(response) == "nice_cxone.acd.required-param"


# --- The business unit and the time ---------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.acd.business-unit-single")
def test_there_is_one_business_unit_the_callers(cxone: CxoneClient) -> None:
    unit = {
        "businessUnitId": UNIT,
        "businessUnitName": "Summit Payments",
        "defaultTimeZone": "(UTC) Coordinated Universal Time",
        "isActive": True,
        "tenantId": "11eb660f-4c6d-34a0-8733-0242ac110002",
        "parentTenantId": None,
        "features": [],
        "timeZones": [{"displayName": "(UTC) Coordinated Universal Time", "standardName": "UTC"}],
    }
    for asked in ("true", "false", "perhaps"):
        assert get(cxone, "/business-unit", includeTrustedBusinessUnits=asked).json() == {"businessUnits": [unit]}
    assert get(cxone, "/business-unit", Fields="tenantid", key="K5").json() == {
        "businessUnits": [{"tenantId": "22fc771a-5d7e-45b1-9844-1353bd221113"}]
    }


@pytest.mark.rule("nice_cxone.acd.server-time-format")
@pytest.mark.parametrize(
    ("now", "shown"),
    [("2026-03-10T16:01:00Z", "2026-03-10T16:01:00.0000000Z"), ("2026-03-10T17:01:00.123+01:00", "2026-03-10T16:01:00.1230000Z")],
)
def test_the_servers_time_has_seven_fractional_digits(cxone: CxoneClient, now: str, shown: str) -> None:
    cxone.freeze(now)
    response = get(cxone, "/server-time", version="v25.0")
    assert (response.status_code, response.json()) == (200, {"ServerTime": shown})
    assert datetime.fromisoformat(shown[:26]).replace(tzinfo=UTC) == datetime.fromisoformat(now)
