"""Puts the figures into Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import load
from cold import Cold
from load import Speed
from memory import Memory
from scale import CONCURRENCY, Scale
from servers import BARE, OURS, SERVERS, USUAL, Weight
from signed import FEW, SIZES, Signed
from targets import Target
from throughput import CONCURRENCIES
from traffic import Kind

LABELS = {OURS: "ours", BARE: "(a) bare", USUAL: "(b) usual"}

INTRODUCTION = """# Benchmark

Three servers on one machine, in one run, each a single process:

* **ours**: `python -m sandbox start`, as a user starts it; journal, sessions and evidence headers are on.
* **(a) bare**: a Starlette app without middleware that gives the same answers as constants, on uvicorn with uvloop and
  httptools, no access log. It reads, checks and stores nothing: the floor.
* **(b) usual**: the same three operations with `await request.json()`, pydantic, a dict, `JSONResponse` and one
  `BaseHTTPMiddleware`, on uvicorn's defaults (access log on, here into a file).

Three requests with a bearer token and a JSON body. Of MXO: **activity** is a validated write, **structure** a read of a
customer. Of NICE CXone, in the requests per second alone: **business data** is a validated write that answers 204 without a
body; its token is a JWT, which (b) just compares. The load comes from wrk, a process of its own. Before measuring, the
answers are compared: (a) must give the same bytes as ours, (b) the same status and JSON. One failed request stops the
benchmark. Absolute figures drift from machine to machine and from run to run; the ratios hold better."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; the first column is text, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cold_section(cold: dict[str, Cold], starts: int) -> str:
    """Show the start of each server."""
    rows = []
    for name, one in cold.items():
        health, activity = one.health / cold[BARE].health, one.activity / cold[BARE].activity
        rows.append([LABELS[name], f"{one.health:.3f}", f"{health:.2f}", f"{one.activity:.3f}", f"{activity:.2f}"])
    text = f"## Cold start\n\nSeconds from making the process, median of {starts} starts in turn."
    return f"{text}\n\n{table(['server', 'to the first 200', 'x bare', 'to the first activity', 'x bare'], rows)}"


def speed_section(speeds: dict[tuple[str, int, str], Speed], kinds: Sequence[Kind], rounds: int, seconds: int) -> str:
    """Show the requests per second of each server, one table for each kind of request."""
    text = f"Median of {rounds} rounds of {seconds} s, the servers in turn, a new process for each; p50 and p99 in milliseconds."
    parts = [f"## Requests per second\n\n{text}"]
    for kind in kinds:
        rows = []
        for connections in CONCURRENCIES:
            bare, usual = speeds[kind.name, connections, BARE], speeds[kind.name, connections, USUAL]
            for name in SERVERS:
                one = speeds[kind.name, connections, name]
                speed = [f"{one.per_second:,.0f}", _percent(one, bare), f"{one.per_second / usual.per_second:.1f}"]
                delay = [f"{one.p50:.2f}", f"{one.p99:.2f}", f"{one.p99 / bare.p99:.1f}"]
                rows.append([LABELS[name], str(connections), *speed, *delay])
        head = ["server", "connections", "requests/s", "of bare", "x usual", "p50", "p99", "p99 x bare"]
        parts.append(f"### {kind.name} ({kind.method}, {len(kind.body)} bytes)\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def memory_section(memory: dict[str, Memory], requests: int) -> str:
    """Show the memory of each server."""
    rows = []
    for name, one in memory.items():
        growth = [f"{one.reads.rss - one.idle.rss:+.1f}", f"{one.writes.rss - one.idle.rss:+.1f}"]
        rows.append([LABELS[name], *map(_weight, (one.idle, one.reads, one.writes)), *growth])
    text = (
        f"RSS (PSS) in MB: after the first answer; then after {requests:,} reads, which fill the journal; "
        f"then after {requests:,} writes, which are stored as well."
    )
    return f"## Memory\n\n{text}\n\n{table(['server', 'idle', 'after reads', 'after writes', 'reads - idle', 'writes - idle'], rows)}"


def scale_section(scale: Scale, rounds: int, seconds: int) -> str:
    """Show ours with more and more state."""
    rows = []
    smallest: dict[tuple[str, str], Speed] = {}
    for (many, kind, size), one in sorted(scale.speeds.items()):
        first = smallest.setdefault((many, kind), one)
        rows.append([many, f"{size:,}", kind, f"{one.per_second:,.0f}", _percent(one, first), f"{one.p50:.2f}", f"{one.p99:.2f}"])
    head = ["many", "how many", "request", "requests/s", "of the smallest", "p50", "p99"]
    text = (
        f"At {CONCURRENCY} connections, the load walking over all of them; "
        f"median of {rounds} rounds of {seconds} s, a new process for each size."
    )
    one_session = (
        f"One session among many costs {scale.session.milliseconds:.2f} ms to make (over HTTP), "
        f"{scale.session.untouched:.1f} KB while untouched, and {scale.session.touched:.1f} KB after one activity "
        "(its own copy of the vendor's state, and its journal)."
    )
    return f"## Scale (ours)\n\n{text}\n\n{table(head, rows)}\n\n{one_session}"


def signed_section(signed: Signed) -> str:
    """Show OvationCXM with more and more records and operations."""
    (customers, issues), (many_customers, many_issues) = SIZES
    rows = [[name, f"{few:.1f}", f"{many:.1f}", f"{many / few:.2f}"] for name, (few, many) in signed.requests.items()]
    head = ["request", f"{customers:,} customers, {issues:,} issues", f"{many_customers:,} customers, {many_issues:,} issues", "x"]
    text = "Microseconds of a signed request within the process, the sizes in turn; median of the rounds."
    few, full = signed.routing
    routing = f"Finding an operation takes {few:.2f} microseconds among {FEW}, {full:.2f} among all {signed.operations}."
    return f"## OvationCXM\n\n{text}\n\n{table(head, rows)}\n\n{routing}"


def targets_section(targets: Sequence[Target]) -> str:
    """Show each target beside its figure."""
    rows = []
    for one in targets:
        limit = f"{'at least' if one.at_least else 'at most'} {one.limit:g} {one.unit}"
        rows.append([one.name, limit, f"{one.figure:.2f} {one.unit}", "pass" if one.met else "**miss**"])
    met = sum(one.met for one in targets)
    return f"## Targets\n\n{met} of {len(targets)} are met.\n\n{table(['target', 'limit', 'figure', 'verdict'], rows)}"


def machine_section(cores: tuple[int, int] | None) -> str:
    """Say on what, when and how the figures were measured."""
    place = "one core for the server, another for the load" if cores else "not bound to cores"
    packages = ", ".join(f"{name} {version(name)}" for name in ("starlette", "uvicorn", "uvloop", "httptools", "pydantic"))
    return "\n".join(
        [
            "## Machine\n",
            f"* {_processor()}, {os.cpu_count()} cores; {place}",
            f"* {platform.system()} {platform.release()}, {platform.python_implementation()} {platform.python_version()}",
            f"* {packages}, {load.version()}",
            f"* {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            "* to repeat: `make bench` (needs wrk), or `make bench ARGS=--quick` for a first look",
        ]
    )


def _percent(one: Speed, other: Speed) -> str:
    return f"{100 * one.per_second / other.per_second:.0f} %"


def _weight(weight: Weight) -> str:
    return f"{weight.rss:.1f}" if weight.pss is None else f"{weight.rss:.1f} ({weight.pss:.1f})"


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
