"""What the tests of reports share: issues made for a report, and the columns of their teams."""

from __future__ import annotations

from typing import Any

from tests.vendors.ovation import DANAS_CASE, Json, Ovation, results

SUP = {"Org Id": "SMT", "Org": "Summit Payments", "Org Team Id": "SMT-SUP", "Org Team": "Summit Support"}
FLD = {"Org Id": "SMT", "Org": "Summit Payments", "Org Team Id": "SMT-FLD", "Org Team": "Summit Field"}
DSP = {"Org Id": "NWF", "Org": "Northwind Field Services", "Org Team Id": "NWF-DSP", "Org Team": "Northwind Dispatch"}

NOW = "2022-02-10T05:03:27Z"


def with_issues(ovation: Ovation, *issues: Json) -> None:
    """Stop the clock, and let there be these issues alone; what one does not say is as in Dana's case.

    They are numbered from 1: `00000000-0000-4000-8000-000000000001`.
    """
    ovation.freeze(NOW)
    state = ovation.state()
    like = state["issues"][DANAS_CASE] | {"log": [], "history": []}
    made = [like | {"id": issue_id(number)} | issue for number, issue in enumerate(issues, 1)]
    state["issues"] = {issue["id"]: issue for issue in made}
    state["calls"], state["files"] = {}, {}
    ovation.replace_state(state)


def issue_id(number: int) -> str:
    """Return the id of the issue with a number."""
    return f"00000000-0000-4000-8000-{number:012d}"


def became(status: int, at: str) -> Json:
    """Return a row of a status history."""
    return {"created": at, "type": "Support", "status": status, "resolution": "Not Set", "summary": "Case updated"}


def report(ovation: Ovation, name: str, **query: Any) -> Any:
    """Return the rows of a report."""
    return results(ovation.get(f"/reports/{name}", **query))
