"""Customers as the state keeps them: slotted records, since they come in thousands."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, JsonValue, Tag

from sandbox.vendor import RECORD, Moment

Uuid = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Code = Annotated[str, Field(min_length=1)]


@dataclass(slots=True)
class Activity:
    """One thing that a customer did. `touchpoint` is the base URI; times are UTC."""

    __pydantic_config__ = RECORD

    proposition_code: Code
    activity_type_code: Code
    timestamp: Moment
    touchpoint: str
    received_at: Moment
    dynamic_proposition_code: Annotated[str | None, Field(min_length=1, max_length=255)] = None
    session: str | None = None
    """Shown in histories, as the two below; no client can send them, so only a fixture has them."""
    completion: str | None = None
    lifecycle_stage: str | None = None


@dataclass(slots=True)
class InteractionEvent:
    """One interaction of a customer, from whichever API: at a touchpoint, the beginning of the URI. Times are UTC."""

    __pydantic_config__ = RECORD

    uri: Code
    touchpoint: str
    path: str | None
    """What stands in the URI behind the touchpoint: the interaction, if it is told."""
    timestamp: Moment
    received_at: Moment
    channel: Literal["interaction", "update", "offline", "event", "batch"]
    properties: dict[str, str] | None = None


def _sort_of_event(event: Any) -> str:
    """Tell the two sorts of events apart, as records and as JSON."""
    is_interaction = "uri" in event if isinstance(event, dict) else isinstance(event, InteractionEvent)
    return "interaction" if is_interaction else "activity"


Event = Annotated[
    Annotated[Activity, Tag("activity")] | Annotated[InteractionEvent, Tag("interaction")],
    Discriminator(_sort_of_event),
]


@dataclass(slots=True)
class Property:
    """A property of a profile: its value, and when it was set."""

    __pydantic_config__ = RECORD

    value: str
    at: Moment


@dataclass(slots=True)
class Device:
    """A device that a customer used: the members of the wire's Device as received, and when it was used."""

    __pydantic_config__ = RECORD

    details: dict[str, JsonValue]
    first_used: Moment
    last_used: Moment
    city: str | None = None
    country: str | None = None

    @property
    def key(self) -> tuple[JsonValue, ...]:
        """What makes two reports speak of the same device."""
        return tuple(self.details.get(name) for name in ("appName", "devType", "osName"))


@dataclass(slots=True)
class Journey:
    """How far a customer has come with a proposition."""

    __pydantic_config__ = RECORD

    proposition_name: str
    current_lifecycle_stage_status: str
    current_lifecycle_stage: str
    last_interaction_date: Moment
    earliest_lifecycle_stage: str
    furthest_lifecycle_stage: str


@dataclass(slots=True)
class Customer:
    """One profile."""

    __pydantic_config__ = RECORD

    tids: Annotated[list[Uuid], Field(min_length=1)]
    """The primary TID first, then secondary ones, oldest first."""
    created_at: Moment
    identifiers: dict[str, Annotated[str, Field(min_length=1)]] = field(default_factory=dict)
    """Values by API name of the key attribute, in order of association."""
    properties: dict[str, Property] = field(default_factory=dict)
    devices: list[Device] = field(default_factory=list)
    """The current one first."""
    journeys: list[Journey] = field(default_factory=list)
    activities: list[Event] = field(default_factory=list)
    """Activities and interaction events, oldest first; at equal times in order of storing."""
    interest: dict[str, dict[str, int]] = field(default_factory=dict)
    """Activities by proposition code, in order of first storing, then by activity type code. Counted where a fixture leaves it out."""
    dynamic_interest: dict[str, dict[str, int]] = field(default_factory=dict)
    """Activities by dynamic proposition code, counted with `interest`."""

    def __post_init__(self) -> None:
        if not self.interest:
            for event in self.activities:
                self._count(event)
        self.activities.sort(key=_when)
        if len(set(self.tids)) < len(self.tids):
            raise ValueError("tids: one stands there twice")

    @property
    def tid(self) -> str:
        """The primary TID."""
        return self.tids[0]

    def add(self, event: Activity | InteractionEvent) -> None:
        """Store an activity or an interaction event."""
        self._count(event)
        # Most events belong at the end or near it, so the search begins there.
        low, step = len(self.activities), 1
        while low > 0 and self.activities[low - 1].timestamp > event.timestamp:
            low, step = max(0, low - step), step * 2
        insort(self.activities, event, lo=low, key=_when)

    def take_over(self, events: list[Activity | InteractionEvent]) -> None:
        """Store the events of a profile that became part of this one."""
        for event in events:
            self._count(event)
        self.activities = sorted(self.activities + events, key=lambda event: (event.timestamp, event.received_at))

    def done(self, proposition: str, activity_type: str | None = None) -> int:
        """Count the activities with a proposition code, which may be a dynamic one, of one activity type or of any."""
        tables = self.interest.get(proposition, {}), self.dynamic_interest.get(proposition, {})
        if activity_type is None:
            return sum(sum(table.values()) for table in tables)
        return sum(table.get(activity_type, 0) for table in tables)

    def _count(self, event: Activity | InteractionEvent) -> None:
        if isinstance(event, Activity):
            parent, code = event.proposition_code, event.dynamic_proposition_code
            _tally(self.interest, parent, event.activity_type_code)
            if code and code != parent:
                _tally(self.dynamic_interest, code, event.activity_type_code)

    def use(self, details: dict[str, JsonValue], now: datetime) -> None:
        """Make a device the current one; a known device keeps the time of its first use."""
        device = Device(details, now, now)
        for index, known in enumerate(self.devices):
            if known.key == device.key:
                device.first_used = known.first_used
                del self.devices[index]
                break
        self.devices.insert(0, device)


def _tally(table: dict[str, dict[str, int]], code: str, activity_type: str) -> None:
    types = table.get(code)
    if types is None:
        table[code] = {activity_type: 1}
    else:
        types[activity_type] = types.get(activity_type, 0) + 1


_when = attrgetter("timestamp")
