"""A small vendor, a café, whose handlers have every kind of input: what its OpenAPI document is tested with."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Optional

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.openapi import document
from sandbox.vendor import (
    CHOSEN,
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Answers,
    Call,
    Manifest,
    NotEmulated,
    Operation,
    Reply,
    State,
    Variants,
    Vendor,
    VendorError,
)

TinyCall = Call[State, Variants]


class Sort(Enum):
    """Sorts of tea."""

    GREEN = "green"
    BLACK = "black"


class Cup(BaseModel):
    """A cup of tea."""

    model_config = ConfigDict(alias_generator=to_camel, json_schema_serialization_defaults_required=True)

    tea_name: Annotated[str, Field(min_length=1, max_length=9, description="What stands on the menu.")]
    sugar: int = 0


class Order(BaseModel):
    """What is ordered."""

    cups: list[Cup]


class Filter(BaseModel):
    """What is looked for."""

    limit: Annotated[int, Field(ge=1, le=100, description="How many at most.")] = 10
    sort: Sort | None = None
    sorts: list[Sort] = []
    other: Annotated[Sort | None, Field(description="Which other sort.")] = None
    best: Annotated[Sort, Field(description="Which sort first.")] = Sort.GREEN
    table: str
    since: Optional[int] = None  # noqa: UP045 - the other spelling is tested
    mixed: int | str | None = None
    page: Annotated[int, Field(alias="pageNumber")] = 1


class Refusal(BaseModel):
    """How the café says no."""

    why: str


def list_cups(call: TinyCall, query: Filter) -> list[Cup]:
    """List cups.

    Empty ones too.
    In the order of the menu.
    """
    raise NotImplementedError


def order_cups(call: TinyCall, body: Order) -> Order:
    """Order cups."""
    raise NotImplementedError


def pay(call: TinyCall, form: Cup) -> None:
    """Pay."""


OPERATIONS = (
    Operation("cup.list", "GET", "/tables/{table}/cups/{cup_id}", list_cups, DOCUMENTED),
    Operation(
        "cup.order",
        "POST",
        "/tables/{table}/cups/{cup_id}",
        order_cups,
        OBSERVED,
        errors={
            409: Answers(Refusal, INFERRED, only_with="cafe.full: refuse"),
            400: Answers(Refusal | None, DOCUMENTED),
            404: Answers(None, CHOSEN),
            500: Answers(Refusal, DOCUMENTED),
        },
        secured_by="token",
        status=201,
    ),
    Operation("bill.pay", "PUT", "/bill", pay, CHOSEN, status=204),
)


def vendor(*operations: Operation, **members: Any) -> Vendor[Any, Any]:
    """Return a small vendor with these operations."""
    wanted: dict[str, Any] = {
        "manifest": Manifest("cafe", "The Café", "2.1", (), (), lambda _: {}),
        "state": State,
        "variants": Variants,
        "rules": (),
        "operations": operations,
        "error_body": lambda _call, error: Reply(error.status),
        "invalid": lambda _call, _problem: VendorError(None, 400),
        "unknown_path": lambda _call: VendorError(None, 404),
        "wrong_method": lambda _call, _methods: VendorError(None, 405),
        "security": {"token": {"type": "http", "scheme": "bearer"}},
        "not_emulated": (NotEmulated("/kitchen", "cafe.kitchen", "nobody may enter"),),
    }
    return Vendor(**(wanted | members))


CAFE = document(vendor(*OPERATIONS))
