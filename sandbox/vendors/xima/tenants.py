"""Tenants: customers of Xima, each with a host of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from sandbox.vendor import RECORD

OFFSET = r"^[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]$"
EGRESS_SECONDS = 5 * 24 * 3600
"""How long audio that was sent counts."""
_BYTES_OF_AN_AGENT = 2 * 5 * 28_800 * 2_500
"""Twice what an agent's calls come to in five days of eight hours, at 2.5 kB a second."""


@dataclass(slots=True)
class Sent:
    """Audio that was sent: when, in milliseconds since 1970, and how much."""

    __pydantic_config__ = RECORD

    at: int
    bytes: int


@dataclass(slots=True)
class Tenant:
    """A tenant, known by its hostname."""

    __pydantic_config__ = RECORD

    recorded_agents: Annotated[int, Field(ge=0)]
    """Licensed recorded agents."""
    recordings_api: bool = False
    """Whether the tenant may list recordings."""
    utc_offset: Annotated[str, Field(pattern=OFFSET)] = "-07:00"
    egress_cap_bytes: int | None = None
    """How much audio the tenant may get in five days; computed from the recorded agents, if it is not given."""
    egress: list[Sent] = field(default_factory=list)
    """Oldest first."""
    last_audio_request_at: int | None = None
    """When audio was last asked for, as far as it counts; milliseconds since 1970."""

    def __post_init__(self) -> None:
        if self.egress_cap_bytes is None:
            self.egress_cap_bytes = _BYTES_OF_AN_AGENT * self.recorded_agents

    def egress_is_exhausted(self, now: int) -> bool:
        """Say whether the audio of the last five days has reached the cap."""
        assert self.egress_cap_bytes is not None
        return sum(sent.bytes for sent in self.egress if _counts(sent, now)) >= self.egress_cap_bytes

    def send(self, now: int, length: int) -> None:
        """Count audio that is sent, and forget what no longer counts."""
        self.egress = [*(sent for sent in self.egress if _counts(sent, now)), Sent(now, length)]


def _counts(sent: Sent, now: int) -> bool:
    return now - sent.at < EGRESS_SECONDS * 1000
