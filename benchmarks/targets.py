"""What the figures should be, and whether they are."""

from dataclasses import dataclass

from cold import Cold
from load import Speed
from memory import Memory
from scale import Scale
from servers import BARE, OURS, USUAL
from signed import Signed


@dataclass(frozen=True)
class Target:
    """One figure with its limit, both in `unit` ("x" is a ratio); it is met when the figure is not beyond the limit."""

    name: str
    figure: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Tell whether the figure keeps to the limit."""
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit


def cold_targets(cold: dict[str, Cold]) -> list[Target]:
    """Judge the start."""
    ours = cold[OURS]
    return [
        Target("cold start to the first 200", ours.health, 0.40, "s"),
        Target("cold start against (a) bare", ours.health / cold[BARE].health, 2, "x"),
        Target("cold start to the first answer of a vendor", ours.activity, 0.7, "s"),
    ]


def speed_targets(speeds: dict[tuple[str, int, str], Speed]) -> list[Target]:
    """Judge the activity at 16 connections."""
    ours, bare, usual = (speeds["activity", 16, name] for name in (OURS, BARE, USUAL))
    return [
        Target("activity at 16, against (a) bare", 100 * ours.per_second / bare.per_second, 55, "%", at_least=True),
        Target("activity at 16, against (b) usual", ours.per_second / usual.per_second, 4, "x", at_least=True),
        Target("activity at 16, p99 against (a) bare", ours.p99 / bare.p99, 3, "x"),
    ]


def memory_targets(memory: dict[str, Memory]) -> list[Target]:
    """Judge the memory: the growth counts from idle, and that by writes includes what they stored."""
    ours = memory[OURS]
    return [
        Target("memory when idle (RSS)", ours.idle.rss, 60, "MB"),
        Target("growth by the reads", ours.reads.rss - ours.idle.rss, 40, "MB"),
        Target("growth by the reads and the writes", ours.writes.rss - ours.idle.rss, 40, "MB"),
    ]


def scale_targets(scale: Scale) -> list[Target]:
    """Judge the slowest of the larger sizes against the smallest, and the cost of a session."""
    return [
        *(
            Target(f"{kind} with many {many}, against few", 100 * slowest(scale, many, kind), 85, "%", at_least=True)
            for many, kind in pairs(scale)
        ),
        Target("memory of an untouched session", scale.session.untouched, 5, "KB"),
        Target("making a session", scale.session.milliseconds, 1, "ms"),
    ]


def pairs(scale: Scale) -> list[tuple[str, str]]:
    """List what there is many of with each kind of request, in the order of measuring."""
    return list(dict.fromkeys((many, kind) for many, kind, _ in scale.speeds))


def slowest(scale: Scale, many: str, kind: str) -> float:
    """Give the smallest ratio of a size's requests per second to the smallest size's."""
    speeds = {size: speed.per_second for (thing, sort, size), speed in scale.speeds.items() if (thing, sort) == (many, kind)}
    return min(speeds.values()) / speeds[min(speeds)]


def signed_targets(signed: Signed) -> list[Target]:
    """Judge the growth of OvationCXM's requests, and of routing."""
    few, full = signed.routing
    return [
        *(Target(f"to {name}, with many, against few", many / few, 1.15, "x") for name, (few, many) in signed.requests.items()),
        Target("finding an operation among all, against few", full / few, 1.25, "x"),
    ]
