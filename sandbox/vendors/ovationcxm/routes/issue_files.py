"""Files of issues: list, upload, delete and download."""

from __future__ import annotations

from typing import Annotated

from sandbox.vendor import CHOSEN, Answers, Operation, Reply
from sandbox.vendors.ovationcxm.call import OvationCall, given
from sandbox.vendors.ovationcxm.cases import attach
from sandbox.vendors.ovationcxm.dictionaries import FILE_TAGS
from sandbox.vendors.ovationcxm.envelope import Failure, Listed, listed
from sandbox.vendors.ovationcxm.errors import not_found
from sandbox.vendors.ovationcxm.models.issues import FileId, FileUpload
from sandbox.vendors.ovationcxm.operations import V3, operation, readable
from sandbox.vendors.ovationcxm.rows.files import FileRow, file_row
from sandbox.vendors.ovationcxm.state import Issue
from sandbox.vendors.ovationcxm.transitions import find_issue

Files = Annotated[Reply, Listed[list[FileRow]]]


def list_files(call: OvationCall) -> Files:
    """Return a list of files related to the Issue."""
    return _files(call, call.target)


def _files(call: OvationCall, issue: Issue) -> Reply:
    return listed(call, [file_row(call, file) for file in call.state.file_index.all("of", issue.id)], pages=1)


def gather_upload(call: OvationCall) -> None:
    """Bring tag and file together: the tag is documented in the query, the file in the body."""
    file = call.upload("file") or call.form.get("file")
    call.json = given({"file_tag": call.query.get("file_tag"), "file": file})


def upload_file(call: OvationCall, body: FileUpload) -> Files:
    """Add a file to the Issue's file list.

    The part `file` of a form, with the tag as `file_tag` in the query; or both in JSON. Answers the new row alone.
    """
    issue: Issue = call.target
    tag = FILE_TAGS.label(body.file_tag) or body.file_tag
    file = attach(call, issue, body.file, tag, body.file.name or "upload")
    return listed(call, [file_row(call, file)], pages=1)


def delete_file(call: OvationCall, form: FileId) -> Files:
    """Remove a file of an issue.

    Answers the rows that remain.
    """
    issue: Issue = call.target
    file = call.state.files.get(form.file_id)
    if file is None or file.object_id != issue.id:
        raise not_found("files", form.file_id)
    call.state.file_index.remove(file)
    del call.state.files[file.id]
    return _files(call, issue)


def download_file(call: OvationCall) -> Reply:
    """Download a file, or its preview in any dimensions: the file itself.

    Whoever has the address may; the last part of it is not looked at.
    """
    id = call.path["file_id"]
    file = call.state.files.get(id)
    if file is None:
        raise not_found("files", id)
    return Reply(200, bytes(file.size) if file.content is None else file.content, media_type=file.type)


_FIND = (readable, find_issue)
_UNKNOWN = {404: Answers(Failure, CHOSEN)}

OPERATIONS = (
    operation("issues.files.list", "GET", "/issues/files/{issue_id}", list_files, "S", "404", checks=(find_issue,)),
    operation(
        "issues.file.upload", "POST", "/issues/file/upload/{issue_id}", upload_file, "S", "400 404 422", checks=(*_FIND, gather_upload)
    ),
    operation("issues.file.delete", "POST", "/issues/file/delete/{issue_id}", delete_file, "S", "400 404 422", checks=_FIND),
    *(
        Operation("files.download", "GET", f"{V3}/files/{{file_id}}/{place}", download_file, CHOSEN, errors=_UNKNOWN, produces="*/*")
        for place in ("{name}", "thumb/{size}")
    ),
)
