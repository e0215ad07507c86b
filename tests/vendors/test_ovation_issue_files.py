"""Files of issues: upload, list, delete and download."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, Json, Ovation, denied, refused, results
from tests.vendors.ovation_issues import EXAMPLE, NOW, RESOLVED, history, issue, log, no_such_issue

LARGEST = 26_214_400
RECEIPT = {
    "id": "F2RCPT",
    "object": "issues",
    "object_id": DANAS_CASE,
    "type": "image/png",
    "file": "http://sandbox/ovationcxm/api/v3/files/F2RCPT/receipt.png",
    "size": 20417,
    "name": "receipt.png",
    "tag": "photo",
    "notes": "",
    "thumbnail": "http://sandbox/ovationcxm/api/v3/files/F2RCPT/thumb/200x200",
    "created": "2022-02-09 08:50:12",
}


def upload(ovation: Ovation, file: tuple[Any, ...], tag: str | None = "photo", id: str = DANAS_CASE) -> httpx.Response:
    """Upload a file as a part of a form, with the tag in the query."""
    built = httpx.Request("POST", "http://sandbox", files={"file": file})
    target = f"/api/v3/issues/file/upload/{id}" + ("" if tag is None else f"?file_tag={tag}")
    return ovation.send("POST", target, built.read(), {"Content-Type": built.headers["Content-Type"]})


def upload_json(ovation: Ovation, body: Json, **query: Any) -> httpx.Response:
    return ovation.post(f"/issues/file/upload/{DANAS_CASE}", body, **query)


def content(ovation: Ovation, row: Json, address: str = "file") -> bytes:
    """Download a file by its address, without a signature."""
    response = ovation.client.get(row[address])
    assert response.status_code == 200
    assert response.headers["Content-Type"] == row["type"]
    return response.content


# --- Upload ---------------------------------------------------------------------------------------------------------


def test_a_part_of_a_form_is_stored_and_downloaded_as_it_came(ovation: Ovation) -> None:
    ovation.freeze()
    sent = bytes(range(256)) + b"\r\n--boundary\r\n{"
    body = upload(ovation, ("site plan #1.png", sent, "image/png")).json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 1]
    (row,) = body["results"]
    address = f"http://sandbox/ovationcxm/api/v3/files/{row['id']}"
    assert row == RECEIPT | {
        "id": row["id"],
        "file": f"{address}/site%20plan%20%231.png",
        "size": len(sent),
        "name": "site plan #1.png",
        "thumbnail": f"{address}/thumb/200x200",
        "created": NOW,
    }
    assert list(row) == list(RECEIPT)
    assert content(ovation, row) == content(ovation, row, "thumbnail") == sent
    assert ovation.client.get(row["thumbnail"].replace("200x200", "64x48")).content == sent


ANY_BYTES = bytes(range(256)) + b"\r\n--B--\r\n\0\r\r\n\n"


def test_a_part_without_a_file_name_keeps_its_bytes(ovation: Ovation) -> None:
    sent = b'--BB\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + ANY_BYTES + b"\r\n--BB--\r\n"
    target = f"/api/v3/issues/file/upload/{DANAS_CASE}?file_tag=photo"
    (row,) = results(ovation.send("POST", target, sent, {"Content-Type": "multipart/form-data; boundary=BB"}))
    assert (row["name"], row["type"], row["size"]) == ("upload", "application/octet-stream", len(ANY_BYTES))
    assert content(ovation, row) == ANY_BYTES


def test_files_outlive_the_export_and_import_of_the_state(ovation: Ovation) -> None:
    (row,) = results(upload(ovation, ("plan.bin", ANY_BYTES, "image/png")))
    (blank,) = results(upload(ovation, ("blank.bin", b"", "image/png")))
    exported = ovation.state()
    ovation.client.post("/_sandbox/reset")
    assert ovation.client.get(row["file"]).status_code == 404
    ovation.replace_state(exported)
    assert ovation.state() == exported
    assert content(ovation, row) == ANY_BYTES
    assert content(ovation, blank) == b""
    assert results(ovation.get(f"/issues/files/{DANAS_CASE}")) == sorted([RECEIPT, row, blank], key=lambda one: one["id"])


@pytest.mark.parametrize("name", ["..", ".", ""])
def test_a_name_that_an_address_cannot_end_in_does_not_stand_in_it(ovation: Ovation, name: str) -> None:
    ovation.post("/phone/queueEnter", {"external_id": "c1", "cid_number": "8015550142", "did_number": "8015550100"})
    sent = f'--B\r\nContent-Disposition: form-data; name="recording"; filename="{name}"\r\n\r\nRIFF\r\n--B--\r\n'
    ovation.send("POST", "/api/v3/phone/queueExit?external_id=c1", sent, {"Content-Type": "multipart/form-data; boundary=B"})
    (row,) = (row for row in results(ovation.get(f"/issues/files/{DANAS_CASE}")) if row["tag"] == "recording")
    assert (row["name"], row["file"]) == (name, f"http://sandbox/ovationcxm/api/v3/files/{row['id']}/file")
    assert content(ovation, row) == b"RIFF"


@pytest.mark.parametrize("type", ["text/plain\nX-Other: 1", "text/plain\0", "", "\xa0"])
def test_a_type_that_no_header_can_hold_is_not_kept(ovation: Ovation, type: str) -> None:
    head = 'Content-Disposition: form-data; name="file"; filename="a.txt"'
    sent = f"--B\r\n{head}\r\nContent-Type: {type}\r\n\r\nhello\r\n--B--\r\n".encode("latin-1")
    target = f"/api/v3/issues/file/upload/{DANAS_CASE}?file_tag=photo"
    (row,) = results(ovation.send("POST", target, sent, {"Content-Type": "multipart/form-data; boundary=B"}))
    assert row["type"] == "application/octet-stream"
    assert content(ovation, row) == b"hello"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("hello – 你好", "hello – 你好".encode()),
        ({}, b"{}"),
        ({"a": [1, "é"]}, '{"a":[1,"é"]}'.encode()),
        (5, b"5"),
    ],
)
def test_json_holds_the_content_as_text_or_stands_for_its_own_text(ovation: Ovation, file: object, expected: bytes) -> None:
    (row,) = results(upload_json(ovation, {"file": file}, file_tag="invoice"))
    assert (row["name"], row["type"], row["size"], row["thumbnail"]) == ("upload", "application/octet-stream", len(expected), "")
    assert content(ovation, row) == expected


@pytest.mark.parametrize(
    ("sent", "stored"), [("2", "photo"), ("PHOTO", "photo"), ("recording", "recording"), ("6", "6"), ("Before photo", "Before photo")]
)
def test_a_tag_is_a_key_a_label_or_any_text(ovation: Ovation, sent: str, stored: str) -> None:
    (row,) = results(upload_json(ovation, {"file": "x"}, file_tag=sent))
    assert row["tag"] == stored


def test_the_tag_may_come_in_the_body_and_the_query_goes_first(ovation: Ovation) -> None:
    (row,) = results(upload_json(ovation, {"file": "x", "file_tag": 3}))
    assert row["tag"] == "invoice"
    (row,) = results(upload_json(ovation, {"file": "x", "file_tag": "invoice"}, file_tag="signature"))
    assert row["tag"] == "signature"


def test_a_file_without_name_and_type_is_called_upload(ovation: Ovation) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--b--\r\n'
    (row,) = results(
        ovation.send(
            "POST",
            f"/api/v3/issues/file/upload/{DANAS_CASE}?file_tag=other",
            body,
            {"Content-Type": "multipart/form-data; boundary=b", "Accept": "multipart/form-data"},
        )
    )
    assert (row["name"], row["type"], row["size"]) == ("upload", "application/octet-stream", 4)
    assert content(ovation, row) == b"text"


def test_an_empty_file_is_a_file(ovation: Ovation) -> None:
    (row,) = results(upload(ovation, ("empty.txt", b"", "text/plain")))
    assert (row["size"], row["name"]) == (0, "empty.txt")
    assert content(ovation, row) == b""


@pytest.mark.rule("ovationcxm.input-file-size")
def test_a_file_has_at_most_25_mebibytes(ovation: Ovation) -> None:
    refused(
        upload(ovation, ("large.bin", bytes(LARGEST + 1), "application/zip")),
        422,
        "Missing/invalid file parameter (file)",
        "input-file-size",
        ["file"],
    )
    (row,) = results(upload(ovation, ("large.bin", bytes(LARGEST), "application/zip")))
    assert row["size"] == LARGEST
    assert content(ovation, row) == bytes(LARGEST)


@pytest.mark.rule("ovationcxm.input-file-size")
def test_a_file_in_json_has_at_most_25_mebibytes_too(ovation: Ovation) -> None:
    half = "é" * (LARGEST // 2)
    response = upload_json(ovation, {"file": half + "x"}, file_tag="other")
    refused(response, 422, "Missing/invalid file parameter (file)", "input-file-size", ["file"])
    assert results(upload_json(ovation, {"file": half}, file_tag="other"))[0]["size"] == LARGEST


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("body", "query", "fields"),
    [
        ({}, {}, ["file_tag", "file"]),
        ({"file": "x"}, {}, ["file_tag"]),
        ({"file": "x"}, {"file_tag": " "}, ["file_tag"]),
        ({"file": ""}, {"file_tag": "photo"}, ["file"]),
        ({"file": None}, {"file_tag": "photo"}, ["file"]),
    ],
)
def test_an_upload_needs_tag_and_file(ovation: Ovation, body: Json, query: dict[str, Any], fields: list[str]) -> None:
    response = upload_json(ovation, body, **query)
    refused(response, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-required", fields)


@pytest.mark.rule("ovationcxm.input-label")
def test_a_list_is_no_file_and_an_object_no_tag(ovation: Ovation) -> None:
    response = upload_json(ovation, {"file": ["x"], "file_tag": {"key": 1}})
    refused(response, 422, "Missing/invalid file_tag parameter (file_tag)", "input-label", ["file_tag", "file"])


@pytest.mark.parametrize("action", ["upload", "delete"])
def test_the_issue_is_looked_for_before_the_parameters_and_after_the_body(ovation: Ovation, action: str) -> None:
    no_such_issue(ovation.post(f"/issues/file/{action}/{UNKNOWN_ISSUE}"))
    denied(ovation.post(f"/issues/file/{action}/{EXAMPLE}"), "owner-foreign")
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = ovation.send("POST", f"/api/v3/issues/file/{action}/{UNKNOWN_ISSUE}", b"no parts", headers)
    refused(response, 400, "Invalid request body", "input-json-malformed")


def test_files_do_not_touch_the_issue(ovation: Ovation) -> None:
    before, rows, told = issue(ovation), log(ovation), history(ovation)
    upload_json(ovation, {"file": "x"}, file_tag="photo")
    ovation.post(f"/issues/file/delete/{DANAS_CASE}", {"file_id": "F2RCPT"})
    assert (issue(ovation), log(ovation), history(ovation)) == (before, rows, told)


# --- List and delete ------------------------------------------------------------------------------------------------


def test_files_are_listed_by_ascending_id(ovation: Ovation) -> None:
    new = [results(upload_json(ovation, {"file": "x"}, file_tag="photo"))[0] for _ in range(4)]
    body = ovation.get(f"/issues/files/{DANAS_CASE}").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [5, 5, 1]
    assert body["results"] == sorted([RECEIPT, *new], key=lambda row: str(row["id"]))
    assert results(ovation.get(f"/issues/files/{RESOLVED}")) == []
    no_such_issue(ovation.get(f"/issues/files/{UNKNOWN_ISSUE}"))
    denied(ovation.get(f"/issues/files/{EXAMPLE}"), "owner-foreign")


def test_a_deleted_file_is_answered_with_those_that_remain(ovation: Ovation) -> None:
    (kept,) = results(upload_json(ovation, {"file": "x"}, file_tag="photo"))
    body = ovation.post(f"/issues/file/delete/{DANAS_CASE}", form={"file_id": "F2RCPT"}).json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 1]
    assert body["results"] == [kept] == results(ovation.get(f"/issues/files/{DANAS_CASE}"))
    refused(ovation.client.get(RECEIPT["file"]), 404, "Object Not Found for files F2RCPT", "object-not-found")  # type: ignore[arg-type]


@pytest.mark.rule("ovationcxm.object-not-found")
def test_only_a_file_of_the_issue_is_deleted(ovation: Ovation) -> None:
    for id, file_id in ((DANAS_CASE, "ZZZZZZ"), (RESOLVED, "F2RCPT")):
        response = ovation.post(f"/issues/file/delete/{id}", {"file_id": file_id})
        refused(response, 404, f"Object Not Found for files {file_id}", "object-not-found")


@pytest.mark.rule("ovationcxm.input-required")
def test_a_delete_names_the_file(ovation: Ovation) -> None:
    response = ovation.post(f"/issues/file/delete/{DANAS_CASE}", {"file_id": ""})
    refused(response, 422, "Missing/invalid file_id parameter (file_id)", "input-required", ["file_id"])


# --- Download -------------------------------------------------------------------------------------------------------


def test_a_file_of_the_fixture_is_zero_bytes_of_its_size(ovation: Ovation) -> None:
    assert content(ovation, RECEIPT) == content(ovation, RECEIPT, "thumbnail") == bytes(20417)


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("rest", ["receipt.png", "thumb/200x200"])
def test_an_unknown_file_is_not_found(ovation: Ovation, rest: str) -> None:
    response = ovation.client.get(f"/ovationcxm/api/v3/files/ZZZZZZ/{rest}")
    refused(response, 404, "Object Not Found for files ZZZZZZ", "object-not-found")


@pytest.mark.parametrize(
    ("prefix", "headers", "base"),
    [
        ("/ovationcxm", {}, "http://sandbox/ovationcxm"),
        ("/~demo/ovationcxm", {}, "http://sandbox/~demo/ovationcxm"),
        ("/ovationcxm", {"X-Sandbox-Session": "demo"}, "http://sandbox/~demo/ovationcxm"),
        ("", {"Host": "api.sandbox.goboomtown.com"}, "http://api.sandbox.goboomtown.com"),
        ("", {"X-Sandbox-Session": "demo"}, "http://sandbox/~demo"),
    ],
)
def test_the_address_of_a_file_is_where_the_client_is_and_names_the_session(
    ovation: Ovation, prefix: str, headers: dict[str, str], base: str
) -> None:
    target = f"/api/v3/issues/files/{DANAS_CASE}"
    response = ovation.client.get(prefix + target, headers=ovation.headers(target) | headers)
    (row,) = results(response)
    assert row["file"] == f"{base}/api/v3/files/F2RCPT/receipt.png"
    assert content(ovation, row) == bytes(20417)
