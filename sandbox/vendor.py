"""The vocabulary that a vendor is written in.

A vendor is a value: its state, its ledger of rules, its variants, how it words a refusal, and a table of operations.
The machinery (`serving`, `session`, `openapi`, ...) reads that value and knows no vendor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from sandbox.calls import Call, MultiDict
from sandbox.ledger import CHOSEN, DOCUMENTED, INFERRED, OBSERVED, Decided, Grade, NotEmulated, Rule, Variants, form, why
from sandbox.manifest import Manifest
from sandbox.outgoing import Ask, Outbound, Received
from sandbox.state import RECORD, Due, Moment, State

__all__ = [
    "CHOSEN",
    "DOCUMENTED",
    "INFERRED",
    "OBSERVED",
    "RECORD",
    "Answers",
    "Ask",
    "Call",
    "ConsoleError",
    "Decided",
    "Due",
    "Grade",
    "Manifest",
    "Moment",
    "MultiDict",
    "NotEmulated",
    "Operation",
    "Outbound",
    "Problem",
    "Received",
    "Reply",
    "Rule",
    "State",
    "Variants",
    "Vendor",
    "VendorError",
    "Webhook",
    "form",
    "json_path",
    "rule",
    "why",
]

S = TypeVar("S", bound=State)
V = TypeVar("V", bound=Variants)


# --- Refusals -------------------------------------------------------------------------------------------------------


class VendorError(Exception):
    """A refusal by the vendor. A vendor derives its own, with what its wording needs.

    `rule` is an id of the ledger, or `None` for a refusal by the vendor's console, which no rule speaks of. Raised before
    the first change of the state.
    """

    def __init__(self, rule: str | None, status: int, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(rule, status)
        self.rule = rule
        self.status = status
        self.headers = headers or {}


class ConsoleError(VendorError):
    """A refusal by one of the vendor's console operations, in the form of the control plane."""

    def __init__(self, rule: str | None, status: int, error: str, detail: object = None) -> None:
        super().__init__(rule, status)
        self.error = error
        self.detail = detail


ProblemKind = Literal["missing", "type", "value"]


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing wrong with an input, as its model found it."""

    kind: ProblemKind
    """`missing`: absent, `null` or empty where a value must be; `type`: another JSON type; `value`: a constraint."""
    rule: str | None
    """The rule that the model names for this field and kind, if any."""
    location: tuple[int | str, ...]
    """Where: `("activities", 2, "propositionCode")`."""
    error: str
    """Pydantic's own name for it: `string_too_long`."""
    others: tuple[Problem, ...] = ()
    """What else is wrong with the input, in the order of its model."""

    @property
    def path(self) -> str:
        """The location as a JSON path: `activities[2].propositionCode`."""
        return json_path(self.location)


def json_path(location: tuple[int | str, ...]) -> str:
    """Write a location in a document as a JSON path: `activities[2].propositionCode`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).removeprefix(".")


@dataclass(frozen=True, slots=True)
class rule:  # noqa: N801 - reads as a word of the model's line
    """Names, inside `Annotated`, the rule that a field's constraint stands for.

    Without `kinds` it speaks for broken constraints alone (`value`).
    """

    id: str
    kinds: tuple[ProblemKind, ...] = ("value",)


# --- Operations -----------------------------------------------------------------------------------------------------

Check = Callable[[Any], None]
"""One step of the vendor's order of checks: it takes the call, and raises `VendorError` or passes."""


@dataclass(slots=True)
class Reply:
    """An answer that is more than a body under the operation's own status. `body`: a model, JSON bytes, or nothing."""

    status: int
    body: BaseModel | bytes | None = None
    headers: Mapping[str, str] | None = None
    media_type: str = "application/json"
    delay: float = 0.0
    """Seconds of real time that pass before it is sent."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What an operation answers under one status of refusal: the schema (`None`: no body) and the evidence for it."""

    schema: Any
    grade: Grade
    only_with: str | None = None
    """The variant without which the status never comes: `mxo.sitekey-unknown: not-found-404`."""
    media_type: str = "application/json"
    """Of the body; nothing is said of the content of another one than JSON."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the vendor's table: method, path and handler; the handler's annotations are its schemas.

    One that is reached by several methods or paths has a line for each, which differ in nothing else.

    The handler takes the call, and by name what it wants read and validated: `body` (JSON), `form`, `query`. It returns
    a model, `None` (no body) or a `Reply`; one of the console may also return an `Ask`. Its docstring is the summary that
    clients' developers read.
    """

    id: str
    method: str
    path: str
    handler: Callable[..., Any]
    grade: Grade
    checks: tuple[Check, ...] = ()
    """What is checked before body, form and query are validated, in the vendor's order."""
    errors: Mapping[int, Answers] = field(default_factory=dict)
    secured_by: str | None = None
    """A name in `Vendor.security`."""
    status: int = 200
    """The status of success."""
    produces: str | tuple[str, ...] = "application/json"
    """The media type of success, or several; nothing is said of the content of another one than JSON."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What a vendor sends by itself: the calls (`Outbound`) of one operation. One of several methods has a line for each."""

    id: str
    method: str
    body: Any
    """The schema of what is sent; `None`: no body."""
    grade: Grade
    text: str
    """Its summary, for the developer of a receiver."""
    media_type: str = "application/json"
    """Of the body; nothing is said of the content of another one than JSON."""


@dataclass(frozen=True, slots=True)
class Vendor(Generic[S, V]):
    """A vendor on one screen."""

    manifest: Manifest
    state: type[S]
    variants: type[V]
    rules: tuple[Rule, ...]
    operations: tuple[Operation, ...]
    error_body: Callable[[Any, VendorError], Reply]
    """Words a refusal: takes the call and the error."""
    invalid: Callable[[Any, Problem], VendorError]
    """Turns what a model found into the refusal of its rule."""
    unknown_path: Callable[[Any], VendorError]
    wrong_method: Callable[[Any, tuple[str, ...]], VendorError]
    """Refuses a known path under another method; takes the methods that the path has, in alphabetical order."""
    call: type[Call[S, V]] = Call
    """The call that checks and handlers see; a vendor may add what its checks find (the caller, the tenant)."""
    clean_path: Callable[[str], str] = str
    """The vendor's path habits (trailing slash, double slashes, case), before the operation is looked up."""
    actions: Mapping[str, Callable[[Any, Mapping[str, str]], Iterable[Outbound] | None]] = field(default_factory=dict)
    """What falls due later, by name; takes the state and the detail of the `Due`, and may return calls to make."""
    console: tuple[Operation, ...] = ()
    """What a person does in the vendor's own web pages; served below `/_sandbox/<vendor>`."""
    webhooks: tuple[Webhook, ...] = ()
    """What the vendor sends by itself."""
    decided: tuple[Decided, ...] = ()
    not_emulated: tuple[NotEmulated, ...] = ()
    security: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The vendor's OpenAPI security schemes."""
    finish: Callable[[Any, Reply], None] | None = None
    """Adds to every answer what the vendor adds to all of them (headers); takes the call and the reply."""
    unknown_members: Callable[[Any], Literal["ignore", "forbid"]] = lambda _: "ignore"
    """What becomes of members that a request's model does not have; takes the variants."""
    show_unset: bool = False
    """Whether replies show members to which the handler gave no value."""
