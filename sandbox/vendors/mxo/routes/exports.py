"""The files of Data Export: what a person downloads from MXO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sandbox.vendor import ConsoleError, Reply
from sandbox.vendors.mxo import dates
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.profile import Activity, InteractionEvent
from sandbox.vendors.mxo.state import Proposition, Space

CSV = "text/csv; charset=utf-8"
LEVEL = " > "
"""Stands between the levels of a full name."""

PROPOSITIONS = (
    "Proposition ID",
    "Proposition Name",
    "Proposition Full Name",
    "Proposition Code",
    "Proposition Type",
    "Parent Proposition ID",
)
CUSTOMER_EVENTS = (
    "TID",
    "Event Type",
    "Proposition ID",
    "Activity Type ID",
    "Lifecycle Stage ID",
    "Channel ID",
    "Touchpoint ID",
    "Action ID",
    "Interaction ID",
    "Optimization Point ID",
    "Asset ID",
    "State ID",
    "Event Date",
    "Device OS ID",
    "Device Type ID",
    "Proposition Dynamic ID",
)


def export_propositions(call: MxoCall) -> Reply:
    """Download `dim_propositions`: the configured propositions, and an entry for each dynamic one."""
    space = _space(call)
    if space.dynamic_propositions:
        call.applies("mxo.export-dynamic-row")
    return _file("dim_propositions.csv", PROPOSITIONS, _propositions(space))


def export_customer_events(call: MxoCall) -> Reply:
    """Download the customer events: every activity and interaction of every customer, oldest first."""
    space = _space(call)
    events = [(event, customer.tid) for customer in space.customers.values() for event in customer.activities]
    events.sort(key=lambda pair: pair[0].timestamp)
    call.applies("mxo.export-customer-events")
    return _file("customer_events.csv", CUSTOMER_EVENTS, (_event(space, event, tid) for event, tid in events))


def _space(call: MxoCall) -> Space:
    space = call.state.spaces.get(call.path["siteKey"])
    if space is None:
        raise ConsoleError("mxo.export-unknown-space", 404, "Unknown site key", dict(call.path))
    return space


# --- Rows -----------------------------------------------------------------------------------------------------------


def _propositions(space: Space) -> Iterator[tuple[object, ...]]:
    by_id = {proposition.id: proposition for proposition in space.propositions.values()}
    for code, known in sorted(space.propositions.items(), key=lambda item: item[1].id):
        yield known.id, known.name, _full_name(known, by_id), code, "STANDARD", known.parent
    for dynamic in space.dynamic_propositions:
        parent = space.propositions.get(dynamic.parent_code)
        above = _full_name(parent, by_id) if parent else dynamic.parent_code
        full_name = f"{above}{LEVEL}{dynamic.code}"
        yield dynamic.id, dynamic.code, full_name, dynamic.code, "DYNAMIC", parent and parent.id


def _full_name(proposition: Proposition, by_id: dict[int, Proposition]) -> str:
    """Return the names from the root down."""
    names = [proposition.name]
    while proposition.parent is not None:
        proposition = by_id[proposition.parent]
        names.append(proposition.name)
    return LEVEL.join(reversed(names))


def _event(space: Space, event: Activity | InteractionEvent, tid: str) -> Sequence[object]:
    row: dict[str, object] = {"TID": tid, "Touchpoint ID": event.touchpoint, "Event Date": dates.show(event.timestamp)}
    if isinstance(event, Activity):
        proposition = space.propositions.get(event.proposition_code)
        row |= {
            "Event Type": "ACTIVITY",
            "Proposition ID": proposition and proposition.id,
            "Activity Type ID": event.activity_type_code,
            "Lifecycle Stage ID": event.lifecycle_stage,
            "Proposition Dynamic ID": event.dynamic_proposition_code,
        }
    else:
        row |= {"Event Type": "INTERACTION", "Interaction ID": event.path}
    return [row.get(column) for column in CUSTOMER_EVENTS]


# --- CSV ------------------------------------------------------------------------------------------------------------


def _file(name: str, columns: Sequence[object], rows: Iterable[Sequence[object]]) -> Reply:
    """Write a file by the vendor's conventions: a head row, empty fields for nothing."""
    lines = (",".join(map(_field, row)) for row in (columns, *rows))
    body = "".join(f"{line}\n" for line in lines).encode()
    return Reply(200, body, {"Content-Disposition": f'attachment; filename="{name}"'}, CSV)


def _field(value: object) -> str:
    """Write a field, within quotation marks only if it must be: the standard library's writer would differ between versions."""
    text = "" if value is None else str(value)
    return '"{}"'.format(text.replace('"', '""')) if any(mark in text for mark in ',"\r\n') else text
