"""How much memory a server holds when idle and after load."""

from dataclasses import dataclass

from servers import SERVERS, Stage, Weight
from traffic import ACTIVITY, STRUCTURE


@dataclass(frozen=True)
class Memory:
    """After the first answer; after that many reads (the journal is full, the state as it was); after as many writes more."""

    idle: Weight
    reads: Weight
    writes: Weight


def measure(stage: Stage, requests: int) -> dict[str, Memory]:
    """Weigh each server. The number of requests is fixed, so that a fast server does not weigh more because it stored more."""
    return {name: _measure_one(stage, name, requests) for name in SERVERS}


def _measure_one(stage: Stage, name: str, requests: int) -> Memory:
    with stage.start(name) as server, server.client() as client:
        client.send(ACTIVITY)
        idle = server.weigh()
        for _ in range(requests):
            client.send(STRUCTURE)
        reads = server.weigh()
        for _ in range(requests):
            client.send(ACTIVITY)
        return Memory(idle, reads, server.weigh())
