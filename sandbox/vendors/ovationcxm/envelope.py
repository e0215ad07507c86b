"""The envelope of answers: every success says so, counts what it holds, and tells the server's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Generic, Literal, NotRequired, TypeVar

import orjson
from pydantic import BeforeValidator
from typing_extensions import TypedDict

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.dictionaries import Dictionary
from sandbox.vendors.ovationcxm.errors import JSON
from sandbox.vendors.ovationcxm.inputs import Parameters
from sandbox.vendors.ovationcxm.values import server_time

R = TypeVar("R")


class Minimal(TypedDict):
    """Success, and nothing to tell."""

    success: Literal[True]
    current_server_time: str


class Listed(TypedDict, Generic[R]):
    """Success with rows."""

    success: Literal[True]
    totalCount: int
    """How many there are."""
    returned: int
    """How many are in this answer."""
    pages: int
    results: R
    current_server_time: str


class Failure(TypedDict):
    """A refusal."""

    success: Literal[False]
    errorType: str
    message: str
    fields: NotRequired[list[str]]
    """Members that are missing or invalid."""
    current_server_time: str


def answer(call: OvationCall, members: Mapping[str, Any], before: Mapping[str, Any] = MappingProxyType({})) -> Reply:
    """Answer with these members between `success` and the server's time; few answers have members `before` them."""
    body = {**before, "success": True, **members, "current_server_time": server_time(call.now)}
    return Reply(200, orjson.dumps(body), media_type=JSON)


def minimal(call: OvationCall) -> Reply:
    """Answer that it was done."""
    return answer(call, {})


def listed(call: OvationCall, rows: Any, *, pages: Literal[0, 1], count: int | None = None) -> Reply:
    """Answer with all rows, or with one object. Some operations speak of one page, others of none."""
    total = len(rows) if count is None else count
    return answer(call, {"totalCount": total, "returned": total, "pages": pages, "results": rows})


def lenient(value: object) -> int | None:
    """Read a positive number; anything else is none."""
    text = str(value).strip()
    # Python reads no more than 4300 digits; a number of so many is beyond any end all the same.
    return int(text[:4000]) or None if text.isascii() and text.isdigit() else None


class PageParameters(Parameters):
    """Which part of a list is asked for. What is no positive number counts as not given."""

    limit: Annotated[int | None, BeforeValidator(lenient)] = None
    """How many rows at most; 100 is the most that is answered."""
    start: Annotated[int | None, BeforeValidator(lenient)] = None
    """How many rows to pass over."""


LARGEST_PAGE = 100


def paged(call: OvationCall, ids: Sequence[str], row: Callable[[str], R], page: PageParameters, default: int) -> Reply:
    """Answer with one page of a list of ids, each as its row. `default` rows are on a page if nothing is said."""
    size = min(page.limit or default, LARGEST_PAGE)
    start = page.start or 0
    if page.limit is None:
        call.applies("ovationcxm.page-limit")
    rows = [row(id) for id in ids[start : start + size]]
    return answer(call, {"totalCount": len(ids), "returned": len(rows), "pages": -(-len(ids) // size), "results": rows})


class EnumerationItem(TypedDict):
    """An entry of a dictionary. Source: sdk2018; the key is the sandbox's addition."""

    key: NotRequired[str]
    value: str


Enumeration = Listed[list[EnumerationItem] | dict[str, str] | list[str]]


def enumeration(call: OvationCall, dictionary: Dictionary) -> Reply:
    """Answer with a dictionary, in the shape that is switched."""
    labels = {str(key): label for key, label in dictionary.labels.items()}
    shape = call.variants.shape("meta_enum_shape")
    if shape == "dictionary":
        return listed(call, labels, pages=1)
    if shape == "labels":
        return listed(call, list(labels.values()), pages=1)
    if shape == "value-list":
        return listed(call, [EnumerationItem(value=label) for label in labels.values()], pages=1)
    return listed(call, [EnumerationItem(key=key, value=label) for key, label in labels.items()], pages=1)
