"""How requests are found and answers are framed: paths, envelopes, times, statuses, pages."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from sandbox.app import create_app
from sandbox.settings import Settings
from sandbox.vendors.ovationcxm.paths import clean
from tests.contract import INSTALLED, ContractTransport
from tests.vendors.ovation import JSON, UZT, Ovation, refused, results

NEW = {"customer": {"name": "A", "zipcode": "1", "email": "a@b.example"}}


# --- Paths ----------------------------------------------------------------------------------------------------------

DOUBLED = [
    "/customers/location/delete/{id}",
    "/customers/location/users/{id}",
    "/issues/files/{id}",
    "/issues/file/upload/{id}",
    "/issues/file/delete/{id}",
    "/issues/log/put/{id}",
    "/issues/log/history/{id}",
    "/issues/log/delete/{id}",
    "/issues/schedule/{id}",
    "/issues/cancel_schedule/{id}",
    "/issues/resolve/{id}",
    "/issues/escalate/{id}",
    "/issues/deescalate/{id}",
    "/issues/status/history/{id}",
    "/issues/cancel/{id}",
    "/issues/chat/history/{id}",
]
"""Paths that a client in the field sends with two slashes behind `/api/v3`."""


@pytest.mark.rule("ovationcxm.framing-double-slash")
@pytest.mark.parametrize("path", DOUBLED)
def test_a_path_with_two_slashes_is_the_one_with_one(ovation: Ovation, path: str) -> None:
    reads = ("/customers/location/users", "/issues/files", "/issues/log/history", "/issues/status", "/issues/chat")
    method = "GET" if path.startswith(reads) else "POST"
    named = path.replace("{id}", "unknown")
    doubled, single = (ovation.send(method, f"/api/v3{slash}{named}") for slash in ("/", ""))
    assert doubled.headers["X-Sandbox-Operation"] == single.headers["X-Sandbox-Operation"]
    assert (doubled.status_code, doubled.json()["message"]) == (single.status_code, single.json()["message"])


@pytest.mark.rule("ovationcxm.framing-double-slash")
@pytest.mark.parametrize("path", ["/api/v3/customers//get", "/api/v3///customers/get", "/api//v3/customers/get", "/api/v3/customers/get//"])
def test_runs_of_slashes_collapse_anywhere_and_a_trailing_one_counts_as_none(ovation: Ovation, path: str) -> None:
    assert ovation.send("GET", path).json()["totalCount"] == 7


def test_a_clean_path_is_left_as_it_is() -> None:
    assert clean("/api/v3/customers/get") == "/api/v3/customers/get"
    assert clean("//api/v3//customers///get/") == "/api/v3/customers/get"


@pytest.mark.rule("ovationcxm.framing-unknown-path")
@pytest.mark.parametrize("path", ["/Customers/get", "/customers/GET", "/customers/meta/customforms", "/issues/lookupByexternalId"])
def test_paths_are_case_sensitive(ovation: Ovation, path: str) -> None:
    refused(ovation.get(path), 404, "Object Not Found", "framing-unknown-path")


@pytest.mark.parametrize(
    ("segment", "id"),
    [
        ("a+b", "a+b"),
        ("a%20b", "a b"),
        ("a%2Bb", "a+b"),
        ("caf%C3%A9", "café"),
        ("a%2Fb", "a/b"),
        ("a%2520b", "a%20b"),
        ("hcr2kx", "hcr2kx"),
    ],
)
def test_an_id_is_decoded_once_and_a_plus_in_it_is_a_plus(ovation: Ovation, segment: str, id: str) -> None:
    refused(ovation.get(f"/customers/get/{segment}"), 404, f"Object Not Found for members {id}", "customer-not-found")


@pytest.mark.parametrize(("query", "found"), [("a+b%40c", False), ("dana.whitfield%40harborcoffee.example", True)])
def test_a_plus_in_a_query_is_a_blank(ovation: Ovation, query: str, found: bool) -> None:
    state = ovation.state()
    state["users"]["HCR2KX-LP4"]["email"] = "a+b@c"
    ovation.replace_state(state)
    check = "/api/v3/customers/user_check"
    assert ovation.send("GET", f"{check}?email={query}").json()["exists"] is found
    assert ovation.send("GET", f"{check}?email=a%2Bb%40c").json()["exists"] is True
    assert ovation.send("GET", f"{check}/a+b@c").json()["exists"] is True


@pytest.mark.rule("ovationcxm.framing-cache-buster")
def test_parameters_that_an_operation_does_not_have_are_passed_over(ovation: Ovation) -> None:
    ovation.freeze()
    plain = ovation.get("/customers/get/HCR2KX")
    assert ovation.send("GET", "/api/v3/customers/get/HCR2KX?_=1644469407000").content == plain.content
    assert ovation.get("/customers/get/HCR2KX", customer_id="BFB3QT", limit="x", notes="leaked").content == plain.content
    for path in ("/orgs/users", "/orgs/team/list", "/customers/location/get/HCR2KX"):
        assert ovation.get(path, limit=1, start=1).content == ovation.get(path).content, "only lists in pages have pages"


# --- Envelopes ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.framing-accept-ignored")
@pytest.mark.parametrize("accept", ["multipart/form-data", "text/html", "application/xml;q=1, */*;q=0", ""])
def test_the_answer_is_json_whatever_is_accepted(ovation: Ovation, accept: str) -> None:
    for path in ("/api/v3/customers/get", "/api/v3/customers/get/ZZZZZZ"):
        answer = ovation.send("GET", path, headers={"Accept": accept})
        assert answer.status_code in (200, 404)
        assert answer.headers["Content-Type"] == JSON


@pytest.mark.rule("ovationcxm.framing-success-envelope", "ovationcxm.framing-server-time")
def test_a_success_has_its_members_in_order(ovation: Ovation) -> None:
    ovation.freeze("2022-02-10T05:03:27.999Z")
    body = ovation.get("/customers/get").json()
    assert list(body) == ["success", "totalCount", "returned", "pages", "results", "current_server_time"]
    assert (body["success"], body["current_server_time"]) == (True, "2022-02-10T05:03:27+0000")
    done = ovation.post("/customers/delete/HCR2KX")
    assert done.content == b'{"success":true,"current_server_time":"2022-02-10T05:03:27+0000"}'


@pytest.mark.rule("ovationcxm.framing-error-envelope", "ovationcxm.framing-server-time")
def test_a_refusal_has_its_members_in_order_and_fields_for_input_alone(ovation: Ovation) -> None:
    ovation.freeze()
    assert ovation.get("/customers/get/ZZZZZZ").content == (
        b'{"success":false,"errorType":"FileNotFoundException","message":"Object Not Found for members ZZZZZZ",'
        b'"current_server_time":"2022-02-10T05:03:27+0000"}'
    )
    assert ovation.post("/customers/put", {"customer": {"name": "A", "email": "a"}}).content == (
        b'{"success":false,"errorType":"UserInputException","message":"Missing/invalid zipcode parameter (zipcode)",'
        b'"fields":["zipcode"],"current_server_time":"2022-02-10T05:03:27+0000"}'
    )


@pytest.mark.rule("ovationcxm.framing-server-time")
@pytest.mark.parametrize(
    ("now", "utc", "pacific"),
    [
        ("2022-02-15T05:11:05Z", "2022-02-15T05:11:05+0000", "2022-02-14 21:11:05"),
        ("2022-07-01T06:59:59Z", "2022-07-01T06:59:59+0000", "2022-06-30 23:59:59"),
    ],
)
def test_the_servers_time_is_utc_and_that_of_objects_us_pacific(ovation: Ovation, now: str, utc: str, pacific: str) -> None:
    ovation.freeze(now)
    body = ovation.post("/customers/put", NEW).json()
    assert body["current_server_time"] == utc
    assert body["results"]["customer"]["created"] == pacific


REFUSALS = [
    ("GET", "/customers/get/C8J8AE", b"", 403, "AccessDeniedException"),
    ("GET", "/customers/get/ZZZZZZ", b"", 404, "FileNotFoundException"),
    ("GET", "/no/such/path", b"", 404, "FileNotFoundException"),
    ("POST", "/customers/put", b"{", 400, "UserInputException"),
    ("POST", "/customers/put", b'{"customer":{}}', 422, "UserInputException"),
    ("GET", "/issues/status/history/unknown", b"", 500, "Error"),
]


@pytest.mark.rule("ovationcxm.framing-error-envelope")
@pytest.mark.parametrize(("method", "path", "body", "status", "kind"), REFUSALS)
def test_refusals_can_be_switched_to_come_with_200(ovation: Ovation, method: str, path: str, body: bytes, status: int, kind: str) -> None:
    ovation.freeze()
    mapped = ovation.send(method, f"/api/v3{path}", body)
    assert (mapped.status_code, mapped.json()["errorType"]) == (status, kind)
    ovation.switch(error_http_status="always-200")
    before = ovation.state()
    answer = ovation.send(method, f"/api/v3{path}", body)
    assert (answer.status_code, answer.content) == (200, mapped.content)
    assert answer.headers["X-Sandbox-Rule"] == mapped.headers["X-Sandbox-Rule"]
    assert ovation.state() == before


@pytest.mark.rule("ovationcxm.input-required")
def test_invalid_input_can_be_switched_to_400(ovation: Ovation) -> None:
    ovation.switch(input_error_status="400")
    answer = ovation.post("/customers/put", {"customer": {}})
    refused(answer, 400, "Missing/invalid name parameter (name)", "input-required", ["name", "zipcode", "email"])
    assert ovation.get("/customers/get/ZZZZZZ").status_code == 404


@pytest.mark.rule("ovationcxm.rate-limit")
def test_calls_are_not_limited(ovation: Ovation) -> None:
    assert {ovation.get("/customers/meta/statuses").status_code for _ in range(150)} == {200}


# --- Pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def paging() -> Ovation:
    """A client of AutomationOrg, which has 108 customers."""
    transport = ContractTransport(create_app(Settings(fixture="paging"), INSTALLED))
    return Ovation(httpx.Client(transport=transport, base_url="http://sandbox"), UZT)


def page(ovation: Ovation, **query: object) -> tuple[int, int, int]:
    """Return how many there are, how many were returned, and how many pages."""
    body = ovation.get("/customers/get", **query).json()
    assert len(body["results"]) == body["returned"]
    return body["totalCount"], body["returned"], body["pages"]


@pytest.mark.rule("ovationcxm.page-limit", "ovationcxm.page-pages")
def test_a_page_of_customers_has_50_rows(paging: Ovation) -> None:
    assert page(paging) == (108, 50, 3)


@pytest.mark.rule("ovationcxm.page-limit", "ovationcxm.page-pages")
@pytest.mark.parametrize(
    ("limit", "returned", "pages"),
    [(1, 1, 108), (54, 54, 2), (55, 55, 2), (99, 99, 2), (100, 100, 2), (101, 100, 2), (10**9, 100, 2), (int("9" * 30), 100, 2)],
)
def test_a_page_has_as_many_rows_as_asked_for_up_to_100(paging: Ovation, limit: int, returned: int, pages: int) -> None:
    assert page(paging, limit=limit) == (108, returned, pages)


@pytest.mark.rule("ovationcxm.page-limit")
@pytest.mark.parametrize("limit", ["0", "-1", "ten", "1.5", "", " ", "٣", "1e2", "0" * 5000])
def test_a_limit_that_is_no_positive_number_is_none(paging: Ovation, limit: str) -> None:
    assert page(paging, limit=limit, start=limit) == (108, 50, 3)


@pytest.mark.rule("ovationcxm.page-start", "ovationcxm.order-id")
def test_start_counts_records_in_ascending_order_of_ids(paging: Ovation) -> None:
    ids = [row["id"] for start in (0, 50, 100) for row in results(paging.get("/customers/get", start=start))]
    assert len(ids) == 108
    assert ids == sorted(ids)
    assert [row["id"] for row in results(paging.get("/customers/get", start=7, limit=3))] == ids[7:10]


@pytest.mark.rule("ovationcxm.page-start", "ovationcxm.page-pages")
def test_beyond_the_end_there_are_no_rows_and_the_count_stays(paging: Ovation) -> None:
    assert page(paging, start=107) == (108, 1, 3)
    assert page(paging, start=108) == (108, 0, 3)
    assert page(paging, start="9" * 5000) == (108, 0, 3)


@pytest.mark.rule("ovationcxm.page-pages")
def test_of_nothing_there_are_no_pages() -> None:
    transport = ContractTransport(create_app(Settings(fixture="empty"), INSTALLED))
    assert page(Ovation(httpx.Client(transport=transport, base_url="http://sandbox"))) == (0, 0, 0)


def test_limit_and_start_may_stand_in_a_body(paging: Ovation) -> None:
    answer = paging.send("GET", "/api/v3/customers/get?limit=2", b'{"limit":3,"start":5}')
    assert answer.json()["returned"] == 2
    assert results(answer) == results(paging.get("/customers/get", limit=2, start=5))


def test_the_ledgers_envelopes_are_met_by_every_recorded_exchange() -> None:
    """Each recorded answer begins with `success`, but for the invitation, and ends with the server's time."""
    text = Path(__file__).with_name("ovation_exchanges.http").read_text()
    assert len(re.findall(r'"current_server_time": ?"2022-02-10T05:03:27\+0000"\s*}', text)) == 33
