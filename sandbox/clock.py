"""A session's clock: real or frozen, and movable."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Literal

Mode = Literal["real", "frozen"]


class Clock:
    """Tells a session's time. `set` says where it stands; `advance` moves it on; `rewind` takes the advances back."""

    __slots__ = ("_advanced", "_frozen_at", "_offset", "was_set")

    def __init__(self) -> None:
        self._frozen_at: float | None = None
        self._offset = 0.0
        self._advanced = 0.0
        self.was_set = False
        """Whether somebody put the clock somewhere or stopped it; to move it on is not to set it."""

    @property
    def mode(self) -> Mode:
        """Whether time passes by itself."""
        return "real" if self._frozen_at is None else "frozen"

    def now(self) -> datetime:
        """Return the session's time: UTC, in whole milliseconds."""
        seconds = (time.time() + self._offset if self._frozen_at is None else self._frozen_at) + self._advanced
        return datetime.fromtimestamp(int(seconds * 1000) / 1000, UTC)

    def set(self, mode: Mode | None = None, now: datetime | None = None) -> None:
        """Put the clock to `now` (default: where it stands) and let it run or stop (default: as it does)."""
        self.was_set = self.was_set or now is not None or mode == "frozen"
        at = (now or self.now()).timestamp()
        mode = mode or self.mode
        self._advanced = 0.0
        self._frozen_at = at if mode == "frozen" else None
        self._offset = at - time.time() if mode == "real" else 0.0

    def advance(self, seconds: float) -> None:
        """Move the clock on. Raises `OverflowError` beyond the year 9999, and stays where it is then."""
        _ = self.now() + timedelta(seconds=seconds)
        self._advanced += seconds

    def rewind(self) -> None:
        """Take back every advance since the clock was last set."""
        self._advanced = 0.0
