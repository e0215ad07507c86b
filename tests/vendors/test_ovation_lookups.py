"""Look-ups of customers, locations and users: what each finds, and what a miss is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.vendors.ovation import DANAS_CASE, UZT, Ovation, refused, results
from tests.vendors.ovation_customers import DANA, HARBOR, HARBOR_STREET, MISS, answered, lacks, miss, put_user

DANAS = {"customers_id": "HCR2KX", "customers_users_id": "HCR2KX-DW7", "customers_locations_id": "HCR2KX-M4N"}
TUPLE = DANAS | {"customer": HARBOR, "customer_user": DANA, "customer_location": HARBOR_STREET}

CUSTOMERS = (
    ("/customers/lookupByEmail", "customerUserEmail", "dana.whitfield@harborcoffee.example"),
    ("/customers/lookupByEmail", "customerUserEmail", "DANA.Whitfield@HarborCoffee.EXAMPLE"),
    ("/customers/lookupById", "customerUserId", "HCR2KX-DW7"),
    ("/customers/lookupByExternalId", "external_id", "HCR-1001"),
    ("/customers/lookupByIssueId", "issueId", DANAS_CASE),
)
LOCATIONS = (
    ("/customers/location/lookupByIssueId", "issueId", DANAS_CASE),
    ("/customers/location/lookupByEmail", "email", "dana.whitfield@harborcoffee.example"),
    ("/customers/location/lookupByEmail", "email", "Dana.Whitfield@harborcoffee.example"),
    ("/customers/location/lookupByExternalId", "external_id", "HCR-1001-A"),
)
USERS = (
    ("/customers/users/lookupByIssueId", "issueId", DANAS_CASE),
    ("/customers/users/lookupByExternalId", "external_id", "76541643"),
    ("/customers/user/lookupByExternalId", "external_id", "76541643"),
    ("/customers/users/lookupByEmail", "customerUserEmail", "dana.whitfield@harborcoffee.example"),
    ("/customers/users/lookupByEmail", "customerUserEmail", "dana.whitfield@HARBORCOFFEE.example"),
)
ALL = (*CUSTOMERS, *LOCATIONS, *USERS)
ONE_OF_EACH = tuple({path: (path, parameter) for path, parameter, _ in ALL}.values())


@pytest.mark.parametrize(("path", "parameter", "value"), CUSTOMERS)
def test_a_customer_is_answered_with_the_user_and_his_location(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    answered(ovation.get(path, **{parameter: value}), 0, TUPLE, count=1)


@pytest.mark.parametrize(("path", "parameter", "value"), LOCATIONS)
def test_a_location_is_answered_in_an_array(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    answered(ovation.get(path, **{parameter: value}), 0, [HARBOR_STREET])


@pytest.mark.parametrize(("path", "parameter", "value"), USERS)
def test_a_user_is_answered_in_an_array(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    answered(ovation.get(path, **{parameter: value}), 0, [DANA])


@pytest.mark.parametrize(("path", "parameter", "value"), ALL)
def test_only_the_parameters_of_an_operation_are_read(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    """Clients leak those of earlier calls; one that is not in the query may stand in the body."""
    leaked = {"customerUserEmail": "x", "external_id": "x", "issueId": "x", "customerUserId": "x", "email": "x", "login": "x"}
    assert ovation.get(path, **leaked | {parameter: value, "_": 1644469407000}).status_code == 200
    body = f'{{"{parameter}":"{value}"}}'
    assert ovation.send("GET", f"/api/v3{path}?{parameter}=", body).status_code == 200
    miss(ovation.send("GET", f"/api/v3{path}?{parameter}=other", body))


@pytest.mark.rule("ovationcxm.customer-lookup-miss")
@pytest.mark.parametrize(("path", "parameter"), ONE_OF_EACH)
@pytest.mark.parametrize("value", ["nobody@example.com", "é", "hcr-1001", "HCR2KX", "ffffffff-0000-4000-8000-000000000000"])
def test_what_finds_nothing_is_told_so(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    miss(ovation.get(path, **{parameter: value}))


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(("path", "parameter"), ONE_OF_EACH)
@pytest.mark.parametrize("query", ["", "?{}=", "?{}=%20", "?x=1"])
def test_the_parameter_must_be_given(ovation: Ovation, path: str, parameter: str, query: str) -> None:
    lacks(ovation.send("GET", f"/api/v3{path}{query.format(parameter)}"), parameter)
    lacks(ovation.send("GET", f"/api/v3{path}", f'{{"{parameter}":[]}}'), parameter, rule="input-label")


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(("path", "parameter"), [*ONE_OF_EACH, ("/customers/user_check", "email")])
def test_a_missing_parameter_can_be_refused_with_400(ovation: Ovation, path: str, parameter: str) -> None:
    ovation.switch(input_error_status="400")
    message = f"Missing/invalid {parameter} parameter ({parameter})"
    refused(ovation.get(path), 400, message, "input-required", [parameter])


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize(("path", "parameter", "value"), ALL)
def test_what_belongs_to_another_organisation_is_not_found(ovation: Ovation, path: str, parameter: str, value: str) -> None:
    stranger = Ovation(ovation.client, UZT)
    refused(stranger.get(path, **{parameter: value}), 404, MISS, "owner-foreign")


@pytest.mark.rule("ovationcxm.owner-foreign")
@pytest.mark.parametrize("path", ["/customers/lookupByIssueId", "/customers/location/lookupByIssueId", "/customers/users/lookupByIssueId"])
def test_who_is_behind_an_issue_in_which_one_takes_part_is_not_found(ovation: Ovation, path: str) -> None:
    issue = "0b6d9e2f-74c1-4a38-9f5d-e8b2310c7a64"
    assert ovation.get(path, issueId=issue).status_code == 200
    refused(Ovation(ovation.client, UZT).get(path, issueId=issue), 404, MISS, "owner-foreign")


@pytest.mark.parametrize("path", ["/customers/lookupByIssueId", "/customers/location/lookupByIssueId", "/customers/users/lookupByIssueId"])
def test_a_deleted_issue_is_not_found(ovation: Ovation, path: str) -> None:
    state = ovation.state()
    state["issues"][DANAS_CASE]["status"] = 99
    ovation.replace_state(state)
    miss(ovation.get(path, issueId=DANAS_CASE))


# --- Login ----------------------------------------------------------------------------------------------------------

LOGIN = "/api/v3/customers/lookup?login=Dana.Whitfield%40harborcoffee.example"


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("", b"password=dana-sandbox"),
        ("", b'{"password":"dana-sandbox"}'),
        ("&password=dana-sandbox", b""),
        ("&password=wrong", b"password=dana-sandbox"),
        ("", b"login=nobody&password=dana-sandbox"),
    ],
)
def test_a_login_and_its_password_find_the_customer(ovation: Ovation, query: str, body: bytes) -> None:
    """The password belongs into the body, and may stand in the query."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answered(ovation.send("GET", LOGIN + query, body, form), 0, [HARBOR])


def test_a_login_may_stand_in_the_body(ovation: Ovation) -> None:
    body = b'{"login":"dana.whitfield@harborcoffee.example","password":"dana-sandbox"}'
    answered(ovation.send("GET", "/api/v3/customers/lookup", body), 0, [HARBOR])


@pytest.mark.rule("ovationcxm.customer-lookup-miss")
@pytest.mark.parametrize("body", [b"password=Dana-sandbox", b"password=lena-sandbox", b"password=None", b'{"password":1}'])
def test_a_wrong_password_finds_nothing(ovation: Ovation, body: bytes) -> None:
    miss(ovation.send("GET", LOGIN, body))
    miss(ovation.send("GET", LOGIN + "&password=dana-sandbox", body))


def test_who_has_no_password_cannot_be_found_by_one(ovation: Ovation) -> None:
    for password in ("None", "null", "x"):
        miss(ovation.get("/customers/lookup", login="hello@juniperbakery.example", password=password))


@pytest.mark.rule("ovationcxm.owner-foreign")
def test_a_login_of_another_organisation_is_not_found(ovation: Ovation) -> None:
    stranger = Ovation(ovation.client, UZT)
    refused(stranger.send("GET", LOGIN, b"password=dana-sandbox"), 404, MISS, "owner-foreign")
    miss(stranger.send("GET", LOGIN, b"password=wrong"))


def test_of_several_users_with_one_login_the_password_tells(ovation: Ovation) -> None:
    put_user(ovation, id="BFB3QT-MR5", email=DANA["email"])
    put_user(ovation, id="HCR2KX-LP4", email=DANA["email"])
    assert results(ovation.send("GET", LOGIN, b"password=lena-sandbox"))[0]["id"] == "HCR2KX"
    assert results(ovation.send("GET", LOGIN, b"password=omar-sandbox"))[0]["id"] == "BFB3QT"


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("target", "body", "fields"),
    [
        ("/api/v3/customers/lookup", b"", ["login", "password"]),
        ("/api/v3/customers/lookup?login=&password=+", b"{}", ["login", "password"]),
        (LOGIN, b"password=", ["password"]),
        ("/api/v3/customers/lookup", b"password=x", ["login"]),
    ],
)
def test_login_and_password_must_be_given(ovation: Ovation, target: str, body: bytes, fields: list[str]) -> None:
    lacks(ovation.send("GET", target, body), *fields)


def test_login_and_password_are_texts(ovation: Ovation) -> None:
    lacks(ovation.send("GET", LOGIN, b'{"password":{}}'), "password", rule="input-label")
    lacks(ovation.send("GET", "/api/v3/customers/lookup", b'{"login":[],"password":"x"}'), "login", rule="input-label")


@pytest.mark.rule("ovationcxm.input-json-malformed")
def test_a_body_of_a_login_that_cannot_be_read_is_refused(ovation: Ovation) -> None:
    answer = ovation.send("GET", LOGIN + "&password=dana-sandbox", b"{password}")
    refused(answer, 400, "Invalid request body", "input-json-malformed")


# --- Is an address in use? ------------------------------------------------------------------------------------------


def exists(ovation: Ovation, target: str, body: bytes = b"") -> Any:
    """Return what a user check says."""
    answer = ovation.send("GET", f"/api/v3/customers/user_check{target}", body).json()
    assert (list(answer), answer["success"]) == (["success", "exists", "current_server_time"], True)
    return answer["exists"]


@pytest.mark.rule("ovationcxm.user-check", "ovationcxm.org-scope")
@pytest.mark.parametrize(
    ("email", "found"),
    [
        ("omar@bluefinch.example", True),
        ("OMAR@BlueFinch.Example", True),
        ("omar%40bluefinch.example", True),
        ("nobody@example.com", False),
        ("omar", False),
        ("HCR2KX-DW7", False),
        ("c8j8ae@example.com", False),
        ("shop@pinepoppy.example", False),
    ],
)
def test_the_user_check_says_whether_a_user_of_the_organisation_has_the_address(ovation: Ovation, email: str, found: bool) -> None:
    assert exists(ovation, f"?email={email}") is found
    assert exists(ovation, f"/{email}?_=1644469407000") is found
    assert exists(ovation, "", f'{{"email":"{email.replace("%40", "@")}"}}'.encode()) is found


def test_a_plus_is_a_plus_in_the_path_and_a_blank_in_the_query(ovation: Ovation) -> None:
    put_user(ovation, id="BFB3QT-MR5", email="a+b@c.com")
    assert exists(ovation, "/a+b@c.com") is True
    assert exists(ovation, "/a%2Bb@c.com") is True
    assert exists(ovation, "/a%20b@c.com") is False
    assert exists(ovation, "?email=a+b@c.com") is False
    assert exists(ovation, "?email=a%2Bb@c.com") is True


@pytest.mark.rule("ovationcxm.user-check")
def test_deleted_users_do_not_count(ovation: Ovation) -> None:
    ovation.post("/customers/user/delete/BFB3QT-MR5")
    assert exists(ovation, "/omar@bluefinch.example") is False
    assert exists(ovation, "?email=omar@bluefinch.example") is False


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize("target", ["", "/", "?email=", "?email=%20", "?mail=x"])
def test_a_user_check_without_an_address_is_refused_or_says_no(ovation: Ovation, target: str) -> None:
    lacks(ovation.send("GET", f"/api/v3/customers/user_check{target}"), "email")
    ovation.switch(user_check_no_email="exists-false")
    assert exists(ovation, target) is False
    assert exists(ovation, "?email=omar@bluefinch.example") is True
