"""A session's calls: one queue for each receiver, further attempts by the session's clock, and every attempt in the journal."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.errands import LONGEST_WAIT
from sandbox.outbound.client import call
from sandbox.outbound.hosts import receiver
from sandbox.outgoing import Received

if TYPE_CHECKING:
    from sandbox.clock import Clock
    from sandbox.journal import Exchange, Journal
    from sandbox.manifest import Manifest
    from sandbox.outbound.home import Home
    from sandbox.outgoing import Outbound

AT_ONCE = 8
"""Receivers of one session that are called at the same time."""
MOST_WAITING = 1_000
"""Calls of one session that may wait for their turn."""


_HOPELESS = ("no-address", "refused-host")
"""Failures after which no further attempt is made."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A call on its way."""

    manifest: Manifest
    """Of the vendor that calls."""
    outbound: Outbound
    due: datetime
    attempt: int = 1

    @property
    def name(self) -> str:
        """Full id of the operation."""
        return f"{self.manifest.name}.{self.outbound.operation}"

    def again(self) -> Delivery | None:
        """Return the next attempt, if there shall be one. Its time counts from when this one was due."""
        if self.attempt > len(self.outbound.retries):
            return None
        return replace(self, due=self.due + timedelta(seconds=self.outbound.retries[self.attempt - 1]), attempt=self.attempt + 1)


class Post:
    """Makes the calls of one session, and none after it has ended. It knows clock and journal, and nothing of states.

    First attempts at one receiver (scheme, host and port) are made one after another, in order. All of it runs on one event loop:
    the server's, or one that a client in the same process lends for the moment.
    """

    def __init__(self, clock: Clock, journal: Journal, hosts: Collection[str], home: Home) -> None:
        self._clock = clock
        self._journal = journal
        self._hosts = hosts
        self._home = home
        self._lanes: dict[str, deque[Delivery]] = {}
        """What waits, by receiver."""
        self._workers: dict[str, asyncio.Task[None]] = {}
        """Who delivers, by receiver."""
        self._later: list[Delivery] = []
        """Further attempts, soonest first."""
        self._retrying: asyncio.Task[list[str]] | None = None
        self._asked: set[asyncio.Task[Received]] = set()
        """Calls for which somebody waits who hears nothing once the session has ended."""
        self._timer: asyncio.TimerHandle | None = None
        self.has_ended = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is to be done now."""
        return not self._lanes and not self._due()

    def put(self, manifest: Manifest, outbound: Outbound) -> None:
        """Put a call into the queue of its receiver."""
        delivery = Delivery(manifest, outbound, self._clock.now())
        if sum(map(len, self._lanes.values())) >= MOST_WAITING:
            self._log(delivery, Received(failure="queue-full"))
            return
        self._lanes.setdefault(receiver(outbound.url), deque()).append(delivery)

    def start(self) -> None:
        """Begin what is to be done now, on the running event loop, and come back for the rest."""
        loop = asyncio.get_running_loop()
        for name, lane in self._lanes.items():
            if name not in self._workers and len(self._workers) < AT_ONCE:
                self._workers[name] = loop.create_task(self._work(name, lane))
        if self._due() and self._retrying is None:
            self._retrying = loop.create_task(self._retry())
            self._retrying.add_done_callback(self._retried)
        self._set_timer(loop)

    async def catch_up(self) -> list[str]:
        """Make the further attempts that are due by now; returns their operations, in order of time."""
        self.start()
        retrying = self._retrying
        if retrying is None:
            return []
        await asyncio.wait([retrying])
        return [] if retrying.cancelled() else retrying.result()

    async def finish(self) -> list[str]:
        """Do all that is to be done now, to its end; returns the operations of the further attempts."""
        names = await self.catch_up()
        while tasks := [*self._workers.values(), *([self._retrying] if self._retrying else ())]:
            await asyncio.wait(tasks)
        self._stop_timer()
        return names

    async def ask(
        self, manifest: Manifest, outbound: Outbound, attempt: int = 1, *, even_late: bool = False
    ) -> tuple[Received, Exchange | None]:
        """Make a call at once and once; returns what came of it, and what the journal keeps, unless the session has ended meanwhile.

        It ends with the session, unless it is to be heard `even_late`.
        """
        at = self._clock.now()
        task = asyncio.create_task(self._call(manifest, outbound))
        if not even_late:
            self._asked.add(task)
            task.add_done_callback(self._asked.discard)
        try:
            received = await task
        except asyncio.CancelledError:
            if not self.has_ended:
                raise
            return Received(), None
        exchange = None if self.has_ended else self._journal.record_outbound(at, manifest, outbound, received, attempt)
        return received, exchange

    def end(self) -> None:
        """Break off everything."""
        self.has_ended = True
        for task in (*self._workers.values(), *self._asked, *([self._retrying] if self._retrying else ())):
            with suppress(RuntimeError):  # Of an event loop that is closed, nothing is left to break off.
                task.cancel()
        self._lanes.clear()
        self._later.clear()
        self._stop_timer()

    # --- Work ---

    async def _work(self, name: str, lane: deque[Delivery]) -> None:
        """Deliver what waits for one receiver, then let another one have its turn."""
        try:
            while lane:
                await self._attempt(lane[0])
                lane.popleft()
        finally:
            self._lanes.pop(name, None)
            self._workers.pop(name, None)
        self.start()

    async def _retry(self) -> list[str]:
        """Make the further attempts that are due, and those that fall due meanwhile."""
        names = []
        while self._due():
            delivery = self._later.pop(0)
            names.append(delivery.name)
            await self._attempt(delivery)
        return names

    def _retried(self, task: asyncio.Task[list[str]]) -> None:
        self._retrying = None
        # An event loop that ends cancels its tasks, and takes no new ones.
        if not task.cancelled():
            self.start()

    async def _attempt(self, delivery: Delivery) -> None:
        received = await self._call(delivery.manifest, delivery.outbound)
        self._log(delivery, received)
        if not received.ok and received.failure not in _HOPELESS and (again := delivery.again()):
            self._later.append(again)
            self._later.sort(key=lambda other: other.due)
            self.start()

    async def _call(self, manifest: Manifest, outbound: Outbound) -> Received:
        """Make a call: to the vendor's own address in this session without a socket, to any other over the network."""
        at_home = outbound.url.startswith("/")
        received = await (self._home.call(manifest, outbound) if at_home else call(outbound, self._hosts))
        return replace(received, passed=received.seconds if self._clock.mode == "real" else 0.0)

    def _log(self, delivery: Delivery, received: Received) -> None:
        self._journal.record_outbound(self._clock.now(), delivery.manifest, delivery.outbound, received, delivery.attempt)

    # --- Time ---

    def _due(self) -> bool:
        return bool(self._later) and self._later[0].due <= self._clock.now()

    def _set_timer(self, loop: asyncio.AbstractEventLoop) -> None:
        """Come back when the next attempt is due by a clock that runs; a stopped one is moved by hand."""
        self._stop_timer()
        if self._later and not self._retrying and self._clock.mode == "real":
            left = (self._later[0].due - self._clock.now()).total_seconds()
            self._timer = loop.call_later(min(max(left, 0.0) + 0.001, LONGEST_WAIT), self._wake)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wake(self) -> None:
        self._timer = None
        self.start()
