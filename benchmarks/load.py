"""The load generator: wrk, in a process of its own, on the core that the servers leave free."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from traffic import HOST, BenchmarkError, Kind

WARM_UP_SECONDS = 1
_SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Speed:
    """Requests answered per second, and how long half of them and 99 of 100 took at most, in milliseconds."""

    per_second: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Walk:
    """What changes from request to request: `customer` and `session` are names in which @ is the turn's number; `turns` in all."""

    customer: str | None = None
    session: str | None = None
    turns: int = 1

    def body(self, kind: Kind) -> str:
        """Give the kind's body, with the walk's customer in place of its own."""
        return kind.body if self.customer is None else kind.body.replace(kind.key, self.customer)


def installed() -> bool:
    """Tell whether wrk is there."""
    return shutil.which("wrk") is not None


def version() -> str:
    """Give wrk's own words about its version."""
    words = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False).stdout.split()
    return " ".join(words[:2])


def run(port: int, kind: Kind, concurrency: int, seconds: int, walk: Walk | None = None) -> Speed:
    """Send requests for so many seconds over so many connections, after a short warm-up; any refusal or broken connection is an error."""
    walk = walk or Walk()
    _wrk(port, kind, concurrency, WARM_UP_SECONDS, walk)
    return _wrk(port, kind, concurrency, seconds, walk)


def middle(speeds: Sequence[Speed]) -> Speed:
    """Take the median of each figure."""
    return Speed(
        per_second=median(speed.per_second for speed in speeds),
        p50=median(speed.p50 for speed in speeds),
        p99=median(speed.p99 for speed in speeds),
    )


def _wrk(port: int, kind: Kind, concurrency: int, seconds: int, walk: Walk) -> Speed:
    command = ["wrk", "--threads", "1", "--connections", str(concurrency), "--duration", f"{seconds}s", "--timeout", "10s"]
    command += ["--script", str(_SCRIPT), f"http://{HOST}:{port}{kind.path}", "--", kind.method, walk.body(kind)]
    command += [walk.session or "-", str(walk.turns), *(f"{name}: {value}" for name, value in kind.headers.items())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 60)
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
    if done.returncode != 0 or not lines:
        raise BenchmarkError(f"wrk failed: {done.stdout}{done.stderr}")
    result = json.loads(lines[0].removeprefix("RESULT "))
    if result["failed"] or not result["requests"]:
        raise BenchmarkError(f"{result['failed']} of {result['requests']} requests of kind {kind.name} failed:\n{done.stdout}")
    return Speed(result["requests"] / result["duration"] * 1e6, result["p50"] / 1000, result["p99"] / 1000)
