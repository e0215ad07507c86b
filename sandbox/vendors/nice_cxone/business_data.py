"""Items of business data: how a body of them is read, and which values a field takes.

The PUTs, the live update and meta-data of scripts share this; each words what is wrong in its own way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import WithJsonSchema

from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.state import BusinessDataField, FieldType

Items = Annotated[
    list[dict[str, Any]],
    WithJsonSchema(
        {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "minProperties": 1, "additionalProperties": {"type": ["string", "number", "boolean"]}},
            "examples": [[{"business_data_name1": "string of text"}, {"business_data_name2": True}, {"business_data_name3": 1234}]],
        }
    ),
]
"""What a request holds: objects that map names of fields to values. `read_items` has looked at it."""


class Number(str):
    """A number as the JSON text has it: 12.50 is not 12.5, and 1e999 is no infinity."""

    __slots__ = ()


# --- Bodies ---------------------------------------------------------------------------------------------------------


class BodyFault(Exception):
    """A body that holds no items. `reason` is a sentence."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(rule, reason)
        self.rule = rule
        self.reason = reason


def read_json(body: bytes) -> Any:
    """Read JSON, with every number as a `Number`. Raises `ValueError`."""
    try:
        document = json.loads(body.decode(), parse_int=Number, parse_float=Number, parse_constant=_no_constant)
        # Half a surrogate pair can be written in JSON, and kept nowhere. They are rare, so that most bodies are spared.
        if b"\\ud" in body.lower():
            json.dumps(document, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("too deep") from None
    return document


def _no_constant(word: str) -> object:
    raise ValueError(word)


def read_items(call: CxoneCall) -> Items:
    """Read the body as items. Raises `BodyFault`."""
    if not call.body.strip(b" \t\r\n"):
        raise BodyFault("nice_cxone.bd.body-missing", "Body is missing.")
    try:
        document = read_json(call.body)
    except ValueError:
        raise BodyFault("nice_cxone.bd.body-not-json", "Body is not valid JSON.") from None
    if not isinstance(document, list):
        raise BodyFault("nice_cxone.bd.body-not-array", "Body must be a JSON array.")
    if not document:
        raise BodyFault("nice_cxone.bd.body-empty-array", "Body must contain at least one item.")
    for index, item in enumerate(document):
        _check_item(call, index, item)
    return document


def _check_item(call: CxoneCall, index: int, item: object) -> None:
    if not isinstance(item, dict):
        raise BodyFault("nice_cxone.bd.item-not-object", f"Item {index} must be a JSON object.")
    if not item:
        raise BodyFault("nice_cxone.bd.item-empty", f"Item {index} is empty.")
    if len(item) > 1 and call.variants.multi_key_item == "reject":
        raise BodyFault("nice_cxone.bd.item-several-fields", f"Item {index} has more than one field.")


# --- Fields ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one member of an item."""

    rule: str
    name: str
    code: str
    message: str


@dataclass(slots=True)
class Updates:
    """What is to be stored of a request, and what is wrong with the rest."""

    values: dict[str, str | None] = field(default_factory=dict)
    """By name of the field; `None` removes its value."""
    faults: list[FieldFault] = field(default_factory=list)
    """In the order of the items, then of their members."""

    @property
    def named(self) -> set[str]:
        """The names of the fields that the request speaks of."""
        return {*self.values, *(fault.name for fault in self.faults)}

    def write(self, stored: dict[str, str]) -> None:
        """Store the values in those of a segment."""
        for name, value in self.values.items():
            if value is None:
                stored.pop(name, None)
            else:
                stored[name] = value


def check_items(
    call: CxoneCall, items: Items, fields: Mapping[str, BusinessDataField], *, unknown: Literal["reject", "ignore"] = "reject"
) -> Updates:
    """Check every member of the items against the tenant's fields. `unknown`: what becomes of names that are no field."""
    updates = Updates()
    for item in items:
        if len(item) > 1:
            call.applies("nice_cxone.bd.item-several-fields")
        for name, value in item.items():
            if name not in fields and unknown == "ignore":
                call.applies("nice_cxone.bd.field-unknown")
            else:
                _check_member(call, updates, fields.get(name), name, value)
    return updates


def _check_member(call: CxoneCall, updates: Updates, known: BusinessDataField | None, name: str, value: object) -> None:
    variants = call.variants
    if value is None and known is not None and known.active and variants.null_value == "clear":
        checked: str | FieldFault | None = None
    else:
        checked = check_value(known, name, value, strict=variants.value_typing == "strict")
    if isinstance(checked, FieldFault):
        updates.faults.append(checked)
        return
    if name in updates.values:
        call.applies("nice_cxone.bd.field-duplicate")
    updates.values[name] = checked


_EXPECTED: Mapping[FieldType, str] = {"text": "text", "numeric": "numeric", "boolean": "true/false"}


def check_value(known: BusinessDataField | None, name: str, value: object, *, strict: bool) -> str | FieldFault:
    """Return a value as it is stored, or what is wrong with it or its field."""
    about = f"Business data field '{name}'"
    if known is None:
        return FieldFault("nice_cxone.bd.field-unknown", name, "FIELD_NOT_FOUND", f"{about} does not exist.")
    if not known.active:
        return FieldFault("nice_cxone.bd.field-inactive", name, "FIELD_INACTIVE", f"{about} is not active.")
    if value is None:
        return FieldFault("nice_cxone.bd.value-null", name, "INVALID_VALUE", f"{about} does not accept null.")
    if isinstance(value, dict | list):
        return FieldFault("nice_cxone.bd.value-nested", name, "INVALID_VALUE", f"{about} does not accept an object or array.")
    text = _typed(known.type, value, strict=strict)
    if text is None:
        return FieldFault("nice_cxone.bd.value-type", name, "INVALID_TYPE", f"{about} expects a {_EXPECTED[known.type]} value.")
    return text


# --- Values ---------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE]([+-]?)0*([0-9]*))?")
_MOST_EXPONENT = 308
_WORDS = ("true", "false")


def _typed(wanted: FieldType, value: object, *, strict: bool) -> str | None:
    """Return a scalar as a field of the type stores it; `None` if it does not fit."""
    match value:
        case bool():
            fits = wanted == "boolean" or (wanted == "text" and not strict)
            return str(value).lower() if fits else None
        case Number():
            fits = wanted == "numeric" or (wanted == "text" and not strict)
            return number_text(value) if fits else None
        case str() if wanted == "text":
            return value
        case str() if not strict:
            trimmed = value.strip()
            if wanted == "numeric":
                return number_text(trimmed)
            return trimmed.lower() if trimmed.lower() in _WORDS else None
    return None


def number_text(text: str) -> str | None:
    """Return a number in plain notation, all digits kept; `None` if it is none, or its exponent is too great."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    exponent = number[2] or "0"
    if len(exponent) > len(str(_MOST_EXPONENT)) or int(exponent) > _MOST_EXPONENT:
        return None
    return format(Decimal(text), "f")


def contact_number(text: str) -> int | None:
    """Read the id of a contact in a path; `None` if it cannot be one."""
    return int(text) if _CONTACT.fullmatch(text) else None


_CONTACT = re.compile(r"0|[1-9][0-9]{0,17}")


def several(faults: Sequence[FieldFault]) -> dict[str, FieldFault]:
    """Return the first fault of each field, by its name."""
    first: dict[str, FieldFault] = {}
    for fault in faults:
        first.setdefault(fault.name, fault)
    return first
