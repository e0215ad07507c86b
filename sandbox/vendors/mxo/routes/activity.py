"""Activities: what a customer did."""

from __future__ import annotations

import re
from typing import Any

from sandbox.vendors.mxo import errors, identity
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.dates import SKEW
from sandbox.vendors.mxo.models import Activity, ActivityEcho, ActivityError, ActivityRequest, ActivityResponse, CustomerContext
from sandbox.vendors.mxo.profile import Activity as Stored
from sandbox.vendors.mxo.profile import Customer, Property

_BASE = re.compile(r".*?://[^/?#]*", re.DOTALL)


def send_activity(call: MxoCall, body: ActivityRequest) -> ActivityResponse:
    """Record what a new or existing customer did.

    Up to 100 activities of one customer. Problems of single activities come in `errors`, and the others are recorded.
    """
    context = body.customer_context
    tid = identity.usable(call, context.tid)
    if not context.identifiers and not tid:
        if call.variants.activity_without_identity == "reject-400":
            raise errors.Refusal("mxo.activity-without-identity", 400, errors.GENERAL, errors.M_WHO)
        call.applies("mxo.activity-without-identity")
    identifiers = identity.canonical(call, context.identifiers)
    decision = identity.decide(call, tid, identifiers)
    problems: list[ActivityError] = []
    good: list[Activity] = []
    for index, activity in enumerate(body.activities):
        if problem := _problem(call, activity, index):
            problems.append(problem)
        else:
            good.append(activity)

    customer = identity.carry_out(call, decision, tid)
    _remember_context(call, customer, context)
    touchpoint = _base(call, context.base_touchpoint_uri)
    for activity in good:
        _store(call, customer, activity, touchpoint)
    if not body.activities:
        call.applies("mxo.activities-empty")
    elif not good:
        call.applies("mxo.all-activities-faulty")
    return ActivityResponse(tid=customer.tid, errors=problems)


def _problem(call: MxoCall, activity: Activity, index: int) -> ActivityError | None:
    """Return what is wrong with one activity, if anything. Raises `Refusal` where a variant refuses the request for it."""
    space = call.space
    is_known = activity.proposition_code in space.propositions, activity.activity_type_code in space.activity_types
    if not all(is_known):
        if call.variants.code_validation == "validate-codes":
            call.applies("mxo.codes-validated")
            if not is_known[0]:
                return _error(call, index, errors.INVALID_PROPOSITION_CODE, errors.M_PROP)
            return _error(call, index, errors.INVALID_ACTIVITY_TYPE_CODE, errors.M_TYPE)
        call.applies("mxo.codes-not-validated")
    if activity.timestamp is None:
        if call.json["activities"][index].get("timestamp") is not None:
            call.applies("mxo.timestamp-unparsable")
            return _error(call, index, errors.INVALID_DATE_TIME, errors.M_DATE)
        call.applies("mxo.timestamp-default")
    elif activity.timestamp > call.now + SKEW:
        match call.variants.timestamp_future:
            case "reject-400":
                raise errors.Refusal("mxo.timestamp-future", 400, errors.INVALID_DATE_TIME, errors.M_FUTURE)
            case "activity-error":
                call.applies("mxo.timestamp-future")
                return _error(call, index, errors.INVALID_DATE_TIME, errors.M_FUTURE)
            case _:
                call.applies("mxo.timestamp-future")
    return None


def _error(call: MxoCall, index: int, code: str, message: str) -> ActivityError:
    """Word a problem with one activity, which is echoed as it was received."""
    received: dict[str, Any] = call.json["activities"][index]
    members = ("propositionCode", "dynamicPropositionCode", "activityTypeCode", "timestamp")
    echo = ActivityEcho.model_validate({name: received[name] for name in members if received.get(name) is not None})
    return ActivityError(error_code=code, error_message=message, activity=echo)


def _remember_context(call: MxoCall, customer: Customer, context: CustomerContext) -> None:
    """Write the request's properties and device to the profile."""
    for sent in context.properties or ():
        customer.properties[sent.name] = Property(sent.value, call.now)
    if context.device:
        customer.use(context.device.model_dump(by_alias=True, exclude_none=True), call.now)
        call.applies("mxo.device-current")


def _base(call: MxoCall, uri: str) -> str:
    """Return the touchpoint of a URI: scheme and authority; a text without `://` is taken whole."""
    base = _BASE.match(uri)
    if base is None or base.end() == len(uri):
        return call.space.shared(uri)
    call.applies("mxo.touchpoint-base")
    return call.space.shared(base[0])


def _store(call: MxoCall, customer: Customer, activity: Activity, touchpoint: str) -> None:
    code = activity.dynamic_proposition_code or None
    shared = call.space.shared
    moment = activity.timestamp
    customer.add(
        Stored(
            proposition_code=shared(activity.proposition_code),
            activity_type_code=shared(activity.activity_type_code),
            timestamp=call.now if moment is None or moment > call.now + SKEW else moment,
            touchpoint=touchpoint,
            received_at=call.now,
            dynamic_proposition_code=shared(code) if code else None,
        )
    )
    if call.space.register(activity.proposition_code, code):
        call.applies("mxo.dynamic-registration")
