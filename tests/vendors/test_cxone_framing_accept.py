"""ACD calls without an `Accept` header, atomic writes."""

from __future__ import annotations

from typing import cast

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.vendor import Problem
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.paths import invalid
from tests.contract import ContractTransport
from tests.vendors.cxone import CxoneClient
from tests.vendors.cxone_acd import get

SILENT = [
    *("/contacts", "/contacts/completed", "/contacts/8675309", "/contacts/8675309/files", "/business-unit", "/server-time"),
    *("/contacts/8675309/hierarchy", "/contacts/8675309/statehistory", "/contacts/8675309/custom-data"),
    *("/contacts/state-history?startDate=2026-03-10&endDate=2026-03-11", "/contacts/custom-data?startDate=2026-03-10&endDate=2026-03-11"),
    *("/files?fileName=CallLog/2026-03-10/8675309.wav", "/access-keys?agentId=20002"),
]


@pytest.fixture
def bare(app: Starlette, cxone: CxoneClient) -> httpx.Client:
    """A client of the ACD that sends no `Accept`."""
    cxone.freeze()
    client = httpx.Client(transport=ContractTransport(app), base_url="http://sandbox/nice_cxone/incontactapi/services/v33.0")
    client.headers["Authorization"] = f"Bearer {cxone.token()}"
    del client.headers["Accept"]
    return client


@pytest.mark.rule("nice_cxone.acd.accept-missing")
@pytest.mark.parametrize("path", SILENT)
def test_without_accept_the_acd_knows_no_way_to_render_data(cxone: CxoneClient, bare: httpx.Client, path: str) -> None:
    response = bare.get(path)
    assert (response.status_code, response.text) == (200, "No known way to render data")
    assert (response.headers["Content-Type"], response.headers["Content-Length"]) == ("application/html", "27")
    assert "nice_cxone.acd.accept-missing" in cxone.last_rules()
    for accept in ("*/*", "text/html", "x", ""):
        assert bare.get(path, headers={"Accept": accept}).headers["Content-Type"] == "application/json"


@pytest.mark.rule("nice_cxone.acd.accept-missing")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/contacts/completed?startDate=2030-01-01", 204),
        ("GET", "/contacts/completed?top=x", 400),
        ("GET", "/contacts/1111111", 404),
        ("GET", "/nothing", 404),
        ("POST", "/contacts", 405),
    ],
)
def test_without_accept_other_answers_stay_as_they_are(cxone: CxoneClient, bare: httpx.Client, method: str, path: str, status: int) -> None:
    response = bare.request(method, path)
    assert (response.status_code, response.content) == (status, b"")
    assert dict(response.headers) == dict(bare.request(method, path, headers={"Accept": "*/*"}).headers)


def test_without_accept_other_apis_answer_json(bare: httpx.Client) -> None:
    assert bare.get("http://sandbox/nice_cxone/auth/jwks").headers["Content-Type"] == "application/json"
    assert bare.get("http://sandbox/nice_cxone/nothing").headers["Content-Type"] == "application/json"
    assert bare.get("/contacts/active").json() == {"message": "Not emulated by the sandbox: active contacts"}


# --- Writes ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("nice_cxone.gen.atomic")
def test_a_request_changes_all_or_nothing_and_the_last_one_wins(cxone: CxoneClient) -> None:
    cxone.freeze()
    before = cxone.state
    assert cxone.put(8675309, [{"CaseId": "1"}, {"NoSuchField": "x"}]).status_code == 400
    assert cxone.state["segments"] == before["segments"]
    for value in ("1", "2"):
        assert cxone.put(8675309, [{"CaseId": value}, {"IssueType": "Fees"}]).status_code == 204
    segments = [one for one in cxone.state["segments"].values() if one["contactId"] == 8675309]
    assert [(one["values"]["CaseId"], one["values"]["IssueType"]) for one in segments] == [("2", "Fees")] * 2


@pytest.mark.rule("nice_cxone.gen.tenant-isolation")
def test_another_tenants_contact_can_be_neither_read_nor_written(cxone: CxoneClient) -> None:
    cxone.freeze()
    assert cxone.put(9900001, [{"WorkOrder": "x"}]).json() == cxone.put(1111111, [{"WorkOrder": "x"}]).json()
    assert get(cxone, "/contacts/9900001").headers["icStatusDescription"] == "Contact not found"


# --- What no client can see -----------------------------------------------------------------------------------------


def test_an_input_that_only_the_schema_refuses_is_a_bug_of_the_sandbox() -> None:
    with pytest.raises(AssertionError, match="no check refused this"):
        invalid(cast(CxoneCall, None), Problem("type", None, ("isActive",), "bool_type"))
