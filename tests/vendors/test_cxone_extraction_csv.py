"""Data Extraction: the CSV."""

from __future__ import annotations

import csv
from io import StringIO

import httpx
import pytest

from tests.vendors.cxone import CxoneClient, Json

JOBS = "/data-extraction/v1/jobs"
GOOD: Json = {"entityName": "recording-interaction-metadata", "version": "7", "startDate": "2026-03-10", "endDate": "2026-03-10"}

HEADER = (
    "ACD Call ID (Master Contact ID),Segment ID,Start Date,End Date,Media Type,Voice Recording Status,ANI,DNIS,Disposition,"
    "Agent 1 Name,Agent 1 ACD ID,Agent 1 Team,Agent 1 Skills,Agent 1 Contact Number (ACD Contact ID)"
)

FIRST, SECOND = "b2e28d4e-ef22-4597-a104-2e740f729686", "6f1d2a90-3c41-4d0e-9a55-0c7be1f4d802"
OMARS, CHAT, EMAIL = "0d9e6c1f-7a52-4b3b-8f0a-51c2d7e3a914", "2e6b8d40-95f1-4c7a-b3e8-d01a7f5c6922", "91c4e7fa-2b60-4d83-a5c9-7e3f0b8d1a56"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def create(cxone: CxoneClient, key: str = "K2", **members: str) -> str:
    """Start a job; return its id."""
    response = cxone.send("POST", JOBS, json={**GOOD, **members}, key=key)
    assert response.status_code == 202, response.text
    job: str = response.json()
    return job


def address(cxone: CxoneClient, job: str, key: str = "K2") -> str:
    """Return a fresh address of a job's CSV."""
    url: str = cxone.send("GET", f"{JOBS}/{job}", key=key).json()["jobStatus"]["result"]["url"]
    return url


def download(cxone: CxoneClient, key: str = "K2", **members: str) -> httpx.Response:
    """Start a job that succeeds at once, and download its CSV."""
    cxone.switch(job_progress="instant")
    response = cxone.http.get(address(cxone, create(cxone, key, **members), key))
    assert response.status_code == 200
    return response


def text(response: httpx.Response) -> str:
    """Return a CSV less its byte order mark."""
    return response.content.decode("utf-8-sig")


def segments(response: httpx.Response) -> list[str]:
    """Return the segment ids of a CSV."""
    return [row["Segment ID"] for row in csv.DictReader(StringIO(text(response), newline=""))]


@pytest.mark.rule("nice_cxone.de.range")
def test_a_range_of_more_than_14_days_is_extracted_whole(cxone: CxoneClient) -> None:
    assert segments(download(cxone, startDate="2026-02-01", endDate="2026-03-31")) == [EMAIL, CHAT, OMARS, FIRST, SECOND]


@pytest.mark.rule("nice_cxone.de.csv")
def test_the_csv_is_utf_8_with_a_byte_order_mark_and_crlf(cxone: CxoneClient) -> None:
    response = download(cxone)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    lines = (
        HEADER,
        f"8675309,{FIRST},2026-03-10T15:02:58.000Z,2026-03-10T15:06:20.000Z,PHONE_CALL,Success,8015550142,8005550100,Billing,"
        "Priya Nair,20011,Support Tier 1,Merchant Support,8675309",
        f"8675309,{SECOND},2026-03-10T15:06:20.000Z,2026-03-10T15:09:03.000Z,PHONE_CALL,Success,8015550142,8005550100,Terminal,"
        "Marcus Lee,20012,Support Tier 2,Terminal Support,8675311",
    )
    assert response.content == b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()


@pytest.mark.rule("nice_cxone.de.csv")
@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("a,b", '"a,b"'),
        ('say "hi"', '"say ""hi"""'),
        ("two\nlines", '"two\nlines"'),
        ("two\rlines", '"two\rlines"'),
        (" é☎ ", " é☎ "),
        ("", ""),
    ],
)
def test_a_value_is_quoted_only_if_it_must_be(cxone: CxoneClient, sent: str, written: str) -> None:
    state = cxone.state
    state["contacts"]["8675309"]["fromAddress"] = sent
    cxone.change(state)
    assert f"PHONE_CALL,Success,{written},8005550100,Billing" in text(download(cxone))


@pytest.mark.rule("nice_cxone.de.csv-rows")
def test_chats_and_emails_have_no_voice_recording(cxone: CxoneClient) -> None:
    lines = text(download(cxone, startDate="2026-03-07", endDate="2026-03-08")).split("\r\n")
    assert lines == [
        HEADER,
        f"8675401,{EMAIL},2026-03-07T13:00:00.000Z,2026-03-07T13:15:00.000Z,EMAIL,,omar@bluefinch.example,support@summitpayments.example,"
        "Billing,Marcus Lee,20012,Support Tier 2,Email Support,8675401",
        f"8675400,{CHAT},2026-03-08T20:12:10.000Z,2026-03-08T20:20:40.000Z,CHAT,,dana.whitfield@harborcoffee.example,web,"
        "Billing,Priya Nair,20011,Support Tier 1,Chat Support,8675400",
        "",
    ]


@pytest.mark.rule("nice_cxone.de.csv-rows")
@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2026-03-01", "2026-03-31", [EMAIL, CHAT, OMARS, FIRST, SECOND]),
        ("2026-03-10T15:02:58Z", "2026-03-10T15:06:20Z", [FIRST, SECOND]),
        ("2026-03-10T15:02:58.001Z", "2026-03-10T15:06:19.999Z", []),
        ("2026-03-10T10:02:58-05:00", "2026-03-10T15:02:58", [FIRST]),
        ("2026-03-09T18:20:40Z", "2026-03-09", [OMARS]),
        ("2026-03-11", "2026-03-12", []),
    ],
)
def test_the_rows_are_the_closed_contacts_segments_of_the_range_by_start(
    cxone: CxoneClient, start: str, end: str, found: list[str]
) -> None:
    assert segments(download(cxone, startDate=start, endDate=end)) == found


@pytest.mark.rule("nice_cxone.de.csv-rows")
def test_an_end_date_includes_its_last_millisecond(cxone: CxoneClient) -> None:
    state = cxone.state
    state["segments"][OMARS]["startedAt"] = "2026-03-09T23:59:59.999Z"
    cxone.change(state)
    assert segments(download(cxone, startDate="2026-03-09", endDate="2026-03-09")) == [OMARS]


@pytest.mark.rule("nice_cxone.de.csv-rows")
def test_another_tenant_gets_its_own_segments(cxone: CxoneClient) -> None:
    assert segments(download(cxone, "K5")) == ["e4b8a1d6-52f7-4c39-9d10-7f3a6b5c8e21"]


@pytest.mark.rule("nice_cxone.de.csv-rows")
def test_workflows_have_the_header_alone(cxone: CxoneClient) -> None:
    response = download(cxone, "K1", entityName="qm-workflows", version="4")
    assert response.content == b"\xef\xbb\xbf" + f"{HEADER}\r\n".encode()


@pytest.mark.rule("nice_cxone.de.csv-rows")
def test_the_rows_are_taken_when_the_job_is_made(cxone: CxoneClient) -> None:
    job = create(cxone)
    state = cxone.state
    state["contacts"]["8675310"]["totalSeconds"] = 50
    state["segments"][FIRST]["startedAt"] = "2026-03-01T00:00:00Z"
    cxone.change(state)
    cxone.switch(job_progress="instant")
    assert segments(cxone.http.get(address(cxone, job))) == [FIRST, SECOND]


@pytest.mark.rule("nice_cxone.de.lag")
def test_what_has_just_ended_is_extracted_at_once(cxone: CxoneClient) -> None:
    live = "a7c3f5b2-19d4-4e68-b0a1-6d2e8f9c4b77"
    assert segments(download(cxone)) == [FIRST, SECOND]
    assert cxone.http.post("/_sandbox/nice_cxone/contacts/8675310/close").status_code == 200
    cxone.advance(30)
    assert segments(download(cxone)) == [FIRST, SECOND, live]
