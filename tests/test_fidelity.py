"""The page of a vendor's fidelity, and how the tests of a rule are found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest

from sandbox import fidelity
from sandbox.fidelity import page
from sandbox.vendor import (
    CHOSEN,
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Answers,
    Call,
    Decided,
    Manifest,
    NotEmulated,
    Operation,
    Reply,
    Rule,
    State,
    Variants,
    Vendor,
    VendorError,
    Webhook,
    why,
)
from tests.contract import INSTALLED

ROOT = Path(__file__).parent.parent


def serve(call: Call[State, Variants]) -> None:
    """Serve."""


class Switches(Variants):
    """What is left open."""

    tip_size: Annotated[Literal["none", "ten"], why("How much more is paid.", "Nobody | knows.")] = "none"
    cold_tea: Annotated[Literal["refuse", "warm"], why("What becomes of it.", "The menu.")] = "warm"


def vendor(**members: Any) -> Vendor[Any, Any]:
    """Return a small vendor without anything, but for `members`."""
    wanted: dict[str, Any] = {
        "manifest": Manifest("cafe", "The Café", "2.1", (), (), lambda _: {}),
        "state": State,
        "variants": Variants,
        "rules": (),
        "operations": (),
        "error_body": lambda _call, error: Reply(error.status),
        "invalid": lambda _call, _problem: VendorError(None, 400),
        "unknown_path": lambda _call: VendorError(None, 404),
        "wrong_method": lambda _call, _methods: VendorError(None, 405),
    }
    return Vendor(**(wanted | members))


def section(text: str, title: str) -> str:
    """Return a section of a page."""
    return text.partition(f"\n## {title}\n\n")[2].partition("\n\n## ")[0].rstrip("\n")


# --- The page -------------------------------------------------------------------------------------------------------


def test_a_page_has_these_sections_and_says_where_there_is_nothing() -> None:
    text = page(vendor(), {})
    assert text.startswith("# Fidelity: The Café 2.1\n\nThis page is written from the code by `sandbox fidelity`; do not edit it.\n\n")
    titles = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert titles == ["Operations", "Console operations", "Rules", "Variants", "Decided variants", "Not emulated"]
    assert section(text, "Operations") == "None."
    assert {section(text, title).splitlines()[-1] for title in titles} == {"None."}
    assert text.endswith("None.\n")


def test_operations_are_listed_with_grade_and_statuses_in_order() -> None:
    errors = {409: Answers(None, INFERRED, only_with="cafe.full: refuse"), 400: Answers(None, OBSERVED)}
    listed = Operation("tea.serve", "POST", "/tea/{cup}", serve, DOCUMENTED, errors=errors, status=201)
    console = Operation("console.close", "POST", "/close", serve, CHOSEN, status=204)
    text = page(vendor(operations=(listed,), console=(console,)), {})
    head = "| Id | Method and path | Grade | Statuses |\n| --- | --- | --- | --- |\n"
    assert section(text, "Operations") == head + (
        "| `cafe.tea.serve` | `POST /tea/{cup}` | documented "
        "| 201 documented<br>400 observed<br>409 inferred, only with `cafe.full: refuse` |"
    )
    assert section(text, "Console operations").endswith(
        head + "| `cafe.console.close` | `POST /_sandbox/cafe/close` | chosen | 204 chosen |"
    )


def test_rules_are_counted_by_grade_and_listed_with_their_tests() -> None:
    rules = (
        Rule("cafe.menu", DOCUMENTED, "HELP", "The menu is\nopen | to all."),
        Rule("cafe.cool", DOCUMENTED, "SDK", "Cold tea is refused.", INFERRED, 400),
        Rule("cafe.late", CHOSEN, "", "Nobody is late."),
    )
    text = page(vendor(rules=rules), {"cafe.menu": ["tests/a.py::one", "tests/a.py::two"], "other": ["tests/b.py::no"]})
    assert section(text, "Rules") == (
        "| Grade | Rules by status or behaviour | Rules by body |\n"
        "| --- | --- | --- |\n"
        "| documented | 2 | 1 |\n"
        "| observed | 0 | 0 |\n"
        "| inferred | 0 | 1 |\n"
        "| chosen | 1 | 1 |\n"
        "| all | 3 | 3 |\n"
        "\n"
        "| Id | What | Answer | Status | Body | Source | Tests |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| `cafe.menu` | The menu is open \\| to all. | — | documented | documented | HELP | `tests/a.py::one`<br>`tests/a.py::two` |\n"
        "| `cafe.cool` | Cold tea is refused. | 400 | documented | inferred | SDK | — |\n"
        "| `cafe.late` | Nobody is late. | — | chosen | chosen | — | — |"
    )


def test_variants_are_listed_with_the_default_in_bold() -> None:
    assert section(page(vendor(variants=Switches), {}), "Variants") == (
        "Switches of a session; the default is bold.\n"
        "\n"
        "| Id | Options | Effect | Why this default |\n"
        "| --- | --- | --- | --- |\n"
        "| `cafe.tip-size` | **`none`**, `ten` | How much more is paid. | Nobody \\| knows. |\n"
        "| `cafe.cold-tea` | `refuse`, **`warm`** | What becomes of it. | The menu. |"
    )


def test_what_is_decided_and_what_is_not_emulated_is_listed_with_the_reason() -> None:
    text = page(
        vendor(decided=(Decided("cafe.cup", "small", ("large", "none"), "It fits."),), not_emulated=(NotEmulated("/k", "cafe.k", "No."),)),
        {},
    )
    assert section(text, "Decided variants").splitlines()[2:] == [
        "| Id | Taken | Not taken | Why |",
        "| --- | --- | --- | --- |",
        "| `cafe.cup` | `small` | `large`, `none` | It fits. |",
    ]
    assert section(text, "Not emulated").splitlines()[2:] == [
        "| Path | Rule | Why |",
        "| --- | --- | --- |",
        "| `/k` | `cafe.k` | No. |",
    ]


def test_the_committed_pages_fit_the_code_and_the_tests() -> None:
    vendors = [one.load().vendor for one in INSTALLED.values()]
    assert fidelity.stale(ROOT / "docs" / "fidelity", vendors, fidelity.rule_tests(ROOT / "tests")) == []


# --- The tests of a rule --------------------------------------------------------------------------------------------

HEAD = "import pytest\nfrom pytest import mark\n"


def found(tmp_path: Path, source: str, name: str = "test_it.py") -> dict[str, list[str]]:
    """Return the tests by rule, each without its file, of one file of tests."""
    file = tmp_path / "tests" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEAD + source)
    by_rule = fidelity.rule_tests(tmp_path / "tests")
    start = f"tests/{name}::"
    assert all(test.startswith(start) for tests in by_rule.values() for test in tests)
    return {rule: [test.removeprefix(start) for test in tests] for rule, tests in by_rule.items()}


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("@pytest.mark.rule('r')\ndef test_a(): ...", {"r": ["test_a"]}),
        ("@mark.rule('r')\nasync def test_a(): ...", {"r": ["test_a"]}),
        ("@pytest.mark.rule('r', 's')\n@pytest.mark.rule('r')\ndef test_a(): ...", {"r": ["test_a"], "s": ["test_a"]}),
        ("@pytest.mark.rule('r')\ndef test_b(): ...\n@pytest.mark.rule('r')\ndef test_a(): ...", {"r": ["test_b", "test_a"]}),
        ("@pytest.mark.rule('r')\nclass TestIt:\n  def test_a(self): ...\n  def helper(self): ...", {"r": ["TestIt::test_a"]}),
        (
            "@pytest.mark.rule('r')\nclass TestIt:\n  class TestIn:\n    @pytest.mark.rule('s')\n    def test_a(self): ...",
            {"r": ["TestIt::TestIn::test_a"], "s": ["TestIt::TestIn::test_a"]},
        ),
        ("class TestIt:\n  pytestmark = pytest.mark.rule('r')\n  def test_a(self): ...\ndef test_b(): ...", {"r": ["TestIt::test_a"]}),
        ("pytestmark = pytest.mark.rule('r')\ndef test_a(): ...", {"r": ["test_a"]}),
        ("pytestmark: list = [pytest.mark.skip, pytest.mark.rule('r')]\ndef test_a(): ...", {"r": ["test_a"]}),
        (
            "@pytest.mark.parametrize('x', [1, pytest.param(2, marks=pytest.mark.rule('r')), pytest.param(3, marks=[mark.rule('s')])])\n"
            "def test_a(x): ...",
            {"r": ["test_a"], "s": ["test_a"]},
        ),
        ("CASES = [pytest.param(1, marks=mark.rule('r'))]\n@pytest.mark.parametrize('x', CASES)\ndef test_a(x): ...", {"r": ["test_a"]}),
        (
            "SHOWS = mark.rule('r')\nMORE = [SHOWS]\nALL = MORE + ALL\n@pytest.mark.parametrize('x', ALL)\ndef test_a(x): ...",
            {"r": ["test_a"]},
        ),
        ("SHOWS = mark.rule('r')\n@SHOWS\ndef test_a(): ...", {"r": ["test_a"]}),
    ],
)
def test_the_tests_of_a_rule_are_those_whose_marks_name_it(tmp_path: Path, source: str, rules: dict[str, list[str]]) -> None:
    assert found(tmp_path, source) == rules


@pytest.mark.parametrize(
    "source",
    [
        "def test_a(): ...",
        "@pytest.mark.rule('r')\ndef helper(): ...",
        "@pytest.mark.rule()\ndef test_a(): ...",
        "@pytest.mark.rule(7, RULE)\ndef test_a(): ...",
        "@pytest.mark.skip('r')\ndef test_a(): ...",
        "@rule('r')\ndef test_a(): ...",
        "SHOWS = mark.rule('r')\ndef test_a(): ...",
        "SHOWS, more = mark.rule('r'), 1\nit.shows = mark.rule('r')\nshows: int\n@more\ndef test_a(): ...",
        "def outer():\n  @pytest.mark.rule('r')\n  def test_a(): ...",
        "'''@pytest.mark.rule('r')'''",
    ],
)
def test_nothing_else_names_a_rule(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, source) == {}


def test_files_are_read_in_order_in_every_folder_and_only_those_of_tests(tmp_path: Path) -> None:
    source = "@pytest.mark.rule('r')\ndef test_a(): ...\n"
    for name in ("test_z.py", "more/test_a.py", "helper.py", "test_no.txt", "more/conftest.py"):
        file = tmp_path / "tests" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    assert fidelity.rule_tests(tmp_path / "tests") == {"r": ["tests/more/test_a.py::test_a", "tests/test_z.py::test_a"]}


def test_a_file_is_read_and_not_imported(tmp_path: Path) -> None:
    assert found(tmp_path, "# -*- coding: utf-8 -*-\n1 / 0\n@pytest.mark.rule('é')\ndef test_a(): ...") == {"é": ["test_a"]}


def test_what_a_vendor_sends_by_itself_is_listed_if_there_is_any() -> None:
    told = (Webhook("tea.ready", "POST", None, INFERRED, "A cup | is ready."),)
    assert "| `cafe.tea.ready` | A cup \\| is ready. | inferred |" in page(vendor(webhooks=told), {})
    assert "## Webhooks" not in page(vendor(), {})
