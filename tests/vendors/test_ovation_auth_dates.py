"""The date of a request: its forms, and how far it may be from now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.vendors.ovationcxm.signature import read_date
from tests.vendors.ovation import Ovation, denied, fresh_date

TARGET = "/api/v3/customers/get"
NOW = "2022-02-10T05:03:27Z"


@pytest.fixture
def frozen(ovation: Ovation) -> Ovation:
    """A client whose dates are compared with a clock that stands still."""
    ovation.freeze(NOW)
    ovation.switch(date_reference="session")
    return ovation


def status(ovation: Ovation, date: str) -> int:
    """Return the status of a request with that date."""
    return ovation.send("GET", TARGET, date=date).status_code


# --- Forms ----------------------------------------------------------------------------------------------------------

FORMS = [
    ("2022-02-10T05:03:27+00:00", (2022, 2, 10, 5, 3, 27)),
    ("2022-02-10T05:03:27.000Z", (2022, 2, 10, 5, 3, 27)),
    ("2022-02-10T05:03:27Z", (2022, 2, 10, 5, 3, 27)),
    ("2022-02-10T05:03:27+0000", (2022, 2, 10, 5, 3, 27)),
    ("2018-09-11T15:46:43-04:00", (2018, 9, 11, 19, 46, 43)),
    ("2018-09-11T15:46:43-0430", (2018, 9, 11, 20, 16, 43)),
    ("2018-09-11T15:46:43+05:45", (2018, 9, 11, 10, 1, 43)),
    ("2016-03-24T10:11:12.345678", (2016, 3, 24, 10, 11, 12, 345678)),
    ("2016-03-24T10:11:12", (2016, 3, 24, 10, 11, 12)),
    ("2016-03-24T10:11:12.5Z", (2016, 3, 24, 10, 11, 12, 500000)),
    ("2016-03-24T10:11:12.123456789Z", (2016, 3, 24, 10, 11, 12, 123456)),
    ("  2016-03-24T10:11:12Z ", (2016, 3, 24, 10, 11, 12)),
]


@pytest.mark.parametrize(("text", "moment"), FORMS)
def test_a_date_is_read_in_each_form_that_clients_send(text: str, moment: tuple[int, ...]) -> None:
    assert read_date(text) == datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    "date",
    [
        "2022-02-10T05:03:27+00:00",
        "2022-02-10T05:03:27.000Z",
        "2022-02-10T05:03:27+0000",
        "2022-02-10T01:03:27-04:00",
        "2022-02-10T05:03:27.345678",
        "2022-02-10T05:03:27",
        "2022-02-10T10:48:27+0545",
    ],
)
def test_each_form_of_a_date_is_accepted(frozen: Ovation, date: str) -> None:
    assert status(frozen, date) == 200


BAD = [
    "today",
    "1644469407",
    "1644469407000",
    "2022-02-10",
    "2022-02-10 05:03:27",
    "2022-02-10T05:03",
    "2022-02-10T05:03:27.Z",
    "2022-02-10t05:03:27z",
    "2022-02-10T05:03:27 Z",
    "2022-02-10T05:03:27+00",
    "2022-02-10T05:03:27+25:00",
    "2022-02-10T05:03:27UTC",
    "2022-02-30T05:03:27Z",
    "2022-02-10T24:03:27Z",
    "2022-02-10T05:03:61Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "Thu, 10 Feb 2022 05:03:27 GMT",
]


@pytest.mark.rule("ovationcxm.auth-bad-date")
@pytest.mark.parametrize("date", BAD)
def test_what_is_no_date_is_refused(frozen: Ovation, date: str) -> None:
    denied(frozen.send("GET", TARGET, date=date), "auth-bad-date")
    assert frozen.last_exchange()["note"] == f"X-Boomtown-Date is no date: {date}"
    frozen.switch(date_check="off")
    denied(frozen.send("GET", TARGET, date=date), "auth-bad-date")


@pytest.mark.rule("ovationcxm.auth-bad-date")
def test_digits_of_other_scripts_are_no_date() -> None:
    assert read_date("２０２２-02-10T05:03:27Z") is None


# --- How far from now -----------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.auth-stale")
def test_a_request_is_good_for_exactly_10_seconds(frozen: Ovation) -> None:
    assert status(frozen, "2022-02-10T05:03:17Z") == 200
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:03:16.999Z"), "auth-stale")
    note = "the request is 10.001 s old at 2022-02-10T05:03:27+00:00; 10 s are allowed"
    assert frozen.last_exchange()["note"] == note
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:03:16Z"), "auth-stale")


@pytest.mark.rule("ovationcxm.auth-future")
def test_a_clients_clock_may_run_ahead_by_exactly_10_seconds(frozen: Ovation) -> None:
    assert status(frozen, "2022-02-10T05:03:37Z") == 200
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:03:37.001Z"), "auth-future")
    note = "the request is 10.001 s ahead of 2022-02-10T05:03:27+00:00; 10 s are allowed"
    assert frozen.last_exchange()["note"] == note
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:03:38Z"), "auth-future")


@pytest.mark.rule("ovationcxm.auth-stale", "ovationcxm.auth-future")
def test_the_time_that_a_request_is_good_for_can_be_60_seconds(frozen: Ovation) -> None:
    frozen.switch(date_check="60s")
    assert status(frozen, "2022-02-10T05:02:27Z") == 200
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:02:26.999Z"), "auth-stale")
    denied(frozen.send("GET", TARGET, date="2022-02-10T05:03:38Z"), "auth-future")


@pytest.mark.rule("ovationcxm.auth-stale")
def test_the_check_of_the_date_can_be_switched_off(frozen: Ovation) -> None:
    frozen.switch(date_check="off")
    assert status(frozen, "1999-01-01T00:00:00Z") == 200
    assert status(frozen, "2099-01-01T00:00:00Z") == 200


# --- What now is ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("ovationcxm.auth-stale", "ovationcxm.auth-future")
def test_now_is_real_time_whatever_the_sessions_clock_says(ovation: Ovation) -> None:
    ovation.freeze(NOW)
    answer = ovation.send("GET", TARGET)
    assert (answer.status_code, answer.json()["current_server_time"]) == (200, "2022-02-10T05:03:27+0000")
    denied(ovation.send("GET", TARGET, date=NOW), "auth-stale")
    assert status(ovation, fresh_date(-8)) == 200
    assert status(ovation, fresh_date(8)) == 200
    denied(ovation.send("GET", TARGET, date=fresh_date(-11)), "auth-stale")
    denied(ovation.send("GET", TARGET, date=fresh_date(11.5)), "auth-future")


def test_a_clock_that_was_only_moved_on_is_not_compared_with(ovation: Ovation) -> None:
    ovation.switch(date_reference="session")
    ovation.advance(3600)
    assert status(ovation, fresh_date()) == 200
    denied(ovation.send("GET", TARGET, date=fresh_date(3600)), "auth-future")


def test_a_clock_that_was_set_is_compared_with_and_later_advances_count(ovation: Ovation) -> None:
    ovation.switch(date_reference="session")
    ovation.freeze(NOW)
    ovation.advance(10)
    assert status(ovation, NOW) == 200
    ovation.advance(0.001)
    denied(ovation.send("GET", TARGET, date=NOW), "auth-stale")


def test_a_clock_that_was_set_and_runs_is_compared_with(ovation: Ovation) -> None:
    ovation.switch(date_reference="session")
    now = (datetime.now(UTC) + timedelta(days=30)).isoformat(timespec="seconds")
    assert ovation.client.put("/_sandbox/clock", json={"now": now, "mode": "real"}).status_code == 200
    assert status(ovation, now) == 200
    denied(ovation.send("GET", TARGET), "auth-stale")


def test_a_session_that_was_made_with_a_time_is_compared_with_it(ovation: Ovation) -> None:
    made = ovation.client.post(
        "/_sandbox/sessions", json={"name": "past", "now": NOW, "variants": {"ovationcxm.date-reference": "session"}}
    )
    assert made.status_code == 201
    ovation.client.headers["X-Sandbox-Session"] = "past"
    assert status(ovation, "2022-02-10T05:03:32Z") == 200
    denied(ovation.send("GET", TARGET), "auth-future")
