"""Data Extraction: jobs whose CSV tells, among other things, the segments of a contact."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal

import orjson
from pydantic import BaseModel, ConfigDict

from sandbox.vendor import CHOSEN, DOCUMENTED, OBSERVED, RECORD, Answers, Operation, Reply
from sandbox.vendors.nice_cxone import jobs
from sandbox.vendors.nice_cxone.auth import UNAUTHORIZED, Message, authenticate, holds
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.errors import Refusal
from sandbox.vendors.nice_cxone.routes import files
from sandbox.vendors.nice_cxone.state import Job, Permission, Status

METADATA, WORKFLOWS = "recording-interaction-metadata", "qm-workflows"
ENTITIES: dict[str, Permission] = {METADATA: "extractInteractionMetadata", WORKFLOWS: "extractQmWorkflow"}
"""What can be extracted, and the permission that each needs."""

MEMBERS = ("entityName", "version", "startDate", "endDate")
BETWEEN_JOBS = timedelta(seconds=30)
ADVISED = timedelta(days=14)

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)


# --- Models ---------------------------------------------------------------------------------------------------------


class ExportRequest(BaseModel):
    """What to extract. `export_request` reads it, whose rules look closer."""

    model_config = ConfigDict(validate_by_alias=True, alias_generator=RECORD["alias_generator"])

    entity_name: str
    version: str | float
    start_date: str
    end_date: str


class _Result(BaseModel):
    model_config = RECORD


class JobLine(_Result):
    """A job in the list."""

    id: str
    status: Status


class JobsResponse(_Result):
    """The tenant's jobs, newest first."""

    jobs: list[JobLine]


class JobResult(_Result):
    """What came of a job: nothing while it runs."""

    url: str = ""
    error_message: str = ""


class JobStatus(_Result):
    """How a job stands."""

    id: str
    status: Status
    result: JobResult


class JobResponse(_Result):
    """A job."""

    job_status: JobStatus


# --- Checks ---------------------------------------------------------------------------------------------------------


def throttle(call: CxoneCall) -> None:
    """Check that the tenant's last job is long enough ago."""
    last = call.tenant.last_extraction
    option = call.variants.extraction_throttle
    if option == "off" or last is None or not timedelta(0) <= call.now - last < BETWEEN_JOBS:
        return
    body = {"message": "Only one call per tenant is allowed in a 30 second period."}
    if option == "on-429":
        raise Refusal("nice_cxone.de.throttle", 429, body, {"Retry-After": "30"})
    raise Refusal("nice_cxone.de.throttle", 403, body)


def export_request(call: CxoneCall) -> None:
    """Check the body."""
    try:
        body = call.json
    except ValueError:
        body = None
    if not isinstance(body, dict) or not all(_has_type(name, body.get(name)) for name in MEMBERS):
        raise _bad("body", "Invalid request body.")
    for name in MEMBERS:
        if body.get(name) in (None, ""):
            raise _bad("field-missing", f"Missing required field: {name}.")
    if body["entityName"] not in ENTITIES:
        raise _bad("entity-unknown", f"Unknown entityName: {body['entityName']}.")
    if not _is_whole(body["version"]):
        raise _bad("version", f"Invalid version: {_shown(body['version'])}.")
    start, end = (_moment(name, body[name]) for name in ("startDate", "endDate"))
    if end < start:
        raise _bad("date-order", "endDate must not be before startDate.")


def _has_type(name: str, value: object) -> bool:
    if name == "version" and isinstance(value, int | float):
        return not isinstance(value, bool)
    return value is None or isinstance(value, str)


def _is_whole(version: str | float) -> bool:
    if isinstance(version, str):
        return _WHOLE.fullmatch(version) is not None
    return version >= 0 and version == int(version)


def _shown(version: str | float) -> str:
    return version if isinstance(version, str) else orjson.dumps(version).decode()


def _moment(name: Literal["startDate", "endDate"], text: str) -> datetime:
    """Read a bound of the range. As the end, a date without time includes its day."""
    try:
        if _DATE.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), time.max if name == "endDate" else time.min, UTC)
        if not _DATE_TIME.fullmatch(text):
            raise ValueError("another form")
        moment = datetime.fromisoformat(text.upper())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _bad("date-format", f"Invalid date: {name}.") from None


def _bad(rule: str, message: str) -> Refusal:
    return Refusal(f"nice_cxone.de.{rule}", 400, {"message": message})


# --- Operations -----------------------------------------------------------------------------------------------------


def create_job(call: CxoneCall, body: ExportRequest) -> Annotated[Reply, str]:
    """Start to extract what began in a range of time; the answer is the job's id.

    A tenant may start one job in 30 seconds.
    """
    if not holds(call, ENTITIES[body.entity_name]):
        raise Refusal("nice_cxone.de.permission", 403, {"message": "Permissions required."})
    start, end = _moment("startDate", body.start_date), _moment("endDate", body.end_date)
    if end - start > ADVISED:
        call.applies("nice_cxone.de.range")
    rows = jobs.rows(call.state, call.tenant_id, start, end) if body.entity_name == METADATA else []
    job = Job(call.tenant_id, call.now, header=list(jobs.COLUMNS), rows=rows)
    if call.variants.job_progress == "instant":
        _succeed(call, job)
    job_id = call.chance.uuid()
    call.state.jobs[job_id] = job
    call.tenant.last_extraction = call.now
    call.applies("nice_cxone.de.accepted")
    return Reply(202, orjson.dumps(job_id))


def _succeed(call: CxoneCall, job: Job) -> None:
    job.status, job.succeeded_at = "SUCCEEDED", call.now


def list_jobs(call: CxoneCall) -> JobsResponse:
    """List the tenant's jobs, newest first."""
    call.applies("nice_cxone.de.list")
    progress = call.variants.job_progress
    return JobsResponse(
        jobs=[
            JobLine(id=job_id, status=jobs.standing(job, progress, call.now)[0])
            for job_id, job in reversed(call.state.jobs.items())
            if job.tenant_id == call.tenant_id
        ]
    )


def get_job(call: CxoneCall) -> JobResponse:
    """See how a job goes on; when it has succeeded, each call gives a fresh address of the CSV, good for 30 seconds."""
    job_id = call.path["jobId"].lower()
    job = call.state.jobs.get(job_id)
    if job is None or job.tenant_id != call.tenant_id:
        raise Refusal("nice_cxone.de.job-unknown", 404, {"message": "Job not found."})
    progress = call.variants.job_progress
    job.status, job.succeeded_at = jobs.standing(job, progress, call.now)
    if job.status == "RUNNING":
        call.applies("nice_cxone.de.progress")
        if progress == "one-poll":
            _succeed(call, job)
            return _answer(job_id, "RUNNING", JobResult())
        if progress == "instant":
            _succeed(call, job)
        elif progress == "fail":
            job.status = "FAILED"
    return _answer(job_id, job.status, _result(call, job_id, job))


def _result(call: CxoneCall, job_id: str, job: Job) -> JobResult:
    match job.status:
        case "SUCCEEDED":
            call.applies("nice_cxone.de.url")
            signature = call.chance.bytes(32).hex()
            job.urls = {known: until for known, until in job.urls.items() if until > call.now}
            job.urls[signature] = call.now + jobs.READABLE
            return JobResult(url=f"{call.files_url}/extraction/{job_id}.csv?sig={signature}")
        case "FAILED":
            call.applies("nice_cxone.de.failed")
            return JobResult(error_message="Data extraction failed.")
        case "EXPIRED":
            call.applies("nice_cxone.de.retention")
    return JobResult()


def _answer(job_id: str, status: Status, result: JobResult) -> JobResponse:
    return JobResponse(job_status=JobStatus(id=job_id, status=status, result=result))


def no_sync(_call: CxoneCall) -> Annotated[Reply, Message]:
    """Not there any more: old texts name it, and the current specification lacks it."""
    raise Refusal("nice_cxone.de.sync", 404, {"message": "Not Found"})


_JOBS = "/data-extraction/v1/jobs"
_ERRORS = {401: UNAUTHORIZED}
_CREATE = _ERRORS | {
    400: Answers(Message, CHOSEN),
    403: Answers(Message, OBSERVED),
    429: Answers(Message, CHOSEN, only_with="nice_cxone.extraction-throttle: on-429"),
}
_GET = _ERRORS | {404: Answers(Message, CHOSEN)}
_BEARER = (authenticate,)
_FOR_JOB = (authenticate, throttle, export_request)

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    Operation("data-extraction.create-job", "POST", _JOBS, create_job, DOCUMENTED, _FOR_JOB, _CREATE, "bearer", 202),
    Operation("data-extraction.list-jobs", "GET", _JOBS, list_jobs, DOCUMENTED, _BEARER, _ERRORS, "bearer"),
    Operation("data-extraction.get-job", "GET", f"{_JOBS}/{{jobId}}", get_job, DOCUMENTED, _BEARER, _GET, "bearer"),
    Operation("data-extraction.sync", "POST", f"{_JOBS}/sync", no_sync, DOCUMENTED, status=404),
    *files.EXTRACTION_OPERATIONS,
)
# fmt: on
