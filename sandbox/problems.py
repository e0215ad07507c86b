"""Reads pydantic's errors as a vendor's rules: which field, what kind of problem, and the rule that its model names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from sandbox.vendor import Problem, ProblemKind, rule

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def first_problem(refused: ValidationError, annotation: Any) -> Problem:
    """Return the first problem of an input that was validated as `annotation`; it holds the others."""
    first, *others = (_problem(error, annotation) for error in refused.errors(include_url=False, include_context=False))
    return replace(first, others=tuple(others))


def _problem(error: ErrorDetails, annotation: Any) -> Problem:
    kind = _kind(error)
    named = next((mark.id for mark in _marks(annotation, error["loc"]) if kind in mark.kinds), None)
    return Problem(kind, named, error["loc"], error["type"])


def _kind(error: ErrorDetails) -> ProblemKind:
    given = error["input"]
    is_member = bool(error["loc"]) and isinstance(error["loc"][-1], str)
    if error["type"] == "missing" or (given is None and is_member) or (given == "" and error["type"] == "string_too_short"):
        return "missing"
    return "type" if error["type"].endswith("_type") else "value"


def _marks(annotation: Any, location: Sequence[int | str]) -> list[rule]:
    """Walk down to the field or item at `location`; return what its line says of rules."""
    inner, marks = _unwrapped(annotation)
    if not location:
        return marks
    part, *rest = location
    if get_origin(inner) in (Union, UnionType):
        return next((_marks(form, rest) for form in get_args(inner) if Tag(str(part)) in get_args(form)), [])
    if get_origin(inner) in (list, dict):
        return _marks(get_args(inner)[-1], rest)
    if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
        return []
    info = next((info for name, info in inner.model_fields.items() if part in (info.alias, name)), None)
    if info is None:
        return []
    below = _marks(info.annotation, rest)
    return below if rest else [*(mark for mark in info.metadata if isinstance(mark, rule)), *below]


def _unwrapped(annotation: Any) -> tuple[Any, list[rule]]:
    """Strip `Annotated` and `| None` from an annotation; return what is inside, and the rules met on the way.

    Forms of a body that are told apart by tags stay together: a location names the tag.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner, marks = _unwrapped(arguments[0])
        return inner, [*(mark for mark in arguments[1:] if isinstance(mark, rule)), *marks]
    if origin in (Union, UnionType) and not any(isinstance(mark, Tag) for form in arguments for mark in get_args(form)):
        return _unwrapped(next(argument for argument in arguments if argument is not NoneType))
    return annotation, []
