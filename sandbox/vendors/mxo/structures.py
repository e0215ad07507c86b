"""Evaluates pull structures: a stored tree, filled in for one customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import orjson

from sandbox.vendors.mxo import dates
from sandbox.vendors.mxo.profile import Activity, Customer, Device, InteractionEvent
from sandbox.vendors.mxo.state import Space
from sandbox.vendors.mxo.structure_model import Node, Structure, When

HISTORY_MONTHS = 13
HISTORY_EVENTS = 250
"""Limits of the vendor's Customer History adapter."""
DATASTORE_ROWS = 50
"""Limit of the vendor's Datastores adapter."""

TRUE = frozenset(("true", "t", "yes", "y", "on", "1"))
"""What a Boolean attribute of MXO takes for true, in any case."""

Item = Mapping[str, Any]


class Evaluation:
    """One evaluation: for whom, with which context, and when. Changes nothing."""

    def __init__(
        self, space: Space, customer: Customer, *, context: Mapping[str, str], device: Mapping[str, Any] | None, now: datetime
    ) -> None:
        self._space = space
        self._customer = customer
        self._context = context
        self._device = device if device is not None else customer.devices[0].details if customer.devices else {}
        self._now = now

    def of(self, structure: Structure) -> dict[str, Any]:
        """Return the structure's data: the children of the root, never the root."""
        return self._children(structure.children, {})

    def _children(self, nodes: list[Node], item: Item) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for node in nodes:
            if node.when is not None and not self._holds(node.when, item):
                continue
            if node.kind == "node":
                found[node.name] = self._children(node.children, item)
            elif node.from_ is not None:
                found[node.name] = [self._children(node.children, entry) for entry in islice(self._items(node.from_), node.limit)]
            elif (value := self._value(node.source or "", item)) is not None:
                found[node.name] = value
        return found

    def _holds(self, condition: When, item: Item) -> bool:
        if condition.proposition is not None:
            return self._customer.done(condition.proposition, condition.activity_type) >= (condition.at_least or 1)
        value = self._value(condition.source or "", item)
        if value is None:
            return False
        return value == condition.equals if condition.equals is not None else value.lower() in TRUE

    def _value(self, source: str, item: Item) -> str | None:
        """Return what a source gives, as text; `None` if it has no value."""
        kind, _, name = source.partition(":")
        match kind:
            case "tid":
                return self._customer.tid
            case "key":
                return self._customer.identifiers.get(self._space.key(name) or name)
            case "profile":
                held = self._customer.properties.get(name)
                return held.value if held else None
            case "context":
                return self._context.get(name)
            case "device":
                return as_text(self._device.get(name))
            case "item":
                return as_text(item.get(name))
            case _:
                return name

    def _items(self, listed: str) -> Iterator[Item]:
        kind, _, name = listed.partition(":")
        match kind:
            case "activities":
                return self._activities()
            case "propositions":
                return self._propositions()
            case "devices":
                return self._devices()
            case "journeys":
                return self._journeys()
            case _:
                return self._rows(name)

    def _activities(self) -> Iterator[Item]:
        """The customer's history, newest first."""
        first = dates.months_before(self._now, HISTORY_MONTHS)
        for event in islice(reversed(self._customer.activities), HISTORY_EVENTS):
            if event.timestamp < first:
                return
            yield self._activity(event) if isinstance(event, Activity) else self._interaction(event)

    def _activity(self, activity: Activity) -> Item:
        action = self._space.activity_types.get(activity.activity_type_code, activity.activity_type_code)
        proposition = self._name(activity.proposition_code)
        if activity.dynamic_proposition_code:
            proposition = f"{proposition} > {activity.dynamic_proposition_code}"
        return self._event(activity, "ACTIVITY") | {
            "action": action,
            "activityType": action,
            "proposition": proposition,
            "session": activity.session,
            "completion": activity.completion,
            "lifecycleStage": activity.lifecycle_stage,
        }

    def _interaction(self, event: InteractionEvent) -> Item:
        return self._event(event, "INTERACTION") | {"interaction": event.path}

    def _event(self, event: Activity | InteractionEvent, sort: str) -> dict[str, Any]:
        return {
            "touchpoint": event.touchpoint,
            "actionType": sort,
            "timestamp": event.timestamp,
            "viewOrClick": "VIEW",
            "actionResult": "VIEW",
            "recognitionStatus": "KNOWN" if self._customer.identifiers else "ANONYMOUS",
            "occurrences": 1,
        }

    def _propositions(self) -> Iterator[Item]:
        interest = {code: sum(types.values()) for code, types in self._customer.interest.items()}
        total = sum(interest.values())
        for code, count in interest.items():
            yield {"prop_name": self._name(code), "interest": count, "interest_total": total}

    def _name(self, code: str) -> str:
        proposition = self._space.propositions.get(code)
        return proposition.name if proposition else code

    def _journeys(self) -> Iterator[Item]:
        for journey in self._customer.journeys:
            yield {
                "propositionName": journey.proposition_name,
                "currentLifecycleStageStatus": journey.current_lifecycle_stage_status,
                "currentLifecycleStage": journey.current_lifecycle_stage,
                "lastInteractionDate": journey.last_interaction_date,
                "earliestLifecycleStage": journey.earliest_lifecycle_stage,
                "furthestLifecycleStage": journey.furthest_lifecycle_stage,
            }

    def _devices(self) -> Iterator[Item]:
        """The current device, then the former ones, the one used last first."""
        former = sorted(self._customer.devices[1:], key=_last_used, reverse=True)
        for index, device in enumerate(self._customer.devices[:1] + former):
            details = device.details
            yield {
                "deviceCategory": details.get("devType"),
                "lastUsed": device.last_used,
                "firstUsed": device.first_used,
                "appName": details.get("appName"),
                "appVersion": details.get("appVer"),
                "deviceOS": details.get("osName"),
                "deviceVersion": details.get("osVer"),
                "locationAccuracy": details.get("locHorzAccuracy"),
                "locationLastUpdate": details.get("locLastUpdated"),
                "currentDevice": index == 0,
                "city": device.city,
                "country": device.country,
            }

    def _rows(self, datastore: str) -> Iterator[Item]:
        """The live rows of a datastore whose primary key is the customer's key, with its columns as they are defined."""
        store = self._space.datastores.get(datastore)
        key = self._customer.identifiers.get("customerkey")
        if store is None or key is None:
            return
        columns = {column.name.lower(): column.name for column in store.definitions}
        for row in islice(store.live.rows.get(key, ()), DATASTORE_ROWS):
            yield {columns.get(name.lower(), name): value for name, value in row.items()}


def _last_used(device: Device) -> datetime:
    return device.last_used


def as_text(value: object) -> str | None:
    """Write a value as structures do: booleans and numbers as JSON, whole numbers without a fraction, times in UTC."""
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime():
            return dates.show(value)
        case float():
            return orjson.dumps(value).decode().removesuffix(".0")
        case _:
            return str(value)
