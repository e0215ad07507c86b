"""Chats of issues: messages, the history of closed issues, emoticons."""

from __future__ import annotations

import pytest

from tests.vendors.ovation import DANAS_CASE, UNKNOWN_ISSUE, UZT, Json, Ovation, denied, refused, results
from tests.vendors.ovation_issues import CANCELED, CLOSED, EXAMPLE, NOW, RESOLVED, SHARED, issue, no_such_issue


def say(ovation: Ovation, id: str = DANAS_CASE, text: str = "We are looking into it.") -> None:
    response = ovation.post(f"/chat/send/issues/{id}", {"from": "Priya Natarajan", "message": text})
    assert results(response) == [{"response": "Message Received"}]


def chat(ovation: Ovation, id: str) -> list[Json]:
    return list(results(ovation.get(f"/issues/chat/history/{id}")))


def row(transcript: object) -> Json:
    """Return the row of the chat of the resolved issue of the fixture."""
    return {
        "id": "QK4QEL",
        "object_id": RESOLVED,
        "object_scope": "issues",
        "chat_type": 0,
        "chat_status": 0,
        "billing_status": 0,
        "title": "E91D47",
        "subtitle": "",
        "duration_plus": 0,
        "duration": 0,
        "transcript": transcript,
        "external_rpid": "",
        "external_lpid": "",
        "external_id": "",
        "created": "2022-01-18 09:02:11",
        "updated": "2022-01-18 09:40:00",
    }


def message(participant: str, participant_id: str, timestamp: str, text: str) -> Json:
    return {
        "chat_id": "QK4QEL",
        "participant": participant,
        "participant_id": participant_id,
        "timestamp": timestamp,
        "hadPayload": False,
        "text": text,
        "user": participant,
        "chat": "QK4QEL",
    }


MESSAGES = [
    message("Omar Reyes", "BFB3QT-MR5", "2022-01-18 09:02:11", "The receipt printer stopped."),
    message("Priya Natarajan", "SU2MNT", "2022-01-18 09:10:30", "Please hold the feed button for five seconds."),
    message("Omar Reyes", "BFB3QT-MR5", "2022-01-18 09:31:05", "It prints again, thank you."),
]

# --- History --------------------------------------------------------------------------------------------------------


def test_the_history_has_a_row_for_each_message_oldest_first(ovation: Ovation) -> None:
    body = ovation.get(f"/issues/chat/history/{RESOLVED}").json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [3, 3, 0]
    assert body["results"] == [row(transcript) for transcript in MESSAGES]
    assert list(body["results"][0]) == list(row(None))
    assert list(body["results"][0]["transcript"]) == list(MESSAGES[0])


@pytest.mark.parametrize(("shape", "transcript"), [("array", MESSAGES), ("last-message", MESSAGES[-1])])
def test_the_history_is_one_row_by_a_variant(ovation: Ovation, shape: str, transcript: object) -> None:
    ovation.switch(chat_transcript_shape=shape)
    assert chat(ovation, RESOLVED) == [row(transcript)]
    assert chat(ovation, CLOSED) == []


def test_a_closed_issue_without_chat_and_a_canceled_one_show_none(ovation: Ovation) -> None:
    assert chat(ovation, CLOSED) == []
    assert chat(ovation, CANCELED) == []
    assert ovation.post(f"/issues/cancel/{RESOLVED}").status_code == 200
    assert chat(ovation, RESOLVED) == []


@pytest.mark.rule("ovationcxm.chat-history-open")
def test_the_history_of_an_open_issue_is_not_there_yet(ovation: Ovation) -> None:
    say(ovation)
    refused(ovation.get(f"/issues/chat/history/{DANAS_CASE}"), 403, "Comm history for issue not available yet", "chat-history-open")
    ovation.post(f"/issues/resolve/{DANAS_CASE}")
    assert [found["transcript"]["text"] for found in chat(ovation, DANAS_CASE)] == ["We are looking into it."]


def test_the_history_needs_an_issue_of_ones_own(ovation: Ovation) -> None:
    no_such_issue(ovation.get(f"/issues/chat/history/{UNKNOWN_ISSUE}"))
    denied(ovation.get(f"/issues/chat/history/{EXAMPLE}"), "owner-foreign")


def test_messages_that_were_not_written_in_order_are_shown_in_order(ovation: Ovation) -> None:
    for now in ("2022-02-10T05:03:28Z", "2022-02-10T05:03:27Z"):
        ovation.freeze(now)
        say(ovation, RESOLVED, now)
    assert [found["transcript"]["text"] for found in chat(ovation, RESOLVED)][3:] == ["2022-02-10T05:03:27Z", "2022-02-10T05:03:28Z"]


# --- Messages -------------------------------------------------------------------------------------------------------


def test_a_message_is_received_and_shown_once_the_issue_is_closed(ovation: Ovation) -> None:
    ovation.freeze()
    before = issue(ovation, RESOLVED)
    response = ovation.post(f"/chat/send/issues/{RESOLVED}", {"from": "Relay bot", "message": "All good? 🙂"})
    body = response.json()
    assert [body["totalCount"], body["returned"], body["pages"]] == [1, 1, 0]
    assert body["results"] == [{"response": "Message Received"}]
    assert chat(ovation, RESOLVED)[-1] == row(message("Relay bot", "", NOW, "All good? 🙂"))
    assert issue(ovation, RESOLVED) == before


def test_a_message_may_come_as_a_form(ovation: Ovation) -> None:
    ovation.post(f"/chat/send/issues/{RESOLVED}", form={"from": "A & B", "message": "1+1"})
    assert chat(ovation, RESOLVED)[-1]["transcript"] | {"timestamp": ""} == message("A & B", "", "", "1+1")


@pytest.mark.rule("ovationcxm.input-required")
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["from", "message"]),
        ({"message": "m"}, ["from"]),
        ({"from": "f", "message": " "}, ["message"]),
        ({"from": None, "message": ""}, ["from", "message"]),
    ],
)
def test_a_message_needs_a_sender_and_a_text(ovation: Ovation, body: Json, fields: list[str]) -> None:
    response = ovation.post(f"/chat/send/issues/{RESOLVED}", body)
    refused(response, 422, f"Missing/invalid {fields[0]} parameter ({fields[0]})", "input-required", fields)


@pytest.mark.rule("ovationcxm.input-label")
def test_a_message_is_a_text(ovation: Ovation) -> None:
    response = ovation.post(f"/chat/send/issues/{RESOLVED}", {"from": {"name": "f"}, "message": ["m"]})
    refused(response, 422, "Missing/invalid from parameter (from)", "input-label", ["from", "message"])
    ovation.post(f"/chat/send/issues/{RESOLVED}", {"from": 7, "message": True})
    assert chat(ovation, RESOLVED)[-1]["transcript"]["text"] == "true"


@pytest.mark.rule("ovationcxm.object-not-found")
@pytest.mark.parametrize("kind", ["customers", "Issues", "issue"])
def test_only_issues_have_a_chat(ovation: Ovation, kind: str) -> None:
    response = ovation.post(f"/chat/send/{kind}/{DANAS_CASE}", {})
    refused(response, 404, f"Object Not Found for {kind} {DANAS_CASE}", "object-not-found")


def test_the_issue_is_looked_for_after_the_body_and_before_the_message(ovation: Ovation) -> None:
    no_such_issue(ovation.post(f"/chat/send/issues/{UNKNOWN_ISSUE}", {}))
    denied(ovation.post(f"/chat/send/issues/{EXAMPLE}", {}), "owner-foreign")
    response = ovation.send("POST", f"/api/v3/chat/send/issues/{UNKNOWN_ISSUE}", "{from")
    refused(response, 400, "Invalid request body", "input-json-malformed")
    response = ovation.post(f"/chat/send/issues/{CLOSED}", {"from": "f"})
    refused(response, 422, "Missing/invalid message parameter (message)", "input-required", ["message"])
    response = ovation.post(f"/chat/send/issues/{CLOSED}", {"from": "f", "message": "m"})
    refused(response, 403, "Access Denied for closed issues", "issue-action-state")


def test_who_takes_part_in_an_issue_may_speak(ovation: Ovation) -> None:
    say(Ovation(ovation.client, UZT), SHARED)
    assert ovation.state()["issues"][SHARED]["chat"][0]["text"] == "We are looking into it."


# --- Emoticons ------------------------------------------------------------------------------------------------------


def test_emoticons_are_a_list(ovation: Ovation) -> None:
    ovation.freeze()
    assert ovation.get("/chat/meta/emoticons").text == (
        '{"success":true,"emoticons":[{"lbl":"emoji-smile","shorthand":"(smile)"},{"lbl":"emoji-smile","shorthand":":-)"},'
        '{"lbl":"emoji-sad","shorthand":"(sad)"},{"lbl":"emoji-sad","shorthand":":-("}],'
        '"current_server_time":"2022-02-10T05:03:27+0000"}'
    )


def test_emoticons_are_a_dictionary_by_a_variant(ovation: Ovation) -> None:
    ovation.switch(emoticons_shape="dictionary")
    assert ovation.get("/chat/meta/emoticons").json()["emoticons"] == {"emoji-smile": ["(smile)", ":-)"], "emoji-sad": ["(sad)", ":-("]}
