"""Cold start: from making the process to its first answers."""

import time
from dataclasses import dataclass
from statistics import median

from servers import SERVERS, Stage
from traffic import ACTIVITY


@dataclass(frozen=True)
class Cold:
    """Seconds from making the process to the first 200 on its health address, and on to the first activity that is answered."""

    health: float
    activity: float


def start_once(stage: Stage, name: str) -> Cold:
    """Start a server, ask it for an activity, and stop it."""
    with stage.start(name) as server, server.client() as client:
        health = time.perf_counter() - server.started
        client.send(ACTIVITY)
        return Cold(health, time.perf_counter() - server.started)


def measure(stage: Stage, starts: int) -> dict[str, Cold]:
    """Start all servers in turn, so many times each, and take the medians."""
    every: dict[str, list[Cold]] = {name: [] for name in SERVERS}
    for _ in range(starts):
        for name in SERVERS:
            every[name].append(start_once(stage, name))
    return {name: Cold(median(cold.health for cold in colds), median(cold.activity for cold in colds)) for name, colds in every.items()}
