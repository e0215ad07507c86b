"""How pydantic's errors are read: which field, what kind of problem, and the rule that the model names."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Optional

import pytest
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.problems import first_problem
from sandbox.vendor import Problem, rule

ALL = ("missing", "type", "value")


class Wire(BaseModel):
    """What a client sends."""

    model_config = ConfigDict(alias_generator=to_camel, strict=True, validate_by_alias=True, validate_by_name=False)


class Leaf(Wire):
    """The innermost model."""

    code: Annotated[str, Field(min_length=1, max_length=3), rule("leaf.code", ALL)]
    plain_number: int = 0


Named = Annotated[Leaf, rule("named.leaf", ALL)]


class Tree(Wire):
    """Every way in which a field can be wrapped."""

    needed: Annotated[
        str, Field(min_length=1, max_length=3), rule("tree.missing", ("missing",)), rule("tree.type", ("type",)), rule("tree.value")
    ]
    own_leaf: Leaf | None = None
    old_leaf: Optional[Leaf] = None  # noqa: UP045 - the other spelling is tested
    many_leaves: Annotated[list[Leaf], Field(max_length=2), rule("tree.many")] = []
    maybe_leaves: Annotated[list[Leaf] | None, rule("tree.maybe")] = None
    by_name: dict[str, Leaf] = {}
    nested: list[list[Leaf]] = []
    named: Named | None = None
    words: list[Annotated[str, Field(max_length=3), rule("tree.words", ALL)]] = []
    renamed: Annotated[int, Field(alias="other-name", gt=0), rule("tree.renamed")] = 1
    choice: Annotated[Literal["a", "b"], rule("tree.choice")] = "a"
    bare: Annotated[str, Field(max_length=3)] = ""


def problem(annotation: Any = Tree, /, **members: Any) -> Problem:
    """Return the problem of an input: a good one, with members replaced; a member given as `...` is left out."""
    given = {name: value for name, value in ({"needed": "x"} | members).items() if value is not ...}
    return problem_of(given, annotation)


def problem_of(given: Any, annotation: Any = Tree) -> Problem:
    """Return the problem of any input."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(annotation).validate_python(given)
    return first_problem(refused.value, annotation)


# --- Kinds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind", "error"),
    [
        (..., "missing", "missing"),
        (None, "missing", "string_type"),
        ("", "missing", "string_too_short"),
        (7, "type", "string_type"),
        ([], "type", "string_type"),
        ("long", "value", "string_too_long"),
    ],
)
def test_a_problem_is_a_missing_value_another_type_or_a_broken_constraint(value: Any, kind: str, error: str) -> None:
    assert problem(needed=value) == Problem(kind, f"tree.{kind}", ("needed",), error)  # type: ignore[arg-type]


def test_a_null_item_of_a_list_is_not_missing_but_of_another_type() -> None:
    assert problem(words=["a", None]) == Problem("type", "tree.words", ("words", 1), "string_type")


def test_an_empty_text_that_breaks_another_constraint_is_a_broken_constraint() -> None:
    assert problem(choice="") == Problem("value", "tree.choice", ("choice",), "literal_error")


def test_a_null_document_is_of_another_type() -> None:
    assert problem_of(None) == Problem("type", None, (), "model_type")


def test_a_text_that_is_too_short_but_not_empty_is_a_broken_constraint() -> None:
    assert problem_of("x", Annotated[str, Field(min_length=2)]) == Problem("value", None, (), "string_too_short")


def test_the_first_problem_is_the_first_in_the_order_of_the_models_fields() -> None:
    assert problem(bare="long", needed=7, words=[1]).location == ("needed",)
    assert problem(bare="long", words=["a", "long", 1]).location == ("words", 1)


def test_an_unknown_member_is_a_broken_constraint_of_no_rule() -> None:
    forbidding = type("Forbidding", (Leaf,), {"model_config": ConfigDict(extra="forbid")})
    assert problem_of({"code": "a", "more": None}, forbidding).rule is None
    assert problem_of({"code": "a", "more": 1}, forbidding) == Problem("value", None, ("more",), "extra_forbidden")


# --- Rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "location", "named"),
    [
        ({"ownLeaf": {}}, ("ownLeaf", "code"), "leaf.code"),
        ({"oldLeaf": {}}, ("oldLeaf", "code"), "leaf.code"),
        ({"manyLeaves": [{"code": "a"}, {}]}, ("manyLeaves", 1, "code"), "leaf.code"),
        ({"maybeLeaves": [{}]}, ("maybeLeaves", 0, "code"), "leaf.code"),
        ({"byName": {"x": {}}}, ("byName", "x", "code"), "leaf.code"),
        ({"nested": [[], [{}]]}, ("nested", 1, 0, "code"), "leaf.code"),
        ({"named": {"code": "long"}}, ("named", "code"), "leaf.code"),
        ({"named": 7}, ("named",), "named.leaf"),
        ({"ownLeaf": {"code": "a", "plainNumber": "x"}}, ("ownLeaf", "plainNumber"), None),
        ({"ownLeaf": 7}, ("ownLeaf",), None),
        ({"manyLeaves": [{"code": "a"}] * 3}, ("manyLeaves",), "tree.many"),
        ({"words": ["long"]}, ("words", 0), "tree.words"),
        ({"other-name": 0}, ("other-name",), "tree.renamed"),
        ({"bare": "long"}, ("bare",), None),
    ],
)
def test_the_rule_is_that_of_the_field_where_the_problem_is(members: Any, location: tuple[int | str, ...], named: str | None) -> None:
    found = problem(**members)
    assert (found.location, found.rule) == (location, named)


@pytest.mark.parametrize("leaf", ["text", 7, None])
def test_an_item_of_another_type_is_not_a_broken_constraint_of_its_list(leaf: Any) -> None:
    assert problem(manyLeaves=[leaf]) == Problem("type", None, ("manyLeaves", 0), "model_type")


def test_a_rule_speaks_for_the_kinds_that_it_names_and_without_any_for_broken_constraints() -> None:
    assert problem(**{"other-name": 0}) == Problem("value", "tree.renamed", ("other-name",), "greater_than")
    assert problem(**{"other-name": "x"}) == Problem("type", None, ("other-name",), "int_type")
    assert problem(**{"other-name": None}) == Problem("missing", None, ("other-name",), "int_type")


Word = Annotated[str, Field(max_length=3), rule("word")]


def test_a_rule_of_a_list_does_not_speak_for_its_items() -> None:
    words = Annotated[list[Word], Field(max_length=2), rule("list")]
    assert problem_of(["a", "b", "c"], words).rule == "list"
    assert problem_of(["long"], words).rule == "word"


def test_a_rule_of_the_items_does_not_speak_for_their_list() -> None:
    words = Annotated[list[Word], Field(max_length=2)]
    assert problem_of(["long"], words).rule == "word"
    assert problem_of(["a", "b", "c"], words).rule is None


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[str, Field(max_length=3), rule("it")],
        Annotated[str | None, Field(max_length=3), rule("it")],
        Annotated[Annotated[str, rule("it")], Field(max_length=3)],
        Annotated[str, Field(max_length=3), rule("it")] | None,
        list[Annotated[str, Field(max_length=3), rule("it")]],
        dict[str, Annotated[str, Field(max_length=3), rule("it")]],
    ],
)
def test_the_rule_of_an_input_without_a_model_is_found_through_every_wrapping(annotation: Any) -> None:
    for given in ("long", ["long"], {"a": "long"}):
        with pytest.raises(ValidationError) as refused:
            TypeAdapter(annotation).validate_python(given)
        found = first_problem(refused.value, annotation)
        if found.kind == "value":
            assert found.rule == "it"
            return
    pytest.fail("no input broke the constraint")


def test_a_problem_inside_what_has_no_fields_and_items_of_one_kind_has_no_rule() -> None:
    pair = Annotated[tuple[int, Word], rule("pair", ALL)]
    assert problem_of((1, "long"), pair) == Problem("value", None, (1,), "string_too_long")
    assert problem_of(7, pair).rule == "pair"


def test_a_location_is_written_as_a_path() -> None:
    assert problem(nested=[[], [{}]]).path == "nested[1][0].code"
    assert problem_of(None).path == ""
    assert problem_of([7], list[str]).path == "[0]"


def test_a_problem_holds_the_others_in_the_order_of_the_model() -> None:
    found = problem(needed=1, choice="c", bare="long", words=["long", "x", "longer"])
    assert (found.path, found.rule) == ("needed", "tree.type")
    assert [(other.path, other.rule, other.others) for other in found.others] == [
        ("words[0]", "tree.words", ()),
        ("words[2]", "tree.words", ()),
        ("choice", "tree.choice", ()),
        ("bare", None, ()),
    ]


# --- Forms of a body that are told apart by tags --------------------------------------------------------------------


class Twig(Wire):
    """Another form."""

    code: Annotated[str, rule("twig.code", ALL)]


Forms = Annotated[
    Annotated[Leaf, Tag("leaf")] | Annotated[Twig, Tag("twig")] | Annotated[list[Twig], Field(min_length=1), rule("twigs"), Tag("twigs")],
    Discriminator(lambda given: "twigs" if isinstance(given, list) else "twig" if "twig" in given else "leaf"),
]


@pytest.mark.parametrize(
    ("given", "found", "location"),
    [
        ({}, "leaf.code", ("leaf", "code")),
        ({"twig": 1}, "twig.code", ("twig", "code")),
        ([], "twigs", ("twigs",)),
        ([{"code": "a"}, {"code": 5}], "twig.code", ("twigs", 1, "code")),
    ],
)
def test_a_form_is_found_by_its_tag(given: Any, found: str, location: tuple[int | str, ...]) -> None:
    refused = problem_of(given, Forms)
    assert (refused.rule, refused.location) == (found, location)


def test_a_tag_that_no_form_has_names_no_rule() -> None:
    unknown = Annotated[Annotated[Leaf, Tag("leaf")] | Annotated[Twig, Tag("twig")], Discriminator(lambda _: "nope")]
    assert problem_of({}, unknown).rule is None
