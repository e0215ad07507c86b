"""Agents and skills of a tenant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from sandbox.vendor import RECORD

AgentType = Literal["UC", "XIMA"]
"""`UC`: made in the UC system; `XIMA`: made in CCaaS, with a softphone only."""
RecordingState = Literal["NO_RECORDING", "RECORDING", "PAUSED"]

_NOTATION = re.compile(r".+\((\d+)\)", re.ASCII)


@dataclass(slots=True)
class Agent:
    """An agent, known to people by the extension."""

    __pydantic_config__ = RECORD

    extension: Annotated[str, Field(pattern=r"^[0-9]+$")]
    name: str
    login: str
    type: AgentType
    tenant: str
    logged_in: bool = True
    """In the Contact Center Agent Client."""
    outbound_numbers: list[str] = field(default_factory=list)
    """Numbers that are available as caller ID."""
    selected_outbound_number: str | None = None
    active_recording: RecordingState = "NO_RECORDING"

    @property
    def label(self) -> str:
        """Xima's notation: `Sam Whitecar(112)`."""
        return f"{self.name}({self.extension})"


@dataclass(slots=True)
class Skill:
    """A skill of a tenant."""

    __pydantic_config__ = RECORD

    name: str
    extension: str
    priority: Annotated[int, Field(ge=0, le=10)]
    """0 is the lowest."""
    tenant: str


def extension_of(label: str) -> str | None:
    """Read the extension in Xima's notation `Name(extension)`; `None` if the text is not in it."""
    noted = _NOTATION.fullmatch(label)
    return noted[1] if noted else None
