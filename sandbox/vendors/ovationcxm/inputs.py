"""How the members of requests are read: what a client may send for a text, a number, a label, and what counts as nothing."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Hashable
from datetime import datetime
from functools import cache
from typing import Annotated, Any, ClassVar, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, GetCoreSchemaHandler, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function

from sandbox.vendor import rule
from sandbox.vendors.ovationcxm.call import OvationCall, is_blank
from sandbox.vendors.ovationcxm.dictionaries import DELETED, Dictionary
from sandbox.vendors.ovationcxm.state import Ovationcxm
from sandbox.vendors.ovationcxm.state.index import Index
from sandbox.vendors.ovationcxm.values import EXACT, read_time, telephone


class _Missing:
    """Stands where a required member is missing."""


_MISSING = _Missing()


def _scalar(value: Any) -> Any:
    """Pass what is no object and no list. Raises pydantic's errors."""
    if value is _MISSING:
        raise PydanticCustomError("missing", "required")
    if isinstance(value, dict | list):
        raise ValueError("neither an object nor a list")
    return value


def _text(value: Any) -> Any:
    value = _scalar(value)
    return str(value).lower() if isinstance(value, bool) else value if value is None else str(value)


def _number(value: Any) -> Any:
    value = _scalar(value)
    number = math.nan if isinstance(value, bool) or "_" in str(value) else float(value)
    if not math.isfinite(number):
        raise ValueError("no number")
    return number


def _whole(value: Any) -> Any:
    number = _number(value)
    if not number.is_integer() or abs(number) >= EXACT:
        raise ValueError("no whole number")
    return int(number)


_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def _flag(value: Any) -> Any:
    flag = _FLAGS.get(str(_scalar(value)).strip().lower())
    if flag is None:
        raise ValueError("neither true nor false")
    return flag


def _time(value: Any) -> Any:
    if value is None:
        return None
    moment = read_time(_scalar(value))
    if moment is None:
        raise ValueError("no time")
    return moment


class _Kept:
    """Marks members that keep their value where an update sends them blank; all others lose it then."""


KEPT = _Kept()

Text = Annotated[str | None, BeforeValidator(_text)]
KeptText = Annotated[Text, KEPT]
Telephone = Annotated[Text, AfterValidator(lambda number: None if number is None else telephone(number))]
Number = Annotated[float | None, BeforeValidator(_number), KEPT]
Whole = Annotated[int | None, BeforeValidator(_whole), KEPT]
Flag = Annotated[bool | None, BeforeValidator(_flag), KEPT]
Time = Annotated[datetime | None, BeforeValidator(_time), rule("ovationcxm.input-date"), WithJsonSchema({"type": ["string", "null"]})]
Map = BeforeValidator(lambda value: {} if value == [] else value)
"""Marks objects: PHP writes an empty one as a list."""
Texts = list[Annotated[str, BeforeValidator(_text)]] | None

Required = Annotated[str, BeforeValidator(_text)]
"""A parameter that must be given."""
Optional = Annotated[str | None, BeforeValidator(lambda value: None if isinstance(value, dict | list) else _text(value))]
"""A parameter that need not be given, of an operation that refuses no parameter: what is no text counts as not given."""


def unique(index: Callable[[Ovationcxm], Index[Any]]) -> AfterValidator:
    """Return the check of an external id: no other object of the organisation has it, unless that is deleted.

    The object itself is the one of its `id`, or the target of the call.
    """

    def check(value: str | None, info: ValidationInfo[OvationCall]) -> str | None:
        call = info.context
        for other in index(call.state).all("external_id", call.org.id, value):
            if other is not call.target and other.id != info.data.get("id") and other.status != DELETED:
                raise PydanticCustomError("taken", "another object has it")
        return value

    return AfterValidator(check)


class Entry:
    """Says, inside `Annotated`, that a member names an entry of a dictionary, by key or by label. Its value is the label."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._find: Callable[[object], Any] = dictionary.label

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._read, handler(source))

    def _read(self, value: Any) -> Any:
        found = self._find(_scalar(value))
        if found is None:
            raise ValueError("no entry of the dictionary")
        return found


class KeyOfEntry(Entry):
    """Likewise; the value is the key."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._find = dictionary.key


class Input(BaseModel):
    """An object that a put writes. What is not given is not among `model_fields_set`; `None` takes a value away."""

    required: ClassVar[tuple[str, ...]] = ()
    """What a new object needs, and an update must not blank."""

    @classmethod
    def creates(cls, raw: dict[str, Any], _call: OvationCall) -> bool:
        """Say whether a new object is meant."""
        return is_blank(raw.get("id"))

    @classmethod
    def needs(cls, _call: OvationCall) -> tuple[str, ...]:
        """Return what is required."""
        return cls.required

    @classmethod
    def passes_over(cls, _call: OvationCall) -> tuple[str, ...]:
        """Return what is not read, whatever it is."""
        return ()

    @model_validator(mode="before")
    @classmethod
    def _given(cls, raw: Any, info: ValidationInfo[OvationCall]) -> Any:
        """Leave out what counts as not given. On an update, a blank text, time or list takes the value away."""
        if not isinstance(raw, dict):
            return raw
        call = info.context
        creating, needed, passed_over = cls.creates(raw, call), cls.needs(call), cls.passes_over(call)
        found: dict[str, Any] = {}
        for name, field in cls.model_fields.items():
            if name in passed_over:
                continue
            value = raw.get(name)
            if not is_blank(value):
                found[name] = value
            elif name in needed and (creating or name in raw):
                found[name] = _MISSING
            elif name in raw and not creating and not any(isinstance(mark, _Kept | Entry) for mark in field.metadata):
                found[name] = None
        return found


class Parameters(BaseModel):
    """Parameters of a query or a form. Blank ones were left out before."""


def changed(given: Input, *without: str) -> dict[str, Any]:
    """Return what a put gives, by name, less what is not simply stored."""
    return {name: getattr(given, name) for name in type(given).model_fields if name in given.model_fields_set and name not in without}


def store(record: Any, changes: dict[str, Any]) -> None:
    """Write changes into a record; `None` takes a value away, which leaves the one of a fresh record."""
    empty = _empty(cast(Hashable, type(record)))
    for name, value in changes.items():
        setattr(record, name, empty[name]() if value is None else value)


@cache
def _empty(kind: Hashable) -> dict[str, Any]:
    """Return what makes the value of each member of a fresh record."""

    def maker(field: Any) -> Any:
        return field.default_factory if field.default_factory is not dataclasses.MISSING else lambda: field.default

    return {field.name: maker(field) for field in dataclasses.fields(cast(Any, kind))}


def is_empty(value: object) -> bool:
    """Say whether nothing is said: no value, or an object or list in which nothing is said."""
    left = [value]
    while left:
        found = left.pop()
        if isinstance(found, dict):
            left.extend(found.values())
        elif not is_blank(found) and (found not in (0, []) or isinstance(found, bool)):
            return False
    return True


def named(raw: object, member: str = "id") -> str | None:
    """Return the id that an object of a put names, if it names one that could be an id."""
    value = raw.get(member) if isinstance(raw, dict) else None
    return str(value) if not is_blank(value) and isinstance(value, str | int | float) else None


def flag(value: object) -> bool:
    """Say whether a value that is not refused here means yes."""
    return not isinstance(value, dict | list) and _FLAGS.get(str(value).strip().lower(), False)
