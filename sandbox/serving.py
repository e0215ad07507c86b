"""Serves any vendor: route, check, validate, handle, render. Knows none of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from pydantic import TypeAdapter, ValidationError

from sandbox.answers import Answer, Headers, Pending, own_answer, own_failure
from sandbox.problems import first_problem
from sandbox.routing import Routes
from sandbox.vendor import Ask, Call, Operation, Problem, Received, Reply, Rule, Vendor, VendorError

if TYPE_CHECKING:
    from sandbox.calls import Incoming
    from sandbox.session import Seat

AnyCall = Call[Any, Any]


class NotPlayed(VendorError):
    """A path that the vendor has and the sandbox does not play."""

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(rule, 501)
        self.why = why


class Service:
    """A vendor, ready to answer."""

    def __init__(self, vendor: Vendor[Any, Any]) -> None:
        self.vendor = vendor
        self.rules: dict[str, Rule] = {rule.id: rule for rule in vendor.rules}
        self._routes = Routes(vendor.operations)
        self._endpoints: dict[str, Endpoint] = {}
        self._find = lru_cache(maxsize=_KNOWN_PATHS)(self._look_up)

    def answer(self, incoming: Incoming, seat: Seat, now: datetime, *, plain: bool = False) -> Answer:
        """Answer one request. It runs to its end without waiting, so each request is a transaction."""
        call = self.vendor.call(incoming, seat, now)
        return self._guarded(call, seat, plain, None)

    def _guarded(self, call: AnyCall, seat: Seat, plain: bool, go_on: Callable[[], Any] | None) -> Answer:
        """Answer, or own up to a bug. `go_on` is what is left of an operation that asked somebody."""
        incoming = call.incoming
        try:
            if seat.state.agenda:
                seat.settle(call.now)
            return self._answer(call, seat, plain, go_on)
        except Exception as bug:
            answer = own_failure(bug, f"{incoming.method} {incoming.target.decode('latin-1')}", self.vendor.manifest.title)
            answer.operation = self._full_id(call.operation) if call.operation else None
            return answer

    def _answer(self, call: AnyCall, seat: Seat, plain: bool, go_on: Callable[[], Any] | None) -> Answer:
        refused: str | None = None
        endpoint: Endpoint | None = None
        try:
            endpoint = self._route(call)
            result = endpoint.result(call) if go_on is None else go_on()
            if isinstance(result, Ask):
                return self._asking(call, seat, plain, result)
            reply = result if isinstance(result, Reply) else Reply(endpoint.operation.status, result)
        except VendorError as error:
            refused = error.rule
            reply = _not_played(error) if isinstance(error, NotPlayed) else self.vendor.error_body(call, error)
        if self.vendor.finish is not None:
            self.vendor.finish(call, reply)
        answer = self._render(reply)
        answer.note = call.note
        answer.delay = reply.delay
        if refused:
            call.applied.append(refused)
        answer.rules = tuple(call.applied)
        for rule in answer.rules:
            seat.answered[rule] = seat.answered.get(rule, 0) + 1
        if endpoint:
            answer.operation = endpoint.id
            if not plain:
                answer.headers.append(endpoint.evidence)
        if refused:
            evidence = self.rules[refused].evidence
            if not plain:
                answer.headers.append((b"x-sandbox-rule", evidence.encode()))
        return answer

    def _asking(self, call: AnyCall, seat: Seat, plain: bool, ask: Ask) -> Answer:
        """Stand in for the answer until somebody else has answered; whoever cannot wait for that sends what stands here."""
        answer = own_answer(500, "ask", "Only an operation of a vendor's console can wait for somebody else's answer.")

        def resume(received: Received) -> Answer:
            return self._guarded(call, seat, plain, partial(ask.then, received))

        answer.pending = Pending(ask.outbound, resume, ask.even_late)
        return answer

    def _route(self, call: AnyCall) -> Endpoint:
        """Find the operation. Raises the vendor's own refusal of an unknown path or method."""
        vendor = self.vendor
        path = call.incoming.path
        find = self._find if len(path) <= _LONGEST_KNOWN else self._look_up
        endpoint, call.path, methods = find(call.method, path)
        if endpoint is None:
            if methods:
                raise vendor.wrong_method(call, methods)
            text = path.decode("latin-1")
            for part in vendor.not_emulated:
                if not part.in_vendor_words and (text == part.root or text.startswith(f"{part.root}/")):
                    raise NotPlayed(part.rule, part.why)
            raise vendor.unknown_path(call)
        call.operation = endpoint.operation
        return endpoint

    def _look_up(self, method: str, target: bytes) -> tuple[Endpoint | None, Mapping[str, str], tuple[str, ...]]:
        """Look up a raw path. Clients repeat themselves, so the latest paths are remembered."""
        operation, parameters, methods = self._routes.find(method, self.vendor.clean_path(target.decode("latin-1")))
        if operation is None:
            return None, parameters, methods
        endpoint = self._endpoints.get(operation.id)
        if endpoint is None:
            endpoint = self._endpoints[operation.id] = Endpoint(self.vendor, operation, self._full_id(operation))
        return endpoint, MappingProxyType(parameters), ()

    def _full_id(self, operation: Operation) -> str:
        return f"{self.vendor.manifest.name}.{operation.id}"

    def _render(self, reply: Reply) -> Answer:
        body = reply.body
        if body is None:
            # Such an answer never has a body, so it has no length either.
            length = [] if reply.status in (204, 304) else [(b"content-length", b"0")]
            return Answer(reply.status, [*_raw(reply.headers), *length], b"")
        if not isinstance(body, bytes):
            body = body.__pydantic_serializer__.to_json(body, by_alias=True, exclude_unset=not self.vendor.show_unset)
        media_type = _JSON if reply.media_type == "application/json" else (b"content-type", reply.media_type.encode())
        return Answer(reply.status, [media_type, (b"content-length", b"%d" % len(body)), *_raw(reply.headers)], body)


_KNOWN_PATHS = 2048
_LONGEST_KNOWN = 512
"""Bytes of a path that is remembered: ids are short, and what is longer is seldom asked twice."""
_JSON = (b"content-type", b"application/json")


def _raw(headers: Mapping[str, str] | None) -> Headers:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()] if headers else []


def _not_played(error: NotPlayed) -> Reply:
    text = f"The sandbox does not play this part of the vendor: {error.why}\n"
    return Reply(501, text.encode(), media_type="text/plain; charset=utf-8", headers={"X-Sandbox-Error": "not-emulated"})


class Endpoint:
    """An operation, compiled: its checks, then what its handler wants read, then the handler."""

    def __init__(self, vendor: Vendor[Any, Any], operation: Operation, full_id: str) -> None:
        self.id = full_id
        self.operation = operation
        self.evidence = (b"x-sandbox-operation", f"{full_id}; {operation.grade}".encode())
        self._inputs = tuple((name, _Input(vendor, name, annotation)) for name, annotation in inputs(operation.handler).items())

    def result(self, call: AnyCall) -> Any:
        """Run the operation; returns what its handler does. Raises `VendorError`."""
        operation = self.operation
        for check in operation.checks:
            check(call)
        return operation.handler(call, **{name: read(call) for name, read in self._inputs})


def inputs(handler: Callable[..., Any]) -> dict[str, Any]:
    """Return what a handler wants read beside the call: `body`, `form`, `query`, with their annotations."""
    hints = get_type_hints(handler, include_extras=True)
    return {name: hints[name] for name in list(inspect.signature(handler).parameters)[1:]}


def _ignore(_variants: Any) -> Literal["ignore"]:
    return "ignore"


class _Input:
    """Reads one part of a request into what the handler's annotation says."""

    def __init__(self, vendor: Vendor[Any, Any], part: str, annotation: Any) -> None:
        self._part = part
        self._annotation = annotation
        self._invalid = vendor.invalid
        self._unknown_members = vendor.unknown_members if part == "body" else _ignore
        self._validate = TypeAdapter(annotation).validator.validate_python

    def __call__(self, call: AnyCall) -> Any:
        try:
            raw = call.json if self._part == "body" else dict(getattr(call, self._part))
        except ValueError:
            raise self._invalid(call, Problem("value", None, (), "json_invalid")) from None
        try:
            return self._validate(raw, context=call, extra=self._unknown_members(call.variants))
        except ValidationError as refused:
            raise self._invalid(call, first_problem(refused, self._annotation)) from None
