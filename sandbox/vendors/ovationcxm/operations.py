"""How an operation of the API is put together: who may call it, what is read of it, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.vendor import CHOSEN, DOCUMENTED, Answers, Grade, Operation
from sandbox.vendors.ovationcxm.access import admit
from sandbox.vendors.ovationcxm.auth import authenticate
from sandbox.vendors.ovationcxm.bodies import Malformed
from sandbox.vendors.ovationcxm.call import Class, OvationCall, is_blank
from sandbox.vendors.ovationcxm.envelope import Failure
from sandbox.vendors.ovationcxm.errors import Refusal

V3 = "/api/v3"

_ADMIT = {name: admit(name) for name in ("S", "M", "R", "X")}
_401 = Answers(Failure, CHOSEN, only_with="ovationcxm.auth-failure-status: 401")
_400_FOR_422 = Answers(Failure, CHOSEN, only_with="ovationcxm.input-error-status: 400")


def operation(
    id: str,
    method: str,
    path: str,
    handler: Callable[..., Any],
    obo: Class,
    refuses: str = "",
    grade: Grade = DOCUMENTED,
    checks: tuple[Callable[[OvationCall], None], ...] = (),
) -> Operation:
    """Return an operation below `/api/v3`.

    `obo` is its class for service providers. `refuses` lists its own statuses of refusal, "400 404 422": each operation also
    answers 403. `checks` come after authentication and admission.
    """
    statuses = [int(status) for status in refuses.split()]
    errors = {status: Answers(Failure, CHOSEN) for status in (403, *statuses)}
    if 422 in statuses:
        errors.setdefault(400, _400_FOR_422)
    errors[401] = _401
    return Operation(id, method, f"{V3}{path}", handler, grade, (authenticate, _ADMIT[obo], *checks), errors, "signature")


# --- Checks of the body ---------------------------------------------------------------------------------------------


def readable(call: OvationCall) -> None:
    """Refuse a body that begins like JSON and is none, or is no form with parts though it says so."""
    try:
        call.json = call.document.fields
    except Malformed:
        raise Refusal("input-json-malformed", 400, "Invalid request body") from None


def wrapped(name: str, *others: str) -> Callable[[OvationCall], None]:
    """Return the check of an object's wrapper; the `others` may be absent, but must be objects."""
    are_objects = objects(name, *others)

    def check(call: OvationCall) -> None:
        readable(call)
        if is_blank(call.fields.get(name)):
            raise no_object(name)
        are_objects(call)

    return check


def objects(*wrappers: str) -> Callable[[OvationCall], None]:
    """Return the check of wrappers that may be absent, but must be objects."""

    def check(call: OvationCall) -> None:
        readable(call)
        for wrapper in wrappers:
            value = call.fields.get(wrapper)
            if value == []:  # PHP writes an empty object so.
                call.fields[wrapper] = {}
            elif not isinstance(value, dict) and not is_blank(value):
                raise no_object(wrapper)

    return check


def no_object(wrapper: str, rule: str = "input-wrapper-missing") -> Refusal:
    """Refuse a body without an object's wrapper, or with one that is no object."""
    return Refusal(rule, 400, f"Missing/invalid {wrapper} parameter ({wrapper})", (wrapper,))
