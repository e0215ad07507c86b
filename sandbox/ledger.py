"""What is known of a vendor, and how well: rules, variants, and what is not played."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic_core.core_schema import CoreSchema, str_schema

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


class Grade(StrEnum):
    """How well a fact is known, best first."""

    DOCUMENTED = "documented"
    """The vendor's help page or published specification says so."""
    OBSERVED = "observed"
    """The vendor's SDK, recorded replies or real client traffic show it."""
    INFERRED = "inferred"
    """Reasoned from evidence."""
    CHOSEN = "chosen"
    """No evidence: the sandbox's own decision."""


DOCUMENTED, OBSERVED, INFERRED, CHOSEN = Grade


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a vendor's ledger: a fact about its behaviour, with the evidence for it."""

    id: str
    status: Grade
    """Evidence for what happens: the status of a refusal, or the behaviour."""
    source: str
    """Keys of the vendor's sources, as in its fact sheet."""
    text: str
    """The rule in one sentence, for the developer of a client."""
    body: Grade | None = None
    """Evidence for the words of the answer; `None` where it equals `status`."""
    answer: int | None = None
    """The status with which the rule refuses by default; `None` for a rule that refuses nothing."""

    @property
    def evidence(self) -> str:
        """The value of `X-Sandbox-Rule`."""
        return f"{self.id}; status={self.status}; body={self.body or self.status}"


@dataclass(frozen=True, slots=True)
class Decided:
    """A variant of the fact sheet that has no switch: the option which the sandbox took, and the ones it did not."""

    id: str
    option: str
    others: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class NotEmulated:
    """Paths that the vendor has and the sandbox does not play: answered by the sandbox's own 501."""

    root: str
    """The beginning of the paths, at a segment's border."""
    rule: str
    why: str
    in_vendor_words: bool = False
    """Whether the vendor's `unknown_path` says so, instead of the sandbox in plain text."""


@dataclass(frozen=True, slots=True)
class why:  # noqa: N801 - reads as a word of the variant's line
    """Says, inside `Annotated`, what a variant decides and why its default is the default."""

    effect: str
    reason: str


@dataclass(frozen=True, slots=True)
class form:  # noqa: N801 - reads as a word of the variant's line
    """Says, inside `Annotated[str, ...]`, that an option is any text of a form: `form("<n>/<seconds>", r"[0-9]+/[0-9]+")`."""

    shown: str
    pattern: str

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        return str_schema(pattern=f"^(?:{self.pattern})$")


class Variants(BaseModel):
    """A vendor's switches: a field each, annotated with `why`. The default comes first.

    Its type is a `Literal` of its options, or a union of one with texts of a `form`.
    """

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), extra="forbid", validate_by_name=False, frozen=True)

    @classmethod
    def described(cls) -> list[tuple[str, tuple[str, ...], str, why]]:
        """List each switch: its name as people write it, its options, its default, and why."""
        return [(str(info.alias), _options(info.annotation), info.default, _why(info)) for info in cls.model_fields.values()]


def _options(annotation: Any) -> tuple[str, ...]:
    """List the options of a switch: words as they are, forms as they are shown."""
    if get_origin(annotation) is Annotated:
        return (next(mark.shown for mark in get_args(annotation) if isinstance(mark, form)),)
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(option for member in get_args(annotation) for option in _options(member))


def _why(info: FieldInfo) -> why:
    return next(mark for mark in info.metadata if isinstance(mark, why))
