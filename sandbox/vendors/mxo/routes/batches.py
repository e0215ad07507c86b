"""Batches: up to 5,000 interactions at once, accepted as a whole and processed record by record."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import SkipValidation, ValidationError

from sandbox.vendor import Reply
from sandbox.vendors.mxo import errors
from sandbox.vendors.mxo.batch import Batch, Kind, RecordError
from sandbox.vendors.mxo.call import MxoCall
from sandbox.vendors.mxo.interaction_models import (
    FUTURE,
    NOT_A_KEY,
    BatchAccepted,
    BatchErrors,
    BatchItem,
    BatchProblem,
    BatchStatus,
)
from sandbox.vendors.mxo.interactions import Interaction

Body = list[SkipValidation[BatchItem]]
"""What the records should be; each is looked at when it is processed."""

ACCEPTED = {"accepted-202": 202, "ok-200": 200, "created-201": 201}
"""Statuses by option of the variant."""

POLLS = 2
"""How often, with the variant, a batch is found unfinished."""


def submit_batch(call: MxoCall, body: Body) -> Annotated[Reply, BatchAccepted]:
    """Submit up to 5,000 interactions, current or of the past, as a JSON array or as NDJSON.

    The header `workspaceId` is needed; the header `batchId` gives the batch its id. Bad records are told under `/error`.
    """
    return _submit(call, "interactions", body)


def submit_updates(call: MxoCall, body: Body) -> Annotated[Reply, BatchAccepted]:
    """Submit up to 5,000 updates of profiles, as a JSON array or as NDJSON.

    As a batch of interactions, but with nothing to be shown for any of them.
    """
    return _submit(call, "updates", body)


def batch_status(call: MxoCall) -> BatchStatus:
    """Ask how far a batch is."""
    batch = _known(call)
    status: Literal["QUEUED", "PROCESSING", "COMPLETED", "COMPLETED_WITH_ERRORS"]
    if batch.waiting and call.variants.batch_progress == "per-poll" and batch.polls < POLLS:
        status = "PROCESSING" if batch.polls else "QUEUED"
        batch.polls += 1
    else:
        _process(call, batch)
        status = "COMPLETED_WITH_ERRORS" if batch.errors else "COMPLETED"
    return BatchStatus(
        batch_id=call.path["batchId"],
        site_key=call.path["siteKey"],
        type=batch.type,
        status=status,
        submitted=batch.submitted,
        processed=batch.processed,
        failed=len(batch.errors),
    )


def batch_errors(call: MxoCall) -> BatchErrors:
    """Ask which records of a batch were not stored, and why."""
    batch = _known(call)
    if not batch.errors:
        call.applies("mxo.batch-errors-empty")
    problems = [
        BatchProblem(index=error.index, error_code=error.error_code, error_message=error.error_message, record=error.record)
        for error in batch.errors
    ]
    return BatchErrors(batch_id=call.path["batchId"], errors=problems)


def _known(call: MxoCall) -> Batch:
    batch = call.space.batches.get(call.path["batchId"])
    if batch is None:
        raise errors.Refusal("mxo.batch-unknown", 404, errors.GENERAL, "The specified batch does not exist")
    return batch


def _submit(call: MxoCall, kind: Kind, records: list[Any]) -> Reply:
    batch_id = _text(call.header("batchid"))
    batch = call.space.batches.get(batch_id) if batch_id else None
    if batch is not None and call.variants.batch_id_reuse == "reject-400":
        raise errors.Refusal("mxo.batch-id-reuse", 400, errors.GENERAL, "The specified batch already exists")
    if batch is None:
        batch_id = batch_id or call.chance.uuid()
        batch = call.space.batches[batch_id] = Batch(kind)
    else:
        call.applies("mxo.batch-id-reuse")
    batch.broken += [len(batch.waiting) + index for index in call.broken]
    batch.waiting += records
    batch.submitted += len(records)
    batch.polls = 0
    if call.variants.batch_progress == "immediate":
        _process(call, batch)
    call.applies("mxo.batch-accepted")
    return Reply(ACCEPTED[call.variants.batch_accept], BatchAccepted(batch_id=batch_id))


def _text(header: str) -> str:
    """Read a header as UTF-8, as paths are read; as it stands if it is none."""
    try:
        return header.encode("latin-1").decode()
    except ValueError:
        return header


def _process(call: MxoCall, batch: Batch) -> None:
    """Store the good records that wait, in order, and note what is wrong with the others."""
    first = batch.submitted - len(batch.waiting)
    broken = set(batch.broken)
    for index, record in enumerate(batch.waiting):
        try:
            _read(call, record, is_broken=index in broken).store(call)
        except errors.Refusal as refused:
            call.applies(refused.rule or "")
            batch.errors.append(RecordError(first + index, refused.code, refused.message, record))
    batch.processed = batch.submitted - len(batch.errors)
    batch.waiting, batch.broken = [], []
    call.apply_once()


def _read(call: MxoCall, record: object, *, is_broken: bool) -> Interaction:
    """Read one record. Raises `Refusal`, which is told under `/error`."""
    if is_broken:
        raise errors.Refusal("mxo.batch-item-required", 400, errors.GENERAL, errors.M_JSON)
    if not isinstance(record, dict):
        raise errors.Refusal("mxo.batch-item-required", 400, errors.GENERAL, "Record must be a JSON object")
    try:
        item = BatchItem.model_validate(record, context=call)
    except ValidationError as refused:
        raise _problem(refused) from None
    return Interaction(
        uri=item.uri,
        at=item.timestamp,
        channel="batch",
        customer_key=item.customer_key,
        customer_key_name=item.customer_key_name,
        properties=item.properties,
    )


def _problem(refused: ValidationError) -> errors.Refusal:
    """Word the first thing wrong with a record."""
    first = refused.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    if first["type"] == "missing" or first["input"] is None or first["type"] == "string_too_short":
        return errors.Refusal("mxo.batch-item-required", 400, errors.GENERAL, errors.missing(name))
    if name == "timestamp":
        message = errors.M_FUTURE if first["type"] == FUTURE else errors.M_DATE
        return errors.Refusal("mxo.batch-item-date", 400, errors.INVALID_DATE_TIME, message)
    if first["type"] == NOT_A_KEY:
        return errors.Refusal("mxo.batch-item-key", 400, errors.INVALID_API_NAME, errors.M_KEY)
    return errors.Refusal("mxo.batch-item-required", 400, errors.GENERAL, errors.wrong(name))
