"""What Xima remembers: tenants with all that is theirs, and the reference web service of data dips."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Self, TypeVar

from pydantic import Field, model_validator

from sandbox.vendor import State
from sandbox.vendors.xima.agents import Agent, Skill, extension_of
from sandbox.vendors.xima.calls import CallRecord
from sandbox.vendors.xima.dip_service import DipService
from sandbox.vendors.xima.dips.results import DipResult
from sandbox.vendors.xima.events import Delivery, EventProfile
from sandbox.vendors.xima.manifest import DIP_TOKEN, carried
from sandbox.vendors.xima.profiles import DipProfile
from sandbox.vendors.xima.recordings import Recording
from sandbox.vendors.xima.reports import RealtimeMetric, Report
from sandbox.vendors.xima.service_users import ServiceUser
from sandbox.vendors.xima.tenants import Tenant

MOST_KEPT = 1_000
"""Data dips, events and reports of the past that a session keeps; the oldest make room."""
FIRST_CALL = 5001
"""The id of the first call, where there is none."""
_OWNED = ("service_users", "agents", "skills", "calls", "reports", "realtime_metrics", "data_dip_profiles", "web_service_profiles")
"""Collections whose records name their tenant."""

T = TypeVar("T")


class Xima(State):
    """Everything that Xima remembers in a session."""

    tenants: dict[str, Tenant] = {}
    """By hostname; the first is the default one."""
    service_users: dict[str, ServiceUser] = {}
    """By id."""
    agents: dict[str, Agent] = {}
    """By extension, if that is unique, else by any id; in the order of the vendor's list."""
    skills: dict[str, Skill] = {}
    """Likewise."""
    calls: dict[int, CallRecord] = {}
    """By call id."""
    recordings: dict[str, Recording] = {}
    """By recording key."""
    reports: dict[str, Report] = {}
    """By the id that stands in the path."""
    report_cache: dict[str, str] = {}
    """Replies that were not ready when they were first asked for, by a digest of the request."""
    realtime_metrics: dict[str, RealtimeMetric] = {}
    """By metric id."""
    dip_service: DipService = DipService()
    data_dip_profiles: dict[str, DipProfile] = {}
    """By id."""
    dips: dict[Annotated[str, Field(pattern=r"^dip-[0-9]{1,15}$")], DipResult] = {}
    """By id, oldest first."""
    web_service_profiles: dict[str, EventProfile] = {}
    """By id."""
    deliveries: dict[Annotated[str, Field(pattern=r"^ev-[0-9]{1,15}$")], Delivery] = {}
    """By id, oldest first."""

    def issue(self, session: str) -> None:
        """Let the web service know the form of its token that carries the session's name.

        A Service User's token needs no such entry: its carrying form is read off it on each call, since a refresh ends both.
        """
        tokens = self.dip_service.tokens
        if DIP_TOKEN in tokens:
            tokens.append(carried(DIP_TOKEN, session))

    # --- What refers to what ---

    @model_validator(mode="after")
    def _refer(self) -> Self:
        """Refuse records that refer to nothing, or that cannot be told apart."""
        for name, hostname in self._owned():
            if hostname not in self.tenants:
                raise ValueError(f"{name}.tenant: there is no such tenant")
        for report_key, report in self.reports.items():
            if report.service_user_id not in self.service_users:
                raise ValueError(f"reports.{report_key}.serviceUserId: there is no such service user")
        for key, recording in self.recordings.items():
            if recording.recording_key != key:
                raise ValueError(f"recordings.{key}.recordingKey: it is not the key")
        if len(self._by_extension) != len(self.agents):
            raise ValueError("agents: two agents of a tenant have one extension")
        if len(self._users_by_token) != len(self.service_users):
            raise ValueError("serviceUsers: two service users have one token")
        return self

    def _owned(self) -> Iterator[tuple[str, str]]:
        """List every record that belongs to a tenant, as `calls.5001`, with the tenant's hostname."""
        for name in _OWNED:
            field = Xima.model_fields[name].alias
            for key, record in getattr(self, name).items():
                yield f"{field}.{key}", record.tenant
        for key, recording in self.recordings.items():
            yield f"recordings.{key}", recording.tenant_name

    # --- Service Users ---

    @cached_property
    def _users_by_token(self) -> dict[str, str]:
        return {user.token: user_id for user_id, user in self.service_users.items()}

    @cached_property
    def _former_tokens(self) -> set[str]:
        return {token for user in self.service_users.values() for token in user.former_tokens}

    def user_of(self, token: str) -> str | None:
        """Return the id of the Service User with that token."""
        return self._users_by_token.get(token)

    def is_former(self, token: str) -> bool:
        """Say whether a token was replaced by another."""
        return token in self._former_tokens

    def add_user(self, user_id: str, user: ServiceUser) -> None:
        """Add a Service User."""
        self.service_users[user_id] = user
        self._users_by_token[user.token] = user_id

    def replace_token(self, user_id: str, token: str) -> None:
        """Give a Service User another token; the old one is void at once."""
        user = self.service_users[user_id]
        del self._users_by_token[user.token]
        self._users_by_token[token] = user_id
        self._former_tokens.add(user.token)
        user.former_tokens.append(user.token)
        user.token = token

    # --- Agents ---

    @cached_property
    def _by_extension(self) -> dict[tuple[str, str], Agent]:
        return {(agent.tenant, agent.extension): agent for agent in self.agents.values()}

    def agent(self, hostname: str, extension: str | None) -> Agent | None:
        """Return the agent of a tenant with that extension."""
        return self._by_extension.get((hostname, extension or ""))

    def labelled(self, hostname: str, label: str) -> Agent | None:
        """Return the agent of a tenant that is written `Name(extension)`."""
        agent = self.agent(hostname, extension_of(label))
        return agent if agent is not None and agent.label == label else None

    # --- Calls ---

    @cached_property
    def _latest_call(self) -> list[int]:
        """The highest call id, in a list of its own so that it can be replaced."""
        return [max(self.calls, default=FIRST_CALL - 1)]

    def add_call(self, call: CallRecord) -> int:
        """Add a call; returns its id, the next one."""
        self._latest_call[0] += 1
        call_id = self._latest_call[0]
        self.calls[call_id] = call
        return call_id

    # --- The past ---

    @cached_property
    def _latest(self) -> dict[str, int]:
        """The highest number in the ids of data dips and events."""
        return {"dip": _highest(self.dips), "ev": _highest(self.deliveries)}

    @property
    def next_dip(self) -> str:
        """The id of the next data dip: `dip-0001`."""
        return f"dip-{self._latest['dip'] + 1:04}"

    def add_dip(self, dip: DipResult) -> None:
        """Keep a data dip, by the next id."""
        _keep(self.dips, self.next_dip, dip)
        self._latest["dip"] += 1

    def add_delivery(self, delivery: Delivery) -> str:
        """Keep what became of an event; returns its id."""
        self._latest["ev"] += 1
        delivery_id = f"ev-{self._latest['ev']:04}"
        _keep(self.deliveries, delivery_id, delivery)
        return delivery_id

    def add_report(self, request: str, reply: str) -> None:
        """Keep the reply to a request for a report, by the request's digest."""
        _keep(self.report_cache, request, reply)

    # --- Recordings ---

    @cached_property
    def _by_start(self) -> dict[str, list[tuple[int, str]]]:
        """Starts and keys of each tenant's recordings, in order."""
        found: dict[str, list[tuple[int, str]]] = {}
        for key, recording in self.recordings.items():
            found.setdefault(recording.tenant_name, []).append((recording.start_time, key))
        return {hostname: sorted(starts) for hostname, starts in found.items()}

    @cached_property
    def _by_call(self) -> dict[tuple[str, str], list[Recording]]:
        found: dict[tuple[str, str], list[Recording]] = {}
        for recording in self.recordings.values():
            found.setdefault((recording.tenant_name, recording.call_key), []).append(recording)
        return found

    def recordings_between(self, hostname: str, start: int, end: int) -> list[Recording]:
        """Return the recordings of a tenant that began in a time, both bounds included; by start, then by key."""
        starts = self._by_start.get(hostname, [])
        first, last = bisect_left(starts, (start,)), bisect_right(starts, end, key=lambda one: one[0])
        return [self.recordings[key] for _, key in starts[first:last]]

    def recordings_of_call(self, hostname: str, call_key: str) -> list[Recording]:
        """Return the recordings of a call."""
        return self._by_call.get((hostname, call_key), [])


def _highest(kept: Iterable[str]) -> int:
    return max((int(key.rpartition("-")[2]) for key in kept), default=0)


def _keep(kept: dict[str, T], key: str, record: T) -> None:
    """Add to what is kept of the past, in which the oldest makes room."""
    kept[key] = record
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
