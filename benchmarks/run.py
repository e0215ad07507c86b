"""The benchmark: `python benchmarks/run.py`. Prints the figures, and writes them beside this file when everything was measured in full."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cold
import load
import memory
import report
import scale
import signed
import targets
import throughput
from servers import Stage, compare_answers, learn_answers, pin, two_cores
from targets import Target
from traffic import BenchmarkError, Kind

PARTS = ("cold", "load", "memory", "scale", "signed")
RESULTS = Path(__file__).with_name("results.md")


@dataclass(frozen=True)
class Effort:
    """How long to measure: starts per server, rounds of so many seconds, requests for the memory."""

    starts: int
    rounds: int
    seconds: int
    requests: int


FULL = Effort(starts=7, rounds=3, seconds=4, requests=10_000)
QUICK = Effort(starts=3, rounds=1, seconds=2, requests=2_000)


def measure(part: str, stage: Stage, kinds: Sequence[Kind], effort: Effort) -> tuple[str, list[Target]]:
    """Measure one part: its section of the report, and its targets."""
    if part == "cold":
        starts = cold.measure(stage, effort.starts)
        return report.cold_section(starts, effort.starts), targets.cold_targets(starts)
    if part == "load":
        speeds = throughput.measure(stage, kinds, effort.rounds, effort.seconds)
        return report.speed_section(speeds, kinds, effort.rounds, effort.seconds), targets.speed_targets(speeds)
    if part == "memory":
        weights = memory.measure(stage, effort.requests)
        return report.memory_section(weights, effort.requests), targets.memory_targets(weights)
    if part == "signed":
        grown = signed.measure(effort.rounds)
        return report.signed_section(grown), targets.signed_targets(grown)
    sizes = scale.measure(stage, effort.rounds, effort.seconds)
    return report.scale_section(sizes, effort.rounds, effort.seconds), targets.scale_targets(sizes)


def run(parts: Sequence[str], effort: Effort) -> str:
    """Measure the parts, printing each as soon as it is there, and give the whole report."""
    cores = two_cores()
    if cores:
        pin(cores[1])  # This process and wrk; the servers are moved to the other core.
    sections, judged = [report.INTRODUCTION], list[Target]()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), cores[0] if cores else None)
        answers = learn_answers(stage)
        compare_answers(stage, answers)
        kinds = [kind for kind, _ in answers]
        for part in parts:
            print(f"measuring {part} ...", file=sys.stderr, flush=True)
            section, verdicts = measure(part, stage, kinds, effort)
            print(f"{section}\n", flush=True)
            sections.append(section)
            judged += verdicts
    closing = [report.targets_section(judged), report.machine_section(cores)]
    print("\n\n".join(closing), flush=True)
    return "\n\n".join([*sections, *closing]) + "\n"


def main() -> int:
    """Read the command line. Exit codes: 0 measured (whether or not targets are met), 1 a server or a request failed, 2 wrk is missing."""
    parser = argparse.ArgumentParser(description="Measure the sandbox beside a bare and a usual Starlette app.")
    parser.add_argument("--quick", action="store_true", help="one short round: a first look that writes no file")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part alone (may be repeated); writes no file")
    arguments = parser.parse_args()
    if not load.installed():
        print("The benchmark needs wrk: apt-get install wrk (Debian, Ubuntu) or brew install wrk (macOS).", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # So that the servers are stopped then, too.
    try:
        text = run(arguments.only or PARTS, QUICK if arguments.quick else FULL)
    except BenchmarkError as error:
        print(f"The benchmark failed: {error}", file=sys.stderr)
        return 1
    if not arguments.quick and not arguments.only:
        RESULTS.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
