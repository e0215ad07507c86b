"""A session's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from sandbox.clock import Clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Wall:
    """The machine's time, in the test's hand."""

    def __init__(self) -> None:
        self.seconds = NOON.timestamp()

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """Stand in for the machine's time."""
    wall = Wall()
    monkeypatch.setattr("time.time", wall)
    return wall


@pytest.fixture
def clock(wall: Wall) -> Clock:
    """A clock that was not touched yet."""
    return Clock()


def test_a_new_clock_is_real_and_tells_the_time_of_the_machine(clock: Clock, wall: Wall) -> None:
    assert (clock.mode, clock.now()) == ("real", NOON)
    wall.seconds += 3.5
    assert clock.now() == NOON + timedelta(seconds=3.5)


def test_time_is_told_in_utc_and_in_whole_milliseconds_cut_and_not_rounded(clock: Clock, wall: Wall) -> None:
    wall.seconds += 0.9996
    assert clock.now() == NOON + timedelta(milliseconds=999)
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("second", [NOON, datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_a_frozen_clock_keeps_every_millisecond_that_it_was_given(clock: Clock, second: datetime) -> None:
    given = [second + timedelta(milliseconds=milliseconds) for milliseconds in range(1000)]
    told = []
    for moment in given:
        clock.set("frozen", moment)
        told.append(clock.now())
    assert told == given


def test_a_frozen_clock_stands_still(clock: Clock, wall: Wall) -> None:
    clock.set("frozen")
    wall.seconds += 60
    assert (clock.mode, clock.now()) == ("frozen", NOON)


def test_a_frozen_clock_that_is_let_run_goes_on_from_where_it_stood(clock: Clock, wall: Wall) -> None:
    clock.set("frozen")
    wall.seconds += 60
    clock.set("real")
    assert (clock.mode, clock.now()) == ("real", NOON)
    wall.seconds += 1
    assert clock.now() == NOON + timedelta(seconds=1)


@pytest.mark.parametrize("mode", ["real", "frozen"])
def test_a_clock_that_is_put_somewhere_keeps_its_mode(clock: Clock, mode: str) -> None:
    clock.set("frozen" if mode == "frozen" else "real")
    clock.set(now=datetime(2030, 1, 1, tzinfo=UTC))
    assert (clock.mode, clock.now()) == (mode, datetime(2030, 1, 1, tzinfo=UTC))


def test_a_real_clock_that_is_put_somewhere_runs_from_there(clock: Clock, wall: Wall) -> None:
    clock.set(now=datetime(2030, 1, 1, tzinfo=UTC))
    wall.seconds += 2
    assert clock.now() == datetime(2030, 1, 1, 0, 0, 2, tzinfo=UTC)


def test_a_time_in_another_zone_is_the_same_moment(clock: Clock) -> None:
    clock.set("frozen", datetime(2026, 11, 21, 14, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now() == NOON
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize("mode", ["real", "frozen"])
def test_advances_add_up_in_either_mode(clock: Clock, mode: str) -> None:
    clock.set("frozen" if mode == "frozen" else "real")
    clock.advance(0.25)
    clock.advance(60)
    assert (clock.mode, clock.now()) == (mode, NOON + timedelta(seconds=60.25))


def test_a_thousand_advances_by_a_millisecond_are_a_second(clock: Clock) -> None:
    clock.set("frozen")
    for _ in range(1000):
        clock.advance(0.001)
    assert clock.now() == NOON + timedelta(seconds=1)


def test_a_rewind_takes_every_advance_back_to_where_the_clock_was_last_set(clock: Clock) -> None:
    clock.set("frozen", NOON + timedelta(days=1))
    clock.advance(5)
    clock.advance(7)
    clock.rewind()
    assert (clock.mode, clock.now()) == ("frozen", NOON + timedelta(days=1))


def test_a_set_keeps_the_advances_made_before_it(clock: Clock, wall: Wall) -> None:
    clock.advance(10)
    clock.set("frozen")
    assert clock.now() == NOON + timedelta(seconds=10)
    clock.rewind()
    assert clock.now() == NOON + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("change", "was_set"),
    [
        (lambda clock: clock.advance(5), False),
        (lambda clock: clock.set("real"), False),
        (lambda clock: clock.set(), False),
        (lambda clock: clock.set("frozen"), True),
        (lambda clock: clock.set("real", NOON), True),
        (lambda clock: clock.set(now=NOON), True),
        (lambda clock: (clock.set("frozen"), clock.set("real")), True),
        (lambda clock: (clock.set(now=NOON), clock.rewind()), True),
    ],
)
def test_a_clock_was_set_if_somebody_put_it_somewhere_or_stopped_it(clock: Clock, change: Callable[[Clock], Any], was_set: bool) -> None:
    assert not clock.was_set
    change(clock)
    assert clock.was_set is was_set
