"""What the tests of telephone calls share: the calls of a telephone system, and what they leave behind."""

from __future__ import annotations

from typing import Any

import httpx

from tests.vendors.ovation import Json, Ovation, results

AGENT = "AGT-101"
"""External id of Priya Natarajan, whose id is `SU2MNT`."""
PRIYA, MARCUS = "SU2MNT", "SU3PKL"
STRANGER = "8015550199"
"""A number that nobody has."""
DANAS_CALL = "8675309"


def enters(ovation: Ovation, external_id: str = "call-1", cid: str = STRANGER, did: str = "8015550100", **others: Any) -> httpx.Response:
    """Let a customer enter the queue."""
    return ovation.post("/phone/queueEnter", form={"external_id": external_id, "cid_number": cid, "did_number": did, **others})


def issue_of(response: httpx.Response) -> str:
    """Return the issue that `queueEnter` tells, whose answer holds nothing else."""
    body = response.json()
    assert response.status_code == 200, body
    assert list(body) == ["success", "issueId", "current_server_time"]
    return str(body["issueId"])


def done(response: httpx.Response) -> str:
    """Return the issue that the other three operations tell, whose answer holds nothing else."""
    body = response.json()
    assert response.status_code == 200, body
    assert list(body) == ["success", "issue_id", "current_server_time"]
    return str(body["issue_id"])


def call_of(ovation: Ovation, external_id: str = "call-1", org_id: str = "SMT") -> Any:
    """Return a call as the state has it."""
    return ovation.state()["calls"][org_id][external_id]


def issue(ovation: Ovation, id: str) -> Any:
    """Return the row of an issue."""
    return results(ovation.get(f"/issues/get/{id}"))[0]


def stored_issue(ovation: Ovation, id: str) -> Any:
    """Return an issue as the state has it."""
    return ovation.state()["issues"][id]


def change(ovation: Ovation, kind: str, id: str, **members: Any) -> None:
    """Change a record of the state."""
    state: Json = ovation.state()
    state[kind][id] |= members
    ovation.replace_state(state)
