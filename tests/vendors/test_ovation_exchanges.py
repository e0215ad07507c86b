"""Worked exchanges, replayed: requests with their own signatures, and the answers to the byte, but for white space and new ids."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.vendors.ovation import DANAS_CASE, Json, Ovation, refused, results

FILE = Path(__file__).with_name("ovation_exchanges.http")
SHORT = "[2-9A-HJ-NP-Z]"
"""A character of the vendor's short ids."""
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
NEW = {
    "L4TKHS": f"{SHORT}{{6}}",
    "3c9a17e4-6b52-4d8f-91c0-f7e25a8b64d1": UUID,
    "8B64D1": "[0-9A-F]{6}",
    "R7KQ2M": f"{SHORT}{{6}}",
    f"{DANAS_CASE}-Z4M": f"{DANAS_CASE}-{SHORT}{{3}}",
    "TKKPSB": f"{SHORT}{{6}}",
    "7PJK24": f"{SHORT}{{6}}",
    "1b0c7112-f11c-41f1-8f2b-56816c34755c": UUID,
}
"""Ids in the answers that the session's seed makes, and what they look like."""


class Exchange(NamedTuple):
    """A request and its answer, each as text: first line, headers, body."""

    title: str
    request: str
    response: str


def exchanges() -> list[Exchange]:
    """Read the exchanges."""
    found = []
    for part in re.split(r"^=== ", FILE.read_text(), flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        request, _, response = rest.partition("\n---\n")
        found.append(Exchange(title, request.strip("\n"), response.strip("\n")))
    return found


EXCHANGES = exchanges()


def send(client: httpx.Client, request: str) -> httpx.Response:
    """Send a request as it stands."""
    head, _, body = request.partition("\n\n")
    first, *lines = head.split("\n")
    method, target, _ = first.split(" ")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    sent = client.build_request(method, target, headers=headers, content=body.encode())
    assert sent.url.raw_path == target.encode()
    return client.send(sent)


def compact(body: str) -> str:
    """Return JSON without white space, its members in their order."""
    return json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False)


def pattern(body: str) -> str:
    """Return what a body must match: itself, but for ids that are new each time."""
    found = re.escape(compact(body))
    for id, form in NEW.items():
        found = found.replace(re.escape(f'"{id}"'), f'"{form}"')
    return found


@pytest.fixture
def recorded(ovation: Ovation) -> Ovation:
    """A client at the time of the exchanges, on a fresh fixture."""
    ovation.freeze("2022-02-10T05:03:27Z")
    ovation.switch(date_reference="session")
    return ovation


def replayed(ovation: Ovation, title: str) -> httpx.Response:
    """Send the request of one exchange."""
    return send(ovation.client, next(exchange.request for exchange in EXCHANGES if exchange.title == title))


def test_there_are_33_exchanges() -> None:
    assert len(EXCHANGES) == 33


@pytest.mark.rule("ovationcxm.framing-success-envelope", "ovationcxm.framing-error-envelope", "ovationcxm.framing-server-time")
@pytest.mark.parametrize("exchange", [pytest.param(exchange, id=exchange.title) for exchange in EXCHANGES])
def test_an_exchange_is_as_it_was_worked_out(recorded: Ovation, exchange: Exchange) -> None:
    answer = send(recorded.client, exchange.request)
    head, _, body = exchange.response.partition("\n\n")
    status, *headers = head.split("\n")
    assert answer.status_code == int(status.split(" ")[1]), answer.text
    assert headers == [f"Content-Type: {answer.headers['Content-Type']}"]
    assert answer.text == compact(answer.text)
    assert re.fullmatch(pattern(body), answer.text), answer.text


# --- What comes of them ---------------------------------------------------------------------------------------------

CASE = "0059b314-44e7-4f1f-a3dc-8046ac5388d4"
RULES = {
    "OBO denials: header missing, customer not owned, endpoint not granted, relationship inactive (1)": "obo-missing",
    "OBO denials: header missing, customer not owned, endpoint not granted, relationship inactive (2)": "obo-not-owner",
    "OBO denials: header missing, customer not owned, endpoint not granted, relationship inactive (3)": "obo-not-granted",
    "OBO denials: header missing, customer not owned, endpoint not granted, relationship inactive (4)": "obo-inactive",
    "Authentication failures: query changed after signing, stale date (1)": "auth-bad-signature",
    "Authentication failures: query changed after signing, stale date (2)": "auth-stale",
}


@pytest.mark.parametrize(("title", "rule"), RULES.items())
def test_a_denial_has_its_rule(recorded: Ovation, title: str, rule: str) -> None:
    refused(replayed(recorded, title), 403, "Access Denied", rule)


def test_a_case_that_was_opened_on_behalf_of_an_organisation_is_its_own(recorded: Ovation) -> None:
    (row,) = results(replayed(recorded, "Service provider opens a case on behalf of a standard organisation"))
    assert row["reference_num"] == row["id"][-6:].upper()
    mine = recorded.send("GET", f"/api/v3/issues/get/{row['id']}", date="2022-02-10T05:03:27Z")
    assert results(mine) == [row]


def test_a_case_is_resolved_once_and_a_second_call_changes_nothing(recorded: Ovation) -> None:
    title = "Resolve through a double-slash path"
    first = replayed(recorded, title)
    resolved = recorded.state()
    case = resolved["issues"][CASE]
    assert (case["status"], case["resolution"], case["job"]) == (7, "Completed", "Not Started")
    second = replayed(recorded, title)
    assert second.content == first.content
    assert recorded.state() == resolved


def test_a_note_as_a_form_gives_the_same_row_as_json(recorded: Ovation) -> None:
    title = "Log note: JSON and form body are equivalent (1)"
    (of_json,) = results(replayed(recorded, title))
    request = next(exchange.request for exchange in EXCHANGES if exchange.title == title)
    head, _, _ = request.partition("\n\n")
    (of_form,) = results(send(recorded.client, f"{head}\n\nnotes=note+%26+more"))
    new: Json = {"id": of_form["id"]}
    assert of_json | new == of_form


def test_an_invitation_makes_what_its_answer_names(recorded: Ovation) -> None:
    title = "SMS invite, escalate with `Accept: multipart/form-data`, user check, dictionary (2)"
    answer = replayed(recorded, title).json()
    state = recorded.state()
    assert state["customers"][answer["customerId"]]["orgId"] == "SMT"
    assert state["issues"][answer["issueId"]]["customerId"] == answer["customerId"]
    assert answer["inviteId"] in state["invites"]
