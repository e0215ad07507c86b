"""Rows of files."""

from __future__ import annotations

from urllib.parse import quote

from typing_extensions import TypedDict

from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.state import File
from sandbox.vendors.ovationcxm.values import shown


class FileRow(TypedDict):
    """A file of an issue. Source: sdk2018."""

    id: str
    object: str
    object_id: str
    type: str
    file: str
    """Where it is downloaded."""
    size: int
    """In bytes."""
    name: str
    tag: str
    notes: str
    thumbnail: str
    """Where a preview is, whose dimensions may be replaced; empty for what is no image."""
    created: str


def file_row(call: OvationCall, file: File) -> FileRow:
    """Return the row of a file; its addresses begin with what the client called."""
    address = f"{_base(call)}/api/v3/files/{file.id}"
    return FileRow(
        id=file.id,
        object=file.object,
        object_id=file.object_id,
        type=file.type,
        file=f"{address}/{_segment(file.name)}",
        size=file.size,
        name=file.name,
        tag=file.tag,
        notes=file.notes,
        thumbnail=f"{address}/thumb/200x200" if file.type.startswith("image/") else "",
        created=shown(file.created),
    )


def _segment(name: str) -> str:
    """Return the last part of an address; clients would resolve one of dots alone, and leave out an empty one."""
    return quote(name, safe="") if name.strip(".") else "file"


def _base(call: OvationCall) -> str:
    """Return the address that the client called; it names the session, so that a download finds it without a header."""
    prefix = call.incoming.prefix
    if call.session == "default" or prefix.startswith("/~"):
        return call.base_url
    return f"{call.origin}/~{call.session}{prefix}"
