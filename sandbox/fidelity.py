"""The page of a vendor's fidelity: what is played, how well each fact is known, and which tests show it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox import generated
from sandbox.vendor import Grade, Operation, Vendor

AnyVendor = Vendor[Any, Any]
Tests = Mapping[str, list[str]]

_GRADES = """\
Every fact has a grade of evidence: `documented` (the vendor's help pages or published specification say so) or `observed` (its SDKs,
recorded replies or real client traffic show it). Where there is no such evidence, a fact is `inferred` (reasoned from what is known)
or `chosen` (the sandbox's own decision, which a variant can often switch)."""

_NOTHING = "—"


def page(vendor: AnyVendor, tests: Tests) -> str:
    """Return the page as Markdown. `tests` names, for each rule, the tests which show it."""
    manifest = vendor.manifest
    parts = [
        f"# Fidelity: {manifest.title} {manifest.version}",
        "This page is written from the code by `sandbox fidelity`; do not edit it.",
        _GRADES,
        "## Operations",
        _operations(vendor, vendor.operations, ""),
        "## Console operations",
        "What a person does in the vendor's own web pages, or what happens on its side: the sandbox's own, no part of the vendor's API.",
        _operations(vendor, vendor.console, f"/_sandbox/{manifest.name}"),
        *(_webhooks(vendor) if vendor.webhooks else ()),
        "## Rules",
        _counts(vendor),
        _rules(vendor, tests),
        "## Variants",
        "Switches of a session; the default is bold.",
        _variants(vendor),
        "## Decided variants",
        "Where the evidence would allow more than one behaviour too, but the sandbox has one only.",
        _table(
            ["Id", "Taken", "Not taken", "Why"],
            [[_code(one.id), _code(one.option), ", ".join(map(_code, one.others)), one.why] for one in vendor.decided],
        ),
        "## Not emulated",
        "Paths that the vendor has and the sandbox answers with its own 501.",
        _table(["Path", "Rule", "Why"], [[_code(part.root), _code(part.rule), part.why] for part in vendor.not_emulated]),
    ]
    return "\n\n".join(parts) + "\n"


def write(folder: Path, vendors: Iterable[AnyVendor], tests: Tests) -> list[str]:
    """Write a page for each vendor, and remove those of vendors that are gone. Returns the names of what changed."""
    return generated.write(folder, _files(vendors, tests), "*.md")


def stale(folder: Path, vendors: Iterable[AnyVendor], tests: Tests) -> list[str]:
    """Return the names of the pages that do not fit the code."""
    return generated.stale(folder, _files(vendors, tests), "*.md")


def _files(vendors: Iterable[AnyVendor], tests: Tests) -> dict[str, str]:
    return {f"{vendor.manifest.name}.md": page(vendor, tests) for vendor in vendors}


# --- Tables ---------------------------------------------------------------------------------------------------------


def _operations(vendor: AnyVendor, operations: Iterable[Operation], prefix: str) -> str:
    rows = [
        [
            _code(f"{vendor.manifest.name}.{operation.id}"),
            _code(f"{operation.method} {prefix}{operation.path}"),
            operation.grade.value,
            "<br>".join(_statuses(operation)),
        ]
        for operation in operations
    ]
    return _table(["Id", "Method and path", "Grade", "Statuses"], rows)


def _webhooks(vendor: AnyVendor) -> list[str]:
    rows = [[_code(f"{vendor.manifest.name}.{webhook.id}"), webhook.text, webhook.grade.value] for webhook in vendor.webhooks]
    return ["## Webhooks", "What the vendor sends by itself, to an address that its user gave.", _table(["Id", "What", "Grade"], rows)]


def _statuses(operation: Operation) -> Iterator[str]:
    yield f"{operation.status} {operation.grade}"
    for status, answers in sorted(operation.errors.items()):
        only = f", only with {_code(answers.only_with)}" if answers.only_with else ""
        yield f"{status} {answers.grade}{only}"


def _counts(vendor: AnyVendor) -> str:
    statuses = Counter(rule.status for rule in vendor.rules)
    bodies = Counter(rule.body or rule.status for rule in vendor.rules)
    rows = [[grade.value, str(statuses[grade]), str(bodies[grade])] for grade in Grade]
    return _table(["Grade", "Rules by status or behaviour", "Rules by body"], [*rows, ["all", *[str(len(vendor.rules))] * 2]])


def _rules(vendor: AnyVendor, tests: Tests) -> str:
    rows = [
        [
            _code(rule.id),
            rule.text,
            str(rule.answer or _NOTHING),
            rule.status.value,
            (rule.body or rule.status).value,
            rule.source,
            "<br>".join(map(_code, tests.get(rule.id, ()))),
        ]
        for rule in vendor.rules
    ]
    return _table(["Id", "What", "Answer", "Status", "Body", "Source", "Tests"], rows)


def _variants(vendor: AnyVendor) -> str:
    rows = []
    for name, options, default, because in vendor.variants.described():
        marked = [f"**{_code(option)}**" if option == default else _code(option) for option in options]
        rows.append([_code(f"{vendor.manifest.name}.{name}"), ", ".join(marked), because.effect, because.reason])
    return _table(["Id", "Options", "Effect", "Why this default"], rows)


def _code(text: str) -> str:
    return f"`{text}`"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return "None."
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Keep a text within its cell: a bar ends one even inside a code span, a new line ends the row."""
    return " ".join(text.split()).replace("|", "\\|") or _NOTHING


# --- Tests ----------------------------------------------------------------------------------------------------------


def rule_tests(folder: Path) -> dict[str, list[str]]:
    """Find the tests which say, by `@pytest.mark.rule("...")`, that they show a rule: `tests/test_it.py::test_name` by rule.

    The files are read, not imported. A marker's ids are literals; it stands at a function, a class or a parameter
    (`pytest.param(..., marks=...)`, also in a list with a name of its own), or in `pytestmark`.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        for name, rules in _Module(file).tests():
            for rule in dict.fromkeys(rules):
                found.setdefault(rule, []).append(f"{file.relative_to(folder.parent).as_posix()}::{name}")
    return found


class _Module:
    """A file of tests, as syntax."""

    def __init__(self, file: Path) -> None:
        self._body = ast.parse(file.read_bytes(), str(file)).body
        self._values = _values(self._body)

    def tests(self) -> Iterator[tuple[str, list[str]]]:
        """List each test with the rules that it shows."""
        return self._within(self._body, "", [])

    def _within(self, body: list[ast.stmt], prefix: str, rules: list[str]) -> Iterator[tuple[str, list[str]]]:
        if mark := _values(body).get("pytestmark"):
            rules = [*rules, *self._rules(mark)]
        for node in body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                own = [*rules, *(rule for decorator in node.decorator_list for rule in self._rules(decorator))]
                if isinstance(node, ast.ClassDef):
                    yield from self._within(node.body, f"{prefix}{node.name}::", own)
                elif node.name.startswith("test_"):
                    yield prefix + node.name, own

    def _rules(self, expression: ast.expr, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """List the ids of the markers in an expression, and in the module's own values that it names."""
        for node in ast.walk(expression):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("pytest.mark.rule", "mark.rule"):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
            elif isinstance(node, ast.Name) and node.id in self._values and node.id not in seen:
                yield from self._rules(self._values[node.id], seen | {node.id})


def _values(body: list[ast.stmt]) -> dict[str, ast.expr]:
    """Return what is assigned to each name right in `body`."""
    found = {}
    for node in body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update({target.id: node.value for target in targets if isinstance(target, ast.Name)})
    return found
