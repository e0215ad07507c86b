"""Service Users: the accounts of programs that call the REST API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from sandbox.vendor import RECORD, Moment

Grant = Literal["historic-data", "realtime-metrics", "recordings", "agents", "skills", "click-to-dial", "active-recording"]
GRANTS: tuple[Grant, ...] = get_args(Grant)


@dataclass(slots=True)
class ServiceUser:
    """A Service User, known by its id."""

    __pydantic_config__ = RECORD

    tenant: str
    name: str
    token: str
    grants: list[Grant] = field(default_factory=lambda: list(GRANTS))
    agent_extensions: list[str] | None = None
    """The agents that it may reach; `None`: all."""
    skills: list[str] | None = None
    """The skills that it may reach, by name; `None`: all."""
    expires_at: Moment | None = None
    former_tokens: list[str] = field(default_factory=list)
    """Tokens that a refresh replaced."""

    def reaches_agent(self, extension: str | None) -> bool:
        """Say whether an agent is in its scope; nobody is in a limited one."""
        return self.agent_extensions is None or extension in self.agent_extensions

    def reaches_skill(self, name: str) -> bool:
        """Say whether a skill is in its scope."""
        return self.skills is None or name in self.skills
