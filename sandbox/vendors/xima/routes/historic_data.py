"""Historical call data: a report, run for a time."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Annotated, Any

import orjson

from sandbox.vendor import DOCUMENTED, Answers, Operation, Reply
from sandbox.vendors.xima.auth import entry, refusals
from sandbox.vendors.xima.call import XimaCall
from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.errors import Refusal, forbidden, not_found
from sandbox.vendors.xima.models import HistoricParameter, HistoricReply, HistoricRequest, Timeframe
from sandbox.vendors.xima.paths import V1
from sandbox.vendors.xima.reports import Column
from sandbox.vendors.xima.times import offset_of, read_time, without_zero_fraction, write_time

TIMEFRAME = "REPORT_TIMEFRAME"
PBX_USERS = "PBX_USERS"

# --- Checks ---------------------------------------------------------------------------------------------------------


def own_report(call: XimaCall) -> None:
    """Check that the path names a report, and that it is the Service User's."""
    report = call.state.reports.get(call.path["report_id"])
    if report is None or report.tenant != call.hostname:
        raise not_found("xima.historic.report")
    if report.service_user_id != call.user_id:
        raise forbidden("xima.historic.service-account")
    call.report = report


def _check_types(parameters: list[HistoricParameter]) -> None:
    for index, parameter in enumerate(parameters):
        if parameter.value.get("type") != parameter.value_type:
            text = f"parameters[{index}].value.type must equal parameters[{index}].valueType."
            raise Refusal("xima.historic.value-type", 400, text)


def _timeframe(parameters: list[HistoricParameter]) -> Timeframe:
    """Return the one timeframe, whose times are readable and in order."""
    found = [(index, parameter.value) for index, parameter in enumerate(parameters) if parameter.value_type == TIMEFRAME]
    if len(found) != 1:
        text = f"Only one parameter of valueType {TIMEFRAME} is allowed." if found else f"A parameter of valueType {TIMEFRAME} is required."
        raise Refusal("xima.historic.timeframe", 400, text)
    index, value = found[0]
    for name in ("start", "end"):
        if not isinstance(value.get(name), str) or read_time(value[name]) is None:
            text = f"parameters[{index}].value.{name} must be an ISO 8601 time with an offset."
            raise Refusal("xima.historic.time", 400, text)
    start, end = _bounds(frame := Timeframe(type="REPORT_TIMEFRAME", start=value["start"], end=value["end"]))
    if end < start:
        raise Refusal("xima.historic.order", 400, "The timeframe ends before it starts.")
    return frame


def _bounds(timeframe: Timeframe) -> tuple[int, int]:
    start, end = read_time(timeframe.start), read_time(timeframe.end)
    assert start is not None
    assert end is not None
    return start, end


def _pbx_users(call: XimaCall, parameters: list[HistoricParameter]) -> set[str] | None:
    """Return the agents to whom the rows are limited; `None`, if they are not."""
    limits = [(index, parameter.value) for index, parameter in enumerate(parameters) if parameter.value_type == PBX_USERS]
    named = [key for index, value in limits for key in _keys(index, value)]
    for key in named:
        agent = call.state.labelled(call.hostname, key)
        if agent is None:
            raise Refusal("xima.historic.agent", 400, f"The agent '{key}' does not exist.")
        if not call.user.reaches_agent(agent.extension):
            raise forbidden("xima.historic.agent")
    return set(named) if limits else None


def _keys(index: int, value: dict[str, Any]) -> list[str]:
    users = value.get("pbxUsers")
    if not isinstance(users, list) or not all(isinstance(user, dict) and isinstance(user.get("key"), str) for user in users):
        text = f"parameters[{index}].value.pbxUsers must be an array of objects with 'key'."
        raise Refusal("xima.historic.pbx-users", 400, text)
    return [user["key"] for user in users]


# --- Handler --------------------------------------------------------------------------------------------------------


def run_report(call: XimaCall, body: HistoricRequest) -> Annotated[Reply, HistoricReply]:
    """Run a report for a time.

    If it takes too long, the answer is 202 without a body: it is kept, and the same request then gets it.
    """
    _check_types(body.parameters)
    timeframe = _timeframe(body.parameters)
    only = _pbx_users(call, body.parameters)
    if call.variants.historic_timeout == "never":
        return Reply(200, _run(call, timeframe, only))
    call.applies("xima.historic.timeout")
    request = blake2b(orjson.dumps([call.hostname, call.path["report_id"], call.json], option=orjson.OPT_SORT_KEYS)).hexdigest()
    if request in call.state.report_cache:
        return Reply(200, call.state.report_cache[request].encode())
    call.state.add_report(request, _run(call, timeframe, only).model_dump_json())
    return Reply(202)


def _run(call: XimaCall, timeframe: Timeframe, only: set[str] | None) -> HistoricReply:
    report = call.report
    columns, rows = report.columns, report.rows
    if report.kind == "dip-calls":
        columns, rows = _dip_calls(call, timeframe)
    elif only is not None:
        rows = [row for row in rows if row.get("0") in only]
    execution_id = report.execution_ids.pop(0) if report.execution_ids else call.chance.uuid()
    call.applies("xima.historic.timeframe-echo")
    shown = Timeframe(type="REPORT_TIMEFRAME", start=without_zero_fraction(timeframe.start), end=without_zero_fraction(timeframe.end))
    return HistoricReply(
        report_id=report.report_id,
        execution_id=execution_id,
        title=report.title,
        timeframe=shown,
        skin=report.skin,
        columns=columns,
        rows=[[row.get(column.key, "") for column in columns] for row in rows] if call.variants.historic_rows == "arrays" else rows,
    )


_OF_CALL = (Column("0", "Call ID", "STRING"), Column("1", "Start Time", "TIME"), Column("2", "External Party", "STRING"))


def _dip_calls(call: XimaCall, timeframe: Timeframe) -> tuple[list[Column], list[dict[str, str]]]:
    """Return the calls of a time with their saved dip values: a row each, a column for each key, in alphabetical order."""
    found = sorted(_saved(call, timeframe), key=lambda one: (one[1].start_time, one[0]))
    names = sorted({name for _, _, saved in found for name in saved})
    columns = [*_OF_CALL, *(Column(str(number), name, "STRING") for number, name in enumerate(names, len(_OF_CALL)))]
    offset = offset_of(timeframe.start)
    rows = []
    for call_id, record, saved in found:
        about = [str(call_id), write_time(record.start_time, offset), record.external_number or ""]
        texts = [*about, *(saved.get(name, "") for name in names)]
        rows.append({column.key: text for column, text in zip(columns, texts, strict=True)})
    call.applies("xima.dip.view.database")
    return columns, rows


def _saved(call: XimaCall, timeframe: Timeframe) -> Iterator[tuple[int, CallRecord, dict[str, str]]]:
    start, end = _bounds(timeframe)
    for call_id, record in call.state.calls.items():
        if record.tenant == call.hostname and start <= record.start_time <= end and (saved := record.saved):
            yield call_id, record, saved


# --- Table ----------------------------------------------------------------------------------------------------------

ERRORS = {
    202: Answers(None, DOCUMENTED, only_with="xima.historic-timeout: first-call"),
    **refusals(DOCUMENTED, 400, 404),
}
ENTRY = (*entry("historic-data"), own_report)

OPERATIONS: tuple[Operation, ...] = (
    Operation("historic-data.run", "POST", f"{V1}/historic-data/{{report_id}}", run_report, DOCUMENTED, ENTRY, ERRORS, "token"),
)
