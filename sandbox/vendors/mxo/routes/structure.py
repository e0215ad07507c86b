"""Structured data: published pull structures, evaluated for a customer."""

from __future__ import annotations

from sandbox.vendors.mxo import errors, identity
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.models import StructureError, StructureRequest, StructureResponse
from sandbox.vendors.mxo.profile import Customer
from sandbox.vendors.mxo.routes.customer import nobody_named
from sandbox.vendors.mxo.structure_model import Structure
from sandbox.vendors.mxo.structures import Evaluation


def evaluate_structure(call: MxoCall, body: StructureRequest) -> StructureResponse:
    """Evaluate a published pull structure for an existing customer.

    Properties and device of the request are used for this evaluation only.
    """
    context = body.customer_context
    name = body.structure_api_name
    if not context.tid and not context.identifiers:
        raise nobody_named(call)
    identifiers = identity.canonical(call, context.identifiers)
    structure = _published(call, name)
    customer = _find(call, context.tid, identifiers)
    if customer is None:
        return _unknown_customer(call, name)
    if call.variants.structure_error_member == "always-fail":
        error = StructureError(error_code=errors.GENERAL, error_message=errors.M_FAULT, structure_api_name=name)
        return StructureResponse(structure_api_name=name, tid=customer.tid, error=error)
    evaluation = Evaluation(
        call.space,
        customer,
        context={sent.name: sent.value for sent in context.properties or ()},
        device=context.device.model_dump(by_alias=True, exclude_none=True) if context.device else None,
        now=call.now,
    )
    data = evaluation.of(structure)
    if call.variants.structure_error_member == "null":
        return StructureResponse(structure_api_name=name, tid=customer.tid, structure=data, error=None)
    return StructureResponse(structure_api_name=name, tid=customer.tid, structure=data)


def _published(call: MxoCall, name: str) -> Structure:
    structure = call.space.structures.get(name)
    if structure is None:
        raise errors.Refusal("mxo.structure-unknown", 404, errors.INVALID_API_NAME, errors.M_STRUCT)
    if not structure.published:
        raise errors.Refusal("mxo.structure-unpublished", 404, errors.INVALID_API_NAME, errors.M_STRUCT)
    return structure


def _find(call: MxoCall, tid: str | None, identifiers: identity.Identifiers) -> Customer | None:
    """Look a customer up: a known TID decides, else the first known identifier."""
    by_tid = call.space.by_tid(tid) if tid else None
    if tid and identifiers:
        call.applies("mxo.structure-lookup")
    return by_tid or next(filter(None, (call.space.by_identifier(*pair) for pair in identifiers.items())), None)


def _unknown_customer(call: MxoCall, name: str) -> StructureResponse:
    rule, code, message = "mxo.structure-unknown-customer", errors.CUSTOMER_NOT_FOUND, errors.M_CUST
    if call.variants.structure_unknown_customer == "ok-with-error":
        call.applies(rule)
        error = StructureError(error_code=code, error_message=message, structure_api_name=name)
        return StructureResponse(structure_api_name=name, error=error)
    raise errors.Refusal(rule, 400 if call.variants.structure_unknown_customer == "reject-400" else 404, code, message)
