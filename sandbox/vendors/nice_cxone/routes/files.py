"""The files door: media and extracted data. It stands for the vendor's storage, takes no bearer and is no part of its API."""

from __future__ import annotations

import csv
import re
from base64 import b64decode
from io import StringIO
from typing import Annotated

from pydantic import BaseModel, Field

from sandbox.vendor import CHOSEN, INFERRED, Answers, Operation, Reply
from sandbox.vendors.nice_cxone.acd import WAVE
from sandbox.vendors.nice_cxone.call import CxoneCall
from sandbox.vendors.nice_cxone.contacts import PHONE
from sandbox.vendors.nice_cxone.errors import Refusal, StorageRefusal
from sandbox.vendors.nice_cxone.jobs import is_over

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_WAVE_NAME = re.compile(r"([1-9][0-9]{0,18})\.wav")


class Signature(BaseModel):
    """What a pre-signed address carries."""

    sig: Annotated[str | None, Field(description="Opens the file for 30 seconds.")] = None


def media_file(call: CxoneCall) -> Reply:
    """Download the media file of a recorded phone contact: `{contactId}.wav`."""
    name = _WAVE_NAME.fullmatch(call.path["file"])
    contact = call.state.contacts.get(int(name[1])) if name else None
    segments = [call.state.segments[segment_id] for segment_id in contact.segments] if contact and not contact.is_open else []
    if not any(segment.media_type_id == PHONE for segment in segments):
        raise Refusal("nice_cxone.mp.media-file", 404, None)
    call.applies("nice_cxone.mp.media-file")
    return Reply(200, b64decode(WAVE), media_type="audio/wav")


def extraction_file(call: CxoneCall, query: Signature) -> Reply:
    """Download the CSV of a data extraction job: `{jobId}.csv`, with the signature of a fresh address."""
    job = call.state.jobs.get(call.path["file"].removesuffix(".csv").lower()) if call.path["file"].endswith(".csv") else None
    signatures = call.query.getlist("sig")
    readable_until = job.urls.get(signatures[0]) if job and signatures else None
    if job is None or readable_until is None or call.now >= readable_until or is_over(job.succeeded_at, call.now):
        raise StorageRefusal("nice_cxone.de.url", 403, "AccessDenied", "Request has expired")
    call.applies("nice_cxone.de.csv")
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(job.header)
    writer.writerows(job.rows)
    return Reply(200, (BYTE_ORDER_MARK + written.getvalue()).encode(), media_type="text/csv; charset=utf-8")


# fmt: off
MEDIA_OPERATIONS = (
    Operation("files.media", "GET", "/files/media/{file}", media_file, CHOSEN,
              errors={404: Answers(None, CHOSEN)}, produces="audio/wav"),
)
EXTRACTION_OPERATIONS = (
    Operation("files.extraction", "GET", "/files/extraction/{file}", extraction_file, CHOSEN,
              errors={403: Answers(None, INFERRED, media_type="application/xml")}, produces="text/csv; charset=utf-8"),
)
# fmt: on
