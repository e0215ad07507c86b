"""`sandbox`: what holds of every command."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import click
import pytest

from sandbox import __version__
from sandbox.cli import main
from tests.cli.common import misused, run


def commands(group: click.Group, *above: str) -> dict[tuple[str, ...], click.Command]:
    """List the commands of a group by their words."""
    found: dict[tuple[str, ...], click.Command] = {above: group}
    for name, command in group.commands.items():
        found |= commands(command, *above, name) if isinstance(command, click.Group) else {(*above, name): command}
    return found


EVERY = commands(main)


def examples(command: click.Command) -> list[list[str]]:
    """Return the words of each example of a command, without settings of the environment before it."""
    lines = [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    return [shlex.split(re.sub(r"^([A-Z_]+=\S+ )+", "", line)) for line in lines]


def test_the_commands_are_these() -> None:
    assert [" ".join(words) for words in EVERY] == [
        "",
        "start",
        "reset",
        "sign",
        "dip",
        "rules",
        "openapi",
        "fidelity",
        "fixtures",
        "fixtures check",
    ]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_says_what_a_command_does_and_shows_an_example_line_for_line(words: tuple[str, ...]) -> None:
    shown = run(*words, "--help")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"Usage: {' '.join(('sandbox', *words))} ")
    command = EVERY[words]
    assert command.help is not None
    assert command.help.split(".")[0].split()[:3] == shown.stdout.splitlines()[2].split()[:3]
    title, *lines = (command.epilog or "").splitlines()[1:]
    assert title == ("Example:" if len(lines) == 1 else "Examples:")
    assert lines
    assert shown.stdout.endswith("\n".join(("", "", f"  {title}", *(f"  {line}" for line in lines), "")))


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_the_examples_of_a_command_are_good_uses_of_it(words: tuple[str, ...]) -> None:
    for example in examples(EVERY[words]):
        assert example[: len(words) + 1] == ["sandbox", *words]
        used = max((known for known in EVERY if tuple(example[1 : len(known) + 1]) == known), key=len)
        rest = example[len(used) + 1 :]
        if rest != ["--help"]:
            EVERY[used].make_context(" ".join(used), rest).close()


def test_the_version_is_the_packages() -> None:
    assert run("--version").output == f"sandbox {__version__}\n"


def test_python_m_sandbox_is_the_same_command() -> None:
    shown = subprocess.run([sys.executable, "-m", "sandbox", "--version"], capture_output=True, text=True, check=True)
    assert (shown.stdout, shown.stderr) == (f"sandbox {__version__}\n", "")


def test_the_command_without_a_noun_shows_its_help_as_wrong_usage() -> None:
    shown = run()
    assert shown.exit_code == 2
    assert shown.output == run("--help").output


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["serve"], "No such command 'serve'."),
        (["--port", "1", "start"], "No such option '--port'."),
        (["start", "mxo"], "Got unexpected extra argument (mxo)"),
        (["reset", "--force"], "No such option '--force'."),
        (["rules", "--grade", "good"], "'good' is not one of 'documented', 'observed', 'inferred', 'chosen'."),
        (["openapi", "--check=yes"], "Option '--check' does not take a value."),
        (["fidelity", "mxo"], "Got unexpected extra argument (mxo)"),
        (["fixtures", "mend"], "No such command 'mend'."),
    ],
)
def test_wrong_usage_is_exit_code_2_with_the_reason_last(arguments: list[str], reason: str) -> None:
    assert misused(run(*arguments)).endswith(reason)


def test_help_brings_in_nothing_that_it_does_not_need() -> None:
    script = "import sys, sandbox.cli; print(sorted({'orjson', 'pydantic', 'starlette', 'uvicorn'} & sys.modules.keys()))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
