"""What is known of a vendor, and how well."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import ValidationError

from sandbox.vendor import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Grade, Rule, Variants, VendorError, json_path, why
from tests.contract import INSTALLED

TIP = why("How much more is paid.", "Nobody knows.")
TEA = why("What becomes of it.", "The menu.")


class Switches(Variants):
    """What a vendor leaves open."""

    tip_size: Annotated[Literal["none", "ten"], TIP] = "none"
    cold: Annotated[Literal["refuse", "warm"], "a mark of somebody else", TEA] = "warm"


def test_the_grades_are_these_best_first() -> None:
    assert [str(grade) for grade in (DOCUMENTED, OBSERVED, INFERRED, CHOSEN)] == ["documented", "observed", "inferred", "chosen"]
    assert list(Grade) == [DOCUMENTED, OBSERVED, INFERRED, CHOSEN]


@pytest.mark.parametrize(("body", "shown"), [(None, "documented"), (DOCUMENTED, "documented"), (CHOSEN, "chosen")])
def test_the_evidence_of_a_rule_grades_status_and_body_apart(body: Grade | None, shown: str) -> None:
    assert Rule("cafe.cool", DOCUMENTED, "HELP", "Cold tea is refused.", body).evidence == f"cafe.cool; status=documented; body={shown}"


def test_variants_are_described_by_the_names_that_people_write() -> None:
    assert Switches.described() == [("tip-size", ("none", "ten"), "none", TIP), ("cold", ("refuse", "warm"), "warm", TEA)]


def test_variants_are_switched_by_the_names_that_people_write() -> None:
    switched = Switches.model_validate({"tip-size": "ten"})
    assert (switched.tip_size, switched.cold) == ("ten", "warm")
    assert switched.model_dump(by_alias=True) == {"tip-size": "ten", "cold": "warm"}


@pytest.mark.parametrize("wanted", [{"tip_size": "ten"}, {"tip-size": "five"}, {"tip-size": None}, {"tea": "warm"}])
def test_an_unknown_variant_or_option_is_refused(wanted: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Switches.model_validate(wanted)


def test_a_switch_is_not_turned_behind_the_sessions_back() -> None:
    switches = Switches()
    with pytest.raises(ValidationError):
        switches.cold = "refuse"  # type: ignore[misc]
    assert switches.cold == "warm"


@pytest.mark.parametrize(
    ("location", "path"),
    [((), ""), (("a",), "a"), ((0,), "[0]"), (("a", 2, "b"), "a[2].b"), (("a", 0, 1), "a[0][1]"), ((0, "a"), "[0].a")],
)
def test_a_location_is_written_as_a_json_path(location: tuple[int | str, ...], path: str) -> None:
    assert json_path(location) == path


def test_a_refusal_knows_its_rule_and_its_status_and_has_no_headers_unless_it_is_given_some() -> None:
    assert VendorError("cafe.cool", 400).headers == {}
    refusal = VendorError(None, 429, headers={"Retry-After": "1"})
    assert (refusal.rule, refusal.status, refusal.headers) == (None, 429, {"Retry-After": "1"})


@pytest.mark.parametrize("name", INSTALLED)
def test_a_vendors_ledger_has_each_rule_once_under_the_vendors_name(name: str) -> None:
    rules = [rule.id for rule in INSTALLED[name].load().vendor.rules]
    assert sorted(rules) == sorted(set(rules))
    assert [rule for rule in rules if not rule.startswith(f"{name}.")] == []


@pytest.mark.parametrize("name", INSTALLED)
def test_a_vendors_variant_has_its_default_first_and_says_why(name: str) -> None:
    for variant, options, default, because in INSTALLED[name].load().vendor.variants.described():
        assert (variant, options[0]) == (variant, default)
        assert len(options) > 1
        assert because.effect
        assert because.reason
