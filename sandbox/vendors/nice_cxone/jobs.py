"""Data Extraction: what a job takes from the state at its creation, and how it goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sandbox.vendors.nice_cxone.contacts import PHONE, Segment
from sandbox.vendors.nice_cxone.media import MEDIA, show
from sandbox.vendors.nice_cxone.state import Job, NiceCxone, Status

COLUMNS = [
    "ACD Call ID (Master Contact ID)",
    "Segment ID",
    "Start Date",
    "End Date",
    "Media Type",
    "Voice Recording Status",
    "ANI",
    "DNIS",
    "Disposition",
    "Agent 1 Name",
    "Agent 1 ACD ID",
    "Agent 1 Team",
    "Agent 1 Skills",
    "Agent 1 Contact Number (ACD Contact ID)",
]


KEPT = timedelta(hours=24)
"""How long a CSV is kept after success."""
READABLE = timedelta(seconds=30)
"""How long an address opens the download."""


def rows(state: NiceCxone, tenant_id: str, start: datetime, end: datetime) -> list[list[str]]:
    """Take the recorded segments of a tenant's closed contacts that started within a range, in order of start."""
    found = []
    for segment_id, segment in state.segments.items():
        contact = state.contacts[segment.contact_id]
        if start <= segment.started_at <= end and contact.tenant_id == tenant_id and not contact.is_open and segment.media_type_id in MEDIA:
            found.append((segment.started_at, segment_id, segment))
    found.sort(key=lambda one: one[0])
    return [_row(state, segment_id, segment) for _, segment_id, segment in found]


def _row(state: NiceCxone, segment_id: str, segment: Segment) -> list[str]:
    leg = state.contacts[segment.leg_id]
    tenant = state.tenants[leg.tenant_id]
    agent = state.users[segment.user_id]
    return [
        str(segment.contact_id),
        segment_id,
        show(segment.started_at),
        show(segment.ended_at) if segment.ended_at else "",
        MEDIA[segment.media_type_id].channel_type,
        "Success" if segment.media_type_id == PHONE else "",
        leg.from_address,
        leg.to_address,
        "" if leg.disposition_id is None else tenant.dispositions.get(leg.disposition_id, ""),
        agent.full_name,
        str(agent.agent_id),
        tenant.teams.get(agent.team_id, ""),
        tenant.skills.get(leg.skill_id, ""),
        str(segment.leg_id),
    ]


def standing(job: Job, progress: str, now: datetime) -> tuple[Status, datetime | None]:
    """Return how a job stands, and when it succeeded, as far as time alone takes it."""
    status, succeeded_at = job.status, job.succeeded_at
    if status == "RUNNING" and progress.startswith("seconds:"):
        seconds = timedelta(seconds=int(progress.removeprefix("seconds:")))
        if now - job.created_at >= seconds:
            status, succeeded_at = "SUCCEEDED", job.created_at + seconds
    if status == "SUCCEEDED" and is_over(succeeded_at, now):
        status = "EXPIRED"
    return status, succeeded_at


def is_over(succeeded_at: datetime | None, now: datetime) -> bool:
    """Say whether the CSV of a job is kept no more."""
    return succeeded_at is None or now - succeeded_at >= KEPT
