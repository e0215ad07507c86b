"""Chats of issues, and the emoticons in them."""

from __future__ import annotations

from typing import Annotated, Literal

from typing_extensions import TypedDict

from sandbox.vendor import Reply
from sandbox.vendors.ovationcxm.access import lists, touch
from sandbox.vendors.ovationcxm.call import OvationCall
from sandbox.vendors.ovationcxm.cases import say
from sandbox.vendors.ovationcxm.envelope import Listed, answer, listed
from sandbox.vendors.ovationcxm.errors import no_such_issue, not_found
from sandbox.vendors.ovationcxm.models.issues import ChatMessageIn
from sandbox.vendors.ovationcxm.operations import operation, readable
from sandbox.vendors.ovationcxm.rows.chat import ChatHistory, chat_rows
from sandbox.vendors.ovationcxm.transitions import existing_issue, find_issue, needs_action


class ChatSend(TypedDict):
    """What is answered to a message. Source: sdk2018."""

    response: str


def find_chat(call: OvationCall) -> None:
    """Find the issue in whose chat somebody speaks. Nothing else has a chat."""
    kind, id = call.path["object"], call.path["object_id"]
    if kind != "issues":
        touch(call, "absent", not_found(kind, id))
    call.target = existing_issue(call, id, no_such_issue())
    call.json = dict(call.form)


def send_message(call: OvationCall, body: ChatMessageIn) -> Annotated[Reply, Listed[list[ChatSend]]]:
    """Send a message to a Chat.

    `object` is `issues`. The chat history shows the message once the issue is closed.
    """
    needs_action(call, call.target)
    say(call, call.target, body.sender, body.message)
    return listed(call, [ChatSend(response="Message Received")], pages=0)


def get_history(call: OvationCall) -> Annotated[Reply, Listed[list[ChatHistory]]]:
    """Chat history of a closed issue.

    The oldest message first.
    """
    needs_action(call, call.target)
    return listed(call, chat_rows(call, call.target), pages=0)


class Emoticon(TypedDict):
    """A text that becomes an emoticon. Source: sdk2018."""

    lbl: str
    shorthand: str


class Emoticons(TypedDict):
    """All emoticons. Source: sdk2018."""

    success: Literal[True]
    emoticons: list[Emoticon] | dict[str, list[str]]
    current_server_time: str


EMOTICONS = {"emoji-smile": ["(smile)", ":-)"], "emoji-sad": ["(sad)", ":-("]}


def get_emoticons(call: OvationCall) -> Annotated[Reply, Emoticons]:
    """Get available emoticons."""
    lists(call)
    if call.variants.emoticons_shape == "dictionary":
        return answer(call, {"emoticons": EMOTICONS})
    found = [Emoticon(lbl=name, shorthand=text) for name, texts in EMOTICONS.items() for text in texts]
    return answer(call, {"emoticons": found})


OPERATIONS = (
    operation("chat.send", "POST", "/chat/send/{object}/{object_id}", send_message, "S", "400 404 422", checks=(readable, find_chat)),
    operation("chat.meta.emoticons", "GET", "/chat/meta/emoticons", get_emoticons, "M"),
    operation("issues.chat.history", "GET", "/issues/chat/history/{issue_id}", get_history, "S", "404", checks=(find_issue,)),
)
