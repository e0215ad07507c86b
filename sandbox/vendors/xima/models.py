"""What Xima's REST API and the reference web service accept and answer."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from sandbox.vendor import RECORD, rule
from sandbox.vendors.xima.agents import AgentType, RecordingState
from sandbox.vendors.xima.recordings import Recording
from sandbox.vendors.xima.reports import Column

WIRE = ConfigDict(alias_generator=to_camel, strict=True, validate_by_alias=True, validate_by_name=False)
"""Configuration of what a client sends."""

# --- Refusals -------------------------------------------------------------------------------------------------------


class Error(BaseModel):
    """How the REST API says no. Of Xima's own error bodies nothing is known: decide by the status alone."""

    status: int
    error: str
    message: str


class DipServiceError(BaseModel):
    """How the reference web service says no."""

    error: str
    message: str


# --- Data dips ------------------------------------------------------------------------------------------------------


class DipRequest(RootModel[dict[str, Any]]):
    """The keys of a Data Dip Profile with the values of the call, all of them strings."""

    model_config = ConfigDict(json_schema_extra={"additionalProperties": {"type": "string"}})


class DipReplyParameter(BaseModel):
    """A value that becomes a session parameter of the call."""

    model_config = RECORD

    value: str
    display_to_agent: bool
    """Whether the agent sees it during the call."""
    save_to_database: bool
    """Whether it is saved, for Cradle to Grave and Reports."""


class DipReply(BaseModel):
    """What was found; no parameters mean no match."""

    parameters: dict[str, DipReplyParameter]


# --- Lists ----------------------------------------------------------------------------------------------------------


class AgentShown(BaseModel):
    """An agent: `Name(extension)`."""

    agent: str
    type: AgentType


class AgentList(BaseModel):
    """The agents of the tenant that the Service User may reach."""

    agents: list[AgentShown]


class SkillShown(BaseModel):
    """A skill."""

    name: str


class SkillList(BaseModel):
    """The skills of the tenant that the Service User may reach."""

    skills: list[SkillShown]


class RecordingArray(RootModel[list[Recording]]):
    """Recordings, oldest first."""


class RecordingList(BaseModel):
    """Recordings, oldest first, in an object."""

    recordings: list[Recording]


class RecordingTimes(BaseModel):
    """The time in which the recordings began. The checks read it; here it is documented."""

    model_config = WIRE | ConfigDict(json_schema_extra={"required": ["startTime", "endTime"]})

    start_time: str | None = None
    """ISO 8601 with an offset; `+` is sent as `%2B`."""
    end_time: str | None = None


class AudioQuery(BaseModel):
    """How the audio is wanted."""

    format: str | None = None
    """`wav` (if nothing is said) or `spx`."""


class ActiveRecording(BaseModel):
    """How the recording of an agent's call stands."""

    state: RecordingState


# --- Click to dial --------------------------------------------------------------------------------------------------


def _dialable(number: str) -> str:
    if not number.strip():
        raise PydanticCustomError("blank", "blank")
    if not re.search(r"[0-9]", number):
        raise PydanticCustomError("no_digit", "no digit")
    return number


_OPTIONAL = rule("xima.click.optional-types", ("type",))


class ClickToDial(BaseModel):
    """A call to place for an agent."""

    model_config = WIRE

    number_to_dial: Annotated[str, AfterValidator(_dialable), rule("xima.click.number", ("missing", "type", "value"))]
    """As the agent would dial it."""
    outbound_caller_id: Annotated[str | None, _OPTIONAL] = None
    """A number that is available to the agent."""
    external_prefix: Annotated[str | None, _OPTIONAL] = None


# --- Historical data ------------------------------------------------------------------------------------------------

_ALL_KINDS: tuple[Literal["missing", "type", "value"], ...] = ("missing", "type", "value")
_ITEM = rule("xima.historic.parameters", _ALL_KINDS)


def _supported(wanted: str) -> str:
    if wanted != "json":
        raise PydanticCustomError("format", "not supported")
    return wanted


class HistoricParameter(BaseModel):
    """A parameter of a report, such as its timeframe."""

    model_config = WIRE

    name: Annotated[str, _ITEM]
    value_type: Annotated[str, _ITEM]
    """`REPORT_TIMEFRAME` (exactly one is needed), `PBX_USERS`."""
    value: Annotated[dict[str, Any], _ITEM]
    """Its `type` equals the value type. A timeframe has `start` and `end`, ISO 8601 with an offset."""


class HistoricRequest(BaseModel):
    """How a report is wanted."""

    model_config = WIRE

    format: Annotated[str, AfterValidator(_supported), rule("xima.historic.format", _ALL_KINDS)]
    """`json`."""
    parameters: Annotated[list[Annotated[HistoricParameter, _ITEM]], _ITEM]


class Timeframe(BaseModel):
    """The time that a report is about."""

    type: Literal["REPORT_TIMEFRAME"]
    start: str
    end: str


class HistoricReply(BaseModel):
    """A report. Rows hold texts by the keys of the columns, or in their order (`xima.historic-rows`)."""

    model_config = RECORD

    report_id: int
    """The vendor's number of the report, not the id of the path."""
    execution_id: str
    title: str
    timeframe: Timeframe
    skin: str
    columns: list[Column]
    rows: list[dict[str, str]] | list[list[str]]


# --- Realtime metrics -----------------------------------------------------------------------------------------------


class MetricShown(BaseModel):
    """A realtime metric that is assigned to the Service User."""

    model_config = RECORD

    metric_id: str
    metric_name: str
    category_type: str
    category_selection: list[str]


class MetricList(RootModel[list[MetricShown]]):
    """The realtime metrics that are assigned to the Service User."""


class MetricKey(BaseModel):
    """What a value is about."""

    model_config = RECORD

    metric_id: str
    category_value: str


class MetricValue(BaseModel):
    """A value of a metric: `{"lastUpdateTime": ..., "count": 15, "type": "COUNT"}`."""

    key: MetricKey
    value: dict[str, Any]


class MetricValues(BaseModel):
    """The values that are there, and the metrics that are not ready yet."""

    model_config = RECORD

    results: list[MetricValue]
    not_ready: list[str] = Field(default=[], description="Metrics without values yet; ask again.")
    metrics_not_ready: list[str] = Field(default=[], description="The same, with `xima.metrics-not-ready-key`.")


class MetricIds(BaseModel):
    """Which metrics. The checks read it; here it is documented."""

    model_config = WIRE | ConfigDict(json_schema_extra={"required": ["id"]})

    id: list[str] | str | None = None
    """A metric id; repeated, or several joined by commas."""
