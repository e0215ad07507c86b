"""Whether OvationCXM slows down as its customers and issues grow, and whether routing does as operations do; in one process, in turn."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from starlette.applications import Starlette

from sandbox.app import create_app
from sandbox.routing import Routes
from sandbox.session import DEFAULT
from sandbox.testing.transport import finish
from sandbox.vendors.ovationcxm import vendor
from sandbox.vendors.ovationcxm.manifest import STANDARD
from sandbox.vendors.ovationcxm.signature import sign
from sandbox.vendors.ovationcxm.state import Customer, CustomerUser, Issue, Location, Ovationcxm
from traffic import BenchmarkError

SIZES = ((100, 500), (10_000, 50_000))
"""Customers and issues."""
ISSUE = "00000000-0000-4000-8000-{:012x}"
REQUESTS = {
    "get a customer by id": ("GET", "/api/v3/customers/get/C00050"),
    "get an issue by id": ("GET", f"/api/v3/issues/get/{ISSUE.format(77)}"),
    "look a customer up by e-mail": ("GET", "/api/v3/customers/lookupByEmail?customerUserEmail=user50%40bench.example"),
    "first page of the customers": ("GET", "/api/v3/customers/get?limit=10"),
    "first page of the issues": ("GET", "/api/v3/issues/get?limit=10"),
    "add a note to an issue": ("POST", f"/api/v3/issues/log/put/{ISSUE.format(78)}?notes=seen"),
}
FEW = 10
"""Operations that the full table is held against."""
_CALLS = 200


@dataclass(frozen=True)
class Signed:
    """Microseconds of a request by its name and by size; of finding an operation among few, and among all."""

    requests: dict[str, list[float]]
    routing: tuple[float, float]
    operations: int


def measure(rounds: int) -> Signed:
    """Measure every request at every size in every round."""
    apps = [crowded(*size) for size in SIZES]
    every: dict[str, list[list[float]]] = {name: [[] for _ in apps] for name in REQUESTS}
    for _ in range(rounds * 10):
        for name, (method, target) in REQUESTS.items():
            for place, app in enumerate(apps):
                every[name][place].append(_timed(caller(app, method, target)))
    paths = [operation.path.replace("{", "").replace("}", "") for operation in vendor.operations]
    few, full = Routes(vendor.operations[:FEW]), Routes(vendor.operations)
    pairs = [(_find(few, paths[:FEW]), _find(full, paths)) for _ in range(rounds * 10)]
    return Signed(
        {name: [median(times) for times in sizes] for name, sizes in every.items()},
        (median(one for one, _ in pairs), median(other for _, other in pairs)),
        len(vendor.operations),
    )


def crowded(customers: int, issues: int) -> Starlette:
    """Return a server whose default session has so many customers, each with a location and a user, and issues."""
    app = create_app()
    seat = app.state.sessions.get(DEFAULT).seat(vendor)
    org_id = STANDARD[0]
    team_id = seat.state.orgs[org_id].default_org_team_id
    now = datetime.now(UTC)
    state = Ovationcxm(orgs=seat.state.orgs, keys=seat.state.keys, teams=seat.state.teams, org_users=seat.state.org_users)
    for number in range(customers):
        id = f"C{number:05}"
        state.customers[id] = Customer(id, org_id, now, name=f"Customer {number}", external_id=f"EXT-{number}")
        state.locations[f"{id}-LLL"] = Location(f"{id}-LLL", id, site_name=f"Site {number}", org_team_ids=[team_id])
        state.users[f"{id}-UUU"] = CustomerUser(
            f"{id}-UUU", id, "User", str(number), f"user{number}@bench.example", customer_location_id=f"{id}-LLL"
        )
    for number in range(issues):
        customer = f"C{number % customers:05}"
        id = ISSUE.format(number)
        state.issues[id] = Issue(
            id, "ABCDEF", customer, f"{customer}-LLL", f"{customer}-UUU", now, now, team_id, external_id=f"CASE-{number}"
        )
    seat.state = state
    return app


def caller(app: Starlette, method: str, target: str) -> Callable[[], None]:
    """Return what makes a signed request, after one that shows that it succeeds."""
    _, token, secret = STANDARD
    date = datetime.now(UTC).isoformat(timespec="milliseconds")
    path, _, query = target.partition("?")
    headers = {"host": "api.sandbox.goboomtown.com", "x-boomtown-token": token, "x-boomtown-date": date}
    headers["x-boomtown-signature"] = sign(secret, target, date)
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        statuses.append(message.get("status", 200))

    def call() -> None:
        scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": raw}
        finish(app(scope, receive, send))

    call()
    if set(statuses) != {200}:
        raise BenchmarkError(f"{method} {target} was answered {statuses[0]}")
    return call


def _timed(call: Callable[[], None]) -> float:
    """Return the microseconds of one call."""
    before = time.perf_counter()
    for _ in range(_CALLS):
        call()
    return (time.perf_counter() - before) * 1e6 / _CALLS


def _find(routes: Routes, paths: Sequence[str]) -> float:
    """Return the microseconds of finding an operation, on average over the paths."""
    before = time.perf_counter()
    for _ in range(20):
        for path in paths:
            routes.find("GET", path)
    return (time.perf_counter() - before) * 1e6 / (20 * len(paths))
