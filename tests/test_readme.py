"""The README's commands are run, in their order and in one shell, and their output is compared with what it shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers import serving

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()

BLOCK = re.compile(r"```sh\n(.*?)```\n(?:```(?:json|text)\n(.*?)```)?", re.DOTALL)
BORDER = "-- the next block --"


def transcript(address: str) -> tuple[str, list[str]]:
    """Return the README's blocks as one script, and what each shall print."""
    blocks = [(command, output) for command, output in BLOCK.findall(README) if not command.startswith("make")]
    script = f"\necho; echo '{BORDER}'\n".join(command for command, _ in blocks)
    expected = [output.replace("http://127.0.0.1:4800", address).strip() for _, output in blocks]
    return script.replace("http://127.0.0.1:4800", address), expected


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README's commands need curl")
def test_the_readme_prints_what_it_says() -> None:
    with serving() as address:
        script, expected = transcript(address)
        run = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert [part.strip() for part in run.stdout.split(BORDER)] == expected
    assert len(expected) > 5


def test_the_readme_names_make_targets_that_exist() -> None:
    named = set(re.findall(r"make (\w+)", README)) & {"run", "test", "help", "bench", "install", "check", "coverage", "clean"}
    makefile = (ROOT / "Makefile").read_text()
    assert {"run", "test", "help"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def test_the_readme_links_to_files_that_exist() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
