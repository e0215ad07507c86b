"""Sessions: what one user owns, and the only door to state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox import fixtures
from sandbox.chance import Chance
from sandbox.clock import Clock
from sandbox.journal import Journal

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from sandbox.installed import Installed
    from sandbox.outbound.post import Post
    from sandbox.outgoing import Outbound
    from sandbox.settings import Settings
    from sandbox.vendor import Vendor

DEFAULT = "default"
"""The session of everybody who names none."""

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


class SessionError(Exception):
    """A session that cannot be made. `status` is the control plane's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Start:
    """What a session starts with, and is reset to."""

    fixture: str
    seed: int
    variants: Mapping[str, str] = field(default_factory=dict)
    """Switched variants by full name: `mxo.code-validation`."""


class Seat:
    """One vendor's part of a session: its state, its switched variants, its source of chance, its tally of rules."""

    __slots__ = ("answered", "chance", "clock", "outbox", "session", "signing_key", "state", "variants", "vendor")

    def __init__(
        self, vendor: Vendor[Any, Any], session: str, start: Start, began: datetime, clock: Clock, signing_key: bytes | None = None
    ) -> None:
        name = vendor.manifest.name
        self.vendor = vendor
        self.session = session
        self.clock = clock
        self.signing_key = signing_key
        self.chance = Chance(f"{start.seed}/{name}")
        self.variants: Any = vendor.variants.model_validate(_of(name, start.variants))
        self.state: Any = fixtures.build(vendor, start.fixture, began)
        if session != DEFAULT:
            self.state.issue(session)
        self.answered: dict[str, int] = {}
        """How often each rule shaped an answer."""
        self.outbox: list[Outbound] = []
        """Calls to make once the answer has gone out."""

    def settle(self, now: datetime) -> list[str]:
        """Do what has fallen due by `now`, in order, and say what."""
        done = []
        agenda = self.state.agenda
        while agenda and agenda[0].at <= now:
            due = agenda.pop(0)
            self.outbox += self.vendor.actions[due.action](self.state, due.detail) or ()
            done.append(f"{self.vendor.manifest.name}.{due.action}")
        return done

    def switch(self, variants: Mapping[str, str]) -> None:
        """Switch variants, by full name. Raises pydantic's `ValidationError`, and changes nothing then."""
        wanted = _of(self.vendor.manifest.name, variants)
        self.variants = self.vendor.variants.model_validate({**self.variants.model_dump(by_alias=True, exclude_unset=True), **wanted})


class Session:
    """One user's sandbox. A vendor takes its seat when it is first used."""

    __slots__ = ("_began", "_journal", "_post", "_seats", "_settings", "clock", "header", "name", "start", "timer")

    def __init__(self, name: str, start: Start, settings: Settings) -> None:
        self.name = name
        self.start = start
        self.clock = Clock()
        self.header = (b"x-sandbox-session", name.encode())
        self._settings = settings
        self._began: datetime | None = None
        self._seats: dict[str, Seat] | None = None
        self._journal: Journal | None = None
        self._post: Post | None = None
        self.timer: TimerHandle | None = None
        """Comes back when something falls due."""

    @property
    def journal(self) -> Journal:
        """What the session's clients sent and got."""
        if self._journal is None:
            limits = self._settings
            self._journal = Journal(max_entries=limits.journal_entries, max_bytes=limits.journal_bytes, max_body=limits.journal_body)
        return self._journal

    @property
    def exchanges(self) -> int:
        """How many exchanges the journal holds."""
        return len(self._journal) if self._journal else 0

    @property
    def began(self) -> datetime:
        """The whole second in which the session was first used, or reset: what times in its fixture count from."""
        if self._began is None:
            self._began = self._second()
        return self._began

    def _second(self) -> datetime:
        return self.clock.now().replace(microsecond=0)

    @property
    def seats(self) -> Mapping[str, Seat]:
        """The vendors used so far."""
        return self._seats or {}

    def seat(self, vendor: Vendor[Any, Any]) -> Seat:
        """Return a vendor's part of the session, made from the fixture if this is its first use."""
        if self._seats is None:
            self._seats = {}
        seat = self._seats.get(vendor.manifest.name)
        if seat is None:
            seat = self._seats[vendor.manifest.name] = Seat(
                vendor, self.name, self.start, self.began, self.clock, self._settings.signing_key
            )
        return seat

    def end(self) -> None:
        """Forget everything, and break off what is under way."""
        self._seats = None
        self._journal = None
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if self._post is not None:
            self._post.end()
            self._post = None

    def reset(self) -> None:
        """Go back to the start: states, ids, variants and journal. The clock goes back to where it was last set."""
        self.end()
        self.clock.rewind()
        self._began = self._second()

    def advance(self, seconds: float) -> list[str]:
        """Move the clock on, and do what falls due on the way. Returns what was done, in order of time."""
        self.clock.advance(seconds)
        return self.settle()

    def settle(self) -> list[str]:
        """Do what has fallen due by now, for all vendors in order of time. Returns what was done."""
        now = self.clock.now()
        ran: list[str] = []
        while due := [seat for seat in self.seats.values() if seat.state.agenda and seat.state.agenda[0].at <= now]:
            soonest = min(due, key=lambda seat: seat.state.agenda[0].at)
            ran += soonest.settle(soonest.state.agenda[0].at)
        return ran

    # --- Calls that vendors make ---

    @property
    def post(self) -> Post:
        """Who makes the vendors' calls."""
        if self._post is None:
            from sandbox.outbound.home import Home
            from sandbox.outbound.post import Post

            self._post = Post(self.clock, self.journal, self._settings.outbound_hosts, Home(self))
        return self._post

    @property
    def has_post(self) -> bool:
        """Whether a call was ever to be made."""
        return self._post is not None

    @property
    def is_astir(self) -> bool:
        """Whether there may be errands: calls to make, or something that falls due."""
        if self._post is not None or self.timer is not None:
            return True
        for seat in self.seats.values():  # noqa: SIM110 - a generator would cost more than the rest, after each answer
            if seat.outbox or seat.state.agenda:
                return True
        return False


class Sessions:
    """Every session of a server, by name."""

    def __init__(self, settings: Settings, vendors: Mapping[str, Installed]) -> None:
        self._settings = settings
        self._vendors = vendors
        self._start = Start(settings.fixture, settings.seed, settings.variants)
        self._sessions: dict[str, Session] = {}
        self.get(DEFAULT)

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def __contains__(self, name: str) -> bool:
        return name in self._sessions

    def get(self, name: str) -> Session:
        """Return the session of that name, made on first use. Raises `SessionError`."""
        return self._sessions.get(name) or self.create(name)

    def create(
        self, name: str, *, fixture: str | None = None, seed: int | None = None, variants: Mapping[str, str] | None = None
    ) -> Session:
        """Make a session; what is not given is the server's. Raises `SessionError` (400, 409, 503) and `FixtureError`."""
        if not _NAME.fullmatch(name):
            raise SessionError(400, f"{name!r} is no session name: 1 to 64 of A-Z a-z 0-9 . _ -")
        if name in self._sessions:
            raise SessionError(409, f"session {name!r} exists")
        if len(self._sessions) >= self._settings.max_sessions:
            raise SessionError(503, f"there are {len(self._sessions)} sessions, and no more are allowed: delete some")
        start = self._start
        if fixture is not None:
            fixtures.folder(fixture)
            start = replace(start, fixture=fixture)
        if seed is not None:
            start = replace(start, seed=seed)
        if variants:
            self.check_variants(variants)
            start = replace(start, variants={**start.variants, **variants})
        session = self._sessions[name] = Session(name, start, self._settings)
        return session

    def delete(self, name: str) -> None:
        """Forget a session. The default session is made anew when it is next used."""
        if session := self._sessions.pop(name, None):
            session.end()

    def check_variants(self, variants: Mapping[str, Any]) -> None:
        """Refuse unknown vendors, variants and options. Raises `SessionError` (400)."""
        from pydantic import ValidationError

        for name in variants:
            vendor, dot, _ = name.partition(".")
            if not dot or vendor not in self._vendors:
                raise SessionError(400, f"no vendor has the variant {name!r}")
        for vendor in {name.partition(".")[0] for name in variants}:
            try:
                self._vendors[vendor].load().vendor.variants.model_validate(_of(vendor, variants))
            except ValidationError as refused:
                first = refused.errors(include_url=False)[0]
                raise SessionError(400, f"{vendor}.{first['loc'][0]}: {first['msg']}") from None


def _of(vendor: str, variants: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variants of one vendor, by their names without it."""
    return {name.removeprefix(f"{vendor}."): option for name, option in variants.items() if name.startswith(f"{vendor}.")}
