"""Who may import whom, what a vendor may call, how long a file may be, and what a start may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SANDBOX = ROOT / "sandbox"
VENDORS = SANDBOX / "vendors"
NAMES = sorted(file.parent.name for file in VENDORS.glob("*/manifest.py"))

PROTOCOL_LIBRARIES = frozenset(
    ("cryptography", "jwt", "oauthlib", "orjson", "pydantic", "pydantic_core", "python_multipart", "typing_extensions")
)
"""What a vendor may import beside the standard library and `sandbox.vendor`; libraries for one vendor's protocol are added here."""

NOT_FOR_VENDORS = frozenset(
    (
        *("time", "random", "uuid", "secrets"),  # It takes time and chance from its call alone,
        *("asyncio", "threading", "multiprocessing", "concurrent", "subprocess", "signal"),  # runs to its end at once,
        *("socket", "ssl", "http", "ftplib", "smtplib", "socketserver", "xmlrpc"),  # talks to nobody,
        *("os", "pathlib", "tempfile", "shutil", "sqlite3", "importlib"),  # and keeps nothing outside its state.
    )
)
MOMENTS = frozenset(("now", "utcnow", "today", "fromtimestamp", "time", "monotonic", "perf_counter", "getrandbits", "uuid4"))
"""Methods that would tell the machine's time or give chance; `fromtimestamp` only without a zone."""

BRING_TOGETHER = ("app.py", "cli", "testing", "pytest_plugin.py")
"""What alone may import `sandbox.vendors`."""

FOR_ONE_VENDOR = ("cli/sign.py", "testing/signing.py")
"""What helps the clients of one vendor, and may import it."""

TABLES = ("rules.py", "variants.py")
"""Tables of data, which may be long."""


def python(folder: Path) -> list[Path]:
    """Return every Python file in a folder."""
    return sorted(file for file in folder.rglob("*.py") if "_data" not in file.parts)


def imports(source: str, package: str) -> set[str]:
    """Return the full name of everything that a source imports, also within functions and for type checking alone."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def package_of(file: Path) -> str:
    """Return the dotted name of the package that a file is in."""
    return ".".join(file.parent.relative_to(ROOT).parts)


def is_within(name: str, *packages: str) -> bool:
    """Say whether something imported is one of the packages, or within one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def forbidden_to_vendor(source: str, vendor: str, package: str) -> set[str]:
    """Return what a vendor's file imports and must not."""
    return {name for name in imports(source, package) if not may_import(name, vendor)}


def may_import(name: str, vendor: str) -> bool:
    """Say whether a vendor may import something."""
    top = name.partition(".")[0]
    if top == "sandbox":
        return is_within(name, "sandbox.vendor", "sandbox.manifest", f"sandbox.vendors.{vendor}")
    return top in PROTOCOL_LIBRARIES or (top in sys.stdlib_module_names and top not in NOT_FOR_VENDORS and name != "urllib.request")


def moments(source: str) -> list[str]:
    """Return the calls in a source that take time or chance from elsewhere than its call."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in MOMENTS
        and not (node.func.attr == "fromtimestamp" and len(node.args) == 2)
    ]


OF_VENDORS = [pytest.param(file, name, id=str(file.relative_to(VENDORS))) for name in NAMES for file in python(VENDORS / name)]
MACHINERY = [
    pytest.param(file, id=str(file.relative_to(SANDBOX)))
    for file in python(SANDBOX)
    if not any(file.is_relative_to(VENDORS / name) for name in NAMES)
]


# --- Imports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "vendor"), OF_VENDORS)
def test_a_vendor_imports_its_vocabulary_and_itself_alone(file: Path, vendor: str) -> None:
    assert forbidden_to_vendor(file.read_text(), vendor, package_of(file)) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_manifest_imports_nothing_heavy(name: str) -> None:
    found = imports((VENDORS / name / "manifest.py").read_text(), f"sandbox.vendors.{name}")
    assert {one for one in found if one.partition(".")[0] not in sys.stdlib_module_names} == {"sandbox.manifest.Manifest"}


@pytest.mark.parametrize("file", MACHINERY)
def test_the_machinery_imports_no_vendor_and_app_cli_and_testing_alone_import_the_vendors(file: Path) -> None:
    of_vendors = {name for name in imports(file.read_text(), package_of(file)) if is_within(name, "sandbox.vendors")}
    if str(file.relative_to(SANDBOX)) in FOR_ONE_VENDOR:
        return
    brings_together = file.relative_to(SANDBOX).parts[0] in BRING_TOGETHER
    assert of_vendors <= ({"sandbox.vendors.discover"} if brings_together else set())


@pytest.mark.parametrize("file", MACHINERY)
def test_the_machinery_names_no_vendor(file: Path) -> None:
    tree = ast.parse(file.read_text())
    words = {text for text in strings(tree) if any(name in text for name in NAMES)}
    if file.relative_to(SANDBOX).parts[0] != "cli":  # Its examples speak to people.
        assert words == set()


def strings(tree: ast.Module) -> Iterator[str]:
    """Return every text in a source that is no docstring."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize(("file", "vendor"), OF_VENDORS)
def test_a_vendor_takes_time_and_chance_from_its_call_alone(file: Path, vendor: str) -> None:
    assert moments(file.read_text()) == []


# --- The checks themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "import starlette",
        "from starlette.requests import Request",
        "from sandbox.serving import Service",
        "from sandbox import session",
        "from sandbox.vendors import discover",
        "from sandbox.vendors.other.state import State",
        "from ..other import state",
        "from ... import session",
        "import httpx",
        "import random",
        "from uuid import uuid4",
        "from time import time as clock",
        "import urllib.request",
        "def f():\n    import secrets",
    ],
)
def test_an_import_that_a_vendor_must_not_make_is_found(line: str) -> None:
    assert len(forbidden_to_vendor(line, "mine", "sandbox.vendors.mine")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from sandbox.vendor import Call",
        "from sandbox.manifest import Manifest",
        "from sandbox.vendors.mine.state import State",
        "from .state import State",
        "from pydantic_core import PydanticKnownError",
        "from urllib.parse import quote",
        "import re, orjson",
    ],
)
def test_an_import_that_a_vendor_may_make_is_passed_over(line: str) -> None:
    assert forbidden_to_vendor(line, "mine", "sandbox.vendors.mine") == set()


@pytest.mark.parametrize("line", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "date.today()", "datetime.fromtimestamp(3)"])
def test_a_call_that_takes_the_machines_time_is_found(line: str) -> None:
    assert len(moments(line)) == 1


# --- Files and starts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["sandbox", "tests", "benchmarks"])
def test_no_python_file_has_more_than_300_lines_but_tables(folder: str) -> None:
    files = [file for file in python(ROOT / folder) if not (file.is_relative_to(VENDORS) and file.name in TABLES)]
    assert len(files) > 5
    assert {str(file.relative_to(ROOT)): count for file in files if (count := len(file.read_text().splitlines())) > 300} == {}


HEAVY = ("pydantic", "faker", "httpx", "uvicorn", "click", "sandbox.control", "sandbox.serving", "sandbox.openapi")


@pytest.mark.parametrize("code", ["import sandbox.app", "from sandbox.app import create_app; create_app()"])
def test_a_start_loads_neither_a_vendor_nor_what_is_needed_later(code: str) -> None:
    wanted = [*HEAVY, *(f"sandbox.vendors.{name}" for name in NAMES)]
    script = f"{code}; import sys; print([name for name in {wanted!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "[]"), ran.stderr
