"""Data Extraction: following jobs, and their addresses."""

from __future__ import annotations

import httpx
import pytest

from tests.vendors.cxone import CxoneClient, Json, rule_of

JOBS = "/data-extraction/v1/jobs"
GOOD: Json = {"entityName": "recording-interaction-metadata", "version": "7", "startDate": "2026-03-10", "endDate": "2026-03-10"}
OLD = "5f0e2c1a-7b3d-4a86-9c55-2d1e8f704b63"
FILES = "http://sandbox/~default/nice_cxone/files/extraction"
EXPIRED = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"


@pytest.fixture(autouse=True)
def _frozen(cxone: CxoneClient) -> None:
    cxone.freeze()


def create(cxone: CxoneClient, key: str = "K2", **members: str) -> str:
    """Start a job; return its id."""
    response = cxone.send("POST", JOBS, json={**GOOD, **members}, key=key)
    assert response.status_code == 202, response.text
    job: str = response.json()
    return job


def ask(cxone: CxoneClient, job: str, key: str = "K2") -> Json:
    """Ask how a job goes on; return its status and result."""
    response = cxone.send("GET", f"{JOBS}/{job}", key=key)
    assert response.status_code == 200, response.text
    assert response.json().keys() == {"jobStatus"}
    status: Json = response.json()["jobStatus"]
    assert status.pop("id") == job
    return status


def expired(response: httpx.Response) -> bool:
    """Say whether an address does not open the file; the answer is then that of the vendor's storage."""
    if response.status_code == 200:
        return False
    assert (rule_of(response), response.status_code, response.text) == ("nice_cxone.de.url", 403, EXPIRED)
    assert response.headers["Content-Type"] == "application/xml"
    return True


# --- The list ---


@pytest.mark.rule("nice_cxone.de.list")
def test_the_list_has_the_tenants_jobs_newest_first(cxone: CxoneClient) -> None:
    cxone.switch(extraction_throttle="off")
    first, second = create(cxone), create(cxone, "K1", entityName="qm-workflows")
    create(cxone, "K5")
    response = cxone.send("GET", JOBS, key="K3")
    lines = [{"id": second, "status": "RUNNING"}, {"id": first, "status": "RUNNING"}, {"id": OLD, "status": "EXPIRED"}]
    assert (response.status_code, response.json()) == (200, {"jobs": lines})


@pytest.mark.rule("nice_cxone.de.list")
def test_without_jobs_the_list_is_empty(cxone: CxoneClient) -> None:
    assert cxone.send("GET", JOBS, key="K6").json() == {"jobs": []}


@pytest.mark.rule("nice_cxone.de.list")
def test_the_list_shows_the_status_and_moves_nothing_on(cxone: CxoneClient) -> None:
    def listed() -> str:
        status: str = cxone.send("GET", JOBS).json()["jobs"][0]["status"]
        return status

    job = create(cxone)
    assert [listed(), listed(), ask(cxone, job)["status"], listed()] == ["RUNNING", "RUNNING", "RUNNING", "SUCCEEDED"]
    cxone.advance(86_400)
    assert [listed(), cxone.state["jobs"][job]["status"]] == ["EXPIRED", "SUCCEEDED"]


@pytest.mark.rule("nice_cxone.de.job-unknown")
@pytest.mark.parametrize("job", ["00000000-0000-4000-8000-00000000dead", "nonsense", "é", f"{OLD}.csv"])
def test_an_unknown_job_is_not_found(cxone: CxoneClient, job: str) -> None:
    response = cxone.send("GET", f"{JOBS}/{job}")
    assert (rule_of(response), response.status_code, response.json()) == ("nice_cxone.de.job-unknown", 404, {"message": "Job not found."})


@pytest.mark.rule("nice_cxone.de.job-unknown")
def test_another_tenants_job_is_not_found(cxone: CxoneClient) -> None:
    job = create(cxone)
    response = cxone.send("GET", f"{JOBS}/{job}", key="K5")
    assert (rule_of(response), response.status_code, response.json()) == ("nice_cxone.de.job-unknown", 404, {"message": "Job not found."})


def test_a_job_id_may_be_in_upper_case(cxone: CxoneClient) -> None:
    assert cxone.send("GET", f"{JOBS}/{OLD.upper()}").json() == {"jobStatus": {"id": OLD, "status": "EXPIRED", "result": {}}}


# --- Progress ---


@pytest.mark.rule("nice_cxone.de.progress")
def test_a_job_runs_when_it_is_first_asked_for_and_has_succeeded_after_that(cxone: CxoneClient) -> None:
    job = create(cxone)
    assert ask(cxone, job) == {"status": "RUNNING", "result": {}}
    for _ in range(2):
        status = ask(cxone, job)
        assert (status["status"], list(status["result"])) == ("SUCCEEDED", ["url"])
        assert status["result"]["url"].startswith(f"{FILES}/{job}.csv?sig=")


@pytest.mark.rule("nice_cxone.de.progress")
def test_a_job_can_succeed_at_its_creation(cxone: CxoneClient) -> None:
    running = create(cxone)
    cxone.switch(job_progress="instant", extraction_throttle="off")
    job = create(cxone)
    assert cxone.send("GET", JOBS).json()["jobs"][0] == {"id": job, "status": "SUCCEEDED"}
    assert ask(cxone, job)["status"] == "SUCCEEDED"
    # One from before the switch runs until it is asked for.
    assert ask(cxone, running)["status"] == "SUCCEEDED"


@pytest.mark.rule("nice_cxone.de.progress")
def test_a_job_can_succeed_after_seconds_of_the_clock(cxone: CxoneClient) -> None:
    cxone.switch(job_progress="seconds:90")
    job = create(cxone)
    cxone.advance(89.9)
    assert [ask(cxone, job)["status"] for _ in range(3)] == ["RUNNING"] * 3
    cxone.advance(0.1)
    assert cxone.send("GET", JOBS).json()["jobs"][0]["status"] == "SUCCEEDED"
    assert ask(cxone, job)["status"] == "SUCCEEDED"
    assert cxone.state["jobs"][job]["succeededAt"] == "2026-03-10T16:02:30Z"


@pytest.mark.rule("nice_cxone.de.progress")
def test_a_job_can_run_on(cxone: CxoneClient) -> None:
    cxone.switch(job_progress="never")
    job = create(cxone)
    cxone.advance(7 * 86_400)
    assert [ask(cxone, job) for _ in range(3)] == [{"status": "RUNNING", "result": {}}] * 3


@pytest.mark.rule("nice_cxone.de.failed")
def test_a_job_can_fail(cxone: CxoneClient) -> None:
    cxone.switch(job_progress="fail")
    job = create(cxone)
    assert cxone.send("GET", JOBS).json()["jobs"][0]["status"] == "RUNNING"
    failed = {"status": "FAILED", "result": {"errorMessage": "Data extraction failed."}}
    assert [ask(cxone, job), ask(cxone, job)] == [failed, failed]
    cxone.switch(job_progress="one-poll")
    assert ask(cxone, job) == failed


@pytest.mark.rule("nice_cxone.de.retention")
def test_24_hours_after_success_a_job_is_expired(cxone: CxoneClient) -> None:
    job = create(cxone)
    cxone.advance(3600)
    assert ask(cxone, job)["status"] == "RUNNING"
    cxone.advance(86_399)
    status = ask(cxone, job)
    assert status["status"] == "SUCCEEDED"
    cxone.advance(1)
    assert ask(cxone, job) == {"status": "EXPIRED", "result": {}}
    assert expired(cxone.http.get(status["result"]["url"]))


# --- The address ---


@pytest.mark.rule("nice_cxone.de.url")
def test_each_get_gives_a_fresh_address_for_30_seconds(cxone: CxoneClient) -> None:
    job = create(cxone)
    ask(cxone, job)
    first = ask(cxone, job)["result"]["url"]
    cxone.advance(20)
    second = ask(cxone, job)["result"]["url"]
    assert first != second
    cxone.advance(9.999)
    assert [expired(cxone.http.get(url)) for url in (first, second)] == [False, False]
    cxone.advance(0.001)
    assert [expired(cxone.http.get(url)) for url in (first, second)] == [True, False]
    cxone.advance(20)
    assert expired(cxone.http.get(second))
    assert not expired(cxone.http.get(ask(cxone, job)["result"]["url"]))
    assert len(cxone.state["jobs"][job]["urls"]) == 1


@pytest.mark.rule("nice_cxone.de.url")
def test_another_address_opens_nothing(cxone: CxoneClient) -> None:
    cxone.switch(job_progress="instant", extraction_throttle="off")
    job, other = create(cxone), create(cxone)
    url = ask(cxone, job)["result"]["url"]
    path, _, signature = url.partition("?sig=")
    for wrong in (
        path,
        f"{path}?sig=",
        f"{path}?sig={signature[:-1]}",
        f"{path}?sig={signature.upper()}x",
        f"{path}?sig=&sig={signature}",
        f"{path}?SIG={signature}",
        f"{FILES}/{other}.csv?sig={signature}",
        f"{FILES}/{OLD}.csv?sig={signature}",
        f"{FILES}/{job}?sig={signature}",
        f"{FILES}/{job}.CSV?sig={signature}",
        f"{FILES}/nonsense.csv?sig={signature}",
    ):
        assert expired(cxone.http.get(wrong)), wrong
    assert not expired(cxone.http.get(url))
