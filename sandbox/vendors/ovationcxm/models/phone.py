"""What a telephone system tells of calls, and what it is answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from sandbox.vendor import rule
from sandbox.vendors.ovationcxm.callers import SEARCHED_BY, Searched
from sandbox.vendors.ovationcxm.inputs import Flag, Parameters, Required, Text
from sandbox.vendors.ovationcxm.values import nanp


def _north_american(text: str) -> str:
    number = nanp(text)
    if number is None:
        raise ValueError("no North American number")
    return number


def _pair(value: Any, info: ValidationInfo) -> Any:
    """Miss the kind of object where a search query does not say among what to search."""
    if info.data.get("search_query") is not None and value not in tuple(SEARCHED_BY):
        raise PydanticCustomError("missing", "required with search_query")
    return value


Dialled = Annotated[Required, AfterValidator(_north_american), rule("ovationcxm.phone-number")]
"""A North American number; read as its ten digits."""


class QueueEntry(Parameters):
    """Who calls whom."""

    external_id: Required
    """The caller's own id of the call."""
    cid_number: Dialled
    """The caller's number."""
    cid_name: Text = None
    """The caller's name, as the telephone network tells it."""
    did_number: Dialled
    """The number that was dialled; it says which team takes care."""
    qid: Text = None
    """Id of the queue."""
    search_query: Text = None
    """What the caller said or typed: an id, an external id, a name, an address, a number, a merchant id."""
    search_object: Annotated[Searched | None, BeforeValidator(_pair), rule("ovationcxm.phone-search-pair", ("missing",))] = Field(
        None, validate_default=True
    )
    """Among what `search_query` is looked for."""


class AgentAnswers(Parameters):
    """Which agent joins a call."""

    external_id: Required
    agent_identifier: Required
    """Id, external id, e-mail address or extension of an org user."""
    auto_reassign: Flag = None
    """Whether the issue goes to the agent though it is somebody else's."""
    log_notes: Text = None


class AgentHangsUp(Parameters):
    """Which agent leaves a call."""

    external_id: Required
    agent_identifier: Required
    """Id, external id, e-mail address or extension of an org user."""
    auto_resolve: Flag = None
    """Whether the issue is resolved."""
    log_notes: Text = None


class QueueExit(Parameters):
    """Which call ends. The part `recording` of a form is a file."""

    external_id: Required
    auto_resolve: Flag = None
    """Whether the issue is resolved."""
    log_notes: Text = None


class QueueEntered(TypedDict):
    """The issue of a call that came in. Source: sdk2018."""

    success: Literal[True]
    issueId: str
    current_server_time: str


class PhoneAnswered(TypedDict):
    """The issue of a call. Source: sdk2018."""

    success: Literal[True]
    issue_id: str
    current_server_time: str
