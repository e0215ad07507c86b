"""Pull structures as the sandbox stores them: a tree of attributes, nodes and list nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from sandbox.vendor import RECORD

Name = Annotated[str, Field(pattern=r"^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$")]
"""A node's name: an XML name, so without blanks."""

Source = Annotated[str, Field(pattern=r"^(tid|(key|profile|context|device|item|const):.*)$")]
ListSource = Annotated[str, Field(pattern=r"^(activities|propositions|devices|journeys|datastore:.+)$")]


@dataclass(slots=True)
class When:
    """A condition for a node, in place of an eligibility rule: a source that equals a text or is true, or a proposition with activity.

    A proposition is named by its code, which may be a dynamic one. Of its activities, those of one type may be asked for alone,
    and more than one of them.
    """

    __pydantic_config__ = ConfigDict(extra="forbid", strict=True)

    source: Source | None = None
    equals: str | None = None
    is_true: Literal[True] | None = None
    proposition: str | None = None
    activity_type: str | None = None
    """Code of the activity type that counts; `None`: any."""
    at_least: Annotated[int | None, Field(ge=1)] = None
    """How many activities there must be; `None`: one."""

    def __post_init__(self) -> None:
        if (self.source is None) == (self.proposition is None):
            raise ValueError("a condition has either a source or a proposition")
        if self.source is not None and (self.equals is None) == (self.is_true is None):
            raise ValueError("a source is either compared by `equals` or tested by `is_true`")
        if self.proposition is not None and (self.equals is not None or self.is_true is not None):
            raise ValueError("a proposition is neither compared nor tested")
        if self.proposition is None and (self.activity_type is not None or self.at_least is not None):
            raise ValueError("activities are counted of a proposition")


@dataclass(slots=True)
class Node:
    """One node below the root: `attribute` has a source, `list` what it lists, `node` and `list` have children."""

    __pydantic_config__ = RECORD

    kind: Literal["attribute", "node", "list"]
    name: Name
    source: Source | None = None
    from_: Annotated[ListSource | None, Field(alias="from")] = None
    limit: Annotated[int | None, Field(ge=0)] = None
    children: list[Node] = field(default_factory=list)
    when: When | None = None

    def __post_init__(self) -> None:
        if (self.kind == "attribute") != (self.source is not None):
            raise ValueError(f"{self.name}: an attribute has a source, and nothing else has")
        if (self.kind == "list") != (self.from_ is not None):
            raise ValueError(f"{self.name}: a list says what it lists (`from`), and nothing else does")
        refuse_repeated_names(self.children)


@dataclass(slots=True)
class Structure:
    """A pull structure. Only a published one can be read."""

    __pydantic_config__ = RECORD

    name: Annotated[str, Field(min_length=1)]
    published: bool
    root: Name
    children: list[Node]
    description: str = ""

    def __post_init__(self) -> None:
        refuse_repeated_names(self.children)


def refuse_repeated_names(nodes: list[Node]) -> None:
    """Refuse nodes of one parent that share a name. Raises `ValueError`."""
    names = [node.name for node in nodes]
    if len(set(names)) < len(names):
        raise ValueError("a name is used twice within one parent")
