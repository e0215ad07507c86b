"""Start, find, weigh and stop the three servers. Each is a process of its own, and is ended by its own process id."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from traffic import HOST, Answer, BenchmarkError, Client, Kind, all_kinds

OURS, BARE, USUAL = "ours", "bare", "usual"
SERVERS = (OURS, BARE, USUAL)
HEALTH = {OURS: "/_sandbox/health", BARE: "/", USUAL: "/"}

POLL_SECONDS = 0.002
START_LIMIT_SECONDS = 30.0
STOP_LIMIT_SECONDS = 5.0

_HERE = Path(__file__).parent
_ADDRESS = re.compile(rf"http://{re.escape(HOST)}:(\d+)")


@dataclass(frozen=True)
class Weight:
    """Memory of one process in MB (2**20 bytes); `pss` is None where the system does not tell it."""

    rss: float
    pss: float | None


@dataclass(frozen=True)
class Running:
    """A server that listens; `started` is the `time.perf_counter()` just before its process was made."""

    name: str
    pid: int
    port: int
    started: float

    @contextmanager
    def client(self) -> Iterator[Client]:
        """Open one keep-alive connection."""
        client = Client(self.port)
        try:
            yield client
        finally:
            client.close()

    def weigh(self) -> Weight:
        """Read the memory that the process holds now."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup")
        if rollup.exists():
            kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in rollup.read_text().splitlines()[1:]}
            return Weight(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024)
        ps = subprocess.run(["ps", "-o", "rss=", "-p", str(self.pid)], capture_output=True, text=True, check=True)
        return Weight(int(ps.stdout) / 1024, None)


@dataclass(frozen=True)
class Stage:
    """What all servers of one run share: a folder for their logs and for the answers, and the core that they run on (None: any)."""

    folder: Path
    core: int | None

    @property
    def answers(self) -> Path:
        """The file with the answers of ours, which (a) repeats and (b) takes its data from."""
        return self.folder / "answers.json"

    def _command(self, name: str) -> list[str]:
        if name == OURS:
            return [sys.executable, "-m", "sandbox", "start", "--host", HOST, "--port", "0", "--fixture", "default", "--seed", "0"]
        return [sys.executable, str(_HERE / f"{name}.py"), str(self.answers)]

    @contextmanager
    def start(self, name: str) -> Iterator[Running]:
        """Run a server until the block ends; the block begins when its health address has answered 200."""
        log = self.folder / f"{name}.log"
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SANDBOX_")}
        with log.open("wb") as output:
            started = time.perf_counter()
            process = subprocess.Popen(self._command(name), stdout=output, stderr=subprocess.STDOUT, env=environment)
            try:
                pin(self.core, process.pid)
                server = Running(name, process.pid, _wait_for_port(process, log, started), started)
                _wait_for_health(process, server, log)
                yield server
            finally:
                _stop(process)


def pin(core: int | None, pid: int = 0) -> None:
    """Keep a process (0: this one, and what it starts from now on) on one core, where the system can do that."""
    if sys.platform == "linux" and core is not None:
        os.sched_setaffinity(pid, {core})


def two_cores() -> tuple[int, int] | None:
    """Choose a core for the servers and another for the load; None where there are fewer than two or no way to choose."""
    if sys.platform != "linux":
        return None
    cores = sorted(os.sched_getaffinity(0))
    return (cores[0], cores[1]) if len(cores) >= 2 else None


def learn_answers(stage: Stage) -> list[tuple[Kind, Answer]]:
    """Ask ours the measured requests and note its answers for the other servers."""
    with stage.start(OURS) as server, server.client() as client:
        answers = [(kind, client.send(kind)) for kind in all_kinds(client)]
    notes = {
        kind.name: {
            "method": kind.method,
            "path": kind.path,
            "authorization": kind.headers["Authorization"],
            "key": kind.key,
            "status": answer.status,
            "headers": answer.headers,
            "body": answer.body.decode(),
        }
        for kind, answer in answers
    }
    stage.answers.write_text(json.dumps(notes))
    return answers


def compare_answers(stage: Stage, answers: list[tuple[Kind, Answer]]) -> None:
    """Make sure that the other two do the same: (a) byte for byte, (b) the same status and JSON."""
    for name in (BARE, USUAL):
        with stage.start(name) as server, server.client() as client:
            for kind, mine in answers:
                theirs = client.send(kind)
                same = mine == theirs if name == BARE else _meaning(mine) == _meaning(theirs)
                if not same:
                    raise BenchmarkError(f"{name} answers {kind.name} with {theirs}, ours with {mine}")


def _meaning(answer: Answer) -> tuple[int, Any]:
    return answer.status, json.loads(answer.body) if answer.body else None


def _wait_for_port(process: subprocess.Popen[bytes], log: Path, started: float) -> int:
    while True:
        found = _ADDRESS.search(log.read_text(errors="replace"))
        if found:
            return int(found[1])
        _wait_or_fail(process, log, started, "prints no address")


def _wait_for_health(process: subprocess.Popen[bytes], server: Running, log: Path) -> None:
    while True:
        try:
            with server.client() as client:
                if client.ask("GET", HEALTH[server.name]).status == 200:
                    return
        except OSError:
            pass  # It does not listen yet.
        _wait_or_fail(process, log, server.started, "gives no answer")


def _wait_or_fail(process: subprocess.Popen[bytes], log: Path, started: float, trouble: str) -> None:
    if process.poll() is not None or time.perf_counter() - started > START_LIMIT_SECONDS:
        raise BenchmarkError(f"the server {trouble}; its log ends with:\n{log.read_text(errors='replace')[-2000:]}")
    time.sleep(POLL_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
