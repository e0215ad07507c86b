"""How many requests a server answers per second, and how long each takes."""

from collections.abc import Sequence

import load
from load import Speed
from servers import SERVERS, Stage
from traffic import Kind

CONCURRENCIES = (1, 16, 64)

Case = tuple[str, int, str]
"""Kind of request, connections at once, server."""


def measure(stage: Stage, kinds: Sequence[Kind], rounds: int, seconds: int) -> dict[Case, Speed]:
    """Measure every case in every round, the servers in turn, each time on a new process so that no case inherits another's state."""
    every: dict[Case, list[Speed]] = {}
    for _ in range(rounds):
        for kind in kinds:
            for concurrency in CONCURRENCIES:
                for name in SERVERS:
                    with stage.start(name) as server:
                        speed = load.run(server.port, kind, concurrency, seconds)
                    every.setdefault((kind.name, concurrency, name), []).append(speed)
    return {case: load.middle(speeds) for case, speeds in every.items()}
