"""The audio of recordings: its formats, and how often and how much a tenant gets of it."""

from __future__ import annotations

import io
import wave
from base64 import b64encode
from typing import Any

import pytest

from tests.vendors.xima import (
    ACME,
    DANAS,
    DANAS_CALL,
    DANAS_SECOND,
    DELETED,
    FORBIDDEN,
    FULL,
    NOT_FOUND,
    OMARS,
    PENDING,
    SUPPORT,
    VENDORS,
    XimaClient,
    refusal,
)  # fmt: skip

RATE = "At most one recording audio request every 3 seconds per tenant."
EGRESS = "The rolling 5-day egress limit of this tenant has been reached."
PENDINGS_CALL = "2f6c9a18-0b47-4e35-9d81-64c0e7a35b12-1772483400000-1772483640000"


# --- Audio ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, {"format": "wav"}])
def test_audio_is_a_second_of_silence(xima: XimaClient, query: dict[str, str]) -> None:
    answer = xima.audio(**query)
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Content-Length"]) == (200, "audio/wav", "16044")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{DANAS}.wav"'
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert sound.getparams()[:4] == (1, 2, 8000, 8000)
        assert sound.readframes(8001) == bytes(16000)


def test_audio_as_speex_is_a_file_of_headers(xima: XimaClient) -> None:
    answer = xima.audio(format="spx")
    assert (answer.status_code, answer.headers["Content-Type"], len(answer.content)) == (200, "audio/ogg", 151)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{DANAS}.spx"'
    assert b64encode(answer.content).decode() == (
        "T2dnUwACAAAAAAAAAAABAAAAAAAAAO3+AwwBUFNwZWV4ICAgMS4yLjAAAAAAAAAAAAAAAAAAAAABAAAAUAAAAEAfAAAAAAAABAAAAAEAAAD/////oAAAAAAAAAABAAAA"
        "AAAAAAAAAAAAAAAAT2dnUwAEAAAAAAAAAAABAAAAAQAAAKhpMtgBDwcAAABzYW5kYm94AAAAAA=="
    )


@pytest.mark.parametrize(("variant", "v1", "v2"), [("both", 200, 200), ("v1", 200, 404), ("v2", 404, 200)])
def test_audio_is_found_under_both_versions_or_one(xima: XimaClient, variant: str, v1: int, v2: int) -> None:
    for version, status in (("v1", v1), ("v2", v2)):
        xima.freeze()
        xima.switch(audio_path_version=variant)
        assert xima.audio(version=version).status_code == status
        wrong = xima.send("POST", f"/rest/api/{version}/recordings/x/audio", token=None)
        assert refusal(wrong)[2] == ("xima.rest.method" if status == 200 else "xima.rest.unknown-path")
    xima.advance(3)
    assert xima.get(f"/calls/{DANAS_CALL}/audio").status_code == 200


def test_the_audio_of_a_call_has_a_second_for_each_recording(xima: XimaClient) -> None:
    answer = xima.get(f"/calls/{DANAS_CALL}/audio")
    assert (answer.status_code, len(answer.content)) == (200, 32044)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{DANAS_CALL}.wav"'
    assert answer.headers["X-Sandbox-Operation"] == "xima.calls.audio; inferred"


def test_the_audio_of_a_call_needs_no_record_of_the_call(xima: XimaClient) -> None:
    key = "f5281d6a-7c93-4e0b-a1d4-82b6e93f0c57-1662906600000-1662906660000"
    assert len(xima.get(f"/calls/{key}/audio", token=ACME, params={"format": "spx"}).content) == 151


@pytest.mark.rule("xima.audio.key")
@pytest.mark.parametrize("key", ["x", PENDING, DELETED, VENDORS, DANAS.upper()])
def test_audio_of_an_unknown_pending_or_deleted_recording_is_answered_404(xima: XimaClient, key: str) -> None:
    assert refusal(xima.audio(key, format="mp3")) == (404, NOT_FOUND, "xima.audio.key")


@pytest.mark.rule("xima.audio.key")
@pytest.mark.parametrize("key", ["x", PENDINGS_CALL, DANAS])
def test_audio_of_a_call_without_anything_to_serve_is_answered_404(xima: XimaClient, key: str) -> None:
    assert refusal(xima.get(f"/calls/{key}/audio")) == (404, NOT_FOUND, "xima.audio.key")


@pytest.mark.rule("xima.audio.key")
@pytest.mark.parametrize(
    ("status", "expected"),
    [("SAVED", 200), ("PENDING_DELETE_SPACE", 200), ("PENDING_DELETE_TIME", 200), ("PENDING", 404), ("DELETED_USER", 404),
     ("DELETED_SPACE", 404), ("DELETED_TIME", 404), ("DELETED_UNKNOWN", 404)],
)  # fmt: skip
def test_what_is_still_there_is_served(xima: XimaClient, status: str, expected: int) -> None:
    state = xima.state
    state["recordings"][DANAS]["status"] = status
    xima.change(state)
    assert xima.audio().status_code == expected


@pytest.mark.rule("xima.recordings.scope")
def test_audio_outside_of_the_scope_is_answered_403(xima: XimaClient) -> None:
    xima.freeze()
    for key in (DANAS_SECOND, OMARS):
        assert refusal(xima.audio(key, token=SUPPORT, format="mp3")) == (403, FORBIDDEN, "xima.recordings.scope")
        xima.advance(3)
    assert xima.audio(token=SUPPORT).status_code == 200
    xima.advance(3)
    assert len(xima.get(f"/calls/{DANAS_CALL}/audio", token=SUPPORT).content) == 16044
    assert xima.last_rules() == ["xima.recordings.scope"]
    xima.advance(3)
    omars_call = "e83b1f60-94c2-4d7a-8b05-71f6a9c0d2e4-1772474700000-1772474900000"
    assert refusal(xima.get(f"/calls/{omars_call}/audio", token=SUPPORT)) == (403, FORBIDDEN, "xima.recordings.scope")


@pytest.mark.rule("xima.audio.format")
def test_the_audio_of_a_call_has_the_same_formats(xima: XimaClient) -> None:
    answer = xima.get(f"/calls/{DANAS_CALL}/audio", params={"format": "mp3"})
    assert refusal(answer) == (400, "The format 'mp3' is not supported.", "xima.audio.format")


@pytest.mark.rule("xima.audio.format")
@pytest.mark.parametrize("wanted", ["mp3", "WAV", "", "wav "])
def test_any_other_format_is_refused(xima: XimaClient, wanted: str) -> None:
    assert refusal(xima.audio(format=wanted)) == (400, f"The format '{wanted}' is not supported.", "xima.audio.format")


# --- Limits ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("xima.audio.rate")
def test_a_tenant_asks_for_audio_once_in_three_seconds(xima: XimaClient) -> None:
    xima.freeze()
    assert xima.audio().status_code == 200
    xima.advance(2.999)
    for path in (f"/recordings/{OMARS}/audio", f"/calls/{DANAS_CALL}/audio"):
        answer = xima.get(path)
        assert refusal(answer) == (429, RATE, "xima.audio.rate")
        assert "Retry-After" not in answer.headers
    assert refusal(xima.audio(version="v2", token=SUPPORT)) == (429, RATE, "xima.audio.rate")
    assert xima.audio(VENDORS, token=ACME).status_code == 200
    assert xima.recordings().status_code == 200
    xima.advance(0.001)
    assert xima.audio().status_code == 200


@pytest.mark.rule("xima.audio.rate")
@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda xima: xima.audio("x"), 404),
        (lambda xima: xima.audio(OMARS, token=SUPPORT), 403),
        (lambda xima: xima.audio(format="mp3"), 400),
    ],
)
def test_what_was_refused_for_another_reason_counts(xima: XimaClient, ask: Any, status: int) -> None:
    xima.freeze()
    assert ask(xima).status_code == status
    xima.advance(2.999)
    assert xima.audio().status_code == 429
    xima.advance(0.001)
    assert xima.audio().status_code == 200


@pytest.mark.rule("xima.audio.rate")
def test_what_was_too_soon_or_had_no_token_or_grant_does_not_count(xima: XimaClient) -> None:
    xima.freeze()
    assert xima.audio(token="x").status_code == 401
    xima.console("PATCH", "/service-users/su-support", {"grants": []})
    assert xima.audio(token=SUPPORT).status_code == 403
    assert xima.audio().status_code == 200
    xima.advance(2)
    assert xima.audio().status_code == 429
    xima.advance(1)
    assert xima.audio().status_code == 200


@pytest.mark.rule("xima.audio.rate")
@pytest.mark.parametrize(("passed", "left"), [(0.001, "3"), (1, "2"), (2, "1"), (2.999, "1")])
def test_the_seconds_that_are_left_may_be_told_rounded_up(xima: XimaClient, passed: float, left: str) -> None:
    xima.freeze()
    xima.switch(retry_after="on")
    assert xima.audio().status_code == 200
    xima.advance(passed)
    assert xima.audio().headers["Retry-After"] == left


def test_a_clock_that_was_set_back_does_not_shut_a_tenant_out(xima: XimaClient) -> None:
    xima.freeze()
    assert xima.audio().status_code == 200
    xima.http.put("/_sandbox/clock", json={"now": "2026-03-01T00:00:00Z", "mode": "frozen"})
    assert xima.audio().status_code == 200


def cap(xima: XimaClient, limit: int) -> None:
    """Set the cap of Summit Payments."""
    state = xima.state
    state["tenants"]["summit-payments"]["egressCapBytes"] = limit
    xima.change(state)


@pytest.mark.rule("xima.audio.egress")
@pytest.mark.parametrize(("limit", "second"), [(16044, 509), (16045, 200)])
def test_the_request_that_reaches_the_cap_is_served_and_the_next_is_not(xima: XimaClient, limit: int, second: int) -> None:
    xima.freeze()
    cap(xima, limit)
    assert xima.audio().status_code == 200
    xima.advance(3)
    assert xima.audio().status_code == second
    xima.advance(3)
    assert refusal(xima.audio("x", format="mp3")) == (509, EGRESS, "xima.audio.egress")
    assert xima.audio().status_code == 429
    xima.advance(3)
    assert refusal(xima.get(f"/calls/{DANAS_CALL}/audio")) == (509, EGRESS, "xima.audio.egress")


@pytest.mark.rule("xima.audio.egress")
@pytest.mark.parametrize(("passed", "status"), [(431_999.999, 509), (432_000, 200)])
def test_audio_counts_for_five_days(xima: XimaClient, passed: float, status: int) -> None:
    xima.freeze()
    cap(xima, 16044)
    assert xima.audio().status_code == 200
    xima.advance(passed)
    assert xima.audio().status_code == status
    assert len(xima.state["tenants"]["summit-payments"]["egress"]) == 1


@pytest.mark.rule("xima.audio.egress")
def test_only_audio_that_was_sent_counts_with_its_own_length(xima: XimaClient) -> None:
    xima.freeze()
    for path, status in ((f"/recordings/{DANAS}/audio?format=spx", 200), ("/recordings/x/audio", 404), (f"/calls/{DANAS_CALL}/audio", 200)):
        assert xima.get(path).status_code == status
        assert xima.recordings().status_code == 200
        xima.advance(3)
    assert [sent["bytes"] for sent in xima.state["tenants"]["summit-payments"]["egress"]] == [151, 32044]


def test_the_cap_follows_from_the_recorded_agents_if_it_is_not_given(xima: XimaClient) -> None:
    state = xima.state
    del state["tenants"]["acme-ns"]["egressCapBytes"]
    state["tenants"]["acme-ns"]["recordedAgents"] = 3
    xima.change(state)
    assert xima.state["tenants"]["acme-ns"]["egressCapBytes"] == 2 * 3 * 5 * 28800 * 2500


def test_support_resets_the_cap(xima: XimaClient) -> None:
    xima.freeze()
    cap(xima, 1)
    assert xima.audio(token=FULL).status_code == 200
    answer = xima.console("POST", "/tenants/summit-payments/egress/reset", {"any": "body"})
    assert (answer.status_code, answer.content) == (204, b"")
    xima.advance(3)
    assert xima.audio().status_code == 200
    unknown = xima.console("POST", "/tenants/nobody/egress/reset")
    assert (unknown.status_code, unknown.json()) == (404, {"error": "unknown tenant", "detail": {"hostname": "nobody"}})
