"""Reports: what there is to tell of issues and of who works on them."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getdoc
from typing import Annotated, Any, Generic, Literal, TypeVar, get_type_hints

from typing_extensions import TypedDict

from sandbox.vendor import Operation, Reply
from sandbox.vendors.ovationcxm.access import lists
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.envelope import answer
from sandbox.vendors.ovationcxm.operations import operation
from sandbox.vendors.ovationcxm.reports.parameters import Dates
from sandbox.vendors.ovationcxm.reports.rows import Timestamp
from sandbox.vendors.ovationcxm.reports.table import REPORTS, Report

R = TypeVar("R")


class ReportHeadersItem(TypedDict):
    """A column of a report. Source: sdk2018."""

    type: Literal["string", "float", "int", "date"]
    priority: str
    """Its number, from 1."""


class ReportAnswer(TypedDict, Generic[R]):
    """A report: its columns, and its rows. Source: sdk2018."""

    success: Literal[True]
    title: str
    headers: list[ReportHeadersItem]
    results: list[R]
    current_server_time: str


COLUMN_TYPES: dict[object, Literal["string", "float", "int", "date"]] = {str: "string", float: "float", int: "int", Timestamp: "date"}
"""What headers call the types of columns."""


def headers(row: type[Any]) -> list[ReportHeadersItem]:
    """Return the columns of a report, by the type of its rows."""
    types = row.__annotations__.values()
    return [{"type": COLUMN_TYPES[type], "priority": str(number)} for number, type in enumerate(types, 1)]


def handler(report: Report) -> Callable[..., Reply]:
    """Return the handler of a report, annotated as one that was written by hand."""
    columns = headers(report.row)

    def tell(call: OvationCall, query: Dates) -> Reply:
        lists(call)
        return answer(call, {"title": report.title, "headers": columns, "results": report.compute(call, query)})

    row: Any = report.row
    asked = get_type_hints(report.compute, include_extras=True)["query"]
    tell.__doc__ = f"{report.title}.\n\n{getdoc(report.compute)}"
    tell.__annotations__ = {"query": asked, "return": Annotated[Reply, ReportAnswer[row]]}
    return tell


def _operation(report: Report) -> Operation:
    return operation(f"reports.{report.id}", "GET", f"/reports/{report.id}", handler(report), "X", "422")


OPERATIONS = tuple(map(_operation, REPORTS))
