"""Recordings of telephone calls."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, Ovation, refused, results
from tests.vendors.ovation_phone import DANAS_CALL, call_of, done

EXIT = "/api/v3/phone/queueExit"
MIB = 1 << 20


def parts(content: bytes, name: str = "call.mp3", type: str = "audio/mpeg") -> bytes:
    """Return a form with the call's id and a recording, in parts."""
    return (
        f'--sep\r\nContent-Disposition: form-data; name="external_id"\r\n\r\n{DANAS_CALL}\r\n'
        f'--sep\r\nContent-Disposition: form-data; name="recording"; filename="{name}"\r\nContent-Type: {type}\r\n\r\n'
    ).encode() + (content + b"\r\n--sep--\r\n")


IN_PARTS = {"Content-Type": "multipart/form-data; boundary=sep"}


def test_a_recording_is_attached_to_the_call_and_listed_with_the_issues_files(ovation: Ovation) -> None:
    ovation.freeze()
    assert done(ovation.send("POST", EXIT, parts(b"\x00\xff\r\nsound"), IN_PARTS)) == DANAS_CASE
    id = call_of(ovation, DANAS_CALL)["recording"]
    row = next(row for row in results(ovation.get(f"/issues/files/{DANAS_CASE}")) if row["id"] == id)
    assert row == {
        "id": id,
        "object": "issues",
        "object_id": DANAS_CASE,
        "type": "audio/mpeg",
        "file": f"http://sandbox/ovationcxm/api/v3/files/{id}/call.mp3",
        "size": 9,
        "name": "call.mp3",
        "tag": "recording",
        "notes": "",
        "thumbnail": "",
        "created": "2022-02-09 21:03:27",
    }
    download = ovation.client.get(row["file"])
    assert (download.content, download.headers["Content-Type"]) == (b"\x00\xff\r\nsound", "audio/mpeg")


def test_a_recording_may_be_of_any_type(ovation: Ovation) -> None:
    done(ovation.send("POST", EXIT, parts(b"%PDF-", "Gespräch.pdf", "application/pdf"), IN_PARTS))
    file = ovation.state()["files"][call_of(ovation, DANAS_CALL)["recording"]]
    assert (file["name"], file["type"]) == ("Gespräch.pdf", "application/pdf")


def test_without_a_recording_there_is_no_file(ovation: Ovation) -> None:
    before = ovation.state()["files"]
    done(ovation.post("/phone/queueExit", form={"external_id": DANAS_CALL}))
    assert (ovation.state()["files"], call_of(ovation, DANAS_CALL)["recording"]) == (before, None)


@pytest.mark.rule("ovationcxm.input-file-size")
def test_a_recording_has_at_most_25_mib(ovation: Ovation) -> None:
    text = "Missing/invalid recording parameter (recording)"
    refused(ovation.send("POST", EXIT, parts(bytes(25 * MIB + 1)), IN_PARTS), 422, text, "input-file-size", ["recording"])
    done(ovation.send("POST", EXIT, parts(bytes(25 * MIB)), IN_PARTS))
    assert ovation.state()["files"][call_of(ovation, DANAS_CALL)["recording"]]["size"] == 25 * MIB


@pytest.mark.rule("ovationcxm.input-label")
@pytest.mark.parametrize("recording", ["sound", {}, ["sound"]])
def test_a_recording_is_a_file(ovation: Ovation, recording: object) -> None:
    answer = ovation.post("/phone/queueExit", json={"external_id": DANAS_CALL, "recording": recording})
    refused(answer, 422, "Missing/invalid recording parameter (recording)", "input-label", ["recording"])
