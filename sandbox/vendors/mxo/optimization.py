"""Optimizations as the state keeps them: what the space shows where an interaction happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from sandbox.vendor import RECORD
from sandbox.vendors.mxo.profile import Code

Sentiment = Literal["positive", "neutral", "negative"]


@dataclass(slots=True)
class Response:
    """How the customer may answer to an asset."""

    __pydantic_config__ = RECORD

    sentiment: Sentiment
    label: str | None = None
    image_url: str | None = None
    target_url: str | None = None
    target: Literal["external", "in_app"] | None = None


@dataclass(slots=True)
class Action:
    """What is shown: an asset, with the numbers by which a response to it is told."""

    __pydantic_config__ = RECORD

    id: int
    name: Code
    content_id: int
    optimization_point_id: int
    proposition_id: int
    content: str
    mime_type: str
    content_url: str | None = None
    responses: list[Response] = field(default_factory=list)
    proposition: str | None = None
    """The proposition's code."""


@dataclass(slots=True)
class Optimization:
    """What an interaction is answered with: actions, or a text where the data is no JSON."""

    __pydantic_config__ = RECORD

    path: Code
    data_mime_type: str
    directives: str
    actions: Annotated[list[Action], Field(min_length=1)] | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        if (self.actions is None) == (self.text is None):
            raise ValueError(f"{self.path}: an optimization has either actions or a text")
