"""The largest batch: `python benchmarks/batches.py`. How long 5,000 records take, and whether the memory comes back after a reset."""

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from report import table
from servers import OURS, Running, Stage
from traffic import ACTIVITY, MXO, SPACE, BenchmarkError, Client

RECORDS = 5_000
ROUNDS = 15
LIMIT_SECONDS = 2.0
LIMIT_MEGABYTES = 5.0
"""What a run may leave behind: the allocator does not give back every page."""

PATH = f"/mxo/batchv2/interactions/{SPACE}"
HEADERS = {**MXO, "workspaceId": "MTIyMg"}
NDJSON = {**HEADERS, "Content-Type": "application/x-ndjson"}
CUSTOMERS = {"of one customer": 1, "of 5,000 new customers": RECORDS}


def records(customers: int, count: int = RECORDS) -> list[str]:
    """Give records, each customer's in turn."""
    return [
        json.dumps(
            {
                "uri": f"web://merchant-portal/statement/{number % 50}",
                "timestamp": f"2024-05-01T10:{number // 60 % 60:02d}:{number % 60:02d}Z",
                "customerKey": f"BATCH-{number % customers:06d}",
                "properties": [{"name": "campaigncode", "value": f"summer{number % 7}"}],
            }
        )
        for number in range(count)
    ]


def submit(client: Client, lines: list[str], *, as_lines: bool) -> float:
    """Submit a batch and ask for its status, which must be final and good; gives the seconds of both."""
    body, headers = ("\n".join(lines), NDJSON) if as_lines else (f"[{','.join(lines)}]", HEADERS)
    before = time.perf_counter()
    batch_id = json.loads(client.need("POST", PATH, body, headers).body)["batchId"]
    status = json.loads(client.need("GET", f"{PATH}/{batch_id}", None, HEADERS).body)
    seconds = time.perf_counter() - before
    if (status["status"], status["processed"]) != ("COMPLETED", RECORDS):
        raise BenchmarkError(f"the batch ended so: {status}")
    return seconds


def reset(client: Client) -> None:
    """Forget everything that was stored."""
    client.need("POST", "/_sandbox/reset")
    client.send(ACTIVITY)


def measure(server: Running) -> tuple[dict[tuple[str, str], list[float]], dict[str, float]]:
    """Submit every sort of batch in every round, to a state that begins anew: the seconds, and the memory in MB at three points."""
    seconds: dict[tuple[str, str], list[float]] = {}
    weights: dict[str, float] = {}
    with server.client() as client:
        refused = client.ask("POST", PATH, "\n".join(records(1, RECORDS + 1)), NDJSON)
        if refused.status != 400:
            raise BenchmarkError(f"{RECORDS + 1} records are answered {refused.status}")
        for number in range(ROUNDS + 1):
            for name, customers in CUSTOMERS.items():
                for form in ("JSON", "NDJSON"):
                    taken = submit(client, records(customers), as_lines=form == "NDJSON")
                    if number:  # What the first round loads and grows is no batch's cost.
                        seconds.setdefault((name, form), []).append(taken)
                    weights["with the last batch"] = server.weigh().rss
                    reset(client)
            if number == 0:
                weights["before"] = server.weigh().rss
        weights["after"] = server.weigh().rss
    return seconds, weights


def main() -> int:
    """Measure and print. Exit codes: 0 within the limits, 1 a failure or beyond a limit."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with Stage(Path(folder), None).start(OURS) as server:
                seconds, weights = measure(server)
        except BenchmarkError as error:
            print(f"The benchmark failed: {error}", file=sys.stderr)
            return 1
    rows = [[f"{name}, {form}", f"{median(all_):.3f}", f"{max(all_):.3f}"] for (name, form), all_ in seconds.items()]
    print(table([f"{RECORDS} records", "median s", "slowest s"], rows))
    growth = weights["after"] - weights["before"]
    print(f"\nMemory: {weights['before']:.1f} MB before, {weights['with the last batch']:.1f} MB with the last batch, ", end="")
    print(f"{weights['after']:.1f} MB after {ROUNDS * 4} batches and resets ({growth:+.1f} MB).")
    slowest = max(max(all_) for all_ in seconds.values())
    return int(slowest > LIMIT_SECONDS or growth > LIMIT_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
