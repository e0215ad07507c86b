"""WebService Integration Profiles: which finished calls Xima tells to whom, and what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote, quote_plus

from pydantic import AfterValidator, BaseModel
from pydantic_core import PydanticCustomError

from sandbox.vendor import RECORD, ConsoleError
from sandbox.vendors.xima.agents import Agent
from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.models import WIRE
from sandbox.vendors.xima.profiles import REQUIRED, Address, Id, ProfileName

METHODS = ("POST", "GET")

# --- Profiles -------------------------------------------------------------------------------------------------------


class Criterion(BaseModel):
    """What a call must be like, to be told."""

    model_config = WIRE

    field: Annotated[
        Literal["callDirection", "skill", "agentExtension", "tag", "externalNumber", "accountCode", "durationSeconds"], REQUIRED
    ]
    operator: Annotated[Literal["equals", "contains", "at-least", "at-most"], REQUIRED]
    value: Annotated[Any, REQUIRED]


def _fitting(criterion: Criterion) -> Criterion:
    of_time = criterion.field == "durationSeconds"
    fits = isinstance(criterion.value, int | float if of_time else str) and not isinstance(criterion.value, bool)
    if not fits or of_time != criterion.operator.startswith("at-"):
        raise PydanticCustomError("criterion", "operator or value do not fit the field")
    return criterion


class UrlParameter(BaseModel):
    """A parameter of the request; its value may hold placeholders."""

    model_config = WIRE

    name: Annotated[str, REQUIRED]
    value: Annotated[str, REQUIRED]


def _without_placeholders(text: str) -> str:
    if _PLACEHOLDER.search(text):
        raise PydanticCustomError("placeholder", "the target URL takes no placeholders")
    return text


_PLACEHOLDER = re.compile(r"<[^<>]*>")


class EventProfileFields(BaseModel):
    """What every WebService Integration Profile has."""

    model_config = WIRE | {"extra": "forbid", "serialize_by_alias": True}

    profile_name: ProfileName
    target_url: Annotated[Address, AfterValidator(_without_placeholders), REQUIRED]
    criteria: Annotated[list[Annotated[Criterion, AfterValidator(_fitting), REQUIRED]], REQUIRED] = []
    """All must hold; without any, every call is told."""
    http_method: Annotated[str, REQUIRED]
    url_parameters: Annotated[list[Annotated[UrlParameter, REQUIRED]], REQUIRED] = []
    enabled: Annotated[bool, REQUIRED] = True


class EventProfile(EventProfileFields):
    """A WebService Integration Profile as it is stored, known by its id."""

    tenant: str


class EventProfileBody(EventProfileFields):
    """A WebService Integration Profile to store."""

    id: Id | None = None
    tenant: str | None = None


def check_event_profile(profile: EventProfileFields) -> None:
    """Check the method, and that every placeholder is known."""
    if profile.http_method not in METHODS:
        detail = {"field": "httpMethod", "reason": "not one of POST, GET"}
        raise ConsoleError("xima.event.method", 400, "httpMethod must be POST or GET.", detail)
    for index, parameter in enumerate(profile.url_parameters):
        for placeholder in _PLACEHOLDER.findall(parameter.value):
            if placeholder not in SAMPLE:
                detail = {"field": f"urlParameters[{index}].value", "reason": "unknown placeholder"}
                raise ConsoleError("xima.event.placeholder", 400, f"The placeholder '{placeholder}' is not known.", detail)


# --- Calls ----------------------------------------------------------------------------------------------------------


def meets(call: CallRecord, criteria: list[Criterion]) -> bool:
    """Say whether a finished call meets all criteria."""
    return all(_meets(call, criterion) for criterion in criteria)


def _meets(call: CallRecord, criterion: Criterion) -> bool:
    wanted = criterion.value
    if criterion.field == "durationSeconds":
        assert call.end_time is not None
        seconds = (call.end_time - call.start_time) / 1000
        return bool(seconds >= wanted if criterion.operator == "at-least" else seconds <= wanted)
    texts: Mapping[str, list[str | None]] = {
        "callDirection": [call.call_direction],
        "skill": [call.skill],
        "agentExtension": [call.agent_extension],
        "tag": [call.tag],
        "externalNumber": [call.external_number],
        "accountCode": [*call.account_codes],
    }
    found = [text for text in texts[criterion.field] if text is not None]
    return any(wanted == text if criterion.operator == "equals" else wanted in text for text in found)


# --- Requests -------------------------------------------------------------------------------------------------------

SAMPLE = {
    "<Empty Value>": "",
    "<Account Codes>": "Opp Won, Large Sale, Processed in CRM",
    "<Agent>": "John Doe (154)",
    "<Agent Extension>": "154",
    "<Call Direction>": "inbound",
    "<Call ID>": "1",
    "<External Number>": "8015551234",
    "<Skill>": "Customer Support",
    "<Start Time>": "2026-01-01T09:00:00.000-07:00",
    "<Tag>": "Default",
    "<Recording Listen Link>": "",
}
"""Every placeholder, with what a test sends for it."""


def call_data(call_id: int, call: CallRecord, agent: Agent | None, start: str, listen_link: str) -> dict[str, str]:
    """Return what stands for each placeholder of a finished call. `start`: its beginning as ISO 8601."""
    return {
        "<Empty Value>": "",
        "<Account Codes>": ", ".join(call.account_codes),
        "<Agent>": f"{agent.name} ({agent.extension})" if agent else "",
        "<Agent Extension>": call.agent_extension or "",
        "<Call Direction>": call.call_direction.lower(),
        "<Call ID>": str(call_id),
        "<External Number>": call.external_number or "",
        "<Skill>": call.skill or "",
        "<Start Time>": start,
        "<Tag>": call.tag or "",
        "<Recording Listen Link>": listen_link,
    }


@dataclass(frozen=True, slots=True)
class EventRequest:
    """A request that tells of a call."""

    method: str
    url: str
    body: str = ""


def event_request(profile: EventProfileFields, data: Mapping[str, str], *, space: str, place: str) -> EventRequest:
    """Build the request of a profile. `space`: `percent` or `plus`; `place`: `query` or `form` (of POST only)."""
    encode = quote_plus if space == "plus" else quote
    pairs = [(parameter.name, _PLACEHOLDER.sub(lambda found: data[found[0]], parameter.value)) for parameter in profile.url_parameters]
    encoded = "&".join(f"{encode(name, safe='~')}={encode(value, safe='~')}" for name, value in pairs)
    if place == "form" and profile.http_method == "POST":
        return EventRequest("POST", profile.target_url, encoded)
    if not encoded:
        return EventRequest(profile.http_method, profile.target_url)
    url = profile.target_url
    joint = "" if url[-1] in "?&" else "&" if "?" in url else "?"
    return EventRequest(profile.http_method, f"{url}{joint}{encoded}")


Reason = Literal["http-status", "timeout", "connection-failed", "not-allowed"]
"""Why an event did not reach its receiver, or was not taken there."""


@dataclass(slots=True)
class Delivery:
    """What became of an event."""

    __pydantic_config__ = RECORD

    profile_id: str
    call_id: int | None
    """Nothing for a test."""
    test: bool
    request: dict[str, str]
    status: int | None
    outcome: Literal["delivered", "failed"]
    reason: Reason | None
    elapsed_ms: int
