"""Whether ours slows down as its state and its sessions grow, and what a session costs."""

import copy
import json
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

import load
from load import Speed, Walk
from servers import OURS, Running, Stage
from traffic import ACTIVITY, SPACE, STRUCTURE, BenchmarkError, Client

CUSTOMERS = (10, 1_000, 100_000)
SESSIONS = (1, 100, 5_000)
CONCURRENCY = 16

Case = tuple[str, str, int]
"""What there is many of (`customers` or `sessions`), kind of request, how many."""


@dataclass(frozen=True)
class SessionCost:
    """What one session costs: milliseconds to make it (over HTTP), kilobytes (1024 bytes) while untouched, and after one activity."""

    milliseconds: float
    untouched: float
    touched: float


@dataclass(frozen=True)
class Scale:
    """The speeds by case, and the cost of a session among the largest number of them."""

    speeds: dict[Case, Speed]
    session: SessionCost


def measure(stage: Stage, rounds: int, seconds: int) -> Scale:
    """Measure every size in every round, each on a new process."""
    every: dict[Case, list[Speed]] = {}
    costs: list[SessionCost] = []
    for _ in range(rounds):
        for count in CUSTOMERS:
            with stage.start(OURS) as server:
                put_customers(server, count)
                _load(every, server, "customers", Walk(customer="BENCH-@", turns=count), seconds)
        for count in SESSIONS:
            with stage.start(OURS) as server:
                cost = make_sessions(server, count)
                _load(every, server, "sessions", Walk(session="bench-@", turns=count), seconds)
            if count == SESSIONS[-1]:
                costs.append(cost)
    session = SessionCost(
        milliseconds=median(cost.milliseconds for cost in costs),
        untouched=median(cost.untouched for cost in costs),
        touched=median(cost.touched for cost in costs),
    )
    return Scale({case: load.middle(speeds) for case, speeds in every.items()}, session)


def _load(every: dict[Case, list[Speed]], server: Running, many: str, walk: Walk, seconds: int) -> None:
    for kind in (STRUCTURE, ACTIVITY):  # Reads first: the writes make the state grow.
        speed = load.run(server.port, kind, CONCURRENCY, seconds, walk)
        every.setdefault((many, kind.name, walk.turns), []).append(speed)


def put_customers(server: Running, count: int) -> None:
    """Add so many customers to the state of the default session, through the control plane."""
    with server.client() as client:
        client.send(ACTIVITY)
        state = json.loads(client.need("GET", "/_sandbox/state/mxo").body)
        changed = json.dumps(with_customers(state, count))
        client.need("PUT", "/_sandbox/state/mxo", changed, {"Content-Type": "application/json"})


def with_customers(state: dict[str, Any], count: int) -> dict[str, Any]:
    """Add customers BENCH-000001, BENCH-000002, … to the space, each in the form of the customer whom the read asks for."""
    customers = state["spaces"][SPACE]["customers"]
    pattern = next(customer for customer in customers.values() if customer.get("identifiers", {}).get("customerkey") == STRUCTURE.key)
    for number in range(1, count + 1):
        tid = f"be9c4000-0000-4000-8000-{number:012d}"
        customers[tid] = {**copy.deepcopy(pattern), "tids": [tid], "identifiers": {"customerkey": f"BENCH-{number:06d}"}}
    return state


def make_sessions(server: Running, count: int) -> SessionCost:
    """Make sessions bench-000001, bench-000002, …, then send one activity to each."""
    names = [f"bench-{number:06d}" for number in range(1, count + 1)]
    with server.client() as client:
        _make_session(client, "first")  # What the first session alone loads is no session's cost.
        client.send(ACTIVITY, "first")
        before = server.weigh().rss
        milliseconds = [_make_session(client, name) for name in names]
        untouched = server.weigh().rss
        for name in names:
            client.send(ACTIVITY, name)
        touched = server.weigh().rss
        _check_alive(client, names)
    return SessionCost(median(milliseconds), (untouched - before) * 1024 / count, (touched - before) * 1024 / count)


def _make_session(client: Client, name: str) -> float:
    body = json.dumps({"name": name})
    before = time.perf_counter()
    client.need("POST", "/_sandbox/sessions", body, {"Content-Type": "application/json"})
    return (time.perf_counter() - before) * 1000


def _check_alive(client: Client, names: list[str]) -> None:
    """Fail if a session was quietly dropped: its next request would make it anew, and the figures would mean something else."""
    listed = client.need("GET", "/_sandbox/sessions").body.decode()
    missing = [name for name in names if f'"{name}"' not in listed]
    if missing:
        raise BenchmarkError(f"{len(missing)} of {len(names)} sessions are gone, {missing[0]} first")
