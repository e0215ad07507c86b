"""Reports of historical call data, and realtime metrics: what an administrator gave Service Users access to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.vendor import RECORD

ReportKind = Literal["static", "dip-calls"]
Format = Literal["STRING", "DURATION", "COUNT", "TIME"]
CategoryType = Literal["AGENT", "GROUP", "CALL_DIRECTION", "ACCOUNT_CODE", "NONE"]


@dataclass(slots=True)
class Column:
    """A column of a report."""

    __pydantic_config__ = RECORD

    key: str
    title: str
    format: Format


@dataclass(slots=True)
class Report:
    """A report, known by the id that stands in the path."""

    __pydantic_config__ = RECORD

    tenant: str
    report_id: int
    """The vendor's number of it."""
    title: str
    service_user_id: str
    """The one Service User that may run it."""
    skin: str = "Avaya Default"
    kind: ReportKind = "dip-calls"
    """`static`: its rows are fixed; `dip-calls`: the calls of its timeframe with their saved dip values."""
    columns: list[Column] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    """Texts by the keys of the columns."""
    execution_ids: list[str] = field(default_factory=list)
    """What the next executions are called; after them, ids are drawn."""


@dataclass(slots=True)
class RealtimeMetric:
    """A realtime metric, known by its id."""

    __pydantic_config__ = RECORD

    tenant: str
    metric_name: str
    category_type: CategoryType
    category_selection: list[str] = field(default_factory=list)
    service_user_ids: list[str] = field(default_factory=list)
    """To whom it is assigned."""
    ready: bool = False
    """A new metric is ready once its values were asked for."""
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By category."""

    @property
    def categories(self) -> list[str]:
        """The categories of its values; without a selection the one empty category."""
        return self.category_selection or [""]
