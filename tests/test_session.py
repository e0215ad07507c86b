"""Sessions: what one user owns, and the only door to state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import ValidationError

from sandbox.fixtures import FixtureError
from sandbox.installed import Installed
from sandbox.session import DEFAULT, Session, SessionError, Sessions
from sandbox.settings import Settings
from sandbox.vendor import Due, Manifest, Reply, State, Variants, Vendor, VendorError, why

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Remembered(State):
    """What a small vendor remembers."""

    done: list[str] = []
    issued_to: str | None = None

    def issue(self, session: str) -> None:
        self.issued_to = session


class Switches(Variants):
    """What can be switched."""

    taste: Annotated[Literal["sweet", "sour"], why("How it tastes.", "Most like it sweet.")] = "sweet"


def do(state: Remembered, detail: Mapping[str, str]) -> None:
    """Do something that was due; `then` makes it plan something more, a second later than itself."""
    state.done.append(detail["name"])
    if "then" in detail:
        state.plan(Due(at=NOON + timedelta(seconds=float(detail["then"])), action="do", detail={"name": f"{detail['name']}+"}))


def small(name: str) -> Vendor[Remembered, Switches]:
    """Return a vendor without operations."""
    return Vendor(
        manifest=Manifest(name, name.title(), "1", (), (), lambda _: {}),
        state=Remembered,
        variants=Switches,
        rules=(),
        operations=(),
        error_body=lambda _call, error: Reply(error.status),
        invalid=lambda _call, _problem: VendorError(None, 400),
        unknown_path=lambda _call: VendorError(None, 404),
        wrong_method=lambda _call, _methods: VendorError(None, 405),
        actions={"do": do},
    )


A, B = small("aa"), small("bb")


def sessions(**settings: Any) -> Sessions:
    """Return the sessions of a server of the two small vendors."""
    return Sessions(Settings(**settings), {"aa": Installed(A.manifest, lambda: A), "bb": Installed(B.manifest, lambda: B)})


@pytest.fixture
def session() -> Session:
    """A session of its own, frozen at noon."""
    found = sessions().get("s")
    found.clock.set("frozen", NOON)
    return found


def plan(session: Session, vendor: Vendor[Any, Any], name: str, seconds: float, **detail: str) -> None:
    """Put something on a vendor's agenda."""
    due = Due(at=NOON + timedelta(seconds=seconds), action="do", detail={"name": name, **detail})
    session.seat(vendor).state.plan(due)


def names(every: Sessions) -> list[str]:
    """Return the names of the sessions, in order of making."""
    return [session.name for session in every]


# --- Sessions -------------------------------------------------------------------------------------------------------


def test_a_server_starts_with_the_default_session() -> None:
    assert names(sessions()) == [DEFAULT] == ["default"]


@pytest.mark.parametrize("name", ["a", "A.b-c_9", "..", "x" * 64, "-"])
def test_a_session_is_made_when_its_name_is_first_used_and_found_again(name: str) -> None:
    every = sessions()
    assert name not in every
    made = every.get(name)
    assert every.get(name) is made
    assert names(every) == [DEFAULT, name]


@pytest.mark.parametrize("name", ["", "x" * 65, "a b", "a/b", "ä", "a~b", "a\n", "a%20"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    every = sessions()
    with pytest.raises(SessionError, match="is no session name: 1 to 64 of A-Z a-z 0-9") as refused:
        every.get(name)
    assert refused.value.status == 400
    assert names(every) == [DEFAULT]


def test_a_name_is_compared_with_its_case() -> None:
    every = sessions()
    assert every.get("a") is not every.get("A")


def test_a_session_that_exists_is_not_made_again() -> None:
    every = sessions()
    made = every.create("a")
    with pytest.raises(SessionError, match="session 'a' exists") as refused:
        every.create("a")
    assert refused.value.status == 409
    assert every.get("a") is made


def test_no_more_sessions_are_made_than_allowed_the_default_one_counted() -> None:
    every = sessions(max_sessions=3)
    every.get("a")
    every.get("b")
    with pytest.raises(SessionError, match="there are 3 sessions, and no more are allowed: delete some") as refused:
        every.get("c")
    assert refused.value.status == 503
    every.delete("a")
    every.get("c")
    assert names(every) == [DEFAULT, "b", "c"]


def test_the_deleted_default_session_is_made_anew_and_a_deleted_nobody_is_passed_over() -> None:
    every = sessions()
    before = every.get(DEFAULT)
    every.delete(DEFAULT)
    every.delete("nobody")
    assert every.get(DEFAULT) is not before


def test_a_session_starts_with_the_servers_settings() -> None:
    start = sessions(fixture="busy", seed=7, variants={"aa.taste": "sour"}).get("a").start
    assert (start.fixture, start.seed, start.variants) == ("busy", 7, {"aa.taste": "sour"})


def test_what_a_session_is_given_goes_before_the_servers_settings() -> None:
    every = sessions(fixture="busy", seed=7, variants={"aa.taste": "sour", "bb.taste": "sour"})
    start = every.create("a", fixture="empty", seed=0, variants={"aa.taste": "sweet"}).start
    assert (start.fixture, start.seed, start.variants) == ("empty", 0, {"aa.taste": "sweet", "bb.taste": "sour"})
    assert every.get("b").start.seed == 7


def test_an_unknown_fixture_is_refused_and_no_session_made() -> None:
    every = sessions()
    with pytest.raises(FixtureError, match="no fixture 'nosuch'"):
        every.create("a", fixture="nosuch")
    assert names(every) == [DEFAULT]


def test_the_folder_of_a_fixture_needs_a_name(tmp_path: Path) -> None:
    every = sessions()
    with pytest.raises(FixtureError):
        every.create("a", fixture="")
    assert every.create("b", fixture=str(tmp_path)).start.fixture == str(tmp_path)


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ({"zz.taste": "sour"}, "no vendor has the variant 'zz.taste'"),
        ({"taste": "sour"}, "no vendor has the variant 'taste'"),
        ({"aa": "sour"}, "no vendor has the variant 'aa'"),
        ({"aa.": "sour"}, "aa.: Extra inputs are not permitted"),
        ({"aa.smell": "sour"}, "aa.smell: Extra inputs are not permitted"),
        ({"aa.taste": "bitter"}, "aa.taste: Input should be 'sweet' or 'sour'"),
        ({"aa.taste": None}, "aa.taste: Input should be 'sweet' or 'sour'"),
        ({"aa.taste": "sour", "bb.taste": "bitter"}, "bb.taste: Input should be 'sweet' or 'sour'"),
    ],
)
def test_unknown_vendors_variants_and_options_are_refused_and_no_session_made(variants: dict[str, str], message: str) -> None:
    every = sessions()
    with pytest.raises(SessionError) as refused:
        every.create("a", variants=variants)
    assert (refused.value.status, str(refused.value)) == (400, message)
    assert names(every) == [DEFAULT]


# --- One session ----------------------------------------------------------------------------------------------------


def test_a_vendor_takes_its_seat_on_first_use_and_keeps_it(session: Session) -> None:
    assert session.seats == {}
    seat = session.seat(A)
    assert session.seat(A) is seat
    assert list(session.seats) == ["aa"]


def test_credentials_are_issued_to_every_session_but_the_default_one() -> None:
    every = sessions()
    assert every.get("a").seat(A).state.issued_to == "a"
    assert every.get(DEFAULT).seat(A).state.issued_to is None


def test_sessions_of_one_seed_draw_the_same_values_and_vendors_draw_different_ones() -> None:
    every = sessions(seed=5)
    first = every.get("a").seat(A).chance.uuid()
    assert every.get("b").seat(A).chance.uuid() == first
    assert every.get("b").seat(B).chance.uuid() != first
    assert every.create("c", seed=6).seat(A).chance.uuid() != first


def test_a_session_begins_with_the_whole_second_of_its_first_use(session: Session) -> None:
    session.clock.set("frozen", NOON + timedelta(milliseconds=999))
    assert session.began == NOON
    session.clock.advance(10)
    assert session.began == NOON


def test_variants_are_switched_or_nothing_is(session: Session) -> None:
    seat = session.seat(A)
    seat.switch({"aa.taste": "sour", "bb.taste": "ignored here"})
    assert seat.variants.taste == "sour"
    with pytest.raises(ValidationError):
        seat.switch({"aa.taste": "bitter"})
    assert seat.variants.taste == "sour"


def test_a_reset_goes_back_to_the_start(session: Session) -> None:
    seat = session.seat(A)
    first = seat.chance.uuid()
    seat.switch({"aa.taste": "sour"})
    seat.state.done.append("x")
    seat.answered["aa.rule"] = 1
    assert session.began == NOON
    session.clock.advance(100)
    session.reset()
    again = session.seat(A)
    assert (again.variants.taste, again.state.done, again.answered) == ("sweet", [], {})
    assert again.chance.uuid() == first
    assert (session.clock.now(), session.began, session.exchanges) == (NOON, NOON, 0)


def test_a_reset_keeps_the_variants_that_the_session_was_made_with() -> None:
    session = sessions().create("a", variants={"aa.taste": "sour"})
    session.seat(A).switch({"aa.taste": "sweet"})
    session.reset()
    assert session.seat(A).variants.taste == "sour"


# --- The agenda -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "ran"), [(4.999, []), (5, ["aa.do"]), (5.001, ["aa.do"])])
def test_what_is_due_happens_when_its_moment_has_come(session: Session, seconds: float, ran: list[str]) -> None:
    plan(session, A, "x", 5)
    assert session.advance(seconds) == ran
    assert session.seat(A).state.done == ["x"] * len(ran)
    assert len(session.seat(A).state.agenda) == 1 - len(ran)


def test_an_advance_runs_what_is_due_in_order_of_time_over_all_vendors(session: Session) -> None:
    session.seat(A)
    plan(session, B, "first", 1)
    plan(session, A, "third", 3)
    plan(session, B, "fourth", 4)
    plan(session, A, "second", 2)
    plan(session, A, "later", 11)
    assert session.advance(10) == ["bb.do", "aa.do", "aa.do", "bb.do"]
    assert session.seat(A).state.done == ["second", "third"]
    assert session.seat(B).state.done == ["first", "fourth"]
    assert session.clock.now() == NOON + timedelta(seconds=10)


def test_what_is_due_at_the_same_time_happens_in_the_order_of_planning(session: Session) -> None:
    for name in ("x", "y", "z"):
        plan(session, A, name, 5)
    session.advance(5)
    assert session.seat(A).state.done == ["x", "y", "z"]


def test_what_is_planned_on_the_way_happens_in_its_turn_too(session: Session) -> None:
    plan(session, B, "y", 3)
    plan(session, A, "x", 1, then="2")
    assert session.advance(5) == ["aa.do", "aa.do", "bb.do"]
    assert session.seat(A).state.done == ["x", "x+"]


def test_nothing_happens_twice(session: Session) -> None:
    plan(session, A, "x", 1)
    session.advance(1)
    assert session.advance(1) == []
    assert session.seat(A).state.done == ["x"]
