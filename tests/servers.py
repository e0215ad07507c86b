"""Real servers for tests that need a socket: each on a free port, ended by its process id."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """Run `sandbox start` on a free port, whatever the environment says; gives its address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SANDBOX_")}
    command = [sys.executable, "-m", "sandbox", "start", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None, "the server did not start"
            yield found[0]
        finally:
            process.terminate()
            process.wait(10)
