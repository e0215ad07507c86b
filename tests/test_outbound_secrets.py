"""A vendor's calls show no secret in the journal, in neither direction."""

from __future__ import annotations

import orjson

from tests.bell import bell_client
from tests.receivers import receiving


def test_secrets_of_a_call_are_masked_in_the_journal() -> None:
    body = orjson.dumps({"password": "s3cr3t-1", "deep": [{"password": {"x": "s3cr3t-2"}}], "open": 1}).decode()
    reply = b"HTTP/1.1 200 OK\r\nSet-Cookie: s3cr3t-3\r\nLocation: /?password=s3cr3t-4\r\nContent-Type: application/json\r\n"
    reply += b'Content-Length: 24\r\n\r\n{"password": "s3cr3t-5"}'
    headers = [["authorization", "Bearer s3cr3t-6"], ["x-key", "s3cr3t-7"], ["Content-Type", "application/json"]]
    with receiving(reply) as receiver, bell_client() as client:
        url = receiver.url.replace("//", "//me:s3cr3t-8@") + "/x?password=s3cr3t-9&a=b"
        client.post("/bell/ring", json={"url": url, "body": body, "headers": headers})
        assert b"s3cr3t-1" in receiver.requests[0]
        view = client.get("/_sandbox/journal/2").json()
        listed = client.get("/_sandbox/journal?direction=out").text
        assert client.post("/_sandbox/journal/2/redeliver").text.count("s3cr3t") == 0
    assert view["target"] == receiver.url.replace("//", "//***@") + "/x?password=***&a=b"
    assert view["request"] == {
        "headers": [["authorization", "***"], ["x-key", "***"], ["Content-Type", "application/json"]],
        "body": {"password": "***", "deep": [{"password": "***"}], "open": 1},
    }
    assert view["reply"]["body"] == {"password": "***"}
    assert view["reply"]["headers"][:2] == [["Set-Cookie", "***"], ["Location", "/?password=***"]]
    assert "s3cr3t" not in listed


def test_a_secret_that_the_journals_limit_cuts_stays_masked() -> None:
    with receiving() as receiver, bell_client(journal_body=60) as client:
        client.post("/bell/ring", json={"url": receiver.url, "body": orjson.dumps({"password": {"x": "s3cr3t" * 100}}).decode()})
        assert client.get("/_sandbox/journal/2").json()["request"]["body"] == '{"password":***'
