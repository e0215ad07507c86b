"""What a vendor's state is made of: times that never grow old, and an agenda in order."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from sandbox.vendor import Due, Moment, State

START = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Café(State):
    """What a café remembers."""

    opened_at: Moment


def read(opened_at: Any, start: datetime | None = START, **members: Any) -> Café:
    """Read a state, as a fixture is read."""
    context = {"start": start, "actions": {"close": None}} if start else None
    return Café.model_validate_json(json.dumps({"openedAt": opened_at, **members}), context=context)


def reason(opened_at: Any, start: datetime | None = START, **members: Any) -> tuple[tuple[int | str, ...], str]:
    """Return where and why a state is refused."""
    with pytest.raises(ValidationError) as refused:
        read(opened_at, start, **members)
    (first,) = refused.value.errors()
    return first["loc"], first["msg"].removeprefix("Value error, ")


# --- Times ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("-P2D", START - timedelta(days=2)),
        ("P1DT2H3M4.5S", START + timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ("+PT90S", START + timedelta(seconds=90)),
        ("-PT0S", START),
        ("P1W", START + timedelta(weeks=1)),
        ("2020-01-01T00:00:00Z", datetime(2020, 1, 1, tzinfo=UTC)),
        ("2020-01-01T02:00:00+02:00", datetime(2020, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_is_an_offset_from_the_start_of_the_session_or_a_moment_kept_in_utc(written: str, moment: datetime) -> None:
    state = read(written)
    assert state.opened_at == moment
    assert state.opened_at.tzinfo is UTC


def test_a_moment_is_written_so_that_it_is_read_again_without_a_start() -> None:
    written = read("-P2D").model_dump_json()
    assert json.loads(written) == {"agenda": [], "openedAt": "2026-11-19T12:00:00Z"}
    assert Café.model_validate_json(written).opened_at == START - timedelta(days=2)


@pytest.mark.parametrize("value", [0, 1763726400, 1.5, None, True, ["P1D"], {}])
def test_a_time_of_another_json_type_is_refused(value: Any) -> None:
    text = "a time is ISO 8601 with an offset from UTC, or an offset from the start of the session"
    assert reason(value) == (("openedAt",), text)


@pytest.mark.parametrize("value", ["P", "-Pfoo", "P1Dx", "+-P1D"])
def test_an_offset_that_cannot_be_read_is_refused_with_its_field(value: str) -> None:
    where, why = reason(value)
    assert where[0] == "openedAt"
    assert "duration" in why


@pytest.mark.parametrize("value", ["", "tomorrow", "2020-01-01T00:00:00", "2020-01-01", "1763726400", "-5"])
def test_a_moment_that_is_not_iso_8601_with_an_offset_from_utc_is_refused(value: str) -> None:
    assert reason(value)[0] == ("openedAt",)


@pytest.mark.parametrize("value", ["P9999999D", "-P9999999D"])
def test_an_offset_beyond_the_calendar_is_refused(value: str) -> None:
    assert reason(value) == (("openedAt",), "the offset is too large")


def test_an_offset_without_the_start_of_a_session_is_refused() -> None:
    assert reason("P1D", None) == (("openedAt",), "an offset needs the start of a session")


# --- The agenda -----------------------------------------------------------------------------------------------------


def test_an_agenda_is_read_in_the_order_of_its_times_whatever_the_order_of_the_file() -> None:
    agenda = [{"at": at, "action": "close", "detail": {"door": at}} for at in ("P2D", "P1D", "-P1D", "P1D")]
    assert [due.detail["door"] for due in read("-P1D", agenda=agenda).agenda] == ["-P1D", "P1D", "P1D", "P2D"]


def test_an_action_that_the_vendor_does_not_know_is_refused_in_a_fixture() -> None:
    assert reason("P1D", agenda=[{"at": "P1D", "action": "open"}]) == (("agenda", 0, "action"), "the vendor does nothing of that name")


def test_what_is_planned_comes_behind_what_falls_due_at_the_same_time() -> None:
    state = State()
    for action, seconds in [("b", 2), ("c", 3), ("a", 1), ("b2", 2), ("d", 3)]:
        state.plan(Due(at=START + timedelta(seconds=seconds), action=action))
    assert [due.action for due in state.agenda] == ["a", "b", "b2", "c", "d"]


# --- Members --------------------------------------------------------------------------------------------------------


def test_a_member_that_the_state_does_not_have_is_refused() -> None:
    assert reason("P1D", tables=1) == (("tables",), "Extra inputs are not permitted")


def test_json_types_are_not_converted() -> None:
    assert reason("P1D", agenda=[{"at": "P1D", "action": "close", "detail": {"a": 1}}])[0] == ("agenda", 0, "detail", "a")


def test_a_vendor_without_credentials_issues_none() -> None:
    state = State()
    state.issue("demo")
    assert state == State()
