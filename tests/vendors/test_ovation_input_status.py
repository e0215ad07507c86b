"""The variant `input-error-status`: operations that refuse their parameters with 422 can refuse them with 400."""

from __future__ import annotations

import re

import pytest

from tests.vendors.ovation import DANAS_CASE, Ovation, refused
from tests.vendors.ovation_operations import OPERATIONS, Line

IN_PATHS = {"team_id": "SMT-SUP", "issue_id": DANAS_CASE, "customer_id": "HCR2KX"}
"""So that only the parameters are wrong."""
MISSING = {
    "customers.technology.get": "customer_location_id",
    "issues.lookupByExternalId": "external_id",
    "issues.schedule": "scheduled_time",
    "orgs.lookupByExternalId": "external_id",
    "orgs.team.lookupByExternalId": "external_id",
    "orgs.team.map_customer": "customer_id",
    "orgs.team.map_location": "customer_id",
    "orgs.team.map_user": "user_id",
    "orgs.team.unmap_customer": "customer_id",
    "orgs.team.unmap_location": "location_id",
    "orgs.team.unmap_user": "user_id",
    "orgs.user.lookupByExternalId": "external_id",
}
"""The parameter that each of these needs."""


@pytest.mark.parametrize("status", [422, 400])
@pytest.mark.parametrize("line", [pytest.param(line, id=line.id) for line in OPERATIONS if line.id in MISSING])
def test_a_missing_parameter_is_refused_with_the_status_that_is_switched(ovation: Ovation, line: Line, status: int) -> None:
    ovation.switch(input_error_status=str(status))
    path = re.sub(r"{(\w+)}", lambda found: IN_PATHS[found[1]], line.path)
    response = ovation.get(path) if line.method == "GET" else ovation.post(path)
    field = MISSING[line.id]
    refused(response, status, f"Missing/invalid {field} parameter ({field})", "input-required", [field])


@pytest.mark.parametrize("status", [422, 400])
@pytest.mark.parametrize("line", [pytest.param(line, id=line.id) for line in OPERATIONS if line.id.startswith("reports.")])
def test_a_bad_date_of_a_report_is_refused_with_the_status_that_is_switched(ovation: Ovation, line: Line, status: int) -> None:
    ovation.switch(input_error_status=str(status))
    response = ovation.get(line.path, start_date="soon", end_date="2022-02-10")
    refused(response, status, "Missing/invalid start_date parameter (start_date)", "input-date", ["start_date"])
