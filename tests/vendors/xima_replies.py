"""Replies that break the rules of data dips, one each: what a careless web service sends, and what is found."""

from __future__ import annotations

import gzip
import json
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from tests.receivers import SILENCE

Json = dict[str, Any]
Answering = bytes | Callable[[socket.socket], None]

PERFECT: Json = {
    "parameters": {
        "account-manager": {"value": "Sam Whitecar(112)", "displayToAgent": True, "saveToDatabase": False},
        "name": {"value": "Dana Whitfield", "displayToAgent": True, "saveToDatabase": True},
    }
}
GOOD_ITEM: Json = {"value": "x", "displayToAgent": False, "saveToDatabase": False}


def http(
    body: bytes | str = b"", status: int = 200, *headers: str, media_type: str | None = "application/json", length: int | None = None
) -> bytes:
    """Write a reply."""
    content = body.encode() if isinstance(body, str) else body
    typed = [f"Content-Type: {media_type}"] if media_type else []
    lines = [f"HTTP/1.1 {status} X", *typed, *headers, f"Content-Length: {len(content) if length is None else length}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def says(document: Any) -> bytes:
    """Write a reply with JSON."""
    return http(json.dumps(document))


def item(**members: Any) -> bytes:
    """Write a reply with a good parameter and one of these members; `...` for one that is left out."""
    odd = {name: value for name, value in {**GOOD_ITEM, **members}.items() if value is not ...}
    return says({"parameters": {"good": GOOD_ITEM, "k": odd}})


def late(connection: socket.socket) -> None:
    """Answer after a quarter of a second."""
    time.sleep(0.25)
    connection.sendall(says(PERFECT))


def endless(connection: socket.socket) -> None:
    """Send a body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"10000\r\n" + b" " * 65535 + b"x\r\n")


def dripping(connection: socket.socket) -> None:
    """Send a body byte by byte, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)


class Case(NamedTuple):
    """A reply that breaks a rule: what is found, where, and what comes of the dip."""

    rule: str
    reply: Answering
    level: str
    message: str
    path: str = ""
    outcome: str = "matched"
    reason: str | None = None


def failure(rule: str, reply: Answering, message: str, path: str = "", reason: str | None = None) -> Case:
    """Return a case in which the whole reply cannot be used."""
    return Case(rule, reply, "failure", message, path, "failed", reason or rule)


def many(count: int) -> Json:
    """Return a reply with that many parameters."""
    return {"parameters": {f"k{number}": GOOD_ITEM for number in range(count)}}


def long(length: int) -> bytes:
    """Return a good reply with a body of that length."""
    good = json.dumps(PERFECT).encode()
    return http(good + b" " * (length - len(good)))


TEMPLATE = '{\n"parameters": {\n"name": {\n"value": "Dana Whitfield",\n"displayToAgent": true,\n"saveToDatabase": true\n},\n}\n}'
"""The vendor's own template, comma and all."""
HINT = " Remove the comma before the closing bracket; the vendor's own template contains one, but it is not valid JSON."
TWICE = '{"parameters": {"a": {"value": "1", "displayToAgent": true, "saveToDatabase": true, "value": "2"}}}'

CASES = [
    failure("connect", b"SSH-2.0-OpenSSH\r\n\r\n", "No answer: protocol.", reason="connection-failed"),
    failure("timeout", SILENCE, "No complete answer within 1 s."),
    failure("redirect", http(b"", 302, "Location: http://127.0.0.1/"), "The web service answered 302; redirects are not followed."),
    failure("unauthorized", http(b"", 401), "The web service refused the token (401)."),
    failure("not-found", http("{}", 404), "The web service answered 404. For 'no match', answer 200 with an empty \"parameters\" object."),
    failure("client-error", http(b"", 405), "The web service answered 405. Xima sends POST."),
    failure("server-error", http(b"", 503), "The web service answered 503."),
    Case("status-not-200", http(json.dumps(PERFECT), 201), "warning", "The web service answered 201; 200 is expected."),
    Case("slow", late, "warning", "The answer took 0.3 s while a caller was waiting."),
    failure("empty-body", http(b""), "The reply has no body; a JSON object is required."),
    Case("body-too-large", long(65537), "warning", "The reply has 65537 bytes."),
    Case("content-type", http(json.dumps(PERFECT), media_type="text/html"), "warning",
         "Content-Type is 'text/html'; application/json is expected."),
    Case("content-encoding", http(gzip.compress(json.dumps(PERFECT).encode()), 200, "Content-Encoding: gzip"), "warning",
         "The reply is compressed though none was asked for."),
    Case("byte-order-mark", http(b"\xef\xbb\xbf" + json.dumps(PERFECT).encode()), "warning", "The reply starts with a byte order mark."),
    failure("bad-json", http(TEMPLATE), f"The reply is not valid JSON (line 8, column 1).{HINT}"),
    Case("duplicate-key", http(TWICE), "warning", "The key 'value' occurs 2 times; the last one counts.", "/parameters/a/value"),
    failure("not-object", http("[]"), "The reply must be a JSON object."),
    Case("extra-top-level", says({**PERFECT, "count/~": 4}), "warning", "The member 'count/~' beside \"parameters\" is ignored.",
         "/count~1~0"),
    failure("parameters-missing", http("{}"), 'The reply has no "parameters" member.'),
    failure("parameters-not-object", says({"parameters": []}), '"parameters" must be an object.', "/parameters"),
    Case("no-match", says({"parameters": {}}), "note", "The reply has no parameters: no match.", outcome="no_match"),
    Case("too-many", says(many(65)), "warning", "The reply has 65 parameters."),
    Case("empty-key", says({"parameters": {"": GOOD_ITEM, "a": GOOD_ITEM}}), "violation",
         "A parameter key must not be empty; the parameter is dropped.", "/parameters/"),
    Case("key-whitespace", says({"parameters": {" k": GOOD_ITEM}}), "warning", "The key ' k' has white space at an end.", "/parameters/ k"),
    Case("item-not-object", says({"parameters": {"k": "x", "a": GOOD_ITEM}}), "violation",
         "Parameter 'k' must be an object; it is dropped.", "/parameters/k"),
    Case("value-missing", item(value=...), "violation", "Parameter 'k' has no \"value\"; it is dropped.", "/parameters/k"),
    Case("value-null", item(value=None), "violation", "The value of 'k' is null; the parameter is dropped.", "/parameters/k/value"),
    Case("value-type", item(value=28), "violation", "The value of 'k' is a number, not a string; the parameter is dropped.",
         "/parameters/k/value"),
    Case("value-structured", item(value=[]), "violation", "The value of 'k' is an array; the parameter is dropped.", "/parameters/k/value"),
    Case("value-long", item(value="x" * 256), "warning", "The value of 'k' has 256 characters.", "/parameters/k/value"),
    Case("flag-missing", item(displayToAgent=...), "violation", "Parameter 'k' has no \"displayToAgent\"; false is assumed.",
         "/parameters/k"),
    Case("flag-type", item(saveToDatabase="true"), "violation",
         "\"saveToDatabase\" of 'k' must be true or false without quotes; false is assumed.", "/parameters/k/saveToDatabase"),
    Case("extra-member", item(Display_To_Agent=True), "warning",
         "The member 'Display_To_Agent' of 'k' is ignored. Did you mean \"displayToAgent\"?", "/parameters/k/Display_To_Agent"),
    Case("overwrite", says({"parameters": {"account-num": GOOD_ITEM}}), "note",
         "The session parameter 'account-num' already existed and is overwritten.", "/parameters/account-num"),
    Case("all-dropped", says({"parameters": {"k": 1}}), "failure", "No parameter of the reply could be used.", "", "failed",
         "all-parameters-dropped"),
]  # fmt: skip
"""Every rule once, in the order in which they are looked at."""

DEFLATED = zlib.compress(json.dumps(PERFECT).encode())
RAW = DEFLATED[2:-4]
